"""Fields to type and choose in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.widgets.painting import painter_of


def text_field(says: str, hint: str = "", *, secret: bool = False) -> QLineEdit:
    """Return a large field for one line; ``secret`` shows dots."""
    made = QLineEdit()
    made.setProperty("bulk", "large")
    made.setPlaceholderText(hint)
    made.setAccessibleName(says)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class Select(QComboBox):
    """A choice out of a list, with an arrow in the theme's colour."""

    def __init__(self, options: Sequence[tuple[object, str]], says: str) -> None:
        super().__init__()
        self.setAccessibleName(says)
        self.offer(options)

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer other options; what was chosen stays chosen when it is still there."""
        before = self.currentData()
        self.blockSignals(True)  # noqa: FBT003
        self.clear()
        for value, text in options:
            self.addItem(text, value)
        self.setCurrentIndex(max(self.findData(before), 0))
        self.blockSignals(False)  # noqa: FBT003

    def choose(self, value: object) -> None:
        """Choose the option of a value, if it is there."""
        place = self.findData(value)
        if place >= 0:
            self.setCurrentIndex(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over the field."""
        super().paintEvent(event)
        painter = painter_of(self)
        side = theme().px(16)
        where = QRectF(self.width() - side - theme().px(8), (self.height() - side) / 2, side, side)
        draw_icon(painter, "chevron-down", where, theme().colour("quiet"))
        painter.end()
