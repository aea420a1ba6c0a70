"""What every way of replying to one question has in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.annotation.replies import ReplyValue
from desktop.curriculum.text_rules import Question

Value: TypeAlias = ReplyValue | None


class Body(QWidget):
    """Shows the reply that is held and tells the one that is given; it keeps none itself."""

    #: A value, or None: the reply is taken back.
    answered = Signal(object)
    #: Why something was not done, in a sentence.
    said = Signal(str)

    #: Whether one press is a whole reply: the next question may be asked.
    at_once = False

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.setProperty("look", "clear")

    def show_value(self, value: Value) -> None:
        """Show the reply that is held; None: there is none."""

    def press(self, _key: str) -> bool:
        """Reply by key; tell whether the key meant something."""
        return False

    def settle(self) -> None:
        """Tell what was begun and not yet told."""

    def judge(self, value: Value, _expected: Sequence[ReplyValue]) -> None:
        """Show the reply, beside what counts as right where that can be shown; it cannot be changed any more."""
        self.show_value(value)

    def first(self) -> QWidget | None:
        """Return what takes the keyboard, if anything does."""
        return None
