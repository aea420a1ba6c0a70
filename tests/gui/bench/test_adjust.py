"""The plate of sliders: what each tells, what is kept for the next picture, and what a picture of 16 bits adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QSlider, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.widgets.bench.adjust import AdjustPlate
from desktop.views.widgets.canvas.look import PLAIN, Look
from tests.gui.canvas.drivers import BenchDriver, attempt, encoded, picture

AtPicture = Callable[..., BenchDriver]
NAMES = {
    "亮度": "brightness",
    "对比度": "contrast",
    "伽马": "gamma",
    "饱和度": "saturation",
    "窗位": "level",
    "窗宽": "width",
}


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A window that the plate lies on."""
    one = QWidget()
    qtbot.addWidget(one)
    return one


@pytest.fixture
def plate(page: QWidget) -> AdjustPlate:
    """The plate over a page."""
    return AdjustPlate(page)


def slider(plate: AdjustPlate, name: str) -> QSlider:
    """Return a slider by what it is called."""
    return next(one for one in plate.findChildren(QSlider) if one.accessibleName() == name)


def tick(plate: AdjustPlate) -> QCheckBox:
    """Return the tick for equalising."""
    return plate.findChildren(QCheckBox)[0]


def told_by(plate: AdjustPlate) -> list[Look]:
    """Return the list that fills with what the plate tells."""
    told: list[Look] = []
    plate.adjusted.connect(told.append)
    return told


def deep_picture() -> bytes:
    """Return a grey picture of 400 x 300 with 16 bits, whose values rise from 1000 to 3000."""
    values = np.linspace(1000, 3000, 400).astype(np.uint16)
    whole = np.ascontiguousarray(np.broadcast_to(values, (300, 400)))
    image = QImage(whole.data, 400, 300, 800, QImage.Format.Format_Grayscale16)
    return encoded(image)


def test_the_plate_is_hidden_until_it_is_wanted(plate: AdjustPlate) -> None:
    assert plate.isHidden()


@pytest.mark.parametrize("name", NAMES)
def test_each_slider_tells_its_own_field_of_the_look(plate: AdjustPlate, name: str) -> None:
    told = told_by(plate)
    slider(plate, name).setValue(40)
    assert told == [Look(**{NAMES[name]: 40})]


def test_every_field_of_the_look_can_be_set(plate: AdjustPlate) -> None:
    assert {*NAMES.values(), "equalise"} == {field.name for field in fields(Look)}


def test_the_sliders_are_told_together(plate: AdjustPlate) -> None:
    told = told_by(plate)
    slider(plate, "亮度").setValue(40)
    slider(plate, "对比度").setValue(-20)
    tick(plate).setChecked(True)
    assert told[-1] == Look(brightness=40, contrast=-20, equalise=True)


def test_reset_puts_all_back_and_tells_it_once(plate: AdjustPlate) -> None:
    for name in NAMES:
        slider(plate, name).setValue(33)
    tick(plate).setChecked(True)
    told = told_by(plate)
    plate.reset()
    assert told == [PLAIN]
    assert plate.look == PLAIN
    plate.reset()
    assert told == [PLAIN]


@pytest.mark.parametrize("name", NAMES)
def test_sliders_have_ends(plate: AdjustPlate, name: str) -> None:
    one = slider(plate, name)
    one.setValue(1000)
    assert one.value() == 100
    one.setValue(-1000)
    assert one.value() == -100


def test_the_buttons_of_the_plate_put_back_and_close(plate: AdjustPlate, page: QWidget) -> None:
    page.show()
    plate.show()
    slider(plate, "亮度").setValue(40)
    buttons = {one.text(): one for one in plate.findChildren(QAbstractButton)}
    buttons["还原"].click()
    assert plate.look == PLAIN
    buttons["关闭"].click()
    assert not plate.isVisible()


def test_the_window_is_offered_for_pictures_of_16_bits_only(at_picture: AtPicture) -> None:
    worker = at_picture()
    plate = worker.bench.plates.adjust
    worker.bench.run("adjust")
    assert slider(plate, "窗位").isHidden()
    assert not slider(plate, "亮度").isHidden()
    worker.bench.run("adjust")
    worker.bench.load(attempt(media=deep_picture()))
    worker.bench.run("adjust")
    assert not slider(plate, "窗位").isHidden()
    assert not slider(plate, "窗宽").isHidden()


def test_a_picture_of_16_bits_is_seen_through_its_window(at_picture: AtPicture) -> None:
    worker = at_picture(media=deep_picture())
    dark, middle, bright = (worker.pixel(x, 150).red() for x in (10, 200, 390))
    assert dark < 20
    assert 110 < middle < 145
    assert bright > 235
    slider(worker.bench.plates.adjust, "窗位").setValue(50)
    assert worker.pixel(200, 150).red() < 20
    slider(worker.bench.plates.adjust, "窗位").setValue(0)
    slider(worker.bench.plates.adjust, "窗宽").setValue(100)
    assert worker.pixel(390, 150).red() - worker.pixel(10, 150).red() < 60


def test_the_next_picture_is_shown_with_the_same_look(at_picture: AtPicture) -> None:
    worker = at_picture()
    plain = worker.pixel(200, 150)
    slider(worker.bench.plates.adjust, "亮度").setValue(60)
    bright = worker.pixel(200, 150)
    assert bright.lightness() > plain.lightness()
    worker.bench.load(attempt(media=picture()))
    assert worker.pixel(200, 150) == bright
    assert worker.bench.plates.adjust.look == Look(brightness=60)
    worker.bench.plates.adjust.reset()
    assert worker.pixel(200, 150) == plain


def test_a_second_picture_lies_over_the_canvas(at_picture: AtPicture) -> None:
    bench = at_picture().bench
    bench.plates.context.show_picture(picture())
    middle = bench.plates.context.geometry().center()
    assert bench.plates.context.isAncestorOf(bench.childAt(middle))


def test_the_plates_lie_over_the_canvas_and_not_over_the_rail(at_picture: AtPicture) -> None:
    bench = at_picture().bench
    bench.run("adjust")
    bench.plates.toggle_navigator()
    for plate in (bench.plates.adjust, bench.plates.navigator):
        assert plate.isVisible()
        assert bench.canvas.geometry().contains(plate.geometry())
    bench.resize(1500, 800)
    assert bench.canvas.geometry().contains(bench.plates.navigator.geometry())
