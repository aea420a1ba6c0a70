"""Requirements with bars of their own: a tree of rules, a child about what its parent is about and its own filter passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.annotation.shapes.base import Marked, Shape
from desktop.annotation.spans import Span
from desktop.curriculum.shape_rules import Filter, Rule
from desktop.scoring import ratios
from desktop.scoring.attributes import same
from desktop.scoring.result import Counts, Metric, RuleResult
from desktop.scoring.sheet import Sheet

#: Why a requirement has no figure: the picture holds nothing that it is about.
NOTHING_APPLIES = "nothing_applies"


@dataclass(frozen=True)
class Unit:
    """One unit of the account: a gold mark, an answer, or both, with whether it is right and how near it came."""

    gold: Marked | None
    answer: Marked | None
    qualified: bool = False
    similarity: float | None = None

    @property
    def subject(self) -> Marked | None:
        """The mark that filters look at: the gold's where there is one."""
        return self.gold if self.gold is not None else self.answer


def judge_rules(rules: Sequence[Rule], units: Sequence[Unit]) -> tuple[RuleResult, ...]:
    """Return the result of every rule over the units that it and all its parents are about, in the order of the rules."""
    about: dict[str, list[Unit]] = {}
    found = []
    for rule in rules:
        given = units if rule.parent is None else about[rule.parent]
        mine = [unit for unit in given if unit.subject is not None and passes(unit.subject, rule.when)]
        about[rule.id] = mine
        right, whole = _METRICS[rule.metric](mine)
        found.append(
            RuleResult(rule.id, rule.metric, right, whole, rule.threshold, len(mine), _reason(mine, whole))
        )
    return tuple(found)


def total_rules(pictures: Iterable[Sequence[RuleResult]]) -> tuple[RuleResult, ...]:
    """Return the results of the same rules over many pictures, every unit weighing the same."""
    by_id: dict[str, list[RuleResult]] = {}
    for results in pictures:
        for result in results:
            by_id.setdefault(result.id, []).append(result)
    found = []
    for results in by_id.values():
        whole, n = sum(result.whole for result in results), sum(result.n for result in results)
        reason = "" if whole else results[0].reason if not n else ratios.NOTHING_MATCHED
        found.append(
            replace(
                results[0], right=sum(result.right for result in results), whole=whole, n=n, reason=reason
            )
        )
    return tuple(found)


def units_of(sheet: Sheet[Any], *, of_missed: float | None = None) -> list[Unit]:
    """Return the units of an account. ``of_missed``: the similarity of a missed one; None: it has none."""
    matched = [
        Unit(match.truth.mark, match.answer, qualified, match.similarity)
        for match, qualified in sheet.matches
    ]
    missed = [Unit(truth.mark, None, similarity=of_missed) for truth in sheet.missed]
    return matched + missed + [Unit(None, mark) for mark in sheet.extras]


def passes(mark: Marked, when: Filter) -> bool:
    """Tell whether a mark passes every part of a filter that is given."""
    area = mark.area if isinstance(mark, Shape) else 0.0
    length = mark.length if isinstance(mark, Span) else 0
    return (
        (not when.labels or mark.label in when.labels)
        and (not when.shapes or (isinstance(mark, Shape) and mark.kind in when.shapes))
        and (when.least_area is None or area >= when.least_area)
        and (when.most_area is None or area <= when.most_area)
        and (when.least_length is None or length >= when.least_length)
        and (when.most_length is None or 0 < length <= when.most_length)
        and all(_holds(mark, name, values) for name, values in when.attributes.items())
    )


def _holds(mark: Marked, name: str, values: Sequence[Any]) -> bool:
    got = mark.attributes.get(name)
    return got is not None and any(same(got, value) for value in values)


def _counts(units: Sequence[Unit]) -> Counts:
    return Counts(
        gold=sum(unit.gold is not None for unit in units),
        answer=sum(unit.answer is not None for unit in units),
        matched=sum(unit.gold is not None and unit.answer is not None for unit in units),
        qualified=sum(unit.qualified for unit in units),
        missed=sum(unit.answer is None for unit in units),
        extra=sum(unit.gold is None for unit in units),
    )


def _reason(units: Sequence[Unit], whole: float) -> str:
    if whole:
        return ""
    return ratios.NOTHING_MATCHED if units else NOTHING_APPLIES


def _similarities(units: Sequence[Unit]) -> tuple[float, float]:
    known = [unit.similarity for unit in units if unit.similarity is not None]
    return sum(known), len(known)


def _of(counts: Callable[[Counts], tuple[float, float]]) -> Callable[[Sequence[Unit]], tuple[float, float]]:
    return lambda units: counts(_counts(units))


#: What makes each figure: (right, whole).
_METRICS: Mapping[Metric, Callable[[Sequence[Unit]], tuple[float, float]]] = {
    "accuracy": _of(lambda counts: (counts.qualified, counts.judged)),
    "precision": _of(lambda counts: (counts.qualified, counts.answer)),
    "recall": _of(lambda counts: (counts.qualified, counts.gold)),
    "f1": _of(lambda counts: (2 * counts.qualified, counts.gold + counts.answer)),
    "mean_similarity": _similarities,
}
