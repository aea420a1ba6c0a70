"""Questions stand beside the text, in the same history as the marks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.annotation.document import Document
from desktop.annotation.replies import Reply
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question, ReplyOption
from desktop.scoring.result import Finding
from desktop.views.widgets.bench.text_questions import range_of_part
from tests.gui.text.drivers import CONTROL, TextDriver
from tests.gui.text.linked import TEXT, LinkDriver, attempt, dialogue, schema

INTENT = Question(
    id="intent",
    name="意图",
    kind="choice",
    about="turn",
    speakers=("用户",),
    options=(ReplyOption(id="refund", name="退货", key="r"), ReplyOption(id="thanks", name="致谢", key="t")),
)


def asking() -> LabelSchema:
    return schema().model_copy(update={"questions": (INTENT,)})


def at_dialogue(sit_down: Callable[..., TextDriver], own: LabelSchema) -> LinkDriver:
    text, turns = dialogue()
    return LinkDriver(sit_down(attempt(text=text, turns=turns, own_schema=own)).bench)


def replies(person: LinkDriver) -> list[tuple[str, object]]:
    assert person.bench.editor is not None
    return [(mark.about, mark.value) for mark in person.bench.editor.document if isinstance(mark, Reply)]


def test_without_questions_the_room_for_them_is_empty_and_away(sit_down: Callable[..., TextDriver]) -> None:
    person = at_dialogue(sit_down, schema())
    assert not person.bench.questions.isVisible()
    assert person.bench.questions.panel is None


def test_a_turn_that_is_asked_about_is_framed_in_the_text(sit_down: Callable[..., TextDriver]) -> None:
    person = at_dialogue(sit_down, asking())
    _text, turns = dialogue()
    assert person.bench.questions.isVisible()
    assert person.view.focus_place == (turns[0].start, turns[0].end)
    panel = person.bench.questions.panel
    assert panel is not None
    panel.turn(1)
    assert person.view.focus_place == (turns[2].start, turns[2].end)


def test_replies_and_marks_are_one_history(sit_down: Callable[..., TextDriver]) -> None:
    person = at_dialogue(sit_down, asking())
    person.mark("空气炸锅", "3")
    panel = person.bench.questions.panel
    assert panel is not None
    panel.press("R")
    assert replies(person) == [("t1", ("refund",))]
    person.view.setFocus()
    person.press(Qt.Key.Key_Z, CONTROL)
    assert replies(person) == []
    assert person.spans == [("空气炸锅", "drug")]
    person.press(Qt.Key.Key_Z, CONTROL)
    assert person.spans == []
    person.press(Qt.Key.Key_Y, CONTROL)
    person.press(Qt.Key.Key_Y, CONTROL)
    assert replies(person) == [("t1", ("refund",))]


def test_f6_goes_on_from_the_lists_to_the_questions(sit_down: Callable[..., TextDriver]) -> None:
    person = at_dialogue(sit_down, asking())
    panel = person.bench.questions.panel
    assert panel is not None
    for _number in range(3):
        person.bench.carry_out("panel")
        focused = QApplication.focusWidget()
        if focused is panel or (focused is not None and panel.isAncestorOf(focused)):
            break
    else:
        raise AssertionError("the questions were never reached")
    person.type("r")
    assert replies(person) == [("t1", ("refund",))]


def test_after_the_answer_the_questions_say_what_was_right(sit_down: Callable[..., TextDriver]) -> None:
    person = at_dialogue(sit_down, asking())
    panel = person.bench.questions.panel
    assert panel is not None
    panel.press("R")
    panel.go_to("t3")
    panel.press("R")
    gold = Gold(
        marks=tuple(
            GoldMark(id=f"g{turn}", label="intent", shape={"type": "reply", "about": turn, "value": [value]})
            for turn, value in (("t1", "refund"), ("t3", "thanks"))
        )
    )
    slot = person.bench.questions
    assert slot._exercise is not None
    slot._exercise = slot._exercise.model_copy(update={"golds": (gold,)})
    assert person.bench.editor is not None
    truth = Document([own.mark() for own in gold.marks])
    slot.judge(person.bench.editor.document, truth, [Finding("CLS", "ordinary", (0, 1), gold_id="gt3")])
    # The first part with a mistake is shown.
    assert panel.part == "t3"
    assert panel.card("intent").judged


def test_parts_have_their_places() -> None:
    text, turns = dialogue()
    talk = Exercise.model_construct(text=text, turns=turns)
    assert range_of_part(talk, "t2") == (turns[1].start, turns[1].end)
    case = Exercise.model_construct(text=TEXT)
    first = range_of_part(case, "s1")
    assert first is not None
    assert TEXT[slice(*first)] == "患者张建国，男，58岁，因反复胸痛三天入院。"
    assert range_of_part(case, "s99") is None
    assert range_of_part(case, "") is None
