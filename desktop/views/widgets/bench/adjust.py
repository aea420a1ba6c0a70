"""How the picture is shown: sliders for brightness, contrast, gamma, colour and window, on a plate over the canvas."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSlider, QVBoxLayout, QWidget

from desktop.base.wording import N_, _
from desktop.views.theme.current import theme
from desktop.views.widgets.buttons import button
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.cards import Frame, row
from desktop.views.widgets.labels import line

#: The field of the look that a slider sets, and what it is called.
_SLIDERS = (
    ("brightness", N_("亮度")),
    ("contrast", N_("对比度")),
    ("gamma", N_("伽马")),
    ("saturation", N_("饱和度")),
    ("level", N_("窗位")),
    ("width", N_("窗宽")),
)
#: Those of a picture of 16 bits only.
_WINDOW = ("level", "width")


class AdjustPlate(Frame):
    """The sliders. The picture's pixels, and what is scored, stay as they are; the next picture is shown the same way."""

    #: A Look.
    adjusted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("card", margin=12, spacing=8)
        self.setParent(parent)
        self._silent = False
        self._names: dict[str, QLabel] = {}
        self._sliders: dict[str, QSlider] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        for place, (field, name) in enumerate(_SLIDERS):
            self._names[field], self._sliders[field] = line(_(name)), self._slider(_(name))
            grid.addWidget(self._names[field], place, 0)
            grid.addWidget(self._sliders[field], place, 1)
        self._equal = QCheckBox(_("直方图均衡"))
        self._equal.setToolTip(_("把暗处和亮处的细节都拉开"))
        self._equal.toggled.connect(self._tell)
        foot: QVBoxLayout = QVBoxLayout()
        foot.addWidget(line(_("只改变显示，不改图片。"), "caption"))
        self.add(
            grid, self._equal, row(foot, None, button(_("还原"), self.reset), button(_("关闭"), self.hide))
        )
        self.setFixedWidth(theme().px(320))
        self.offer_window(offered=False)
        self.hide()

    @property
    def look(self) -> Look:
        """What the sliders say."""
        values = {field: slider.value() for field, slider in self._sliders.items()}
        return Look(**values, equalise=self._equal.isChecked())

    def begin(self, look: Look) -> None:
        """Begin with a look, and tell it."""
        self._silent = True
        for field, slider in self._sliders.items():
            slider.setValue(getattr(look, field))
        self._equal.setChecked(look.equalise)
        self._silent = False
        self._tell()

    def reset(self) -> None:
        """Show the picture as it is."""
        before = self.look
        self._silent = True
        for slider in self._sliders.values():
            slider.setValue(0)
        self._equal.setChecked(False)
        self._silent = False
        if self.look != before:
            self._tell()

    def offer_window(self, *, offered: bool) -> None:
        """Show the sliders of the window, for a picture of 16 bits, or hide them; what they say is kept."""
        for field in _WINDOW:
            self._names[field].setVisible(offered)
            self._sliders[field].setVisible(offered)
        self.adjustSize()

    def _slider(self, says: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(-100, 100)
        slider.setPageStep(20)
        slider.setAccessibleName(says)
        slider.valueChanged.connect(self._tell)
        return slider

    def _tell(self) -> None:
        if not self._silent:
            self.adjusted.emit(self.look)
