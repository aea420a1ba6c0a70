"""Thinning out, cleaning up and changing shape: what would come of it is seen, and chosen, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QSlider

from desktop.annotation.document import adding
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.base.habits import Habits
from desktop.views.widgets.bench.convert_menu import ConvertMenu, targets
from desktop.views.widgets.bench.shape_plate import ShapePlate
from desktop.views.widgets.habits_in_use import habits_in_use
from tests.gui.canvas.drivers import BenchDriver, attempt, object_schema

AtPicture = Callable[..., BenchDriver]
#: Two corners lie 0.4 and 3 pixels off the straight sides of a square.
BUMPY = Polygon("d", "plate", (((60, 60), (100, 60.4), (160, 60), (160, 160), (110, 157), (60, 160)),))


@pytest.fixture(autouse=True)
def as_they_come() -> Iterator[None]:
    """Nobody's habits, before and after."""
    habits_in_use().use(Habits())
    yield
    habits_in_use().use(Habits())


def crumbs() -> Mask:
    """A square of 20 pixels a side, one of 4 and one of 2."""
    bits = np.zeros((60, 60), np.bool_)
    bits[:20, :20] = bits[40:44, 40:44] = bits[50:52, 10:12] = True
    made = mask_of("m", "scratch", bits, 100, 100)
    assert made is not None
    return made


def with_shape(at_picture: AtPicture, shape: Shape) -> BenchDriver:
    """Somebody with one shape selected."""
    person = at_picture(attempt=replace(attempt(), schema=object_schema()))
    person.desk.do(adding("画", person.desk.document, shape))
    person.desk.take("select")
    person.desk.select([shape.id])
    return person


def plate_of(person: BenchDriver) -> ShapePlate:
    """The plate over the canvas."""
    return person.bench.plates.shape


def told(plate: ShapePlate) -> str:
    """What the plate counts."""
    return next(own.text() for own in plate.findChildren(QLabel) if "→" in own.text())


def test_the_points_before_and_after_are_told_while_the_tolerance_moves(at_picture: AtPicture) -> None:
    person = with_shape(at_picture, BUMPY)
    person.act("shape.simplify")
    plate = plate_of(person)
    assert plate.isVisible()
    assert told(plate) == "6 → 5 个点"
    plate.number.setValue(4)
    assert told(plate) == "6 → 4 个点"
    plate.number.setValue(0.1)
    assert told(plate) == "6 → 6 个点"
    slider = plate.findChildren(QSlider)[0]
    slider.setValue(slider.maximum())
    assert plate.number.value() == 50


def test_the_outline_is_shown_thinned_out_before_anything_is_changed(at_picture: AtPicture) -> None:
    person = with_shape(at_picture, BUMPY)
    person.act("shape.simplify")
    plate_of(person).number.setValue(4)
    stage = person.bench.canvas.stage
    assert stage is not None
    assert [len(shape.handles) for shape in stage.trial] == [4]
    assert person.shapes[-1] == BUMPY
    plate_of(person).shut()
    assert stage.trial == ()
    assert person.shapes[-1] == BUMPY
    assert not person.desk.history.next_redo


def test_the_same_key_or_enter_does_it_and_the_tolerance_is_kept(at_picture: AtPicture) -> None:
    person = with_shape(at_picture, BUMPY)
    person.act("shape.simplify")
    plate = plate_of(person)
    plate.number.setValue(4)
    person.press("Return", on=plate.number)
    assert len(person.shapes[-1].handles) == 4
    assert not plate.isVisible()
    assert habits_in_use().now.simplify == 4
    person.desk.undo()
    person.act("shape.simplify")
    assert plate.number.value() == 4
    person.bench.run("shape.simplify")
    assert len(person.shapes[-1].handles) == 4


def test_escape_leaves_the_marks_and_gives_the_keyboard_back(at_picture: AtPicture) -> None:
    person = with_shape(at_picture, BUMPY)
    person.act("shape.simplify")
    person.press("Esc", on=plate_of(person).number)
    assert not plate_of(person).isVisible()
    assert person.shapes[-1] == BUMPY
    assert person.selected == ("d",)


def test_what_is_selected_next_is_not_changed_by_an_open_plate(at_picture: AtPicture) -> None:
    person = with_shape(at_picture, BUMPY)
    person.act("shape.simplify")
    person.desk.select([])
    assert not plate_of(person).isVisible()


def test_a_mark_without_points_to_spare_is_told_at_once(at_picture: AtPicture) -> None:
    person = with_shape(at_picture, crumbs())
    person.act("shape.simplify")
    assert not plate_of(person).isVisible()
    assert "不适用" in person.said


def test_parts_smaller_than_a_size_go_and_the_size_is_kept(at_picture: AtPicture) -> None:
    person = with_shape(at_picture, crumbs())
    person.act("mask.islands")
    plate = plate_of(person)
    # As it comes only the largest part is kept.
    assert told(plate) == "3 → 1 块"
    plate.number.setValue(10)
    assert told(plate) == "3 → 2 块"
    plate.apply()
    assert person.shapes[-1].area == 416
    assert habits_in_use().now.islands == 10


def test_a_shape_is_asked_what_it_becomes_of_what_its_class_allows(at_picture: AtPicture) -> None:
    person = with_shape(at_picture, BUMPY)
    assert targets(person.desk.sheet, person.desk.selected_shapes()) == ["box", "rotated", "mask", "ellipse"]
    person.act("shape.convert")
    menu = person.bench.findChild(ConvertMenu)
    assert menu is not None
    offered = [entry for entry in menu.actions() if entry.isEnabled() and not entry.isSeparator()]
    assert [entry.text() for entry in offered] == ["&1  矩形框", "&2  旋转框", "&3  掩膜", "&4  椭圆"]
    offered[-1].trigger()
    QApplication.processEvents()
    assert person.shapes[-1].kind == "ellipse"
    assert person.shapes[-1].id == "d"
    menu.hide()


def test_a_shape_that_may_become_nothing_else_is_told_without_a_menu(at_picture: AtPicture) -> None:
    person = with_shape(at_picture, crumbs())
    person.act("shape.convert")
    assert "不许" in person.said


def test_the_menu_says_above_its_entries_what_they_are(at_picture: AtPicture) -> None:
    """Of a menu's section only the line is drawn once it is dressed."""
    person = with_shape(at_picture, BUMPY)
    person.act("shape.convert")
    menu = person.bench.findChild(ConvertMenu)
    assert menu is not None
    title = menu.findChild(QLabel)
    assert (title.text(), title.isVisible()) == ("换成", True)
    assert menu.actionGeometry(menu.actions()[0]).height() >= title.sizeHint().height() > 0
    assert not menu.actions()[0].isEnabled()
    assert menu.activeAction() is menu.actions()[1]
    menu.hide()
