"""The image canvas as a widget: events in, repaints out. What they mean is the hand's and the desk's business."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
)

from desktop.annotation.hits import Part
from desktop.base.wording import _
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.mark_view import MarkView
from desktop.views.widgets.canvas.verbs import tune
from desktop.views.widgets.canvas.viewport import Orientation, Point

_CURSORS: dict[tuple[int, int], Qt.CursorShape] = {
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}
_P = ParamSpec("_P")
_T = TypeVar("_T")


def _in_one(
    verb: Callable[Concatenate[ImageCanvas, _P], _T],
) -> Callable[Concatenate[ImageCanvas, _P], _T]:
    """Have a verb of the canvas followed once: stroke, selection and pointer each ask for it."""

    @wraps(verb)
    def once(canvas: ImageCanvas, /, *args: _P.args, **options: _P.kwargs) -> _T:
        with canvas.in_one():
            return verb(canvas, *args, **options)

    return once


class ImageCanvas(MarkView):
    """Shows one image with its boxes and lets a person draw and change them."""

    #: Another picture is about to be shown, or none; it is shown.
    leaving = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("标注画布"))
        self.setAccessibleDescription(_("按 F1 查看快捷键。框的列表在右侧“对象”里。"))
        #: Where the right button went down, while it may still be a click.
        self._clicked_right: QPointF | None = None
        #: Whether the live things are followed at the end of what happens now, and whether that was asked for.
        self._gathers = self._moved = False

    # -- keys that need the hand

    @property
    def is_drawing(self) -> bool:
        """Tell whether a stroke is under way."""
        return self.hand is not None and self.hand.is_drawing

    @_in_one
    def cancel(self) -> bool:
        """Drop the stroke under way; tell whether there was one."""
        dropped = self.hand is not None and self.hand.cancel()
        self.follow_live()
        return dropped

    @_in_one
    def arrow(self, du: int, dv: int) -> None:
        """Move the keyboard cursor or the selected boxes by image pixels, in the direction as seen."""
        if self.hand is None:
            return
        self.hand.arrow(du, dv)
        if self.hand.spot is not None:
            x, y = self.hand.spot
            self.reveal((x, y, x, y))
        self.follow_live()

    @_in_one
    def corner(self) -> None:
        """Set a corner by keyboard."""
        if self.hand is not None:
            self.hand.corner()
            self.follow_live()

    # -- from picture to picture

    def open(self, data: bytes, desk: ImageDesk) -> None:
        """Show a picture and the marks of a desk. Raises KnownError for a picture that cannot be shown."""
        self._leave()
        super().open(data, desk)
        self.opened.emit()

    def shut(self) -> None:
        """Let go of picture and desk; no thread is left running."""
        self._leave()
        super().shut()

    def _leave(self) -> None:
        if self.hand is not None:
            self.leaving.emit()

    # -- hooks of the view

    def tune(self, steps: float) -> bool:
        """Have scissors follow fainter edges, or the wand take more colours; less with negative steps."""
        if self.desk is None or self.hand is None or not tune(self.desk, self.hand, steps):
            return False
        self.follow_live()
        return True

    @contextmanager
    def in_one(self) -> Iterator[None]:
        """Follow the live things once, at the end, however often that is asked for inside."""
        if self._gathers:
            yield
            return
        self._gathers, self._moved = True, False
        try:
            yield
        finally:
            self._gathers = False
            if self._moved:
                self.follow_live()

    def follow_live(self) -> None:
        """Paint again what moved, and show what the pointer would do now."""
        if self._gathers:
            self._moved = True
            return
        self.lift()
        super().follow_live()
        self.show_cursor()

    def focus_point(self) -> Point | None:
        """Return where the keyboard cursor is, else the pointer."""
        if self.hand is not None and self.hand.spot is not None:
            return self.view.to_view(*self.hand.spot)
        return super().focus_point()

    def idle_cursor(self) -> Qt.CursorShape:
        """Return a cross for drawing, arrows for what can be gripped."""
        if self.desk is not None and self.desk.draws:
            return Qt.CursorShape.CrossCursor
        if self.hand is not None and self.hand.part is not None:
            return _part_cursor(self.hand.part, self.view.orientation)
        return Qt.CursorShape.ArrowCursor

    # -- events

    @_in_one
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a pan or a stroke. Alt and the right button change the size of the brush."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        right = event.button() == Qt.MouseButton.RightButton
        sizes = right and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._clicked_right = event.position() if right and not sizes else None
        pans = not sizes and self.begin_pan(event)
        if not pans and self.hand is not None and (sizes or event.button() == Qt.MouseButton.LeftButton):
            self.hand.press(*self.device(event.position()), right=right, **_held(event))
        self.follow_live()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A quick second click is a click."""
        self.mousePressEvent(event)

    @_in_one
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, go on with the stroke, or look what is under the pointer."""
        super().mouseMoveEvent(event)
        if self.hand is not None:
            self.hand.move(*self.device(event.position()), **_held(event))
        self.follow_live()

    @_in_one
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a pan or a stroke; a right click takes the last point back."""
        panned, clicked = self.end_pan(), self._clicked_right
        self._clicked_right = None
        if self.hand is not None and not panned:
            self.hand.release(*self.device(event.position()), **_held(event))
        elif self.hand is not None and clicked is not None and clicked == event.position():
            self.hand.say("undo")
        self.follow_live()

    @_in_one
    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen, that presses more or less; its other buttons are a mouse's."""
        left = Qt.MouseButton.LeftButton
        if self.hand is None or not (event.button() == left or event.buttons() == left):
            event.ignore()  # Qt makes a mouse's event of it
            return
        place, held = self.device(event.position()), _held(event)
        # The pen turned round erases, as Ctrl does.
        held["adds"] |= event.pointerType() == QPointingDevice.PointerType.Eraser
        if event.type() == QEvent.Type.TabletPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.hand.press(*place, pressure=event.pressure(), **held)
        elif event.type() == QEvent.Type.TabletMove:
            self.hand.move(*place, pressure=event.pressure(), **held)
        else:
            self.hand.release(*place, **held)
        self.follow_live()
        event.accept()

    @_in_one
    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the crosshair where the pointer comes in."""
        if self.hand is not None:
            self.hand.move(*self.device(event.position()))
        self.follow_live()

    @_in_one
    def leaveEvent(self, _event: QEvent) -> None:
        """Take the crosshair away."""
        self.pointer = None
        if self.hand is not None:
            self.hand.leave()
        self.follow_live()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method commits to the canvas all the same as keys."""
        for sign in event.commitString():
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
            QCoreApplication.sendEvent(self, key)
        event.accept()

    def focusNextPrevChild(self, _forward: bool) -> bool:  # noqa: FBT001  Qt's own signature
        """Tab goes through the boxes; F6 leaves the canvas."""
        return False


def _held(event: QMouseEvent | QTabletEvent) -> dict[str, bool]:
    """Return which modifier keys are held, as the hand is told."""
    modifiers = event.modifiers()
    return {
        "adds": bool(modifiers & Qt.KeyboardModifier.ControlModifier),
        "shift": bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        "alt": bool(modifiers & Qt.KeyboardModifier.AltModifier),
    }


def _part_cursor(part: Part, orientation: Orientation) -> Qt.CursorShape:
    """Return the pointer's shape over a part of a box, as it is seen on a turned picture."""
    dx = -1 if "left" in part else int("right" in part)
    dy = -1 if "top" in part else int("bottom" in part)
    du, dv = (int(step) for step in orientation.upright_vector(dx, dy))
    if du < 0 or (du == 0 and dv < 0):
        du, dv = -du, -dv
    return _CURSORS.get((du, dv), Qt.CursorShape.SizeAllCursor)
