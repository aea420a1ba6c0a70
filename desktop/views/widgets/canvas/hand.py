"""What the pointer and the arrow keys do: which stroke a press begins, what is under the pointer meanwhile."""

from __future__ import annotations

from desktop.annotation.hits import Part, Side, part_at
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.box import Box
from desktop.annotation.tools.boxes import draw_box, resize_box
from desktop.annotation.tools.select import move_shapes, select_area
from desktop.annotation.tools.strokes import Gesture, Pointer, Stroke
from desktop.base.wording import _
from desktop.views.widgets.canvas.desk import BOX, ImageDesk
from desktop.views.widgets.canvas.live import GRIP
from desktop.views.widgets.canvas.viewport import Point, Viewport


class Hand:
    """The hand over one image. Points come in device pixels, strokes run in image pixels."""

    def __init__(self, desk: ImageDesk, view: Viewport) -> None:
        self._desk = desk
        self._view = view
        self.density = 1.0
        self.gesture: Gesture | None = None
        #: The device point of the pointer, None while it is elsewhere.
        self.at: Point | None = None
        #: The image point of the keyboard cursor, None while the mouse draws.
        self.spot: Point | None = None
        self.hovered: str | None = None
        self.part: Part | None = None
        #: Where a box was picked last: a second click there picks the next larger one.
        self._picked_at: Point | None = None
        self._picks_next = False

    @property
    def is_drawing(self) -> bool:
        """Tell whether a stroke is under way."""
        return self.gesture is not None

    @property
    def reach(self) -> float:
        """How far off still counts, in image pixels."""
        return GRIP * self.density / self._view.scale

    def press(self, x: float, y: float, *, adds: bool = False) -> None:
        """Begin a stroke, or go on with one that is drawn by clicks."""
        self.spot = None
        self._feed(*self._view.to_image(x, y), adds=adds)

    def move(self, x: float, y: float) -> None:
        """Follow the pointer."""
        self.at = (x, y)
        if self.spot is not None and self.gesture is None:
            self.spot = None
        image = self._view.to_image(x, y)
        if self.gesture is not None:
            self._send(Pointer(*image, "move", self._slack))
        else:
            self.look(image)

    def release(self, x: float, y: float) -> None:
        """End the stroke, unless it is drawn by clicks."""
        if self.gesture is None:
            return
        picks_next, self._picks_next = self._picks_next, False
        point = self._view.to_image(x, y)
        done = self._send(Pointer(*point, "release", self._slack))
        if picks_next and done is not None and (done.step is None or not done.step.edits):
            self._pick_next(*point)

    def leave(self) -> None:
        """The pointer has left the view."""
        self.at = None
        if self.gesture is None:
            self.hovered, self.part = None, None

    def cancel(self) -> bool:
        """Drop the stroke under way; tell whether there was one."""
        if self.gesture is None:
            return False
        self.gesture.cancel()
        self.gesture = None
        return True

    def look(self, image: Point) -> None:
        """Find what is under an image point. With the box tool nothing is: every press draws."""
        self.hovered, self.part = None, None
        if self._desk.tool == BOX or self._desk.veiled:
            return
        selected = self._desk.selected_boxes()
        if len(selected) == 1 and not selected[0].hidden:
            part = part_at(selected[0], *image, self.reach)
            if part is not None and part != "body":
                self.hovered, self.part = selected[0].id, part
                return
        under = self._desk.table.under(*image, 0.0)
        if under:
            self.hovered, self.part = under[0], "body"

    def arrow(self, du: float, dv: float) -> None:
        """Move the keyboard cursor while drawing by keyboard, else the selected boxes. ``du``, ``dv`` as seen."""
        dx, dy = self._view.orientation.raw_vector(du, dv)
        if self.spot is None and (self.gesture is not None or self._desk.selected or self._desk.tool != BOX):
            if self.gesture is None and self._desk.selected:
                self._desk.nudge(dx, dy)
            return
        if self.spot is None:
            self.spot = self._middle()
        width, height = self._desk.sheet.width, self._desk.sheet.height
        self.spot = min(max(self.spot[0] + dx, 0.0), width), min(max(self.spot[1] + dy, 0.0), height)
        if self.gesture is not None:
            self._send(Pointer(*self.spot, "move", 0.0))

    def corner(self) -> None:
        """Set the next corner of a box at the keyboard cursor; the first time, bring the cursor."""
        if self._desk.tool != BOX:
            return
        if self.spot is None:
            self.spot = self._middle()
            return
        spot = self.spot
        self._feed(*spot, adds=False)
        if self.is_drawing:
            self._send(Pointer(*spot, "release", 0.0))

    def side(self, du: int, dv: int) -> Side:
        """Return the raw side that is seen in a direction."""
        dx, dy = self._view.orientation.raw_vector(du, dv)
        if dx:
            return "left" if dx < 0 else "right"
        return "top" if dy < 0 else "bottom"

    @property
    def _slack(self) -> float:
        return 4.0 * self.density / self._view.scale

    def _feed(self, x: float, y: float, *, adds: bool) -> None:
        pointer = Pointer(x, y, "press", self._slack, adds)
        if self.gesture is not None:
            self._send(pointer)
            return
        stroke = self._begin(pointer)
        if stroke is not None:
            self.gesture = Gesture(stroke)

    def _send(self, pointer: Pointer) -> Done | None:
        assert self.gesture is not None
        done = self.gesture.feed(pointer)
        if done is not None:
            self.gesture = None
            self._desk.conclude(done)
            self.look((pointer.x, pointer.y))
        return done

    def _begin(self, pointer: Pointer) -> Stroke | None:
        desk = self._desk
        if desk.veiled:
            desk.veil(veiled=False)
        if desk.tool == BOX:
            return draw_box(
                desk.sheet,
                pointer,
                label=desk.label.id,
                attributes=desk.fresh_attributes(),
                name=_("画框：{label}", label=desk.label.called),
            )
        self.look((pointer.x, pointer.y))
        if self.hovered is None:
            return select_area(desk.table, pointer, desk.selected)
        if pointer.adds:
            self._toggle(self.hovered)
            return None
        if self.part is not None and self.part != "body":
            box = desk.document[self.hovered]
            assert isinstance(box, Box)
            return resize_box(desk.sheet, pointer, box, self.part, name=_("调整边框"))
        self._pick(pointer, self.hovered)
        return move_shapes(desk.sheet, pointer, desk.selected_boxes(), name=_("移动"))

    def _pick(self, pointer: Pointer, smallest: str) -> None:
        """Select what is pressed: the smallest box, or at the second press in one place what is selected there."""
        last, selected = self._picked_at, self._desk.selected
        again = last is not None and max(abs(pointer.x - last[0]), abs(pointer.y - last[1])) <= pointer.reach
        under = self._desk.table.under(pointer.x, pointer.y, 0.0)
        self._picks_next = again and len(selected) == 1 and selected[0] in under
        self._picked_at = (pointer.x, pointer.y)
        if not self._picks_next and smallest not in selected:
            self._desk.select((smallest,))

    def _toggle(self, mark_id: str) -> None:
        selected = self._desk.selected
        if mark_id in selected:
            self._desk.select(own for own in selected if own != mark_id)
        else:
            self._desk.select((*selected, mark_id))

    def _pick_next(self, x: float, y: float) -> None:
        """Select the next larger box under an image point, after the largest the smallest again."""
        under = self._desk.table.under(x, y, 0.0)
        selected = self._desk.selected
        if len(selected) == 1 and selected[0] in under:
            self._desk.select((under[(under.index(selected[0]) + 1) % len(under)],))

    def _middle(self) -> Point:
        x, y = self._view.to_image(self._view.width / 2, self._view.height / 2)
        width, height = self._desk.sheet.width, self._desk.sheet.height
        return float(round(min(max(x, 0.0), width))), float(round(min(max(y, 0.0), height)))
