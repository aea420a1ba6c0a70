"""From part to part: which is asked now, what is still open, conditions that open and close, and the way a document takes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.annotation.document import adding
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.session.unanswered import unanswered_words
from tests.gui.ask.conftest import SitDown
from tests.gui.ask.drivers import SHIFT, Key, Person
from tests.gui.ask.material import DIALOGUE, INTENT, JUDGING, MOOD, TURNS, dialogue, judging

FIRST = {("intent", "t1"): ("change_date",), ("mood", "t1"): 3, ("risk", "t1"): ("no",)}


def head(person: Person) -> tuple[str, str, str]:
    own = person.panel.head
    return own.name.text(), own.place.text(), own.quote.text()


def test_the_first_part_with_something_open_is_asked_first(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), DIALOGUE, FIRST)
    assert person.panel.part == "t3"
    assert person.at == "intent"


def test_the_head_says_which_part_it_is_and_quotes_it(agent: Person) -> None:
    assert head(agent) == ("第 1 轮·游客", "1/3", f"“{TURNS[0][1]}”")
    agent.press(Key.Key_PageDown)
    assert head(agent) == ("第 3 轮·游客", "2/3", f"“{TURNS[2][1]}”")
    assert agent.panel.head.accessibleName() == "第 3 轮·游客，共 3 处的第 2 处"
    assert agent.parts == ["t3"]


def test_a_long_part_is_quoted_by_its_beginning_on_one_line(sit_down: SitDown) -> None:
    own = judging()
    long = own.model_copy(
        update={
            "answers": (
                own.answers[0].model_copy(update={"text": "第一行\n" + "很长" * 60}),
                *own.answers[1:],
            )
        }
    )
    quote = sit_down(long, JUDGING).panel.head.quote.text()
    assert quote.startswith("“第一行 很长")
    assert quote.endswith("…”")
    assert len(quote) < 70


def test_a_single_part_needs_no_arrows(sit_down: SitDown) -> None:
    whole = {"task": "text", "questions": [{**MOOD, "about": "document", "speakers": []}]}
    person = sit_down(dialogue(), whole)
    assert head(person) == ("整段对话", "", "")
    assert not person.panel.head.after.isVisible()


def test_page_keys_and_arrows_stop_at_the_ends(agent: Person) -> None:
    agent.press(Key.Key_PageUp)
    assert agent.panel.part == "t1"
    assert not agent.panel.head.before.isEnabled()
    agent.press(Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageDown)
    assert agent.panel.part == "t5"
    assert not agent.panel.head.after.isEnabled()
    agent.panel.head.before.click()
    assert agent.panel.part == "t3"


def test_enter_goes_to_the_next_open_question_and_round_to_the_first(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), DIALOGUE, {**FIRST, ("mood", "t3"): 2})
    seen = []
    for _time in range(6):
        seen.append((person.at, person.panel.part))
        person.press(Key.Key_Return)
    assert seen == [
        ("intent", "t3"), ("risk", "t3"), ("intent", "t5"), ("mood", "t5"), ("risk", "t5"), ("intent", "t3"),
    ]  # fmt: skip


def test_shift_enter_goes_back(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), DIALOGUE, FIRST)
    person.press(Key.Key_Return, modifier=SHIFT)
    assert (person.at, person.panel.part) == ("risk", "t5")
    person.panel.previous_unanswered()
    assert (person.at, person.panel.part) == ("mood", "t5")


def test_enter_works_while_an_option_has_the_keyboard(agent: Person) -> None:
    agent.button("risk", "no").setFocus()
    agent.press(Key.Key_Return)
    assert agent.held == {}
    assert (agent.at, agent.panel.part) == ("intent", "t3")


def test_up_and_down_go_from_question_to_question(agent: Person) -> None:
    agent.press(Key.Key_Down, Key.Key_Down, Key.Key_Down)
    assert agent.at == "risk"
    agent.press(Key.Key_Up)
    assert agent.at == "mood"
    assert agent.card("mood")._current
    assert not agent.card("risk")._current


def test_a_question_far_down_is_brought_into_sight(sit_down: SitDown, qtbot: Any) -> None:
    person = sit_down(dialogue(), DIALOGUE, width=300)
    person.press(Key.Key_Down, Key.Key_Down)
    bar = person.panel.column._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=30_000)
    card, room = person.card("risk"), person.panel.column._area.viewport().height()
    assert card.y() >= bar.value()
    assert card.geometry().bottom() <= bar.value() + room
    person.press(Key.Key_Up, Key.Key_Up)
    qtbot.waitUntil(lambda: bar.value() == 0, timeout=30_000)


def test_a_question_that_appears_below_is_brought_into_sight(sit_down: SitDown, qtbot: Any) -> None:
    person = sit_down(dialogue(), DIALOGUE, {("intent", "t1"): ("urge",), ("mood", "t1"): 3}, width=300)
    bar = person.panel.column._area.verticalScrollBar()
    person.panel.go_to("t1", "risk")
    person.press("1")
    assert person.at == "why"
    qtbot.waitUntil(
        lambda: (
            person.card("why").geometry().bottom()
            <= bar.value() + person.panel.column._area.viewport().height()
            and person.card("why").y() >= bar.value() > 0
        ),
        timeout=30_000,
    )


def test_a_whole_dialogue_is_answered_with_the_keyboard_alone(agent: Person) -> None:
    agent.press("y", Key.Key_Return, "3", "2")
    agent.press(Key.Key_Return, "h", "j", Key.Key_Return, "1", "1")
    assert agent.at == "why", "a red line that is touched asks why"
    agent.press("1", "2", Key.Key_Return, "f", Key.Key_Return, "3", "2")
    assert agent.held == {
        ("intent", "t1"): ("change_date",), ("mood", "t1"): 3, ("risk", "t1"): ("no",),
        ("intent", "t3"): ("complain", "urge"), ("mood", "t3"): 1, ("risk", "t3"): ("yes",),
        ("why", "t3"): ("late", "rude"), ("intent", "t5"): ("ask_visa",), ("mood", "t5"): 3,
        ("risk", "t5"): ("no",),
    }  # fmt: skip
    assert agent.progress == "10/10"
    assert agent.panel.missing() == ()
    agent.press(Key.Key_Return)
    assert agent.heard == ["全部已作答。"]
    while agent.history.undo():
        pass
    assert agent.held == {}
    assert agent.progress == "0/9"


# -- progress and what is open


def test_progress_counts_what_must_be_answered(agent: Person) -> None:
    assert agent.progress == "0/9"
    agent.click("risk", "no")
    assert agent.progress == "1/9"
    agent.click("risk", "yes")
    assert agent.progress == "1/10", "one more is asked"
    assert agent.panel.head.bar.accessibleDescription().startswith("还有 9 处没有作答")


def test_what_may_stay_open_does_not_count(sit_down: SitDown) -> None:
    note = {"id": "note", "name": "备注", "kind": "writing", "optional": True}
    person = sit_down(dialogue(), {"task": "text", "questions": [note]})
    assert person.progress == "0/0"
    assert person.panel._next.text() == "全部已作答"
    assert not person.panel._next.isEnabled()


def test_what_is_open_is_told_before_handing_in(sit_down: SitDown) -> None:
    person = sit_down(judging(answers=2), JUDGING, {("useful", "a1"): 3}, shown=("a2", "a1"))
    missing = person.panel.missing()
    own = person.panel.inquiry
    assert unanswered_words(own.exercise, missing, own.shown) == (
        "还有 10 处没有作答：回答 A的“有用”、回答 A的“真实”、回答 A的“安全”等。"
    )


def test_the_button_goes_on_and_says_when_nothing_is_left(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), {"task": "text", "questions": [MOOD]})
    for place in (1, 2, 3):
        person.click("mood", place)
        person.panel._next.click()
    assert person.progress == "3/3"
    assert person.panel._next.text() == "全部已作答"
    person.undo()
    assert person.panel._next.isEnabled()
    assert person.panel._next.text() == "下一处未答"


def test_a_written_question_gets_the_keyboard_when_its_turn_comes(sit_down: SitDown) -> None:
    person = sit_down(judging(answers=2), JUDGING)
    person.panel.go_to("", "rewrite")
    assert person.field("rewrite").hasFocus()
    person.panel.go_to("a1")
    assert person.panel.hasFocus()


# -- conditions


def test_a_question_appears_with_its_condition_and_goes_with_its_reply(agent: Person) -> None:
    assert agent.asked == ["intent", "mood", "risk"]
    agent.click("risk", "yes")
    assert agent.asked == ["intent", "mood", "risk", "why"]
    agent.click("why", "late")
    agent.click("risk", "no")
    assert agent.asked == ["intent", "mood", "risk"]
    assert agent.held == {("risk", "t1"): ("no",)}
    agent.undo()
    assert agent.asked == ["intent", "mood", "risk", "why"]
    assert agent.chosen("why") == ["没有按约定联系"]
    assert agent.held == {("risk", "t1"): ("yes",), ("why", "t1"): ("late",)}


def test_what_is_being_written_under_a_condition_that_ends_is_not_kept(sit_down: SitDown) -> None:
    risk = {
        "id": "risk",
        "name": "触线",
        "kind": "choice",
        "options": [{"id": "y", "name": "是"}, {"id": "n", "name": "否"}],
    }
    why = {"id": "why", "name": "为什么", "kind": "writing", "after": "risk", "of": ["y"]}
    person = sit_down(dialogue(), {"task": "text", "questions": [risk, why]})
    person.click("risk", "y")
    person.write("why", "abc")
    person.card("risk").reply.press("2")
    assert person.held == {("risk", ""): ("n",)}
    assert person.asked == ["risk"]
    person.history.undo()
    assert person.asked == ["risk", "why"]


def test_cards_that_stay_are_not_made_again(agent: Person) -> None:
    before = agent.card("intent")
    agent.click("risk", "yes")
    assert agent.card("intent") is before
    assert before.isVisible()


# -- following the document


def test_an_undo_in_another_part_shows_that_part(agent: Person) -> None:
    agent.click("risk", "no")
    agent.panel.go_to("t5")
    agent.undo()
    assert agent.panel.part == "t1"
    assert agent.chosen("risk") == []
    agent.panel.go_to("t5")
    agent.history.redo()
    assert agent.panel.part == "t1"
    assert agent.chosen("risk") == ["没有"]


def test_steps_that_touch_no_reply_disturb_nothing(agent: Person) -> None:
    agent.panel.go_to("t5")
    before = agent.panel.inquiry.held
    agent.history.do(adding("标注", agent.history.document, Span("s", "city", 0, 2)))
    assert agent.panel.inquiry.held is before
    assert agent.panel.part == "t5"


def test_a_reply_that_came_from_elsewhere_is_shown(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), DIALOGUE, FIRST)
    person.panel.go_to("t1")
    assert person.chosen("intent") == ["改期"]
    assert person.chosen("mood") == ["3"]
    assert person.state("risk") == ""


def test_a_document_read_anew_is_shown_after_a_refresh(agent: Person) -> None:
    agent.history.document.apply(adding("外来", agent.history.document, *_reply_to("risk", "t1", ("no",))))
    assert agent.chosen("risk") == []
    agent.panel.refresh()
    assert agent.chosen("risk") == ["没有"]


def test_going_to_a_part_that_is_not_asked_about_changes_nothing(agent: Person) -> None:
    agent.panel.go_to("t2")
    agent.panel.go_to("nowhere")
    assert agent.panel.part == "t1"


def test_an_exercise_without_parts_shows_an_empty_panel(sit_down: SitDown) -> None:
    person = sit_down(
        judging(answers=0), {"task": "answers", "questions": [{**INTENT, "about": "answer", "speakers": []}]}
    )
    assert person.asked == []
    assert person.progress == "0/0"
    person.press(Key.Key_Return, "1", Key.Key_Down, Key.Key_Delete)
    assert person.held == {}


def test_all_of_it_fits_the_smallest_screen(sit_down: SitDown) -> None:
    person = sit_down(dialogue(), DIALOGUE, width=280)
    QApplication.processEvents()
    assert person.panel.minimumSizeHint().width() <= 300
    assert person.panel.minimumSizeHint().height() <= 600
    bar = person.panel.column._area.horizontalScrollBarPolicy()
    assert bar == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    for question in person.asked:
        assert person.card(question).geometry().right() <= person.panel.column._area.viewport().width()


def _reply_to(label: str, about: str, value: Any) -> list[Any]:
    return [Reply("foreign", label, about=about, value=value)]
