"""Where raw pixels lie on a plane, what of a mask is seen there, and what numpy puts into tiles."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.annotation.document import Document
from desktop.annotation.shapes.bitmap import SIDE, pack, tiles_of, unpack
from desktop.annotation.shapes.polygon import Polygon
from desktop.views.widgets.canvas.layers import HELD_UP_TO, Layers
from desktop.views.widgets.canvas.mask_pixels import painted, premultiplied, reduced, seen
from desktop.views.widgets.canvas.plane import Plane, polygon_of
from desktop.views.widgets.canvas.plotting import pixels_of, plot_dots, plot_edges
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Viewport
from tests.gui.canvas.kinds import overlay_of

SIZES = (900, 700)
RAW = (640, 480)


def view_of(tag: int, scale: float) -> Viewport:
    """Return a view of a picture with an EXIF tag, at a scale, off its corner."""
    view = Viewport(RAW, ORIENTATIONS[tag])
    view.resize(*SIZES)
    view.zoom(scale)
    view.pan(13, -7)
    return view


@pytest.mark.parametrize("tag", sorted(ORIENTATIONS))
@pytest.mark.parametrize("scale", [0.3, 1.0, 2.7])
def test_every_way_to_place_a_point_agrees_with_the_view(tag: int, scale: float) -> None:
    view = view_of(tag, scale)
    plane = Plane.of(view)
    points = np.array([(0.0, 0.0), (640.0, 480.0), (12.5, 400.25), (300.0, 7.0)])
    placed = plane.points(points)
    for (x, y), got in zip(points.tolist(), placed.tolist(), strict=True):
        want = view.to_view(x, y)
        assert got == pytest.approx(want)
        assert plane.point(x, y) == pytest.approx(want)
        mapped = plane.transform.map(QPointF(x, y))
        assert (mapped.x(), mapped.y()) == pytest.approx(want)
    rect = plane.rect((10, 20, 110, 60))
    assert rect.getCoords() == pytest.approx(view.rect((10, 20, 110, 60)))  # type: ignore[attr-defined]
    assert plane.raw_rect(*rect.getCoords()) == pytest.approx((10, 20, 110, 60))  # type: ignore[attr-defined]


@pytest.mark.parametrize("tag", sorted(ORIENTATIONS))
def test_a_pixel_of_the_plane_knows_the_raw_pixel_under_its_middle(tag: int) -> None:
    view = view_of(tag, 1.7)
    plane = Plane.of(view)
    across = plane.raw_pixels(300, 5, across=True)
    down = plane.raw_pixels(200, 5, across=False)
    x, y = (int(value // 1) for value in view.to_image(302.5, 203.5))
    assert (x, y) == ((down[3], across[2]) if plane.orientation.swapped else (across[2], down[3]))


def test_points_become_a_polygon_in_one_copy() -> None:
    xy = np.array([(1.5, 2.0), (3.0, -4.0)])
    assert [point.toTuple() for point in polygon_of(xy)] == [(1.5, 2.0), (3.0, -4.0)]
    assert polygon_of(np.empty((0, 2))).isEmpty()


@given(st.integers(0, 2**32), st.sampled_from([1, 2, 4, 8, 16, 32, 64]))
@settings(max_examples=40, deadline=None)
def test_a_block_is_set_when_any_of_its_pixels_is(seed: int, step: int) -> None:
    bits = np.random.default_rng(seed).random((SIDE, SIDE)) < 0.002
    tile = pack(bits)
    want = bits.reshape(SIDE // step, step, SIDE // step, step).any(axis=(1, 3))
    assert (reduced(bits, step) == want).all()
    if tile is not None:
        assert (reduced(tile, step) == want).all()
        assert (unpack(tile) == bits).all()


@pytest.mark.parametrize("tag", sorted(ORIENTATIONS))
@pytest.mark.parametrize("scale", [1.0, 2.0, 3.5])
def test_what_is_seen_of_a_mask_is_what_is_set_under_each_pixel(tag: int, scale: float) -> None:
    bits = np.random.default_rng(tag).random((300, 280)) < 0.5
    tiles = tiles_of(bits, 200, 100)
    view = view_of(tag, scale)
    area = QRect(310, 220, 90, 70)
    found = seen(tiles, Plane.of(view), area)
    chance = random.Random(tag)
    for _look in range(200):
        u, v = chance.randrange(area.width()), chance.randrange(area.height())
        x, y = (int(value // 1) for value in view.to_image(area.left() + u + 0.5, area.top() + v + 0.5))
        inside = 200 <= x < 480 and 100 <= y < 400
        assert found[v, u] == (inside and bits[y - 100, x - 200])


def test_a_mask_is_filled_thinly_and_its_border_full() -> None:
    tiles = tiles_of(np.ones((20, 20), np.bool_), 10, 10)
    plane = Plane(Viewport(RAW), 0, 0)
    image = painted(tiles, plane, QRect(0, 0, 40, 40), QColor(200, 100, 0), 0.4)
    assert image is not None
    assert image.pixelColor(20, 20).alphaF() == pytest.approx(0.4, abs=0.01)
    assert image.pixelColor(10, 15).alphaF() > 0.9
    assert image.pixelColor(9, 15).alpha() == 0
    assert painted(tiles, plane, QRect(100, 100, 40, 40), QColor(200, 100, 0), 0.4) is None


@given(st.tuples(*[st.integers(0, 255)] * 3), st.floats(0, 1))
def test_a_premultiplied_pixel_is_never_brighter_than_its_opacity(
    rgb: tuple[int, int, int], alpha: float
) -> None:
    pixel = premultiplied(QColor(*rgb), alpha)
    assert max(pixel >> shift & 255 for shift in (0, 8, 16)) <= pixel >> 24


def blank(side: int = 64) -> QImage:
    """Return a clear image."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


@given(st.lists(st.tuples(*[st.integers(-20, 84)] * 4), min_size=1, max_size=20))
@settings(deadline=None)
def test_edges_join_their_ends_and_stay_in_their_area(ends: list[tuple[int, int, int, int]]) -> None:
    image, area = blank(), QRect(8, 8, 40, 40)
    plot_edges(image, area, np.array(ends, np.float64) + 0.5, np.full(len(ends), 0xFFFF0000, np.uint32))
    pixels = pixels_of(image)
    outside = np.ones_like(pixels, np.bool_)
    outside[8:48, 8:48] = False
    assert not pixels[outside].any()
    for x1, y1, x2, y2 in ends:
        for x, y in ((x1, y1), (x2, y2)):
            assert not area.contains(x, y) or pixels[y, x]


def test_an_edge_has_no_gaps() -> None:
    image = blank()
    plot_edges(image, image.rect(), np.array([(3.0, 5.0, 60.0, 41.0)]), np.array([0xFFFFFFFF], np.uint32))
    assert (pixels_of(image)[:, 3:61] != 0).any(axis=0).all()


def test_a_dot_is_two_by_two_pixels_in_its_own_colour() -> None:
    image = blank()
    plot_dots(image, image.rect(), np.array([(10, 20, 2, 2)]), np.array([0xFF00FF00], np.uint32))
    ys, xs = np.nonzero(pixels_of(image))
    assert sorted(zip(xs.tolist(), ys.tolist(), strict=True)) == [(11, 21), (11, 22), (12, 21), (12, 22)]


# -- layers while the zoom changes


def layers_with_a_polygon() -> tuple[Viewport, Layers]:
    """Return a view and layers without a picture, a polygon on them."""
    view = Viewport(RAW)
    view.resize(*SIZES)
    view.fit()
    view.zoom(1.0)
    ring = ((200.0, 150.0), (500.0, 150.0), (500.0, 400.0), (200.0, 400.0))
    layers = Layers(view)
    layers.boxes = overlay_of(Document([Polygon("p", "car", rings=(ring,))]), fill=0.8)[1]
    return view, layers


def shown(layers: Layers) -> QImage:
    """Return what the layers paint."""
    image = QImage(*SIZES, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    layers.paint(painter, QRectF(0, 0, *SIZES))
    painter.end()
    return image


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("factor", [0.3, 0.8, 1.3, 2.0, 5.0])
def test_a_zoom_shows_the_marks_where_they_are_before_they_are_exact(factor: float) -> None:
    view, layers = layers_with_a_polygon()
    shown(layers)
    layers.hold()
    view.zoom(factor, view.to_view(350, 275))
    assert not layers.is_exact
    stale = shown(layers)
    layers.settle()
    exact = shown(layers)
    u, v = (round(value) for value in view.to_view(350, 275))
    inside = QPointF(u, v).toPoint()
    assert stale.pixelColor(inside) == exact.pixelColor(inside)
    outside = QPointF(*view.to_view(620, 460)).toPoint()
    if stale.rect().contains(outside):
        assert stale.pixelColor(outside) == exact.pixelColor(outside)


@pytest.mark.usefixtures("dressed")
def test_what_is_held_is_kept_anew_before_it_is_too_coarse() -> None:
    view, layers = layers_with_a_polygon()
    shown(layers)
    layers.hold()
    first = layers._held
    view.zoom(HELD_UP_TO * 0.9)
    shown(layers)
    assert layers._held is first
    view.zoom(HELD_UP_TO * 1.2)
    shown(layers)
    assert layers._held is not first
    assert layers._held is not None
    assert layers._held.scale == view.scale
    assert not layers.prefetch()


@pytest.mark.usefixtures("dressed")
def test_a_veil_during_a_zoom_hides_the_marks() -> None:
    view, layers = layers_with_a_polygon()
    before = shown(layers)
    layers.hold()
    view.zoom(1.2)
    layers.veiled = True
    veiled = shown(layers)
    inside = QPointF(*view.to_view(350, 275)).toPoint()
    assert veiled.pixelColor(inside) != before.pixelColor(inside)
