"""At the start of the program: the reboot check compares by itself, and a PC that was set back is told at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.base.places import Places
from desktop.base.witness import Standing
from desktop.base.wording import _
from desktop.session.operations import reboot_check
from desktop.views.self_test.restart import fit
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import glyph, paragraph
from desktop.views.work import Work

WIDTH = 560


class StartCheck(Work):
    """Compares in a thread, since a drive may take its time to answer; opens the alarm over the window."""

    def __init__(self, window: QWidget, places: Places) -> None:
        super().__init__(window)
        self._window = window
        self.start(lambda: reboot_check.at_start(places), self._compared)

    def _compared(self, found: Standing) -> None:
        if found.state == "restored":
            alarm = RestoredDialog(found, self._window)
            alarm.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            alarm.open()


class RestoredDialog(QDialog):
    """Says that this PC sets itself back, which drive kept its file, and what to do."""

    def __init__(self, found: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        what, remedy = reboot_check.alarm(found)
        self.setWindowTitle(_("这台电脑会自己还原"))
        self.setAccessibleName(what)
        close = button(_("知道了"), self.accept, look="main", size="large")
        words = column(
            paragraph(_("这台电脑会自己还原"), "section", tone="bad"),
            paragraph(what, "emphasis"),
            paragraph(remedy, "emphasis"),
            paragraph(str(found.kept_at or ""), "caption"),
            spacing=S,
        )
        body = row(glyph("octagon-alert", "bad", 40), words, spacing=L)
        body.setAlignment(body.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
        body.setStretchFactor(words, 1)
        self.setLayout(column(body, L, row(None, close), margin=XL))
        fit(self, WIDTH)
        close.setFocus()
