"""What lies live over the picture: nothing is ever drawn outside the rectangle that is painted again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from desktop.annotation.shapes.base import ShapeKind
from desktop.annotation.shapes.bitmap import tiles_of
from desktop.annotation.shapes.mask import Mask
from desktop.views.widgets.canvas.aids import BrushRing, Spot, Trail
from desktop.views.widgets.canvas.deviation import Deviation
from desktop.views.widgets.canvas.live import (
    CORNERS,
    HANDLE,
    Band,
    Item,
    KeyboardCursor,
    LiveBox,
    Note,
    crosshair,
    grip,
    handles_for,
    note_size,
)
from desktop.views.widgets.canvas.live_shapes import LiveStyle, live_items
from desktop.views.widgets.canvas.plane import Plane
from desktop.views.widgets.canvas.review_items import Heat, Marker, Outline, PathOutline, SideOffset, Way
from desktop.views.widgets.canvas.review_masks import Difference, Veil
from desktop.views.widgets.canvas.stage import MOST_LIVE
from desktop.views.widgets.canvas.tags import class_looks, tag
from desktop.views.widgets.canvas.viewport import Viewport
from tests.gui.canvas.drivers import BenchDriver, car, schema
from tests.unit.annotation_tools.samples_of_kinds import BONES, MAKERS

GROUND = QColor(90, 90, 90)
RED = QColor("#d02020")
SIDE = 240
RECT = QRectF(80, 90, 70, 50)


def _ring() -> QPainterPath:
    """Return a closed path."""
    path = QPainterPath(QPointF(80, 90))
    for x, y in ((150, 95), (140, 150), (90, 140)):
        path.lineTo(x, y)
    path.closeSubpath()
    return path


def _heat(density: float) -> Heat:
    """Return a line that is right on the left and off on the right."""
    found = Deviation(np.stack([np.arange(80.0, 150.0), np.full(70, 100.0)], axis=1), np.linspace(0, 9, 70))
    plane = Plane(Viewport((SIDE, SIDE)), 0, 0)
    return Heat(lambda: found, plane, (80, 100, 150, 100), 3.0, (RED, QColor("blue"), RED), 4 * density)


def _mask(off: int) -> Mask:
    """Return a square mask."""
    return Mask("m", "car", tiles=tiles_of(np.ones((40, 50), np.bool_), 90 + off, 100))


def _live(kind: ShapeKind, density: float) -> Item:
    """Return a live shape in the middle, with handles and tag."""
    shape = MAKERS[kind](random.Random(3), 120, 120, 40, ("s", "car"))
    look = replace(class_looks(schema().labels, density)[0], heading=True)
    style = LiveStyle(handles=True, strong=0, bones=BONES, area=QRectF(0, 0, SIDE, SIDE))
    (item,) = live_items(shape, Plane(Viewport((SIDE, SIDE)), 0, 0), look, density, style)
    return item


ITEMS: tuple[tuple[str, Callable[[float], Item]], ...] = (
    ("box", lambda d: LiveBox(RECT, RED, d)),
    ("gripped box", lambda d: LiveBox(RECT, RED, d, handles=handles_for(RECT, d))),
    ("hidden box", lambda d: LiveBox(RECT, RED, d, dashed=True)),
    ("tagged box", lambda d: LiveBox(RECT, RED, d, tag=tag("1 轿车", RED, d))),
    ("band", lambda d: Band(RECT, RED)),
    ("note", lambda d: Note(QPointF(60, 100), "50 × 40 px", RED, GROUND, d)),
    ("cursor", lambda d: KeyboardCursor(QPointF(120, 120), RED, d)),
    ("upright arm", lambda d: next(iter(crosshair(QPointF(120, 120), (SIDE, SIDE), d)))),
    ("level arm", lambda d: list(crosshair(QPointF(120, 120), (SIDE, SIDE), d))[1]),
    ("outline", lambda d: Outline(RECT, RED, d)),
    ("strong outline", lambda d: Outline(RECT, RED, d, strong=True)),
    ("gold", lambda d: Outline(RECT, RED, d, pattern=(4.0, 2.5), tag=tag("轿车", RED, d), tag_below=True)),
    ("free sides", lambda d: Outline(RECT, RED, d, pattern=(4.0, 2.5), free=frozenset({"left", "bottom"}))),
    ("ignored", lambda d: Outline(RECT, RED, d, pattern=(1.0, 2.0), hatched=True)),
    ("marker", lambda d: Marker(QPointF(120, 120), "tag", RED, d, 0, strong=True)),
    ("left offset", lambda d: SideOffset(QRectF(110, 90, 6, 50), "left", "+6 px", RED, d)),
    ("right offset", lambda d: SideOffset(QRectF(110, 90, 6, 50), "right", "−6 px", RED, d)),
    ("top offset", lambda d: SideOffset(QRectF(90, 110, 50, 6), "top", "+6 px", RED, d)),
    *(
        (f"live {kind}", lambda d, kind=kind: _live(kind, d))
        for kind in ("rotated", "polygon", "polyline", "point", "skeleton", "ellipse", "quad", "flag")
    ),
    ("trail", lambda d: Trail(((70, 80), (150, 90), (120, 150)), closes=True, colour=RED, density=d)),
    ("snap spot", lambda d: Spot(QPointF(120, 120), RED, d)),
    ("round brush", lambda d: BrushRing(QPointF(120, 120), 30, is_square=False, density=d)),
    ("square brush", lambda d: BrushRing(QPointF(120, 120), 30, is_square=True, density=d)),
    ("large brush", lambda d: BrushRing(QPointF(750, 120), 700, is_square=False, density=d)),
    ("gold of any shape", lambda d: PathOutline(_ring(), RED, d, (4.0, 2.5), tag=tag("轿车", RED, d))),
    ("ignored of any shape", lambda d: PathOutline(_ring(), RED, d, (1.0, 2.0), hatched=True, strong=True)),
    ("heat", lambda d: _heat(d)),
    ("way", lambda d: Way(QPointF(80, 90), QPointF(140, 130), RED, d)),
    ("veil", lambda d: Veil(_mask(0), Plane(Viewport((SIDE, SIDE)), 0, 0), RED, 0.4)),
    ("difference", lambda d: Difference(_mask(0), _mask(9), Plane(Viewport((SIDE, SIDE)), 0, 0))),
    ("bottom offset", lambda d: SideOffset(QRectF(90, 110, 50, 6), "bottom", "+6 px", RED, d)),
)


def painted(item: Item) -> QImage:
    """Return an item on a plain ground."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    item.paint(painter)
    painter.end()
    return image


@pytest.mark.parametrize("density", [1.0, 1.5, 2.0])
@pytest.mark.parametrize(("name", "make"), ITEMS, ids=[name for name, _make in ITEMS])
def test_nothing_is_drawn_outside_what_is_painted_again(
    name: str, make: Callable[[float], Item], density: float
) -> None:
    item = make(density)
    image = painted(item)
    extent = item.extent.toAlignedRect()
    changed = [(x, y) for x in range(SIDE) for y in range(SIDE) if image.pixel(x, y) != GROUND.rgb()]
    assert changed, f"{name} draws nothing"
    assert [place for place in changed if not extent.contains(*place)] == []


@pytest.mark.parametrize(
    ("side", "n"), [(200.0, 8), (3.5 * HANDLE, 8), (3.4 * HANDLE, 4), (1.2 * HANDLE, 4), (10.0, 0), (0.0, 0)]
)
def test_a_box_has_the_handles_there_is_room_for(side: float, n: int) -> None:
    assert len(handles_for(QRectF(0, 0, side, 300), 1.0)) == n
    assert len(handles_for(QRectF(0, 0, 300, side * 2), 2.0)) == n


def test_handles_sit_on_the_corners_and_in_the_middle_of_the_sides() -> None:
    seen = {grip(RECT, part).toTuple() for part in handles_for(QRectF(0, 0, 99, 99), 1.0)}
    assert len(seen) == 8
    assert {grip(RECT, corner).toTuple() for corner in CORNERS} == {
        (80.0, 90.0),
        (150.0, 90.0),
        (80.0, 140.0),
        (150.0, 140.0),
    }


def test_a_longer_note_is_wider_and_a_denser_screen_larger() -> None:
    assert note_size("1 × 1 px", 1.0)[0] < note_size("1000 × 1000 px", 1.0)[0]
    assert note_size("1 × 1 px", 2.0)[1] == 2 * note_size("1 × 1 px", 1.0)[1]


def test_every_class_has_a_look_and_strangers_have_one_of_their_own() -> None:
    looks = class_looks(schema().labels, 1.0)
    assert len(looks) == len(schema().labels) + 1
    assert looks[-1].colour not in [look.colour for look in looks[:-1]]


def test_a_tag_at_the_upper_border_stays_in_the_picture() -> None:
    item = LiveBox(QRectF(10, 2, 60, 40), RED, 1.0, tag=tag("1 轿车", RED, 1.0))
    assert item._tag_rect().top() == 0


def test_of_very_many_selected_boxes_the_first_are_live(sit_down: Callable[..., BenchDriver]) -> None:
    trainee = sit_down(*(car(f"b{n}", n, n, n + 40, n + 40) for n in range(MOST_LIVE + 30)))
    trainee.press("Ctrl+A")
    assert sum(isinstance(item, LiveBox) for item in trainee.canvas.live_items()) == MOST_LIVE


def test_a_locked_box_offers_no_handles(sit_down: Callable[..., BenchDriver]) -> None:
    trainee = sit_down(car("a", 50, 50, 200, 200, locked=True))
    trainee.press("V", "Tab")
    boxes = [item for item in trainee.canvas.live_items() if isinstance(item, LiveBox)]
    assert [box.handles for box in boxes] == [()]
    trainee.press("L")
    boxes = [item for item in trainee.canvas.live_items() if isinstance(item, LiveBox)]
    assert len(boxes[0].handles) == 8


def test_a_veil_leaves_no_box_alive(sit_down: Callable[..., BenchDriver]) -> None:
    trainee = sit_down(car("a", 50, 50, 200, 200))
    trainee.press("V", "Tab", "T")
    assert not any(isinstance(item, LiveBox) for item in trainee.canvas.live_items())
