"""Where the arcs of relations run above a row: from leg to leg, or to the edge where the other end is elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from desktop.annotation.spans import Span
from desktop.annotation.text_arcs import stack
from desktop.views.theme.current import theme
from desktop.views.widgets.text.flow import PlacedRow
from desktop.views.widgets.text.rows import LaidSegment, Row
from desktop.views.widgets.text.scene import Scene, SceneLink, one_line

#: What an arc ends in: at its head, at its tail with an arrow, or beyond this row.
End: TypeAlias = Literal["head", "tail", "open"]
#: Pixels at 100 %: between lanes more than the type, above the text, between two arcs of a lane, between two legs.
LEAD, FOOT, APART, LEGS = 4, 5, 5, 8
#: Half of the room that a label leaves on an arc, in pixels, and the shortest end of an arc that leads away.
BESIDE, STUB = 4, 26
#: Characters of the other end that an arc names which leads far away.
_NAMED = 8
#: How near to a line of an arc the pointer must be, in pixels.
REACH = 5


@dataclass(frozen=True)
class Arc:
    """An arc above a row, x in pixels of the column. ``near``: it goes on in the row before or after."""

    link: SceneLink
    left: float
    right: float
    left_end: End
    right_end: End
    lane: int
    words: str
    width: float
    near: bool = False


@dataclass(frozen=True)
class _Leg:
    """Where one end of a link stands in a row."""

    link: SceneLink
    span: Span
    x: float


class ArcRouter:
    """Works the arcs of rows out when they are looked at and keeps them until they are forgotten."""

    def __init__(self, scene: Scene, width: float) -> None:
        self._scene = scene
        self._width = width
        self._metrics = QFontMetricsF(theme().font("caption"))
        self._kept = scene.arcs

    @property
    def lane(self) -> float:
        """The height of a lane of arcs, in pixels."""
        return float(theme().font("caption").pixelSize() + theme().px(LEAD))

    def height(self, segment: int, laid: LaidSegment, row: Row) -> float:
        """Return the room in pixels that the arcs of a row need above its text."""
        if not self._scene.has_links:
            return 0.0
        lanes = max((arc.lane + 1 for arc in self.of(segment, laid, row)), default=0)
        return lanes * self.lane + theme().px(FOOT) if lanes else 0.0

    def line_y(self, row_top: float, arc: Arc) -> float:
        """Return the height of the line of an arc, for the top of its row's text."""
        return row_top - theme().px(FOOT) - (arc.lane + 0.5) * self.lane

    def of(self, segment: int, laid: LaidSegment, row: Row) -> Sequence[Arc]:
        """Return the arcs above a row."""
        if not self._scene.has_links:
            return ()
        key = (segment, row.number)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._route(segment, laid, row)
        return found

    def under(self, row: PlacedRow, point: QPointF) -> Arc | None:
        """Return the arc of a row that is nearest to a point of the column, within reach."""
        best: tuple[float, Arc] | None = None
        for arc in self.of(row.segment, row.laid, row.row):
            far = self._distance(row, arc, point)
            if far <= REACH and (best is None or far < best[0]):
                best = far, arc
        return best[1] if best is not None else None

    def _distance(self, row: PlacedRow, arc: Arc, point: QPointF) -> float:
        y = self.line_y(row.top, arc)
        middle, half = (arc.left + arc.right) / 2, arc.width / 2 + BESIDE
        across = max(min(arc.left, middle - half) - point.x(), point.x() - max(arc.right, middle + half), 0.0)
        found = max(across, abs(point.y() - y))
        for end, x in ((arc.left_end, arc.left), (arc.right_end, arc.right)):
            if end != "open" and y <= point.y() <= row.top:
                found = min(found, abs(point.x() - x))
        return found

    def _route(self, segment: int, laid: LaidSegment, row: Row) -> list[Arc]:
        ends: dict[str, list[_Leg]] = {}
        for leg in self._legs(segment, laid, row):
            ends.setdefault(f"{leg.link.kind}{leg.link.relation.id}", []).append(leg)
        arcs = [self._arc(segment, legs) for legs in ends.values()]
        stretches = []
        for arc in arcs:
            middle, half = (arc.left + arc.right) / 2, arc.width / 2 + BESIDE
            stretches.append((min(arc.left, middle - half), max(arc.right, middle + half)))
        lanes = stack(stretches, apart=APART)
        return [
            Arc(
                arc.link,
                arc.left,
                arc.right,
                arc.left_end,
                arc.right_end,
                lane,
                arc.words,
                arc.width,
                arc.near,
            )
            for arc, lane in zip(arcs, lanes, strict=True)
        ]

    def _legs(self, segment: int, laid: LaidSegment, row: Row) -> list[_Leg]:
        """Return the legs of all links at spans that begin in a row; those of one span stand side by side."""
        legs: list[_Leg] = []
        for span, links in self._scene.links_from(segment, row.start, row.end):
            stretches = laid.stretches(row, *span.pieces[0])
            if not stretches:
                continue
            left, right = stretches[0]
            ordered = _by_other_end(span, links)
            gap = min(LEGS, (right - left) / (len(ordered) + 1))
            for place, link in enumerate(ordered):
                legs.append(_Leg(link, span, (left + right) / 2 + (place - (len(ordered) - 1) / 2) * gap))
        return legs

    def _arc(self, segment: int, legs: Sequence[_Leg]) -> Arc:
        first = legs[0]
        link = first.link
        if len(legs) > 1:
            one, other = sorted(legs[:2], key=lambda leg: leg.x)
            words = self._scene.link_name(link)
            return Arc(
                link, one.x, other.x, link.end(one.span), link.end(other.span), 0, words, self._long(words)
            )
        other_span = link.other(first.span)
        onward = other_span.start > first.span.start
        near = abs(self._scene.segments.holding(other_span.start) - segment) <= 1
        words = self._scene.link_name(link) if near else self._pointing(link, first.span, other_span)
        width = self._long(words)
        reach = width + 2 * (BESIDE + STUB)
        if onward:
            edge = self._width if near else min(self._width, first.x + reach)
            return Arc(
                link, first.x, max(edge, first.x + STUB), link.end(first.span), "open", 0, words, width, near
            )
        edge = 0.0 if near else max(0.0, first.x - reach)
        return Arc(
            link, min(edge, first.x - STUB), first.x, "open", link.end(first.span), 0, words, width, near
        )

    def _pointing(self, link: SceneLink, here: Span, there: Span) -> str:
        """Return the name with the words of the far end; the arrow between them runs from head to tail."""
        words = one_line(self._scene.words(there), _NAMED)
        return f"{self._scene.link_name(link)} {'→' if link.head.id == here.id else '←'} {words}"

    def _long(self, words: str) -> float:
        return self._metrics.horizontalAdvance(words)


def _by_other_end(span: Span, links: Sequence[SceneLink]) -> list[SceneLink]:
    """Return the links of a span from the one that leads farthest back to the one that leads farthest on."""
    return sorted(links, key=lambda link: (link.other(span).start, link.relation.id))
