"""How far one contour lies from another: shares within a tolerance, mean and 95th percentile, and by which side.

The pieces of a contour come from ``outlines`` (polygons) or ``pixel_edges`` (masks): for each piece its length and its
distance to the nearest point of the other contour, both in px. Distances are signed where it says so: positive outside
the gold (too loose), negative inside (cuts the object).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop.scoring.matching import SLACK

Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]

#: The band of boundary IoU as a share of the picture's diagonal (Cheng et al. 2021).
BAND_SHARE = 0.02


@dataclass(frozen=True)
class Pieces:
    """A contour cut into pieces: their middles (n, 2), their lengths (n,) and their distances (n,), all in px."""

    points: Floats
    lengths: Floats
    distances: Floats


@dataclass(frozen=True)
class Fit:
    """How well two contours lie on each other. Distances in px; a share is None when a contour has no length."""

    f: float
    precision: float
    recall: float
    mean: float
    hausdorff95: float
    hausdorff: float


def fit(answer: Pieces, gold: Pieces, *, tolerance: float) -> Fit | None:
    """Return the fit of an answer's contour and the gold's, each measured against the other; None without a contour.

    Boundary F (Martin et al. 2004; DAVIS): precision is the share of the answer's length within ``tolerance`` of the
    gold's contour, recall the share of the gold's length within it of the answer's, F their harmonic mean. The mean and
    the percentile are those of both directions together, each piece weighing its length.
    """
    if not answer.lengths.sum() or not gold.lengths.sum():
        return None
    precision, recall = share_within(answer, tolerance), share_within(gold, tolerance)
    distances = np.abs(np.concatenate([answer.distances, gold.distances]))
    # Each direction weighs the same, as in the symmetric mean of two contours of different length.
    weights = np.concatenate(
        [answer.lengths / answer.lengths.sum() / 2, gold.lengths / gold.lengths.sum() / 2]
    )
    return Fit(
        f=f_score(precision, recall),
        precision=precision,
        recall=recall,
        mean=float((distances * weights).sum()),
        hausdorff95=max(percentile(answer, 0.95), percentile(gold, 0.95)),
        hausdorff=float(distances.max()),
    )


def f_score(precision: float, recall: float) -> float:
    """Return the harmonic mean of two shares; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share_within(pieces: Pieces, tolerance: float) -> float:
    """Return the share of a contour's length within ``tolerance`` px; exactly at it counts."""
    near = np.abs(pieces.distances) <= tolerance + SLACK
    return float(pieces.lengths[near].sum() / pieces.lengths.sum())


def percentile(pieces: Pieces, share: float) -> float:
    """Return the least distance that ``share`` of the contour's length does not exceed."""
    order = np.argsort(np.abs(pieces.distances), kind="stable")
    run = np.cumsum(pieces.lengths[order])
    place = int(np.searchsorted(run, share * run[-1] - SLACK))
    return float(np.abs(pieces.distances[order[min(place, len(order) - 1)]]))


def band_width(width: int, height: int) -> int:
    """Return the width in px of boundary IoU's band for a picture; round half to even, at least 1 (boundary-iou-api)."""
    return max(1, round(BAND_SHARE * math.hypot(width, height)))


def inner_band(mask: Bools, width: int) -> Bools:
    """Return the pixels of a mask within ``width`` px (chessboard) of what is not mask; the border counts as not mask."""
    if not mask.any():
        return np.zeros_like(mask)
    return mask & ~_eroded(_eroded(mask, width).T, width).T


def boundary_iou(a: Bools, b: Bools, width: int | None = None) -> float:
    """Return the IoU of two masks' inner bands (Cheng et al. 2021), 0 where both are empty.

    ``width`` defaults to that of a picture as large as the arrays. Raises ValueError for arrays of different shapes.
    """
    if a.shape != b.shape:
        raise ValueError(f"both masks must have one shape, got {a.shape} and {b.shape}")
    reach = band_width(a.shape[1], a.shape[0]) if width is None else width
    one, other = inner_band(a, reach), inner_band(b, reach)
    either = int(np.count_nonzero(one | other))
    return int(np.count_nonzero(one & other)) / either if either else 0.0


def _eroded(mask: Bools, width: int) -> Bools:
    """Return the pixels whose ``width`` neighbours to both sides in a row are mask too."""
    side = 2 * width + 1
    padded = np.zeros((mask.shape[0], mask.shape[1] + side), np.int32)
    np.cumsum(mask, axis=1, out=padded[:, width + 1 : width + 1 + mask.shape[1]])
    padded[:, width + 1 + mask.shape[1] :] = padded[:, width + mask.shape[1], None]
    kept: Bools = padded[:, side:] - padded[:, :-side] == side
    return kept
