"""No character moves an offset: what is selected on the screen is what is marked in the string."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from desktop.annotation.text_stops import is_stop, stop_after
from tests.gui.text.drivers import CONTROL, TextDriver
from tests.unit.annotation_text.hostile import PIECES, TEXTS

WRITTEN = [text for text in TEXTS if text and "\u0301" * 400 not in text]


#: Where writing turns round, two places of a caret are one on the screen.
ONE_WAY = [text for text in WRITTEN if "שלום" not in text]


@pytest.mark.parametrize("text", ONE_WAY)
def test_every_caret_position_is_hit_where_it_is_drawn(
    sit_down: Callable[..., TextDriver], text: str
) -> None:
    person = sit_down(text)
    offset = 0
    while offset < len(text):
        row = person.view.flow.row_of(offset)
        x = row.laid.x_of(row.row, offset)
        again = row.laid.offset_at(row.row, x)
        assert is_stop(text, again)
        assert abs(row.laid.x_of(row.row, again) - x) < 0.6
        offset = stop_after(text, offset)


@pytest.mark.parametrize("text", WRITTEN)
def test_select_all_marks_the_whole_string(sit_down: Callable[..., TextDriver], text: str) -> None:
    person = sit_down(text)
    person.press(Qt.Key.Key_A, CONTROL)
    person.type("1")
    if text.strip():
        assert person.spans == [(text, "time")]
    person.bench.grab()


def test_words_after_every_hostile_piece_are_selected_exactly(sit_down: Callable[..., TextDriver]) -> None:
    for piece in PIECES:
        if piece.strip() and piece not in {"\u0301", "\u202e", "\u2066", "क्षि", "שלום", "مرحبا"}:
            text = f"甲{piece}乙目标词丙"
            person = sit_down(text)
            person.select("目标词")
            assert person.selected == "目标词", ascii(piece)


def test_right_to_left_words_are_selected_and_covered_whole(sit_down: Callable[..., TextDriver]) -> None:
    text = "价格 שלום 十二元"
    person = sit_down(text)
    start, end = person.where("שלום")
    row = person.view.flow.row_of(start)
    (left, right), *more = row.laid.stretches(row.row, start, end)
    assert more == []
    assert right - left > 20
    assert left == pytest.approx(row.laid.x_of(row.row, start), abs=0.6)
    halves = row.laid.stretches(row.row, start, start + 2) + row.laid.stretches(row.row, start + 2, end)
    assert sum(b - a for a, b in halves) == pytest.approx(right - left, abs=1.0)


def test_a_byte_order_mark_and_controls_are_seen_and_can_be_marked(
    sit_down: Callable[..., TextDriver],
) -> None:
    text = "\ufeff甲\x00乙\u200b丙"
    person = sit_down(text)
    for hidden in ("\ufeff", "\x00", "\u200b"):
        start, end = person.where(hidden)
        row = person.view.flow.row_of(start)
        (stretch,) = row.laid.stretches(row.row, start, end)
        assert stretch[1] - stretch[0] > 4


def test_a_text_of_nothing_but_line_ends_can_be_walked(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down("\n\r\n\u2028")
    person.press(Qt.Key.Key_Down, times=9)
    person.press(Qt.Key.Key_Up, times=9)
    person.press(Qt.Key.Key_End)
    person.press(Qt.Key.Key_Right, times=9)
    person.view.offset_near(QPointF(500, 500))
    person.drag(QPoint(60, 20), QPoint(60, 400))
    person.bench.grab()


def test_a_very_long_line_is_laid_out_only_where_it_is_seen(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down("汉字混排mixed" * 20_000)
    assert len(person.view.flow._laid) < 20
    assert person.view.flow.height > 10_000
    person.press(Qt.Key.Key_End, CONTROL)
    assert len(person.view.flow._laid) < 40
    assert person.view.verticalScrollBar().value() > 0


@pytest.mark.parametrize("text", ["长句子，没有尽头" * 300, "mixed 中文 words " * 200, "字" * 3000])
def test_a_long_line_wraps_as_if_it_were_one(sit_down: Callable[..., TextDriver], text: str) -> None:
    person = sit_down(text)
    flow = person.view.flow
    rows = [placed.row for segment in range(len(flow.segments)) for placed in flow.placed(segment)]
    assert [row.end for row in rows[:-1]] == [row.start for row in rows[1:]]
    assert rows[-1].end == len(text)
    full = flow.sizes.width - 8 * flow.sizes.em
    assert all(row.width > full for row in rows[:-1])
    assert all(laid.end - laid.start <= 400 for laid in flow._laid.values())
    person.view.resize_type(0)
    rows = [placed.row for segment in range(len(flow.segments)) for placed in flow.placed(segment)]
    assert [row.end for row in rows[:-1]] == [row.start for row in rows[1:]]


def test_a_random_day_at_a_hostile_text_ends_undone_at_the_start(sit_down: Callable[..., TextDriver]) -> None:
    chance = random.Random(7)
    text = "".join(chance.choices(PIECES, k=120)) + "结尾"
    person = sit_down(text)
    assert person.bench.editor is not None
    keys = [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_BracketRight, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_W, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    ]
    for _number in range(400):
        person.press(*chance.choice(keys))
        start, end = person.bench.editor.selection
        assert is_stop(text, start)
        assert is_stop(text, end)
    for span in person.bench.editor.document.spans():
        assert 0 <= span.start < span.end <= len(text)
    person.press(Qt.Key.Key_Z, CONTROL, times=500)
    assert person.spans == []
    assert person.bench.panel.list.model().rowCount() == 0
    assert set(person.bench.panel._counts.values()) <= {0}
