"""Inspection: what is under inspection is listed and pointed at, flagged by mouse and by key, and cannot be changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.annotation.codec import encode_marks
from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.flag import Flag
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import Label, LabelSchema
from desktop.session.shown import OpenAttempt
from tests.gui.canvas.drivers import BenchDriver, car, picture, schema

AtPicture = Callable[..., BenchDriver]
GIVEN = (car("a", 50, 50, 110, 90), car("b", 200, 60, 260, 100), Box("l", "light", 300, 20, 315, 50))
FAULTS = LabelSchema(
    id="faults",
    task="inspection",
    inspects="main",
    labels=(
        Label(id="LOOSE", name="偏松", short="松", key="1", colour=0),
        Label(id="MISS", name="漏标", short="漏", key="2", colour=1),
    ),
)


def inspection(**more: Any) -> OpenAttempt:
    """An open inspection of three marks."""
    exercise = Exercise.model_validate(
        {
            "id": "q1",
            "title": "质检",
            "schema_id": "faults",
            "pool": "practice",
            "media": "m.png",
            "size": [400, 300],
            "work": "inspect",
            "given": encode_marks(GIVEN),
            "golds": [{"marks": []}],
        }
    )
    return OpenAttempt(
        attempt_id="a1", exercise=exercise, schema=FAULTS, history=History(Document()), mode="practice",
        try_number=1, media=picture((400, 300)), clauses=(), given_schema=schema(), **more,
    )  # fmt: skip


@pytest.fixture
def inspector(at_picture: AtPicture) -> BenchDriver:
    """Somebody who inspects."""
    return at_picture(attempt=inspection())


def rows(inspector: BenchDriver) -> list[str]:
    """What the list of the marks under inspection says."""
    given = inspector.bench.panel.given
    return [given.item(row).text() for row in range(given.count())]


def flags(inspector: BenchDriver) -> list[tuple[str, str | None]]:
    """Class and target of every flag."""
    return [(own.label, own.target) for own in inspector.desk.document.of(Flag)]


def test_every_mark_under_inspection_is_listed_with_its_class_and_answers(inspector: BenchDriver) -> None:
    assert len(rows(inspector)) == 3
    assert rows(inspector)[0].startswith("1  轿车  遮挡")
    assert rows(inspector)[2].startswith("3  ")
    assert len(inspector.desk.document) == 0


def test_enter_in_the_list_flags_the_mark_with_the_class_in_hand_and_takes_it_back(
    inspector: BenchDriver,
) -> None:
    given = inspector.bench.panel.given
    given.setFocus()
    given.setCurrentRow(1)
    QTest.keyClick(given, Qt.Key.Key_Return)
    assert flags(inspector) == [("LOOSE", "b")]
    assert not given.item(1).icon().isNull()
    QTest.keyClick(given, Qt.Key.Key_Return)
    assert flags(inspector) == []
    assert given.item(1).icon().isNull()


def test_walking_the_list_points_at_the_mark_on_the_picture(inspector: BenchDriver) -> None:
    given = inspector.bench.panel.given
    given.setCurrentRow(2)
    stage = inspector.bench.canvas.stage
    assert stage is not None
    assert stage.pointed == GIVEN[2].bounds


def test_a_click_on_a_mark_flags_it_and_a_drag_elsewhere_marks_a_place(inspector: BenchDriver) -> None:
    inspector.click(80, 70)
    assert flags(inspector) == [("LOOSE", "a")]
    inspector.press("2")
    inspector.press("F")
    inspector.drag((150, 200), (220, 260))
    assert flags(inspector)[-1] == ("MISS", None)


def test_hovering_a_mark_finds_its_row(inspector: BenchDriver) -> None:
    inspector.move(230, 80)
    assert inspector.bench.panel.given.currentRow() == 1


def test_what_is_under_inspection_cannot_be_moved_or_deleted(inspector: BenchDriver) -> None:
    inspector.press("V")
    inspector.drag((80, 70), (150, 150))
    inspector.press("Ctrl+A", "Del")
    underlay = inspector.desk.underlay
    assert underlay is not None
    assert [own.bounds for own in underlay.shapes] == [own.bounds for own in GIVEN]


def test_a_flag_is_undone_like_any_other_mark(inspector: BenchDriver) -> None:
    inspector.click(80, 70)
    inspector.press("Ctrl+Z")
    assert flags(inspector) == []
    inspector.press("Ctrl+Y")
    assert flags(inspector) == [("LOOSE", "a")]


def test_an_ordinary_exercise_lists_nothing_under_inspection(at_picture: AtPicture) -> None:
    worker = at_picture(car("a", 10, 10, 60, 50))
    assert not worker.bench.panel.given.isVisible()


# -- flags and the marks that they speak of


def listed(inspector: BenchDriver) -> list[str]:
    """What a screen reader says of the list of flags."""
    marks = inspector.bench.panel.objects.marks
    return [str(marks.data(marks.index(row))) for row in range(marks.rowCount())]


def framed(inspector: BenchDriver) -> object:
    """The place that is framed on the picture."""
    assert inspector.bench.canvas.stage is not None
    return inspector.bench.canvas.stage.pointed


def test_a_flag_is_listed_with_number_and_class_of_its_mark(inspector: BenchDriver) -> None:
    inspector.click(80, 70)
    inspector.click(307, 40)
    assert listed(inspector) == ["1 偏松 → 1 轿车", "2 偏松 → 3 信号灯"]
    marks = inspector.bench.panel.objects.marks
    assert [marks.beside(own) for own in inspector.desk.document] == ["→ 1 轿车", "→ 3 信号灯"]


def test_a_flag_on_a_place_says_that_something_is_missing_there(inspector: BenchDriver) -> None:
    inspector.drag((150, 200), (220, 260))
    assert listed(inspector) == ["1 偏松 漏标处"]


def test_a_flag_that_is_selected_shows_its_mark(inspector: BenchDriver) -> None:
    inspector.click(80, 70)
    inspector.click(307, 40)
    inspector.press("V", "Esc")
    inspector.move(10, 280)
    assert framed(inspector) is None
    objects = inspector.bench.panel.objects
    objects.selectRow(1)
    assert framed(inspector) == GIVEN[2].bounds
    assert inspector.bench.panel.given.currentRow() == 2
    objects.selectRow(0)
    assert framed(inspector) == GIVEN[0].bounds


def test_a_flag_that_is_selected_brings_its_mark_into_view(inspector: BenchDriver) -> None:
    inspector.click(80, 70)
    inspector.press("V", "Esc")
    view = inspector.bench.canvas.view
    inspector.bench.canvas.show_rect((340, 240, 360, 260))
    assert view.to_view(*GIVEN[0].bounds[:2])[0] < 0
    inspector.bench.panel.objects.selectRow(0)
    assert view.to_view(*GIVEN[0].bounds[:2])[0] >= 0


def test_the_mark_under_the_pointer_is_framed_and_no_other(inspector: BenchDriver) -> None:
    inspector.move(230, 80)
    assert framed(inspector) == GIVEN[1].bounds
    inspector.move(80, 70)
    assert framed(inspector) == GIVEN[0].bounds
    inspector.move(150, 200)
    assert framed(inspector) is None


def test_a_list_points_although_the_pointer_rests_on_another_mark(inspector: BenchDriver) -> None:
    inspector.move(230, 80)
    inspector.bench.panel.given.setCurrentRow(2)
    assert framed(inspector) == GIVEN[2].bounds
    inspector.bench.canvas.pan(5, 5)
    assert framed(inspector) == GIVEN[2].bounds


def test_a_screen_reader_hears_what_was_said_of_a_mark(inspector: BenchDriver) -> None:
    inspector.click(80, 70)
    given = inspector.bench.panel.given
    assert "已指出：偏松" in given.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    inspector.press("Ctrl+Z")
    assert given.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == given.item(0).text()
