"""Areas that masks share, counted on packed bits: a pair of 12 megapixels takes a few milliseconds.

A mask is a mapping (column, row) -> bytes of equally large tiles on one grid, each ``np.packbits`` of its pixels; tiles
without a pixel may be absent. Conventions of COCO: IoU = intersection / union, for a crowd intersection / answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Tiles: TypeAlias = Mapping[tuple[int, int], bytes]


def count(tiles: Tiles) -> int:
    """Return the number of pixels."""
    return _ones(_bits(b"".join(tiles.values())))


def shared(a: Tiles, b: Tiles) -> int:
    """Return the number of pixels in both."""
    both = a.keys() & b.keys()
    if not both:
        return 0
    places = sorted(both)
    one = _bits(b"".join(a[place] for place in places))
    other = _bits(b"".join(b[place] for place in places))
    return _ones(one & other)


def iou(a: Tiles, b: Tiles) -> float:
    """Return intersection over union, 0..1; 0 where both are empty."""
    common = shared(a, b)
    union = count(a) + count(b) - common
    return common / union if union else 0.0


def share_inside(answer: Tiles, crowd: Tiles) -> float:
    """Return the share of the answer that lies in the crowd, 0..1; 0 for an empty answer."""
    pixels = count(answer)
    return shared(answer, crowd) / pixels if pixels else 0.0


def difference(a: Tiles, b: Tiles) -> dict[tuple[int, int], bytes]:
    """Return the pixels of ``a`` that are not in ``b``; tiles without a pixel are left out."""
    found = {}
    for place, tile in a.items():
        other = b.get(place)
        left = tile if other is None else (_bits(tile) & ~_bits(other)).tobytes()
        if any(left):
            found[place] = left
    return found


def packed_iou(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    """Return the IoU of two packed bitmaps of one shape. Raises ValueError when they differ in length."""
    if a.shape != b.shape:
        raise ValueError(f"both bitmaps must have one shape, got {a.shape} and {b.shape}")
    common, either = _ones(a & b), _ones(a | b)
    return common / either if either else 0.0


def _bits(data: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(data, np.uint8)


def _ones(bits: NDArray[np.uint8]) -> int:
    whole = len(bits) // 8 * 8
    # Eight bytes at a time; bitwise_count gives bytes, whose sum must not wrap.
    words = np.bitwise_count(bits[:whole].view(np.uint64)).sum(dtype=np.int64)
    return int(words) + int(np.bitwise_count(bits[whole:]).sum(dtype=np.int64))
