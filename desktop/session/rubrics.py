"""Checklists of what was written, line by line: what rules found, what waits for the instructor, what the instructor said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply
from desktop.base.wording import _
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.schema import LabelSchema
from desktop.records.queries.points import PointGiven, points_given, points_release
from desktop.records.record import Record
from desktop.scoring.result import Point
from desktop.scoring.texts.checklist import Line
from desktop.scoring.texts.points import checklist_of
from desktop.scoring.texts.replies import by_question
from desktop.session.unanswered import part_name

#: held, failed: by rule. open: nobody has judged it. met, unmet: an instructor has.
LineState: TypeAlias = Literal["held", "failed", "open", "met", "unmet"]
_MOST_NAMED = 5


@dataclass(frozen=True)
class RubricLine:
    """One line of a checklist. ``said``: what a rule counted or missed, in words; ``comment`` is the instructor's."""

    point: Point
    name: str
    state: LineState
    points: float
    hard: bool = False
    said: str = ""
    comment: str = ""
    author: str = ""
    at: datetime | None = None
    clause: str = ""

    @property
    def by_rule(self) -> bool:
        """Whether a rule judges this line."""
        return self.state in {"held", "failed"}


@dataclass(frozen=True)
class RubricShown:
    """One text with its checklist. ``example``: the text of the gold, one way among others that fulfils it."""

    question: str
    part: str
    text: str
    example: str
    lines: tuple[RubricLine, ...]

    @property
    def open(self) -> int:
        """How many lines wait for the instructor."""
        return sum(line.state == "open" for line in self.lines)

    @property
    def by_rule(self) -> tuple[int, int]:
        """How many of the lines that rules judge hold, of how many."""
        ruled = [line for line in self.lines if line.by_rule]
        return sum(line.state == "held" for line in ruled), len(ruled)


@dataclass(frozen=True)
class Released:
    """Who made the points of a try final, and when."""

    author: str
    at: datetime


Given: TypeAlias = Mapping[Point, PointGiven]


def rubrics(
    exercise: Exercise,
    schema: LabelSchema,
    marks: Iterable[Mark],
    gold: Gold,
    *,
    given: Given,
    shown: Sequence[str] = (),
) -> tuple[RubricShown, ...]:
    """Return every text that has a checklist, in the order of the gold. ``shown``: the answers' ids as this person sees them."""
    replies = by_question(mark for mark in marks if isinstance(mark, Reply))
    verdicts = {point: one.met for point, one in given.items()}
    found = []
    for truth in (mark.mark() for mark in gold.marks):
        if not isinstance(truth, Reply):
            continue
        place, question = (truth.label, truth.about), schema.question(truth.label)
        checklist = checklist_of(place, replies, exercise, verdicts)
        if question is None or not question.judged or checklist is None:
            continue
        found.append(
            RubricShown(
                question.called,
                part_name(exercise, truth.about, shown) if truth.about else "",
                str(replies[place][0].value),
                truth.value if isinstance(truth.value, str) else "",
                tuple(_line(Point(*place, line.check.id), line, given) for line in checklist.lines),
            )
        )
    return tuple(found)


def given_of(record: Record, attempt_id: str, try_number: int) -> dict[Point, PointGiven]:
    """Return what an instructor said so far of a try, released or not."""
    return {
        Point(one.question, one.about, one.check): one for one in points_given(record, attempt_id, try_number)
    }


def released_points(record: Record, attempt_id: str, try_number: int) -> dict[Point, bool]:
    """Return the points of a try that count: those that were released."""
    if points_release(record, attempt_id, try_number) is None:
        return {}
    return {point: one.met for point, one in given_of(record, attempt_id, try_number).items()}


def release_of(record: Record, attempt_id: str, try_number: int) -> Released | None:
    """Return who made the points of a try final; None while they may change."""
    found = points_release(record, attempt_id, try_number)
    return Released(found.author, found.at) if found is not None else None


def _line(point: Point, line: Line, given: Given) -> RubricLine:
    check, said = line.check, given.get(point)
    if check.kind == "instructor":
        state: LineState = "open" if said is None else "met" if said.met else "unmet"
    else:
        state = "held" if line.passed else "failed"
    return RubricLine(
        point,
        check.name,
        state,
        check.points,
        check.hard,
        "" if check.kind == "instructor" else rule_words(line),
        said.comment if said is not None else "",
        said.author if said is not None else "",
        said.at if said is not None else None,
        check.clause,
    )


def rule_words(line: Line) -> str:
    """Return what a rule counted beside what was asked, or which words are missing or too many; empty for nothing to say."""
    if line.measured is not None:
        least, most = line.check.least, line.check.most
        if least is not None and most is not None:
            return _("{n}（要求 {least}–{most}）", n=line.measured, least=least, most=most)
        if least is not None:
            return _("{n}（要求 ≥ {least}）", n=line.measured, least=least)
        return _("{n}（要求 ≤ {most}）", n=line.measured, most=most)
    if not line.words or line.passed:
        return ""
    more = _("等 {n} 处", n=len(line.words)) if len(line.words) > _MOST_NAMED else ""
    words = _("、").join(line.words[:_MOST_NAMED]) + more
    if line.check.kind == "contains_none":
        return _("出现了：{words}", words=words)
    return _("缺少：{words}", words=words)
