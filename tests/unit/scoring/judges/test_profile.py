"""What a comparison draws: the contour by distance, and the pixels that differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop.annotation.shapes import bitmap
from desktop.scoring.judges import pixels
from desktop.scoring.judges.profile import differences, profile
from desktop.scoring.measures import boundary, pixel_edges
from desktop.scoring.measures.contours import contour
from tests.unit.scoring.judges.scenes import ellipse, mask, polygon
from tests.unit.scoring.measures.shapes import filled, masks, square

GOLD = polygon("g", square(100, 100, 100))


def test_the_contour_of_a_polygon_comes_ring_by_ring_with_its_signs() -> None:
    answer = polygon("a", square(90, 100, 110), square(140, 140, 20))
    outer, hole = profile(GOLD, answer)
    assert outer.points[0] == pytest.approx((90.5, 100))
    assert outer.lengths.sum() == pytest.approx(440)
    assert outer.distances.max() == pytest.approx(200**0.5, abs=0.8)
    assert (hole.distances < -30).all()


def test_the_contour_of_a_mask_is_every_side_of_its_pixels() -> None:
    (found,) = profile(GOLD, mask("a", (100, 100, 200, 205)))
    assert found.lengths.sum() == 2 * (100 + 105)
    below = found.points[:, 1] == 205
    assert found.distances[below] == pytest.approx(np.full(100, 5))
    assert found.distances[~below].min() >= 0
    (tight,) = profile(mask("g", (100, 100, 200, 200)), mask("a", (103, 100, 200, 200)))
    assert tight.distances.min() == -3


def test_what_is_too_much_and_what_is_left_out() -> None:
    extra, missing = differences(GOLD, mask("a", (110, 100, 200, 220)))
    assert (
        bitmap.crop_of(extra, 0, 0, 300, 300).sum()
        == bitmap.crop_of(extra, 110, 200, 200, 220).sum()
        == 90 * 20
    )
    assert bitmap.crop_of(missing, 100, 100, 110, 200).all()
    assert bitmap.count(missing) == 1000
    assert differences(GOLD, GOLD) == ({}, {})


def test_shapes_are_painted_across_tiles_and_bands_and_cut_to_the_picture() -> None:
    large = ellipse("e", 700, 1100, 500, 1000, 0)
    tiles = pixels.tiles_of(large, (1000, 2000))
    whole = bitmap.crop_of(tiles, 0, 0, 1000, 2000)
    assert bitmap.count(tiles) == whole.sum()
    y, x = np.ogrid[:2000, :1000]
    true = ((x + 0.5 - 700) / 500) ** 2 + ((y + 0.5 - 1100) / 1000) ** 2 <= 1
    assert (whole != true).mean() < 0.001


@settings(max_examples=30, deadline=None)
@given(masks(height=40, width=50), masks(height=40, width=50))
def test_the_contour_tile_by_tile_is_the_contour(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> None:
    """Put across the corner of four tiles."""
    x, y = bitmap.SIDE - 20, bitmap.SIDE - 17
    found, inside = contour(bitmap.tiles_of(one, x, y), bitmap.tiles_of(other, x, y))
    columns, rows = pixel_edges.edges(one)
    expected = sorted(zip((columns + 2 * x).tolist(), (rows + 2 * y).tolist(), strict=True))
    assert sorted(zip(found[0].tolist(), found[1].tolist(), strict=True)) == expected
    padded = np.pad(other, 1)
    for column, row, is_inside in zip(found[0] - 2 * x, found[1] - 2 * y, inside, strict=True):
        level = column % 2 == 1
        ends = (
            (row // 2 + 1, column // 2 + 1),
            (row // 2, column // 2 + 1) if level else (row // 2 + 1, column // 2),
        )
        assert is_inside == (padded[ends[0]] and padded[ends[1]])


def test_full_tiles_between_full_tiles_have_no_contour() -> None:
    side = 3 * bitmap.SIDE
    (columns, rows), _ = contour(bitmap.tiles_of(filled((side, side), (0, 0, side, side)), 0, 0))
    assert len(columns) == 4 * side
    assert set(columns.tolist()) >= {0, 2 * side}
    assert rows.max() == 2 * side
    assert len(contour({})[0][0]) == 0


@settings(max_examples=30, deadline=None)
@given(masks(height=40, width=50), masks(height=40, width=50), st.sampled_from([0.0, 0.5, 1.0, 3.0, 7.3]))
def test_looking_no_farther_than_the_tolerance_gives_the_same_f(
    one: NDArray[np.bool_], other: NDArray[np.bool_], tolerance: float
) -> None:
    mine, theirs = (contour(bitmap.tiles_of(each, 240, 239))[0] for each in (one, other))
    fit = boundary.fit(
        pixel_edges.pieces(mine, theirs), pixel_edges.pieces(theirs, mine), tolerance=tolerance
    )
    assert pixel_edges.f_score(mine, theirs, tolerance=tolerance) == (fit.f if fit is not None else 0.0)


def test_a_contour_is_read_tile_by_tile_the_upper_sides_before_the_left_ones() -> None:
    """What a score keeps of a contour goes by this order."""
    one = np.zeros((300, 300), np.bool_)
    one[100:102, 100:102] = one[0:1, 280:281] = True
    (columns, rows), _ = contour(bitmap.tiles_of(one, 0, 0))
    near = list(zip(columns.tolist(), rows.tolist(), strict=True))
    upper = [(201, 200), (203, 200), (201, 204), (203, 204)]
    left = [(200, 201), (204, 201), (200, 203), (204, 203)]
    assert near == [*upper, *left, (561, 0), (561, 2), (560, 1), (562, 1)]
