"""Every error in the shipped courses cites a clause: gold is changed one thing at a time and graded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.curriculum.clause_check import missing_clauses
from desktop.curriculum.items import Exercise
from desktop.curriculum.packs import open_pack
from desktop.curriculum.schema import Attribute, LabelSchema
from desktop.curriculum.text_rules import Question
from desktop.scoring.grading import grade_exercise

COURSES = sorted((Path(__file__).parents[3] / "courses").iterdir())
#: Changes tried of one exercise of a schema, spread over its marks; areas and long lines take long to compare.
MOST, MOST_ON_PICTURES = 120, 20


def other_replies(question: Question, held: Any) -> list[Any]:
    if question.kind == "choice":
        return [(option.id,) for option in question.options if (option.id,) != held]
    if question.kind == "ranking":
        return [tuple(reversed(held))]
    if question.kind == "writing":
        return ["", "不对"]
    least = question.minimum if question.kind == "scale" else -question.maximum
    return [value for value in range(least, question.maximum + 1) if value != held]


def other_values(attribute: Attribute, held: Any) -> list[Any]:
    if attribute.kind == "yesno":
        return [not held]
    if attribute.kind == "choice":
        return [option.id for option in attribute.options if option.id != held]
    return [held + 1] if isinstance(held, int | float) else ["另一个"]


def wrong(mark: Any, schema: LabelSchema) -> Iterator[Any]:
    """Yield a mark with one thing changed."""
    if isinstance(mark, Reply):
        question = schema.question(mark.label)
        assert question is not None
        yield from (replace(mark, value=value) for value in other_replies(question, mark.value))
        return
    kinds = schema.relations if isinstance(mark, Relation) else schema.labels
    yield from (replace(mark, label=own.id) for own in kinds if own.id != mark.label)
    if isinstance(mark, Relation):
        yield replace(mark, head=mark.tail, tail=mark.head)
        return
    for attribute in schema.attributes:
        if attribute.asked_of(mark.label):
            for value in other_values(attribute, mark.attributes.get(attribute.id)):
                yield replace(mark, attributes={**mark.attributes, attribute.id: value})
    if isinstance(mark, Span):
        yield replace(mark, end=mark.end + 1)
        if mark.end - mark.start > 1:
            yield replace(mark, start=mark.start + 1)
    elif schema.on_pictures:
        yield from (mark.moved(by, by) for by in (6.0, 200.0))


def answers(marks: Sequence[Mark], schema: LabelSchema) -> Iterator[list[Mark]]:
    """Yield a gold with one mark left out, doubled, or changed."""
    for place, mark in enumerate(marks):
        rest = [*marks[:place], *marks[place + 1 :]]
        yield rest
        yield [*marks, replace(mark, id="again")]
        yield from ([*rest, other] for other in wrong(mark, schema))


def middle(exercises: Sequence[Exercise]) -> Exercise:
    """The exercise with neither the fewest nor the most marks."""
    return sorted(exercises, key=lambda own: (len(own.golds[0].marks), own.id))[len(exercises) // 2]


@pytest.mark.parametrize("course", COURSES, ids=lambda path: path.name)
def test_no_error_is_told_without_the_clause_that_it_breaks(course: Path) -> None:
    pack = open_pack(course)
    for schema in pack.order.schemas:
        exercises = [own for own in pack.exercises.values() if own.schema_id == schema.id]
        if not exercises:
            continue
        exercise = middle(exercises)
        marks = [own.mark() for own in exercise.golds[0].marks if not own.ignore]
        tried = list(answers(marks, schema))
        most = MOST_ON_PICTURES if schema.on_pictures else MOST
        found = [
            finding
            for answer in islice(tried, 0, None, max(1, len(tried) // most))
            for finding in grade_exercise(answer, exercise, schema).findings
        ]
        assert found, schema.id
        silent = {(own.code, str(own.detail)) for own in found if not own.clause}
        assert not silent, schema.id
        assert all(pack.clause(own.clause) for own in found), schema.id


@pytest.mark.parametrize("course", COURSES, ids=lambda path: path.name)
def test_every_error_that_can_occur_in_a_text_has_a_clause(course: Path) -> None:
    pack = open_pack(course)
    assert [str(fault) for schema in pack.order.schemas for fault in missing_clauses(schema)] == []
