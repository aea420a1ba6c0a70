"""The backups dialog: made with one press, put back with a look at what is in it first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.session.operations import backups
from desktop.session.operations.backups import Backup, Content
from desktop.session.session import Session
from desktop.views.dialogs.backups import BackupsDialog, described
from desktop.views.pages.sign_in import SignInPage
from tests.gui.pages.conftest import Opener
from tests.gui.pages.drivers import Person
from tests.gui.pages.fakes import INSTRUCTOR, TRAINEE
from tests.gui.pages.test_trainee_pages import noting, refusing

COPY = Backup(Path("/x/record-20261123T010203Z.db"), datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC), 1.5)
CONTENT = Content("幸福里社区实训点", 21, 4711, ours=True)


@pytest.fixture
def opened(show: Opener, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(backups, "kept", lambda _session, _folder=None: (COPY,))
    monkeypatch.setattr(backups, "look_at", lambda _session, _path: CONTENT)
    person = Person(show("settings", INSTRUCTOR))
    next(each for each in person.page.findChildren(QPushButton) if each.text() == "打开").click()
    person.settle()
    assert isinstance(person.place, BackupsDialog)
    return person


def test_a_copy_is_made_with_one_press(opened: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    made = noting(monkeypatch, backups, "make", COPY.path)
    opened.press("现在备份")
    assert made == [(None,)]
    assert opened.sees("备份好了，已核对。")
    assert opened.sees(str(COPY.path))


def test_a_copy_onto_a_stick(opened: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    made = noting(monkeypatch, backups, "make", COPY.path)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: "/media/stick")
    opened.press("备份到优盘 …")
    assert made == [(Path("/media/stick"),)]


def test_copies_that_lie_elsewhere(opened: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = noting(monkeypatch, backups, "kept", ())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: "/media/stick")
    opened.press("看别处的备份 …")
    assert looked == [(Path("/media/stick"),)]
    assert opened.sees("这里还没有备份")
    assert opened.sees("/media/stick")


def test_nothing_is_put_back_without_a_yes(opened: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    put_back = noting(monkeypatch, backups, "put_back")
    opened.press("恢复 …")
    assert opened.sees("幸福里社区实训点，21 人，4711 条记录")
    opened.press("先不")
    assert put_back == []


def test_putting_back_ends_at_the_sign_in(
    opened: Person, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_back(at: Session, path: Path) -> None:
        assert path == COPY.path
        at.account = None

    monkeypatch.setattr(backups, "put_back", put_back)
    opened.press("恢复 …")
    opened.press("恢复")
    assert isinstance(opened.page, SignInPage)
    assert opened.sees("已恢复。请重新登录。")


@pytest.mark.parametrize(("verb", "button"), [("make", "现在备份"), ("look_at", "恢复 …")])
def test_what_cannot_be_done_is_explained(
    opened: Person, monkeypatch: pytest.MonkeyPatch, verb: str, button: str
) -> None:
    refusing(monkeypatch, backups, verb, "优盘满了。")
    opened.press(button)
    assert opened.sees("优盘满了。")


def test_a_failed_restore_is_explained_and_the_dialog_stays(
    opened: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, backups, "put_back", "这份备份不能用：坏了。")
    opened.press("恢复 …")
    opened.press("恢复")
    assert opened.sees("这份备份不能用：坏了。")


def test_a_copy_of_another_pc_is_said_to_be_one() -> None:
    assert "另一台电脑" in described(Content("别处", 3, 9, ours=False))
    assert "另一台电脑" not in described(CONTENT)
    assert "还没有设置实训点" in described(Content("", 0, 0, ours=True))


def test_a_trainee_sees_nothing_of_it(show: Opener) -> None:
    assert not Person(show("settings", TRAINEE)).sees("备份与恢复")
