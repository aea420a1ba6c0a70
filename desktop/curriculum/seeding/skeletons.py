"""Errors of skeletons: left and right, where a joint lies, whether it is seen."""

from __future__ import annotations

import math
from dataclasses import replace

from desktop.annotation.geometry.points import turned
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.curriculum.schema import Label
from desktop.curriculum.seeding.base import FROM, Scene, Spoilt, inside, instead
from desktop.curriculum.shape_rules import SkeletonRules

#: A joint is moved by so many times what it is allowed.
_OFF_FROM, _OFF_TO = 2.0, 3.5
#: How far a joint moved is from every other one, in times of what it is allowed: it is that joint that is off.
_APART = 1.0


def mirror(mark: Shape, scene: Scene) -> Spoilt | None:
    """Swap the joints of left and right: PT. None for a figure whose twins lie on each other."""
    label = scene.schema.label(mark.label)
    if not isinstance(mark, Skeleton) or label is None or label.skeleton is None:
        return None
    places = {point.id: place for place, point in enumerate(label.skeleton.points)}
    twins = [places[point.swap] if point.swap else places[point.id] for point in label.skeleton.points]
    joints = tuple(mark.joints[place] for place in twins)
    most = max(
        (
            math.hypot(a.x - b.x, a.y - b.y)
            for a, b in zip(mark.joints, joints, strict=True)
            if "out" not in {a.state, b.state}
        ),
        default=0.0,
    )
    if most < FROM * scene.schema.object_rules.skeleton.distance_px:
        return None
    return instead("PT", mark, replace(mark, joints=joints), scene)


def move_joint(mark: Shape, scene: Scene) -> Spoilt | None:
    """Put one visible joint elsewhere, past its tolerance: PT."""
    label = scene.schema.label(mark.label)
    if not isinstance(mark, Skeleton) or label is None:
        return None
    seen = [place for place, joint in enumerate(mark.joints) if joint.state == "visible"]
    scene.chance.shuffle(seen)
    for place in seen:
        joint, free = mark.joints[place], _allowed(mark, place, label, scene.schema.object_rules.skeleton)
        way = scene.chance.uniform(0, 360)
        dx, dy = turned((free * scene.chance.uniform(_OFF_FROM, _OFF_TO), 0.0), way)
        x, y = joint.x + dx, joint.y + dy
        others = [other for at, other in enumerate(mark.joints) if at != place and other.state != "out"]
        near = any(math.hypot(other.x - x, other.y - y) < _APART * free for other in others)
        if inside(x, y, scene.size) == (x, y) and not near:
            return instead("PT", mark, mark.with_joint(place, Joint(x, y, joint.state)), scene)
    return None


def wrong_visibility(mark: Shape, scene: Scene) -> Spoilt | None:
    """Call a hidden joint visible, or a visible one hidden: VIS. Only where that is judged."""
    if not isinstance(mark, Skeleton) or not scene.schema.object_rules.skeleton.visibility:
        return None
    known = [place for place, joint in enumerate(mark.joints) if joint.state != "out"]
    if not known:
        return None
    place = scene.chance.choice(known)
    joint = mark.joints[place]
    state = replace(joint, state="visible" if joint.state == "hidden" else "hidden")
    return instead("VIS", mark, mark.with_joint(place, state), scene)


def _allowed(mark: Skeleton, place: int, label: Label, rules: SkeletonRules) -> float:
    """Return how far a joint may be off at the most, px: by the distance, or by what OKS allows at the figure's scale."""
    sigma = label.skeleton.points[place].sigma if label.skeleton is not None else 0.0
    x1, y1, x2, y2 = mark.bounds
    # The scale of OKS is the figure's area, never more than that of the square around it.
    scale = max(x2 - x1, y2 - y1)
    by_oks = 2 * sigma * scale * math.sqrt(-2 * math.log(max(rules.oks, 1e-6)))
    return max(rules.distance_px, by_oks)
