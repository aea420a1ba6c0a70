"""Deciding between two people's judgements of models' answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from desktop.session.shown import OpenAttempt
from tests.gui.adjudicate.drivers import Adjudicator
from tests.gui.adjudicate.material import QUESTIONS, answers_exercise, attempt_of


@pytest.fixture
def judge(sit_down: Callable[[OpenAttempt], Adjudicator]) -> Adjudicator:
    """Somebody before two people's ranking and ratings."""
    return sit_down(attempt_of(answers_exercise(), QUESTIONS))


def test_rankings_ratings_and_reasons_are_told_side_by_side(judge: Adjudicator) -> None:
    assert judge.rows == [
        "1  从好到差排序：1 对次序不同·未裁",
        "2  回答 C·有用·未裁",
        "3  回答 C·理由标签·未裁",
    ]
    inner = judge.bench.inner
    assert inner is not None
    notes = inner.columns.cards["a3"].notes()  # type: ignore[union-attr]  # of answers
    assert "有用：甲 1，乙 4" in notes
    assert "两人一致：真实 1" in notes


def test_taking_one_side_by_keys_alone_fills_the_replies(judge: Adjudicator) -> None:
    judge.press("1", "2", "1")
    assert judge.replies["rank", ""] == (("a1",), ("a2",), ("a3",))
    assert judge.replies["useful", "a3"] == 4
    assert judge.replies["tags", "a3"] == ("wrong",)
    assert judge.progress == "都裁完了"
    assert judge.bench.unanswered() == ""


def test_answering_oneself_decides_the_place(judge: Adjudicator) -> None:
    judge.press("1", "5", "3")
    assert judge.replies["useful", "a3"] == 3
    assert judge.rows[1] == "2  回答 C·有用·自己标的"
    judge.press("F7")
    assert judge.looked_at == "3  回答 C·理由标签"


def test_ranking_oneself_decides_the_ranking(judge: Adjudicator) -> None:
    judge.press("5")
    inner = judge.bench.inner
    assert inner is not None
    for verb in ("rank:3", "rank:1", "rank:2"):
        inner.carry_out(verb)
    QApplication.processEvents()
    assert judge.replies["rank", ""] == (("a3",), ("a1",), ("a2",))
    assert judge.rows[0] == "1  从好到差排序：1 对次序不同·自己标的"


def test_what_neither_is_taken_of_must_still_be_answered(judge: Adjudicator) -> None:
    judge.press("1", "4", "1")
    assert judge.progress == "都裁完了"
    assert "有用" in judge.bench.unanswered()
