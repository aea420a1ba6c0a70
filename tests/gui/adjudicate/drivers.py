"""Verbs for tests of the adjudication bench: what a person does, in a person's words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.annotation.merging_plan import result
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.spans import Span
from desktop.session.shown import OpenAttempt
from desktop.views.widgets.bench.adjudicate_bench import AdjudicationBench

KEYS = {
    "F1": Qt.Key.Key_F1,
    "F7": Qt.Key.Key_F7,
    "F8": Qt.Key.Key_F8,
    "F9": Qt.Key.Key_F9,
    "Enter": Qt.Key.Key_Return,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Del": Qt.Key.Key_Delete,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
}


class Adjudicator:
    """A person at the bench."""

    def __init__(self, bench: AdjudicationBench, attempt: OpenAttempt) -> None:
        self.bench = bench
        self.attempt = attempt

    # ---------------------------------------------------------------- what is seen

    @property
    def rows(self) -> list[str]:
        """The differences: number and title, how each stands."""
        return [f"{row.title}·{row.stands}" for row in self.bench.decisions.list.differences.rows]

    @property
    def progress(self) -> str:
        """What is said to be left."""
        return self.bench.decisions.progress.text()

    @property
    def looked_at(self) -> str:
        """The title of the difference that is looked at."""
        rows = self.bench.decisions.list.differences.rows
        return next((row.title for row in rows if row.key == self.bench.current), "")

    @property
    def spans(self) -> list[tuple[str, str]]:
        """The merged spans in reading order: words and class."""
        text = self.attempt.exercise.text or ""
        found = [mark for mark in result(self.attempt.document) if isinstance(mark, Span)]
        return [(text[one.start : one.end], one.label) for one in sorted(found, key=lambda one: one.start)]

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """The merged relations: kind, words of head and tail."""
        text, document = self.attempt.exercise.text or "", self.attempt.document

        def words(mark_id: str) -> str:
            span = document[mark_id]
            assert isinstance(span, Span)
            return text[span.start : span.end]

        return [
            (one.label, words(one.head), words(one.tail)) for one in document if isinstance(one, Relation)
        ]

    @property
    def replies(self) -> dict[tuple[str, str], ReplyValue]:
        """The merged replies by question and part."""
        found = result(self.attempt.document)
        return {(one.label, one.about): one.value for one in found if isinstance(one, Reply)}

    @property
    def choices(self) -> list[str]:
        """What the buttons offer."""
        return [made.text() for made in self.bench.decisions.buttons.values() if made.isVisible()]

    @property
    def said(self) -> str:
        """What the foot says."""
        assert self.bench.inner is not None
        return self.bench.inner.foot.said()

    # ---------------------------------------------------------------- what is done

    def press(self, *keys: str) -> None:
        """Press keys where the keyboard is: names of ``KEYS``, else characters; Ctrl and Shift before a plus."""
        for name in keys:
            *held, key = name.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= {
                    "Ctrl": Qt.KeyboardModifier.ControlModifier,
                    "Shift": Qt.KeyboardModifier.ShiftModifier,
                }[one]
            target = QApplication.focusWidget()
            assert target is not None
            if key in KEYS or held:
                QTest.keyClick(target, KEYS.get(key) or Qt.Key(ord(key.upper())), modifiers)
            else:
                QTest.keyClicks(target, key)
            QApplication.processEvents()

    def write(self, words: str) -> None:
        """Write a reason, as an input method hands it over."""
        self.bench.decisions.reason.insertPlainText(words)

    def click(self, verb: str) -> None:
        """Click one of the buttons that decide."""
        QTest.mouseClick(self.bench.decisions.buttons[verb], Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def select(self, words: str) -> None:
        """Select words of the merged text."""
        editor = getattr(self.bench.inner, "editor")  # noqa: B009  of the text's bench alone
        start = editor.text.index(words)
        editor.select(start, start + len(words))
