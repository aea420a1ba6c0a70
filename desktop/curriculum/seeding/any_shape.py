"""Errors of marks of any shape: left out, too many, twice, of another class, answered wrong, out of their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop.annotation.shapes.base import AttributeValue, Shape
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.annotation.shapes.tag import Tag
from desktop.curriculum.schema import Attribute
from desktop.curriculum.seeding.base import Scene, Spoilt, answered, around, fresh, instead, meet, past

#: Tries to find room for a phantom before giving it up.
_TRIES = 40
#: Px across below which two pixels are much of a mark.
_THIN = 20.0
#: The twins of values such as l1 and r1, left and right, left-lane and right-lane.
_LEFT_RIGHT = re.compile(r"^(?:(left)|(right)|(l)(?=\d*$)|(r)(?=\d*$))")


def drop(mark: Shape, scene: Scene) -> Spoilt | None:
    """Leave the mark out: MISS."""
    return Spoilt("MISS", (), None, around(mark.bounds, scene.size))


def phantom(mark: Shape, scene: Scene) -> Spoilt | None:
    """Put a copy where nothing is, a tag of another class beside a tag: EXTRA. None where no room is found."""
    if isinstance(mark, Tag):
        return _needless_tag(mark, scene)
    x1, y1, x2, y2 = mark.bounds
    if x2 - x1 > scene.size[0] or y2 - y1 > scene.size[1]:
        return None
    for _try in range(_TRIES):
        dx = scene.chance.uniform(-x1, scene.size[0] - x2)
        dy = scene.chance.uniform(-y1, scene.size[1] - y2)
        place = (x1 + dx, y1 + dy, x2 + dx, y2 + dy)
        if not any(meet(place, other.bounds) for other in scene.marks if not isinstance(other, Tag)):
            copy = replace(mark.moved(round(dx), round(dy)), id=fresh(scene.chance), group="")
            return Spoilt("EXTRA", (mark, copy), copy.id, around(copy.bounds, scene.size))
    return None


def double(mark: Shape, scene: Scene) -> Spoilt | None:
    """Mark it twice, the second a little off and inside the picture: DUP. A thin mark by a pixel, to stay on itself."""
    if isinstance(mark, Tag):
        return None
    x1, y1, x2, y2 = mark.bounds
    thin = min(x2 - x1, y2 - y1) < _THIN and mark.area > 0
    steps = [scene.chance.choice((-1, 1) if thin else (-2, -1, 1, 2)) for _axis in range(2)]
    for axis, step in enumerate(steps):
        if mark.bounds[axis] + step < 0 or mark.bounds[axis + 2] + step > scene.size[axis]:
            steps[axis] = -step
    if any(mark.bounds[axis] + step < 0 for axis, step in enumerate(steps)) and mark.kind == "mask":
        return None
    copy = replace(mark.moved(*steps), id=fresh(scene.chance))
    return Spoilt("DUP", (mark, copy), copy.id, around(copy.bounds, scene.size))


def swap_class(mark: Shape, scene: Scene) -> Spoilt | None:
    """Give it another class that may be drawn the same way: CLS. A tag of another class is not that tag any more."""
    others = [
        label.id
        for label in scene.schema.labels
        if label.id != mark.label and mark.kind in scene.schema.shapes_of(label.id) and label.role == "thing"
    ]
    if not others or isinstance(mark, Skeleton | Tag):
        return None
    label = scene.chance.choice(others)
    asked = {attribute.id for attribute in scene.schema.attributes_of(label)}
    kept = {name: value for name, value in mark.attributes.items() if name in asked}
    return instead("CLS", mark, replace(mark, label=label, attributes=kept), scene)


def wrong_attribute(mark: Shape, scene: Scene) -> Spoilt | None:
    """Answer one attribute wrong: ATTR."""
    for attribute in scene.schema.attributes_of(mark.label):
        held = mark.attributes.get(attribute.id)
        others = [] if held is None else _other_values(attribute, held, scene)
        if others:
            value = scene.chance.choice(others)
            return instead("ATTR", mark, answered(mark, attribute.id, value), scene)
    return None


def mirror_attribute(mark: Shape, scene: Scene) -> Spoilt | None:
    """Count from the wrong side: an attribute says right 1 where it should say left 1. ATTR."""
    for attribute in scene.schema.attributes_of(mark.label):
        held = mark.attributes.get(attribute.id)
        if attribute.kind != "choice" or not isinstance(held, str):
            continue
        twin = _LEFT_RIGHT.sub(_other_side, held)
        if twin != held and attribute.holds(twin):
            return instead("ATTR", mark, answered(mark, attribute.id, twin), scene)
    return None


def misplace(mark: Shape, scene: Scene) -> Spoilt | None:
    """Put a mark behind all the others of an order: ORDER. Not one of the last two, which could as well be the other."""
    ordered = [other.id for other in scene.marks if other.label in scene.schema.object_rules.ordered]
    if mark.id not in ordered[:-2]:
        return None
    return Spoilt("ORDER", (mark,), mark.id, around(mark.bounds, scene.size), last=True)


def ungroup(mark: Shape, scene: Scene) -> Spoilt | None:
    """Take a mark out of its group: GROUP. Two others must stay, or nobody could say which of a pair is wrong."""
    members = [other for other in scene.marks if mark.group and other.group == mark.group]
    if not scene.schema.object_rules.groups or len(members) < 3:
        return None
    return instead("GROUP", mark, replace(mark, group=""), scene)


def _needless_tag(mark: Tag, scene: Scene) -> Spoilt | None:
    there = {other.label for other in scene.marks if isinstance(other, Tag)}
    others = [
        label.id
        for label in scene.schema.labels
        if label.id not in there and "tag" in scene.schema.shapes_of(label.id)
    ]
    if not others:
        return None
    extra = Tag(fresh(scene.chance), scene.chance.choice(others))
    return Spoilt("EXTRA", (mark, extra), extra.id, around(extra.bounds, scene.size))


def _other_values(attribute: Attribute, held: AttributeValue, scene: Scene) -> Sequence[AttributeValue]:
    if attribute.kind == "yesno":
        return [not held]
    if attribute.kind == "choice":
        return [option.id for option in attribute.options if option.id != held]
    if attribute.kind == "text":
        return [held[:-1]] if isinstance(held, str) and len(held.strip()) > 1 and held[-1].isalnum() else []
    if isinstance(held, bool) or not isinstance(held, int | float):
        return []
    step = attribute.step or 1.0
    # A whole number of steps past the tolerance.
    off = step * (1 + past(scene, attribute.tolerance) // step)
    return [value for value in (held - off, held + off) if attribute.holds(value)]


def _other_side(found: re.Match[str]) -> str:
    twins = {"left": "right", "right": "left", "l": "r", "r": "l"}
    return twins[found.group(0)]
