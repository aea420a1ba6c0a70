"""Replies that are one place: on a scale, or between two answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.annotation.replies import ReplyValue
from desktop.base.wording import _
from desktop.curriculum.text_rules import Question
from desktop.views.theme.tokens import XS, S
from desktop.views.widgets.ask.body import Body, Value
from desktop.views.widgets.ask.cells import Cell, Cells
from desktop.views.widgets.ask.keys import place_keys, strength_words, strengths
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import paragraph


class PlaceBody(Body):
    """A row of cells of which one is the reply."""

    at_once = True

    def __init__(self, question: Question, cells: Sequence[Cell], keys: dict[int, str]) -> None:
        super().__init__(question)
        self._values = {key: value for value, key in keys.items()}
        self.cells = Cells(cells)
        self.cells.pressed.connect(self._pressed)
        self._held: int | None = None
        self._column = column(self.cells, spacing=XS)
        self.setLayout(self._column)

    def show_value(self, value: Value) -> None:
        """Show the place that is held."""
        self._held = value if isinstance(value, int) else None
        self.cells.show_value(self._held)

    def press(self, key: str) -> bool:
        """Reply with a digit."""
        if key not in self._values:
            return False
        self.cells.press(self._values[key])
        return True

    def judge(self, value: Value, expected: Sequence[ReplyValue]) -> None:
        """Show the place beside those that count as right."""
        self.show_value(value)
        right = {
            place
            for one in expected
            if isinstance(one, int)
            for place in range(one - self.question.tolerance, one + self.question.tolerance + 1)
        }
        exact = {one for one in expected[:1] if isinstance(one, int)}
        # Others that would have been right as well were not missed; the first is what was asked for.
        self.cells.judge(self._held, right if self._held in right else exact)

    def first(self) -> QWidget:
        """Return the cell that is held, or the first."""
        return next((cell for cell in self.cells.cells if cell.isChecked()), self.cells.cells[0])

    def _pressed(self, value: int) -> None:
        self.cells.show_value(self._held)
        self.answered.emit(value)


class ScaleBody(PlaceBody):
    """The places of a scale with their anchors in words: the ends', and that of the place chosen."""

    def __init__(self, question: Question) -> None:
        places = range(question.minimum, question.maximum + 1)
        keys = place_keys(places)
        cells = [
            Cell(place, str(place), key=keys.get(place, ""), says=_spoken(question, place))
            for place in places
        ]
        super().__init__(question, cells, keys)
        self._low, self._high = paragraph("", "caption"), paragraph("", "caption")
        self._high.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row(self._low, self._high, spacing=S))
        self.show_value(None)

    def show_value(self, value: Value) -> None:
        """Show the place that is held and what it means."""
        super().show_value(value)
        anchors, question = self.question.anchors, self.question
        chosen = anchors.get(str(self._held), "") if self._held is not None else ""
        low, high = anchors.get(str(question.minimum), ""), anchors.get(str(question.maximum), "")
        if chosen:
            low, high = _("{place} 分：{words}", place=self._held, words=chosen), ""
        else:
            low, high = (
                (f"{question.minimum} {low}" if low else ""),
                (f"{high} {question.maximum}" if high else ""),
            )
        self._low.setText(low)
        self._high.setText(high)
        self._low.setVisible(bool(low or high))
        self._high.setVisible(bool(high))


class PreferenceBody(PlaceBody):
    """Which of two answers is better, and by how much: from the one shown at the left to the one at the right."""

    def __init__(self, question: Question, letters: tuple[str, str], *, turned: bool) -> None:
        values = strengths(question, turned=turned)
        keys = dict(zip(values, "123456789", strict=False))
        cells = [
            Cell(value, *preference_words(question, value, letters), key=keys.get(value, ""),
                 says=_("{question}：{words}", question=question.called, words=spoken_preference(question, value, letters)))
            for value in values
        ]  # fmt: skip
        super().__init__(question, cells, keys)


def preference_words(question: Question, value: int, letters: tuple[str, str]) -> tuple[str, str]:
    """Return the letter of the better answer and how much better it is. ``letters``: the pair's first, and second."""
    return ("=" if not value else letters[value < 0], strength_words(question, value))


def spoken_preference(question: Question, value: int, letters: tuple[str, str]) -> str:
    """Return a preference as a sentence says it."""
    words = strength_words(question, value)
    return f"{letters[value < 0]} {words}" if value else words


def _spoken(question: Question, place: int) -> str:
    words = question.anchors.get(str(place), "")
    named = _("{question}：{place} 分", question=question.called, place=place)
    return f"{named}，{words}" if words else named
