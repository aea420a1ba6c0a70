"""The end of a stroke: the new or changed shape against the rules of its class, cut where nothing may overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.annotation.document import Step, adding, replacing
from desktop.annotation.forms import bitmap_of, mask_like, neighbours, polygon_like, rings_of, rounded
from desktop.annotation.geometry import bitmaps
from desktop.annotation.geometry.polygons import area, subtracted
from desktop.annotation.limits import Sheet, refusal_of
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.tools.cautions import lies_over
from desktop.base.wording import _

#: Slivers under this area, in square pixels, are the rounding of a cut, not a part of anything.
SLIVER = 0.5


def added(sheet: Sheet, name: str, shape: Shape) -> Done:
    """Add a new shape, or say why not. Where its class may overlap nothing it is cut by what lies there already."""
    limits = sheet.limits_of(shape.label)
    reason = refusal_of(limits, shape)
    pieces: Sequence[Shape] = () if reason else outside_others(sheet, shape)
    if not reason and not pieces:
        reason = _("这里已被别的标注占满")
    if reason:
        return Done(refused=_("没有画成：{reason}。", reason=reason))
    step = adding(name, sheet.document, *pieces)
    return Done(step, tuple(piece.id for piece in pieces), told=_told_of_overlap(sheet, shape))


def changed(sheet: Sheet, name: str, shape: Shape) -> Done:
    """Put a changed shape in place of the one with its id, or say why not."""
    before = sheet.document.get(shape.id)
    reason = refusal_of(sheet.limits_of(shape.label), shape)
    if reason and shape != before:
        return Done(refused=_("没有调整：{reason}。", reason=reason))
    pieces = outside_others(sheet, shape)
    if not pieces:
        return Done(refused=_("没有调整：{reason}。", reason=_("这里已被别的标注占满")))
    step = replacing(name, sheet.document, pieces[0])
    more = adding(name, sheet.document, *pieces[1:])
    return Done(
        Step(name, step.edits + more.edits), told=_told_of_overlap(sheet, shape) if shape != before else ""
    )


def outside_others(sheet: Sheet, shape: Shape) -> tuple[Shape, ...]:
    """Return what of a shape lies outside all others, the largest piece under its own id; itself where it may overlap.

    Several pieces of one object are of one group.
    """
    if not sheet.limits_of(shape.label).no_overlap or not isinstance(shape, Polygon | Mask):
        return (shape,)
    others = neighbours(sheet.document.shapes(), shape)
    if not others:
        return (shape,)
    if isinstance(shape, Mask):
        left = bitmap_of(shape)
        for other in others:
            left = bitmaps.subtracted(left, bitmap_of(other, within=left.box))
        mask = mask_like(shape, left)
        return (mask,) if mask is not None else ()
    parts = subtracted(shape.rings, [rings for other in others for rings in rings_of(other)])
    kept = [rounded(rings) for rings in parts if area(rings) >= SLIVER]
    return _as_marks(shape, sorted(kept, key=area, reverse=True))


def _told_of_overlap(sheet: Sheet, shape: Shape) -> str:
    if not lies_over(sheet, shape):
        return ""
    return _("压到了别的标注：这一类不许重叠，这种形状不会自动切开，请自己让开。")


def _as_marks(
    shape: Polygon, parts: Sequence[tuple[tuple[tuple[float, float], ...], ...]]
) -> tuple[Shape, ...]:
    group = shape.group or (new_mark_id() if len(parts) > 1 else "")
    return tuple(
        replace(polygon_like(shape, rings), id=shape.id if place == 0 else new_mark_id(), group=group)
        for place, rings in enumerate(parts)
    )
