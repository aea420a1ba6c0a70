"""Deciding differences of a text: by keys alone, by click, by one's own hand, and back to the start."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.annotation.merging_plan import reasons_of
from desktop.session.shown import OpenAttempt
from desktop.views.widgets.bench.key_sheet import KeySheet
from tests.gui.adjudicate.drivers import Adjudicator
from tests.gui.adjudicate.material import attempt_of, text_exercise

ORG, WIDER = "平川县水利工程公司", "由平川县水利工程公司"
PROJECT, MONEY = "安和街雨水管网改造工程", "791.69万元"


def test_it_begins_with_what_both_agree_on_and_the_first_difference(trainee: Adjudicator) -> None:
    assert trainee.spans == [(PROJECT, "project"), (MONEY, "money")]
    assert trainee.rows == [
        "1  边界不同：差 1 字·未裁",
        "2  类别不同·未裁",
        "3  只有乙标了·未裁",
        "4  关系方向相反：项目-金额·未裁",
    ]
    assert trainee.progress == "还有 4 处未裁"
    assert trainee.looked_at == "1  边界不同：差 1 字"
    assert trainee.bench.unanswered() == "还有 4 处没有裁定。"


def test_every_difference_is_decided_by_one_key_and_the_next_comes_by_itself(trainee: Adjudicator) -> None:
    trainee.press("1", "2", "2", "2")
    assert trainee.spans == [
        (PROJECT, "project"),
        (ORG, "org"),
        (MONEY, "money"),
        ("文澜路", "loc"),
        ("2026年6月底", "time"),
    ]
    assert sorted(trainee.links) == [("carried_by", PROJECT, ORG), ("costs", PROJECT, MONEY)]
    assert trainee.progress == "都裁完了"
    assert trainee.bench.unanswered() == ""
    assert trainee.said.startswith("分歧都裁完了")


def test_both_and_neither_have_keys_of_their_own(trainee: Adjudicator) -> None:
    trainee.press("3", "4")
    assert (ORG, "org") in trainee.spans
    assert (WIDER, "org") in trainee.spans
    assert "文澜路" not in [words for words, _label in trainee.spans]
    assert trainee.rows[:2] == ["1  边界不同：差 1 字·都要", "2  类别不同·都不要"]


def test_a_key_that_a_difference_does_not_offer_does_nothing(trainee: Adjudicator) -> None:
    trainee.press("Down", "Down")
    assert trainee.looked_at == "3  只有乙标了"
    assert trainee.choices == ["1  取甲：不要", "2  取乙：要", "5  自己标"]
    trainee.press("3")
    assert trainee.progress == "还有 4 处未裁"


def test_undo_leads_back_to_the_start_and_shows_what_it_takes_back(trainee: Adjudicator) -> None:
    before = trainee.attempt.document.marks()
    trainee.press("1", "2", "2")
    trainee.press("Ctrl+z")
    assert trainee.looked_at == "3  只有乙标了"
    assert trainee.progress == "还有 2 处未裁"
    trainee.press("Ctrl+z", "Ctrl+z")
    assert {mark.id: mark for mark in trainee.attempt.document} == {mark.id: mark for mark in before}
    trainee.press("Ctrl+y")
    assert trainee.rows[0] == "1  边界不同：差 1 字·取甲"


def test_ones_own_mark_takes_the_place_of_both(trainee: Adjudicator) -> None:
    trainee.press("5")
    assert trainee.bench.side.current == "marks"
    trainee.select("平川县水利工程")
    trainee.press("2")
    assert ("平川县水利工程", "org") in trainee.spans
    assert trainee.links == [("carried_by", PROJECT, "平川县水利工程")]
    assert trainee.said.startswith("这一处按你标的裁定了")
    trainee.press("F7")
    assert trainee.looked_at == "2  类别不同"
    assert trainee.bench.side.current == "decisions"
    assert trainee.rows[0] == "1  边界不同：差 1 字·自己标的"
    trainee.press("Ctrl+z")
    assert trainee.rows[0] == "1  边界不同：差 1 字·未裁"


def test_from_the_text_function_keys_decide_and_letters_stay_labels(trainee: Adjudicator) -> None:
    trainee.press("Enter")
    trainee.press("F8")
    assert trainee.rows[0] == "1  边界不同：差 1 字·取甲"
    trainee.press("F9")
    assert trainee.rows[1] == "2  类别不同·取乙"
    trainee.press("Shift+F7")
    assert trainee.looked_at == "4  关系方向相反：项目-金额"


def test_a_decision_can_be_taken_back_alone(trainee: Adjudicator) -> None:
    trainee.press("1", "Up", "Del")
    assert trainee.rows[0] == "1  边界不同：差 1 字·未裁"
    assert trainee.progress == "还有 4 处未裁"


def test_buttons_do_what_the_keys_do(trainee: Adjudicator) -> None:
    trainee.click("right")
    trainee.click("left")
    assert trainee.rows[:2] == ["1  边界不同：差 1 字·取乙", "2  类别不同·取甲"]


def test_whose_names_are_swapped_takes_the_same_by_the_other_key(
    sit_down: Callable[[OpenAttempt], Adjudicator],
) -> None:
    trainee = sit_down(attempt_of(text_exercise(), people=("second", "first")))
    assert trainee.rows[2] == "3  只有甲标了·未裁"
    trainee.press("2")
    assert (ORG, "org") in trainee.spans
    assert trainee.rows[0] == "1  边界不同：差 1 字·取乙"


def test_where_the_order_asks_for_reasons_each_decision_wants_one(
    sit_down: Callable[[OpenAttempt], Adjudicator],
) -> None:
    trainee = sit_down(attempt_of(text_exercise(reasons=True)))
    trainee.press("1")
    trainee.write("规则4.1")
    trainee.press("F7")
    assert reasons_of(trainee.attempt.document) == {"d1": "规则4.1"}
    trainee.press("2")
    trainee.press("F7", "2", "F7", "2")
    trainee.bench.settle()
    assert trainee.bench.unanswered() == "还有 3 处裁定没有写理由。"
    trainee.bench.go_to_unanswered()
    assert trainee.looked_at == "2  类别不同"
    assert QApplication.focusWidget() is trainee.bench.decisions.reason


def test_a_screen_reader_hears_what_each_said_and_what_was_taken(trainee: Adjudicator) -> None:
    trainee.press("1")
    model = trainee.bench.decisions.list.differences
    said = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"1  边界不同：差 1 字。甲：机构 “{ORG}”；乙：机构 “{WIDER}”。取甲"


def test_the_sheet_of_keys_begins_with_those_that_decide(trainee: Adjudicator) -> None:
    trainee.press("F1")
    sheet = trainee.bench.findChild(KeySheet)
    assert sheet is not None
    words = [label.text() for label in sheet.findChildren(type(trainee.bench.decisions.progress))]
    assert "裁定" in words
    assert any("下一处未裁" in one for one in words)
    sheet.reject()


def test_a_mark_clicked_on_one_side_leads_to_its_difference(trainee: Adjudicator) -> None:
    view = trainee.bench.top.pair.sides[1]
    assert view.editor is not None
    (place,) = (span.id for span in view.editor.document.spans() if span.label == "loc")
    view.editor.pick(place)
    assert trainee.looked_at == "2  类别不同"
