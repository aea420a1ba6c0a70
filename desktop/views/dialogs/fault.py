"""A known fault told calmly: what happened, where, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import glyph, paragraph


def tell(fault: KnownError, window: QWidget) -> None:
    """Open the message over a window; what a timer meets again and again is told once."""
    shown = window.findChildren(FaultDialog)
    if not any(each.isVisible() and each.accessibleName() == fault.what for each in shown):
        dialog = FaultDialog(fault, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class FaultDialog(QDialog):
    """One sentence, one remedy, one button. Opened without blocking."""

    def __init__(self, fault: KnownError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("提示"))
        self.setAccessibleName(fault.what)
        words = column(paragraph(fault.what, "title"), spacing=S)
        if fault.remedy:
            words.addWidget(paragraph(fault.remedy, "emphasis"))
        if fault.where:
            words.addWidget(paragraph(fault.where, "caption"))
        close = button(_("知道了"), self.accept, look="main", size="large")
        close.setDefault(True)
        body = row(column(glyph("message-square-warning", "caution", 28), None), words, spacing=L)
        body.setStretchFactor(words, 1)
        self.setLayout(column(body, L, row(None, close), margin=XL))
        self.setMinimumWidth(theme().px(440))
        self.setMaximumWidth(theme().px(640))
        close.setFocus()
