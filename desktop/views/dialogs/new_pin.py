"""A new PIN for somebody, typed twice."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from desktop.base.wording import _
from desktop.session.pins import LEAST_DIGITS, MOST_DIGITS
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.fields import text_field
from desktop.views.widgets.labels import line, paragraph


class PinDialog(QDialog):
    """Takes a PIN that is the same twice."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("重设 PIN"))
        self._pin = text_field(
            _("新的 PIN"), _("{least} 到 {most} 位数字", least=LEAST_DIGITS, most=MOST_DIGITS), secret=True
        )
        self._again = text_field(_("再输一次"), secret=True)
        self._agree = button(_("确定"), self.accept, look="main", size="large")
        self._agree.setEnabled(False)
        for field in (self._pin, self._again):
            field.textChanged.connect(self._typed)
        self.setLayout(
            column(
                line(_("重设 {name} 的 PIN", name=name), "section"),
                paragraph(_("原来的 PIN 马上失效。"), "quiet"),
                line(_("新的 PIN"), "strong"),
                self._pin,
                line(_("再输一次"), "strong"),
                self._again,
                L,
                row(None, button(_("取消"), self.reject, size="large"), self._agree, spacing=S),
                margin=XL,
                spacing=S,
            )
        )
        self.setFixedWidth(theme().px(420))
        self._pin.setFocus()

    def pin(self) -> str:
        """Return the new PIN."""
        return self._pin.text()

    def _typed(self) -> None:
        pin = self._pin.text()
        fits = pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS
        self._agree.setEnabled(fits and pin == self._again.text())
