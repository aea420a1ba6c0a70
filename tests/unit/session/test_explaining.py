"""What a finding is called: every code in one sentence, whatever the record still knows about it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from desktop.curriculum.items import Gold, GoldMark
from desktop.curriculum.pack import Pack
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Code, Finding
from desktop.session.explain import (
    CODE_NAMES,
    SEVERITY_NAMES,
    SIDE_NAMES,
    attribute_value,
    label_name,
    not_judged,
    sentence,
)
from desktop.session.operations import practice
from desktop.session.session import Session
from tests import scenes


@pytest.fixture
def pack(session: Session) -> Pack:
    return session.shelf.pack(scenes.PACK_ID)


@pytest.fixture
def schema(pack: Pack) -> LabelSchema:
    return pack.schema("main")


@pytest.fixture
def found(session: Session) -> Finding:
    """A real finding: a side eight pixels too far out."""
    cast = scenes.settle(session)
    scenes.attend(session, cast)
    scenes.walk_to_practice(session)
    attempt = practice.open_practice(session, "m2-boxes")
    scenes.draw_gold(attempt, outward=8.0)
    return practice.submit(session, attempt).score.findings[0]


def test_every_code_and_severity_has_a_name() -> None:
    assert set(CODE_NAMES) == set(get_args(Code))
    assert all(CODE_NAMES.values())
    assert all(SEVERITY_NAMES.values())
    assert len(set(CODE_NAMES.values())) == len(CODE_NAMES)


def test_a_loose_side_is_told_with_its_pixels(found: Finding, schema: LabelSchema) -> None:
    said = sentence(found, schema)
    assert found.code == "LOOSE"
    assert said.startswith("右边外扩 8 px")
    assert "要求 ≤" in said


@pytest.mark.parametrize("side", SIDE_NAMES)
def test_every_side_is_called_by_its_name(found: Finding, schema: LabelSchema, side: str) -> None:
    said = sentence(replace(found, detail={"side": side}), schema)
    assert said.startswith(SIDE_NAMES[side])


@pytest.mark.parametrize("code", get_args(Code))
def test_a_finding_that_lost_its_detail_is_still_a_sentence(
    found: Finding, schema: LabelSchema, code: Code
) -> None:
    bare = replace(found, code=code, detail={}, measured=None, tolerance=None)
    said = sentence(bare, schema)
    assert said.endswith("。")
    assert "{" not in said
    assert "None" not in said


@pytest.mark.parametrize("code", get_args(Code))
def test_a_finding_of_labels_that_the_order_no_longer_has_is_still_a_sentence(
    found: Finding, schema: LabelSchema, code: Code
) -> None:
    detail = {"label": "gone", "expected": "gone", "got": "{away}", "attribute": "gone", "side": "inside"}
    said = sentence(replace(found, code=code, detail=detail), schema)
    assert said.endswith("。")


def test_a_boundary_too_far_out_and_too_far_in_are_told_apart(found: Finding, schema: LabelSchema) -> None:
    detail = {"side": "end"}
    out = sentence(replace(found, code="BND", detail=detail, measured=2.0), schema)
    short = sentence(replace(found, code="BND", detail=detail, measured=-2.0), schema)
    assert out == "结尾多标了 2 个字。"
    assert short == "结尾少标了 2 个字。"


def test_labels_are_called_by_name_and_unknown_ones_by_id(schema: LabelSchema) -> None:
    assert label_name("cup", schema) == "杯子"
    assert label_name("gone", schema) == "gone"
    assert label_name(None, schema) == "None"


def test_values_of_attributes_are_words(schema: LabelSchema) -> None:
    assert attribute_value(None, "hidden_part", schema) == "未填"
    assert attribute_value(True, "hidden_part", schema) == "是"
    assert attribute_value(False, "hidden_part", schema) == "否"
    assert attribute_value("other", "hidden_part", schema) == "other"
    assert attribute_value("other", "gone", schema) == "other"


def test_what_is_not_judged_says_what_and_why(schema: LabelSchema) -> None:
    marks = (
        GoldMark(id="g1", label="cup", box=(0, 0, 9, 9), note="整个看得见"),
        GoldMark(id="g2", label="cup", box=(0, 0, 9, 9), ignore=True, note="短边 9 px"),
        GoldMark(id="g3", label="cup", box=(0, 0, 9, 9), free_sides=("left", "bottom"), note="只有碎块"),
        GoldMark(id="g4", label="cup", box=(0, 0, 9, 9), ignore=True),
    )
    found = not_judged(Gold(marks=marks), schema)
    assert [(one.gold_id, one.label, one.sides) for one in found] == [
        ("g2", "杯子", ()),
        ("g3", "杯子", ("left", "bottom")),
        ("g4", "杯子", ()),
    ]
    assert [one.sentence for one in found] == [
        "不评分：短边 9 px",
        "左边、下边不评分：只有碎块",
        "不评分：课程包没有说明原因",
    ]
