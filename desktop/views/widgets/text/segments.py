"""A text cut into segments that are laid out one at a time: at line ends, and at most 400 characters long."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from desktop.annotation.text_stops import stop_at_or_before

#: The longest segment, in code points, and where a long line is cut at first: a row more still fits.
LONGEST, CUT = 400, 300
#: Lines up to this length are cut at the ends of rows once they are laid out; longer ones stay as they are cut here.
SETTLED = 10_000
#: How far back from there a sentence end or a blank is looked for.
_BACK = 120
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
#: Matches up to the last good cut: after the end of a sentence, or after a comma or a blank.
_GOOD_CUT = re.compile(r".*(?:[。！？；!?;]+[”’」』）)]*|[，、,:：\s])", re.DOTALL)


@dataclass(frozen=True)
class Segments:
    """``starts[i]`` to ``ends[i]`` is shown; a line end lies between ``ends[i]`` and the next start.

    ``lines[i]`` is the number of the line (from 1) that starts with segment i, or 0 where a long line goes on.
    """

    starts: list[int]
    ends: list[int]
    lines: list[int]
    #: The ends as they were cut at first, before :meth:`settle` moved them.
    cuts: list[int]
    #: The segments that lines start with.
    heads: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def holding(self, offset: int) -> int:
        """Return the segment that holds a code point offset; a line end belongs to what it ends."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def line_segments(self, segment: int) -> range:
        """Return the segments of the line that a segment belongs to."""
        after = bisect_right(self.heads, segment)
        end = self.heads[after] if after < len(self.heads) else len(self.starts)
        return range(self.heads[after - 1], end)

    def settles(self, segments: range) -> bool:
        """Tell whether a line, given by its segments, is to be cut at the ends of rows."""
        return len(segments) > 1 and self.cuts[segments[-1]] - self.starts[segments[0]] <= SETTLED

    def settle(self, segment: int, end: int) -> None:
        """End a segment earlier than it was cut; the next one of its line starts there."""
        self.ends[segment] = self.starts[segment + 1] = end

    def line_of(self, offset: int) -> int:
        """Return the number of the line, from 1, that holds an offset."""
        return self.place_of(offset)[0]

    def place_of(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of an offset; columns count code points."""
        first = self.line_segments(self.holding(offset))[0]
        return self.lines[first], offset - self.starts[first] + 1


def cut(text: str) -> Segments:
    """Cut a text. An empty one is one empty segment, and so is what follows a last line end."""
    segments = Segments([], [], [], [], [])
    start = 0
    for number, end in enumerate(_line_ends(text), start=1):
        _cut_line(text, segments, start, end[0], number)
        start = end[1]
    return segments


def _line_ends(text: str) -> list[tuple[int, int]]:
    return [*(match.span() for match in _LINE_END.finditer(text)), (len(text), len(text))]


def _cut_line(text: str, segments: Segments, start: int, end: int, number: int) -> None:
    segments.heads.append(len(segments))
    while True:
        stop = end if end - start <= CUT else _cut_place(text, start)
        segments.starts.append(start)
        segments.ends.append(stop)
        segments.cuts.append(stop)
        segments.lines.append(number)
        if stop >= end:
            return
        start, number = stop, 0


def _cut_place(text: str, start: int) -> int:
    """Return where a segment from ``start`` ends: after a sentence or a blank, else between two characters."""
    last = start + CUT
    good = _GOOD_CUT.match(text, last - _BACK, last)
    stop = stop_at_or_before(text, good.end() if good else last)
    return stop if stop > start else last
