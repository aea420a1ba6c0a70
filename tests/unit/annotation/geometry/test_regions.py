"""The magic wand takes what is like the colour under it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.geometry.livewire import Picture
from desktop.annotation.geometry.regions import region_at


@pytest.fixture
def picture() -> Picture:
    """Two bright squares on dark ground, the second a little brighter."""
    made = np.full((30, 60, 3), 40, np.uint8)
    made[5:15, 5:15] = 200
    made[5:15, 40:50] = 210
    return made


def test_one_square_is_taken_and_its_twin_is_not(picture: Picture) -> None:
    found = region_at(picture, (9, 9), 20)
    assert (found.box, found.count) == ((5, 5, 15, 15), 100)


def test_both_squares_are_taken_when_they_need_not_hang_together(picture: Picture) -> None:
    found = region_at(picture, (9, 9), 20, contiguous=False)
    assert (found.box, found.count) == ((5, 5, 50, 15), 200)
    assert region_at(picture, (9, 9), 5, contiguous=False).count == 100


def test_the_window_lies_where_it_was_cut(picture: Picture) -> None:
    found = region_at(picture[:, 30:], (45, 109), 0, x=30, y=100)
    assert found.box == (40, 105, 50, 115)


def test_an_odd_pixel_under_the_pointer_does_not_decide(picture: Picture) -> None:
    picture[9, 9] = 0
    assert region_at(picture, (9, 9), 10).count == 0, "it is itself unlike its surroundings"
    assert region_at(picture, (8, 9), 10).count == 99


def test_pixels_that_touch_in_a_corner_do_not_hang_together() -> None:
    grey = np.zeros((6, 6), np.uint8)
    grey[:3, :3] = grey[3:, 3:] = 90
    assert region_at(grey, (0, 0), 1).count == 9


def test_every_channel_must_be_alike() -> None:
    colours = np.zeros((4, 8, 3), np.uint8)
    colours[:, 4:, 2] = 30
    assert region_at(colours, (1, 1), 29).count == 16
    assert region_at(colours, (1, 1), 30).count == 32


@pytest.mark.parametrize("seed", [(-1, 5), (60, 5), (5, -0.1), (5, 30)])
def test_a_seed_outside_the_window_is_refused(picture: Picture, seed: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="outside the window"):
        region_at(picture, seed, 5)


@given(st.integers(0, 2**31), st.integers(0, 120), st.integers(0, 120))
def test_a_greater_tolerance_takes_no_less(seed: int, one: int, other: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (12, 12)).astype(np.uint8)
    less, more = sorted((one, other))
    small, large = region_at(noise, (6, 6), less), region_at(noise, (6, 6), more)
    assert not np.any(small.within((0, 0, 12, 12)).pixels & ~large.within((0, 0, 12, 12)).pixels)


def test_the_whole_range_takes_all() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (12, 12, 3)).astype(np.uint8)
    assert region_at(noise, (0, 0), 255).count == 144
