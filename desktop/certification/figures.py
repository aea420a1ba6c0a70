"""How shares are written for people: two decimals, and never more than was shown."""

from __future__ import annotations

import math

_HUNDREDTHS = 10_000
#: Keeps 0.9763 from becoming 97.62 %: a share is a quotient and may lie a hair below its decimal.
_HAIR = 1e-9


def percent(share: float) -> str:
    """Return a share to two decimals; less than all is never rounded up to 100 %, more than none never down to 0 %."""
    hundredths = round(share * _HUNDREDTHS)
    if 0 < share < 1:
        hundredths = min(max(hundredths, 1), _HUNDREDTHS - 1)
    return f"{hundredths / 100:.2f}%"


def at_least(bound: float) -> str:
    """Return a lower bound to two decimals, rounded down: 98.996 % is not "at least 99.00 %"."""
    return f"{math.floor(bound * _HUNDREDTHS + _HAIR) / 100:.2f}%"


def between(lower: float, upper: float) -> str:
    """Return an interval, rounded outwards: it never looks narrower than it is."""
    return f"{at_least(lower)}–{math.ceil(upper * _HUNDREDTHS - _HAIR) / 100:.2f}%"
