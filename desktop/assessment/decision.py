"""From the blueprint and the scores to an outcome, with every condition, its value and its limit. Pure, no discretion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from desktop.curriculum.course import Blueprint, PracticalPart, PracticalSection
from desktop.scoring.ratios import share
from desktop.scoring.result import Counts, RuleResult
from desktop.scoring.summary import RedLines, Summary
from desktop.scoring.theory import TheoryScore

Outcome: TypeAlias = Literal["distinction", "pass", "fail"]
ReasonCode: TypeAlias = Literal[
    "theory_share",
    "red_line",
    "accuracy",
    "miss_rate",
    "false_alarms",
    "rule",
    "practical_red_line",
    "pace",
    "distinction_accuracy",
    "distinction_pace",
]
#: A share that equals its limit but for the last bit of a double meets it.
SLACK = 1e-9


@dataclass(frozen=True)
class Reason:
    """One condition: k of n make ``value``, held against ``limit``.

    ``subjects`` are the ids that failed it; of a "rule", the id of the rule, met or not. ``section`` is the title of the
    section of the practical part that it is about; "" for the whole part.
    """

    code: ReasonCode
    met: bool
    value: float | None
    limit: float
    k: int | None = None
    n: int | None = None
    subjects: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True)
class SectionResult:
    """What came out of one section of the practical part."""

    section: PracticalSection
    summary: Summary


@dataclass(frozen=True)
class Decision:
    """The outcome and all conditions looked at, met or not, in the order they are told."""

    outcome: Outcome
    reasons: tuple[Reason, ...]

    @property
    def unmet(self) -> tuple[Reason, ...]:
        """What stood in the way of passing; empty when passed."""
        return tuple(
            reason for reason in self.reasons if not reason.met and not reason.code.startswith("distinction")
        )


def decide(
    blueprint: Blueprint,
    theory: TheoryScore | None,
    practical: Summary | None,
    *,
    sections: Sequence[SectionResult] = (),
    units_per_hour: float | None = None,
    target_per_hour: float = 0.0,
) -> Decision:
    """Decide a sitting. A part given as None was not sat: it is a retake of the other one, passed before.

    A practical part with ``sections`` is passed when each of them is, by its own cuts; only pace is one for all.

    Pass: theory share and every red-line item; no safety red line of the practical part crossed beyond the number that
    the blueprint allows, whatever the accuracy; accuracy, miss rate, false alarms and pace of the practical part, each
    where the blueprint limits it; and every requirement with a bar of its own (``practical.rules``) that something was
    judged by.
    Distinction: passed, and the practical part reaches ``distinction_accuracy`` and, where pace is examined, the
    order's full pace. Raises ValueError when nothing was sat.
    """
    if theory is None and practical is None:
        raise ValueError("nothing was sat")
    reasons: list[Reason] = []
    if theory is not None:
        reasons += _theory(blueprint, theory)
    extra: list[Reason] = []
    if practical is not None:
        pace = pace_share(units_per_hour, target_per_hour)
        found = sections or [SectionResult(whole, practical) for whole in blueprint.practical.asked]
        for each in found:
            reasons += _section(each, title=each.section.title if sections else "")
            extra.append(_distinction(each, title=each.section.title if sections else ""))
        reasons += _red_lines(practical.red_lines, blueprint.practical.pass_red_lines)
        reasons += _pace("pace", blueprint.practical, pace, blueprint.practical.minimum_pace_share)
        extra += _pace("distinction_pace", blueprint.practical, pace, 1.0)
    if not all(reason.met for reason in reasons):
        return Decision("fail", tuple(reasons))
    outcome: Outcome = "distinction" if extra and all(reason.met for reason in extra) else "pass"
    return Decision(outcome, (*reasons, *extra))


def units_per_hour(counts: Counts, seconds: float) -> float | None:
    """Return qualified units an hour (人效), or None without time: only work that passes counts."""
    return 3600 * counts.qualified / seconds if seconds > 0 else None


def pace_share(per_hour: float | None, target_per_hour: float) -> float | None:
    """Return the share of the order's pace that was reached, or None where it is unknown."""
    return None if per_hour is None or target_per_hour <= 0 else per_hour / target_per_hour


def _theory(blueprint: Blueprint, score: TheoryScore) -> list[Reason]:
    right, asked = score.red_line
    cut = blueprint.theory.pass_share
    reasons = [_at_least("theory_share", score.share, cut, k=score.right, n=score.n)]
    if asked:
        met = right == asked
        reasons.append(Reason("red_line", met, right / asked, 1.0, right, asked, score.red_line_wrong))
    return reasons


def blended_target(sections: Sequence[SectionResult], target_per_hour: float) -> float:
    """Return the pace that the sections' own paces come to for what qualified in each: work weighed by the time it asks.

    Who works at each section's pace does exactly this many units an hour. ``target_per_hour`` stands for sections that
    name no pace of their own, and for a paper of which nothing qualified.
    """
    hours = units = 0.0
    for each in sections:
        pace = each.section.units_per_hour or target_per_hour
        if pace > 0:
            units += each.summary.counts.qualified
            hours += each.summary.counts.qualified / pace
    return units / hours if hours else target_per_hour


def _section(found: SectionResult, *, title: str) -> list[Reason]:
    section, summary = found.section, found.summary
    counts = summary.counts
    reasons = [
        _at_least("accuracy", _accuracy(summary), section.pass_accuracy, k=counts.qualified, n=counts.judged),
    ]
    if section.pass_miss_rate < 1:
        rate = summary.miss_rate
        met = rate is not None and rate <= section.pass_miss_rate + SLACK
        reasons.append(Reason("miss_rate", met, rate, section.pass_miss_rate, counts.missed, counts.gold))
    if section.pass_false_alarms is not None:
        reasons.append(_false_alarms(summary.flags, section.pass_false_alarms))
    reasons += [_rule(result) for result in summary.rules]
    return [replace(reason, section=title) for reason in reasons]


def _red_lines(found: RedLines, most: int) -> list[Reason]:
    """Return the condition on red lines; none where the paper had none. A section cannot make up for another's."""
    if not found.n:
        return []
    met = found.crossed <= most
    return [Reason("practical_red_line", met, found.crossed, most, found.crossed, found.n)]


def _pace(code: ReasonCode, part: PracticalPart, pace: float | None, cut: float) -> list[Reason]:
    """Return the condition on the pace; none where the blueprint does not examine it."""
    return [_at_least(code, pace, cut)] if part.minimum_pace_share > 0 else []


def _false_alarms(flags: Counts, most: float) -> Reason:
    """Hold flags raised for nothing against the most of all flags; who raised none raised none for nothing."""
    rate = share(flags.extra, flags.answer)
    return Reason("false_alarms", rate is None or rate <= most + SLACK, rate, most, flags.extra, flags.answer)


def _rule(result: RuleResult) -> Reason:
    """Hold a requirement against its bar over ``n`` units. Without a figure (value None) it does not apply: met."""
    met = result.passed is not False
    return Reason("rule", met, result.value, result.threshold, n=result.n, subjects=(result.id,))


def _distinction(found: SectionResult, *, title: str) -> Reason:
    counts = found.summary.counts
    accuracy = _at_least(
        "distinction_accuracy",
        _accuracy(found.summary),
        found.section.distinction_accuracy,
        k=counts.qualified,
        n=counts.judged,
    )
    return replace(accuracy, section=title)


def _accuracy(summary: Summary) -> float | None:
    """Return the accuracy of what was judged. Nothing judged is right in practice but shows nothing here: None."""
    return summary.accuracy if summary.counts.judged else None


def _at_least(
    code: ReasonCode, value: float | None, limit: float, *, k: int | None = None, n: int | None = None
) -> Reason:
    return Reason(code, value is not None and value >= limit - SLACK, value, limit, k, n)
