"""How the tool in hand is set: brush size and tip, snapping, tolerance, on a plate over the canvas."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QWidget

from desktop.annotation.tools.strokes import Settings
from desktop.base.wording import N_, _
from desktop.views.theme.current import theme
from desktop.views.widgets.cards import Frame
from desktop.views.widgets.fields import Select
from desktop.views.widgets.labels import line

#: The settings that a tool asks for; tools that are not named ask for none: the plate lies over the picture, and what
#: a key switches (snapping, four extreme points) is in the menu.
ASKED: Mapping[str, tuple[str, ...]] = {
    "brush": ("brush", "tip", "takes"),
    "eraser": ("brush", "tip"),
    "fill": ("snap", "takes"),
    "cut": ("snap",),
    "wand": ("tolerance",),
    "scissors": ("edges",),
}
#: The brush's diameter in image pixels, least and most; the slider runs evenly over its logarithm.
LEAST, MOST = 1.0, 512.0
_STEPS = 200


class ToolPlate(Frame):
    """A row of settings. It shows only while the tool in hand asks for one."""

    #: Settings, after one of them was changed here.
    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("card", margin=8, spacing=8)
        self.setParent(parent)
        self.tool = ""
        self.settings = Settings()
        self._silent = False
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(theme().px(8))
        self._size, self._said = self._slider(_("画笔大小")), QLabel()
        self._said.setMinimumWidth(theme().px(56))
        self._tolerance, self._colours = self._slider(_("颜色容差"), most=255), QLabel()
        self._edges, self._faint = self._slider(_("贴边灵敏度"), most=100), QLabel()
        self._edges.setToolTip(_("高：淡的边缘也贴着走；低：只贴明显的边缘"))
        for said in (self._colours, self._faint):
            said.setMinimumWidth(theme().px(28))
        self._tip = Select([("disc", _("圆")), ("square", _("方"))], _("笔尖"))
        self._snap = QCheckBox(_("吸附到旁边的边和点"))
        self._takes = QCheckBox(_("从别的掩膜上拿走"))
        self._takes.setToolTip(_("画到别的掩膜上时，那里的像素改归这一个"))
        self._put("brush", N_("画笔"), self._size, self._said)
        self._put("tip", N_("笔尖"), self._tip)
        self._put("tolerance", N_("颜色容差"), self._tolerance, self._colours)
        self._put("edges", N_("贴边灵敏度"), self._edges, self._faint)
        self._put("snap", "", self._snap)
        self._put("takes", "", self._takes)
        self.add(self._row)
        self._tip.currentIndexChanged.connect(self._tell)
        self._snap.toggled.connect(self._tell)
        self._takes.toggled.connect(self._tell)
        self.hide()

    def show_tool(self, tool: str, settings: Settings) -> None:
        """Show what a tool asks for, as it is set; hide when it asks for nothing."""
        asked = ASKED.get(tool, ())
        self.tool, self.settings = tool, settings
        self._silent = True
        self._size.setValue(_place(settings.brush))
        self._said.setText(f"{settings.brush:.0f} px")
        self._tolerance.setValue(round(settings.tolerance))
        self._edges.setValue(round(settings.edges))
        self._say()
        self._tip.choose(settings.tip)
        self._snap.setChecked(settings.snap)
        self._takes.setChecked(settings.takes)
        self._silent = False
        for name, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(name in asked)
        self.setVisible(bool(asked))
        # The rows that have gone would keep their room: the row lies in a layout of layouts.
        self._row.invalidate()
        self.resize(self.sizeHint())
        # The canvas was laid out later and lies above.
        self.raise_()

    def _say(self) -> None:
        """Write the figures beside the sliders."""
        self._colours.setText(str(self._tolerance.value()))
        self._faint.setText(str(self._edges.value()))

    def _slider(self, says: str, *, most: int = _STEPS) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, most)
        slider.setPageStep(most // 10)
        slider.setFixedWidth(theme().px(140))
        slider.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        slider.setAccessibleName(says)
        slider.valueChanged.connect(self._tell)
        return slider

    def _put(self, name: str, says: str, *widgets: QWidget) -> None:
        named = (line(_(says), "caption"), *widgets) if says else widgets
        self._rows[name] = named
        for widget in named:
            self._row.addWidget(widget)

    def _tell(self) -> None:
        if self._silent:
            return
        brush = self.settings.brush
        if self._size.value() != _place(brush):
            brush = _diameter(self._size.value())
        self.settings = replace(
            self.settings,
            brush=brush,
            tip=self._tip.currentData(),
            snap=self._snap.isChecked(),
            takes=self._takes.isChecked(),
            tolerance=float(self._tolerance.value()),
            edges=float(self._edges.value()),
        )
        self._say()
        self._said.setText(f"{brush:.0f} px")
        self.changed.emit(self.settings)


def _place(diameter: float) -> int:
    return round(_STEPS * math.log(min(max(diameter, LEAST), MOST) / LEAST) / math.log(MOST / LEAST))


def _diameter(place: int) -> float:
    return float(round(LEAST * math.exp(place / _STEPS * math.log(MOST / LEAST))))
