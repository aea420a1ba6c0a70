"""The self-test on the screen: a verdict that is read from across the room, what to do, and every row as it comes."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.base.errors import KnownError
from desktop.base.machine import computer_name
from desktop.base.places import Places
from desktop.base.wording import N_, _
from desktop.session.health.report import Report
from desktop.session.health.row import Group, Row
from desktop.session.operations import health
from desktop.views.dialogs.fault import FaultDialog
from desktop.views.page import Tone
from desktop.views.self_test import looks
from desktop.views.self_test.lines import CheckLine, to_do
from desktop.views.self_test.restart import RestartDialog
from desktop.views.self_test.runner import Runner
from desktop.views.self_test.sheet import paint, write_pdf
from desktop.views.theme.icons import pixmap
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, card, clear, column, row, scrolled
from desktop.views.widgets.labels import glyph, line, paragraph, restyle

TITLES: dict[Group, str] = {
    "keeping": N_("记录存得住吗"),
    "system": N_("电脑本身"),
    "screen": N_("看得清、打得了字吗"),
    "training": N_("训练和发证走得通吗"),
}
COLUMNS: tuple[tuple[Group, ...], ...] = (("keeping", "system"), ("screen", "training"))
BIG = {"good": "circle-check", "caution": "triangle-alert", "bad": "octagon-alert", "plain": "stethoscope"}
TOKENS = {"good": "good", "caution": "caution", "bad": "bad", "plain": "quiet"}
WIDTH = 1160
BIG_SIGN = 44


class SelfTestPanel(QWidget):
    """Runs by :meth:`start`; :meth:`stop` before it goes."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places
        self._checks = looks.checks()
        self._lines = [CheckLine(check) for check in self._checks]
        self._made: Report | None = None
        self._runner = Runner(self)
        self._runner.begun.connect(self._begun)
        self._runner.found.connect(self._found)
        self._runner.finished.connect(self._finished)
        self._sign = glyph("stethoscope", "quiet", BIG_SIGN)
        self._verdict = line("", "page")
        self._counts = paragraph("", "emphasis")
        self._band = self._head()
        self._wanting = card(margin=L, spacing=M)
        self._wanting.hide()
        body = column(self._band, self._wanting, self._groups(), None, spacing=L)
        seen = scrolled(body, margin=XL, width=WIDTH)
        # More rows than a small screen holds: the arrow keys scroll them.
        seen.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        seen.setAccessibleName(_("检查结果"))
        self.setLayout(column(seen))

    @property
    def report(self) -> Report | None:
        """What was found, None while it is being looked for."""
        return self._made

    def start(self) -> None:
        """Look at everything, from the beginning."""
        if self._runner.running:
            return
        self._made = None
        for each in self._lines:
            each.wait()
        self._wanting.hide()
        self._offer(possible=False)
        self._say("plain", _("正在检查本机 …"), _("共 {n} 项，大约十秒。", n=len(self._checks)))
        self._runner.start(self._checks, self._places)

    def stop(self) -> None:
        """Look at nothing more; nothing runs on when this returns."""
        self._runner.stop()

    def _head(self) -> Frame:
        self._again = button(_("再测一次"), self.start, look="main", size="large", icon_name="refresh-cw")
        self._print = button(_("打印"), self._ask_printer, size="large", icon_name="printer")
        self._save = button(_("存成 PDF"), self._ask_file, size="large", icon_name="file-down")
        self._restart = button(_("重启检查"), self._ask_restart, size="large", icon_name="rotate-cw")
        words = column(self._verdict, self._counts, spacing=2)
        buttons = row(self._again, self._print, self._save, self._restart, spacing=S)
        inside = row(self._sign, words, buttons, spacing=L)
        inside.setStretchFactor(words, 1)
        frame = Frame("band", margin=L, spacing=0)
        frame.body.addLayout(inside)
        return frame

    def _groups(self) -> QVBoxLayout:
        by_group: dict[Group, list[CheckLine]] = defaultdict(list)
        for check, shown in zip(self._checks, self._lines, strict=True):
            by_group[check.group].append(shown)
        columns = row(spacing=L)
        for groups in COLUMNS:
            cards = [
                card(line(_(TITLES[group]), "title"), *by_group[group], margin=L, spacing=S)
                for group in groups
            ]
            columns.addLayout(column(*cards, None, spacing=L), 1)
        return column(columns)

    def _say(self, tone: Tone, verdict: str, counts: str) -> None:
        self._sign.setPixmap(pixmap(BIG[tone], TOKENS[tone], BIG_SIGN))
        self._verdict.setText(verdict)
        self._counts.setText(counts)
        restyle(self._band, tone=tone)
        restyle(self._verdict, tone="" if tone == "plain" else tone)
        self._band.setAccessibleName(f"{verdict} {counts}")

    def _offer(self, *, possible: bool) -> None:
        for each in (self._again, self._print, self._save):
            each.setEnabled(possible)

    def _begun(self, place: int) -> None:
        self._lines[place].look()
        self._counts.setText(
            _(
                "第 {place}/{n} 项：{name}",
                place=place + 1,
                n=len(self._checks),
                name=self._checks[place].name,
            )
        )

    def _found(self, place: int, found: Row) -> None:
        self._lines[place].tell(found)

    def _finished(self) -> None:
        rows = [each.row for each in self._lines if each.row is not None]
        made = Report(rows, health.site_of(self._places), computer_name(), datetime.now(UTC))
        self._made = made
        self._say(made.tone, made.verdict, made.counts)
        self._offer(possible=True)
        self._show_wanting(made)

    def _show_wanting(self, made: Report) -> None:
        clear(self._wanting.body)
        wanting = [
            found for verdict in ("failed", "warning") for found in made.rows if found.verdict == verdict
        ]
        for found in wanting:
            self._wanting.add(to_do(found))
        self._wanting.setVisible(bool(wanting))

    def _ask_file(self) -> None:
        if self._made is None:
            return
        name = f"{_('本机检查报告')}-{self._made.computer}-{self._made.made_at.astimezone():%Y-%m-%d}.pdf"
        start = self._places.exports if self._places.exports.exists() else Path.home()
        chosen, _kind = QFileDialog.getSaveFileName(self, _("存成 PDF"), str(start / name), "PDF (*.pdf)")
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the report as PDF; a fault is told."""
        if self._made is None:
            return
        path = path if path.suffix else path.with_suffix(".pdf")
        try:
            write_pdf(self._made, path)
        except KnownError as fault:
            self._tell(fault)
        else:
            self._counts.setText(_("报告已存到 {path}", path=path))

    def _ask_printer(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self)
        dialog.setWindowTitle(_("打印"))
        dialog.setModal(True)
        dialog.accepted.connect(self._print_it)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _print_it(self) -> None:
        if self._made is None:
            return
        try:
            paint(self._made, self._printer)
        except KnownError as fault:
            self._tell(fault)

    def _ask_restart(self) -> None:
        dialog = RestartDialog(self._places, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell(self, fault: KnownError) -> None:
        dialog = FaultDialog(fault, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
