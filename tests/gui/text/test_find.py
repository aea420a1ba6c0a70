"""Finding, and marking every identical string."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.annotation.spans import Span
from desktop.annotation.text_tools import identical
from desktop.views.widgets.text.auto_mark import AutoMarkDialog
from tests.gui.text.drivers import CONTROL, SHIFT, TextDriver

NAMES = "张三说张三丰和张三、李四。\n张三没来，张三不在。"


@pytest.fixture
def namer(sit_down: Callable[..., TextDriver]) -> TextDriver:
    """Somebody at a text with one name in many places."""
    return sit_down(NAMES)


def test_find_counts_hits_and_walks_round(trainee: TextDriver) -> None:
    trainee.press(Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is trainee.bench.search.bar.field
    trainee.type("18")
    bar = trainee.bench.search.bar
    assert bar._count.text() == "第 1 处，共 2 处"
    assert trainee.view.current_hit == trainee.where("18", 0)
    trainee.press(Qt.Key.Key_Return)
    assert trainee.view.current_hit == trainee.where("18", 1)
    trainee.press(Qt.Key.Key_F3)
    assert trainee.view.current_hit == trainee.where("18", 0)
    trainee.press(Qt.Key.Key_Return, SHIFT)
    assert trainee.view.current_hit == trainee.where("18", 1)
    trainee.press(Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert trainee.view.hits == []
    assert QApplication.focusWidget() is trainee.view


def test_find_looks_for_the_selection_from_there_on(trainee: TextDriver) -> None:
    trainee.select("18日", 1)
    trainee.press(Qt.Key.Key_F, CONTROL)
    assert trainee.bench.search.bar.field.text() == "18日"
    assert trainee.view.current_hit == trainee.where("18日", 1)


def test_find_says_when_there_is_nothing(trainee: TextDriver) -> None:
    trainee.press(Qt.Key.Key_F, CONTROL)
    trainee.type("xyz")
    assert trainee.bench.search.bar._count.text() == "没有找到"
    assert trainee.view.current_hit is None
    trainee.press(Qt.Key.Key_Return)


def test_f3_from_the_text_goes_on_finding(trainee: TextDriver) -> None:
    trainee.press(Qt.Key.Key_F3)
    assert trainee.bench.search.bar.isVisible()
    trainee.type("18")
    trainee.view.setFocus()
    trainee.press(Qt.Key.Key_F3)
    assert trainee.view.current_hit == trainee.where("18", 1)
    trainee.press(Qt.Key.Key_F3, SHIFT)
    assert trainee.view.current_hit == trainee.where("18", 0)


def answer_dialog(
    monkeypatch: pytest.MonkeyPatch, act: Callable[[AutoMarkDialog], int]
) -> list[AutoMarkDialog]:
    """Let ``act`` stand for the person at the dialog."""
    seen: list[AutoMarkDialog] = []

    def run(dialog: AutoMarkDialog) -> None:
        seen.append(dialog)
        dialog.done(act(dialog))

    monkeypatch.setattr(AutoMarkDialog, "open", run)
    return seen


def test_identical_strings_are_previewed_and_marked_in_one_step(
    namer: TextDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    namer.mark("张三丰", "2")
    namer.mark("张三", "1")

    def act(dialog: AutoMarkDialog) -> int:
        assert [hit.state for hit in dialog.model.hits] == ["crossed", "free", "free", "free"]
        dialog._list.setCurrentIndex(dialog.model.index(3))
        assert namer.view.focus_place == namer.where("张三", 4)
        dialog.model.setData(dialog.model.index(3), None, Qt.ItemDataRole.CheckStateRole)
        assert "标注 2 处" in dialog._accept.text()
        return 1

    answer_dialog(monkeypatch, act)
    namer.press(Qt.Key.Key_M, CONTROL)
    assert [words for words, label in namer.spans if label == "time"] == ["张三"] * 3
    assert "2 处" in namer.said
    assert namer.view.hits == []
    namer.press(Qt.Key.Key_Z, CONTROL)
    assert len(namer.spans) == 2


def test_a_cancelled_preview_marks_nothing(namer: TextDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    namer.mark("张三", "1")
    answer_dialog(monkeypatch, lambda dialog: 0)
    namer.press(Qt.Key.Key_M, CONTROL)
    assert len(namer.spans) == 1
    assert namer.view.focus_place is None


def test_without_a_picked_span_or_another_place_it_says_so(namer: TextDriver) -> None:
    namer.press(Qt.Key.Key_M, CONTROL)
    assert "先标好一处" in namer.said
    namer.mark("李四", "1")
    namer.press(Qt.Key.Key_M, CONTROL)
    assert "没有别的地方" in namer.said


def test_what_is_done_already_cannot_be_ticked(namer: TextDriver) -> None:
    namer.mark("张三", "1")
    namer.mark("张三", "1", 2)
    assert namer.bench.editor is not None
    model = Span("q", "time", *namer.where("张三", 3))
    hits = identical(NAMES, namer.bench.editor.index, model)
    dialog = AutoMarkDialog(namer.bench, NAMES, namer.view.scene.segments, model, hits)
    states = {hit.state for hit in hits}
    assert "done" in states
    dialog._all.click()
    assert len(dialog.ranges()) == sum(hit.state != "done" for hit in hits)
    dialog._none.click()
    assert dialog.ranges() == []
    assert not dialog._accept.isEnabled()
    spoken = str(dialog.model.data(dialog.model.index(0)))
    assert spoken.startswith("第 1 行，")
    dialog.deleteLater()


def test_the_preview_is_worked_with_the_keyboard(namer: TextDriver, qtbot: object) -> None:
    namer.mark("张三", "1")
    assert namer.bench.editor is not None
    assert namer.bench.editor.span is not None
    hits = identical(NAMES, namer.bench.editor.index, namer.bench.editor.span)
    dialog = AutoMarkDialog(namer.bench, NAMES, namer.view.scene.segments, namer.bench.editor.span, hits)
    dialog.show()
    dialog.activateWindow()
    dialog._list.setFocus()
    QApplication.processEvents()
    before = len(dialog.ranges())
    namer.press(Qt.Key.Key_Down)
    namer.press(Qt.Key.Key_Space)
    assert len(dialog.ranges()) == before - 1
    namer.press(Qt.Key.Key_Return)
    assert dialog.result() == 1
    dialog.deleteLater()
