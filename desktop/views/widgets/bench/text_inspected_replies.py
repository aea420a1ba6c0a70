"""Replies under inspection: part by part as they were given, read-only, each to be pointed at and flagged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.text_flags import TextFlag
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.session.shown import FindingShown
from desktop.session.unanswered import Asked, answer_letters, asked_with, part_name, part_text
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import M, S
from desktop.views.widgets.ask.card import QuestionCard
from desktop.views.widgets.ask.cells import Cell
from desktop.views.widgets.ask.choosing import ChoiceBody
from desktop.views.widgets.ask.head import PartHead
from desktop.views.widgets.ask.option import OptionButton
from desktop.views.widgets.bands import band
from desktop.views.widgets.bench.text_given import GivenMark, GivenMarks, TextPlace
from desktop.views.widgets.bench.text_inspector import Inspector
from desktop.views.widgets.cards import clear, column, scrolled
from desktop.views.widgets.labels import line
from desktop.views.widgets.text.inspection_scene import PENNANT
from desktop.views.widgets.text.scene import numbered

WIDTH = 320
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class ReplyCard(QuestionCard):
    """One reply: its number, what was asked and answered, and its flags. A press anywhere points at it."""

    #: It was pressed or got the keyboard: its place among the cards.
    pressed = Signal(int)
    #: An arrow leads to the card of that place.
    left = Signal(int)
    #: -1 or 1: to the part before or after.
    turned = Signal(int)

    def __init__(
        self,
        place: int,
        asked: Asked,
        row: GivenMark | None,
        *,
        exercise: Exercise,
        letters: Mapping[str, str],
    ) -> None:
        super().__init__(asked, exercise, letters)
        self.place, self.row = place, row
        value: ReplyValue | None = row.mark.value if row is not None and isinstance(row.mark, Reply) else None
        self.show_value(value)
        name = asked.question.called
        self._title.setText(f"{row.number}  {name}" if row is not None else name)
        self._state.setText("" if row is not None else _("没有作答"))
        self._flags = line("", "strong", tone="bad")
        self._flags.setWordWrap(True)
        self._flags.hide()
        self.body.insertWidget(1, self._flags)
        self._named = row.said if row is not None else _("{name}，没有作答", name=name)
        self.setAccessibleName(self._named)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._keep_hands_off()

    def show_flags(self, names: Sequence[str]) -> None:
        """Show the names of the flags that are planted on it."""
        self._flags.setText("　".join(f"{PENNANT} {name}" for name in names))
        self._flags.setVisible(bool(names))
        said = (
            _("{mark}，已插旗：{names}", mark=self._named, names=_("、").join(names))
            if names
            else self._named
        )
        self.setAccessibleName(said)

    def tell(self, tone: str, title: str, words: str) -> None:
        """Show under the reply what came of its flags, good or bad."""
        self.judged = True
        self.add(band("good" if tone == "good" else "bad", title, words))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Point at it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pressed.emit(self.place)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the card beside, page keys to another part; keys of the bench are left to it."""
        if event.key() in _STEPS and not event.modifiers():
            self.left.emit(self.place + _STEPS[Qt.Key(event.key())])
        elif event.key() in _TURNS and not event.modifiers():
            self.turned.emit(_TURNS[Qt.Key(event.key())])
        else:
            event.ignore()

    def _keep_hands_off(self) -> None:
        # What is inside looks as it did for whoever answered, but takes neither mouse nor keyboard.
        if isinstance(self.reply, ChoiceBody):
            self.reply.search.hide()
        for widget in (self.reply, *self.reply.findChildren(QWidget)):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if isinstance(widget, OptionButton | Cell):
                widget.drop_key()
        for label in (
            self.reply,
            *(child for child in self.findChildren(QWidget) if child is not self.reply),
        ):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class InspectedReplies(QFrame):
    """The replies about one part at a time; hidden where nothing was asked."""

    #: The part that is shown: where it stands.
    part_shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(theme().px(WIDTH))
        self.head = PartHead()
        self.head.turned.connect(self.turn)
        self.head.bar.hide()
        self.head.count.hide()
        self._body = column(spacing=S)
        self._area: QScrollArea = scrolled(self._body, margin=M)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self.head, self._area, spacing=0))
        self.cards: list[ReplyCard] = []
        self._inspector: Inspector | None = None
        self._asked: tuple[Asked, ...] = ()
        self._part = ""
        self._told: tuple[Mapping[str, FindingShown], Sequence[TextFlag]] | None = None
        self._order: tuple[str, ...] = ()
        self.hide()

    def show_inspector(self, inspector: Inspector) -> None:
        """Show the replies of an inspection and follow it."""
        self._inspector, self._told = inspector, None
        given = inspector.given
        self._asked = _asked(given)
        self.setVisible(bool(self._asked))
        if not self._asked:
            return
        inspector.pointed.connect(self._follow_pointed)
        inspector.chosen.connect(self.refresh)
        inspector.stepped.connect(self._stepped)
        self.show_part(self._asked[0].about)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts about which something was asked, in order."""
        return tuple(dict.fromkeys(one.about for one in self._asked))

    @property
    def part(self) -> str:
        """The part that is shown."""
        return self._part

    def card(self, question_id: str) -> ReplyCard:
        """Return the card of a question of this part. Raises StopIteration where it is not asked."""
        return next(card for card in self.cards if card.asked.question.id == question_id)

    def turn(self, step: int) -> None:
        """Show the part before (-1) or after (1), as far as there is one."""
        place = self.parts.index(self._part) + step
        if 0 <= place < len(self.parts):
            self.show_part(self.parts[place])

    def show_part(self, about: str) -> None:
        """Show the replies about a part."""
        inspector = self._inspector
        if inspector is None or about not in self.parts:
            return
        given, self._part = inspector.given, about
        clear(self._body)
        letters = answer_letters(given.exercise, given.shown)
        self.cards = []
        for one in (own for own in self._asked if own.about == about):
            reply = given.replies.get(one.place)
            row = given.get(reply.id) if reply is not None else None
            card = ReplyCard(len(self.cards), one, row, exercise=given.exercise, letters=letters)
            card.pressed.connect(self._pressed)
            card.left.connect(self._walk)
            card.turned.connect(self._turned)
            self.cards.append(card)
            self._body.addWidget(card)
        self._body.addStretch(1)
        name = part_name(given.exercise, about, given.shown)
        number = self.parts.index(about) + 1
        self.head.show_part(name, part_text(given.exercise, about), number, len(self.parts))
        self._area.verticalScrollBar().setValue(0)
        self._tell()
        self.refresh()
        self.part_shown.emit(given.part_place(about))

    def refresh(self) -> None:
        """Show which reply is pointed at, and the flags of each."""
        inspector = self._inspector
        if inspector is None:
            return
        for card in self.cards:
            flags = self._flags(card, inspector)
            card.show_flags([inspector.called(flag) for flag in flags])
            here = inspector.mark_id == card.row.mark.id if card.row else inspector.spot == self._spot(card)
            card.point_at(current=bool(here))

    def compare(self, findings: Sequence[FindingShown], gold: Sequence[TextFlag]) -> None:
        """Show under each reply what came of the flags on it; the first part with something wrong is shown."""
        inspector = self._inspector
        if inspector is None or not self._asked:
            return
        by_id: dict[str, FindingShown] = {}
        self._order = tuple(shown.finding.answer_id or shown.finding.gold_id or "" for shown in findings)
        for shown in findings:
            for own in (shown.finding.answer_id, shown.finding.gold_id):
                if own:
                    by_id.setdefault(own, shown)
        self._told = (by_id, gold)
        wrong = {flag.target for flag in (*inspector.flags(), *gold) if flag.id in by_id}
        parts = [
            one.about
            for one in self._asked
            if (reply := inspector.given.replies.get(one.place)) is not None and reply.id in wrong
        ]
        self.show_part(parts[0] if parts else self._part)

    def take_focus(self) -> bool:
        """Give the keyboard to the reply that is pointed at, or the first; tell whether there is one."""
        if not self.cards or not self.isVisible():
            return False
        held = self._inspector.mark_id if self._inspector is not None else ""
        card = next((own for own in self.cards if own.row and own.row.mark.id == held), self.cards[0])
        self._walk(card.place)
        return True

    def _turned(self, step: int) -> None:
        self.turn(step)
        self.take_focus()

    def _walk(self, place: int) -> None:
        if 0 <= place < len(self.cards):
            self.cards[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(self.cards[place])
            self._pressed(place)

    def _pressed(self, place: int) -> None:
        inspector, card = self._inspector, self.cards[place]
        if inspector is None:
            return
        if card.row is not None:
            inspector.point_at(card.row.mark.id)
        else:
            inspector.point_at_spot(self._spot(card))
        self.refresh()

    def _spot(self, card: ReplyCard) -> TextPlace:
        assert self._inspector is not None
        return self._inspector.given.part_place(card.asked.about)

    def _flags(self, card: ReplyCard, inspector: Inspector) -> Sequence[TextFlag]:
        if card.row is not None:
            return inspector.flags_on(card.row.mark.id)
        return inspector.part_flags(self._spot(card))

    def _follow_pointed(self, mark_id: str) -> None:
        row = self._inspector.given.get(mark_id) if self._inspector is not None else None
        if row is not None and isinstance(row.mark, Reply):
            if row.mark.about != self._part:
                self.show_part(row.mark.about)
            card = next((own for own in self.cards if own.row is row), None)
            if card is not None:
                self._area.ensureWidgetVisible(card)
        self.refresh()

    def _stepped(self, _step: object) -> None:
        self.refresh()

    def _tell(self) -> None:
        """Show under each reply what came of its flags, once it may be seen."""
        inspector = self._inspector
        if inspector is None or self._told is None:
            return
        by_id, gold = self._told
        for card in self.cards:
            true = [flag for flag in gold if card.row is not None and flag.target == card.row.mark.id]
            own = self._flags(card, inspector)
            wrong = {id(shown): shown for flag in (*own, *true) if (shown := by_id.get(flag.id)) is not None}
            for shown in wrong.values():
                number = self._order.index(shown.finding.answer_id or shown.finding.gold_id or "")
                card.tell("bad", f"{numbered(number)} {shown.title}", shown.sentence)
            if not wrong and (own or true):
                card.tell("good", _("查对了"), "")


def _asked(given: GivenMarks) -> tuple[Asked, ...]:
    """Return what was asked; what may stay open, is not judged, or is written, only where it was answered."""
    return tuple(
        one
        for one in asked_with(given.exercise, given.schema, given.replies, given.shown)
        if one.place in given.replies
        or (one.question.kind != "writing" and one.question.judged and not one.question.optional)
    )
