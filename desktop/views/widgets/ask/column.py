"""The cards of one part below each other, one of them pointed at by the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.annotation.replies import ReplyValue
from desktop.annotation.replying import Place
from desktop.base.wording import _
from desktop.curriculum.answer_names import with_letters
from desktop.curriculum.items import Exercise
from desktop.session.unanswered import Asked
from desktop.views.theme.tokens import M, S
from desktop.views.widgets.ask.card import Expected, QuestionCard
from desktop.views.widgets.ask.writing import WritingBody
from desktop.views.widgets.bands import band
from desktop.views.widgets.cards import Frame, clear, column, scrolled

#: Milliseconds after which a new card has its place.
LAYOUT = 20
NOWHERE: Place = ("", "")


class CardColumn(QWidget):
    """Cards that scroll. Whoever owns it says what is asked and what is held."""

    #: The question asked and the value; None takes the reply back.
    answered = Signal(object, object)
    said = Signal(str)
    clause_opened = Signal(str)
    #: The hand left a field with Esc.
    left = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, exercise: Exercise, letters: Mapping[str, str]) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._exercise, self._letters = exercise, letters
        self.cards: dict[Place, QuestionCard] = {}
        self.place = NOWHERE
        self._expected: dict[Place, Expected] | None = None
        self._body = column(spacing=S)
        self._area: QScrollArea = scrolled(self._body, margin=M)
        self._after = Frame("well", margin=0)
        self._after.hide()
        self._body.addWidget(self._after)
        self._body.addStretch(1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LAYOUT)
        self._soon.timeout.connect(self._bring)
        self._out_of_reach = False
        self._area.verticalScrollBar().rangeChanged.connect(self._reach)
        self.setLayout(column(self._area))
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    @property
    def current(self) -> QuestionCard | None:
        """The card that keys answer."""
        return self.cards.get(self.place)

    def lay(self, own: Sequence[Asked], value: Callable[[Asked], ReplyValue | None]) -> None:
        """Put up the cards of these questions; those that stay keep what is being done in them."""
        if [one.place for one in own] != list(self.cards):
            kept = {one.place: self.cards.pop(one.place, None) for one in own}
            self._empty()
            self.cards = {one.place: kept[one.place] or self._made(one, value(one)) for one in own}
            for card in self.cards.values():
                self._body.addWidget(card)
            self._body.addWidget(self._after)
            self._body.addStretch(1)
        if self._expected is None:
            for one in own:
                self.cards[one.place].show_value(value(one))
        if self.place not in self.cards and own:
            self.point_at(own[0].place)

    def point_at(self, place: Place) -> None:
        """Let keys answer a question."""
        moved, self.place = place != self.place, place
        for own, card in self.cards.items():
            card.point_at(current=own == place)
        if moved:
            self._soon.start()

    def walk(self, step: int) -> None:
        """Point at the next (1) question or the one before (-1), as far as there is one."""
        places = list(self.cards)
        if self.place in places:
            self.point_at(places[min(max(places.index(self.place) + step, 0), len(places) - 1)])

    def press(self, key: str) -> bool:
        """Reply by key: to the question pointed at; with a letter to another of this part."""
        own = [self.current] if self.current is not None else []
        others = [] if key.isdigit() else [card for card in self.cards.values() if card not in own]
        return bool(key) and any(card.reply.press(key) for card in own + others)

    def settle(self) -> None:
        """Tell what is being written."""
        for card in list(self.cards.values()):
            card.reply.settle()

    def top(self) -> None:
        """Scroll to the first card."""
        self._area.verticalScrollBar().setValue(0)

    def take_keyboard(self) -> bool:
        """Let a written reply be typed at once; tell whether that is what is asked."""
        field = (
            self.current.reply.first()
            if self.current and isinstance(self.current.reply, WritingBody)
            else None
        )
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return field is not None

    def judge(self, expected: Mapping[Place, Expected], *, rationale: bool = True) -> None:
        """From now on show what was expected, for looking only; the ``rationale`` stands below."""
        self._expected = dict(expected)
        self._empty()
        clear(self._after.body)
        rationale = rationale and bool(self._exercise.rationale)
        if rationale:
            why = with_letters(self._exercise.rationale, self._letters)
            self._after.add(band("accent", _("专家说明"), why, icon_name="lightbulb"))
        self._after.setVisible(rationale)

    def _empty(self) -> None:
        while self._body.count():
            self._body.takeAt(0)
        for card in self.cards.values():
            card.hide()
            card.deleteLater()
        self.cards = {}

    def _made(self, one: Asked, value: ReplyValue | None) -> QuestionCard:
        card = QuestionCard(one, self._exercise, self._letters)
        card.answered.connect(self.answered)
        card.said.connect(self.said)
        card.clause_opened.connect(self.clause_opened)
        if isinstance(card.reply, WritingBody):
            field = card.reply.field
            field.left.connect(self.left)
            field.undo_wanted.connect(self.undo_wanted)
            field.redo_wanted.connect(self.redo_wanted)
        if self._expected is not None:
            card.show_value(value)
            card.judge(self._expected.get(one.place))
        return card

    def _bring(self) -> None:
        """Scroll to the question that keys answer; of a card that is higher than the room its head is seen."""
        card = self.current
        if card is None:
            return
        bar, margin, room = self._area.verticalScrollBar(), card.x(), self._area.viewport().height()
        wanted = bar.value()
        if card.y() < wanted or card.height() + margin > room:
            wanted = card.y() - margin
        elif card.geometry().bottom() + margin > wanted + room:
            wanted = card.geometry().bottom() + margin - room
        # Right after a card came the bar may not yet reach down to it.
        self._out_of_reach = wanted > bar.maximum()
        bar.setValue(wanted)

    def _reach(self) -> None:
        if self._out_of_reach:
            self._bring()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        for place, card in self.cards.items():
            if now is not None and card.isAncestorOf(now) and place != self.place:
                self.point_at(place)
