"""Correcting a score: how many units qualify, and why. The first score stays in the record."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop.base.wording import _
from desktop.scoring.result import Counts
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.fields import Number
from desktop.views.widgets.labels import line, paragraph


class CorrectionDialog(QDialog):
    """Asks for the number and the reason; neither alone is enough."""

    def __init__(self, parent: QWidget, counts: Counts) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("更正成绩"))
        self._before = counts.qualified
        self._number = Number(_("合格的判定单位数"), 0, counts.judged)
        self._number.setValue(counts.qualified)
        self._number.valueChanged.connect(self._changed)
        self._reason = QPlainTextEdit()
        self._reason.setAccessibleName(_("更正的理由"))
        self._reason.setTabChangesFocus(True)
        self._reason.setPlaceholderText(_("例如：第 2 个框按 11 月 20 日补充说明算合格"))
        self._reason.setFixedHeight(theme().px(88))
        self._reason.textChanged.connect(self._changed)
        self._agree = button(_("更正"), self.accept, look="main", size="large")
        self._agree.setEnabled(False)
        self.setLayout(
            column(
                line(_("更正成绩"), "section"),
                paragraph(_("更正会连同你的名字和理由写进记录，原来的成绩保留。考核成绩更正后会重新判定。")),
                line(_("合格的判定单位数（共 {n} 个）", n=counts.judged), "strong"),
                row(self._number, None),
                line(_("理由"), "strong"),
                self._reason,
                L,
                row(None, button(_("取消"), self.reject, size="large"), self._agree, spacing=S),
                margin=XL,
                spacing=S,
            )
        )
        self.setFixedWidth(theme().px(500))
        self._number.setFocus()

    def wanted(self) -> tuple[int, str]:
        """Return the number of qualified units and the reason."""
        return self._number.value(), self._reason.toPlainText().strip()

    def _changed(self) -> None:
        number, reason = self.wanted()
        self._agree.setEnabled(bool(reason) and number != self._before)
