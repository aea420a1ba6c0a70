"""The window's process: one QApplication, one session, one window, and an orderly end."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop.base.clock import Clock
from desktop.base.errors import KnownError
from desktop.base.logs import write_report
from desktop.base.places import Places
from desktop.records.lock import InUseError
from desktop.records.maintenance import backup
from desktop.session.session import Session, open_session
from desktop.sites import handover
from desktop.views import parting
from desktop.views.dialogs.last_resort import tell_known, tell_report
from desktop.views.opening import Opener, tell_outcome
from desktop.views.self_test.alarm import StartCheck
from desktop.views.theme.apply import dress
from desktop.views.toolkit import ToolkitWords, make_application
from desktop.views.window import MainWindow, open_window

log = logging.getLogger(__name__)

FAILED = 2


@dataclass
class Running:
    """A started application."""

    application: QApplication
    session: Session
    window: MainWindow
    words: ToolkitWords


def run_application(places: Places, arguments: Sequence[str], opened: Path | None = None) -> int:
    """Open the workstation, run it until its window closes, and return the exit code.

    ``opened`` is a file to open in it; where the program is open already, it is handed over there.
    """
    application = make_application(arguments)
    try:
        running = start(application, places)
    except InUseError as fault:
        if handover.hand_over(places, opened):
            return 0
        dress(application)
        tell_known(fault)
        return FAILED
    except KnownError as fault:
        log.warning("not started: %s", fault)
        dress(application)
        if tell_known(fault):
            # Late: only a program that cannot start needs it here.
            from desktop.views.self_test.window import run_in_a_window

            run_in_a_window(places)
        return FAILED
    _catch_everything(application, places)
    running.window.show()
    _open_what_waits(running, opened)
    compared = StartCheck(running.window, places)
    code = application.exec()
    compared.wait()
    stop(running)
    try:
        parting.carry_out()
    except KnownError as fault:
        tell_known(fault)
    return code


def _open_what_waits(running: Running, opened: Path | None) -> None:
    tell_outcome(running.window, running.session)
    opener = Opener(running.window, running.session)
    opener.watch()
    if opened is not None:
        opener.open(opened)


def start(application: QApplication, places: Places, clock: Clock | None = None) -> Running:
    """Open the session and the window, not yet shown. Raises KnownError when the record cannot be opened."""
    session = open_session(places, clock)
    try:
        words = ToolkitWords(application)
        session.listen(words.follow)
        return Running(application, session, open_window(session), words)
    except BaseException:
        session.close()
        raise


def stop(running: Running) -> None:
    """Close the window and the session; back the record up when the settings say so."""
    running.window.close()
    running.words.stop()
    try:
        if running.session.settings.switch("backup_on_close"):
            backup(running.session.record, running.session.places.backups)
    except (KnownError, OSError) as fault:
        # A full disk must not keep anybody from closing the program; the record itself is safe.
        log.warning("no backup: %s", fault)
    finally:
        running.session.close()


class _Teller(QObject):
    """Shows the window of last resort in the window's own thread, whichever thread failed."""

    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.failed.connect(tell_report, Qt.ConnectionType.QueuedConnection)


def _catch_everything(application: QApplication, places: Places) -> None:
    teller = _Teller(application)

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("unexpected", exc_info=(kind, error, trace))
        try:
            path = str(write_report(places.reports, places.logs, error, trace))
        except OSError as fault:
            path = str(fault)
        if threading.current_thread() is threading.main_thread():
            tell_report(path)
        else:
            teller.failed.emit(path)

    def report_thread(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            report(failure.exc_type, failure.exc_value, failure.exc_traceback)

    sys.excepthook = report
    threading.excepthook = report_thread
