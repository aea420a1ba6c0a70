"""The trainee's pages, played: sign-in, home, lesson, theory, warm-ups, bench, assessment, result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.base.errors import KnownError
from desktop.session.operations import exam, learning, practice, signin, site
from desktop.session.session import Session
from desktop.session.shown import ExamOffer, Readiness, SittingShown, TaskLeft
from desktop.views.dialogs.question import Question
from desktop.views.pages.bench import BenchPage
from desktop.views.pages.drill import EyeDrill, MouseDrill
from desktop.views.pages.exam import ExamPage
from desktop.views.pages.home import HomePage
from desktop.views.pages.lesson import LessonPage
from desktop.views.pages.result import ResultPage
from desktop.views.pages.sign_in import PinPanel
from desktop.views.widgets.drawer import RulesDrawer
from desktop.views.widgets.exam_intro import ExamIntro
from desktop.views.widgets.exam_tasks import ExamTasks
from desktop.views.widgets.exam_theory import ExamTheory
from desktop.views.widgets.tiles import NameTile
from tests.gui.pages import fakes
from tests.gui.pages.conftest import Opener
from tests.gui.pages.drivers import Person
from tests.gui.pages.fakes import TRAINEE

LEFT = Qt.MouseButton.LeftButton
Calls = list[tuple[object, ...]]


def noting(monkeypatch: pytest.MonkeyPatch, module: object, name: str, result: object = None) -> Calls:
    """Note the calls of an operation (without the session) and return ``result``."""
    calls: Calls = []

    def note(_session: object, *values: object, **named: object) -> object:
        calls.append((*values, *named.values()))
        return result

    monkeypatch.setattr(module, name, note)
    return calls


def refusing(monkeypatch: pytest.MonkeyPatch, module: object, name: str, what: str, remedy: str = "") -> None:
    """Let an operation refuse."""

    def refuse(*_values: object, **_named: object) -> object:
        raise KnownError(what, remedy=remedy)

    monkeypatch.setattr(module, name, refuse)


# -- first start


class TestSetUp:
    @pytest.fixture
    def person(self, show: Opener) -> Person:
        return Person(show("setup"))

    def test_a_site_needs_a_name(self, person: Person) -> None:
        person.press("下一步")
        assert person.sees("请先填写实训点名称。")
        assert person.sees("第 1 步，共 2 步")

    def test_two_pins_must_be_the_same(self, person: Person) -> None:
        self.fill(person, again="1357")
        person.press("完成设置")
        assert person.sees("两次输入的 PIN 不一样，请再输一次。")

    def test_an_instructor_needs_a_name(self, person: Person) -> None:
        self.fill(person, name=" ")
        person.press("完成设置")
        assert person.sees("请填写讲师姓名。")

    def test_one_may_go_back_without_losing_a_word(self, person: Person) -> None:
        self.fill(person)
        person.press("上一步")
        assert person.page._site.text() == "御河街道实训点"

    def test_a_site_is_made_and_its_instructor_is_in(
        self, person: Person, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = noting(monkeypatch, site, "create_site", "i1")

        def sign_in(opened: Session, _account: str, _pin: str) -> None:
            opened.account = fakes.INSTRUCTOR

        monkeypatch.setattr(signin, "sign_in", sign_in)
        self.fill(person)
        person.key(Qt.Key.Key_Return)
        assert made == [("御河街道实训点", "马秀英", "2468")]
        assert type(person.page).__name__ == "ClassPage"

    def test_a_refused_pin_is_explained(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        refusing(monkeypatch, site, "create_site", "PIN 要由 4 到 12 位数字组成。")
        self.fill(person)
        person.press("完成设置")
        assert person.sees("PIN 要由 4 到 12 位数字组成。")

    @staticmethod
    def fill(person: Person, name: str = "马秀英", again: str = "2468") -> None:
        person.write("实训点名称", "御河街道实训点")
        person.press("下一步")
        person.write("讲师姓名", name)
        person.write("PIN", "2468")
        person.write("再输一次 PIN", again)


# -- sign-in


class TestSignIn:
    @pytest.fixture
    def person(self, show: Opener) -> Person:
        return Person(show("sign_in"))

    def test_everybody_has_a_tile(self, person: Person) -> None:
        assert len(person.page.findChildren(NameTile)) == 22
        assert person.sees("学员·20 人")
        assert person.sees("讲师·2 人")

    @pytest.mark.parametrize(
        ("query", "found"), [("zxm", ["张小梅"]), ("张", ["张小梅"]), ("c", ["陈志强", "陈立"])]
    )
    def test_a_name_is_found(self, person: Person, query: str, found: list[str]) -> None:
        person.write("查找自己的名字", query)
        assert [tile.tile.name for tile in person.page._tiles] == found

    def test_nobody_found_says_what_to_do(self, person: Person) -> None:
        person.write("查找自己的名字", "qqq")
        assert person.sees("没有找到")

    def test_enter_takes_the_first_found(self, person: Person) -> None:
        person.write("查找自己的名字", "zxm")
        QTest.keyClick(person.page.findChild(QLineEdit), Qt.Key.Key_Return)
        person.settle()
        assert person.sees("输入 PIN，按回车进入")

    def test_enter_without_a_query_takes_nobody(self, person: Person) -> None:
        QTest.keyClick(person.page.findChild(QLineEdit), Qt.Key.Key_Return)
        assert person.page._stack.currentIndex() == 0

    def test_the_right_pin_leads_home(
        self, person: Person, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def sign_in(opened: Session, account: str, pin: str) -> None:
            assert (account, pin) == ("p1", "2468")
            opened.account = TRAINEE

        monkeypatch.setattr(signin, "sign_in", sign_in)
        self.choose(person).pad.setFocus()
        person.keys("2468")
        person.key(Qt.Key.Key_Return)
        assert isinstance(person.page, HomePage)

    def test_a_wrong_pin_can_be_typed_again(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        refusing(monkeypatch, signin, "sign_in", "PIN 不对。", "请再试一次；忘了请找讲师重设。")
        panel = self.choose(person)
        QTest.keyClicks(panel.pad, "1111")
        panel.pad.press("enter")
        assert person.sees("PIN 不对。请再试一次；忘了请找讲师重设。")
        assert not panel.findChild(QPushButton, "enter").isEnabled(), "the wrong digits are gone"

    def test_a_wait_is_counted_down(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        left = [15]
        monkeypatch.setattr(signin, "seconds_to_wait", lambda _session, _account: left[0])
        panel = self.choose(person)
        assert person.sees("请等 15 秒再试")
        assert not panel.findChild(QPushButton, "5").isEnabled()
        left[0] = 0
        panel._wait()
        assert person.sees("可以再试了，输入 PIN")
        assert panel.findChild(QPushButton, "5").isEnabled()
        assert not panel._timer.isActive()

    def test_escape_goes_back_to_the_names(self, person: Person) -> None:
        QTest.keyClick(self.choose(person), Qt.Key.Key_Escape)
        person.settle()
        assert person.page._stack.currentIndex() == 0
        assert person.page.findChild(PinPanel) is None

    def test_anybody_may_check_a_certificate(self, person: Person) -> None:
        person.press("核验一份证书")
        assert person.sees("完全离线核验")

    def choose(self, person: Person) -> PinPanel:
        person.page.findChildren(NameTile)[1].click()
        person.settle()
        return person.page.findChild(PinPanel)


# -- home


class TestHome:
    def test_the_next_step_is_one_press_away(self, show: Opener) -> None:
        person = Person(show("home", TRAINEE))
        assert person.focus().accessibleName() == "继续学习"
        person.press("继续学习")
        assert isinstance(person.page, BenchPage)

    def test_the_order_and_the_standing_are_told_in_numbers(self, show: Opener) -> None:
        words = Person(show("home", TRAINEE)).reads()
        for each in (
            "恒驰智行（虚构）",
            "准确率 ≥ 98%",
            "完成 11 / 26 步",
            "今天学了 42 分钟",
            "91.66%",
            "n = 96",
            "差一点",
        ):
            assert each in words

    @pytest.mark.parametrize(
        ("activity", "page"),
        [("c1", "LessonPage"), ("c2", "TheoryPage"), ("a2", "DrillPage"), ("c3", "BenchPage")],
    )
    def test_a_step_opens_on_the_page_of_its_kind(self, show: Opener, activity: str, page: str) -> None:
        person = Person(show("home", TRAINEE))
        person.page.open_activity(activity)
        person.settle()
        assert type(person.page).__name__ == page

    def test_a_gate_opens_nothing(self, show: Opener) -> None:
        person = Person(show("home", TRAINEE))
        person.page.open_activity("c5")
        person.page.open_activity("nowhere")
        assert isinstance(person.page, HomePage)

    def test_a_weak_point_leads_to_its_practice(self, show: Opener) -> None:
        person = Person(show("home", TRAINEE))
        person.press("练一练：右边框外扩")
        assert isinstance(person.page, BenchPage)

    def test_a_remark_is_on_the_home_page(self, show: Opener) -> None:
        assert Person(show("home", TRAINEE)).sees("右边框收得越来越准了")

    @pytest.mark.parametrize(
        ("state", "words", "button"),
        [("locked", "还没开放", ""), ("open", "可以参加了", "去考核"), ("running", "考核正在进行", "回到考核"),
         ("passed", "考核合格", "看成绩"), ("failed", "没通过", "看成绩"), ("waiting", "暂时不能再考", "看成绩")],
    )  # fmt: skip
    @pytest.mark.parametrize("learning_left", [True, False])
    def test_the_assessment_is_offered(
        self,
        show: Opener,
        monkeypatch: pytest.MonkeyPatch,
        *,
        state: str,
        words: str,
        button: str,
        learning_left: bool,
    ) -> None:
        home = fakes.home()
        offer = ExamOffer(state, ("一个理由",), "" if state in {"locked", "open"} else "s1")
        changes = {"exam": offer} if learning_left else {"exam": offer, "next_activity": None}
        monkeypatch.setattr(learning, "home", lambda _session: replace(home, **changes))
        person = Person(show("home", TRAINEE))
        assert person.sees(words)
        assert person.sees("一个理由")
        if button:
            person.press(button)
            assert isinstance(person.page, (ExamPage, ResultPage))

    def test_no_evidence_is_no_number(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        home = replace(
            fakes.home(),
            readiness=Readiness("none", 0, 0, None, 0.98, "证据还不够。"),
            weak_points=(),
            comments=(),
        )
        monkeypatch.setattr(learning, "home", lambda _session: home)
        person = Person(show("home", TRAINEE))
        assert person.sees("–")
        assert person.sees("n = 0")
        assert not person.sees("薄弱点")


# -- lesson


class TestLesson:
    def test_a_lesson_read_is_noted(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, learning, "finish_lesson")
        person = Person(show("lesson", TRAINEE, activity_id="c1"))
        person.press("读完了，继续")
        assert calls[0][0] == "c1"
        assert isinstance(person.page, HomePage)
        assert person.sees("这一课完成了。")

    def test_a_lesson_that_cannot_be_noted_stays(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        refusing(monkeypatch, learning, "finish_lesson", "磁盘满了。")
        person = Person(show("lesson", TRAINEE, activity_id="c1"))
        person.press("读完了，继续")
        assert isinstance(person.page, LessonPage)
        assert person.sees("磁盘满了。")

    def test_a_clause_in_the_text_opens_the_rules_there(self, show: Opener) -> None:
        person = Person(show("lesson", TRAINEE, activity_id="c1"))
        person.page._rules("4.1")
        assert person.window.findChild(RulesDrawer)._number == "4.1"

    def test_the_arrow_keys_scroll(self, show: Opener) -> None:
        person = Person(show("lesson", TRAINEE, activity_id="c1"))
        before = person.page._area.verticalScrollBar().value()
        person.key(Qt.Key.Key_PageDown)
        assert person.page._area.verticalScrollBar().value() > before


# -- theory


class TestTheory:
    @pytest.fixture
    def person(self, show: Opener) -> Person:
        return Person(show("theory", TRAINEE, activity_id="c2"))

    def test_a_whole_set_by_keyboard(self, person: Person) -> None:
        person.key(Qt.Key.Key_2)
        assert person.sees("对了")
        person.key(Qt.Key.Key_Return)
        person.keys("ac")
        person.page.setFocus()
        person.key(Qt.Key.Key_Return)
        assert person.sees("对了")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_B)
        assert person.sees("不对，正确答案：对")
        person.key(Qt.Key.Key_Return)
        assert person.sees("第 4 题，共 4 题")
        person.press("确定")
        person.press("看结果")
        assert person.sees("共 4 题")

    def test_an_answer_brings_its_reason_and_its_clause(self, person: Person) -> None:
        person.key(Qt.Key.Key_1)
        assert person.sees("不对，正确答案：B")
        assert person.sees("后视镜是车身的一部分")
        person.press("打开规则 2.1")
        assert person.window.findChild(RulesDrawer) is not None

    def test_the_reason_is_scrolled_into_view(self, person: Person, qtbot: QtBot) -> None:
        person.window.resize(1366, 500)
        person.settle()
        person.key(Qt.Key.Key_1)
        band, port = person.page._reason, person.page._area.viewport()
        qtbot.waitUntil(lambda: port.rect().contains(band.mapTo(port, band.rect().center())), timeout=30_000)

    def test_an_answer_is_written_down_once(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, learning, "answer_theory", fakes.theory_result("q1", ("a",)))
        person.key(Qt.Key.Key_1)
        person.page._answer()
        person.page._view.press(1)
        assert [call[:3] for call in calls] == [("c2", "q1", ("a",))]

    def test_an_answer_that_cannot_be_written_is_no_answer(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refusing(monkeypatch, learning, "answer_theory", "磁盘满了。")
        person.key(Qt.Key.Key_1)
        assert person.sees("磁盘满了。")
        assert person.page._results == {}

    def test_several_of_several_need_a_choice_first(self, person: Person) -> None:
        person.page._go_to(1)
        assert not person.page._confirm.isEnabled()
        person.page._view.press(0)
        assert person.page._confirm.isEnabled()

    def test_the_map_leads_back_to_an_explanation(self, person: Person) -> None:
        person.key(Qt.Key.Key_1)
        person.press("下一题")
        person.page._dots.chosen.emit(0)
        person.settle()
        assert person.sees("后视镜是车身的一部分")

    def test_a_set_half_done_goes_on_where_it_was(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(learning, "open_theory", lambda _session, _activity: fakes.theory(["q1", "q2"]))
        assert Person(show("theory", TRAINEE, activity_id="c2")).sees("第 3 题，共 4 题")

    def test_a_set_may_be_done_again(self, person: Person) -> None:
        person.page._results = {item.id: fakes.theory_result(item.id, item.answer) for item in fakes.ITEMS}
        person.page._summary()
        person.settle()
        assert person.sees("全部答对，很扎实。")
        before = person.page
        person.press("再做一遍")
        assert person.page is not before


# -- warm-ups


class TestWarmUps:
    def test_the_hand(self, show: Opener, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
        calls = noting(monkeypatch, learning, "finish_drill")
        person = Person(show("drill", TRAINEE, activity_id="a2"))
        drill: MouseDrill = person.page._drill
        QTest.mouseClick(
            drill._field, LEFT, pos=far_from(drill._field.target().center().toPoint(), drill._field.width())
        )
        assert person.sees("差一点，再来")
        for _round in range(10):
            QTest.mouseClick(drill._field, LEFT, pos=drill._field.target().center().toPoint())
        assert person.sees("第 2 关：拖一个框")
        for place in range(6):
            self.drag_box(drill, off=0 if place else 9)
            drill._pause.stop()
            drill._next_round()
        assert person.sees("第 3 关：放大了再找")
        for _round in range(4):
            QTest.mouseClick(drill._field, LEFT, pos=drill._field.target().center().toPoint())
        person.settle()
        (activity, _seconds, result) = calls[0]
        assert activity == "a2"
        assert result["misses"] == 1
        assert (result["boxes"], result["boxes_right"]) == (6, 5)
        assert person.sees("6 个框里 5 个四边都在 3 像素以内")

    def test_a_box_shows_how_far_each_side_is_off(self, show: Opener) -> None:
        drill: MouseDrill = show("drill", TRAINEE, activity_id="a2").page._drill
        drill._stage = 1
        drill._begin_stage()
        self.drag_box(drill, off=9)
        assert max(drill._field._errors) == 9
        drill._field.grab()
        before = drill._field._errors
        self.drag_box(drill, off=2)
        assert drill._field._errors == before, "a judged box is not drawn again"
        drill._pause.stop()

    def test_a_slip_of_the_mouse_is_no_box(self, show: Opener) -> None:
        drill: MouseDrill = show("drill", TRAINEE, activity_id="a2").page._drill
        drill._stage = 1
        drill._begin_stage()
        QTest.mouseClick(drill._field, LEFT, pos=QPoint(40, 40))
        assert drill._field._errors == ()

    def test_the_wheel_zooms_at_the_mouse(self, show: Opener) -> None:
        drill: MouseDrill = show("drill", TRAINEE, activity_id="a2").page._drill
        drill._stage = 2
        drill._begin_stage()
        field = drill._field
        spot = field.target().center()
        for _turn in range(30):
            wheel(field, spot, 120)
        assert field.zoom == 10
        assert field.target().contains(spot)
        QTest.mousePress(field, LEFT, pos=spot.toPoint())
        QTest.mouseMove(field, spot.toPoint() + QPoint(-60, 0))
        QTest.mouseRelease(field, LEFT, pos=spot.toPoint() + QPoint(-60, 0))
        assert drill._errors["zoom"] == [], "moving the view is no answer"
        for _turn in range(40):
            wheel(field, spot, -120)
        assert field.zoom == 1

    def test_the_eye(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, learning, "finish_drill")
        person = Person(show("drill", TRAINEE, activity_id="a3"))
        drill: EyeDrill = person.page._drill
        drill.setFocus()
        for plate in drill._plates:
            person.key(Qt.Key.Key_0 if plate.kind == "protan" else getattr(Qt.Key, f"Key_{plate.digit}"))
        assert calls[0][2] == {"right": 6, "plates": 8, "suspects": "red_green"}
        assert person.sees("不是诊断")
        person.press("再来一次")
        assert isinstance(person.page._drill, EyeDrill)

    def test_the_eye_by_mouse(self, show: Opener) -> None:
        person = Person(show("drill", TRAINEE, activity_id="a3"))
        person.press("5")
        person.press("看不出数字（按 0）")
        assert person.page._drill._answers == ["5", ""]
        assert person.sees("第 3 张，共 8 张")

    @staticmethod
    def drag_box(drill: MouseDrill, off: int) -> None:
        thing = drill._field.thing().toRect()
        begin, end = thing.topLeft(), QPoint(thing.x() + thing.width() + off, thing.y() + thing.height())
        QTest.mousePress(drill._field, LEFT, pos=begin)
        QTest.mouseMove(drill._field, end)
        QTest.mouseRelease(drill._field, LEFT, pos=end)


def far_from(point: QPoint, width: int) -> QPoint:
    """A point of a field that is far from another."""
    return QPoint(10 if point.x() > width / 2 else width - 10, 10)


def wheel(widget: object, at: QPointF, angle: int) -> None:
    """Turn the wheel over a widget."""
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget, event)


# -- bench


class TestBench:
    @pytest.fixture
    def person(self, show: Opener) -> Person:
        return Person(show("bench", TRAINEE, activity_id="c3"))

    def test_the_bar_says_what_and_how_far(self, person: Person) -> None:
        for words in ("停车场 03", "第 3 张，共 6 张", "注意后视镜"):
            assert person.sees(words)

    def test_a_try_is_explained(self, person: Person) -> None:
        person.press("提交")
        for words in (
            "33.30%",
            "3 个判定单位，合格 0 个，出错 3 个",
            "3 处要改",
            "右边框外扩 13 px，要求 ≤ 3 px",
            "过关还差",
        ):
            assert person.sees(words)

    def test_a_second_press_hands_nothing_in_again(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person.press("提交")
        calls = noting(monkeypatch, practice, "submit")
        person.page.submit()
        assert calls == []

    def test_a_try_that_cannot_be_written_stays_on_the_bench(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refusing(monkeypatch, practice, "submit", "磁盘满了。")
        person.press("提交")
        assert person.sees("磁盘满了。")
        person.press("知道了")
        assert "提交" in person.buttons()

    def test_a_finding_is_looked_at(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        person.press("提交")
        looked: list[int] = []
        monkeypatch.setattr(
            type(person.page._bench), "focus_finding", lambda _bench, place: looked.append(place)
        )
        person.page._panel.list.choose(1)
        assert looked in ([1], [])
        person.page._finding_on_bench(2)
        assert person.page._panel.list.card(2).property("look") == "band"

    def test_gold_and_answer_can_be_shown_apart(self, person: Person) -> None:
        person.press("提交")
        for words in ("金标", "我的", "叠加"):
            person.press(f"显示 {words}")
        assert person.page._layer.current() == "both"

    def test_the_second_try_begins_with_ones_own_marks(self, person: Person) -> None:
        person.press("提交")
        person.press("再改一次")
        assert person.sees("第 2 次")
        assert "提交" in person.buttons()
        assert person.page._panel is None

    def test_the_next_exercise_is_a_new_page(self, person: Person) -> None:
        before = person.page
        person.press("提交")
        person.press("下一题")
        assert isinstance(person.page, BenchPage)
        assert person.page is not before

    def test_before_handing_in_there_is_no_other_image_and_that_is_said(self, person: Person) -> None:
        bench, before = person.page._bench, person.page
        for action, words in (
            ("image.next", "先按 Ctrl+Enter 提交这一张"),
            ("jump.next_open", "先按 Ctrl+Enter 提交这一张"),
            ("image.previous", "不回到上一张"),
            ("image.next_issue", "一次只有一张图"),
            ("image.next_match", "一次只有一张图"),
        ):
            assert bench.run(action)
            assert words in bench.foot.said()
        assert person.page is before

    def test_after_handing_in_the_key_for_the_next_image_leads_on(self, person: Person) -> None:
        before = person.page
        person.press("提交")
        bench = before._bench
        assert bench.keymap.chord("image.next") == "D"
        bench.run("image.previous")
        assert "再改一次" in bench.foot.said()
        bench.run("image.next")
        person.settle()
        assert isinstance(person.page, BenchPage)
        assert person.page is not before

    def test_the_rules_are_a_key_away(self, person: Person) -> None:
        person.page._rules()
        assert person.window.findChild(RulesDrawer) is not None


# -- assessment


class TestAssessment:
    @pytest.fixture
    def person(self, show: Opener) -> Person:
        return Person(show("exam", TRAINEE))

    def test_the_rules_come_before_the_clock(self, person: Person) -> None:
        for words in ("45 分钟，正确率要 ≥ 80%", "90 分钟，准确率要 ≥ 98%", "时间从按下“开始”算起"):
            assert person.sees(words)
        person.press("先不考，返回")
        assert isinstance(person.page, HomePage)

    def test_what_is_not_offered_is_explained(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        refusing(monkeypatch, exam, "begin", "现在还不能考核。", "还差 15 步。")
        person.press("开始考核")
        assert person.sees("现在还不能考核。")

    def test_theory_keeps_every_choice_and_says_no_verdict(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = noting(monkeypatch, exam, "answer")
        person.press("开始考核")
        assert isinstance(person.page._view, ExamTheory)
        assert person.sees("第 3 题，共 4 题")
        person.key(Qt.Key.Key_1)
        assert kept == [("q3", ("true",))]
        assert person.sees("已答 3 / 4")
        assert not person.sees("对了")
        person.press("下一题")
        person.press("上一题")
        assert person.page._view._view.chosen() == ("true",)
        assert person.page._pulse.parent() is not None

    def test_an_order_left_as_it_stands_is_an_answer(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = noting(monkeypatch, exam, "answer")
        person.press("开始考核")
        person.page._view.go_to(3)
        person.page._view._after()
        assert kept[0][0] == "q4"
        assert len(kept[0][1]) == 4

    def test_a_choice_that_cannot_be_kept_is_told(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person.press("开始考核")
        refusing(monkeypatch, exam, "answer", "时间到了，这一部分已经交卷。")
        person.key(Qt.Key.Key_1)
        assert person.sees("时间到了，这一部分已经交卷。")
        assert person.page._view.open_items() == 2

    def test_handing_in_says_what_is_open(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, exam, "close_part", replace(fakes.sitting("practical"), seconds_left=0.0))
        person.press("开始考核")
        person.press("交卷")
        assert isinstance(person.place, Question)
        assert person.sees("还有 2 题没有作答。交卷后不能再修改。")
        person.press("先不")
        assert calls == []
        person.press("交卷")
        person.press("交卷")
        assert calls == [()]
        assert isinstance(person.page._view, ExamIntro)
        person.press("开始实操")
        assert isinstance(person.page._view, ExamTasks)

    def test_tasks_are_handed_in_one_by_one(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        opened = noting(monkeypatch, exam, "open_task", fakes.attempt(mode="exam"))
        person.page._show(fakes.sitting("practical"))
        person.settle()
        assert opened == [(3,)], "the first that is not handed in"
        assert person.sees("已提交 3 / 14")
        later = fakes.sitting("practical")
        done = tuple(replace(task, state="handed_in") if task.index == 3 else task for task in later.tasks)
        handed = noting(monkeypatch, exam, "hand_in", replace(later, tasks=done))
        person.press("提交这一张")
        assert len(handed) == 1
        assert opened[-1] == (4,)
        assert person.sees("已提交 4 / 14")
        person.page._view._map.chosen.emit(0)
        assert opened[-1] == (0,)

    def test_tasks_are_looked_through_without_opening_them(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person.page._show(fakes.sitting("practical"))
        person.settle()
        left = fakes.attempt(mode="exam")
        whole = tuple(mark for mark in left.document if mark.id == "m1")
        clean, bare = (TaskLeft(left.exercise, left.schema, own) for own in (whole, left.document.marks()))
        looked: list[int] = []

        def look(_session: object, index: int) -> TaskLeft:
            looked.append(index)
            return bare if index == 6 else clean

        monkeypatch.setattr(exam, "look_at", look)
        opened = noting(monkeypatch, exam, "open_task", left)
        person.page._view._bench.run("image.next_issue")
        assert looked == [4, 5, 6]
        assert opened == [(6,)]
        assert "第 7 张：1 个待填" in person.page._view._bench.foot.said()

    def test_a_task_that_cannot_be_looked_at_is_explained(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person.page._show(fakes.sitting("practical"))
        person.settle()
        refusing(monkeypatch, exam, "look_at", "时间到了。")
        person.page._view._bench.run("image.next_issue")
        assert person.sees("时间到了。")

    def test_when_all_is_handed_in_it_says_so(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        sitting = fakes.sitting("practical")
        every = replace(sitting, tasks=tuple(replace(task, state="handed_in") for task in sitting.tasks))
        noting(monkeypatch, exam, "hand_in", every)
        person.page._show(sitting)
        person.settle()
        person.press("提交这一张")
        assert person.sees("全部提交了。可以检查，或点“交卷”。")

    def test_no_score_and_no_lock_while_it_runs(self, person: Person) -> None:
        person.page._show(fakes.sitting("practical"))
        person.settle()
        for word in ("准确率", "合格", "金标", "要改"):
            assert not person.sees(word)
        assert person.page.may_lock is False

    def test_a_part_whose_time_is_up_closes_by_itself(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person.press("开始考核")
        noting(monkeypatch, exam, "heartbeat", replace(fakes.sitting("practical"), seconds_left=0.0))
        person.page._view.remaining.set_left(0)
        person.settle()
        assert person.sees("时间到，这一部分已经自动交卷。")
        assert isinstance(person.page._view, ExamIntro)

    def test_a_heartbeat_sets_the_clock_right(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        person.press("开始考核")
        noting(monkeypatch, exam, "heartbeat", replace(fakes.sitting(), seconds_left=65.5))
        person.page._beat()
        assert person.sees("剩余 01:05")

    def test_after_a_crash_it_goes_on_where_it_was(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exam, "running", lambda _session: fakes.sitting("practical"))
        person = Person(show("exam", TRAINEE))
        assert isinstance(person.page._view, ExamTasks)
        assert person.page._pulse.isActive()
        person.window.go("home")
        assert person.sees("学习路径")

    def test_only_the_part_failed_is_sat_again(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        retake: SittingShown = replace(fakes.sitting("intro"), theory_minutes=0, seconds_left=0.0)
        started = noting(monkeypatch, exam, "start_part", fakes.sitting("practical"))
        person.page._show(retake)
        person.settle()
        assert person.sees("实操部分")
        person.press("开始实操")
        assert started == [("practical",)]

    def test_the_last_part_leads_to_the_result(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        noting(monkeypatch, exam, "close_part", replace(fakes.sitting("practical"), part="closed"))
        noting(monkeypatch, exam, "finish", fakes.result())
        person.page._show(fakes.sitting("practical"))
        person.settle()
        person.press("交卷")
        assert person.sees("还有 11 张没有提交")
        person.press("交卷")
        assert isinstance(person.page, ResultPage)


# -- result


class TestResult:
    def test_numbers_stand_with_their_n_and_interval(self, show: Opener) -> None:
        person = Person(show("result", TRAINEE, sitting_id="s1"))
        for words in (
            "合格",
            "315 / 318",
            "95% 区间 97.30%–99.80%",
            "还不能写“准确率 99 %”",
            "中断 1 次，已记录",
        ):
            assert person.sees(words)

    @pytest.mark.parametrize(
        ("outcome", "words"),
        [
            ("fail", "这次没有通过"),
            ("pending", "成绩判定中"),
            ("pass", "暂定，等待讲师发布"),
            ("distinction", "优秀"),
        ],
    )
    def test_every_outcome_says_what_comes_next(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch, outcome: str, words: str
    ) -> None:
        monkeypatch.setattr(
            exam, "result", lambda _session, _sitting: fakes.result(outcome, certificate=False)
        )
        person = Person(show("result", TRAINEE, sitting_id="s1"))
        assert person.sees(words)
        assert "另存为" not in person.buttons()

    def test_a_certificate_is_saved(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        source, target = tmp_path / "证书.pdf", tmp_path / "优盘" / "证书.pdf"
        source.write_bytes(b"%PDF")
        target.parent.mkdir()
        shown = fakes.result()
        certificate = replace(shown.certificate, pdf=str(source))
        monkeypatch.setattr(
            exam, "result", lambda _session, _sitting: replace(shown, certificate=certificate)
        )
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
        person = Person(show("result", TRAINEE, sitting_id="s1"))
        person.press("另存为")
        assert target.read_bytes() == b"%PDF"
        assert person.sees("已保存到")

    def test_a_certificate_that_is_gone_is_explained(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "x.pdf"), ""))
        person = Person(show("result", TRAINEE, sitting_id="s1"))
        person.press("打开")
        assert person.sees("证书文件打不开。")
        person.press("知道了")
        person.press("另存为")
        assert person.sees("证书没有存下来")

    def test_no_place_chosen_saves_nothing(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
        person = Person(show("result", TRAINEE, sitting_id="s1"))
        person.press("另存为")
        assert not person.sees("没有存下来")

    def test_a_certificate_issued_meanwhile_appears(
        self, show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown = [fakes.result(certificate=False)]
        monkeypatch.setattr(exam, "result", lambda _session, _sitting: shown[0])
        person = Person(show("result", TRAINEE, sitting_id="s1"))
        shown[0] = fakes.result()
        person.page.refresh(None)
        person.settle()
        assert "另存为" in person.buttons()
