"""What is live over the picture while a person labels: marks in hand, selected, hovered, and the pointer's aids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from desktop.annotation.shapes.base import Rect, Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.tools.strokes import MaskPatch, Preview
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.aids import BrushRing, Spot, Trail
from desktop.views.widgets.canvas.desk import SELECT, ImageDesk
from desktop.views.widgets.canvas.hand import Hand
from desktop.views.widgets.canvas.knots import Knot
from desktop.views.widgets.canvas.live import (
    Band,
    Item,
    KeyboardCursor,
    LiveBox,
    Note,
    crosshair,
    handles_for,
    note_size,
)
from desktop.views.widgets.canvas.live_mask import LiveMask
from desktop.views.widgets.canvas.live_shapes import LiveStyle, live_items
from desktop.views.widgets.canvas.options import ViewOptions, says_yes
from desktop.views.widgets.canvas.plane import Plane
from desktop.views.widgets.canvas.tags import ClassLook
from desktop.views.widgets.canvas.toolbox import TOOLS
from desktop.views.widgets.canvas.viewport import Viewport

#: More selected marks than this are outlined, not drawn live with handles.
MOST_LIVE = 60
#: Opacity: how much fuller what is hovered is than what is selected.
_HOVERED = 0.1
#: Opacity: how much fuller a mask is than an outline, which has its line besides.
_MASKED = 0.3
#: Pixels of masks that are kept: with more, only those of the selected ones are.
_MOST_PIXELS = 32_000_000


class Stage:
    """Says what is live: marks in hand, selected and hovered, crosshair, notes, brush and keyboard cursor."""

    def __init__(self, desk: ImageDesk, hand: Hand, view: Viewport) -> None:
        self._desk = desk
        self._hand = hand
        self._view = view
        self._density = 1.0
        self.looks: tuple[ClassLook, ...] = ()
        self.options = ViewOptions()
        #: The colour of a mark where each has its own; None: its class's.
        self.colour_of: Callable[[Shape], QColor | None] = _of_its_class
        #: Marks as they would become: shown in place of those with their ids.
        self.trial: tuple[Shape, ...] = ()
        #: A place that is pointed at from elsewhere, in image pixels.
        self.pointed: Rect | None = None
        self._followed: MaskPatch | None = None
        self._masks: dict[str, LiveMask] = {}
        self._fresh: list[QRectF] = []

    def dress(self, looks: tuple[ClassLook, ...], density: float) -> None:
        """Draw the classes with these looks, ``density`` device pixels for one of ours."""
        self.looks = looks
        self._density = density
        self._masks.clear()
        self._followed = None

    def items(self) -> Iterator[Item]:
        """Yield what is live, the lowest first."""
        preview = self._hand.gesture.preview if self._hand.gesture is not None else None
        if not self._desk.veiled:
            yield from self._patch(preview.patch if preview is not None else None)
            yield from self._shapes(preview)
        if self.pointed is not None:
            yield Band(_rect(self._view.rect(self.pointed)), theme().colour("accent"))
        if preview is not None and preview.band is not None:
            yield Band(_rect(self._view.rect(preview.band)), theme().colour("accent"))
        if preview is not None:
            yield from self._under_way(preview)
        yield from self._pointer(preview)

    def lifted(self) -> tuple[Shape, ...]:
        """Return the marks of the document that are drawn live, so that the tiles leave them out."""
        preview = self._hand.gesture.preview if self._hand.gesture is not None else None
        ids = dict.fromkeys(self._desk.selected)
        if preview is not None:
            ids |= dict.fromkeys(shape.id for shape in preview.shapes)
            if preview.patch is not None:
                ids[preview.patch.mask_id] = None
        if len(ids) > MOST_LIVE:
            return ()
        marks = (self._desk.document.get(mark_id) for mark_id in ids)
        return tuple(mark for mark in marks if isinstance(mark, Shape))

    def take_fresh(self) -> list[QRectF]:
        """Return where a brush has painted since this was last asked, in device pixels."""
        fresh, self._fresh = self._fresh, []
        return fresh

    # -- marks

    def _shapes(self, preview: Preview | None) -> Iterator[Item]:
        desk, hand = self._desk, self._hand
        shown = {shape.id: shape for shape in desk.selected_shapes()[:MOST_LIVE]}
        if preview is not None:
            shown |= {shape.id: shape for shape in preview.shapes}
            if preview.patch is not None:
                shown.pop(preview.patch.mask_id, None)
        shown |= {shape.id: shape for shape in self.trial if shape.id in shown}
        hovered = desk.document.get(hand.hovered)
        if preview is None and isinstance(hovered, Shape) and hovered.id not in shown:
            yield from self._live(hovered, fill=self.options.fill_selected + _HOVERED, tagged=True)
        alone = len(shown) == 1 and desk.tool == SELECT and preview is None
        for shape in shown.values():
            yield from self._live(shape, handles=alone and not shape.locked, tagged=preview is None)

    def _live(
        self, shape: Shape, *, fill: float | None = None, handles: bool = False, tagged: bool = False
    ) -> Iterator[Item]:
        look = self._look(shape)
        fill = self.options.fill_selected if fill is None else fill
        tagged = tagged and self.options.tags
        if isinstance(shape, Box):
            rect = _rect(self._view.rect(shape.corners))
            parts = handles_for(rect, self._density) if handles else ()
            tag = look.tag if tagged else None
            yield LiveBox(
                rect, look.colour, self._density, tag, parts, round(255 * fill), self._is_dashed(shape)
            )
            return
        grip = self._hand.grip
        style = LiveStyle(
            fill,
            handles,
            tagged,
            self._is_dashed(shape),
            grip.place if grip is not None and grip.what == "handle" and handles else None,
            tuple(self._desk.table.bones.get(shape.label, ())),
            QRectF(0, 0, self._view.width, self._view.height).adjusted(-9, -9, 9, 9),
        )
        if isinstance(shape, Mask):
            yield from self._mask(shape, look, style)
        else:
            yield from live_items(shape, Plane.of(self._view), look, self._density, style)

    def _mask(self, mask: Mask, look: ClassLook, style: LiveStyle) -> Iterator[Item]:
        kept = self._kept(mask.id, look.colour, style.fill)
        self._fresh += kept.show(mask.tiles)
        yield kept
        yield from live_items(mask, Plane.of(self._view), look, self._density, style)

    def _kept(self, mask_id: str, colour: QColor, fill: float) -> LiveMask:
        """Return the pixels of a mask on the view as it is: the same ones as long as only the view's place changes."""
        plane, size = Plane.of(self._view), (self._view.width, self._view.height)
        kept = self._masks.get(mask_id)
        if kept is not None and kept.suits(plane, size, colour, min(fill + _MASKED, 1.0)):
            kept.pan(plane)
            return kept
        if sum(mask.pixels for mask in self._masks.values()) > _MOST_PIXELS:
            in_hand = {*self._desk.selected, mask_id}
            self._masks = {own: mask for own, mask in self._masks.items() if own in in_hand}
        kept = self._masks[mask_id] = LiveMask(plane, size, colour, min(fill + _MASKED, 1.0))
        self._followed = None
        return kept

    def _look(self, shape: Shape) -> ClassLook:
        own, look = self.colour_of(shape), self._look_of_label(shape.label)
        return look if own is None else replace(look, colour=own)

    def _is_dashed(self, shape: Shape) -> bool:
        asked = self.options.dashed
        return shape.hidden or any(
            says_yes(value) for name, value in shape.attributes.items() if name in asked
        )

    # -- brush

    def _patch(self, patch: MaskPatch | None) -> Iterator[Item]:
        """Yield the mask under a brush: the pixels of the one that is selected, as long as the stroke goes on."""
        if patch is None:
            self._followed = None
            return
        mask = self._desk.document.get(patch.mask_id)
        colour = (
            self._look(mask).colour if isinstance(mask, Mask) else self._look_of_label(patch.label).colour
        )
        kept = self._kept(patch.mask_id, colour, self.options.fill_selected)
        if self._followed is None or self._followed.tiles is not patch.tiles:
            self._fresh += kept.show(mask.tiles if isinstance(mask, Mask) else {})
            self._fresh += kept.follow(patch, patch.rect)
        elif patch is not self._followed:
            self._fresh += kept.follow(patch, patch.fresh)
        self._followed = patch
        yield kept

    # -- aids

    def _under_way(self, preview: Preview) -> Iterator[Item]:
        colour = self._look_of_label(self._desk.label.id).colour
        if len(preview.trail) > 1:
            points = tuple(self._view.to_view(*point) for point in preview.trail)
            yield Trail(points, preview.closes, colour, self._density)
        if preview.knot is not None:
            yield Knot(QPointF(*self._view.to_view(*preview.knot)), theme().colour("bad"), self._density)
        if preview.spot is not None:
            yield Spot(QPointF(*self._view.to_view(*preview.spot)), theme().colour("accent"), self._density)

    def _look_of_label(self, label_id: str) -> ClassLook:
        labels = self._desk.schema.labels
        return self.looks[next((n for n, own in enumerate(labels) if own.id == label_id), len(labels))]

    def _pointer(self, preview: Preview | None) -> Iterator[Item]:
        hand, view, density = self._hand, self._view, self._density
        at = QPointF(*view.to_view(*hand.spot)) if hand.spot is not None else None
        if at is None and hand.at is not None:
            at = QPointF(*hand.at)
        if at is None:
            return
        tool = TOOLS.get(self._desk.tool)
        if tool is not None and tool.paints:
            settings = self._desk.settings
            radius = max(settings.brush / 2 * view.scale, 1.0)
            yield BrushRing(at, radius, settings.tip == "square", density)
        elif tool is not None and self.options.crosshair:
            yield from self._crosshair(at)
        if hand.spot is not None:
            yield KeyboardCursor(at, theme().colour("accent"), density)
        if preview is not None and (preview.note or preview.warning):
            yield self._note(preview, at)

    def _crosshair(self, at: QPointF) -> Iterator[Item]:
        options = self.options
        colour = theme().colour(options.crosshair_colour) if options.crosshair_colour else None
        size = self._view.width, self._view.height
        return crosshair(at, size, self._density, colour=colour, opacity=options.crosshair_opacity)

    def _note(self, preview: Preview, at: QPointF) -> Note:
        warns = bool(preview.warning)
        text = preview.note
        if warns:
            text = f"{text}  {preview.warning}".strip()
        width, height = note_size(text, self._density)
        gap = 14 * self._density
        x = at.x() + gap if at.x() + gap + width < self._view.width else at.x() - gap - width
        y = at.y() + gap if at.y() + gap + height < self._view.height else at.y() - gap - height
        ground = theme().colour("bad") if warns else QColor(0, 0, 0, 200)
        ink = theme().colour("surface") if warns else QColor(Qt.GlobalColor.white)
        return Note(QPointF(round(x), round(y)), text, ground, ink, self._density)


def _of_its_class(_shape: Shape) -> QColor | None:
    return None


def _rect(corners: Rect) -> QRectF:
    return QRectF(corners[0], corners[1], corners[2] - corners[0], corners[3] - corners[1])
