"""Measures and requirements are told by a name, a figure and a sentence; what nobody named is not told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.tag import Tag
from desktop.annotation.spans import Span
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.shape_rules import ObjectRules, Rule
from desktop.curriculum.text_rules import CharacterRules, Question, TextRules
from desktop.scoring.grading import grade
from desktop.scoring.result import RuleResult
from desktop.session.measures import MEASURES, measures_shown, rule_names, rules_shown, why_none

#: Parts of measures, there to add pictures up; the figure made of them is shown.
PARTS = {"quad.edits", "quad.signs"}


def label(name: str, called: str, *shapes: str) -> Label:
    return Label(id=name, name=called, short=called[:2], key=name[0], colour=0, shapes=shapes)


SCHEMA = LabelSchema(
    id="s",
    task="objects",
    labels=(label("car", "小汽车"), label("road", "路面")),
    object_rules=ObjectRules(rules=(Rule(id="r", name="零件查出率", threshold=0.99),)),
)


@pytest.mark.parametrize(
    ("key", "value", "name", "said"),
    [
        ("miou", 0.91239, "平均交并比 mIoU", "91.23%"),
        ("pq", 0.8, "全景质量 PQ", "80.00%"),
        ("skeleton.oks", 0.95, "关键点相似度 OKS", "95.00%"),
        ("quad.cer", 0.00012, "字错率 CER", "0.02%"),
        ("rotated.degrees", 2.41, "平均角度误差", "2.5°"),
        ("line.distance_px", 2.0000000001, "线的平均偏离", "2.0 px"),
        ("point.count_error", 0.1, "计数误差", "多 10.00%"),
        ("point.count_error", -0.1, "计数误差", "少 10.00%"),
        ("point.count_error", 0.0, "计数误差", "0.00%"),
        ("flag.false_alarms", 1 / 3, "误报率", "33.34%"),
        ("introduced", 2.0, "新增的错误", "2 处"),
        ("iou>=0.75", 0.5, "交并比 ≥ 0.75 的比例", "50.00%"),
        ("box.iou>=0.9", 0.5, "交并比 ≥ 0.9 的比例", "50.00%"),
    ],
)
def test_a_measure_has_its_name_and_its_unit(key: str, value: float, name: str, said: str) -> None:
    (shown,) = measures_shown({key: value}, SCHEMA)
    assert (shown.name, shown.value) == (name, said)
    assert shown.meaning.endswith("。")


def test_a_class_goes_by_its_name_and_one_alone_is_not_told_twice() -> None:
    both = {"miou": 0.5, "iou:road": 0.25, "iou:car": 0.75, "iou:gone": 0.1}
    assert [(each.name, each.value) for each in measures_shown(both, SCHEMA)] == [
        ("平均交并比 mIoU", "50.00%"),
        ("小汽车的交并比", "75.00%"),
        ("路面的交并比", "25.00%"),
    ]
    assert [each.name for each in measures_shown({"miou": 0.5, "iou:car": 0.5}, SCHEMA)] == [
        "平均交并比 mIoU"
    ]


@given(st.dictionaries(st.text(max_size=8), st.floats(0, 1)))
def test_what_nobody_named_is_left_out(measures: dict[str, float]) -> None:
    unknown = {f"new.{key}": value for key, value in measures.items()}
    assert measures_shown(unknown, SCHEMA) == ()


@given(
    st.sampled_from([key for key, known in MEASURES.items() if known.said(0.0).endswith("°")]),
    st.floats(0, 180),
)
def test_an_error_never_looks_smaller_than_it_is(key: str, value: float) -> None:
    (shown,) = measures_shown({key: value}, SCHEMA)
    assert float(shown.value.removesuffix("°")) >= value - 1e-6


SQUARE = ((0, 0), (50, 0), (50, 20), (0, 20))
OF_KIND: dict[str, Shape] = {
    "box": Box("a", "car", 0, 0, 50, 50),
    "rotated": RotatedBox("a", "car", 50, 50, 40, 20, 30),
    "polyline": Polyline("a", "car", ((0, 0), (50, 50))),
    "point": Dot("a", "car", 5, 5),
    "quad": Quad("a", "car", SQUARE, "发票"),
    "tag": Tag("a", "car"),
    "flag": Flag("a", "car", 0, 0, 20, 20),
}


@pytest.mark.parametrize("kind", OF_KIND)
def test_every_measure_of_a_kind_of_shape_is_told(kind: str) -> None:
    mark = OF_KIND[kind]
    schema = LabelSchema(id="s", task="objects", labels=(label("car", "车", kind),))
    gold = GoldMark(id="g", label="car", shape={"type": kind, **mark.geometry()})
    found = grade([mark], [gold], schema, size=(100, 100)).measures
    assert found
    assert len(measures_shown(found, schema)) == len(found.keys() - PARTS)


def test_every_f1_of_a_text_is_told_without_the_counts_behind_it() -> None:
    schema = LabelSchema(id="s", task="spans", labels=(label("car", "车"),))
    found = grade([Span("a", "car", 0, 2)], [GoldMark(id="g", label="car", start=0, end=2)], schema).measures
    assert [each.name for each in measures_shown(found, schema)] == [
        "严格 F1",
        "边界 F1",
        "部分 F1",
        "类别 F1",
    ]


def test_a_measure_of_a_text_says_of_how_many_units_it_was_made() -> None:
    found = {
        "relation.f1": 0.5,
        "relation.n": 12.0,
        "relation.entity": 0.0,
        "strict_f1": 0.5,
        "strict_cor": 3.0,
    }
    spans, relations = measures_shown({**found, "strict_mis": 4.0}, SCHEMA)
    assert relations.meaning.endswith("（n = 12）")
    assert spans.meaning.endswith("（n = 7）")


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (CharacterRules(), "逐字比较，不计全角半角、大小写、空格的差别。"),
        (CharacterRules(nfkc=False, ignore_case=False, ignore_space=False), "逐字比较，什么差别都计。"),
    ],
)
def test_an_error_rate_of_characters_says_what_it_passes_over(rules: CharacterRules, said: str) -> None:
    asked = LabelSchema(
        task="text",
        questions=(Question(id="q", name="改", kind="writing"),),
        text_rules=TextRules(compared=rules),
    )
    (shown,) = measures_shown({"writing.cer": 0.1, "writing.signs": 20.0}, asked)
    assert shown.meaning.endswith(f"{said}（n = 20）")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"scale.unrated:q": 2.0, "scale:q:1:1": 1.0}, "有 2 处没有评分。"),
        ({"scale:q:3:3": 4.0}, "4 处的标准和你的评分全是同一级"),
    ],
)
def test_an_agreement_without_a_value_says_why(counts: dict[str, float], said: str) -> None:
    asked = LabelSchema(task="answers", questions=(Question(id="q", name="有用", kind="scale"),))
    (shown,) = measures_shown(counts, asked)
    assert (shown.name, shown.value) == ("“有用”的加权 κ", "不适用")
    assert shown.meaning.startswith(said)


def test_a_requirement_is_told_with_its_bar_and_whether_it_is_met() -> None:
    results = (
        RuleResult("r", "recall", 98, 100, 0.99, 100),
        RuleResult("r", "recall", 99, 100, 0.99, 100),
        RuleResult("old", "recall", 0, 0, 0.9, 0, "nothing_applies"),
    )
    missed, met, gone = rules_shown(results, SCHEMA)
    assert (missed.name, missed.value, missed.bar, missed.passed) == (
        "零件查出率", "98.00%（n = 100）", "99%", False,
    )  # fmt: skip
    assert (met.value, met.passed, met.why) == ("99.00%（n = 100）", True, "")
    assert (gone.name, gone.passed, gone.why) == ("old", None, "这里没有这条要求所指的标注")


def test_the_first_schema_names_a_requirement() -> None:
    other = SCHEMA.model_copy(
        update={"object_rules": ObjectRules(rules=(Rule(id="r", name="别的", threshold=0.5),))}
    )
    assert rule_names([SCHEMA, other]) == {"r": "零件查出率"}


@pytest.mark.parametrize(
    "reason", ["nothing_applies", "nothing_matched", "nothing_asked", "nothing_judged", "?"]
)
def test_why_there_is_no_figure_is_said_in_words(reason: str) -> None:
    assert "nothing" not in why_none(reason)
    assert len(why_none(reason)) > 3


def test_what_waits_for_the_instructor_is_counted_in_lines_as_everywhere() -> None:
    shown = {each.name: each.value for each in measures_shown({"writing.open": 2.0}, SCHEMA)}
    assert shown["待讲师评分"] == "2 项"
