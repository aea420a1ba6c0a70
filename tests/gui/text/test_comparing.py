"""Looking at an answer beside the gold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from desktop.annotation.document import Document
from desktop.annotation.spans import Span
from desktop.base.errors import KnownError
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.scoring.grading import grade
from desktop.session.shown import AttemptRow, Feedback, FindingShown, OpenAttempt, Review
from tests.gui.text.drivers import CONTROL, TextDriver, attempt, schema

WORDS = "晋北市教育局拨款120万元，张三负责，李四协助。"
GOLD = (
    GoldMark(id="g1", label="order", start=0, end=6),
    GoldMark(id="g2", label="money", start=8, end=13),
    GoldMark(id="g3", label="address", start=14, end=16),
    GoldMark(id="g4", label="address", start=19, end=21),
)
ANSWER = (
    Span("a1", "order", 0, 6),
    Span("a2", "money", 8, 12),
    Span("a3", "time", 14, 16),
    Span("a4", "intent", 21, 23),
)


def feedback() -> Feedback:
    """Return a feedback with one right, one boundary, one class, one missing and one extra mark."""
    opened = attempt(WORDS, ANSWER, gold=GOLD)
    score = grade(ANSWER, GOLD, opened.schema)
    findings = tuple(FindingShown(finding, f"{finding.code} 一句话", "", None) for finding in score.findings)
    gold = Document(mark.mark() for mark in GOLD)
    return Feedback(
        opened, score, findings, gold, frozenset(), first_try=True, may_retry=True, gate="", next_reason=""
    )


@pytest.fixture
def looker(sit_down: Callable[..., TextDriver]) -> TextDriver:
    """Somebody looking at a feedback."""
    person = sit_down()
    person.bench.show_feedback(feedback())
    return person


def kinds(person: TextDriver) -> dict[str, tuple[str, str]]:
    """Return kind and fault of what is drawn, by span id."""
    return {item.span.id: (item.kind, item.fault) for item in person.view.scene.lanes(0)}


def test_gold_and_answer_stand_beside_each_other_with_what_is_wrong(looker: TextDriver) -> None:
    drawn = kinds(looker)
    numbers = {finding.code: "①②③④"[number] for number, finding in enumerate(looker.bench._findings)}
    assert drawn["a1"] == ("answer", "")
    assert drawn["g1"] == ("twin", "")
    assert drawn["a2"] == ("answer", f"{numbers['BND']}边界错")
    assert drawn["g2"] == ("gold", "")
    assert drawn["a3"] == ("answer", f"{numbers['CLS']}类别错")
    assert drawn["g4"] == ("gold", f"{numbers['MISS']}漏标")
    assert drawn["a4"] == ("answer", f"{numbers['EXTRA']}多标")


def test_layers_are_switched(looker: TextDriver) -> None:
    looker.bench.set_layer("gold")
    assert {kind for kind, _fault in kinds(looker).values()} == {"gold"}
    looker.bench.set_layer("answer")
    assert {kind for kind, _fault in kinds(looker).values()} == {"answer"}
    looker.bench.set_layer("both")
    assert {kind for kind, _fault in kinds(looker).values()} == {"answer", "gold", "twin"}
    looker.bench.grab()


def test_a_finding_is_brought_into_sight_and_framed(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down()
    gold = [GoldMark(id="g1", label="order", start=6000, end=6004)]
    opened = attempt("字" * 6000 + "晋北市局" + "字" * 3000, gold=gold)
    score = grade([], gold, opened.schema)
    findings = tuple(FindingShown(finding, "", "", None) for finding in score.findings)
    person.bench.show_feedback(
        Feedback(
            opened,
            score,
            findings,
            Document([gold[0].mark()]),
            frozenset(),
            first_try=True,
            may_retry=True,
            gate="",
            next_reason="",
        )
    )
    person.bench.focus_finding(0)
    assert person.view.focus_place == (6000, 6004)
    seen = person.view.place_of(6000)
    assert 0 < seen.y() < person.view.viewport().height()
    person.bench.focus_finding(99)
    assert person.view.focus_place is None


def test_a_click_on_a_marked_place_tells_its_finding(looker: TextDriver, qtbot: QtBot) -> None:
    with qtbot.waitSignal(looker.bench.finding_chosen, timeout=30_000) as told:
        looker.click("李四")
    number = told.args[0]
    assert looker.bench._findings[number].code == "MISS"


def test_a_resting_pointer_is_told_marks_gold_and_what_is_wrong(
    looker: TextDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: told.append(text))
    scene = looker.view.scene
    assert scene.tip(9) == "金额 · 4 字\n金标 金额 · 5 字"
    assert scene.tip(12) == "金标 金额 · 5 字\nBND 一句话"
    assert scene.tip(14).splitlines()[-1] == "CLS 一句话"
    looker.bench.set_layer("gold")
    assert scene.tip(0) == "金标 订单号 · 6 字"
    assert scene.tip(7) == ""
    looker.hover("120")
    assert told == ["金标 金额 · 5 字"]


def test_nothing_can_be_changed_while_looking(looker: TextDriver) -> None:
    before = looker.spans
    looker.mark("张三", "1")
    looker.click("晋北市")
    looker.press(Qt.Key.Key_Delete)
    looker.press(Qt.Key.Key_BracketRight)
    looker.press(Qt.Key.Key_Z, CONTROL)
    looker.press(Qt.Key.Key_M, CONTROL)
    looker.press(Qt.Key.Key_T)
    assert looker.spans == before
    assert not looker.bench.panel.isVisible()
    shown = {verb for verb, button in looker.bench.rail.buttons.items() if button.isVisible()}
    assert shown == {"find", "larger", "smaller", "help"}
    assert not looker.bench.foot._saved.isVisible()
    assert "只读" in looker.said


def test_a_comparison_is_cleared_and_the_next_exercise_opens_for_work(looker: TextDriver) -> None:
    looker.bench.clear_comparison()
    assert {kind for kind, _fault in kinds(looker).values()} == {"answer"}
    looker.bench.load(attempt("晋北市教育局"))
    assert looker.bench.panel.isVisible()
    looker.mark("晋北市", "4")
    assert looker.spans == [("晋北市", "address")]


def test_an_instructor_looks_at_a_review(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down()
    shown = feedback()
    row = AttemptRow(
        "a1", "p1", "张三", "题", "practice", datetime(2026, 3, 1, tzinfo=UTC), 0.5, 4, 3, 0, corrected=False
    )
    person.bench.show_review(
        Review(
            row,
            shown.attempt.exercise,
            schema(),
            b"",
            shown.attempt.document,
            shown.gold,
            frozenset(),
            shown.score,
            shown.findings,
            (),
            (),
        )
    )
    assert kinds(person)["g1"] == ("twin", "")


def test_another_attempt_leaves_nothing_of_the_first(trainee: TextDriver) -> None:
    trainee.mark("12元", "5")
    assert trainee.bench.editor is not None
    history = trainee.bench.editor.history
    assert history is not None
    trainee.bench.load(attempt("晋北市教育局"))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    history.undo()
    assert trainee.spans == []
    assert trainee.bench.panel.list.model().rowCount() == 0


def test_the_same_attempt_opened_again_goes_on_where_it_was(trainee: TextDriver) -> None:
    opened = attempt()
    for _time in range(3):
        trainee.bench.load(opened)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    trainee.mark("12元", "5")
    trainee.bench.load(opened)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert trainee.spans == [("12元", "money")]
    trainee.press(Qt.Key.Key_Z, CONTROL)
    assert trainee.spans == []
    assert trainee.bench.panel.list.model().rowCount() == 0


def test_an_exercise_without_text_is_refused_in_words(trainee: TextDriver) -> None:
    exercise = Exercise(id="cv", title="图", pool="practice", media="a.png", size=(4, 4), golds=(Gold(),))
    good = attempt()
    bad = OpenAttempt("a2", exercise, good.schema, good.history, "practice", 1, b"", ())
    with pytest.raises(KnownError, match="没有文本"):
        trainee.bench.load(bad)
    trainee.mark("12元", "5")
    assert trainee.spans == [("12元", "money")]


def test_the_panel_can_be_put_away(trainee: TextDriver) -> None:
    trainee.bench.set_panel_visible(False)
    trainee.bench.load(attempt())
    assert not trainee.bench.panel.isVisible()
