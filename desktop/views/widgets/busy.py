"""A veil over the window while slow work runs: what is being done, and that it moves."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL
from desktop.views.widgets.cards import card, column, row
from desktop.views.widgets.labels import line

#: Work shorter than this shows nothing.
PATIENCE = 400


class Busy(QWidget):
    """Takes the clicks while it is there; shows itself only when the work takes a moment."""

    def __init__(self, parent: QWidget, label: str) -> None:
        super().__init__(parent)
        self.setGeometry(parent.rect())
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.WaitCursor)
        moving = QProgressBar()
        moving.setRange(0, 0)
        moving.setAccessibleName(label)
        self._box = card(line(label, "title"), moving, margin=XL)
        self._box.setFixedWidth(theme().px(360))
        self._box.hide()
        self.setLayout(column(None, row(None, self._box, None), None))
        # A timer of its own, not singleShot: it goes when the veil goes before its time.
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(self._box.show)
        patience.start(PATIENCE)
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the page once the box is there."""
        if self._box.isVisible():
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(0, 0, 0, 70))
            painter.end()
