"""Two people's work on the same exercises: which that is, how far they agree, and the gold draft that comes of it.

Each person's first try counts, handed in before they saw any gold: what they did after being told is no judgement of
their own. Of an assessment only what has been scored is looked at.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.annotation.marks import Mark
from desktop.annotation.merging_plan import result
from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.refusals import reason
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.curriculum.schema import LabelSchema
from desktop.records.queries.attempts import Attempt, AttemptFilter, attempts
from desktop.records.queries.classes import cohort
from desktop.records.queries.submissions import submission
from desktop.scoring.agreement.draft import gold_draft
from desktop.scoring.agreement.item import Agreement, agreement
from desktop.scoring.agreement.total import Total, counting_alpha, total
from desktop.scoring.measures.agreement import Agreement as Coefficient
from desktop.session.desk import marks_of
from desktop.session.fresh import exercise_of, title_of
from desktop.session.session import Session

DRAFT_FORMAT = "doorstep-gold-draft/1"
FIRST_TRY = 1


@dataclass(frozen=True)
class Worker:
    """A person with work that can be compared. ``done``: on how many exercises that somebody else did too."""

    account_id: str
    name: str
    done: int


@dataclass(frozen=True)
class Both:
    """An exercise that two people did, with the first attempt of each."""

    exercise: Exercise
    schema: LabelSchema
    attempts: tuple[Attempt, Attempt]
    marks: tuple[tuple[Mark, ...], tuple[Mark, ...]]

    @cached_property
    def found(self) -> Agreement:
        """How far they agree on it."""
        return agreement(*self.marks, self.schema, size=self.exercise.size)


@dataclass(frozen=True)
class Comparison:
    """Two people over the exercises that both did, the least agreed on first; ``changed`` were asked differently.

    ``alpha`` is about everybody in the class who did these exercises, ``people`` of them.
    """

    names: tuple[str, str]
    items: tuple[Both, ...]
    total: Total
    alpha: Coefficient
    people: int
    changed: int = 0


class Shelf:
    """What the people of a class handed in first, by exercise and person."""

    def __init__(self, session: Session, class_id: str) -> None:
        found = cohort(session.record, class_id)
        if found is None:
            raise KnownError(_("没有这个班级。"))
        self.session = session
        self.class_id = class_id
        self.pack: Pack = session.shelf.pack(found.pack_id)
        self.firsts: defaultdict[str, dict[str, Attempt]] = defaultdict(dict)
        wanted = AttemptFilter(class_id=class_id, handed_in=True)
        for each in attempts(session.record, wanted, sort="oldest"):
            if each.accuracy is not None:
                self.firsts[each.exercise_id].setdefault(each.account_id, each)

    def workers(self) -> tuple[Worker, ...]:
        """Return who did an exercise that somebody else did too, those with most of them first."""
        done: Counter[str] = Counter()
        names: dict[str, str] = {}
        for people in self.firsts.values():
            if len(people) > 1:
                done.update(people.keys())
                names |= {each.account_id: each.name for each in people.values()}
        return tuple(
            Worker(account_id, names[account_id], n)
            for account_id, n in sorted(
                done.items(), key=lambda entry: (-entry[1], names[entry[0]], entry[0])
            )
        )

    def activities(self) -> tuple[tuple[str, str], ...]:
        """Return id and title of the activities in which two people did the same exercise, in the order of the path."""
        used = {
            each.activity_id for people in self.firsts.values() if len(people) > 1 for each in people.values()
        }
        return tuple(
            (activity.id, activity.title)
            for module in self.pack.modules
            for activity in module.activities
            if activity.id in used
        )

    def compare(self, a: str, b: str, activity_id: str = "") -> Comparison:
        """Compare two people by their ids, over one activity or all. Raises KnownError for nothing that both did."""
        if a == b:
            raise KnownError(_("请选两个不同的人。"))
        pairs = [
            (people[a], people[b])
            for people in self.firsts.values()
            if a in people and b in people and activity_id in ("", people[a].activity_id)
        ]
        same = [pair for pair in pairs if pair[0].exercise_digest == pair[1].exercise_digest]
        items = [both for pair in same if (both := self._both(*pair)) is not None]
        if not items:
            raise KnownError(
                _("这两个人还没有做过同一道题。"), remedy=_("换一个人，或者把练习改成“全部练习”。")
            )
        first = items[0].attempts
        everybody, people = self._everybody(items)
        return Comparison(
            (first[0].name, first[1].name),
            tuple(sorted(items, key=_agreed_share)),
            total([both.found for both in items]),
            counting_alpha(everybody),
            people,
            len(pairs) - len(same),
        )

    def both(self, a: str, b: str, exercise_id: str) -> Both:
        """Return one exercise that two people did. Raises KnownError."""
        people = self.firsts.get(exercise_id, {})
        found = self._both(people[a], people[b]) if a in people and b in people else None
        if found is None:
            raise KnownError(_("这道题已不在课程包里，或者不是两个人都做过。"), where=exercise_id)
        return found

    def _both(self, a: Attempt, b: Attempt) -> Both | None:
        exercise = exercise_of(self.pack, a.exercise_id, self.session.places)
        if exercise is None:
            return None
        marks = (self._marks(a), self._marks(b))
        return Both(exercise, self.pack.schema(exercise.schema_id), (a, b), marks)

    def _marks(self, attempt: Attempt) -> tuple[Mark, ...]:
        handed_in = submission(self.session.record, attempt.attempt_id, FIRST_TRY)
        # Of an adjudication the result is compared, not the decisions that are kept beside it.
        return () if handed_in is None else result(marks_of(self.session, handed_in.marks))

    def _everybody(self, items: Sequence[Both]) -> tuple[list[list[Sequence[Mark] | None]], int]:
        """Return the first marks of everybody who did one of these exercises, an exercise a row; and how many they are."""
        ids = sorted({account_id for both in items for account_id in self.firsts[both.exercise.id]})
        rows: list[list[Sequence[Mark] | None]] = []
        for both in items:
            people = self.firsts[both.exercise.id]
            digest = both.attempts[0].exercise_digest
            rows.append(
                [
                    self._marks(people[account_id])
                    if account_id in people and people[account_id].exercise_digest == digest
                    else None
                    for account_id in ids
                ]
            )
        return rows, len(ids)

    def title(self, exercise_id: str) -> str:
        """Return the title of an exercise."""
        return title_of(self.pack, exercise_id)


def draft_of(
    exercise: Exercise, found: Agreement, schema: LabelSchema, names: tuple[str, str]
) -> dict[str, Any]:
    """Return the gold draft of one exercise as JSON. Raises KnownError for a mark that no gold can hold."""
    try:
        draft = gold_draft(found, schema)
    except ValueError as fault:
        raise KnownError(
            _("有一个标注不能写进金标：{fault}", fault=str(fault).splitlines()[0]), where=exercise.id
        ) from fault
    return {
        "format": DRAFT_FORMAT,
        "exercise": exercise.id,
        "title": exercise.title,
        "people": dict(zip("ab", names, strict=True)),
        "things": found.things,
        "agreed": found.agreed,
        **draft,
    }


def save_drafts(items: Iterable[Both], names: tuple[str, str], folder: Path) -> tuple[Path, ...]:
    """Write the gold draft of each exercise into a folder and return the files. Raises KnownError."""
    values: Mapping[str, Any] = {
        both.exercise.id: draft_of(both.exercise, both.found, both.schema, names) for both in items
    }
    written = []
    for exercise_id, value in values.items():
        path = folder / f"{exercise_id}.gold-draft.json"
        save_json(path, value)
        written.append(path)
    return tuple(written)


def save_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a value as a JSON file, whole or not at all. Raises KnownError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(value, ensure_ascii=False, indent=1).encode())
    except OSError as fault:
        raise KnownError(_("写不进去：{reason}", reason=reason(fault)), where=str(path)) from fault


def _agreed_share(both: Both) -> tuple[float, str]:
    found = both.found
    return (found.agreed / found.things if found.things else 1.0, both.exercise.id)
