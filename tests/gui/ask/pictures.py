"""Pictures of the panel that asks questions: ``python -m tests.gui.ask.pictures FOLDER``."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.replies import ReplyValue
from desktop.annotation.replying import replying
from desktop.base.places import find_places
from desktop.base.wording import use_language
from desktop.curriculum.items import Exercise
from desktop.views.theme.apply import dress
from desktop.views.theme.tokens import Mode
from desktop.views.widgets.ask.panel import QuestionPanel
from tests.gui.ask import material
from tests.gui.ask.material import DIALOGUE, JUDGING, dialogue, gold_of, judging, reply, schema_of

#: Beside a text, and beside answers.
NARROW, WIDE, HIGH = 300, 460, 672
Given = dict[tuple[str, str], ReplyValue]


def main() -> None:
    """Write the pictures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--language", default="zh")
    options.add_argument("--mode", default="light", choices=["light", "dark"])
    given = options.parse_args()
    app = QApplication([])
    use_language(given.language, find_places().assets / "locale")
    mode: Mode = given.mode
    dress(app, mode)
    given.folder.mkdir(parents=True, exist_ok=True)
    _dialogue(given.folder)
    _answers(given.folder)
    _feedback(given.folder)


def _dialogue(out: Path) -> None:
    panel = _panel(
        dialogue(), DIALOGUE, {("intent", "t1"): ("change_date",), ("mood", "t1"): 3, ("risk", "t1"): ("no",)}
    )
    panel.go_to("t3")
    _take(panel, out / "turn-narrow.png", NARROW)
    for key in ("H", "J"):
        panel.press(key)
    panel.next_unanswered()
    for key in "113":
        panel.press(key)
    _take(panel, out / "turn-answered.png", NARROW)
    panel.go_to("t5")
    card = panel.card("intent")
    card.reply.search.setText("退")
    card.reply.search.textEdited.emit("退")
    _take(panel, out / "turn-search.png", NARROW)
    _take(panel, out / "turn-wide.png", WIDE)
    _close(panel)


def _answers(out: Path) -> None:
    panel = _panel(judging(), JUDGING, {("useful", "a1"): 4, ("true", "a1"): 5})
    _take(panel, out / "likert.png", NARROW)
    panel.go_to("a1|a2")
    panel.press("2")
    _take(panel, out / "preference.png", WIDE)
    _take(panel, out / "preference-narrow.png", NARROW)
    panel.go_to("", "reasons")
    for key in "1234":
        panel.press(key)
    _take(panel, out / "writing-empty.png", WIDE)
    panel.card("rewrite").reply.field.put("普洱不远，从昆明坐动车两个半小时就到普洱站，跟团也行。")
    _take(panel, out / "writing.png", WIDE)
    _take(panel, out / "writing-narrow.png", NARROW)
    _close(panel)


def _feedback(out: Path) -> None:
    gold = gold_of(
        reply("intent", "t3", ["complain", "urge"], note="“太不像话了”是投诉，“一直没人联系”是催办，两个都要选。"),
        reply("mood", "t3", 1), reply("risk", "t3", ["no"], clause="2.4"),
    )  # fmt: skip
    held: Given = {("intent", "t3"): ("complain", "ask_price"), ("mood", "t3"): 2, ("risk", "t3"): ("no",)}
    panel = _panel(dialogue(rationale="先看这一轮有没有新的诉求，再看语气。"), DIALOGUE, held)
    panel.show_feedback(gold, {("intent", "t3"): False, ("mood", "t3"): True, ("risk", "t3"): True})
    _take(panel, out / "feedback-turn.png", NARROW)
    _close(panel)
    gold = gold_of(
        reply("better", "a1|a2", 3, also=[2], note="A 给了路线和时间，B 没有回答问题。"),
        reply("reasons", "", ["complete"]), reply("rewrite", "", material.ANSWERS[0]),
    )  # fmt: skip
    held = {("better", "a1|a2"): -1, ("reasons", ""): ("complete",), ("rewrite", ""): "跟团。"}
    rationale = "有用放在第一位：B 没有回答“怎么去”和“什么时候去”，再简洁也不能胜出。"
    panel = _panel(judging(rationale=rationale), JUDGING, held)
    panel.show_feedback(
        gold, {("better", "a1|a2"): False, ("rewrite", ""): False}, {("better", "a1|a2"): "3.2"}
    )
    _take(panel, out / "feedback-preference.png", WIDE)
    panel.go_to("")
    _take(panel, out / "feedback-writing.png", WIDE)
    _close(panel)


def _panel(exercise: Exercise, schema: dict[str, object], given: Given) -> QuestionPanel:
    history = History(Document())
    for place, value in given.items():
        history.do(replying("回答", history.document, place, value))
    panel = QuestionPanel(exercise, schema_of(schema), history.document, history.do)
    history.listen(panel.follow)
    return panel


def _close(panel: QWidget) -> None:
    panel.close()
    panel.deleteLater()


def _take(widget: QWidget, path: Path, width: int) -> None:
    widget.resize(width, HIGH)
    widget.show()
    widget.setFocus()
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        QApplication.processEvents()
    widget.grab().save(str(path))


if __name__ == "__main__":
    main()
