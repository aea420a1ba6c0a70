"""The red line: whoever misses an option beyond it, or claims one wrongly, gets nothing for the whole exercise."""

from __future__ import annotations

from dataclasses import replace

from desktop.scoring import ratios
from desktop.scoring.result import Counts, Score


def vetoed(score: Score) -> Score:
    """Return the score with nothing qualified where a finding crosses a red line (SEC), else the score itself.

    The sub-scores, the pairs' similarities and the measures stay: they say what was right all the same.
    """
    if not score.vetoed:
        return score
    per_label = {label: replace(counts, qualified=0) for label, counts in score.per_label.items()}
    counts = sum(per_label.values(), Counts())
    return replace(
        score,
        counts=counts,
        accuracy=ratios.accuracy(counts),
        precision=ratios.precision(counts),
        recall=ratios.recall(counts),
        f1=ratios.f1(counts),
        macro_f1=ratios.macro_f1(per_label),
        per_label=per_label,
        pairs=tuple(replace(pair, qualified=False) for pair in score.pairs),
        # Of nearness nothing is qualified in the first place.
        rules=tuple(
            rule if rule.metric == "mean_similarity" else replace(rule, right=0.0) for rule in score.rules
        ),
    )
