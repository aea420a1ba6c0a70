"""A card for one question: what is asked, the reply, and after the answer what was expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent

from desktop.annotation.replies import ReplyValue
from desktop.base.wording import _
from desktop.curriculum.answer_names import with_letters
from desktop.curriculum.items import Exercise
from desktop.curriculum.text_rules import Question
from desktop.session.unanswered import Asked, part_text
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import M, S
from desktop.views.widgets.ask.body import Body, Value
from desktop.views.widgets.ask.choosing import ChoiceBody
from desktop.views.widgets.ask.placing import PreferenceBody, ScaleBody
from desktop.views.widgets.ask.ranked import RankingBody
from desktop.views.widgets.ask.told import orders_apart, pair_letters, value_words
from desktop.views.widgets.ask.writing import WritingBody
from desktop.views.widgets.bands import band
from desktop.views.widgets.cards import Frame, Item, row
from desktop.views.widgets.chips import ClauseChip
from desktop.views.widgets.labels import line, paragraph, restyle
from desktop.views.widgets.painting import field, painter_of

#: Parts whose own text a rewriting may begin with.
_REWRITTEN = frozenset({"answer", "sentence"})


@dataclass(frozen=True)
class Expected:
    """What the gold says to one question. ``right``: None where nothing was judged."""

    values: tuple[ReplyValue, ...]
    right: bool | None
    note: str = ""
    clause: str = ""


class QuestionCard(Frame):
    """One question of one part. ``answered`` carries the question asked and the value; None takes it back."""

    answered = Signal(object, object)
    said = Signal(str)
    clause_opened = Signal(str)

    def __init__(self, asked: Asked, exercise: Exercise, letters: Mapping[str, str]) -> None:
        super().__init__("card", margin=M, spacing=S)
        self.asked = asked
        self._letters = letters
        self._current = False
        self._value: Value = None
        self.judged = False
        question = asked.question
        self.setAccessibleName(question.called)
        self._title = paragraph(question.called, "strong")
        self._state = line("", "caption")
        self._note = line("", "caption", tone="caution")
        self._note.setWordWrap(True)
        self._note.hide()
        title = row(self._title, self._state, spacing=S)
        title.setStretch(0, 1)
        self.add(title)
        if question.description:
            self.add(paragraph(question.description, "caption"))
        self._reply = _BODIES[question.kind](asked, exercise, letters)
        self._reply.answered.connect(self._answered)
        self._reply.said.connect(self._say)
        self.add(self._reply, self._note)

    @property
    def reply(self) -> Body:
        """What the reply is given with."""
        return self._reply

    def show_value(self, value: Value) -> None:
        """Show the reply that is held."""
        self._value = value
        self._note.hide()
        self._reply.show_value(value)
        question = self.asked.question
        limits = _limits(question)
        if value is None and not question.optional:
            words = _("待答·{limits}", limits=limits) if limits else _("待答")
        elif value is None:
            words = _("选答·{limits}", limits=limits) if limits else _("选答")
        else:
            words = limits
        short = isinstance(value, tuple) and len(value) < question.least
        self._state.setText(words)
        restyle(self._state, tone="caution" if (value is None and not question.optional) or short else "")
        self.setAccessibleDescription(words)

    def point_at(self, *, current: bool) -> None:
        """Show whether keys answer this question."""
        self._current = current
        restyle(self._title, tone="accent" if current else "")
        self.update()

    def judge(self, expected: Expected | None) -> None:
        """Show what was expected; nothing can be changed any more. None: the gold says nothing here."""
        self.judged = True
        self._reply.judge(self._value, expected.values if expected else ())
        self._state.setText("" if self._value is not None else _("没有作答"))
        restyle(self._state, tone="")
        if expected is not None:
            self.add(self._told(expected))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a bar at the side of the question that keys answer."""
        super().paintEvent(event)
        if self._current and not self.judged:
            painter = painter_of(self)
            bar = QRectF(0, theme().px(M), theme().px(3), self.height() - 2 * theme().px(M))
            field(painter, bar, theme().colour("accent"), radius=1)
            painter.end()

    def _told(self, expected: Expected) -> Frame:
        words = [
            value_words(self.asked.question, value, self._letters, self.asked.about)
            for value in expected.values
        ]
        first, also = (words[0] if words else ""), words[1:]
        extra: list[Item] = (
            [paragraph(_("也算对：{words}", words=_("；").join(also)), "caption")] if also else []
        )
        if expected.note:
            extra.append(paragraph(with_letters(expected.note, self._letters)))
        if expected.clause:
            chip = ClauseChip(expected.clause)
            chip.opened.connect(self.clause_opened)
            extra.append(row(chip, None))
        reference = _("参考：{words}", words=first)
        # Of what is written the gold is one good text among many.
        written = self.asked.question.kind == "writing"
        if expected.right is None:
            return band("accent", "", reference, *extra)
        if expected.right and (apart := self._apart(expected)):
            said = _("对了，有 {n} 对次序和专家不同", n=len(apart))
            pairs = paragraph(_("在允许范围内：{pairs}。", pairs=_("；").join(apart)), "caption")
            return band("good", said, _("专家的次序：{words}", words=first), pairs, *extra)
        if expected.right:
            return band("good", _("对了"), reference if written else "", *extra)
        return band("bad", _("不对"), reference if written else _("应为：{words}", words=first), *extra)

    def _apart(self, expected: Expected) -> list[str]:
        """Return which pairs of a ranking that is right stand otherwise than the expert's."""
        if self.asked.question.kind != "ranking":
            return []
        return orders_apart(expected.values, self._value, self._letters)

    def _answered(self, value: object) -> None:
        self.answered.emit(self.asked, value)

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.show()
        self.said.emit(words)


def _limits(question: Question) -> str:
    """Return how many options are wanted, where it is not exactly one."""
    least, most = question.least, min(question.most, len(question.options))
    if question.kind != "choice" or (least, most) in {(1, 1), (0, 1)}:
        return ""
    if least == most:
        return _("选 {n} 项", n=most)
    return _("选 {least}–{most} 项", least=least, most=most) if least else _("最多选 {n} 项", n=most)


def _choice(asked: Asked, _exercise: Exercise, _letters: Mapping[str, str]) -> Body:
    return ChoiceBody(asked.question)


def _scale(asked: Asked, _exercise: Exercise, _letters: Mapping[str, str]) -> Body:
    return ScaleBody(asked.question)


def _preference(asked: Asked, _exercise: Exercise, letters: Mapping[str, str]) -> Body:
    pair = pair_letters(letters, asked.about)
    return PreferenceBody(asked.question, pair, turned=pair[0] > pair[1])


def _ranking(asked: Asked, _exercise: Exercise, letters: Mapping[str, str]) -> Body:
    return RankingBody(asked.question, letters)


def _writing(asked: Asked, exercise: Exercise, _letters: Mapping[str, str]) -> Body:
    start = part_text(exercise, asked.about) if asked.question.about in _REWRITTEN else ""
    return WritingBody(asked.question, exercise.checks.get(asked.question.id, ()), start)


_BODIES = {
    "choice": _choice,
    "scale": _scale,
    "preference": _preference,
    "ranking": _ranking,
    "writing": _writing,
}
