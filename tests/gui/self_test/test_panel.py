"""The self-test on the screen: the verdict, what to do, the rows, and every button by mouse and keyboard."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QScrollArea

from desktop.base.places import Places
from desktop.session.health.row import Check, Found
from desktop.views.self_test import looks
from desktop.views.self_test.panel import SelfTestPanel
from desktop.views.self_test.window import NOT_DONE, NOT_PASSED, PASSED
from tests.gui.accessibility import inspect
from tests.gui.self_test import fakes
from tests.gui.self_test.conftest import Helper, Open
from tests.pc import is_started


def enabled(at: Helper, words: str) -> bool:
    (found,) = [each for each in at.window.findChildren(QAbstractButton) if each.accessibleName() == words]
    return found.isEnabled()


@pytest.mark.parametrize(
    ("verdicts", "said", "code"),
    [
        ({}, "本机可以放心使用", PASSED),
        ({"zone": "warning"}, "本机可以使用，有 1 处要留意", PASSED),
        ({"fonts": "failed", "clock": "failed"}, "有 2 处要处理", NOT_PASSED),
        ({"fonts": "failed", "zone": "warning"}, "有 1 处要处理", NOT_PASSED),
    ],
)
def test_the_verdict_stands_on_top(tester: Open, verdicts: dict[str, str], said: str, code: int) -> None:
    at = tester(**verdicts)
    page = [
        each
        for each in at.window.findChildren(QLabel)
        if each.property("role") == "page" and each.isVisible()
    ]
    assert [each.text() for each in page] == [said]
    assert at.sees("共 19 项")
    assert at.window.code() == code


def test_every_row_says_what_was_found(tester: Open) -> None:
    at = tester()
    for _key, name, _group, seen, remedy in fakes.ROWS:
        assert at.sees(name)
        assert at.sees(seen)
        assert remedy not in at.reads()


def test_what_to_do_stands_above_the_rows_the_worst_first(tester: Open) -> None:
    at = tester(zone="warning", fonts="failed")
    words = at.reads()
    assert words.index("请重新安装本程序。") < words.index("请改成北京时间。") < words.index("记录存得住吗")


def test_a_sound_pc_has_nothing_to_do(tester: Open) -> None:
    at = tester()
    assert not at.window.panel._wanting.isVisible()


def test_while_it_looks_the_rows_come_one_by_one(tester: Open) -> None:
    at = tester(wait=False)
    assert at.sees("正在检查本机 …")
    assert not at.sees("剩余 58341 MB")
    assert not enabled(at, "再测一次")
    assert not enabled(at, "存成 PDF")
    assert at.window.code() == NOT_DONE
    at.wait()
    assert enabled(at, "再测一次")
    assert enabled(at, "存成 PDF")


def test_testing_again_begins_from_the_beginning(
    tester: Open, monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    at = tester(fonts="failed")
    first = at.window.panel.report
    at.press("再测一次")
    at.wait()
    assert at.window.panel.report is not first
    assert at.sees("有 1 处要处理")


def test_slow_looks_run_beside_the_window_and_those_of_the_toolkit_in_it(
    tester: Open, monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    seen: dict[str, bool] = {}

    def look(key: str) -> Found:
        seen[key] = threading.current_thread() is threading.main_thread()
        return Found("ok", key)

    made = [
        Check("slow", "慢", "keeping", lambda _places: look("slow"), 30.0),
        Check("own", "界面", "screen", lambda _places: look("own"), 0),
    ]
    monkeypatch.setattr(fakes, "checks", lambda **_verdicts: tuple(made))
    tester()
    assert seen == {"slow": False, "own": True}


def test_leaving_waits_for_the_look_under_way_and_begins_no_other(
    tester: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, seen = threading.Event(), []

    def slow(_places: Places) -> Found:
        begun.set()
        seen.append("slow")
        return Found("ok", "")

    def never(_places: Places) -> Found:
        seen.append("never")
        return Found("ok", "")

    made = (Check("a", "一", "keeping", slow, 30.0), Check("b", "二", "keeping", never, 30.0))
    monkeypatch.setattr(fakes, "checks", lambda **_verdicts: made)
    at = tester(wait=False)
    while not begun.is_set():
        QApplication.processEvents()
    at.window.close()
    at.settle()
    assert seen == ["slow"]
    assert at.window.code() == NOT_DONE


def test_a_report_is_saved_where_one_chooses(
    tester: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        offered.append(start)
        return str(tmp_path / "报告"), "PDF"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    at = tester()
    at.press("存成 PDF")
    assert (tmp_path / "报告.pdf").read_bytes().startswith(b"%PDF-")
    assert at.sees(f"报告已存到 {tmp_path / '报告.pdf'}")
    assert Path(offered[0]).name.startswith("本机检查报告-")


def test_choosing_no_place_saves_nothing(tester: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: ("", ""))
    at = tester()
    at.press("存成 PDF")
    assert at.sees("共 19 项")


def test_a_place_that_takes_no_report_is_told(tester: Open, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    at = tester()
    at.window.panel.save(tmp_path / "file" / "r.pdf")
    at.settle()
    assert at.sees("报告写不下来")
    at.press("知道了")


def test_printing_asks_for_a_printer_and_puts_the_page_on_it(
    tester: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[QPrinter] = []

    class Dialog(QPrintDialog):
        """A print dialog that is agreed to at once; the paper is a file."""

        def __init__(self, printer: QPrinter, parent: object) -> None:
            super().__init__(printer, parent)  # type: ignore[call-overload]
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(tmp_path / "paper.pdf"))
            made.append(printer)

        def show(self) -> None:
            """Agree."""
            self.accepted.emit(made[-1])
            self.deleteLater()

    monkeypatch.setattr("desktop.views.self_test.panel.QPrintDialog", Dialog)
    at = tester()
    at.press("打印")
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")


def test_every_button_is_reached_and_pressed_by_keyboard(
    tester: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_started(monkeypatch, "boot-1")
    at = tester(fonts="failed")
    usable = inspect.controls(at.window)
    assert [inspect.name_of(each) for each in usable] == ["再测一次", "打印", "存成 PDF", "重启检查"]
    stops = inspect.tab_stops(at.window)  # type: ignore[arg-type]
    assert [inspect.describe(each) for each in usable if not inspect.reached(each, stops)] == []
    usable[0].setFocus()
    at.key(Qt.Key.Key_Return)
    at.wait()
    usable[3].setFocus()
    at.key(Qt.Key.Key_Space)
    assert at.sees("会写到这些地方")
    QTest.keyClick(at.place, Qt.Key.Key_Escape)
    at.settle()


@pytest.mark.parametrize(
    "verdicts", [{}, {"restore": "warning", "fonts": "failed", "job": "failed"}], ids=["sound", "bad"]
)
def test_no_word_is_cut_and_nothing_sticks_out(tester: Open, verdicts: dict[str, str]) -> None:
    at = tester(**verdicts)
    at.window.resize(1366, 768)
    at.settle()
    assert list(inspect.cut_texts(at.window)) == []
    assert list(inspect.outside(at.window)) == []


def test_the_rows_scroll_by_keyboard(tester: Open) -> None:
    at = tester(**dict.fromkeys(("data", "space", "durable", "record", "keys", "fonts"), "failed"))
    (area,) = at.window.findChildren(QScrollArea)
    area.setFocus()
    at.key(Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0


def test_a_screen_reader_hears_the_verdict_of_every_row(tester: Open) -> None:
    at = tester(fonts="failed", zone="warning")
    said = {each.accessibleName() for each in at.window.panel._lines}
    assert any(each.startswith("字体 要处理") for each in said)
    assert any(each.startswith("时区 要留意") for each in said)
    assert any(each.startswith("内存 正常") for each in said)


def test_starting_twice_is_one_test(
    qapp: QApplication, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []

    def look(_places: Places) -> Found:
        counted.append(1)
        return Found("ok", "")

    monkeypatch.setattr(looks, "checks", lambda: (Check("a", "一", "keeping", look, 0),))
    panel = SelfTestPanel(places)
    panel.start()
    panel.start()
    while panel.report is None:
        qapp.processEvents()
    panel.stop()
    panel.deleteLater()
    assert counted == [1]
