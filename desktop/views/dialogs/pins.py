"""The PINs of trainees just created: shown once, to be handed out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.base.files import write_whole
from desktop.base.refusals import reason
from desktop.base.wording import _
from desktop.session.operations.roster import Enrolled
from desktop.views.models.rows import Cell, Column, RowsModel
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.tables import table

HEIGHT = 320


class PinsDialog(QDialog):
    """A list of names and PINs; it can be saved to be printed and cut."""

    def __init__(self, parent: QWidget, created: Sequence[Enrolled]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("学员的 PIN"))
        self._created = tuple(created)
        columns: list[Column[Enrolled]] = [
            Column(_("姓名"), 160, _name),
            Column(_("学号"), 160, _number),
            Column("PIN", 0, _pin),
        ]
        view = table(RowsModel(columns, self._created), says=_("学员的 PIN"))
        view.setFixedHeight(theme().px(HEIGHT))
        self._said = paragraph("", tone="good")
        self.setLayout(
            column(
                line(_("已添加 {n} 人", n=len(self._created)), "section"),
                band(
                    "caution",
                    _("PIN 只显示这一次"),
                    _("请现在发给学员，或保存成表格打印。丢了可以在学员页面重设。"),
                ),
                view,
                self._said,
                L,
                row(
                    None,
                    button(_("保存成表格"), self._save, size="large", icon_name="file-spreadsheet"),
                    button(_("发完了，关闭"), self.accept, look="main", size="large"),
                    spacing=S,
                ),
                margin=XL,
            )
        )
        self.setFixedWidth(theme().px(600))

    def _save(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("保存 PIN 表格"), _("学员PIN.csv"), "CSV (*.csv)"
        )
        if not chosen:
            return
        try:
            write_whole(Path(chosen), pins_csv(self._created))
        except OSError as fault:
            self._said.setText(_("没有保存：{reason}", reason=reason(fault)))
        else:
            self._said.setText(_("已保存到 {place}。发完请删掉。", place=chosen))


def pins_csv(created: Sequence[Enrolled]) -> bytes:
    """Return the list as CSV that Excel reads: UTF-8 with BOM."""
    store = io.StringIO(newline="")
    writer = csv.writer(store)
    writer.writerow((_("姓名"), _("学号"), "PIN"))
    writer.writerows((each.name, each.number, each.pin) for each in created)
    return store.getvalue().encode("utf-8-sig")


def _name(shown: Enrolled) -> Cell:
    return Cell(shown.name)


def _number(shown: Enrolled) -> Cell:
    return Cell(shown.number or "–")


def _pin(shown: Enrolled) -> Cell:
    return Cell(shown.pin)
