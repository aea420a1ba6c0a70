"""What belongs to the one mark selected beside its attributes: figures to type, a text to write out, joints to set."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.annotation.document import replacing
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.quad import MAX_TEXT, Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.base.plain_text import whole
from desktop.base.wording import N_, _
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.joints import JointList
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.cards import clear
from desktop.views.widgets.labels import line

#: Reads the figures of a shape; and the shape with other figures. Raises ValueError for figures that make no shape.
Read: TypeAlias = Callable[[Any], Sequence[float]]
Write: TypeAlias = Callable[[Any, Sequence[float]], Shape]


@dataclass(frozen=True)
class Figures:
    """The figures of a kind of shape: a name for each, how to read and how to write them."""

    names: tuple[str, ...]
    read: Read
    write: Write


def _write_box(box: Box, to: Sequence[float]) -> Box:
    x, y, width, height = to
    if width < 1 or height < 1:
        raise ValueError(_("宽和高至少要 1 像素。"))
    return replace(box, x1=x, y1=y, x2=x + width, y2=y + height)


def _write_rotated(box: RotatedBox, to: Sequence[float]) -> RotatedBox:
    cx, cy, width, height, angle = to
    if width < 1 or height < 1:
        raise ValueError(_("长和宽至少要 1 像素。"))
    return replace(box, cx=cx, cy=cy, width=width, height=height, angle=angle)


def _write_ellipse(ellipse: Ellipse, to: Sequence[float]) -> Ellipse:
    cx, cy, rx, ry, angle = to
    if rx < 1 or ry < 1:
        raise ValueError(_("半径至少要 1 像素。"))
    return replace(ellipse, cx=cx, cy=cy, rx=rx, ry=ry, angle=angle)


def _at(dot: Dot, to: Sequence[float]) -> Dot:
    return replace(dot, x=to[0], y=to[1])


FIGURES: Mapping[ShapeKind, Figures] = {
    "box": Figures(
        ("x", "y", N_("宽"), N_("高")), lambda box: (box.x1, box.y1, box.width, box.height), _write_box
    ),
    "rotated": Figures(
        ("x", "y", N_("长"), N_("宽"), N_("角度")),
        lambda box: (box.cx, box.cy, box.width, box.height, box.angle),
        _write_rotated,
    ),
    "ellipse": Figures(
        ("x", "y", N_("半径 1"), N_("半径 2"), N_("角度")),
        lambda own: (own.cx, own.cy, own.rx, own.ry, own.angle),
        _write_ellipse,
    ),
    "point": Figures(("x", "y"), lambda dot: (dot.x, dot.y), _at),
}


class Details(QWidget):
    """Shows what the one selected mark asks for; empty while none or several are selected."""

    #: A sentence: what was typed cannot be.
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme().px(12), 0, theme().px(12), theme().px(4))
        self._column.setSpacing(theme().px(4))
        self._desk: ImageDesk | None = None
        self._shown: Shape | None = None
        self._fields: list[FigureField] = []
        self._text: QLineEdit | None = None
        self._joints: JointList | None = None
        #: Whose fields are there.
        self._form: tuple[str, str] | None = None

    def show_desk(self, desk: ImageDesk | None) -> None:
        """Show what is selected on a desk and stay in step with it."""
        self._desk, self._form, self._shown = desk, None, None
        if desk is not None:
            desk.stepped.connect(self.refresh)
            desk.selection_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the mark as it stands."""
        before, self._shown = self._shown, self._selected()
        mark = self._shown
        if mark is not None and _form(mark) != self._form:
            self._build(mark)
        elif mark is not None and (before is None or mark.id != before.id):
            self._drop_typing()
        self.setVisible(mark is not None and self._has_fields)
        if mark is None:
            return
        if mark.kind in FIGURES:
            for field, value in zip(self._fields, FIGURES[mark.kind].read(mark), strict=True):
                field.show_value(value)
        for field in self._fields:
            field.setReadOnly(mark.locked)
        if isinstance(mark, Quad) and self._text is not None:
            if self._text.text() != mark.text and not self._text.isModified():
                self._text.setText(mark.text)
            self._text.setReadOnly(mark.locked)
        if isinstance(mark, Skeleton) and self._joints is not None and self._desk is not None:
            self._joints.show_skeleton(mark, self._desk.schema.label(mark.label))

    def focus_first(self) -> bool:
        """Give the keyboard to the first field; tell whether there is one."""
        first = self._text or (self._fields[0] if self._fields else self._joints)
        if first is None or self._shown is None:
            return False
        first.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()
        return True

    def _selected(self) -> Shape | None:
        if self._desk is None or len(self._desk.selected) != 1:
            return None
        mark = self._desk.document.get(self._desk.selected[0])
        return mark if isinstance(mark, Shape) else None

    def _drop_typing(self) -> None:
        """What was being typed for one mark is not for the next."""
        for field in (*self._fields, self._text):
            if field is not None:
                field.setModified(False)

    @property
    def _has_fields(self) -> bool:
        return bool(self._fields) or self._text is not None or self._joints is not None

    def _build(self, mark: Shape) -> None:
        """Make the fields of a kind of mark. They stay for the next of its kind.

        WORKAROUND: a dressed choice that is deleted leaves half a kilobyte in the style (Qt 6.9).
        """
        clear(self._column)
        self._form = _form(mark)
        self._fields, self._text, self._joints = [], None, None
        if mark.kind in FIGURES:
            self._column.addLayout(self._figures(FIGURES[mark.kind]))
        if isinstance(mark, Quad):
            self._text = self._transcription(mark)
        if isinstance(mark, Skeleton):
            self._joints = JointList()
            self._joints.changed.connect(self._joint_set)
            self._column.addWidget(self._joints)

    def _figures(self, figures: Figures) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(6))
        grid.setVerticalSpacing(theme().px(4))
        for place, name in enumerate(figures.names):
            field = FigureField(_(name))
            field.editingFinished.connect(self._typed)
            self._fields.append(field)
            at = 2 * (place % 2)
            grid.addWidget(line(_(name), "caption"), place // 2, at)
            grid.addWidget(field, place // 2, at + 1)
        return grid

    def _transcription(self, quad: Quad) -> QLineEdit:
        field = QLineEdit(quad.text)
        field.setAccessibleName(_("转写"))
        field.setPlaceholderText(_("照原样写出框里的文字"))
        field.setMaxLength(MAX_TEXT)
        field.editingFinished.connect(self._written)
        self._column.addWidget(line(_("转写"), "caption"))
        self._column.addWidget(field)
        return field

    def _typed(self) -> None:
        mark = self._shown
        if mark is None or self._desk is None or not any(field.isModified() for field in self._fields):
            return
        values = [field.value() for field in self._fields]
        try:
            after = FIGURES[mark.kind].write(mark, values)
        except ValueError as fault:
            self.refused.emit(str(fault))
            self.refresh()
            return
        if self._is_outside(after):
            self.refused.emit(_("这些数字会把它放到图片外面，没有修改。"))
            self.refresh()
            return
        self._desk.do(replacing(_("填写数值"), self._desk.document, after))

    def _is_outside(self, mark: Shape) -> bool:
        assert self._desk is not None
        x1, y1, x2, y2 = mark.bounds
        width, height = self._desk.sheet.width, self._desk.sheet.height
        if isinstance(mark, Box):
            return x1 < 0 or y1 < 0 or x2 > width or y2 > height
        return x2 < 0 or y2 < 0 or x1 > width or y1 > height

    def _written(self) -> None:
        mark, field = self._shown, self._text
        if not isinstance(mark, Quad) or field is None or self._desk is None or field.text() == mark.text:
            return
        field.setModified(False)
        self._desk.do(replacing(_("转写"), self._desk.document, replace(mark, text=whole(field.text()))))

    def _joint_set(self, after: Skeleton) -> None:
        if self._desk is not None:
            self._desk.do(replacing(_("关键点状态"), self._desk.document, after))


def _form(mark: Shape) -> tuple[str, str]:
    """Return what marks with the same fields have in common: their kind, and of skeletons the class, that names joints."""
    return mark.kind, mark.label if isinstance(mark, Skeleton) else ""


class FigureField(QLineEdit):
    """One figure, in pixels or degrees."""

    def __init__(self, says: str) -> None:
        super().__init__()
        self.setAccessibleName(says)
        self.setMinimumWidth(theme().px(48))
        validator = QDoubleValidator(-1e6, 1e6, 2, self)
        validator.setNotation(QDoubleValidator.Notation.StandardNotation)
        validator.setLocale(QLocale.c())
        self.setValidator(validator)
        self._value = 0.0

    def show_value(self, value: float) -> None:
        """Show a figure, unless one is being typed."""
        if self.isModified() and self.hasFocus():
            return
        self._value = value
        self.setText(f"{value:.2f}".rstrip("0").rstrip("."))
        self.setModified(False)

    def value(self) -> float:
        """Return what was typed, or the figure as it was: what is shown is rounded, what was not touched is not."""
        try:
            typed = float(self.text()) if self.isModified() else self._value
        except ValueError:
            return self._value
        return typed if math.isfinite(typed) else self._value
