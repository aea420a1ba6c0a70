"""Rows are laid out where they are looked at, and every geometry question has one answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont

from desktop.annotation.text_stops import is_stop, stop_after
from desktop.views.theme.current import theme
from desktop.views.widgets.text.carets import CaretPath
from desktop.views.widgets.text.flow import Flow, Measures, PlacedRow, measures
from desktop.views.widgets.text.segments import cut
from tests.unit.annotation_text.hostile import texts

WIDTH = 400.0
#: The application is dressed once; hypothesis may run many examples in it.
ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def flow_of(text: str, depth: Callable[[int, int, int], int] = lambda _segment, _start, _end: 1) -> Flow:
    """Return a text laid out in a narrow column."""
    flow = Flow(text, cut(text), depth)
    font = theme().font("section")
    flow.set_up(sizes_of(font), font, theme().colour("caution"))
    return flow


def sizes_of(font: QFont) -> Measures:
    return measures(font, width=WIDTH, lane=20, gap=4)


def all_rows(flow: Flow) -> list[PlacedRow]:
    return [row for segment in range(len(flow.segments)) for row in flow.placed(segment)]


@ONCE
@given(texts)
def test_rows_lie_below_each_other_without_a_gap(text: str) -> None:
    rows = all_rows(flow_of(text))
    y = 0.0
    for row in all_rows(flow_of(text)):
        assert row.height > 0
    flow = flow_of(text)
    rows = all_rows(flow)
    rows = all_rows(flow)  # heights are known now
    for row in rows:
        assert row.top == pytest.approx(y)
        y += row.height
    assert flow.height == pytest.approx(y)


@ONCE
@given(texts)
def test_every_offset_has_a_row_that_holds_it(text: str) -> None:
    flow = flow_of(text)
    offset = 0
    while offset <= len(text):
        placed = flow.row_of(offset)
        inside = placed.row.start <= offset <= placed.row.end
        # Between \r and \n, and at a line end, the row that ends there is meant.
        assert inside or text[placed.row.end : offset].strip("\r\n\x0b\x0c\x85\u2028\u2029") == ""
        offset = stop_after(text, offset) if offset < len(text) else offset + 1


@ONCE
@given(texts)
def test_walking_down_from_the_top_meets_every_row_and_up_again(text: str) -> None:
    flow = flow_of(text)
    rows = all_rows(flow)
    row: PlacedRow | None = flow.row_of(0)
    met = []
    while row is not None:
        met.append((row.row.start, row.row.end))
        row = flow.row_beside(row, 1)
    assert met == [(row.row.start, row.row.end) for row in rows]
    row = flow.placed(len(flow.segments) - 1)[-1]
    back = []
    while row is not None:
        back.append((row.row.start, row.row.end))
        row = flow.row_beside(row, -1)
    assert back == met[::-1]


@ONCE
@given(texts, st.floats(-50, 2000), st.floats(-50, WIDTH + 50))
def test_any_point_gives_a_stop_of_the_text(text: str, y: float, x: float) -> None:
    flow = flow_of(text)
    row = flow.row_at(y)
    offset = row.laid.offset_at(row.row, x)
    assert 0 <= offset <= len(text)
    assert is_stop(text, offset) or text[offset - 1 : offset + 1] == "\r\n"
    under = row.laid.character_at(row.row, x)
    assert under is None or row.row.start <= under < row.row.end


def test_a_combining_mark_alone_is_as_wide_as_its_glyph() -> None:
    row = all_rows(flow_of("\u0301"))[0]
    assert row.laid.stretches(row.row, 0, 1) == [(0.0, row.row.width)]
    assert row.row.width > 0


@ONCE
@given(texts, st.data())
def test_stretches_lie_inside_the_row_and_add_up(text: str, data: st.DataObject) -> None:
    flow = flow_of(text)
    row = data.draw(st.sampled_from(all_rows(flow)))
    whole = row.laid.stretches(row.row, row.row.start, row.row.end)
    # A row of nothing but a joiner has no width.
    assert all(right > left for left, right in whole) or row.row.width == 0
    assert row.laid.stretches(row.row, row.row.end, row.row.start) == []
    assert row.laid.stretches(row.row, row.row.end, row.row.end + 5) == []


def test_a_row_grows_with_its_lanes_and_never_below_one() -> None:
    sizes = sizes_of(theme().font("section"))
    assert sizes.height(0) == sizes.height(1)
    assert sizes.height(3) == sizes.height(1) + 2 * sizes.lane


def test_the_room_of_one_lane_keeps_to_a_readable_line_height() -> None:
    font = theme().font("section")
    assert 1.6 <= sizes_of(font).height(1) / font.pixelSize() <= 2.6


def test_only_what_is_looked_at_is_laid_out() -> None:
    flow = flow_of("一行文字\n" * 5000)
    rows = list(flow.visible(1000, 1400))
    assert 5 < len(rows) < 15
    assert len(flow._laid) < 20
    assert rows[0].top <= 1000 < rows[0].top + rows[0].height


def test_glyphs_far_away_are_forgotten_and_come_again() -> None:
    flow = flow_of("一行文字\n" * 1000)
    for segment in range(600):
        flow.laid(segment)
    assert len(flow._laid) == 400
    assert 0 not in flow._laid
    assert flow.placed(0)[0].row.end == 4


def test_a_guessed_height_is_made_true_when_it_is_seen() -> None:
    flow = flow_of("iiiiiiiiii" * 20 + "\n" + "字" * 20)
    guessed = flow.height
    wrong = flow.measure(0)
    assert wrong < 0
    assert flow.measure(0) == 0.0
    assert flow.height == pytest.approx(guessed + wrong)


def test_changed_lanes_are_measured_again_only_where_they_are() -> None:
    depths = {0: 1, 1: 1}
    flow = flow_of("第一行\n第二行", lambda segment, _start, _end: depths[segment])
    flow.placed(0)
    flow.placed(1)
    depths[1] = 3
    flow.forget_height(0)
    assert (flow.is_measured(0), flow.is_measured(1)) == (False, True)
    assert flow.placed(1)[0].height == flow.sizes.height(1)
    flow.forget_height(1)
    flow.placed(1)
    assert flow.top_of(1) == flow.sizes.height(1)
    assert flow.height == flow.sizes.height(1) + flow.sizes.height(3)
    depths[0] = 2
    flow.forget_all_heights()
    assert flow.placed(1)[0].top == flow.sizes.height(1)
    flow.placed(0)
    assert flow.placed(1)[0].top == flow.sizes.height(2)


def test_the_end_of_a_wrapped_row_is_the_start_of_the_next_or_its_own() -> None:
    flow = flow_of("字" * 100)
    first = flow.row_of(0).row
    assert flow.row_of(first.end).row.start == first.end
    assert flow.row_of(first.end, upstream=True).row == first


def test_upstream_works_across_the_pieces_of_a_long_line() -> None:
    flow = flow_of("字" * 900)
    boundary = flow.laid(0).end
    assert flow.segments.starts[1] == boundary
    assert flow.row_of(boundary).segment == 1
    assert flow.row_of(boundary, upstream=True).segment == 0


@ONCE
@given(texts, st.lists(st.sampled_from(["left", "right", "run_left", "run_right", "up", "down", "home", "end",
                                        "page_up", "page_down", "top", "bottom"]), max_size=30))  # fmt: skip
def test_any_walk_of_the_caret_stays_on_stops(text: str, walk: list[str]) -> None:
    flow = flow_of(text)
    path = CaretPath(flow)
    caret, upstream = 0, False
    for move in walk:
        caret, upstream = path.go(move, caret, upstream=upstream, page=120.0)
        assert 0 <= caret <= len(text)
        assert is_stop(text, caret) or text[caret - 1 : caret + 1] == "\r\n"


def test_left_and_right_undo_each_other() -> None:
    flow = flow_of("甲👨‍👩‍👧e\u0301\r\n乙")
    path = CaretPath(flow)
    met = [0]
    while met[-1] < len(flow.text):
        met.append(path.go("right", met[-1], upstream=False)[0])
    back = [len(flow.text)]
    while back[-1] > 0:
        back.append(path.go("left", back[-1], upstream=False)[0])
    assert back == met[::-1]
