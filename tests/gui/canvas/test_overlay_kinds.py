"""Every kind of shape in tiles: what is redrawn in part is what drawing everything gives."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.annotation.document import Document, Step, adding, removing, repainting, replacing
from desktop.annotation.history import History
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.bitmap import tiles_of
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.annotation.shapes.tag import Tag
from desktop.views.widgets.canvas import overlay as overlay_module
from desktop.views.widgets.canvas.tags import class_looks
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Viewport
from tests.gui.canvas.drivers import schema
from tests.gui.canvas.kinds import SIZE, WINDOW, overlay_of, painted, some_of_every_kind, view_at
from tests.unit.annotation_tools.samples_of_kinds import MAKERS, any_shape

pytestmark = pytest.mark.usefixtures("dressed")
DRAWN = tuple(kind for kind in MAKERS if kind != "tag")
SQUARE = ((600.0, 400.0), (900.0, 400.0), (900.0, 700.0), (600.0, 700.0))
HOLE = ((700.0, 500.0), (800.0, 500.0), (800.0, 600.0), (700.0, 600.0))


def lit(document: Document, view: Viewport, x: float, y: float, **options: object) -> bool:
    """Tell whether anything is drawn at a place of the picture."""
    _table, overlay = overlay_of(document, **options)
    u, v = view.to_view(x, y)
    return bool(painted(overlay, view)[round(v), round(u), :3].any())


@pytest.mark.parametrize("count", [40, 400])
@pytest.mark.parametrize("tag", sorted(ORIENTATIONS))
def test_a_walk_over_all_kinds_redraws_what_drawing_everything_gives(tag: int, count: int) -> None:
    chance = random.Random(100 * tag + count)
    view = view_at(chance.choice((0.13, 0.5, 1.0, 2.7)), tag)
    document = some_of_every_kind(tag, count)
    table, overlay = overlay_of(document)
    history = History(document)
    history.listen(lambda step: table.follow(step, document))
    painted(overlay, view)
    for turn in range(20):
        step = _any_step(chance, document, turn)
        history.do(step)
        overlay.follow(view, step)
        if turn % 4 == 3:
            history.undo()
            overlay.follow(view, step.inverse())
        shapes = document.shapes()
        overlay.lift(view, chance.sample(shapes, min(len(shapes), turn % 3)))
    pieces = painted(overlay, view)
    overlay.clear()
    whole = painted(overlay, view)
    assert whole[..., :3].any()
    assert (whole == pieces).all()


def _any_step(chance: random.Random, document: Document, turn: int) -> Step:
    shapes = document.shapes()
    masks = document.of(Mask)
    kind = chance.randrange(5)
    some = chance.sample(shapes, min(3, len(shapes)))
    if kind == 0:
        return adding("add", document, any_shape(chance, f"n{turn}", SIZE, 200))
    if kind == 1:
        return removing("remove", document, *(shape.id for shape in some[:2]))
    if kind == 2 and masks:
        bits = np.ones((chance.randint(9, 300), chance.randint(9, 300)), np.bool_)
        tiles = tiles_of(bits, chance.randrange(800), chance.randrange(700))
        mask = chance.choice(masks)
        return repainting("brush", mask, {**mask.tiles, **tiles})
    if kind == 3:
        return replacing("hide", document, *(replace(shape, hidden=not shape.hidden) for shape in some))
    return replacing("change", document, *(any_shape(chance, shape.id, SIZE, 200) for shape in some))


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("scale", [0.1, 0.7, 4.0])
def test_every_kind_is_seen_at_every_scale(kind: ShapeKind, scale: float) -> None:
    shape = any_shape(random.Random(5), "a", SIZE, 60, kind)
    if isinstance(shape, Skeleton):
        shape = replace(shape, joints=tuple(replace(joint, state="visible") for joint in shape.joints))
    view = view_at(1.0)
    x1, y1, x2, y2 = shape.bounds
    view.zoom(scale)
    view.pan(
        *(half - at for half, at in zip((450, 350), view.to_view((x1 + x2) / 2, (y1 + y2) / 2), strict=True))
    )
    for count in (1, 400):
        copies = [replace(shape, id=f"a{number}") for number in range(count)]
        _table, overlay = overlay_of(Document(copies))
        assert painted(overlay, view)[..., :3].any(), count


def test_a_hole_is_left_out_of_the_fill() -> None:
    document = Document([Polygon("p", "car", rings=(SQUARE, HOLE))])
    assert lit(document, view_at(1.0), 650, 450)
    assert not lit(document, view_at(1.0), 750, 550)


def test_a_line_is_not_filled_and_shows_its_direction() -> None:
    there = Polyline("l", "car", points=((600, 400), (900, 400), (900, 700)))
    back = replace(there, points=there.points[::-1])
    view = view_at(1.0)
    assert not lit(Document([there]), view, 800, 500)
    seen = [painted(overlay_of(Document([line]))[1], view) for line in (there, back)]
    assert (seen[0] != seen[1]).any()


def test_a_rotated_box_shows_its_front_when_its_class_has_one() -> None:
    shape = MAKERS["rotated"](random.Random(1), 700, 500, 100, ("r", "car"))
    view = view_at(1.0)
    seen = []
    for heading in (False, True):
        _table, overlay = overlay_of(Document([shape]))
        looks = class_looks(schema().labels, 1.0)
        overlay.dress([replace(looks[0], heading=heading), *looks[1:]], 1.0)
        seen.append(painted(overlay, view))
    assert (seen[0] != seen[1]).any()


def test_a_hidden_joint_is_hollow_and_one_out_of_the_picture_is_not_drawn() -> None:
    view = view_at(2.0)
    joints = (Joint(600, 500), Joint(700, 500, "hidden"), Joint(800, 500, "out"), Joint(650, 600))
    document = Document([Skeleton("s", "ufo", joints=joints)])
    _table, overlay = overlay_of(document)
    shown = painted(overlay, view)
    colour = class_looks(schema().labels, 1.0)[-1].colour
    middles = [shown[round(v), round(u), 2::-1].tolist() for u, v in (view.to_view(j.x, j.y) for j in joints)]
    assert middles[0] == [colour.red(), colour.green(), colour.blue()]
    assert max(middles[1]) < 40
    assert middles[2] == [0, 0, 0]
    u, v = (round(value) for value in view.to_view(700, 500))
    assert shown[v - 8 : v + 8, u - 8 : u + 8, :3].any()


def test_points_are_numbered_within_their_class_where_they_are_few() -> None:
    document = Document(
        [Dot("a", "car", x=600, y=500), Dot("b", "bus", x=700, y=500), Dot("c", "car", x=800, y=500)]
    )
    _table, overlay = overlay_of(document)
    assert [overlay._drawing._number(row) for row in range(3)] == [1, 1, 2]
    assert lit(document, view_at(1.0), 800, 500)


def test_a_crack_one_pixel_wide_is_seen_when_zoomed_far_out() -> None:
    bits = np.zeros((1, 900), np.bool_)
    bits[0] = True
    document = Document([Mask("m", "car", tiles=tiles_of(bits, 300, 501))])
    view = view_at(0.11)
    _table, overlay = overlay_of(document)
    shown = painted(overlay, view)[..., :3].any(axis=2)
    assert shown.any(axis=0).sum() >= 900 * 0.11 - 2


@pytest.mark.parametrize("tag", sorted(ORIENTATIONS))
@pytest.mark.parametrize("scale", [0.4, 1.0, 3.0])
def test_a_mask_is_seen_on_its_pixels_however_the_picture_is_turned(tag: int, scale: float) -> None:
    bits = np.zeros((200, 300), np.bool_)
    bits[:, :100] = True
    document = Document([Mask("m", "car", tiles=tiles_of(bits, 700, 500))])
    view = view_at(scale, tag)
    assert lit(document, view, 750, 600)
    assert not lit(document, view, 850, 600)
    assert not lit(document, view, 650, 600)


def test_a_quad_at_rest_hides_nothing_of_the_line_above_it() -> None:
    quad = Quad("q", "car", corners=SQUARE, text="合计 128.00")
    for text in (quad.text, ""):
        document = Document([replace(quad, text=text)])
        assert lit(document, view_at(1.0), 750, 400)
        assert not lit(document, view_at(1.0), 604, 392)


def test_a_flag_carries_a_badge_at_its_corner() -> None:
    flag = Flag("f", "car", target=None, x1=600, y1=400, x2=900, y2=700)
    assert lit(Document([flag]), view_at(1.0), 905, 394)
    assert not lit(Document([Tag("t", "car"), replace(flag, hidden=True)]), view_at(1.0), 905, 394)


def test_a_yes_to_an_attribute_makes_the_outline_dashed() -> None:
    box = Box("b", "car", 600, 400, 900, 700)
    view = view_at(1.0)
    shown = []
    for value in ("0", "2", False, True):
        shown.append(painted(overlay_of(Document([replace(box, attributes={"occluded": value})]))[1], view))
    plain = painted(overlay_of(Document([box]))[1], view)
    assert [bool((one == plain).all()) for one in shown] == [True, False, True, False]


# -- options


def colours_of(document: Document, **options: object) -> set[tuple[int, ...]]:
    """Return the colours in the window."""
    _table, overlay = overlay_of(document, **options)
    shown = painted(overlay, view_at(1.0))[..., :3].reshape(-1, 3)
    return {tuple(colour) for colour in np.unique(shown, axis=0).tolist()}


def test_marks_of_one_class_differ_when_each_has_its_colour() -> None:
    boxes = [Box(f"b{n}", "car", 500 + 90 * n, 400, 560 + 90 * n, 460) for n in range(5)]
    one = colours_of(Document(boxes), tags=False)
    many = colours_of(Document(boxes), tags=False, colouring="instance")
    assert len(many) > len(one)


def test_marks_of_a_group_have_one_colour_and_those_in_none_another() -> None:
    boxes = [
        Box(f"b{n}", "car", 500 + 90 * n, 400, 560 + 90 * n, 460, group="g" if n < 2 else "")
        for n in range(4)
    ]
    both = colours_of(Document(boxes), tags=False, colouring="group")
    first = colours_of(Document(boxes[:2]), tags=False, colouring="group")
    assert first < both


def test_more_fill_is_brighter_and_none_is_empty() -> None:
    document = Document([Polygon("p", "car", rings=(SQUARE,))])
    view = view_at(1.0)
    assert not lit(document, view, 650, 450, fill=0.0)
    seen = [int(painted(overlay_of(document, fill=fill)[1], view).sum()) for fill in (0.1, 0.5)]
    assert seen[0] < seen[1]


def test_without_tags_there_are_none() -> None:
    document = Document([Box("b", "car", 600, 400, 900, 700)])
    assert lit(document, view_at(1.0), 604, 388)
    assert not lit(document, view_at(1.0), 604, 388, tags=False)


# -- time


def test_no_tile_is_made_after_the_time_is_over_and_all_are_made_in_the_end() -> None:
    view = view_at(1.0)
    _table, overlay = overlay_of(some_of_every_kind(3, 300))
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert not overlay.paint(painter, view, WINDOW, until=0.0)
    steps = 0
    while overlay.advance(view, WINDOW):
        steps += 1
    assert steps > len(overlay._sheets[1.0].tiles)
    assert overlay.paint(painter, view, WINDOW, until=0.0)
    painter.end()
    sliced = painted(overlay, view)
    overlay.clear()
    assert (painted(overlay, view) == sliced).all()


def test_a_step_between_two_slices_is_not_lost() -> None:
    view = view_at(1.0)
    document = some_of_every_kind(4, 200)
    table, overlay = overlay_of(document)
    overlay.advance(view, WINDOW)
    gone = [shape.id for shape in document.shapes()[:150]]
    step = removing("remove", document, *gone)
    document.apply(step)
    table.follow(step, document)
    overlay.follow(view, step)
    while overlay.advance(view, WINDOW):
        pass
    sliced = painted(overlay, view)
    overlay.clear()
    assert (painted(overlay, view) == sliced).all()


def test_while_a_scale_is_made_another_one_stands_in_for_it() -> None:
    _table, overlay = overlay_of(Document([Polygon("p", "car", rings=(SQUARE,))]))
    painted(overlay, view_at(1.0))
    view = view_at(2.0)
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    assert not overlay.paint(painter, view, WINDOW, until=0.0)
    painter.end()
    assert image.pixelColor(*(round(value) for value in view.to_view(750, 550))) != QColor("black")


def test_tiles_of_another_scale_are_drawn_again_after_a_step() -> None:
    document = some_of_every_kind(6, 60)
    table, overlay = overlay_of(document)
    near, far = view_at(1.0), view_at(0.4)
    painted(overlay, far)
    painted(overlay, near)
    step = removing("remove", document, *(shape.id for shape in document.shapes()[::2]))
    document.apply(step)
    table.follow(step, document)
    overlay.follow(near, step)
    pieces = painted(overlay, far)
    overlay.clear()
    assert (painted(overlay, far) == pieces).all()


def test_where_much_must_be_redrawn_the_old_is_shown_until_the_new_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(overlay_module, "AT_ONCE", 10)
    document = some_of_every_kind(7, 120)
    table, overlay = overlay_of(document)
    view = view_at(1.0)
    before = painted(overlay, view)
    big = Polygon("p", "car", rings=(((0, 0), (1500, 0), (1500, 1100), (0, 1100)),))
    step = adding("add", document, big)
    document.apply(step)
    table.follow(step, document)
    overlay.follow(view, step)
    assert overlay._sheets[1.0].outdated
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    overlay.paint(painter, view, WINDOW, until=0.0)
    painter.end()
    assert (np.frombuffer(image.constBits(), np.uint8).reshape(700, 900, 4) == before).all()
    assert (painted(overlay, view) != before).any()
    assert not overlay._sheets[1.0].outdated


def test_only_the_last_scales_are_kept() -> None:
    _table, overlay = overlay_of(some_of_every_kind(8, 5))
    for scale in (0.3, 0.5, 1.0, 2.0, 3.0):
        painted(overlay, view_at(scale))
    assert list(overlay._sheets) == [1.0, 2.0, 3.0]


def test_a_part_is_painted_as_the_whole_would_be() -> None:
    _table, overlay = overlay_of(some_of_every_kind(9, 100))
    view = view_at(1.0)
    whole = painted(overlay, view)
    part = painted(overlay, view, QRectF(200, 150, 300, 200))
    assert (part[150:350, 200:500] == whole[150:350, 200:500]).all()


def test_shapes_are_drawn_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    low, high = Box("a", "car", 600, 400, 900, 700), Box("b", "bus", 600, 400, 900, 700)
    seen: list[Shape] = [low, high]
    view = view_at(1.0)
    forth = painted(overlay_of(Document(seen), tags=False)[1], view)
    back = painted(overlay_of(Document(seen[::-1]), tags=False)[1], view)
    u, v = (round(value) for value in view.to_view(600, 550))
    colours = [look.colour for look in class_looks(schema().labels, 1.0)]
    assert forth[v, u, 2::-1].tolist() == list(colours[1].getRgb()[:3])
    assert back[v, u, 2::-1].tolist() == list(colours[0].getRgb()[:3])
