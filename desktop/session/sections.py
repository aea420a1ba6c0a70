"""Sections of the practical part: what came of each, in the record and in words, always with n and an interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from desktop.assessment.claims import accuracy_claim
from desktop.assessment.decision import SectionResult
from desktop.assessment.statistics import clopper_pearson
from desktop.base.figures import between, limit, percent
from desktop.base.wording import _
from desktop.curriculum.course import PracticalSection
from desktop.curriculum.pack import Pack
from desktop.scoring.result import Score
from desktop.scoring.rule_tree import total_rules
from desktop.scoring.summary import Summary, total
from desktop.session.claim_words import not_proved
from desktop.session.shown import ClaimShown
from desktop.session.tolerances import tolerance


def section_results(pack: Pack, scores: Mapping[str, Score]) -> tuple[SectionResult, ...]:
    """Return the totals of each section of a practical part; nothing for a blueprint without sections.

    Requirements with bars of their own are those of a section's schemas, each over the work done under it alone.
    """
    part = pack.blueprint.practical
    found = []
    for section in part.sections:
        mine = {name: score for name, score in scores.items() if section.holds(pack.exercises[name])}
        found.append(SectionResult(section, _with_rules(pack, section, mine)))
    return tuple(found)


def sections_json(results: Sequence[SectionResult], *, seed: int, target: float) -> list[dict[str, Any]]:
    """Return what the record keeps of each section: counts, interval, cut, and the claim about ``target``."""
    kept = []
    for found in results:
        counts = found.summary.counts
        lower, upper = clopper_pearson(counts.qualified, counts.judged) if counts.judged else (0.0, 1.0)
        kept.append(
            {
                "id": found.section.id,
                "title": found.section.title,
                "k": counts.qualified,
                "n": counts.judged,
                "lower": lower,
                "upper": upper,
                "cut": found.section.pass_accuracy,
                "gold": counts.gold,
                "missed": counts.missed,
                "extra": counts.extra,
                "exercises": found.summary.exercises,
                "codes": dict(found.summary.codes),
                "per_exercise": [list(pair) for pair in found.summary.per_exercise],
                "claim": asdict(accuracy_claim(found.summary.per_exercise, seed=seed, target=target)),
            }
        )
    return kept


def section_claims(practical: Mapping[str, Any]) -> tuple[ClaimShown, ...]:
    """Return the sections of a judged practical part as the result page shows them."""
    return tuple(_claim(section) for section in practical.get("sections", ()))


def section_tolerance(pack: Pack, section: PracticalSection) -> str:
    """Return how exactly the work of a section must be done, schema by schema; what is said alike is said once."""
    drawn = [own for own in pack.exercises.values() if own.pool == "exam" and section.holds(own)]
    said = (
        tolerance(pack.schema(name), [own for own in drawn if own.schema_id == name])
        for name in section.schemas
    )
    return _("；").join(dict.fromkeys(words for words in said if words))


def _claim(section: Mapping[str, Any]) -> ClaimShown:
    title = _("实操·{title}", title=section["title"])
    k, n, cut = int(section["k"]), int(section["n"]), float(section["cut"])
    if not n:
        return ClaimShown(title, 0, 0, None, None, None, "", _("这一分项没有可以判定的内容。"))
    lower, upper = float(section["lower"]), float(section["upper"])
    reached = _("达到") if k / n >= cut else _("没有达到")
    proved = _(
        "{k}/{n} 合格（{share}），{reached}本分项的要求 ≥ {cut}；95% 置信区间 {range}。",
        k=k,
        n=n,
        share=percent(k / n, against=cut),
        reached=reached,
        cut=limit(cut),
        range=between(lower, upper),
    )
    return ClaimShown(title, k, n, k / n, lower, upper, proved, not_proved(k, n, section["claim"]))


def _with_rules(pack: Pack, section: PracticalSection, scores: Mapping[str, Score]) -> Summary:
    rules = [
        rule
        for schema in section.schemas
        for rule in total_rules(
            score.rules for name, score in scores.items() if pack.exercises[name].schema_id == schema
        )
    ]
    return replace(total(scores.values()), rules=tuple(rules))
