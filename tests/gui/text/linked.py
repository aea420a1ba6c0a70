"""An exercise with relations, pieces, a dialogue and chains, and a driver that says what is related."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QPoint

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import RelationType, TextRules, Turn
from desktop.session.shown import OpenAttempt
from tests.gui.text.drivers import ALT, CONTROL, TextDriver

TEXT = (
    "患者张建国，男，58岁，因反复胸痛三天入院。既往有高血压病史，长期口服硝苯地平。\n"
    "入院后查心电图提示前壁心肌梗死，给予阿司匹林和氯吡格雷治疗，胸痛缓解。\n"
    "他出院时左、右下肢均无水肿。"
)
LABELS = (
    ("person", "人名", "人名", "1", 0),
    ("disease", "疾病", "疾病", "2", 1),
    ("drug", "药物", "药物", "3", 2),
    ("test", "检查", "检查", "4", 3),
    ("part", "部位", "部位", "5", 4),
)
RELATIONS = (
    ("treats", "治疗", "a", 5, ("drug",), ("disease",), False),
    ("shows", "提示", "s", 6, ("test",), ("disease",), False),
    ("has", "患有", "d", 4, ("person",), ("disease",), False),
    ("with", "并用", "f", 1, ("drug",), ("drug",), True),
)
DIALOGUE = (
    ("用户", "你好，我上周买的空气炸锅今天不加热了，能退吗？"),
    ("客服", "您好，很抱歉给您带来不便。请问订单号是多少？"),
    ("用户", "订单号是20260315，我还想顺便问一下，另一个订单的收货地址能不能改成公司。"),
    ("客服", "可以的，已为您登记退货，地址也改好了。"),
    ("用户", "太好了，谢谢！"),
)


def schema(**rules: Any) -> LabelSchema:
    """Return a schema of five classes and four kinds of relation; spans may have gaps unless told otherwise."""
    return LabelSchema(
        task="text",
        labels=tuple(Label(id=i, name=n, short=s, key=k, colour=c) for i, n, s, k, c in LABELS),
        relations=tuple(
            RelationType(id=i, name=n, short=n, key=k, colour=c, heads=h, tails=t, symmetric=y)
            for i, n, k, c, h, t, y in RELATIONS
        ),
        text_rules=TextRules(**({"broken": True} | rules)),
    )


def spanned(words: str, label: str, id_: str, *, text: str = TEXT, **more: Any) -> Span:
    """Return the span over the first place of some words."""
    start = text.index(words)
    return Span(id_, label, start, start + len(words), **more)


def case() -> list[Mark]:
    """Return the spans of the case with one relation."""
    return [
        spanned("张建国", "person", "p"),
        spanned("高血压", "disease", "d1"),
        spanned("硝苯地平", "drug", "m1"),
        spanned("心电图", "test", "t"),
        spanned("前壁心肌梗死", "disease", "d2"),
        spanned("阿司匹林", "drug", "m2"),
        spanned("氯吡格雷", "drug", "m3"),
        Relation("r1", "treats", "m1", "d1"),
    ]


def attempt(
    marks: Iterable[Mark] = (),
    *,
    text: str = TEXT,
    turns: Iterable[Turn] = (),
    own_schema: LabelSchema | None = None,
) -> OpenAttempt:
    """Return an open attempt at the case, or at another text."""
    exercise = Exercise.model_construct(
        id="tx-2", title="病历", pool="practice", text=text, golds=(Gold(),), turns=tuple(turns)
    )
    document = Document(marks)
    return OpenAttempt("a1", exercise, own_schema or schema(), History(document), "practice", 1, b"", ())


def dialogue() -> tuple[str, tuple[Turn, ...]]:
    """Return the text of a dialogue and its turns."""
    text, turns = "", []
    for number, (speaker, words) in enumerate(DIALOGUE, start=1):
        turns.append(Turn(id=f"t{number}", speaker=speaker, start=len(text), end=len(text) + len(words)))
        text += words + "\n"
    return text.rstrip("\n"), tuple(turns)


class LinkDriver(TextDriver):
    """A person who relates marks."""

    @property
    def related(self) -> list[tuple[str, str, str]]:
        """The relations in their order: kind, words of the head, words of the tail."""
        assert self.bench.editor is not None
        editor = self.bench.editor
        return [
            (relation.label, self._words(relation.head), self._words(relation.tail))
            for relation in editor.links.index
        ]

    @property
    def chained(self) -> list[set[str]]:
        """The words of each chain."""
        assert self.bench.editor is not None
        groups: dict[str, set[str]] = {}
        for span in self.bench.editor.document.spans():
            if span.group:
                groups.setdefault(span.group, set()).add(self._words(span.id))
        return list(groups.values())

    def pieces(self, id_: str) -> list[str]:
        """Return the words of the pieces of a span."""
        assert self.bench.editor is not None
        span = self.bench.editor.document[id_]
        assert isinstance(span, Span)
        return [self.bench.editor.text[start:end] for start, end in span.pieces]

    def pick(self, id_: str) -> None:
        """Pick a span."""
        assert self.bench.editor is not None
        self.bench.editor.pick(id_)

    def bar(self, words: str) -> QPoint:
        """Return a point on the bar under some words."""
        start, _end = self.where(words)
        row = self.view.flow.row_of(start)
        sizes = self.view.flow.sizes
        point = self.point(start)
        down = sizes.ascent + sizes.descent + 1 - sizes.ascent * 0.6
        assert row.row.start <= start
        return point + QPoint(6, round(down))

    def drag_link(self, head: str, tail: str) -> None:
        """Drag from the bar under some words to other words."""
        target = self.point(self.where(tail)[0]) + QPoint(6, 0)
        self.drag(self.bar(head), target)

    def add_stretch(self, words: str) -> None:
        """Drag over words with Ctrl held."""
        start, end = self.where(words)
        first = self.point(start) + QPoint(1, 0)
        last = self.point(end, upstream=True) - QPoint(1, 0)
        self._mouse(QEvent.Type.MouseButtonPress, first, CONTROL)
        self._mouse(QEvent.Type.MouseMove, (first + last) / 2, CONTROL)
        self._mouse(QEvent.Type.MouseMove, last, CONTROL)
        self._mouse(QEvent.Type.MouseButtonRelease, last, CONTROL)

    def drag_from_text(self, head: str, tail: str) -> None:
        """Drag from words to words with Alt held."""
        first = self.point(self.where(head)[0]) + QPoint(6, 0)
        last = self.point(self.where(tail)[0]) + QPoint(6, 0)
        self._mouse(QEvent.Type.MouseButtonPress, first, ALT)
        self._mouse(QEvent.Type.MouseMove, (first + last) / 2, ALT)
        self._mouse(QEvent.Type.MouseButtonRelease, last, ALT)

    def arc(self, id_: str) -> QPoint:
        """Return a point on the line of a relation."""
        for row in self.view.flow.visible(0, self.view.flow.height):
            for arc in self.view.painter.router.of(row.segment, row.laid, row.row):
                if arc.link.relation.id == id_:
                    y = self.view.painter.router.line_y(row.top, arc)
                    return self.view.viewport_point((arc.left + arc.right) / 2, y).toPoint()
        raise AssertionError(f"no arc of {id_} is drawn")

    def click_arc(self, id_: str) -> None:
        """Click the line of a relation."""
        point = self.arc(id_)
        self._mouse(QEvent.Type.MouseButtonPress, point)
        self._mouse(QEvent.Type.MouseButtonRelease, point)

    def _words(self, id_: str) -> str:
        return "…".join(self.pieces(id_))
