"""Bands: a tinted line that says how something went, with an icon so that colour is never the only sign."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.views.page import Tone
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import L, M, S
from desktop.views.widgets.cards import Frame, Item, column, fill
from desktop.views.widgets.labels import glyph, paragraph

ICONS: dict[Tone, str] = {
    "plain": "info",
    "accent": "info",
    "good": "circle-check",
    "caution": "triangle-alert",
    "bad": "circle-x",
}
TOKENS: dict[Tone, str] = {
    "plain": "quiet",
    "accent": "accent",
    "good": "good",
    "caution": "caution",
    "bad": "bad",
}


def band(tone: Tone, title: str, text: str = "", *extra: Item, icon_name: str = "") -> Frame:
    """Return a band: icon, title, and what it means below; ``extra`` stands under the text."""
    frame = Frame("band", margin=0, spacing=0)
    frame.setProperty("tone", tone)
    words = column(spacing=2)
    if title:
        words.addWidget(paragraph(title, "title" if text or extra else "emphasis"))
    if text:
        words.addWidget(paragraph(text))
    if extra:
        fill(words, S, *extra)
    line = QHBoxLayout()
    line.setContentsMargins(theme().px(L), theme().px(M), theme().px(L), theme().px(M))
    line.setSpacing(theme().px(M))
    line.addWidget(glyph(icon_name or ICONS[tone], TOKENS[tone]), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    frame.body.addLayout(line)
    return frame
