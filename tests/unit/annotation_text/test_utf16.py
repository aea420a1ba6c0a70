"""At the border to Qt an offset is never off, and no character is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given

from desktop.views.widgets.text.utf16 import BROKEN_SIGN, UNSEEN_SIGN, Utf16Map, shown, stand_ins
from tests.unit.annotation_text.hostile import TEXTS, texts


def units(text: str) -> int:
    """Return the number of UTF-16 units, halves of pairs counted as one each."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(texts)
def test_every_offset_comes_back(text: str) -> None:
    offsets = Utf16Map(text)
    for offset in range(len(text) + 1):
        assert offsets.to_utf16(offset) == sum(
            2 if character > "\uffff" else 1 for character in text[:offset]
        )
        assert offsets.to_points(offsets.to_utf16(offset)) == offset


@given(texts)
def test_every_unit_belongs_to_a_character_of_the_text(text: str) -> None:
    offsets = Utf16Map(text)
    last = offsets.to_utf16(len(text))
    found = [offsets.to_points(unit) for unit in range(last + 1)]
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] == len(text)


def test_the_middle_of_a_pair_is_its_start() -> None:
    offsets = Utf16Map("甲😀乙")
    assert [offsets.to_points(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


def test_the_famous_bug_is_not_ours() -> None:
    text = "甲😀乙𠮷野家👨‍👩‍👧丙"
    assert text.index("丙") == 11
    assert Utf16Map(text).to_utf16(11) == 16


@given(texts)
def test_what_is_shown_is_as_long_as_the_text_in_points_and_units(text: str) -> None:
    said = shown(text)
    assert len(said) == len(text)
    assert units(said) == Utf16Map(text).to_utf16(len(text))
    said.encode("utf-8")  # no half of a pair is left


@given(texts)
def test_stand_ins_are_where_the_shown_text_differs(text: str) -> None:
    differing = [
        place for place, (own, said) in enumerate(zip(text, shown(text), strict=True)) if own != said
    ]
    assert stand_ins(text) == differing


@pytest.mark.parametrize("text", ["\ufeff", "\x00", "\ud800", "\u2028", "\r", "\u202e", "\u200b"])
def test_what_qt_drops_or_obeys_is_shown_by_a_sign(text: str) -> None:
    assert shown(f"a{text}b") in {f"a{BROKEN_SIGN}b", f"a{UNSEEN_SIGN}b"}


@pytest.mark.parametrize("text", ["👨‍👩‍👧", "❤️", "a\tb", "e\u0301", "קּ"])
def test_what_belongs_to_writing_stays(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_shown_whole(text: str) -> None:
    assert len(shown(text)) == len(text)
