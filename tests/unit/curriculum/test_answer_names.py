"""A pack names models' answers by their ids in braces; whoever reads sees the letters of the own screen."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.curriculum.answer_names import name_faults, with_letters
from desktop.curriculum.items import Exercise
from tests.unit.curriculum.samples import small, text_exercise, told

LETTERS = {"a1": "B", "a2": "A"}


def answered(**more: Any) -> Exercise:
    value = text_exercise("T9", "practice", "问题")
    value["answers"] = [{"id": "a1", "text": "一"}, {"id": "a2", "text": "二"}]
    return Exercise.model_validate(value | more)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{a2}更好。", "回答 A 更好。"),
        ("{a1}、{a2}都对", "回答 B、回答 A 都对"),
        ("不如 {a1}", "不如 回答 B"),
        ("{a1}{a2}", "回答 B回答 A"),
        ("代码里的 {name} 和 {a3} 留着", "代码里的 {name} 和 {a3} 留着"),
        ("没有提到", "没有提到"),
        ("", ""),
    ],
)
def test_ids_in_braces_become_what_the_reader_calls_the_answers(text: str, shown: str) -> None:
    assert with_letters(text, LETTERS) == shown


@given(st.text(max_size=60))
def test_a_text_without_an_id_in_braces_stays_as_it_is(text: str) -> None:
    if "{a1}" not in text and "{a2}" not in text:
        assert with_letters(text, LETTERS) == text


def test_an_answer_that_is_not_there_is_told_with_its_place() -> None:
    mark = {"id": "g1", "label": "name", "start": 0, "end": 1, "note": "见{a7}"}
    exercise = answered(rationale="{a1}好，{a3}差，{name}不管", golds=[{"marks": [mark]}])
    assert list(name_faults(exercise)) == [
        ("rationale", "说明里提到 {a3}，但这道题没有编号为 a3 的回答"),
        ("golds.0.g1.note", "说明里提到 {a7}，但这道题没有编号为 a7 的回答"),
    ]


def test_a_remark_that_names_an_answer_is_looked_at_too() -> None:
    given = [{"id": "s", "label": "name", "type": "span", "start": 0, "end": 1}]
    remark = {"code": "CLS", "text": "{a2}的名次不对，{a5}也是", "place": [0, 0, 1, 1]}
    exercise = answered(work="repair", given=given, remarks=[remark])
    assert list(name_faults(exercise)) == [
        ("remarks.0.text", "说明里提到 {a5}，但这道题没有编号为 a5 的回答")
    ]


def test_where_there_are_no_answers_braces_are_only_braces() -> None:
    assert list(name_faults(answered(answers=[], rationale="{a3}"))) == []


def test_the_check_of_a_pack_tells_it(tmp_path: Path) -> None:
    source = copy.deepcopy(small())
    file = next(name for name in source if name.startswith("exercises/practice/") and "text" in source[name])
    source[file]["answers"] = [{"id": "a1", "text": "一"}]
    source[file]["rationale"] = "{a2}更好"
    assert f"{file} · rationale: 说明里提到 {{a2}}，但这道题没有编号为 a2 的回答" in told(source, tmp_path)
