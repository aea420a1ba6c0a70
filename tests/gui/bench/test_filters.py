"""What somebody types over the list of objects finds what they mean."""

from __future__ import annotations

import pytest

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.quad import Quad
from desktop.curriculum.schema import Attribute, Label, LabelSchema, Option
from desktop.views.widgets.bench.filters import query

SCHEMA = LabelSchema(
    task="objects",
    labels=(
        Label(id="car", name="小汽车", name_en="car", short="车", key="1", colour=0),
        Label(id="bus", name="公交车", name_en="bus", short="公", key="2", colour=1),
        Label(id="sum", name="金额", short="金", key="3", colour=2, shapes=("quad",)),
    ),
    attributes=(
        Attribute(
            id="occluded",
            name="遮挡",
            kind="choice",
            labels=("car", "bus"),
            options=(Option(id="none", name="无"), Option(id="heavy", name="重")),
        ),
        Attribute(id="cut", name="截断", kind="yesno", labels=("car",)),
    ),
)
MARKS: tuple[Mark, ...] = (
    Box("a", "car", 0, 0, 10, 20, attributes={"occluded": "heavy", "cut": True}),
    Box("b", "car", 0, 0, 100, 50, attributes={"occluded": "none"}, hidden=True),
    Box("c", "bus", 0, 0, 40, 8, attributes={"occluded": "heavy"}, locked=True, group="车队"),
    Quad("d", "sum", ((0, 0), (30, 0), (30, 10), (0, 10)), "¥157.82"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("车", "abc"),
        ("小汽车", "ab"),
        ("CAR", "ab"),
        ("公", "c"),
        ("遮挡=重", "ac"),
        ("遮挡=重 小汽车", "a"),
        ("截断=是", "a"),
        ("面积>300", "bc"),
        ("面积>=300", "bcd"),
        ("宽<20", "a"),
        ("高<=8 宽>20", "c"),
        ("height=20", "a"),
        ("待填", "b"),
        ("隐藏", "b"),
        ("locked", "c"),
        ("157", "d"),
        ("车队", "c"),
        ("没有这种", ""),
        ("遮挡=没有", ""),
        ("没有=重", ""),
    ],
)
def test_words_find_the_marks_they_name(typed: str, found: str) -> None:
    test = query(typed, SCHEMA)
    assert test is not None
    assert "".join(mark.id for mark in MARKS if test(mark)) == found


@pytest.mark.parametrize("typed", ["", "   ", "\t"])
def test_no_words_ask_for_nothing(typed: str) -> None:
    assert query(typed, SCHEMA) is None
