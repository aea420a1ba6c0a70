"""Directions looked back at: where it points or runs, and where it should, in arrows of two tones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from desktop.annotation.document import Document
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.result import Code, Finding
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.live_shapes import LiveSkeleton
from desktop.views.widgets.canvas.review_courses import Course
from desktop.views.widgets.canvas.review_items import PathOutline
from desktop.views.widgets.canvas.review_scene import Compared, ReviewScene
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Viewport
from tests.gui.canvas.test_live_kinds import objects

SIZE = (400, 300)
BOX = RotatedBox("x", "car", 150, 150, 100, 60, 30)
LINE = Polyline("x", "car", points=((40, 60), (340, 60), (340, 200)))
QUAD = Quad("x", "car", corners=((100, 100), (200, 100), (200, 140), (100, 140)), text="合计")
pytestmark = pytest.mark.usefixtures("dressed")


def schema(*, heading: bool) -> LabelSchema:
    """Return a schema of one class, its front mattering or not."""
    label = Label(
        id="car", name="车", short="车", key="1", colour=0, shapes=("rotated", "polyline"), heading=heading
    )
    return LabelSchema(task="objects", labels=(label,))


def viewport(tag: int = 1) -> Viewport:
    """Return a view at 2:1 of a picture with an EXIF tag."""
    view = Viewport(SIZE, ORIENTATIONS[tag])
    view.resize(900, 900)
    view.zoom(2.0)
    return view


def drawn(
    gold: Shape, answer: Shape, code: Code, *, heading: bool = True, tag: int = 1, **more: object
) -> list[Course]:
    """Return the directions drawn of a pair with one finding: the gold's, then the answer's."""
    pair = Document([replace(answer, id="a")]), Document([replace(gold, id="g")])
    found = Finding(code, "severe", (0, 0, 9, 9), gold_id="g", answer_id="a", **more)  # type: ignore[arg-type]
    items = ReviewScene(Compared(schema(heading=heading), *pair, (found,)), 1.0).items(viewport(tag), "both")
    return [item for item in items if isinstance(item, Course)]


def way(course: Course) -> tuple[float, float]:
    """Return the way of a line on the screen."""
    return (course.line[-1] - course.line[0]).toTuple()  # type: ignore[return-value]


def middle(course: Course) -> QPointF:
    """Return the middle of the first head."""
    return course.heads[0].controlPointRect().center()


def test_a_box_that_is_turned_round_shows_both_fronts_in_two_tones() -> None:
    gold, answer = drawn(BOX, BOX.turned_by(180), "ANG", detail={"reversed": True})
    assert (gold.colour, gold.dashed) == (theme().colour("gold"), True)
    assert (answer.colour, answer.dashed) == (theme().colour("bad"), False)
    assert way(gold) == pytest.approx([-step for step in way(answer)])
    assert len(gold.heads) == len(answer.heads) == 1


@pytest.mark.parametrize("tag", sorted(ORIENTATIONS))
def test_directions_turn_with_the_picture(tag: int) -> None:
    gold, answer = drawn(BOX, BOX.turned_by(20), "ANG", tag=tag)
    view = viewport(tag)
    for course, angle in ((gold, 30), (answer, 50)):
        assert course.line[0].toTuple() == pytest.approx(view.to_view(150, 150))
        tip = np.deg2rad(angle)
        at = 150 + 50 * np.cos(tip), 150 + 50 * np.sin(tip)
        assert course.line[1].toTuple() == pytest.approx(view.to_view(*at))


def test_where_the_front_does_not_matter_the_axis_is_shown_without_a_head() -> None:
    # The same box said the other way round: wide where the gold is long.
    sideways = replace(BOX, width=60.0, height=100.0, angle=135.0)
    gold, answer = drawn(BOX, sideways, "ANG", heading=False)
    assert gold.heads == answer.heads == ()
    lengths = [np.hypot(*way(course)) for course in (gold, answer)]
    assert lengths == pytest.approx([200, 200])
    turn = np.degrees(np.arctan2(*reversed(way(answer))) - np.arctan2(*reversed(way(gold)))) % 180
    assert turn == pytest.approx(15)


def test_a_line_drawn_from_its_end_shows_arrows_both_ways_beside_each_other() -> None:
    back = replace(LINE, points=LINE.points[::-1])
    gold, answer = drawn(LINE, back, "LINE", detail={"measure": "direction"})
    assert gold.colour != answer.colour
    assert len(gold.heads) == len(answer.heads) > 1
    apart = [
        (one.controlPointRect().center() - other.controlPointRect().center()).manhattanLength()
        for one in gold.heads
        for other in answer.heads
    ]
    assert min(apart) > 17


def test_a_line_that_is_only_off_shows_no_direction() -> None:
    assert drawn(LINE, LINE.moved(0, 9), "LINE", detail={"measure": "offset"}) == []
    assert drawn(BOX, BOX.turned_by(20), "BND") == []


def test_a_text_that_begins_at_the_wrong_corner_shows_how_it_is_read() -> None:
    upside_down = replace(QUAD, corners=QUAD.corners[2:] + QUAD.corners[:2])
    gold, answer = drawn(QUAD, upside_down, "ANG", heading=False)
    assert way(gold) == pytest.approx((200, 0))
    assert way(answer) == pytest.approx((-200, 0))
    assert middle(gold).x() > middle(answer).x()


@pytest.mark.parametrize(
    ("shape", "other", "code", "more"),
    [
        (BOX, BOX.turned_by(90), "ANG", {}),
        (LINE, replace(LINE, points=LINE.points[::-1]), "LINE", {"detail": {"measure": "direction"}}),
    ],
)
def test_nothing_is_painted_outside_of_what_is_said_to_be_covered(
    shape: Shape, other: Shape, code: Code, more: dict[str, object]
) -> None:
    for course in drawn(shape, other, code, **more):
        image = QImage(900, 900, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        course.paint(painter)
        painter.end()
        lit = np.frombuffer(image.constBits(), np.uint8).reshape(900, 900, 4)[..., 3] > 0
        rows, columns = np.nonzero(lit)
        assert len(rows)
        extent = course.extent
        assert extent.left() <= columns.min()
        assert columns.max() <= extent.right()
        assert extent.top() <= rows.min()
        assert rows.max() <= extent.bottom()


def test_text_quads_are_named_only_where_something_is_wrong() -> None:
    right, wrong = replace(QUAD, id="a"), replace(QUAD, id="b").moved(0, 60)
    gold = Document([replace(right, id="g"), replace(wrong, id="h", text="合记")])
    found = Finding("TXT", "severe", (100, 160, 200, 200), gold_id="h", answer_id="b")
    told = Compared(objects(), Document([right, wrong]), gold, (found,))
    for layer, named in (("both", 1), ("answer", 2)):
        items = ReviewScene(told, 1.0).items(viewport(), layer)  # type: ignore[arg-type]
        tagged = [
            item
            for item in items
            if isinstance(item, PathOutline) and item.tag is not None and not item.pattern
        ]
        assert len(tagged) == named


def test_a_skeleton_that_was_inspected_has_its_bones() -> None:
    skeleton = Skeleton("m", "car", joints=tuple(Joint(100 + 20 * n, 100) for n in range(4)))
    code = Label(id="PT", name="点位", short="点", key="1", colour=0, shapes=("flag",))
    faults = LabelSchema(id="faults", task="inspection", inspects="main", labels=(code,))
    told = Compared(faults, given=Document([skeleton]), given_schema=objects())
    (item,) = ReviewScene(told, 1.0).items(viewport(), "both")
    assert isinstance(item, LiveSkeleton)
    assert item.bones
