"""A person's habits at pictures: crosshair, zoom kept, Tab that zooms, wheel that sets scissors and wand."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QComboBox, QSlider

from desktop.base.habits import Habits
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.live import Line
from desktop.views.widgets.habits_in_use import habits_in_use
from tests.gui.canvas.drivers import BenchDriver, attempt, car, object_schema

AtPicture = Callable[..., BenchDriver]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def as_they_come() -> Iterator[None]:
    """Nobody's habits, before and after."""
    habits_in_use().use(Habits())
    kept().forget()
    yield
    habits_in_use().use(Habits())
    kept().forget()


def arms(person: BenchDriver) -> list[Line]:
    """The arms of the crosshair over the picture."""
    stage = person.bench.canvas.stage
    assert stage is not None
    return [item for item in stage.items() if isinstance(item, Line)]


# -- the crosshair


def test_the_crosshair_goes_and_comes_by_key_and_stays_so(at_picture: AtPicture) -> None:
    person = at_picture()
    person.move(100, 100)
    assert len(arms(person)) == 2
    person.press("X")
    assert arms(person) == []
    assert habits_in_use().now.crosshair is False
    other = at_picture()
    other.move(100, 100)
    assert arms(other) == []
    other.press("X")
    assert len(arms(other)) == 2


def test_the_crosshair_has_the_colour_and_opacity_that_were_chosen(at_picture: AtPicture) -> None:
    person = at_picture()
    plate = person.bench.plates.view
    choice = next(own for own in plate.findChildren(QComboBox) if own.accessibleName() == "十字线颜色")
    choice.setCurrentIndex(choice.findData("bad"))
    next(own for own in plate.findChildren(QSlider) if own.accessibleName() == "十字线浓淡").setValue(40)
    person.move(100, 100)
    (upright, _level) = arms(person)
    assert upright.colour == QColor(theme().colour("bad"))
    assert upright.opacity == 0.4
    now = habits_in_use().now
    assert (now.crosshair_colour, now.crosshair_opacity) == ("bad", 40)


def test_a_pc_that_shows_no_crosshair_shows_none_to_who_never_chose(at_picture: AtPicture) -> None:
    habits_in_use().use(Habits(crosshair=False))
    kept().forget()
    person = at_picture()
    person.move(100, 100)
    assert arms(person) == []


def test_habits_of_somebody_else_are_in_force_at_an_open_bench(at_picture: AtPicture) -> None:
    person = at_picture()
    person.move(100, 100)
    habits_in_use().use(Habits(crosshair=False, zoom="zoom"))
    assert arms(person) == []
    assert not person.bench.canvas.options.crosshair


# -- from picture to picture


@pytest.mark.parametrize("wish", ["fit", "zoom", "place"])
def test_zoom_and_place_are_kept_as_the_person_wants_it(at_picture: AtPicture, wish: str) -> None:
    habits_in_use().use(Habits(zoom=wish))
    person = at_picture(car("a", 50, 50, 150, 120))
    view = person.bench.canvas.view
    person.bench.canvas.zoom_to(5.0)
    person.bench.canvas.show_rect((300, 200, 340, 240))
    scale, middle = view.scale, view.stand.middle
    person.bench.load(attempt((car("b", 10, 10, 40, 40),)))
    assert view.is_fitted == (wish == "fit")
    assert (view.scale == scale) == (wish != "fit")
    if wish == "place":
        assert view.stand.middle == pytest.approx(middle, abs=0.01)
    else:
        assert view.to_upright(view.width / 2, view.height / 2) == pytest.approx((200, 150), abs=1)


def test_a_key_says_which_and_the_next_bench_knows(at_picture: AtPicture) -> None:
    person = at_picture()
    person.press("Alt+Z")
    assert "保持缩放" in person.said
    assert habits_in_use().now.zoom == "zoom"
    person.bench.canvas.zoom_to(6.0)
    person.bench.close_bench()
    other = at_picture()
    assert other.bench.canvas.view.scale == 6.0


def test_tab_zooms_where_the_person_wants_it(at_picture: AtPicture) -> None:
    person = at_picture(car("a", 50, 50, 60, 60))
    before = person.bench.canvas.view.scale
    person.press("Tab")
    assert person.bench.canvas.view.scale == before
    habits_in_use().use(Habits(tab_zooms=True))
    person.press("Tab")
    assert person.bench.canvas.view.scale > before


# -- scissors and wand


def with_tool(at_picture: AtPicture, tool: str) -> BenchDriver:
    """Somebody with a tool in hand."""
    person = at_picture(attempt=replace(attempt(), schema=object_schema()))
    person.desk.take(tool)
    return person


@pytest.mark.parametrize(("tool", "field", "step"), [("scissors", "edges", 5), ("wand", "tolerance", 2)])
def test_ctrl_and_the_wheel_set_the_tool_and_zoom_nothing(
    at_picture: AtPicture, tool: str, field: str, step: int
) -> None:
    person = with_tool(at_picture, tool)
    before, scale = getattr(person.desk.settings, field), person.bench.canvas.view.scale
    person.wheel(100, 100, 1, CTRL)
    assert getattr(person.desk.settings, field) == before + step
    person.press("[", "[")
    assert getattr(person.desk.settings, field) == before - step
    assert person.bench.canvas.view.scale == scale
    assert getattr(habits_in_use().now, field) == before - step
    says = "贴边灵敏度" if tool == "scissors" else "颜色容差"
    plate = person.bench.plates.tool
    slider = next(own for own in plate.findChildren(QSlider) if own.accessibleName() == says)
    assert slider.isVisible()
    assert slider.value() == before - step


def test_with_another_tool_ctrl_and_the_wheel_zoom_and_the_key_says_what_it_is_for(
    at_picture: AtPicture,
) -> None:
    person = with_tool(at_picture, "polygon")
    scale = person.bench.canvas.view.scale
    person.wheel(100, 100, 1, CTRL)
    assert person.bench.canvas.view.scale > scale
    person.press("]")
    assert "智能剪刀" in person.said


# -- Ctrl keeps what is active


def test_ctrl_and_a_drag_move_what_is_selected_whatever_lies_above(at_picture: AtPicture) -> None:
    person = at_picture(car("big", 40, 40, 200, 200), car("small", 80, 80, 120, 120))
    person.desk.take("select")
    person.desk.select(["big"])
    person.drag((100, 100), (130, 110), ctrl=True)
    assert person.selected == ("big",)
    assert person.desk.document["big"].bounds == (70, 50, 230, 210)  # type: ignore[union-attr]
    assert person.desk.document["small"].bounds == (80, 80, 120, 120)  # type: ignore[union-attr]


def test_ctrl_and_a_click_still_add_and_take_out(at_picture: AtPicture) -> None:
    person = at_picture(car("big", 40, 40, 200, 200), car("small", 80, 80, 120, 120))
    person.desk.take("select")
    person.desk.select(["big"])
    person.click(100, 100, ctrl=True)
    assert person.selected == ("big", "small")
    person.click(100, 100, ctrl=True)
    assert person.selected == ("big",)


def test_tool_and_class_stay_in_hand_for_the_next_of_the_same_kind(at_picture: AtPicture) -> None:
    person = at_picture()
    person.take("bus", "box")
    person.draw_box(20, 20, 60, 60)
    person.draw_box(100, 20, 160, 60)
    assert person.labels == ["bus", "bus"]
    person.press("V", "N")
    person.draw_box(200, 20, 260, 60)
    assert person.labels == ["bus", "bus", "bus"]


# -- what habits must not hold


def test_a_picture_that_was_left_is_let_go(at_picture: AtPicture) -> None:
    person = at_picture(car("a", 10, 10, 60, 50))
    for place in range(3):
        person.press("X")
        person.bench.load(attempt([car(f"b{place}", 10, 10, 60, 50)]))
        person.press("X")
    QApplication.processEvents()
    gc.collect()
    assert [own for own in gc.get_objects() if type(own) is ImageDesk] == [person.bench.desk]
