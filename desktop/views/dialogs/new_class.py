"""A new class: its number, its name, and the order it trains for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from desktop.base.wording import _
from desktop.curriculum.shelf import Shelved
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.fields import Number, Select, text_field
from desktop.views.widgets.labels import line, paragraph

MOST_NUMBER = 9_999


class NewClassDialog(QDialog):
    """Asks for the three things a class needs."""

    def __init__(self, parent: QWidget, packs: Sequence[Shelved], number: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("新建班级"))
        self._number = Number(_("期数"), 1, MOST_NUMBER)
        self._number.setValue(number)
        self._name = text_field(_("班级名称"), _("不填就叫“第 N 期”"))
        options = [(pack.head.id, f"{pack.head.title}（{pack.head.version}）") for pack in packs]
        self._pack = Select(options, _("订单"))
        create = button(_("建班"), self.accept, look="main", size="large")
        create.setEnabled(bool(packs))
        hint = _("班级建好后订单不能更换。") if packs else _("本机还没有课程包，请先安装。")
        self.setLayout(
            column(
                line(_("新建班级"), "section"),
                line(_("订单"), "strong"),
                self._pack,
                line(_("期数"), "strong"),
                row(self._number, None),
                line(_("班级名称"), "strong"),
                self._name,
                paragraph(hint, "caption"),
                L,
                row(None, button(_("取消"), self.reject, size="large"), create, spacing=S),
                margin=XL,
                spacing=S,
            )
        )
        self.setFixedWidth(theme().px(460))
        self._pack.setFocus()

    def wanted(self) -> tuple[int, str, str]:
        """Return number, name and pack id."""
        return self._number.value(), self._name.text().strip(), str(self._pack.currentData())
