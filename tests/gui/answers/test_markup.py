"""What Markdown becomes: pieces with styles, tables, formulas left alone; cut where it is folded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.views.widgets.answers.markup import (
    MOST_FORMATTED,
    Grid,
    Piece,
    Run,
    folded,
    read_markup,
    read_plain,
)
from tests.unit.annotation_text.hostile import PIECES

WRITTEN = st.lists(
    st.sampled_from(
        [
            *PIECES,
            "#",
            "*",
            "**",
            "`",
            "```",
            "$",
            "$$",
            "|",
            "-",
            "|-|",
            "> ",
            "1. ",
            "[",
            "](",
            ")",
            "!",
            "<b>",
            "\n\n",
        ]
    ),
    max_size=40,
).map("".join)


def only(source: str) -> Piece:
    """Return the single piece of a source."""
    (piece,) = read_markup(source)
    assert isinstance(piece, Piece)
    return piece


@settings(deadline=None)
@given(WRITTEN)
def test_no_letter_and_no_digit_is_lost_whatever_is_written(source: str) -> None:
    drawn = "".join(
        block.mark + block.text if isinstance(block, Piece) else block.text for block in read_markup(source)
    )
    assert not {"\x00", "\u202e", "\ud800", "\ufeff"} & set(drawn)
    for letter in set(filter(str.isalpha, source)):
        assert drawn.count(letter) >= source.count(letter)


@settings(deadline=None)
@given(WRITTEN, st.integers(1, 200))
def test_folding_shows_a_beginning_and_says_whether_there_is_more(source: str, most: int) -> None:
    blocks = read_markup(source)
    kept, more = folded(blocks, most)
    assert len(kept) <= len(blocks)
    if not more:
        assert kept == blocks
    elif kept:
        for block, whole in zip(kept[:-1], blocks, strict=False):
            assert block == whole


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        ("# 标题", "heading", "标题"),
        ("正文", "paragraph", "正文"),
        ("- 一条", "entry", "一条"),
        ("```\ncode\n```", "code", "code"),
        ("$$\nE=mc^2\n$$", "formula", "$$\nE=mc^2\n$$"),
        ("\\[x*y*z\\]", "formula", "\\[x*y*z\\]"),
    ],
)
def test_blocks_are_what_they_look_like(source: str, kind: str, words: str) -> None:
    piece = only(source)
    assert (piece.kind, piece.text) == (kind, words)


def test_styles_go_into_each_other() -> None:
    assert only("**粗*斜***`码`~~删~~").runs == (
        Run("粗", frozenset({"bold"})),
        Run("斜", frozenset({"bold", "italic"})),
        Run("码", frozenset({"code"})),
        Run("删", frozenset({"struck"})),
    )


def test_a_formula_is_left_alone_and_a_price_is_none() -> None:
    runs = only("若 $a_1*b_1*c$ 则 \\(x\\_y\\)，花了 $5 和 $6。").runs
    formulas = [run.text for run in runs if "formula" in run.styles]
    assert formulas == ["$a_1*b_1*c$", "\\(x\\_y\\)"]
    assert "$5 和 $6" in runs[-1].text


def test_entries_are_numbered_as_the_list_counts() -> None:
    pieces = [block for block in read_markup("3. 三\n4. 四\n   - 内\n5. 五") if isinstance(block, Piece)]
    assert [(piece.mark, piece.depth) for piece in pieces] == [("3.", 1), ("4.", 1), ("•", 2), ("5.", 1)]


def test_a_table_has_rows_of_one_length() -> None:
    (grid,) = read_markup("| 名 | 价 |\n|---|---|\n| 甲 | **2** |\n| 乙 |")
    assert isinstance(grid, Grid)
    assert [len(row) for row in grid.rows] == [2, 2, 2]
    assert grid.text == "名 价\n甲 2\n乙 "


def test_a_table_too_wide_to_be_read_is_shown_line_by_line() -> None:
    wide = "|" + "甲|" * 30 + "\n|" + "-|" * 30 + "\n|" + "乙|" * 30
    pieces = read_markup(wide)
    assert all(isinstance(piece, Piece) and piece.kind == "code" for piece in pieces)
    assert len(pieces) == 2


def test_the_language_of_code_stands_above_it() -> None:
    caption, code = read_markup("```python\nprint(1)\n```")
    assert (caption.text, code.text) == ("python", "print(1)")


def test_quotes_know_how_deep_they_are() -> None:
    assert [getattr(block, "quoted", 0) for block in read_markup("> 一\n>\n> > 二\n\n三")] == [1, 2, 0]


def test_what_is_too_long_is_not_laid_out() -> None:
    long = "**字**" * MOST_FORMATTED
    assert read_markup(long) == read_plain(long)
    assert "".join(block.text for block in read_plain(long)) == long


def test_lines_as_written_keep_their_empty_ones() -> None:
    assert [block.text for block in read_plain("一\r\n\r\n二\r三")] == ["一", "", "二", "三"]


def test_a_fold_inside_a_piece_keeps_what_the_piece_is() -> None:
    kept, more = folded(read_markup("1. " + "字" * 500), 100)
    assert more
    (piece,) = kept
    assert isinstance(piece, Piece)
    assert (piece.mark, piece.text) == ("1.", "字" * 100 + "…")
