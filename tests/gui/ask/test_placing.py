"""Places on a scale and preferences between two answers: words, keys, and the side on which an answer stands."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.curriculum.text_rules import Question
from desktop.views.widgets.ask.card import Expected
from desktop.views.widgets.ask.keys import place_keys, strength_words, strengths
from desktop.views.widgets.ask.placing import PlaceBody
from tests.gui.ask.conftest import SitDown
from tests.gui.ask.drivers import Key, Person
from tests.gui.ask.material import JUDGING, judging


def preference(**more: Any) -> Question:
    fields = {"id": "p", "name": "偏好", "kind": "preference", "about": "pair", "maximum": 2, **more}
    return Question.model_validate(fields)


def places(person: Person, question: str) -> PlaceBody:
    body = person.card(question).reply
    assert isinstance(body, PlaceBody)
    return body


def anchors(person: Person, question: str) -> list[str]:
    body: Any = person.card(question).reply
    return [label.text() for label in (body._low, body._high) if label.isVisible()]


# -- a scale


def test_a_digit_gives_the_place_and_goes_on_to_the_next_question(judge: Person) -> None:
    judge.press("4", "5", "3", "1")
    assert judge.held == {
        ("useful", "a1"): 4, ("true", "a1"): 5, ("safe", "a1"): 3, ("brief", "a1"): 1,
    }  # fmt: skip
    assert judge.at == "brief"
    assert judge.panel.part == "a1", "another answer comes only when it is asked for"


def test_a_place_that_is_changed_keeps_the_keys_where_they_are(judge: Person) -> None:
    judge.press("4")
    judge.panel.go_to("a1", "useful")
    judge.press("2")
    assert judge.held == {("useful", "a1"): 2}
    assert judge.at == "useful"


def test_a_click_gives_the_place_and_only_one_is_shown(judge: Person) -> None:
    judge.click("true", 2)
    judge.click("true", 5)
    assert judge.held == {("true", "a1"): 5}
    assert judge.chosen("true") == ["5"]
    judge.undo()
    assert judge.chosen("true") == ["2"]


def test_the_same_place_again_is_no_step(judge: Person) -> None:
    for _time in range(3):
        judge.click("true", 5)
    assert len(judge.steps) == 1
    assert judge.chosen("true") == ["5"]


def test_the_ends_are_said_in_words_until_a_place_is_chosen(judge: Person) -> None:
    assert anchors(judge, "useful") == ["1 完全没有", "非常好 5"]
    judge.press("4")
    assert anchors(judge, "useful") == ["4 分：较好"]
    judge.undo()
    assert anchors(judge, "useful") == ["1 完全没有", "非常好 5"]


def test_a_place_without_words_leaves_the_ends(agent: Person) -> None:
    agent.click("mood", 2)
    assert anchors(agent, "mood") == ["1 很不满", "很满意 5"]


def test_a_place_is_spoken_with_its_question_and_its_words(judge: Person) -> None:
    assert judge.button("useful", 4).accessibleName() == "有用：4 分，较好"
    assert judge.button("useful", 4).toolTip() == "有用：4 分，较好（按 4）"


def test_a_digit_that_is_no_place_does_nothing(judge: Person) -> None:
    judge.press("9", "0")
    assert judge.held == {}


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        (range(1, 6), {1: "1", 2: "2", 3: "3", 4: "4", 5: "5"}),
        (range(3), {0: "0", 1: "1", 2: "2"}),
        (range(-1, 2), {-1: "1", 0: "2", 1: "3"}),
        (range(1, 11), {n: str(n) for n in range(1, 10)}),
        (range(0), {}),
    ],
)
def test_places_have_their_own_digits_where_all_have_one(row: range, keys: dict[int, str]) -> None:
    assert place_keys(row) == keys


# -- between two answers


def test_the_row_runs_from_the_left_answer_to_the_right_one() -> None:
    assert strengths(preference(), turned=False) == [2, 1, -1, -2]
    assert strengths(preference(ties=True), turned=False) == [2, 1, 0, -1, -2]
    assert strengths(preference(ties=True), turned=True) == [-2, -1, 0, 1, 2]


def test_strengths_are_words_the_schema_s_own_first() -> None:
    own = preference(anchors={"1": "稍胜", "0": "分不出"}, ties=True)
    assert [strength_words(own, value) for value in (2, 1, 0, -1)] == ["明显更好", "稍胜", "分不出", "稍胜"]
    assert [strength_words(preference(maximum=3), value) for value in (3, 2, 1)] == ["好得多", "更好", "略好"]
    assert strength_words(preference(maximum=1), -1) == "更好"
    assert strength_words(preference(maximum=5), 4) == "好 4 级"
    assert strength_words(preference(), 0) == "一样好"


def test_a_preference_is_given_by_digit_from_the_left(judge: Person) -> None:
    judge.panel.go_to("a1|a2")
    judge.press("1")
    assert judge.held == {("better", "a1|a2"): 3}
    judge.press("7")
    assert judge.held == {("better", "a1|a2"): -3}
    judge.press("4")
    assert judge.held == {("better", "a1|a2"): 0}


def test_answers_shown_the_other_way_round_turn_the_row_and_keep_the_meaning(sit_down: SitDown) -> None:
    person = sit_down(judging(), JUDGING, shown=("a2", "a1", "a3"))
    person.panel.go_to("a1|a2")
    assert person.panel.head.name.text() == "回答 A 与 B"
    person.press("1")
    assert person.held == {("better", "a1|a2"): -3}, "the one shown at the left is the second of the exercise"
    button = person.button("better", -3)
    assert button.accessibleName() == "哪一个回答更好：A 好得多"
    assert button.isChecked()
    assert person.button("better", 3).accessibleName() == "哪一个回答更好：B 好得多"


def test_the_same_is_said_of_the_same_answer_however_they_are_shown(sit_down: SitDown) -> None:
    for shown, letter in (((), "A"), (("a3", "a2", "a1"), "C")):
        person = sit_down(judging(), JUDGING, shown=shown)
        person.panel.go_to("a1|a2")
        assert person.button("better", 2).accessibleName() == f"哪一个回答更好：{letter} 更好"


def test_words_lie_below_each_other_where_the_panel_is_narrow(sit_down: SitDown) -> None:
    for width, lying in ((480, False), (300, True)):
        person = sit_down(judging(), JUDGING, width=width)
        person.panel.go_to("a1|a2")
        QApplication.processEvents()
        row = places(person, "better").cells
        tops = {cell.y() for cell in row.cells}
        assert (len(tops) > 1) is lying
        assert all(cell.lying is lying for cell in row.cells)
        assert row.height() >= row.heightForWidth(row.width())
        assert max(cell.geometry().bottom() for cell in row.cells) < row.height()
        assert max(cell.geometry().right() for cell in row.cells) < row.width()


def test_many_places_go_on_in_the_next_row_and_stay_wide_enough_to_hit(sit_down: SitDown) -> None:
    scale = {"id": "s", "name": "打分", "kind": "scale", "minimum": -10, "maximum": 10}
    person = sit_down(judging(), {"task": "answers", "questions": [scale]}, width=300)
    QApplication.processEvents()
    cells = places(person, "s").cells.cells
    assert len({cell.y() for cell in cells}) == 3
    assert min(cell.width() for cell in cells) >= 30
    assert all(cell.height() >= 32 for cell in cells)
    person.click("s", -7)
    assert person.held == {("s", ""): -7}


def test_delete_takes_a_place_back(judge: Person) -> None:
    judge.press("4")
    judge.panel.go_to("a1", "useful")
    judge.press(Key.Key_Delete)
    assert judge.held == {}
    assert judge.chosen("useful") == []
    judge.undo()
    assert judge.held == {("useful", "a1"): 4}


def test_delete_where_nothing_is_held_is_no_step(judge: Person) -> None:
    judge.press(Key.Key_Delete, Key.Key_Backspace)
    assert judge.steps == []


def test_a_ranking_is_told_in_words_and_made_elsewhere(sit_down: SitDown) -> None:
    ranking = {"id": "r", "name": "排序", "kind": "ranking", "ties": True}
    rules = {"task": "answers", "questions": [ranking]}
    person = sit_down(judging(), rules, {("r", ""): (("a3",), ("a1", "a2"))}, shown=("a2", "a3", "a1"))
    words: Any = person.card("r").reply
    assert words.words.text() == "B > C = A"
    assert person.progress == "1/1"
    person.undo()
    person.history.undo()
    assert words.words.text() == "在排序板上把回答从好到差排好。"
    assert person.progress == "0/1"


@pytest.mark.parametrize(
    ("expected", "title", "pairs"),
    [
        ((("a3",), ("a1",), ("a2",)), "对了，有 1 对次序和专家不同", "在允许范围内：C 应排在 A 前。"),
        ((("a3",), ("a1", "a2")), "对了，有 1 对次序和专家不同", "在允许范围内：A 和 C 应并列。"),
        ((("a3",), ("a2",), ("a1",)), "对了", ""),
    ],
)
def test_a_ranking_within_the_tolerance_names_the_pairs_that_the_expert_orders_otherwise(
    sit_down: SitDown, expected: tuple[tuple[str, ...], ...], title: str, pairs: str
) -> None:
    ranking = {"id": "r", "name": "排序", "kind": "ranking", "ties": True}
    rules = {"task": "answers", "questions": [ranking]}
    mine = {("r", ""): (("a3",), ("a2",), ("a1",))}
    person = sit_down(judging(), rules, mine, shown=("a2", "a3", "a1"))
    card = person.card("r")
    card.judge(Expected((expected,), right=True))
    said = [words.text() for words in card.findChildren(QLabel)]
    assert title in said
    assert [words for words in said if "允许范围" in words] == ([pairs] if pairs else [])
    assert any(words.startswith("专家的次序：B > ") for words in said) == bool(pairs)
