"""The answers side by side: at most three columns, a strip of tabs for more, differences between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.annotation.differences import alike, differences
from desktop.base.wording import _
from desktop.curriculum.text_rules import ModelAnswer
from desktop.session.unanswered import LETTERS
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import S
from desktop.views.widgets.answers.card import AnswerCard
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import clear, column, row
from desktop.views.widgets.labels import line

#: Columns in which Chinese can still be read at 1366 pixels.
MOST_COLUMNS = 3
#: Two beside each other can be compared at any width; and our pixels that a further column needs.
_FEWEST, _LEAST = 2, 264
#: Our pixels: the narrowest column, and its height at least.
_NARROWEST, _LOWEST = 150, 150
#: Steps of the type size, in pixels over the plain one.
LARGEST = 8


class AnswerColumns(QWidget):
    """Cards in the order in which this person sees the answers. One of them is chosen; the keys speak to it."""

    #: Another answer is chosen: its id.
    chosen = Signal(str)
    #: Something to tell the person: the sentence and its tone.
    noticed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, AnswerCard] = {}
        self._buttons: dict[str, QPushButton] = {}
        self.chosen_id = ""
        self._before = ""
        self._first = 0
        self._room = MOST_COLUMNS
        self.comparing = False
        self.as_written = False
        self._larger = 0
        self._tabs = row(spacing=S)
        self._told = line("", "caption")
        strip = row(self._tabs, None, self._told, spacing=S)
        self._row = row(spacing=S)
        self._whole = column(strip, self._row, spacing=S)
        self._whole.setStretch(1, 1)
        self.setLayout(self._whole)

    def show_answers(self, answers: Sequence[ModelAnswer], title: str = "") -> None:
        """Show these answers, in this order; ``title`` is what a single one is called instead of by its letter."""
        # First of all nobody is here: a card that goes gives the keyboard to the next, and that would be chosen.
        gone, self.cards, self._buttons = self.cards, {}, {}
        for card in gone.values():
            card.close_spans()
        clear(self._tabs)
        clear(self._row)
        self._before, self._first, self.comparing = "", 0, False
        self._tell("")
        for number, answer in enumerate(answers):
            card = AnswerCard(answer, LETTERS[number], number + 1, title)
            card.set_larger(self._larger)
            card.set_as_written(self.as_written)
            card.chosen.connect(self.choose)
            self.cards[answer.id] = card
            self._row.addWidget(card, 1)
            self._buttons[answer.id] = self._tab(answer.id, number)
            self._tabs.addWidget(self._buttons[answer.id])
        self.chosen_id = ""
        if answers:
            self.choose(answers[0].id)

    @property
    def card(self) -> AnswerCard | None:
        """The card of the answer that is chosen."""
        return self.cards.get(self.chosen_id)

    def visible_ids(self) -> tuple[str, ...]:
        """Return the answers that are on show."""
        return tuple(self.cards)[self._first : self._first + self._room]

    def choose(self, answer_id: str) -> None:
        """Let the keys speak to an answer, and bring it on show."""
        if answer_id not in self.cards or answer_id == self.chosen_id:
            return
        self._before, self.chosen_id = self.chosen_id, answer_id
        self._bring(answer_id)
        self._show()
        self.chosen.emit(answer_id)

    def choose_part(self, about: str) -> None:
        """Bring the answers that a question is about on show; of a pair both, so that they can be compared."""
        for answer_id in about.split("|"):
            self.choose(answer_id)

    def choose_number(self, number: int) -> bool:
        """Choose the answer at a place, from 1, and give it the keyboard; tell whether there is one."""
        if not 1 <= number <= len(self.cards):
            return False
        self.choose(tuple(self.cards)[number - 1])
        self.cards[self.chosen_id].take_focus()
        return True

    def toggle_fold(self) -> None:
        """Unfold the chosen answer, or fold it."""
        if self.card is not None:
            self.card.toggle_fold()
            self._mark()

    def toggle_every_fold(self) -> None:
        """Unfold every answer; fold them when all are unfolded."""
        whole = not all(card.text.whole for card in self.cards.values())
        for card in self.cards.values():
            card.set_whole(whole)
        self._mark()

    def toggle_as_written(self) -> None:
        """Show all answers as they were written, or laid out."""
        self.as_written = not self.as_written
        for card in self.cards.values():
            card.set_as_written(self.as_written)
        self._mark()

    def toggle_differences(self) -> None:
        """Mark what differs between the chosen answer and the one chosen before, or stop."""
        self.comparing = not self.comparing and len(self.cards) > 1
        for card in self.cards.values():
            if self.comparing:
                card.set_whole(whole=True)
        self._mark()

    def resize_type(self, steps: int) -> None:
        """Set the type larger by ``steps`` pixels than now; 0 is the plain size again."""
        self._larger = max(0, min(self._larger + steps, LARGEST)) if steps else 0
        for card in self.cards.values():
            card.set_larger(self._larger)
        self._mark()

    def told(self) -> str:
        """Return what is said about the differences."""
        return self._told.text()

    def close_cards(self) -> None:
        """Hear nothing of any history any more."""
        for card in self.cards.values():
            card.close_spans()

    # ---------------------------------------------------------------- inside

    def minimumSizeHint(self) -> QSize:
        """Ask for room for two columns at their narrowest: how many there are follows from the width, not it from them."""
        return QSize(theme().px(_NARROWEST * _FEWEST), theme().px(_LOWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as can be read."""
        super().resizeEvent(event)
        room = min(max(self.width() // theme().px(_LEAST), _FEWEST), MOST_COLUMNS)
        if room != self._room:
            self._room = room
            self._bring(self.chosen_id)
            self._show()

    def _bring(self, answer_id: str) -> None:
        """Let an answer be among those on show, with no column left empty."""
        every = tuple(self.cards)
        place = every.index(answer_id) if answer_id in every else 0
        first = max(min(self._first, place), place - self._room + 1)
        self._first = max(min(first, len(every) - self._room), 0)

    def _tab(self, answer_id: str, number: int) -> QPushButton:
        tab = button(f"{number + 1}  {LETTERS[number]}", look="plain")
        tab.setCheckable(True)
        tab.setAccessibleName(_("回答 {letter}", letter=LETTERS[number]))
        tab.clicked.connect(partial(self._press, answer_id))
        return tab

    def _press(self, answer_id: str) -> None:
        self.choose(answer_id)
        # The press turned the button over, also where nothing else changed.
        self._show()

    def _show(self) -> None:
        shown = self.visible_ids()
        for tab in self._buttons.values():
            tab.setVisible(len(self.cards) > self._room)
        for id_, card in self.cards.items():
            card.setVisible(id_ in shown)
            card.set_chosen(id_ == self.chosen_id)
            self._buttons[id_].setChecked(id_ in shown)
        self._mark()

    def _other(self) -> str:
        """Return whom the chosen one is compared with: who was chosen before, else its neighbour."""
        if self._before in self.cards and self._before in self.visible_ids():
            return self._before
        return next((id_ for id_ in self.visible_ids() if id_ != self.chosen_id), "")

    def _mark(self) -> None:
        for card in self.cards.values():
            card.text.unmark()
        other = self._other() if self.comparing else ""
        if not other:
            self._tell("")
            return
        first, second = self.cards[self.chosen_id], self.cards[other]
        texts = first.text.plain(), second.text.plain()
        found = differences(*texts)
        first.text.mark([one.first for one in found], "accent")
        second.text.mark([one.second for one in found], "caution")
        share = _("{n} %", n=round(100 * alike(*texts)))
        letters = {"first": first.letter, "second": second.letter}
        self._tell(
            _("回答 {first} 与 {second}：{n} 处不同，相同 {share}", n=len(found), share=share, **letters)
        )

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))
