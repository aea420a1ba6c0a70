"""How pictures look: tables of tones, windows over 16 bits, equalising, and colours; the arithmetic without a window."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from desktop.views.widgets.canvas.look import (
    DEEP,
    PLAIN,
    SHALLOW,
    Look,
    brightness_of,
    deep_table,
    saturate,
    shallow_table,
    span,
    window,
)

AMOUNT = st.integers(-100, 100)
TONES = st.builds(Look, brightness=AMOUNT, contrast=AMOUNT, gamma=AMOUNT)
COUNTS = arrays.arrays(np.int64, SHALLOW, elements=st.integers(0, 1000))


def deep_counts(*values: int) -> NDArray[np.int64]:
    """Return the histogram of a picture of 16 bits that takes each of these values a thousand times."""
    counts = np.zeros(DEEP, np.int64)
    counts[list(values)] = 1000
    return counts


def pixel(red: int, green: int, blue: int) -> NDArray[np.uint8]:
    """Return one pixel as it lies in memory."""
    return np.array([[[blue, green, red, 255]]], np.uint8)


# -- tones


def test_a_plain_look_needs_no_table() -> None:
    assert shallow_table(PLAIN) is None
    assert shallow_table(Look(saturation=50)) is None
    assert shallow_table(Look(level=50, width=20)) is None


@given(TONES)
def test_tones_never_change_places(look: Look) -> None:
    table = shallow_table(look)
    if table is None:
        assert look == PLAIN
        return
    assert len(table) == SHALLOW
    assert (np.diff(table.astype(int)) >= 0).all()


@given(AMOUNT)
def test_brightness_moves_every_tone_the_same_way(amount: int) -> None:
    table = shallow_table(Look(brightness=amount))
    assert table is None or (np.sign(table.astype(int) - np.arange(SHALLOW)) * np.sign(amount) >= 0).all()


@pytest.mark.parametrize(("contrast", "slope"), [(50, 2.0), (-50, 0.5), (100, 4.0)])
def test_contrast_turns_around_the_middle(contrast: int, slope: float) -> None:
    table = shallow_table(Look(contrast=contrast))
    assert table is not None
    assert int(table[128]) - int(table[127]) == pytest.approx(slope, abs=1)
    assert table[127] in range(125, 129)


@pytest.mark.parametrize("gamma", [-100, -30, 30, 100])
def test_gamma_keeps_black_and_white_and_moves_the_middle(gamma: int) -> None:
    table = shallow_table(Look(gamma=gamma))
    assert table is not None
    assert (table[0], table[255]) == (0, 255)
    assert np.sign(int(table[127]) - 127) == np.sign(gamma)


def test_the_old_curve_of_brightness_and_contrast_is_the_same() -> None:
    levels = (np.arange(256) - 127.5) * 2.0 ** (60 / 50.0) + 127.5 - 30 * 1.28
    table = shallow_table(Look(brightness=-30, contrast=60))
    assert table is not None
    assert np.abs(table - np.clip(np.rint(levels), 0, 255)).max() <= 1


# -- equalising


@given(COUNTS)
def test_equalising_never_changes_places_and_uses_both_ends(counts: NDArray[np.int64]) -> None:
    table = shallow_table(Look(equalise=True), counts)
    assert table is not None
    assert (np.diff(table.astype(int)) >= 0).all()
    taken = np.flatnonzero(counts)
    if len(taken) >= 2:
        assert table[taken[0]] == 0
        assert table[taken[-1]] == 255


def test_equalising_spreads_what_lies_close_together() -> None:
    counts = np.zeros(SHALLOW, np.int64)
    counts[100:110] = 50
    table = shallow_table(Look(equalise=True), counts)
    assert table is not None
    assert np.diff(table[100:110].astype(int)).min() >= 27


def test_equalising_an_even_picture_changes_hardly_anything() -> None:
    table = shallow_table(Look(equalise=True), np.full(SHALLOW, 40, np.int64))
    assert table is not None
    assert np.abs(table.astype(int) - np.arange(SHALLOW)).max() <= 1


@pytest.mark.parametrize("counts", [np.zeros(SHALLOW, np.int64), np.eye(1, SHALLOW, 77, dtype=np.int64)[0]])
def test_a_picture_of_one_tone_is_not_torn_apart(counts: NDArray[np.int64]) -> None:
    table = shallow_table(Look(equalise=True), counts)
    assert table is not None
    assert np.abs(table.astype(int) - np.arange(SHALLOW)).max() <= 1


# -- the window over 16 bits


def test_the_window_lies_over_the_values_that_are_taken() -> None:
    table = deep_table(PLAIN, deep_counts(1000, 2000, 3000))
    assert (table[999], table[1000], table[3000], table[3001]) == (0, 0, 255, 255)
    assert table[2000] in {127, 128}


def test_values_that_8_bits_could_not_tell_apart_are_told_apart() -> None:
    table = deep_table(PLAIN, deep_counts(30000, 30200))
    assert len(np.unique(table[30000:30201])) > 190


def test_a_few_dead_pixels_do_not_darken_the_rest() -> None:
    counts = np.zeros(DEEP, np.int64)
    counts[1000:2000] = 100
    counts[65535] = 5
    low, high = span(counts)
    assert 1000 <= low <= 1002
    assert 1997 <= high <= 2000


@given(st.lists(st.integers(0, DEEP - 1), min_size=1, max_size=20), AMOUNT, AMOUNT)
def test_the_window_is_never_empty_and_tones_never_change_places(
    values: list[int], level: int, width: int
) -> None:
    counts = deep_counts(*values)
    low, high = span(counts)
    assert 0 <= low < high < DEEP
    bottom, top = window(Look(level=level, width=width), (low, high))
    assert bottom < top
    table = deep_table(Look(level=level, width=width), counts)
    assert (np.diff(table.astype(int)) >= 0).all()


def test_without_any_pixel_the_window_is_the_whole_range() -> None:
    assert span(np.zeros(DEEP, np.int64)) == (0, DEEP - 1)


def test_level_moves_the_window_and_width_widens_it() -> None:
    assert window(PLAIN, (1000, 2000)) == (1000, 2000)
    assert window(Look(level=100), (1000, 2000)) == (2000, 3000)
    low, high = window(Look(width=100), (1000, 2000))
    assert high - low == pytest.approx(8000)
    low, high = window(Look(width=-100), (1000, 2000))
    assert high - low == pytest.approx(125)


@given(TONES)
def test_tones_of_16_bits_follow_the_same_curve(look: Look) -> None:
    counts = np.zeros(DEEP, np.int64)
    counts[[0, DEEP - 1]] = 1000
    shallow = shallow_table(look)
    deep = deep_table(look, counts)[:: DEEP // SHALLOW + 1]
    expected = np.arange(SHALLOW) if shallow is None else shallow.astype(int)
    assert np.abs(deep.astype(int) - expected).max() <= 1


def test_equalising_16_bits_ignores_what_lies_outside_the_window() -> None:
    counts = np.zeros(DEEP, np.int64)
    counts[1000:1100] = 100
    counts[1100:2000] = 1
    table = deep_table(Look(equalise=True), counts)
    assert table[999] == 0
    assert table[1050] in range(100, 150)
    assert (np.diff(table.astype(int)) >= 0).all()


# -- colours


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_no_saturation_leaves_grey_of_the_same_brightness(colour: tuple[int, int, int]) -> None:
    one = pixel(*colour)
    before = np.flatnonzero(brightness_of(one))[0]
    saturate(one, -100)
    assert len(set(one[0, 0, :3].tolist())) == 1
    assert abs(int(one[0, 0, 0]) - before) <= 1


@given(AMOUNT, st.integers(0, 255))
def test_grey_stays_grey_whatever_the_saturation(amount: int, grey: int) -> None:
    one = pixel(grey, grey, grey)
    saturate(one, amount)
    assert one[0, 0, :3].tolist() == [grey] * 3


def test_more_saturation_draws_colours_apart() -> None:
    one = pixel(150, 120, 110)
    saturate(one, 100)
    blue, green, red, _filler = one[0, 0].tolist()
    assert red > 180
    assert blue < 100
    assert red > green > blue


def test_saturation_of_nothing_changes_nothing_and_works_in_place() -> None:
    chance = np.random.default_rng(1)
    pixels = chance.integers(0, 256, (70, 50, 4), dtype=np.uint8)
    before = pixels.copy()
    saturate(pixels, 0)
    assert (pixels == before).all()
    saturate(pixels, 40)
    assert (pixels[..., 3] == before[..., 3]).all()
    assert not (pixels == before).all()


def test_brightness_is_counted_for_every_pixel() -> None:
    pixels = np.zeros((3, 4, 4), np.uint8)
    pixels[0, :, :3] = 255
    counts = brightness_of(pixels)
    assert counts[0] == 8
    assert counts[255] == 4
    assert counts.sum() == 12
