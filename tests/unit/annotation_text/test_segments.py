"""A text is cut into segments that lose nothing and are never long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from desktop.annotation.text_stops import is_stop
from desktop.views.widgets.text.segments import CUT, LONGEST, cut
from tests.unit.annotation_text.hostile import TEXTS, texts

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@given(texts)
def test_segments_and_line_ends_are_the_text(text: str) -> None:
    segments = cut(text)
    rebuilt = ""
    for place, (start, end) in enumerate(zip(segments.starts, segments.ends, strict=True)):
        after = segments.starts[place + 1] if place + 1 < len(segments) else len(text)
        gap = text[end:after]
        assert gap == "" or LINE_END.fullmatch(gap)
        assert not LINE_END.search(text[start:end])
        rebuilt += text[start:end] + gap
    assert rebuilt == text


@pytest.mark.parametrize("text", [*TEXTS, "字" * 1700, "长句子，" * 700, "a" * 5000, "👨‍👩‍👧" * 300])
def test_no_segment_is_long_and_none_cuts_a_character(text: str) -> None:
    segments = cut(text)
    for start, end in zip(segments.starts, segments.ends, strict=True):
        assert end - start <= LONGEST
        if "\u0301" * 400 not in text:
            assert is_stop(text, end) or text[end : end + 1] in "\r\n"


def test_a_long_line_is_cut_after_a_sentence_when_there_is_one() -> None:
    text = "一二三四五六七八九。" * 60
    segments = cut(text)
    assert all(text[end - 1] == "。" for end in segments.ends)
    assert segments.lines == [1, 0]
    assert segments.line_segments(1) == range(2)


def test_lines_are_numbered_and_found_by_offset() -> None:
    text = "甲\r\n乙\n" + "字" * 900 + "\n丁"
    segments = cut(text)
    assert segments.lines == [1, 2, 3, 0, 0, 4]
    assert segments.place_of(900) == (3, 896)
    assert [segments.line_of(offset) for offset in (0, 1, 2, 3, 5, 800, len(text))] == [1, 1, 1, 2, 3, 3, 4]


def test_an_empty_text_and_what_follows_a_last_line_end_are_lines() -> None:
    assert len(cut("")) == 1
    assert cut("甲\n").starts == [0, 2]


def test_a_megabyte_on_one_line_is_cut_in_no_time() -> None:
    segments = cut("汉" * 340_000)
    assert len(segments) == -(-340_000 // CUT)
    assert not segments.settles(segments.line_segments(0))


def test_a_segment_gives_its_last_row_to_the_next() -> None:
    segments = cut("字" * 900)
    assert segments.settles(segments.line_segments(1))
    segments.settle(0, 280)
    assert (segments.ends[0], segments.starts[1], segments.cuts[0]) == (280, 280, 300)
    assert segments.holding(290) == 1
