"""Pixels of the text view: tints, glyphs, lanes with labels, selection, caret, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from desktop.annotation.text_tools import Range
from desktop.views.theme.current import theme
from desktop.views.widgets.text.arc_painter import ArcPainter
from desktop.views.widgets.text.arcs import ArcRouter
from desktop.views.widgets.text.flow import Measures, PlacedRow
from desktop.views.widgets.text.lane_painter import BAR, LanePainter
from desktop.views.widgets.text.rows import LaidSegment, Row
from desktop.views.widgets.text.scene import FindingMark, LaneSpan, Scene
from desktop.views.widgets.text.turns import TurnPainter

#: Pixels at 100 %: radius of tints, and the room of line numbers left of the text.
ROUND, GUTTER = 3, 52
_TINT, _TINT_PICKED = 46, 92
#: Radius of the heads of a grip, in pixels.
HEAD = 3.5
#: Height of the pennant of a flag, in pixels.
PENNANT = 8.0


@dataclass(frozen=True)
class Hand:
    """Where the hand is: selection, caret (None: not shown), picked span, found places, place to look at."""

    selection: Range
    caret: int | None
    upstream: bool
    picked: str
    hits: Sequence[Range] = ()
    current_hit: Range | None = None
    focus: Range | None = None
    #: The picked relation, the one under the pointer, spans that they or a link begin or end at, the chain in hand.
    relation: str = ""
    hovered: str = ""
    framed: frozenset[str] = frozenset()
    chain: str = ""


class TextPainter:
    """Paints rows into a column whose left edge is at x = 0 of the painter."""

    def __init__(self, scene: Scene, sizes: Measures, font: QFont) -> None:
        self._scene = scene
        self._sizes = sizes
        self._font = font
        self._small = theme().font("caption")
        self.lanes = LanePainter(scene, sizes)
        self.router = ArcRouter(scene, sizes.width)
        self._arcs = ArcPainter(scene, self.router)
        self._turns = TurnPainter(scene.turns)

    def paint(self, painter: QPainter, rows: Iterable[PlacedRow], hand: Hand, lift: float) -> None:
        """Paint rows; ``lift`` is the height of the column that lies above the painter's y = 0."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in rows:
            self._paint_row(painter, row, hand, row.top - lift)

    def crown(self, segment: int, laid: LaidSegment, row: Row) -> float:
        """Return the room in pixels that a row needs above its text: for arcs, and where a turn begins."""
        return self.router.height(segment, laid, row) + self._turns.lead(row)

    def ink(self, row: PlacedRow) -> tuple[float, float]:
        """Return between which heights of the column every pixel of a row lies.

        The heads of a grip reach above it, and its gap stays free for those of the next row; grounds have no gap, and
        characters with marks upon marks may reach anywhere.
        """
        free = 0.0 if self._scene.turns else self._sizes.gap + 0.5
        spill = 0.0 if row.laid.keeps_in_row else self._sizes.em
        return row.top - row.above - max(HEAD, spill), row.top + row.height - free + spill

    def text_rect(self, stretch: tuple[float, float], top: float) -> QRectF:
        """Return the rectangle of a stretch of a row's characters."""
        left, right = stretch
        return QRectF(left, top + 1, max(right - left, 2.0), self._sizes.ascent + self._sizes.descent - 1)

    def _paint_row(self, painter: QPainter, row: PlacedRow, hand: Hand, top: float) -> None:
        lanes = self.lanes.of(row)
        self._turns.paint(painter, row, top, self._sizes.width)
        self._paint_number(painter, row, top)
        for item in lanes:
            self._paint_tint(painter, row, item, hand, top)
        self._paint_ranges(painter, row, hand, top)
        painter.setPen(theme().colour("ink"))
        row.laid.draw(painter, row.row, QPointF(0, top + self._sizes.ascent - self._sizes.font_ascent))
        self.lanes.paint(painter, row, lanes, top)
        ground = self._turns.ground(row)
        self._arcs.paint(painter, row, top, ground, picked=hand.relation, hovered=hand.hovered)
        for item in lanes:
            if item.span.id == hand.picked and item.kind == "answer":
                self._paint_picked(painter, row, item, top)
            elif item.kind == "answer":
                self._paint_frame(painter, row, item, hand, top)
            elif item.kind == "flag":
                self._paint_pennant(painter, row, item, top)
        for mark in self._scene.findings_within(row.row.start, max(row.row.end, row.row.start + 1)):
            self._paint_finding(painter, row, mark, top)
        if hand.focus is not None:
            self._outline(painter, row, hand.focus, top, QPen(theme().colour("accent"), 2.5), grow=2)
        self._paint_caret(painter, row, hand, top)

    def _paint_number(self, painter: QPainter, row: PlacedRow, top: float) -> None:
        number = self._scene.segments.lines[row.segment]
        numbered = len(self._scene.segments) > 1 and not self._scene.turns
        if row.row.number == 0 and number and numbered:
            painter.setFont(self._small)
            painter.setPen(theme().colour("quiet"))
            gutter = theme().px(GUTTER)
            box = QRectF(-gutter, top, gutter - theme().px(16), self._sizes.ascent + self._sizes.descent)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))

    def _paint_tint(self, painter: QPainter, row: PlacedRow, item: LaneSpan, hand: Hand, top: float) -> None:
        picked = item.span.id == hand.picked and item.kind == "answer"
        if not self._scene.tinted(item):
            return
        colour = QColor(self.lanes.colour(item.span.label))
        colour.setAlpha(_TINT_PICKED if picked else _TINT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for piece in item.span.pieces:
            for stretch in row.laid.stretches(row.row, *piece):
                painter.drawRoundedRect(self.text_rect(stretch, top), ROUND, ROUND)

    def _paint_frame(self, painter: QPainter, row: PlacedRow, item: LaneSpan, hand: Hand, top: float) -> None:
        """Frame the ends of the relation in hand, where a link begins, and the mentions of the chain in hand."""
        framed = item.span.id in hand.framed
        if not framed and not (hand.chain and item.span.group == hand.chain):
            return
        style = Qt.PenStyle.SolidLine if framed else Qt.PenStyle.DashLine
        pen = QPen(theme().colour("accent"), 1.5, style)
        for piece in item.span.pieces:
            self._outline(painter, row, piece, top, pen, grow=1)

    def _paint_ranges(self, painter: QPainter, row: PlacedRow, hand: Hand, top: float) -> None:
        for hit in hand.hits:
            if hit[0] < row.row.end and row.row.start < hit[1]:
                self._fill(painter, row, hit, top, theme().tint("caution", 60))
        if hand.current_hit is not None:
            self._outline(painter, row, hand.current_hit, top, QPen(theme().colour("caution"), 2), grow=0)
        if hand.selection[0] < hand.selection[1]:
            self._fill(painter, row, hand.selection, top, theme().tint("accent", 96))
            self._paint_line_end(painter, row, hand.selection, top)

    def _paint_line_end(self, painter: QPainter, row: PlacedRow, selection: Range, top: float) -> None:
        """Show a selected line end as a narrow block after the row."""
        start, end = selection
        if start <= row.laid.end < end and row.row.end == row.laid.end:
            x = row.row.width
            painter.fillRect(self.text_rect((x, x + 5), top), theme().tint("accent", 96))

    def _paint_picked(self, painter: QPainter, row: PlacedRow, item: LaneSpan, top: float) -> None:
        """Outline the picked span down to its lane, with grips at the edges that can be dragged."""
        accent = theme().colour("accent")
        below = self._sizes.lane * item.lane + BAR + 1
        ends = (row.row.start <= item.span.start, item.span.end <= row.row.end)
        stretches = [part for piece in item.span.pieces for part in row.laid.stretches(row.row, *piece)]
        for place, stretch in enumerate(stretches):
            box = self.text_rect(stretch, top).adjusted(0, 0, 0, below)
            painter.setPen(QPen(accent, 1.5))
            painter.drawLine(box.topLeft(), box.topRight())
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            if ends[0] and place == 0:
                self._paint_grip(painter, box.left(), box)
            if ends[1] and place == len(stretches) - 1:
                self._paint_grip(painter, box.right(), box)

    def _paint_pennant(self, painter: QPainter, row: PlacedRow, item: LaneSpan, top: float) -> None:
        """Plant a flag where flagged words begin."""
        stretches = row.laid.stretches(row.row, item.span.start, item.span.end)
        if not stretches or item.span.start < row.row.start:
            return
        bad, pole = theme().colour("bad"), self.text_rect(stretches[0], top)
        painter.setPen(QPen(bad, 1.5))
        painter.drawLine(QPointF(pole.left(), pole.top() - PENNANT / 2), pole.bottomLeft())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bad)
        tip = QPointF(pole.left() + 1.3 * PENNANT, pole.top())
        ends = (QPointF(pole.left(), tip.y() - PENNANT / 2), QPointF(pole.left(), tip.y() + PENNANT / 2))
        painter.drawPolygon(QPolygonF([ends[0], tip, ends[1]]))

    def _paint_grip(self, painter: QPainter, x: float, box: QRectF) -> None:
        painter.drawRoundedRect(QRectF(x - 1.25, box.top(), 2.5, box.height()), 1.25, 1.25)
        painter.drawEllipse(QPointF(x, box.top() - 1), HEAD, HEAD)
        painter.drawEllipse(QPointF(x, box.bottom()), HEAD, HEAD)

    def _paint_finding(self, painter: QPainter, row: PlacedRow, mark: FindingMark, top: float) -> None:
        bad = theme().colour("bad")
        range_ = (mark.start, mark.end)
        if mark.code == "BND":
            self._fill(painter, row, range_, top, theme().tint("bad", 70))
            self._outline(painter, row, range_, top, QPen(bad, 1.5), grow=0)
        elif mark.code in {"MISS", "EXTRA"} or self._scene.gold is not None:
            style = Qt.PenStyle.DashLine if mark.code == "MISS" else Qt.PenStyle.SolidLine
            self._outline(painter, row, range_, top, QPen(bad, 1.5, style), grow=0)

    def _paint_caret(self, painter: QPainter, row: PlacedRow, hand: Hand, top: float) -> None:
        caret = hand.caret
        if caret is None or not row.laid.start <= caret <= row.laid.end:
            return
        if row.laid.row_at(caret, upstream=hand.upstream) != row.row:
            return
        if caret == row.laid.end != self._line_end(row) and not hand.upstream:
            return  # the next segment of the same line shows it
        x = row.laid.x_of(row.row, caret)
        painter.fillRect(
            QRectF(x - 1, top, 2, self._sizes.ascent + self._sizes.descent), theme().colour("accent")
        )

    def _line_end(self, row: PlacedRow) -> int:
        """Return the segment's end when a line ends there, else -1."""
        lines = self._scene.segments.lines
        last = row.segment + 1 >= len(lines) or lines[row.segment + 1] > 0
        return row.laid.end if last else -1

    def _fill(self, painter: QPainter, row: PlacedRow, range_: Range, top: float, colour: QColor) -> None:
        for stretch in row.laid.stretches(row.row, *range_):
            painter.fillRect(self.text_rect(stretch, top), colour)

    def _outline(
        self, painter: QPainter, row: PlacedRow, range_: Range, top: float, pen: QPen, *, grow: float
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        for stretch in row.laid.stretches(row.row, *range_):
            box = self.text_rect(stretch, top).adjusted(-grow, -grow, grow, grow)
            painter.drawRoundedRect(box, ROUND, ROUND)
