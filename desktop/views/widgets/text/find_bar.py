"""The find field over the text: an ordinary text field, so an input method works in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from desktop.annotation.text_tools import MAX_HITS, Range, find_all
from desktop.base.wording import _
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.labels import line, restyle


class FindBar(QFrame):
    """Finds a string in a text, counts the places and walks through them."""

    #: All hits and the current one (or None) changed.
    found = Signal(list, object)
    #: The bar was closed.
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self._text = ""
        self._hits: list[Range] = []
        self._start = 0
        self._at = -1
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("查找文字"))
        self.field.setAccessibleName(_("查找文字"))
        self.field.setMaximumWidth(theme().px(320))
        self._count = line("", "caption")
        self._count.setMinimumWidth(theme().px(96))
        row = QHBoxLayout(self)
        row.setContentsMargins(
            theme().px(tokens.M), theme().px(tokens.XS), theme().px(tokens.M), theme().px(tokens.XS)
        )
        row.setSpacing(theme().px(tokens.S))
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        row.addWidget(icon_button("chevron-up", _("上一处（Shift+F3）"), self.previous))
        row.addWidget(icon_button("chevron-down", _("下一处（F3）"), self.next))
        row.addStretch(1)
        row.addWidget(icon_button("x", _("关闭查找（Esc）"), self.close_bar))
        self.field.textChanged.connect(self._search)

    def open_bar(self, text: str, needle: str, start: int) -> None:
        """Show the bar for a text; a selection is looked for at once, from ``start`` on."""
        self._text = text
        self.show()
        self._start = start
        if needle and "\n" not in needle and "\r" not in needle:
            self.field.setText(needle)
        self._search()
        self.field.selectAll()
        self.field.setFocus()

    def close_bar(self) -> None:
        """Hide the bar and its hits."""
        self.hide()
        self._hits, self._at = [], -1
        self.found.emit([], None)
        self.closed.emit()

    def next(self) -> None:
        """Go to the next hit, after the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the previous hit, before the first to the last."""
        self._step(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and F3 go on, with Shift back; Escape closes."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3}:
            self._step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _search(self) -> None:
        needle = self.field.text()
        self._hits = [
            (start, start + len(needle)) for start in find_all(self._text, needle, ignore_case=True)
        ]
        after = (number for number, hit in enumerate(self._hits) if hit[0] >= self._start)
        self._at = next(after, 0 if self._hits else -1)
        self._tell()

    def _step(self, step: int) -> None:
        if self._hits:
            self._at = (self._at + step) % len(self._hits)
        self._tell()

    def _tell(self) -> None:
        n = len(self._hits)
        if not self.field.text():
            self._count.setText("")
        elif n:
            more = "+" if n >= MAX_HITS else ""
            self._count.setText(_("第 {at} 处，共 {n} 处", at=self._at + 1, n=f"{n}{more}"))
        else:
            self._count.setText(_("没有找到"))
        restyle(self._count, tone="" if n or not self.field.text() else "caution")
        self.found.emit(self._hits, self._hits[self._at] if n else None)
