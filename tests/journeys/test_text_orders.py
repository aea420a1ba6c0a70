"""A trainee goes through the orders whose work is text: handing in asks, findings say where, keys lead everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.annotation.document import adding
from desktop.annotation.replies import Reply
from desktop.session.operations import exam
from desktop.session.shown import OpenAttempt
from desktop.views.pages.bench import BenchPage
from desktop.views.pages.exam import ExamPage
from desktop.views.pages.result import ResultPage
from desktop.views.widgets.bench.text_bench import TextBench
from desktop.views.widgets.open_work import HandInAll, Unanswered
from tests.journeys.conftest import AtCourse
from tests.journeys.seat import Seat

CONTROL = Qt.KeyboardModifier.ControlModifier


def attempt_of(seat: Seat) -> OpenAttempt:
    """Return what lies on the bench, in practice or in an assessment."""
    page = seat.window.page
    found = page._attempt if isinstance(page, BenchPage) else page._view._attempt  # type: ignore[attr-defined]
    assert isinstance(found, OpenAttempt)
    return found


def put_gold(seat: Seat, *, without: str = "") -> None:
    """Do all that is asked, but for the replies to one question."""
    attempt = attempt_of(seat)
    known = {mark.id for mark in attempt.document}
    marks = [mark.mark() for mark in attempt.exercise.golds[0].marks]
    own = [
        mark
        for mark in marks
        if mark.id not in known and not (isinstance(mark, Reply) and mark.label == without)
    ]
    attempt.history.do(adding("全部", attempt.document, *own))
    seat.settle()


def to_the_practical_part(seat: Seat) -> None:
    """Go from home through the theory part."""
    seat.actor.press("去考核")
    seat.actor.press("开始考核")
    item = exam.resume(seat.session).items[0]
    exam.answer(seat.session, item.id, item.answer)
    seat.actor.press("交卷")
    seat.actor.press("交卷")


def asked(seat: Seat) -> Unanswered | HandInAll:
    """Return the question on the screen."""
    (dialog,) = seat.dialogs()
    assert isinstance(dialog, Unanswered | HandInAll)
    return dialog


def test_a_dialogue_with_open_questions_is_asked_about_in_practice_and_in_the_assessment(
    at_course: AtCourse,
) -> None:
    seat = at_course("ord-tx-01", {"对话": ["p001"]}, ["e001", "e050"])
    seat.actor.press("继续学习")
    bench = seat.actor.find(TextBench)

    # Enter leads to the first open question, Esc leaves all as it is.
    seat.key(Qt.Key.Key_Return, CONTROL)
    assert "还有 8 处没有作答：第 1 轮·顾客的“意图”" in asked(seat).accessibleDescription()
    seat.key(Qt.Key.Key_Return)
    assert seat.dialogs() == []
    assert seat.focus() is bench.questions.panel
    assert bench.questions.panel.place == ("intent", "t1")
    seat.actor.press("提交")
    seat.key(Qt.Key.Key_Escape)
    assert seat.dialogs() == []
    assert "下一题" not in seat.reads()

    # What is done asks nothing.
    put_gold(seat)
    seat.actor.press("提交")
    assert "没有发现错误" in seat.reads()
    seat.actor.press("返回")

    # In the assessment the same, for each task and for all of them.
    to_the_practical_part(seat)
    assert "2 段对话" in seat.reads()
    seat.actor.press("开始实操")
    first = attempt_of(seat).exercise.title
    seat.actor.press("提交这段对话")
    assert "没有作答" in asked(seat).accessibleDescription()
    seat.actor.press("照样提交")
    put_gold(seat, without="mood")
    seat.actor.press("交卷")
    dialog = asked(seat)
    assert isinstance(dialog, HandInAll)
    assert "还有 1 段对话没有提交" in dialog.accessibleDescription()
    assert "有 1 段对话提交了但没有答完" in dialog.accessibleDescription()
    assert len(dialog.rows) == 2
    assert f"第 1 题 {first}：" in dialog.rows[0].text()
    assert "没有提交" not in dialog.rows[0].text()
    assert "没有提交" in dialog.rows[1].text()
    dialog.rows[0].click()
    seat.settle()
    assert seat.dialogs() == []
    assert attempt_of(seat).exercise.title == first
    bench = seat.actor.find(TextBench)
    assert bench.questions.panel is not None
    assert bench.questions.panel.isAncestorOf(seat.focus()) or seat.focus() is bench.questions.panel

    # With all handed in the last one stays where it is.
    put_gold(seat)
    seat.actor.press("提交这段对话")
    second = attempt_of(seat).exercise.title
    assert second != first
    put_gold(seat)
    seat.actor.press("提交这段对话")
    assert attempt_of(seat).exercise.title == second
    assert "已提交 2 / 2" in seat.reads()
    seat.actor.press("交卷")
    assert "所有任务都已提交" in seat.reads()
    seat.actor.press("交卷")
    assert isinstance(seat.window.page, ResultPage)
    assert seat.whole()


def test_the_keys_lead_round_and_findings_and_turns_to_their_questions(at_course: AtCourse) -> None:
    seat = at_course("ord-tx-01", {"对话": ["p001"]}, ["e001"])
    seat.actor.press("继续学习")
    bench = seat.actor.find(TextBench)
    questions = bench.questions.panel
    assert questions is not None

    def round_trip(n: int) -> list[str]:
        """Press F6 so often and return where that led."""
        places = []
        for _time in range(n):
            seat.key(Qt.Key.Key_F6)
            here = seat.focus()
            inside = {"文": bench.canvas, "类": bench.panel, "问": bench.questions}
            found = [name for name, part in inside.items() if here is part or part.isAncestorOf(here)]
            places.append(found[0] if found else "外")
        return places

    assert round_trip(5) == ["类", "问", "外", "文", "类"]
    seat.key(Qt.Key.Key_F1)
    (keys,) = seat.dialogs()
    assert "回答问题" in seat.reads()
    assert "关系与指代" not in seat.reads(), "this order has no relations"
    keys.close()

    # A click into a turn asks about it, and the text stays where it is.
    bench.canvas.setFocus()
    text = attempt_of(seat).exercise.text or ""
    assert bench.editor is not None
    bench.editor.place(text.index("退款多久"))
    assert questions.part == "t5"
    assert bench.canvas.focus_place is None
    assert not bench.panel.lists.tabs.isVisible()

    # A finding says where it is, and leads to the text and to its questions.
    put_gold(seat, without="intent")
    seat.actor.press("提交")
    seat.actor.press("照样提交")
    page = seat.window.page
    assert isinstance(page, BenchPage)
    assert page._panel is not None
    assert page._panel.isAncestorOf(seat.focus())
    said = [card.accessibleName() for card in page._panel.list._cards]
    assert said[-1].startswith("第 7 轮·顾客：漏答：“意图”没有回答")
    page._panel.list.choose(len(said) - 1)
    questions = bench.questions.panel
    assert questions is not None
    assert questions.place == ("intent", "t7")
    assert bench.canvas.focus_place is not None
    # Offscreen nobody gives the window back what the dialog took.
    seat.window.activateWindow()
    seat.settle()
    assert round_trip(4) == ["外", "文", "问", "外"], "from the findings by the bar"


def test_when_the_time_is_up_open_questions_hold_nothing_back(at_course: AtCourse) -> None:
    seat = at_course("ord-tx-01", {"对话": ["p001"]}, ["e001"])
    seat.actor.press("继续学习")
    put_gold(seat)
    seat.actor.press("提交")
    seat.actor.press("返回")
    to_the_practical_part(seat)
    seat.actor.press("开始实操")
    page = seat.window.page
    assert isinstance(page, ExamPage)
    seat.actor.press("提交这段对话")
    assert isinstance(asked(seat), Unanswered)
    seat.clock.skip(61 * 60.0)
    page._beat()
    seat.settle()
    assert seat.dialogs() == []
    assert isinstance(seat.window.page, ResultPage)
    assert not QApplication.activeModalWidget()
    assert seat.whole()
