"""After handing in: the expert's ranking, ratings and marks beside the person's, with the reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.annotation.document import Document
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.scoring.grading import grade
from desktop.scoring.result import Finding
from desktop.session.shown import Feedback, FindingShown, Review
from desktop.session.shuffle import shown_order
from desktop.views.widgets.answers.markup import Grid
from desktop.views.widgets.answers.told import answer_notes, reasons, value_words
from tests.gui.answers.drivers import WRONG, Judge, attempt, exercise, gold_marks, schema

Sit = Callable[..., Judge]
MINE = (
    Reply("r1", "rank", about="", value=(("a1", "a3"), ("a2",))),
    Reply("r2", "useful", about="a1", value=4),
    Reply("r3", "useful", about="a2", value=4),
    Reply("r4", "safe", about="a2", value=("bad",)),
    Span("s1", "wrong", 0, 4, text_id="a2"),
)


def findings() -> tuple[FindingShown, ...]:
    """Return an error in the ranking, one in a rating, and two in the second answer."""
    start = WRONG.index("15 天")
    found = (
        Finding("ORDER", "ordinary", (0, 1), gold_id="g1", answer_id="r1"),
        Finding("ATTR", "ordinary", (0, 1), gold_id="g3", answer_id="r3"),
        Finding("MISS", "ordinary", (start, start + 4), gold_id="g5"),
        Finding("EXTRA", "ordinary", (0, 4), answer_id="s1"),
    )
    return tuple(FindingShown(one, f"第 {n} 处", "", None) for n, one in enumerate(found, 1))


@pytest.fixture
def compared(sit_down: Sit) -> Judge:
    """Somebody who looks at what came of it."""
    person = sit_down()
    feedback = Feedback.__new__(Feedback)
    for name, value in (
        ("attempt", attempt(marks=MINE)),
        ("gold", Document(gold_marks())),
        ("findings", findings()),
        ("score", grade((), (), schema())),
    ):
        object.__setattr__(feedback, name, value)
    person.bench.show_feedback(feedback)
    return person


def test_the_experts_reasons_come_first(compared: Judge) -> None:
    assert compared.bench.prompt.text.plain().startswith("回答 B 把 7 天写成 15 天。")


def test_the_experts_ranking_stands_under_the_persons(compared: Judge) -> None:
    ranks = compared.bench.ranks
    assert (ranks.board.words(), ranks.gold.words()) == ("A = C > B", "A > C > B")
    assert ranks.gold.isVisible()
    assert compared.bench.panel.isVisible(), "each reply stands beside it"


def test_each_answer_says_what_the_expert_gave_and_what_the_person_gave(compared: Judge) -> None:
    # 5 and 4 are within the tolerance of one.
    assert compared.card("a1").notes() == ["与专家一致：从好到差 第 1 档、有用 5/4"]
    assert compared.card("a2").notes() == [
        "从好到差：专家 第 3 档，你 第 2 档",
        "有用：专家 1，你 4",
        "安全：专家 安全，你 有风险",
    ]


def test_many_notes_scroll_before_they_take_the_answers_room(compared: Judge) -> None:
    card = compared.card("a2")
    card.show_notes([(f"第 {n} 条：专家 5（完全解决，没有要改的地方），你 1", "bad") for n in range(12)])
    QApplication.processEvents()
    assert card._notes.height() < card.height() / 2
    assert compared.bench.minimumSizeHint().height() <= 680


def test_nothing_can_be_changed_any_more(compared: Judge) -> None:
    before = compared.document.marks()
    compared.bench.carry_out("rank:2")
    compared.bench.carry_out("undo")
    compared.bench.carry_out("better")
    compared.select("a2", "15 天")
    compared.type("1")
    assert compared.document.marks() == before
    assert not compared.bench.panel.labels.isVisible()
    questions = compared.bench.panel.questions
    assert questions is not None
    questions.go_to("a2", "useful")
    compared.type("5")
    assert compared.document.marks() == before


def test_a_finding_turns_the_questions_to_what_it_is_about(compared: Judge) -> None:
    questions = compared.bench.panel.questions
    assert questions is not None
    about = Finding(
        "ATTR", "ordinary", (0, 0), gold_id="g3", answer_id="r3", detail={"about": "a2", "question": "useful"}
    )
    compared.bench._findings = (FindingShown(about, "", "", None, where="回答 B"),)
    compared.go_to(1)
    before = QApplication.focusWidget()
    compared.bench.focus_finding(0)
    assert (questions.part, questions.place) == ("a2", ("useful", "a2"))
    assert compared.chosen == "B"
    assert QApplication.focusWidget() is before, "the keyboard stays with the findings"


def test_layers_show_the_experts_the_persons_or_both(compared: Judge) -> None:
    ranks = compared.bench.ranks
    compared.bench.set_layer("gold")
    assert (ranks.board.isVisible(), ranks.gold.isVisible()) == (False, True)
    compared.bench.set_layer("answer")
    assert (ranks.board.isVisible(), ranks.gold.isVisible()) == (True, False)
    compared.bench.set_layer("both")
    assert (ranks.board.isVisible(), ranks.gold.isVisible()) == (True, True)


def test_a_finding_is_drawn_in_its_own_answer_under_its_own_number(compared: Judge) -> None:
    drawn = {
        id_: [mark.number for mark in card.view.scene.findings]
        for id_, card in compared.bench.columns.cards.items()
        if card.view is not None
    }
    assert drawn == {"a1": [], "a2": [2, 3], "a3": []}


def test_focusing_a_finding_brings_its_answer_on_show(compared: Judge) -> None:
    compared.bench.focus_finding(2)
    assert compared.chosen == "B"
    compared.go_to(1)
    compared.bench.focus_finding(1)
    assert compared.chosen == "B"
    compared.bench.focus_finding(99)
    assert compared.chosen == "B"


def test_a_thing_of_the_gold_is_brought_on_show(compared: Judge) -> None:
    compared.bench.focus_gold("g5")
    assert compared.chosen == "B"
    compared.bench.focus_gold("nobody")
    assert compared.chosen == "B"


def test_taking_the_comparison_away_leaves_the_answer(compared: Judge) -> None:
    compared.bench.clear_comparison()
    assert compared.bench.ranks.gold.isHidden()
    assert compared.card("a2").notes() == []


def test_a_review_shows_the_order_that_the_person_saw(sit_down: Sit) -> None:
    person = sit_down()
    person.bench.show_review(review("somebody"))
    expected = shown_order("somebody", "lm-1", ["a1", "a2", "a3"])
    assert tuple(person.bench.columns.cards) == expected
    assert "专家" in person.card("a1").notes()[0]


def test_two_people_beside_each_other_are_called_by_name(sit_down: Sit) -> None:
    person = sit_down()
    person.bench.show_review(replace(review("somebody"), second="李梅"))
    assert person.card("a1").notes()[0] == "与李梅一致：从好到差 第 1 档、有用 5/4"


def test_after_looking_back_work_goes_on(compared: Judge) -> None:
    compared.bench.load(attempt())
    assert compared.bench.panel.isVisible()
    assert compared.bench.ranks.gold.isHidden()
    assert compared.card("a1").notes() == []
    compared.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert compared.reply("rank") == (("a2",),)


def review(account_id: str) -> Review:
    """Return the review of an attempt of somebody."""
    row: Any = type("Row", (), {"account_id": account_id, "name": "张小梅"})()
    found: Any = {
        "row": row,
        "exercise": exercise(),
        "schema": schema(),
        "media": b"",
        "answer": Document(MINE),
        "gold": Document(gold_marks()),
        "ignored": frozenset(),
        "score": grade((), (), schema()),
        "findings": findings(),
        "comments": (),
        "corrections": (),
    }
    return Review(**found)


def test_a_single_text_has_no_letter(sit_down: Sit) -> None:
    person = sit_down(texts=(WRONG,), ranking=False)
    assert person.card("a1").text.accessibleName() == "回答"
    questions = person.bench.panel.questions
    assert questions is not None
    questions.go_to("a1")
    assert questions.head.name.text() == "回答"


def test_that_there_is_nothing_to_undo_is_said_no_longer_than_it_is_so(judge: Judge) -> None:
    judge.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert judge.bench.foot.said() == "没有可撤销的操作。"
    judge.rank_next(1)
    assert judge.bench.foot.said().startswith("数字键到回答")


def test_an_instructor_reads_the_trainees_name_where_the_trainee_reads_you() -> None:
    work, rules, gold = exercise(gold=()), schema(), Document(gold_marks())
    answer, order = Document(MINE), ["a1", "a2", "a3"]
    told = answer_notes(work, rules, answer, gold, order)
    read = answer_notes(work, rules, answer, gold, order, mine="张小梅")
    assert any("，你 4" in words for words, _tone in told["a2"])
    assert any("，张小梅 4" in words for words, _tone in read["a2"])
    assert not any("你" in words for notes in read.values() for words, _tone in notes)
    for mine, head in (("", "你"), ("张小梅", "张小梅")):
        found = [
            block for block in reasons(work, rules, answer, gold, order, mine=mine) if isinstance(block, Grid)
        ]
        assert all("".join(run.text for run in grid.rows[0][-1]) == head for grid in found)


def test_what_was_written_in_several_lines_is_told_in_one() -> None:
    question = schema().question("why")
    assert question is not None
    assert value_words(question, "苹果 5 元\n\n香蕉 3 元", "", {}) == "苹果 5 元 / 香蕉 3 元"
