"""The panel that asks a schema's questions of an exercise and writes the replies through reversible steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.annotation.document import Document, Step, changes
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.replying import Place, replying
from desktop.base.wording import _
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.schema import LabelSchema
from desktop.session.unanswered import Asked, answer_letters, part_name, part_text
from desktop.views.theme.tokens import M, S
from desktop.views.widgets.ask.card import Expected, QuestionCard
from desktop.views.widgets.ask.column import NOWHERE, CardColumn
from desktop.views.widgets.ask.head import PartHead
from desktop.views.widgets.ask.inquiry import Inquiry
from desktop.views.widgets.ask.keys import letter_of
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, column, row
from desktop.views.widgets.labels import line

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_Key = Qt.Key


class QuestionPanel(QWidget):
    """Asks part by part. It holds no reply itself: ``do`` carries steps out, :meth:`follow` shows what came of them.

    ``shown``: the ids of the answers in the order in which they are shown, where it is not the exercise's own.
    Whoever owns the history lets it call :meth:`follow`, and calls :meth:`settle` before undo and before handing in.
    """

    #: Another part is asked about: its id.
    part_asked = Signal(str)
    #: What was not done and why, in a sentence.
    said = Signal(str)
    #: A clause of the rules is to be opened: its number.
    clause_opened = Signal(str)
    #: Undo or redo was asked for while writing.
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(
        self,
        exercise: Exercise,
        schema: LabelSchema,
        document: Document,
        do: Callable[[Step], object],
        *,
        shown: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.setAccessibleName(_("问题"))
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.inquiry = Inquiry(exercise, schema, document, shown)
        self._do = do
        self._letters = answer_letters(exercise, shown)
        self._part, self._judged = "", False
        self.head = PartHead()
        self.head.turned.connect(self.turn)
        self.column = CardColumn(exercise, self._letters)
        self.column.answered.connect(self._answered)
        self.column.said.connect(self.said)
        self.column.clause_opened.connect(self.clause_opened)
        self.column.left.connect(self.setFocus)
        self.column.undo_wanted.connect(self.undo_wanted)
        self.column.redo_wanted.connect(self.redo_wanted)
        self._next = button(_("下一处未答"), self.next_unanswered, look="main", icon_name="arrow-right")
        self._next.setToolTip(_("下一处未答（Enter；Shift+Enter 回到上一处）"))
        writes = all(question.kind == "writing" for question in schema.questions)
        told = (
            _("停笔自动保存·Esc 离开·Ctrl+Enter 提交") if writes else _("按选项上的键作答·↑↓ 换题·Del 清除")
        )
        self._hint = line(told, "caption")
        self.foot = Frame("foot", margin=M, spacing=S)
        self.foot.add(self._hint, row(self._next, spacing=S))
        self.setLayout(column(self.head, self.column, self.foot, spacing=0))
        first = self.inquiry.beside(None, 1) or next(iter(self.inquiry.asked), None)
        self._show_part(first.about if first is not None else "")
        self.column.point_at(first.place if first is not None else NOWHERE)

    # ---------------------------------------------------------------- following the document

    def follow(self, step: Step) -> None:
        """Show what a step, an undo or a redo did to the replies; where it was in another part, that part."""
        touched = [mark.about for pair in changes(step) for mark in pair if isinstance(mark, Reply)]
        if not touched:
            return
        self.inquiry.refresh()
        elsewhere = [about for about in touched if about in self.inquiry.parts]
        self._show_part(elsewhere[0] if elsewhere and self._part not in touched else self._here())

    def refresh(self) -> None:
        """Show what the document holds."""
        self.inquiry.refresh()
        self._show_part(self._here())

    def settle(self) -> None:
        """Make a step of what is being written."""
        self.column.settle()

    def missing(self) -> tuple[Asked, ...]:
        """Return what must still be answered, with what is being written counted in."""
        self.settle()
        return self.inquiry.missing()

    # ---------------------------------------------------------------- going about

    @property
    def part(self) -> str:
        """The part that is asked about."""
        return self._part

    @property
    def place(self) -> Place:
        """The question that keys answer, and its part."""
        return self.column.place

    def card(self, question_id: str) -> QuestionCard:
        """Return the card of a question of this part. Raises KeyError where it is not asked."""
        return self.column.cards[question_id, self._part]

    def go_to(self, about: str, question_id: str = "", *, keyboard: bool = True) -> None:
        """Ask about a part, with the keys at a question: the one named, else the first open one.

        Without ``keyboard`` it is only shown.
        """
        self.settle()
        own = self.inquiry.of(about)
        if not own:
            return
        self._show_part(about)
        first = next((one for one in own if self.inquiry.is_open(one)), own[0])
        self.column.point_at((question_id, about) if question_id else first.place)
        if keyboard:
            self._take_keyboard()

    def next_unanswered(self) -> None:
        """Go to the next question that must still be answered, from the last on to the first."""
        self._go_beside(1)

    def first_unanswered(self) -> Asked | None:
        """Go to the first question of all that must still be answered, and return it."""
        first = next(iter(self.missing()), None)
        if first is not None:
            self.go_to(first.about, first.question.id)
        return first

    def previous_unanswered(self) -> None:
        """Go back to the question before that must still be answered."""
        self._go_beside(-1)

    def turn(self, step: int) -> None:
        """Go to the part before (-1) or after (1), as far as there is one."""
        parts = self.inquiry.parts
        place = (parts.index(self._part) if self._part in parts else 0) + step
        if 0 <= place < len(parts):
            self.go_to(parts[place])

    # ---------------------------------------------------------------- keys

    def press(self, key: str) -> bool:
        """Reply by the character of a key: to the question pointed at, else to another of this part."""
        return self.column.press(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reply, go to another question or part, or take a reply back."""
        if not self._moves(event) and not self.press(letter_of(event)):
            super().keyPressEvent(event)

    def _moves(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and plain in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }:
            self._go_beside(-1 if plain else 1)
            return True
        if plain:
            return False
        verbs: dict[int, tuple[Callable[[int], object], int]] = {
            _Key.Key_PageDown: (self.turn, 1),
            _Key.Key_PageUp: (self.turn, -1),
            _Key.Key_Down: (self.column.walk, 1),
            _Key.Key_Up: (self.column.walk, -1),
            _Key.Key_Delete: (self._take_back, 0),
            _Key.Key_Backspace: (self._take_back, 0),
        }
        verb, value = verbs.get(event.key(), (None, 0))
        if verb is not None:
            verb(value)
        return verb is not None

    # ---------------------------------------------------------------- after the answer

    def show_feedback(
        self,
        gold: Gold,
        right: Mapping[Place, bool],
        clauses: Mapping[Place, str] | None = None,
        *,
        rationale: bool = True,
    ) -> None:
        """Show what was expected beside what was answered, and the ``rationale`` below, for looking only.

        ``right``: the judge's verdict by question and part; what it does not name was not judged. ``clauses``: the rule
        that a reply breaks, where the gold names none of its own.
        """
        self.settle()
        self._judged = True
        expected: dict[Place, Expected] = {}
        for own in gold.marks:
            mark = own.mark()
            if isinstance(mark, Reply):
                place = (mark.label, mark.about)
                clause = own.clause or (clauses or {}).get(place, "")
                expected[place] = Expected((mark.value, *own.also_right), right.get(place), own.note, clause)
        self.column.judge(expected, rationale=rationale)
        self._hint.setText(_("PgUp PgDn 看其他部分"))
        self.foot.setVisible(len(self.inquiry.parts) > 1)
        self._next.hide()
        parts = self.inquiry.parts
        wrong = (about for (_label, about), fits in right.items() if not fits and about in parts)
        self._show_part(next(wrong, self._part))
        done = sum(right.values())
        words = _("判为对 {n} 处，共 {total} 处", n=done, total=len(right))
        told = _("对 {n}/{total}", n=done, total=len(right)) if right else _("还没有评判")
        self.head.show_progress(done, max(len(right), 1), words if right else told, told)

    # ---------------------------------------------------------------- inside

    def _show_part(self, part: str) -> None:
        turned, self._part = part != self._part or not self.column.cards, part
        self.column.lay(self.inquiry.of(part), self.inquiry.value)
        self._show_head()
        if turned:
            self.column.top()
            self.part_asked.emit(part)

    def _here(self) -> str:
        """Return the part that is shown, or the first where nothing is asked about it any more."""
        parts = self.inquiry.parts
        return self._part if self._part in parts or not parts else parts[0]

    def _show_head(self) -> None:
        inquiry, parts = self.inquiry, self.inquiry.parts
        number = parts.index(self._part) + 1 if self._part in parts else 1
        name = part_name(inquiry.exercise, self._part, inquiry.shown)
        self.head.show_part(name, part_text(inquiry.exercise, self._part), number, len(parts))
        if not self._judged:
            missing = inquiry.missing()
            words = inquiry.missing_words() or _("全部已作答。")
            self.head.show_progress(*inquiry.progress(), words)
            self._next.setEnabled(bool(missing))
            self._next.setText(_("下一处未答") if missing else _("全部已作答"))

    def _answered(self, one: Asked, value: ReplyValue | None) -> None:
        if one not in self.inquiry.asked:
            return  # what was begun where nothing is asked any more
        held, place = self.inquiry.held.get(one.place), one.place
        name = (
            _("撰写")
            if one.question.kind == "writing"
            else _("回答“{question}”", question=one.question.called)
        )
        dropped = self.inquiry.strays(place, value)
        self._do(replying(name, self.inquiry.document, place, value, dropped=dropped))
        self.refresh()
        if isinstance(value, str):
            return
        self.column.point_at(place)
        card = self.column.current
        if card is not None and card.reply.at_once and held is None and value is not None:
            self._advance(place)

    def _advance(self, place: Place) -> None:
        """Point at the next open question of this part, if there is one: after the last comes the first."""
        places = list(self.column.cards)
        open_ = [one.place for one in self.inquiry.of(self._part) if self.inquiry.is_open(one)]
        later = [one for one in open_ if places.index(one) > places.index(place)]
        if later or open_:
            self.column.point_at((later or open_)[0])

    def _go_beside(self, step: int) -> None:
        self.settle()
        one = self.inquiry.beside(self.place, step)
        if one is None:
            self.said.emit(_("全部已作答。"))
            return
        if one.about != self._part:
            self._show_part(one.about)
        self.column.point_at(one.place)
        self._take_keyboard()

    def _take_back(self, _step: int) -> None:
        card = self.column.current
        if card is not None and not card.judged:
            self._answered(card.asked, None)

    def _take_keyboard(self) -> None:
        """Let a written reply be typed at once; all others are answered by the panel's keys."""
        if not self.column.take_keyboard():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
