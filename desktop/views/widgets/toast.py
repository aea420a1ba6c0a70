"""One short sentence at the foot of the window that goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop.views.page import Tone
from desktop.views.theme.current import theme
from desktop.views.theme.icons import pixmap
from desktop.views.theme.tokens import L, M
from desktop.views.widgets.bands import ICONS, TOKENS
from desktop.views.widgets.cards import row
from desktop.views.widgets.labels import Words, restyle

SECONDS = 4


class Toast(QFrame):
    """Lies over the window, takes neither clicks nor focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.setProperty("look", "band")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon = QLabel()
        self._words = Words()
        body = row(self._icon, self._words, spacing=M)
        body.setContentsMargins(theme().px(L), theme().px(M), theme().px(L), theme().px(M))
        self.setLayout(body)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, tone: Tone) -> None:
        """Show ``text`` for a few seconds."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self._icon.setPixmap(pixmap(ICONS[tone], TOKENS[tone]))
        restyle(self, tone=tone)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Stand in the middle of the window's foot."""
        parent = self._host
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - theme().px(48))
