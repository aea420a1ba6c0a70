"""About the program: what it is, its version, and the licences of what it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

import desktop
from desktop.base.places import Places
from desktop.base.wording import _
from desktop.views.dialogs.licences import LicencesDialog
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.brand import Mark
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import line, paragraph

#: What is shipped with the program, and under which licence.
SHIPPED = (
    ("Qt 6·PySide6", "LGPL-3.0"),
    ("Noto Sans SC·Noto Emoji", "SIL OFL 1.1"),
    ("Lucide", "ISC"),
    ("NumPy·pydantic·sqlite-utils·Pillow", "BSD-3·MIT·Apache-2.0·MIT-CMU"),
    ("Typst·segno·XlsxWriter·openpyxl", "Apache-2.0·BSD·BSD-2·MIT"),
    ("markdown-it-py·argon2-cffi·cryptography", "MIT·MIT·Apache-2.0/BSD"),
)


class AboutDialog(QDialog):
    """The name, the version, the licences, and where the data lie."""

    def __init__(self, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("关于本程序"))
        self.setAccessibleName(_("关于本程序"))
        head = row(
            Mark(48),
            column(
                line(_("家门口标注实训工作站"), "section"),
                line(_("Doorstep·版本 {version}", version=desktop.__version__), "quiet"),
                spacing=0,
            ),
            None,
            spacing=L,
        )
        licences = QPlainTextEdit("\n".join(f"{name}\n    {licence}" for name, licence in SHIPPED))
        licences.setReadOnly(True)
        licences.setAccessibleName(_("所用软件的许可证"))
        licences.setFixedHeight(theme().px(200))
        close = button(_("关闭"), self.accept, look="main")
        self.setLayout(
            column(
                head,
                paragraph(_("离线运行，不连接网络。本程序以 Apache-2.0 许可证发布。")),
                line(_("所用软件的许可证"), "strong"),
                licences,
                paragraph(_("本机数据：{place}", place=places.data), "caption"),
                S,
                row(button(_("全部许可证"), self._licences, icon_name="scale"), None, close),
                margin=XL,
            )
        )
        self.setFixedWidth(theme().px(520))
        close.setFocus()

    def _licences(self) -> None:
        dialog = LicencesDialog(self.parentWidget() or self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
