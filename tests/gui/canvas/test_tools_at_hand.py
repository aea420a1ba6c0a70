"""What the tools are given: the picture's own pixels, the rules of the order, the figure drawn last."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.curriculum.shape_rules import DrawingRules
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.flat import image_of, upright_pixels
from desktop.views.widgets.canvas.picture import Layer, Picture
from desktop.views.widgets.canvas.sampling import raw_pixels, sampler
from desktop.views.widgets.canvas.toolbox import Kit, limits_of, template_of, tools_of
from desktop.views.widgets.canvas.viewport import ORIENTATIONS
from tests.gui.canvas.drivers import SIZE, BenchDriver, car, object_schema, schema


@pytest.mark.parametrize("tag", range(1, 9))
def test_tools_read_raw_pixels_however_the_picture_is_turned(tag: int) -> None:
    chance = np.random.default_rng(tag)
    raw = chance.integers(0, 256, (20, 30, 3), np.uint8)
    with_alpha = np.dstack([raw, np.full((20, 30), 255, np.uint8)])
    orientation = ORIENTATIONS[tag]
    upright = image_of(np.ascontiguousarray(upright_pixels(with_alpha[..., [2, 1, 0, 3]], orientation)))
    layer = Layer((1.0, 1.0), (upright.width(), upright.height()), upright)
    picture = Picture((30, 20), orientation, (layer,))
    assert np.array_equal(raw_pixels(picture, (0, 0, 30, 20)), raw)
    assert np.array_equal(raw_pixels(picture, (4, 3, 25, 11)), raw[3:11, 4:25])


def test_a_coarse_view_is_not_read() -> None:
    grey = np.full((20, 30, 4), 90, np.uint8)
    coarse = Picture((60, 40), ORIENTATIONS[1], (Layer((2.0, 2.0), (30, 20), image_of(grey)),))
    assert sampler(lambda: coarse)() is None
    assert sampler(lambda: None)() is None


def test_the_rules_of_an_order_reach_the_tools() -> None:
    rules = DrawingRules(minimum_px=8, minimum_area=90, least_spacing=2, most_points=40, no_overlap=True)
    limits = limits_of(object_schema(drawing=rules))["plate"]
    assert (limits.side, limits.area, limits.least_spacing, limits.most_points) == (8, 90, 2, 40)
    assert limits.no_overlap
    assert limits.firm
    assert limits.kinds == {"polygon", "mask", "box", "rotated", "ellipse"}


def test_in_a_task_of_boxes_the_least_size_is_told_and_not_enforced() -> None:
    limits = limits_of(schema())["car"]
    assert (limits.side, limits.firm) == (10, False)
    assert tools_of(schema()) == ("box",)


def test_a_figure_is_dropped_as_the_last_one_stood() -> None:
    label = object_schema().label("figure")
    assert label is not None
    assert template_of(label, Document()).places == ()
    drawn = Skeleton("s", "figure", (Joint(10, 10), Joint(30, 20), Joint(10, 50)))
    template = template_of(label, Document([drawn]))
    assert template.names == ("头", "手", "脚")
    assert template.places == ((0, 0), (1, 0.25), (0, 1))
    assert template.bones == ((0, 1), (0, 2))


def test_a_new_picture_starts_with_the_tool_and_class_that_were_in_hand() -> None:
    kit = Kit()
    first = ImageDesk(History(Document()), object_schema(), SIZE, kit)
    first.take("polyline")
    assert first.label.id == "lane"
    second = ImageDesk(History(Document()), object_schema(), SIZE, kit)
    assert (second.tool, second.label.id) == ("polyline", "lane")


def test_a_tool_that_no_class_is_drawn_with_is_not_taken() -> None:
    desk = ImageDesk(History(Document()), schema(), SIZE)
    said: list[str] = []
    desk.refused.connect(said.append)
    desk.take("polygon")
    assert desk.tool == "box"
    assert "不用这个工具" in said[0]


def test_what_is_live_is_looked_up_once_for_what_a_person_does(
    sit_down: Callable[..., BenchDriver], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stroke, a selection and a pointer that each asked for it cost a third of a vertex drag."""
    trainee = sit_down(car("a", 20, 20, 80, 80), car("b", 150, 150, 220, 220))
    trainee.act("tool.select")
    asked: list[int] = []
    items = trainee.canvas.stage.items
    monkeypatch.setattr(trainee.canvas.stage, "items", lambda: asked.append(1) or items())
    for do in (
        lambda: trainee.move(50, 50),  # hover
        lambda: trainee.press_down(50, 50),
        lambda: trainee.move(60, 60),
        lambda: trainee.let_go(60, 60),
        lambda: trainee.press("Ctrl+Z"),
    ):
        asked.clear()
        do()
        assert asked == [1]
    assert trainee.boxes == [(20, 20, 80, 80), (150, 150, 220, 220)]
    assert trainee.selected == ("a",)


def test_a_verb_that_fails_leaves_the_canvas_following(trainee: BenchDriver) -> None:
    with pytest.raises(ZeroDivisionError), trainee.canvas.in_one():
        divmod(1, 0)
    trainee.draw_box(10, 10, 60, 60)
    assert trainee.boxes == [(10, 10, 60, 60)]
