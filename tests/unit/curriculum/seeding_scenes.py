"""A true picture with every kind of shape, for errors to be seeded in."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import numpy as np

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.mask import mask_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.annotation.shapes.tag import Tag
from desktop.curriculum.schema import Attribute, Label, LabelSchema
from desktop.curriculum.shape_rules import AreaRules, KeyPoint, ObjectRules, SkeletonShape

SIZE = (1200, 1000)
FIGURE = SkeletonShape(
    points=(
        KeyPoint(id="nose", name="鼻", sigma=0.026),
        KeyPoint(id="left", name="左手", sigma=0.062, swap="right"),
        KeyPoint(id="right", name="右手", sigma=0.062, swap="left"),
        KeyPoint(id="foot", name="脚", sigma=0.089),
    ),
    edges=((0, 1), (0, 2)),
)


def _label(name: str, place: int, *shapes: Any, **more: Any) -> Label:
    return Label(id=name, name=name, short=name[:6], key="a", colour=place, shapes=shapes, **more)


AREAS = ("polygon", "mask", "ellipse")
SCHEMA = LabelSchema(
    task="objects",
    labels=(
        _label("car", 0, "box"),
        _label("bus", 1, "box"),
        _label("truck", 2, "rotated", heading=True),
        _label("van", 3, "rotated"),
        _label("plate", 4, *AREAS),
        _label("ring", 5, *AREAS),
        _label("hair", 6, "mask"),
        _label("lane", 7, "polyline"),
        _label("kerb", 8, "polyline"),
        _label("field", 9, "quad"),
        _label("total", 10, "quad"),
        _label("head", 11, "point"),
        _label("man", 12, "skeleton", skeleton=FIGURE),
        _label("rain", 13, "tag"),
        _label("night", 14, "tag"),
    ),
    attributes=(
        Attribute.model_validate(
            {
                "id": "place", "name": "位置", "kind": "choice", "labels": ["lane"],
                "options": [{"id": name, "name": name} for name in ("l1", "l2", "r1", "r2")],
            }
        ),
        Attribute(id="cut", name="截断", kind="yesno", labels=("car",)),
        Attribute(id="seats", name="座位", kind="number", labels=("bus",), minimum=0, maximum=60, step=5, tolerance=2),
        Attribute(id="plate", name="车牌", kind="text", labels=("truck",)),
    ),
    object_rules=ObjectRules(
        groups=True,
        ordered=("field",),
        areas={"hair": AreaRules(match_iou=0.1, iou=0.4, boundary_px=3, boundary_f=0.8)},
    ),
)  # fmt: skip


def _ring_mask(name: str, cx: int, cy: int, *, outer: int, inner: int) -> Shape:
    y, x = np.mgrid[-outer : outer + 1, -outer : outer + 1]
    away = np.hypot(x, y)
    mask = mask_of(name, "ring", (away <= outer) & (away >= inner), cx - outer, cy - outer)
    assert mask is not None
    return mask


def _hair(name: str, x: int, y: int, length: int) -> Shape:
    bits = np.zeros((8, length), np.bool_)
    bits[1:7] = True
    mask = mask_of(name, "hair", bits, x, y)
    assert mask is not None
    return mask


def _blob(cx: float, cy: float, radius: float, chance: Random) -> tuple[tuple[float, float], ...]:
    around = [(step * 30, radius * chance.uniform(0.8, 1.2)) for step in range(12)]
    return tuple(
        (cx + away * math.cos(math.radians(turn)), cy + away * math.sin(math.radians(turn)))
        for turn, away in around
    )


def true_marks(seed: int = 0) -> tuple[Shape, ...]:
    """The marks of a picture, 1200 x 1000; another seed gives other sizes and angles."""
    chance = Random(seed)
    wide, turn = chance.uniform(70, 130), chance.uniform(0, 360)
    texts = ("合计 128.50 元", "单号 20260311", "贰佰元整", "日期 2026-03-11")
    return (
        Box("box", "car", 40, 40, 40 + wide, 120, attributes={"cut": chance.random() < 0.5}),
        Box("bus", "bus", 220, 40, 220 + wide, 120, attributes={"seats": 45}),
        RotatedBox("truck", "truck", 480, 90, wide, wide * chance.uniform(0.4, 0.6), turn, attributes={"plate": "训A1234"}),
        RotatedBox("van", "van", 700, 90, wide, wide * chance.uniform(0.4, 0.6), turn),
        Polygon("area", "plate", (_blob(900, 100, wide / 2, chance),)),
        Polygon("holed", "ring", (_blob(1100, 100, 70, chance), ((1075, 75), (1125, 75), (1125, 125), (1075, 125)))),
        _ring_mask("mask", 120, 300, outer=int(wide / 2) + 5, inner=int(wide / 5)),
        _hair("hair", 250, 300, int(wide)),
        Ellipse("ellipse", "plate", 520, 300, wide / 2 + 10, wide / 3 + 10, turn),
        Polyline("lane", "lane", ((700, 500), (730, 380), (800, 260)), attributes={"place": chance.choice(("l1", "r2"))}),
        Polyline("kerb", "kerb", ((900, 500), (960, 400), (1100, 260))),
        *(
            Quad(f"q{place}", "field", ((60, 500 + 50 * place), (320, 500 + 50 * place), (320, 530 + 50 * place), (60, 530 + 50 * place)), text)
            for place, text in enumerate(texts)
        ),
        Quad("sum", "total", ((60, 720), (320, 724), (320, 754), (60, 750)), "合计 99.00"),
        Dot("dot", "head", 500, 600, group="crowd"),
        Dot("dot2", "head", 600, 600, group="crowd"),
        Dot("dot3", "head", 500, 700, group="crowd"),
        Skeleton("man", "man", (Joint(800, 600), Joint(730, 720), Joint(880, 720), Joint(800, 880, "hidden"))),
        Tag("tag", "rain"),
    )  # fmt: skip


CODES = {
    "drop": "MISS", "phantom": "EXTRA", "double": "DUP", "swap_class": "CLS", "wrong_attribute": "ATTR",
    "mirror_attribute": "ATTR", "misplace": "ORDER", "ungroup": "GROUP",
    "loosen_side": "LOOSE", "cut_side": "CUT", "shift_end": "BND", "turn": "ANG", "flip_heading": "ANG",
    "turn_corners": "ANG", "swell_border": "BND", "shrink_border": "BND", "shift_border": "BND", "cut_corner": "BND",
    "fill_hole": "BND", "shift_line": "LINE", "shorten_line": "LINE", "reverse_line": "LINE", "move_point": "PT",
    "mirror": "PT", "move_joint": "PT", "wrong_visibility": "VIS", "swap_signs": "TXT", "drop_sign": "TXT",
}  # fmt: skip
