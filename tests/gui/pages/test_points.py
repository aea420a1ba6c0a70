"""Points of the instructor at the real window: handed in, found, given by mouse and keys, released, read at home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from desktop.base.clock import ManualClock
from desktop.records.queries.points import points_given
from desktop.session.operations import exam, points
from desktop.session.session import Session
from desktop.views.pages.attempts import AttemptsPage
from desktop.views.pages.bench import BenchPage
from desktop.views.pages.home import HomePage
from desktop.views.pages.result import ResultPage
from desktop.views.pages.review import ReviewPage
from desktop.views.widgets.rubric_desk import RubricDesk
from desktop.views.window import open_window
from tests import rubrics, scenes
from tests.gui.pages.drivers import Person
from tests.rubrics import GOOD, PROMISE, SHORT, TONE
from tests.scenes import Cast


@dataclass
class Room:
    """A window on a course with points of the instructor, and who is there."""

    session: Session
    cast: Cast
    person: Person

    @property
    def desk(self) -> RubricDesk:
        """Where points are given."""
        return self.person.page.findChild(RubricDesk)  # type: ignore[no-any-return]

    def attend(self) -> None:
        """The trainee sits down."""
        scenes.attend(self.session, self.cast)
        self.person.window.home()
        self.person.settle()

    def instruct(self) -> None:
        """The instructor sits down."""
        scenes.instruct(self.session, self.cast)
        self.person.window.home()
        self.person.settle()

    def states(self) -> list[str]:
        """How the points stand on the desk."""
        return [made.shown.state for made in self.desk.lines.values() if made.shown is not None]

    def said(self, attempt_id: str) -> dict[str, tuple[bool, str]]:
        """What the record holds of the points of an attempt."""
        given = points_given(self.session.record, attempt_id, 1)
        return {one.check: (one.met, one.comment) for one in given}


@pytest.fixture
def room(tmp_path: Path, qapp: QApplication) -> Iterator[Room]:
    session = scenes.opened(tmp_path / "数据", ManualClock(scenes.MORNING), rubrics.rubric_courses(tmp_path))
    cast = scenes.settle(session)
    scenes.attend(session, cast)
    rubrics.walk_to_practice(session)
    window = open_window(session)
    window.resize(1366, 768)
    window.show()
    person = Person(window)
    person.settle()
    yield Room(session, cast, person)
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    session.close()


def hand_in(room: Room, words: str = GOOD) -> str:
    """Write and hand in at the bench; the id of the attempt."""
    room.person.window.go("bench", activity_id=rubrics.ACTIVITY)
    room.person.settle()
    page = room.person.page
    assert isinstance(page, BenchPage)
    rubrics.write(page._attempt, words)
    room.person.press("提交")
    return page._attempt.attempt_id


def open_waiting(room: Room) -> None:
    """Go from the class board to the first piece of work that waits."""
    button = next(words for words in room.person.buttons() if "待讲师评分" in words)
    room.person.press(button)
    view = room.person.page.findChild(QTableView)
    view.setFocus()
    view.selectRow(0)
    room.person.key(Qt.Key.Key_Return)
    assert isinstance(room.person.page, ReviewPage)


def test_a_day_with_points_from_writing_to_the_word_at_home(room: Room) -> None:
    person = room.person
    attempt_id = hand_in(room)
    # No figure claims more than was judged.
    assert person.sees("程序核对：3/3 项满足")
    assert person.sees("还有 2 项由讲师来评，评完才有成绩")
    assert not person.sees("对了")
    said = [words for words in person.reads().splitlines() if "理论首答" not in words]
    for claim in ("100", "没有发现错误", "每一个都符合规则"):
        assert not [words for words in said if claim in words]
    assert not person.sees("再改一次")

    room.instruct()
    assert person.sees("1 份作业、2 项待讲师评分") or any(
        "2 项待讲师评分" in words for words in person.buttons()
    )
    open_waiting(room)
    # Prompt, writing and the machine's findings are there together.
    told = person.reads()
    assert GOOD in told
    assert "字数 15–60：30（要求 15–60）" in told
    assert "请把下面的回答改写得客气、清楚" in person.page._bench.prompt.text.plain()
    assert room.states() == ["open", "open"]
    assert not room.desk.release.isEnabled()

    # By the mouse, with a comment that was written before.
    tone = room.desk.lines[TONE]
    tone.comment.setFocus()
    person.keys("more polite")
    QTest.mouseClick(tone.unmet, Qt.MouseButton.LeftButton)
    person.settle()
    assert room.said(attempt_id) == {"tone": (False, "more polite")}
    # By keys: the next point is chosen by itself.
    assert room.desk.current == PROMISE
    room.desk.setFocus()
    person.key(Qt.Key.Key_1)
    assert room.said(attempt_id) == {"tone": (False, "more polite"), "promise": (True, "")}
    assert person.sees("都评完了")
    person.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert person.sees("评分已发布：马秀英")
    assert person.sees("讲师评分：未达到·马秀英")
    assert not room.desk.release.isVisible()
    assert points.waiting(room.session, room.cast.class_id) == (0, 0)
    person.press("右栏 成绩与批注")
    assert person.sees("0 / 1 合格")

    room.attend()
    assert isinstance(person.page, HomePage)
    assert person.sees("讲师评分：达到 1/2 项。")
    assert person.sees("more polite")


def test_every_word_can_be_changed_and_undone_until_the_release(room: Room) -> None:
    person = room.person
    attempt_id = hand_in(room)
    room.instruct()
    open_waiting(room)
    desk = room.desk
    assert desk.hasFocus()
    person.key(Qt.Key.Key_2)
    desk.setFocus()
    person.key(Qt.Key.Key_Up)
    assert desk.current == TONE
    person.key(Qt.Key.Key_1)
    assert room.said(attempt_id) == {"tone": (True, "")}
    desk.setFocus()
    person.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.said(attempt_id) == {"tone": (False, "")}
    person.press("撤销")
    assert room.said(attempt_id) == {}
    assert not desk.undo.isEnabled()
    # The comment by Enter and back, kept with the point.
    desk.choose(PROMISE)
    desk.setFocus()
    person.key(Qt.Key.Key_N)
    desk.choose(PROMISE)
    desk.setFocus()
    person.key(Qt.Key.Key_Return)
    person.keys("promised 24 h")
    person.key(Qt.Key.Key_Return)
    assert room.said(attempt_id) == {"promise": (False, "promised 24 h")}
    assert desk.hasFocus()
    person.key(Qt.Key.Key_Delete)
    assert room.said(attempt_id) == {}
    assert room.states() == ["open", "open"]


def test_points_given_are_there_when_the_page_is_opened_again(room: Room) -> None:
    hand_in(room)
    room.instruct()
    open_waiting(room)
    room.person.key(Qt.Key.Key_1)
    room.person.press("返回")
    assert isinstance(room.person.page, AttemptsPage)
    open_waiting_again = room.person.page.findChild(QTableView)
    open_waiting_again.setFocus()
    open_waiting_again.selectRow(0)
    room.person.key(Qt.Key.Key_Return)
    assert room.states() == ["met", "open"]
    assert room.desk.current == PROMISE


def test_the_queue_leads_from_one_piece_of_work_to_the_next_and_ends(room: Room) -> None:
    person = room.person
    hand_in(room)
    person.press("下一题")
    rubrics.write(person.page._attempt, GOOD)
    person.press("提交")
    room.instruct()
    open_waiting(room)
    first = person.page._attempt_id
    for _point in range(2):
        person.key(Qt.Key.Key_1)
        room.desk.setFocus()
    person.press("发布评分")
    person.press("评下一份")
    assert person.page._attempt_id != first
    for _point in range(2):
        person.key(Qt.Key.Key_1)
        room.desk.setFocus()
    person.press("发布评分")
    assert not room.desk.next.isVisible()
    person.window.go("attempts", only="open")
    person.settle()
    assert person.sees("没有等待评分的作业")


def test_what_rules_already_find_wrong_is_told_with_the_points_that_wait(room: Room) -> None:
    person = room.person
    hand_in(room, SHORT)
    assert person.sees("程序核对 2/3 项满足")
    assert person.sees("待讲师评分 2 项")
    assert person.sees("不对")
    assert person.sees("0.00%")
    assert person.sees("另有 2 项待讲师评分，没有算进来")
    assert person.sees("再改一次") or "再改一次" in person.buttons()


def test_a_paper_waits_for_its_points_and_is_decided_by_the_last_release(room: Room) -> None:
    person, session = room.person, room.session
    for _time in range(2):
        attempt_id = rubrics.practise(session)
        scenes.instruct(session, room.cast)
        rubrics.judge(session, attempt_id)
        scenes.attend(session, room.cast)
    sitting_id = rubrics.sit(session).sitting_id
    room.attend()
    assert person.sees("实操有 4 项等待讲师评分，评完才有结果。")
    person.window.go("result", sitting_id=sitting_id)
    person.settle()
    assert isinstance(person.page, ResultPage)
    assert person.sees("等待讲师评分"), person.reads()
    assert not person.sees("没有考这一部分")

    room.instruct()
    person.window.go("trainee", class_id=room.cast.class_id, account_id=room.cast.trainee)
    person.settle()
    assert person.sees("等待讲师评分·还有 4 项")
    assert "发布成绩" not in person.buttons()
    for _paper in range(2):
        person.window.go("review", attempt_id=points.next_waiting(session, room.cast.class_id))
        person.settle()
        for _point in range(2):
            person.key(Qt.Key.Key_1)
            room.desk.setFocus()
        person.press("发布评分")
    assert exam.result(session, sitting_id).outcome in {"pass", "distinction"}
    person.window.go("trainee", class_id=room.cast.class_id, account_id=room.cast.trainee)
    person.settle()
    person.press("发布成绩")
    person.press("签发证书")
    room.attend()
    assert person.sees("考核合格")


def test_the_way_from_a_trainee_whose_paper_waits(room: Room) -> None:
    person, session = room.person, room.session
    for _time in range(2):
        attempt_id = rubrics.practise(session)
        scenes.instruct(session, room.cast)
        rubrics.judge(session, attempt_id)
        scenes.attend(session, room.cast)
    rubrics.sit(session)
    room.instruct()
    person.window.go("trainee", class_id=room.cast.class_id, account_id=room.cast.trainee)
    person.settle()
    assert not person.sees("n=0）")
    person.press("去评分")
    assert isinstance(person.page, AttemptsPage)
    assert len(person.page._rows) == 2
