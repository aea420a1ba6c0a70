"""After the answer: what was expected, right or wrong, the gold's note, the clause, and the expert's rationale."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from desktop.views.widgets.ask.told import value_words
from desktop.views.widgets.chips import ClauseChip
from tests.gui.ask.conftest import SitDown
from tests.gui.ask.drivers import Key, Person
from tests.gui.ask.material import DIALOGUE, JUDGING, dialogue, gold_of, judging, reply, schema_of

HELD = {("intent", "t3"): ("complain", "ask_price"), ("mood", "t3"): 2, ("risk", "t3"): ("no",)}
GOLD = gold_of(
    reply("intent", "t3", ["complain", "urge"], note="两件事都提到了。"),
    reply("mood", "t3", 1),
    reply("risk", "t3", ["no"], clause="2.4"),
)
RIGHT = {("intent", "t3"): False, ("mood", "t3"): True}


def words(person: Person, question: str) -> list[str]:
    """Return everything that is read on a card."""
    card = person.card(question)
    return [label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card) and label.text()]


@pytest.fixture
def back(sit_down: SitDown) -> Person:
    """Somebody who looks back at the dialogue."""
    person = sit_down(dialogue(rationale="先看诉求，再看语气。"), DIALOGUE, HELD)
    person.panel.show_feedback(GOLD, RIGHT, {("intent", "t3"): "3.1", ("risk", "t3"): "9.9"})
    return person


def test_the_part_with_the_first_mistake_is_shown_first(back: Person) -> None:
    assert back.panel.part == "t3"
    assert back.progress == "对 1/2"
    assert back.panel.head.count.accessibleName() == "判为对 1 处，共 2 处"


def test_a_wrong_choice_shows_each_option_s_verdict_and_what_was_expected(back: Person) -> None:
    assert back.verdicts("intent") == {"投诉": "right", "问价格": "wrong", "催办": "missed"}
    told = words(back, "intent")
    assert "不对" in told
    assert "应为：投诉、催办" in told
    assert "两件事都提到了。" in told


def test_of_a_long_tree_only_what_matters_is_left_in_sight(back: Person) -> None:
    assert back.offered("intent") == ["咨询", "问价格", "投诉", "催办"]
    assert not back.choice("intent").search.isVisible()


def test_a_place_within_the_tolerance_is_right(back: Person) -> None:
    assert back.verdicts("mood") == {"2": "right"}
    assert "对了" in words(back, "mood")


def test_what_was_not_judged_is_shown_as_a_reference(back: Person) -> None:
    assert "参考：没有" in words(back, "risk")
    assert "不对" not in words(back, "risk")


def test_the_gold_s_own_clause_comes_before_the_one_that_was_broken(back: Person, qtbot: Any) -> None:
    chips = {
        question: back.card(question).findChildren(ClauseChip) for question in ("intent", "mood", "risk")
    }
    assert [chip.text() for chip in chips["intent"]] == ["规则 3.1"]
    assert chips["mood"] == []
    assert [chip.text() for chip in chips["risk"]] == ["规则 2.4"]
    with qtbot.waitSignal(back.panel.clause_opened, timeout=30_000) as told:
        chips["risk"][0].click()
    assert told.args == ["2.4"]


def test_the_rationale_stands_below(back: Person) -> None:
    after = back.panel.column._after
    assert after.isVisible()
    assert "先看诉求，再看语气。" in [label.text() for label in after.findChildren(QLabel)]


def test_reasons_name_answers_by_the_letters_that_this_person_sees(sit_down: SitDown) -> None:
    exercise = judging(rationale="{a3}最好，{a1}没有回答；{a9} 不是回答。")
    person = sit_down(exercise, JUDGING, shown=("a3", "a1", "a2"))
    gold = gold_of(reply("useful", "a1", 2, note="比{a2}好一点。"))
    person.panel.show_feedback(gold, {("useful", "a1"): False})
    after = [label.text() for label in person.panel.column._after.findChildren(QLabel)]
    assert "回答 A 最好，回答 B 没有回答；{a9} 不是回答。" in after
    person.panel.go_to("a1", "useful")
    assert "比回答 C 好一点。" in words(person, "useful")


def test_nothing_can_be_changed_any_more(back: Person) -> None:
    back.press("h", "1", Key.Key_Delete, Key.Key_Return)
    back.click("risk", "yes")
    assert back.held == HELD
    assert back.steps == []
    assert not back.panel._next.isVisible()


def test_parts_are_turned_as_before(back: Person) -> None:
    back.press(Key.Key_PageDown)
    assert back.panel.part == "t5"
    assert back.state("intent") == "没有作答"
    assert back.verdicts("intent") == {}
    back.press(Key.Key_PageUp)
    assert back.verdicts("mood") == {"2": "right"}


def test_a_missing_reply_says_so_beside_what_was_expected(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), DIALOGUE)
    person.panel.show_feedback(GOLD, {("mood", "t3"): False})
    assert person.panel.part == "t3"
    assert person.state("mood") == "没有作答"
    assert person.verdicts("mood") == {"1": "missed"}
    assert "应为：1 分：很不满" in words(person, "mood")
    assert not person.panel.column._after.isVisible(), "there is no rationale"


def test_of_a_preference_further_right_values_are_named_and_not_missed(sit_down: SitDown) -> None:
    person = sit_down(judging(), JUDGING, {("better", "a1|a2"): -1})
    gold = gold_of(reply("better", "a1|a2", 3, also=[2]))
    person.panel.show_feedback(gold, {("better", "a1|a2"): False})
    assert person.panel.part == "a1|a2"
    assert sorted(person.verdicts("better").values()) == ["missed", "wrong"]
    assert "应为：A 好得多" in words(person, "better")
    assert "也算对：A 更好" in words(person, "better")


def test_a_further_right_value_is_right(sit_down: SitDown) -> None:
    person = sit_down(judging(), JUDGING, {("better", "a1|a2"): 2})
    person.panel.show_feedback(gold_of(reply("better", "a1|a2", 3, also=[2])), {("better", "a1|a2"): True})
    person.panel.go_to("a1|a2")
    assert list(person.verdicts("better").values()) == ["right"]


def test_a_written_reply_stands_beside_an_example(sit_down: SitDown) -> None:
    person = sit_down(judging(), JUDGING, {("rewrite", ""): "跟团。"})
    gold = gold_of(reply("rewrite", "", "从昆明坐动车到普洱站。"))
    for right, verdict in ((True, "对了"), (False, "不对")):
        person.panel.show_feedback(gold, {("rewrite", ""): right})
        person.panel.go_to("")
        assert {verdict, "参考：从昆明坐动车到普洱站。"} <= set(words(person, "rewrite"))
        assert person.field("rewrite").isReadOnly()
        assert person.field("rewrite").text() == "跟团。"
        assert person.writing("rewrite").checks.states()[1] == "不能出现：跟团"


def test_that_none_fits_is_judged_like_an_option(sit_down: SitDown) -> None:
    tags = {
        "id": "tags", "name": "问题", "kind": "choice", "least": 0, "most": 2,
        "options": [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}],
    }  # fmt: skip
    rules = {"task": "text", "questions": [tags]}
    for held, right, verdict in (((), (), "right"), ((), ("a",), "wrong"), (("a",), (), "missed")):
        person = sit_down(dialogue(), rules, {("tags", ""): held})
        person.panel.show_feedback(gold_of(reply("tags", "", list(right))), {("tags", ""): held == right})
        assert person.choice("tags").none_of_these.verdict == verdict
        expected = "甲" if right else "都不符合"
        assert held == right or f"应为：{expected}" in words(person, "tags")


def test_of_several_right_choices_the_nearest_is_shown(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), DIALOGUE, {("why", "t1"): ("rude", "cost"), ("risk", "t1"): ("yes",)})
    gold = gold_of(reply("why", "t1", ["late"], also=[["rude"]]))
    person.panel.show_feedback(gold, {("why", "t1"): False})
    assert person.verdicts("why") == {"态度": "right", "收费": "wrong"}


def test_replies_are_read_as_words() -> None:
    rules = schema_of(DIALOGUE)
    intent, mood = rules.questions[0], rules.questions[1]
    better = schema_of(JUDGING).questions[4]
    letters = {"a1": "B", "a2": "A"}
    assert value_words(intent, ("ask_visa", "urge"), {}, "t1") == "咨询 › 问签证、催办"
    assert value_words(intent, ("gone",), {}, "t1") == "gone"
    assert value_words(intent, (), {}, "t1") == "都不符合"
    assert value_words(mood, 2, {}, "t1") == "2 分"
    assert value_words(mood, 5, {}, "t1") == "5 分：很满意"
    assert value_words(better, 3, letters, "a1|a2") == "B 好得多"
    assert value_words(better, -1, letters, "a1|a2") == "A 略好"
    assert value_words(better, 0, letters, "a1|a2") == "一样好"
    assert value_words(better, 1, {}, "x|y") == "A 略好"
    assert value_words(mood, "写下的", {}, "") == "写下的"
