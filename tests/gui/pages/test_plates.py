"""Colour plates: right for everybody else, blank for the eye they are made for."""

from __future__ import annotations

import math

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.models.plates import (
    DIGITS,
    DOTS,
    ORDER,
    PAIRS,
    Kind,
    Plate,
    Rgb,
    dots_of,
    draw_plates,
    read_answers,
    scaled,
)
from desktop.views.widgets.plate import paint_plate

#: Machado, Oliveira and Fernandes 2009, severity 1.0, on linear light.
EYES: dict[str, tuple[tuple[float, ...], ...]] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def light(colour: Rgb) -> tuple[float, ...]:
    return tuple(
        v / 255 / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in colour
    )


def seen(colour: Rgb, eye: str) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(line, light(colour), strict=True)) for line in EYES[eye])


@pytest.mark.parametrize("eye", EYES)
def test_figure_and_ground_are_one_colour_for_the_eye_they_are_made_for(eye: Kind) -> None:
    figure, ground = PAIRS[eye]
    far = math.dist(light(figure), light(ground))
    assert far > 0.3
    assert math.dist(seen(figure, eye), seen(ground, eye)) < far / 6


@pytest.mark.parametrize("eye", EYES)
def test_controls_are_seen_by_every_eye(eye: str) -> None:
    figure, ground = PAIRS["control"]
    assert math.dist(seen(figure, eye), seen(ground, eye)) > 0.3


def test_less_light_stays_on_the_confusion_line() -> None:
    figure, ground = PAIRS["deutan"]
    assert math.dist(seen(scaled(figure, 0.8), "deutan"), seen(scaled(ground, 0.8), "deutan")) < 0.03


def test_light_never_overflows() -> None:
    assert scaled((255, 255, 255), 2.0) == (255, 255, 255)
    assert scaled((0, 0, 0), 2.0) == (0, 0, 0)


def test_a_check_has_eight_different_digits_and_begins_with_a_control() -> None:
    plates = draw_plates(7)
    assert [plate.kind for plate in plates] == list(ORDER)
    assert ORDER[0] == "control"
    assert sorted(plate.digit for plate in plates) == sorted(DIGITS)
    assert draw_plates(7) == plates
    assert draw_plates(8) != plates


def test_dots_keep_apart_inside_the_disc() -> None:
    dots = dots_of(Plate("control", "5", 3), lambda x, _y: x < 0.5)
    assert 300 < len(dots) <= DOTS
    for place, dot in enumerate(dots):
        assert math.hypot(dot.x - 0.5, dot.y - 0.5) + dot.radius <= 0.5
        for other in dots[place + 1 :]:
            assert math.hypot(dot.x - other.x, dot.y - other.y) >= dot.radius + other.radius


def test_the_same_plate_is_drawn_the_same() -> None:
    plate = draw_plates(1)[1]
    assert dots_of(plate, lambda _x, y: y < 0.5) == dots_of(plate, lambda _x, y: y < 0.5)


def test_brightness_gives_nothing_away() -> None:
    inside, outside = [], []
    for dot in dots_of(Plate("deutan", "5", 3), lambda x, _y: x < 0.5):
        (inside if dot.x < 0.5 else outside).append(
            0.2126 * light(dot.colour)[0] + 0.7152 * light(dot.colour)[1]
        )
    assert min(inside) < max(outside)
    assert min(outside) < max(inside)


@pytest.mark.parametrize(
    ("missed", "suspects"),
    [((), "none"), (("deutan",), "red_green"), (("protan",), "red_green"), (("tritan",), "blue_yellow"),
     (("deutan", "tritan"), "red_green"), (("control", "deutan"), "screen")],
)  # fmt: skip
def test_what_the_answers_point_to(missed: tuple[str, ...], suspects: str) -> None:
    plates = draw_plates(5)
    reading = read_answers(plates, ["" if plate.kind in missed else plate.digit for plate in plates])
    assert reading.suspects == suspects
    assert reading.n == 8
    assert reading.right == 8 - sum(kind in missed for kind in ORDER)


def test_a_plate_is_painted_in_its_own_colours(qtbot: QtBot) -> None:
    picture = paint_plate(draw_plates(2)[1], 200).toImage()
    assert picture.pixelColor(0, 0).alpha() == 0
    assert len({picture.pixelColor(x, 100).name() for x in range(200)}) > 10
