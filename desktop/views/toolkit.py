"""The toolkit of this process: its one application, and its own words in the language of the screen."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import desktop
from desktop.base.wording import SOURCE_LANGUAGE, language
from desktop.session.changes import Changes

#: Qt hands every fill of more than 96 lines to threads: for what is drawn here, asking them takes longer than drawing.
IN_ONE_THREAD = "QT_NO_GUI_THREADPOOL"


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the process's QApplication, made if there is none yet. It paints in the window's thread alone."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # Read once, at the first painting.
    os.environ[IN_ONE_THREAD] = "1"
    application = QApplication(list(arguments))
    application.setApplicationName("Doorstep")
    application.setApplicationVersion(desktop.__version__)
    application.setQuitOnLastWindowClosed(True)
    return application


class ToolkitWords:
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
