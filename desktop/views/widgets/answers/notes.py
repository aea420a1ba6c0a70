"""What the expert and the person said of one answer: a few lines that scroll before they take the answer's room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.views.theme.current import theme
from desktop.views.theme.tokens import M
from desktop.views.widgets.cards import clear, column
from desktop.views.widgets.labels import paragraph

#: Our pixels: some five lines.
_HIGHEST = 104


class Notes(QScrollArea):
    """Sentences with their tones, as high as they need up to a limit; hidden without any."""

    def __init__(self) -> None:
        super().__init__()
        self.said: tuple[str, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._inner.setProperty("look", "body")
        self._lines = column(spacing=2)
        self._lines.setContentsMargins(theme().px(M), 0, theme().px(M), 0)
        self._inner.setLayout(self._lines)
        self.setWidget(self._inner)
        self.hide()

    def show_notes(self, notes: Sequence[tuple[str, str]]) -> None:
        """Show sentences, each with its tone."""
        clear(self._lines)
        self.said = tuple(words for words, _tone in notes)
        for words, tone in notes:
            said = paragraph(words, "caption", tone=tone)
            self._lines.addWidget(said)
            # A layout on show counts no line that is not shown yet.
            said.show()
        self.setVisible(bool(notes))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the lines to another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most = theme().px(_HIGHEST)
        wanted = self._lines.totalHeightForWidth(self.width())
        if wanted > most:
            # Now a scroll bar takes some of the width.
            wanted = self._lines.totalHeightForWidth(
                self.width() - self.verticalScrollBar().sizeHint().width()
            )
        # A label that wraps asks for more height than it needs at this width.
        self._inner.setFixedHeight(max(wanted, 1))
        self.setFixedHeight(min(max(wanted, 1), most))
