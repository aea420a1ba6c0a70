"""The window of licences: found from About, searched and read with the keyboard alone, whole on a small screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTableView, QTextEdit

from desktop.base import licences
from desktop.views.dialogs.licences import LicencesDialog
from tests.gui.accessibility import inspect
from tests.gui.pages.conftest import Opener
from tests.gui.pages.drivers import Person
from tests.gui.pages.fakes import TRAINEE

PARTS = (
    ("doorstep", "Doorstep 家门口标注实训工作站", "0.1.0", "Apache-2.0", "", {"LICENSE": "Apache License"}),
    (
        "qt",
        "Qt",
        "6.9.3",
        "LGPL-3.0-only",
        "https://download.qt.io",
        {
            "LGPL-QT.md": "# Qt 与 PySide\n\n**没有改动。**",
            "qt/LGPL-3.0.txt": "GNU LESSER GENERAL PUBLIC LICENSE",
        },
    ),
    (
        "icu",
        "ICU",
        "73.2",
        "Unicode-3.0",
        "https://icu.unicode.org",
        {"icu/Unicode-3.0.txt": "UNICODE LICENSE V3"},
    ),
)


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen program's folder."""
    own = tmp_path / "程序 一/licences"
    rows = []
    for identity, name, version, licence, source, texts in PARTS:
        rows.append(
            {
                "id": identity,
                "name": name,
                "version": version,
                "licence": licence,
                "source": source,
                "home": "",
            }
            | {"texts": list(texts)}
        )
        for path, text in texts.items():
            (own / path).parent.mkdir(parents=True, exist_ok=True)
            (own / path).write_text(text, encoding="utf-8")
    (own / "index.json").write_text(json.dumps({"parts": rows}), encoding="utf-8")
    monkeypatch.setattr(licences, "program_folder", lambda: own.parent)
    return own


@pytest.fixture
def person(show: Opener, beside: Path) -> Iterator[Person]:
    """Somebody who opened the list from About."""
    someone = Person(show("home", TRAINEE))
    someone.press("关于本程序")
    someone.press("全部许可证")
    yield someone
    while isinstance(someone.place, LicencesDialog):
        someone.place.accept()
        someone.settle()


def names(person: Person) -> list[str]:
    model = person.place.findChild(QTableView).model()
    return [model.index(place, 0).data() for place in range(model.rowCount())]


def text(person: Person) -> str:
    return person.place.findChild(QTextEdit).toPlainText()


def test_about_leads_to_every_licence(person: Person) -> None:
    assert isinstance(person.place, LicencesDialog)
    assert names(person) == ["Doorstep 家门口标注实训工作站", "Qt", "ICU"]
    assert text(person) == "Apache License"
    assert person.sees("3 项，共 3 项")


def test_typing_searches_and_the_first_found_is_shown(person: Person) -> None:
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    person.keys("lgpl")
    assert names(person) == ["Qt"]
    assert person.sees("Qt 6.9.3")
    assert person.sees("源码：https://download.qt.io")
    assert "没有改动。" in text(person)
    assert "**" not in text(person), "a page is shown as a page, not as its marks"


def test_nothing_found_is_said(person: Person) -> None:
    person.keys("zzz")
    assert names(person) == []
    assert person.sees("没有找到")
    assert person.sees("0 项，共 3 项")
    assert text(person) == ""


def test_the_keyboard_alone_reads_every_text(person: Person) -> None:
    person.key(Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QTableView)
    person.key(Qt.Key.Key_Down)
    assert person.sees("Qt 6.9.3")
    person.key(Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QComboBox)
    person.key(Qt.Key.Key_Down)
    assert text(person) == "GNU LESSER GENERAL PUBLIC LICENSE"
    person.key(Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QTextEdit)
    person.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "打开许可证文件夹", "the text lets the keyboard go"
    person.key(Qt.Key.Key_Escape)
    assert not isinstance(person.place, LicencesDialog)


def test_a_part_with_one_text_offers_no_choice_of_texts(person: Person) -> None:
    person.keys("icu")
    assert not person.place.findChild(QComboBox).isVisible()
    assert text(person) == "UNICODE LICENSE V3"


def test_sorting_keeps_row_and_text_together(person: Person) -> None:
    view = person.place.findChild(QTableView)
    view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    person.settle()
    assert names(person) == ["Qt", "ICU", "Doorstep 家门口标注实训工作站"]
    view.setCurrentIndex(view.model().index(1, 0))
    assert text(person) == "UNICODE LICENSE V3"


def test_a_text_that_went_missing_is_said_calmly(person: Person, beside: Path) -> None:
    (beside / "icu/Unicode-3.0.txt").unlink()
    person.keys("icu")
    assert text(person).startswith("读不出来：")


def test_the_folder_opens_in_the_systems_own_window(
    person: Person, beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    person.press("打开许可证文件夹")
    assert [Path(url.toLocalFile()) for url in opened] == [beside]


def test_a_checkout_has_the_list_without_a_folder(show: Opener, qapp: QApplication) -> None:
    someone = Person(show("home", TRAINEE))
    someone.press("关于本程序")
    someone.press("全部许可证")
    assert "打开许可证文件夹" not in someone.buttons()
    someone.keys("m")
    assert names(someone)[0].startswith("markdown"), (
        "a part of that name before those that only have the letter"
    )
    someone.key(Qt.Key.Key_Backspace)
    someone.keys("shiboken")
    assert "安装包里有它的许可证全文" in text(someone)
    someone.press("关闭")


@pytest.mark.parametrize(("scale", "dark"), [(100, False), (150, False), (150, True)])
def test_it_fits_a_small_screen_and_names_every_control(
    show: Opener, beside: Path, scale: int, dark: bool
) -> None:
    someone = Person(show("home", TRAINEE, scale=scale, dark=dark))
    dialog = LicencesDialog(someone.window)
    dialog.open()
    someone.settle()
    assert dialog.width() <= 1366
    assert dialog.height() <= 728, "a task bar has its place"
    assert [inspect.describe(each) for each in inspect.controls(dialog) if not inspect.name_of(each)] == []
    assert list(inspect.cut_texts(dialog)) == []
    dialog.accept()
    dialog.deleteLater()
    QTest.qWait(0)
