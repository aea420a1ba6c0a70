"""Touchpads and pens on the canvas."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.annotation.shapes.base import Rect
from tests.gui.canvas.drivers import BenchDriver

_NONE = Qt.KeyboardModifier.NoModifier
PEN = QPointingDevice(
    "pen",
    7,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    1,
)


def scroll(
    trainee: BenchDriver,
    pixels: tuple[int, int],
    angle: tuple[int, int],
    modifiers: Qt.KeyboardModifier = _NONE,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.ScrollUpdate,
) -> None:
    """Move two fingers over the middle of the canvas."""
    at = trainee.point(200, 150)
    event = QWheelEvent(
        QPointF(at),
        QPointF(trainee.canvas.mapToGlobal(at)),
        QPoint(*pixels),
        QPoint(*angle),
        Qt.MouseButton.NoButton,
        modifiers,
        phase,
        False,
    )
    QApplication.sendEvent(trainee.canvas, event)


def pinch(trainee: BenchDriver, kind: Qt.NativeGestureType, value: float) -> None:
    """Part two fingers over the middle of the canvas, or tap with them."""
    at = QPointF(trainee.point(200, 150))
    place = QPointF(trainee.canvas.mapToGlobal(at))
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, device, 2, at, at, place, value, QPointF())
    QApplication.sendEvent(trainee.canvas, event)


def pen(trainee: BenchDriver, kind: QEvent.Type, x: float, y: float, pressure: float = 0.5) -> bool:
    """Move a pen; tell whether the canvas took it."""
    at = QPointF(trainee.point(x, y))
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
    place = QPointF(trainee.canvas.mapToGlobal(at))
    event = QTabletEvent(kind, PEN, at, place, pressure, 0, 0, 0, 0, 0, _NONE, button, held)
    event.ignore()
    trainee.canvas.tabletEvent(event)
    return event.isAccepted()


def test_two_fingers_pan_by_their_pixels(trainee: BenchDriver) -> None:
    trainee.canvas.zoom_to(4.0)
    view = trainee.canvas.view
    before = view.left, view.top, view.scale
    scroll(trainee, (-13, 21), (-104, 168))
    assert (view.left, view.top, view.scale) == (before[0] - 13, before[1] + 21, before[2])


def test_a_touchpad_that_tells_no_pixels_pans_as_well(trainee: BenchDriver) -> None:
    trainee.canvas.zoom_to(4.0)
    left, scale = trainee.canvas.view.left, trainee.canvas.view.scale
    scroll(trainee, (0, 0), (120, 0))
    assert trainee.canvas.view.left > left
    assert trainee.canvas.view.scale == scale


def test_two_fingers_zoom_with_ctrl_and_a_wheel_zooms_without(trainee: BenchDriver) -> None:
    scale = trainee.canvas.view.scale
    scroll(trainee, (0, 30), (0, 120), Qt.KeyboardModifier.ControlModifier)
    assert trainee.canvas.view.scale == pytest.approx(scale * 1.25)
    scroll(trainee, (0, 0), (0, 120), phase=Qt.ScrollPhase.NoScrollPhase)
    assert trainee.canvas.view.scale == pytest.approx(scale * 1.25**2)


def test_fingers_that_part_zoom_around_themselves(trainee: BenchDriver) -> None:
    view = trainee.canvas.view
    scale, at = view.scale, view.to_view(200, 150)
    pinch(trainee, Qt.NativeGestureType.ZoomNativeGesture, 0.1)
    assert view.scale == pytest.approx(scale * 1.1)
    assert view.to_view(200, 150) == pytest.approx(at, abs=1.5)


def test_a_double_tap_shows_the_original_size_and_back(trainee: BenchDriver) -> None:
    view = trainee.canvas.view
    pinch(trainee, Qt.NativeGestureType.SmartZoomNativeGesture, 0.0)
    assert view.scale == pytest.approx(1.0)
    pinch(trainee, Qt.NativeGestureType.SmartZoomNativeGesture, 0.0)
    assert view.is_fitted


def test_a_pen_draws_as_a_mouse_does(trainee: BenchDriver) -> None:
    assert pen(trainee, QEvent.Type.TabletPress, 40, 40)
    for step in range(1, 5):
        assert pen(trainee, QEvent.Type.TabletMove, 40 + 15 * step, 40 + 10 * step)
    assert pen(trainee, QEvent.Type.TabletRelease, 100, 80)
    drawn: list[Rect] = trainee.boxes
    assert drawn == [(40, 40, 100, 80)]


def test_the_pressure_of_a_pen_reaches_the_hand(
    trainee: BenchDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = trainee.canvas.hand
    assert hand is not None
    felt: list[float] = []
    monkeypatch.setattr(hand, "press", lambda *_at, pressure=1.0, **_held: felt.append(pressure))
    monkeypatch.setattr(hand, "move", lambda *_at, pressure=1.0, **_held: felt.append(pressure))
    pen(trainee, QEvent.Type.TabletPress, 40, 40, 0.25)
    pen(trainee, QEvent.Type.TabletMove, 50, 50, 0.75)
    assert felt == pytest.approx([0.25, 0.75], abs=0.01)


def test_a_pen_that_only_hovers_is_left_to_the_mouse(trainee: BenchDriver) -> None:
    at = QPointF(trainee.point(40, 40))
    nothing = Qt.MouseButton.NoButton
    event = QTabletEvent(QEvent.Type.TabletMove, PEN, at, at, 0.0, 0, 0, 0, 0, 0, _NONE, nothing, nothing)
    trainee.canvas.tabletEvent(event)
    assert not event.isAccepted()
