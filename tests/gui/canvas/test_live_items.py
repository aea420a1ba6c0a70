"""What lies live over the picture: nothing is ever drawn outside the rectangle that is painted again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

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
from desktop.views.widgets.canvas.review_items import Marker, Outline, SideOffset
from desktop.views.widgets.canvas.stage import MOST_LIVE
from desktop.views.widgets.canvas.tags import class_looks, tag
from tests.gui.canvas.drivers import BenchDriver, car, schema

GROUND = QColor(90, 90, 90)
RED = QColor("#d02020")
SIDE = 240
RECT = QRectF(80, 90, 70, 50)

ITEMS: tuple[tuple[str, Callable[[float], Item]], ...] = (
    ("box", lambda d: LiveBox(RECT, RED, d)),
    ("gripped box", lambda d: LiveBox(RECT, RED, d, handles=handles_for(RECT, d))),
    ("hidden box", lambda d: LiveBox(RECT, RED, d, dashed=True)),
    ("tagged box", lambda d: LiveBox(RECT, RED, d, tag=tag("1 轿车", RED, d))),
    ("band", lambda d: Band(RECT, RED)),
    ("note", lambda d: Note(QPointF(60, 100), "50 × 40 px", RED, GROUND, d)),
    ("cursor", lambda d: KeyboardCursor(QPointF(120, 120), RED, d)),
    ("upright arm", lambda d: next(iter(crosshair(QPointF(120, 120), SIDE, SIDE, d)))),
    ("level arm", lambda d: list(crosshair(QPointF(120, 120), SIDE, SIDE, d))[1]),
    ("outline", lambda d: Outline(RECT, RED, d)),
    ("strong outline", lambda d: Outline(RECT, RED, d, strong=True)),
    ("gold", lambda d: Outline(RECT, RED, d, pattern=(4.0, 2.5), tag=tag("轿车", RED, d), tag_below=True)),
    ("free sides", lambda d: Outline(RECT, RED, d, pattern=(4.0, 2.5), free=frozenset({"left", "bottom"}))),
    ("ignored", lambda d: Outline(RECT, RED, d, pattern=(1.0, 2.0), hatched=True)),
    ("marker", lambda d: Marker(QPointF(120, 120), "tag", RED, d, 0, strong=True)),
    ("left offset", lambda d: SideOffset(QRectF(110, 90, 6, 50), "left", "+6 px", RED, d)),
    ("right offset", lambda d: SideOffset(QRectF(110, 90, 6, 50), "right", "−6 px", RED, d)),
    ("top offset", lambda d: SideOffset(QRectF(90, 110, 50, 6), "top", "+6 px", RED, d)),
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
