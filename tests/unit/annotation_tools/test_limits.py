"""The picture's border and the rules of an order, in numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.limits import Limits, Sheet, refusal_of, shifted, told_of, told_of_line
from desktop.annotation.shapes.base import Rect
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.rotated import RotatedBox

from .samples import HEIGHT, WIDTH, box, mask, polygon, sheet, square

_ON = sheet()
_PLACES = st.floats(-300, 300, allow_nan=False)
_RECTS = st.tuples(_PLACES, _PLACES, st.floats(0, 200), st.floats(0, 200)).map(
    lambda side: (side[0], side[1], side[0] + side[2], side[1] + side[3])
)


def _out(bounds: Rect) -> tuple[float, ...]:
    """Return how far a rectangle reaches over each side of the picture."""
    x1, y1, x2, y2 = bounds
    return max(-x1, 0), max(-y1, 0), max(x2 - WIDTH, 0), max(y2 - HEIGHT, 0)


@given(_RECTS, _PLACES, _PLACES)
def test_a_move_never_takes_anything_further_out_of_the_picture(bounds: Rect, dx: float, dy: float) -> None:
    x, y = _ON.room(bounds, dx, dy)
    moved = (bounds[0] + x, bounds[1] + y, bounds[2] + x, bounds[3] + y)
    assert all(after <= before + 1e-9 for before, after in zip(_out(bounds), _out(moved), strict=True))
    assert min(dx, 0) <= x <= max(dx, 0)
    assert min(dy, 0) <= y <= max(dy, 0)


@given(st.floats(0, 150), st.floats(0, 60), _PLACES, _PLACES)
def test_shapes_move_by_whole_pixels_and_stay_inside(x: float, y: float, dx: float, dy: float) -> None:
    start = square("a", x, y, 40)
    (moved,) = shifted(_ON, [start], dx, dy)
    step = moved.bounds[0] - start.bounds[0], moved.bounds[1] - start.bounds[1]
    assert step == pytest.approx((round(step[0]), round(step[1])), abs=1e-6)
    assert _out(moved.bounds) == (0, 0, 0, 0)


def test_what_reaches_over_the_border_may_move_along_it_without_a_jump() -> None:
    over = RotatedBox("r", "car", 5, 50, 40, 20, 0)
    (moved,) = shifted(_ON, [over], 0, 10)
    assert moved.bounds == (-15, 50, 25, 70)
    (in_again,) = shifted(_ON, [over], 3, 0)
    assert in_again.bounds == (-12, 40, 28, 60)


@given(_PLACES, _PLACES)
def test_a_point_is_put_to_the_nearest_place_in_the_picture(x: float, y: float) -> None:
    for put in (_ON.clip(x, y), _ON.clamp(x, y)):
        assert _ON.holds(*put)


def test_each_rule_says_what_it_asks_for() -> None:
    small = Limits(side=20.0, area=900.0)
    assert "20 px" in told_of(small, box("a", 0, 0, 10, 50))
    assert "900 px²" in told_of(small, mask("m", 0, 0, 25, 25))
    assert told_of(small, box("a", 0, 0, 40, 40)) == ""
    assert told_of(small, Dot("d", "car", 1, 1)) == ""
    assert told_of_line(Limits(), (), (5, 5)) == ""


def test_only_a_firm_order_refuses_what_is_too_small() -> None:
    tiny = square("a", 0, 0, 5)
    assert refusal_of(Limits(side=20.0), tiny) == ""
    assert "20 px" in refusal_of(Limits(side=20.0, firm=True), tiny)


def test_crossed_and_holed_outlines_are_refused_whatever_the_order() -> None:
    assert "相交" in refusal_of(Limits(), polygon("a", (0, 0), (50, 50), (50, 0), (0, 50)))
    outside = polygon("a", (0, 0), (50, 0), (50, 50), holes=[((60, 60), (70, 60), (70, 70))])
    assert "洞" in refusal_of(Limits(), outside)


def test_a_class_without_rules_of_its_own_goes_by_the_sheets_least_side() -> None:
    on = Sheet(sheet().document, 10, 10, 7.0, {"bus": Limits(side=3.0)})
    assert (on.limits_of("car").side, on.limits_of("bus").side) == (7.0, 3.0)
