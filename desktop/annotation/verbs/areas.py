"""Areas joined, subtracted, sliced, simplified and cleaned, polygons and masks alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from desktop.annotation.document import Step, removing, replacing
from desktop.annotation.forms import bitmap_of, mask_like, neighbours, polygon_like, rings_of, rounded
from desktop.annotation.geometry import bitmaps
from desktop.annotation.geometry.crossings import crossing_of
from desktop.annotation.geometry.islands import largest_island, without_holes, without_islands
from desktop.annotation.geometry.points import Point, Rings
from desktop.annotation.geometry.polygons import area, joined, shared, sliced, subtracted
from desktop.annotation.geometry.raster import filled
from desktop.annotation.geometry.simplify import simplified, simplified_rings
from desktop.annotation.limits import Sheet
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.verbs.chosen import (
    allows,
    free_areas,
    free_shapes,
    in_a_group,
    replaced_by,
    shapes_of,
    why_nothing,
)
from desktop.base.wording import _

#: Slivers under this area, in square pixels, are the rounding of a cut, not a part of anything.
SLIVER = 0.5


def join(sheet: Sheet, ids: Sequence[str]) -> Done:
    """Make one area of several of one class: a mask where one of them is a mask, else a polygon. The first one stays."""
    chosen = free_areas(sheet.document, ids)
    if len(chosen) < 2:
        return Done(refused=_("先选两个以上没锁定的多边形或掩膜，再合并。"))
    if len({shape.label for shape in chosen}) > 1:
        return Done(refused=_("类别不同的标注不能合并。"))
    first, *rest = chosen
    one = (
        _as_one_mask(first, rest)
        if any(isinstance(own, Mask) for own in chosen)
        else _as_one(sheet, first, rest)
    )
    if one is None or not allows(sheet, first.label, one.kind):
        return Done(refused=_("不相连的标注不能合并成一个，可以按 ‹group› 编成一组。"))
    kept = replacing(_("合并"), sheet.document, one)
    gone = removing(_("合并"), sheet.document, *(shape.id for shape in rest))
    return Done(Step(_("合并"), kept.edits + gone.edits), (first.id,))


def subtract(sheet: Sheet, ids: Sequence[str]) -> Done:
    """Take the others that are selected away from the first; with one alone, take it away from what lies under it."""
    areas = [shape for shape in shapes_of(sheet.document, ids) if shape in free_areas(sheet.document, ids)]
    if len(areas) == 1:
        return subtract_from_underlying(sheet, ids)
    if not areas:
        return Done(refused=why_nothing(shapes_of(sheet.document, ids), ids))
    first, *others = areas
    pieces = minus(sheet, first, others)
    if not pieces:
        return Done(refused=_("没有挖：挖完就什么也不剩了。"))
    return _told(replaced_by(_("挖掉"), sheet.document, [(first, pieces)]))


def subtract_from_underlying(sheet: Sheet, ids: Sequence[str]) -> Done:
    """Take what the selected areas cover away from the areas drawn before them; what has nothing left is removed."""
    tops = [shape for shape in shapes_of(sheet.document, ids) if rings_of(shape)]
    parts: list[tuple[Shape, Sequence[Shape]]] = []
    for under in sheet.document.shapes():
        place = sheet.document.index(under.id)
        over = [top for top in neighbours(tops, under) if sheet.document.index(top.id) > place]
        if not over or under.locked or under.id in ids or not rings_of(under):
            continue
        pieces = minus(sheet, under, over)
        if not _is_same(under, pieces):
            parts.append((under, pieces))
    if not parts:
        return Done(refused=_("所选的标注下面没有可以挖的标注。"))
    return _told(replaced_by(_("从下面的标注里挖掉"), sheet.document, parts))


def keep_off_others(sheet: Sheet, ids: Sequence[str]) -> Done:
    """Take what all other areas cover away from the selected ones."""
    parts: list[tuple[Shape, Sequence[Shape]]] = []
    for shape in free_areas(sheet.document, ids):
        others = [other for other in neighbours(sheet.document.shapes(), shape) if other.id not in ids]
        pieces = minus(sheet, shape, others) if others else [shape]
        if not _is_same(shape, pieces):
            parts.append((shape, pieces))
    if not parts:
        return Done(refused=_("所选的标注和别的标注没有重叠。"))
    return _told(replaced_by(_("去掉重叠的部分"), sheet.document, parts))


def slice_areas(sheet: Sheet, ids: Sequence[str], line: Sequence[Point]) -> Step:
    """Cut areas and lines in two along a drawn line; what it does not cross wholly stays as it is."""
    parts: list[tuple[Shape, Sequence[Shape]]] = []
    for shape in free_shapes(sheet.document, ids):
        cut = _SLICERS.get(type(shape), _sliced_area)
        pieces = cut(sheet, shape, line)
        if len(pieces) > 1 and all(allows(sheet, piece.label, piece.kind) for piece in pieces):
            named = [pieces[0], *(replace(piece, id=new_mark_id()) for piece in pieces[1:])]
            parts.append((shape, named))
    return replaced_by(_("切开"), sheet.document, parts)


def simplify(sheet: Sheet, ids: Sequence[str], tolerance: float) -> Done:
    """Take away points of polygons and lines that lie within ``tolerance`` pixels of what is left."""
    changed: list[Shape] = []
    for shape in free_shapes(sheet.document, ids):
        if isinstance(shape, Polygon):
            changed.append(replace(shape, rings=simplified_rings(shape.rings, tolerance)))
        elif isinstance(shape, Polyline):
            changed.append(replace(shape, points=simplified(shape.points, tolerance, closed=False)))
    if not changed:
        return Done(refused=why_nothing(shapes_of(sheet.document, ids), ids))
    step = replacing(_("减少顶点"), sheet.document, *changed)
    return Done(step) if step.edits else Done(refused=_("这个容差内没有可减的顶点。"))


def fill_holes(sheet: Sheet, ids: Sequence[str]) -> Done:
    """Fill the holes of masks and polygons."""
    changed: list[Shape] = []
    for shape in free_shapes(sheet.document, ids):
        if isinstance(shape, Mask):
            whole = mask_like(shape, without_holes(bitmap_of(shape)))
            changed += [whole] if whole is not None else []
        elif isinstance(shape, Polygon):
            changed.append(replace(shape, rings=shape.rings[:1]))
    return _cleaned(sheet, ids, changed, _("填洞"), _("所选的标注没有洞。"))


def remove_islands(sheet: Sheet, ids: Sequence[str], least: int | None = None) -> Done:
    """Take away the parts of masks with fewer than ``least`` pixels; without it, all but the largest part."""
    changed: list[Shape] = []
    for shape in free_shapes(sheet.document, ids):
        if isinstance(shape, Mask):
            pixels = bitmap_of(shape)
            kept = largest_island(pixels) if least is None else without_islands(pixels, least)
            rest = mask_like(shape, kept)
            changed += [rest] if rest is not None else []
    return _cleaned(sheet, ids, changed, _("去掉碎块"), _("所选的掩膜没有碎块。"))


def minus(sheet: Sheet, shape: Shape, others: Sequence[Shape]) -> list[Shape]:
    """Return what of an area lies outside others, the largest part first; itself where its class allows no polygon."""
    if isinstance(shape, Mask):
        left = bitmap_of(shape)
        for other in others:
            left = bitmaps.subtracted(left, bitmap_of(other, within=left.box))
        mask = mask_like(shape, left)
        return [mask] if mask is not None else []
    taken = [rings for other in others for rings in rings_of(other)]
    own = _inside(sheet, shape)
    if not own:
        return [shape]
    parts = [rings for rings in subtracted(own[0], taken) if area(rings) >= SLIVER]
    if len(parts) == 1 and abs(area(parts[0]) - area(own[0])) < SLIVER:
        return [shape]
    if parts and not allows(sheet, shape.label, "polygon"):
        return [shape]
    return in_a_group(
        [polygon_like(shape, rounded(rings)) for rings in sorted(parts, key=area, reverse=True)]
    )


def _as_one_mask(first: Shape, rest: Sequence[Shape]) -> Mask | None:
    pixels = bitmap_of(first)
    for other in rest:
        pixels = bitmaps.united(pixels, bitmap_of(other))
    return mask_like(first, pixels)


def _inside(sheet: Sheet, shape: Shape) -> tuple[Rings, ...]:
    """Return the polygons that an area covers in the picture; turned boxes and ellipses may reach over its border."""
    x1, y1, x2, y2 = shape.bounds
    rings = rings_of(shape)
    if sheet.holds(x1, y1) and sheet.holds(x2, y2):
        return rings
    width, height = sheet.width, sheet.height
    picture = (((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)),)
    return tuple(part for own in rings for part in shared(own, [picture]))


def _as_one(sheet: Sheet, first: Shape, rest: Sequence[Shape]) -> Polygon | None:
    try:
        rings = joined([rings for shape in (first, *rest) for rings in _inside(sheet, shape)])
    except ValueError:
        return None
    return polygon_like(first, rounded(rings))


def _sliced_area(sheet: Sheet, shape: Shape, line: Sequence[Point]) -> list[Shape]:
    pieces = [part for rings in _inside(sheet, shape) for part in sliced(rings, line)]
    kept = sorted((rings for rings in pieces if area(rings) >= SLIVER), key=area, reverse=True)
    return [polygon_like(shape, rounded(rings)) for rings in kept] if len(kept) > 1 else [shape]


def _sliced_mask(_sheet: Sheet, shape: Shape, line: Sequence[Point]) -> list[Shape]:
    assert isinstance(shape, Mask)
    x1, y1, x2, y2 = shape.bounds
    around = ((x1 - 1, y1 - 1), (x2 + 1, y1 - 1), (x2 + 1, y2 + 1), (x1 - 1, y2 + 1))
    pixels = bitmap_of(shape)
    found: list[Shape] = []
    for rings in sliced((around,), line):
        mask = mask_like(shape, bitmaps.shared(pixels, filled(rings, within=pixels.box)))
        found += [mask] if mask is not None else []
    return sorted(found, key=lambda own: own.area, reverse=True)


def _sliced_line(_sheet: Sheet, shape: Shape, line: Sequence[Point]) -> list[Shape]:
    assert isinstance(shape, Polyline)
    for place in range(len(shape.points) - 1):
        a, b = shape.points[place], shape.points[place + 1]
        for c, d in pairwise(line):
            at = crossing_of(a, b, c, d)
            if at is not None and at not in (shape.points[0], shape.points[-1]):
                first, last = (*shape.points[: place + 1], at), (at, *shape.points[place + 1 :])
                return [replace(shape, points=_distinct(first)), replace(shape, points=_distinct(last))]
    return [shape]


def _distinct(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return a line of at least two points without one that is there twice in a row."""
    kept = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    return tuple(kept) if len(kept) > 1 else tuple(points)


_SLICERS: Mapping[type[Shape], Callable[[Sheet, Shape, Sequence[Point]], list[Shape]]] = {
    Mask: _sliced_mask,
    Polyline: _sliced_line,
}


def _cleaned(sheet: Sheet, ids: Sequence[str], changed: Sequence[Shape], name: str, nothing: str) -> Done:
    if not changed:
        return Done(refused=why_nothing(shapes_of(sheet.document, ids), ids))
    step = replacing(name, sheet.document, *changed)
    return Done(step) if step.edits else Done(refused=nothing)


def _is_same(shape: Shape, pieces: Sequence[Shape]) -> bool:
    return len(pieces) == 1 and pieces[0] == shape


def _told(step: Step) -> Done:
    return Done(step) if step.edits else Done(refused=_("这样做什么也不会改变。"))
