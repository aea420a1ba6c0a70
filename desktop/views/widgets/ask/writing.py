"""A written reply: the field, how much is written, the text to start from, and the checklist."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.annotation.replies import ReplyValue
from desktop.base.wording import _
from desktop.curriculum.text_rules import Check, Question
from desktop.views.theme.tokens import XS
from desktop.views.widgets.ask.body import Body, Value
from desktop.views.widgets.ask.checks import Checks
from desktop.views.widgets.ask.field import WritingField
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import line, restyle


class WritingBody(Body):
    """Writes a reply of several lines; ``start`` is the text that a rewriting may begin with."""

    def __init__(self, question: Question, checks: Sequence[Check], start: str) -> None:
        super().__init__(question)
        self._start = start
        self.field = WritingField(question.called, question.longest)
        self.field.setPlaceholderText(_("在这里写，停笔后自动保存"))
        self.field.settled.connect(self._settled)
        self.field.altered.connect(self._altered)
        self.field.cut_short.connect(self._cut_short)
        self.checks = Checks(checks)
        self.count = line("", "caption")
        self.begin = button(_("填入原文"), self._begin, look="link")
        self.begin.setToolTip(_("把原文放进来，在它上面改"))
        self.setLayout(column(self.field, row(self.count, None, self.begin), self.checks, spacing=XS))
        self.checks.setVisible(bool(checks))
        self._altered()

    def show_value(self, value: Value) -> None:
        """Show the text that is held."""
        self.field.show_text(value if isinstance(value, str) else "")

    def settle(self) -> None:
        """Tell what is written."""
        self.field.settle()

    def judge(self, value: Value, _expected: Sequence[ReplyValue]) -> None:
        """Let the text stand, to be read and copied."""
        self.show_value(value)
        self.field.setReadOnly(True)
        self.begin.hide()
        self.checks.look_at(self.field.text(), told=True)

    def first(self) -> QWidget:
        """Return the field."""
        return self.field

    def _settled(self, text: str) -> None:
        self.answered.emit(text or None)

    def _altered(self) -> None:
        text = self.field.text()
        written, longest = len(text), self.question.longest
        self.count.setText(_("{n} / {most} 字", n=written, most=longest))
        restyle(self.count, tone="caution" if written >= longest else "")
        self.checks.look_at(text, told=self.field.isReadOnly())
        self.begin.setVisible(bool(self._start) and not text and not self.field.isReadOnly())

    def _cut_short(self) -> None:
        self.said.emit(_("最多 {n} 字，多出的没有放进去。", n=self.question.longest))

    def _begin(self) -> None:
        self.field.put(self._start)
        self.field.setFocus()
