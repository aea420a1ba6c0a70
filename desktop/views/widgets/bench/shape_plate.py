"""How far points are thinned out, and how small a part is crumbs: on a plate, with what would come of it to be seen."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QSlider, QWidget

from desktop.annotation.document import Replace
from desktop.annotation.forms import bitmap_of
from desktop.annotation.geometry.islands import sizes
from desktop.annotation.limits import Sheet
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.verbs import areas
from desktop.base.habits import LIMITS, Habits
from desktop.base.wording import N_, _
from desktop.views.theme.current import theme
from desktop.views.widgets.buttons import button
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.widget import ImageCanvas
from desktop.views.widgets.cards import Frame, row
from desktop.views.widgets.habits_in_use import habits_in_use
from desktop.views.widgets.labels import line

Verb: TypeAlias = Callable[[Sheet, tuple[str, ...], float], Done]
Count: TypeAlias = Callable[[Shape], int]
#: Places of the slider; it runs evenly over the logarithm.
_PLACES = 200


def _points(shape: Shape) -> int:
    return len(shape.handles) if shape.kind in {"polygon", "polyline"} else 0


def _parts(shape: Shape) -> int:
    return len(sizes(bitmap_of(shape))) if isinstance(shape, Mask) else 0


def _without_islands(sheet: Sheet, ids: tuple[str, ...], least: float) -> Done:
    return areas.remove_islands(sheet, ids, round(least) or None)


@dataclass(frozen=True)
class Trial:
    """What is tried: the habit that keeps its measure, from where to where it goes, and what is counted."""

    says: str
    unit: str
    habit: str
    least: float
    most: float
    digits: int
    verb: Verb
    count: Count
    told: str
    #: What the least measure means, where it is no measure.
    none: str = ""


TRIALS: dict[str, Trial] = {
    "shape.simplify": Trial(
        N_("减少顶点：容差"),
        " px",
        "simplify",
        LIMITS["simplify"][0],
        LIMITS["simplify"][1],
        1,
        areas.simplify,
        _points,
        N_("{before} → {after} 个点"),
    ),
    "mask.islands": Trial(
        N_("去掉碎块：小于"),
        " px",
        "islands",
        0,
        20_000,
        0,
        _without_islands,
        _parts,
        N_("{before} → {after} 块"),
        N_("只留最大的一块"),
    ),
}


class ShapePlate(Frame):
    """Opened by the key of what it tries; the same key, or Enter, does it, Esc does not. What is shown changes no mark."""

    #: It came or went.
    moved = Signal()

    def __init__(self, parent: QWidget, canvas: ImageCanvas) -> None:
        super().__init__("card", margin=8, spacing=8)
        self.setParent(parent)
        self._canvas = canvas
        self._desk: ImageDesk | None = None
        self._action = ""
        self._silent = False
        self._says, self._count = line("", "caption"), line("")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _PLACES)
        self._slider.setPageStep(_PLACES // 10)
        self._slider.setFixedWidth(theme().px(140))
        self._slider.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.number = QDoubleSpinBox()
        self.number.setKeyboardTracking(True)
        self._count.setMinimumWidth(theme().px(120))
        self.add(
            row(
                self._says,
                self._slider,
                self.number,
                self._count,
                button(_("确定"), self.apply, look="main"),
                button(_("取消"), self.shut),
                spacing=8,
            )
        )
        self._slider.valueChanged.connect(self._slid)
        self.number.valueChanged.connect(self._typed)
        self.hide()

    def verbs(self, desk: ImageDesk) -> dict[str, Callable[[], object]]:
        """Follow a desk; return what the keys do, by action."""
        self.shut()
        self._desk = desk
        desk.selection_changed.connect(self._gone)
        desk.stepped.connect(self._gone)
        desk.mode_changed.connect(self._gone)
        return {action: partial(self.open, action) for action in TRIALS}

    def open(self, action: str) -> None:
        """Show what would come of it; opened already, do it."""
        desk = self._desk
        if desk is None or not desk.something_selected():
            return
        if self.isVisible() and self._action == action:
            self.apply()
            return
        if not any(TRIALS[action].count(shape) for shape in desk.selected_shapes() if not shape.locked):
            desk.conclude(TRIALS[action].verb(desk.sheet, desk.selected, 1.0))
            return
        self._action = action
        self._dress(TRIALS[action])
        self.adjustSize()
        self.show()
        self.raise_()
        self.moved.emit()
        self._try()
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.selectAll()

    def apply(self) -> None:
        """Do what was tried, as one step."""
        desk, action, measure = self._desk, self._action, self.number.value()
        self.shut()
        if desk is not None and action:
            habits = habits_in_use()
            habits.put(_with(habits.now, TRIALS[action], measure))
            desk.conclude(TRIALS[action].verb(desk.sheet, desk.selected, measure))

    def shut(self) -> None:
        """Leave the marks as they are."""
        had_focus = self.isAncestorOf(self.number) and self.number.hasFocus()
        was_open = self.isVisible()
        self._show_trial(())
        self.hide()
        if was_open:
            self.moved.emit()
        if had_focus:
            self._canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, Esc does not."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.apply()
        elif event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    # -- inside

    def _gone(self) -> None:
        """What was tried is no longer what is selected."""
        if self.isVisible():
            self.shut()

    def _dress(self, trial: Trial) -> None:
        self._silent = True
        self._says.setText(_(trial.says))
        for field in (self._slider, self.number):
            field.setAccessibleName(_(trial.says))
        self.number.setDecimals(trial.digits)
        self.number.setRange(trial.least, trial.most)
        self.number.setSuffix(trial.unit)
        self.number.setSingleStep(0.5 if trial.digits else 10)
        self.number.setSpecialValueText(_(trial.none) if trial.none else "")
        self.number.setMinimumWidth(theme().px(130 if trial.none else 90))
        self.number.setValue(getattr(habits_in_use().now, trial.habit))
        self._slider.setValue(_place(trial, self.number.value()))
        self._silent = False

    def _slid(self, place: int) -> None:
        if not self._silent:
            self.number.setValue(_measure(TRIALS[self._action], place))

    def _typed(self, measure: float) -> None:
        if not self._silent:
            self._silent = True
            self._slider.setValue(_place(TRIALS[self._action], measure))
            self._silent = False
            self._try()

    def _try(self) -> None:
        desk, trial = self._desk, TRIALS[self._action]
        if desk is None:
            return
        done = trial.verb(desk.sheet, desk.selected, self.number.value())
        new = {
            edit.after.id: edit.after
            for edit in (done.step.edits if done.step is not None else ())
            if isinstance(edit, Replace) and isinstance(edit.after, Shape)
        }
        shapes = desk.selected_shapes()
        before = sum(map(trial.count, shapes))
        after = sum(trial.count(new.get(shape.id, shape)) for shape in shapes)
        self._count.setText(_(trial.told, before=before, after=after))
        self._show_trial(tuple(new.values()))

    def _show_trial(self, shapes: tuple[Shape, ...]) -> None:
        stage = self._canvas.stage
        if stage is not None and stage.trial != shapes:
            stage.trial = shapes
            self._canvas.refresh()


def _with(habits: Habits, trial: Trial, measure: float) -> Habits:
    return replace(habits, **{trial.habit: measure if trial.digits else round(measure)})  # type: ignore[arg-type]


def _lowest(trial: Trial) -> float:
    return trial.least or 1.0


def _place(trial: Trial, measure: float) -> int:
    """Return where the slider stands for a measure; a least measure of 0 stands at its very end."""
    if measure < _lowest(trial):
        return 0
    share = math.log(measure / _lowest(trial)) / math.log(trial.most / _lowest(trial))
    return max(round(_PLACES * share), 0 if trial.least else 1)


def _measure(trial: Trial, place: int) -> float:
    if not place:
        return trial.least
    measure: float = _lowest(trial) * (trial.most / _lowest(trial)) ** (place / _PLACES)
    return round(measure, trial.digits)
