"""One command to be typed by whoever may install programs on this PC, where a window cannot ask for the right."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import paragraph


class CommandDialog(QDialog):
    """Shows the command in a field that can be copied from."""

    def __init__(self, parent: QWidget, command: str) -> None:
        super().__init__(parent)
        title = _("请管理员运行一条命令")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._field = QLineEdit(command)
        self._field.setReadOnly(True)
        self._field.setAccessibleName(_("要运行的命令"))
        copy = button(_("复制命令"), self._copy, look="main", size="large", icon_name="copy")
        text = _("这台电脑装软件需要管理员权限。升级文件已核对好，放在本机。请关闭本程序，在终端里运行：")
        self.setLayout(
            column(
                paragraph(title, "section"),
                paragraph(text, "emphasis"),
                self._field,
                paragraph(_("装好后重新打开本程序，记录都在。"), "caption"),
                L,
                row(None, button(_("关闭"), self.reject, size="large"), copy, spacing=S),
                margin=XL,
            )
        )
        self.setFixedWidth(theme().px(560))
        copy.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._field.text())
