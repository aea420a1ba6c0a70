"""The two cached layers: the picture in tiles, the boxes in tiles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.annotation import edits
from desktop.annotation.document import Document, replacing
from desktop.annotation.history import History
from desktop.annotation.hits import ShapeTable, touched
from desktop.annotation.limits import Sheet
from desktop.annotation.shapes.box import Box
from desktop.views.widgets.canvas.overlay import OverlayTiles
from desktop.views.widgets.canvas.tags import class_looks
from desktop.views.widgets.canvas.tile_drawing import THIN_FROM
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Viewport
from tests.gui.canvas.drivers import car, schema

SIZE = (1500, 1100)
WINDOW = QRectF(0, 0, 900, 700)


def view_at(scale: float, size: tuple[int, int] = SIZE, tag: int = 1) -> Viewport:
    """Return a view of 900 x 700 at a scale, around the middle."""
    view = Viewport(size, ORIENTATIONS[tag])
    view.resize(900, 700)
    view.fit()
    view.zoom(scale)
    return view


def painted(paint: object, background: Qt.GlobalColor = Qt.GlobalColor.black) -> QImage:
    """Return what a painting function leaves on a window."""
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(background)
    painter = QPainter(image)
    paint(painter)  # type: ignore[operator]
    painter.end()
    return image


def pixels(image: QImage) -> NDArray[np.uint8]:
    """Return the bytes of an image, height x width x 4."""
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


# -- boxes


def overlay_of(document: Document) -> OverlayTiles:
    """Return the overlay of a document."""
    own = schema()
    overlay = OverlayTiles(ShapeTable([label.id for label in own.labels], document))
    overlay.dress(class_looks(own.labels, 1.0), 1.0)
    return overlay


def shown_boxes(overlay: OverlayTiles, view: Viewport) -> NDArray[np.uint8]:
    """Return the window with the boxes on black."""
    return pixels(painted(lambda painter: overlay.paint(painter, view, WINDOW)))


def test_an_outline_lies_on_the_border_of_the_pixels_it_bounds(dressed: None) -> None:
    view = view_at(2.0)
    overlay = overlay_of(Document([car("a", 700, 500, 800, 600)]))
    shown = painted(lambda painter: overlay.paint(painter, view, WINDOW))
    x, y = (round(value) for value in view.to_view(700, 550))
    colour = class_looks(schema().labels, 1.0)[0].colour
    assert shown.pixelColor(x, y) == colour
    assert shown.pixelColor(x - 1, y) == colour
    assert shown.pixelColor(x + 6, y) != colour
    assert shown.pixelColor(x - 6, y) == QColor("black")


def test_a_tiny_box_is_a_dot_in_its_colour() -> None:
    view = view_at(0.3)
    overlay = overlay_of(Document([Box("a", "person", 700, 500, 706, 508)]))
    shown = painted(lambda painter: overlay.paint(painter, view, WINDOW))
    x, y = view.to_view(703, 504)
    seen = {shown.pixelColor(round(x) + dx, round(y) + dy).name() for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    assert class_looks(schema().labels, 1.0)[2].colour.name() in seen


def test_hidden_and_lifted_boxes_are_not_in_the_tiles() -> None:
    view = view_at(1.0)
    document = Document([car("a", 700, 500, 800, 600, hidden=True), car("b", 500, 500, 600, 600)])
    overlay = overlay_of(document)
    assert shown_boxes(overlay, view)[..., :3].any()
    overlay.lift(view, [box for box in document.boxes() if box.id == "b"])
    assert not shown_boxes(overlay, view)[..., :3].any()
    overlay.lift(view, [])
    assert shown_boxes(overlay, view)[..., :3].any()


def test_a_step_on_a_lifted_box_draws_no_tile_again_and_back_in_the_tiles_it_is_where_it_went() -> None:
    view = view_at(1.0)
    document = Document([car("a", 700, 500, 800, 600), car("b", 500, 500, 600, 600)])
    overlay = overlay_of(document)
    shown_boxes(overlay, view)
    overlay.lift(view, [document.boxes()[1]])
    without = shown_boxes(overlay, view)
    step = replacing("移动", document, replace(document.boxes()[1], x1=520, x2=640))
    for each in (step, step.inverse(), step):
        document.apply(each)
        overlay._table.follow(each, document)
        assert overlay.follow(view, each) == []
        assert np.array_equal(shown_boxes(overlay, view), without)
    overlay.lift(view, [])
    assert np.array_equal(shown_boxes(overlay, view), shown_boxes(overlay_of(document), view))


def test_where_boxes_are_hundreds_they_have_neither_fill_nor_tags() -> None:
    view = view_at(1.0)
    few = [car(f"b{n}", 700 + 2 * n, 500, 760 + 2 * n, 560) for n in range(3)]
    many = [car(f"m{n}", 700, 500 + n % 5, 760, 560) for n in range(THIN_FROM + 5)]
    inside = view.to_view(745, 540)
    for boxes, filled in ((few, True), (many, False)):
        shown = shown_boxes(overlay_of(Document(boxes)), view)
        assert shown[round(inside[1]), round(inside[0]), :3].any() == filled


def test_a_wide_box_has_a_tag_and_a_narrow_one_none() -> None:
    view = view_at(1.0)
    for width, tagged in ((80, True), (15, False)):
        shown = shown_boxes(overlay_of(Document([car("a", 700, 500, 700 + width, 600)])), view)
        x, y = (round(value) for value in view.to_view(702, 500))
        assert shown[y - 10, x, :3].any() == tagged


@pytest.mark.parametrize("tag", sorted(ORIENTATIONS))
@pytest.mark.parametrize("scale", [0.4, 1.0, 2.7])
def test_redrawing_a_part_gives_what_drawing_everything_gives(tag: int, scale: float) -> None:
    view = view_at(scale, tag=tag)
    chance = np.random.default_rng(tag)
    boxes = []
    for place in range(80):
        x, y = chance.uniform(0, 1300), chance.uniform(0, 900)
        width, height = chance.uniform(2, 200, 2)
        label = ("car", "bus", "person", "light", "ufo")[place % 5]
        boxes.append(Box(f"b{place}", label, round(x), round(y), round(x + width), round(y + height)))
    document = Document(boxes)
    history = History(document)
    overlay = overlay_of(document)
    table = overlay._table
    history.listen(lambda step: table.follow(step, document))
    sheet = Sheet(document, *SIZE)
    shown_boxes(overlay, view)
    for turn in range(25):
        some = [f"b{turn}", f"b{turn + 30}"]
        before = overlay.lift(view, [box for box in document.boxes() if box.id in some[:1]])
        assert before
        step = (
            edits.nudge(sheet, some, 7, -5)
            if turn % 3
            else edits.hide(document, some, hidden=True)
            if turn % 2
            else edits.duplicate(sheet, some)
        )
        history.do(step)
        overlay.refresh(view, touched(step))
    pieces = shown_boxes(overlay, view)
    overlay.clear()
    assert (shown_boxes(overlay, view) == pieces).all()


def test_a_change_elsewhere_makes_no_tile_anew() -> None:
    view = view_at(1.0)
    document = Document([car("a", 400, 300, 500, 400), car("far", 1200, 900, 1300, 1000)])
    overlay = overlay_of(document)
    shown_boxes(overlay, view)
    tiles = dict(overlay._sheets[1.0].tiles)
    overlay.refresh(view, [(1200, 900, 1300, 1000)])
    assert all(overlay._sheets[1.0].tiles.get(place) is tile for place, tile in tiles.items())
