"""The foot, the sheet of keys, the plate of sliders, the way out of a bench, and the sign of a class."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.views.theme.current import theme
from desktop.views.theme.tokens import ink_on
from desktop.views.widgets.bench.foot import HIGH, Foot
from desktop.views.widgets.bench.key_sheet import KeySheet, _columns
from desktop.views.widgets.bench.swatch import SWATCH, paint_swatch
from desktop.views.widgets.bench.way_out import step_out
from desktop.views.widgets.canvas.keys import KeyMap, sheet
from tests.gui.canvas.drivers import BenchDriver, car, schema

AtPicture = Callable[..., BenchDriver]


@pytest.fixture
def foot(qtbot: QtBot) -> Iterator[Foot]:
    """A foot on its own."""
    one = Foot()
    qtbot.addWidget(one)
    one.resize(1000, one.height())
    yield one
    one.shut()


# -- the foot


@pytest.mark.parametrize(
    ("zoom", "words"), [(1.0, "100 %"), (0.25, "25 %"), (64.0, "6400 %"), (0.333, "33 %"), (1.005, "100 %")]
)
def test_zoom_is_said_in_whole_percent(foot: Foot, zoom: float, words: str) -> None:
    foot.show_view(zoom, None, "")
    assert foot._zoom.text() == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((0.0, 0.0), "x 0   y 0"),
        ((12.6, 7.2), "x 13   y 7"),
        ((-0.3, -0.4), "x 0   y 0"),
        ((-12.0, 3.0), "x -12   y 3"),
    ],
)
def test_the_place_is_said_in_whole_pixels_and_never_as_minus_nothing(
    foot: Foot, place: tuple[float, float], words: str
) -> None:
    foot.show_view(1.0, place, "")
    assert foot._place.text() == words


def test_without_a_pointer_and_a_box_their_fields_are_empty(foot: Foot) -> None:
    foot.show_view(1.0, (3, 4), "50 × 21 px")
    assert foot._size.text() == "50 × 21 px"
    foot.show_view(1.0, None, "")
    assert foot._place.text() == ""
    assert foot._size.text() == ""


def test_the_hint_stands_there_until_something_is_said(foot: Foot) -> None:
    foot.hint("拖动画框")
    assert foot.said() == "拖动画框"
    foot.say("太小")
    assert foot.said() == "太小"
    foot.hint("另一个提示")
    assert foot.said() == "太小"
    foot._silence.timeout.emit()
    assert foot.said() == "另一个提示"


def test_the_newest_sentence_counts(foot: Foot) -> None:
    foot.say("一")
    foot.say("二", "good")
    assert foot.said() == "二"


def test_a_sentence_that_was_cut_short_by_leaving_rings_no_more(foot: Foot) -> None:
    foot.say("太小")
    assert foot._silence.isActive()
    foot.shut()
    assert not foot._silence.isActive()


def test_a_sentence_too_long_for_its_place_is_whole_on_the_hint(foot: Foot) -> None:
    words = "很长的一句话，" * 40
    foot.hint(words)
    assert foot._hint.toolTip() == words
    assert foot._hint.accessibleName() == words
    assert not foot.grab().isNull()


def test_tones_are_seen(foot: Foot) -> None:
    seen = []
    for tone in ("caution", "good", "quiet"):
        foot.say("一样的话", tone)
        seen.append(foot.grab().toImage())
    assert seen[0] != seen[1] != seen[2]


def test_saving_is_said_with_the_time_or_in_words(foot: Foot) -> None:
    foot.saved("已载入 3 个框")
    assert foot.saved_text() == "已载入 3 个框"
    foot.saved()
    assert re.fullmatch(r"已保存 · \d\d:\d\d:\d\d", foot.saved_text())


def test_while_looking_back_nothing_is_said_about_saving(foot: Foot) -> None:
    foot.show_saving(False)
    assert foot._saved.isHidden()
    assert foot._tick.isHidden()
    foot.show_saving(True)
    assert not foot._saved.isHidden()


def test_the_foot_is_as_high_as_designed_whatever_it_says(foot: Foot) -> None:
    foot.say("一\n二\n三")
    foot.saved("很长" * 60)
    assert foot.height() == theme().px(HIGH)


def test_every_field_of_the_foot_has_a_name(foot: Foot) -> None:
    names = [field.accessibleName() for field in (foot._zoom, foot._place, foot._size, foot._saved)]
    assert names == ["缩放", "光标位置", "标注的大小", "保存状态"]


# -- the sheet of keys


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A window that a sheet may stand over."""
    one = QWidget()
    qtbot.addWidget(one)
    return one


def test_every_key_and_what_it_does_is_on_the_sheet(page: QWidget) -> None:
    groups = sheet(KeyMap(schema=schema()), schema())
    keys = KeySheet(groups, page)
    words = [label.text() for label in keys.findChildren(QLabel)]
    for name, rows in groups:
        assert name in words
        for caps, says in rows:
            assert says in words
            for cap in caps.split("  "):
                assert cap in words


def test_the_sheet_is_closed_by_its_button_and_by_escape(page: QWidget, qtbot: QtBot) -> None:
    for leave in ("button", "key"):
        keys = KeySheet([("组", [("R", "画框")])], page)
        keys.open()
        qtbot.waitExposed(keys)
        if leave == "button":
            close = next(one for one in keys.findChildren(QAbstractButton) if one.text() == "关闭")
            QTest.mouseClick(close, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(keys, Qt.Key.Key_Escape)
        assert not keys.isVisible()
        keys.deleteLater()


def test_return_closes_the_sheet(page: QWidget, qtbot: QtBot) -> None:
    keys = KeySheet([("组", [("R", "画框")])], page)
    keys.open()
    qtbot.waitExposed(keys)
    QTest.keyClick(keys, Qt.Key.Key_Return)
    assert not keys.isVisible()


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("heights", [[1], [1, 1], [9, 1, 1], [1, 1, 9], [4, 4, 4, 4], [2, 9, 3, 1, 5, 2]])
def test_groups_are_dealt_in_order_and_none_is_lost(n: int, heights: list[int]) -> None:
    groups = [(f"组{place}", [("R", "画")] * high) for place, high in enumerate(heights)]
    columns = _columns(groups, n)
    assert len(columns) == n
    assert [group for column in columns for group in column] == groups


def test_without_groups_there_are_empty_columns() -> None:
    assert _columns([], 3) == [[], [], []]


def test_even_groups_fill_the_columns_evenly() -> None:
    groups = [(f"组{place}", [("R", "画")] * 4) for place in range(6)]
    assert [len(column) for column in _columns(groups, 3)] == [2, 2, 2]


# -- the way out


def test_the_way_out_leads_to_the_first_control_outside(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bench = QWidget()
    inside = QPushButton("里面")
    QHBoxLayout(bench).addWidget(inside)
    hidden, disabled, clicked_only, wanted = (QPushButton(name) for name in "藏停点要")
    column = QVBoxLayout(window)
    for widget in (bench, hidden, disabled, clicked_only, wanted):
        column.addWidget(widget)
    disabled.setEnabled(False)
    clicked_only.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    window.show()
    hidden.hide()
    qtbot.waitExposed(window)
    window.activateWindow()
    inside.setFocus()
    assert step_out(bench)
    assert window.focusWidget() is wanted


def test_a_bench_that_is_all_there_is_has_no_way_out(at_picture: AtPicture) -> None:
    worker = at_picture()
    assert not step_out(worker.bench)


def test_f6_leads_round_and_back_to_the_picture(at_picture: AtPicture) -> None:
    worker = at_picture(car("a", 10, 10, 60, 50))
    worker.press("V", "Tab")
    seen = []
    for _time in range(5):
        worker.press("F6")
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
    panel = worker.bench.panel
    assert seen[0] is panel.classes
    assert seen[1] is panel.objects
    assert panel.details.isAncestorOf(seen[2])
    assert panel.attributes.isAncestorOf(seen[3])
    assert seen[4] is worker.canvas


# -- the sign of a class


@pytest.mark.parametrize("colour", range(0, 32, 5))
def test_a_sign_is_its_colour_with_its_key_in_an_ink_that_is_read(colour: int) -> None:
    image = QImage(SWATCH * 2, SWATCH * 2, QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    ground = theme().class_colour(colour)
    paint_swatch(painter, QRectF(0, 0, SWATCH * 2, SWATCH * 2), ground, "8")
    painter.end()
    seen = {image.pixelColor(x, y).name() for x in range(SWATCH * 2) for y in range(SWATCH * 2)}
    assert ground.name() in seen
    ink = QColor(ink_on(ground.name()))
    nearest = min(abs(QColor(one).lightness() - ink.lightness()) for one in seen)
    assert nearest < 40
    assert image.pixelColor(0, 0).name() != ground.name()
