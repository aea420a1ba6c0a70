"""Headings in menus."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidgetAction

from desktop.views.theme.current import theme
from desktop.views.theme.tokens import M, S
from desktop.views.widgets.labels import line


def heading(menu: QMenu, words: str) -> QAction:
    """Put words above the entries that follow and return their entry, that cannot be chosen.

    WORKAROUND: of a section a dressed menu draws the line alone, without its words (Qt 6.9, style sheets).
    """
    if not menu.isEmpty():
        menu.addSeparator()
    said = line(words, "caption", tone="quiet")
    said.setContentsMargins(*(theme().px(side) for side in (M, S, M, S)))
    entry = QWidgetAction(menu)
    entry.setDefaultWidget(said)
    entry.setText(words)
    entry.setEnabled(False)
    menu.addAction(entry)
    return entry
