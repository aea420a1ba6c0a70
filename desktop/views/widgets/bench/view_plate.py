"""How the marks are shown: opacity, what a colour stands for, names on or off, classes hidden; on a plate over the canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSlider, QVBoxLayout, QWidget

from desktop.base.wording import N_, _
from desktop.curriculum.schema import Label
from desktop.views.theme.current import theme
from desktop.views.widgets.buttons import button
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.cards import Frame, clear, row
from desktop.views.widgets.fields import Select
from desktop.views.widgets.labels import line

#: The field of the options that a slider sets, and what it is called.
_SLIDERS = (("fill", N_("填充")), ("fill_selected", N_("选中时填充")), ("fill_mask", N_("掩膜")))
_COLOURINGS = (("class", N_("每类一色")), ("instance", N_("每个一色")), ("group", N_("每组一色")))


class ViewPlate(Frame):
    """The settings. No mark is changed; the next picture is shown the same way, with every class in sight."""

    #: ViewOptions.
    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("card", margin=12, spacing=8)
        self.setParent(parent)
        self.options = ViewOptions()
        self._silent = False
        self._sliders: dict[str, QSlider] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        for place, (field, name) in enumerate(_SLIDERS):
            self._sliders[field] = self._slider(_(name))
            grid.addWidget(line(_(name)), place, 0)
            grid.addWidget(self._sliders[field], place, 1)
        self._colouring = Select([(value, _(name)) for value, name in _COLOURINGS], _("颜色表示"))
        grid.addWidget(line(_("颜色")), len(_SLIDERS), 0)
        grid.addWidget(self._colouring, len(_SLIDERS), 1)
        self._tags = QCheckBox(_("显示类别名"))
        self._classes: dict[str, QCheckBox] = {}
        self._class_column = QVBoxLayout()
        self._class_column.setSpacing(theme().px(2))
        self.add(
            grid,
            self._tags,
            line(_("显示的类别"), "caption"),
            self._class_column,
            row(None, button(_("还原"), self.reset), button(_("关闭"), self.hide)),
        )
        self._colouring.currentIndexChanged.connect(self._tell)
        self._tags.toggled.connect(self._tell)
        self.setFixedWidth(theme().px(300))
        self._show()
        self.hide()

    def begin(self, options: ViewOptions, labels: Sequence[Label]) -> None:
        """Begin with these settings and all classes in sight, and tell them."""
        self.options = replace(options, unseen=frozenset(), solo=None)
        self._offer(labels)
        self._show()
        self.changed.emit(self.options)

    def _offer(self, labels: Sequence[Label]) -> None:
        clear(self._class_column)
        self._classes = {}
        for label in labels:
            box = QCheckBox(label.called)
            box.setChecked(True)
            box.toggled.connect(self._tell)
            self._classes[label.id] = box
            self._class_column.addWidget(box)
        self.adjustSize()

    def reset(self) -> None:
        """Show everything as it comes."""
        self.options = ViewOptions()
        self._show()
        self.changed.emit(self.options)

    def _show(self) -> None:
        self._silent = True
        for field, slider in self._sliders.items():
            slider.setValue(round(100 * getattr(self.options, field)))
        self._colouring.choose(self.options.colouring)
        self._tags.setChecked(self.options.tags)
        for label_id, box in self._classes.items():
            box.setChecked(label_id not in self.options.unseen)
        self._silent = False

    def _slider(self, says: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 100)
        slider.setPageStep(10)
        slider.setAccessibleName(says)
        slider.valueChanged.connect(self._tell)
        return slider

    def _tell(self) -> None:
        if self._silent:
            return
        self.options = replace(
            self.options,
            fill=self._sliders["fill"].value() / 100,
            fill_selected=self._sliders["fill_selected"].value() / 100,
            fill_mask=self._sliders["fill_mask"].value() / 100,
            colouring=self._colouring.currentData(),
            tags=self._tags.isChecked(),
            unseen=frozenset(own for own, box in self._classes.items() if not box.isChecked()),
        )
        self.changed.emit(self.options)
