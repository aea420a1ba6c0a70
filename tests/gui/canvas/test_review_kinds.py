"""Looking back at every kind: outlines, errors along contours, differences of masks, ways of joints, misread texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.annotation.document import Document
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.result import Code, Finding
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.comparison import ComparisonView
from desktop.views.widgets.canvas.deviation import deviation
from desktop.views.widgets.canvas.item_tiles import ItemTiles
from desktop.views.widgets.canvas.live import Note
from desktop.views.widgets.canvas.live_shapes import LiveDot, LiveSkeleton
from desktop.views.widgets.canvas.review_items import Heat, Marker, Outline, PathOutline, Way
from desktop.views.widgets.canvas.review_masks import Difference, Veil, difference_colours
from desktop.views.widgets.canvas.review_scene import Compared, ReviewScene, text_difference
from desktop.views.widgets.canvas.review_tags import TagPlate
from desktop.views.widgets.canvas.viewport import Viewport
from tests.gui.canvas.drivers import picture
from tests.gui.canvas.test_live_kinds import objects
from tests.unit.annotation_tools.samples_of_kinds import MAKERS

SIZE = (400, 300)
SQUARE = ((100.0, 100.0), (200.0, 100.0), (200.0, 200.0), (100.0, 200.0))
DRAWN: dict[ShapeKind, type] = {
    "box": Outline,
    "rotated": PathOutline,
    "polygon": PathOutline,
    "polyline": PathOutline,
    "ellipse": PathOutline,
    "quad": PathOutline,
    "flag": PathOutline,
    "point": LiveDot,
    "skeleton": LiveSkeleton,
    "mask": Veil,
}
pytestmark = pytest.mark.usefixtures("dressed")


def finding(
    code: Code, place: tuple[float, float, float, float] = (100, 100, 200, 200), **more: object
) -> Finding:
    """Return a finding about the pair g and a."""
    return Finding(code, "ordinary", place, gold_id="g", answer_id="a", **more)  # type: ignore[arg-type]


def compared(gold: Shape, answer: Shape, *findings: Finding) -> Compared:
    """Return the comparison of one pair."""
    pair = Document([replace(answer, id="a")]), Document([replace(gold, id="g")])
    return Compared(objects(), *pair, findings)


def items(pair: Compared, kind: type, focus: Finding | None = None) -> list:
    """Return the items of a kind at 2:1."""
    view = Viewport(SIZE)
    view.resize(900, 700)
    view.zoom(2.0)
    return [item for item in ReviewScene(pair, 1.0).items(view, "both", focus) if isinstance(item, kind)]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ComparisonView]:
    """A comparison view."""
    shown = ComparisonView()
    shown.resize(900, 700)
    shown.show()
    qtbot.waitExposed(shown, timeout=30_000)
    yield shown
    shown.close()
    shown.deleteLater()


def grabbed(view: ComparisonView) -> QImage:
    """Return what is shown."""
    view.exactly()
    QApplication.processEvents()
    return view.grab().toImage()


@pytest.mark.parametrize("kind", sorted(DRAWN))
def test_gold_and_answer_of_every_kind_are_drawn(kind: ShapeKind) -> None:
    shape = MAKERS[kind](random.Random(2), 150, 150, 50, ("x", "car"))
    drawn = items(compared(shape, shape), DRAWN[kind])
    assert len(drawn) == 2
    assert drawn[0].colour == theme().colour("gold")
    assert drawn[1].colour == theme().colour("answer")


def test_a_tag_is_named_but_has_no_outline() -> None:
    tag = MAKERS["tag"](random.Random(2), 150, 150, 50, ("x", "car"))
    scene = ReviewScene(compared(tag, tag), 1.0)
    assert [type(item) for item in scene.items(Viewport(SIZE), "both")] == [TagPlate]


def test_a_contour_is_coloured_by_the_side_on_which_it_is_off() -> None:
    wider = Polygon("x", "car", rings=(((90.0, 100.0), *SQUARE[1:3], (90.0, 200.0)),))
    (heat,) = items(compared(Polygon("x", "car", rings=(SQUARE,)), wider, finding("BND")), Heat)
    assert set(heat.levels().tolist()) == {0, 1}
    narrower = Polygon("x", "car", rings=(((110.0, 100.0), *SQUARE[1:3], (110.0, 200.0)),))
    (heat,) = items(compared(Polygon("x", "car", rings=(SQUARE,)), narrower, finding("BND")), Heat)
    assert set(heat.levels().tolist()) == {0, 2}


def test_a_pair_with_several_findings_is_coloured_once_and_a_right_one_never() -> None:
    pair = Polygon("x", "car", rings=(SQUARE,)), Polygon("x", "car", rings=(SQUARE,))
    assert len(items(compared(*pair, finding("BND"), finding("ANG")), Heat)) == 1
    assert items(compared(*pair, finding("ATTR")), Heat) == []
    assert items(compared(*pair), Heat) == []


def test_deviation_is_signed_along_contours_and_not_along_lines() -> None:
    gold = Polygon("g", "car", rings=(SQUARE,))
    found = deviation(gold.moved(5, 0), gold)
    assert found is not None
    assert found.off.max() == pytest.approx(5, abs=0.6)
    assert found.off.min() == pytest.approx(-5, abs=0.6)
    line = Polyline("l", "car", points=((0, 0), (100, 0)))
    found = deviation(line.moved(0, 7), line)
    assert found is not None
    assert found.off == pytest.approx(7)
    assert deviation(Dot("d", "car", x=1, y=1), gold) is None


def test_a_very_long_contour_is_cut_into_a_bearable_number_of_pieces() -> None:
    big = Polygon("p", "car", rings=(((0, 0), (20000, 0), (20000, 20000), (0, 20000)),))
    found = deviation(big, big)
    assert found is not None
    assert len(found.points) <= 2100


def test_masks_show_what_is_missed_what_is_too_much_and_what_is_right(view: ComparisonView) -> None:
    full = np.ones((60, 60), np.bool_)
    gold, answer = mask_of("g", "car", full, 100, 100), mask_of("a", "car", full, 130, 100)
    assert gold is not None
    assert answer is not None
    pair = compared(gold, answer, finding("BND", (100, 100, 190, 160)))
    assert len(items(pair, Difference)) == 1
    view.compare(picture(SIZE), pair)
    image = grabbed(view)
    colours = [
        image.pixelColor(QPoint(*(round(v) for v in view.view.to_view(x, 130)))) for x in (115, 145, 175)
    ]
    missed, right, extra = colours
    assert missed.red() > missed.green()
    assert right.green() > right.red()
    assert min(extra.red(), extra.green()) > extra.blue()
    assert len(set(difference_colours())) == 4


def test_a_mask_without_a_gold_is_a_veil_with_its_name() -> None:
    mask = mask_of("a", "car", np.ones((60, 60), np.bool_), 100, 100)
    assert isinstance(mask, Mask)
    pair = Compared(objects(), answer=Document([mask]))
    assert len(items(pair, Veil)) == 1


def test_joints_and_points_show_the_way_to_where_they_should_be() -> None:
    joints = (Joint(100, 100), Joint(150, 100), Joint(150, 150, "out"), Joint(120, 160))
    gold = Skeleton("x", "car", joints=joints)
    answer = gold.with_handle(1, 170, 110).with_joint(2, Joint(0, 0))
    (way,) = items(compared(gold, answer, finding("PT")), Way)
    assert (way.end - way.start).manhattanLength() == pytest.approx(60)
    dots = Dot("x", "car", x=100, y=100), Dot("x", "car", x=110, y=100)
    assert len(items(compared(*dots, finding("PT")), Way)) == 1


def test_a_misread_text_is_shown_with_what_was_read() -> None:
    detail = {
        "expected": "¥128.00",
        "got": "¥129.0O",
        "edits": [["replace", 3, 4, 3, 4], ["replace", 6, 7, 6, 7]],
    }
    quad = Quad("x", "car", corners=SQUARE, text="¥129.0O")
    (note,) = items(compared(replace(quad, text="¥128.00"), quad, finding("TXT", detail=detail)), Note)
    assert note.text == "¥12[9→8].0[O→0]"


@pytest.mark.parametrize(
    ("expected", "got", "edits", "words"),
    [
        ("ab", "ab", [], "ab"),
        ("ab", "b", [["missing", 0, 1, 0, 0]], "[→a]b"),
        ("b", "ab", [["extra", 0, 0, 0, 1]], "[a→]b"),
        ("x" * 90, "x" * 90, [], "x" * 59 + "…"),
        ("ab", "ab", None, "ab"),
    ],
)
def test_a_difference_of_texts_names_both_sides(expected: str, got: str, edits: object, words: str) -> None:
    assert text_difference({"expected": expected, "got": got, "edits": edits}) == words


def test_the_focused_finding_alone_is_live(view: ComparisonView) -> None:
    gold = Document([Polygon(f"g{n}", "car", rings=(SQUARE,)).moved(9 * n, 0) for n in range(5)])
    answer = Document([Polygon(f"a{n}", "car", rings=(SQUARE,)).moved(9 * n, 4) for n in range(5)])
    found = tuple(
        Finding("BND", "ordinary", (100, 100, 200, 200), gold_id=f"g{n}", answer_id=f"a{n}") for n in range(5)
    )
    view.compare(picture(SIZE), Compared(objects(), answer, gold, found))
    assert list(view.live_items()) == []
    view.focus_finding(2)
    kinds = [type(item) for item in view.live_items()]
    assert kinds.count(PathOutline) == 2
    assert kinds.count(Heat) == 1
    assert kinds.count(Marker) == 1
    assert all(item.strong for item in view.live_items() if isinstance(item, PathOutline))


def test_a_marker_is_clicked_where_it_is_seen_after_a_pan_and_a_zoom(view: ComparisonView) -> None:
    pair = compared(Box("x", "car", 100, 100, 200, 180), Box("x", "car", 90, 100, 200, 180), finding("LOOSE"))
    view.compare(picture(SIZE), pair)
    told: list[int] = []
    view.finding_chosen.connect(told.append)
    for _turn in range(3):
        view.zoom_by(1.25)
        view.pan(-11, 7)
        grabbed(view)
        (marker,) = (item for item in view.all_items() if isinstance(item, Marker))
        point = QPoint(round(marker.at.x()), round(marker.at.y()))
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    assert told == [0, 0, 0]


def test_panning_back_shows_what_was_shown(view: ComparisonView) -> None:
    shapes = [
        maker(random.Random(n), 60 + 30 * n, 150, 40, (f"s{n}", "car"))
        for n, maker in enumerate(MAKERS.values())
    ]
    view.compare(picture(SIZE), Compared(objects(), Document(shapes), Document(shapes)))
    view.zoom_to(3.0)
    before = grabbed(view)
    view.pan(-200, -100)
    moved = grabbed(view)
    view.pan(200, 100)
    assert moved != before
    assert grabbed(view) == before


def test_a_layer_alone_shows_only_its_side() -> None:
    shape = Polygon("x", "car", rings=(SQUARE,))
    scene = ReviewScene(compared(shape, shape.moved(9, 0), finding("BND")), 1.0)
    for layer, colour in (("gold", "gold"), ("answer", "answer")):
        (item,) = scene.items(Viewport(SIZE), layer)  # type: ignore[arg-type]
        assert isinstance(item, PathOutline)
        assert item.colour == theme().colour(colour)


def test_tiles_make_their_items_once_for_a_scale() -> None:
    made: list[float] = []

    def make(view: Viewport) -> list[PathOutline]:
        made.append(view.scale)
        assert (view.left, view.top) == (0, 0)
        shape = Polygon("x", "car", rings=(SQUARE,))
        scene = ReviewScene(compared(shape, shape), 1.0)
        return [item for item in scene.items(view, "both") if isinstance(item, PathOutline)]

    tiles = ItemTiles(make)
    view = Viewport(SIZE)
    view.resize(900, 700)
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    for scale in (2.0, 2.0, 4.0):
        view.zoom(scale)
        view.pan(5, 5)
        assert tiles.paint(painter, view, QRectF(0, 0, 900, 700))
    painter.end()
    assert made == [2.0, 4.0]
    tiles.clear()
    assert tiles.advance(view, QRectF(0, 0, 900, 700))
    assert made == [2.0, 4.0, 4.0]


@pytest.mark.parametrize("matters", [True, False])
def test_a_turned_box_shows_its_front_where_the_front_matters(matters: bool) -> None:
    box = RotatedBox("x", "car", 150, 150, 100, 60, 30)
    label = Label(id="car", name="车", short="车", key="1", colour=0, shapes=("rotated",), heading=matters)
    schema = LabelSchema(task="objects", labels=(label,))
    pair = Document([replace(box, id="a")]), Document([replace(box, id="g", angle=210)])
    items = ReviewScene(Compared(schema, *pair), 1.0).items(Viewport(SIZE), "both")
    arrows = [item.solids for item in items if isinstance(item, PathOutline)]
    assert len(arrows) == 2
    assert all(bool(solids) is matters for solids in arrows)


def test_what_was_inspected_is_seen_beneath_the_flags_on_every_layer() -> None:
    given = Document([Box("m", "car", 100, 100, 200, 200), Box("n", "car", 20, 20, 60, 60)])
    label = Label(id="car", name="车", short="车", key="1", colour=0)
    code = Label(id="LOOSE", name="偏松", short="松", key="1", colour=0, shapes=("flag",))
    faults = LabelSchema(id="faults", task="inspection", inspects="main", labels=(code,))
    gold = Document([Flag("g", "LOOSE", 100, 100, 200, 200, target="m")])
    main = LabelSchema(task="boxes", labels=(label,))
    missed = Finding("MISS", "severe", (100, 100, 200, 200), gold_id="g")
    told = Compared(faults, Document(), gold, (missed,), given=given, given_schema=main)
    scene = ReviewScene(told, 1.0)
    for layer in ("gold", "answer", "both"):
        items = scene.items(Viewport(SIZE), layer)
        assert sum(isinstance(item, Outline) for item in items) == 2
    (alone,) = (
        item for item in scene.items(Viewport(SIZE), "both", missed, alone=True) if isinstance(item, Outline)
    )
    assert alone.strong
    assert alone.tag is not None
