"""Small promises of the bench: drawing in solo, mixed answers, sides of what has none, a pen turned round."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.polygon import Polygon
from desktop.views.widgets.canvas.desk import ImageDesk
from tests.gui.bench.shapes_desk import SCHEMA, SIZE
from tests.gui.canvas.drivers import BenchDriver, car

AtPicture = Callable[..., BenchDriver]


def test_what_is_drawn_while_only_some_marks_are_shown_is_shown_too(at_picture: AtPicture) -> None:
    worker = at_picture(car("a", 10, 10, 60, 50), car("b", 100, 10, 160, 50))
    worker.press("V")
    worker.desk.select(("a",))
    worker.bench.run("solo")
    worker.press("R")
    worker.drag((200, 150), (260, 200))
    drawn = [mark.id for mark in worker.desk.document][-1]
    assert worker.desk.solo == frozenset({"a", drawn})


def test_answers_that_differ_are_told_to_differ(at_picture: AtPicture) -> None:
    worker = at_picture(
        Box("a", "car", 10, 10, 60, 50, attributes={"occluded": "0", "cut": False}),
        Box("b", "car", 100, 10, 160, 50, attributes={"occluded": "2", "cut": False}),
    )
    worker.press("V", "Ctrl+A")
    titles = [title.property("text") for title in worker.bench.panel.attributes._titles.values()]
    assert "遮挡（多种）" in titles
    assert "截断" in titles


@pytest.mark.parametrize("kind", ["box", "polygon"])
def test_only_a_box_has_sides_to_move_by_key(kind: str) -> None:
    shapes = {
        "box": Box("s", "part", 50, 50, 100, 100),
        "polygon": Polygon("s", "part", (((50, 50), (100, 50), (80, 100)),)),
    }
    desk = ImageDesk(History(Document([shapes[kind]])), SCHEMA, SIZE)
    said: list[str] = []
    desk.refused.connect(said.append)
    desk.take("select")
    desk.select(("s",))
    desk.stretch("left", 5)
    assert bool(said) is (kind == "polygon")
    assert (desk.document["s"] == shapes[kind]) is (kind == "polygon")


def test_the_settings_of_a_tool_lie_over_the_canvas(at_picture: AtPicture) -> None:
    worker = at_picture(car("a", 10, 10, 60, 50))
    plate = worker.bench.plates.tool
    assert not plate.isVisible(), "a box needs no plate over the picture"
    plate.show_tool("brush", worker.desk.settings)
    middle = plate.mapTo(worker.bench, plate.rect().center())
    found = worker.bench.childAt(middle)
    assert found is plate or plate.isAncestorOf(found)


def test_boxes_are_drawn_by_four_extreme_points_after_a_key(at_picture: AtPicture) -> None:
    worker = at_picture()
    worker.press("R", "Ctrl+Shift+R")
    assert worker.desk.settings.corners == "extremes"
    assert "四个极点" in worker.said
    for x, y in ((150, 100), (150, 200), (100, 150), (220, 150)):
        worker.click(x, y)
    assert worker.boxes == [(100, 100, 220, 200)]
    worker.press("Ctrl+Shift+R")
    assert worker.desk.settings.corners == "drag"
