"""Checking a certificate file: choose it or drop it here, and see what it proves and what could not be checked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.certification.verdict import Verdict
from desktop.session.operations import certificates
from desktop.session.session import Session
from desktop.views.page import Tone
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import clear, column, row, scrolled
from desktop.views.widgets.labels import line, paragraph

WIDTH = 640
#: Of the result: with all around it the dialog fits a screen of 768 lines beside a task bar.
MOST_HEIGHT = 400


class VerifyDialog(QDialog):
    """For an employer, or anybody: no sign-in, no network."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("核验证书"))
        self.setAccessibleName(_("核验证书"))
        self.setAcceptDrops(True)
        self._result = column(spacing=S)
        # A certificate proves much in many lines; they scroll where a small screen has no room for all.
        self._seen = scrolled(self._result, margin=0)
        self._seen.setAccessibleName(_("核验结果"))
        self._seen.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._seen.hide()
        choose = button(_("选择证书文件"), self._choose, look="main", size="large", icon_name="folder-open")
        self.setLayout(
            column(
                line(_("核验证书"), "section"),
                paragraph(
                    _("把证书 PDF、凭证文件或二维码文本拖到这里，或点下面的按钮选择。完全离线核验。"),
                    "emphasis",
                ),
                row(choose, None),
                M,
                self._seen,
                L,
                row(None, button(_("关闭"), self.reject)),
                margin=XL,
            )
        )
        self.setFixedWidth(theme().px(WIDTH))
        choose.setFocus()

    def check(self, path: Path) -> None:
        """Check a file and show the verdict."""
        clear(self._result)
        try:
            verdict = certificates.verify_file(self._session.places, path)
        except KnownError as fault:
            shown = band("bad", fault.what, fault.remedy, line(str(path.name), "caption"))
        else:
            details = paragraph("\n".join(verdict.details), "body")
            shown = band(_tone(verdict), verdict.sentence, "", details)
        self._result.addWidget(shown)
        self._seen.show()
        shown.show()  # what is not shown yet has no height
        needed = shown.heightForWidth(theme().px(WIDTH - 2 * XL)) + theme().px(S)
        self._seen.setFixedHeight(min(theme().px(MOST_HEIGHT), needed))
        self.adjustSize()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.check(Path(paths[0]))

    def _choose(self) -> None:
        kinds = _("证书 (*.pdf *.dscred *.txt *.json);;所有文件 (*)")
        chosen, _filter = QFileDialog.getOpenFileName(self, _("选择证书文件"), "", kinds)
        if chosen:
            self.check(Path(chosen))


def _tone(verdict: Verdict) -> Tone:
    """Green only when nothing is left to compare by hand; red only for what was altered or is no certificate."""
    if verdict.certain:
        return "good"
    return "caution" if verdict.intact else "bad"
