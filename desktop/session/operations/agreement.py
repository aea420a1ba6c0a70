"""What an instructor does with two people's work: compare it, look at it together, take it as a gold draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from desktop.annotation.document import Document
from desktop.scoring.agreement.item import Agreement
from desktop.session import agreement
from desktop.session.agreement import Comparison, Shelf, Worker
from desktop.session.agreement_words import disagreement_shown, overall
from desktop.session.measures import MeasureShown
from desktop.session.operations import review
from desktop.session.session import Session
from desktop.session.shown import Review


@dataclass(frozen=True)
class Choices:
    """Who can be compared with whom, and about what."""

    workers: tuple[Worker, ...]
    activities: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ItemRow:
    """One exercise that both did."""

    exercise_id: str
    title: str
    found: Agreement


@dataclass(frozen=True)
class Shown:
    """A comparison as the page shows it."""

    names: tuple[str, str]
    figures: tuple[MeasureShown, ...]
    rows: tuple[ItemRow, ...]
    changed: int


@dataclass(frozen=True)
class Pair:
    """One exercise opened: the first person's marks as the answer, the second's where the gold would be."""

    names: tuple[str, str]
    review: Review
    found: Agreement


def choices(session: Session, class_id: str) -> Choices:
    """Return whose work can be compared. Raises KnownError for no instructor or no such class."""
    session.instructor()
    shelf = Shelf(session, class_id)
    return Choices(shelf.workers(), shelf.activities())


def compare(session: Session, class_id: str, a: str, b: str, activity_id: str = "") -> Shown:
    """Compare the first tries of two people. Raises KnownError where they did nothing in common."""
    session.instructor()
    return shown(Shelf(session, class_id).compare(a, b, activity_id))


def shown(found: Comparison) -> Shown:
    """Return a comparison in words and rows."""
    schemas = list({both.exercise.schema_id: both.schema for both in found.items}.values())
    return Shown(
        found.names,
        overall(found.total, found.alpha, found.people, schemas),
        tuple(ItemRow(both.exercise.id, both.exercise.title, both.found) for both in found.items),
        found.changed,
    )


def open_pair(session: Session, class_id: str, a: str, b: str, exercise_id: str) -> Pair:
    """Return both people's marks of an exercise over its material. Raises KnownError."""
    session.instructor()
    both = Shelf(session, class_id).both(a, b, exercise_id)
    names = (both.attempts[0].name, both.attempts[1].name)
    opened = review.open_review(session, both.attempts[0].attempt_id)
    findings = tuple(disagreement_shown(each, names, both.schema) for each in both.found.disagreements)
    laid = replace(
        opened,
        answer=Document(both.marks[0]),
        gold=Document(both.marks[1]),
        findings=findings,
        ignored=frozenset(),
        not_judged=(),
        comments=(),
        corrections=(),
        second=names[1],
    )
    return Pair(names, laid, both.found)


def save_drafts(
    session: Session,
    class_id: str,
    people: tuple[str, str],
    folder: Path,
    *,
    activity_id: str = "",
    exercise_id: str = "",
) -> tuple[Path, ...]:
    """Write the gold drafts of two people's exercises, or of one of them, into a folder. Raises KnownError."""
    session.instructor()
    shelf = Shelf(session, class_id)
    if exercise_id:
        both = shelf.both(*people, exercise_id)
        return agreement.save_drafts([both], (both.attempts[0].name, both.attempts[1].name), folder)
    found = shelf.compare(*people, activity_id)
    return agreement.save_drafts(found.items, found.names, folder)
