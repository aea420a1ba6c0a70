"""Every kind under the hand: what is repainted piece by piece is what a painting of everything gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.annotation.document import Document, adding, removing, replacing
from desktop.annotation.history import History
from desktop.annotation.hits import ShapeTable
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.widgets.canvas.aids import BrushRing, Spot, Trail
from desktop.views.widgets.canvas.desk import SELECT, ImageDesk
from desktop.views.widgets.canvas.live import Line, LiveBox, Note
from desktop.views.widgets.canvas.live_mask import LiveMask
from desktop.views.widgets.canvas.live_shapes import LiveDot, LiveOutline, LiveSkeleton, thinned
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.widget import ImageCanvas
from tests.gui.canvas.drivers import picture
from tests.unit.annotation_tools.samples_of_kinds import BONES, MAKERS, any_shape

SIZE = (400, 300)
KINDS: tuple[ShapeKind, ...] = tuple(kind for kind in MAKERS if kind != "flag")
LIVE = {
    "box": LiveBox,
    "rotated": LiveOutline,
    "polygon": LiveOutline,
    "polyline": LiveOutline,
    "point": LiveDot,
    "skeleton": LiveSkeleton,
    "ellipse": LiveOutline,
    "mask": LiveMask,
    "quad": LiveOutline,
    "flag": LiveOutline,
}


def objects() -> LabelSchema:
    """Return a schema whose classes may be drawn with every shape; the sample skeleton's bones are a class's own."""
    joints = [{"id": f"j{n}", "name": f"点{n}", "sigma": 0.05} for n in range(4)]
    labels = [
        Label.model_validate(
            {
                "id": label,
                "name": label,
                "short": label,
                "key": str(number + 1),
                "colour": number,
                "shapes": KINDS,
                "heading": True,
                "skeleton": {"points": joints, "edges": BONES},
            }
        )
        for number, label in enumerate(("car", "bus", "person", "light"))
    ]
    return LabelSchema(task="objects", labels=tuple(labels))


@pytest.fixture
def canvas(qtbot: QtBot, dressed: None) -> Iterator[ImageCanvas]:
    """A canvas with two shapes of every kind and the select tool in hand."""
    chance = random.Random(11)
    shapes = [any_shape(chance, f"{kind}{n}", SIZE, 50, kind) for kind in MAKERS for n in range(2)]
    desk = ImageDesk(History(Document(shapes)), objects(), SIZE)
    view = ImageCanvas()
    view.resize(900, 700)
    view.open(picture(SIZE), desk)
    view.show()
    qtbot.waitExposed(view, timeout=30_000)
    desk.take(SELECT)
    QApplication.processEvents()
    yield view
    view.close()
    view.deleteLater()


def desk_of(canvas: ImageCanvas) -> ImageDesk:
    """Return the desk of a canvas."""
    assert canvas.desk is not None
    return canvas.desk


def seen(canvas: ImageCanvas) -> QImage:
    """Return what the canvas shows after all that is due."""
    QApplication.processEvents()
    canvas.exactly()
    return canvas.grab().toImage()


def drawn_anew(canvas: ImageCanvas) -> QImage:
    """Return what a painting of everything gives."""
    assert canvas.layers.boxes is not None
    canvas.layers.boxes.clear()
    return seen(canvas)


def mouse(canvas: ImageCanvas, kind: QEvent.Type, x: float, y: float) -> None:
    """Send a mouse event at an image point."""
    at = QPointF(*canvas.view.to_view(x, y))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    place = QPointF(canvas.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(canvas, QMouseEvent(kind, at, place, button, held, Qt.KeyboardModifier.NoModifier))


def live(canvas: ImageCanvas, kind: type) -> list:
    """Return the live items of a kind."""
    return [item for item in canvas.live_items() if isinstance(item, kind)]


@pytest.mark.parametrize("kind", sorted(LIVE))
def test_a_selected_shape_is_live_and_no_longer_in_the_tiles(canvas: ImageCanvas, kind: str) -> None:
    desk = desk_of(canvas)
    desk.select((f"{kind}0",))
    assert live(canvas, LIVE[kind])
    assert canvas.layers.boxes is not None
    assert canvas.layers.boxes._lifted == {f"{kind}0"}
    desk.select(())
    assert not live(canvas, LIVE[kind])
    pieces = seen(canvas)
    assert drawn_anew(canvas) == pieces


def test_a_walk_with_every_kind_repaints_what_a_painting_of_everything_gives(canvas: ImageCanvas) -> None:
    chance = random.Random(5)
    desk = desk_of(canvas)
    start = desk.document.marks()
    for turn in range(60):
        _do_something(chance, canvas, turn)
        assert desk.table.ids == [mark.id for mark in desk.document]
        if turn % 6 == 5:
            pieces = seen(canvas)
            assert drawn_anew(canvas) == pieces
    while desk.history.undo() is not None:
        pass
    assert desk.document.marks() == start
    pieces = seen(canvas)
    assert drawn_anew(canvas) == pieces


def _do_something(chance: random.Random, canvas: ImageCanvas, turn: int) -> None:
    desk = desk_of(canvas)
    shapes = [shape for shape in desk.document.shapes() if not isinstance(shape, Mask)]
    kind, some = chance.randrange(8), chance.sample(shapes, 2)
    if kind == 0:
        desk.select(shape.id for shape in chance.sample(desk.document.shapes(), 3))
    elif kind == 1:
        desk.do(adding("add", desk.document, any_shape(chance, f"n{turn}", SIZE, 60)))
    elif kind == 2:
        desk.do(replacing("move", desk.document, *(shape.moved(3, -2) for shape in some)))
    elif kind == 3:
        desk.do(removing("remove", desk.document, some[0].id))
    elif kind == 4:
        desk.do(replacing("hide", desk.document, replace(some[0], hidden=not some[0].hidden)))
    elif kind == 5:
        mouse(canvas, QEvent.Type.MouseMove, chance.uniform(0, SIZE[0]), chance.uniform(0, SIZE[1]))
    elif kind == 6:
        desk.undo()
    else:
        canvas.zoom_by(chance.choice((0.8, 1.25)))


def test_handles_are_thinned_where_points_are_close() -> None:
    close = np.stack([np.linspace(0, 100, 500), np.zeros(500)], axis=1)
    far = np.array([(0.0, 0.0), (50.0, 0.0), (50.0, 50.0)])
    area = QRectF(-1, -1, 200, 200)
    assert 5 <= len(thinned(close, 1.0, area)) <= 15
    assert len(thinned(far, 1.0, area)) == 3
    assert len(thinned(far, 1.0, QRectF(-1, -1, 20, 20))) == 1
    assert thinned(np.empty((0, 2)), 1.0, area) == ()


def test_only_what_is_alone_in_the_hand_and_free_offers_handles(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    desk.select(("polygon0",))
    assert live(canvas, LiveOutline)[0].handles
    desk.select(("polygon0", "polygon1"))
    assert not any(item.handles for item in live(canvas, LiveOutline))
    desk.select(("polygon0",))
    shape = desk.document["polygon0"]
    desk.do(replacing("lock", desk.document, replace(shape, locked=True)))
    assert not live(canvas, LiveOutline)[0].handles


def test_the_pixels_of_a_selected_mask_are_made_once_for_a_scale(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    desk.select(("mask0",))
    (first,) = live(canvas, LiveMask)
    mouse(canvas, QEvent.Type.MouseMove, 5, 290)
    canvas.pan(30, -20)
    other = replace(
        any_shape(random.Random(77), "mask0", SIZE, 50, "mask"), label=desk.document["mask0"].label
    )
    desk.do(replacing("shape", desk.document, other))
    assert live(canvas, LiveMask) == [first]
    canvas.zoom_by(1.25)
    assert live(canvas, LiveMask) != [first]


def test_a_skeleton_alone_shows_the_numbers_of_its_joints(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    desk.do(replacing("class", desk.document, replace(desk.document["skeleton0"], label="car")))
    desk.select(("skeleton0",))
    (item,) = live(canvas, LiveSkeleton)
    assert item.numbered
    assert item.bones == BONES


def test_a_quad_says_its_text_only_while_it_is_selected_or_under_the_pointer(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    corners = ((250.0, 150.0), (350.0, 150.0), (350.0, 180.0), (250.0, 180.0))
    quad = Quad("own", "car", corners=corners, text="¥128.00")
    desk.do(adding("add", desk.document, quad, replace(quad, id="longer", text=quad.text * 9)))
    desk.select(())
    assert live(canvas, LiveOutline) == []
    widths = {}
    for mark_id in ("own", "longer"):
        desk.select((mark_id,))
        (item,) = live(canvas, LiveOutline)
        widths[mark_id] = item.tag.width()
        assert item.extent.contains(QRectF(item.tag.rect()).translated(item.extent.topLeft()))
    assert widths["own"] < widths["longer"] <= canvas.view.scale * 100 + 160
    desk.select(())
    assert canvas.hand is not None
    mouse(canvas, QEvent.Type.MouseMove, 300, 150.5)
    assert [item.tag.width() for item in live(canvas, LiveOutline)] == [widths[canvas.hand.hovered]]


def test_a_brush_shows_its_size_and_what_it_paints(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    desk.take("brush")
    desk.set_hand(replace(desk.settings, brush=30.0))
    mouse(canvas, QEvent.Type.MouseMove, 200, 150)
    (ring,) = live(canvas, BrushRing)
    assert ring.radius == pytest.approx(15 * canvas.view.scale)
    assert not live(canvas, Line)
    before = seen(canvas).pixelColor(*(round(value) for value in canvas.view.to_view(230, 150)))
    mouse(canvas, QEvent.Type.MouseButtonPress, 200, 150)
    mouse(canvas, QEvent.Type.MouseMove, 260, 150)
    QApplication.processEvents()
    point = QPoint(*(round(value) for value in canvas.view.to_view(230, 150)))
    wet = canvas.grab().toImage().pixelColor(point)
    assert wet != before
    mouse(canvas, QEvent.Type.MouseButtonRelease, 260, 150)
    masks = desk.document.of(Mask)
    assert any(mask.holds(230, 150) for mask in masks)
    pieces = seen(canvas)
    assert drawn_anew(canvas) == pieces


def test_a_stroke_of_the_brush_is_seen_whole_after_the_view_moved(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    desk.take("brush")
    desk.set_hand(replace(desk.settings, brush=20.0))
    mouse(canvas, QEvent.Type.MouseButtonPress, 100, 100)
    mouse(canvas, QEvent.Type.MouseMove, 160, 100)
    canvas.pan(25, 10)
    mouse(canvas, QEvent.Type.MouseMove, 200, 100)
    QApplication.processEvents()
    image = canvas.grab().toImage()
    ground = QColor(90, 90, 90)
    for x in (105, 150, 195):
        assert image.pixelColor(QPoint(*(round(value) for value in canvas.view.to_view(x, 100)))) != ground
    canvas.cancel()


def test_an_unfinished_polygon_has_a_trail_that_closes(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    desk.take("polygon")
    for x, y in ((20, 20), (80, 20), (80, 80)):
        mouse(canvas, QEvent.Type.MouseButtonPress, x, y)
        mouse(canvas, QEvent.Type.MouseButtonRelease, x, y)
    mouse(canvas, QEvent.Type.MouseMove, 30, 90)
    (trail,) = live(canvas, Trail)
    assert trail.closes
    assert len(trail.points) == 4
    assert live(canvas, Note)
    canvas.cancel()
    assert not live(canvas, Trail)


def test_a_point_that_snaps_shows_where_to(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    corner = desk.document["polygon0"]
    assert isinstance(corner, Polygon)
    x, y = corner.rings[0][0]
    desk.take("polygon")
    mouse(canvas, QEvent.Type.MouseButtonPress, 5, 5)
    mouse(canvas, QEvent.Type.MouseButtonRelease, 5, 5)
    mouse(canvas, QEvent.Type.MouseMove, x + 0.5, y + 0.5)
    assert live(canvas, Spot)
    canvas.cancel()


# -- how marks are shown


def test_a_class_left_out_is_neither_seen_nor_hit(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    shape = desk.document["box0"]
    assert isinstance(shape, Shape)
    x, y = shape.bounds[0] + 1, shape.bounds[1] + 1
    assert "box0" in desk.table.under(x, y, 0.0)
    canvas.show_marks(ViewOptions(unseen=frozenset({shape.label})))
    assert "box0" not in desk.table.under(x, y, 0.0)
    canvas.show_marks(ViewOptions())
    assert "box0" in desk.table.under(x, y, 0.0)


def test_solo_shows_nothing_else(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    everything = seen(canvas)
    canvas.show_marks(ViewOptions(solo=frozenset()))
    nothing = seen(canvas)
    assert nothing != everything
    desk.veil(veiled=True)
    assert seen(canvas) == nothing
    desk.veil(veiled=False)
    canvas.show_marks(ViewOptions())
    assert seen(canvas) == everything


def test_the_desk_s_own_solo_counts_before_the_canvas_s(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    desk.solo = frozenset({"box1"})
    desk.mode_changed.emit()
    assert [desk.table.ids[row] for row in np.flatnonzero(~desk.table.hidden)] == ["box1"]


def test_options_stay_for_the_next_picture(canvas: ImageCanvas) -> None:
    canvas.show_marks(ViewOptions(fill=0.5, tags=False))
    desk = ImageDesk(History(Document()), objects(), SIZE)
    canvas.open(picture(SIZE), desk)
    assert canvas.options == ViewOptions(fill=0.5, tags=False)
    assert canvas.stage is not None
    assert canvas.stage.options == canvas.options


def test_given_marks_lie_beneath_and_can_be_hit_but_not_changed(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    given = Polygon("g", "car", rings=(((300, 200), (390, 200), (390, 290), (300, 290)),))
    bare = seen(canvas)
    desk.underlay = ShapeTable(["car"], Document([given]))
    desk.mode_changed.emit()
    assert seen(canvas) != bare
    assert canvas.given_at(350, 250, 0.0) == ["g"]
    assert canvas.given_at(10, 290, 0.0) == []
    assert "g" not in desk.document
    desk.underlay = None
    desk.mode_changed.emit()
    assert seen(canvas) == bare
    assert canvas.given_at(350, 250, 0.0) == []


def test_marks_with_colours_of_their_own_keep_them_under_the_hand(canvas: ImageCanvas) -> None:
    desk = desk_of(canvas)
    canvas.show_marks(ViewOptions(colouring="instance"))
    desk.select(("polygon0",))
    own = live(canvas, LiveOutline)[0].colour
    canvas.show_marks(ViewOptions())
    assert live(canvas, LiveOutline)[0].colour != own


def test_nothing_moves_when_the_pointer_stays(canvas: ImageCanvas, monkeypatch: pytest.MonkeyPatch) -> None:
    desk_of(canvas).select(("polygon0", "skeleton0"))
    mouse(canvas, QEvent.Type.MouseMove, 395, 295)
    seen(canvas)
    while canvas.layers.prefetch():
        pass
    QApplication.processEvents()
    painted: list[object] = []
    monkeypatch.setattr(canvas.layers, "paint", lambda *given: painted.append(given) or True)
    mouse(canvas, QEvent.Type.MouseMove, 395, 295)
    QTest.qWait(1)
    assert painted == []


def test_the_sample_skeletons_have_the_joints_of_the_class() -> None:
    shape = any_shape(random.Random(1), "s", SIZE, 50, "skeleton")
    assert isinstance(shape, Skeleton)
    assert len(shape.joints) == 4
