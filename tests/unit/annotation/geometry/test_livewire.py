"""Intelligent scissors find the cheapest way, and it lies on the object's edge."""

from __future__ import annotations

import heapq
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from desktop.annotation.geometry import livewire
from desktop.annotation.geometry.livewire import (
    DEAREST,
    WINDOW,
    Costs,
    Picture,
    costs_of,
    ways_from,
    window_around,
)

cost_maps = arrays.arrays(
    np.int32, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.integers(1, DEAREST)
)


def dijkstra(costs: Costs, row: int, column: int) -> list[list[int]]:
    """The textbook's way, to compare with."""
    height, width = costs.shape
    lengths = [[10**9] * width for _row in range(height)]
    lengths[row][column] = 0
    waiting = [(0, row, column)]
    while waiting:
        length, r, c = heapq.heappop(waiting)
        if length > lengths[r][c]:
            continue
        for down in (-1, 0, 1):
            for across in (-1, 0, 1):
                y, x = r + down, c + across
                if not (0 <= y < height and 0 <= x < width) or (down, across) == (0, 0):
                    continue
                step = (7 if down and across else 5) * int(costs[r, c] + costs[y, x])
                if length + step < lengths[y][x]:
                    lengths[y][x] = length + step
                    heapq.heappush(waiting, (length + step, y, x))
    return lengths


def disc(radius: float, *, noise: float = 0.0, size: int = 120) -> Picture:
    """A bright disc around the middle of a dark picture."""
    middle = np.arange(size) + 0.5 - size / 2
    inside = np.hypot(*np.meshgrid(middle, middle)) <= radius
    picture = np.where(inside, 180.0, 60.0) + np.random.default_rng(3).normal(0, noise or 1e-9, (size, size))
    return np.clip(picture, 0, 255).astype(np.uint8)


@given(cost_maps, st.integers(0, 8), st.integers(0, 8))
def test_the_ways_are_as_short_as_the_textbooks(costs: Costs, row: int, column: int) -> None:
    row, column = row % costs.shape[0], column % costs.shape[1]
    found = ways_from((column + 0.5, row + 0.5), costs)
    assert found.lengths.tolist() == dijkstra(costs, row, column)


@given(cost_maps)
def test_a_way_adds_up_to_its_length(costs: Costs) -> None:
    height, width = costs.shape
    found = ways_from((10.2, 20.9), costs, x=10, y=20)
    for row in range(height):
        for column in range(width):
            way = [(int(x) - 10, int(y) - 20) for x, y in found.way_to((column + 10.5, row + 20.5))]
            assert (way[0], way[-1]) == ((0, 0), (column, row))
            steps = pairwise(way)
            assert all(max(abs(a - c), abs(b - d)) == 1 for (a, b), (c, d) in steps), "a step at a time"
            length = sum(
                (7 if a != c and b != d else 5) * int(costs[b, a] + costs[d, c])
                for (a, b), (c, d) in pairwise(way)
            )
            assert length == found.lengths[row, column]


@settings(max_examples=10)
@given(st.sampled_from([112, 160, 400, 10_000]), st.integers(0, 9))
def test_the_width_of_a_band_changes_nothing(band: int, seed: int) -> None:
    costs = np.random.default_rng(seed).integers(1, DEAREST + 1, (40, 50)).astype(np.int32)
    plain = ways_from((25, 20), costs).lengths
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(livewire, "_BAND", band)
        assert np.array_equal(ways_from((25, 20), costs).lengths, plain)


@pytest.mark.parametrize("noise", [0, 8, 20])
def test_the_way_follows_the_edge_of_a_disc(noise: float) -> None:
    found = ways_from((100, 60), costs_of(disc(40, noise=noise)))
    way = found.way_to((60, 100))
    away = [abs(math.hypot(x - 60, y - 60) - 40) for x, y in way]
    assert max(away) <= 2
    assert sum(away) / len(away) <= 1
    assert len(way) > 40, "a quarter of the way round, not straight across"


def test_an_edge_between_colours_of_the_same_brightness_is_seen() -> None:
    picture = np.zeros((40, 40, 3), np.uint8)
    picture[:, :20, 0], picture[:, 20:, 1] = 120, 120
    costs = costs_of(picture)
    assert set(costs[:, 19:21].ravel().tolist()) == {1}
    assert set(costs[:, :18].ravel().tolist()) == {DEAREST}


def test_faint_noise_is_not_taken_for_an_edge() -> None:
    faint = np.random.default_rng(1).integers(98, 103, (60, 60)).astype(np.uint8)
    assert costs_of(faint).min() > DEAREST / 2
    assert costs_of(np.full((5, 5), 7, np.uint8)).tolist() == [[DEAREST] * 5] * 5


def test_the_line_has_fewer_points_than_the_way_and_stays_near() -> None:
    found = ways_from((100, 60), costs_of(disc(40)))
    way, line = found.way_to((60, 100)), found.line_to((60, 100))
    assert (line[0], line[-1]) == (way[0], way[-1])
    assert len(line) < len(way) / 3
    assert set(line) <= set(way)


def test_a_pointer_outside_the_window_is_led_to_its_rim() -> None:
    found = ways_from((5, 5), np.full((10, 10), 3, np.int32), x=2, y=2)
    assert found.way_to((500, 5))[-1] == (11.5, 5.5)
    assert found.way_to((-9, -9))[-1] == (2.5, 2.5)
    assert found.way_to((5.2, 5.9)) == ((5.5, 5.5),)


@pytest.mark.parametrize("seed", [(1.9, 5), (12, 5), (5, 1), (5, 12.1)])
def test_a_seed_outside_the_window_is_refused(seed: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="outside the window"):
        ways_from(seed, np.full((10, 10), 3, np.int32), x=2, y=2)


def test_the_window_stays_inside_the_picture() -> None:
    assert window_around((1000, 700), (4000, 3000)) == (800, 500, 800 + WINDOW, 500 + WINDOW)
    assert window_around((3, 2999), (4000, 3000)) == (0, 2600, 400, 3000)
    assert window_around((30, 20), (100, 50)) == (0, 0, 100, 50)
    assert window_around((30, 20), (100, 50), side=10) == (25, 15, 35, 25)
