"""A requirement that could never be judged as it is written is refused with a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.curriculum.check import check_pack
from desktop.curriculum.packs import open_pack
from desktop.curriculum.rule_check import rule_faults
from desktop.curriculum.schema import Attribute, Label, LabelSchema
from desktop.curriculum.shape_rules import Filter, ObjectRules, Rule
from desktop.curriculum.text_rules import Question, RelationType, ReplyOption

WORKED = Path(__file__).parents[2] / "packs" / "worked-example"
COURSES = Path(__file__).parents[3] / "courses"
LABELS = tuple(Label(id=name, name=name, short=name, key=name[0], colour=0) for name in ("per", "org"))
TEXT = LabelSchema(
    task="text",
    labels=LABELS,
    relations=(RelationType(id="works", name="任职", short="任职", key="w", colour=0),),
    questions=(Question(id="ask", name="问", kind="choice", options=(ReplyOption(id="a", name="甲"),)),),
    attributes=(Attribute(id="sure", name="确定", kind="yesno", labels=("per",)),),
)
PICTURE = LabelSchema(task="objects", labels=LABELS)


def told(schema: LabelSchema, *rules: Rule) -> list[str]:
    asked = schema.model_copy(update={"object_rules": ObjectRules(rules=rules)})
    return [fault.message for fault in rule_faults(asked)]


def rule(name: str = "r", *, parent: str | None = None, metric: Any = "accuracy", **when: Any) -> Rule:
    return Rule(id=name, name=name, parent=parent, when=Filter(**when), metric=metric, threshold=0.9)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (rule(labels=("gone",)), "要求“r”：没有 gone 这个类别"),
        (rule(attributes={"gone": (True,)}), "要求“r”：没有 gone 这个属性"),
        (rule(shapes=("box",)), "要求“r”：文本上没有图形，不能按形状筛选"),
        (
            rule(least_area=4.0),
            "要求“r”：文本上没有面积；按片段的字数筛选用 least_length、most_length",
        ),
        (rule(least_length=5, most_length=4), "要求“r”：least_length 不能大于 most_length"),
        (rule(labels=("works",), least_length=2), "要求“r”：只有片段才有字数，关系和问题没有"),
        (rule(labels=("org",), attributes={"sure": (True,)}), "要求“r”：它所指的类别都没有属性 sure"),
        (
            rule(metric="mean_similarity"),
            "要求“r”：平均重合度（mean_similarity）只能问片段，要在 labels 里写明是哪些片段类别",
        ),
    ],
)
def test_what_cannot_be_asked_of_a_text_is_refused(asked: Rule, said: str) -> None:
    assert told(TEXT, asked) == [said]


def test_what_contradicts_its_parent_is_refused() -> None:
    parent = rule("spans", labels=("per", "org"))
    assert told(TEXT, parent, rule("child", parent="spans", labels=("works",))) == [
        "要求“child”：和上级要求没有共同的类别，什么都筛不到"
    ]
    assert told(TEXT, parent, rule("child", parent="spans", metric="mean_similarity")) == []
    assert told(TEXT, rule("w", labels=("works",)), rule("child", parent="w", most_length=3)) == [
        "要求“child”：只有片段才有字数，关系和问题没有"
    ]


@pytest.mark.parametrize(
    "asked",
    [
        rule(),
        rule(labels=("per", "works", "ask")),
        rule(least_length=2, most_length=9),
        rule(labels=("per",), attributes={"sure": (True,)}),
        rule(labels=("per", "org"), metric="mean_similarity"),
        rule(least_length=4, metric="mean_similarity"),
    ],
)
def test_what_can_be_asked_of_a_text_is_let_through(asked: Rule) -> None:
    assert told(TEXT, asked) == []


def test_lengths_are_not_asked_of_pictures() -> None:
    assert told(PICTURE, rule(least_length=3)) == ["要求“r”：图上的标注没有字数，不能按字数筛选"]
    assert told(PICTURE, rule(least_area=3.0, labels=("per",), shapes=("box",))) == []


def test_a_fault_says_where_it_is() -> None:
    asked = TEXT.model_copy(update={"object_rules": ObjectRules(rules=(rule(shapes=("box",)),))})
    (fault,) = rule_faults(asked)
    assert (fault.file, fault.field) == ("order.toml", "schemas.main.object_rules.rules.r")


def test_the_check_of_a_pack_refuses_it(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(WORKED, tmp_path / "pack"))
    order = copy / "order.toml"
    asked = '[[schemas.object_rules.rules]]\nid = "r"\nname = "长词"\nthreshold = 0.9\nwhen = { least_length = 3 }\n'
    order.write_text(order.read_text(encoding="utf-8") + "\n" + asked, encoding="utf-8")
    assert "要求“长词”：图上的标注没有字数，不能按字数筛选" in [
        fault.message for fault in check_pack(copy).faults
    ]


def test_no_requirement_of_a_shipped_course_is_refused() -> None:
    for path in sorted(COURSES.iterdir()):
        if (path / "pack.toml").is_file():
            pack = open_pack(path)
            assert [fault for schema in pack.order.schemas for fault in rule_faults(schema)] == [], path.name


def test_a_length_that_is_not_given_leaves_a_digest_as_it_was() -> None:
    assert set(Filter().model_dump()) == {"labels", "shapes", "least_area", "most_area", "attributes"}
