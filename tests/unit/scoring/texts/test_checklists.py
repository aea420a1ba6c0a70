"""The checklist of something written: every kind of check, by rule and without any pattern of a pack."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.curriculum.text_rules import Check
from desktop.scoring.texts.checklist import checked, folded


def check(kind: str, **more: object) -> Check:
    return Check(id="c", name="检查", kind=kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "text", "passed"),
    [
        (check("contains_all", words=("挂号", "身份证")), "请带身份证来挂号", True),
        (check("contains_all", words=("挂号", "医保卡")), "请带身份证来挂号", False),
        (check("contains_any", words=("您", "你")), "请您稍等", True),
        (check("contains_any", words=("您", "你")), "请稍等", False),
        (check("contains_none", words=("保证",)), "我们会尽力", True),
        (check("contains_none", words=("ＶＩＰ",)), "尊敬的vip客户", False),
        (check("length", least=2, most=4), "一 二\n三", True),
        (check("length", most=2), "一二三", False),
        (check("length", least=1), " \n", False),
        (check("sentences", least=2), "好。走吧！", True),
        (check("sentences", most=1), "好。走吧！", False),
        (check("paragraphs", least=2, most=2), "一\n\n二\n", True),
        (check("list_items", least=3, most=3), "如下：\n1. 甲\n2、乙\n- 丙", True),
        (check("list_items", least=2), "（1）甲\n②乙", True),
        (check("list_items", least=1), "2026年的事\n-5 度", False),
        (check("starts_with", words=("您好", "你好")), "  您好，请问", True),
        (check("starts_with", words=("您好",)), "请问您好", False),
        (check("ends_with", words=("祝您健康。",)), "……祝您健康。\n", True),
        (check("ends_with", words=("。",)), "没有句号", False),
        (check("json"), '{"a": [1, 2]}', True),
        (check("json"), "[]", True),
        (check("json"), "12", False),
        (check("json"), '{"a": NaN}', False),
        (check("json"), "```json\n{}\n```", False),
        (check("json"), "[" * 100_000, False),
        (check("plain"), "一段话，5*3=15，#1 号窗口。", True),
        (check("plain"), "# 标题\n话", False),
        (check("plain"), "这是**重点**", False),
        (check("plain"), "见[这里](http://x)", False),
        (check("instructor"), "随便", None),
    ],
)  # fmt: skip
def test_each_kind_of_check(made: Check, text: str, passed: bool | None) -> None:
    assert checked(text, [made]).lines[0].passed is passed


def test_a_check_says_which_words_and_how_many() -> None:
    words = checked("请来", [check("contains_all", words=("挂号", "来", "医保卡"))]).lines[0]
    assert words.words == ("挂号", "医保卡")
    assert checked("一二三", [check("length", most=2)]).lines[0].measured == 3


def test_words_of_a_pack_are_words_and_no_patterns() -> None:
    assert checked("a.b", [check("contains_all", words=(".*",))]).lines[0].passed is False
    assert checked("(a+)+$", [check("contains_all", words=("(a+)+$",))]).lines[0].passed is True


def test_points_are_weighed_and_the_instructors_are_left_open() -> None:
    checks = [
        check("contains_any", words=("好",), points=3),
        check("length", most=1, points=1),
        check("instructor", points=6),
    ]
    found = checked("好的", checks)
    assert (found.points, found.whole, found.left_open, found.share) == (3, 4, 6, 0.75)
    assert found.right(0.75)
    assert not found.right(0.76)


def test_a_hard_check_outweighs_all_points() -> None:
    checks = [check("length", least=1, points=99), check("contains_none", words=("骂",), points=1, hard=True)]
    found = checked("骂人", checks)
    assert found.share == 0.99
    assert not found.right(0.9)
    assert found.failed[0].check.hard


def test_a_list_for_the_instructor_alone_has_no_share_and_is_open() -> None:
    found = checked("好", [check("instructor")])
    assert found.share is None
    assert found.right(0.9)


@given(st.text(max_size=200))
def test_no_text_breaks_a_check_and_the_result_is_the_same_every_time(text: str) -> None:
    checks = [
        check("contains_all", words=("a",)), check("length", most=9), check("sentences", most=9), check("json"),
        check("paragraphs", most=9), check("list_items", most=9), check("plain"), check("ends_with", words=("。",)),
    ]  # fmt: skip
    assert checked(text, checks) == checked(text, checks)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_in_whether_a_text_holds_itself(text: str) -> None:
    assert folded(text) in folded(text + " x")


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("4", "24÷5=4余4", True),
        ("4", "一共24个", False),
        ("4", "４个", True),
        ("4", "2４个", False),
        ("4", "4.5元", False),
        ("4", "余下4。", True),
        ("3", "总路程230千米，共3小时", True),
        ("3", "总路程230千米", False),
        ("44元", "一共144元", False),
        ("44元", "一共44元", True),
        ("9月8", "9月8日", True),
        ("9月8", "9月80日", False),
        ("9月8", "19月8日", False),
        ("1980", "得款1,980元", True),
        ("1,980", "得款1980元", True),
        ("980", "得款1,980元", False),
        ("1", "得款1,980元", False),
        ("144", "3×48=144，200-144=56", True),
        ("144", "共3，144元", True),
        ("1980", "１，９８０元", True),
        ("0.75", "240×0.75=180", True),
        ("0.7", "240×0.75=180", False),
        ("75", "240×0.75=180", False),
        ("第4条", "第4条第24款", True),
        ("一", "二十一", True),
    ],
)
def test_a_number_is_found_as_a_whole_only(word: str, text: str, there: bool) -> None:
    for kind in ("contains_all", "contains_any"):
        assert checked(text, [check(kind, words=(word,))]).lines[0].passed is there
    assert checked(text, [check("contains_none", words=(word,))]).lines[0].passed is not there


def test_where_all_digits_are_forbidden_so_is_every_number() -> None:
    digits = check("contains_none", words=tuple("0123456789"))
    line = checked("始凿于5世纪，有45窟", [digits]).lines[0]
    assert (line.passed, line.words) == (False, ("4", "5"))
    assert checked("有４５窟", [digits]).lines[0].passed is False
    assert checked("始凿于北魏", [digits]).lines[0].passed is True


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_one_number_is_in_another_only_if_it_is_the_same(one: int, other: int) -> None:
    line = checked(f"一共{other}元", [check("contains_all", words=(str(one),))]).lines[0]
    assert line.passed is (one == other)
