"""A real pinyin input method is on, and keys come from the X server: ``make test-ime``.

Everywhere else input methods are made-up events. Here ibus and libpinyin see every key before Qt does.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.annotation.replying import replies
from desktop.curriculum.text_rules import Question
from desktop.session.operations import signin
from desktop.session.session import Session
from desktop.views.application import make_application
from desktop.views.theme.apply import dress
from desktop.views.widgets.ask.field import WritingField
from desktop.views.widgets.bench.text_bench import TextBench
from desktop.views.widgets.canvas.desk import BOX, SELECT
from desktop.views.widgets.canvas.widget import ImageCanvas
from desktop.views.window import MainWindow, open_window
from tests import scenes
from tests.gui.text.linked import attempt, schema
from tests.scenes import Cast

pytestmark = pytest.mark.skipif(
    not os.environ.get("DOORSTEP_IME"), reason="make test-ime brings the input method"
)
LONG = 30_000


class Desk:
    """The window in front of a person whose input method is on."""

    def __init__(self, window: MainWindow, session: Session, cast: Cast, bot: QtBot) -> None:
        self.window, self.session, self.cast, self.bot = window, session, cast, bot

    def until(self, holds: object) -> None:
        """Wait until something holds."""
        self.bot.waitUntil(holds, timeout=LONG)  # type: ignore[arg-type]

    def into(self, widget: QWidget) -> None:
        """Put the focus somewhere, in a window that has it."""
        self.window.activateWindow()
        widget.setFocus()
        self.until(lambda: QApplication.focusWidget() is widget and self.window.isActiveWindow())
        # The plug-in tells ibus of the new focus through the bus: pinyin is on when it has answered.
        # It asks this process, too, so that its events must go on meanwhile.
        asking = subprocess.Popen(["ibus", "engine", "libpinyin"], stderr=subprocess.DEVNULL)
        self.until(lambda: asking.poll() is not None)

    def hit(self, *keys: str) -> None:
        """Hit keys of the keyboard."""
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
            for _turn in range(5):
                QApplication.processEvents()

    def drag(self, widget: QWidget, begin: QPoint, end: QPoint) -> None:
        """Draw with the mouse."""
        first, last = widget.mapToGlobal(begin), widget.mapToGlobal(end)
        middle = (first + last) / 2
        for words in (
            ("mousemove", first.x(), first.y()),
            ("mousedown", 1),
            ("mousemove", middle.x(), middle.y()),
            ("mousemove", last.x(), last.y()),
            ("mouseup", 1),
        ):
            subprocess.run(["xdotool", *map(str, words)], check=True)
            QApplication.processEvents()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    dress(make_application(["doorstep"]))
    session = scenes.opened(tmp_path / "数据")
    cast = scenes.settle(session)
    scenes.attend(session, cast)
    scenes.walk_to_practice(session)
    window = open_window(session)
    window.show()
    qtbot.waitExposed(window, timeout=LONG)
    yield Desk(window, session, cast, qtbot)
    window.close()
    window.deleteLater()
    session.close()


def test_a_name_is_composed_in_place(desk: Desk) -> None:
    signin.sign_out(desk.session)
    scenes.instruct(desk.session, desk.cast)
    desk.window.go("roster")
    desk.window.page._ask_trainee()  # type: ignore[union-attr]
    name: QLineEdit = desk.window.page._dialog._name  # type: ignore[union-attr]
    name.window().activateWindow()
    desk.until(lambda: QApplication.focusWidget() is name)
    desk.hit("n", "i", "h", "a", "o")
    desk.until(lambda: name.text() == "")
    desk.hit("space")
    desk.until(lambda: name.text() == "你好")
    name.window().close()


def test_initials_reach_the_search(desk: Desk) -> None:
    signin.sign_out(desk.session)
    desk.window.home()
    search = desk.window.page.findChild(QLineEdit)  # type: ignore[union-attr]
    desk.into(search)
    desk.hit("b", "c", "y")
    desk.until(lambda: search.text() == "bcy")


def test_keys_reach_the_canvas_and_nothing_is_composed(desk: Desk) -> None:
    desk.window.go("bench", activity_id="m2-boxes")
    canvas = desk.window.page.findChild(ImageCanvas)  # type: ignore[union-attr]
    desk.until(lambda: canvas.desk is not None)
    desk.into(canvas)
    desk.hit("v")
    desk.until(lambda: canvas.desk.tool == SELECT)
    desk.hit("r")
    desk.until(lambda: canvas.desk.tool == BOX)
    desk.drag(canvas, QPoint(300, 300), QPoint(420, 440))
    desk.until(lambda: len(canvas.desk.document) == 1)
    # Of a composed 你好 the canvas would have seen nothing; it sees h, which hides the box it drew.
    desk.hit("n", "i", "h", "a", "o")
    desk.until(lambda: canvas.desk.document.marks()[0].hidden)


@pytest.fixture
def text_desk(qtbot: QtBot) -> Iterator[Desk]:
    """A bench for texts with a question to write on, in front of a person whose input method is on."""
    dress(make_application(["doorstep"]))
    question = Question(id="why", name="理由", kind="writing")
    own = schema().model_copy(update={"questions": (question,)})
    bench = TextBench(attempt(text="订单12号还没有到", own_schema=own))
    bench.resize(1200, 640)
    bench.show()
    qtbot.waitExposed(bench, timeout=LONG)
    yield Desk(bench, None, None, qtbot)  # type: ignore[arg-type]
    bench.close()
    bench.deleteLater()


def test_label_keys_reach_the_text_and_nothing_is_composed(text_desk: Desk) -> None:
    bench: TextBench = text_desk.window  # type: ignore[assignment]
    editor = bench.editor
    assert editor is not None
    text_desk.into(bench.canvas)
    text_desk.hit("shift+Right", "shift+Right", "1")
    text_desk.until(lambda: len(editor.document) == 1)
    # Of a composed word the text would have seen nothing; T trims, W selects the run at the caret.
    text_desk.hit("Escape", "End", "w")
    text_desk.until(lambda: editor.selection[1] > editor.selection[0])
    assert editor.text == "订单12号还没有到"


def test_words_are_composed_in_the_find_field_and_in_what_is_written(text_desk: Desk) -> None:
    bench: TextBench = text_desk.window  # type: ignore[assignment]
    editor = bench.editor
    assert editor is not None
    text_desk.into(bench.canvas)
    text_desk.hit("ctrl+f")
    find = bench.search.bar.field
    text_desk.into(find)
    text_desk.hit("n", "i", "h", "a", "o", "space")
    text_desk.until(lambda: find.text() == "你好")
    assert len(editor.document) == 0
    text_desk.hit("Escape")
    text_desk.until(lambda: not find.isVisible())
    panel = bench.questions.panel
    assert panel is not None
    panel.go_to("", "why")
    field = panel.card("why").reply.first()
    assert isinstance(field, WritingField)
    text_desk.into(field)
    text_desk.hit("n", "i", "h", "a", "o")
    text_desk.until(lambda: field.textCursor().block().layout().preeditAreaText() != "")
    assert field.text() == ""
    text_desk.hit("space")
    text_desk.until(lambda: field.text() == "你好")
    text_desk.hit("1")
    text_desk.until(lambda: field.text() == "你好1")
    field.settle()
    assert [reply.value for reply in replies(editor.document).values()] == ["你好1"]
