"""How the marks are shown: opacity, what a colour stands for, names on or off, classes hidden; on a plate over the canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSlider, QVBoxLayout, QWidget

from desktop.base.habits import Habits
from desktop.base.wording import N_, _
from desktop.curriculum.schema import Label
from desktop.views.theme.current import theme
from desktop.views.widgets.buttons import button
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.cards import Frame, clear, row, scrolled
from desktop.views.widgets.fields import Select
from desktop.views.widgets.habits_in_use import habits_in_use
from desktop.views.widgets.labels import line

#: The field of the options that a slider sets, and what it is called.
_SLIDERS = (("fill", N_("填充")), ("fill_selected", N_("选中时填充")), ("fill_mask", N_("掩膜")))
_CROSSHAIRS = (
    ("", N_("黑白相间")),
    ("accent", N_("蓝")),
    ("good", N_("绿")),
    ("caution", N_("黄")),
    ("bad", N_("红")),
)
_ZOOMS = (("fit", N_("适合窗口")), ("zoom", N_("保持缩放")), ("place", N_("保持缩放和位置")))
_COLOURINGS = (("class", N_("每类一色")), ("instance", N_("每个一色")), ("group", N_("每组一色")))


#: Our pixels: the classes are no higher together.
_CLASSES_HIGH = 168


class ViewPlate(Frame):
    """The settings. No mark is changed; the next picture is shown the same way, with every class in sight."""

    #: ViewOptions.
    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("card", margin=12, spacing=8)
        self.setParent(parent)
        self.options = ViewOptions()
        #: Until everything is there and shown.
        self._silent = True
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
        self._cross = QCheckBox(_("十字线"))
        self._cross_colour = Select([(value, _(name)) for value, name in _CROSSHAIRS], _("十字线颜色"))
        self._sliders["crosshair_opacity"] = self._slider(_("十字线浓淡"))
        self._sliders["crosshair_opacity"].setMinimum(10)
        self._zoom = Select([(value, _(name)) for value, name in _ZOOMS], _("换图时"))
        self._tab_zooms = QCheckBox(_("换标注时放大到它"))
        below = len(_SLIDERS) + 1
        grid.addWidget(self._cross, below, 0)
        grid.addWidget(self._cross_colour, below, 1)
        grid.addWidget(line(_("十字线浓淡")), below + 1, 0)
        grid.addWidget(self._sliders["crosshair_opacity"], below + 1, 1)
        grid.addWidget(line(_("换图时")), below + 2, 0)
        grid.addWidget(self._zoom, below + 2, 1)
        self._tags = QCheckBox(_("显示类别名"))
        self._classes: dict[str, QCheckBox] = {}
        self._class_column = QVBoxLayout()
        self._class_column.setSpacing(theme().px(2))
        self._low = scrolled(self._class_column, margin=0)
        self.add(
            grid,
            row(self._tags, self._tab_zooms, None),
            line(_("显示的类别"), "caption"),
            self._low,
            row(None, button(_("还原"), self.reset), button(_("关闭"), self.hide)),
        )
        self._colouring.currentIndexChanged.connect(self._tell)
        self._cross_colour.currentIndexChanged.connect(self._tell)
        self._zoom.currentIndexChanged.connect(self._tell_habits)
        for box in (self._tags, self._cross):
            box.toggled.connect(self._tell)
        self._tab_zooms.toggled.connect(self._tell_habits)
        self.setFixedWidth(theme().px(300))
        self._show()
        self.hide()

    def begin(self, options: ViewOptions, labels: Sequence[Label]) -> None:
        """Begin with these settings and all classes in sight, and tell them."""
        self.options = replace(options, unseen=frozenset(), solo=None)
        self._offer(labels)
        self._show()
        self.changed.emit(self.options)

    def take(self, options: ViewOptions) -> None:
        """Show with other settings, and tell them."""
        self.options = options
        self._show()
        self.changed.emit(options)

    def _offer(self, labels: Sequence[Label]) -> None:
        clear(self._class_column)
        self._classes = {}
        for label in labels:
            box = QCheckBox(label.called)
            box.setChecked(True)
            box.toggled.connect(self._tell)
            self._classes[label.id] = box
            self._class_column.addWidget(box)
        # As many rows as there is room for on a low screen; the rest scroll.
        height = sum(box.sizeHint().height() + theme().px(2) for box in self._classes.values())
        self._low.setFixedHeight(min(height, theme().px(_CLASSES_HIGH)))
        self.adjustSize()

    def reset(self) -> None:
        """Show everything as it comes."""
        self.options = ViewOptions()
        habits = habits_in_use()
        habits.put(replace(habits.now, zoom=Habits.zoom, tab_zooms=Habits.tab_zooms))
        self._show()
        self.changed.emit(self.options)

    def toggle_crosshair(self) -> None:
        """Show the crosshair, or hide it."""
        self._cross.toggle()

    def next_zoom(self) -> str:
        """Keep another of zoom and place at the next picture; return which, in words."""
        self._zoom.setCurrentIndex((self._zoom.currentIndex() + 1) % self._zoom.count())
        return self._zoom.currentText()

    def _tell_habits(self) -> None:
        if not self._silent:
            habits = habits_in_use()
            chosen: str = self._zoom.currentData()
            habits.put(replace(habits.now, zoom=chosen, tab_zooms=self._tab_zooms.isChecked()))

    def _show(self) -> None:
        self._silent = True
        for field, slider in self._sliders.items():
            slider.setValue(round(100 * getattr(self.options, field)))
        self._colouring.choose(self.options.colouring)
        self._tags.setChecked(self.options.tags)
        self._cross.setChecked(self.options.crosshair)
        self._cross_colour.choose(self.options.crosshair_colour)
        self._zoom.choose(habits_in_use().now.zoom)
        self._tab_zooms.setChecked(habits_in_use().now.tab_zooms)
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
            crosshair=self._cross.isChecked(),
            crosshair_colour=self._cross_colour.currentData(),
            crosshair_opacity=self._sliders["crosshair_opacity"].value() / 100,
            unseen=frozenset(own for own, box in self._classes.items() if not box.isChecked()),
        )
        self.changed.emit(self.options)
