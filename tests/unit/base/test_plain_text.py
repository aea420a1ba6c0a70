"""Text from outside: nothing in it that is no text, and no character that turns round the words beside it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.plain_text import REPLACED, UNSEEN, seen, tip, whole

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)
STEERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("甲\x00乙", f"甲{REPLACED}乙"),
        ("甲\ud83d\ude00乙", "甲😀乙"),
        ("甲\ud83d乙", f"甲{REPLACED}乙"),
        ("\ude00", REPLACED),
        ("a\x1b[31m", f"a{REPLACED}[31m"),
        ("一\r\n二\t三\u2028四\x85五", "一\r\n二\t三\u2028四\x85五"),
        ("左\u202e右", "左\u202e右"),
        ("👨‍👩‍👧 é 𠮷", "👨‍👩‍👧 é 𠮷"),
        ("", ""),
    ],
)
def test_what_is_no_text_is_replaced_and_the_rest_stays(typed: str, kept: str) -> None:
    assert whole(typed) == kept


@given(ANYTHING)
def test_what_is_kept_can_be_written_anywhere(text: str) -> None:
    kept = whole(text)
    kept.encode("utf-8")
    assert all(unicodedata.category(one) != "Cc" or one in "\t\n\r\x85" for one in kept)
    assert whole(kept) == kept


@given(ANYTHING)
def test_words_of_a_label_keep_their_length_and_steer_nothing(text: str) -> None:
    said = seen(text)
    assert len(said) == len(text)
    assert not set(said) & set(STEERING)
    said.encode("utf-8")


def test_every_character_that_steers_is_a_sign_and_joiners_stay() -> None:
    assert seen(STEERING) == UNSEEN * len(STEERING)
    assert {one for one in map(chr, range(0x110000)) if unicodedata.bidirectional(one) in _STEERS} <= set(
        STEERING
    )
    assert seen("👨‍👩‍👧\n第二行\t") == "👨‍👩‍👧\n第二行\t"
    assert seen("a\x00\ud800") == f"a{REPLACED * 2}"


#: Classes of UAX #9 whose characters do nothing but steer.
_STEERS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_a_tooltip_takes_nothing_for_markup() -> None:
    assert tip("平常的话\n第二行") == "平常的话\n第二行"
    assert tip("甲\u202e乙") == f"甲{UNSEEN}乙"
    said = tip('<img src="file:///x.png">\n<b>粗</b>')
    assert "&lt;img" in said
    assert "<img" not in said
    assert "<b>" not in said
    assert "pre-wrap" in said
