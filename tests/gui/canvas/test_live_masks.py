"""A mask in the hand: however it came to be, what is shown is what a painting from scratch shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.annotation.document import Document
from desktop.annotation.geometry.brushes import stroke
from desktop.annotation.history import History
from desktop.annotation.shapes.bitmap import Tiles, tiles_of
from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.tools.paint import Paint
from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.widgets.canvas import live_mask
from desktop.views.widgets.canvas.aids import BrushRing
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.live import Note
from desktop.views.widgets.canvas.live_mask import LiveMask
from desktop.views.widgets.canvas.mask_pixels import seen
from desktop.views.widgets.canvas.plane import Plane
from desktop.views.widgets.canvas.plotting import pixels_of
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Viewport
from desktop.views.widgets.canvas.widget import ImageCanvas
from tests.gui.canvas.drivers import picture

RAW = (900, 700)
VIEW = (420, 300)
RED = QColor("#d02020")
SCALES = (0.11, 0.3, 0.5, 1.0, 1.6, 3.0)


def view_of(tag: int, scale: float) -> Viewport:
    """Return a view of a picture with an EXIF tag at a scale, its middle in the middle."""
    view = Viewport(RAW, ORIENTATIONS[tag])
    view.resize(*VIEW)
    view.fit()
    view.zoom(scale)
    return view


def blobs(chance: random.Random, mask_id: str = "m") -> Mask:
    """Return a mask of a few rectangles and some single pixels."""
    bits = np.random.default_rng(chance.randrange(2**32)).random((RAW[1], RAW[0])) < 0.0005
    for _blob in range(chance.randrange(1, 6)):
        x, y = chance.randrange(RAW[0]), chance.randrange(RAW[1])
        bits[y : y + chance.randrange(1, 300), x : x + chance.randrange(1, 300)] = True
    made = mask_of(mask_id, "car", bits, 0, 0)
    assert made is not None
    return made


def look_of(item: LiveMask) -> QImage:
    """Return what an item shows of the whole view."""
    image = QImage(*VIEW, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    item.paint(painter)
    painter.end()
    return image


def anew(tiles: Tiles, view: Viewport) -> QImage:
    """Return what a painting from scratch shows of a mask."""
    item = LiveMask(Plane.of(view), VIEW, RED, 0.4)
    item.show(tiles)
    return look_of(item)


def changed_outside(before: QImage, after: QImage, parts: list[QRect]) -> int:
    """Return how many pixels differ between two images outside of rectangles."""
    off = pixels_of(before) != pixels_of(after)
    for part in parts:
        off[part.top() : part.bottom() + 1, part.left() : part.right() + 1] = False
    return int(np.count_nonzero(off))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("tag", [1, 2, 6, 7])
def test_strokes_undo_and_pans_show_what_a_painting_from_scratch_shows(tag: int, scale: float) -> None:
    chance = random.Random(tag + 100 * scale)
    view = view_of(tag, scale)
    item = LiveMask(Plane.of(view), VIEW, RED, 0.4)
    states = [blobs(chance)]
    item.show(states[0].tiles)
    assert look_of(item) == anew(states[0].tiles, view)
    for _turn in range(6):
        _stroke(chance, view, item, states)
        before = look_of(item)
        chosen = chance.choice(states)
        parts = item.show(chosen.tiles)
        assert look_of(item) == anew(chosen.tiles, view)
        assert not changed_outside(before, look_of(item), [part.toRect() for part in parts])
        view.pan(chance.randrange(-150, 150), chance.randrange(-150, 150))
        item.pan(Plane.of(view))
        assert look_of(item) == anew(chosen.tiles, view)
        states.append(states.pop(states.index(chosen)))


def _stroke(chance: random.Random, view: Viewport, item: LiveMask, states: list[Mask]) -> None:
    """Paint or erase on the last of the states, looking at every move, and append what it comes to."""
    mask = states[-1]
    item.show(mask.tiles)
    paint = Paint(mask, mask_id=mask.id, label=mask.label, adds=chance.random() < 0.5)
    at = (chance.uniform(0, RAW[0]), chance.uniform(0, RAW[1]))
    for _move in range(5):
        to = (at[0] + chance.uniform(-60, 60), at[1] + chance.uniform(-60, 60))
        paint.lay(stroke(at, to, chance.choice((1.0, 20.0, 130.0)), within=(0, 0, *RAW)))
        at, patch, before = to, paint.patch(), look_of(item)
        if patch is None:
            continue
        parts = item.follow(patch, patch.fresh)
        assert look_of(item) == anew(paint.packed(), view)
        assert not changed_outside(before, look_of(item), [part.toRect() for part in parts])
    if paint.packed():
        states.append(replace(mask, tiles=paint.packed()))


def test_only_the_place_of_a_change_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[QRect] = []
    real = live_mask.painted_into

    def counting(*args: Any, **more: Any) -> bool:
        painted.append(args[3])
        return real(*args, **more)

    monkeypatch.setattr(live_mask, "painted_into", counting)
    view = view_of(1, 0.4)
    bits = np.zeros((RAW[1], RAW[0]), np.bool_)
    bits[10:690, 10:890] = True
    item = LiveMask(Plane.of(view), VIEW, RED, 0.4)
    before = tiles_of(bits, 0, 0)
    item.show(before)
    painted.clear()
    bits[300:310, 240:270] = False
    (part,) = item.show(tiles_of(bits, 0, 0))
    assert painted == [part.toRect()]
    assert part.width() <= 30 * 0.4 + 7
    assert part.height() <= 10 * 0.4 + 7
    assert item.show(dict(before)) == [part]
    assert item.show(dict(before)) == []
    item.pan(Plane.of(view))
    assert len(painted) == 2


def test_changes_far_apart_are_painted_one_by_one() -> None:
    view = view_of(1, 1.0)
    bits = np.ones((RAW[1], RAW[0]), np.bool_)
    item = LiveMask(Plane.of(view), VIEW, RED, 0.4)
    item.show(tiles_of(bits, 0, 0))
    left, top = (int(value) for value in view.to_image(5, 5))
    bits[top, left] = bits[top + 280, left + 400] = False
    parts = item.show(tiles_of(bits, 0, 0))
    assert len(parts) == 2
    assert all(part.width() < 10 for part in parts)
    assert look_of(item) == anew(tiles_of(bits, 0, 0), view)


def test_a_mask_out_of_view_has_no_pixels_and_comes_with_the_view() -> None:
    view = view_of(1, 3.0)
    tiles = tiles_of(np.ones((20, 20), np.bool_), 0, 0)
    item = LiveMask(Plane.of(view), VIEW, RED, 0.4)
    assert item.show(tiles) == []
    assert item.pixels == 0
    assert item.extent.isEmpty()
    view.pan(-view.left, -view.top)
    item.pan(Plane.of(view))
    assert item.pixels
    assert look_of(item) == anew(tiles, view)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("tag", [1, 3, 5])
def test_a_tile_under_the_brush_is_seen_as_a_packed_one(tag: int, scale: float) -> None:
    chance = random.Random(tag)
    mask, plane = blobs(chance), Plane.of(view_of(tag, scale))
    paint = Paint(mask, mask_id="m", label="car", adds=True)
    paint.lay(stroke((0, 0), RAW, 300, within=(0, 0, *RAW)))
    wet = {**mask.tiles, **paint.tiles}
    for _look in range(10):
        area = QRect(chance.randrange(-20, 300), chance.randrange(-20, 200), 1 + chance.randrange(200), 40)
        assert np.array_equal(seen(wet, plane, area), seen(paint.packed(), plane, area))


# -- on the canvas


@pytest.fixture
def canvas(qtbot: QtBot, dressed: None) -> Iterator[ImageCanvas]:
    """A canvas with two masks, one of them selected, and the brush in hand."""
    label = Label(id="car", name="车", short="车", key="1", colour=0, shapes=("mask",))
    chance = random.Random(4)
    marks = (blobs(chance), blobs(chance, "other"))
    desk = ImageDesk(History(Document(marks)), LabelSchema(task="objects", labels=(label,)), RAW)
    view = ImageCanvas()
    view.resize(640, 480)
    view.open(picture(RAW), desk)
    view.show()
    qtbot.waitExposed(view, timeout=30_000)
    desk.select(("m",))
    desk.take("brush")
    desk.set_hand(replace(desk.settings, brush=60.0))
    QApplication.processEvents()
    yield view
    view.close()
    view.deleteLater()


def mouse(canvas: ImageCanvas, kind: QEvent.Type, x: float, y: float, *, erases: bool = False) -> None:
    """Send a mouse event at an image point, and let the canvas paint what it must."""
    at = QPointF(*canvas.view.to_view(x, y))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    keys = Qt.KeyboardModifier.ControlModifier if erases else Qt.KeyboardModifier.NoModifier
    place = QPointF(canvas.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(canvas, QMouseEvent(kind, at, place, button, held, keys))
    QApplication.processEvents()


def on_screen(canvas: ImageCanvas) -> QImage:
    """Return what is on the screen by now: what was painted, piece by piece."""
    QApplication.processEvents()
    return canvas.screen().grabWindow(canvas.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def from_scratch(canvas: ImageCanvas) -> QImage:
    """Return what the canvas shows when nothing is kept."""
    canvas.redress()
    canvas.exactly()
    return on_screen(canvas)


def sweep(canvas: ImageCanvas, *points: tuple[float, float], erases: bool = False) -> None:
    """Paint or erase from point to point."""
    mouse(canvas, QEvent.Type.MouseButtonPress, *points[0], erases=erases)
    for point in points[1:]:
        mouse(canvas, QEvent.Type.MouseMove, *point, erases=erases)
    mouse(canvas, QEvent.Type.MouseButtonRelease, *points[-1], erases=erases)


@pytest.mark.parametrize("zoom", [1.0, 0.37, 2.3])
def test_the_screen_after_strokes_undo_and_redo_is_one_painted_from_scratch(
    canvas: ImageCanvas, zoom: float
) -> None:
    desk = canvas.desk
    assert desk is not None
    canvas.zoom_to(zoom)
    shown = [from_scratch(canvas)]
    x, y = canvas.view.to_image(canvas.view.width / 2, canvas.view.height / 2)
    for erases in (False, True, False):
        sweep(canvas, (x - 80, y - 50), (x - 20, y - 40), (x + 60, y + 70), (x, y), erases=erases)
        pieces = on_screen(canvas)
        assert pieces == from_scratch(canvas)
        assert pieces != shown[-1]
        shown.append(pieces)
        x, y = x + 30, y - 25
    for act, order in ((desk.undo, (2, 1, 0)), (desk.redo, (1, 2, 3))):
        for place in order:
            act()
            mouse(canvas, QEvent.Type.MouseMove, x, y)
            pieces = on_screen(canvas)
            assert pieces == from_scratch(canvas)
            mouse(canvas, QEvent.Type.MouseMove, *_last(canvas, place))
            assert on_screen(canvas) == shown[place] or place == 0


def _last(canvas: ImageCanvas, place: int) -> tuple[float, float]:
    """Return where the pointer was let go after so many sweeps."""
    x, y = canvas.view.to_image(canvas.view.width / 2, canvas.view.height / 2)
    return x + 30 * max(place - 1, 0), y - 25 * max(place - 1, 0)


def test_a_stroke_that_is_dropped_leaves_nothing_behind(canvas: ImageCanvas) -> None:
    before = from_scratch(canvas)
    mouse(canvas, QEvent.Type.MouseButtonPress, 200, 200)
    mouse(canvas, QEvent.Type.MouseMove, 500, 400)
    assert on_screen(canvas) != before
    canvas.cancel()
    pieces = on_screen(canvas)
    assert pieces == from_scratch(canvas)


def test_a_new_mask_grows_and_vanishes_with_undo(canvas: ImageCanvas) -> None:
    desk = canvas.desk
    assert desk is not None
    desk.select(())
    sweep(canvas, (100, 100), (300, 120), (700, 500), (880, 680))
    assert len(desk.document) == 3
    assert on_screen(canvas) == from_scratch(canvas)
    desk.undo()
    assert len(desk.document) == 2
    assert on_screen(canvas) == from_scratch(canvas)


@pytest.mark.parametrize("is_square", [True, False])
@pytest.mark.parametrize("radius", [1.0, 7.3, 150.0, 420.0])
def test_the_ring_of_the_brush_is_the_same_wherever_it_is(radius: float, *, is_square: bool) -> None:
    images = []
    for off in (0, 7):
        ring = BrushRing(QPointF(460 + off, 450 + off), radius, is_square, 1.0)
        image = QImage(1000, 1000, QImage.Format.Format_RGB32)
        image.fill(QColor(90, 90, 90))
        painter = QPainter(image)
        ring.paint(painter)
        painter.end()
        images.append(image.copy(off, off, 900, 900))
    assert images[0] == images[1]
    ring_pixel = images[0].pixelColor(round(460 + radius) - 1, 450).lightness()
    assert ring_pixel != QColor(90, 90, 90).lightness()
    assert radius < 3 or images[0].pixelColor(460, 450) == QColor(90, 90, 90)


def test_pixels_of_a_mask_in_the_hand_leave_the_tiles_alone_until_it_is_put_down(canvas: ImageCanvas) -> None:
    desk, boxes = canvas.desk, canvas.layers.boxes
    assert desk is not None
    assert boxes is not None
    sweep(canvas, (200, 200), (400, 300))
    tiles = dict(boxes._sheets[canvas.view.scale].tiles)
    desk.undo()
    QApplication.processEvents()
    assert dict(boxes._sheets[canvas.view.scale].tiles) == tiles
    for act in (lambda: desk.select(()), desk.redo, desk.undo):
        act()
        assert on_screen(canvas) == from_scratch(canvas)


def test_the_brush_tells_the_area_while_it_paints(canvas: ImageCanvas) -> None:
    mouse(canvas, QEvent.Type.MouseMove, 300, 300)
    assert not [item for item in canvas.live_items() if isinstance(item, Note)]
    mouse(canvas, QEvent.Type.MouseButtonPress, 300, 300)
    mouse(canvas, QEvent.Type.MouseMove, 420, 330)
    (note,) = (item for item in canvas.live_items() if isinstance(item, Note))
    mouse(canvas, QEvent.Type.MouseButtonRelease, 420, 330)
    assert canvas.desk is not None
    mask = canvas.desk.document["m"]
    assert isinstance(mask, Mask)
    assert note.text == f"{round(mask.area)} px²"
