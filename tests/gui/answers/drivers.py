"""Verbs for tests of the bench for answers: what a person does, in a person's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.spans import Span
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import ModelAnswer, Question, ReplyOption, Source, Turn
from desktop.session.shown import OpenAttempt
from desktop.views.widgets.answers.board_plan import Target
from desktop.views.widgets.answers.card import AnswerCard
from desktop.views.widgets.bench.answers_bench import AnswersBench

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

ASKED = "客户：耳机拆了能退吗？\n客服：请问有损坏吗？\n客户：没坏。"
GOOD = """可以退，**七天无理由**的条件：

1. 签收 7 天内申请；
2. 商品完好。

| 情形 | 运费 |
|---|---|
| 质量问题 | 商家 |
| 个人原因 | 买家 |

退款 $r = p - f$。"""
WRONG = (
    "可以退，签收 15 天内都行，运费一律商家承担。" + "感谢您的支持，欢迎再次光临，我们会努力做得更好。" * 30
)
SHORT = "可以退，签收 7 天内到“我的订单”申请。"
ANSWERS = (GOOD, WRONG, SHORT)


def schema(*, labels: bool = True, ties: bool = True, ranking: bool = True) -> LabelSchema:
    """Return what is asked: a ranking, a rating and a safety choice for each answer, a reason; facts to mark."""
    ranked = (Question(id="rank", name="从好到差", kind="ranking", ties=ties),) if ranking else ()
    safe = (ReplyOption(id="ok", name="安全"), ReplyOption(id="bad", name="有风险", red_line=True))
    facts = (
        Label(id="wrong", name="事实错误", short="错", key="1", colour=3),
        Label(id="doubt", name="无法核实", short="疑", key="2", colour=1),
    )
    return LabelSchema(
        task="answers",
        labels=facts if labels else (),
        questions=(
            *ranked,
            Question(
                id="useful", name="有用", kind="scale", about="answer", anchors={"5": "很有用"}, tolerance=1
            ),
            Question(id="safe", name="安全", kind="choice", about="answer", options=safe),
            Question(id="why", name="理由", kind="writing", optional=True),
        ),
    )


def exercise(
    texts: Sequence[str] = ANSWERS, *, asked: str = ASKED, gold: Iterable[GoldMark] = ()
) -> Exercise:
    """Return an exercise with these answers; the texts are not validated, as if they had slipped through."""
    turns: list[Turn] = []
    at = 0
    for number, words in enumerate(asked.split("\n") if asked == ASKED else []):
        turns.append(Turn(id=f"t{number + 1}", speaker=words[:2], start=at + 3, end=at + len(words)))
        at += len(words) + 1
    answers = tuple(ModelAnswer.model_construct(id=f"a{n + 1}", text=text) for n, text in enumerate(texts))
    return Exercise.model_construct(
        id="lm-1",
        title="退货：三个回答",
        pool="practice",
        text=asked,
        turns=tuple(turns),
        answers=answers,
        sources=(Source(title="退货规则", text="签收后 **7 天**内可退。"),),
        golds=(Gold(marks=tuple(gold)),),
        rationale="{a2}把 7 天写成 **15 天**。",
    )


def attempt(
    texts: Sequence[str] = ANSWERS,
    marks: Iterable[Mark] = (),
    *,
    order: Sequence[str] = (),
    recorder: Any = None,
    asked: str = ASKED,
    **asks: bool,
) -> OpenAttempt:
    """Return an open attempt; ``order``: how this person sees the answers."""
    return OpenAttempt(
        attempt_id="x1",
        exercise=exercise(texts, asked=asked),
        schema=schema(**asks),
        history=History(Document(marks), recorder),
        mode="practice",
        try_number=1,
        media=b"",
        clauses=(),
        shown=tuple(order),
    )


def gold_marks() -> tuple[Mark, ...]:
    """Return what the expert said: A before C before B, B is not useful and wrong at one place."""
    start = WRONG.index("15 天")
    return (
        Reply("g1", "rank", about="", value=(("a1",), ("a3",), ("a2",))),
        Reply("g2", "useful", about="a1", value=5),
        Reply("g3", "useful", about="a2", value=1),
        Reply("g4", "safe", about="a2", value=("ok",)),
        Span("g5", "wrong", start, start + 4, text_id="a2"),
    )


class Judge:
    """A person at a bench for answers."""

    def __init__(self, bench: AnswersBench) -> None:
        self.bench = bench

    # ---------------------------------------------------------------- what is to be seen

    @property
    def document(self) -> Document:
        """The marks as they stand."""
        return self.bench._document

    def reply(self, question: str, about: str = "") -> ReplyValue | None:
        """Return the reply that is held."""
        found = [m for m in self.document if isinstance(m, Reply) and (m.label, m.about) == (question, about)]
        assert len(found) <= 1
        return found[0].value if found else None

    def spans(self, answer_id: str) -> list[tuple[str, str]]:
        """Return what is marked in an answer: words and class."""
        text = self.card(answer_id).answer.text
        own = [span for span in self.document.spans() if span.text_id == answer_id]
        return [(text[span.start : span.end], span.label) for span in own]

    def card(self, answer_id: str) -> AnswerCard:
        """Return the card of an answer."""
        return self.bench.columns.cards[answer_id]

    @property
    def on_show(self) -> list[str]:
        """The letters of the answers on show, from left to right."""
        cards = [card for card in self.bench.columns.cards.values() if card.isVisible()]
        return [card.letter for card in sorted(cards, key=lambda card: card.x())]

    @property
    def chosen(self) -> str:
        """The letter of the chosen answer."""
        return "".join(card.letter for card in self.bench.columns.cards.values() if card.is_chosen)

    # ---------------------------------------------------------------- hands

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key on whatever has the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.bench, key, modifiers)
        QApplication.processEvents()

    def type(self, keys: str) -> None:
        """Type characters on whatever has the keyboard."""
        QTest.keyClicks(QApplication.focusWidget() or self.bench, keys)
        QApplication.processEvents()

    def go_to(self, number: int) -> None:
        """Go to the answer at a place, with Alt, which works everywhere."""
        self.press(Qt.Key(Qt.Key.Key_0 + number), ALT)

    def rank_next(self, number: int) -> None:
        """Put the answer at a place behind the others."""
        self.press(Qt.Key(Qt.Key.Key_0 + number), CONTROL)

    def drag(self, answer_id: str, target: Target) -> None:
        """Drag a card of the board."""
        board = self.bench.ranks.board
        first, last = board.place_of(answer_id), board.place_in(target)
        for kind, point in (
            (QEvent.Type.MouseButtonPress, first),
            (QEvent.Type.MouseMove, (first + last) / 2),
            (QEvent.Type.MouseMove, last),
            (QEvent.Type.MouseButtonRelease, last),
        ):
            _mouse(board, kind, point)
        QApplication.processEvents()

    def select(self, answer_id: str, words: str) -> None:
        """Select words in an answer that is being marked."""
        card = self.card(answer_id)
        assert card.editor is not None
        assert card.view is not None
        start = card.answer.text.index(words)
        card.view.setFocus()
        card.editor.select(start, start + len(words))


def _mouse(widget: QWidget, kind: QEvent.Type, point: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
    event = QMouseEvent(kind, QPointF(point), QPointF(widget.mapToGlobal(point)), button, buttons, NONE)
    QApplication.sendEvent(widget, event)
