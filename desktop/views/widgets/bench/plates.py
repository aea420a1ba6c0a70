"""What lies over the canvas of the image bench: settings of the tool and of the picture, the whole picture, a second one."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.adjust import AdjustPlate
from desktop.views.widgets.bench.shape_plate import ShapePlate
from desktop.views.widgets.bench.tool_plate import ToolPlate
from desktop.views.widgets.bench.view_plate import ViewPlate
from desktop.views.widgets.canvas.context import ContextPanel
from desktop.views.widgets.canvas.navigator import Navigator
from desktop.views.widgets.canvas.picture_view import PictureView
from desktop.views.widgets.canvas.widget import ImageCanvas

_GAP = 8
#: Our pixels: the second picture with its frame.
_CONTEXT = (320, 260)


class Plates:
    """Keeps each plate in its corner: settings top left, the second picture top right, the navigator bottom right."""

    def __init__(self, parent: QWidget, canvas: ImageCanvas) -> None:
        self.adjust = AdjustPlate(parent)
        self.tool = ToolPlate(parent)
        self.view = ViewPlate(parent)
        self.shape = ShapePlate(parent, canvas)
        self.shape.moved.connect(self.replace)
        self.navigator = Navigator(canvas, parent)
        self.navigator.hide()
        self.context = ContextPanel(parent)
        self.tool.setAccessibleName(_("工具的设置"))
        self.view.setAccessibleName(_("图层"))
        self.adjust.setAccessibleName(_("亮度、对比度"))
        self._area = QRect()

    def place(self, area: QRect) -> None:
        """Put everything into the corners of the canvas's area, in the parent's pixels."""
        self._area = area
        gap = theme().px(_GAP)
        left, top = area.left() + gap, area.top() + gap
        self.tool.move(left, top)
        below = top + self.tool.height() + gap if self.tool.isVisible() else top
        self.shape.adjustSize()
        self.shape.move(left, below)
        if self.shape.isVisible():
            below += self.shape.height() + gap
        for plate in (self.adjust, self.view):
            plate.move(left, below)
        wide, high = (theme().px(side) for side in _CONTEXT)
        self.context.setGeometry(area.right() - wide - gap, top, wide, high)
        size = self.navigator.sizeHint()
        self.navigator.setGeometry(
            area.right() - size.width() - gap,
            area.bottom() - size.height() - gap,
            size.width(),
            size.height(),
        )

    def replace(self) -> None:
        """Put everything into its corner again: a plate has come or gone."""
        self.place(self._area)

    def toggle_adjust(self, view: PictureView) -> None:
        """Show or hide the settings of a view's picture."""
        picture = view.layers.picture.picture
        self.adjust.offer_window(offered=picture is not None and picture.is_deep)
        self.view.hide()
        _toggle(self.adjust)

    def toggle_view(self) -> None:
        """Show or hide how marks are shown."""
        self.adjust.hide()
        _toggle(self.view)

    def toggle_navigator(self) -> None:
        """Show or hide the whole picture."""
        _toggle(self.navigator)

    def toggle_context(self) -> None:
        """Show or hide the second picture, if there is one."""
        if self.context.view.layers.picture.picture is not None:
            _toggle(self.context)

    def only_adjust(self) -> None:
        """Hide what is of use only while working."""
        self.tool.hide()
        self.shape.shut()
        self.view.hide()
        self.navigator.hide()
        self.context.clear()

    def shut(self) -> None:
        """Let go of the second picture."""
        self.context.clear()


def _toggle(plate: QWidget) -> None:
    plate.setVisible(not plate.isVisible())
    plate.raise_()
