"""Texts with another's marks to inspect, and a driver that speaks of flags."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.codec import encode_marks
from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import Attribute, Label, LabelSchema
from desktop.curriculum.text_rules import TextRules
from desktop.scoring.grading import grade_exercise
from desktop.scoring.result import Score
from desktop.session.scores import chosen_gold, gold_document
from desktop.session.shown import Feedback, FindingShown, OpenAttempt
from desktop.views.widgets.bench.text_inspect_bench import TextInspectBench
from desktop.views.widgets.bench.text_inspected_replies import ReplyCard
from desktop.views.widgets.bench.text_inspector import Inspector
from desktop.views.widgets.text.arc_painter import token
from desktop.views.widgets.text.arcs import Arc
from tests.gui.text import linked
from tests.gui.text.linked import LinkDriver, spanned

CODES = (
    ("MISS", "漏标", "1"),
    ("EXTRA", "多标", "2"),
    ("CLS", "错类", "3"),
    ("BND", "边界错", "4"),
    ("REL", "关系错", "5"),
)


def codes(*, asks: bool = False) -> LabelSchema:
    """Return an inspection of five kinds of fault; with ``asks`` a comment and a correction belong to each flag."""
    attributes = (
        Attribute(id="comment", name="说明", kind="text"),
        Attribute(id="right", name="应为", kind="text"),
    )
    return LabelSchema(
        id="check",
        task="text_inspection",
        inspects="main",
        labels=tuple(Label(id=i, name=n, short=n[:2], key=k, colour=c) for c, (i, n, k) in enumerate(CODES)),
        attributes=attributes if asks else (),
        text_rules=TextRules(clauses={"MISS": "8.1", "EXTRA": "8.8", "CLS": "8.1"}),
    )


def flag(id_: str, code: str, target: str | None, start: int, end: int) -> GoldMark:
    """Return a true flag."""
    shape = {"type": "text_flag", "target": target, "start": start, "end": end}
    return GoldMark(id=id_, label=code, shape=shape)


def at_case(*, asks: bool = False, gold: Iterable[GoldMark] | None = None) -> OpenAttempt:
    """Return an inspection of the case: 高血压 is no whole name, 硝苯地平's relation is turned, 胸痛缓解 was missed."""
    case = [spanned("既往有高血压", "disease", "d1") if own.id == "d1" else own for own in linked.case()]
    start = linked.TEXT.index("胸痛缓解")
    at = {own.id: own for own in case}
    d1, m1 = at["d1"], at["m1"]
    flags = (
        flag("f1", "BND", "d1", d1.start, d1.end),  # type: ignore[union-attr]
        flag("f2", "REL", "r1", d1.start, m1.end),  # type: ignore[union-attr]
        flag("f3", "MISS", None, start, start + 2),
    )
    return opened(linked.TEXT, case, linked.schema(), codes(asks=asks), gold=flags if gold is None else gold)


def at_dialogue(own: LabelSchema) -> OpenAttempt:
    """Return an inspection of a dialogue whose first turn has the wrong intent and whose third none. ``own``: its schema."""
    text, turns = linked.dialogue()
    given: list[Mark] = [
        spanned("空气炸锅", "drug", "s1", text=text),
        Reply("i1", "intent", "t1", ("thanks",)),
        Reply("i5", "intent", "t5", ("thanks",)),
    ]
    gold = (flag("f1", "CLS", "i1", turns[0].start, turns[0].end),)
    attempt = opened(text, given, own, codes(), gold=gold)
    attempt.exercise = attempt.exercise.model_copy(update={"turns": turns})
    return attempt


def opened(
    text: str, given: Iterable[Mark], schema: LabelSchema, own: LabelSchema, *, gold: Iterable[GoldMark]
) -> OpenAttempt:
    """Return an open inspection of marks."""
    exercise = Exercise.model_construct(
        id="q-1", title="质检", pool="practice", text=text, work="inspect", given=encode_marks(tuple(given)),
        golds=(Gold(marks=tuple(gold)),),
    )  # fmt: skip
    return OpenAttempt("a1", exercise, own, History(Document()), "practice", 1, b"", (), given_schema=schema)


def looked_back(attempt: OpenAttempt) -> Feedback:
    """Return what is shown after these flags were handed in."""
    score: Score = grade_exercise(tuple(attempt.document), attempt.exercise, attempt.schema)
    names = {"MISS": "漏查", "EXTRA": "误报", "CLS": "判错"}
    findings = tuple(
        FindingShown(found, f"{names[found.code]}了。", "再看一遍。", None, names[found.code])
        for found in score.findings
    )
    gold = gold_document(chosen_gold(attempt.exercise, score))
    return Feedback(
        attempt=attempt,
        score=score,
        findings=findings,
        gold=gold,
        ignored=frozenset(),
        first_try=True,
        may_retry=True,
        gate="",
        next_reason="",
    )


class Inspecting(LinkDriver):
    """A person who inspects."""

    bench: TextInspectBench  # type: ignore[assignment]  # the same parts: text, foot, panel

    @property
    def inspector(self) -> Inspector:
        """Who plants the flags."""
        assert self.bench.inspector is not None
        return self.bench.inspector

    @property
    def flags(self) -> list[tuple[str, str]]:
        """The flags in the order of the list: class, and the mark's id or the words they stand on."""
        text = self.bench.editor.text if self.bench.editor is not None else ""
        return [(own.label, own.target or text[own.start : own.end]) for own in self.inspector.flags()]

    @property
    def rows(self) -> list[str]:
        """What a screen reader says of the rows of the list that is seen."""
        return said(self.bench.panel.given)

    @property
    def card(self) -> ReplyCard:
        """The first reply that is shown."""
        return self.bench.replies.cards[0]

    def click_card(self, place: int = 0) -> None:
        """Click into the middle of a reply, where its options are."""
        QTest.mouseClick(
            self.bench.replies.cards[place],
            Qt.MouseButton.LeftButton,
            pos=self.bench.replies.cards[place].rect().center(),
        )

    def click_code(self, code: str) -> None:
        """Click a kind of fault in the panel."""
        QTest.mouseClick(self.bench.panel.labels.row(code), Qt.MouseButton.LeftButton)

    def walk_list_to(self, row: int) -> None:
        """Go down the list from its top with the arrow key."""
        listed = self.bench.panel.given
        listed.setFocus()
        QTest.keyClick(listed, Qt.Key.Key_Home)
        for _step in range(row):
            QTest.keyClick(listed, Qt.Key.Key_Down)

    def lane_words(self, words: str) -> list[str]:
        """Return what is written in the lanes under the row of some words."""
        row = self.view.flow.row_of(self.where(words)[0])
        lanes = self.view.painter.lanes
        return [label.text for label in lanes.labels(row, lanes.of(row))]

    def arc_words(self, id_: str) -> str:
        """Return what is written on the arc of a relation."""
        return self._arc(id_).words

    def arc_token(self, id_: str) -> str:
        """Return the colour in which the name of a relation is written."""
        return token(self._arc(id_), strong=False)

    def _arc(self, id_: str) -> Arc:
        for row in self.view.flow.visible(0, self.view.flow.height):
            for arc in self.view.painter.router.of(row.segment, row.laid, row.row):
                if arc.link.relation.id == id_:
                    return arc
        raise AssertionError(f"no arc of {id_} is drawn")


def compose(field: QWidget, words: str) -> None:
    """Write words with an input method: composed in place, then committed."""
    QApplication.sendEvent(field, QInputMethodEvent("xie", []))
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def said(listed: QWidget) -> list[str]:
    """Return what a screen reader says of the rows of a list."""
    model = listed.model()  # type: ignore[attr-defined]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]
