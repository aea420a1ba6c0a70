"""A line to type the answer of a number or text attribute in."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QLineEdit

from desktop.annotation.shapes.base import AttributeValue
from desktop.base.plain_text import whole
from desktop.base.wording import _
from desktop.curriculum.schema import LONGEST_TEXT, Attribute


class AnswerField(QLineEdit):
    """Takes a number within its limits, or a text of bearable length. An empty field takes the answer away."""

    #: (attribute id, value or None)
    answered = Signal(str, object)

    def __init__(self, attribute: Attribute) -> None:
        super().__init__()
        self.attribute = attribute
        self._held: object = None
        self.setAccessibleName(attribute.name)
        if attribute.kind == "number":
            validator = QDoubleValidator(self)
            validator.setNotation(QDoubleValidator.Notation.StandardNotation)
            validator.setLocale(QLocale.c())
            self.setValidator(validator)
            self.setPlaceholderText(_limits(attribute))
        else:
            self.setMaxLength(attribute.longest or LONGEST_TEXT)
        self.editingFinished.connect(self._finished)

    def show_answer(self, held: object, *, mixed: bool) -> None:
        """Show what is answered; nothing where several marks differ."""
        if self.hasFocus() and self.isModified():
            return
        self._held = held
        shown = "" if mixed or held is None else f"{held:g}" if isinstance(held, float | int) else str(held)
        self.setText(shown)
        self.setModified(False)
        limits = _limits(self.attribute) if self.attribute.kind == "number" else ""
        self.setPlaceholderText(_("多种") if mixed else limits)

    def value(self) -> AttributeValue | None:
        """Return what is typed as a value. Raises ValueError for a number past its limits."""
        typed = self.text().strip()
        if not typed:
            return None
        if self.attribute.kind == "text":
            return whole(typed)
        number = float(typed)
        if not math.isfinite(number) or not self.attribute.holds(number):
            raise ValueError(typed)
        return number

    def _finished(self) -> None:
        if not self.isModified():
            return
        try:
            value = self.value()
        except ValueError:
            self.setToolTip(_("要填的数：{limits}", limits=_limits(self.attribute)))
            self.setProperty("tone", "bad")
            self.style().polish(self)
            return
        self.setModified(False)
        self.setToolTip("")
        self.setProperty("tone", "")
        self.style().polish(self)
        self.answered.emit(self.attribute.id, value)


def _limits(attribute: Attribute) -> str:
    """Return the limits of a number in words."""
    least, most = attribute.minimum, attribute.maximum
    if least is not None and most is not None:
        return _("{least} 到 {most}", least=f"{least:g}", most=f"{most:g}")
    if least is not None:
        return _("至少 {least}", least=f"{least:g}")
    return _("至多 {most}", most=f"{most:g}") if most is not None else _("一个数")
