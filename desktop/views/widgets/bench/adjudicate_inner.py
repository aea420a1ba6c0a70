"""The benches that merged marks are worked on with: those for texts and for models' answers, with room given to the differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.annotation.merging import Difference
from desktop.annotation.spans import Span
from desktop.annotation.text_tools import Range
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.views.widgets.answers import keys as answer_keys
from desktop.views.widgets.bench.adjudicate_keys import SheetGroup
from desktop.views.widgets.bench.answers_bench import AnswersBench
from desktop.views.widgets.bench.text_bench import TextBench
from desktop.views.widgets.text import keys as text_keys

Pages = dict[str, tuple[str, QWidget]]
Notes = Mapping[str, Sequence[tuple[str, str]]]


class InnerText(TextBench):
    """The text with the merged marks; classes and questions go to the side."""

    #: F1 was pressed.
    help_wanted = Signal()

    def carry_out(self, verb: str) -> None:
        """Do what a tool or a key asks for; the sheet of keys is the outer bench's."""
        if verb == "help":
            self.help_wanted.emit()
        else:
            super().carry_out(verb)

    def pages(self, schema: LabelSchema) -> Pages:
        """Return what stands beside the differences: classes and lists, questions."""
        found: Pages = {}
        if schema.labels:
            found["marks"] = (_("类别与标注"), self.panel)
        if schema.questions:
            found["questions"] = (_("提问"), self.questions)
        return found

    def page_of(self, one: Difference | None) -> str:
        """Return the page that a difference is marked with by one's own hand."""
        return "questions" if one is not None and one.kind == "reply" else "marks"

    def begin(self, one: Difference | None, place: Range | None) -> None:
        """Give the keyboard to the place of a difference, selected where something is to be marked."""
        panel = self.questions.panel
        if one is not None and one.kind == "reply" and panel is not None:
            panel.go_to(one.place[1], one.place[0])
            panel.setFocus()
            return
        if one is not None and one.kind == "span" and place is not None and self.editor is not None:
            self.editor.select(*place)
        self.canvas.setFocus()

    def look_at(self, one: Difference, place: Range | None) -> None:
        """Bring a difference into view."""
        panel = self.questions.panel
        if one.kind == "reply" and panel is not None:
            panel.go_to(one.place[1], one.place[0], keyboard=False)
        else:
            self.canvas.show_place(place)

    def show_sides(self, notes: Notes) -> None:
        """Nothing: both people's marks stand above."""

    def focused_range(self) -> Range | None:
        """Return the place that is framed."""
        return self.canvas.focus_place

    def say(self, words: str, tone: str) -> None:
        """Say something at the foot."""
        self.foot.say(words, tone)

    def saved(self) -> None:
        """Say that all is written down."""
        self.foot.saved()

    def key_groups(self) -> list[SheetGroup]:
        """Return the groups of the F1 sheet."""
        return text_keys.sheet()


class InnerAnswers(AnswersBench):
    """Models' answers with what was decided about them; the questions go to the side."""

    #: F1 was pressed.
    help_wanted = Signal()

    def carry_out(self, verb: str) -> None:
        """Do what a tool or a key asks for; the sheet of keys is the outer bench's."""
        if verb == "help":
            self.help_wanted.emit()
        else:
            super().carry_out(verb)

    def pages(self, _schema: LabelSchema) -> Pages:
        """Return what stands beside the differences: classes and questions."""
        return {"questions": (_("自己答"), self.panel)}

    def page_of(self, _one: Difference | None) -> str:
        """Return the page that a difference is answered on by one's own hand."""
        return "questions"

    def begin(self, one: Difference | None, _place: Range | None) -> None:
        """Give the keyboard to what a difference is about."""
        panel = self.panel.questions
        if one is None:
            self.columns.setFocus()
        elif one.kind == "span":
            self._choose_text(one)
            if not self.marking.on:
                self.marking.toggle()
        elif not self._is_ranking(one) and panel is not None:
            panel.go_to(one.place[1], one.place[0])
            panel.setFocus()
        else:
            self.ranks.board.setFocus()

    def look_at(self, one: Difference, _place: Range | None) -> None:
        """Bring the answer that a difference is about into view."""
        if one.kind == "span":
            self._choose_text(one)
        elif one.place[1]:
            self.columns.choose_part(one.place[1])

    def show_sides(self, notes: Notes) -> None:
        """Show under each answer what the two said of it."""
        for answer_id, card in self.columns.cards.items():
            card.show_notes(notes.get(answer_id, ()))

    def focused_range(self) -> Range | None:
        """Return nothing: places are in the answers."""
        return None

    def say(self, words: str, tone: str) -> None:
        """Say something at the foot."""
        self.foot.say(words, tone)

    def saved(self) -> None:
        """Say that all is written down."""
        self.foot.saved()

    def key_groups(self) -> list[SheetGroup]:
        """Return the groups of the F1 sheet."""
        return answer_keys.sheet()

    def _choose_text(self, one: Difference) -> None:
        spans = [mark for mark in one.marks if isinstance(mark, Span)]
        if spans and spans[0].text_id:
            self.columns.choose(spans[0].text_id)

    def _is_ranking(self, one: Difference) -> bool:
        question = self._schema.question(one.place[0]) if self._schema is not None else None
        return question is not None and question.kind == "ranking"
