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
#: What stands for no reply, and the counts that no reply can earn.
_NOTHING: Mapping[QuestionKind, ReplyValue] = {
    "choice": (),
    "scale": "",
    "preference": "",
    "ranking": (),
    "writing": "",
}
_MERITS = frozenset({"right", "exact", "sides", "open"})
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


def asked_of(gold: Reply, schema: LabelSchema) -> bool:
    """Tell whether a gold reply is a unit of the account: by the question alone, never by what was answered.

    A question that hangs on another counts although a wrong reply to that one kept it from being put. One that may stay
    without a reply is no unit; a wrong reply to it is one too many (see :meth:`ReplyKind.needless`).
    """
    question = schema.question(gold.label)
    return question is None or (question.judged and not question.optional)


def was_put(question: Question, about: str, given: Replies) -> bool:
    """Tell whether a question that hangs on another was put, by the replies to that one."""
    if question.after is None:
        return True
    before = [reply for part in {about, ""} for reply in given.get((question.after, part), ())]
    return any(chosen(reply.value) & set(question.of) for reply in before)


class ReplyKind:
    """Replies judged by an order's questions. ``gold``: all that it says; ``replies``: the answer's.

    ``given``: the points that an instructor gave for what is written.
    """

    def __init__(
        self,
        schema: LabelSchema,
        gold: Sequence[Truth[Reply]],
        replies: Replies,
        exercise: Exercise | None = None,
        given: Mapping[Point, bool] = MappingProxyType({}),
    ) -> None:
        self._schema = schema
        self._checks = exercise.checks if exercise is not None else {}
        self._replies = replies
        self._asked = {_key(truth.mark) for truth in gold if not truth.ignored}
        self._gold = {_key(truth.mark): truth for truth in gold if not truth.gold.ignore}
        self._known: dict[tuple[str, str], Judged] = {}
        self._given: dict[tuple[str, str], dict[str, bool]] = {}
        for point, met in given.items():
            self._given.setdefault((point.question, point.about), {})[point.check] = met

    def counts(self, answer: Reply) -> bool:
        """Tell whether a reply that is nobody's answer is one too many: a second one, or a needless one."""
        return _key(answer) in self._asked or self.needless(answer) is not None

    def needless(self, answer: Reply) -> Fault | None:
        """Return what is wrong with a reply that nothing asked for, or None where that is neither right nor wrong.

        A wrong reply to a question that may stay without one; and a reply to a question that only a wrong reply before
        it opened. What the gold leaves open, or a person has yet to judge, is not judged.
        """
        question, truth = self._schema.question(answer.label), self._gold.get(_key(answer))
        if question is None or not question.judged or _key(answer) in self._asked:
            return None
        if truth is not None:
            return self._optional(question, truth, answer)
        if self._closed(question, answer.about) and was_put(question, answer.about, self._replies):
            detail = {"got": question.id, "because": "question", "after": question.after}
            return Fault("EXTRA", detail)
        return None

    def _optional(self, question: Question, truth: Truth[Reply], answer: Reply) -> Fault | None:
        return next(iter(self.judged(truth, answer).faults), None) if question.optional else None

    def _closed(self, question: Question, about: str) -> bool:
        """Tell whether the gold's replies to the question before leave no room for this one."""
        if question.after is None:
            return False
        before = [self._gold[key] for part in {about, ""} if (key := (question.after, part)) in self._gold]
        values = [value for truth in before for value in (truth.mark.value, *truth.gold.also_right)]
        return bool(values) and not any(chosen(value) & set(question.of) for value in values)

    def untold(self, gold: Reply) -> dict[str, str]:
        """Return why a reply is missing where a wrong reply before it kept the question from being put."""
        question = self._schema.question(gold.label)
        if question is None or was_put(question, gold.about, self._replies):
            return {}
        return {"because": "question", "after": str(question.after)}

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
        found = [
            self._counted(match.truth, match.answer.value, self.judged(match.truth, match.answer).counts)
            for match in tallies.matches
        ]
        return added(found)

    def missed_measures(self, missed: Iterable[Truth[Reply]]) -> dict[str, float]:
        """Return the same counts of questions without a reply: they are in every whole, and in nothing that is right."""
        found = []
        for truth in missed:
            question = self._schema.question(truth.mark.label)
            if question is not None:
                asked = self._asking(question, truth.mark, truth.mark.value, _NOTHING[question.kind])
                counts = {
                    name: 0.0 if name in _MERITS else number
                    for name, number in _JUDGING[question.kind](asked).counts.items()
                }
                found.append(self._counted(truth, None, counts))
        return added(found)

    def _counted(
        self, truth: Truth[Reply], given: ReplyValue | None, counts: Mapping[str, float]
    ) -> dict[str, float]:
        question = self._schema.question(truth.mark.label)
        if question is None:
            return {}
        found = {f"{question.kind}.{name}": number for name, number in counts.items()}
        if question.kind == "scale":
            gold, place = place_of(truth.mark.value), None if given is None else place_of(given)
            rated = gold is not None and place is not None
            name = f"scale:{question.id}:{gold}:{place}" if rated else f"scale.unrated:{question.id}"
            found[name] = 1.0
        if any(option.red_line for option in question.options):
            found["safety.n"] = 1.0
            found["safety.crossed"] = counts.get("red_lines", 0.0)
        return found

    def judged(self, truth: Truth[Reply], answer: Reply) -> Judged:
        """Return how a reply stands to the nearest of the right values.

        One without a fault, else one without a red line between them, else the most agreeing.
        """
        key = (truth.mark.id, answer.id)
        if key not in self._known:
            found = [self._held(truth, value, answer) for value in (truth.mark.value, *truth.gold.also_right)]
            self._known[key] = max(found, key=_nearness)
        return self._known[key]

    def _held(self, truth: Truth[Reply], expected: ReplyValue, answer: Reply) -> Judged:
        question = self._schema.question(truth.mark.label)
        if question is None:
            return Judged(1.0) if expected == answer.value else Judged(0.0, (Fault("CLS", {}),))
        return _JUDGING[question.kind](self._asking(question, answer, expected, answer.value))

    def _asking(self, question: Question, about: Reply, expected: ReplyValue, got: ReplyValue) -> Asked:
        return Asked(
            question,
            expected,
            got,
            self._schema.text_rules,
            self._checks.get(question.id, ()),
            is_reason(question, self._schema),
            self._given.get(_key(about), {}),
        )


def _nearness(judged: Judged) -> tuple[bool, bool, float]:
    return (not judged.faults, not judged.counts.get("red_lines"), judged.agreement)


def added(counts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return counts added up by their names."""
    sums: dict[str, float] = {}
    for each in counts:
        for name, number in each.items():
            sums[name] = sums.get(name, 0.0) + number
    return sums


def _key(reply: Reply) -> tuple[str, str]:
    return (reply.label, reply.about)


def _finding(match: Match[Reply], fault: Fault) -> Finding:
    nowhere: Place = (0, 0)
    return Finding(
        fault.code, fault.severity or SEVERITY[fault.code], nowhere, match.truth.mark.id, match.answer.id,
        measured=fault.measured, tolerance=fault.tolerance, unit=fault.unit, clause=fault.clause, detail=fault.detail,
    )  # fmt: skip
