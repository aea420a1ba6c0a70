"""The lines of the self-test: one for each thing looked at, and one for each thing to put right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.base.wording import N_, _
from desktop.session.health.report import TONES
from desktop.session.health.row import Check, Row, Verdict
from desktop.views.theme.current import theme
from desktop.views.theme.icons import pixmap
from desktop.views.theme.tokens import M, S
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import glyph, line, paragraph

ICONS: dict[Verdict, str] = {"ok": "circle-check", "warning": "triangle-alert", "failed": "circle-x"}
WORDS: dict[Verdict, str] = {"ok": N_("正常"), "warning": N_("要留意"), "failed": N_("要处理")}
NAME_WIDTH = 92


class CheckLine(QWidget):
    """An icon, the name, and what was found."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self.row: Row | None = None
        self._sign = glyph("circle-dashed", "edge")
        self._name = line(check.name, "strong")
        self._name.setFixedWidth(theme().px(NAME_WIDTH))
        self._name.setWordWrap(True)
        self._found = paragraph("", "quiet")
        inside = row(self._sign, self._name, self._found, spacing=S)
        for widget in (self._sign, self._name, self._found):
            inside.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        inside.setStretchFactor(self._found, 1)
        self.setLayout(inside)
        self.wait()

    def wait(self) -> None:
        """Show that it is still to be looked at."""
        self.row = None
        self._show("circle-dashed", "edge", "")

    def look(self) -> None:
        """Show that it is being looked at."""
        self._show("loader-circle", "accent", _("正在检查 …"))

    def tell(self, found: Row) -> None:
        """Show what was found."""
        self.row = found
        self._show(ICONS[found.verdict], TONES[found.verdict], found.found)
        self.setAccessibleName(f"{found.name} {_(WORDS[found.verdict])} {found.found}")

    def _show(self, icon_name: str, token: str, words: str) -> None:
        self._sign.setPixmap(pixmap(icon_name, token))
        self._found.setText(words)


def to_do(found: Row) -> QWidget:
    """Return a line that says what is wrong and what to do about it."""
    made = QWidget()
    tone = TONES[found.verdict]
    words = column(_named(found), paragraph(found.remedy, "emphasis", tone=tone), spacing=2)
    if not found.remedy:
        words.itemAt(1).widget().hide()
    inside = row(glyph(ICONS[found.verdict], tone, 24), words, spacing=M)
    inside.setAlignment(inside.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
    inside.setStretchFactor(words, 1)
    made.setLayout(inside)
    made.setAccessibleName(f"{found.name} {_(WORDS[found.verdict])} {found.detail}")
    return made


def _named(found: Row) -> QHBoxLayout:
    name, seen = line(found.name, "title"), paragraph(found.found, "quiet")
    made = row(name, seen, spacing=M)
    made.setAlignment(name, Qt.AlignmentFlag.AlignTop)
    made.setStretchFactor(seen, 1)
    return made
