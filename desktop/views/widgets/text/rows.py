"""One laid out segment: its rows on the screen, and where its characters stand in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from desktop.annotation.text_stops import stop_after, stop_at_or_before
from desktop.views.widgets.text.utf16 import Utf16Map, shown, stand_ins

_RIGHT_TO_LEFT = {"R", "AL", "AN"}
#: Latin, Greek, Cyrillic, punctuation, signs, Chinese and Japanese: none of these is higher than a row.
_LOW = re.compile(
    "[\t -~\u00a0-\u02ff\u0370-\u0482\u2000-\u20cf\u2100-\u303e\u3041-\u9fff\uf900-\ufaff\ufe0f\uff00-\uffef"
    "\U0001f300-\U0001faff\U00020000-\U000323af]*"
)


@dataclass(frozen=True)
class Row:
    """A row of a segment: code points ``start`` to ``end`` of the whole text; ``number`` counts within the segment."""

    start: int
    end: int
    number: int
    width: float


class LaidSegment:
    """The glyphs of one segment. Offsets are code points of the whole text, x is in pixels from the row's start."""

    def __init__(self, text: str, start: int, end: int, *, width: float, font: QFont, sign: QColor) -> None:
        self.start, self.end = start, end
        self._text = text
        piece = text[start:end]
        self._map = Utf16Map(piece)
        self._both_ways = any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in piece)
        #: Whether its glyphs keep within their rows: marks upon marks, and letters of many scripts, do not.
        self.keeps_in_row = _LOW.fullmatch(piece) is not None
        self._layout = QTextLayout(shown(piece), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(4 * font.pixelSize())
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.setFormats(self._signs(piece, sign))
        self.rows = self._lay_out(width)

    def drop_last_row(self) -> int:
        """Leave the last row to the next segment, unless it is the only one; return where this one ends now."""
        if len(self.rows) > 1:
            self.end = self.rows.pop().start
        return self.end

    def row_at(self, offset: int, *, upstream: bool = False) -> Row:
        """Return the row of a caret position; ``upstream`` means the end of a row rather than the next one's start."""
        for row in self.rows:
            if offset < row.end or row is self.rows[-1] or (upstream and offset == row.end):
                return row
        return self.rows[-1]

    def x_of(self, row: Row, offset: int) -> float:
        """Return where the caret before ``offset`` stands in a row."""
        offset = min(max(offset, row.start), row.end)
        return _first(self._line(row).cursorToX(self._map.to_utf16(offset - self.start)))

    def offset_at(self, row: Row, x: float) -> int:
        """Return the caret position nearest to ``x`` in a row."""
        offset = self.start + self._map.to_points(self._line(row).xToCursor(x))
        return stop_at_or_before(self._text, min(max(offset, row.start), row.end))

    def character_at(self, row: Row, x: float) -> int | None:
        """Return the offset of the character under ``x``, or None beside the row's characters."""
        if not 0 <= x < row.width or row.start == row.end:
            return None
        unit = self._line(row).xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        return stop_at_or_before(self._text, min(self.start + self._map.to_points(unit), row.end - 1))

    def stretches(self, row: Row, start: int, end: int) -> list[tuple[float, float]]:
        """Return the (left, right) stretches that a range covers in a row: several where writing runs both ways."""
        start, end = max(start, row.start), min(end, row.end)
        if start >= end:
            return []
        if not self._both_ways:
            left, right = self.x_of(row, start), self.x_of(row, end)
            # A combining mark with nothing to combine with moves no caret, but it is as wide as its glyph.
            return [(left, row.width if right <= left and end == row.end else right)]
        return _joined([self._cell(row, place) for place in self._stops(start, end)])

    def draw(self, painter: QPainter, row: Row, at: QPointF) -> None:
        """Paint the glyphs of a row; ``at`` is the top left of its line box."""
        self._line(row).draw(painter, at)

    def _line(self, row: Row) -> QTextLine:
        return self._layout.lineAt(row.number)

    def _lay_out(self, width: float) -> list[Row]:
        rows: list[Row] = []
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            first = self.start + self._map.to_points(line.textStart())
            last = self.start + self._map.to_points(line.textStart() + line.textLength())
            rows.append(Row(first, last, len(rows), line.naturalTextWidth()))
        self._layout.endLayout()
        return rows or [Row(self.start, self.end, 0, 0.0)]

    def _signs(self, piece: str, colour: QColor) -> list[QTextLayout.FormatRange]:
        quiet = QTextCharFormat()
        quiet.setForeground(QBrush(colour))
        ranges = []
        for place in stand_ins(piece):
            made = QTextLayout.FormatRange()
            # The stubs know no fields of FormatRange.
            for name, value in (("start", self._map.to_utf16(place)), ("length", 1), ("format", quiet)):
                setattr(made, name, value)
            ranges.append(made)
        return ranges

    def _stops(self, start: int, end: int) -> list[tuple[int, int]]:
        cells: list[tuple[int, int]] = []
        while start < end:
            after = min(stop_after(self._text, start), end)
            cells.append((start, after))
            start = after
        return cells

    def _cell(self, row: Row, cell: tuple[int, int]) -> tuple[float, float]:
        left, right = self.x_of(row, cell[0]), self.x_of(row, cell[1])
        if self._is_backwards(cell[0]):
            # At both ends of a right-to-left run Qt gives the side of the surrounding text: the far one is meant.
            first, last = self._backwards_run(row, cell[0])
            edges = sorted((self.x_of(row, first), self.x_of(row, last)))
            left = edges[1] if cell[0] == first else left
            right = edges[0] if cell[1] >= last else right
        return min(left, right), max(left, right)

    def _backwards_run(self, row: Row, offset: int) -> tuple[int, int]:
        first = last = offset
        while first > row.start and self._is_backwards(first - 1):
            first -= 1
        while last < row.end and self._is_backwards(last):
            last += 1
        return first, last

    def _is_backwards(self, offset: int) -> bool:
        return unicodedata.bidirectional(self._text[offset]) in _RIGHT_TO_LEFT | {"NSM"}


def _first(position: object) -> float:
    """Return x of what cursorToX gives: PySide hands back (x, cursor)."""
    return float(position[0] if isinstance(position, tuple) else cast(float, position))


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for left, right in sorted(stretches):
        if joined and left <= joined[-1][1] + 0.5:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        elif right > left:
            joined.append((left, right))
    return joined
