"""One more trainee for a class."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.fields import text_field
from desktop.views.widgets.labels import line, paragraph


class NewTraineeDialog(QDialog):
    """Asks for name and number; the PIN is made by the program when none is given."""

    def __init__(self, parent: QWidget, class_name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("添加学员"))
        self._name = text_field(_("姓名"), _("例如：张小梅"))
        self._number = text_field(_("学号"), _("可以不填"))
        self._pin = text_field("PIN", _("不填就自动生成 4 位数字"))
        self._agree = button(_("添加"), self.accept, look="main", size="large")
        self._agree.setEnabled(False)
        self._name.textChanged.connect(self._typed)
        self.setLayout(
            column(
                line(_("添加学员到{name}", name=class_name), "section"),
                line(_("姓名"), "strong"),
                self._name,
                line(_("学号"), "strong"),
                self._number,
                line("PIN", "strong"),
                self._pin,
                paragraph(_("PIN 只显示一次，之后只以加密方式保存。"), "caption"),
                L,
                row(None, button(_("取消"), self.reject, size="large"), self._agree, spacing=S),
                margin=XL,
                spacing=S,
            )
        )
        self.setFixedWidth(theme().px(440))
        self._name.setFocus()

    def wanted(self) -> tuple[str, str, str]:
        """Return name, number and PIN."""
        return self._name.text().strip(), self._number.text().strip(), self._pin.text().strip()

    def _typed(self) -> None:
        self._agree.setEnabled(bool(self._name.text().strip()))
