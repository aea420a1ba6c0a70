"""Hands and eyes at the window: finds what a person would see, presses it, types, drags, takes pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop.views.widgets.toast import Toast
from desktop.views.window import MainWindow

Found = TypeVar("Found", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
#: Longer than any page needs: past it the script is lost, and says where.
PATIENCE = 30.0


class LostError(RuntimeError):
    """The script did not find on the screen what it expected there."""


class Actor:
    """A person at the window. ``pace`` is the pause after each act in seconds; 0 does not wait at all."""

    def __init__(self, application: QApplication, window: MainWindow, pace: float, pictures: Path) -> None:
        self.application = application
        self.window = window
        self.pace = pace
        self.taken: list[Path] = []
        self._pictures = pictures

    def rest(self, paces: float = 1.0) -> None:
        """Let the window work, and a watcher follow."""
        until = time.monotonic() + self.pace * paces
        while True:
            self.application.processEvents()
            # A script has no loop of its own to come back to: pages left behind would stay in memory until its end.
            self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if time.monotonic() >= until:
                return
            time.sleep(0.01)

    def wait(self, ready: Callable[[], object], what: str) -> None:
        """Wait until ``ready`` says yes. Raises LostError."""
        until = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > until:
                raise LostError(f"waited {PATIENCE:.0f} s for {what}; on the screen: {self.visible_words()}")
            self.application.processEvents()
            time.sleep(0.005)
        self.application.processEvents()

    def picture(self, name: str) -> None:
        """Take a picture of the window (and of a dialog over it) as PNG; they are numbered in their order."""
        self.rest()
        # A script is quicker than the passing words of the last act; a person would see them gone.
        for toast in self.window.findChildren(Toast):
            toast.hide()
        for _turn in range(3):
            self.application.processEvents()
        path = self._pictures / f"{len(self.taken) + 1:02}-{name}.png"
        screen = self.window.screen()
        dialog = self.application.activeModalWidget()
        shot = screen.grabWindow(0) if dialog is not None and self._on_x11() else self.window.grab()
        if not shot.save(str(path)):
            raise LostError(f"picture {path} could not be written")
        self.taken.append(path)

    def find(self, kind: type[Found], words: str = "") -> Found:
        """Return the visible, enabled widget of a kind whose text or accessible name is ``words``. Raises LostError."""
        found = self._seek(kind, words)
        if found is None:
            raise LostError(f"{words or kind.__name__!r} is not on the screen: {self.visible_words()}")
        return found

    def sight(self, kind: type[Found]) -> Found | None:
        """Return the visible widget of a kind, or None."""
        return self._seek(kind)

    def sees(self, words: str) -> bool:
        """Tell whether a visible button carries these words."""
        return self._seek(QAbstractButton, words) is not None

    def press(self, words: str) -> None:
        """Click the button with these words, or this accessible name."""
        self.wait(lambda: self.sees(words), f"button {words!r}")
        self.click(self.find(QAbstractButton, words))

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget in its middle, or at a point of it."""
        QTest.mouseClick(widget, LEFT, NONE, at if at is not None else widget.rect().center())
        self.rest()

    def fill(self, field: str, text: str) -> None:
        """Write into the field of this accessible name."""
        self.wait(lambda: self._seek(QLineEdit, field) is not None, f"field {field!r}")
        line = self.find(QLineEdit, field)
        line.setFocus()
        line.selectAll()
        self._write(line, text)
        self.rest()

    def keys(self, text: str, widget: QWidget | None = None) -> None:
        """Type characters where the focus is."""
        self._write(widget or self._focus(), text)
        self.rest(0.3)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, widget: QWidget | None = None) -> None:
        """Press one key where the focus is."""
        QTest.keyClick(widget or self._focus(), key, modifiers)
        self.rest(0.3)

    def drag(self, widget: QWidget, begin: QPointF, end: QPointF) -> None:
        """Press, move and release on a widget."""
        first, last = begin.toPoint(), end.toPoint()
        QTest.mouseMove(widget, first)
        QTest.mousePress(widget, LEFT, NONE, first)
        for share in (0.35, 0.7, 1.0):
            QTest.mouseMove(widget, first + (last - first) * share)
            self.rest(0.15)
        QTest.mouseRelease(widget, LEFT, NONE, last)
        self.rest(0.3)

    def visible_words(self) -> list[str]:
        """Return the words on all visible buttons, for a message."""
        return sorted({_words(each) for each in self._roots(QAbstractButton) if each.isVisible()})

    def _write(self, widget: QWidget, text: str) -> None:
        if text.isascii():
            QTest.keyClicks(widget, text)
            return
        # Chinese comes from an input method: composed, then committed.
        for event in (QInputMethodEvent(text, []), QInputMethodEvent()):
            if not event.preeditString():
                event.setCommitString(text)
            self.application.sendEvent(widget, event)

    def _seek(self, kind: type[Found], words: str = "") -> Found | None:
        for widget in self._roots(kind):
            if widget.isVisible() and widget.isEnabled() and (not words or words in _names(widget)):
                return widget
        return None

    def _roots(self, kind: type[Found]) -> list[Found]:
        dialog = self.application.activeModalWidget()
        return (self.window if dialog is None else dialog).findChildren(kind)

    def _focus(self) -> QWidget:
        top: QWidget = self.window
        dialog: QWidget | None = self.application.activeModalWidget()
        if dialog is not None:
            top = dialog
        # Without a window manager nothing is active; the window still knows where its focus would be.
        for focus in (self.application.focusWidget(), top.focusWidget()):
            if focus is not None:
                return focus
        return top

    @staticmethod
    def _on_x11() -> bool:
        return QApplication.platformName() == "xcb"


def _names(widget: QWidget) -> tuple[str, str]:
    return (_words(widget), widget.accessibleName())


def _words(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return text.replace("&&", "&").strip()
