"""Adjudication in words: how far two people agree, and whom a wrong decision followed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.annotation.document import Document
from desktop.annotation.marks import Mark
from desktop.annotation.merging import Difference, Merge, People, Side
from desktop.annotation.merging_plan import State, decisions_of, states
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.base.wording import _
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.agreement.rates import rate
from desktop.scoring.grading import grade
from desktop.scoring.measures.agreement import cohen
from desktop.scoring.result import Finding, Score
from desktop.scoring.texts.rankings import agreement as order_agreement
from desktop.scoring.texts.rankings import ranks
from desktop.session.agreement_words import coefficient_words, rate_words
from desktop.session.measures import MeasureShown
from desktop.session.scores import chosen_gold
from desktop.session.shown import Feedback, FindingShown
from desktop.session.two_people import names_of

# ---------------------------------------------------------------- how far they agree


def figures(merge: Merge, schema: LabelSchema) -> tuple[MeasureShown, ...]:
    """Return how far two people agree, the figure that says most first; rates with number and interval."""
    return tuple(_figures(merge, schema))


def _figures(merge: Merge, schema: LabelSchema) -> Iterator[MeasureShown]:
    meaning = _("两人标过、答过的全部地方里，一字不差的占多少。")
    yield MeasureShown(_("完全一致"), rate_words(rate(len(merge.agreed), merge.n)), meaning)
    pairs = [
        (one, other) for one, other in _together(merge) if isinstance(one, Span) and isinstance(other, Span)
    ]
    n = [sum(isinstance(mark, Span) for mark in marks) for marks in (merge.first, merge.second)]
    if sum(n):
        alike = sum(isinstance(one, Span) for one, _other in merge.agreed)
        words = _(
            "{value:.2f}（{a} 处和 {b} 处，相同 {k}）", value=2 * alike / sum(n), a=n[0], b=n[1], k=alike
        )
        yield MeasureShown(_("片段 F1"), words, _("首尾和类别都相同才算；谁当金标都一样。"))
    if pairs:
        kappa = cohen([one.label for one, _other in pairs], [other.label for _one, other in pairs])
        meaning = _("两人都标了的片段里，去掉碰巧相同以后的类别一致。")
        yield MeasureShown(_("类别 κ"), coefficient_words(kappa), meaning)
    yield from _of_replies(merge, schema)


def _of_replies(merge: Merge, schema: LabelSchema) -> Iterator[MeasureShown]:
    held: dict[str, list[tuple[Reply, Reply]]] = {}
    for one, other in _together(merge):
        if isinstance(one, Reply) and isinstance(other, Reply):
            held.setdefault(one.label, []).append((one, other))
    places: list[tuple[int, int]] = []
    for question in schema.questions:
        pairs = held.get(question.id, [])
        if question.kind == "ranking" and pairs:
            found = order_agreement(ranks(pairs[0][0].value), ranks(pairs[0][1].value))
            tau = _("没有定义") if found.tau is None else f"{found.tau:.2f}"
            words = _("{tau}（{k}/{n} 对同序）", tau=tau, k=found.agreed, n=found.pairs)
            yield MeasureShown(
                _("排序 τ"), words, _("肯德尔 τ-b：两个排序有多像，1 是完全一样，-1 是完全相反。")
            )
        elif question.kind in {"scale", "preference"}:
            places += [
                (one.value, other.value)
                for one, other in pairs
                if isinstance(one.value, int) and isinstance(other.value, int)
            ]
    if places:
        every = [place for pair in places for place in pair]
        # With every place between, or one that nobody used would not count as distance.
        scale = range(min(every), max(every) + 1)
        kappa = cohen([a for a, _b in places], [b for _a, b in places], weights="quadratic", order=scale)
        meaning = _("打分和强弱：差得越远扣得越多的二次加权 κ。")
        yield MeasureShown(_("打分 κ"), coefficient_words(kappa), meaning)


def _together(merge: Merge) -> Iterator[tuple[Mark, Mark]]:
    yield from merge.agreed
    for one in merge.differences:
        if one.kind != "chain" and one.first and one.second:
            yield one.first[0], one.second[0]


# ---------------------------------------------------------------- whom a wrong decision followed


def adjudicated(feedback: Feedback) -> Feedback:
    """Return feedback whose findings say first whom the decision followed, and who was right; of other work as it is."""
    attempt = feedback.attempt
    gold = chosen_gold(attempt.exercise, feedback.score)
    marks = attempt.document.marks()
    found = told(feedback.findings, (attempt.exercise, attempt.schema, gold), marks, attempt.people)
    return replace(feedback, findings=found)


def told(
    findings: Sequence[FindingShown],
    asked: tuple[Exercise, LabelSchema, Gold],
    marks: Sequence[Mark],
    people: People,
) -> tuple[FindingShown, ...]:
    """Return findings that say first whom the decision followed; ``asked``: the exercise, its schema, the gold that counted."""
    exercise, schema, gold = asked
    if exercise.work != "adjudicate" or not findings:
        return tuple(findings)
    merge = exercise.merge
    sides: dict[Side, Score] = {
        "first": grade(merge.first, gold.marks, schema, exercise=exercise),
        "second": grade(merge.second, gold.marks, schema, exercise=exercise),
    }
    replies = {own.id for own in gold.marks if isinstance(own.mark(), Reply)}
    judged = _Judged(merge, marks, sides, names=names_of(people), replies=replies)
    return tuple(
        replace(shown, sentence=f"{judged.told(shown.finding)}{shown.sentence}") for shown in findings
    )


class _Judged:
    """Both people's marks held against the gold, beside what was decided."""

    def __init__(
        self,
        merge: Merge,
        marks: Sequence[Mark],
        scores: Mapping[Side, Score],
        *,
        names: Mapping[str, str],
        replies: Collection[str],
    ) -> None:
        self._merge, self._scores, self._names, self._replies = merge, scores, names, replies
        document = Document(marks)
        self._document = document
        self._states = states(merge, document)
        self._own = {name: key for key, held in decisions_of(document).items() for name in held.own}
        self._wrong = {
            side: {finding.answer_id for finding in score.findings} for side, score in scores.items()
        }

    def told(self, finding: Finding) -> str:
        """Return whom a decision followed and who was right, in a few words; nothing where that is not the point."""
        one = self._difference(finding)
        right = self._right(finding, one)
        if one is None:
            return "" if right else self._alike(finding)
        state = self._states[one.key]
        if state in right or state == "moot":
            return ""
        return self._followed(state, right)

    def _alike(self, finding: Finding) -> str:
        """Return what both got wrong in the same way; nothing of a question that was left to whoever decides."""
        told = finding.answer_id is not None or any(
            pair.gold_id == finding.gold_id for score in self._scores.values() for pair in score.pairs
        )
        if told:
            return _("两人标得一样，但都不对。")
        return "" if finding.gold_id in self._replies else _("两人都漏了。")

    def _followed(self, state: State, right: Collection[Side]) -> str:
        side = next(iter(right), "") if len(right) == 1 else ""
        better = self._names.get(side, "")
        if state in self._names:
            name = self._names[state]
            if better:
                return _("采纳了{name}，应为{better}。", name=name, better=better)
            return _("采纳了{name}，但两人都不对。", name=name)
        words = {
            "both": _("两个都要了"),
            "neither": _("两个都没要"),
            "own": _("自己标的不对"),
            "open": _("没有裁定"),
        }[state]
        if better:
            return _("{words}，应为{better}。", words=words, better=better)
        return _("{words}。", words=words) if right else _("{words}；两人都不对，要自己标。", words=words)

    def _right(self, finding: Finding, one: Difference | None) -> list[Side]:
        """Return who of the two was right about what a finding is about."""
        if finding.code == "DUP" and one is not None and one.what == "only":
            # The thing itself is right: whoever did not mark it again.
            return ["second" if one.first else "first"]
        if finding.gold_id is not None:
            return [
                side
                for side, score in self._scores.items()
                if any(pair.gold_id == finding.gold_id and pair.qualified for pair in score.pairs)
            ]
        if one is None:
            return []
        ids: dict[Side, set[str | None]] = {
            "first": {mark.id for mark in one.first},
            "second": {mark.id for mark in one.second},
        }
        return [side for side, wrong in self._wrong.items() if not wrong & ids[side]]

    def _difference(self, finding: Finding) -> Difference | None:
        answer = finding.answer_id or ""
        found = self._merge.of_mark(answer) or self._merge.difference(self._own.get(answer, ""))
        if found is None and finding.code == "DUP":
            return self._twin(self._document.get(answer))
        if found is not None or finding.gold_id is None:
            return found
        for score in self._scores.values():
            for pair in score.pairs:
                if pair.gold_id == finding.gold_id:
                    found = found or self._merge.of_mark(pair.answer_id)
        return found

    def _twin(self, mark: Mark | None) -> Difference | None:
        """Return the difference that one person made by marking a thing again: either of the two may be called the double."""
        if not isinstance(mark, Span):
            return None
        alone = [
            (one, other)
            for one in self._merge.differences
            for other in one.marks
            if one.what == "only" and isinstance(other, Span)
        ]
        same = (one for one, other in alone if (other.label, other.pieces) == (mark.label, mark.pieces))
        return next(same, None)
