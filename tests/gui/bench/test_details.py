"""Figures, transcriptions and joints of what is selected: shown as they stand, changed as typed, refused when impossible."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.annotation.document import adding
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.views.widgets.bench.details import Details, FigureField
from desktop.views.widgets.bench.sizes import kind_name, short_size, spoken_size
from desktop.views.widgets.canvas.desk import ImageDesk
from tests.gui.bench.shapes_desk import desk, every_shape


@pytest.fixture
def details(qtbot: QtBot) -> Details:
    """The part of the panel, shown."""
    part = Details()
    part.resize(280, 300)
    qtbot.addWidget(part)
    part.show()
    return part


def shown(part: Details, at: ImageDesk, mark_id: str) -> list[FigureField]:
    """Select a mark and return the figures shown."""
    part.show_desk(at)
    at.select((mark_id,))
    return part.findChildren(FigureField)[-len(part._fields) :] if part._fields else []


def type_in(field: FigureField, text: str) -> None:
    """Type a figure and press Enter."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("mark_id", "figures"),
    [
        ("box", ["10", "10", "50", "30"]),
        ("turned", ["120", "40", "60", "20", "30"]),
        ("round", ["300", "60", "30", "20", "0"]),
        ("dot", ["200", "100"]),
    ],
)
def test_a_mark_shows_its_figures(details: Details, mark_id: str, figures: list[str]) -> None:
    at = desk()
    shown(details, at, mark_id)
    assert [field.text() for field in details._fields] == figures


@pytest.mark.parametrize("mark_id", ["area", "line", "mask", "tag"])
def test_a_mark_without_figures_takes_no_room(details: Details, mark_id: str) -> None:
    at = desk()
    shown(details, at, mark_id)
    assert details._fields == []
    assert not details.isVisible()


def test_a_typed_figure_changes_the_mark_in_one_step(details: Details) -> None:
    at = desk()
    shown(details, at, "box")
    type_in(details._fields[2], "80")
    box = at.document["box"]
    assert isinstance(box, Box)
    assert box.corners == (10, 10, 90, 40)
    at.undo()
    assert at.document["box"] == every_shape()[0]
    assert details._fields[2].text() == "50"


def test_a_typed_angle_turns_the_box(details: Details) -> None:
    at = desk()
    shown(details, at, "turned")
    type_in(details._fields[4], "95.5")
    turned = at.document["turned"]
    assert isinstance(turned, RotatedBox)
    assert turned.angle == 95.5
    assert (turned.cx, turned.cy, turned.width, turned.height) == (120, 40, 60, 20)


@pytest.mark.parametrize(("place", "typed"), [(2, "0"), (3, "0.5"), (0, "900")])
def test_an_impossible_figure_is_refused_and_the_old_one_stands(
    details: Details, qtbot: QtBot, place: int, typed: str
) -> None:
    at = desk()
    shown(details, at, "box")
    with qtbot.waitSignal(details.refused, timeout=30_000):
        type_in(details._fields[place], typed)
    assert at.document["box"] == every_shape()[0]
    assert at.history.next_undo == ""


def test_figures_that_are_rounded_on_the_screen_stay_exact_in_the_mark(details: Details) -> None:
    exact = Box("b", "part", 10.123456, 10, 60, 40)
    at = desk(exact)
    shown(details, at, "b")
    assert details._fields[0].text() == "10.12"
    type_in(details._fields[1], "20")
    box = at.document["b"]
    assert isinstance(box, Box)
    assert box.x1 == 10.123456


def test_a_locked_mark_s_figures_cannot_be_typed_over(details: Details) -> None:
    at = desk(Box("b", "part", 10, 10, 60, 40, locked=True))
    shown(details, at, "b")
    assert all(field.isReadOnly() for field in details._fields)


def test_a_transcription_is_written_with_enter(details: Details) -> None:
    at = desk()
    shown(details, at, "text")
    field = details._text
    assert field is not None
    assert field.text() == "合计"
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "12.50")
    QTest.keyClick(field, Qt.Key.Key_Return)
    quad = at.document["text"]
    assert isinstance(quad, Quad)
    assert quad.text == "12.50"
    at.undo()
    assert field.text() == "合计"


def test_the_state_of_a_joint_is_chosen_by_name(details: Details) -> None:
    at = desk()
    shown(details, at, "man")
    choices = details.findChildren(QComboBox)
    assert [(own.accessibleName(), own.currentText()) for own in choices] == [
        ("头", "可见"),
        ("手", "遮挡"),
        ("脚", "画外"),
    ]
    choices[1].setCurrentIndex(0)
    man = at.document["man"]
    assert isinstance(man, Skeleton)
    assert [joint.state for joint in man.joints] == ["visible", "visible", "out"]


def test_two_marks_at_once_show_no_figures(details: Details) -> None:
    at = desk()
    details.show_desk(at)
    at.select(("box", "turned"))
    assert details._fields == []


@pytest.mark.parametrize(
    ("mark_id", "said"),
    [
        ("box", "50 × 30"),
        ("turned", "60 × 20  30°"),
        ("area", "7 点 1 孔"),
        ("line", "3 点 70 px"),
        ("dot", ""),
        ("man", "可见 1/3"),
        ("round", "60 × 40"),
        ("mask", "264 px"),
        ("text", "合计"),
        ("tag", ""),
    ],
)
def test_every_kind_has_a_size_in_a_few_signs(mark_id: str, said: str) -> None:
    mark = next(own for own in every_shape() if own.id == mark_id)
    assert short_size(mark) == said
    assert spoken_size(mark).startswith(said)


def test_every_kind_has_a_name() -> None:
    assert len({kind_name(own.kind) for own in every_shape()}) == len(every_shape())


def test_the_next_of_a_kind_takes_over_the_fields_and_nothing_half_typed(details: Details) -> None:
    """Fields that are made anew for every mark leave something in the style each time."""
    at = desk()
    other = Box("other", every_shape()[0].label, 1, 2, 31, 42)
    at.do(adding("add", at.document, other))
    shown(details, at, "box")
    fields = list(details._fields)
    fields[0].setFocus()
    fields[0].selectAll()
    QTest.keyClicks(fields[0], "77")
    at.select(("other",))
    assert details._fields == fields
    assert [field.text() for field in fields] == ["1", "2", "30", "40"]
    type_in(fields[0], "5")
    assert at.document["other"].bounds == (5, 2, 35, 42)
    assert at.document["box"] == every_shape()[0]


def test_nothing_selected_shows_no_fields_and_the_same_ones_come_back(details: Details) -> None:
    at = desk()
    skeleton = next(own for own in every_shape() if isinstance(own, Skeleton))
    shown(details, at, skeleton.id)
    choices = details.findChildren(QComboBox)
    assert choices
    at.select(())
    assert not details.isVisible()
    assert not details.focus_first()
    at.select((skeleton.id,))
    assert details.isVisible()
    assert details.findChildren(QComboBox) == choices
