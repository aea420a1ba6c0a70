"""Pixels of the arcs of relations: a line from head to tail with an arrow, and its name on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from desktop.views.theme.current import theme
from desktop.views.widgets.text.arcs import BESIDE, Arc, ArcRouter
from desktop.views.widgets.text.flow import PlacedRow
from desktop.views.widgets.text.lane_painter import RIGHT
from desktop.views.widgets.text.scene import Scene

#: Thickness of a line, and of one that is picked or under the pointer; radius of the corners; half an arrow.
LINE, STRONG, ROUND, ARROW = 1.3, 2.4, 5.0, 3.6


class ArcPainter:
    """Paints the arcs above rows."""

    def __init__(self, scene: Scene, router: ArcRouter) -> None:
        self._scene = scene
        self._router = router
        self._font = theme().font("caption")
        self._bold = theme().font("caption", bold=True)
        self._colours: dict[str, QColor] = {}

    def paint(
        self, painter: QPainter, row: PlacedRow, top: float, ground: QColor, *, picked: str, hovered: str
    ) -> None:
        """Paint the arcs of a row, names on its ``ground``; ``top`` is that of its text. What is in hand lies on top."""
        arcs = self._router.of(row.segment, row.laid, row.row)
        held = {picked, hovered} - {""}
        for arc in arcs:
            if arc.link.relation.id not in held:
                self._paint_line(painter, arc, top, self._colour(arc), LINE)
        for arc in arcs:
            if arc.link.relation.id in held and arc.link.kind == "answer":
                mine = arc.link.relation.id == picked
                colour = theme().colour("accent") if mine else self._colour(arc)
                self._paint_line(painter, arc, top, colour, STRONG)
        for arc in arcs:
            self._paint_words(painter, arc, top, ground, strong=arc.link.relation.id in held)

    def _colour(self, arc: Arc) -> QColor:
        if arc.link.kind == "gold":
            return theme().colour("gold")
        label = arc.link.relation.label
        found = self._colours.get(label)
        if found is None:
            found = self._colours[label] = theme().class_colour(self._scene.look(label).colour)
        return found

    def _paint_line(self, painter: QPainter, arc: Arc, top: float, colour: QColor, thick: float) -> None:
        y = self._router.line_y(top, arc)
        pen = QPen(colour, thick)
        if arc.link.kind == "gold":
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_path(arc, y, top))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if arc.left_end == "tail" or arc.right_end == "tail":
            x = arc.left if arc.left_end == "tail" else arc.right
            painter.drawPolygon(_arrow(QPointF(x, top + 1), 0, 1))
        elif arc.left_end == "open":
            painter.drawPolygon(_arrow(QPointF(arc.left, y), -1, 0))
        elif arc.right_end == "open":
            painter.drawPolygon(_arrow(QPointF(arc.right, y), 1, 0))

    def _paint_words(self, painter: QPainter, arc: Arc, top: float, ground: QColor, *, strong: bool) -> None:
        y, lane = self._router.line_y(top, arc), self._router.lane
        middle = (arc.left + arc.right) / 2
        box = QRectF(middle - arc.width / 2 - BESIDE, y - lane / 2 + 1, arc.width + 2 * BESIDE, lane - 2)
        painter.fillRect(box, ground)
        painter.setFont(self._bold if strong else self._font)
        painter.setPen(theme().colour(token(arc, strong=strong)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, arc.words)


def token(arc: Arc, *, strong: bool) -> str:
    """Return the colour of the name of an arc: a right flag's is that of a right flag on a span."""
    if arc.link.fault == RIGHT:
        return "good"
    if arc.link.fault:
        return "bad"
    return "ink" if strong else "quiet"


def _path(arc: Arc, y: float, top: float) -> QPainterPath:
    path = QPainterPath()
    if arc.left_end == "open":
        path.moveTo(arc.left, y)
    else:
        path.moveTo(arc.left, top)
        path.lineTo(arc.left, y + ROUND)
        path.quadTo(arc.left, y, arc.left + min(ROUND, (arc.right - arc.left) / 2), y)
    if arc.right_end == "open":
        path.lineTo(arc.right, y)
    else:
        path.lineTo(arc.right - min(ROUND, (arc.right - arc.left) / 2), y)
        path.quadTo(arc.right, y, arc.right, y + ROUND)
        path.lineTo(arc.right, top)
    return path


def _arrow(tip: QPointF, dx: int, dy: int) -> QPolygonF:
    """Return a small triangle with its tip at a point, pointing along (dx, dy)."""
    back = tip - QPointF(dx, dy) * (1.7 * ARROW)
    across = QPointF(dy, dx) * ARROW
    return QPolygonF([tip, back + across, back - across])


def paint_rubber(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """Paint the line of a link that is being dragged."""
    accent = theme().colour("accent")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent, 2, Qt.PenStyle.DashLine))
    painter.drawLine(start, end)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent)
    painter.drawEllipse(end, ARROW, ARROW)
