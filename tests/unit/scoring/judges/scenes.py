"""Short ways to write shapes, gold and rules for tests of the judges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.annotation.shapes.tag import Tag
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import Attribute, Label, LabelSchema, Role
from desktop.curriculum.shape_rules import KeyPoint, ObjectRules, SkeletonShape
from desktop.scoring.grading import grade
from desktop.scoring.result import Finding, Score
from tests.unit.scoring.measures.shapes import filled

#: A class for each way of drawing, and two that may be confused.
FIGURE = SkeletonShape(
    points=(
        KeyPoint(id="nose", name="鼻", sigma=0.026),
        KeyPoint(id="left", name="左手", sigma=0.062, swap="right"),
        KeyPoint(id="right", name="右手", sigma=0.062, swap="left"),
        KeyPoint(id="foot", name="脚", sigma=0.089),
    )
)
DRAWN: dict[str, tuple[ShapeKind, ...]] = {
    "car": ("box", "rotated", "polygon", "mask", "ellipse"),
    "van": ("box", "rotated", "polygon", "mask", "ellipse"),
    "lane": ("polyline",),
    "head": ("point",),
    "field": ("quad",),
    "amount": ("quad",),
    "rain": ("tag",),
    "fog": ("tag",),
    "sun": ("tag",),
}


def label(name: str, place: int = 0, *, role: Role = "thing", heading: bool = False, **more: Any) -> Label:
    """A class; of a name that is known here with the shapes it is drawn with."""
    shapes = more.pop("shapes", DRAWN.get(name, ("box", "polygon", "mask")))
    return Label(
        id=name,
        name=name,
        short=name[:6],
        key="a",
        colour=place,
        shapes=shapes,
        role=role,
        heading=heading,
        **more,
    )


def schema(
    rules: ObjectRules | None = None, *, labels: Sequence[Label] = (), attributes: Sequence[Attribute] = ()
) -> LabelSchema:
    """A schema of the classes above, of a figure with four joints, and of ``labels`` instead where they are given."""
    usual = [label(name, place) for place, name in enumerate(DRAWN)]
    person = label("person", len(usual), shapes=("skeleton",), skeleton=FIGURE)
    return LabelSchema(
        task="objects",
        labels=tuple(labels) or (*usual, person),
        attributes=tuple(attributes),
        object_rules=rules or ObjectRules(),
    )


def gold(mark: Shape, **more: Any) -> GoldMark:
    """The gold that a mark would be the perfect answer to."""
    common: dict[str, Any] = {"id": mark.id, "label": mark.label, "attributes": dict(mark.attributes)}
    if mark.group:
        common["group"] = mark.group
    if isinstance(mark, Box):
        return GoldMark(**common, box=mark.corners, **more)
    return GoldMark(**common, shape={"type": mark.kind, **mark.geometry()}, **more)


def graded(
    truths: Sequence[Shape | GoldMark],
    answers: Sequence[Mark],
    rules: LabelSchema | ObjectRules | None = None,
    *,
    size: tuple[int, int] | None = (1000, 1000),
) -> Score:
    """The score of answers against gold."""
    golds = [each if isinstance(each, GoldMark) else gold(each) for each in truths]
    used = rules if isinstance(rules, LabelSchema) else schema(rules)
    return grade(answers, golds, used, size=size)


def only(score: Score) -> Finding:
    """The one finding of a score."""
    (found,) = score.findings
    return found


def codes(score: Score) -> list[str]:
    return [finding.code for finding in score.findings]


def box(mark_id: str, *corners: float, label: str = "car", **more: Any) -> Box:
    return Box(mark_id, label, *corners, **more)


def rotated(mark_id: str, *numbers: float, label: str = "car", **more: Any) -> RotatedBox:
    """Middle x, y, width, height, angle."""
    return RotatedBox(mark_id, label, *numbers, **more)


def polygon(mark_id: str, *rings: Sequence[tuple[float, float]], label: str = "car", **more: Any) -> Polygon:
    return Polygon(mark_id, label, tuple(tuple(ring) for ring in rings), **more)


def ellipse(mark_id: str, *numbers: float, label: str = "car") -> Ellipse:
    return Ellipse(mark_id, label, *numbers)


def mask(mark_id: str, *boxes: tuple[int, int, int, int], label: str = "car", **more: Any) -> Mask:
    """A mask of pixel boxes x1, y1, x2, y2."""
    found = mask_of(mark_id, label, filled((1000, 1000), *boxes), 0, 0)
    assert found is not None
    return Mask(mark_id, label, found.tiles, **more)


def line(mark_id: str, *points: tuple[float, float], label: str = "lane", **more: Any) -> Polyline:
    return Polyline(mark_id, label, points, **more)


def dot(mark_id: str, x: float, y: float, label: str = "head") -> Dot:
    return Dot(mark_id, label, x, y)


def skeleton(mark_id: str, *joints: tuple[float, float] | Joint, label: str = "person") -> Skeleton:
    made = tuple(joint if isinstance(joint, Joint) else Joint(*joint) for joint in joints)
    return Skeleton(mark_id, label, made)


def quad(mark_id: str, *corners: float, text: str = "", label: str = "field") -> Quad:
    """An upright quad of x1, y1, x2, y2."""
    x1, y1, x2, y2 = corners
    return Quad(mark_id, label, ((x1, y1), (x2, y1), (x2, y2), (x1, y2)), text)


def tag(mark_id: str, label: str, **more: Any) -> Tag:
    return Tag(mark_id, label, **more)


def flag(mark_id: str, label: str, target: str | None, *corners: float) -> Flag:
    return Flag(mark_id, label, *(corners or (0.0, 0.0, 20.0, 20.0)), target=target)
