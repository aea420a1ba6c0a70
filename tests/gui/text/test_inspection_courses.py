"""Inspection and repair of the shipped orders, from the course's own item to the record and to the instructor's desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.curriculum.order import Clause
from desktop.records.queries.attempts import AttemptFilter, attempts
from desktop.session.operations.practice import open_practice, submit
from desktop.session.operations.review import open_review
from desktop.session.session import Session
from desktop.session.shown import OpenAttempt
from desktop.views.pages.bench import BenchPage
from desktop.views.widgets.bench.answers_bench import AnswersBench
from desktop.views.widgets.bench.answers_inspect_bench import AnswersInspectBench
from desktop.views.widgets.bench.inspection_bench import InspectionBench
from desktop.views.widgets.bench.text_bench import TextBench
from desktop.views.widgets.bench.text_inspect_bench import TextInspectBench
from desktop.views.widgets.benches import make_bench
from desktop.views.widgets.findings import FindingList
from tests import scenes
from tests.gui.text.inspected import Inspecting

COURSES = Path(__file__).resolve().parents[3] / "courses"
ONLY = """
[[modules]]
id = "m1"
title = "质检与返修"
summary = "只做这一题。"

[[modules.activities]]
kind = "practice"
id = "p"
title = "这一题"
exercises = ["{name}"]
needed = 1
"""


class Desk:
    """A training site whose class learns one item of a course, with the trainee signed in."""

    def __init__(self, folder: Path, pack_id: str, name: str) -> None:
        course = folder / "courses" / pack_id
        shutil.copytree(COURSES / pack_id, course)
        (course / "course.toml").write_text(ONLY.format(name=name), encoding="utf-8")
        self.session: Session = scenes.opened(folder / "data", courses=folder / "courses")
        self.cast = scenes.settle(self.session, pack_id=pack_id)
        scenes.attend(self.session, self.cast)

    def recorded(self) -> tuple[float | None, int]:
        """Accuracy and judged units of the one attempt in the record."""
        (own,) = attempts(self.session.record, AttemptFilter(account_id=self.cast.trainee))
        return own.accuracy, own.judged


@pytest.fixture
def at_desk(tmp_path: Path) -> Iterator[Callable[[str, str], Desk]]:
    """Open a site for one item of a pack."""
    open_: list[Desk] = []

    def opened(pack_id: str, name: str) -> Desk:
        open_.append(Desk(tmp_path, pack_id, name))
        return open_[-1]

    yield opened
    for desk in open_:
        desk.session.close()


def shown(qtbot: QtBot, widget: QWidget) -> None:
    widget.resize(1366, 720)
    widget.show()
    qtbot.waitExposed(widget, timeout=30_000)
    widget.activateWindow()
    widget.setFocus()
    QApplication.processEvents()


def put_away(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def flag_by_key(bench: TextInspectBench | AnswersInspectBench, attempt: OpenAttempt) -> None:
    """Plant every flag of the gold: pointed at in the list or selected in the text, and the key of its class."""
    keys = {label.id: label.key for label in attempt.schema.labels}
    inspector = bench.inspector
    assert inspector is not None
    for own in attempt.exercise.golds[0].marks:
        flag = own.mark()
        assert isinstance(flag, TextFlag)
        if flag.target is not None:
            bench.panel.given.setFocus()
            bench.panel.given.chosen.emit(flag.target)
        elif isinstance(bench, TextInspectBench):
            bench.canvas.setFocus()
            assert bench.editor is not None
            bench.editor.select(flag.start, flag.end)
        QTest.keyClicks(QApplication.focusWidget(), keys[flag.label])


def test_a_paragraph_of_tx_02_is_inspected_by_key_and_passes(
    at_desk: Callable[[str, str], Desk], qtbot: QtBot
) -> None:
    desk = at_desk("ord-tx-02", "qi02")
    attempt = open_practice(desk.session, "p")
    assert (attempt.schema.task, attempt.exercise.work) == ("text_inspection", "inspect")
    bench, widget = make_bench(attempt.schema.task)
    assert isinstance(widget, InspectionBench)
    bench.load(attempt)
    shown(qtbot, widget)
    assert isinstance(widget.bench, TextInspectBench)
    kinds = {type(row.mark) for row in widget.bench.inspector.given.rows}  # type: ignore[union-attr]
    assert kinds == {Span, Relation}
    flag_by_key(widget.bench, attempt)
    feedback = submit(desk.session, attempt)
    assert feedback.findings == ()
    assert feedback.score.accuracy == 1.0
    assert desk.recorded() == (1.0, len(attempt.exercise.golds[0].marks))
    put_away(widget)


class Elsewhere:
    """A window that notes where it was asked to go."""

    def __init__(self) -> None:
        self.clauses: list[str] = []

    def home(self) -> None:
        """Go home."""

    def go(self, name: str, **values: str) -> None:
        """Go to a page."""

    def show_rules(self, clauses: tuple[Clause, ...], number: str = "") -> None:
        """Open the rules."""
        self.clauses.append(number)


def test_what_was_overlooked_is_one_click_away_with_clause_remedy_and_truth(
    at_desk: Callable[[str, str], Desk], qtbot: QtBot
) -> None:
    desk = at_desk("ord-tx-02", "qi01")
    away = Elsewhere()
    page = BenchPage(desk.session, away, "p")  # type: ignore[arg-type]  # as much of a window as a page asks for
    shown(qtbot, page)
    page.enter()
    facade = page.findChild(InspectionBench)
    assert facade is not None
    assert isinstance(facade.bench, TextInspectBench)
    person = Inspecting(facade.bench)  # type: ignore[arg-type]  # the same parts
    person.click("桑干区市政养护中心")
    person.type("4")
    page.submit()
    QApplication.processEvents()
    found = page.findChild(FindingList)
    assert found is not None
    words = " ".join(label.text() for label in found.findChildren(QLabel))
    assert "没有查出：这里有一处“多标”。“上级资金”：不在应标之列。" in words
    assert "误报“错类”：这里没有这种错误。" in words
    # The truth stands in the text, the finding is one click away, and its clause another.
    assert any(said.startswith("金 ▶ 多标") for said in person.lane_words("上级资金"))
    person.click("上级资金")
    assert person.inspector.mark_id == "m08"
    chips = [own for own in found.findChildren(QPushButton) if "规则 5.3" in own.text()]
    assert chips
    chips[0].click()
    assert away.clauses == ["5.3"]
    put_away(page)


def test_an_instructor_opens_the_inspection_from_the_record(
    at_desk: Callable[[str, str], Desk], qtbot: QtBot
) -> None:
    desk = at_desk("ord-tx-02", "qm01")
    attempt = open_practice(desk.session, "p")
    submit(desk.session, attempt)
    accuracy, judged = desk.recorded()
    assert (accuracy, judged) == (0.0, len(attempt.exercise.golds[0].marks))
    scenes.instruct(desk.session, desk.cast)
    (row,) = attempts(desk.session.record, AttemptFilter(account_id=desk.cast.trainee))
    bench, widget = make_bench(attempt.schema.task)
    bench.show_review(open_review(desk.session, row.attempt_id))
    shown(qtbot, widget)
    assert isinstance(widget, InspectionBench)
    assert isinstance(widget.bench, TextInspectBench)
    person = Inspecting(widget.bench)  # type: ignore[arg-type]  # the same parts
    bench.focus_finding(0)
    assert person.view.focus_place is not None
    put_away(widget)


def test_a_rejected_dialogue_of_tx_01_is_mended_remark_by_remark_and_passes(
    at_desk: Callable[[str, str], Desk], qtbot: QtBot
) -> None:
    desk = at_desk("ord-tx-01", "r003")
    attempt = open_practice(desk.session, "p")
    bench = TextBench(attempt)
    shown(qtbot, bench)
    remarks = bench.panel.mending.remarks
    assert len(remarks._cards) == len(attempt.exercise.remarks)
    editor, truth = bench.editor, {own.id: own.mark() for own in attempt.exercise.golds[0].marks}
    assert editor is not None
    for card, remark in zip(list(remarks._cards), attempt.exercise.remarks, strict=True):
        card.click()
        right = truth.get(remark.target or "")
        here = (int(remark.place[0]), int(remark.place[2]))
        if remark.target is None:
            right = next(
                own for own in truth.values() if isinstance(own, Span) and (own.start, own.end) == here
            )
            editor.select(right.start, right.end)
        if isinstance(right, Span):
            if editor.document.get(remark.target or "") is not None:
                editor.move_edge(right.id, "start", right.start)
                editor.move_edge(right.id, "end", right.end)
            editor.apply_label(right.label)
            for name, value in right.attributes.items():
                editor.set_attribute(name, value)
        elif isinstance(right, Reply):
            panel = bench.questions.panel
            assert panel is not None
            assert panel.part == right.about
            buttons = panel.card(right.label).reply.buttons  # type: ignore[attr-defined]
            held = {name for name, own in buttons.items() if own.isChecked()}
            for name in held ^ set(right.named):
                buttons[name].click()
        else:
            editor.delete()
        assert card.isChecked(), remark.text
    feedback = submit(desk.session, attempt)
    assert feedback.findings == ()
    assert feedback.score.measures["remarks_answered"] == 1.0
    assert desk.recorded()[0] == 1.0
    put_away(bench)


def test_a_judgement_of_lm_01_is_inspected_by_key_and_passes(
    at_desk: Callable[[str, str], Desk], qtbot: QtBot
) -> None:
    desk = at_desk("ord-lm-01", "n014")
    attempt = open_practice(desk.session, "p")
    bench = AnswersInspectBench(attempt)
    shown(qtbot, bench)
    flag_by_key(bench, attempt)
    feedback = submit(desk.session, attempt)
    assert (feedback.score.accuracy, feedback.findings) == (1.0, ())
    assert desk.recorded() == (1.0, 3)
    put_away(bench)


def test_a_rejected_judgement_of_lm_01_names_the_answers_by_this_persons_letters(
    at_desk: Callable[[str, str], Desk], qtbot: QtBot
) -> None:
    desk = at_desk("ord-lm-01", "m002")
    attempt = open_practice(desk.session, "p")
    bench = AnswersBench(attempt)
    shown(qtbot, bench)
    letters = dict(zip(attempt.shown, "ABCDEFGH", strict=False))
    truth = {own.id: own.mark() for own in attempt.exercise.golds[0].marks}
    for card, remark in zip(list(bench.panel.mending.remarks._cards), attempt.exercise.remarks, strict=True):
        wrong = attempt.document[remark.target or ""]
        assert isinstance(wrong, Reply)
        assert f"回答 {letters[wrong.about]}" in card.accessibleName()
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        assert bench.panel.questions is not None
        assert bench.panel.questions.part == wrong.about
        assert bench.columns.chosen_id == wrong.about
        right = truth[wrong.id]
        assert isinstance(right, Reply)
        body = bench.panel.questions.card(wrong.label).reply
        if isinstance(right.value, int):
            body.press(str(right.value))
        else:
            for name in set(wrong.named) ^ set(right.named):
                body.buttons[name].click()  # type: ignore[attr-defined]
        assert card.isChecked()
    feedback = submit(desk.session, attempt)
    assert feedback.score.measures["remarks_answered"] == 1.0
    assert feedback.findings == ()
    put_away(bench)
