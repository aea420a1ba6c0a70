"""What a step changes on the screen: rows that show something else are painted, the rows below them only move."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

from desktop.annotation.spans import Span
from desktop.views.theme.current import theme
from desktop.views.widgets.text.arcs import Arc
from desktop.views.widgets.text.flow import PlacedRow
from desktop.views.widgets.text.scene import LaneSpan
from desktop.views.widgets.text.surface import TOP, TextSurface

#: A step that touches more spans than this repaints everything.
MANY = 20


@dataclass(frozen=True)
class _Shown:
    """What stands in a row, and where: the marks in its lanes, the arcs above it."""

    row: PlacedRow
    lanes: Sequence[LaneSpan]
    arcs: Sequence[Arc]

    @property
    def bottom(self) -> float:
        return self.row.top + self.row.height


def renew(surface: TextSurface, touched: Sequence[Span]) -> None:
    """Work out again what the touched spans, as they were and as they are, stand in, and paint what is not the same."""
    rows = _rows_of(surface, touched)
    exact = len(touched) <= MANY and surface.rubber is None
    for segment in sorted(rows):
        exact = _renew_segment(surface, segment, rows[segment]) and exact
    if not exact:
        surface.viewport().update()


def _rows_of(surface: TextSurface, touched: Iterable[Span]) -> dict[int, set[int]]:
    """Return the segments that spans stand in, and which of their rows; none of what nobody has looked at."""
    segments = surface.scene.segments
    found: dict[int, set[int]] = {}
    for span in touched:
        for segment in range(segments.holding(span.start), segments.holding(span.end - 1) + 1):
            rows = found.setdefault(segment, set())
            if surface.flow.is_measured(segment):
                laid = surface.flow.laid(segment)
                first, last = laid.row_at(span.start), laid.row_at(span.end, upstream=True)
                rows.update(range(first.number, last.number + 1))
    return found


def _renew_segment(surface: TextSurface, segment: int, rows: Collection[int]) -> bool:
    """Renew one segment; tell whether the screen could be kept true without painting everything.

    The touched spans are in ``rows``: arcs hang there, and frames that belonged to a relation which is no more.
    """
    flow, scene = surface.flow, surface.scene
    if not flow.is_measured(segment):
        scene.forget(segment)
        return True
    before = _shown(surface, segment)
    scene.forget(segment, rows)
    flow.forget_height(segment)
    after = _shown(surface, segment)
    exact, moved = True, 0.0
    for was, now in zip(before, after, strict=True):
        taller = round(now.bottom - was.bottom - moved, 3)
        if taller:
            exact = _move_below(surface, was.bottom + moved, taller) and exact
            moved += taller
        if taller or now.row.row.number in rows or (was.lanes, was.arcs) != (now.lanes, now.arcs):
            surface.viewport().update(surface.rows_rect(now.row, now.row))
    return exact


def _shown(surface: TextSurface, segment: int) -> list[_Shown]:
    painter = surface.painter
    return [
        _Shown(row, painter.lanes.of(row), painter.router.of(row.segment, row.laid, row.row))
        for row in surface.flow.placed(segment)
    ]


def _move_below(surface: TextSurface, bottom: float, by: float) -> bool:
    """Move the pixels below the bottom of a row; tell whether they can be: by whole pixels only.

    Those that the row below puts above its top go with it; the row itself is painted anew.
    """
    whole = round(by)
    if abs(by - whole) > 0.01:
        return False
    viewport = surface.viewport()
    lift = surface.verticalScrollBar().value() - theme().px(TOP)
    top = math.floor(bottom - lift - surface.flow.sizes.em) + min(whole, 0)
    below = QRect(0, top, viewport.width(), viewport.height() - top) & viewport.rect()
    if not below.isEmpty():
        viewport.scroll(0, whole, below)
    return True
