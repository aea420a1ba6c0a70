"""What operators on texts share: the scene they look at, the error they make, and what counts as right in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Any, TypeAlias

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.spans import Span, Stretch
from desktop.annotation.text_marks import TextMark
from desktop.annotation.text_units import sentences
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema


@dataclass(frozen=True)
class TextScene:
    """What an operator may look at. ``tempting``: spans that rules forbid but hands make: phantoms are taken from there."""

    exercise: Exercise
    schema: LabelSchema
    chance: Random
    tempting: Sequence[Span] = ()

    @cached_property
    def marks(self) -> tuple[TextMark, ...]:
        """The true marks: of the first gold, without those that are ignored."""
        found = (own.mark() for own in self.exercise.golds[0].marks if not own.ignore)
        return tuple(mark for mark in found if isinstance(mark, TextMark))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The spans of every gold, ignored places as well."""
        found = (own.mark() for gold in self.exercise.golds for own in gold.marks)
        return tuple(mark for mark in found if isinstance(mark, Span))

    @cached_property
    def right(self) -> frozenset[tuple[Any, ...]]:
        """What any gold says, without ids: nothing of it may be an error."""
        found: set[tuple[Any, ...]] = set()
        for gold in self.exercise.golds:
            marks = {own.id: own.mark() for own in gold.marks}
            for mark in marks.values():
                found.add(says(mark, marks))
                kind = self.schema.relation(mark.label)
                if isinstance(mark, Relation) and kind is not None and kind.symmetric:
                    found.add(says(replace(mark, head=mark.tail, tail=mark.head), marks))
        return frozenset(found)

    def values(self, reply: Reply) -> tuple[ReplyValue, ...]:
        """Return every right value of a reply: that of each gold and what counts as right beside it."""
        return tuple(
            value
            for gold in self.exercise.golds
            for own in gold.marks
            if isinstance(mark := own.mark(), Reply)
            and (mark.label, mark.about) == (reply.label, reply.about)
            for value in (mark.value, *own.also_right)
        )

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The exercise's text under "", each answer's under its id."""
        answers = {answer.id: answer.text for answer in self.exercise.answers}
        return {"": self.exercise.text or ""} | answers

    def related(self, mark_id: str) -> frozenset[str]:
        """Return the ids of the relations that a span is an end of."""
        return frozenset(m.id for m in self.marks if isinstance(m, Relation) and mark_id in m.ends)

    def end(self, mark_id: str) -> Span | None:
        """Return the true span of that id."""
        return next((mark for mark in self.marks if isinstance(mark, Span) and mark.id == mark_id), None)


@dataclass(frozen=True)
class TextSpoilt:
    """One error. ``given``: what stands in place of the mark; ``target``: what a flag must name; ``twin``: or may."""

    code: str
    given: tuple[TextMark, ...]
    target: str | None
    place: Stretch
    text_id: str = ""
    twin: str | None = None


#: Returns None where the error cannot be made of this mark.
TextOperator: TypeAlias = Callable[[TextMark, TextScene], TextSpoilt | None]


def says(mark: Mark, marks: Mapping[str, Mark]) -> tuple[Any, ...]:
    """Return what a mark says without ids, to compare: a relation by what its ends say."""
    if isinstance(mark, Relation):
        ends = (says(marks[end], {}) if end in marks else (end,) for end in mark.ends)
        return ("relation", mark.label, *ends)
    if isinstance(mark, Span):
        return ("span", mark.label, mark.text_id, mark.pieces)
    if isinstance(mark, Reply):
        return ("reply", mark.label, mark.about, mark.value)
    return (mark.kind, mark.id)


def one_of(code: str, mark: TextMark, wrong: Sequence[TextMark], scene: TextScene) -> TextSpoilt | None:
    """Return the error that one of ``wrong``, by chance, stands in the place of a mark; none that any gold holds."""
    truth: dict[str, Mark] = {own.id: own for own in scene.marks}
    wrong = [each for each in wrong if says(each, truth) not in scene.right]
    if not wrong:
        return None
    other = scene.chance.choice(wrong)
    start, end, text_id = place_of(mark, scene)
    last, final, _ = place_of(other, scene)
    return TextSpoilt(code, (other,), other.id, (min(start, last), max(end, final)), text_id)


def place_of(mark: TextMark, scene: TextScene) -> tuple[int, int, str]:
    """Return where a mark lies, with the id of its text: a span, both ends of a relation, the part that a reply is about (0, 0: the whole)."""
    if isinstance(mark, Span):
        return mark.start, mark.end, mark.text_id
    if isinstance(mark, Relation):
        ends = [span for span in (scene.end(end) for end in mark.ends) if span is not None]
        return min(span.start for span in ends), max(span.end for span in ends), ends[0].text_id
    about = mark.about if isinstance(mark, Reply) else ""
    if about in scene.texts and about:
        return 0, len(scene.texts[about]), about
    units = {f"s{n}": place for n, place in enumerate(sentences(scene.texts[""]), start=1)}
    units |= {turn.id: (turn.start, turn.end) for turn in scene.exercise.turns}
    return (*units.get(about, (0, 0)), "")
