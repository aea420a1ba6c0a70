"""Shares made from counts. A share whose denominator is 0 is None, never 0; accuracy alone has a value for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop.scoring.result import Counts, SubScore

#: Why a sub-score has no value.
NOTHING_JUDGED = "nothing_judged"
NOTHING_MATCHED = "nothing_matched"
NOTHING_ASKED = "nothing_asked"


def share(part: float, whole: float) -> float | None:
    """Return ``part / whole``, or None when there is no whole."""
    return part / whole if whole else None


def accuracy(counts: Counts) -> float:
    """Return qualified / (gold + extra). Nothing asked and nothing answered is right: 1 (CVAT says 0)."""
    return counts.qualified / counts.judged if counts.judged else 1.0


def precision(counts: Counts) -> float | None:
    """Return qualified / answer."""
    return share(counts.qualified, counts.answer)


def recall(counts: Counts) -> float | None:
    """Return qualified / gold."""
    return share(counts.qualified, counts.gold)


def f1(counts: Counts) -> float | None:
    """Return the harmonic mean of precision and recall, 2 qualified / (gold + answer)."""
    return share(2 * counts.qualified, counts.gold + counts.answer)


def macro_f1(per_label: Mapping[str, Counts]) -> float | None:
    """Return the mean of the labels' F1 over labels seen in gold or answer, each weighing the same (as seqeval)."""
    return mean(value for value in map(f1, per_label.values()) if value is not None)


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, or None of nothing."""
    numbers: Sequence[float] = tuple(values)
    return sum(numbers) / len(numbers) if numbers else None


def sub_score(right: int, n: int, reason: str) -> SubScore:
    """Return right / n, or the reason where n is 0."""
    return SubScore(right / n, n) if n else SubScore(None, 0, reason)
