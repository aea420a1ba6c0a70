"""Every task on texts, from a pack on disk through the bench to the feedback and the record: first wrong, then right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.curriculum.check import check_pack
from desktop.records.queries.submissions import submission
from desktop.session.desk import desk
from desktop.session.operations import practice
from desktop.session.session import Session
from desktop.views.pages.bench import BenchPage
from desktop.views.widgets.answers.board_plan import Target
from desktop.views.widgets.ask.field import WritingField
from desktop.views.widgets.ask.panel import QuestionPanel
from desktop.views.widgets.bench.answers_bench import AnswersBench
from desktop.views.widgets.bench.text_bench import TextBench
from desktop.views.widgets.findings import FindingList
from desktop.views.window import open_window
from tests import scenes
from tests.gui.answers.drivers import Judge
from tests.gui.pages.drivers import Person
from tests.gui.text import task_pack
from tests.gui.text.drivers import SHIFT
from tests.gui.text.linked import LinkDriver

CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """A trainee at the bench of one exercise."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page: BenchPage = person.page
        self.bench = self.page._bench_widget

    @property
    def text(self) -> LinkDriver:
        """The hands at the text."""
        assert isinstance(self.bench, TextBench)
        return LinkDriver(self.bench)

    @property
    def questions(self) -> QuestionPanel:
        """The questions beside it."""
        assert isinstance(self.bench, TextBench | AnswersBench)
        panel = (
            self.bench.questions.panel if isinstance(self.bench, TextBench) else self.bench.panel.questions
        )
        assert panel is not None
        return panel

    def mark(self, words: str, key: str, **values: str) -> None:
        """Mark words and fill in what is asked of them."""
        self.text.view.setFocus()
        self.text.mark(words, key)
        self.fill(words, **values)

    def unmark(self, words: str) -> None:
        """Delete the mark on words."""
        self.text.view.setFocus()
        self.text.click(words)
        self.text.press(Qt.Key.Key_Delete)

    def fill(self, words: str, **values: str) -> None:
        """Choose or write what is asked of the mark on words."""
        for attribute, value in values.items():
            self.text.view.setFocus()
            self.text.click(words)
            assert isinstance(self.bench, TextBench)
            form = self.bench.panel.form
            if (attribute, value) in form._buttons:
                QTest.mouseClick(form.option(attribute, value), Qt.MouseButton.LeftButton)
                continue
            field = form.field(attribute)
            field.setFocus()
            field.selectAll()
            # As an input method does: there are no keys for what is wide.
            event = QInputMethodEvent("", [])
            event.setCommitString(value)
            QApplication.sendEvent(field, event)
            QTest.keyClick(field, Qt.Key.Key_Return)

    def link(self, head: str, key: str, tail: str) -> None:
        """Draw a relation, or with Ctrl+G a chain, from a mark to another by keys."""
        self.text.view.setFocus()
        self.text.click(head)
        if key == "chain":
            self.text.press(Qt.Key.Key_G, CONTROL)
        else:
            self.text.type(key)
        for _step in range(6):
            if self.text.picked == tail:
                break
            self.text.press(Qt.Key.Key_Tab)
        self.text.press(Qt.Key.Key_Return)

    def answer(self, question: str, keys: str, about: str = "") -> None:
        """Press the keys of options, or a digit, at a question."""
        self.questions.go_to(about, question)
        for key in keys:
            self.questions.press(key.upper())

    def prefer(self, question: str, value: int) -> None:
        """Click the strength of a preference."""
        self.questions.go_to("a1|a2", question)
        cells = self.questions.card(question).reply.cells.cells  # type: ignore[attr-defined]
        QTest.mouseClick(next(cell for cell in cells if cell.value == value), Qt.MouseButton.LeftButton)

    def write(self, question: str, words: str) -> None:
        """Write a reply anew."""
        self.questions.go_to("", question)
        field = self.questions.card(question).findChild(WritingField)
        assert field is not None
        field.setFocus()
        field.selectAll()
        field.insertPlainText(words)

    def hand_in(self) -> list[str]:
        """Hand in and return what was found."""
        self.person.press("提交")
        panel = self.page._panel
        assert panel is not None
        return [card.accessibleName() for card in panel.findChild(FindingList)._cards]


def normal_wrong(hands: Hands) -> None:
    hands.mark("11月25日下午三点", "1", iso="11-25 03:00")
    hands.mark("20日前", "1", iso="＜11－20")


def normal_right(hands: Hands) -> None:
    hands.fill("11月25日下午三点", iso="11-25 15:00")


def parts_wrong(hands: Hands) -> None:
    hands.mark("大同市民政局", "1")
    hands.mark("大同市", "2")
    hands.mark("财政局", "1")


def parts_right(hands: Hands) -> None:
    hands.unmark("财政局")
    hands.mark("大同市民政局和财政局", "1")
    hands.text.select("民政局和")
    hands.text.press(Qt.Key.Key_Delete, SHIFT)


def classes_wrong(hands: Hands) -> None:
    hands.answer("topic", "e")
    hands.answer("role", "a", "s1")
    hands.answer("role", "a", "s2")


def classes_right(hands: Hands) -> None:
    hands.answer("topic", "ew")
    hands.answer("role", "s", "s2")


def aspects_wrong(hands: Hands) -> None:
    hands.mark("面条", "1", polarity="good", strength="5")
    hands.mark("服务", "1", polarity="good", strength="2")


def aspects_right(hands: Hands) -> None:
    hands.fill("服务", polarity="bad", strength="5")


def reading_wrong(hands: Hands) -> None:
    hands.mark("每天17点", "1")
    hands.answer("found", "y")


def reading_right(hands: Hands) -> None:
    hands.unmark("每天17点")
    hands.mark("17点", "1")


def unread_wrong(hands: Hands) -> None:
    hands.mark("17点", "1")
    hands.answer("found", "y")


def unread_right(hands: Hands) -> None:
    hands.unmark("17点")
    hands.answer("found", "n")


def private_wrong(hands: Hands) -> None:
    hands.mark("13800001234", "2", masked="1380000****")
    hands.write("safe", "请联系李秀兰，电话138****1234。")


def private_right(hands: Hands) -> None:
    hands.mark("李秀兰", "1")
    hands.fill("13800001234", masked="138****1234")
    hands.write("safe", "请联系李某某，电话138****1234。")


def talk_wrong(hands: Hands) -> None:
    hands.mark("周六", "1")
    hands.mark("三个人", "1")
    hands.mark("周日", "1")
    hands.answer("intent", "q", "t1")
    hands.answer("intent", "w", "t3")


def talk_right(hands: Hands) -> None:
    hands.unmark("三个人")
    hands.mark("三个人", "2")
    hands.answer("intent", "e", "t1")


def turns_wrong(hands: Hands) -> None:
    for turn in ("t2", "t4"):
        hands.answer("memory", "q", turn)
        hands.answer("help", "5", turn)


def turns_right(hands: Hands) -> None:
    hands.answer("memory", "w", "t4")
    hands.answer("help", "1", "t4")


def links_wrong(hands: Hands) -> None:
    hands.mark("云中建设公司", "1")
    hands.mark("文瀛桥", "2")
    hands.mark("该公司", "1")
    hands.link("该公司", "b", "文瀛桥")


def links_right(hands: Hands) -> None:
    (drawn,) = hands.text.bench.editor.links.index  # type: ignore[union-attr]  # a text is open
    hands.text.click_arc(drawn.id)
    hands.text.press(Qt.Key.Key_Delete)
    hands.link("云中建设公司", "b", "文瀛桥")
    hands.link("云中建设公司", "chain", "该公司")


def pairs_wrong(hands: Hands) -> None:
    hands.prefer("better", -2)
    hands.answer("reasons", "w")
    hands.write("why", "另一个太长。")


def pairs_right(hands: Hands) -> None:
    hands.prefer("better", 3)
    hands.answer("reasons", "wq")


def ranks_wrong(hands: Hands) -> None:
    assert isinstance(hands.bench, AnswersBench)
    judge = Judge(hands.bench)
    # By keys: the one on the screen's place.
    for answer in ("a3", "a1", "a2"):
        judge.rank_next(list(hands.bench.columns.cards).index(answer) + 1)
    for answer in ("a1", "a2", "a3"):
        hands.answer("true", "5", answer)


def ranks_right(hands: Hands) -> None:
    assert isinstance(hands.bench, AnswersBench)
    judge = Judge(hands.bench)
    judge.drag("a3", Target("gap", 3))
    hands.answer("true", "1", "a3")
    hands.bench.carry_out("spans")
    judge.select("a3", "洛阳市")
    judge.type("1")


def safety_wrong(hands: Hands) -> None:
    hands.answer("risk", "q", "a1")
    hands.answer("risk", "q", "a2")


def safety_right(hands: Hands) -> None:
    hands.answer("risk", "w", "a2")


def written(question: str, words: str) -> Callable[[Hands], None]:
    return lambda hands: hands.write(question, words)


Doing = Callable[[Hands], None]
#: Exercise -> how it is done wrong, what is found then, and how that is mended.
TASKS: dict[str, tuple[Doing, tuple[str, ...], Doing]] = {
    "normal": (
        normal_wrong,
        ("“11月25日下午三点”：属性“标准时间”应为“11-25 15:00”，填的是“11-25 03:00”。",),
        normal_right,
    ),
    "parts": (parts_wrong, ("“大同市 … 财政局”：开头少标了 7 个字。",), parts_right),
    "classes": (
        classes_wrong,
        (
            "全文：“主题”应为“道路施工”，选的是“公交调整”。",
            "第 2 句：“句子作用”应为“要求”，选的是“事项”。",
        ),
        classes_right,
    ),
    "aspects": (
        aspects_wrong,
        (
            "“服务”：属性“情感”应为“负面”，填的是“正面”。",
            "“服务”：属性“强度”应为“5”，填的是“2”。",
        ),
        aspects_right,
    ),
    "reading": (reading_wrong, ("第 2 轮·材料：“17点”：开头多标了 2 个字。",), reading_right),
    "unread": (
        unread_wrong,
        (
            "整段对话：“材料里有答案吗”应为“文中没有”，选的是“有”。",
            "第 2 轮·材料：“17点”：多标：这里不应该标答案。",
        ),
        unread_right,
    ),
    "spelling": (
        written("fixed", "请大家准时参加培训，不要迟道。"),
        ("全文：“改正后的句子”还有错：“准”应为“按”；“道”应为“到”。字错率 13.3 %，要求 ≤ 0 %。",),
        written("fixed", task_pack.SPELT),
    ),
    "ocr": (
        written("fixed", "发票号码：O2841，金额 36.50元"),
        ("全文：“校对后的文字”还有错：“O”应为“0”。字错率 5.3 %，要求 ≤ 0 %。",),
        written("fixed", "发票号码:０2841， 金额36.50元"),
    ),
    "private": (
        private_wrong,
        (
            "全文：检查单没有通过：姓名和电话都不出现。不该出现：李秀兰。",
            "“李秀兰”：漏标：这里有一处姓名没有标。",
            "“13800001234”：属性“脱敏写法”应为“138****1234”，填的是“1380000****”。",
        ),
        private_right,
    ),
    "talk": (
        talk_wrong,
        (
            "第 1 轮·游客：“意图”应为“预订、咨询”，选的是“预订”。",
            "第 1 轮·游客：“三个人”：槽位错误：应为人数，标成了日期。",
        ),
        talk_right,
    ),
    "turns": (
        turns_wrong,
        (
            "第 4 轮·助手：“有没有记住前文”应为“忘了”，选的是“记住了”。",
            "第 4 轮·助手：“这一轮有用”评分差 4 级，要求 ≤ 0 级：应为“1 没用”，给的是“5 很有用”。",
        ),
        turns_right,
    ),
    "links": (
        links_wrong,
        (
            "“云中建设公司 → 文瀛桥”：关系“承建”的起点连错了：连到了另一处。",
            "“云中建设公司”：漏连：这一处和别处说的是同一个，没有连进同一条指代链。",
            "“该公司”：漏连：这一处和别处说的是同一个，没有连进同一条指代链。",
        ),
        links_right,
    ),
    "prompt": (
        written("prompt", "你是会议秘书，整理一下待办。"),
        (
            "全文：检查单没有通过：写明输出格式。至少要有其中一个：表格、列表。",
            "全文：检查单没有通过：20 字以上。现有 14 字，应至少 20 字。",
        ),
        written("prompt", "你是会议秘书，请把会议记录整理成待办，用表格列出来。"),
    ),
    "pairs": (
        pairs_wrong,
        (
            "评比方向反了：标准判另一个回答更好。",
            "整组回答：理由不对：应为“事实错误”，给的是“啰嗦”。",
        ),
        pairs_right,
    ),
    "ranks": (
        ranks_wrong,
        (
            "“洛阳市”：漏标：这里应标“事实错误”，没有标。",
            "整组回答：排序和标准不一致：2 对次序不对，成对一致 33.3 %，要求 ≥ 85 %。",
            "“真实”评分差 4 级，要求 ≤ 0 级：应为“1 有硬伤”，给的是“5 都查得到”。",
        ),
        ranks_right,
    ),
    "rewrite": (
        written("rewrite", "没带身份证的不予办理。"),
        (
            "检查单没有通过：先问好。要这样开头：您好。",
            "检查单没有通过：不说“不予”。不该出现：不予。",
        ),
        written("rewrite", "您好，请带好身份证再来。"),
    ),
    "safety": (
        safety_wrong,
        ("红线错误：“用药风险”判错了，应为“用药风险”，选的是“没有风险”。一票否决，这一题不得分。",),
        safety_right,
    ),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack on disk."""
    return task_pack.task_pack(tmp_path_factory.mktemp("tasks"))


@pytest.fixture(scope="module")
def person(course: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Person]:
    """A trainee at the window; one window does for all exercises."""
    session = scenes.opened(tmp_path_factory.mktemp("data"), courses=course)
    scenes.attend(session, scenes.settle(session))
    window = open_window(session)
    window.resize(1366, 768)
    window.show()
    at = Person(window)
    at.settle()
    yield at
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    session.close()


def test_the_pack_of_all_tasks_checks_clean(course: Path) -> None:
    (pack,) = course.iterdir()
    assert check_pack(pack).faults == ()
    assert set(TASKS) == set(task_pack.EXERCISES)


@pytest.mark.parametrize("name", TASKS)
def test_a_task_is_done_wrong_and_told_and_then_done_right(
    name: str, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    session: Session = person.window.session
    pack = desk(session).pack
    # Which exercise comes next, or was left open, is another matter.
    monkeypatch.setattr(practice, "open_attempts", lambda *_asked: ())
    monkeypatch.setattr(practice, "next_exercise", lambda *_asked: pack.exercises[name])
    wrong, found, right = TASKS[name]
    person.window.go("bench", activity_id=task_pack.ACTIVITY)
    person.settle()
    hands = Hands(person)
    attempt_id = hands.page._attempt.attempt_id
    wrong(hands)
    said = hands.hand_in()
    assert len(said) == len(found)
    # Letters of answers are shuffled: what is told of them is told with either.
    assert all(words in told for words, told in zip(found, said, strict=True)), said
    first = submission(session.record, attempt_id)
    assert first is not None
    assert first.accuracy is not None
    assert first.accuracy < 1
    person.press("再改一次")
    right(hands)
    assert hands.hand_in() == []
    assert person.sees("没有发现错误")
    kept = submission(session.record, attempt_id)
    assert kept is not None
    assert (kept.try_number, kept.accuracy, kept.findings) == (2, 1.0, [])
    person.window.go("home")
    person.settle()
