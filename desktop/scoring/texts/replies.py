"""Replies to questions: matched by what was asked of which part, each judged by the kind of its question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question, QuestionKind
from desktop.scoring.judge import SEVERITY, Match, Reached, Tallies, Truth
from desktop.scoring.result import Code, Finding, Place, Point, SubScoreName
from desktop.scoring.texts.asked import Asked, Fault, Judged, Judging
from desktop.scoring.texts.choices import choice, chosen
from desktop.scoring.texts.preferences import preference
from desktop.scoring.texts.rankings import ranking
from desktop.scoring.texts.scales import place_of, scale
from desktop.scoring.texts.writing import writing

#: Replies by question and part.
Replies: TypeAlias = Mapping[tuple[str, str], Sequence[Reply]]
#: Two replies to one question about one part belong together however far apart they are.
LEAST = 0.01
_JUDGING: Mapping[QuestionKind, Judging] = {
    "choice": choice,
    "scale": scale,
    "preference": preference,
    "ranking": ranking,
    "writing": writing,
}
_PARTS: Mapping[QuestionKind, SubScoreName] = {
    "choice": "label",
    "scale": "preference",
    "preference": "preference",
    "ranking": "preference",
    "writing": "text",
}


def is_reason(question: Question, schema: LabelSchema) -> bool:
    """Tell whether a question asks why: reason tags or a written reason where answers are compared.

    Tags are a choice of several without a red line; one of those is about safety.
    """
    if all(other.kind not in {"preference", "ranking"} for other in schema.questions):
        return False
    tags = question.kind == "choice" and question.most > 1
    return question.kind == "writing" or (tags and not any(option.red_line for option in question.options))


def by_question(marks: Iterable[TextMark]) -> Replies:
    """Return the replies among marks by question and part."""
    found: dict[tuple[str, str], list[Reply]] = {}
    for mark in marks:
        if isinstance(mark, Reply):
            found.setdefault((mark.label, mark.about), []).append(mark)
    return found


def asked_of(gold: Reply, answers: Replies, schema: LabelSchema) -> bool:
    """Tell whether a gold reply is judged: its question is, and was put to the person.

    A question that hangs on another is not put where the reply to that one was wrong: that mistake costs once. One that
    may stay without a reply is judged when there is one.
    """
    question = schema.question(gold.label)
    if question is None:
        return True
    if (gold.label, gold.about) in answers or not question.judged:
        return question.judged
    return not question.optional and _put(question, gold.about, answers)


def _put(question: Question, about: str, answers: Replies) -> bool:
    if question.after is None:
        return True
    before = [reply for part in {about, ""} for reply in answers.get((question.after, part), ())]
    # Without a reply to the first question nobody could see the second; the first is missed, once.
    return any(chosen(reply.value) & set(question.of) for reply in before)


class ReplyKind:
    """Replies judged by an order's questions. ``gold``: those that are judged; what it does not name is not.

    ``given``: the points that an instructor gave for what is written.
    """

    def __init__(
        self,
        schema: LabelSchema,
        gold: Sequence[Truth[Reply]],
        exercise: Exercise | None = None,
        given: Mapping[Point, bool] = MappingProxyType({}),
    ) -> None:
        self._schema = schema
        self._checks = exercise.checks if exercise is not None else {}
        self._asked = {(truth.mark.label, truth.mark.about) for truth in gold if not truth.ignored}
        self._known: dict[tuple[str, str], Judged] = {}
        self._given: dict[tuple[str, str], dict[str, bool]] = {}
        for point, met in given.items():
            self._given.setdefault((point.question, point.about), {})[point.check] = met

    def names(self, answer: Reply) -> bool:
        """Tell whether the gold judges the question and the part that an answer is about."""
        return (answer.label, answer.about) in self._asked

    def missed(self, mark: Reply) -> Code:
        """Return what a missing reply is: SEC behind a red line, RSN for a reason, else a miss."""
        question = self._schema.question(mark.label)
        if question is None:
            return "MISS"
        if any(option.red_line and option.id in chosen(mark.value) for option in question.options):
            return "SEC"
        return "RSN" if is_reason(question, self._schema) else "MISS"

    def least(self, truth: Truth[Reply]) -> float:  # noqa: ARG002
        """Return the least likeness of a match."""
        return LEAST

    def reached(self, truth: Truth[Reply], answer: Reply, similarity: float) -> Reached:  # noqa: ARG002
        """Return how much of both agrees."""
        return Reached(similarity, 1.0, "share")

    def parts(self, match: Match[Reply]) -> tuple[SubScoreName, ...]:
        """Return the sub-score of the kind of question; choices are classes, which every match is judged for."""
        question = self._schema.question(match.truth.mark.label)
        part = _PARTS[question.kind] if question is not None else "label"
        return () if part == "label" else (part,)

    def overlaps(self, truths: Sequence[Truth[Reply]], answers: Sequence[Reply]) -> list[dict[int, float]]:
        """Return, for each gold, how much the replies to its question about its part agree, at least 0.01."""
        places: dict[tuple[str, str], list[int]] = {}
        for column, answer in enumerate(answers):
            places.setdefault((answer.label, answer.about), []).append(column)
        return [
            {
                column: max(LEAST, self.judged(truth, answers[column]).agreement)
                for column in places.get((truth.mark.label, truth.mark.about), ())
            }
            for truth in truths
        ]

    def faults(self, matches: Sequence[Match[Reply]]) -> list[tuple[Finding, ...]]:
        """Return what each kind of question finds."""
        return [
            tuple(_finding(match, fault) for fault in self.judged(match.truth, match.answer).faults)
            for match in matches
        ]

    def measures(self, tallies: Tallies[Reply]) -> dict[str, float]:
        """Return counts of replies by kind, such as "choice.right" of "choice.n", and pairs of places on each scale."""
        sums: dict[str, float] = {}
        for match in tallies.matches:
            question = self._schema.question(match.truth.mark.label)
            if question is None:
                continue
            for name, number in self.judged(match.truth, match.answer).counts.items():
                sums[f"{question.kind}.{name}"] = sums.get(f"{question.kind}.{name}", 0.0) + number
            places = place_of(match.truth.mark.value), place_of(match.answer.value)
            if question.kind == "scale" and None not in places:
                name = f"scale:{question.id}:{places[0]}:{places[1]}"
                sums[name] = sums.get(name, 0.0) + 1.0
        return sums

    def judged(self, truth: Truth[Reply], answer: Reply) -> Judged:
        """Return how a reply stands to the nearest of the right values: one without a fault, else the most agreeing."""
        key = (truth.mark.id, answer.id)
        if key not in self._known:
            found = [self._held(truth, value, answer) for value in (truth.mark.value, *truth.gold.also_right)]
            self._known[key] = max(found, key=lambda each: (not each.faults, each.agreement))
        return self._known[key]

    def _held(self, truth: Truth[Reply], expected: ReplyValue, answer: Reply) -> Judged:
        question = self._schema.question(truth.mark.label)
        if question is None:
            return Judged(1.0) if expected == answer.value else Judged(0.0, (Fault("CLS", {}),))
        asked = Asked(
            question,
            expected,
            answer.value,
            self._schema.text_rules,
            self._checks.get(question.id, ()),
            is_reason(question, self._schema),
            self._given.get((answer.label, answer.about), {}),
        )
        return _JUDGING[question.kind](asked)


def _finding(match: Match[Reply], fault: Fault) -> Finding:
    nowhere: Place = (0, 0)
    return Finding(
        fault.code, fault.severity or SEVERITY[fault.code], nowhere, match.truth.mark.id, match.answer.id,
        measured=fault.measured, tolerance=fault.tolerance, unit=fault.unit, clause=fault.clause, detail=fault.detail,
    )  # fmt: skip
