"""What is under the pointer."""

from __future__ import annotations

import random

import pytest

from desktop.annotation import edits
from desktop.annotation.document import Document, Step, adding, removing
from desktop.annotation.history import History
from desktop.annotation.hits import Part, ShapeTable, part_at, touched, union
from desktop.annotation.shapes.box import Box

from .samples import box, sheet


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (10, 10, "top-left"),
        (50, 12, "top-right"),
        (8, 40, "bottom-left"),
        (52, 42, "bottom-right"),
        (10, 25, "left"),
        (51, 25, "right"),
        (30, 9, "top"),
        (30, 42, "bottom"),
        (30, 25, "body"),
        (5, 25, None),
        (30, 60, None),
    ],
)
def test_a_corner_comes_before_a_side_and_a_side_before_the_body(
    x: float, y: float, part: Part | None
) -> None:
    assert part_at(box("a", 10, 10, 50, 40), x, y, 3.0) == part


def test_a_tiny_box_keeps_a_body_to_be_moved_by() -> None:
    assert part_at(box("a", 10, 10, 16, 16), 13, 13, 8.0) == "body"


def test_the_smallest_box_under_the_pointer_comes_first() -> None:
    document = Document(
        [box("small", 20, 20, 30, 30), box("big", 0, 0, 100, 100), box("middle", 10, 10, 60, 60)]
    )
    assert ShapeTable(["car"], document).under(25, 25, 0.0) == ["small", "middle", "big"]


def test_of_two_equal_boxes_the_one_drawn_last_comes_first() -> None:
    document = Document([box("old", 0, 0, 10, 10), box("new", 0, 0, 10, 10)])
    assert ShapeTable(["car"], document).under(5, 5, 0.0) == ["new", "old"]


def test_hidden_boxes_are_not_hit() -> None:
    table = ShapeTable(["car"], Document([box("a", 0, 0, 10, 10, hidden=True)]))
    assert table.under(5, 5, 0.0) == []
    assert table.inside(-1, -1, 99, 99) == []
    assert len(table) == 1


def test_inside_takes_only_boxes_that_lie_wholly_inside() -> None:
    table = ShapeTable(["car"], Document([box("in", 10, 10, 20, 20), box("across", 15, 15, 60, 60)]))
    assert table.inside(5, 5, 30, 30) == ["in"]
    assert [table.ids[row] for row in table.within(5, 5, 30, 30)] == ["in", "across"]


def test_a_label_nobody_knows_has_a_code_of_its_own() -> None:
    table = ShapeTable(["bus", "car"], Document([box("a", 0, 0, 1, 1), Box("b", "ufo", 0, 0, 1, 1)]))
    assert table.codes.tolist() == [1, 2]


def test_the_table_follows_every_step_as_if_it_were_read_anew() -> None:
    chance = random.Random(7)
    on = sheet(*(box(f"b{place}", place, place, place + 20, place + 10) for place in range(8)))
    history = History(on.document)
    table = ShapeTable(["car", "bus"], on.document)
    history.listen(lambda step: table.follow(step, on.document))
    for turn in range(200):
        _one_change(chance, on.document, history, turn)
        fresh = ShapeTable(["car", "bus"], on.document)
        assert table.ids == fresh.ids
        assert (table.bounds == fresh.bounds).all()
        assert (table.codes == fresh.codes).all()
        assert (table.hidden == fresh.hidden).all()


def test_touched_names_both_states_of_a_changed_box() -> None:
    on = sheet(box("a", 10, 10, 30, 30))
    step = edits.nudge(on, ["a"], 5, 0)
    assert touched(step) == [(10, 10, 30, 30), (15, 10, 35, 30)]


def test_the_union_of_boxes_holds_them_all() -> None:
    assert union([box("a", 10, 10, 30, 30), box("b", 5, 20, 20, 60)]) == (5, 10, 30, 60)
    assert union([]) is None


def _one_change(chance: random.Random, document: Document, history: History, turn: int) -> None:
    ids = [mark.id for mark in document]
    some = chance.sample(ids, min(len(ids), 2))
    kind = chance.randrange(6)
    steps: list[Step] = []
    if kind == 0 or len(ids) < 3:
        steps = [adding("画框", document, box(f"n{turn}", 1, 2, 30, 40))]
    elif kind == 1:
        steps = [removing("删除", document, *some)]
    elif kind == 2:
        steps = [edits.hide(document, some, hidden=chance.random() < 0.5)]
    elif kind == 3:
        steps = [edits.relabel(document, some, "bus", name="改", attributes=lambda _mark: {})]
    for step in steps:
        history.do(step)
    if kind == 4:
        history.undo()
    if kind == 5:
        history.redo()
