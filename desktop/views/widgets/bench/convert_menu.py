"""Which shape the selected marks become: those that their classes allow, by digit or arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from desktop.annotation.limits import Sheet
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.verbs.chosen import allows
from desktop.annotation.verbs.conversion import kinds_of
from desktop.base.wording import N_, _
from desktop.views.theme.icons import icon
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.key_actions import BY_ID
from desktop.views.widgets.canvas.verbs import convert
from desktop.views.widgets.canvas.widget import ImageCanvas
from desktop.views.widgets.menus import heading

#: What a shape may become, in the order of the tools.
NAMES: dict[ShapeKind, str] = {
    "box": N_("矩形框"),
    "rotated": N_("旋转框"),
    "polygon": N_("多边形"),
    "mask": N_("掩膜"),
    "ellipse": N_("椭圆"),
    "quad": N_("四边形"),
    "point": N_("点"),
}
_ICONS: dict[ShapeKind, str] = {"mask": "tool.brush"}


def targets(sheet: Sheet, shapes: Sequence[Shape]) -> list[ShapeKind]:
    """Return what one of the shapes at least can become and its class allows."""
    return [
        kind
        for kind in NAMES
        if any(
            kind in kinds_of(shape) and allows(sheet, shape.label, kind)
            for shape in shapes
            if not shape.locked
        )
    ]


class ConvertMenu(QMenu):
    """The kinds, each with a digit."""

    def __init__(self, parent: QWidget, canvas: ImageCanvas) -> None:
        super().__init__(parent)
        self._canvas = canvas

    def ask(self, desk: ImageDesk) -> None:
        """Ask which; where there is only one, or none, it is done, or said, at once."""
        if not desk.something_selected():
            return
        kinds = targets(desk.sheet, desk.selected_shapes())
        if len(kinds) < 2:
            convert(desk, *kinds)
            return
        self.clear()
        heading(self, _("换成"))
        for place, kind in enumerate(kinds, start=1):
            sign = icon(BY_ID[_ICONS.get(kind, f"tool.{kind}")].shown_icon)
            self.addAction(sign, f"&{place}  {_(NAMES[kind])}").triggered.connect(
                partial(convert, desk, kind)
            )
        self.setActiveAction(self.actions()[1])
        self.popup(self._canvas.mapToGlobal(self._place(desk)))

    def _place(self, desk: ImageDesk) -> QPoint:
        """Return where the first selected mark ends, in the canvas's pixels."""
        x1, y1, x2, y2 = self._canvas.view.rect(desk.selected_shapes()[0].bounds)
        density = self._canvas.devicePixelRatioF()
        area = self._canvas.rect()
        x = min(max(round((x1 + x2) / 2 / density), 0), area.width() - 1)
        y = min(max(round((y1 + y2) / 2 / density), 0), area.height() - 1)
        return QPoint(x, y)
