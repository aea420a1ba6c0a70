"""The turns of a dialogue: who speaks stands beside the text, every turn on a ground of its speaker's own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from desktop.curriculum.text_rules import Turn
from desktop.views.theme.current import theme
from desktop.views.widgets.text.flow import PlacedRow
from desktop.views.widgets.text.rows import Row

#: Pixels at 100 %: room for a name left of the text, between name and bar, the bar, how far the ground reaches out, and above a turn.
NAMES, BESIDE, BAR, OUT, LEAD = 96, 18, 3, 10, 6
#: Bars and grounds of the speakers in the order in which they first speak; the grounds are tints of the bars.
_TOKENS = ("quiet", "accent", "good", "caution")
_GROUNDS = (0, 18, 20, 20)


class TurnPainter:
    """Paints speakers and grounds; offsets are none of its business."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = tuple(turns)
        self._starts = [turn.start for turn in self._turns]
        self._places = {turn.speaker: 0 for turn in self._turns}
        for place, speaker in enumerate(self._places):
            self._places[speaker] = place % len(_TOKENS)
        self._font = theme().font("caption", bold=True)
        self._metrics = QFontMetricsF(self._font)

    def of(self, row: PlacedRow) -> Turn | None:
        """Return the turn that a row belongs to: the one at its first character, else the first that begins in it."""
        place = bisect_right(self._starts, row.row.start) - 1
        if place >= 0 and row.row.start < self._turns[place].end:
            return self._turns[place]
        place += 1
        if place < len(self._turns) and self._starts[place] < row.row.end:
            return self._turns[place]
        return None

    def lead(self, row: Row) -> float:
        """Return the room in pixels above the text of a row where a turn begins."""
        place = bisect_left(self._starts, row.start)
        begins = place < len(self._starts) and self._starts[place] <= max(row.start, row.end - 1)
        return float(theme().px(LEAD)) if begins else 0.0

    def ground(self, row: PlacedRow) -> QColor:
        """Return the colour behind a row."""
        turn = self.of(row) if self._turns else None
        surface = theme().colour("surface")
        if turn is None:
            return surface
        place = self._places[turn.speaker]
        share, bar = _GROUNDS[place] / 255, theme().colour(_TOKENS[place])
        mixed = [
            round(there * (1 - share) + here * share)
            for there, here in zip(surface.getRgb()[:3], bar.getRgb()[:3], strict=True)  # type: ignore[index]
        ]
        return QColor(*mixed)

    def paint(self, painter: QPainter, row: PlacedRow, top: float, width: float) -> None:
        """Paint the ground of a row, the bar, and the speaker's name where a turn begins."""
        turn = self.of(row) if self._turns else None
        if turn is None:
            return
        px = theme().px
        high = QRectF(-px(OUT), top - row.above, width + 2 * px(OUT), row.above + row.height)
        begins = row.row.start <= turn.start <= row.row.end
        ends = turn.end <= row.row.end
        high.adjust(0, px(2) if begins else 0, 0, -px(2) if ends else 0)
        painter.fillRect(high, self.ground(row))
        colour = theme().colour(_TOKENS[self._places[turn.speaker]])
        painter.fillRect(QRectF(high.left(), high.top(), px(BAR), high.height()), colour)
        if begins:
            room = px(NAMES) - px(BESIDE) - px(4)
            name = self._metrics.elidedText(turn.speaker, Qt.TextElideMode.ElideRight, room)
            painter.setFont(self._font)
            painter.setPen(theme().ink_of(_TOKENS[self._places[turn.speaker]]))
            box = QRectF(-px(NAMES) + px(4), top, room, row.height / 2 + px(4))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
