"""The mask: the very pixels of an object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Self

from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.base import Rect, Shape, ShapeKind
from desktop.annotation.shapes.bitmap import Bits, Tiles
from desktop.annotation.shapes.reading import is_sane


@dataclass(frozen=True)
class Mask(Shape):
    """The pixels of one instance, in packed tiles of 256 x 256; at least one is set."""

    kind: ClassVar[ShapeKind] = "mask"
    tiles: Tiles

    def __post_init__(self) -> None:
        """Raise ValueError for a mask without pixels or a tile that is none."""
        if set(map(len, self.tiles.values())) != {bitmap.TILE_BYTES}:
            raise ValueError(f"mask {self.id}: needs tiles of {bitmap.TILE_BYTES} bytes")

    @cached_property
    def bounds(self) -> Rect:
        """The rectangle around its pixels."""
        found = bitmap.bounds(self.tiles)
        return (0.0, 0.0, 0.0, 0.0) if found is None else (*map(float, found),)  # type: ignore[return-value]

    @cached_property
    def area(self) -> float:
        """The number of its pixels."""
        return float(bitmap.count(self.tiles))

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Its bounds as whole pixels: x1, y1, x2, y2, the latter two exclusive."""
        x1, y1, x2, y2 = self.bounds
        return int(x1), int(y1), int(x2), int(y2)

    def bits(self) -> Bits:
        """Return its pixels inside ``box`` as bools, height x width."""
        return bitmap.crop_of(self.tiles, *self.box)

    def holds(self, x: float, y: float) -> bool:
        """Tell whether the pixel under a point is set."""
        column, row = int(x // 1), int(y // 1)
        tile = self.tiles.get((column // bitmap.SIDE, row // bitmap.SIDE))
        if tile is None:
            return False
        place = (row % bitmap.SIDE) * bitmap.SIDE + column % bitmap.SIDE
        return bool(tile[place // 8] >> (7 - place % 8) & 1)

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by whole pixels, the nearest to ``dx``, ``dy``. Raises ValueError past the top or left."""
        x1, y1, _x2, _y2 = self.box
        left, top = x1 + round(dx), y1 + round(dy)
        if left < 0 or top < 0:
            raise ValueError(f"mask {self.id}: cannot be moved to {left}, {top}")
        if (left, top) == (x1, y1):
            return self
        return replace(self, tiles=bitmap.tiles_of(self.bits(), left, top))

    def geometry(self) -> dict[str, Any]:
        """Return ``{"box": [x, y, width, height], "bits": base64}``."""
        box, bits = bitmap.encode(self.tiles)
        return {"box": box, "bits": bits}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the mask of its JSON geometry. Raises ValueError."""
        box, bits = value.get("box"), value.get("bits")
        if not isinstance(box, list | tuple) or len(box) != 4 or not all(_is_whole(side) for side in box):
            raise ValueError(f"box must be four whole numbers, got {box!r:.60}")
        if not isinstance(bits, str):
            raise ValueError(f"bits must be a text, got {type(bits).__name__}")
        return cls(tiles=bitmap.decode(list(box), bits), **common)


def mask_of(mask_id: str, label: str, bits: Bits, x: int, y: int) -> Mask | None:
    """Return the mask of a crop of bools, its top left pixel at ``x``, ``y``; None when no pixel is set."""
    tiles = bitmap.tiles_of(bits, x, y)
    return Mask(mask_id, label, tiles) if tiles else None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and is_sane(value)
