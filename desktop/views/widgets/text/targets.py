"""What of the marks lies under a point of the viewport: bars in the lanes, arcs above the rows."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from desktop.annotation.spans import Span
from desktop.views.widgets.text.surface import TextSurface


def bar_under(surface: TextSurface, point: QPointF) -> Span | None:
    """Return the span whose bar or name in the lanes lies under a point, or None."""
    x, y = surface.column_point(point)
    row = surface.flow.row_at(y)
    item = surface.painter.lanes.under(row, x, y - row.top)
    return item.span if item is not None else None


def span_under(surface: TextSurface, point: QPointF) -> Span | None:
    """Return the span whose bar lies under a point, or the innermost one over the character there, or None."""
    span = bar_under(surface, point)
    offset = surface.character_under(point)
    if span is not None or offset is None or surface.editor is None:
        return span
    return next(iter(surface.editor.index.at(offset)), None)


def arc_under(surface: TextSurface, point: QPointF) -> str:
    """Return the id of the answer's relation whose arc is under a point, or an empty string."""
    if surface.editor is None or not surface.scene.has_links:
        return ""
    x, y = surface.column_point(point)
    row = surface.flow.row_at(y)
    if y > row.top:
        return ""
    arc = surface.painter.router.under(row, QPointF(x, y))
    return arc.link.relation.id if arc is not None and arc.link.kind == "answer" else ""


def tip_at(surface: TextSurface, point: QPointF) -> str:
    """Return what there is to say about what lies under a point: a character's marks, or a relation."""
    offset = surface.character_under(point)
    if offset is not None:
        return surface.scene.tip(offset)
    relation = surface.scene.answer_links.get(arc_under(surface, point))
    return surface.scene.relation_said(relation) if relation is not None else ""


def hover(surface: TextSurface, relation_id: str) -> None:
    """Show a relation as the one under the pointer; an empty id is none."""
    if relation_id != surface.hovered:
        before, surface.hovered = surface.hovered, relation_id
        redraw_relation(surface, before)
        redraw_relation(surface, relation_id)


def redraw_relation(surface: TextSurface, relation_id: str) -> None:
    """Paint the rows again that the ends of a relation stand in; of a stranger none."""
    links = surface.editor.links if surface.editor is not None else None
    relation = links.index.get(relation_id) if links is not None else None
    ends = links.ends(relation) if links is not None and relation is not None else None
    for span in ends or ():
        surface.viewport().update(surface.strip(span.start, span.end))
