"""The lists of the panel: folded by mouse and by key, their borders moved, and found again on the next image."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.annotation.codec import encode_marks
from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.curriculum.items import Exercise
from desktop.session.shown import OpenAttempt
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.classes import ROW
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.bench.sections import Sections
from tests.gui.canvas.drivers import BenchDriver, attempt, car, picture, schema

AtPicture = Callable[..., BenchDriver]
GIVEN = tuple(car(f"c{n}", 10 + 12 * n, 10, 60 + 12 * n, 50) for n in range(20))
REMARKS = tuple(
    {"code": "LOOSE", "text": "右边外扩，请贴住看得见的边。", "target": f"c{n}", "place": (5, 5, 65, 45)}
    for n in range(5)
)


def repair() -> OpenAttempt:
    """Twenty marks of another to mend, and five remarks."""
    exercise = Exercise.model_validate(
        {
            "id": "r1",
            "title": "返修",
            "pool": "practice",
            "media": "m.png",
            "size": [400, 300],
            "work": "repair",
            "given": encode_marks(GIVEN),
            "remarks": REMARKS,
            "golds": [{"marks": []}],
        }
    )
    return OpenAttempt(
        attempt_id="a1", exercise=exercise, schema=schema(), history=History(Document(GIVEN)), mode="practice",
        try_number=1, media=picture((400, 300)), clauses=(),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """Nobody has arranged anything before."""
    kept().forget()
    yield
    kept().forget()


@pytest.fixture
def mender(at_picture: AtPicture) -> BenchDriver:
    """Somebody who mends what was given back, in the window of a small screen."""
    worker = at_picture(attempt=repair())
    worker.bench.resize(1366, 660)
    QApplication.processEvents()
    return worker


def sections(worker: BenchDriver) -> Sections:
    """The lists of the panel."""
    return worker.bench.panel.sections


def rows(worker: BenchDriver) -> float:
    """How many objects are seen at once."""
    return worker.bench.panel.objects.height() / theme().px(ROW)


def test_on_a_small_screen_four_objects_are_seen_below_the_remarks(mender: BenchDriver) -> None:
    assert mender.bench.panel.remarks.isVisible()
    assert rows(mender) >= 4


def test_remarks_folded_away_leave_their_room_to_the_objects(mender: BenchDriver) -> None:
    before = rows(mender)
    QTest.mouseClick(sections(mender).sections["remarks"].title, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert not mender.bench.panel.remarks.isVisible()
    assert rows(mender) >= before + 2
    QTest.mouseClick(sections(mender).sections["remarks"].title, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert mender.bench.panel.remarks.isVisible()
    assert rows(mender) == pytest.approx(before, abs=0.2)


def test_a_border_that_was_moved_and_a_list_that_was_folded_are_found_again(
    mender: BenchDriver, at_picture: AtPicture
) -> None:
    handle = sections(mender).handle(2)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(0, 30))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle + QPoint(0, 30))
    QApplication.processEvents()
    moved = mender.bench.panel.remarks.height()
    other = at_picture(attempt=repair())
    other.bench.resize(1366, 660)
    QApplication.processEvents()
    assert other.bench.panel.remarks.height() == pytest.approx(moved, abs=4)
    sections(other).sections["remarks"].title.click()
    again = at_picture(attempt=repair())
    assert not again.bench.panel.remarks.isVisible()


def test_the_keyboard_goes_through_titles_and_lists_and_folds_with_space(mender: BenchDriver) -> None:
    panel = mender.bench.panel
    mender.canvas.setFocus()
    mender.press("F6", "F6")
    title = sections(mender).sections["remarks"].title
    assert QApplication.focusWidget() is title
    mender.press("F6")
    assert QApplication.focusWidget() is panel.remarks._cards[0]
    mender.press("Down", "Down", "Up")
    assert QApplication.focusWidget() is panel.remarks._cards[1]
    mender.press("Enter")
    assert mender.selected == ("c1",)
    mender.press("F6", "F6")
    assert QApplication.focusWidget() is panel.objects
    title.setFocus()
    QTest.keyClick(title, Qt.Key.Key_Space)
    assert not panel.remarks.isVisible()
    mender.press("F6")
    assert QApplication.focusWidget() is sections(mender).sections["objects"].title


def test_where_there_is_one_list_only_it_cannot_be_folded(mender: BenchDriver, at_picture: AtPicture) -> None:
    sections(mender).sections["objects"].title.click()
    assert not mender.bench.panel.objects.isVisible()
    mender.bench.load(attempt(GIVEN))
    QApplication.processEvents()
    assert mender.bench.panel.objects.isVisible()
    sections(mender).sections["objects"].title.click()
    assert mender.bench.panel.objects.isVisible()
