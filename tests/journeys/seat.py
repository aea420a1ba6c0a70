"""One seat of the training room: the program on its data, its clock, and the hands at it."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

from desktop.records.maintenance import check
from desktop.records.queries.attempts import open_attempts
from desktop.session.desk import desk
from desktop.session.operations.signin import tiles
from desktop.session.session import Session
from desktop.views.application import Running, start, stop
from desktop.views.demo.actor import Actor
from desktop.views.demo.clock import HastenedClock
from desktop.views.demo.instructor import Instructor
from desktop.views.demo.labelling import NO_SLIPS, Slips, label
from desktop.views.demo.trainee import Trainee
from desktop.views.window import MainWindow
from tests import scenes
from tests.scenes import Cast


class SeatClock(HastenedClock):
    """A clock that can be moved on, of a PC that can be started again."""

    def __init__(self) -> None:
        super().__init__()
        self.boots = 1

    def boot(self) -> str:
        """Return the name of the pretended boot."""
        return f"boot-{self.boots}"


class Hands(Actor):
    """Hands that take no pictures: they are the demonstration's."""

    def picture(self, name: str) -> None:
        """Look instead."""
        self.rest()


class Seat:
    """A PC with the program on it. ``open`` starts it, ``close`` ends it in order, ``cut_power`` does not."""

    def __init__(
        self, folder: Path, cast: Cast | None, application: QApplication, courses: Path = scenes.PACKS
    ) -> None:
        self.folder = folder
        self._courses = courses
        self._cast = cast
        self.clock = SeatClock()
        self._application = application
        self._running: Running | None = None

    # -- the PC

    def open(self) -> None:
        """Start the program."""
        self._running = start(self._application, scenes.places_in(self.folder, self._courses), self.clock)
        self.window.show()
        self.actor = Hands(self._application, self.window, 0.0, self.folder)
        self.trainee = Trainee(self.actor, self.session, self.clock)
        self.instructor = Instructor(self.actor, self.session)
        self.settle()

    def close(self) -> None:
        """End the program in order."""
        if self._running is not None:
            stop(self._running)
            self._throw_away()

    def cut_power(self, seconds: float) -> None:
        """Cut the power: what is on the disk at this moment is all there is when the PC is started again."""
        image = Path(shutil.copytree(self.folder, self.folder.with_name(f"{self.folder.name}+")))
        self.session.settings.put("backup_on_close", value=False)
        self.close()
        self.folder = image
        self.clock.skip(seconds)
        self.clock.boots += 1
        self.open()

    def whole(self) -> bool:
        """Tell whether the record passes every check."""
        return check(self.session.places.record) == []

    @property
    def cast(self) -> Cast:
        """Who is there."""
        assert self._cast is not None
        return self._cast

    @property
    def session(self) -> Session:
        """The running session."""
        assert self._running is not None
        return self._running.session

    @property
    def window(self) -> MainWindow:
        """The window on the screen."""
        assert self._running is not None
        return self._running.window

    # -- the person at it

    def sign_in(self, place: int = 0) -> None:
        """Sign a trainee in by the initials of their name."""
        account_id = self.cast.trainees[place]
        initials = next(tile.initials for tile in tiles(self.session) if tile.account_id == account_id)
        self.trainee.sign_in(initials, scenes.TRAINEES[place][1])

    def instruct(self) -> None:
        """Sign the instructor in."""
        self.actor.fill("查找自己的名字", scenes.TEACHER)
        self.key(Qt.Key.Key_Return)
        self.actor.keys(scenes.TEACHER_PIN)
        self.key(Qt.Key.Key_Return)

    def label(self, slips: Slips = NO_SLIPS) -> None:
        """Label the exercise that lies open, with the mouse."""
        at = desk(self.session)
        attempt = open_attempts(self.session.record, at.account_id)[0]
        label(self.actor, self.clock, at.pack.exercises[attempt.exercise_id], slips)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def focus(self) -> QWidget:
        """Return what has the keyboard."""
        top = self._application.activeModalWidget() or self.window
        return self._application.focusWidget() or top.focusWidget() or top

    def reads(self) -> str:
        """Return all words that can be read in front: of the dialog, or of the window."""
        self.settle()
        top = self._application.activeModalWidget() or self.window
        labels = [each.text() for each in top.findChildren(QLabel) if each.isVisible()]
        buttons = [each.text() for each in top.findChildren(QAbstractButton) if each.isVisible()]
        return "\n".join(labels + buttons)

    def dialogs(self) -> list[QDialog]:
        """Return the dialogs on the screen."""
        return [each for each in self.window.findChildren(QDialog) if each.isVisible()]

    def settle(self, milliseconds: int = 0) -> None:
        """Let the window work, for so long if asked."""
        if milliseconds:
            loop = QEventLoop()
            QTimer.singleShot(milliseconds, loop.quit)
            loop.exec()
        for _turn in range(4):
            self._application.processEvents()
        if self._running is not None and self._application.activeWindow() is None:
            # What a window manager does when a dialog is gone; offscreen there is none.
            (self._application.activeModalWidget() or self.window).activateWindow()
            self._application.processEvents()

    def _throw_away(self) -> None:
        self.window.deleteLater()
        self._running = None
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
