"""The lanes under a row: a bar for each span, solid for the answer, dashed for the gold, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from desktop.annotation.text_tools import Range
from desktop.base.wording import _
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.widgets.text.flow import Measures, PlacedRow
from desktop.views.widgets.text.scene import LaneSpan, Scene

#: Thickness of a bar, in pixels.
BAR = 3
#: How far a label may reach beyond the column, and what stays free before the next one, in pixels.
BEYOND, FREE = 40, 4
#: A bar of less contrast than this gets a line of its own.
FAINT = 1.8
#: Stands in place of a fault where there is none and that is to be said.
RIGHT = "✓"


@dataclass(frozen=True)
class PlacedLabel:
    """A label in a lane: what is written at ``left``, how wide it is, and for which span."""

    item: LaneSpan
    left: float
    width: float
    text: str


class LanePainter:
    """Paints the lanes of rows."""

    def __init__(self, scene: Scene, sizes: Measures) -> None:
        self._scene = scene
        self._sizes = sizes
        self._font = theme().font("caption")
        self._metrics = QFontMetricsF(self._font)
        self._colours: dict[str, QColor] = {}

    def colour(self, label: str) -> QColor:
        """Return the colour of a class; kept, as every bar and tint asks for it."""
        found = self._colours.get(label)
        if found is None:
            found = self._colours[label] = theme().class_colour(self._scene.look(label).colour)
        return found

    def of(self, row: PlacedRow) -> list[LaneSpan]:
        """Return the spans that touch a row."""
        start, end = row.row.start, row.row.end
        lanes = self._scene.lanes(row.segment)
        return [item for item in lanes if item.span.start < end and start < item.span.end]

    def paint(self, painter: QPainter, row: PlacedRow, lanes: Sequence[LaneSpan], top: float) -> None:
        """Paint bars and labels; ``top`` is that of the row on the painter."""
        base = top + self._sizes.ascent + self._sizes.descent
        for item in lanes:
            y = base + item.lane * self._sizes.lane
            for piece in item.span.pieces:
                for left, right in row.laid.stretches(row.row, *piece):
                    self._paint_bar(painter, item, self._bar(row, piece, QRectF(left, y, right - left, BAR)))
            for gap in item.span.gaps:
                for left, right in row.laid.stretches(row.row, *gap):
                    self._paint_joint(painter, item, left, right, y)
        painter.setFont(self._font)
        for label in self.labels(row, lanes):
            painter.setPen(theme().colour(_token(label.item)))
            y = base + label.item.lane * self._sizes.lane + BAR + 1
            box = QRectF(label.left + 1, y, label.width + BEYOND, self._sizes.lane - BAR)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label.text)

    def under(self, row: PlacedRow, x: float, y: float) -> LaneSpan | None:
        """Return the span of the answer whose bar or name lies under a point; y is from the top of the row's text."""
        lane = int((y - self._sizes.ascent - self._sizes.descent + 1) // self._sizes.lane)
        if y < self._sizes.ascent + self._sizes.descent - 1:
            return None
        lanes = [item for item in self.of(row) if item.lane == lane and item.kind == "answer"]
        for item in lanes:
            stretches = row.laid.stretches(row.row, item.span.start, item.span.end)
            if any(left - 2 <= x <= right + 2 for left, right in stretches):
                return item
        for label in self.labels(row, lanes):
            if label.left <= x <= label.left + label.width:
                return label.item
        return None

    def labels(self, row: PlacedRow, lanes: Sequence[LaneSpan]) -> list[PlacedLabel]:
        """Return what is written under a row: each label is as long as there is room before the next bar."""
        starts: dict[int, list[tuple[float, LaneSpan]]] = {}
        for item in lanes:
            stretches = row.laid.stretches(row.row, item.span.start, item.span.end)
            if stretches and item.kind != "twin":
                starts.setdefault(item.lane, []).append((stretches[0][0], item))
        placed: list[PlacedLabel] = []
        for bars in starts.values():
            bars.sort(key=lambda bar: bar[0])
            for place, (left, item) in enumerate(bars):
                limit = bars[place + 1][0] if place + 1 < len(bars) else self._sizes.width + BEYOND
                text = self._said(item, limit - left - FREE)
                if row.row.start <= item.span.start and text:
                    placed.append(PlacedLabel(item, left, self._metrics.horizontalAdvance(text), text))
        return placed

    def _said(self, item: LaneSpan, room: float) -> str:
        """Return the longest way to name a span that has room: key, short name, and what is wrong with it."""
        look = self._scene.look(item.span.label)
        sign = self._scene.sign(item)
        name = f"{sign} {look.short}" + (f" {chain_sign(item.span.group)}" if item.span.group else "")
        whole = _("金 {name}", name=name) if item.kind == "gold" and self._scene.layer == "both" else name
        ways = [whole, name, sign]
        if item.fault:
            # The number leads to the finding, which says what is wrong; what the span is called stands nowhere else.
            ways = [f"{whole} · {item.fault}", f"{name} · {item.fault}", f"{look.short} · {item.fault}"]
            ways += [f"{look.short} {item.fault[0]}", item.fault, item.fault[0], "×"]
        return next((way for way in ways if self._metrics.horizontalAdvance(way) <= room), "")

    def _paint_bar(self, painter: QPainter, item: LaneSpan, bar: QRectF) -> None:
        if item.kind == "answer":
            self._paint_solid(painter, item, bar)
        elif item.kind == "flag":
            self._paint_wave(painter, bar)
        else:
            self._paint_dashed(painter, bar.translated(0, BAR) if item.kind == "twin" else bar)

    def _paint_joint(self, painter: QPainter, item: LaneSpan, left: float, right: float, y: float) -> None:
        """Join two pieces of one span by a thin line."""
        painter.setPen(
            QPen(self.colour(item.span.label) if item.kind == "answer" else theme().colour("gold"), 1)
        )
        middle = y + BAR / 2
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))

    def _bar(self, row: PlacedRow, piece: Range, bar: QRectF) -> QRectF:
        """Leave a gap at the edges of a piece, so that two that touch are seen to be two."""
        opens, closes = row.row.start <= piece[0], piece[1] <= row.row.end
        return bar.adjusted(1.0 if opens else 0.0, 0, -1.0 if closes else 0.0, 0)

    def _paint_solid(self, painter: QPainter, item: LaneSpan, bar: QRectF) -> None:
        colour = self.colour(item.span.label)
        painter.fillRect(bar, colour)
        if tokens.contrast(colour.name(), theme().palette.surface) < FAINT:
            painter.setPen(QPen(theme().colour("edge"), 1))
            painter.drawLine(bar.bottomLeft(), bar.bottomRight())

    def _paint_wave(self, painter: QPainter, bar: QRectF) -> None:
        """Paint a wave, as under a wrong word: neither the straight bar of a mark nor the dashes of the gold."""
        step = float(BAR)
        points = [QPointF(bar.left(), bar.bottom())]
        while points[-1].x() + step <= bar.right():
            low = len(points) % 2 == 0
            points.append(QPointF(points[-1].x() + step, bar.bottom() if low else bar.top()))
        painter.setPen(QPen(theme().colour("bad"), 1.6))
        painter.drawPolyline(points)

    def _paint_dashed(self, painter: QPainter, bar: QRectF) -> None:
        pen = QPen(theme().colour("gold"), BAR - 0.5)
        pen.setDashPattern([2.5, 1.6])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(bar.left(), bar.center().y()), QPointF(bar.right(), bar.center().y()))


def _token(item: LaneSpan) -> str:
    """Return the colour of what is written under a span."""
    if item.fault == RIGHT:
        return "good"
    return "bad" if item.fault or item.kind == "flag" else "quiet"


def chain_sign(group: str) -> str:
    """Return how the chain of a mention is called: 链1 for the group c1."""
    return _("链{name}", name=group[1:] if group[:1] == "c" and group[1:].isdecimal() else group[:8])
