"""What is said in red while a shape is drawn or changed: too small, crossing itself, over another where nothing may be."""

from __future__ import annotations

from functools import lru_cache

from desktop.annotation.forms import neighbours, rings_of
from desktop.annotation.geometry.crossings import self_crossing
from desktop.annotation.geometry.polygons import area, shared
from desktop.annotation.limits import AREAS, Sheet, told_of
from desktop.annotation.shapes.base import Point, Shape, ShapeKind
from desktop.annotation.shapes.polygon import Polygon, Ring
from desktop.base.wording import _

#: Kinds that are cut by themselves where a class may overlap nothing; all other areas are only told.
CUT: frozenset[ShapeKind] = frozenset({"polygon", "mask"})
#: Square pixels that may lie over another: the rounding of borders that are meant to be shared.
_SLIVER = 0.5
#: Of an outline with more points crossings are looked for when it is let go: every move would take too long.
_MOST = 3000


def caution(sheet: Sheet, shape: Shape) -> str:
    """Return what a hand should know of a shape in its hand, or an empty string."""
    told = told_of(sheet.limits_of(shape.label), shape)
    if told:
        return told
    if knot_of(shape) is not None:
        return _("边线和自己相交了")
    return _("压到别的标注了：这一类不许重叠") if lies_over(sheet, shape) else ""


def lies_over(sheet: Sheet, shape: Shape) -> bool:
    """Tell whether a shape that is not cut by itself lies over or under another, where its class may overlap nothing."""
    if shape.kind in CUT or shape.kind not in AREAS or not sheet.limits_of(shape.label).no_overlap:
        return False
    own = rings_of(shape)
    return any(
        area(part) >= _SLIVER
        for other in neighbours(sheet.document.shapes(), shape)
        for mine in own
        for theirs in rings_of(other)
        for part in shared(mine, [theirs])
    )


def knot_of(shape: Shape) -> Point | None:
    """Return a place where a polygon's outline crosses or touches itself; None for a simple one and other kinds."""
    if not isinstance(shape, Polygon) or len(shape.handles) > _MOST:
        return None
    return _knot(shape.rings)


# A move of the hand asks twice: for the words and for the sign on the picture.
@lru_cache(maxsize=2)
def _knot(rings: tuple[Ring, ...]) -> Point | None:
    found = (self_crossing(ring, closed=True) for ring in rings)
    return next((place for place in found if place is not None), None)
