"""Agreement in words: numbers beside every rate, reasons instead of figures, both persons by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.annotation.marks import Mark
from desktop.scoring.agreement.item import agreement
from desktop.scoring.agreement.rates import rate
from desktop.scoring.agreement.total import counting_alpha, total
from desktop.scoring.measures.agreement import ONE_VALUE_ONLY, Agreement
from desktop.session.agreement_words import (
    coefficient_words,
    disagreement_shown,
    overall,
    rate_words,
)
from tests.unit.scoring.agreement.people import SCHEMA, SIZE, SPANS, shapes
from tests.unit.scoring.judges.scenes import box, dot, quad, tag
from tests.unit.scoring.samples import span

NAMES = ("甲", "乙")


def said(a: list[Mark], b: list[Mark]) -> list[str]:
    found = agreement(a, b, SCHEMA, size=SIZE)
    return [disagreement_shown(each, NAMES, SCHEMA).sentence for each in found.disagreements]


def test_a_rate_has_its_number_and_its_interval() -> None:
    assert rate_words(rate(8, 10)) == "80.00%（8/10，95% 区间 44.39%–97.48%）"
    assert rate_words(rate(0, 0)) == "没有可以对比的，算不出"


def test_a_coefficient_without_a_value_says_why() -> None:
    assert coefficient_words(Agreement(0.5, 8)) == "0.50（n=8）"
    words = coefficient_words(Agreement(None, 8, ONE_VALUE_ONLY))
    assert "没有定义" in words
    assert "n=8" in words


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ([box("a", 0, 0, 40, 40)], [], "“car”：只有甲标了。"),
        ([], [box("a", 0, 0, 40, 40)], "“car”：只有乙标了。"),
        (
            [box("a", 0, 0, 40, 40)],
            [box("b", 0, 0, 40, 40, label="van")],
            "类别不同：甲标“car”，乙标“van”。",
        ),
        (
            [replace(box("a", 0, 0, 40, 40), attributes={"door": True})],
            [box("b", 0, 0, 40, 40)],
            "“门开着”不同：甲答“是”，乙答“没答”。",
        ),
        (
            [quad("a", 0, 0, 60, 20, text="42")],
            [quad("b", 0, 0, 60, 20, text="43")],
            "“field”的文字不同：甲“42”，乙“43”。",
        ),
    ],
)
def test_disagreements_name_both_and_blame_nobody(a: list[Mark], b: list[Mark], words: str) -> None:
    assert said(a, b) == [words]


def test_edges_that_differ_tell_how_near_they_are() -> None:
    (words,) = said([box("a", 0, 0, 40, 40)], [box("b", 0, 0, 50, 40)])
    assert words == "“car”的位置差得超过规则允许：相似度 0.800。"


def test_a_place_is_given_for_shapes_and_for_texts() -> None:
    (each,) = agreement([box("a", 0, 0, 40, 40)], [], SCHEMA).disagreements
    assert disagreement_shown(each, NAMES, SCHEMA).finding.place == (0, 0, 40, 40)
    (each,) = agreement([], [span("s", 3, 9)], SPANS).disagreements
    shown = disagreement_shown(each, NAMES, SPANS)
    assert (shown.finding.place, shown.finding.gold_id, shown.title) == ((3, 9), "s", "只有乙标了")


def test_every_kind_has_a_line_of_its_own() -> None:
    a, b = [*shapes("a", 20, 20), dot("x", 800, 800)], [*shapes("b", 20.4, 20.3), tag("y", "fog")]
    found = total([agreement(a, b, SCHEMA, size=SIZE)])
    figures = {each.name: each.value for each in overall(found, counting_alpha([[a, b]]), 2, [SCHEMA])}
    assert {"矩形框", "旋转框", "多边形和掩码", "折线", "点", "骨架", "文字框", "图像标签"} <= figures.keys()
    assert "平均相距 0.5 px" in figures["点"]
    assert "最低的是“fog”" in figures["标签 F1"]
    assert "n=" in figures["全班数量 α"]


def test_the_order_of_marks_is_told_where_an_order_asks_for_one() -> None:
    rules = SCHEMA.object_rules.model_copy(update={"ordered": ("car",)})
    schema = SCHEMA.model_copy(update={"object_rules": rules})
    one, other = box("a", 0, 0, 40, 40), box("b", 100, 0, 140, 40)
    found = total([agreement([one, other], [other, one], schema)])
    figures = {each.name: each.value for each in overall(found, counting_alpha([]), 0, [schema])}
    assert figures["次序 τ"] == "-1.00（1 题）"
