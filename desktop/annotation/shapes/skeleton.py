"""The keypoint skeleton: joints in the order that its class defines, each seen, hidden or out of the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, Self, TypeAlias, get_args

from desktop.annotation.geometry.points import bounds_of
from desktop.annotation.shapes.base import Point, Rect, Shape, ShapeKind, demand_finite
from desktop.annotation.shapes.reading import numbers

#: visible 可见, hidden 遮挡 (its place is judged), out 画外 (no place at all).
JointState: TypeAlias = Literal["visible", "hidden", "out"]
STATES: tuple[JointState, ...] = get_args(JointState)
MAX_JOINTS = 200


@dataclass(frozen=True)
class Joint:
    """One keypoint. ``x``, ``y`` mean nothing when it is out of the picture."""

    x: float
    y: float
    state: JointState = "visible"


@dataclass(frozen=True)
class Skeleton(Shape):
    """Joints in the order of the class. Handles: every joint, those out of the picture at their last place."""

    kind: ClassVar[ShapeKind] = "skeleton"
    joints: tuple[Joint, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for no joints or a coordinate that is not finite."""
        if not self.joints:
            raise ValueError(f"skeleton {self.id}: needs joints")
        demand_finite(self, *(number for joint in self.joints for number in (joint.x, joint.y)))

    @property
    def bounds(self) -> Rect:
        """The rectangle around the joints in the picture; around all of them when none is in it."""
        inside = [(joint.x, joint.y) for joint in self.joints if joint.state != "out"]
        return bounds_of(inside or self.handles)

    @property
    def handles(self) -> tuple[Point, ...]:
        """The places of all joints."""
        return tuple((joint.x, joint.y) for joint in self.joints)

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it with one joint at ``x``, ``y``; one that was out of the picture comes in. Raises IndexError."""
        if not 0 <= place < len(self.joints):
            raise IndexError(f"skeleton {self.id} has no joint {place}")
        state = self.joints[place].state
        return self.with_joint(place, Joint(x, y, "visible" if state == "out" else state))

    def with_joint(self, place: int, joint: Joint) -> Self:
        """Return it with another joint in one place."""
        return replace(self, joints=(*self.joints[:place], joint, *self.joints[place + 1 :]))

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""
        return replace(
            self, joints=tuple(replace(joint, x=joint.x + dx, y=joint.y + dy) for joint in self.joints)
        )

    def geometry(self) -> dict[str, Any]:
        """Return ``{"joints": [[x, y, state], ...]}``."""
        return {"joints": [[joint.x, joint.y, joint.state] for joint in self.joints]}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the skeleton of its JSON geometry. Raises ValueError."""
        joints = value.get("joints")
        if not isinstance(joints, Sequence) or isinstance(joints, str) or not 1 <= len(joints) <= MAX_JOINTS:
            raise ValueError(f"joints must be a list of 1 to {MAX_JOINTS} joints, got {joints!r:.60}")
        return cls(joints=tuple(_joint(entry) for entry in joints), **common)


def _joint(value: Any) -> Joint:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 3 or value[2] not in STATES:
        raise ValueError(f"a joint is [x, y, {'|'.join(STATES)}], got {value!r:.60}")
    x, y = numbers(value[:2], "joints", 2)
    return Joint(x, y, value[2])
