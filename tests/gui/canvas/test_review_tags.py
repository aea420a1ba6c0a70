"""Image tags looked back at: named in the picture's corner, right, wrong or missing, each to be clicked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.annotation.document import Document
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.tag import Tag
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.result import Finding
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.comparison import ComparisonView
from desktop.views.widgets.canvas.review_items import Marker
from desktop.views.widgets.canvas.review_scene import Compared, ReviewScene
from desktop.views.widgets.canvas.review_tags import TagPlate
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Viewport
from tests.gui.canvas.drivers import picture

SIZE = (400, 300)
NOWHERE = (0.0, 0.0, 0.0, 0.0)
NAMES = {"rust": "锈迹", "dent": "凹陷", "bolt": "缺螺钉"}
SCHEMA = LabelSchema(
    task="objects",
    labels=tuple(
        Label(id=label, name=name, short=name[0], key=str(number), colour=number, shapes=("tag",))
        for number, (label, name) in enumerate(NAMES.items(), 1)
    ),
)
MISSED = Finding("MISS", "severe", NOWHERE, gold_id="g2")
SUPERFLUOUS = Finding("EXTRA", "severe", NOWHERE, answer_id="a2")
#: One tag right, one too many, one missing.
TOLD = Compared(
    SCHEMA,
    Document([Tag("a1", "rust"), Tag("a2", "dent")]),
    Document([Tag("g1", "rust"), Tag("g2", "bolt")]),
    (SUPERFLUOUS, MISSED),
)
pytestmark = pytest.mark.usefixtures("dressed")


def viewport(tag: int = 1) -> Viewport:
    """Return a view of a picture with an EXIF tag, fitted."""
    view = Viewport(SIZE, ORIENTATIONS[tag])
    view.resize(900, 700)
    view.fit()
    return view


def plates(told: Compared, layer: str = "both", **more: object) -> list[TagPlate]:
    """Return the plates of a comparison from top to bottom."""
    items = ReviewScene(told, 1.0).items(viewport(), layer, **more)  # type: ignore[arg-type]
    return sorted((item for item in items if isinstance(item, TagPlate)), key=lambda one: one.at.y())


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ComparisonView]:
    """A comparison of tags."""
    shown = ComparisonView()
    shown.resize(900, 700)
    shown.show()
    qtbot.waitExposed(shown, timeout=30_000)
    shown.compare(picture(SIZE), TOLD)
    yield shown
    shown.close()
    shown.deleteLater()


def test_each_tag_is_named_with_what_was_right_about_it() -> None:
    assert [(one.words, one.colour) for one in plates(TOLD)] == [
        ("锈迹", theme().colour("good")),
        ("多标 · 凹陷", theme().colour("bad")),
        ("漏标 · 缺螺钉", theme().colour("bad")),
    ]
    assert len({one.icon for one in plates(TOLD)}) == 3


def test_one_choice_answered_wrong_names_what_was_right() -> None:
    wrong = Finding("CLS", "severe", NOWHERE, gold_id="g", answer_id="a")
    told = Compared(SCHEMA, Document([Tag("a", "dent")]), Document([Tag("g", "bolt")]), (wrong,))
    assert [one.words for one in plates(told)] == ["错标 · 凹陷 → 缺螺钉"]


def test_a_tag_with_a_wrong_answer_keeps_its_name() -> None:
    wrong = Finding("ATTR", "ordinary", NOWHERE, gold_id="g", answer_id="a")
    told = Compared(SCHEMA, Document([Tag("a", "rust")]), Document([Tag("g", "rust")]), (wrong,))
    assert [(one.words, one.colour) for one in plates(told)] == [("属性 · 锈迹", theme().colour("caution"))]


def test_an_answer_with_an_id_of_the_gold_is_told_apart_from_it() -> None:
    found = (
        Finding("EXTRA", "severe", NOWHERE, answer_id="t"),
        Finding("MISS", "severe", NOWHERE, gold_id="t"),
    )
    told = Compared(SCHEMA, Document([Tag("t", "rust")]), Document([Tag("t", "bolt")]), found)
    assert [one.words for one in plates(told)] == ["多标 · 锈迹", "漏标 · 缺螺钉"]
    markers = ReviewScene(told, 1.0).markers(viewport())
    assert [marker.index for marker in markers] == [0, 1]
    assert all(plate.plate.contains(marker.at) for plate, marker in zip(plates(told), markers, strict=True))


def test_a_tag_that_is_not_asked_for_is_neither_right_nor_wrong() -> None:
    told = Compared(
        SCHEMA, Document([Tag("a", "rust")]), Document([Tag("g", "rust")]), ignored=frozenset({"g"})
    )
    assert [one.colour for one in plates(told)] == [theme().colour("quiet")]


def test_a_layer_names_only_its_own_tags_and_leaves_them_where_they_were() -> None:
    both = {one.words: one.at for one in plates(TOLD)}
    answer, gold = plates(TOLD, "answer"), plates(TOLD, "gold")
    assert [one.words for one in answer] == ["锈迹", "多标 · 凹陷"]
    assert [one.words for one in gold] == ["锈迹", "漏标 · 缺螺钉"]
    assert all(both[one.words] == one.at for one in (*answer, *gold))


def test_the_focused_finding_alone_is_one_plate_and_its_marker() -> None:
    (plate,) = plates(TOLD, focus=MISSED, alone=True)
    assert plate.strong
    (marker,) = ReviewScene(TOLD, 1.0).markers(viewport(), 1, alone=True)
    assert plate.plate.contains(marker.at)


@pytest.mark.parametrize("tag", sorted(ORIENTATIONS))
def test_plates_are_in_the_corner_that_is_seen_at_the_upper_left(tag: int) -> None:
    scene, turned = ReviewScene(TOLD, 1.0), viewport(tag)
    items = [item for item in scene.items(turned, "both") if isinstance(item, TagPlate)]
    assert {round(item.at.x() - turned.left) for item in items} == {10}
    assert min(item.at.y() for item in items) - turned.top == pytest.approx(10, abs=1)


def test_what_has_a_place_keeps_its_marker_there() -> None:
    loose = Finding("LOOSE", "ordinary", (10, 10, 20, 40), gold_id="g", answer_id="a")
    pair = Document([Box("a", "rust", 10, 10, 60, 40)]), Document([Box("g", "rust", 20, 10, 60, 40)])
    told, seen = Compared(SCHEMA, *pair, (loose,)), viewport()
    assert plates(told) == []
    (marker,) = ReviewScene(told, 1.0).markers(seen)
    assert marker.at.toTuple() == pytest.approx(seen.to_view(60, 10))


def test_each_marker_lies_on_its_own_plate_and_is_clicked_there(view: ComparisonView) -> None:
    told: list[int] = []
    view.finding_chosen.connect(told.append)
    for item in view.all_items():
        if isinstance(item, Marker):
            at = QPoint(round(item.at.x()), round(item.at.y()))
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert told == [0, 1]


def test_going_to_a_tag_shows_the_whole_picture(view: ComparisonView) -> None:
    whole = view.view.scale
    view.zoom_to(3.0)
    view.focus_finding(1)
    assert view.view.scale == pytest.approx(whole)
