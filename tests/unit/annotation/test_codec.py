"""load(save(x)) = x for everything, and nothing hostile gets in."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.codec import (
    MAX_MARKS,
    decode_mark,
    decode_marks,
    decode_step,
    encode_mark,
    encode_marks,
    encode_step,
)
from desktop.annotation.document import Add, Remove, Replace, Step
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from tests.unit.annotation.marks import boxes, documents, marks, spans

QUICK = settings(max_examples=80, deadline=None)

BOX: dict[str, Any] = {"id": "m", "label": "car", "type": "box", "box": [1, 2, 3, 4]}
SPAN: dict[str, Any] = {"id": "m", "label": "car", "type": "span", "start": 1, "end": 4}


def through_json(value: Any) -> Any:
    return json.loads(json.dumps(value, ensure_ascii=False))


@QUICK
@given(marks)
def test_a_mark_comes_back(mark: Mark) -> None:
    assert decode_mark(through_json(encode_mark(mark))) == mark


@QUICK
@given(documents)
def test_all_marks_come_back_in_their_order(many: list[Mark]) -> None:
    assert list(decode_marks(through_json(encode_marks(many)))) == many


@QUICK
@given(
    st.text(max_size=20),
    st.lists(
        st.one_of(
            st.builds(Add, marks, st.integers(0, 9)),
            st.builds(Remove, marks, st.integers(0, 9)),
            st.builds(Replace, boxes(), boxes()),
            st.builds(Replace, spans(), spans()),
        ),
        max_size=4,
    ),
)
def test_a_step_comes_back(name: str, edits: list[Add | Remove | Replace]) -> None:
    step = Step(name, tuple(edits))
    assert decode_step(through_json(encode_step(step))) == step
    assert decode_step(through_json(encode_step(step.inverse()))).inverse() == step


def test_defaults_are_left_out() -> None:
    assert encode_mark(Box("m", "car", 1, 2, 3, 4)) == BOX
    assert encode_mark(Span("m", "car", 1, 4)) == SPAN
    assert encode_mark(Box("m", "car", 1, 2, 3, 4, hidden=True)) == BOX | {"hidden": True}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "circle"}, "type must be one of"),
        ({"id": None}, "id must be a text"),
        ({"id": "x" * 201}, "id must be a text"),
        ({"label": 3}, "label must be a text"),
        ({"box": [1, 2, 3]}, "box must be a list of 4 numbers"),
        ({"box": "1234"}, "box must be a list of 4 numbers"),
        ({"box": [1, 2, 3, "4"]}, "finite numbers"),
        ({"box": [1, 2, 3, True]}, "finite numbers"),
        ({"box": [1, 2, 3, math.nan]}, "finite numbers"),
        ({"box": [1, 2, 3, math.inf]}, "finite numbers"),
        ({"box": [3, 2, 1, 4]}, "x1 <= x2"),
        ({"attributes": []}, "attributes must be an object"),
        ({"attributes": {str(n): n for n in range(51)}}, "at most 50"),
        ({"attributes": {"a": None}}, "attribute 'a'"),
        ({"attributes": {"a": [1]}}, "attribute 'a'"),
        ({"hidden": 1}, "hidden must be true or false"),
        ({"locked": "yes"}, "locked must be true or false"),
    ],
)
def test_a_damaged_box_is_refused_with_the_field(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        decode_mark(BOX | change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": 4}, "start < end"),
        ({"start": -1}, "0 <= start"),
        ({"start": 1.0}, "start must be a whole number"),
        ({"end": True}, "end must be a whole number"),
        ({"end": None}, "end must be a whole number"),
    ],
)
def test_a_damaged_span_is_refused_with_the_field(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        decode_mark(SPAN | change)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({}, "marks must be a list"),
        ("[]", "marks must be a list"),
        ([BOX, 7], r"\[1\]: a mark must be an object"),
        ([BOX, SPAN | {"end": 0}], r"\[1\]: span m"),
        ([BOX, SPAN], r"\[1\]: id 'm' is used twice"),
        ([BOX] * (MAX_MARKS + 1), "more than the"),
    ],
)
def test_damaged_lists_are_refused_with_the_place(value: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        decode_marks(value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"name": "n", "edits": [None]},
        {"name": "n", "edits": [{"do": "destroy"}]},
        {"name": "n", "edits": [{"do": "add", "mark": BOX}]},
        {"name": "n", "edits": [{"do": "replace", "before": BOX}]},
        {"name": 3, "edits": []},
    ],
)
def test_damaged_steps_are_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        decode_step(value)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["id", "label", "type", "box", "start", "end", "attributes"]), inner, max_size=7
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(json_values)
def test_whatever_comes_in_is_a_mark_or_a_value_error(value: Any) -> None:
    for read in (decode_mark, decode_marks, decode_step):
        try:
            read(value)
        except ValueError:
            continue
