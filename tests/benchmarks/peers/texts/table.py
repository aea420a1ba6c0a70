"""The table of the comparison: seconds and ratios, the F1 of each scorer, and what another order of answers changes."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

OURS = "doorstep"
SCHEMES = ("strict", "exact", "partial", "type")
NAME, CELL = 12, 20


@dataclass
class Scored:
    """What the rounds of one scorer gave: seconds of each, and the F1 by scheme, the same in every round."""

    scorer: str
    convert: list[float] = field(default_factory=list)
    count: list[float] = field(default_factory=list)
    f1: dict[str, float] = field(default_factory=dict)

    @property
    def whole(self) -> list[float]:
        """Seconds of converting and counting together."""
        return [one + other for one, other in zip(self.convert, self.count, strict=True)]


@dataclass(frozen=True)
class Reordered:
    """A scorer's F1 before and after the answers of each sentence were shuffled."""

    scorer: str
    corpus: str
    before: Mapping[str, float]
    after: Mapping[str, float]


def table(found: Sequence[Scored]) -> list[str]:
    """Return the lines: medians, x = ours / theirs, F1, and whether the strict F1 are equal."""
    ours = next((one for one in found if one.scorer == OURS), None)
    head = ("counting, s", "with conversion, s", *(f"{scheme} F1" for scheme in SCHEMES))
    lines = [f"{'':{NAME}}" + "".join(f"{title:>{CELL}}" for title in head)]
    for one in found:
        against = None if one is ours else ours
        cells = [
            _seconds(one.count, against.count if against else []),
            _seconds(one.whole, against.whole if against else []),
            *(f"{one.f1[scheme]:.6f}" if scheme in one.f1 else "-" for scheme in SCHEMES),
        ]
        lines.append(f"{one.scorer:{NAME}}" + "".join(f"{cell:>{CELL}}" for cell in cells))
    return [*lines, "median of the rounds; x = ours / theirs, below 1: ours is quicker", _said(found)]


def order_lines(found: Sequence[Reordered]) -> list[str]:
    """Return a line for each scorer and corpus: which F1 changed when the answers were shuffled."""
    return [
        f"answers shuffled, {one.corpus}: {one.scorer:{NAME - 2}} "
        + (
            ", ".join(
                f"{scheme} {one.before[scheme]:.6f} -> {one.after[scheme]:.6f}"
                for scheme in SCHEMES
                if scheme in one.before and not same(one.before[scheme], one.after[scheme])
            )
            or "nothing changes"
        )
        for one in found
    ]


def strict_equal(found: Sequence[Scored]) -> bool:
    """Say whether all scorers give the same strict F1."""
    return all(same(one.f1["strict"], found[0].f1["strict"]) for one in found[1:])


def same(one: float, other: float) -> bool:
    """Say whether two F1 differ by no more than rounding of the last digits."""
    return math.isclose(one, other, rel_tol=0.0, abs_tol=1e-12)


def _said(found: Sequence[Scored]) -> str:
    if len(found) < 2:
        return "strict F1: nothing to compare with"
    return f"strict F1: {'equal' if strict_equal(found) else 'DIFFERENT'} in all {len(found)}"


def _seconds(values: list[float], ours: list[float]) -> str:
    middle = statistics.median(values)
    return f"{middle:.2f}" + (f" x{statistics.median(ours) / middle:.3f}" if ours and middle else "")
