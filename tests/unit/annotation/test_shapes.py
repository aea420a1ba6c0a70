"""Every kind of shape: what it covers, how it is dragged, and that it reads back as it was written."""

from __future__ import annotations

import base64
import json
import math
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.codec import decode_mark, decode_step, encode_mark, encode_step
from desktop.annotation.document import Document, Repaint, Step, reordering, repainting
from desktop.annotation.geometry.points import ring_area
from desktop.annotation.marks import SHAPES
from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.rotated import TURN, RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from tests.unit.annotation.shapes import masks, moving, numbers, points, shapes

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
HOLE = ((2.0, 2.0), (4.0, 2.0), (4.0, 4.0), (2.0, 4.0))


def close(a: Any, b: Any) -> bool:
    """Tell whether two rows of numbers are the same but for rounding."""
    return bool(np.allclose(a, b, atol=1e-6))


def ring_mask(size: int = 300, at: tuple[int, int] = (200, 200)) -> Mask:
    """A frame of pixels over four tiles."""
    bits = np.ones((size, size), np.bool_)
    bits[20:-20, 20:-20] = False
    made = mask_of("m", "part", bits, *at)
    assert made is not None
    return made


# -- all of them


@given(shapes)
def test_a_shape_reads_back_as_it_was_written(shape: Shape) -> None:
    assert decode_mark(json.loads(json.dumps(encode_mark(shape)))) == shape


@given(shapes)
def test_every_kind_is_in_the_table_under_its_own_name(shape: Shape) -> None:
    assert SHAPES[shape.kind] is type(shape)


@given(moving, st.integers(-900, 900), st.integers(-900, 900))
def test_moving_moves_bounds_and_handles_and_keeps_the_area(shape: Shape, dx: int, dy: int) -> None:
    moved = shape.moved(dx, dy)
    assert close(moved.bounds, np.add(shape.bounds, (dx, dy, dx, dy)))
    assert close(np.array(moved.handles), np.add(shape.handles, (dx, dy)))
    assert math.isclose(moved.area, shape.area, rel_tol=1e-6, abs_tol=1e-2)
    assert moved.id == shape.id


@given(moving)
def test_every_line_lies_inside_the_bounds(shape: Shape) -> None:
    x1, y1, x2, y2 = shape.bounds
    for path, _closed in shape.paths[:1]:
        for x, y in path:
            assert x1 - 1e-6 <= x <= x2 + 1e-6
            assert y1 - 1e-6 <= y <= y2 + 1e-6


@given(moving, st.data())
def test_a_handle_goes_where_it_is_put_and_another_place_is_refused(
    shape: Shape, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(shape.handles) - 1))
    same = shape.with_handle(place, *shape.handles[place])
    if not isinstance(shape, RotatedBox | Ellipse | Skeleton):
        assert same == shape
    x, y = data.draw(points)
    assert shape.with_handle(place, x, y).id == shape.id
    if shape.kind in {"polygon", "polyline", "point", "quad", "skeleton"}:
        assert close(shape.with_handle(place, x, y).handles[place], (x, y))
        with pytest.raises(IndexError):
            shape.with_handle(len(shape.handles), x, y)


# -- one by one


def test_a_polygon_s_holes_count_against_its_area() -> None:
    assert Polygon("p", "a", (SQUARE, HOLE)).area == 96


def test_a_ring_that_runs_clockwise_as_seen_has_a_positive_area() -> None:
    assert ring_area(SQUARE) == 100
    assert ring_area(SQUARE[::-1]) == -100


def test_the_heading_of_a_rotated_box_is_where_its_front_points() -> None:
    east = RotatedBox("r", "car", 100, 100, 40, 20, 0)
    assert close(east.front, (120, 100))
    assert close(east.corners, [(120, 90), (120, 110), (80, 110), (80, 90)])
    south = RotatedBox("r", "car", 100, 100, 40, 20, 90)
    assert close(south.front, (100, 120))
    assert close(south.bounds, (90, 80, 110, 120))


@given(st.floats(-2000, 2000))
def test_an_angle_is_kept_between_0_and_360(angle: float) -> None:
    box = RotatedBox("r", "car", 0, 0, 4, 2, angle)
    assert 0 <= box.angle < 360
    assert math.isclose(math.cos(math.radians(box.angle)), math.cos(math.radians(angle)), abs_tol=1e-9)


@given(numbers, numbers, st.floats(5, 400), st.floats(5, 400), st.floats(0, 359), st.integers(0, 3), points)
def test_dragging_a_corner_keeps_the_opposite_one_and_the_angle(
    cx: float, cy: float, width: float, height: float, angle: float, place: int, to: tuple[float, float]
) -> None:
    box = RotatedBox("r", "car", cx, cy, width, height, angle)
    after = box.with_handle(place, *to)
    fixed = box.corners[(place + 2) % 4]
    assert after.angle == box.angle
    assert any(close(corner, fixed) for corner in after.corners)
    assert any(close(corner, to) for corner in after.corners)


def test_the_turning_handle_points_the_front_at_the_pointer() -> None:
    box = RotatedBox("r", "car", 100, 100, 40, 20, 0).with_handle(TURN, 100, 500)
    assert box.angle == 90
    assert (box.width, box.height, box.cx, box.cy) == (40, 20, 100, 100)


def test_a_turned_ellipse_is_bounded_exactly() -> None:
    across = math.sqrt((30**2 + 10**2) / 2)
    found = Ellipse("e", "hole", 50, 50, 30, 10, 45).bounds
    assert close(found, (50 - across, 50 - across, 50 + across, 50 + across))


def test_joints_out_of_the_picture_do_not_widen_a_skeleton() -> None:
    figure = Skeleton("s", "man", (Joint(10, 10), Joint(20, 30, "hidden"), Joint(999, 999, "out")))
    assert figure.bounds == (10, 10, 20, 30)


def test_a_joint_that_is_dragged_in_becomes_visible_and_a_hidden_one_stays_hidden() -> None:
    figure = Skeleton("s", "man", (Joint(10, 10, "hidden"), Joint(0, 0, "out")))
    assert figure.with_handle(1, 5, 6).joints[1] == Joint(5, 6, "visible")
    assert figure.with_handle(0, 5, 6).joints[0] == Joint(5, 6, "hidden")


def test_the_length_of_a_line_is_that_of_its_parts() -> None:
    assert Polyline("l", "lane", ((0, 0), (3, 4), (3, 10))).length == 11


# -- masks


@given(masks)
def test_a_mask_s_bounds_and_area_are_those_of_its_pixels(mask: Mask) -> None:
    x1, y1, x2, y2 = mask.box
    bits = mask.bits()
    assert bits.shape == (y2 - y1, x2 - x1)
    assert bits.sum() == mask.area
    assert bits[0].any()
    assert bits[-1].any()
    assert bits[:, 0].any()
    assert bits[:, -1].any()


@given(masks, st.integers(0, 300), st.integers(0, 300))
def test_a_moved_mask_has_the_same_pixels_elsewhere(mask: Mask, dx: int, dy: int) -> None:
    moved = mask.moved(dx, dy)
    assert (moved.bits() == mask.bits()).all()
    assert close(moved.bounds, np.add(mask.bounds, (dx, dy, dx, dy)))
    assert moved.moved(-dx, -dy) == mask


def test_a_mask_is_not_moved_past_the_picture_s_corner() -> None:
    with pytest.raises(ValueError, match="cannot be moved"):
        ring_mask().moved(-201, 0)


def test_a_mask_holds_its_pixels_and_no_others() -> None:
    mask = ring_mask()
    assert mask.holds(200, 200)
    assert mask.holds(499.9, 499.9)
    assert not mask.holds(500, 499)
    assert not mask.holds(300, 300)
    assert not mask.holds(5, 5)


def test_a_full_tile_is_kept_once() -> None:
    tiles = bitmap.tiles_of(np.ones((512, 512), np.bool_), 0, 0)
    assert all(tile is bitmap.FULL for tile in tiles.values())
    assert bitmap.count(tiles) == 512 * 512


def test_a_stroke_is_kept_as_the_tiles_it_changed_and_undone_by_them() -> None:
    mask = ring_mask()
    bits = mask.bits()
    bits[0, 0] = False
    after = bitmap.tiles_of(bits, 200, 200)
    step = repainting("擦除", mask, after)
    (edit,) = step.edits
    assert isinstance(edit, Repaint)
    assert list(edit.tiles) == [(0, 0)]
    document = Document([mask])
    document.apply(step)
    changed = document["m"]
    assert isinstance(changed, Mask)
    assert changed.area == mask.area - 1
    assert changed.tiles[1, 1] is mask.tiles[1, 1]
    document.apply(step.inverse())
    assert document["m"] == mask


def test_a_stroke_over_pixels_that_changed_meanwhile_is_refused_whole() -> None:
    mask = ring_mask()
    bits = mask.bits()
    bits[:10] = False
    step = repainting("擦除", mask, bitmap.tiles_of(bits, 200, 200))
    document = Document([mask])
    document.apply(step)
    with pytest.raises(ValueError, match="expected state"):
        document.apply(step)
    with pytest.raises(ValueError, match="no mask"):
        Document([Box("m", "car", 0, 0, 1, 1)]).apply(step)


@given(masks, st.integers(0, 2**32))
def test_a_stroke_reads_back_as_it_was_written(mask: Mask, seed: int) -> None:
    bits = mask.bits()
    flips = np.random.default_rng(seed).random(bits.shape) < 0.01
    flips[0, 0] = False
    bits[0, 0] = True
    step = repainting("画笔", mask, bitmap.tiles_of(bits ^ flips, mask.box[0], mask.box[1]))
    assert decode_step(json.loads(json.dumps(encode_step(step)))) == step


def test_nothing_changed_is_no_stroke() -> None:
    assert repainting("画笔", ring_mask(), ring_mask().tiles) == Step("画笔", ())


HOSTILE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("box must be four whole numbers", {"box": [0, 0, 1], "bits": ""}),
    ("box must be four whole numbers", {"box": [0, 0, 1.5, 1], "bits": ""}),
    ("box must lie in a picture", {"box": [0, 0, 10**6, 10**6], "bits": ""}),
    ("box must lie in a picture", {"box": [-1, 0, 4, 4], "bits": ""}),
    ("box must lie in a picture", {"box": [0, 0, 0, 4], "bits": ""}),
    ("bits must be a text", {"box": [0, 0, 4, 4], "bits": 5}),
    ("bits cannot be read", {"box": [0, 0, 4, 4], "bits": "%%%"}),
    ("bits cannot be read", {"box": [0, 0, 4, 4], "bits": base64.b64encode(b"no zlib").decode()}),
    ("bits must hold 2 bytes", {"box": [0, 0, 4, 4], "bits": bitmap.deflate(b"\xff" * 3)}),
    ("bits must hold 2 bytes", {"box": [0, 0, 4, 4], "bits": bitmap.deflate(b"\xff")}),
    ("at least one pixel", {"box": [0, 0, 4, 4], "bits": bitmap.deflate(b"\0\0")}),
)


@pytest.mark.parametrize(("said", "geometry"), HOSTILE)
def test_a_mask_that_lies_about_itself_is_refused(said: str, geometry: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=said):
        decode_mark({"id": "m", "label": "part", "type": "mask", **geometry})


def test_a_bomb_of_bits_is_not_unpacked() -> None:
    bomb = base64.b64encode(zlib.compress(bytes(50_000_000), 9)).decode()
    with pytest.raises(ValueError, match="bits must hold 2 bytes, got 3"):
        decode_mark({"id": "m", "label": "part", "type": "mask", "box": [0, 0, 4, 4], "bits": bomb})


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "polygon", "rings": []},
        {"type": "polygon", "rings": [[[0, 0], [1, 1]]]},
        {"type": "polygon", "rings": "abc"},
        {"type": "polygon", "rings": [[[0, 0], [1, float("nan")], [2, 2]]]},
        {"type": "polyline", "points": [[0, 0]]},
        {"type": "point", "point": [1, "2"]},
        {"type": "skeleton", "joints": [[0, 0, "asleep"]]},
        {"type": "skeleton", "joints": []},
        {"type": "ellipse", "ellipse": [0, 0, -1, 4, 0]},
        {"type": "rotated", "box": [0, 0, -1, 4, 0]},
        {"type": "rotated", "box": [0, 0, 4, 4]},
        {"type": "quad", "points": [[0, 0], [1, 0], [1, 1]]},
        {"type": "quad", "points": [[0, 0], [1, 0], [1, 1], [0, 1]], "text": "x" * 2001},
        {"type": "flag", "target": 5, "box": [0, 0, 1, 1]},
        {"type": "flag", "target": None, "box": [3, 0, 1, 1]},
    ],
)
def test_impossible_geometry_is_refused(geometry: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode_mark({"id": "x", "label": "y", **geometry})


# -- order


@given(st.permutations(list("abcdef")), st.permutations(list("abcdef")))
def test_marks_are_brought_into_any_order_and_back(before: list[str], after: list[str]) -> None:
    document = Document(Box(name, "car", 0, 0, 1, 1) for name in before)
    step = reordering("置顶", document, after)
    document.apply(step)
    assert [mark.id for mark in document] == after
    document.apply(step.inverse())
    assert [mark.id for mark in document] == before


def test_an_order_that_forgets_a_mark_is_refused() -> None:
    document = Document([Box("a", "car", 0, 0, 1, 1), Box("b", "car", 0, 0, 1, 1)])
    with pytest.raises(ValueError, match="names every mark"):
        reordering("置顶", document, ["a"])
