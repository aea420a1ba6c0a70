"""What a person's preferences follow beside the answers' worth: the place where an answer stood, and its length.

Both only hint: the share with its n and interval, beside the gold's own share over the same pairs. Equal answers, and
pairs of equal place or length, say nothing and are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.scoring.intervals import Interval, wilson
from desktop.scoring.ratios import share
from desktop.scoring.texts.preferences import Preferences, side


@dataclass(frozen=True)
class Bias:
    """Of ``n`` judgements that told two answers apart, ``k`` were for the one shown first, or the longer one.

    ``gold_k`` of the ``gold_n`` same pairs that the gold tells apart are so in truth.
    """

    k: int = 0
    n: int = 0
    gold_k: int = 0
    gold_n: int = 0

    def __add__(self, other: Bias) -> Bias:
        return Bias(
            self.k + other.k, self.n + other.n, self.gold_k + other.gold_k, self.gold_n + other.gold_n
        )

    @property
    def share(self) -> float | None:
        """k / n; None of nothing."""
        return share(self.k, self.n)

    @property
    def gold_share(self) -> float | None:
        """The gold's own share; None where it tells no pair apart."""
        return share(self.gold_k, self.gold_n)

    @property
    def interval(self) -> Interval:
        """Wilson's 95 % interval of the share; everything is possible of nothing."""
        return wilson(self.k, self.n) if self.n else (0.0, 1.0)

    @property
    def hints(self) -> bool:
        """Whether the gold's share, or a half where there is none, lies outside the interval: worth telling."""
        low, high = self.interval
        usual = 0.5 if self.gold_share is None else self.gold_share
        return bool(self.n) and not low <= usual <= high


def position_bias(given: Preferences, shown: Sequence[str], gold: Preferences | None = None) -> Bias:
    """Return how often the answer shown earlier was preferred. ``shown``: the answers' ids in the order of the screen."""
    return _leaning(given, {name: -place for place, name in enumerate(shown)}, gold or {})


def length_bias(given: Preferences, lengths: Mapping[str, int], gold: Preferences | None = None) -> Bias:
    """Return how often the longer answer was preferred. ``lengths``: of each answer, in characters."""
    return _leaning(given, lengths, gold or {})


def together(parts: Iterable[Bias]) -> Bias:
    """Return the bias over many exercises."""
    return sum(parts, Bias())


def _leaning(given: Preferences, weights: Mapping[str, int], gold: Preferences) -> Bias:
    k = n = gold_k = gold_n = 0
    for (first, second), strength in given.items():
        if first not in weights or second not in weights or weights[first] == weights[second]:
            continue
        heavier = 1 if weights[first] > weights[second] else -1
        mine, true = side(strength), side(_strength(gold, first, second))
        n += mine != 0
        k += mine == heavier
        gold_n += mine != 0 and true != 0
        gold_k += mine != 0 and true == heavier
    return Bias(k, n, gold_k, gold_n)


def _strength(given: Preferences, first: str, second: str) -> int:
    return given[first, second] if (first, second) in given else -given.get((second, first), 0)
