"""The wand: a region of like colour, as a mask or a polygon; a drag right or up makes it take more, left or down less."""

from __future__ import annotations

from dataclasses import replace

from desktop.annotation.geometry.bitmaps import Bitmap
from desktop.annotation.geometry.convert import polygons_of
from desktop.annotation.geometry.islands import without_holes
from desktop.annotation.geometry.livewire import window_around
from desktop.annotation.geometry.regions import region_at
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.tools.finishing import added
from desktop.annotation.tools.notes import note_of
from desktop.annotation.tools.paint import Paint, paint_for, painted
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.base.wording import _

#: Side of the window that is looked at, in pixels.
WINDOW = 1024
#: The region's border is simplified to this many pixels: the steps of its pixels go.
_SMOOTH = 0.75
#: Grey levels for each reach that the pointer is dragged.
_PER_REACH = 2.0
_LARGEST = 255.0


def begin_wand(context: Context, start: Pointer) -> Stroke:
    """Select what is of one colour around a place. Alt or a class drawn as a polygon gives a polygon, else a mask."""
    reason = why_no_help(context)
    if reason:
        return Done(refused=reason)
    x1, y1, x2, y2 = window_around(
        start.at, (int(context.sheet.width), int(context.sheet.height)), side=WINDOW
    )
    if not (x1 <= start.x < x2 and y1 <= start.y < y2):
        return Done(refused=_("魔棒要点在图片里面。"))
    assert context.pixels is not None
    pixels = context.pixels(x1, y1, x2, y2)
    tolerance, region = float(round(context.settings_now.tolerance)), None
    wider = 0.0
    while True:
        if region is None:
            region = region_at(pixels, start.at, tolerance, x=x1, y=y1)
        pointer = yield _showing(context, region, tolerance)
        dragged = (pointer.x - start.x) - (pointer.y - start.y)
        if pointer.kind != "word":
            wider = _PER_REACH * dragged / pointer.reach if abs(dragged) > pointer.reach > 0 else 0.0
        # The hand may be set otherwise meanwhile: by the wheel, or by a key.
        wanted = min(max(float(round(context.settings_now.tolerance + wider)), 0.0), _LARGEST)
        if wanted != tolerance:
            tolerance, region = wanted, None
        if pointer.kind == "release":
            break
    if region is None:
        region = region_at(pixels, start.at, tolerance, x=x1, y=y1)
    return _taken(context, start, without_holes(region, most=16))


def why_no_help(context: Context) -> str:
    """Return why edge-aware help is not to be had, or an empty string."""
    if not context.limits.edge_help:
        return _("这一单不许用智能剪刀和魔棒，请手工画。")
    return "" if context.pixels is not None else _("图片还没有读完，稍等再试。")


def _taken(context: Context, start: Pointer, region: Bitmap) -> Done:
    if not region.count:
        return Done(refused=_("这里没有颜色相近的一片，向右或向上拖动可放宽范围。"))
    if context.as_mask:
        paint = paint_for(context, start, adds=True)
        if isinstance(paint, str):
            return Done(refused=paint)
        paint.lay(region)
        return painted(context, paint, name=_("魔棒"))
    rings = polygons_of(region, tolerance=_SMOOTH)[0]
    polygon = Polygon(new_mark_id(), context.label, rings, attributes=context.attributes)
    if not context.limits.allow_holes:
        polygon = replace(polygon, rings=rings[:1])
    return added(context.sheet, context.name, polygon)


def _showing(context: Context, region: Bitmap, tolerance: float) -> Preview:
    note = _("容差 {tolerance}", tolerance=round(tolerance))
    if not region.count:
        return Preview(note=note)
    if context.as_mask:
        note = f"{note}  {region.count} px²"
        paint = Paint(None, mask_id="wand", label=context.label, adds=True)
        paint.lay(region)
        return Preview(patch=paint.patch(), note=note)
    rings = polygons_of(region, tolerance=_SMOOTH)[0]
    polygon = Polygon("wand", context.label, rings, attributes=context.attributes)
    return Preview((polygon,), note=f"{note}  {note_of(polygon)}")
