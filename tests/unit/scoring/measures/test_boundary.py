"""Boundaries: shares within a tolerance, mean and Hausdorff-95, and boundary IoU as its authors compute it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop.scoring.measures import boundary, outlines, pixel_edges
from desktop.scoring.measures.boundary import Fit, Pieces
from tests.unit.scoring.measures.shapes import Ring, filled, masks, moved, square, stars
from tests.unit.scoring.measures.vectors import VECTORS

BOUNDARY_IOU = VECTORS["boundary_iou"]
QUICK = settings(max_examples=50, deadline=None)


def fit(gold: Ring, answer: Ring, tolerance: float = 3.0) -> Fit:
    found = boundary.fit(
        outlines.pieces([answer], [gold]), outlines.pieces([gold], [answer]), tolerance=tolerance
    )
    assert found is not None
    return found


def fit_masks(gold: NDArray[np.bool_], answer: NDArray[np.bool_], tolerance: float = 3.0) -> Fit | None:
    mine, theirs = pixel_edges.edges(answer), pixel_edges.edges(gold)
    return boundary.fit(
        pixel_edges.pieces(mine, theirs), pixel_edges.pieces(theirs, mine), tolerance=tolerance
    )


# ---------------------------------------------------------------- boundary IoU (bowenc0221)


def test_the_band_of_a_small_picture() -> None:
    assert boundary.band_width(100, 100) == BOUNDARY_IOU["d for 100x100"]
    assert boundary.band_width(3, 3) == 1


def test_the_band_of_a_square_and_of_a_full_picture() -> None:
    middle = boundary.inner_band(filled((100, 100), (20, 20, 80, 80)), 3)
    assert (
        np.count_nonzero(middle) == BOUNDARY_IOU["boundary px of square 20..80 (3-px inner ring: 60^2-54^2)"]
    )
    full = boundary.inner_band(filled((100, 100), (0, 0, 100, 100)), 3)
    assert np.count_nonzero(full) == BOUNDARY_IOU["full image: border counts as boundary (100^2-94^2)"]


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("square 20..80 vs 22..82 [boundary, mask] (final=min)", (20, 20, 80, 80), (22, 22, 82, 82)),
        ("identical", (20, 20, 80, 80), (20, 20, 80, 80)),
        ("small square 40..45 vs 41..46", (40, 40, 45, 45), (41, 41, 46, 46)),
    ],
)
def test_boundary_iou_of_the_reference(name: str, one: tuple[int, ...], other: tuple[int, ...]) -> None:
    a, b = filled((100, 100), one), filled((100, 100), other)  # type: ignore[arg-type]
    expected = BOUNDARY_IOU[name]
    assert boundary.boundary_iou(a, b) == pytest.approx(expected[0], abs=1e-6)
    assert np.count_nonzero(a & b) / np.count_nonzero(a | b) == pytest.approx(expected[1], abs=1e-6)


def test_boundary_iou_of_nothing_and_of_unlike_pictures() -> None:
    empty = filled((9, 9))
    assert boundary.boundary_iou(empty, empty) == 0
    with pytest.raises(ValueError, match="one shape"):
        boundary.boundary_iou(empty, filled((9, 8)))


# ---------------------------------------------------------------- polygons


def test_a_square_shifted_by_two_px() -> None:
    found = fit(square(100, 100, 60), square(102, 100, 60))
    assert found.f == 1
    assert found.hausdorff == pytest.approx(2, abs=0.01)
    # The two upright sides are 2 px off, the level ones lie on each other but for their ends.
    assert found.mean == pytest.approx((2 * 60 * 2 + 2 * 2 * 1) / 240, rel=0.05)
    assert fit(square(100, 100, 60), square(102, 100, 60), 1.9).f == pytest.approx(0.5, abs=0.03)


def test_a_corner_cut_off_shows_where_it_is() -> None:
    gold = square(0, 0, 100)
    answer = [(0.0, 0.0), (80.0, 0.0), (100.0, 20.0), (100.0, 100.0), (0.0, 100.0)]
    found = fit(gold, answer)
    assert found.recall < found.precision < 1
    assert found.hausdorff == pytest.approx(200**0.5, abs=0.6)
    signed = outlines.signed(outlines.pieces([answer], [gold]), [gold])
    cut = signed.distances < -3
    assert signed.points[cut][:, 0].min() > 80
    assert signed.points[cut][:, 1].max() < 20
    assert signed.distances.max() == pytest.approx(0, abs=1e-9)


def test_a_hole_left_out_costs_its_contour() -> None:
    gold = [square(0, 0, 100), square(40, 40, 20)]
    found = boundary.fit(outlines.pieces([gold[0]], gold), outlines.pieces(gold, [gold[0]]), tolerance=3)
    assert found is not None
    assert found.precision == 1
    assert found.recall == pytest.approx(400 / 480)


def test_the_sign_tells_too_loose_from_cut() -> None:
    gold = square(10, 10, 40)
    loose = outlines.signed(outlines.pieces([square(5, 5, 50)], [gold]), [gold])
    cut = outlines.signed(outlines.pieces([square(15, 15, 30)], [gold]), [gold])
    assert loose.distances.min() == pytest.approx(5)
    assert cut.distances.max() == pytest.approx(-5)


def test_the_percentile_forgives_a_twentieth() -> None:
    points = np.zeros((20, 2))
    distances = np.array([1.0] * 19 + [50.0])
    pieces = Pieces(points, np.ones(20), distances)
    assert boundary.percentile(pieces, 0.95) == 1
    assert boundary.percentile(pieces, 0.96) == 50
    assert boundary.share_within(pieces, 1.0) == 0.95


def test_a_contour_without_length_has_no_fit() -> None:
    nothing = Pieces(np.zeros((0, 2)), np.zeros(0), np.zeros(0))
    assert boundary.fit(nothing, outlines.pieces([square(0, 0, 5)], [square(0, 0, 5)]), tolerance=3) is None
    assert outlines.pieces([square(0, 0, 5)], []).distances.min() == np.inf
    assert len(outlines.pieces([], [square(0, 0, 5)]).points) == 0


def test_many_polygons_at_once_say_the_same_as_one_by_one() -> None:
    golds = [[square(10 * n, 0, 8)] for n in range(5)] + [[square(0, 100, 30), square(10, 110, 5)], []]
    answers = [[square(10 * n + n, 0, 8 + n / 2)] for n in range(5)] + [
        [square(0, 100, 30)],
        [square(0, 0, 9)],
    ]
    found = outlines.f_scores(outlines.outlines(answers), outlines.outlines(golds), tolerance=2)
    alone = [
        outlines.f_scores(outlines.outlines([answer]), outlines.outlines([gold]), tolerance=2)[0]
        for answer, gold in zip(answers, golds, strict=True)
    ]
    assert found.tolist() == alone
    assert found[0] == 1
    assert found[-1] == 0
    for score, answer, gold in zip(found[:-1], answers, golds, strict=False):
        pair = boundary.fit(
            outlines.pieces(answer, gold, step=0.2), outlines.pieces(gold, answer, step=0.2), tolerance=2
        )
        assert pair is not None
        assert score == pytest.approx(pair.f, abs=0.04)


@QUICK
@given(stars(), stars())
def test_the_quick_share_is_the_measured_one(a: Ring, b: Ring) -> None:
    """Edges taken as a whole must give what fine pieces give, up to the pieces at the ends of what is near."""
    quick = outlines.f_scores(outlines.outlines([[a]]), outlines.outlines([[b]]), tolerance=3)[0]
    fine = boundary.fit(
        outlines.pieces([a], [b], step=0.25), outlines.pieces([b], [a], step=0.25), tolerance=3
    )
    assert fine is not None
    assert quick == pytest.approx(fine.f, abs=0.12)


@QUICK
@given(stars(), stars())
def test_fit_is_symmetric_and_perfect_for_oneself(a: Ring, b: Ring) -> None:
    there, back = fit(a, b), fit(b, a)
    assert (there.precision, there.recall) == (back.recall, back.precision)
    assert there.f == pytest.approx(back.f)
    assert there.hausdorff95 == pytest.approx(back.hausdorff95)
    assert there.mean == pytest.approx(back.mean)
    own = fit(a, a, 0.0)
    assert (own.f, own.mean) == (1, pytest.approx(0, abs=1e-6))


@QUICK
@given(stars(), stars(), st.integers(-400, 400), st.integers(-400, 400))
def test_moving_both_contours_changes_nothing(a: Ring, b: Ring, dx: int, dy: int) -> None:
    here, there = fit(a, b), fit(moved(a, dx, dy), moved(b, dx, dy))
    assert there.hausdorff == pytest.approx(here.hausdorff, abs=1e-6)
    assert there.mean == pytest.approx(here.mean, abs=1e-6)


@QUICK
@given(stars(), stars(), st.floats(0.5, 30), st.floats(0, 20))
def test_a_wider_tolerance_never_lowers_f(a: Ring, b: Ring, tolerance: float, more: float) -> None:
    assert fit(a, b, tolerance + more).f >= fit(a, b, tolerance).f


# ---------------------------------------------------------------- masks


def test_a_mask_shifted_by_one_px() -> None:
    gold, answer = filled((40, 40), (10, 10, 30, 30)), filled((40, 40), (11, 10, 31, 30))
    found = fit_masks(gold, answer, 1.0)
    assert found is not None
    assert (found.f, found.hausdorff) == (1, 1)
    # Two upright sides 1 px off; four pieces at the corners are nearer to the other's next side.
    assert found.mean == pytest.approx((20 + 18 + 4 * 0.5**0.5) / 80)


def test_distances_are_negative_where_the_gold_is() -> None:
    one, other = (pixel_edges.edges(filled((9, 9), box)) for box in ((1, 1, 4, 4), (1, 1, 6, 4)))
    plain = pixel_edges.pieces(one, other).distances
    inside = np.arange(len(plain)) % 2 == 0
    assert (pixel_edges.pieces(one, other, inside).distances == np.where(inside, -plain, plain)).all()


def test_the_sides_of_one_pixel() -> None:
    mask = pixel_edges.edges(filled((3, 3), (1, 1, 2, 2)))
    found = pixel_edges.pieces(mask, mask)
    assert sorted(found.points.tolist()) == [[1, 1.5], [1.5, 1], [1.5, 2], [2, 1.5]]
    assert not found.distances.any()


def test_masks_without_pixels_have_no_contour() -> None:
    empty = filled((5, 5))
    assert fit_masks(empty, empty) is None
    assert (
        pixel_edges.pieces(
            pixel_edges.edges(filled((5, 5), (1, 1, 2, 2))), pixel_edges.edges(empty)
        ).distances.min()
        == np.inf
    )
    assert len(pixel_edges.edges(empty)[0]) == 0


@QUICK
@given(masks(), masks())
def test_the_nearest_side_is_really_the_nearest(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> None:
    one, other = pixel_edges.edges(a), pixel_edges.edges(b)
    found = pixel_edges.nearest(one, other)
    mine, theirs = np.stack(one, axis=1) / 2, np.stack(other, axis=1) / 2
    if len(theirs):
        apart = np.hypot(*(mine[:, None, :] - theirs[None, :, :]).transpose(2, 0, 1))
        assert found == pytest.approx(apart.min(axis=1))


@QUICK
@given(masks(), masks(), st.integers(0, 9), st.integers(0, 9))
def test_moving_both_masks_changes_nothing(
    a: NDArray[np.bool_], b: NDArray[np.bool_], right: int, down: int
) -> None:
    here = fit_masks(a, b)
    there = fit_masks(*(np.pad(mask, ((down, 4), (right, 4))) for mask in (a, b)))
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert (here.f, here.hausdorff95, here.mean) == (
            there.f,
            there.hausdorff95,
            pytest.approx(there.mean),
        )


@QUICK
@given(masks())
def test_the_contour_of_a_mask_is_as_long_as_counted_px_by_px(mask: NDArray[np.bool_]) -> None:
    padded = np.pad(mask, 1).astype(int)
    sides = np.abs(np.diff(padded, axis=0)).sum() + np.abs(np.diff(padded, axis=1)).sum()
    assert len(pixel_edges.edges(mask)[0]) == sides
    own = fit_masks(mask, mask, 0.0)
    assert own is None or (own.f, own.hausdorff) == (1, 0)
