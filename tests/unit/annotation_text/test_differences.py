"""What differs between two texts: nothing is lost, nothing takes for ever."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation import differences as module
from desktop.annotation.differences import Difference, alike, differences
from tests.unit.annotation_text.hostile import PIECES

TEXTS = st.lists(st.sampled_from([*PIECES, "答案", "hello", "2026"]), max_size=30).map("".join)


def parts(first: str, second: str) -> list[tuple[str, str]]:
    """Return the words on both sides of each difference."""
    return [(first[slice(*one.first)], second[slice(*one.second)]) for one in differences(first, second)]


@given(TEXTS, TEXTS)
def test_putting_every_difference_in_makes_the_second_text_of_the_first(first: str, second: str) -> None:
    made, at = "", 0
    for one in differences(first, second):
        made += first[at : one.first[0]] + second[slice(*one.second)]
        at = one.first[1]
    assert made + first[at:] == second


@given(TEXTS, TEXTS)
def test_differences_stand_in_order_apart_and_none_is_empty(first: str, second: str) -> None:
    found = differences(first, second)
    for one in found:
        assert one.first[1] > one.first[0] or one.second[1] > one.second[0]
    for one, after in pairwise(found):
        assert one.first[1] < after.first[0]
        assert one.second[1] < after.second[0]
        assert first[one.first[1] : after.first[0]] == second[one.second[1] : after.second[0]]


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ()
    assert alike(text, text) == 1.0


@given(TEXTS, TEXTS)
def test_differences_are_the_whole_of_what_is_not_alike(first: str, second: str) -> None:
    assert 0.0 <= alike(first, second) <= 1.0
    assert (alike(first, second) == 1.0) == (first == second)


def test_chinese_differs_by_characters_and_latin_by_words() -> None:
    assert parts("退款三天内到账", "退款七天内到账") == [("三", "七")]
    assert parts("请用 Python 3.11 运行", "请用 Python 3.12 运行") == [("11", "12")]
    assert parts("说 color 就好了", "说 colour 就好了") == [("color", "colour")]


def test_what_is_only_there_once_is_inserted_or_deleted() -> None:
    (gone,) = differences("您好，请稍等一下", "您好，请等一下")
    (come,) = differences("您好，请等一下", "您好，请稍等一下")
    assert (gone.op, come.op) == ("delete", "insert")
    assert Difference((0, 1), (0, 1)).op == "replace"


def test_one_character_between_two_changes_does_not_stand_alone() -> None:
    assert parts("甲乙丙丁", "子乙丑丁") == [("甲乙丙", "子乙丑")]
    assert parts("甲开头结束丙", "子开头结束丑") == [("甲", "子"), ("丙", "丑")]


def test_a_long_text_is_compared_by_lines_and_inside_the_lines_that_changed() -> None:
    lines = [f"第{number}条：的的的的的的的的的的的的的的的的的的的的。\n" for number in range(200)]
    first = "".join(lines)
    lines[90] = lines[90].replace("第90条", "第九十条")
    lines[150] = "换了一行\n"
    found = parts(first, "".join(lines))
    assert found[0] == ("90", "九十")
    assert len(found) == 2


def test_what_is_too_alike_everywhere_is_one_difference() -> None:
    first, second = "啊吧" * 2000, "吧啊" * 2000
    assert module._pairs(list(first), list(second)) > module.MOST_PAIRS
    assert len(differences(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("啊" * 100_000, "啊" * 99_999 + "吧"),
        ("啊吧" * 50_000, "吧啊" * 50_000),
        ("\n" * 100_000 + "a", "b" + "\n" * 99_999),
        ("x" * 10_000_000, "x" * 9_999_999 + "y"),
    ],
)
def test_no_input_makes_anybody_wait(first: str, second: str) -> None:
    begun = time.process_time()
    assert len(differences(first, second)) == 1
    # Measured at 0.1 s; the limit only tells bounded from unbounded.
    assert time.process_time() - begun < 10
