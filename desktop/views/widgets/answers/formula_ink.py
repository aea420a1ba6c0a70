"""Formulas laid out into signs and strokes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from desktop.views.widgets.answers.formula import (
    Fenced,
    Fraction,
    Node,
    Over,
    Root,
    Row,
    Scripts,
    Sign,
    Space,
    Table,
    bears_limits,
)
from desktop.views.widgets.answers.formula_signs import SignKind

#: Parts of the type size: how high and how deep a sign is, and where the middle of a fraction lies.
_HIGH, _DEEP, _AXIS = 0.8, 0.22, 0.28
#: A script, and a fraction inside a line, are set smaller, down to so many pixels.
_SCRIPT, _INLINE, _LEAST = 0.72, 0.85, 9.0
_AIR: dict[SignKind, float] = {"operator": 0.2, "relation": 0.26}


@dataclass(frozen=True)
class Mark:
    """Characters at a point of the base line, or, without characters, a stroke."""

    x: float
    y: float
    size: float
    text: str = ""
    slanting: bool = False
    stroke: tuple[tuple[float, float], ...] = ()
    bent: bool = False


@dataclass(frozen=True)
class Box:
    """Marks and the room they take: ``high`` above the base line, ``deep`` below it, in pixels."""

    wide: float
    high: float
    deep: float
    marks: tuple[Mark, ...] = ()

    def at(self, x: float, y: float) -> tuple[Mark, ...]:
        """Return the marks, moved."""
        return tuple(
            Mark(mark.x + x, mark.y + y, mark.size, mark.text, mark.slanting, mark.stroke, mark.bent)
            for mark in self.marks
        )


def lay_out(node: Node, font: QFont, size: float, *, shown: bool) -> Box:
    """Return what is painted; ``shown``: it has a line to itself, limits stand over and under."""
    if isinstance(node, Sign):
        return _sign(node, font, size, shown=shown)
    if isinstance(node, Space):
        return Box(node.wide * size, 0, 0)
    if isinstance(node, Row):
        return beside([box for box, _gap in spaced(node.items, font, size, shown=shown)])
    if isinstance(node, Scripts):
        return _scripts(node, font, size, shown=shown)
    if isinstance(node, Fraction):
        return _fraction(node, font, size if shown else max(size * _INLINE, _LEAST))
    if isinstance(node, Root):
        return _root(node, font, size, shown=shown)
    if isinstance(node, Over):
        return _over(node, font, size, shown=shown)
    if isinstance(node, Fenced):
        return _fenced(node, font, size, shown=shown)
    return _table(node, font, size)


def spaced(items: Sequence[Node], font: QFont, size: float, *, shown: bool) -> list[tuple[Box, SignKind]]:
    """Return the boxes of a row with the air that each sign wants; a minus before a number wants none."""
    found: list[tuple[Box, SignKind]] = []
    before: SignKind = "open"
    for item in items:
        box = lay_out(item, font, size, shown=shown)
        core = item.base if isinstance(item, Scripts) else item
        kind = core.kind if isinstance(core, Sign) else "plain"
        if kind == "operator" and before in {"open", "operator", "relation", "comma"}:
            kind = "plain"
        air = _AIR.get(kind, 0.0) * size
        after = air or (0.17 * size if kind in {"comma", "function", "large"} else 0.0)
        lead = air or (0.12 * size if kind == "function" and before in {"letter", "plain", "close"} else 0.0)
        found.append((Box(lead + box.wide + after, box.high, box.deep, box.at(lead, 0)), kind))
        before = kind if box.wide or not isinstance(item, Space) else before
    return found


def beside(boxes: Iterable[Box]) -> Box:
    """Return boxes side by side on one base line."""
    wide = high = deep = 0.0
    marks: list[Mark] = []
    for box in boxes:
        marks += box.at(wide, 0)
        wide, high, deep = wide + box.wide, max(high, box.high), max(deep, box.deep)
    return Box(wide, high, deep, tuple(marks))


def _sign(node: Sign, font: QFont, size: float, *, shown: bool) -> Box:
    slanting = node.kind == "letter"
    if node.kind == "large":
        size *= 1.5 if shown else 1.15
    wide = _advance(node.text, font.toString(), size, slanting) + (0.06 * size if slanting else 0)
    return Box(wide, _HIGH * size, _DEEP * size, (Mark(0, 0, size, node.text, slanting),))


@lru_cache(maxsize=4096)
def _advance(text: str, font: str, size: float, slanting: bool) -> float:  # noqa: FBT001  a key of the cache
    own = QFont()
    own.fromString(font)
    return QFontMetricsF(sized(own, size, slanting=slanting)).horizontalAdvance(text)


def sized(font: QFont, size: float, *, slanting: bool) -> QFont:
    """Return a font in another size."""
    own = QFont(font)
    own.setPixelSize(max(1, round(size)))
    own.setItalic(slanting)
    return own


def _smaller(size: float) -> float:
    return max(size * _SCRIPT, min(size, _LEAST))


def _scripts(node: Scripts, font: QFont, size: float, *, shown: bool) -> Box:
    base = lay_out(node.base, font, size, shown=shown)
    small = _smaller(size)
    above = lay_out(node.above, font, small, shown=False) if node.above is not None else Box(0, 0, 0)
    below = lay_out(node.below, font, small, shown=False) if node.below is not None else Box(0, 0, 0)
    if shown and bears_limits(node.base):
        wide = max(base.wide, above.wide, below.wide)
        up, down = base.high + above.deep + 0.05 * size, base.deep + below.high
        marks = base.at((wide - base.wide) / 2, 0) + above.at((wide - above.wide) / 2, -up)
        marks += below.at((wide - below.wide) / 2, down)
        high = up + above.high if above.marks else base.high
        return Box(wide + 0.1 * size, high, down + below.deep if below.marks else base.deep, marks)
    up = max(base.high - 0.38 * size, 0.36 * size, above.deep + 0.2 * size)
    down = max(base.deep, 0.18 * size)
    if above.marks and below.marks:
        down = max(down, below.high + above.deep - up + 0.05 * size)
    # The foot of an integral leaves room.
    side = base.wide - (0.3 * size if isinstance(node.base, Sign) and node.base.kind == "large" else 0)
    marks = base.marks + above.at(side, -up) + below.at(side, down)
    wide = side + max(above.wide, below.wide) + 0.06 * size
    return Box(wide, max(base.high, up + above.high), max(base.deep, down + below.deep), marks)


def _fraction(node: Fraction, font: QFont, size: float) -> Box:
    above, below = (lay_out(one, font, size, shown=False) for one in (node.above, node.below))
    wide = max(above.wide, below.wide, 0.5 * size) + 0.24 * size
    axis, gap = _AXIS * size, 0.08 * size
    up, down = axis + gap + above.deep, below.high + gap - axis
    marks = above.at((wide - above.wide) / 2, -up) + below.at((wide - below.wide) / 2, down)
    line = Mark(0, -axis, size, stroke=((0.06 * size, 0), (wide - 0.06 * size, 0)))
    return Box(wide + 0.08 * size, up + above.high, down + below.deep, (*marks, line))


def _root(node: Root, font: QFont, size: float, *, shown: bool) -> Box:
    inside = lay_out(node.inside, font, size, shown=shown)
    degree = lay_out(node.degree, font, _smaller(size), shown=False) if node.degree else Box(0, 0, 0)
    lead, hook, top = max(0.0, degree.wide - 0.2 * size), 0.55 * size, inside.high + 0.08 * size
    deep = inside.deep
    shape = (
        (0.0, -0.25 * size), (0.13 * size, -0.32 * size), (0.3 * size, deep - 0.04 * size), (hook, -top),
        (hook + inside.wide + 0.08 * size, -top),
    )  # fmt: skip
    up = max(0.5 * size, top * 0.55)
    marks = (*inside.at(lead + hook, 0), Mark(lead, 0, size, stroke=shape), *degree.at(0, -up))
    high = max(top + 0.06 * size, up + degree.high)
    return Box(lead + hook + inside.wide + 0.14 * size, high, deep, marks)


def _over(node: Over, font: QFont, size: float, *, shown: bool) -> Box:
    inside = lay_out(node.inside, font, size, shown=shown)
    wide, top, step = inside.wide, inside.high + 0.04 * size, 0.12 * size
    mid = wide / 2
    shapes: dict[str, tuple[tuple[float, float], ...]] = {
        "bar": ((0, -top), (wide, -top)),
        "under": ((0, inside.deep), (wide, inside.deep)),
        "hat": ((mid - 2 * step, -top + step), (mid, -top), (mid + 2 * step, -top + step)),
        "arrow": ((0, -top), (wide, -top), (wide - step, -top - step), (wide, -top), (wide - step, step - top)),
        "tilde": ((mid - 2 * step, -top + step), (mid - step, -top), (mid + step, -top + step), (mid + 2 * step, -top)),
        "dot": ((mid - 0.5, -top), (mid + 0.5, -top)),
    }  # fmt: skip
    if node.mark != "box":
        stroke = Mark(0, 0, size, stroke=shapes[node.mark])
        return Box(wide, top + step, inside.deep + 0.06 * size, (*inside.marks, stroke))
    left, right, down = 0.5, wide + 4 * step, inside.deep + 0.06 * size
    frame = Mark(0, 0, size, stroke=((left, -top), (right, -top), (right, down), (left, down), (left, -top)))
    return Box(right + 1, top + 1, down + 1, (*inside.at(2 * step, 0), frame))


def _fenced(node: Fenced, font: QFont, size: float, *, shown: bool) -> Box:
    inside = lay_out(node.inside, font, size, shown=shown)
    sides = [_fence(sign, inside, font, size) for sign in (node.left, node.right)]
    return beside((sides[0], inside, sides[1]))


def _fence(sign: str, inside: Box, font: QFont, size: float) -> Box:
    if not sign:
        return Box(0.08 * size, 0, 0)
    high, deep = inside.high + 0.02 * size, inside.deep + 0.02 * size
    if high + deep < 1.25 * size or sign not in _CURVES:
        return _sign(Sign(sign), font, size, shown=False)
    wide, tall = 0.34 * size, high + deep
    shape = tuple((0.06 * size + x * wide, -high + y * tall) for x, y in _CURVES[sign])
    stroke = Mark(0, 0, size, stroke=shape, bent=sign in "()")
    return Box(wide + 0.12 * size, high, deep, (stroke,))


#: Fences that grow, in parts of their width and height; round ones as the points of one curve.
_CURVES: dict[str, tuple[tuple[float, float], ...]] = {
    "(": ((0.9, 0), (0.05, 0.3), (0.05, 0.7), (0.9, 1)),
    ")": ((0.1, 0), (0.95, 0.3), (0.95, 0.7), (0.1, 1)),
    "[": ((0.9, 0), (0.3, 0), (0.3, 1), (0.9, 1)),
    "]": ((0.1, 0), (0.7, 0), (0.7, 1), (0.1, 1)),
    "|": ((0.5, 0), (0.5, 1)),
    "{": ((0.9, 0), (0.5, 0.04), (0.5, 0.46), (0.1, 0.5), (0.5, 0.54), (0.5, 0.96), (0.9, 1)),
    "}": ((0.1, 0), (0.5, 0.04), (0.5, 0.46), (0.9, 0.5), (0.5, 0.54), (0.5, 0.96), (0.1, 1)),
}


def _table(node: Table, font: QFont, size: float) -> Box:
    rows = [[lay_out(cell, font, size, shown=False) for cell in row] for row in node.rows]
    count = max(map(len, rows), default=0)
    columns = [max((row[x].wide for row in rows if x < len(row)), default=0) for x in range(count)]
    heights = [(max(c.high for c in row), max(c.deep for c in row)) for row in rows]
    gap, lead = 0.6 * size, 0.35 * size
    whole = sum(high + deep for high, deep in heights) + lead * max(0, len(rows) - 1)
    marks: tuple[Mark, ...] = ()
    top = -_AXIS * size - whole / 2
    for row, (high, deep) in zip(rows, heights, strict=True):
        x = 0.0
        for cell, wide in zip(row, columns, strict=False):
            marks += cell.at(x if node.to_left else x + (wide - cell.wide) / 2, top + high)
            x += wide + gap
        top += high + deep + lead
    wide = sum(columns) + gap * max(0, count - 1)
    return Box(wide, whole / 2 + _AXIS * size, whole / 2 - _AXIS * size, marks)
