"""Marks on texts under inspection: their order and numbers, where each stands, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.replying import Place, replies
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_lanes import reading_order
from desktop.annotation.text_marks import TextMark
from desktop.annotation.text_units import sentences
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.session.explain import attribute_value, label_name
from desktop.session.unanswered import answer_letters, asked_with, part_name
from desktop.views.widgets.answers.told import value_words
from desktop.views.widgets.bench.text_list import words_of

#: Start and end in code points, and the id of the text: "" the main one, else a model's answer.
TextPlace: TypeAlias = tuple[int, int, str]
_FAR: tuple[int, int, str] = (10**9, 0, "")


@dataclass(frozen=True)
class GivenMark:
    """One of the marks. ``name``: its class, kind of relation or question; ``words``: what it is about and says."""

    number: int
    mark: TextMark
    place: TextPlace
    name: str
    words: str

    @property
    def said(self) -> str:
        """The mark in one sentence, for a screen reader."""
        return _("第 {n} 条，{name}：{words}", n=self.number, name=self.name, words=self.words)


class GivenMarks:
    """The marks of an exercise that somebody else made, in the order in which they are read, numbered from 1.

    Spans come first, in the order of the text, then relations by their ends, then replies as they are asked; ``shown`` is
    the order in which this person sees models' answers.
    """

    def __init__(self, exercise: Exercise, schema: LabelSchema, shown: Sequence[str] = ()) -> None:
        self.exercise, self.schema, self.shown = exercise, schema, tuple(shown)
        marks = [mark for mark in exercise.given_marks if isinstance(mark, TextMark)]
        self._spans = {mark.id: mark for mark in marks if isinstance(mark, Span)}
        self._letters = answer_letters(exercise, shown)
        self.rows = tuple(
            GivenMark(number, mark, self._place(mark), self._name(mark), self._words(mark))
            for number, mark in enumerate(self._ordered(marks), 1)
        )
        self._by_id = {row.mark.id: row for row in self.rows}
        self.replies: Mapping[Place, Reply] = replies(marks)

    def get(self, mark_id: str | None) -> GivenMark | None:
        """Return the row of a mark, or None."""
        return self._by_id.get(mark_id or "")

    @property
    def numbers(self) -> dict[str, str]:
        """The number of each mark by its id."""
        return {row.mark.id: str(row.number) for row in self.rows}

    def about(self, flag: TextFlag) -> str:
        """Return what a flag is about: the mark with its number, or the words where something is missing."""
        row = self.get(flag.target)
        if row is not None:
            return f"{row.number} {row.name} {row.words}"
        return _("“{words}”", words=self.quoted((flag.start, flag.end, flag.text_id)))

    def quoted(self, place: TextPlace) -> str:
        """Return the words of a place on one line, cut when they are long."""
        start, end, text_id = place
        return words_of(self._text(text_id), Span("place", "place", start, max(end, start + 1)))

    def part_place(self, about: str) -> TextPlace:
        """Return where a turn, a sentence or an answer stands; nowhere, 0 to 0, for the whole and for pairs."""
        for answer in self.exercise.answers:
            if answer.id == about:
                return 0, len(answer.text), about
        for turn in self.exercise.turns:
            if turn.id == about:
                return turn.start, turn.end, ""
        if about[:1] == "s" and about[1:].isdecimal():
            found = sentences(self.exercise.text or "")
            if 1 <= int(about[1:]) <= len(found):
                return (*found[int(about[1:]) - 1], "")
        return 0, 0, ""

    def _ordered(self, marks: Iterable[TextMark]) -> list[TextMark]:
        every = list(marks)
        spans = sorted(self._spans.values(), key=lambda span: (span.text_id, *reading_order(span)))
        arcs = sorted((mark for mark in every if isinstance(mark, Relation)), key=self._order_of)
        said = {(mark.label, mark.about): mark for mark in every if isinstance(mark, Reply)}
        asked = [one.place for one in asked_with(self.exercise, self.schema, said, self.shown)]
        # A reply to what would not be asked is a mark like any other: it may be wrong that it is there.
        places = [
            *(place for place in asked if place in said),
            *(place for place in said if place not in asked),
        ]
        told = [said[place] for place in places]
        doubled = [mark for mark in every if isinstance(mark, Reply) and mark not in told]
        return [*spans, *arcs, *told, *doubled]

    def _order_of(self, mark: Relation) -> tuple[TextPlace, TextPlace, str]:
        head, tail = (self._spans.get(end) for end in mark.ends)
        return (
            reading_order(head) if head is not None else _FAR,
            reading_order(tail) if tail is not None else _FAR,
            mark.id,
        )

    def _place(self, mark: TextMark) -> TextPlace:
        if isinstance(mark, Span):
            return mark.start, mark.end, mark.text_id
        if isinstance(mark, Relation):
            ends = [span for end in mark.ends if (span := self._spans.get(end)) is not None]
            if not ends:
                return 0, 0, ""
            return min(span.start for span in ends), max(span.end for span in ends), ends[0].text_id
        return self.part_place(mark.about) if isinstance(mark, Reply) else (0, 0, "")

    def _name(self, mark: TextMark) -> str:
        return label_name(mark.label, self.schema)

    def _words(self, mark: TextMark) -> str:
        if isinstance(mark, Span):
            return "  ".join((words_of(self._text(mark.text_id), mark), *self._attributes(mark)))
        if isinstance(mark, Relation):
            return " → ".join(
                words_of(self._text(span.text_id), span)
                if (span := self._spans.get(end)) is not None
                else "?"
                for end in mark.ends
            )
        if not isinstance(mark, Reply):
            return ""
        question = self.schema.question(mark.label)
        value = value_words(question, mark.value, mark.about, self._letters) if question is not None else ""
        part = part_name(self.exercise, mark.about, self.shown) if mark.about else ""
        return " · ".join(filter(None, (part, value)))

    def _attributes(self, mark: Mark) -> list[str]:
        return [
            f"{own.name}{_('：')}{attribute_value(mark.attributes.get(own.id), own.id, self.schema)}"
            for own in self.schema.attributes_of(mark.label)
        ]

    def _text(self, text_id: str) -> str:
        if not text_id:
            return self.exercise.text or ""
        return next((answer.text for answer in self.exercise.answers if answer.id == text_id), "")
