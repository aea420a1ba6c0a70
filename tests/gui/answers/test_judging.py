"""Judging models' answers: reading, comparing, ranking by hand and by keys, questions, facts; one history of it all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.annotation.replies import Reply
from desktop.base.errors import KnownError
from desktop.views.widgets.answers.answer_text import AnswerText
from desktop.views.widgets.answers.board_plan import Target
from desktop.views.widgets.answers.keys import KEYS, sheet
from desktop.views.widgets.bench.answers_bench import AnswersBench
from tests.gui.answers.drivers import CONTROL, GOOD, SHIFT, SHORT, WRONG, Judge, attempt

Key = Qt.Key
Sit = Callable[..., Judge]

# ---------------------------------------------------------------- reading


def test_the_conversation_stands_above_with_its_speakers_and_sources(judge: Judge) -> None:
    prompt = judge.bench.prompt
    assert prompt.text.plain() == "客户\n耳机拆了能退吗？\n客服\n请问有损坏吗？\n客户\n没坏。"
    prompt.turn("source0")
    assert prompt.text.plain() == "签收后 7 天内可退。"


def test_the_answers_stand_in_the_order_of_this_person(sit_down: Sit) -> None:
    person = sit_down(order=("a3", "a1", "a2"))
    assert person.on_show == ["A", "B", "C"]
    assert [card.answer.text for card in person.bench.columns.cards.values()] == [SHORT, GOOD, WRONG]


def test_digits_go_to_an_answer(judge: Judge) -> None:
    judge.type("3")
    assert judge.chosen == "C"
    assert judge.card("a3").text.hasFocus()
    judge.type("1")
    assert judge.chosen == "A"
    judge.type("8")
    assert judge.chosen == "A"


def test_a_click_on_an_answer_chooses_it(judge: Judge) -> None:
    QTest.mouseClick(judge.card("a2").text.viewport(), Qt.MouseButton.LeftButton)
    assert judge.chosen == "B"


def test_of_eight_answers_three_are_on_show_and_keys_bring_the_others(sit_down: Sit) -> None:
    person = sit_down(texts=[f"回答之{n}" for n in range(8)], labels=False)
    assert person.on_show == ["A", "B", "C"]
    person.type("6")
    assert (person.on_show, person.chosen) == (["D", "E", "F"], "F")
    person.type("5")
    assert (person.on_show, person.chosen) == (["D", "E", "F"], "E")
    person.type("1")
    assert person.on_show == ["A", "B", "C"]


def test_tabs_show_which_answers_are_on_show(sit_down: Sit) -> None:
    person = sit_down(texts=[f"回答之{n}" for n in range(8)], labels=False)
    tabs = person.bench.columns._buttons
    tabs["a8"].click()
    assert person.on_show == ["F", "G", "H"]
    assert [id_ for id_, tab in tabs.items() if tab.isChecked()] == ["a6", "a7", "a8"]


def test_a_long_answer_is_folded_until_it_is_asked_for(judge: Judge) -> None:
    card = judge.card("a2")
    assert len(card.text.plain()) < len(WRONG)
    assert "展开全文" in card._fold.text()
    judge.type("2")
    judge.type("e")
    assert card.text.plain() == WRONG
    judge.type("e")
    assert len(card.text.plain()) < len(WRONG)


def test_every_answer_is_unfolded_and_folded_at_once(judge: Judge) -> None:
    judge.press(Key.Key_E, SHIFT)
    assert judge.card("a2").text.plain() == WRONG
    judge.press(Key.Key_E, SHIFT)
    assert len(judge.card("a2").text.plain()) < len(WRONG)


def test_a_short_answer_has_nothing_to_unfold(judge: Judge) -> None:
    assert judge.card("a3")._fold.isHidden()


def test_an_answer_is_laid_out_or_shown_as_it_was_written(judge: Judge) -> None:
    text = judge.card("a1").text
    assert "**" not in text.plain()
    judge.type("r")
    judge.type("e")
    assert text.plain() == GOOD
    judge.type("r")
    assert "**" not in text.plain()


def test_differences_between_two_answers_are_marked_in_both(sit_down: Sit) -> None:
    person = sit_down(texts=["退款三天到账。", "退款七天内到账。"], labels=False)
    person.type("d")
    assert person.card("a1").text.marked() == ["三天"]
    assert person.card("a2").text.marked() == ["七天内"]
    assert "A 与 B：1 处不同" in person.bench.columns.told().replace("回答 ", "")
    person.type("d")
    assert person.card("a1").text.marked() == []
    assert person.bench.columns.told() == ""


def test_the_answer_gone_to_is_compared_with_the_one_before(judge: Judge) -> None:
    judge.type("3")
    judge.type("d")
    assert judge.card("a1").text.marked()
    assert judge.card("a3").text.marked()
    assert judge.card("a2").text.marked() == []
    judge.type("2")
    assert judge.card("a2").text.marked()
    assert judge.card("a1").text.marked() == []


def test_differences_behind_rare_characters_are_marked_where_they_are(sit_down: Sit) -> None:
    person = sit_down(texts=["𠮷👨‍👩‍👧甲尾", "𠮷👨‍👩‍👧乙尾"], labels=False)
    person.type("d")
    assert person.card("a1").text.marked() == ["甲"]


def test_the_type_is_set_larger_and_plain_again(judge: Judge) -> None:
    text = judge.card("a1").text
    plain = text.document().defaultFont().pixelSize()
    judge.press(Key.Key_Equal, CONTROL)
    judge.press(Key.Key_Equal, CONTROL)
    assert text.document().defaultFont().pixelSize() > plain
    judge.press(Key.Key_0, CONTROL)
    assert text.document().defaultFont().pixelSize() == plain


# ---------------------------------------------------------------- ranking


def test_naming_one_after_the_other_ranks_them(judge: Judge) -> None:
    for number in (1, 3, 2):
        judge.rank_next(number)
    assert judge.reply("rank") == (("a1",), ("a3",), ("a2",))
    assert judge.bench.ranks.board.words() == "A > C > B"
    assert judge.card("a3")._rank.text() == "第 2 档"


def test_what_is_recorded_names_answers_and_not_places(sit_down: Sit) -> None:
    person = sit_down(order=("a3", "a1", "a2"))
    person.rank_next(1)
    assert person.reply("rank") == (("a3",),)


def test_cards_are_dragged_into_tiers_between_them_and_back(judge: Judge) -> None:
    judge.drag("a1", Target("gap", 0))
    judge.drag("a2", Target("gap", 0))
    assert judge.reply("rank") == (("a2",), ("a1",))
    judge.drag("a3", Target("tier", 1))
    assert judge.reply("rank") == (("a2",), ("a1", "a3"))
    judge.drag("a2", Target("tray"))
    assert judge.reply("rank") == (("a1", "a3"),)
    assert "未排：B" in judge.bench.ranks.board.words()


def test_a_card_let_go_where_it_was_changes_nothing(judge: Judge) -> None:
    for number in (1, 2, 3):
        judge.rank_next(number)
    done = judge.bench._history
    assert done is not None
    steps = len(done._done)
    judge.drag("a2", Target("tier", 1))
    assert len(done._done) == steps


def test_where_ties_are_not_allowed_a_card_on_a_tier_goes_before_it(sit_down: Sit) -> None:
    person = sit_down(ties=False)
    person.rank_next(1)
    person.rank_next(2)
    person.drag("a3", Target("tier", 0))
    assert person.reply("rank") == (("a3",), ("a1",), ("a2",))


def test_keys_move_the_chosen_answer_through_ties(judge: Judge) -> None:
    for number in (1, 2, 3):
        judge.rank_next(number)
    judge.type("3")
    judge.press(Key.Key_Up, CONTROL)
    assert judge.reply("rank") == (("a1",), ("a2", "a3"))
    judge.press(Key.Key_Up, CONTROL)
    assert judge.reply("rank") == (("a1",), ("a3",), ("a2",))
    judge.press(Key.Key_Down, CONTROL)
    assert judge.bench.ranks.board.words() == "A > B = C"


def test_the_board_is_worked_by_arrows_alone(judge: Judge) -> None:
    board = judge.bench.ranks.board
    board.setFocus()
    judge.press(Key.Key_Up)
    judge.press(Key.Key_Right)
    judge.press(Key.Key_Up)
    assert board.words() == "A > B；未排：C"
    judge.press(Key.Key_Up)
    assert board.words() == "A = B；未排：C"
    judge.press(Key.Key_Delete)
    assert board.words() == "A；未排：B、C"


def test_the_board_says_its_order_to_a_screen_reader(judge: Judge) -> None:
    judge.rank_next(2)
    board = judge.bench.ranks.board
    assert (board.accessibleName(), board.accessibleDescription()) == ("从好到差", "B；未排：A、C")


def test_taking_the_last_card_back_takes_the_reply_away(judge: Judge) -> None:
    judge.rank_next(1)
    judge.drag("a1", Target("tray"))
    assert judge.reply("rank") is None


def test_without_a_ranking_there_is_no_board(sit_down: Sit) -> None:
    person = sit_down(ranking=False)
    assert person.bench.ranks.isHidden()
    person.rank_next(1)
    assert len(person.document) == 0


# ---------------------------------------------------------------- questions


def test_asking_about_an_answer_brings_it_on_show(judge: Judge) -> None:
    questions = judge.bench.panel.questions
    assert questions is not None
    questions.go_to("a2")
    assert judge.chosen == "B"
    judge.type("4")
    assert judge.reply("useful", "a2") == 4


def test_an_undone_reply_is_gone_from_the_panel_too(judge: Judge) -> None:
    questions = judge.bench.panel.questions
    assert questions is not None
    questions.go_to("a1")
    judge.type("5")
    judge.bench.carry_out("undo")
    assert judge.reply("useful", "a1") is None
    judge.bench.carry_out("redo")
    assert judge.reply("useful", "a1") == 5


# ---------------------------------------------------------------- facts


def test_a_false_fact_is_marked_in_the_answer_it_stands_in(judge: Judge) -> None:
    judge.type("m")
    judge.select("a2", "15 天")
    judge.type("1")
    assert judge.spans("a2") == [("15 天", "wrong")]
    assert judge.spans("a1") == []


def test_while_marking_digits_are_classes_and_alt_goes_to_answers(judge: Judge) -> None:
    judge.type("m")
    judge.select("a1", "商家")
    judge.type("2")
    assert judge.spans("a1") == [("商家", "doubt")]
    judge.go_to(3)
    assert judge.chosen == "C"


def test_marks_and_replies_are_undone_in_one_history(judge: Judge) -> None:
    judge.rank_next(1)
    judge.type("m")
    judge.select("a2", "15 天")
    judge.type("1")
    judge.select("a1", "商家")
    judge.type("2")
    judge.press(Key.Key_Z, CONTROL)
    assert (judge.spans("a1"), judge.spans("a2")) == ([], [("15 天", "wrong")])
    judge.press(Key.Key_Z, CONTROL)
    assert judge.spans("a2") == []
    judge.press(Key.Key_Z, CONTROL)
    assert judge.reply("rank") is None
    for _step in range(3):
        judge.press(Key.Key_Y, CONTROL)
    assert (judge.spans("a1"), judge.spans("a2")) == ([("商家", "doubt")], [("15 天", "wrong")])
    assert judge.reply("rank") == (("a1",),)


def test_every_step_is_written_down_before_it_counts(sit_down: Sit) -> None:
    written: list[str] = []
    person = sit_down(recorder=lambda manner, step: written.append(f"{manner} {step.name}"))
    person.rank_next(2)
    person.type("m")
    person.select("a2", "15 天")
    person.type("1")
    person.press(Key.Key_Delete)
    assert len(written) == 3
    assert all(entry.startswith("do ") for entry in written)


def test_a_class_in_the_panel_marks_what_is_selected(judge: Judge) -> None:
    judge.type("m")
    judge.select("a3", "7 天")
    # The panel speaks to the answer that is chosen.
    judge.bench.columns.choose("a3")
    judge.bench.panel.labels.row("wrong").click()
    assert judge.spans("a3") == [("7 天", "wrong")]


def test_where_nothing_is_asked_marking_begins_at_once(judge: Judge) -> None:
    opened = attempt()
    opened.schema = opened.schema.model_copy(update={"questions": ()})
    judge.bench.load(opened)
    judge.select("a2", "15 天")
    judge.type("1")
    assert judge.spans("a2") == [("15 天", "wrong")]
    assert judge.card("a2").marking
    questions = judge.bench.panel.questions
    assert questions is not None
    assert questions.isHidden()


# ---------------------------------------------------------------- around it


def test_control_return_hands_in_and_f2_asks_for_the_rules(judge: Judge) -> None:
    said: list[str] = []
    judge.bench.submitted.connect(lambda: said.append("submit"))
    judge.bench.rules_requested.connect(lambda: said.append("rules"))
    judge.press(Key.Key_Return, CONTROL)
    judge.press(Key.Key_F2)
    judge.type("m")
    judge.press(Key.Key_F2)
    assert said == ["submit", "rules", "rules"]


def test_f6_goes_round_answers_ranking_and_questions(judge: Judge) -> None:
    judge.press(Key.Key_F6)
    assert judge.bench.ranks.board.hasFocus()
    judge.press(Key.Key_F6)
    questions = judge.bench.panel.questions
    focused = QApplication.focusWidget()
    assert questions is not None
    assert focused is not None
    assert focused is questions or questions.isAncestorOf(focused)


def test_letters_of_the_bench_are_typed_in_a_text_field(judge: Judge) -> None:
    questions = judge.bench.panel.questions
    assert questions is not None
    questions.go_to("", "why")
    judge.type("dem1")
    questions.settle()
    assert judge.reply("why") == "dem1"
    assert not judge.bench.columns.comparing


def test_another_attempt_on_the_same_bench_leaves_nothing_behind(judge: Judge) -> None:
    before = judge.bench._history
    assert before is not None
    judge.bench.load(attempt(texts=["甲", "乙"], labels=False))
    assert judge.on_show == ["A", "B"]
    judge.rank_next(1)
    assert len(before.document) == 0
    before.undo()
    assert judge.reply("rank") == (("a1",),)


def test_an_exercise_without_answers_is_refused_with_a_sentence(qapp: QApplication) -> None:
    bench = AnswersBench()
    with pytest.raises(KnownError, match="没有模型回答"):
        bench.load(attempt(texts=[]))
    bench.deleteLater()


def test_an_order_that_is_not_of_these_answers_is_not_taken(sit_down: Sit) -> None:
    person = sit_down(order=("a1", "a9"))
    assert list(person.bench.columns.cards) == ["a1", "a2", "a3"]


def test_the_sheet_of_keys_names_every_verb_once(judge: Judge) -> None:
    lines = [words for _group, rows in sheet() for _keys, words in rows]
    assert len(lines) == len(set(lines)) == len(KEYS) + 3
    for own in KEYS:
        if own.verb not in {"help", "panel"}:
            judge.bench.carry_out(own.verb)


def test_what_was_replied_before_is_there_again(sit_down: Sit) -> None:
    person = sit_down(marks=[Reply("r1", "rank", about="", value=(("a2",), ("a1", "a3")))])
    assert person.bench.ranks.board.words() == "B > A = C"


def test_an_answer_that_is_not_on_show_is_read_when_it_comes(qtbot: QtBot) -> None:
    text = AnswerText()
    qtbot.addWidget(text)
    text.show_source("**甲**" + "乙" * 900)
    assert text.is_unread
    text.show()
    assert not text.is_unread
    assert text.plain().startswith("甲乙")
    text.hide()
    text.set_as_written(as_written=True)
    assert text.is_unread
    assert text.is_long
    assert text.plain().startswith("**甲**")
