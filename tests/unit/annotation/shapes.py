"""Any valid shape of every kind, for properties."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import STATES, Joint, Skeleton
from desktop.annotation.shapes.tag import Tag

numbers = st.floats(-5000, 5000, allow_nan=False)
sides = st.floats(0, 3000)
points = st.tuples(numbers, numbers)
names = st.text(max_size=12)
answers = st.dictionaries(st.text(max_size=6), st.one_of(names, st.booleans(), numbers), max_size=3)
common: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"id": names, "label": names},
    optional={
        "attributes": answers,
        "hidden": st.booleans(),
        "locked": st.booleans(),
        "pinned": st.booleans(),
        "group": names,
    },
)


def _box(fields: dict[str, Any], a: tuple[float, float], b: tuple[float, float]) -> Box:
    return Box(x1=min(a[0], b[0]), y1=min(a[1], b[1]), x2=max(a[0], b[0]), y2=max(a[1], b[1]), **fields)


def _flag(fields: dict[str, Any], a: tuple[float, float], b: tuple[float, float], target: str | None) -> Flag:
    x1, y1, x2, y2 = _box({"id": "", "label": ""}, a, b).corners
    return Flag(target=target, x1=x1, y1=y1, x2=x2, y2=y2, **fields)


def _mask(fields: dict[str, Any], bits: list[list[bool]], x: int, y: int) -> Mask:
    crop = np.array(bits, np.bool_)
    crop[0, 0] = True
    made = mask_of("", "", np.repeat(np.repeat(crop, 41, axis=0), 37, axis=1), x, y)
    assert made is not None
    return Mask(tiles=made.tiles, **fields)


masks = st.builds(
    _mask,
    common,
    st.integers(1, 9).flatmap(lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=1, max_size=9)),
    st.integers(0, 700),
    st.integers(0, 700),
)  # fmt: skip
joints = st.builds(Joint, numbers, numbers, st.sampled_from(STATES))
rings = st.lists(points, min_size=3, max_size=9).map(tuple)
moving: st.SearchStrategy[Shape] = st.one_of(
    st.builds(_box, common, points, points),
    st.builds(
        lambda fields, at, width, height, angle: RotatedBox(
            cx=at[0], cy=at[1], width=width, height=height, angle=angle, **fields
        ),
        common, points, sides, sides, st.floats(-720, 720),
    ),
    st.builds(lambda fields, own: Polygon(rings=tuple(own), **fields), common, st.lists(rings, min_size=1, max_size=3)),
    st.builds(lambda fields, own: Polyline(points=tuple(own), **fields), common, st.lists(points, min_size=2, max_size=9)),
    st.builds(lambda fields, at: Dot(x=at[0], y=at[1], **fields), common, points),
    st.builds(lambda fields, own: Skeleton(joints=tuple(own), **fields), common, st.lists(joints, min_size=1, max_size=9)),
    st.builds(
        lambda fields, at, rx, ry, angle: Ellipse(cx=at[0], cy=at[1], rx=rx, ry=ry, angle=angle, **fields),
        common, points, sides, sides, st.floats(-720, 720),
    ),
    st.builds(
        lambda fields, own, text: Quad(corners=tuple(own), text=text, **fields),
        common, st.lists(points, min_size=4, max_size=4), names,
    ),
    st.builds(_flag, common, points, points, st.one_of(st.none(), names)),
)  # fmt: skip
shapes: st.SearchStrategy[Shape] = st.one_of(moving, masks, st.builds(lambda fields: Tag(**fields), common))
