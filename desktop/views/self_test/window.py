"""The self-test in a window of its own: without a sign-in, without a record, even where the program cannot start."""

from __future__ import annotations

import sys

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from desktop.base.places import Places
from desktop.base.wording import _
from desktop.session.speaking import speak_as_set
from desktop.views.self_test.panel import SelfTestPanel
from desktop.views.theme.apply import dress
from desktop.views.toolkit import ToolkitWords, make_application
from desktop.views.widgets.brand import application_icon
from desktop.views.widgets.cards import column

SIZE = (1240, 740)
PASSED, NOT_PASSED, NOT_DONE = 0, 1, 2


class SelfTestWindow(QWidget):
    """The panel, and nothing else."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.setProperty("look", "ground")
        self.setWindowTitle(_("检查本机"))
        self.setWindowIcon(application_icon())
        self.panel = SelfTestPanel(places)
        self.setLayout(column(self.panel))
        self.resize(*SIZE)
        self.panel.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the worker end before the window goes."""
        self.panel.stop()
        super().closeEvent(event)

    def code(self) -> int:
        """Return the exit code: 0 when nothing failed, 1 when something did, 2 when it was not waited for."""
        report = self.panel.report
        if report is None:
            return NOT_DONE
        return NOT_PASSED if report.failed else PASSED


def run_in_a_window(places: Places) -> int:
    """Open the window, run it until it is closed, and return the exit code."""
    application = make_application(sys.argv[:1])
    settings = speak_as_set(places)
    dress(
        application,
        "dark" if settings.text("appearance") == "dark" else "light",
        settings.number("type_scale") / 100,
    )
    words = ToolkitWords(application)
    window = SelfTestWindow(places)
    window.show()
    application.exec()
    words.stop()
    code = window.code()
    window.deleteLater()
    return code
