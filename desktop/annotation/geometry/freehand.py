"""A line drawn free by hand: the pointer's trail made even, its points as far apart on the screen as asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.annotation.geometry.crossings import Floats
from desktop.annotation.geometry.points import Point, Ring, distance, without_repeats

#: How often the trail is smoothed: the shake of a hand goes, a meant corner stays within half a spacing.
_PASSES = 2


def smoothed(trail: Sequence[Point], spacing: float, *, zoom: float = 1.0) -> Ring:
    """Return the trail as a calm line with a point about every ``spacing`` screen pixels; its ends stay where they are.

    ``zoom``: screen pixels per image pixel. Raises ValueError unless both are above 0.
    """
    step = _step(spacing, zoom)
    points = without_repeats(trail, closed=False)
    if len(points) < 3:
        return points
    dense = _evenly(np.asarray(points, dtype=np.float64), step / 2)
    for _pass in range(_PASSES):
        dense[1:-1] = (dense[:-2] + 2 * dense[1:-1] + dense[2:]) / 4
    return tuple((float(x), float(y)) for x, y in _evenly(dense, step))


def steps_to(last: Point, here: Point, spacing: float, *, zoom: float = 1.0) -> Ring:
    """Return the points to add to a line that ends in ``last`` while the pointer is at ``here``: every ``spacing`` on the way.

    None while the pointer is nearer than that. For the line that is shown under the hand; :func:`smoothed` makes the
    final one. Raises ValueError unless ``spacing`` and ``zoom`` are above 0.
    """
    step = _step(spacing, zoom)
    way = distance(last, here)
    dx, dy = here[0] - last[0], here[1] - last[1]
    return tuple(
        (last[0] + dx * number * step / way, last[1] + dy * number * step / way)
        for number in range(1, int(way / step + 1e-9) + 1)
    )


def _step(spacing: float, zoom: float) -> float:
    """Return the spacing in image pixels."""
    if not (spacing > 0 and zoom > 0):
        raise ValueError(f"spacing and zoom must be above 0, got {spacing} and {zoom}")
    return spacing / zoom


def _evenly(line: Floats, step: float) -> Floats:
    """Return points along a line, n x 2, as nearly ``step`` apart as divides it evenly; its ends are among them."""
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    pieces = max(1, round(float(way[-1]) / step))
    at = np.linspace(0.0, way[-1], pieces + 1)
    even = np.column_stack([np.interp(at, way, line[:, 0]), np.interp(at, way, line[:, 1])])
    even[0], even[-1] = line[0], line[-1]
    return even
