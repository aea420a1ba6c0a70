"""The outcome of a sitting: the decision with its reasons, what was proved in numbers, the certificate."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.base.errors import KnownError
from desktop.base.refusals import reason
from desktop.base.wording import _
from desktop.session.changes import Changes
from desktop.session.operations import exam
from desktop.session.session import Session
from desktop.session.shown import CertificateShown, ResultShown
from desktop.views.page import Navigator, Page, Tone
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, card, clear, column, row, scrolled
from desktop.views.widgets.claims import claim_card
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.paper import Paper

WIDTH = 1180


class ResultPage(Page):
    """Numbers with n and interval at the left, the certificate at the right."""

    topics = frozenset({"sitting", "certificate"})
    section = "class"

    def __init__(self, session: Session, navigator: Navigator, sitting_id: str) -> None:
        super().__init__(session, navigator)
        self._sitting_id = sitting_id
        self._body = column(spacing=L)
        self.setLayout(column(scrolled(self._body, margin=XL, width=WIDTH)))
        self._build(exam.result(session, sitting_id))

    def refresh(self, _changes: Changes) -> None:
        """Show the result as it is now."""
        with self.calmly():
            shown = exam.result(self.session, self._sitting_id)
            clear(self._body)
            self._build(shown)

    def _build(self, shown: ResultShown) -> None:
        self.shown = shown
        back = button(_("返回"), self.navigator.home, look="plain", icon_name="arrow-left")
        self._body.addLayout(row(back, line(_("成绩与证书"), "page"), line(shown.name, "quiet"), None))
        self._body.addWidget(outcome_band(shown))
        parts = (shown.theory, shown.practical, *shown.sections, *shown.claims)
        claims = [claim_card(claim) for claim in parts]
        if shown.outcome == "pending":
            # Nothing is judged yet: zeros would look like a verdict.
            claims = [card(paragraph(_("判定完成后，这里逐项说明证明了什么。"), "lead"), margin=XL)]
        left = column(line(_("证明了什么"), "section"), *claims, None, spacing=M)
        right = column(line(_("证书"), "section"), self._certificate(), None, spacing=M)
        both = row(left, right, spacing=XL)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self._body.addLayout(both)
        self._body.addStretch(1)

    def _certificate(self) -> Frame:
        shown = self.shown
        if shown.certificate is None:
            words = {
                "fail": _("通过考核后，证书会出现在这里。先按薄弱点练习，再重考没过的部分。"),
                "pending": _("等待讲师评分，评完这里会显示结果。")
                if shown.open_points
                else _("成绩还在判定。完成后这里会显示结果。"),
            }.get(shown.outcome, _("成绩由讲师复核、发布后，就可以签发证书。"))
            weak = self._weak() if shown.outcome == "fail" else []
            return card(paragraph(words, "lead"), *weak, margin=XL)
        buttons = row(
            button(_("打开"), self._open, look="main", size="large", icon_name="file-badge"),
            button(_("打印"), self._print, size="large", icon_name="printer"),
            button(_("另存为"), self._save, size="large", icon_name="save"),
            None,
            spacing=S,
        )
        note = _("打印在 A4 纸上。用人单位可以扫码，或在本程序里打开文件核验，不需要网络。")
        return card(Paper(shown, _code(shown.certificate)), buttons, paragraph(note, "caption"))

    def _weak(self) -> list[Frame]:
        return [
            band("caution", point.name, _("{n} 次里错 {wrong} 次", n=point.n, wrong=point.wrong))
            for point in self.shown.weak_points[:3]
        ]

    def _open(self) -> None:
        if self.shown.certificate is not None:
            with self.calmly():
                _show_file(Path(self.shown.certificate.pdf))

    def _print(self) -> None:
        self._open()
        self.navigator.toast(_("已用系统的 PDF 程序打开，请在那里选择打印。"), "accent")

    def _save(self) -> None:
        if self.shown.certificate is None:
            return
        source = Path(self.shown.certificate.pdf)
        name = _("证书_{name}_{number}.pdf", name=self.shown.name, number=self.shown.certificate.number)
        chosen, _filter = QFileDialog.getSaveFileName(self, _("证书另存为"), name, "PDF (*.pdf)")
        if chosen:
            with self.calmly():
                _copy(source, Path(chosen))
                self.navigator.toast(_("已保存到 {place}", place=chosen))


def outcome_band(shown: ResultShown) -> Frame:
    """Return the decision in a band, with its reasons."""
    looks: dict[str, tuple[Tone, str]] = {
        "distinction": ("good", _("优秀")),
        "pass": ("good", _("合格")),
        "fail": ("caution", _("这次没有通过")),
        "pending": ("accent", _("成绩判定中")),
    }
    tone, title = looks[shown.outcome]
    if shown.open_points:
        title = _("等待讲师评分")
    if shown.provisional and shown.outcome != "pending":
        title = _("{title}（暂定，等待讲师发布）", title=title)
    facts = [shown.order_name]
    if shown.closed_at is not None:
        facts.append(_("交卷 {at}", at=f"{shown.closed_at.astimezone():%Y-%m-%d %H:%M}"))
    if shown.interruptions:
        facts.append(_("中断 {n} 次，已记录", n=shown.interruptions))
    reasons = list(shown.reasons)
    if shown.open_points:
        reasons.append(_("实操有 {n} 项等待讲师评分，评完才有结果。", n=shown.open_points))
    return band(tone, title, "\n".join(reasons), line("·".join(facts), "caption"))


def _show_file(path: Path) -> None:
    if not path.exists() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise KnownError(
            _("证书文件打不开。"), where=str(path), remedy=_("可以用“另存为”保存到 U 盘，在别的电脑上打开。")
        )


def _code(certificate: CertificateShown) -> str:
    # The record behind the square code lies beside the PDF; without it the sheet is shown without the code.
    try:
        return Path(certificate.qr_file).read_text("utf-8")
    except OSError:
        return ""


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as fault:
        raise KnownError(
            _("证书没有存下来：{reason}", reason=reason(fault)),
            where=str(target),
            remedy=_("请换一个位置再试。"),
        ) from fault
