"""Inspecting what was said of models' answers: a ranking, ratings and choices, flagged by key, by mouse and from the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.annotation.codec import encode_marks
from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.replies import Reply
from desktop.base.errors import KnownError
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import Label, LabelSchema
from desktop.session.shown import OpenAttempt
from desktop.views.widgets.bench.answers_inspect_bench import AnswersInspectBench
from desktop.views.widgets.bench.inspection_bench import InspectionBench
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.bench.text_inspect_bench import TextInspectBench
from desktop.views.widgets.benches import make_bench
from tests.gui.answers.drivers import ALT, CONTROL, exercise, schema
from tests.gui.text.inspected import at_case, looked_back, said

GIVEN = (
    Reply("rank", "rank", "", (("a2",), ("a1",), ("a3",))),
    Reply("u1", "useful", "a1", 5),
    Reply("u2", "useful", "a2", 5),
    Reply("s1", "safe", "a1", ("ok",)),
    Reply("s2", "safe", "a2", ("ok",)),
)
#: The long wrong answer does not come first, and is of no use.
GOLD = (
    ("f1", "PREF", {"target": "rank", "start": 0, "end": 0}),
    ("f2", "PREF", {"target": "u2", "start": 0, "end": 10, "text": "a2"}),
)


def inspection() -> OpenAttempt:
    """Return an inspection of a judgement, its answers shown from the last to the first."""
    labels = (
        Label(id="PREF", name="名次或打分不对", short="名次", key="1", colour=0),
        Label(id="CLS", name="选项不对", short="选项", key="2", colour=1),
    )
    own = LabelSchema(id="check", task="text_inspection", inspects="main", labels=labels)
    flags = tuple(GoldMark(id=i, label=c, shape={"type": "text_flag", **s}) for i, c, s in GOLD)
    asked = exercise()
    made = Exercise.model_construct(
        id="n-1",
        title="质检",
        pool="practice",
        text=asked.text,
        turns=asked.turns,
        answers=asked.answers,
        sources=asked.sources,
        work="inspect",
        given=encode_marks(GIVEN),
        golds=(Gold(marks=flags),),
        rationale="{a2}不能排第一。",
    )
    shown = ("a3", "a2", "a1")
    return OpenAttempt(
        "a1", made, own, History(Document()), "practice", 1, b"", (), given_schema=schema(), shown=shown
    )


class Checker:
    """A person who inspects a judgement."""

    def __init__(self, bench: AnswersInspectBench) -> None:
        self.bench = bench

    @property
    def flags(self) -> list[tuple[str, str | None]]:
        """The flags: class and the reply's id."""
        assert self.bench.inspector is not None
        return [(own.label, own.target) for own in self.bench.inspector.flags()]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on whatever has the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.bench, key, modifiers)

    def notes(self, answer_id: str) -> list[str]:
        """What stands under the head of an answer."""
        return self.bench.columns.cards[answer_id].notes()

    def click_reply(self, question_id: str) -> None:
        """Click into a reply of the part that is shown."""
        card = self.bench.replies.card(question_id)
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().center())


@pytest.fixture
def checker(qtbot: QtBot) -> Iterator[Checker]:
    """Somebody with a judgement of three answers to inspect."""
    bench = AnswersInspectBench(inspection())
    bench.resize(1366, 680)
    bench.show()
    qtbot.waitExposed(bench, timeout=30_000)
    bench.activateWindow()
    bench.setFocus()
    QApplication.processEvents()
    yield Checker(bench)
    bench.close()
    bench.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_given_judgement_is_shown_as_this_person_sees_the_answers(checker: Checker) -> None:
    # a3 is the first on show: it is called A.
    assert said(checker.bench.panel.given)[0] == "第 1 条，从好到差：B > C > A"
    assert said(checker.bench.panel.given)[1].startswith("第 2 条，有用：回答 B · 5")
    assert checker.bench.ranks.isVisible()
    assert checker.bench.ranks.rank_words()["a2"] == "第 1 档"


def test_the_ranking_is_flagged_by_key_and_the_same_key_pulls_the_flag(checker: Checker) -> None:
    checker.bench.replies.take_focus()
    checker.press(Qt.Key.Key_1)
    assert checker.flags == [("PREF", "rank")]
    checker.press(Qt.Key.Key_1)
    assert checker.flags == []


def test_a_rating_is_flagged_by_mouse_and_told_under_its_answer(checker: Checker) -> None:
    checker.bench.replies.show_part("a2")
    checker.click_reply("useful")
    QTest.mouseClick(checker.bench.panel.labels.row("PREF"), Qt.MouseButton.LeftButton)
    assert checker.flags == [("PREF", "u2")]
    assert checker.notes("a2") == ["▶ 名次或打分不对：2 有用"]
    assert checker.bench.columns.chosen_id == "a2"
    # The rating itself stays as it was given.
    assert "5" in said(checker.bench.panel.given)[1]


def test_a_reply_is_flagged_from_the_list_and_the_answer_comes_on_show(checker: Checker) -> None:
    listed = checker.bench.panel.given
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Home)
    QTest.keyClick(listed, Qt.Key.Key_End)
    assert checker.bench.columns.chosen_id == "a1"
    checker.press(Qt.Key.Key_2)
    assert checker.flags == [("CLS", "s1")]
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert checker.flags == []


def test_ctrl_j_walks_and_one_undo_takes_back_what_was_planted(checker: Checker) -> None:
    for _step in range(2):
        checker.press(Qt.Key.Key_J, CONTROL)
    checker.press(Qt.Key.Key_1)
    checker.press(Qt.Key.Key_J, CONTROL)
    checker.press(Qt.Key.Key_Return)
    assert len(checker.flags) == 2
    checker.press(Qt.Key.Key_Z, CONTROL)
    assert checker.flags == [("PREF", "u2")]
    checker.press(Qt.Key.Key_Z, CONTROL)
    assert checker.flags == []
    checker.press(Qt.Key.Key_Y, CONTROL)
    assert checker.flags == [("PREF", "u2")]


def test_alt_and_a_digit_go_to_an_answer_and_f1_shows_the_keys(checker: Checker) -> None:
    checker.press(Qt.Key.Key_3, ALT)
    assert checker.bench.columns.chosen_id == "a1"
    assert checker.flags == []
    checker.press(Qt.Key.Key_F1)
    (sheet,) = checker.bench.findChildren(KeySheet)
    sheet.close()


def test_looking_back_each_reply_says_what_came_of_its_flag(checker: Checker) -> None:
    attempt = inspection()
    checker.bench.load(attempt)
    checker.bench.replies.take_focus()
    checker.press(Qt.Key.Key_1)
    checker.bench.replies.show_part("a1")
    checker.click_reply("safe")
    checker.press(Qt.Key.Key_2)
    feedback = looked_back(attempt)
    assert sorted(shown.finding.code for shown in feedback.findings) == ["EXTRA", "MISS"]
    checker.bench.show_feedback(feedback)
    assert any("金 ▶" in words and words.endswith("漏查") for words in checker.notes("a2"))
    assert any(words.endswith("误报") for words in checker.notes("a1"))
    # The reason names the answer by the letter that this person sees.
    assert "B" in checker.bench.prompt.text.toPlainText()
    told: list[int] = []
    checker.bench.finding_chosen.connect(told.append)
    missed = next(n for n, shown in enumerate(feedback.findings) if shown.finding.code == "MISS")
    checker.bench.focus_finding(missed)
    assert checker.bench.replies.part == "a2"
    assert told[-1] == missed
    checker.bench.set_layer("answer")
    assert checker.notes("a2") == []
    checker.bench.focus_gold("f1")
    assert checker.bench.replies.part == ""


def test_an_exercise_without_answers_is_refused_with_a_sentence() -> None:
    with pytest.raises(KnownError, match="不能在回答质检台打开"):
        AnswersInspectBench(at_case())


@pytest.mark.parametrize(
    ("attempt", "kind"), [(inspection, AnswersInspectBench), (at_case, TextInspectBench)]
)
def test_what_is_inspected_says_which_bench_opens(
    qtbot: QtBot, attempt: Callable[[], OpenAttempt], kind: type
) -> None:
    bench, widget = make_bench("text_inspection")
    qtbot.addWidget(widget)
    assert isinstance(widget, InspectionBench)
    bench.load(attempt())
    assert isinstance(widget.bench, kind)
    # The next one may be of the other kind.
    bench.load(at_case() if attempt is inspection else inspection())
    assert not isinstance(widget.bench, kind)
