"""Every page, for whoever has no mouse, no sharp eyes, a small screen or a screen reader."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.session.session import Session
from desktop.views.widgets.canvas.widget import ImageCanvas
from tests.gui.accessibility import inspect
from tests.gui.accessibility.conftest import PAGES, Look
from tests.gui.accessibility.inspect import CHINESE, LEAST_TARGET, controls, describe, name_of
from tests.scenes import PACK_ID, SITE, TEACHER, TRAINEES

EVERY_PAGE = [page for page in PAGES if page != "setup"]
#: Documented: the canvas has every tool on a key, so its rail buttons and lists are no stops of their own.
KEYS_INSTEAD = {"ImageCanvas", "RailButton"}


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_control_has_a_name(look: Callable[..., Look], page: str) -> None:
    window = look(page).window
    assert [describe(each) for each in controls(window) if not name_of(each)] == []


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_control_is_reached_without_a_mouse(look: Callable[..., Look], page: str) -> None:
    window = look(page).window
    usable = controls(window)
    stops = inspect.tab_stops(window)
    missed = [
        describe(each)
        for each in usable
        if not inspect.reached(each, stops)
        and not _has_a_key(each)
        and type(each).__name__ not in KEYS_INSTEAD
    ]
    assert missed == []


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_button_is_large_enough_to_hit(look: Callable[..., Look], page: str) -> None:
    window = look(page).window
    small = [
        describe(each)
        for each in controls(window)
        if isinstance(each, QPushButton | QLineEdit)
        and (each.height() < LEAST_TARGET or each.width() < LEAST_TARGET)
        and each.property("look") != "link"
    ]
    assert small == []


@pytest.mark.parametrize(
    ("scale", "dark", "language"),
    [(100, False, "zh"), (100, True, "zh"), (150, False, "zh"), (150, True, "en"), (100, False, "en")],
    ids=["light", "dark", "large type", "large type, dark, English", "English"],
)
@pytest.mark.parametrize("page", EVERY_PAGE)
def test_no_word_is_cut_and_no_control_sticks_out(
    look: Callable[..., Look], page: str, scale: int, dark: bool, language: str
) -> None:
    window = look(page, scale=scale, dark=dark, language=language).window
    assert (window.width(), window.height()) == (1366, 768)
    assert list(inspect.cut_texts(window)) == []
    assert list(inspect.outside(window)) == []


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_where_the_keyboard_is_can_be_seen(look: Callable[..., Look], page: str) -> None:
    seen = look(page)
    unseen = []
    for each in controls(seen.window):
        if not isinstance(each, QPushButton) or not inspect.reached(each, {each}) or not each.focusPolicy():
            continue
        each.clearFocus()
        seen.settle()
        before = each.grab().toImage()
        each.setFocus()
        seen.settle()
        if each.hasFocus() and each.grab().toImage() == before:
            unseen.append(describe(each))
    assert unseen == []


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_in_english_no_chinese_is_left_but_what_people_and_courses_say(
    look: Callable[..., Look], page: str
) -> None:
    seen = look(page, language="en")
    own = sorted(_data(seen.running.session), key=len, reverse=True)
    left = set()
    for said in inspect.words(seen.window):
        rest = re.sub(r"<[^>]+>", "", said)
        for known in own:
            rest = rest.replace(known, "")
        if CHINESE.search(rest):
            left.add(rest.strip())
    # A language is named in itself.
    assert left - {"中文", "Language 中文"} == set()


def _has_a_key(widget: object) -> bool:
    return (isinstance(widget, QPushButton) and not widget.shortcut().isEmpty()) or isinstance(
        widget, ImageCanvas
    )


def _data(session: Session) -> set[str]:
    """Everything that is no word of the program: names, and the texts of the course."""
    pack = session.shelf.pack(PACK_ID)
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.update(part for part in re.split(r"[*\n#\[\]()]+", value) if CHINESE.search(part))
            found.add(value)
        elif isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list | tuple):
            for each in value:
                walk(each)

    for part in (pack.order, pack.rules, *pack.modules, *pack.items.values(), *pack.exercises.values()):
        walk(part.model_dump(mode="json"))
    for lesson in pack.lessons.values():
        walk(lesson.model_dump(mode="json"))
    walk([pack.head.title, SITE, TEACHER, "第 24 期", "右边再贴一点，提交前放大检查一遍。"])
    walk([name for name, _pin, _number in TRAINEES])
    walk([char for name in (TEACHER, *(name for name, _p, _n in TRAINEES)) for char in name])
    return {each for each in found if CHINESE.search(each)}
