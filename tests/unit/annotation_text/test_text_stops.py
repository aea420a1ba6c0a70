"""A caret stands only between what a reader sees as characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.text_stops import (
    is_stop,
    run_after,
    run_at,
    run_before,
    snapped,
    stop_after,
    stop_at_or_after,
    stop_at_or_before,
    stop_before,
)
from tests.unit.annotation_text.hostile import TEXTS, text_and_range, texts


def pieces(text: str) -> list[str]:
    """Cut a text at its stops."""
    cut, start = [], 0
    while start < len(text):
        end = stop_after(text, start)
        cut.append(text[start:end])
        start = end
    return cut


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab中", ["a", "b", "中"]),
        ("\r\n\n\r", ["\r\n", "\n", "\r"]),
        ("e\u0301é", ["e\u0301", "é"]),
        ("𠮷野家", ["𠮷", "野", "家"]),
        ("👨‍👩‍👧丙", ["👨‍👩‍👧", "丙"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("🇨🇳🇺🇸🇨", ["🇨🇳", "🇺🇸", "🇨"]),
        ("❤️1️⃣", ["❤️", "1️⃣"]),
        ("각각", ["각", "각"]),
        ("a\u200db", ["a\u200d", "b"]),
        ("क्षि中म्म", ["क्षि", "中", "म्म"]),
        ("क्\u200dषक्\u200cष", ["क्\u200dष", "क्\u200c", "ष"]),
        ("क्a্क", ["क्", "a্", "क"]),
        ("a\u200bb", ["a", "\u200b", "b"]),
        ("\ufeff甲", ["\ufeff", "甲"]),
        ("a\ud83db", ["a", "\ud83d", "b"]),
        ("ｶﾞ", ["ｶﾞ"]),
        ("\u0600١", ["\u0600١"]),
        ("", []),
    ],
)
def test_a_text_falls_into_what_a_reader_sees(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@given(texts)
def test_pieces_put_together_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(text_and_range())
def test_stops_are_found_on_the_right_side(case: tuple[str, int, int]) -> None:
    text, offset, _end = case
    before, after = stop_at_or_before(text, offset), stop_at_or_after(text, offset)
    assert before <= offset <= after
    assert is_stop(text, before)
    assert is_stop(text, after)
    assert is_stop(text, offset) == (before == offset == after)


@given(texts, st.integers(-5, 60))
def test_an_offset_outside_is_brought_in(text: str, offset: int) -> None:
    assert 0 <= stop_at_or_before(text, offset) <= len(text)
    assert 0 <= stop_at_or_after(text, offset) <= len(text)
    assert 0 <= stop_before(text, offset) <= len(text)
    assert 0 <= stop_after(text, offset) <= len(text)


@given(text_and_range())
def test_a_snapped_range_covers_the_range_and_stays_when_snapped_again(case: tuple[str, int, int]) -> None:
    text, start, end = case
    first, last = snapped(text, end, start)
    assert first <= start <= end <= last
    assert snapped(text, first, last) == (first, last)


def test_a_heap_of_combining_marks_is_cut_rather_than_walked_for_ever() -> None:
    text = "a" + "\u0301" * 5000
    assert stop_at_or_before(text, 4000) == 4000
    assert stop_at_or_after(text, 1000) == 1000
    assert stop_at_or_before(text, 300) == 0


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("我3月15日买了", 1, "3月15日"),
        ("我3月15日买了", 4, "3月15日"),
        ("订单SF1023-45到了", 4, "SF1023-45"),
        ("给我发2.5kg的米", 4, "2.5kg"),
        ("¥199元，谢谢", 0, "¥199元"),
        ("100ml2瓶", 1, "100ml2瓶"),
        ("iPhone15手机", 2, "iPhone15"),
        ("好的，，，谢谢", 3, "，，，"),
        ("你好 world 再见", 3, "world"),
        ("你好 world 再见", 2, " "),
        ("cafe\u0301吧", 1, "cafe\u0301"),
        ("第一行\n第二行", 5, "第二行"),
        ("𠮷野家拉面2碗", 0, "𠮷野家拉面"),
        ("晋北发〔2026〕45号", 9, "45号"),
        ("ひらがな漢字", 0, "ひらがな"),
        ("a.b@mail.cn 联系", 3, "a.b@mail.cn"),
        ("👨‍👩‍👧家", 2, "👨‍👩‍👧"),
    ],
)
def test_a_double_click_takes_a_run_of_one_kind(text: str, at: int, expected: str) -> None:
    start, end = run_at(text, at)
    assert text[start:end] == expected


@given(text_and_range())
def test_a_run_holds_its_character_and_whole_characters(case: tuple[str, int, int]) -> None:
    text, offset, _end = case
    start, end = run_at(text, offset)
    assert snapped(text, start, end) == (start, end)
    assert not text or start <= min(offset, len(text) - 1) < end


def test_a_very_long_run_is_cut_so_that_a_click_stays_quick() -> None:
    text = "字" * 100_000
    start, end = run_at(text, 50_000)
    assert start < 50_000 < end
    assert end - start <= 800


@given(text_and_range())
def test_walking_by_runs_moves_on_and_ends(case: tuple[str, int, int]) -> None:
    text, offset, _end = case
    assert run_before(text, offset) < offset or offset == 0
    assert run_after(text, offset) > offset or offset == len(text)


def test_walking_by_runs_passes_blanks_over() -> None:
    text = "你好  world 再见"
    assert run_after(text, 0) == 4
    assert run_after(text, 4) == 10
    assert run_before(text, 10) == 4
    assert run_before(text, 4) == 0


@pytest.mark.parametrize("text", TEXTS)
def test_every_hostile_text_is_walked_through(text: str) -> None:
    offset, steps = 0, 0
    while offset < len(text):
        offset = run_after(text, offset)
        steps += 1
        assert steps <= len(text)
