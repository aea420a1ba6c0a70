"""The image canvas as a widget: events in, repaints out. What they mean is the hand's and the desk's business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QInputMethodEvent, QKeyEvent, QMouseEvent

from desktop.annotation.document import Step
from desktop.annotation.hits import Part, ShapeTable
from desktop.annotation.shapes.base import Rect
from desktop.base.wording import _
from desktop.curriculum.schema import Label
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.hand import Hand
from desktop.views.widgets.canvas.live import Item
from desktop.views.widgets.canvas.navigation import NavigableView
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.overlay import OverlayTiles
from desktop.views.widgets.canvas.sampling import sampler
from desktop.views.widgets.canvas.stage import MOST_LIVE, Stage
from desktop.views.widgets.canvas.tags import class_looks, looks_of
from desktop.views.widgets.canvas.viewport import Orientation, Point

_CURSORS: dict[tuple[int, int], Qt.CursorShape] = {
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}


class ImageCanvas(NavigableView):
    """Shows one image with its boxes and lets a person draw and change them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("标注画布"))
        self.setAccessibleDescription(_("按 F1 查看快捷键。框的列表在右侧“对象”里。"))
        self.desk: ImageDesk | None = None
        self.hand: Hand | None = None
        self.stage: Stage | None = None
        self._options = ViewOptions()
        #: The classes of the given marks, where they are not those of the desk.
        self.given_labels: tuple[Label, ...] = ()
        self._given: ShapeTable | None = None
        #: Where the right button went down, while it may still be a click.
        self._clicked_right: QPointF | None = None

    # -- what is shown

    def open(self, data: bytes, desk: ImageDesk) -> None:
        """Show a picture and the boxes of a desk. Raises KnownError for a picture that cannot be shown."""
        self.open_picture(data)
        self._leave_desk()
        self.desk = desk
        self.hand = Hand(desk, self.view)
        self.hand.sampler = sampler(lambda: self.layers.picture.picture)
        self.stage = Stage(desk, self.hand, self.view)
        self.layers.boxes = OverlayTiles(desk.table)
        self.stage.colour_of = self.layers.boxes.colour_of
        desk.stepped.connect(self._stepped)
        desk.selection_changed.connect(self._selected)
        desk.mode_changed.connect(self._mode_changed)
        self.redress()

    def shut(self) -> None:
        """Let go of picture and desk; no thread is left running."""
        self._leave_desk()
        super().shut()

    def redress(self) -> None:
        """Take over the theme and the pixel density in use."""
        if self.desk is None or self.stage is None or self.hand is None or self.layers.boxes is None:
            return
        density = self.devicePixelRatioF()
        self.hand.density = density
        self.stage.dress(class_looks(self.desk.schema.labels, density), density)
        self.stage.options = self._options
        self.layers.boxes.dress(self.stage.looks, density, self._options)
        self._dress_given(density)
        self._mode_changed()

    # -- how marks are shown

    @property
    def options(self) -> ViewOptions:
        """How marks are shown: opacity, colouring, classes left out, tags, dashes. Kept from image to image."""
        return self._options

    def show_marks(self, options: ViewOptions) -> None:
        """Show marks another way from now on."""
        if options != self._options:
            self._options = options
            self.redress()

    # -- keys that need the hand

    @property
    def is_drawing(self) -> bool:
        """Tell whether a stroke is under way."""
        return self.hand is not None and self.hand.is_drawing

    def cancel(self) -> bool:
        """Drop the stroke under way; tell whether there was one."""
        dropped = self.hand is not None and self.hand.cancel()
        self.follow_live()
        return dropped

    def arrow(self, du: int, dv: int) -> None:
        """Move the keyboard cursor or the selected boxes by image pixels, in the direction as seen."""
        if self.hand is None:
            return
        self.hand.arrow(du, dv)
        if self.hand.spot is not None:
            x, y = self.hand.spot
            self.reveal((x, y, x, y))
        self.follow_live()

    def corner(self) -> None:
        """Set a corner by keyboard."""
        if self.hand is not None:
            self.hand.corner()
            self.follow_live()

    def given_at(self, x: float, y: float, reach: float) -> list[str]:
        """Return the ids of the given marks at an image point, the smallest first: those of the desk's underlay."""
        table = self.desk.underlay if self.desk is not None else None
        return table.under(x, y, reach) if table is not None else []

    # -- hooks of the view

    def fresh_parts(self) -> Iterable[QRectF]:
        """Return where a brush has painted."""
        return self.stage.take_fresh() if self.stage is not None else ()

    def follow_live(self) -> None:
        """Paint again what moved, and show what the pointer would do now."""
        self._lift()
        super().follow_live()
        self.show_cursor()

    def live_items(self) -> Iterable[Item]:
        """Return boxes in hand, selected and hovered, and the pointer's aids."""
        return self.stage.items() if self.stage is not None else ()

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

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, go on with the stroke, or look what is under the pointer."""
        super().mouseMoveEvent(event)
        if self.hand is not None:
            self.hand.move(*self.device(event.position()), **_held(event))
        self.follow_live()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a pan or a stroke; a right click takes the last point back."""
        panned, clicked = self.end_pan(), self._clicked_right
        self._clicked_right = None
        if self.hand is not None and not panned:
            self.hand.release(*self.device(event.position()), **_held(event))
        elif self.hand is not None and clicked is not None and clicked == event.position():
            self.hand.say("undo")
        self.follow_live()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the crosshair where the pointer comes in."""
        if self.hand is not None:
            self.hand.move(*self.device(event.position()))
        self.follow_live()

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

    # -- inside

    def _leave_desk(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk.stepped.disconnect(self._stepped)
            self.desk.selection_changed.disconnect(self._selected)
            self.desk.mode_changed.disconnect(self._mode_changed)
        self.desk = self.hand = self.stage = None
        self.layers.boxes = self.layers.given = None

    def _dress_given(self, density: float) -> None:
        """Draw the marks of another, that cannot be changed, beneath."""
        assert self.desk is not None
        table = self._given = self.desk.underlay
        self.layers.given = OverlayTiles(table) if table is not None else None
        if self.layers.given is not None and table is not None:
            looks = looks_of(table.labels, (*self.given_labels, *self.desk.schema.labels), density)
            options = replace(self._options, fill=self._options.fill / 2)
            self.layers.given.dress(looks, density, options)

    def _stepped(self, step: Step) -> None:
        if self.layers.boxes is not None:
            self._repaint(self.layers.boxes.follow(self.view, step))

    def _selected(self) -> None:
        if self.desk is not None and self.layers.boxes is not None:
            self._lift()
            self.follow_live()

    def _lift(self) -> None:
        """Leave out of the tiles what is drawn live."""
        if self.stage is not None and self.layers.boxes is not None:
            for rect in self.layers.boxes.lift(self.view, self.stage.lifted()):
                self.update_device(self.layers.boxes.reach(self.view, rect))

    def _repaint(self, boxes: Sequence[Rect]) -> None:
        """Paint again where these raw rectangles and the live things are; everything, when they are many."""
        if self.layers.boxes is None or len(boxes) > MOST_LIVE or not self.layers.is_exact:
            self.soon()
            return
        for corners in boxes:
            self.update_device(self.layers.boxes.reach(self.view, corners))
        self.follow_live()

    def _mode_changed(self) -> None:
        self.layers.veiled = self.desk is not None and self.desk.veiled
        if self.desk is not None and self.hand is not None and not self.desk.draws:
            self.hand.spot = None
        self._filter()
        self.show_cursor()
        self.refresh()

    def _filter(self) -> None:
        """Take over which marks are shown at all, and whose lie beneath."""
        if self.desk is None or self.layers.boxes is None:
            return
        if self._given is not self.desk.underlay:
            self._dress_given(self.devicePixelRatioF())
        solo = self.desk.solo if self.desk.solo is not None else self._options.solo
        if self.desk.table.show_only(unseen=self._options.unseen, solo=solo):
            self.layers.boxes.clear()


def _held(event: QMouseEvent) -> dict[str, bool]:
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
