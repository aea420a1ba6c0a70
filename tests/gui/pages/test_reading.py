"""Markdown of lessons and rules, as blocks and on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.views.models.reading import (
    Code,
    Entry,
    Figure,
    Figures,
    Heading,
    Line,
    Paragraph,
    Quote,
    Table,
    read_blocks,
)
from desktop.views.widgets.drawer import clause_card
from desktop.views.widgets.figures import Picture, figure
from desktop.views.widgets.reading import Reading
from tests.gui.pages import fakes


def test_the_lesson_of_the_fake_site_reads_in_order() -> None:
    kinds = [type(block).__name__ for block in read_blocks(fakes.LESSON.body)]
    assert kinds == [
        "Paragraph", "Heading", "Paragraph", "Figures", "Heading", "Entry", "Entry", "Entry", "Quote", "Table", "Paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "block"),
    [
        ("# 题", Heading(1, "题")),
        ("### 小题", Heading(3, "小题")),
        ("一段 **重点** 话", Paragraph("一段 <b>重点</b> 话")),
        ("上\n下", Paragraph("上 下")),
        ("上  \n下", Paragraph("上<br>下")),
        ("见 [规则 2.1](clause:2.1)", Paragraph('见 <a href="clause:2.1">规则 2.1</a>')),
        ("按 `R` 键", Paragraph("按 <code>R</code> 键")),
        ("- 一项", Entry(0, "•", "一项")),
        ("3. 第三", Entry(0, "3.", "第三")),
        ("> 窍门", Quote("窍门")),
        ("```\na < b\n```", Code("a < b")),
        ("---", Line()),
    ],
)
def test_one_block(source: str, block: object) -> None:
    assert read_blocks(source) == (block,)


def test_lists_inside_lists_know_their_depth() -> None:
    blocks = read_blocks("- 外\n  1. 里一\n  2. 里二\n- 外二\n\n  又一段")
    assert blocks == (
        Entry(0, "•", "外"), Entry(1, "1.", "里一"), Entry(1, "2.", "里二"), Entry(0, "•", "外二"), Entry(0, "", "又一段"),
    )  # fmt: skip


def test_neighbouring_pictures_stand_side_by_side_with_their_signs() -> None:
    (block,) = read_blocks("![✓ 贴住了](media/a.png)\n![✗ 太松](media/b.png)\n![路口](media/c.png)")
    assert block == Figures(
        (
            Figure("media/a.png", "贴住了", "good"),
            Figure("media/b.png", "太松", "bad"),
            Figure("media/c.png", "路口"),
        )
    )


def test_words_and_pictures_of_one_paragraph_keep_apart() -> None:
    words, pictures = read_blocks("看图：![✓ 好](media/a.png)")
    assert isinstance(words, Paragraph)
    assert isinstance(pictures, Figures)


def test_a_table_keeps_its_cells() -> None:
    (table,) = read_blocks("| 甲 | 乙 |\n|---|---|\n| 1 | **2** |\n| 3 | |")
    assert table == Table((("甲", "乙"), ("1", "<b>2</b>"), ("3", "")))


@pytest.mark.parametrize("source", ["<script>alert(1)</script>", "a <b onclick=x>c</b>", "<img src=x>"])
def test_html_stays_words(source: str) -> None:
    (block,) = read_blocks(source)
    assert isinstance(block, Paragraph)
    assert "<" not in block.html.replace("&lt;", "")


def test_a_link_target_cannot_break_out_of_its_quotes() -> None:
    (block,) = read_blocks('[x](<clause:2"onclick=1>)')
    assert isinstance(block, Paragraph)
    assert block.html.count('"') == 2


def test_nothing_is_no_block() -> None:
    assert read_blocks("") == ()
    assert read_blocks("\n\n") == ()


def test_a_clause_link_is_told(qtbot: QtBot) -> None:
    reading = Reading("见 [规则 2.1](clause:2.1) 和 [网页](http://example.org)", no_media)
    qtbot.addWidget(reading)
    opened: list[str] = []
    reading.clause_opened.connect(opened.append)
    (label,) = reading.findChildren(QLabel)
    label.linkActivated.emit("clause:2.1")
    label.linkActivated.emit("http://example.org")
    assert opened == ["2.1"]


def test_a_picture_is_never_larger_than_itself(qtbot: QtBot) -> None:
    picture = Picture(fakes.street(200, 100), "街")
    qtbot.addWidget(picture)
    assert picture.heightForWidth(1000) == 100
    assert picture.heightForWidth(100) == 50


def test_what_is_no_picture_takes_little_room(qtbot: QtBot) -> None:
    picture = Picture(b"no picture", "街")
    qtbot.addWidget(picture)
    assert picture.heightForWidth(1000) == 60
    picture.resize(100, 60)
    picture.grab()


def test_a_sign_is_said_in_words_as_well(qtbot: QtBot) -> None:
    shown = figure(Figure("media/bad-1.png", "太松", "bad"), lambda path: fakes.media(None, path))
    qtbot.addWidget(shown)
    assert {"错误", "太松"} <= {label.text() for label in shown.findChildren(QLabel)}


def test_a_clause_shows_its_text_examples(qtbot: QtBot) -> None:
    card = clause_card(fakes.CLAUSES[1], no_media)
    qtbot.addWidget(card)
    words = {label.text() for label in card.findChildren(QLabel)}
    assert {"3.2", "公交车与货车", "校车算公交车", "正确", "把面包车标成公交车", "错误"} <= words


def no_media(_path: str) -> bytes:
    return b""


def test_a_list_to_be_ticked_off_has_boxes() -> None:
    blocks = read_blocks("- [ ] 坐正\n- [x] 会**放大**\n- [] 不是\n\n[ ] 也不是\n")
    assert blocks == (
        Entry(0, "☐", "坐正"),
        Entry(0, "☑", "会<b>放大</b>"),
        Entry(0, "•", "[] 不是"),
        Paragraph("[ ] 也不是"),
    )
