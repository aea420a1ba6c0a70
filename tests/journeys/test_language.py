"""The language is a property of the screen: switched while people work, it re-words every page and disturbs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.base.errors import KnownError
from desktop.base.wording import language
from desktop.session.operations import exam, preferences
from desktop.views.pages.exam import ExamPage
from desktop.views.pages.home import HomePage
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.item import ItemView
from tests.journeys.conftest import SitDown
from tests.journeys.seat import Seat


def speak(seat: Seat, code: str) -> None:
    preferences.set_setting(seat.session, "language", code)
    seat.settle()


def test_the_bar_switches_the_language_of_the_page_at_hand(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    seat.sign_in()
    seat.actor.press("EN")
    assert language() == "en"
    assert isinstance(seat.window.page, HomePage)
    assert "Sign out" in seat.reads()
    assert "退出登录" not in seat.reads()
    seat.actor.press("中文")
    assert "退出登录" in seat.reads()


def test_the_toolkit_speaks_the_language_of_the_screen(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"
    speak(seat, "en")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    speak(seat, "zh")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"
    seat.close()
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_every_page_is_worded_anew_while_it_is_open(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    pages = ["sign_in", *("class", "attempts", "roster", "export", "order", "settings")]
    for page in pages:
        if page == "class":
            seat.instruct()
        seat.window.go(page)
        speak(seat, "zh")
        chinese = seat.reads()
        speak(seat, "en")
        english = seat.reads()
        speak(seat, "zh")
        assert chinese != english, page
        assert seat.reads() == chinese, page


def test_a_new_start_speaks_the_language_that_was_chosen(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    speak(seat, "en")
    seat.close()
    seat.open()
    assert language() == "en"
    assert "你是哪一位" not in seat.reads()


def test_switching_at_the_bench_keeps_every_stroke(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    seat.window.go("bench", activity_id="m2-boxes")
    seat.settle()
    seat.label()
    desk = seat.actor.find(ImageBench).desk
    assert desk is not None
    drawn = [box.corners for box in desk.document.boxes()]
    speak(seat, "en")
    desk = seat.actor.find(ImageBench).desk
    assert desk is not None
    assert [box.corners for box in desk.document.boxes()] == drawn
    assert drawn


def test_switching_in_an_exam_keeps_the_answers_and_counts_no_interruption(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    seat.actor.press("去考核")
    seat.actor.press("开始考核")
    seat.actor.keys("1", seat.actor.find(ItemView))
    before = exam.resume(seat.session)
    speak(seat, "en")
    assert isinstance(seat.window.page, ExamPage)
    after = exam.resume(seat.session)
    assert (after.part, after.answers, after.interruptions) == (before.part, before.answers, 0)
    assert seat.actor.find(ItemView).chosen() == before.answers[before.items[0].id]


def test_a_language_without_its_file_is_refused_and_the_program_starts_again(
    sit_down: SitDown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit_down("first day")
    empty = tmp_path / "assets"
    (empty / "locale").mkdir(parents=True)
    with monkeypatch.context() as patched:
        patched.setattr(type(seat.session.places), "__getattribute__", _without_catalogue(empty))
        with pytest.raises(KnownError, match="缺少 en 语言文件"):
            preferences.set_setting(seat.session, "language", "en")
    assert (language(), seat.session.settings.text("language")) == ("zh", "zh")
    seat.close()
    seat.open()
    assert "你是哪一位" in "\n".join(each.text() for each in seat.window.findChildren(QLabel))


def _without_catalogue(assets: Path) -> object:
    def get(places: object, name: str) -> object:
        return assets if name == "assets" else object.__getattribute__(places, name)

    return get
