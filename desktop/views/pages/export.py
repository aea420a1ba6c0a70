"""What leaves the PC: the class's workbook, and the check of a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.base.progress import Progress
from desktop.base.wording import _
from desktop.session.operations import certificates
from desktop.session.session import Session
from desktop.views.dialogs.verify import VerifyDialog
from desktop.views.page import Navigator, Page
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, card, clear, column, row, scrolled
from desktop.views.widgets.cohorts import ClassChoice
from desktop.views.widgets.labels import glyph, line, paragraph

WIDTH = 860


class ExportPage(Page):
    """Choose a folder; what was written is read back and compared before success is claimed."""

    section = "export"

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._choice = ClassChoice(session)
        self._result = column(spacing=S)
        self._folder = Path()
        body = column(
            row(line(_("导出与核验"), "page"), self._choice, None, spacing=L),
            self._cohort_card(),
            self._verify_card(),
            None,
            spacing=L,
        )
        self.setLayout(column(scrolled(body, margin=XL, width=WIDTH)))

    def _cohort_card(self) -> Frame:
        go = button(_("选择文件夹并导出"), self._choose, look="main", size="large", icon_name="download")
        go.setEnabled(bool(self._choice.class_id))
        words = _(
            "报名、参考、首次合格、最终合格、退班人数，每人的成绩和证书编号。每个比例都带样本数和 95% 区间，可以直接交给用人单位。"
        )
        return card(
            row(glyph("file-spreadsheet", "accent", 28), line(_("班级报告"), "section"), None),
            paragraph(words, "emphasis"),
            paragraph(_("生成 xlsx 和 CSV，写完会重新读回核对。"), "caption"),
            row(go, None),
            self._result,
            margin=XL,
            spacing=M,
        )

    def _verify_card(self) -> Frame:
        go = button(_("核验一份证书"), self._verify, size="large", icon_name="shield-check")
        return card(
            row(glyph("shield-check", "accent", 28), line(_("核验证书"), "section"), None),
            paragraph(_("检查签名、编号和内容，说明证明了什么、没有证明什么。不需要网络。"), "emphasis"),
            row(go, None),
            margin=XL,
            spacing=M,
        )

    def _choose(self) -> None:
        exports = self.session.places.exports
        start = str(exports if exports.exists() else Path.home())
        chosen = QFileDialog.getExistingDirectory(self, _("导出到哪个文件夹"), start)
        if chosen:
            self.export(Path(chosen))

    def export(self, folder: Path) -> None:
        """Write the class's report into a folder."""
        self._folder = folder
        self.navigator.run(_("正在导出班级报告 …"), self._write, self._written)

    def _write(self, _progress: Progress) -> Sequence[Path]:
        return tuple(certificates.export_cohort(self.session, self._choice.class_id, self._folder))

    def _written(self, paths: Sequence[Path]) -> None:
        clear(self._result)
        names = "\n".join(path.name for path in paths)
        show = button(_("打开文件夹"), self._show_folder, icon_name="folder-open")
        title = _("导出完成，已读回核对 {n} 个文件", n=len(paths))
        self._result.addWidget(band("good", title, names, row(show, None)))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _verify(self) -> None:
        VerifyDialog(self.session, self).open()
