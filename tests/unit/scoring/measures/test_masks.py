"""Masks counted on packed bits say the same as counting pixels one by one."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from desktop.scoring.measures import masks
from tests.unit.scoring.measures.shapes import filled
from tests.unit.scoring.measures.shapes import masks as some_masks

SIDE = 8
QUICK = settings(max_examples=60, deadline=None)


def tiles(mask: NDArray[np.bool_]) -> masks.Tiles:
    """The mask in tiles of 8 x 8; empty ones are left out."""
    height, width = (-(-n // SIDE) for n in mask.shape)
    whole = np.zeros((height * SIDE, width * SIDE), np.bool_)
    whole[: mask.shape[0], : mask.shape[1]] = mask
    cut = {
        (column, row): np.packbits(
            whole[row * SIDE : (row + 1) * SIDE, column * SIDE : (column + 1) * SIDE]
        ).tobytes()
        for row in range(height)
        for column in range(width)
    }
    return {place: tile for place, tile in cut.items() if any(tile)}


def test_two_boxes_that_share_a_corner() -> None:
    a, b = tiles(filled((60, 60), (10, 10, 30, 30))), tiles(filled((60, 60), (20, 20, 40, 40)))
    assert (masks.count(a), masks.shared(a, b)) == (400, 100)
    assert masks.iou(a, b) == pytest.approx(1 / 7)


def test_a_crowd_takes_by_the_share_of_the_answer_as_coco_does() -> None:
    crowd = tiles(filled((120, 120), (0, 0, 100, 100)))
    assert masks.share_inside(tiles(filled((120, 120), (10, 10, 20, 20))), crowd) == 1
    assert masks.share_inside(tiles(filled((120, 120), (95, 0, 105, 10))), crowd) == 0.5
    assert masks.share_inside({}, crowd) == 0


def test_nothing_shares_nothing() -> None:
    assert masks.iou({}, {}) == 0
    assert masks.shared({(0, 0): b"\xff"}, {(1, 0): b"\xff"}) == 0


def test_packed_bitmaps_of_other_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one shape"):
        masks.packed_iou(np.zeros(3, np.uint8), np.zeros(4, np.uint8))
    assert masks.packed_iou(np.zeros(3, np.uint8), np.zeros(3, np.uint8)) == 0


def test_more_than_255_pixels_in_one_place_do_not_wrap() -> None:
    full = np.full(1_500_000, 255, np.uint8)
    assert masks.count({(0, 0): full.tobytes()}) == 12_000_000


def test_the_difference_of_two_masks_is_what_only_the_first_has() -> None:
    a, b = filled((30, 30), (0, 0, 20, 20)), filled((30, 30), (0, 0, 20, 10), (25, 25, 28, 28))
    assert masks.difference(tiles(a), tiles(b)) == tiles(a & ~b)
    assert masks.difference(tiles(b), tiles(a)) == tiles(b & ~a)
    assert masks.difference(tiles(a), tiles(a)) == {}


@QUICK
@given(some_masks(), some_masks())
def test_bits_say_what_pixels_say(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> None:
    one, other = tiles(a), tiles(b)
    assert masks.count(one) == np.count_nonzero(a)
    assert masks.shared(one, other) == masks.shared(other, one) == np.count_nonzero(a & b)
    either = np.count_nonzero(a | b)
    assert masks.iou(one, other) == (np.count_nonzero(a & b) / either if either else 0)
    assert masks.packed_iou(np.packbits(a), np.packbits(b)) == masks.iou(one, other)
    assert masks.count(masks.difference(one, other)) == np.count_nonzero(a & ~b)


def test_a_pair_of_12_megapixels_takes_at_most_30_ms() -> None:
    chance = np.random.default_rng(1)
    blocks = [chance.integers(0, 256, 8192, np.uint8).tobytes() for _ in range(4)]
    a = {(column, row): blocks[(column + row) % 2] for column in range(16) for row in range(12)}
    b = {(column, row): blocks[2 + (column * row) % 2] for column in range(16) for row in range(12)}
    times = []
    for _ in range(5):
        start = time.process_time()
        masks.iou(a, b)
        times.append(time.process_time() - start)
    assert min(times) <= 0.03
