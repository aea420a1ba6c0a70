"""Points out of JSON: read all at once where they are sound, and refused in the same words where one is not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.shapes.reading import MAX_NUMBER, numbers, points

NUMBERS = st.one_of(st.floats(), st.integers(), st.integers(-5_000, 5_000), st.floats(-1e4, 1e4))
ODD = st.one_of(NUMBERS, st.booleans(), st.none(), st.text(max_size=3))
ENTRIES = st.one_of(
    st.lists(NUMBERS, min_size=2, max_size=2), st.lists(ODD, max_size=3), ODD, st.dictionaries(st.text(), ODD)
)


def outcome(value: Any) -> Any:
    """Return what came of reading: the points, or the words of the refusal."""
    try:
        return points(value, "rings", 1)
    except ValueError as fault:
        return str(fault)


def one_by_one(value: list[Any]) -> Any:
    """Read every point by itself, the long way."""
    try:
        return tuple((x, y) for x, y in [numbers(entry, "rings", 2) for entry in value])
    except ValueError as fault:
        return str(fault)


@given(st.lists(ENTRIES, min_size=1, max_size=6))
def test_many_points_at_once_are_read_as_each_by_itself(value: list[Any]) -> None:
    assert outcome(value) == one_by_one(value)


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.integers(0, 9_000)), min_size=1, max_size=30))
def test_points_come_out_as_floats_whether_written_whole_or_not(pairs: list[tuple[float, int]]) -> None:
    found = points(json.loads(json.dumps(pairs)), "rings", 1)
    assert found == tuple((float(x), float(y)) for x, y in pairs)
    assert all(type(number) is float for point in found for number in point)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), MAX_NUMBER * 2, True, None, "1"])
@pytest.mark.parametrize("place", [0, 1])
def test_one_bad_number_among_many_good_ones_is_named(bad: Any, place: int) -> None:
    value: list[list[Any]] = [[float(n), n] for n in range(50)]
    value[30][place] = bad
    with pytest.raises(ValueError, match=r"^rings must hold finite numbers, got "):
        points(value, "rings", 1)


def test_opposite_infinities_do_not_cancel_out() -> None:
    with pytest.raises(ValueError, match="finite"):
        points([[float("inf"), 1.0], [float("-inf"), 1.0]], "rings", 1)
