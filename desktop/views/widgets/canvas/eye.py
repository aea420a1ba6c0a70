"""What is under the pointer, and which mark a press there picks."""

from __future__ import annotations

from desktop.annotation.grips import Grip, grip_at
from desktop.annotation.hits import Part
from desktop.annotation.tools.strokes import Pointer
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.live import GRIP
from desktop.views.widgets.canvas.viewport import Point, Viewport


class Eye:
    """Looks at one image for the hand: what is hovered, by which part, and what a second press in one place means."""

    def __init__(self, desk: ImageDesk, view: Viewport) -> None:
        self._desk = desk
        self._view = view
        self.density = 1.0
        self.hovered: str | None = None
        self.grip: Grip | None = None
        #: The point of a mark that was gripped last, for the keys that change one point.
        self.vertex: tuple[str, int] | None = None
        #: Where a mark was picked last: a second click there picks the next larger one.
        self._picked_at: Point | None = None
        self._picks_next = False

    @property
    def reach(self) -> float:
        """How far off still counts, in image pixels."""
        return GRIP * self.density / self._view.scale

    @property
    def part(self) -> Part | None:
        """The part of an upright box under the pointer, or the body of anything else."""
        if self.grip is None:
            return None
        return self.grip.part or ("body" if self.grip.what == "body" else None)

    def look(self, image: Point) -> None:
        """Find what is under an image point. With a tool that draws nothing is: every press draws."""
        self.hovered, self.grip = None, None
        if (self._desk.draws and self._desk.tool != "flag") or self._desk.veiled:
            return
        selected = self._desk.selected_shapes()
        if len(selected) == 1 and not selected[0].hidden and not self._desk.draws:
            grip = grip_at(selected[0], *image, self.reach)
            if grip is not None and grip.what != "body":
                self.hovered, self.grip = selected[0].id, grip
                return
        under = self._under(*image)
        if under:
            self.hovered, self.grip = under[0], Grip("body", part="body")

    # -- picking

    def pick(self, pointer: Pointer, smallest: str) -> None:
        """Select what is pressed: the smallest mark, or at the second press in one place what is selected there."""
        last, selected = self._picked_at, self._desk.selected
        again = last is not None and max(abs(pointer.x - last[0]), abs(pointer.y - last[1])) <= pointer.reach
        self._picks_next = again and len(selected) == 1 and selected[0] in self._under(pointer.x, pointer.y)
        self._picked_at = (pointer.x, pointer.y)
        if not self._picks_next and smallest not in selected:
            self._desk.select((smallest,))

    def toggle(self, mark_id: str) -> None:
        """Select a mark besides what is selected, or no longer."""
        selected = self._desk.selected
        if mark_id in selected:
            self._desk.select(own for own in selected if own != mark_id)
        else:
            self._desk.select((*selected, mark_id))

    def pick_next(self, x: float, y: float) -> None:
        """Select the next larger mark under an image point, after the largest the smallest again."""
        under = self._under(x, y)
        selected = self._desk.selected
        if len(selected) == 1 and selected[0] in under:
            self._desk.select((under[(under.index(selected[0]) + 1) % len(under)],))

    def picks_under(self, x: float, y: float) -> frozenset[str]:
        """Return the marks that a press at an image point may mean."""
        return frozenset(self._under(x, y))

    def _under(self, x: float, y: float) -> list[str]:
        """Return the marks at a point: lines and points a little beside it, then areas it is really in."""
        table = self._desk.table
        thin = [
            found for found in table.under(x, y, self.reach) if not table.shapes[table.row(found) or 0].area
        ]
        return thin + [found for found in table.under(x, y, 0.0) if found not in thin]
