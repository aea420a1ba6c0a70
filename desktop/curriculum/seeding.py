"""Seeded errors: a true annotation spoilt on purpose, each error with its truth, for inspection and repair.

Every operator takes one mark and makes one error of one code. Chance comes from the caller's generator, so that a
seed gives the same errors again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

from desktop.annotation.geometry.points import turned
from desktop.annotation.shapes.base import AttributeValue, Rect, Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.curriculum.schema import LabelSchema

#: How far past its tolerance an error of place goes, in multiples of it: plain to a trained eye, not to a glance.
FROM, TO = 2.0, 4.0
#: Degrees that a rotated box is turned by.
TURN_FROM, TURN_TO = 8.0, 20.0
#: Tries to find room for a phantom before giving it up.
_TRIES = 40
#: Pixels around the place of a flag.
_MARGIN = 4.0


@dataclass(frozen=True)
class Scene:
    """What an operator may look at: all true marks, the rules, the picture's size in pixels, and chance."""

    marks: Sequence[Shape]
    schema: LabelSchema
    size: tuple[int, int]
    chance: Random


@dataclass(frozen=True)
class Spoilt:
    """One error. ``given``: what stands in place of the mark; ``target``: the mark that a flag must name."""

    code: str
    given: tuple[Shape, ...]
    target: str | None
    place: Rect


@dataclass(frozen=True)
class Seeded:
    """A spoilt annotation and the flags that find every error of it; a flag's label is the error's code."""

    given: tuple[Shape, ...]
    flags: tuple[Flag, ...]


#: Returns None where the error cannot be made of this mark.
Operator: TypeAlias = Callable[[Shape, Scene], Spoilt | None]


def seed_errors(
    marks: Sequence[Shape],
    schema: LabelSchema,
    *,
    size: tuple[int, int],
    wanted: Iterable[str],
    chance: Random,
) -> Seeded:
    """Return the annotation with one error for each operator named in ``wanted``, no two of the same mark.

    An operator that fits no mark that is left is passed over: what is sure is only that no error is without its flag.
    Raises KeyError for an operator nobody knows.
    """
    scene = Scene(marks, schema, size, chance)
    left = list(marks)
    instead: dict[str, tuple[Shape, ...]] = {}
    flags: list[Flag] = []
    for name in wanted:
        chance.shuffle(left)
        for mark in left:
            spoilt = OPERATORS[name](mark, scene)
            if spoilt is not None:
                instead[mark.id] = spoilt.given
                flags.append(Flag(f"f{len(flags) + 1}", spoilt.code, *spoilt.place, target=spoilt.target))
                left.remove(mark)
                break
    given = tuple(shape for mark in marks for shape in instead.get(mark.id, (mark,)))
    return Seeded(given, tuple(flags))


def applicable(scene: Scene) -> tuple[str, ...]:
    """Return the operators that fit at least one of the scene's marks."""
    return tuple(
        name
        for name, operator in OPERATORS.items()
        if any(operator(mark, scene) is not None for mark in scene.marks)
    )


# -- errors of any shape


def drop(mark: Shape, scene: Scene) -> Spoilt | None:
    """Leave the mark out: MISS."""
    return Spoilt("MISS", (), None, _around(mark.bounds, scene.size))


def phantom(mark: Shape, scene: Scene) -> Spoilt | None:
    """Put a copy where nothing is: EXTRA. None where no room is found."""
    if mark.kind in {"tag", "mask"}:
        return None
    x1, y1, x2, y2 = mark.bounds
    for _try in range(_TRIES):
        dx = scene.chance.uniform(-x1, scene.size[0] - x2)
        dy = scene.chance.uniform(-y1, scene.size[1] - y2)
        place = (x1 + dx, y1 + dy, x2 + dx, y2 + dy)
        if not any(_meet(place, other.bounds) for other in scene.marks):
            copy = replace(mark.moved(round(dx), round(dy)), id=_fresh(scene.chance))
            return Spoilt("EXTRA", (mark, copy), copy.id, _around(copy.bounds, scene.size))
    return None


def double(mark: Shape, scene: Scene) -> Spoilt | None:
    """Mark it twice, the second a little off: DUP."""
    if mark.kind in {"tag", "mask"}:
        return None
    dx, dy = (scene.chance.choice((-2, -1, 1, 2)) for _axis in range(2))
    copy = replace(mark.moved(dx, dy), id=_fresh(scene.chance))
    return Spoilt("DUP", (mark, copy), copy.id, _around(copy.bounds, scene.size))


def swap_class(mark: Shape, scene: Scene) -> Spoilt | None:
    """Give it another class that may be drawn the same way: CLS."""
    others = [
        label.id
        for label in scene.schema.labels
        if label.id != mark.label and mark.kind in scene.schema.shapes_of(label.id) and label.role == "thing"
    ]
    if not others or isinstance(mark, Skeleton):
        return None
    label = scene.chance.choice(others)
    asked = {attribute.id for attribute in scene.schema.attributes_of(label)}
    kept = {name: value for name, value in mark.attributes.items() if name in asked}
    return _instead("CLS", mark, replace(mark, label=label, attributes=kept), scene)


def wrong_attribute(mark: Shape, scene: Scene) -> Spoilt | None:
    """Answer one attribute wrong: ATTR."""
    for attribute in scene.schema.attributes_of(mark.label):
        held = mark.attributes.get(attribute.id)
        if attribute.kind == "yesno" and isinstance(held, bool):
            return _instead("ATTR", mark, _answered(mark, attribute.id, not held), scene)
        others = [option.id for option in attribute.options if option.id != held]
        if attribute.kind == "choice" and held is not None and others:
            value = scene.chance.choice(others)
            return _instead("ATTR", mark, _answered(mark, attribute.id, value), scene)
    return None


# -- errors of boxes


def loosen_side(mark: Shape, scene: Scene) -> Spoilt | None:
    """Move one side of a box outwards, past its tolerance: LOOSE."""
    return _with_side(mark, scene, "LOOSE")


def cut_side(mark: Shape, scene: Scene) -> Spoilt | None:
    """Move one side of a box inwards, past its tolerance: CUT."""
    return _with_side(mark, scene, "CUT")


def turn(mark: Shape, scene: Scene) -> Spoilt | None:
    """Turn a rotated box: ANG."""
    if not isinstance(mark, RotatedBox):
        return None
    angle = scene.chance.choice((-1, 1)) * scene.chance.uniform(TURN_FROM, TURN_TO)
    return _instead("ANG", mark, mark.turned_by(angle), scene)


def flip_heading(mark: Shape, scene: Scene) -> Spoilt | None:
    """Turn the front of a rotated box to its rear: ANG. Only where the front matters."""
    label = scene.schema.label(mark.label)
    if not isinstance(mark, RotatedBox) or label is None or not label.heading:
        return None
    return _instead("ANG", mark, mark.turned_by(180.0), scene)


# -- errors of outlines and lines


def cut_corner(mark: Shape, scene: Scene) -> Spoilt | None:
    """Leave out the corner of a polygon that costs most, past the tolerance of its border: BND."""
    if not isinstance(mark, Polygon) or len(mark.rings[0]) < 5:
        return None
    ring = mark.rings[0]
    depth, place = max((_depth(ring, place), place) for place in range(len(ring)))
    if depth < FROM * scene.schema.object_rules.polygon.boundary_px:
        return None
    return _instead("BND", mark, mark.with_ring(0, ring[:place] + ring[place + 1 :]), scene)


def shift_line(mark: Shape, scene: Scene) -> Spoilt | None:
    """Move a line sideways, past its tolerance: LINE."""
    if not isinstance(mark, Polyline):
        return None
    (xa, ya), (xb, yb) = mark.points[0], mark.points[-1]
    length = math.hypot(xb - xa, yb - ya) or 1.0
    off = scene.chance.choice((-1, 1)) * _past(scene, scene.schema.object_rules.polyline.distance_px)
    return _instead("LINE", mark, mark.moved(-(yb - ya) / length * off, (xb - xa) / length * off), scene)


def reverse_line(mark: Shape, scene: Scene) -> Spoilt | None:
    """Draw a line the other way: LINE. Only where its direction matters."""
    if not isinstance(mark, Polyline) or not scene.schema.object_rules.polyline.directed:
        return None
    return _instead("LINE", mark, replace(mark, points=mark.points[::-1]), scene)


# -- errors of skeletons


def mirror(mark: Shape, scene: Scene) -> Spoilt | None:
    """Swap the joints of left and right: PT."""
    label = scene.schema.label(mark.label)
    if not isinstance(mark, Skeleton) or label is None or label.skeleton is None:
        return None
    places = {point.id: place for place, point in enumerate(label.skeleton.points)}
    twins = [places[point.swap] if point.swap else places[point.id] for point in label.skeleton.points]
    if twins == list(range(len(twins))):
        return None
    return _instead("PT", mark, replace(mark, joints=tuple(mark.joints[place] for place in twins)), scene)


def move_joint(mark: Shape, scene: Scene) -> Spoilt | None:
    """Put one visible joint elsewhere, past its tolerance: PT."""
    if not isinstance(mark, Skeleton):
        return None
    seen = [place for place, joint in enumerate(mark.joints) if joint.state == "visible"]
    if not seen:
        return None
    place = scene.chance.choice(seen)
    joint = mark.joints[place]
    dx, dy = turned(
        (2 * _past(scene, scene.schema.object_rules.skeleton.distance_px), 0.0), scene.chance.uniform(0, 360)
    )
    x, y = _inside(joint.x + dx, joint.y + dy, scene.size)
    return _instead("PT", mark, mark.with_joint(place, Joint(x, y, joint.state)), scene)


def wrong_visibility(mark: Shape, scene: Scene) -> Spoilt | None:
    """Call a hidden joint visible, or a visible one hidden: VIS."""
    if not isinstance(mark, Skeleton):
        return None
    known = [place for place, joint in enumerate(mark.joints) if joint.state != "out"]
    if not known:
        return None
    place = scene.chance.choice(known)
    joint = mark.joints[place]
    state = replace(joint, state="visible" if joint.state == "hidden" else "hidden")
    return _instead("VIS", mark, mark.with_joint(place, state), scene)


# -- errors of transcriptions


def swap_signs(mark: Shape, scene: Scene) -> Spoilt | None:
    """Swap two neighbouring signs of a text that differ, digits before others: TXT."""
    if not isinstance(mark, Quad):
        return None
    pairs = [at for at in range(len(mark.text) - 1) if mark.text[at] != mark.text[at + 1]]
    digits = [at for at in pairs if mark.text[at].isdigit() and mark.text[at + 1].isdigit()]
    if not pairs:
        return None
    at = scene.chance.choice(digits or pairs)
    text = mark.text[:at] + mark.text[at + 1] + mark.text[at] + mark.text[at + 2 :]
    return _instead("TXT", mark, replace(mark, text=text), scene)


def drop_sign(mark: Shape, scene: Scene) -> Spoilt | None:
    """Leave out one sign of a text: TXT."""
    if not isinstance(mark, Quad) or len(mark.text) < 2:
        return None
    at = scene.chance.randrange(len(mark.text))
    return _instead("TXT", mark, replace(mark, text=mark.text[:at] + mark.text[at + 1 :]), scene)


OPERATORS: Mapping[str, Operator] = {
    operator.__name__: operator
    for operator in (
        drop, phantom, double, swap_class, wrong_attribute,
        loosen_side, cut_side, turn, flip_heading,
        cut_corner, shift_line, reverse_line,
        mirror, move_joint, wrong_visibility,
        swap_signs, drop_sign,
    )
}  # fmt: skip


def _instead(code: str, mark: Shape, other: Shape, scene: Scene) -> Spoilt:
    x1, y1, x2, y2 = mark.bounds
    a1, b1, a2, b2 = other.bounds
    place = (min(x1, a1), min(y1, b1), max(x2, a2), max(y2, b2))
    return Spoilt(code, (other,), other.id, _around(place, scene.size))


def _answered(mark: Shape, attribute: str, value: AttributeValue) -> Shape:
    return replace(mark, attributes={**mark.attributes, attribute: value})


def _past(scene: Scene, tolerance: float) -> float:
    return tolerance * scene.chance.uniform(FROM, TO)


def _with_side(mark: Shape, scene: Scene, code: str) -> Spoilt | None:
    """Return a box with one side off by 2 to 4 tolerances, if the picture and the box have the room."""
    if not isinstance(mark, Box):
        return None
    rules = scene.schema.box_rules
    places = list(range(4))
    scene.chance.shuffle(places)
    for place in places:
        span = mark.width if place % 2 == 0 else mark.height
        off = round(_past(scene, max(rules.side_px, rules.side_share * span)))
        outward = -1 if place < 2 else 1
        moved = [*mark.corners]
        moved[place] += outward * off if code == "LOOSE" else -outward * off
        limit = scene.size[place % 2]
        if 0 <= moved[place] <= limit and moved[2] - moved[0] > span / 2 and moved[3] - moved[1] > span / 2:
            x1, y1, x2, y2 = moved
            return _instead(code, mark, replace(mark, x1=x1, y1=y1, x2=x2, y2=y2), scene)
    return None


def _depth(ring: Sequence[tuple[float, float]], place: int) -> float:
    """Return how far a corner stands off the line between its neighbours, in pixels."""
    (xa, ya), (x, y), (xb, yb) = ring[place - 1], ring[place], ring[(place + 1) % len(ring)]
    length = math.hypot(xb - xa, yb - ya)
    return abs((xb - xa) * (ya - y) - (xa - x) * (yb - ya)) / length if length else 0.0


def _meet(a: Rect, b: Rect) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _around(place: Rect, size: tuple[int, int]) -> Rect:
    (x1, y1), (x2, y2) = (
        _inside(place[0] - _MARGIN, place[1] - _MARGIN, size),
        _inside(place[2] + _MARGIN, place[3] + _MARGIN, size),
    )
    return (x1, y1, x2, y2)


def _inside(x: float, y: float, size: tuple[int, int]) -> tuple[float, float]:
    return min(max(x, 0.0), float(size[0])), min(max(y, 0.0), float(size[1]))


def _fresh(chance: Random) -> str:
    """Return an id as long as any other, out of the caller's chance: the same seed gives the same."""
    return f"{chance.getrandbits(48):012x}"
