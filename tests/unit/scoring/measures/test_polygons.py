"""Shared areas of polygons: exact, for shapes that people really draw, and for those they draw by mistake."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.shapes.rotated import RotatedBox
from desktop.scoring.measures import polygons
from tests.unit.scoring.measures.shapes import Ring, moved, square, stars
from tests.unit.scoring.measures.vectors import VECTORS

GEOMETRY, COCO = VECTORS["geometry"], VECTORS["coco.poly_raster_area"]
QUICK = settings(max_examples=60, deadline=None)


def turned_box(*numbers: float) -> Ring:
    """The corners of a rotated box: middle, width, height, angle."""
    x, y, width, height, angle = numbers
    return list(RotatedBox("r", "car", x, y, width, height, angle).corners)


def area(*rings: Ring) -> float:
    return float(polygons.areas(polygons.regions([list(rings)]))[0])


def test_two_squares_that_share_a_corner() -> None:
    shared = polygons.shared_areas(
        polygons.regions([[square(10, 10, 20)]]), polygons.regions([[square(20, 20, 20)]])
    )
    assert shared[0] == pytest.approx(100)
    assert polygons.iou([square(10, 10, 20)], [square(20, 20, 20)]) == pytest.approx(1 / 7)


def test_a_small_square_shifted_by_one_px() -> None:
    """The exact figure of shapely; COCO's raster gives the same for whole px."""
    expected = GEOMETRY["tiny pair 5x5 px shifted 1: exact"]
    assert polygons.iou([square(0, 0, 5)], [square(1, 0, 5)]) == pytest.approx(expected, abs=1e-6)
    assert GEOMETRY["tiny pair COCO raster"] == expected


def test_rotated_boxes_overlap_by_their_true_corners() -> None:
    upright = turned_box(0, 0, 1, 1, 0)
    diagonal = turned_box(0, 0, 1, 1, 45)
    expected = GEOMETRY["rotated: unit square vs 45-degree square same centre/side"]
    assert polygons.iou([upright], [diagonal]) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("dx", "dy", "true", "cvat"), [(50, 0, 0.0, 0.333), (0, 30, 0.538, 0.0)], ids=["across", "along"]
)
def test_boxes_of_equal_rotation_are_compared_as_they_lie_not_as_cvat_does(
    dx: float, dy: float, true: float, cvat: float
) -> None:
    """CVAT compares two boxes of the same rotation as if they were not rotated: 100 x 20 at 90 degrees, both figures
    stand in the notes on its engine. Ours clips what is really there."""
    gold = turned_box(200, 200, 100, 20, 90)
    answer = turned_box(200 + dx, 200 + dy, 100, 20, 90)
    assert polygons.iou([gold], [answer]) == pytest.approx(true, abs=1e-3)
    unturned = [turned_box(200 + x, 200 + y, 100, 20, 0) for x, y in ((0, 0), (dx, dy))]
    assert polygons.iou([unturned[0]], [unturned[1]]) == pytest.approx(cvat, abs=1e-3)


def test_a_hole_is_not_area() -> None:
    outer, hole = square(0, 0, 10), square(2, 2, 4)
    assert area(outer, hole) == pytest.approx(84)
    assert polygons.iou([outer, hole], [outer]) == pytest.approx(0.84)
    assert polygons.iou([outer, hole], [hole]) == 0


def test_a_polygon_that_crosses_itself_is_read_by_the_even_odd_rule_like_coco() -> None:
    bow_tie = [(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)]
    assert area(bow_tie) == pytest.approx(COCO["bow-tie 0,0 10,10 10,0 0,10 (geom 0 signed)"][0])


def test_exact_areas_where_cocos_raster_is_off() -> None:
    """COCO rasterises polygons first: a triangle of 50 px^2 has 45 there. Ours keeps to what was drawn."""
    assert COCO["triangle 0,0 10,0 0,10 (geom 50)"] == [45]
    assert area([(0, 0), (10, 0), (0, 10)]) == pytest.approx(50)
    assert area(square(10.5, 10.5, 10)) == pytest.approx(COCO["square 10.5..20.5 (geom 100)"][0])
    assert area(square(10.2, 10.2, 2)) == pytest.approx(COCO["square 10.2..12.2 (geom 4)"][0])


@pytest.mark.parametrize(
    "rings", [[], [[]], [[(1, 1), (2, 2)]], [[(0, 0), (5, 5), (10, 10)]], [[(3, 3)] * 4]], ids=str
)
def test_what_has_no_area_shares_none_and_is_no_error(rings: list[Ring]) -> None:
    """COCO reads a part of 4 numbers as a box and fails; ours has an empty region."""
    assert COCO["6 numbers degenerate line"] == [0]
    assert polygons.areas(polygons.regions([rings]))[0] == 0
    assert polygons.iou(rings, [square(0, 0, 10)]) == 0
    assert polygons.iou(rings, rings) == 0


def test_overlapping_parts_count_once_where_they_are_joined() -> None:
    both = polygons.regions([[square(0, 0, 10)], [square(5, 0, 10)]])
    union = polygons.areas(both).sum() - polygons.shared_areas(both[:1], both[1:])[0]
    assert union == pytest.approx(
        VECTORS["coco.poly_parts_merge"]["two overlapping squares union area (0..10 and 5..15)"]
    )


def test_only_pairs_whose_bounds_meet_are_candidates_in_a_fixed_order() -> None:
    golds = polygons.regions([[square(0, 0, 10)], [square(100, 0, 10)]])
    answers = polygons.regions(
        [[square(300, 0, 10)], [square(104, 4, 10)], [square(5, 5, 10)], [square(1, 1, 2)]]
    )
    rows, columns = polygons.candidates(golds, answers)
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == [(0, 2), (0, 3), (1, 1)]


@QUICK
@given(stars(), stars())
def test_iou_is_symmetric_and_a_share(a: Ring, b: Ring) -> None:
    there, back = polygons.iou([a], [b]), polygons.iou([b], [a])
    assert there == pytest.approx(back, abs=1e-9)
    assert 0 <= there <= 1


@QUICK
@given(stars(), st.integers(-500, 500), st.integers(-500, 500))
def test_a_polygon_agrees_with_itself_wherever_it_lies(ring: Ring, dx: int, dy: int) -> None:
    assert polygons.iou([ring], [ring]) == pytest.approx(1)
    assert area(moved(ring, dx, dy)) == pytest.approx(area(ring))


@QUICK
@given(stars(), stars(), st.integers(-300, 300), st.integers(-300, 300))
def test_moving_both_changes_nothing(a: Ring, b: Ring, dx: int, dy: int) -> None:
    assert polygons.iou([moved(a, dx, dy)], [moved(b, dx, dy)]) == pytest.approx(
        polygons.iou([a], [b]), abs=1e-9
    )


@QUICK
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=0, max_size=9))
def test_any_scribble_is_clipped_without_an_error(points: Ring) -> None:
    region = polygons.regions([[points]])
    shared = polygons.shared_areas(region, polygons.regions([[square(-5, -5, 40)]]))
    assert shared[0] == pytest.approx(polygons.areas(region)[0])
    assert np.isfinite(shared[0])
