"""Two people compared at the real window: choose, read, open one, save the drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QTableView

from desktop.session.operations import agreement
from desktop.views.pages.agreement import AgreementPage
from desktop.views.pages.agreement_item import AgreementItemPage
from desktop.views.pages.attempts import AttemptsPage
from desktop.views.widgets.fields import Select
from tests.gui.pages import fakes
from tests.gui.pages.conftest import Opener
from tests.gui.pages.drivers import Person
from tests.gui.pages.fakes import INSTRUCTOR
from tests.gui.pages.test_instructor_pages import cells, open_row
from tests.gui.pages.test_trainee_pages import refusing

PEOPLE = {"class_id": "k1", "account_id": "p0", "other_id": "p1"}


@pytest.fixture
def person(show: Opener) -> Person:
    return Person(show("attempts", INSTRUCTOR))


def fields(person: Person) -> list[Select]:
    """What can be chosen above the comparison."""
    return [each for each in person.page.findChildren(Select) if each.isVisible()]


def test_it_is_found_beside_the_attempts_and_leads_back_there(person: Person) -> None:
    person.press("两人一致性")
    assert isinstance(person.page, AgreementPage)
    person.press("返回")
    assert isinstance(person.page, AttemptsPage)


def test_from_a_trainee_it_begins_with_them(show: Opener) -> None:
    person = Person(show("trainee", INSTRUCTOR, class_id="k1", account_id="p1"))
    person.press("和别人对比")
    first, second, _activity = fields(person)
    assert (first.currentData(), second.currentData()) == ("p1", "p0")


def test_figures_stand_with_their_number_and_interval(person: Person) -> None:
    person.press("两人一致性")
    for words in ("完全一致", "95% 区间", "类别 κ", "全班数量 α", "没有可以对比的"):
        assert person.sees(words), words
    assert person.sees("版本不同")
    assert cells(person, 0) == ["停车场 01", "停车场 02", "停车场 03"]


def test_the_same_person_twice_is_told(person: Person) -> None:
    person.press("两人一致性")
    first, second, _activity = fields(person)
    second.choose(first.currentData())
    person.settle()
    assert person.sees("请选两个不同的人")


def test_nobody_to_compare_says_what_will_be_here(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "choices", lambda *_class: agreement.Choices((), ()))
    person.press("两人一致性")
    assert person.sees("还没有两个人做过同一道题")
    assert person.page.findChildren(QTableView) == []


def test_two_without_anything_in_common_are_explained(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, agreement, "compare", "这两个人还没有做过同一道题。")
    person.press("两人一致性")
    assert person.sees("这两个人还没有做过同一道题。")


def test_a_row_opens_both_over_the_picture_and_escape_leads_back(person: Person) -> None:
    person.press("两人一致性")
    open_row(person, 0)
    assert isinstance(person.page, AgreementItemPage)
    assert person.sees(f"{len(fakes.agreed().disagreements)} 处分歧")
    said = person.page._bench.foot.said()
    assert f"绿色虚线：{fakes.NAMES[1]}的标注" in said
    assert "金标" not in said
    person.press(fakes.NAMES[0])
    assert person.page._bench.comparison.layer == "answer"
    person.press(fakes.NAMES[1])
    assert person.page._bench.comparison.layer == "gold"
    person.press("叠加")
    person.press("返回")
    assert isinstance(person.page, AgreementPage)


def test_a_disagreement_in_the_list_is_shown_on_the_picture(show: Opener) -> None:
    person = Person(show("agreement_item", INSTRUCTOR, **PEOPLE, exercise_id="e1"))
    person.page._list.choose(0)
    person.settle()
    assert person.page._bench.comparison.focused == 0
    person.page._bench.finding_chosen.emit(0)


def test_drafts_are_saved_where_they_are_wanted(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[object, ...]] = []

    def save(_session: object, *wanted: object, **more: object) -> tuple[Path, ...]:
        calls.append((*wanted, more))
        return (tmp_path / "e1.gold-draft.json",)

    monkeypatch.setattr(agreement, "save_drafts", save)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    person.press("两人一致性")
    person.press("存成金标草稿")
    assert person.sees("存好了 1 份金标草稿")
    open_row(person, 0)
    person.press("存成金标草稿")
    assert person.sees("金标草稿存好了：e1.gold-draft.json")
    people = calls[0][1]
    assert [call[:3] for call in calls] == [("k1", people, tmp_path)] * 2
    assert [call[3] for call in calls] == [{"activity_id": ""}, {"exercise_id": "e1"}]


def test_without_a_folder_nothing_is_saved(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, agreement, "save_drafts", "不该存")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "")
    person.press("两人一致性")
    person.press("存成金标草稿")
    assert not person.sees("不该存")
    open_row(person, 0)
    person.press("存成金标草稿")
    assert not person.sees("不该存")
