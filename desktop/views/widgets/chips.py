"""Chips: small facts in a rounded field, key hints, and buttons that open a clause of the rules."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from desktop.base.wording import _
from desktop.views.theme.icons import icon
from desktop.views.widgets.labels import Words


def chip(text: str, tone: str = "plain") -> QLabel:
    """Return a chip; ``tone`` is plain, accent, good, caution or bad."""
    label = Words(text)
    label.setProperty("look", "chip")
    label.setProperty("tone", tone)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label


def key_hint(text: str) -> QLabel:
    """Return a key cap such as ``A`` or ``Ctrl+Z``."""
    label = QLabel(text)
    label.setProperty("look", "key")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label


class ClauseChip(QPushButton):
    """A button 规则 2.1 that asks for its clause to be opened."""

    opened = Signal(str)

    def __init__(self, number: str) -> None:
        super().__init__()
        self.setText(_("规则 {number}", number=number))
        self.setIcon(icon("book-open", "accent", 16))
        self.setProperty("look", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("打开规则 {number}", number=number))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._number = number
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.opened.emit(self._number)
