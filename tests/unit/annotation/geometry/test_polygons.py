"""Joining, subtracting, slicing and mending polygons with holes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.annotation.geometry.points import Point, Ring, Rings, ring_area
from desktop.annotation.geometry.polygons import (
    Fault,
    area,
    contains,
    fault_of,
    joined,
    mended,
    oriented,
    shared,
    sliced,
    subtracted,
    united,
    with_hole,
)
from tests.unit.annotation.geometry.samples import (
    BESIDE,
    BOW_TIE,
    FRAME,
    HOLE,
    SQUARE,
    holed,
    moved,
    polygons,
    trails,
    whole_rings,
)

#: The grid may move a border by half a millionth of a pixel; a border here is at most some thousand pixels long.
CLOSE = 2e-3


def total(parts: tuple[Rings, ...]) -> float:
    return sum(map(area, parts))


def sound(parts: tuple[Rings, ...]) -> bool:
    """Every part is valid, its outer ring clockwise and its holes the other way, and the largest comes first."""
    turned = all((ring_area(ring) > 0) == (place == 0) for rings in parts for place, ring in enumerate(rings))
    sizes = [area(rings) for rings in parts]
    return turned and sizes == sorted(sizes)[::-1] and all(fault_of(rings) is None for rings in parts)


# -- area and inside


def test_the_holes_are_no_area() -> None:
    assert area(FRAME) == 84
    assert area((SQUARE[::-1], HOLE[::-1])) == 84, "however its rings run"


def test_a_hole_is_outside() -> None:
    assert contains(FRAME, (1, 1))
    assert not contains(FRAME, (5, 5))
    assert not contains(FRAME, (11, 1))


def test_rings_are_turned_the_way_they_should_run() -> None:
    assert oriented((SQUARE[::-1], HOLE[::-1])) == oriented(FRAME) == FRAME


# -- overlays


@given(polygons, holed())
def test_the_area_of_two_is_what_they_cover_less_what_they_share(a: Rings, b: Rings) -> None:
    assume(fault_of(a) is None and fault_of(b) is None)
    both, common = united([a, b]), shared(a, [b])
    assert total(both) == pytest.approx(area(a) + area(b) - total(common), abs=CLOSE)
    assert total(subtracted(a, [b])) == pytest.approx(area(a) - total(common), abs=CLOSE)
    assert sound(both)
    assert sound(common)


@given(st.lists(whole_rings(), min_size=2, max_size=3))
def test_polygons_on_whole_pixels_are_cut_exactly(rings: list[Ring]) -> None:
    a, *others = [(ring,) for ring in rings]
    left, gone = subtracted(a, others), shared(a, others)
    assert total(left) + total(gone) == pytest.approx(area(a), abs=1e-9)
    assert sound(left)
    assert all(x == round(x) and y == round(y) for part in left for ring in part for x, y in ring)


def test_neighbours_become_one_without_a_seam() -> None:
    assert set(joined([(SQUARE,), (BESIDE,)])[0]) == {(0, 0), (20, 0), (20, 10), (0, 10)}


def test_a_corner_snapped_onto_a_neighbours_edge_counts_as_touching() -> None:
    slope: Ring = ((0, 0), (9, 3), (0, 10))
    on_it = (0.1 * 9, 0.1 * 3)
    also = (0.7 * 9, 0.7 * 3)
    made = joined([(slope,), ((on_it, (5, -8), also),)])
    assert len(made) == 1
    assert area(made) == pytest.approx(area((slope,)) + abs(ring_area((on_it, (5, -8), also))), abs=CLOSE)


def test_a_drawn_corner_keeps_its_digits() -> None:
    odd: Ring = ((0.123456789012, 0.3), (10.987654321098, 0.25), (5.5, 9.111111111111))
    made = united([(odd,), (moved(SQUARE, 3, 3),)])
    assert {odd[0], odd[1]} <= {point for ring in made[0] for point in ring}


def test_corners_that_lie_on_a_straight_edge_but_were_drawn_stay() -> None:
    drawn: Ring = ((0, 0), (5, 0), (10, 0), (10, 10), (0, 10))
    assert (5, 0) in united([(drawn,)])[0][0]


def test_polygons_that_only_touch_in_a_corner_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="leaves 2 parts"):
        joined([(SQUARE,), (moved(SQUARE, 10, 10),)])
    with pytest.raises(ValueError, match="leaves 0 parts"):
        joined([])


def test_a_ring_of_neighbours_leaves_a_hole() -> None:
    sides = [(0, 0, 30, 10), (0, 20, 30, 30), (0, 10, 10, 20), (20, 10, 30, 20)]
    made = joined([(((x1, y1), (x2, y1), (x2, y2), (x1, y2)),) for x1, y1, x2, y2 in sides])
    assert len(made) == 2
    assert area(made) == 800


def test_what_covers_all_leaves_nothing() -> None:
    assert subtracted((HOLE,), [(SQUARE,)]) == ()
    assert shared((SQUARE,), [(BESIDE,)]) == (), "a border in common is no area"
    assert subtracted(FRAME, []) == (FRAME,)


def test_a_bite_from_the_middle_is_a_hole() -> None:
    assert subtracted((SQUARE,), [(HOLE,)]) == (FRAME,)


def test_a_polygon_that_crosses_itself_is_mended_before_it_is_cut() -> None:
    assert total(shared((BOW_TIE,), [(SQUARE,)])) == 50


scrawls = st.one_of(
    trails(least=3), st.lists(st.tuples(st.floats(0, 90), st.floats(0, 90)), min_size=3).map(tuple)
)


@given(scrawls, scrawls, trails())
def test_whatever_is_scrawled_comes_out_valid_or_not_at_all(one: Ring, other: Ring, line: Ring) -> None:
    assert sound(mended((one,)))
    for parts in (united([(one,), (other,)]), subtracted((one,), [(other,)]), shared((one,), [(other,)])):
        assert sound(parts)
    pieces = sliced((one,), line)
    assert pieces == ((one,),) or sound(pieces)


def test_points_nearer_than_any_pixel_do_no_harm() -> None:
    needle: Ring = ((0.0, 0.0), (0.0, 1e-227), (1.0, 0.0))
    assert [area(part) for part in united([(SQUARE,), (needle,)])] == [100]
    assert subtracted((needle,), [(SQUARE,)]) == shared((needle,), [(SQUARE,)]) == ()
    assert [area(part) for part in subtracted((SQUARE,), [(needle,)])] == [100]
    assert sliced((SQUARE,), [(0, 1e-300), (10, 1e-300)]) == ((SQUARE,),)
    assert sliced((needle,), [(0.5, -5), (0.5, 5)]) == ((needle,),)


def test_what_rounding_leaves_along_a_border_is_no_part() -> None:
    almost: Ring = ((0, 0), (10, 0), (10, 10 - 1e-5), (0, 10))
    assert subtracted((SQUARE,), [(almost,)]) == ()
    dented: Ring = ((0, 0), (10, 0), (10, 10), (8, 10), (5, 10 - 1e-5), (2, 10), (0, 10))
    (whole,) = united([(dented,), (moved(SQUARE, 0, 10),)])
    assert len(whole) == 1
    assert sliced((SQUARE,), [(-5, 10 - 1e-5), (15, 10 - 1e-5)]) == ((SQUARE,),)


# -- slicing


@given(holed(), trails())
def test_the_slices_make_up_the_polygon(polygon: Rings, line: Ring) -> None:
    assume(fault_of(polygon) is None)
    pieces = sliced(polygon, line)
    assert total(pieces) == pytest.approx(area(polygon), abs=CLOSE)
    if len(pieces) > 1:
        assert sound(pieces)
        assert total(shared(pieces[0], pieces[1:])) == pytest.approx(0, abs=CLOSE)
    else:
        assert pieces == (polygon,)


def test_a_square_is_cut_in_two_with_the_drawn_bend_on_both_sides() -> None:
    left, right = sliced((SQUARE,), [(5, -2), (4, 5), (5, 12)])
    assert (4, 5) in left[0]
    assert (4, 5) in right[0]
    assert len(left) == len(right) == 1
    assert area(left) > area(right)


@pytest.mark.parametrize(
    "line",
    [
        [(5, -2), (5, 5)],
        [(20, 0), (20, 10)],
        [(0, 0), (10, 0)],
        [(5, 5)],
        [(5, 5), (5, 5)],
        [],
        [(5, -2), (5, 3)],
    ],
)
def test_a_line_that_cuts_nothing_off_leaves_the_polygon_alone(line: list[Point]) -> None:
    assert sliced(FRAME, line) == (FRAME,)


def test_a_cut_through_a_hole_opens_it() -> None:
    pieces = sliced(FRAME, [(5, -1), (5, 11)])
    assert [len(piece) for piece in pieces] == [1, 1]
    assert [area(piece) for piece in pieces] == [42, 42]


def test_a_cut_beside_a_hole_keeps_it() -> None:
    whole, strip = sliced(FRAME, [(9, -1), (9, 11)])
    assert (len(whole), len(strip)) == (2, 1)
    assert set(whole[1]) == set(HOLE)


def test_a_cut_from_the_rim_to_a_hole_and_on_elsewhere_cuts_in_two() -> None:
    pieces = sliced(FRAME, [(5, -1), (5, 5), (11, 5)])
    assert sorted(map(area, pieces)) == [21, 63]


def test_a_zigzag_cuts_off_every_piece() -> None:
    pieces = sliced((SQUARE,), [(2, -1), (2, 11), (5, 11), (5, -1), (8, -1), (8, 11)])
    assert [area(piece) for piece in pieces] == [30, 30, 20, 20]


def test_a_loop_inside_cuts_a_piece_out() -> None:
    frame, core = sliced((SQUARE,), [(3, 3), (7, 3), (7, 7), (3, 7), (3, 3)])
    assert (area(frame), area(core)) == (84, 16)
    assert len(frame) == 2


def test_a_cut_along_an_edge_of_the_polygon_cuts_nothing() -> None:
    assert sliced((SQUARE,), [(-5, 10), (15, 10)]) == ((SQUARE,),)


# -- faults and mending


@pytest.mark.parametrize(
    ("rings", "fault"),
    [
        ((BOW_TIE,), Fault("crosses", (5, 5))),
        ((((0, 0), (5, 0)),), Fault("few points", (0, 0))),
        ((((0, 0), (5, 0), (5, 0), (0, 0)),), Fault("few points", (0, 0))),
        (((),), Fault("few points", (0, 0))),
        ((((0, 0), (5, 5), (9, 9), (2, 2)),), Fault("no area", (0, 0))),
        ((((0, 0), (float("nan"), 0), (5, 5)),), Fault("not finite", (0, 0))),
        (
            (((0, 0), (10, 0), (10, 10), (5, 0), (0, 10)),),
            Fault("touches", (5, 0)),
        ),
        ((SQUARE, moved(HOLE, 20, 0)), Fault("outside", (23, 3))),
        ((SQUARE, HOLE, ((4, 4), (4, 5), (5, 5))), Fault("nested", (4, 4))),
        ((SQUARE, ((0, 5), (5, 1), (10, 5), (5, 9))), Fault("apart", (10, 5))),
    ],
)
def test_a_fault_is_named_with_its_place(rings: Rings, fault: Fault) -> None:
    assert fault_of(rings) == fault


def test_a_sound_polygon_has_no_fault() -> None:
    assert fault_of(FRAME) is None
    assert fault_of((SQUARE, ((0, 5), (5, 3), (5, 7)))) is None, "a hole may touch the rim in a point"


def test_a_bow_tie_is_mended_into_its_halves() -> None:
    halves = mended((BOW_TIE,))
    assert [area(half) for half in halves] == [25, 25]
    assert sound(halves)


def test_a_spike_is_mended_away() -> None:
    spiked: Ring = ((0, 0), (10, 0), (20, 0), (10, 0), (10, 10), (0, 10))
    assert fault_of((spiked,)) is not None
    assert [area(part) for part in mended((spiked,))] == [100]


def test_a_hole_across_the_rim_is_mended_into_a_bite() -> None:
    (bitten,) = mended((SQUARE, moved(HOLE, 5, 0)))
    assert len(bitten) == 1
    assert area(bitten) == 100 - 2 * 4


@pytest.mark.parametrize("rings", [(((1, 1), (2, 2), (1, 1)),), (((0, 0), (5, 5), (9, 9)),)])
def test_what_has_no_area_is_mended_into_nothing(rings: Rings) -> None:
    assert mended(rings) == ()


def test_a_sound_polygon_is_mended_into_itself() -> None:
    (same,) = mended(FRAME)
    assert [set(ring) for ring in same] == [set(SQUARE), set(HOLE)]
    assert [set(ring) for ring in mended((SQUARE, ((3, 3), (4, 4))))[0]] == [set(SQUARE)]


# -- holes


@pytest.mark.parametrize(
    "hole",
    [moved(HOLE, 5, 0), moved(HOLE, 50, 0), ((4, 4), (5, 4), (5, 5)), ((1, 1), (2, 2)), SQUARE, BOW_TIE],
)
def test_a_hole_that_does_not_fit_is_refused(hole: Ring) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        with_hole(FRAME, hole)


# -- bands


# -- the start of the program


def test_the_engine_is_loaded_on_first_use_only() -> None:
    code = (
        "import sys, desktop.annotation.geometry.polygons as p; assert 'shapely' not in sys.modules;"
        "p.united([(((0, 0), (1, 0), (1, 1)),)]); assert 'shapely' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
