"""Angles of rotated boxes: how far one must be turned to lie as the other. Degrees, clockwise on the screen."""

from __future__ import annotations

#: Sides closer than this share of the longer one do not tell which is the long one: a square has four right angles.
SQUARE_SHARE = 0.1


def turn(gold: float, answer: float, *, period: float = 360.0) -> float:
    """Return the least turn that brings the gold's angle to the answer's, in (-period / 2, period / 2].

    Positive is clockwise. ``period``: 360 where the front matters, 180 for a line without one, 90 for a square.
    """
    found = (answer - gold) % period
    # The remainder of a tiny negative number may round up to the period itself.
    found = 0.0 if found == period else found
    return found - period if found > period / 2 else found


def heading_turn(gold: float, answer: float) -> float:
    """Return the turn between two headings, -180 < turn <= 180; a box drawn back to front is 180 off."""
    return turn(gold, answer)


def axis_turn(gold: tuple[float, float, float], answer: tuple[float, float, float]) -> float:
    """Return the turn between two boxes (width, height, angle) whose front does not matter.

    A box of 40 x 20 at 0 degrees is the same rectangle as one of 20 x 40 at 90: the long sides are compared. Where the
    gold is nearly square its sides do not tell the long one, and the nearest of the four directions counts.
    """
    width, height, angle = gold
    if abs(width - height) <= SQUARE_SHARE * max(width, height):
        return turn(angle, answer[2], period=90.0)
    return turn(_long_axis(width, height, angle), _long_axis(*answer), period=180.0)


def _long_axis(width: float, height: float, angle: float) -> float:
    return angle if width >= height else angle + 90.0
