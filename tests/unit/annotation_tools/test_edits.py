"""What keys and buttons do to boxes."""

from __future__ import annotations

import pytest

from desktop.annotation import edits
from desktop.annotation.history import History
from desktop.annotation.hits import Side
from desktop.annotation.shapes.box import Box

from .samples import box, sheet


def test_a_nudge_moves_by_a_pixel_and_stops_at_the_border() -> None:
    on = sheet(box("a", 1, 10, 30, 40))
    history = History(on.document)
    history.do(edits.nudge(on, ["a"], -1, 0))
    history.do(edits.nudge(on, ["a"], -1, 0))
    assert on.document.boxes()[0].corners == (0, 10, 29, 40)
    assert history.next_undo == "微移"
    history.undo()
    assert history.next_undo == ""


@pytest.mark.parametrize(
    ("side", "outward", "corners"),
    [
        ("left", 2, (8, 10, 30, 40)),
        ("top", 2, (10, 8, 30, 40)),
        ("right", 2, (10, 10, 32, 40)),
        ("bottom", 2, (10, 10, 30, 42)),
        ("left", -2, (12, 10, 30, 40)),
        ("right", -100, (10, 10, 11, 40)),
        ("bottom", 500, (10, 10, 30, 100)),
        ("top", 500, (10, 0, 30, 40)),
    ],
)
def test_a_side_moves_out_or_in_but_never_past_border_or_opposite(
    side: Side, outward: float, corners: tuple[float, ...]
) -> None:
    on = sheet(box("a", 10, 10, 30, 40))
    History(on.document).do(edits.stretch(on, ["a"], side, outward))
    assert on.document.boxes()[0].corners == corners


def test_a_duplicate_has_an_id_of_its_own_and_lies_inside_the_picture() -> None:
    on = sheet(box("a", 150, 60, 198, 98, locked=True, hidden=True))
    History(on.document).do(edits.duplicate(on, ["a"]))
    original, copy = on.document.boxes()
    assert copy.id != original.id
    assert copy.corners == (138, 48, 186, 86)
    assert (copy.locked, copy.hidden) == (False, False)


def test_a_duplicate_of_a_box_as_big_as_the_picture_stays_inside() -> None:
    on = sheet(box("a", 0, 0, 200, 100))
    History(on.document).do(edits.duplicate(on, ["a"]))
    assert on.document.boxes()[1].corners == (0, 0, 200, 100)


def test_locked_boxes_withstand_everything_but_class_and_attributes() -> None:
    on = sheet(box("a", 10, 10, 30, 40, locked=True))
    assert edits.erase(on.document, ["a"]).edits == ()
    assert edits.nudge(on, ["a"], 5, 5).edits == ()
    assert edits.stretch(on, ["a"], "left", 5).edits == ()
    assert len(edits.answer(on.document, ["a"], "occluded", "1").edits) == 1
    relabelled = edits.relabel(on.document, ["a"], "bus", name="改", attributes=lambda _mark: {})
    assert len(relabelled.edits) == 1


def test_an_answer_may_be_given_and_taken_away() -> None:
    on = sheet(Box("a", "car", 1, 2, 3, 4, attributes={"cut": True}))
    history = History(on.document)
    history.do(edits.answer(on.document, ["a"], "occluded", "2"))
    assert on.document["a"].attributes == {"cut": True, "occluded": "2"}
    history.do(edits.answer(on.document, ["a"], "cut", None))
    assert on.document["a"].attributes == {"occluded": "2"}
    history.undo()
    history.undo()
    assert on.document["a"].attributes == {"cut": True}


def test_strangers_and_equal_states_make_no_edits() -> None:
    on = sheet(box("a", 10, 10, 30, 40))
    assert edits.erase(on.document, ["nobody"]).edits == ()
    assert edits.hide(on.document, ["a"], hidden=False).edits == ()
    assert edits.lock(on.document, ["a"], locked=False).edits == ()
    assert edits.relabel(on.document, ["a"], "car", name="改", attributes=lambda _mark: {}).edits == ()
