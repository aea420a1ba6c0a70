"""Findings about a matched pair of shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.annotation.shapes.base import Rect, Shape
from desktop.scoring.judge import SEVERITY, Match
from desktop.scoring.result import Code, Finding


def finding(
    code: Code,
    match: Match[Any],
    *,
    measured: float | None = None,
    tolerance: float | None = None,
    unit: str = "",
    place: Rect | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Finding:
    """Return a finding about a pair, at ``place`` or else around both marks."""
    truth, answer = match.truth.mark, match.answer
    return Finding(
        code,
        SEVERITY[code],
        around(truth, answer) if place is None else place,
        truth.id,
        answer.id,
        measured=measured,
        tolerance=tolerance,
        unit=unit,
        detail=detail or {},
    )


def around(a: Shape, b: Shape) -> Rect:
    """Return the bounds of both."""
    (ax1, ay1, ax2, ay2), (bx1, by1, bx2, by2) = a.bounds, b.bounds
    return (min(ax1, bx1), min(ay1, by1), max(ax2, bx2), max(ay2, by2))


def spot(x: float, y: float, margin: float = 6.0) -> Rect:
    """Return a small rectangle around a point."""
    return (x - margin, y - margin, x + margin, y + margin)
