"""Mending a text: remarks lead to spans, relations and replies, and show what was seen to; a machine's draft."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.annotation.codec import encode_marks
from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply
from desktop.curriculum.items import Remark
from desktop.curriculum.order import Clause
from desktop.session.shown import OpenAttempt
from desktop.views.widgets.bench.text_mending import Mending
from tests.gui.text.drivers import CONTROL, SHIFT, TextDriver
from tests.gui.text.linked import TEXT, LinkDriver, attempt, case, dialogue, spanned
from tests.gui.text.test_questions import asking


def at(words: str, text: str = TEXT) -> tuple[float, float, float, float]:
    start = text.index(words)
    return (start, 0, start + len(words), 1)


def rejected(*, work: str = "repair") -> OpenAttempt:
    """Return a case with a short name, a turned relation and one that is missing, as it came back."""
    given: list[Mark] = [spanned("血压", "disease", "d1") if own.id == "d1" else own for own in case()]
    opened = attempt(given)
    remarks = (
        Remark(code="BND", text="“血压”：首尾不对。", target="d1", place=at("血压"), clause="2.1"),
        Remark(code="REL", text="这条治疗连错了。", target="r1", place=at("血压病史，长期口服硝苯地平")),
        Remark(code="MISS", text="这里少连了一条关系。", place=at("阿司匹林和氯吡格雷")),
        Remark(code="MISS", text="漏标了一处。", place=at("胸痛缓解")),
    )
    opened.exercise = opened.exercise.model_copy(
        update={"work": work, "given": encode_marks(given), "remarks": remarks if work == "repair" else ()}
    )
    opened.clauses = (Clause(number="2.1", title="首尾", text="首尾要准。"),)
    return opened


def mending(person: TextDriver) -> Mending:
    return person.bench.panel.mending


def done(person: TextDriver) -> list[bool]:
    return [card.isChecked() for card in mending(person).remarks._cards]


def press(person: TextDriver, place: int) -> None:
    card = mending(person).remarks._cards[place]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)


def words(person: TextDriver) -> str:
    return " ".join(label.text() for label in mending(person).findChildren(QLabel))


def sit(sit_down: Callable[..., TextDriver], opened: OpenAttempt) -> LinkDriver:
    return LinkDriver(sit_down(opened).bench)


def test_remarks_stand_over_the_classes_with_code_words_and_clause(
    sit_down: Callable[..., TextDriver],
) -> None:
    person = sit(sit_down, rejected())
    assert mending(person).isVisible()
    for said in ("返修意见", "还剩 4 条", "边界错误", "“血压”", "“血压”：首尾不对。", "规则 2.1  首尾"):
        assert said in words(person)
    assert done(person) == [False] * 4


def test_a_span_is_mended_from_its_remark_by_key_and_undo_takes_it_back(
    sit_down: Callable[..., TextDriver],
) -> None:
    person = sit(sit_down, rejected())
    press(person, 0)
    assert person.picked == "血压"
    assert person.view.focus_place == person.where("血压")
    person.view.setFocus()
    person.press(Qt.Key.Key_BraceLeft, SHIFT)
    assert ("高血压", "disease") in person.spans
    assert done(person) == [True, False, False, False]
    assert "还剩 3 条" in words(person)
    person.press(Qt.Key.Key_Z, CONTROL)
    assert done(person) == [False] * 4


def test_a_relation_is_picked_by_its_remark_and_mended(sit_down: Callable[..., TextDriver]) -> None:
    person = sit(sit_down, rejected())
    press(person, 1)
    assert person.bench.editor is not None
    assert person.bench.editor.links.relation_id == "r1"
    person.view.setFocus()
    person.press(Qt.Key.Key_Delete)
    assert done(person) == [False, True, False, False]


def test_what_is_missing_is_seen_to_by_something_new_in_its_place(
    sit_down: Callable[..., TextDriver],
) -> None:
    person = sit(sit_down, rejected())
    press(person, 2)
    assert person.view.focus_place == person.where("阿司匹林和氯吡格雷")
    person.view.setFocus()
    person.pick("m2")
    person.type("f")
    person.click("氯吡格雷")
    assert ("with", "阿司匹林", "氯吡格雷") in person.related
    assert done(person) == [False, False, True, False]
    # A mark somewhere else sees to nothing.
    person.mark("无水肿", "2")
    assert done(person) == [False, False, True, False]
    person.mark("胸痛缓解", "2")
    assert done(person) == [False, False, True, True]


def test_when_all_is_seen_to_the_panel_says_so(sit_down: Callable[..., TextDriver]) -> None:
    opened = rejected()
    opened.exercise = opened.exercise.model_copy(update={"remarks": opened.exercise.remarks[:1]})
    person = sit(sit_down, opened)
    press(person, 0)
    person.view.setFocus()
    person.type("3")
    assert done(person) == [True]
    assert "都改动过了" in words(person)


def test_f6_goes_to_the_first_remark_that_is_left_and_enter_follows_it(
    sit_down: Callable[..., TextDriver],
) -> None:
    person = sit(sit_down, rejected())
    person.bench.carry_out("panel")
    cards = mending(person).remarks._cards
    assert QApplication.focusWidget() is cards[0]
    person.press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is cards[1]
    person.press(Qt.Key.Key_Return)
    assert person.bench.editor is not None
    assert person.bench.editor.links.relation_id == "r1"
    assert cards[1].accessibleName() == "硝苯地平 → 血压 关系错误：这条治疗连错了。"


def test_a_reply_is_asked_about_again_by_its_remark(sit_down: Callable[..., TextDriver]) -> None:
    text, turns = dialogue()
    given = [Reply("i1", "intent", "t1", ("refund",)), Reply("i5", "intent", "t5", ("refund",))]
    opened = attempt(given, text=text, turns=turns, own_schema=asking())
    last = turns[4]
    remarks = (
        Remark(code="CLS", text="意图选错。", target="i5", place=(last.start, 0, last.end, 1)),
        Remark(code="MISS", text="第 3 轮没有答。", place=(turns[2].start, 0, turns[2].end, 1)),
    )
    opened.exercise = opened.exercise.model_copy(
        update={"work": "repair", "given": encode_marks(given), "remarks": remarks}
    )
    person = sit(sit_down, opened)
    panel = person.bench.questions.panel
    assert panel is not None
    # Two remarks may say the same: each says where it points.
    assert mending(person).remarks._cards[0].accessibleName() == "第 5 轮·用户 类别错误：意图选错。"
    press(person, 0)
    assert panel.part == "t5"
    assert person.view.focus_place == (last.start, last.end)
    panel.press("T")
    assert done(person) == [True, False]
    press(person, 1)
    panel.go_to("t3")
    panel.press("R")
    assert done(person) == [True, True]


def test_a_draft_says_what_is_to_be_done_and_how_much_was_changed(
    sit_down: Callable[..., TextDriver],
) -> None:
    person = sit(sit_down, rejected(work="correct"))
    assert "预标注修正" in words(person)
    assert "机器先标了 8 处" in words(person)
    assert "改动 0 处" in words(person)
    person.pick("d1")
    person.press(Qt.Key.Key_BraceLeft, SHIFT)
    person.mark("胸痛缓解", "2")
    assert "改动 2 处" in words(person)
    person.press(Qt.Key.Key_Z, CONTROL, times=2)
    assert "改动 0 处" in words(person)


def test_fresh_labelling_has_no_remarks(sit_down: Callable[..., TextDriver]) -> None:
    person = sit(sit_down, attempt(case()))
    assert not mending(person).isVisible()
    assert not mending(person).wanted
    person.bench.load(rejected())
    assert mending(person).isVisible()
    person.bench.load(attempt(case()))
    assert not mending(person).isVisible()
