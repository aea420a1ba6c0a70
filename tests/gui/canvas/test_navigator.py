"""The navigator and the context image: a small picture that leads, and a second one to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.base.errors import DamagedFileError
from desktop.views.widgets.canvas import picture as pictures
from desktop.views.widgets.canvas.context import ContextPanel, ContextView
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.navigator import Navigator
from tests.gui.canvas.drivers import SIZE, picture
from tests.gui.canvas.test_pictures import png_of, turned

Open = Callable[..., "Guide"]


class Guide:
    """A person with a canvas and its navigator."""

    def __init__(self, data: bytes) -> None:
        self.canvas = ContextView()
        self.canvas.resize(640, 480)
        self.navigator = Navigator(self.canvas)
        self.navigator.resize(232, 168)
        for window in (self.canvas, self.navigator):
            window.show()
        self.canvas.open_picture(data)
        QApplication.processEvents()

    @property
    def middle(self) -> tuple[float, float]:
        """The upright image point in the middle of the canvas."""
        view = self.canvas.view
        return view.to_upright(view.width / 2, view.height / 2)

    def at(self, u: float, v: float) -> QPoint:
        """Return where an upright image point is on the navigator."""
        rect, (across, down) = self.navigator.picture_rect(), self.canvas.view.upright_size
        return QPointF(
            rect.left() + u / across * rect.width(), rect.top() + v / down * rect.height()
        ).toPoint()

    def click(self, u: float, v: float) -> None:
        """Click on an image point."""
        QTest.mouseClick(self.navigator, Qt.MouseButton.LeftButton, pos=self.at(u, v))
        QApplication.processEvents()

    def drag(self, *points: tuple[float, float]) -> None:
        """Press, move and let go."""
        QTest.mousePress(self.navigator, Qt.MouseButton.LeftButton, pos=self.at(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(self.navigator, self.at(*point))
        QTest.mouseRelease(self.navigator, Qt.MouseButton.LeftButton, pos=self.at(*points[-1]))

    def wheel(self, notches: int) -> None:
        """Turn the wheel over the navigator."""
        at = QPointF(self.navigator.rect().center())
        event = QWheelEvent(
            at,
            QPointF(self.navigator.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.navigator, event)

    def seen(self, u: float, v: float) -> QColor:
        """Return the colour on the navigator at an image point."""
        return self.navigator.grab().toImage().pixelColor(self.at(u, v))


@pytest.fixture
def guided(qtbot: QtBot) -> Iterator[Open]:
    """Open a picture with a navigator beside it."""
    guides: list[Guide] = []

    def open_guide(data: bytes | None = None) -> Guide:
        guides.append(Guide(data or picture()))
        return guides[-1]

    yield open_guide
    for guide in guides:
        for window in (guide.navigator, guide.canvas):
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_whole_picture_is_on_the_navigator_in_its_shape(guided: Open) -> None:
    guide = guided()
    rect = guide.navigator.picture_rect()
    assert rect.width() / rect.height() == pytest.approx(SIZE[0] / SIZE[1])
    assert guide.navigator.rect().contains(rect.adjusted(0.01, 0.01, -0.01, -0.01).toRect())
    guide.canvas.zoom_to(8.0)
    assert guide.seen(10, 10).red() > guide.seen(10, 10).blue()
    assert guide.seen(390, 290).blue() > guide.seen(390, 290).red()


def test_the_frame_is_where_the_canvas_looks(guided: Open) -> None:
    guide = guided()
    assert guide.navigator.frame_rect().contains(guide.navigator.picture_rect().center())
    guide.canvas.zoom_to(8.0)
    guide.click(100, 80)
    frame = guide.navigator.frame_rect()
    assert frame.contains(QPointF(guide.at(100, 80)))
    by = guide.navigator.picture_rect().width() / SIZE[0]
    assert frame.width() == pytest.approx(guide.canvas.view.width / 8 * by, abs=0.5)


def test_a_click_puts_the_middle_of_the_view_there(guided: Open) -> None:
    guide = guided()
    guide.canvas.zoom_to(6.0)
    guide.click(120, 200)
    assert guide.middle == pytest.approx((120, 200), abs=2.5)
    guide.click(300, 90)
    assert guide.middle == pytest.approx((300, 90), abs=2.5)


def test_a_drag_takes_the_view_along(guided: Open) -> None:
    guide = guided()
    guide.canvas.zoom_to(6.0)
    guide.drag((100, 100), (150, 120), (240, 180))
    assert guide.middle == pytest.approx((240, 180), abs=2.5)


def test_moving_without_a_button_moves_nothing(guided: Open) -> None:
    guide = guided()
    guide.canvas.zoom_to(6.0)
    before = guide.middle
    QTest.mouseMove(guide.navigator, guide.at(20, 20))
    assert guide.middle == before


def test_a_drag_beyond_the_border_stays_in_the_picture(guided: Open) -> None:
    guide = guided()
    guide.canvas.zoom_to(6.0)
    guide.drag((200, 150), (-400, -400))
    assert guide.middle == pytest.approx((0, 0), abs=2.5)


@pytest.mark.parametrize("tag", range(1, 9))
def test_a_turned_picture_is_led_as_it_is_seen(guided: Open, tag: int) -> None:
    guide = guided(turned(tag, (400, 300)))
    guide.canvas.zoom_to(6.0)
    across, down = guide.canvas.view.upright_size
    guide.click(across / 4, down * 3 / 4)
    assert guide.middle == pytest.approx((across / 4, down * 3 / 4), abs=2.5)


def test_the_wheel_zooms_around_the_middle(guided: Open) -> None:
    guide = guided()
    guide.canvas.zoom_to(4.0)
    guide.click(150, 150)
    held, scale = guide.middle, guide.canvas.view.scale
    guide.wheel(2)
    assert guide.canvas.view.scale > scale
    assert guide.middle == pytest.approx(held, abs=0.5)
    guide.wheel(-2)
    assert guide.canvas.view.scale == pytest.approx(scale)


def test_the_keyboard_moves_zooms_and_shows_everything(guided: Open) -> None:
    guide = guided()
    guide.canvas.zoom_to(6.0)
    u, v = guide.middle
    QTest.keyClick(guide.navigator, Qt.Key.Key_Right)
    QTest.keyClick(guide.navigator, Qt.Key.Key_Down)
    assert guide.middle[0] > u
    assert guide.middle[1] > v
    QTest.keyClick(guide.navigator, Qt.Key.Key_Left)
    QTest.keyClick(guide.navigator, Qt.Key.Key_Up)
    assert guide.middle == pytest.approx((u, v), abs=0.5)
    QTest.keyClick(guide.navigator, Qt.Key.Key_Plus)
    assert guide.canvas.view.scale == 7.5
    QTest.keyClick(guide.navigator, Qt.Key.Key_Minus)
    assert guide.canvas.view.scale == 6.0
    QTest.keyClick(guide.navigator, Qt.Key.Key_Home)
    assert guide.canvas.view.is_fitted


def test_the_frame_of_a_tiny_part_can_still_be_seen(guided: Open) -> None:
    guide = guided(picture((4000, 3000)))
    guide.canvas.zoom_to(64.0)
    frame = guide.navigator.frame_rect()
    assert min(frame.width(), frame.height()) >= 8


def test_the_small_picture_has_the_look_of_the_big_one(guided: Open) -> None:
    guide = guided()
    before = guide.seen(200, 150).lightness()
    guide.canvas.adjust(Look(brightness=60))
    assert guide.seen(200, 150).lightness() > before


def test_the_small_picture_is_made_once(guided: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = guided()
    guide.navigator.grab()
    monkeypatch.setattr(guide.canvas.layers.picture, "small", lambda *_all: pytest.fail("made again"))
    guide.canvas.pan(10, 10)
    guide.navigator.grab()


def test_a_navigator_without_a_picture_paints_nothing_and_fails_nothing(guided: Open) -> None:
    guide = guided()
    guide.canvas.shut()
    guide.navigator.grab()
    guide.click(10, 10)


# -- the context image


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ContextPanel]:
    """A panel of its own."""
    one = ContextPanel()
    one.resize(320, 300)
    yield one
    one.clear()
    one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def words(panel: ContextPanel) -> str:
    """Return all that the panel says."""
    return " ".join(label.text() for label in panel.findChildren(QLabel) if not label.isHidden())


def test_without_a_second_picture_there_is_no_panel(panel: ContextPanel) -> None:
    panel.show_picture(b"")
    assert panel.isHidden()


def test_a_second_picture_is_shown_with_its_name(panel: ContextPanel) -> None:
    panel.show_picture(picture(), "上一帧")
    assert not panel.isHidden()
    assert "上一帧" in words(panel)
    assert panel.view.view.size == SIZE
    at = panel.view.view.to_view(10, 10)
    assert panel.view.grab().toImage().pixelColor(int(at[0]), int(at[1])).red() > 200
    panel.show_picture(b"")
    assert panel.isHidden()


def test_a_second_picture_can_be_zoomed_and_moved(panel: ContextPanel) -> None:
    panel.show_picture(picture())
    QApplication.processEvents()
    view = panel.view
    view.zoom_to(6.0)
    left = view.view.left
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(view, QPoint(130, 100))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(130, 100))
    assert view.view.left > left
    after = view.view.left
    QTest.mouseMove(view, QPoint(160, 100))
    assert view.view.left == after
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(130, 100))
    assert view.view.is_fitted


@pytest.mark.parametrize("data", [b"nothing", png_of(70_000, 1)])
def test_a_second_picture_that_is_refused_says_why(panel: ContextPanel, data: bytes) -> None:
    told: list[object] = []
    panel.failed.connect(told.append)
    panel.show_picture(data)
    assert len(told) == 1
    assert "。" in words(panel)
    assert panel.view.isHidden()
    panel.show_picture(picture())
    assert not panel.view.isHidden()
    assert "。" not in words(panel)


def test_a_fault_found_late_is_said_too(
    panel: ContextPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "SLOW_PIXELS", 100)
    told: list[object] = []
    panel.failed.connect(told.append)
    panel.show_picture(png_of(500, 500, body=b"junk"))
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert isinstance(told[0], DamagedFileError)
    assert "已损坏" in words(panel)


def test_a_second_picture_takes_the_look_of_the_first(panel: ContextPanel) -> None:
    panel.show_picture(picture())
    QApplication.processEvents()
    at = QPointF(*panel.view.view.to_view(200, 150)).toPoint()
    before = panel.view.grab().toImage().pixelColor(at).lightness()
    panel.adjust(Look(brightness=60))
    assert panel.view.grab().toImage().pixelColor(at).lightness() > before
