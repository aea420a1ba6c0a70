"""Every mark that a person can make: the shapes on a picture by kind, and what is said of texts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TypeAlias

from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.annotation.shapes.tag import Tag
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_marks import TextKind, TextMark

Mark: TypeAlias = Shape | TextMark

#: The class of each kind of shape.
SHAPES: Mapping[ShapeKind, type[Shape]] = {
    shape.kind: shape
    for shape in (
        Box, RotatedBox, Polygon, Polyline, Dot, Skeleton, Ellipse, Mask, Quad, Tag, Flag,
    )
}  # fmt: skip

#: The class of each kind of mark on texts.
TEXT_MARKS: Mapping[TextKind, type[TextMark]] = {
    mark.kind: mark for mark in (Span, Relation, Reply, TextFlag)
}


def new_mark_id() -> str:
    """Return a random id, unique without asking anybody (48 bits)."""
    return secrets.token_hex(6)
