"""The table of shapes: what lies under a point by its true shape, and never another state than the document's."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from desktop.annotation import hits
from desktop.annotation.document import Document, Step, adding, removing, reordering, repainting, replacing
from desktop.annotation.history import History
from desktop.annotation.hits import KINDS, ShapeTable
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.bitmap import tiles_of
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.annotation.shapes.tag import Tag

from .samples_of_kinds import BONES, any_shape

SIZE = (600, 500)
SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
HOLE = ((40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0))


def table_of(*shapes: Shape) -> ShapeTable:
    """Return the table of some shapes, skeletons with their lines."""
    table = ShapeTable(["car"], Document(shapes))
    table.bones = {"car": BONES}
    return table


def hit(shape: Shape, x: float, y: float, reach: float = 0.0) -> bool:
    """Tell whether a shape is hit."""
    return table_of(shape).under(x, y, reach) == [shape.id]


def test_a_polygon_is_hit_inside_but_not_in_its_hole() -> None:
    polygon = Polygon("p", "car", rings=(SQUARE, HOLE))
    assert hit(polygon, 20, 20)
    assert not hit(polygon, 50, 50)
    assert not hit(polygon, 101, 50)


def test_the_border_of_a_polygon_and_of_its_hole_is_hit_from_near() -> None:
    polygon = Polygon("p", "car", rings=(SQUARE, HOLE))
    assert hit(polygon, 102, 50, 3.0)
    assert hit(polygon, 58, 50, 3.0)
    assert not hit(polygon, 105, 50, 3.0)


def test_the_corner_of_its_bounds_is_no_part_of_a_turned_box_or_an_ellipse() -> None:
    for shape in (
        RotatedBox("r", "car", cx=50, cy=50, width=100, height=20, angle=45),
        Ellipse("e", "car", cx=50, cy=50, rx=50, ry=20, angle=45),
    ):
        assert hit(shape, 50, 50)
        assert not hit(shape, 80, 20)


def test_a_line_is_hit_near_it_only_and_not_where_its_ends_would_join() -> None:
    line = Polyline("l", "car", points=((0, 0), (100, 0), (100, 100)))
    assert hit(line, 50, 2, 3.0)
    assert not hit(line, 50, 5, 3.0)
    assert not hit(line, 50, 50, 3.0)


def test_a_point_is_hit_in_a_circle() -> None:
    assert hit(Dot("d", "car", x=10, y=10), 12, 12, 3.0)
    assert not hit(Dot("d", "car", x=10, y=10), 12.9, 12.9, 3.0)


def test_a_mask_is_hit_on_its_pixels() -> None:
    bits = np.ones((20, 20), np.bool_)
    bits[5:15, 5:15] = False
    mask = Mask("m", "car", tiles=tiles_of(bits, 250, 250))
    assert hit(mask, 251.5, 251.5)
    assert not hit(mask, 260, 260)


def test_a_skeleton_is_hit_at_joints_and_bones_but_not_at_joints_out_of_the_picture() -> None:
    joints = (Joint(10, 10), Joint(50, 10, "hidden"), Joint(90, 10), Joint(50, 80, "out"))
    skeleton = Skeleton("s", "car", joints=joints)
    assert hit(skeleton, 11, 11, 3.0)
    assert hit(skeleton, 30, 11, 3.0)
    assert hit(skeleton, 50, 10, 3.0)
    assert not hit(skeleton, 50, 45, 3.0)
    assert not hit(skeleton, 50, 80, 3.0)


def test_a_skeleton_of_a_class_without_lines_is_hit_at_its_joints_alone() -> None:
    skeleton = Skeleton("s", "other", joints=(Joint(10, 10), Joint(50, 10)))
    assert hit(skeleton, 10, 10, 2.0)
    assert not hit(skeleton, 30, 10, 2.0)


def test_a_tag_is_nowhere() -> None:
    table = table_of(Tag("t", "car"))
    assert table.under(0, 0, 50) == []
    assert table.inside(-10, -10, 600, 500) == []


def test_the_smallest_comes_first_whatever_its_kind() -> None:
    table = table_of(
        Dot("dot", "car", x=50, y=50),
        Polygon("big", "car", rings=(SQUARE,)),
        Polygon("small", "car", rings=(HOLE,)),
        Box("box", "car", 30, 30, 70, 70),
    )
    assert table.under(50, 50, 2.0) == ["dot", "small", "box", "big"]


def test_points_to_snap_to_come_nearest_first_and_not_from_what_is_skipped() -> None:
    table = table_of(Polygon("p", "car", rings=(SQUARE, HOLE)), Box("b", "car", 41, 41, 300, 300))
    assert table.vertices_near(40, 40, 5.0) == [("p", 4, (40.0, 40.0)), ("b", 0, (41.0, 41.0))]
    assert table.vertices_near(40, 40, 5.0, {"p"}) == [("b", 0, (41.0, 41.0))]
    assert table.vertices_near(20, 20, 5.0) == []


def same(table: ShapeTable, fresh: ShapeTable) -> None:
    """Assert that two tables say the same of every row."""
    assert table.ids == fresh.ids
    assert table.shapes == fresh.shapes
    for name in ("bounds", "codes", "hidden", "kinds", "tints", "groups", "counts"):
        assert (getattr(table, name) == getattr(fresh, name)).all(), name
    for row in range(len(table)):
        ours, theirs = (slice(one.starts[row], one.starts[row] + one.counts[row]) for one in (table, fresh))
        assert (table.vertices.xy[ours] == fresh.vertices.xy[theirs]).all()
        assert (table.vertices.ahead[ours] == fresh.vertices.ahead[theirs]).all()
        assert table.row(table.ids[row]) == row


@pytest.mark.parametrize("seed", range(6))
def test_a_walk_over_all_kinds_leaves_the_table_as_if_it_were_read_anew(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hits, "_SLACK", 40)
    chance = random.Random(seed)
    document = Document(any_shape(chance, f"s{n}", SIZE) for n in range(chance.randrange(25)))
    history = History(document)
    table = ShapeTable(["car", "bus"], document)
    history.listen(lambda step: table.follow(step, document))
    for turn in range(150):
        _one_step(chance, history, turn)
        if turn % 10 == 9:
            same(table, ShapeTable(["car", "bus"], document))
            x, y = chance.uniform(0, SIZE[0]), chance.uniform(0, SIZE[1])
            assert table.under(x, y, 5.0) == ShapeTable(["car", "bus"], document).under(x, y, 5.0)
    same(table, ShapeTable(["car", "bus"], document))


def _one_step(chance: random.Random, history: History, turn: int) -> None:
    document, kind = history.document, chance.randrange(8)
    ids = [mark.id for mark in document]
    some = chance.sample(ids, min(len(ids), chance.choice((1, 2, 60))))
    if kind < 2 or len(ids) < 3:
        new = [any_shape(chance, f"n{turn}-{n}", SIZE) for n in range(chance.choice((1, 3)))]
        history.do(adding("add", document, *new))
    elif kind == 2:
        history.do(removing("remove", document, *some[:5]))
    elif kind == 3:
        history.do(replacing("change", document, *(_changed(chance, document, one) for one in some)))
    elif kind == 4:
        history.do(reordering("order", document, chance.sample(ids, len(ids))))
    elif kind == 5:
        _paint(chance, history)
    elif kind == 6:
        history.undo()
    else:
        history.redo()


def _changed(chance: random.Random, document: Document, mark_id: str) -> Shape:
    shape = document[mark_id]
    assert isinstance(shape, Shape)
    if chance.random() < 0.3:
        return replace(shape, hidden=not shape.hidden, group=chance.choice(("", "g1", "g2")))
    if chance.random() < 0.4:
        return any_shape(chance, mark_id, SIZE)
    return shape if isinstance(shape, Mask) else shape.moved(chance.randint(-9, 9), chance.randint(-9, 9))


def _paint(chance: random.Random, history: History) -> None:
    masks = history.document.of(Mask)
    if masks:
        mask, side = chance.choice(masks), chance.randint(5, 300)
        tiles = tiles_of(np.ones((side, side), np.bool_), chance.randrange(100), chance.randrange(100))
        history.do(repainting("brush", mask, {**mask.tiles, **tiles}))


def test_runs_that_are_given_up_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "_SLACK", 100)
    document = Document([Polygon("p", "car", rings=(SQUARE,)), Polygon("q", "car", rings=(HOLE,))])
    table = ShapeTable(["car"], document)
    for turn in range(200):
        longer = Polygon("p", "car", rings=((*SQUARE, *((-1.0 - n, 50.0) for n in range(turn % 5))),))
        step = Step("change", replacing("", document, longer).edits)
        document.apply(step)
        table.follow(step, document)
    assert table.vertices.used <= 2 * int(table.counts.sum()) + 100 + 9
    same(table, ShapeTable(["car"], document))


def test_every_kind_has_a_number() -> None:
    assert len(set(KINDS)) == len(KINDS) == 11
