"""Brightness and contrast of the view: two sliders on a small plate over the canvas."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSlider, QVBoxLayout, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, row
from desktop.views.widgets.labels import line


class AdjustPlate(Frame):
    """The sliders. The picture's pixels, and what is scored, stay as they are."""

    #: (brightness, contrast), each -100..100
    adjusted = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("card", margin=12, spacing=8)
        self.setParent(parent)
        self._brightness, self._contrast = self._slider(_("亮度")), self._slider(_("对比度"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        for place, (name, slider) in enumerate(
            ((_("亮度"), self._brightness), (_("对比度"), self._contrast))
        ):
            grid.addWidget(line(name), place, 0)
            grid.addWidget(slider, place, 1)
        foot: QVBoxLayout = QVBoxLayout()
        foot.addWidget(line(_("只改变显示，不改图片。"), "caption"))
        self.add(grid, row(foot, None, button(_("还原"), self.reset), button(_("关闭"), self.hide)))
        self.setFixedWidth(theme().px(320))
        self.adjustSize()
        self.hide()

    def reset(self) -> None:
        """Show the picture as it is."""
        self._brightness.setValue(0)
        self._contrast.setValue(0)

    def _slider(self, says: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(-100, 100)
        slider.setPageStep(20)
        slider.setAccessibleName(says)
        slider.valueChanged.connect(self._tell)
        return slider

    def _tell(self) -> None:
        self.adjusted.emit(self._brightness.value(), self._contrast.value())
