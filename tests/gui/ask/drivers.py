"""Somebody who answers questions: presses keys, clicks options, writes with and without an input method."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.annotation.replies import ReplyValue
from desktop.annotation.replying import Place, replies, replying
from desktop.curriculum.items import Exercise
from desktop.views.widgets.ask.card import QuestionCard
from desktop.views.widgets.ask.choosing import ChoiceBody
from desktop.views.widgets.ask.field import WritingField
from desktop.views.widgets.ask.panel import QuestionPanel
from desktop.views.widgets.ask.placing import PlaceBody
from desktop.views.widgets.ask.writing import WritingBody
from tests.gui.ask.material import schema_of

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Person:
    """At a panel, with a history behind it as at the bench."""

    def __init__(
        self,
        exercise: Exercise,
        schema: dict[str, Any],
        given: dict[Place, ReplyValue],
        shown: tuple[str, ...],
    ) -> None:
        self.history = History(Document())
        for place, value in given.items():
            self.history.do(replying("回答", self.history.document, place, value))
        self.steps: list[Step] = []
        self.parts: list[str] = []
        self.heard: list[str] = []
        self.panel = QuestionPanel(
            exercise, schema_of(schema), self.history.document, self.history.do, shown=shown
        )
        self.history.listen(self.panel.follow)
        self.history.listen(self.steps.append)
        self.panel.part_asked.connect(self.parts.append)
        self.panel.said.connect(self.heard.append)
        self.panel.undo_wanted.connect(self.history.undo)
        self.panel.redo_wanted.connect(self.history.redo)

    # ---------------------------------------------------------------- hands

    def press(self, *keys: Key | str, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            focus = QApplication.focusWidget() or self.panel
            if isinstance(key, str):
                QTest.keyClicks(focus, key, modifier)
            else:
                QTest.keyClick(focus, key, modifier)

    def click(self, question: str, option: object) -> None:
        """Click an option, or a place on a scale."""
        self._mouse(self.button(question, option))

    def write(self, question: str, text: str) -> None:
        """Click into a field and type."""
        field = self.field(question)
        field.setFocus()
        self.type_into(field, text)

    def type_into(self, field: QWidget, text: str) -> None:
        """Type: what keyboards have no key for comes from the input method, as it does for people."""
        for character in text:
            if character.isascii():
                QTest.keyClicks(field, character)
            else:
                self._input_method(field, "", character)

    def search(self, question: str, text: str) -> QWidget:
        """Type into the search of a question's options and return it."""
        field = self.choice(question).search
        field.setFocus()
        self.type_into(field, text)
        return field

    def compose(self, *stages: str, into: str) -> None:
        """Compose with an input method: each stage stands in place without being text."""
        for stage in stages:
            self._input_method(self.field(into), stage, "")

    def commit(self, text: str, *, into: str) -> None:
        """Take what was composed."""
        self._input_method(self.field(into), "", text)

    def rest(self, question: str) -> None:
        """Let the hand rest for as long as the field waits."""
        timer = self.field(question)._rest
        assert timer.isActive()
        timer.timeout.emit()

    def undo(self) -> None:
        """Undo as the bench does."""
        self.panel.settle()
        self.history.undo()

    # ---------------------------------------------------------------- eyes

    @property
    def held(self) -> dict[Place, ReplyValue]:
        """What the document holds."""
        return {place: reply.value for place, reply in replies(self.history.document).items()}

    @property
    def asked(self) -> list[str]:
        """The questions on the panel."""
        return [label for label, _about in self.panel.column.cards]

    @property
    def at(self) -> str:
        """The question that keys answer."""
        return self.panel.place[0]

    @property
    def progress(self) -> str:
        """How far it says one is."""
        return self.panel.head.count.text()

    def card(self, question: str) -> QuestionCard:
        """Return the card of a question."""
        return self.panel.card(question)

    def state(self, question: str) -> str:
        """Return what stands beside a question's name."""
        return self.card(question)._state.text()

    def chosen(self, question: str) -> list[str]:
        """Return the names of what is shown as chosen."""
        return [button.text() for button in self._buttons(question) if button.isChecked()]

    def offered(self, question: str) -> list[str]:
        """Return the names of the options in sight."""
        return [button.text() for button in self._buttons(question) if button.isVisible()]

    def verdicts(self, question: str) -> dict[str, str]:
        """Return the verdict on each option that has one."""
        return {button.text(): button.verdict for button in self._buttons(question) if button.verdict}

    def field(self, question: str) -> WritingField:
        """Return the field of a written reply."""
        body = self.card(question).reply
        assert isinstance(body, WritingBody)
        return body.field

    def writing(self, question: str) -> WritingBody:
        """Return all of a written reply."""
        body = self.card(question).reply
        assert isinstance(body, WritingBody)
        return body

    def choice(self, question: str) -> ChoiceBody:
        """Return the options of a choice."""
        body = self.card(question).reply
        assert isinstance(body, ChoiceBody)
        return body

    def button(self, question: str, option: object) -> Any:
        """Return the button of an option or a place."""
        body = self.card(question).reply
        if isinstance(body, ChoiceBody):
            return body.buttons[str(option)]
        assert isinstance(body, PlaceBody)
        return next(cell for cell in body.cells.cells if cell.value == option)

    def _buttons(self, question: str) -> list[Any]:
        body = self.card(question).reply
        return list(body.buttons.values()) if isinstance(body, ChoiceBody) else list(body.cells.cells)  # type: ignore[attr-defined]

    def _mouse(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _input_method(self, field: QWidget, preedit: str, commit: str) -> None:
        underlined = QTextCharFormat()
        underlined.setFontUnderline(True)
        part = QInputMethodEvent.Attribute(
            QInputMethodEvent.AttributeType.TextFormat, 0, len(preedit), underlined
        )
        event = QInputMethodEvent(preedit, [part] if preedit else [])
        event.setCommitString(commit)
        QApplication.sendEvent(field, event)
