"""Verbs for tests of the text bench: what a person does, in a person's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.spans import Span
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import Attribute, Label, LabelSchema, Option
from desktop.session.shown import OpenAttempt
from desktop.views.widgets.bench.text_bench import TextBench

TEXT = (
    "客户：你好，我3月15日在你们店买的“小米”手环8还没到，订单号是XM20260315-0087。\n"
    "客服：您好，请您提供收货地址，我这边帮您查询。\n"
    "客户：浙江省杭州市西湖区文三路478号华星时代广场B座1203室，电话138****5678。\n"
    "客服：查到了，快递单号SF1023456789，预计3月18日送达，运费12元由我们承担。\n"
    "客户：好的，要是18日还不到我就申请退款299元。👨‍👩‍👧家里等着用呢！"
)
LABELS = (
    ("time", "时间", "时间", "1", 0),
    ("product", "商品名称", "商品", "2", 1),
    ("order", "订单号", "单号", "3", 2),
    ("address", "地址", "地址", "4", 3),
    ("money", "金额", "金额", "5", 4),
    ("intent", "诉求", "诉求", "6", 5),
)
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def schema(*, attributes: Iterable[Attribute] = ()) -> LabelSchema:
    """Return a schema of six classes."""
    labels = tuple(
        Label(id=id_, name=name, short=short, key=key, colour=colour)
        for id_, name, short, key, colour in LABELS
    )
    return LabelSchema(task="spans", labels=labels, attributes=tuple(attributes))


def urgency() -> Attribute:
    """Return an attribute of three values, asked of requests."""
    options = tuple(
        Option(id=id_, name=name) for id_, name in (("low", "不急"), ("mid", "较急"), ("high", "紧急"))
    )
    return Attribute(id="urgency", name="紧急程度", kind="choice", options=options, labels=("intent",))


def attempt(
    text: str = TEXT,
    spans: Iterable[Span] = (),
    *,
    own_schema: LabelSchema | None = None,
    gold: Iterable[GoldMark] = (),
    recorder: Any = None,
) -> OpenAttempt:
    """Return an open attempt at an exercise on ``text``."""
    golds = (Gold(marks=tuple(gold)),)
    # Not validated: half a surrogate pair is refused at a pack's door, and must do no harm behind it either.
    exercise = Exercise.model_construct(
        id="tx-1", title="客服对话实体标注", pool="practice", text=text, golds=golds
    )
    return OpenAttempt(
        attempt_id="a1",
        exercise=exercise,
        schema=own_schema or schema(attributes=[urgency()]),
        history=History(Document(spans), recorder),
        mode="practice",
        try_number=1,
        media=b"",
        clauses=(),
    )


class TextDriver:
    """A person at a text bench."""

    def __init__(self, bench: TextBench) -> None:
        self.bench = bench
        self.view = bench.canvas

    @property
    def spans(self) -> list[tuple[str, str]]:
        """The spans in reading order, as (words, label)."""
        assert self.bench.editor is not None
        text = self.bench.editor.text
        found = sorted(self.bench.editor.document.spans(), key=lambda span: (span.start, -span.end))
        return [(text[span.start : span.end], span.label) for span in found]

    @property
    def selected(self) -> str:
        """The selected words."""
        assert self.bench.editor is not None
        start, end = self.bench.editor.selection
        return self.bench.editor.text[start:end]

    @property
    def picked(self) -> str:
        """The words of the picked span, or nothing."""
        assert self.bench.editor is not None
        span = self.bench.editor.span
        return self.bench.editor.text[span.start : span.end] if span else ""

    @property
    def said(self) -> str:
        """What the foot says."""
        return self.bench.foot.said()

    @property
    def hint(self) -> str:
        """What the foot says can be done now."""
        return self.bench.foot._resting

    def where(self, words: str, nth: int = 0) -> tuple[int, int]:
        """Return the range of the nth place of some words."""
        assert self.bench.editor is not None
        start = -1
        for _number in range(nth + 1):
            start = self.bench.editor.text.index(words, start + 1)
        return start, start + len(words)

    def point(self, offset: int, *, upstream: bool = False) -> QPoint:
        """Return where on the view a caret position is, brought into sight first."""
        self.view.reveal(offset, offset + 1)
        return self.view.place_of(offset, upstream=upstream).toPoint()

    def select(self, words: str, nth: int = 0) -> None:
        """Drag over some words."""
        start, end = self.where(words, nth)
        self.drag(self.point(start) + QPoint(1, 0), self.point(end, upstream=True) - QPoint(1, 0))

    def drag(self, first: QPoint, last: QPoint) -> None:
        """Press, move and release."""
        self._mouse(QEvent.Type.MouseButtonPress, first)
        self._mouse(QEvent.Type.MouseMove, (first + last) / 2)
        self._mouse(QEvent.Type.MouseMove, last)
        self._mouse(QEvent.Type.MouseButtonRelease, last)

    def click(self, words: str, nth: int = 0, *, into: int = 0, shift: bool = False) -> None:
        """Click on the character ``into`` characters into some words."""
        start, _end = self.where(words, nth)
        point = self.point(start + into) + QPoint(5, 0)
        modifiers = SHIFT if shift else NO_MODIFIER
        self._mouse(QEvent.Type.MouseButtonPress, point, modifiers)
        self._mouse(QEvent.Type.MouseButtonRelease, point, modifiers)

    def double_click(self, words: str, nth: int = 0, *, into: int = 0) -> None:
        """Double-click on a character."""
        start, _end = self.where(words, nth)
        point = self.point(start + into) + QPoint(5, 0)
        for kind in ("MouseButtonPress", "MouseButtonRelease", "MouseButtonDblClick", "MouseButtonRelease"):
            self._mouse(QEvent.Type[kind], point)

    def triple_click(self, words: str) -> None:
        """Click three times."""
        self.double_click(words)
        self.click(words)

    def hover(self, words: str) -> None:
        """Rest the pointer on some words."""
        point = self.point(self.where(words)[0]) + QPoint(5, 0)
        viewport = self.view.viewport()
        QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point)))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER, times: int = 1) -> None:
        """Press a key on whatever has the focus."""
        for _number in range(times):
            QTest.keyClick(self._target(), key, modifiers)

    def type(self, keys: str) -> None:
        """Type characters on whatever has the focus."""
        QTest.keyClicks(self._target(), keys)

    def mark(self, words: str, key: str, nth: int = 0) -> None:
        """Select some words and press a label key."""
        self.select(words, nth)
        self.type(key)

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.view

    def _mouse(self, kind: QEvent.Type, point: QPoint, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        left = Qt.MouseButton.LeftButton
        buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
        viewport = self.view.viewport()
        event = QMouseEvent(
            kind, QPointF(point), QPointF(viewport.mapToGlobal(point)), button, buttons, modifiers
        )
        QApplication.sendEvent(viewport, event)
