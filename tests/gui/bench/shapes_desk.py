"""A desk with one shape of every kind, for the parts of the bench that know kinds."""

from __future__ import annotations

from typing import Any

import numpy as np

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.annotation.shapes.tag import Tag
from desktop.curriculum.schema import Attribute, Label, LabelSchema
from desktop.curriculum.shape_rules import KeyPoint, SkeletonShape
from desktop.views.widgets.canvas.desk import ImageDesk

SIZE = (400, 300)
FIGURE = SkeletonShape(
    points=(KeyPoint(id="head", name="头"), KeyPoint(id="hand", name="手"), KeyPoint(id="foot", name="脚")),
    edges=((0, 1), (0, 2)),
)
PART: dict[str, Any] = {
    "shapes": ("box", "rotated", "polygon", "polyline", "point", "ellipse", "mask", "quad", "tag")
}
SCHEMA = LabelSchema(
    task="objects",
    labels=(
        Label(id="part", name="零件", short="件", key="1", colour=0, **PART),
        Label(id="hole", name="孔", short="孔", key="2", colour=1, **PART),
        Label(id="man", name="人", short="人", key="3", colour=2, shapes=("skeleton",), skeleton=FIGURE),
    ),
    attributes=(
        Attribute(id="number", name="序号", kind="number", labels=("hole",), minimum=1, maximum=9),
        Attribute(id="remark", name="备注", kind="text", labels=("hole",), longest=12),
    ),
)


def frame_mask() -> Mask:
    """A frame of 40 x 30 pixels, two thick."""
    bits = np.ones((30, 40), np.bool_)
    bits[2:-2, 2:-2] = False
    made = mask_of("mask", "part", bits, 300, 200)
    assert made is not None
    return made


def every_shape() -> tuple[Shape, ...]:
    """One shape of each kind."""
    return (
        Box("box", "part", 10, 10, 60, 40),
        RotatedBox("turned", "part", 120, 40, 60, 20, 30),
        Polygon(
            "area", "hole", (((10, 100), (60, 100), (60, 140), (10, 140)), ((20, 110), (30, 110), (30, 120)))
        ),
        Polyline("line", "part", ((100, 100), (140, 100), (140, 130))),
        Dot("dot", "hole", 200, 100),
        Skeleton("man", "man", (Joint(250, 50), Joint(240, 80, "hidden"), Joint(0, 0, "out"))),
        Ellipse("round", "part", 300, 60, 30, 20, 0),
        frame_mask(),
        Quad("text", "part", ((10, 200), (90, 200), (90, 220), (10, 220)), "合计"),
        Tag("tag", "hole"),
    )


def desk(*shapes: Shape) -> ImageDesk:
    """A desk with these shapes, the select tool in hand."""
    made = ImageDesk(History(Document(shapes or every_shape())), SCHEMA, SIZE)
    made.take("select")
    return made
