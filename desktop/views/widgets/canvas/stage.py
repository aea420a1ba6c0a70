"""What is live over the picture while a person labels: boxes in hand, selected, hovered, and the pointer's aids."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from desktop.annotation.shapes.box import Box
from desktop.annotation.tools.strokes import Preview
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.desk import BOX, SELECT, ImageDesk
from desktop.views.widgets.canvas.hand import Hand
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
from desktop.views.widgets.canvas.tags import ClassLook
from desktop.views.widgets.canvas.viewport import Viewport

#: More selected boxes than this are outlined, not drawn live with handles.
MOST_LIVE = 60


class Stage:
    """Says what is live: boxes in hand, selected and hovered, crosshair, size note and keyboard cursor."""

    def __init__(self, desk: ImageDesk, hand: Hand, view: Viewport) -> None:
        self._desk = desk
        self._hand = hand
        self._view = view
        self._density = 1.0
        self.looks: tuple[ClassLook, ...] = ()
        self.with_crosshair = True

    def dress(self, looks: tuple[ClassLook, ...], density: float) -> None:
        """Draw the classes with these looks, ``density`` device pixels for one of ours."""
        self.looks = looks
        self._density = density

    def items(self) -> Iterator[Item]:
        """Yield what is live, the lowest first."""
        preview = self._hand.gesture.preview if self._hand.gesture is not None else None
        if not self._desk.veiled:
            yield from self._boxes(preview)
        if preview is not None and preview.band is not None:
            yield Band(_rect(self._view.rect(preview.band)), theme().colour("accent"))
        yield from self._pointer(preview)

    def _boxes(self, preview: Preview | None) -> Iterator[Item]:
        desk, hand = self._desk, self._hand
        shown = {box.id: box for box in desk.selected_boxes()[:MOST_LIVE]}
        if preview is not None:
            shown |= {box.id: box for box in preview.boxes}
        hovered = desk.document.get(hand.hovered)
        if preview is None and isinstance(hovered, Box) and hovered.id not in shown:
            yield self._live(hovered, fill=70, tagged=True)
        alone = len(shown) == 1 and desk.tool == SELECT and preview is None
        for box in shown.values():
            yield self._live(box, handles=alone and not box.locked, tagged=preview is None)

    def _live(self, box: Box, *, fill: int = 46, handles: bool = False, tagged: bool = False) -> LiveBox:
        rect = _rect(self._view.rect(box.corners))
        look = self.looks[self._code(box)]
        return LiveBox(
            rect,
            look.colour,
            self._density,
            tag=look.tag if tagged else None,
            handles=handles_for(rect, self._density) if handles else (),
            fill=fill,
            dashed=box.hidden,
        )

    def _code(self, box: Box) -> int:
        labels = self._desk.schema.labels
        return next((code for code, label in enumerate(labels) if label.id == box.label), len(labels))

    def _pointer(self, preview: Preview | None) -> Iterator[Item]:
        hand, view, density = self._hand, self._view, self._density
        at = QPointF(*view.to_view(*hand.spot)) if hand.spot is not None else None
        if at is None and hand.at is not None:
            at = QPointF(*hand.at)
        if at is None:
            return
        if self._desk.tool == BOX and self.with_crosshair:
            yield from crosshair(at, view.width, view.height, density)
        if hand.spot is not None:
            yield KeyboardCursor(at, theme().colour("accent"), density)
        if preview is not None and len(preview.boxes) == 1:
            yield self._size_note(preview.boxes[0], at, too_small=preview.too_small)

    def _size_note(self, box: Box, at: QPointF, *, too_small: bool) -> Note:
        text = _("{width} × {height} px", width=round(box.width), height=round(box.height))
        if too_small:
            least = round(self._desk.sheet.minimum)
            text = _("{size}  太小：每边至少 {least} px", size=text, least=least)
        width, height = note_size(text, self._density)
        gap = 14 * self._density
        x = at.x() + gap if at.x() + gap + width < self._view.width else at.x() - gap - width
        y = at.y() + gap if at.y() + gap + height < self._view.height else at.y() - gap - height
        ground = theme().colour("bad") if too_small else QColor(0, 0, 0, 200)
        ink = theme().colour("surface") if too_small else QColor(Qt.GlobalColor.white)
        return Note(QPointF(round(x), round(y)), text, ground, ink, self._density)


def _rect(corners: tuple[float, float, float, float]) -> QRectF:
    return QRectF(corners[0], corners[1], corners[2] - corners[0], corners[3] - corners[1])
