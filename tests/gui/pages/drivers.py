"""What a person does at the window, in verbs: press a button, write into a field, answer a question."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.views.window import MainWindow


class Person:
    """Hands and eyes at a window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def page(self) -> Any:
        """The page on the screen."""
        return self.window.page

    @property
    def place(self) -> QWidget:
        """The dialog in front, or the window."""
        dialogs = [each for each in self.window.findChildren(QDialog) if each.isVisible()]
        return dialogs[-1] if dialogs else self.window

    def press(self, words: str) -> None:
        """Press the button with these words or this name."""
        found = [
            each
            for each in self.place.findChildren(QAbstractButton)
            if words in {each.text(), each.accessibleName()}
        ]
        shown = [each for each in found if each.isVisible() and each.isEnabled()]
        assert shown, f"no button {words!r}; there are {self.buttons()}"
        QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)
        self.settle()

    def buttons(self) -> list[str]:
        """The names of the buttons that can be pressed."""
        return [
            each.text() or each.accessibleName()
            for each in self.place.findChildren(QAbstractButton)
            if each.isVisible() and each.isEnabled()
        ]

    def write(self, field: str, words: str) -> None:
        """Write into the field of this name."""
        for kind in (QLineEdit, QPlainTextEdit):
            for each in self.place.findChildren(kind):
                if each.accessibleName() == field and each.isVisible():
                    each.setFocus()
                    each.selectAll()
                    each.setText(words) if kind is QLineEdit else each.setPlainText(words)
                    self.settle()
                    return
        raise AssertionError(f"no field {field!r}")

    def keys(self, words: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(self.focus(), words)
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is."""
        QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def focus(self) -> QWidget:
        """The widget with the focus."""
        return QApplication.focusWidget() or self.place.focusWidget() or self.place

    def reads(self) -> str:
        """All words on the screen."""
        return "\n".join(each.text() for each in self.place.findChildren(QLabel) if each.isVisible())

    def sees(self, words: str) -> bool:
        """Tell whether words stand somewhere on the screen."""
        return words in self.reads()

    @staticmethod
    def settle() -> None:
        """Let layouts, queued changes and deletions happen."""
        for _turn in range(3):
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
