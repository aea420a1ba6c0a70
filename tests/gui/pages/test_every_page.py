"""What holds for every page: it fits the screen, is reachable by keyboard, says its name, and is large enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.views.navigation import PAGES, SECTIONS, page_class
from desktop.views.page import Page
from tests.gui.pages.conftest import Opener
from tests.gui.pages.fakes import INSTRUCTOR, TRAINEE

VISITS = {
    "setup": (None, {}),
    "sign_in": (None, {}),
    "home": (TRAINEE, {}),
    "lesson": (TRAINEE, {"activity_id": "c1"}),
    "theory": (TRAINEE, {"activity_id": "c2"}),
    "drill": (TRAINEE, {"activity_id": "a2"}),
    "bench": (TRAINEE, {"activity_id": "c3"}),
    "exam": (TRAINEE, {}),
    "result": (TRAINEE, {"sitting_id": "s1"}),
    "class": (INSTRUCTOR, {}),
    "trainee": (INSTRUCTOR, {"class_id": "k1", "account_id": "p1"}),
    "attempts": (INSTRUCTOR, {}),
    "review": (INSTRUCTOR, {"attempt_id": "t1"}),
    "agreement": (INSTRUCTOR, {"class_id": "k1"}),
    "agreement_item": (
        INSTRUCTOR,
        {"class_id": "k1", "account_id": "p0", "other_id": "p1", "exercise_id": "e1"},
    ),
    "roster": (INSTRUCTOR, {}),
    "export": (INSTRUCTOR, {}),
    "order": (INSTRUCTOR, {}),
    "sticks": (INSTRUCTOR, {}),
    "settings": (INSTRUCTOR, {}),
    "self_test": (INSTRUCTOR, {}),
}
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QPlainTextEdit)
#: The benches have rules and tests of their own.
BENCH = "desktop.views.widgets.bench"


def controls(page: Page) -> list[QWidget]:
    """What a person can work with on a page, the bench apart."""
    return [
        each
        for each in page.findChildren(QWidget)
        if isinstance(each, CONTROLS)
        and each.isVisible()
        and not any(
            isinstance(each.parent(), kind)
            for kind in (QComboBox, QAbstractSpinBox, QAbstractItemView, QLineEdit)
        )
        and not on_bench(each)
    ]


def on_bench(widget: QWidget) -> bool:
    """Tell whether a widget belongs to a workbench."""
    while widget is not None:
        if type(widget).__module__.startswith(
            (BENCH, "desktop.views.widgets.canvas", "desktop.views.widgets.text")
        ):
            return True
        widget = widget.parentWidget()
    return False


def test_every_page_has_a_visit() -> None:
    assert set(VISITS) == set(PAGES)
    assert {section.page for section in SECTIONS} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_found(name: str) -> None:
    assert issubclass(page_class(name), Page)


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("name", VISITS)
def test_fits_the_smallest_screen(show: Opener, name: str, scale: int) -> None:
    person, arguments = VISITS[name]
    window = show(name, person, scale=scale, **arguments)
    assert type(window.page) is page_class(name)
    least = window.minimumSizeHint()
    assert (least.width() <= 1366, least.height() <= 768) == (True, True), least


@pytest.mark.parametrize("name", VISITS)
def test_every_control_says_its_name(show: Opener, name: str) -> None:
    person, arguments = VISITS[name]
    page = show(name, person, **arguments).page
    nameless = [type(each).__name__ for each in controls(page) if not each.accessibleName()]
    assert nameless == []


@pytest.mark.parametrize("name", VISITS)
def test_every_target_is_large_enough(show: Opener, name: str) -> None:
    person, arguments = VISITS[name]
    page = show(name, person, **arguments).page
    small = [
        (each.accessibleName(), each.size())
        for each in controls(page)
        if each.height() < 32 or each.width() < 32
    ]
    assert small == []


@pytest.mark.parametrize("name", VISITS)
def test_no_word_is_smaller_than_a_caption(show: Opener, name: str) -> None:
    person, arguments = VISITS[name]
    page = show(name, person, **arguments).page
    small = [label.text() for label in page.findChildren(QLabel) if 0 < label.font().pixelSize() < 12]
    assert small == []


@pytest.mark.parametrize("name", sorted(set(VISITS) - {"bench", "review"}))
def test_tab_reaches_every_control(show: Opener, name: str) -> None:
    person, arguments = VISITS[name]
    window = show(name, person, **arguments)
    wanted = {
        id(each)
        for each in controls(window.page)
        if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen = set()
    widget = window
    for _step in range(600):
        widget = widget.nextInFocusChain()
        seen.add(id(widget))
        if widget is window:
            break
    assert wanted <= seen


@pytest.mark.parametrize("name", VISITS)
def test_dark_is_dark(show: Opener, name: str) -> None:
    person, arguments = VISITS[name]
    window = show(name, person, dark=True, **arguments)
    picture = window.grab().toImage()
    corner = picture.pixelColor(picture.width() - 20, picture.height() // 2)
    assert corner.lightness() < 128
