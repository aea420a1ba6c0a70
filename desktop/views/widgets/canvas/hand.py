"""What the pointer and the arrow keys do: which stroke a press begins, what is under the pointer meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.annotation.grips import Grip
from desktop.annotation.hits import Side
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Shape
from desktop.annotation.tools.grabs import begin_grab
from desktop.annotation.tools.placing import place_copies
from desktop.annotation.tools.select import move_shapes, select_area
from desktop.annotation.tools.strokes import Gesture, Kind, Pixels, Pointer, Stroke, Word
from desktop.base.wording import _
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.eye import Eye
from desktop.views.widgets.canvas.toolbox import TOOLS
from desktop.views.widgets.canvas.viewport import Point, Viewport

#: The brush's diameter in image pixels, at least and at most.
THINNEST_BRUSH, WIDEST_BRUSH = 1.0, 1000.0


class Hand(Eye):
    """The hand over one image. Points come in device pixels, strokes run in image pixels."""

    def __init__(self, desk: ImageDesk, view: Viewport) -> None:
        super().__init__(desk, view)
        self.gesture: Gesture | None = None
        #: The device point of the pointer, None while it is elsewhere.
        self.at: Point | None = None
        #: The image point of the keyboard cursor, None while the mouse draws.
        self.spot: Point | None = None
        #: Called after a word, for nobody else knows that the stroke looks different now.
        self.spoken: Callable[[], None] = _nobody_looks
        #: Reads the picture's pixels; gives None while they are not there.
        self.sampler: Callable[[], Pixels | None] = _nothing_yet
        self._held = False
        #: The mark that a click with Ctrl would add or take out, if it turns out to be no drag.
        self._toggles = ""
        self._sizing: tuple[float, float] | None = None

    @property
    def is_drawing(self) -> bool:
        """Tell whether a stroke is under way."""
        return self.gesture is not None

    @property
    def goes_by_points(self) -> bool:
        """Tell whether a stroke is under way that is built point by point: undo takes back one of them."""
        tool = TOOLS.get(self._desk.tool)
        return self.gesture is not None and tool is not None and tool.by_points

    # -- pointer

    def press(
        self,
        x: float,
        y: float,
        *,
        adds: bool = False,
        shift: bool = False,
        alt: bool = False,
        right: bool = False,
        pressure: float = 1.0,
    ) -> None:
        """Begin a stroke, or go on with one that is drawn by clicks. ``adds`` is Ctrl.

        Alt and the right button change the size of a brush instead.
        """
        self.spot = None
        tool = TOOLS.get(self._desk.tool)
        if right and alt and tool is not None and tool.paints:
            self._sizing = (x, self._desk.settings.brush)
            return
        if right and self.gesture is None and (tool is None or not tool.paints):
            return
        self._held = True
        pointer = self._pointer(self._view.to_image(x, y), "press", adds=adds, shift=shift, alt=alt)
        self._feed(replace(pointer, button="right" if right else "left", pressure=pressure))

    def move(
        self,
        x: float,
        y: float,
        *,
        adds: bool = False,
        shift: bool = False,
        alt: bool = False,
        pressure: float = 1.0,
    ) -> None:
        """Follow the pointer."""
        self.at = (x, y)
        if self._sizing is not None:
            self._resize_brush(x)
            return
        if self.spot is not None and self.gesture is None:
            self.spot = None
        image = self._view.to_image(x, y)
        if self.gesture is not None:
            pointer = self._pointer(image, "move" if self._held else "hover", adds=adds, shift=shift, alt=alt)
            self._send(replace(pointer, pressure=pressure))
        else:
            self.look(image)

    def release(
        self, x: float, y: float, *, adds: bool = False, shift: bool = False, alt: bool = False
    ) -> None:
        """End the stroke, unless it is drawn by clicks."""
        self._held, self._sizing = False, None
        if self.gesture is None:
            return
        picks_next, self._picks_next = self._picks_next, False
        toggles, self._toggles = self._toggles, ""
        point = self._view.to_image(x, y)
        done = self._send(self._pointer(point, "release", adds=adds, shift=shift, alt=alt))
        if picks_next and done is not None and (done.step is None or not done.step.edits):
            self.pick_next(*point)
        if toggles and done is not None and (done.step is None or not done.step.edits):
            self.toggle(toggles)

    def leave(self) -> None:
        """The pointer has left the view."""
        self.at = None
        if self.gesture is None:
            self.hovered, self.grip = None, None

    def cancel(self) -> bool:
        """Drop the stroke under way; tell whether there was one."""
        self._held = False
        if self.gesture is None:
            return False
        self.gesture.cancel()
        self.gesture = None
        return True

    def say(self, word: Word) -> bool:
        """Say a word to the stroke under way: close it, take a point back; tell whether there was one."""
        if self.gesture is None:
            return False
        x, y = self.pointed() or (0.0, 0.0)
        self._send(Pointer(x, y, "word", self._slack, word=word))
        self.spoken()
        return True

    def carry(self, marks: Sequence[Shape]) -> None:
        """Hang copies of marks at the pointer until a click puts them down."""
        self.cancel()
        at = self.pointed() or self._middle()
        self.gesture = Gesture(place_copies(self._desk.sheet, marks, at))
        self.spoken()

    def pointed(self) -> Point | None:
        """Return the image point of the keyboard cursor or the pointer, None while neither is here."""
        return self.spot or (self._view.to_image(*self.at) if self.at is not None else None)

    # -- keyboard

    def arrow(self, du: float, dv: float) -> None:
        """Move the keyboard cursor while drawing by keyboard, else the selected marks. ``du``, ``dv`` as seen."""
        dx, dy = self._view.orientation.raw_vector(du, dv)
        if self.spot is None and (self.gesture is not None or self._desk.selected or not self._desk.draws):
            if self.gesture is None and self._desk.selected:
                self._desk.nudge(dx, dy)
            return
        if self.spot is None:
            self.spot = self._middle()
        width, height = self._desk.sheet.width, self._desk.sheet.height
        self.spot = min(max(self.spot[0] + dx, 0.0), width), min(max(self.spot[1] + dy, 0.0), height)
        if self.gesture is not None:
            self._send(Pointer(*self.spot, "hover", 0.0))

    def corner(self) -> None:
        """Set the next corner or point at the keyboard cursor; the first time, bring the cursor."""
        if not self._desk.draws:
            return
        if self.spot is None:
            self.spot = self._middle()
            return
        spot = self.spot
        self._feed(Pointer(*spot, "press", self._slack))
        if self.is_drawing:
            self._send(Pointer(*spot, "release", 0.0))

    def side(self, du: int, dv: int) -> Side:
        """Return the raw side that is seen in a direction."""
        dx, dy = self._view.orientation.raw_vector(du, dv)
        if dx:
            return "left" if dx < 0 else "right"
        return "top" if dy < 0 else "bottom"

    # -- inside

    @property
    def _slack(self) -> float:
        return 4.0 * self.density / self._view.scale

    def _pointer(self, at: Point, kind: Kind, *, adds: bool, shift: bool, alt: bool) -> Pointer:
        return Pointer(*at, kind, self._slack, adds=adds, shift=shift, alt=alt)

    def _feed(self, pointer: Pointer) -> None:
        if self.gesture is not None:
            self._send(pointer)
            return
        stroke = self._begin(pointer)
        if stroke is not None:
            self.gesture = Gesture(stroke)
            self._conclude(self.gesture.done, pointer)

    def _send(self, pointer: Pointer) -> Done | None:
        assert self.gesture is not None
        done = self.gesture.feed(pointer)
        self._conclude(done, pointer)
        return done

    def _conclude(self, done: Done | None, pointer: Pointer) -> None:
        if done is not None:
            self.gesture = None
            self._desk.conclude(done)
            self.look((pointer.x, pointer.y))

    def _begin(self, pointer: Pointer) -> Stroke | None:
        desk = self._desk
        if desk.veiled:
            desk.veil(veiled=False)
        tool = TOOLS.get(desk.tool)
        if tool is not None and tool.begin is not None:
            return tool.begin(desk.context(self.sampler() if tool.edges else None), pointer)
        self.look((pointer.x, pointer.y))
        if self.hovered is None:
            return select_area(desk.table, pointer, desk.selected)
        if pointer.adds and (self.grip is None or self.grip.what == "body"):
            return self._keep_or_toggle(pointer, self.hovered)
        shape = desk.document[self.hovered]
        if self.grip is not None and self.grip.what != "body" and isinstance(shape, Shape):
            return self._grab(pointer, shape, self.grip)
        self.pick(pointer, self.hovered)
        return move_shapes(desk.sheet, pointer, desk.selected_shapes(), name=_("移动"))

    def _keep_or_toggle(self, pointer: Pointer, mark_id: str) -> Stroke | None:
        """Ctrl: a drag on what is selected moves it, whatever lies above; a click adds the mark or takes it out."""
        if not self.picks_under(pointer.x, pointer.y).isdisjoint(self._desk.selected):
            self._toggles = mark_id
            return move_shapes(self._desk.sheet, pointer, self._desk.selected_shapes(), name=_("移动"))
        self.toggle(mark_id)
        return None

    def _grab(self, pointer: Pointer, shape: Shape, grip: Grip) -> Stroke | None:
        """Begin to change a shape by a part of it. Ctrl picks, as everywhere; Alt moves by an edge."""
        self.vertex = (shape.id, grip.place) if grip.what == "handle" else None
        if pointer.adds:
            self.toggle(shape.id)
            return None
        if grip.what == "edge" and pointer.alt:
            return move_shapes(self._desk.sheet, pointer, (shape,), name=_("移动"))
        return begin_grab(self._desk.context(), pointer, shape, grip)

    def _resize_brush(self, x: float) -> None:
        assert self._sizing is not None
        start, size = self._sizing
        wider = size + 2 * (x - start) / self._view.scale
        brush = min(max(round(wider), THINNEST_BRUSH), WIDEST_BRUSH)
        if brush != self._desk.settings.brush:
            self._desk.set_hand(replace(self._desk.settings, brush=float(brush)))

    def _middle(self) -> Point:
        x, y = self._view.to_image(self._view.width / 2, self._view.height / 2)
        width, height = self._desk.sheet.width, self._desk.sheet.height
        return float(round(min(max(x, 0.0), width))), float(round(min(max(y, 0.0), height)))


def _nothing_yet() -> Pixels | None:
    return None


def _nobody_looks() -> None:
    """Stand in until a canvas shows the stroke."""
