"""The fields of the mouse drill: hit a target, put a box round a thing, find it by zooming."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.widgets.painting import CENTRE, field, painter_of, say

WIDTH, HEIGHT = 860, 420
TARGET = 44
#: A side of the box may be this many pixels off.
TOLERANCE = 3


class DrillField(QWidget):
    """A field with rounds. ``scored`` carries whether the round was hit, and its error in pixels."""

    scored = Signal(bool, float)

    def __init__(self, rounds: int, seed: int) -> None:
        super().__init__()
        self.rounds = rounds
        self.round = 0
        self.chance = random.Random(seed)  # noqa: S311  a place on the screen, not a secret
        self.setFixedSize(QSize(WIDTH, HEIGHT))
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def next_round(self) -> None:
        """Set up the next round."""
        self.round += 1
        self.update()

    def paint_ground(self, painter: QPainter) -> None:
        """Paint the field's ground."""
        field(painter, QRectF(self.rect()), theme().colour("surface"), theme().colour("edge"))

    def place(self, width: float, height: float, margin: float = 30) -> QRectF:
        """Return a rectangle of that size at a random place."""
        x = self.chance.uniform(margin, self.width() - width - margin)
        y = self.chance.uniform(margin, self.height() - height - margin)
        return QRectF(round(x), round(y), width, height)


class ClickField(DrillField):
    """A disc appears; press its middle."""

    def __init__(self, rounds: int, seed: int) -> None:
        super().__init__(rounds, seed)
        self.setAccessibleName(_("点击练习：点中圆点"))
        self._target = self.place(theme().px(TARGET), theme().px(TARGET))

    def next_round(self) -> None:
        """Put the disc somewhere else, a little smaller."""
        side = max(20, theme().px(TARGET) - 3 * self.round)
        self._target = self.place(side, side)
        super().next_round()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Judge the press."""
        away = event.position() - self._target.center()
        distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
        self.scored.emit(distance <= self._target.width() / 2, distance)

    def target(self) -> QRectF:
        """Return where the disc is."""
        return self._target

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc and its middle."""
        painter = painter_of(self)
        self.paint_ground(painter)
        field(painter, self._target, theme().colour("accent"), radius=self._target.width() / 2)
        middle = QRectF(0, 0, 6, 6)
        middle.moveCenter(self._target.center())
        field(painter, middle, theme().colour("on_accent"), radius=3)
        painter.end()


class BoxField(DrillField):
    """A drawn car; drag a box that touches it on all four sides. The errors of each side are shown at once."""

    def __init__(self, rounds: int, seed: int) -> None:
        super().__init__(rounds, seed)
        self.setAccessibleName(_("拖框练习：框住小车，四边贴住"))
        self._thing = self.place(self.chance.randint(120, 260), self.chance.randint(70, 150))
        self._from: QPointF | None = None
        self._box = QRectF()
        self._errors: Sequence[int] = ()

    def next_round(self) -> None:
        """Draw another car."""
        self._thing = self.place(self.chance.randint(60, 260), self.chance.randint(40, 150))
        self._box, self._errors, self._from = QRectF(), (), None
        super().next_round()

    def thing(self) -> QRectF:
        """Return the rectangle to be found."""
        return self._thing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin the box."""
        if not self._errors:
            self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the box out."""
        if self._from is not None:
            self._box = QRectF(self._from, event.position()).normalized()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Judge the four sides."""
        if self._from is None:
            return
        self._box = QRectF(self._from, event.position()).normalized()
        self._from = None
        if self._box.width() > 4 and self._box.height() > 4:
            box, thing = self._box, self._thing
            self._errors = (
                round(thing.left() - box.left()),
                round(thing.top() - box.top()),
                round(box.right() - thing.right()),
                round(box.bottom() - thing.bottom()),
            )
            worst = max(map(abs, self._errors))
            self.scored.emit(worst <= TOLERANCE, float(worst))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the car, the box, and how far each side is off."""
        painter = painter_of(self)
        self.paint_ground(painter)
        paint_car(painter, self._thing)
        if not self._box.isEmpty():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(theme().colour("ink"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._box)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._errors:
            self._paint_errors(painter)
        painter.end()

    def _paint_errors(self, painter: QPainter) -> None:
        box = self._box
        middles = (
            QPointF(box.left() - 34, box.center().y()),
            QPointF(box.center().x(), box.top() - 14),
            QPointF(box.right() + 34, box.center().y()),
            QPointF(box.center().x(), box.bottom() + 14),
        )
        for error, middle in zip(self._errors, middles, strict=True):
            rect = QRectF(0, 0, theme().px(56), theme().px(20))
            rect.moveCenter(middle)
            token = "good" if abs(error) <= TOLERANCE else "caution"
            field(painter, rect, theme().colour(f"{token}_tint"), radius=10)
            say(
                painter,
                rect,
                f"{error:+d} px" if error else "0 px",
                role="caption",
                token=token,
                align=CENTRE,
            )


class ZoomField(DrillField):
    """Many small signs; one is the looked-for. Turn the wheel to zoom, drag to move, press it."""

    SIGNS = ("car", "bus", "truck", "traffic-cone")
    COUNT = 46

    def __init__(self, rounds: int, seed: int) -> None:
        super().__init__(rounds, seed)
        self.setAccessibleName(_("放大练习：用滚轮放大，找到指定的图标并点中"))
        self.zoom, self._origin = 1.0, QPointF(0, 0)
        self._drag: QPointF | None = None
        self._moved = False
        self._scatter()

    def next_round(self) -> None:
        """Scatter anew at full view."""
        self.zoom, self._origin = 1.0, QPointF(0, 0)
        self._scatter()
        super().next_round()

    def target(self) -> QRectF:
        """Return where the looked-for sign is on the screen."""
        place = self._places[0]
        corner = (place.topLeft() - self._origin) * self.zoom
        return QRectF(corner, place.size() * self.zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the mouse."""
        before = self._inside(event.position())
        factor = 1.25 if event.angleDelta().y() > 0 else 0.8
        self.zoom = min(max(self.zoom * factor, 1.0), 10.0)
        self._origin += before - self._inside(event.position())
        self._keep_inside()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move, or to press."""
        self._drag, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the view."""
        if self._drag is None:
            return
        step = event.position() - self._drag
        if self._moved or step.manhattanLength() > 4:
            self._moved = True
            self._origin -= step * (1 / self.zoom)
            self._drag = event.position()
            self._keep_inside()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Judge a press that did not move the view."""
        self._drag = None
        if not self._moved:
            away = (event.position() - self.target().center()) * (1 / self.zoom)
            self.scored.emit(self.target().contains(event.position()), away.manhattanLength())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the signs."""
        painter = painter_of(self)
        self.paint_ground(painter)
        painter.setClipRect(self.rect().adjusted(1, 1, -1, -1))
        painter.scale(self.zoom, self.zoom)
        painter.translate(-self._origin)
        for name, place in zip(self._names, self._places, strict=True):
            draw_icon(painter, name, place, theme().colour("ink"))
        painter.end()

    def _inside(self, point: QPointF) -> QPointF:
        return point * (1 / self.zoom) + self._origin

    def _scatter(self) -> None:
        # The looked-for sign differs from the others by little: at full view it is too small to be told apart.
        self._names = ["bus", *(self.chance.choice(("car", "truck")) for _other in range(self.COUNT - 1))]
        side = 9
        self._places: list[QRectF] = []
        while len(self._places) < self.COUNT:
            place = self.place(side, side)
            if not any(other.adjusted(-6, -6, 6, 6).intersects(place) for other in self._places):
                self._places.append(place)

    def _keep_inside(self) -> None:
        most_x = self.width() - self.width() / self.zoom
        most_y = self.height() - self.height() / self.zoom
        self._origin = QPointF(min(max(self._origin.x(), 0), most_x), min(max(self._origin.y(), 0), most_y))


def paint_car(painter: QPainter, rect: QRectF) -> None:
    """Paint a plain car whose outline touches all four sides of ``rect``."""
    painter.setPen(Qt.PenStyle.NoPen)
    wheel = rect.height() * 0.34
    body = QRectF(rect.left(), rect.top() + rect.height() * 0.38, rect.width(), rect.height() * 0.45)
    painter.setBrush(theme().class_colour(0))
    painter.drawRect(body)
    roof = QRectF(rect.left() + rect.width() * 0.2, rect.top(), rect.width() * 0.5, rect.height() * 0.42)
    painter.drawRect(roof)
    painter.setBrush(theme().class_colour(5))
    painter.drawRect(roof.adjusted(6, 6, -6, 0))
    painter.setBrush(theme().colour("ink"))
    for share in (0.2, 0.78):
        painter.drawEllipse(
            QRectF(rect.left() + rect.width() * share - wheel / 2, rect.bottom() - wheel, wheel, wheel)
        )
