"""Where the picture stands in the view: zoom, pan and EXIF orientation, all in device pixels.

Marks live in raw image pixels. Orientation turns raw into upright pixels, scale and shift turn those into device
pixels. The shift is whole device pixels, so that panning is copying.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Point: TypeAlias = tuple[float, float]
Corners: TypeAlias = tuple[float, float, float, float]

#: Device pixels for one image pixel at most.
LARGEST = 64.0
#: Device pixels of the picture that always stay in view.
KEPT = 48
#: Device pixels left free around a fitted picture: room for tags, and for pulling a box out to the border.
MARGIN = 12
#: The scales that the keys step through.
STEP = 1.25


@dataclass(frozen=True)
class Orientation:
    """How raw pixels are turned to stand upright: axes swapped first, then mirrored (EXIF tag 0x0112)."""

    swapped: bool = False
    mirrored_x: bool = False
    mirrored_y: bool = False

    def upright(self, x: float, y: float, size: tuple[int, int]) -> Point:
        """Return the upright place of a raw point; ``size`` is the raw size."""
        width, height = self.upright_size(size)
        u, v = (y, x) if self.swapped else (x, y)
        return (width - u if self.mirrored_x else u), (height - v if self.mirrored_y else v)

    def raw(self, u: float, v: float, size: tuple[int, int]) -> Point:
        """Return the raw place of an upright point; ``size`` is the raw size."""
        width, height = self.upright_size(size)
        u, v = (width - u if self.mirrored_x else u), (height - v if self.mirrored_y else v)
        return (v, u) if self.swapped else (u, v)

    def raw_vector(self, du: float, dv: float) -> Point:
        """Return the raw direction of an upright one: what an arrow key means on a turned picture."""
        du, dv = (-du if self.mirrored_x else du), (-dv if self.mirrored_y else dv)
        return (dv, du) if self.swapped else (du, dv)

    def upright_vector(self, dx: float, dy: float) -> Point:
        """Return the upright direction of a raw one."""
        du, dv = (dy, dx) if self.swapped else (dx, dy)
        return (-du if self.mirrored_x else du), (-dv if self.mirrored_y else dv)

    def upright_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return the upright size of a raw one."""
        return (size[1], size[0]) if self.swapped else size


#: By the value of the EXIF tag.
ORIENTATIONS: dict[int, Orientation] = {
    1: Orientation(),
    2: Orientation(mirrored_x=True),
    3: Orientation(mirrored_x=True, mirrored_y=True),
    4: Orientation(mirrored_y=True),
    5: Orientation(swapped=True),
    6: Orientation(swapped=True, mirrored_x=True),
    7: Orientation(swapped=True, mirrored_x=True, mirrored_y=True),
    8: Orientation(swapped=True, mirrored_y=True),
}


@dataclass(frozen=True)
class Stand:
    """Where a picture stands in a view: its scale, None when it is fitted, and what is in the middle, in shares of its size."""

    scale: float | None
    middle: Point = (0.5, 0.5)


class Viewport:
    """Zoom and pan of one picture in a view of ``width`` x ``height`` device pixels."""

    def __init__(self, size: tuple[int, int] = (1, 1), orientation: Orientation = ORIENTATIONS[1]) -> None:
        self.size = size
        self.orientation = orientation
        self.width, self.height = 1, 1
        self.scale = 1.0
        self.left, self.top = 0, 0

    @property
    def upright_size(self) -> tuple[int, int]:
        """The picture's size as it stands on the screen, in image pixels."""
        return self.orientation.upright_size(self.size)

    @property
    def fitting_scale(self) -> float:
        """The scale at which the whole picture is in view."""
        width, height = self.upright_size
        return min(max(self.width - 2 * MARGIN, 1) / width, max(self.height - 2 * MARGIN, 1) / height)

    @property
    def is_fitted(self) -> bool:
        """Tell whether the picture fits the view exactly."""
        return abs(self.scale - self.fitting_scale) < 1e-9

    def resize(self, width: int, height: int) -> None:
        """Take a new size of the view; what was in its middle stays there, a fitted picture stays fitted."""
        fitted, middle = self.is_fitted, self.to_upright(self.width / 2, self.height / 2)
        self.width, self.height = max(width, 1), max(height, 1)
        if fitted:
            self.fit()
        else:
            self._put(middle, (self.width / 2, self.height / 2))

    def fit(self) -> None:
        """Show the whole picture."""
        self.scale = self.fitting_scale
        width, height = self.upright_size
        self._put((width / 2, height / 2), (self.width / 2, self.height / 2))

    def zoom(self, scale: float, at: Point | None = None) -> None:
        """Show ``scale`` device pixels for one image pixel; the picture under ``at`` (device) stays under it."""
        at = at or (self.width / 2, self.height / 2)
        held = self.to_upright(*at)
        self.scale = min(max(scale, min(self.fitting_scale / 4, 1.0)), LARGEST)
        self._put(held, at)

    @property
    def stand(self) -> Stand:
        """Where the picture stands, for the next one to stand there too."""
        if self.is_fitted:
            return Stand(None)
        (x, y), (width, height) = self.to_upright(self.width / 2, self.height / 2), self.upright_size
        return Stand(self.scale, (x / width, y / height))

    def stand_at(self, stand: Stand) -> None:
        """Stand as another picture stood: as close, with the same part of it in the middle."""
        if stand.scale is None:
            self.fit()
            return
        width, height = self.upright_size
        self.scale = min(max(stand.scale, min(self.fitting_scale / 4, 1.0)), LARGEST)
        middle = stand.middle[0] * width, stand.middle[1] * height
        self._put(middle, (self.width / 2, self.height / 2))

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by device pixels."""
        self.left += round(dx)
        self.top += round(dy)
        self._keep_in_view()

    def show(self, corners: Corners, share: float = 0.4, largest: float = 8.0) -> None:
        """Zoom to a raw rectangle so that it takes about ``share`` of the view, in its middle."""
        u1, v1, u2, v2 = self._upright_corners(corners)
        across = self.width / max(u2 - u1, 1.0), self.height / max(v2 - v1, 1.0)
        self.scale = min(max(min(across) * share, self.fitting_scale), max(largest, self.fitting_scale))
        self._put(((u1 + u2) / 2, (v1 + v2) / 2), (self.width / 2, self.height / 2))

    def reveal(self, corners: Corners, margin: int = 24) -> bool:
        """Pan no more than needed to bring a raw rectangle into view; tell whether anything moved."""
        x1, y1, x2, y2 = self.rect(corners)
        before = self.left, self.top
        self.pan(_into(x1, x2, self.width, margin), _into(y1, y2, self.height, margin))
        return before != (self.left, self.top)

    def to_upright(self, x: float, y: float) -> Point:
        """Return the upright image point under a device point."""
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def to_image(self, x: float, y: float) -> Point:
        """Return the raw image point under a device point."""
        return self.orientation.raw(*self.to_upright(x, y), self.size)

    def to_view(self, x: float, y: float) -> Point:
        """Return the device point of a raw image point."""
        u, v = self.orientation.upright(x, y, self.size)
        return u * self.scale + self.left, v * self.scale + self.top

    def rect(self, corners: Corners) -> Corners:
        """Return the device rectangle of a raw one, unrounded."""
        u1, v1, u2, v2 = self._upright_corners(corners)
        scale, left, top = self.scale, self.left, self.top
        return u1 * scale + left, v1 * scale + top, u2 * scale + left, v2 * scale + top

    def upright_rects(self, corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return raw rectangles (n x 4) as upright ones in image pixels, each low corner first."""
        turned = corners[:, [1, 0, 3, 2]] if self.orientation.swapped else corners.copy()
        width, height = self.upright_size
        if self.orientation.mirrored_x:
            turned[:, [0, 2]] = width - turned[:, [2, 0]]
        if self.orientation.mirrored_y:
            turned[:, [1, 3]] = height - turned[:, [3, 1]]
        return turned

    def raw_rect(self, u1: float, v1: float, u2: float, v2: float) -> Corners:
        """Return the raw rectangle of an upright one."""
        xa, ya = self.orientation.raw(u1, v1, self.size)
        xb, yb = self.orientation.raw(u2, v2, self.size)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def at_scale(self, scale: float) -> Viewport:
        """Return a view of the same picture at another scale, its corner in the view's corner; itself at its own."""
        if scale == self.scale:
            return self
        other = self.moved_to(0, 0)
        other.scale = scale
        return other

    def moved_to(self, left: int, top: int) -> Viewport:
        """Return a view of the same picture at the same scale, its corner elsewhere."""
        other = Viewport(self.size, self.orientation)
        other.width, other.height, other.scale = self.width, self.height, self.scale
        other.left, other.top = left, top
        return other

    def _upright_corners(self, corners: Corners) -> Corners:
        ua, va = self.orientation.upright(corners[0], corners[1], self.size)
        ub, vb = self.orientation.upright(corners[2], corners[3], self.size)
        return min(ua, ub), min(va, vb), max(ua, ub), max(va, vb)

    def _put(self, upright: Point, at: Point) -> None:
        """Shift the picture so that an upright point lies at a device point."""
        self.left = round(at[0] - upright[0] * self.scale)
        self.top = round(at[1] - upright[1] * self.scale)
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        width, height = self.upright_size
        across, down = round(width * self.scale), round(height * self.scale)
        self.left = min(max(self.left, min(KEPT - across, 0)), max(self.width - KEPT, 0))
        self.top = min(max(self.top, min(KEPT - down, 0)), max(self.height - KEPT, 0))


def _into(low: float, high: float, size: int, margin: int) -> float:
    """Return how far to move an interval so that it lies inside ``size`` less the margin; 0 when it does."""
    if high - low > size - 2 * margin:
        return 0.0 if low < size - margin and high > margin else size / 2 - (low + high) / 2
    if low < margin:
        return margin - low
    return min(size - margin - high, 0.0)
