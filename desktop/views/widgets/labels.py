"""Lines and paragraphs of text in the type roles of the theme."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.base.plain_text import seen
from desktop.views.theme.icons import pixmap

Role: TypeAlias = Literal[
    "body", "caption", "quiet", "strong", "emphasis", "lead", "title", "section", "page", "number"
]


class Words(QLabel):
    """Plain text: nothing in it is markup, and no character in it turns round the words beside it."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text, what steers the direction of writing as a sign."""
        super().setText(seen(text))


def line(text: str, role: Role = "body", *, tone: str = "") -> QLabel:
    """Return one line of plain text."""
    label = Words(text)
    label.setProperty("role", role)
    if tone:
        label.setProperty("tone", tone)
    return label


def paragraph(text: str, role: Role = "body", *, tone: str = "") -> QLabel:
    """Return plain text that wraps and may be selected with the mouse."""
    label = line(text, role, tone=tone)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return label


def glyph(name: str, token: str = "ink", size: int = 20) -> QLabel:
    """Return an icon as a label; it says nothing to a screen reader, the text beside it does."""
    label = QLabel()
    label.setPixmap(pixmap(name, token, size))
    label.setFixedSize(label.sizeHint())
    return label


def restyle(widget: QWidget, **properties: str) -> None:
    """Set dynamic properties that the stylesheet looks at, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
