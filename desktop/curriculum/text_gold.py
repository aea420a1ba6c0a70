"""Checking what is marked in texts against the texts and their schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_marks import TextMark
from desktop.annotation.text_units import sentences
from desktop.base.wording import _
from desktop.curriculum.items import Exercise, GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import About, Question


def parts_of(exercise: Exercise, about: About, speakers: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the ids of the parts of an exercise that a question is asked of, in the order of the text.

    A sentence is "s1", "s2" …; a pair of answers "a1|a2", the earlier of the exercise first; the whole is "".
    """
    if about == "turn":
        return tuple(turn.id for turn in exercise.turns if not speakers or turn.speaker in speakers)
    answers = [answer.id for answer in exercise.answers]
    if about == "answer":
        return tuple(answers)
    if about == "pair":
        return tuple(f"{first}|{second}" for first, second in combinations(answers, 2))
    if about == "sentence":
        return tuple(f"s{number}" for number in range(1, len(sentences(exercise.text or "")) + 1))
    return ("",)


def text_of(exercise: Exercise, text_id: str) -> str | None:
    """Return the text that a span lies in: the exercise's own for "", else an answer's; None for a stranger."""
    if not text_id:
        return exercise.text
    return next((answer.text for answer in exercise.answers if answer.id == text_id), None)


def mark_faults(
    mark: Mark, marks: Mapping[str, Mark], exercise: Exercise, schema: LabelSchema
) -> Iterator[str]:
    """Yield what does not fit of one mark among ``marks`` (by id), in words."""
    if isinstance(mark, Span | TextFlag):
        yield from _place_faults(mark, exercise)
    elif isinstance(mark, Relation):
        yield from _relation_faults(mark, marks, schema)
    elif isinstance(mark, Reply):
        question = schema.question(mark.label)
        if question is not None:
            if mark.about not in parts_of(exercise, question.about, question.speakers):
                yield _("{question} 不问 {about}", question=question.id, about=mark.about or _("全文"))
            yield from _value_faults((mark.value,), exercise, question)


def gold_reply_faults(gold: GoldMark, exercise: Exercise, schema: LabelSchema) -> Iterator[str]:
    """Yield what does not fit of the further values of a gold reply."""
    reply, question = gold.mark(), schema.question(gold.label)
    if isinstance(reply, Reply) and question is not None:
        yield from _value_faults(gold.also_right, exercise, question)


def _place_faults(mark: Span | TextFlag, exercise: Exercise) -> Iterator[str]:
    text = text_of(exercise, mark.text_id)
    if text is None:
        yield _("没有 {id} 这段文本", id=mark.text_id)
    elif mark.end > len(text):
        yield _("[{start}, {end}) 超出文本 {n} 个字", start=mark.start, end=mark.end, n=len(text))


def _relation_faults(mark: Relation, marks: Mapping[str, Mark], schema: LabelSchema) -> Iterator[str]:
    ends = [marks.get(end) for end in mark.ends]
    for end_id, end in zip(mark.ends, ends, strict=True):
        if not isinstance(end, Span):
            yield _("关系的一端 {id} 不是标出的片段", id=end_id)
    kind, (head, tail) = schema.relation(mark.label), ends
    if (
        kind is not None
        and isinstance(head, TextMark)
        and isinstance(tail, TextMark)
        and not kind.joins(head.label, tail.label)
    ):
        yield _("{relation} 不能从 {head} 指向 {tail}", relation=mark.label, head=head.label, tail=tail.label)


def _value_faults(values: tuple[ReplyValue, ...], exercise: Exercise, question: Question) -> Iterator[str]:
    ranked = tuple(answer.id for answer in exercise.answers)
    for value in values:
        if not question.holds(value, ranked):
            yield _("{question} 的回答不能是 {value}", question=question.id, value=value)
