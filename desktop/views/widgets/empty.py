"""Empty states: what will be here, and how to get it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.views.theme.current import theme
from desktop.views.theme.tokens import HUGE, M, S
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import glyph, line, paragraph


def empty(icon_name: str, title: str, text: str, *actions: QPushButton) -> QWidget:
    """Return a calm picture of nothing yet, with the buttons that lead on."""
    made = QWidget()
    made.setProperty("look", "clear")
    words = paragraph(text, "lead")
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setMinimumWidth(theme().px(420))
    words.setMaximumWidth(theme().px(520))
    made.setLayout(
        column(
            None,
            row(None, glyph(icon_name, "quiet", HUGE), None),
            M,
            row(None, line(title, "section"), None),
            row(None, words, None),
            S,
            row(None, *actions, None),
            None,
        )
    )
    return made
