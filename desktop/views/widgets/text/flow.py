"""The whole text as a column of rows: laid out only where it is looked at, heights guessed until then."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from desktop.views.widgets.text.rows import LaidSegment, Row
from desktop.views.widgets.text.segments import Segments

#: Segments whose glyphs are kept.
KEPT = 400
#: How many lanes a row of the text, from offset to offset, needs below it.
Depth = Callable[[int, int, int], int]
#: How many pixels a row of a segment needs above its text.
Crown = Callable[[int, LaidSegment, Row], float]


@dataclass(frozen=True)
class Measures:
    """The sizes of a row in pixels: text box above and below the baseline, one lane, and the gap after a row."""

    width: float
    ascent: float
    descent: float
    lane: float
    gap: float
    font_ascent: float
    em: float

    def height(self, lanes: int) -> float:
        """Return the height of a row with so many lanes; the room of one is always kept, so that text stays put."""
        return self.ascent + self.descent + self.lane * max(1, lanes) + self.gap


def measures(font: QFont, *, width: float, lane: float, gap: float) -> Measures:
    """Return the measures of rows in ``font``: tight around Chinese glyphs, where fonts leave a quarter empty."""
    em = float(font.pixelSize())
    metrics = QFontMetricsF(font)
    return Measures(width, 0.98 * em, 0.26 * em, lane, gap, metrics.ascent(), em)


@dataclass(frozen=True)
class PlacedRow:
    """A row with its segment and the top of its text in the column, in pixels; ``above`` that is what arcs need."""

    segment: int
    laid: LaidSegment
    row: Row
    top: float
    height: float
    above: float = 0.0


class Flow:
    """Rows of a text in a column of a given width. ``depth(segment, start, end)`` tells the lanes that a row needs."""

    def __init__(self, text: str, segments: Segments, depth: Depth) -> None:
        self.text = text
        self.segments = segments
        self._depth = depth
        self._crown: Crown | None = None
        self._laid: OrderedDict[int, LaidSegment] = OrderedDict()
        self._rows: dict[int, list[tuple[float, float, float]]] = {}
        self._settled: set[int] = set()
        self._heights = np.zeros(len(segments))
        self._tops = np.zeros(len(segments) + 1)
        self._stale = True

    def set_up(self, sizes: Measures, font: QFont, sign: QColor, crown: Crown | None = None) -> None:
        """Lay everything out anew with these sizes; heights are guessed from the number of characters."""
        self._crown = crown
        self.sizes, self._font, self._sign = sizes, font, sign
        self._laid.clear()
        self._rows.clear()
        self._settled.clear()
        lengths = np.array(self.segments.ends) - np.array(self.segments.starts)
        per_row = max(1, int(sizes.width / sizes.em))
        self._heights = np.maximum(1, np.ceil(lengths / per_row)) * sizes.height(1)
        self._stale = True

    @property
    def height(self) -> float:
        """The height of the column as far as it is known."""
        return float(self._all_tops()[-1])

    def top_of(self, segment: int) -> float:
        """Return the top of a segment in the column."""
        return float(self._all_tops()[segment])

    def segment_at(self, y: float) -> int:
        """Return the segment at a height of the column, the nearest one outside it."""
        place = int(np.searchsorted(self._all_tops(), y, side="right")) - 1
        return min(max(place, 0), len(self.segments) - 1)

    def laid(self, segment: int) -> LaidSegment:
        """Return the glyphs of a segment, laid out now if they were not."""
        self._settle(segment)
        return self._keep(segment)

    def _keep(self, segment: int, end: int | None = None) -> LaidSegment:
        found = self._laid.get(segment)
        if found is None:
            found = LaidSegment(
                self.text,
                self.segments.starts[segment],
                self.segments.ends[segment] if end is None else end,
                width=self.sizes.width,
                font=self._font,
                sign=self._sign,
            )
            self._laid[segment] = found
            if len(self._laid) > KEPT:
                self._laid.popitem(last=False)
        else:
            self._laid.move_to_end(segment)
        return found

    def _settle(self, segment: int) -> None:
        """Cut the line of a segment at the ends of rows, so that a long line wraps as if it were one."""
        if segment in self._settled:
            return
        line = self.segments.line_segments(segment)
        self._settled.update(line)
        if self.segments.settles(line):
            for place in line[:-1]:
                laid = self._keep(place, self.segments.cuts[place])
                self.segments.settle(place, laid.drop_last_row())

    def measure(self, segment: int) -> float:
        """Make the height of a segment true and return by how much it was wrong."""
        if segment in self._rows:
            return 0.0
        laid = self.laid(segment)
        places: list[tuple[float, float, float]] = []
        y = 0.0
        for row in laid.rows:
            above = self._crown(segment, laid, row) if self._crown is not None else 0.0
            height = self.sizes.height(self._depth(segment, row.start, row.end))
            places.append((y + above, height, above))
            y += above + height
        self._rows[segment] = places
        wrong = y - float(self._heights[segment])
        if abs(wrong) > 0.01:
            self._heights[segment] = y
            self._stale = True
        return wrong

    def is_measured(self, segment: int) -> bool:
        """Tell whether the height of a segment is true: nobody has seen one that is not."""
        return segment in self._rows

    def forget_height(self, segment: int) -> None:
        """Measure a segment again when it is looked at: its lanes changed."""
        self._rows.pop(segment, None)

    def forget_all_heights(self) -> None:
        """Measure everything again when it is looked at."""
        self._rows.clear()

    def placed(self, segment: int) -> list[PlacedRow]:
        """Return the rows of a segment with their places."""
        self.measure(segment)
        top = self.top_of(segment)
        laid = self.laid(segment)
        return [
            PlacedRow(segment, laid, row, top + own, height, above)
            for row, (own, height, above) in zip(laid.rows, self._rows[segment], strict=True)
        ]

    def visible(self, top: float, bottom: float) -> Iterator[PlacedRow]:
        """Yield the rows that touch a stretch of the column, from above."""
        segment = self.segment_at(top)
        while segment < len(self.segments) and self.top_of(segment) < bottom:
            for row in self.placed(segment):
                if row.top - row.above < bottom and row.top + row.height > top:
                    yield row
            segment += 1

    def row_of(self, offset: int, *, upstream: bool = False) -> PlacedRow:
        """Return the row that a caret position stands in."""
        segment = self.segments.holding(offset)
        if (
            upstream
            and segment
            and self.segments.starts[segment] == offset == self.segments.ends[segment - 1]
        ):
            segment -= 1
        rows = self.placed(segment)
        return rows[rows[0].laid.row_at(offset, upstream=upstream).number]

    def row_at(self, y: float) -> PlacedRow:
        """Return the row at a height of the column, the nearest one outside it."""
        rows = self.placed(self.segment_at(y))
        return next((row for row in rows if y < row.top + row.height), rows[-1])

    def row_beside(self, row: PlacedRow, step: int) -> PlacedRow | None:
        """Return the row above (-1) or below (1), or None at the end of the text."""
        number = row.row.number + step
        rows = self.placed(row.segment)
        if 0 <= number < len(rows):
            return rows[number]
        segment = row.segment + step
        if not 0 <= segment < len(self.segments):
            return None
        return self.placed(segment)[0 if step > 0 else -1]

    def _all_tops(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        if self._stale:
            np.cumsum(self._heights, out=self._tops[1:])
            self._stale = False
        return self._tops
