"""The F1 sheet: every key and gesture of the text view, from the table that drives the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.base.wording import _
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.widgets.buttons import button
from desktop.views.widgets.chips import key_hint
from desktop.views.widgets.labels import line
from desktop.views.widgets.text.keys import GESTURES, GROUPS, KEYS, Group

#: The groups of the left and the right column.
COLUMNS: tuple[tuple[Group, ...], tuple[Group, ...]] = (("mark", "edge", "find"), ("move", "view"))


class KeySheet(QDialog):
    """Two columns of keys with what they do; any of Esc, Return and F1 closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("快捷键一览"))
        self.setAccessibleName(_("快捷键一览"))
        column = QVBoxLayout(self)
        gap = theme().px(tokens.XL)
        column.setContentsMargins(gap, gap, gap, theme().px(tokens.L))
        column.setSpacing(theme().px(tokens.L))
        column.addWidget(line(_("文本标注快捷键"), "section"))
        sides = QHBoxLayout()
        sides.setSpacing(gap)
        for groups in COLUMNS:
            side = QVBoxLayout()
            side.setSpacing(theme().px(tokens.M))
            for group in groups:
                side.addWidget(line(_(GROUPS[group]), "strong"))
                side.addLayout(_grid(group))
            side.addStretch(1)
            sides.addLayout(side, 1)
        column.addLayout(sides)
        close = button(_("关闭"), self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on F1 as well."""
        if event.key() == Qt.Key.Key_F1:
            self.accept()
        else:
            super().keyPressEvent(event)


def _grid(group: Group) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(tokens.M))
    grid.setVerticalSpacing(theme().px(tokens.XS))
    grid.setColumnStretch(1, 1)
    rows = [(_(keys), _(words)) for keys, words, own in GESTURES if own == group]
    rows += [("  ".join(row.keys[:2]), _(row.words)) for row in KEYS if row.group == group]
    for number, (keys, words) in enumerate(rows):
        grid.addWidget(key_hint(keys), number, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(line(words), number, 1)
    return grid
