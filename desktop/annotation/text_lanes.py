"""Which spans touch a stretch of text, and in which lane each is drawn so that none hides another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from desktop.annotation.document import Step, changes
from desktop.annotation.spans import Span

#: Code points per bucket of the index.
BUCKET = 256
#: Deeper nesting than this shares the last lane.
MAX_LANES = 8


class SpanIndex:
    """Spans found by place, hidden ones left out. Adding and removing cost what the span is long."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = {span.id: span for span in spans if not span.hidden}
        self._buckets: defaultdict[int, set[str]] = defaultdict(set)
        self._order = sorted(map(reading_order, self._spans.values()))
        for span in self._spans.values():
            for bucket in _buckets(span):
                self._buckets[bucket].add(span.id)

    def __len__(self) -> int:
        return len(self._spans)

    def put(self, span: Span) -> None:
        """Add a span, or put it in place of the one with its id."""
        self.drop(span.id)
        if span.hidden:
            return
        self._spans[span.id] = span
        insort(self._order, reading_order(span))
        for bucket in _buckets(span):
            self._buckets[bucket].add(span.id)

    def drop(self, span_id: str) -> None:
        """Forget a span; a stranger is nothing."""
        span = self._spans.pop(span_id, None)
        if span is not None:
            del self._order[bisect_left(self._order, reading_order(span))]
            for bucket in _buckets(span):
                self._buckets[bucket].discard(span_id)

    def beside(self, place: tuple[int, int, str], step: int) -> Span | None:
        """Return the span after (1) or before (-1) a place in reading order, round the ends; None without spans."""
        if not self._order:
            return None
        return next(self.round(place, step))

    def round(self, place: tuple[int, int, str], step: int) -> Iterator[Span]:
        """Yield every span once in reading order from after (1) or before (-1) a place, round the ends."""
        at = bisect_right(self._order, place) if step > 0 else bisect_left(self._order, place) - 1
        for number in range(len(self._order)):
            yield self._spans[self._order[(at + step * number) % len(self._order)][2]]

    def follow(self, step: Step) -> list[Span]:
        """Take over what a step did and return every span that it touched, as it was and as it is."""
        touched: list[Span] = []
        for gone, come in changes(step):
            if isinstance(gone, Span):
                self.drop(gone.id)
                touched.append(gone)
            if isinstance(come, Span):
                self.put(come)
                touched.append(come)
        return touched

    def within(self, start: int, end: int) -> list[Span]:
        """Return the spans that share a character with the range, by start, the longer first."""
        if start >= end:
            return []
        ids: set[str] = set()
        for bucket in range(start // BUCKET, (end - 1) // BUCKET + 1):
            ids |= self._buckets.get(bucket, set())
        spans = (self._spans[span_id] for span_id in ids)
        return sorted((span for span in spans if span.start < end and start < span.end), key=reading_order)

    def at(self, offset: int) -> list[Span]:
        """Return the spans over the character at ``offset``, the innermost first; in a gap there is nothing."""
        over = (
            span
            for span in self.within(offset, offset + 1)
            if not any(start <= offset < end for start, end in span.gaps)
        )
        return sorted(over, key=lambda span: (span.length, -span.start, span.id))

    def get(self, span_id: str) -> Span | None:
        """Return the span of that id, or None for a stranger or a hidden one."""
        return self._spans.get(span_id)


def reading_order(span: Span) -> tuple[int, int, str]:
    """Sort key: by start, the longer first, then by id."""
    return span.start, -span.end, span.id


def assign_lanes(spans: Sequence[Span], placed: Sequence[tuple[Span, int]] = ()) -> dict[str, int]:
    """Return a lane for each span so that two that overlap never share one, up to eight lanes.

    Lane 0 is nearest the text; shorter spans come first, so what is nested lies above what holds it. ``placed`` are
    other spans with the lanes that they hold already.
    """
    lanes: list[list[tuple[int, int]]] = [
        [] for _lane in range(max((lane for _span, lane in placed), default=-1) + 1)
    ]
    for other, lane in placed:
        insort(lanes[lane], (other.start, other.end))
    given: dict[str, int] = {}
    for span in sorted(spans, key=lambda item: (item.length, item.start, item.id)):
        place = next((number for number, lane in enumerate(lanes) if _is_free(lane, span)), len(lanes))
        if place == len(lanes) and place < MAX_LANES:
            lanes.append([])
        place = min(place, MAX_LANES - 1)
        insort(lanes[place], (span.start, span.end))
        given[span.id] = place
    return given


def _is_free(lane: list[tuple[int, int]], span: Span) -> bool:
    place = bisect_right(lane, (span.start, span.end))
    clear_before = place == 0 or lane[place - 1][1] <= span.start
    return clear_before and (place == len(lane) or lane[place][0] >= span.end)


def _buckets(span: Span) -> range:
    return range(span.start // BUCKET, (span.end - 1) // BUCKET + 1)
