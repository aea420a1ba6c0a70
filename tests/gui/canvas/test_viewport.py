"""Where the picture stands in the view."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.widgets.canvas.viewport import KEPT, LARGEST, MARGIN, ORIENTATIONS, Viewport

SIZE = (640, 480)
points = st.tuples(st.floats(0, 640), st.floats(0, 480))
pixels = st.tuples(st.integers(0, 900), st.integers(0, 700))
tags = st.sampled_from(sorted(ORIENTATIONS))


def view_of(tag: int = 1, width: int = 900, height: int = 700) -> Viewport:
    """Return a fitted view."""
    view = Viewport(SIZE, ORIENTATIONS[tag])
    view.resize(width, height)
    view.fit()
    return view


@given(tags, points, st.floats(0.1, 40), pixels)
def test_a_point_there_and_back_is_itself(
    tag: int, point: tuple[float, float], scale: float, at: tuple[int, int]
) -> None:
    view = view_of(tag)
    view.zoom(scale, at)
    assert view.to_image(*view.to_view(*point)) == pytest.approx(point, abs=1e-6)


@given(tags, st.lists(st.tuples(st.floats(0.2, 30), pixels), min_size=1, max_size=8))
def test_zooming_keeps_what_is_under_the_pointer_unless_the_picture_would_be_lost(
    tag: int, turns: list[tuple[float, tuple[int, int]]]
) -> None:
    view = view_of(tag)
    for scale, at in turns:
        held = view.to_image(*at)
        view.zoom(scale, at)
        after = view.to_view(*held)
        x1, y1, x2, y2 = view.rect((0, 0, *SIZE))
        clamped = (
            x1 >= view.width - KEPT - 1 or y1 >= view.height - KEPT - 1 or x2 <= KEPT + 1 or y2 <= KEPT + 1
        )
        assert clamped or np.allclose(after, at, atol=0.51)


@given(
    tags, st.lists(st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000)), max_size=6), st.floats(0.2, 30)
)
def test_the_picture_can_never_be_pushed_out_of_sight(
    tag: int, pans: list[tuple[float, float]], scale: float
) -> None:
    view = view_of(tag)
    view.zoom(scale)
    for pan in pans:
        view.pan(*pan)
    x1, y1, x2, y2 = view.rect((0, 0, *SIZE))
    across, down = x2 - x1, y2 - y1
    assert x1 <= view.width - min(KEPT, across) + 1
    assert y1 <= view.height - min(KEPT, down) + 1
    assert x2 >= min(KEPT, across) - 1
    assert y2 >= min(KEPT, down) - 1


@given(tags, points, points)
def test_rectangles_as_arrays_are_rectangles_one_by_one(
    tag: int, first: tuple[float, float], second: tuple[float, float]
) -> None:
    view = view_of(tag)
    corners = (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[0], second[0]),
        max(first[1], second[1]),
    )
    upright = view.upright_rects(np.array([corners]))[0]
    assert upright * view.scale + [view.left, view.top] * 2 == pytest.approx(view.rect(corners), abs=1e-6)
    assert view.raw_rect(*upright) == pytest.approx(corners, abs=1e-6)


@pytest.mark.parametrize("tag", sorted(ORIENTATIONS))
def test_a_fitted_picture_lies_in_the_middle_with_a_margin(tag: int) -> None:
    view = view_of(tag)
    x1, y1, x2, y2 = view.rect((0, 0, *SIZE))
    assert min(x1, y1) >= MARGIN - 1
    assert x2 <= view.width - MARGIN + 1
    assert y2 <= view.height - MARGIN + 1
    assert x1 + x2 == pytest.approx(view.width, abs=2)
    assert y1 + y2 == pytest.approx(view.height, abs=2)


def test_zoom_ends_at_64_pixels_for_one_and_at_a_quarter_of_the_whole() -> None:
    view = view_of()
    view.zoom(1e9)
    assert view.scale == LARGEST
    view.zoom(1e-9)
    assert view.scale == min(view.fitting_scale / 4, 1.0)


def test_showing_a_rectangle_puts_it_in_the_middle_at_a_share_of_the_view() -> None:
    view = view_of()
    view.show((100, 100, 200, 150), share=0.5)
    x1, y1, x2, y2 = view.rect((100, 100, 200, 150))
    assert x2 - x1 == pytest.approx(450, abs=2)
    assert (x1 + x2) / 2 == pytest.approx(450, abs=1)
    assert (y1 + y2) / 2 == pytest.approx(350, abs=1)


def test_showing_a_tiny_rectangle_does_not_zoom_without_end_nor_a_huge_one_out() -> None:
    view = view_of()
    view.show((10, 10, 11, 11))
    assert view.scale == 8.0
    view.show((0, 0, *SIZE))
    assert view.scale == pytest.approx(view.fitting_scale)


def test_what_is_in_view_already_is_not_moved_to() -> None:
    view = view_of()
    view.zoom(4.0, (450, 350))
    before = view.left, view.top
    assert not view.reveal((300, 230, 330, 250))
    assert (view.left, view.top) == before
    assert view.reveal((600, 440, 620, 460))
    x1, y1, x2, y2 = view.rect((600, 440, 620, 460))
    assert x1 >= 0
    assert y1 >= 0
    assert x2 <= view.width
    assert y2 <= view.height


def test_a_rectangle_larger_than_the_view_is_revealed_only_when_none_of_it_is_seen() -> None:
    view = view_of()
    view.zoom(10.0, (450, 350))
    assert not view.reveal((0, 0, *SIZE))


def test_a_view_without_room_does_not_break() -> None:
    view = view_of(width=0, height=0)
    assert view.scale > 0
    view.zoom(2.0)
    view.pan(5, 5)
    view.resize(300, 200)
    assert view.width == 300
