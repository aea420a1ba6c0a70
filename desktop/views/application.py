"""The window's process: one QApplication, one session, one window, and an orderly end."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication

import desktop
from desktop.base.clock import Clock
from desktop.base.errors import KnownError
from desktop.base.logs import write_report
from desktop.base.places import Places
from desktop.base.wording import SOURCE_LANGUAGE, language
from desktop.records.maintenance import backup
from desktop.session.changes import Changes
from desktop.session.session import Session, open_session
from desktop.views.dialogs.last_resort import tell_known, tell_report
from desktop.views.theme.apply import dress
from desktop.views.window import MainWindow, open_window

log = logging.getLogger(__name__)

FAILED = 2


@dataclass
class Running:
    """A started application."""

    application: QApplication
    session: Session
    window: MainWindow
    words: _ToolkitWords


def run_application(places: Places, arguments: Sequence[str]) -> int:
    """Open the workstation, run it until its window closes, and return the exit code."""
    application = make_application(arguments)
    try:
        running = start(application, places)
    except KnownError as fault:
        log.warning("not started: %s", fault)
        dress(application)
        tell_known(fault)
        return FAILED
    _catch_everything(application, places)
    running.window.show()
    code = application.exec()
    stop(running)
    return code


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the process's QApplication, made if there is none yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(list(arguments))
    application.setApplicationName("Doorstep")
    application.setApplicationVersion(desktop.__version__)
    application.setQuitOnLastWindowClosed(True)
    return application


def start(application: QApplication, places: Places, clock: Clock | None = None) -> Running:
    """Open the session and the window, not yet shown. Raises KnownError when the record cannot be opened."""
    session = open_session(places, clock)
    try:
        words = _ToolkitWords(application)
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


class _ToolkitWords:
    """Qt's own words (buttons of file dialogs, menus of fields); ours go through desktop.base.wording."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._chinese = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._there = self._chinese.load(QLocale("zh_CN"), "qtbase", "_", folder)
        self._said = ""
        self.speak()

    def follow(self, changes: Changes) -> None:
        """Speak the language of the screen when it changes."""
        if changes.touch("settings"):
            self.speak()

    def speak(self) -> None:
        """Speak the language of the screen; Qt's source language is English."""
        if self._said == language() or not self._there:
            return
        self._said = language()
        self._application.removeTranslator(self._chinese)
        if self._said == SOURCE_LANGUAGE:
            self._application.installTranslator(self._chinese)

    def stop(self) -> None:
        """Say nothing more."""
        self._application.removeTranslator(self._chinese)
        self._chinese.deleteLater()


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
