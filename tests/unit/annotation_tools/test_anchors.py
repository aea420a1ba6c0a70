"""A point snaps to a neighbour's corner, else to its border, however many points lie around."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop.annotation.document import Document
from desktop.annotation.geometry.points import distance
from desktop.annotation.geometry.vertices import spot_near
from desktop.annotation.hits import ShapeTable
from desktop.annotation.limits import Limits, Sheet
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.tools.snapping import Anchor, anchor_at
from desktop.annotation.tools.strokes import Context, Pointer, Settings
from tests.unit.annotation_tools.samples_of_kinds import ring

FRAME = Polygon(
    "frame",
    "car",
    (((0, 0), (100, 0), (100, 100), (0, 100)), ((30, 30), (30, 70), (70, 70), (70, 30))),
)
LINE = Polyline("line", "car", ((200, 0), (200, 100)))
ROUND = Ellipse("round", "car", 300, 50, 20, 20, 0)


def context(shapes: Sequence[Shape], *, snap: bool = True, shared: bool = False) -> Context:
    document = Document(shapes)
    sheet = Sheet(document, 400, 300, limits={"car": Limits(shared_borders=shared)})
    return Context(sheet, ShapeTable(["car"], document), "car", "车", settings=Settings(snap=snap))


@pytest.fixture
def scene() -> Context:
    return context([FRAME, LINE, ROUND])


def test_a_corner_comes_before_a_nearer_border(scene: Context) -> None:
    assert anchor_at(scene, Pointer(97, 1)) == Anchor((100, 0), "frame", 0)
    assert anchor_at(scene, Pointer(50, 2)) == Anchor((50, 0), "frame", 0)
    assert anchor_at(scene, Pointer(50, 20)) is None


def test_the_border_of_a_hole_is_a_path_of_its_own(scene: Context) -> None:
    assert anchor_at(scene, Pointer(71, 71)) == Anchor((70, 70), "frame", 1)
    assert anchor_at(scene, Pointer(50, 69)) == Anchor((50, 70), "frame", 1)
    assert anchor_at(scene, Pointer(50, 32)) == Anchor((50, 30), "frame", 1), "the edge that closes it"


def test_an_open_line_has_no_edge_back(scene: Context) -> None:
    assert anchor_at(scene, Pointer(201, 50)) == Anchor((200, 50), "line", 0)
    bent = context([Polyline("bent", "car", ((0, 0), (50, 0), (50, 50)))])
    assert anchor_at(bent, Pointer(24, 26)) is None


def test_what_has_no_real_corners_is_not_snapped_to(scene: Context) -> None:
    assert anchor_at(scene, Pointer(320, 50)) is None


def test_ctrl_a_switch_and_the_mark_in_hand_suspend_it(scene: Context) -> None:
    pointer = Pointer(99, 1)
    assert anchor_at(scene, replace(pointer, adds=True)) is None
    assert anchor_at(scene, pointer, skip={"frame"}) is None
    assert anchor_at(context([FRAME], snap=False), pointer) is None
    assert anchor_at(context([FRAME], snap=False, shared=True), pointer) is not None, "the order asks for it"
    assert anchor_at(context([]), pointer) is None


def test_a_hidden_mark_is_not_there() -> None:
    assert anchor_at(context([replace(FRAME, hidden=True)]), Pointer(99, 1)) is None


def test_a_corner_outside_the_picture_is_not_snapped_to() -> None:
    outside = context([Polygon("p", "car", (((-20, -20), (50, -2), (50, 50)),))])
    assert anchor_at(outside, Pointer(49, 0)) is None
    assert anchor_at(outside, Pointer(49, 49)) is not None


@pytest.mark.parametrize("seed", range(5))
def test_the_nearest_of_hundreds_is_found(seed: int) -> None:
    chance = random.Random(seed)
    shapes: list[Shape] = [
        Polygon(f"p{number}", "car", (ring(chance, *_spot(chance), 40, 9),)) for number in range(300)
    ]
    shapes += [Box(f"b{number}", "car", *_spot(chance), 250, 250) for number in range(5)]
    crowd = context(shapes)
    for _try in range(40):
        pointer = Pointer(*_spot(chance), reach=chance.choice((2.0, 6.0)))
        lines = [(shape, points) for shape in shapes for points, _closed in shape.paths]
        corner, _id = min((distance(point, pointer.at), shape.id) for shape, line in lines for point in line)
        border, owner = min(
            (spot_near(line, pointer.at, closed=True).away, shape.id) for shape, line in lines
        )
        found = anchor_at(crowd, pointer)
        if found is None:
            assert border > pointer.reach
        elif corner <= pointer.reach:
            assert distance(found.point, pointer.at) == pytest.approx(corner)
        else:
            assert (distance(found.point, pointer.at), found.mark_id) == (pytest.approx(border), owner)


def _spot(chance: random.Random) -> tuple[float, float]:
    # Far enough from the border that the outlines around it stay in the picture: nothing snaps to a place outside.
    return chance.uniform(45, 240), chance.uniform(45, 240)
