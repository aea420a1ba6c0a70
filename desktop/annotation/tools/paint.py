"""Pixels under the brush: the tiles of one mask, unpacked as far as a stroke touches them, and the step it comes to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from desktop.annotation.document import Add, Edit, Repaint, Step, adding, removing
from desktop.annotation.forms import bitmap_of, neighbours
from desktop.annotation.geometry.bitmaps import Bitmap, Box
from desktop.annotation.limits import Sheet, told_of_extent
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.base import Attributes, Rect
from desktop.annotation.shapes.bitmap import SIDE, Bits, TilePlace
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.tools.strokes import Context, MaskPatch, Pointer
from desktop.base.wording import _


class Paint:
    """What a stroke does to a mask, or to a new one: a tile is unpacked once, then written in place."""

    def __init__(self, mask: Mask | None, *, mask_id: str, label: str, adds: bool) -> None:
        self.mask = mask
        self.mask_id = mask_id
        self.label = label
        self.adds = adds
        self.tiles: dict[TilePlace, Bits] = {}
        self.rect: Rect | None = None
        self.fresh: Rect = (0.0, 0.0, 0.0, 0.0)
        #: How many pixels the mask has by now.
        self.area = int(mask.area) if mask is not None else 0
        #: The bounds of the tiles that have any pixel, by place; those that changed since they were asked for are left out.
        self._boxes: dict[TilePlace, Box | None] = {}
        self._untouched: tuple[int, list[Box]] = (-1, [])

    def lay(self, pixels: Bitmap) -> None:
        """Set these pixels, or clear them when the stroke takes away."""
        self.put(pixels, adds=self.adds)

    def put(self, pixels: Bitmap, *, adds: bool) -> None:
        """Set or clear these pixels. Nothing is unpacked where there is nothing to clear."""
        x1, y1, x2, y2 = pixels.box
        if x1 >= x2 or y1 >= y2:
            return
        for place in bitmap.places_in(x1, y1, x2, y2):
            tile = self._tile(place, makes=adds)
            if tile is None:
                continue
            left, top = place[0] * SIDE, place[1] * SIDE
            xa, ya, xb, yb = max(left, x1), max(top, y1), min(left + SIDE, x2), min(top + SIDE, y2)
            area = tile[ya - top : yb - top, xa - left : xb - left]
            new = pixels.pixels[ya - y1 : yb - y1, xa - x1 : xb - x1]
            self.area -= int(np.count_nonzero(area))
            if adds:
                np.logical_or(area, new, out=area)
            else:
                np.logical_and(area, ~new, out=area)
            self.area += int(np.count_nonzero(area))
            self._boxes.pop(place, None)
        self.fresh = (float(x1), float(y1), float(x2), float(y2))
        old = self.rect or self.fresh
        self.rect = (min(old[0], x1), min(old[1], y1), max(old[2], x2), max(old[3], y2))

    def patch(self) -> MaskPatch | None:
        """Return what has changed so far, None when nothing has."""
        if self.rect is None:
            return None
        return MaskPatch(self.mask_id, self.label, self.rect, self.fresh, self.tiles, self.adds)

    @property
    def bounds(self) -> Rect:
        """The rectangle around the pixels that the mask has by now; an empty one at 0, 0 when it has none."""
        for place in self.tiles.keys() - self._boxes.keys():
            found = Bitmap(self.tiles[place], place[0] * SIDE, place[1] * SIDE).trimmed()
            self._boxes[place] = found.box if found.pixels.size else None
        if self._untouched[0] != len(self.tiles):
            held = self.mask.tiles if self.mask is not None else {}
            rest = bitmap.bounds({place: tile for place, tile in held.items() if place not in self.tiles})
            self._untouched = len(self.tiles), [rest] if rest is not None else []
        boxes = [*self._untouched[1], *(box for box in self._boxes.values() if box is not None)]
        if not boxes:
            return 0.0, 0.0, 0.0, 0.0
        x1, y1, x2, y2 = zip(*boxes, strict=True)
        return float(min(x1)), float(min(y1)), float(max(x2)), float(max(y2))

    def packed(self) -> dict[TilePlace, bytes]:
        """Return all tiles of the mask as they are now."""
        tiles = dict(self.mask.tiles) if self.mask is not None else {}
        for place, bits in self.tiles.items():
            tile = bitmap.pack(bits)
            if tile is None:
                tiles.pop(place, None)
            else:
                tiles[place] = tile
        return tiles

    def _tile(self, place: TilePlace, *, makes: bool) -> Bits | None:
        if place not in self.tiles:
            held = self.mask.tiles.get(place) if self.mask is not None else None
            if held is None and not makes:
                return None
            self.tiles[place] = bitmap.unpack(held)
        return self.tiles[place]


def paint_for(context: Context, pointer: Pointer, *, adds: bool) -> Paint | str:
    """Return what a stroke paints on: the mask selected, the one of a class of ground, the one to be erased, a new one.

    A sentence instead says why there is nothing to paint on.
    """
    mask = _target(context, pointer, adds=adds)
    if mask is None and not adds:
        return _("这里没有掩膜可擦。先选一个掩膜，或从掩膜上开始擦。")
    if mask is not None and mask.locked:
        return _("这个标注已锁定，按 ‹lock› 解锁后再调整。")
    if mask is None:
        return Paint(None, mask_id=new_mark_id(), label=context.label, adds=adds)
    return Paint(mask, mask_id=mask.id, label=mask.label, adds=adds)


def painted(context: Context, paint: Paint, *, name: str) -> Done:
    """Return what a stroke comes to: a new mask, other pixels of one, or one that has lost its last pixel removed.

    Where areas may not overlap the paint keeps off the others; or, when the hand is set so, masks lose what is painted.
    A mask grows stroke by stroke: one that is too small as yet is told of, never refused.
    """
    sheet, takes = context.sheet, context.settings.takes
    if paint.adds and sheet.limits_of(paint.label).no_overlap:
        _keep_clear(sheet, paint, off_masks=not takes)
    done = _own(sheet, paint, name=name, attributes=context.attributes)
    told = told_of_paint(sheet, paint)
    if told and done.step is not None and done.step.edits:
        done = replace(done, told=_("已画下：{reason}。接着画，或撤销。", reason=told))
    if not takes or not paint.adds or done.step is None:
        return done
    return replace(done, step=_with_others(sheet, paint, done.step))


def told_of_paint(sheet: Sheet, paint: Paint) -> str:
    """Return what a hand should know of the mask as it is by now, or an empty string; nothing of one that is all gone."""
    limits = sheet.limits_of(paint.label)
    if not paint.area or not (limits.side or limits.area):
        return ""
    return told_of_extent(limits, paint.bounds if limits.side else (0.0, 0.0, 0.0, 0.0), paint.area)


def _own(sheet: Sheet, paint: Paint, *, name: str, attributes: Attributes) -> Done:
    tiles = paint.packed()
    if paint.mask is None:
        if not tiles:
            return Done(refused=_("没有画成：{reason}。", reason=_("这里已被别的标注占满")))
        mask = Mask(paint.mask_id, paint.label, tiles, attributes=attributes)
        return Done(adding(name, sheet.document, mask), (mask.id,))
    if not tiles:
        return Done(removing(name, sheet.document, paint.mask_id), ())
    return Done(_repainting(name, paint, tiles), (paint.mask_id,))


def _repainting(name: str, paint: Paint, tiles: dict[TilePlace, bytes]) -> Step:
    """Return the step for the tiles that the stroke touched; no other can have changed."""
    assert paint.mask is not None
    held = paint.mask.tiles
    changed = {
        place: (held.get(place), tiles.get(place))
        for place in sorted(paint.tiles)
        if held.get(place) != tiles.get(place)
    }
    return Step(name, (Repaint(paint.mask_id, changed),) if changed else ())


def _with_others(sheet: Sheet, paint: Paint, step: Step) -> Step:
    """Return the step in which the other masks also lose what was painted over them; locked ones keep it."""
    tiles = paint.packed()
    own = Mask(paint.mask_id, paint.label, tiles)
    edits: list[Edit] = []
    emptied: list[str] = []
    for other in neighbours(sheet.document.shapes(), own):
        if not isinstance(other, Mask) or other.locked:
            continue
        loss = Paint(other, mask_id=other.id, label=other.label, adds=False)
        for place in paint.tiles.keys() & other.tiles.keys():
            new = bitmap.unpack(tiles.get(place))
            loss.lay(Bitmap(new, place[0] * SIDE, place[1] * SIDE))
        left = loss.packed()
        if left:
            edits += _repainting(step.name, loss, left).edits
        else:
            emptied.append(other.id)
    gone = removing(step.name, sheet.document, *emptied).edits
    added = (
        replace(edit, index=edit.index - len(gone)) if isinstance(edit, Add) else edit for edit in step.edits
    )
    return Step(step.name, (*edits, *gone, *added))


def _keep_clear(sheet: Sheet, paint: Paint, *, off_masks: bool) -> None:
    """Take away what the stroke painted over other areas; what was there before the stroke stays."""
    tiles = paint.packed()
    if not tiles:
        return
    own = Mask(paint.mask_id, paint.label, tiles)
    around = bitmap.bounds(tiles)
    for other in neighbours(sheet.document.shapes(), own):
        if isinstance(other, Mask) and not (off_masks or other.locked):
            continue
        pixels = bitmap_of(other, within=around)
        if paint.mask is not None:
            before = bitmap.crop_of(paint.mask.tiles, *pixels.box)
            pixels = replace(pixels, pixels=pixels.pixels & ~before)
        paint.put(pixels, adds=False)


def _target(context: Context, pointer: Pointer, *, adds: bool) -> Mask | None:
    document = context.sheet.document
    masks = [mark for mark in map(document.get, context.selected) if isinstance(mark, Mask)]
    if len(masks) == 1 and (not adds or masks[0].label == context.label):
        return masks[0]
    if adds:
        stuff = (mask for mask in document.of(Mask) if mask.label == context.label)
        return next(stuff, None) if context.is_stuff else None
    under = (document.get(found) for found in context.table.under(pointer.x, pointer.y, 0.0))
    return next((mark for mark in under if isinstance(mark, Mask)), None)
