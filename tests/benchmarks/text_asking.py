"""Questions beside texts: a dialogue of 200 turns, and eight answers of 20,000 characters; open, answer, type, scroll, turn.

Aims: 200 ms to open, 16 ms a step. A step is the act, a repaint of what it made dirty, and the events it posted.
"""

from __future__ import annotations

import os
import random
import sys
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import ModelAnswer, Question, ReplyOption, Turn
from desktop.session.shown import OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.toolkit import make_application
from desktop.views.widgets.ask.panel import QuestionPanel
from desktop.views.widgets.bench.answers_bench import AnswersBench
from desktop.views.widgets.bench.text_bench import TextBench
from tests.benchmarks.text import SIZE, floor_times, report, timed

TURNS, ANSWERS, LONG = 200, 8, 20_000
#: What one writes about the whole: so many characters stand in the field before the typing is timed.
WRITTEN = 2_000
INTENTS = tuple(
    ReplyOption(id=f"i{number}", name=f"意图{number}", key=key)
    for number, key in enumerate("abcdefgh", start=1)
)
Times = dict[str, list[float]]


def main() -> None:
    """Print both tables."""
    application = make_application([])
    dress(application)
    floor = floor_times(application)
    sys.stdout.write(f"{'ms':44}{'median':>9}{'p95':>9}{'x floor':>9}\n")
    for title, times in (
        (f"{TURNS} turns, an intent for each, one writing", dialogue_times(application)),
        (f"{ANSWERS} answers of {LONG:,} characters", answers_times(application)),
    ):
        sys.stdout.write(f"-- {title}\n")
        for act, taken in times.items():
            report(act, taken, floor)


def dialogue() -> OpenAttempt:
    """Return a dialogue of turns with two questions each, and a text to be written about the whole."""
    chance, text, turns = random.Random(4), "", []
    for number in range(TURNS):
        words = _sentence(chance, chance.randrange(12, 60))
        speaker = ("用户", "客服")[number % 2]
        turns.append(Turn(id=f"t{number + 1}", speaker=speaker, start=len(text), end=len(text) + len(words)))
        text += words + "\n"
    questions = (
        Question(id="intent", name="意图", kind="choice", about="turn", options=INTENTS, most=3),
        Question(
            id="tone", name="情感强度", kind="scale", about="turn", anchors={"1": "很不满", "5": "很满意"}
        ),
        Question(id="note", name="小结", kind="writing", longest=5_000),
    )
    labels = tuple(
        Label(id=f"l{number}", name=f"槽位{number}", short=f"槽{number}", key=str(number), colour=number)
        for number in range(1, 6)
    )
    exercise = Exercise.model_construct(
        id="d", title="d", pool="practice", text=text, turns=tuple(turns), golds=(Gold(),)
    )
    return _attempt(exercise, LabelSchema(task="text", labels=labels, questions=questions))


def answers() -> OpenAttempt:
    """Return eight long answers in Markdown, each with two questions, a ranking, and a reason to be written."""
    chance = random.Random(5)
    made = [ModelAnswer.model_construct(id=f"a{n + 1}", text=_answer(chance)) for n in range(ANSWERS)]
    schema = LabelSchema(
        task="answers",
        labels=(Label(id="wrong", name="事实错误", short="错", key="1", colour=3),),
        questions=(
            Question(id="rank", name="从好到差", kind="ranking", ties=True),
            Question(id="useful", name="有用", kind="scale", about="answer", anchors={"5": "很有用"}),
            Question(id="safe", name="安全", kind="choice", about="answer", options=INTENTS[:2]),
            Question(id="why", name="理由", kind="writing", optional=True),
        ),
    )
    asked = "请说明退货的条件、时限和运费。"
    exercise = Exercise.model_construct(
        id="a", title="a", pool="practice", text=asked, answers=tuple(made), golds=(Gold(),)
    )
    return _attempt(exercise, schema)


def dialogue_times(application: QApplication) -> Times:
    """Time a person at the dialogue."""
    attempt, bench = dialogue(), TextBench()
    times = _opened(application, bench, partial(bench.load, attempt))
    panel = bench.questions.panel
    assert panel is not None
    times |= _asked(application, panel, ("intent", "b"), ("tone", "3"))
    view = bench.canvas
    times["scroll the dialogue by 60 px"] = _scrolled(application, view, 60)
    panel.go_to("", "note")
    times["type a character"] = _typed(application, panel)
    times["undo"] = timed(20, lambda _number: (bench.carry_out("undo"), application.processEvents()))
    _close(bench)
    return times


def answers_times(application: QApplication) -> Times:
    """Time a person at the answers."""
    attempt, bench = answers(), AnswersBench()
    times = _opened(application, bench, partial(bench.load, attempt))

    def does(verb: str, number: int) -> None:
        bench.carry_out(verb.format(1 + number % ANSWERS))
        application.processEvents()

    times["go to another answer"] = timed(20, partial(does, "go:{}"))
    times["fold or unfold an answer"] = timed(11, partial(does, "fold"))
    times["scroll an answer by 60 px"] = _scrolled(application, _largest(bench.columns), 60)
    times["rank the next"] = timed(ANSWERS, partial(does, "rank:{}"))
    panel = next(own for own in bench.findChildren(QuestionPanel) if own.isVisible())
    times |= _asked(application, panel, ("useful", "4"), ("safe", "a"))
    panel.go_to("", "why")
    times["type a character"] = _typed(application, panel)
    times["undo"] = timed(20, partial(does, "undo"))
    times["show the differences, or not"] = timed(4, partial(does, "differences"))
    times["change the type size"] = timed(4, lambda n: does(("larger", "smaller")[n % 2], n))
    _close(bench)
    return times


def _opened(application: QApplication, bench: QWidget, load: partial[None]) -> Times:
    bench.resize(*SIZE)
    bench.show()
    application.processEvents()
    return {"open": timed(5, lambda _number: (load(), application.processEvents()))}


def _asked(application: QApplication, panel: QuestionPanel, *keys: tuple[str, str]) -> Times:
    """Time replies by key, part after part, and going from part to part."""

    def turned(number: int) -> None:
        panel.turn(1 if number < 15 else -1)
        application.processEvents()

    def replied(key: str) -> float:
        return timed(1, lambda _number: (panel.press(key), application.processEvents()))[0]

    def on(_number: int) -> None:
        panel.next_unanswered()
        application.processEvents()

    parts = [part for part in panel.inquiry.parts if part]
    panel.go_to(parts[0])
    application.processEvents()
    times = {"go to the next part": timed(30, turned), "next unanswered": timed(20, on)}
    times["reply by a key"] = []
    for part in parts[:8]:
        for question, key in keys:
            panel.go_to(part, question)
            application.processEvents()
            times["reply by a key"].append(replied(key))
    return times


def _typed(application: QApplication, panel: QuestionPanel) -> list[float]:
    """Time single characters at the end of a text that is long already."""
    application.processEvents()
    field = next(own for own in panel.findChildren(QPlainTextEdit) if own.isVisible())
    field.setFocus()
    field.insertPlainText(_sentence(random.Random(6), WRITTEN))
    application.processEvents()

    def pressed(number: int) -> None:
        QTest.keyClick(field, Qt.Key.Key_A + number % 26)
        application.processEvents()

    return timed(40, pressed)


def _scrolled(application: QApplication, area: QAbstractScrollArea, by: int) -> list[float]:
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    application.processEvents()
    return timed(40, lambda _number: (bar.setValue(bar.value() + by), application.processEvents()))


def _largest(within: QWidget) -> QAbstractScrollArea:
    """Return the visible scroll area with the most to scroll."""
    areas = [own for own in within.findChildren(QAbstractScrollArea) if own.isVisible()]
    return max(areas, key=lambda own: own.verticalScrollBar().maximum())


def _close(bench: QWidget) -> None:
    bench.close()
    bench.deleteLater()


def _attempt(exercise: Exercise, schema: LabelSchema) -> OpenAttempt:
    return OpenAttempt("a", exercise, schema, History(Document()), "practice", 1, b"", ())


def _sentence(chance: random.Random, length: int) -> str:
    return "".join("，" if n % 13 == 12 else chr(chance.randrange(0x4E00, 0x7E00)) for n in range(length))


def _answer(chance: random.Random) -> str:
    """Return Markdown: headings, lists, a table, code, and paragraphs, of LONG characters together."""
    parts: list[str] = []
    while sum(map(len, parts)) < LONG:
        parts += [
            f"## {_sentence(chance, 12)}",
            _sentence(chance, 300),
            "\n".join(f"{n}. **{_sentence(chance, 6)}** {_sentence(chance, 40)}" for n in range(1, 5)),
            "| 情形 | 运费 |\n|---|---|\n"
            + "\n".join(f"| {_sentence(chance, 6)} | 商家 |" for _row in range(4)),
            "```python\n" + "\n".join(f"row_{n} = read({n})" for n in range(6)) + "\n```",
            _sentence(chance, 400),
        ]
    return "\n\n".join(parts)[:LONG]


if __name__ == "__main__":
    main()
