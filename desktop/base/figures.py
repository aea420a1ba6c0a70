"""How shares, bounds and paces are written for people: here and nowhere else, so that every page says the same digits.

Nothing is rounded to the nearest: what should be high is cut off, what should be low is rounded up, so that a figure
never says more than was shown (docs/adr/0033). A float is taken for the decimal that it was meant as, its shortest form.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

#: Decimals of a percentage, and of a bound that is stored or signed.
PLACES, STORED_PLACES = 2, 4
NOTHING = "–"
#: A share this close to its limit equals it, as the decision has it (``assessment.decision``).
SLACK = 1e-9


def percent(share: float | None, *, against: float | None = None) -> str:
    """Return a share of what is right: 299 of 300 is 99.66%. A dash where there is none.

    ``against`` is the limit that it stands beside: a share that equals it reads like it, any other never does.
    """
    return NOTHING if share is None else _beside(share, against, ROUND_FLOOR)


def fault_percent(share: float | None, *, against: float | None = None) -> str:
    """Return a share of what is wrong, rounded up: one of 300 is 0.34%, and never less than any."""
    return NOTHING if share is None else _beside(share, against, ROUND_CEILING)


def whole_percent(share: float) -> str:
    """Return how much of a whole is done, without decimals: all but one of a thousand is 99%."""
    return f"{_cut(_decimal(share) * 100, 0, ROUND_FLOOR)}%"


def at_least(bound: float) -> str:
    """Return a lower bound, rounded down: 98.997 % is not "at least 99.00 %"."""
    return _percentage(bound, PLACES, ROUND_FLOOR)


def at_most(bound: float) -> str:
    """Return an upper bound, rounded up."""
    return _percentage(bound, PLACES, ROUND_CEILING)


def between(lower: float, upper: float) -> str:
    """Return an interval, rounded outwards: it never looks narrower than it is."""
    return f"{at_least(lower)}–{at_most(upper)}"


def limit(share: float) -> str:
    """Return a share that somebody laid down, exactly and without a nought behind the point: 98%, 99.5%."""
    return f"{(_decimal(share) * 100).normalize():f}%"


def floored(bound: float) -> float:
    """Return a lower bound as it is stored and signed, so that whoever prints it, however, says no more."""
    return float(_cut(_decimal(bound), STORED_PLACES, ROUND_FLOOR))


def ceiled(bound: float) -> float:
    """Return an upper bound as it is stored and signed."""
    return float(_cut(_decimal(bound), STORED_PLACES, ROUND_CEILING))


def whole(pace: float) -> int:
    """Return units an hour without decimals, rounded down."""
    return int(_cut(_decimal(pace), 0, ROUND_FLOOR))


def _beside(share: float, against: float | None, direction: str) -> str:
    if against is None:
        return _percentage(share, PLACES, direction)
    if abs(share - against) <= SLACK:
        share = against
    # A limit finer than the figure would look missed where it was met.
    finer = -int((_decimal(against) * 100).normalize().as_tuple().exponent)
    return _percentage(share, max(PLACES, finer), direction)


def _percentage(share: float, places: int, direction: str) -> str:
    return f"{_cut(_decimal(share) * 100, places, direction)}%"


def _cut(value: Decimal, places: int, direction: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=direction)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))
