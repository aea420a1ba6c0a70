"""Totals over exercises: each unit weighing the same (micro), and each exercise weighing the same (macro)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.scoring import ratios
from desktop.scoring.result import ALWAYS, Counts, RuleResult, Score, SubScore, SubScoreName
from desktop.scoring.rule_tree import total_rules
from desktop.scoring.spans import COUNTS, SCHEMES, muc_measures
from desktop.scoring.texts.totals import summed


@dataclass(frozen=True)
class RedLines:
    """Safety red lines: ``n`` replies that could cross one by the gold, and how many did (SEC)."""

    crossed: int = 0
    n: int = 0


@dataclass(frozen=True)
class Summary:
    """Several scores as one. ``accuracy`` is micro: it counts units, and is the one that claims are made of.

    ``per_exercise`` holds (qualified, judged) of each exercise: units of one picture are not independent, and the
    intervals of a claim need to know which belong together.
    """

    exercises: int
    perfect: int
    counts: Counts
    accuracy: float
    macro_accuracy: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    macro_f1: float | None
    mean_similarity: float | None
    miss_rate: float | None
    severe_rate: float | None
    sub_scores: Mapping[SubScoreName, SubScore]
    per_label: Mapping[str, Counts]
    codes: Mapping[str, int]
    measures: Mapping[str, float]
    per_exercise: tuple[tuple[int, int], ...]
    #: The requirements with a bar of their own, over all exercises.
    rules: tuple[RuleResult, ...] = ()
    #: The counts of the pictures that were inspected: gold are errors there were, answers the flags raised.
    flags: Counts = field(default_factory=Counts)
    #: No share makes up for one of these: they are told, and decide, apart from the accuracy.
    red_lines: RedLines = RedLines()


def total(scores: Iterable[Score]) -> Summary:
    """Return the totals of scores. ``miss_rate`` is missed / gold, ``severe_rate`` severe units / (gold + extra)."""
    given = tuple(scores)
    counts = sum((score.counts for score in given), Counts())
    per_label = _per_label(given)
    return Summary(
        exercises=len(given),
        perfect=sum(score.counts.qualified == score.counts.judged for score in given),
        counts=counts,
        accuracy=ratios.accuracy(counts),
        macro_accuracy=ratios.mean(score.accuracy for score in given),
        precision=ratios.precision(counts),
        recall=ratios.recall(counts),
        f1=ratios.f1(counts),
        macro_f1=ratios.macro_f1(per_label),
        mean_similarity=ratios.mean(pair.similarity for score in given for pair in score.pairs),
        miss_rate=ratios.share(counts.missed, counts.gold),
        severe_rate=ratios.share(counts.severe, counts.judged),
        sub_scores=_sub_scores(given),
        per_label=per_label,
        codes=dict(sorted(Counter(finding.code for score in given for finding in score.findings).items())),
        measures=_measures(given),
        per_exercise=tuple((score.counts.qualified, score.counts.judged) for score in given),
        rules=total_rules(score.rules for score in given),
        flags=_flag_counts(given),
        red_lines=_red_lines(given),
    )


def _red_lines(scores: Sequence[Score]) -> RedLines:
    crossed = sum(finding.code == "SEC" for score in scores for finding in score.findings)
    asked = sum(score.measures.get("safety.n", 0.0) for score in scores)
    # A line may be crossed where nothing had to be said of it.
    return RedLines(crossed, max(crossed, int(asked)))


def _per_label(scores: Sequence[Score]) -> dict[str, Counts]:
    sums: dict[str, Counts] = {}
    for score in scores:
        for label, counts in score.per_label.items():
            sums[label] = sums.get(label, Counts()) + counts
    return dict(sorted(sums.items()))


def _sub_scores(scores: Sequence[Score]) -> dict[SubScoreName, SubScore]:
    """Return the weighted means of those that every score has, and of those that some order asked for."""
    names = dict.fromkeys([*ALWAYS, *(name for score in scores for name in score.sub_scores)])
    return {
        name: _weighted([score.sub_scores[name] for score in scores if name in score.sub_scores])
        for name in names
    }


def _weighted(parts: Sequence[SubScore]) -> SubScore:
    n = sum(part.n for part in parts)
    if not n:
        return SubScore(None, 0, parts[0].reason if parts else ratios.NOTHING_JUDGED)
    return SubScore(sum(part.value * part.n for part in parts if part.value is not None) / n, n)


def _measures(scores: Sequence[Score]) -> dict[str, float]:
    """Return IoU tiers weighted by the units they were a share of, and MUC counts summed, their F1 made anew.

    Of replies and relations: counts summed, their shares made anew. Of shapes: errors and signs of transcriptions summed, an inspector's shares made anew from the counts of flags, all
    others as the mean over the pictures that have them.
    """
    tiers = sorted({name for score in scores for name in score.measures if name.startswith("iou>=")})
    measures = {name: _weighted_measure(scores, name) for name in tiers}
    if any("strict_cor" in score.measures for score in scores):
        measures |= muc_measures(
            {
                scheme: {
                    name: sum(score.measures.get(f"{scheme}_{name}", 0) for score in scores)
                    for name in COUNTS
                }
                for scheme in SCHEMES
            }
        )
    return measures | _shape_measures(scores) | summed(score.measures for score in scores)


def _shape_measures(scores: Sequence[Score]) -> dict[str, float]:
    given = [score for score in scores if any(_is_of_shapes(name) for name in score.measures)]
    names = sorted({name for score in given for name in score.measures if _is_of_shapes(name)})
    found = {
        name: sum(values) / len(values)
        for name in names
        if (values := [score.measures[name] for score in given if name in score.measures])
    }
    sums = {name: sum(score.measures.get(name, 0.0) for score in given) for name in names if name in _SUMMED}
    found |= sums
    if signs := sums.get("quad.signs"):
        found["quad.cer"] = sums["quad.edits"] / signs
    found |= _mending_shares(given, sums)
    if any(name.startswith("flag.") for name in names):
        found |= _flag_measures(_flag_counts(given))
    return found


#: Measures of mending: counts, and the shares made of them.
_MENDING = ("faults", "left", "introduced", "remarks", "mended", "remarks_answered")
#: Measures of which the total is the sum.
_SUMMED = frozenset({"quad.edits", "quad.signs", "faults", "left", "introduced", "remarks"})
_LAYERS = frozenset({"pq", "sq", "rq", "miou", "pixel_accuracy", *_MENDING})


def _is_of_shapes(name: str) -> bool:
    return name in _LAYERS or name.startswith("iou:") or name.split(".", maxsplit=1)[0] in _FAMILIES


def _mending_shares(scores: Sequence[Score], sums: Mapping[str, float]) -> dict[str, float]:
    """Return the shares of mending over all faults and all remarks, each weighing the same, wherever it stood."""
    found: dict[str, float] = {}
    counted = [score.measures for score in scores if "faults" in score.measures]
    if faults := sums.get("faults"):
        found["mended"] = 1 - sum(each["left"] for each in counted) / faults
    if remarks := sums.get("remarks"):
        found["remarks_answered"] = (
            sum(
                score.measures["remarks"] * score.measures["remarks_answered"]
                for score in scores
                if "remarks" in score.measures
            )
            / remarks
        )
    return found


_FAMILIES = frozenset({"box", "rotated", "area", "line", "skeleton", "point", "quad", "tag", "flag"})


def _flag_counts(scores: Iterable[Score]) -> Counts:
    """Return the counts of inspected pictures alone: beside them others may be mended or marked."""
    inspected = (score for score in scores if any(name.startswith("flag.") for name in score.measures))
    return sum((score.counts for score in inspected), Counts())


def _flag_measures(counts: Counts) -> dict[str, float]:
    shares = {
        "flag.found": ratios.share(counts.matched, counts.gold),
        "flag.false_alarms": ratios.share(counts.extra, counts.answer),
        "flag.right_reason": ratios.share(counts.qualified, counts.matched),
    }
    return {name: value for name, value in shares.items() if value is not None}


def _weighted_measure(scores: Sequence[Score], name: str) -> float:
    given = [(score.measures[name], score.counts.judged) for score in scores if name in score.measures]
    return sum(value * n for value, n in given) / sum(n for _, n in given)
