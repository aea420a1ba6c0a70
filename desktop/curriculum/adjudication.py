"""Checking an adjudication: two people's marks of one text, of which something is left to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema

#: The tasks whose marks can be laid together.
ADJUDICATED = frozenset({"text", "answers"})


def adjudication_faults(exercise: Exercise, schema: LabelSchema) -> Iterator[tuple[str, str]]:
    """Yield the field and a sentence for everything that keeps an adjudication from being worked on."""
    if exercise.work != "adjudicate":
        if exercise.reasons:
            yield "reasons", _("只有仲裁才要逐处写理由")
        return
    if schema.task not in ADJUDICATED:
        yield "work", _("只有文本和模型回答的标注能仲裁，{task} 不能", task=schema.task)
        return
    for field, marks in (("given", exercise.given_marks), ("given_second", exercise.second_marks)):
        for words in _kind_faults(marks, schema):
            yield field, words
    if not exercise.merge.differences:
        yield "given_second", _("两个人的标注完全一样，没有可以裁定的地方")


def _kind_faults(marks: Sequence[Mark], schema: LabelSchema) -> Iterator[str]:
    """Yield what is said of marks that the task does not hold, that are classed as something else, or turned for nothing."""
    spans = {mark.id: mark for mark in marks if isinstance(mark, Span)}
    for mark in marks:
        tables = {"span": schema.label, "relation": schema.relation, "reply": schema.question}
        find = tables.get(mark.kind)
        if find is None or (schema.named(mark.label) is not None and find(mark.label) is None):
            yield _("{id} 的种类与任务不符", id=mark.id)
        if (
            isinstance(mark, Relation)
            and (kind := schema.relation(mark.label)) is not None
            and kind.symmetric
        ):
            head, tail = (spans.get(end) for end in mark.ends)
            if head is not None and tail is not None and (head.start, head.end) > (tail.start, tail.end):
                yield _("{id}：这种关系没有方向，请从前面的片段连到后面的片段", id=mark.id)
