"""Choices: one, several, a tree with a search; by mouse and by key, one step each."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.curriculum.text_rules import Question
from desktop.views.theme.current import theme
from desktop.views.widgets.ask.keys import option_keys
from tests.gui.ask.conftest import SitDown
from tests.gui.ask.drivers import Key, Person
from tests.gui.ask.material import DIALOGUE, dialogue

ABC = [{"id": own, "name": own.upper()} for own in "abc"]


def question(**more: Any) -> dict[str, Any]:
    return {"id": "q", "name": "问", "kind": "choice", "options": ABC, **more}


def rules(**more: Any) -> dict[str, Any]:
    return {"task": "text", "questions": [question(**more)]}


def test_one_option_by_mouse_takes_the_place_of_the_other(agent: Person) -> None:
    agent.click("risk", "yes")
    assert agent.held["risk", "t1"] == ("yes",)
    agent.click("risk", "no")
    assert agent.held["risk", "t1"] == ("no",)
    assert agent.chosen("risk") == ["没有"]
    assert [step.name for step in agent.steps] == ["回答“是否触及红线”"] * 2


def test_the_same_option_again_stays_and_is_no_step(agent: Person) -> None:
    for _time in range(3):
        agent.click("risk", "no")
        assert agent.chosen("risk") == ["没有"]
    assert len(agent.steps) == 1


def test_several_are_ticked_in_the_order_of_choosing_and_unticked(agent: Person) -> None:
    agent.press("H", "J")
    assert agent.held["intent", "t1"] == ("complain", "urge")
    agent.press("H")
    assert agent.held["intent", "t1"] == ("urge",)
    agent.press("J")
    assert ("intent", "t1") not in agent.held


def test_more_than_may_be_chosen_is_said_and_changes_nothing(agent: Person) -> None:
    agent.press("H", "J", "K", "D")
    assert agent.held["intent", "t1"] == ("complain", "urge", "other")
    assert agent.heard == ["最多选 3 项；先去掉一项再选。"]
    assert agent.card("intent")._note.isVisible()
    assert "问价格" not in agent.chosen("intent")
    agent.press("H")
    assert not agent.card("intent")._note.isVisible()


def test_too_few_are_kept_and_told(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), rules(least=2, most=2))
    person.press("1")
    assert person.held["q", ""] == ("a",)
    assert person.state("q") == "选 2 项"
    assert person.progress == "0/1"
    person.press("2")
    assert person.progress == "1/1"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "待答"),
        ({"most": 3}, "待答·选 1–3 项"),
        ({"least": 2, "most": 2}, "待答·选 2 项"),
        ({"least": 0, "most": 2}, "待答·最多选 2 项"),
        ({"optional": True}, "选答"),
        ({"most": 2, "optional": True}, "选答·选 1–2 项"),
    ],
)
def test_how_many_are_wanted_stands_beside_the_question(
    sit_down: SitDown, more: dict[str, Any], words: str
) -> None:
    assert sit_down(dialogue(), rules(**more)).state("q") == words


def test_that_none_fits_is_a_reply_where_none_may_be_chosen(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), rules(least=0, most=2))
    none = person.choice("q").none_of_these
    assert none.isVisible()
    person.press("0")
    assert person.held == {("q", ""): ()}
    assert none.isChecked()
    assert person.progress == "1/1"
    person.press("1")
    assert person.held == {("q", ""): ("a",)}
    assert not none.isChecked()
    person.press("1")
    assert person.held == {("q", ""): ()}


def test_that_none_fits_is_not_offered_where_one_must_be_chosen(agent: Person) -> None:
    assert not agent.choice("risk").none_of_these.isVisible()
    agent.panel.go_to("t1", "risk")
    agent.press("0")
    assert agent.held == {}


def test_undo_and_redo_are_shown_at_once(agent: Person) -> None:
    agent.click("risk", "no")
    agent.undo()
    assert agent.chosen("risk") == []
    assert agent.state("risk") == "待答"
    agent.history.redo()
    assert agent.chosen("risk") == ["没有"]
    assert agent.state("risk") == ""


# -- a tree of many


def test_children_stand_below_their_parent_set_in(agent: Person) -> None:
    parent, child = agent.button("intent", "book"), agent.button("intent", "book_tour")
    assert child.y() > parent.y()
    assert child.x() > parent.x()
    assert parent.width() > child.width()
    other = agent.button("intent", "book_hotel")
    assert other.y() == child.y()
    assert other.geometry().right() == parent.geometry().right()


def test_only_many_options_have_a_search(agent: Person) -> None:
    assert agent.choice("intent").search.isVisible()
    assert not agent.choice("risk").search.isVisible()


def test_the_search_leaves_what_holds_the_words_with_what_stands_above(agent: Person) -> None:
    search = agent.search("intent", "退")
    assert agent.offered("intent") == ["退订", "整单退订", "部分退订", "咨询", "问退改规则"]
    QTest.keyClick(search, Key.Key_Backspace)
    assert len(agent.offered("intent")) == 18


def test_letters_typed_into_the_search_choose_nothing(agent: Person) -> None:
    agent.search("intent", "hj")
    assert agent.held == {}
    assert agent.offered("intent") == []
    assert agent.choice("intent")._none.isVisible()


def test_enter_takes_the_first_hit_and_clears_the_search(agent: Person) -> None:
    search = agent.search("intent", "签证")
    QTest.keyClick(search, Key.Key_Return)
    assert agent.held["intent", "t1"] == ("ask_visa",)
    assert agent.choice("intent").search.text() == ""
    assert len(agent.offered("intent")) == 18


def test_enter_without_a_hit_takes_nothing(agent: Person) -> None:
    search = agent.search("intent", "没有这个")
    QTest.keyClick(search, Key.Key_Return)
    assert agent.held == {}


def test_esc_leaves_the_search_for_the_options(agent: Person) -> None:
    search = agent.search("intent", "退")
    QTest.keyClick(search, Key.Key_Escape)
    assert len(agent.offered("intent")) == 18
    assert agent.button("intent", "book").hasFocus()


def test_an_input_method_works_in_the_search_and_nowhere_else_on_the_panel(agent: Person) -> None:
    enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
    search = agent.choice("intent").search
    own = [widget for widget in agent.panel.findChildren(QWidget) if widget.testAttribute(enabled)]
    assert [widget for widget in own if widget.isVisible()] == [search]
    assert not agent.panel.testAttribute(enabled)
    agent._input_method(search, "tui", "")
    assert len(agent.offered("intent")) == 18
    agent._input_method(search, "", "退")
    assert "整单退订" in agent.offered("intent")


# -- keys


def test_own_keys_come_before_digits_and_digits_fill_the_rest() -> None:
    keyed = [{"id": "a", "name": "A", "key": "2"}, {"id": "b", "name": "B"}, {"id": "c", "name": "C"}]
    assert option_keys(Question.model_validate(question(options=keyed))) == {"a": "2", "c": "3"}
    assert option_keys(Question.model_validate(question())) == {"a": "1", "b": "2", "c": "3"}


def test_a_letter_answers_another_question_of_the_part_and_a_digit_does_not(agent: Person) -> None:
    agent.panel.go_to("t1", "mood")
    agent.press("h")
    assert agent.held == {("intent", "t1"): ("complain",)}
    agent.panel.go_to("t1", "intent")
    agent.press("1")
    assert ("mood", "t1") not in agent.held
    assert ("risk", "t1") not in agent.held


def test_keys_with_ctrl_or_alt_are_left_to_others(agent: Person) -> None:
    agent.press(Key.Key_H, modifier=Qt.KeyboardModifier.ControlModifier)
    agent.press(Key.Key_H, modifier=Qt.KeyboardModifier.AltModifier)
    assert agent.held == {}


def test_space_presses_the_option_that_has_the_keyboard(agent: Person) -> None:
    button = agent.button("risk", "no")
    button.setFocus()
    QTest.keyClick(button, Key.Key_Space)
    assert agent.held == {("risk", "t1"): ("no",)}


def test_the_question_that_has_the_keyboard_is_the_one_that_keys_answer(agent: Person) -> None:
    agent.button("risk", "no").setFocus()
    assert agent.at == "risk"
    agent.press("1")
    assert agent.held["risk", "t1"] == ("yes",)


# -- what is seen and heard


def test_an_option_is_spoken_with_its_question_and_its_red_line(agent: Person) -> None:
    button = agent.button("risk", "yes")
    assert button.accessibleName() == "是否触及红线：触及"
    assert "红线" in button.accessibleDescription()
    assert button.toolTip().startswith("触及（按 1）")
    assert agent.button("risk", "no").accessibleDescription() == ""


def test_whatever_takes_the_keyboard_has_a_name(agent: Person) -> None:
    for widget in agent.panel.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(agent.panel):
            assert widget.accessibleName(), widget


def test_long_names_wrap_and_the_panel_is_never_wider_than_it_may(sit_down: SitDown) -> None:
    long = [{"id": "a", "name": "没有按照约定的时间联系客户并且没有说明原因"}, *ABC[1:]]
    person = sit_down(dialogue(), rules(options=long), width=300)
    QApplication.processEvents()
    button = person.button("q", "a")
    assert button.height() > theme().px(32)
    assert person.card("q").geometry().right() < person.panel.width()
    agent = sit_down(dialogue(), DIALOGUE, width=300)
    QApplication.processEvents()
    assert agent.card("intent").geometry().right() < agent.panel.column._area.viewport().width()


def test_chosen_and_not_chosen_differ_by_more_than_colour(agent: Person) -> None:
    button = agent.button("risk", "no")
    before = button.grab().toImage()
    button.setChecked(True)
    assert button.grab().toImage() != before
