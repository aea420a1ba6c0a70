"""The keypoint skeleton: joint by joint in the order of its class, or the whole figure in a dragged box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desktop.annotation.geometry.points import bounds_of
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Point
from desktop.annotation.shapes.skeleton import Joint, JointState, Skeleton
from desktop.annotation.tools.finishing import added
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke, Template
from desktop.base.wording import N_, _

_STATE_NAMES: dict[JointState, str] = {"visible": "", "hidden": N_("遮挡"), "out": N_("画外")}


@dataclass
class _Figure:
    """The joints set so far and how the next one will be seen."""

    context: Context
    mark_id: str = field(default_factory=new_mark_id)
    joints: list[Joint] = field(default_factory=list)
    state: JointState = "visible"

    @property
    def template(self) -> Template:
        return self.context.template

    @property
    def is_whole(self) -> bool:
        return len(self.joints) == len(self.template.names)

    def put(self, at: Point, *, hidden: bool = False) -> None:
        """Set the next joint, hidden or as was said; the one after it is seen again."""
        self.state = "hidden" if hidden else self.state
        self.joints.append(Joint(*at, self.state))
        self.state = "visible"

    def speak(self, word: str, at: Point) -> None:
        """Take a joint back; or say how the next one is seen: one out of the picture needs no place."""
        if word == "undo" and self.joints:
            self.joints.pop()
        elif word == "out":
            self.state = "out"
            self.put(at)
        elif word == "hidden":
            self.state = "visible" if self.state == "hidden" else "hidden"
        elif word == "visible":
            self.state = "visible"

    def preview(self) -> Preview:
        """Show the joints that are there; name the one that comes next, its number of all, and how it will be seen."""
        note = "" if self.is_whole else note_of_joint(self.template.names, len(self.joints), self.state)
        return Preview((self.skeleton(),) if self.joints else (), note=note)

    def skeleton(self) -> Skeleton:
        """Return the skeleton as it is, joints that are not set yet out of the picture."""
        last = self.joints[-1] if self.joints else Joint(0.0, 0.0, "out")
        missing = len(self.template.names) - len(self.joints)
        rest = [Joint(last.x, last.y, "out")] * missing
        return Skeleton(
            self.mark_id, self.context.label, (*self.joints, *rest), attributes=self.context.attributes
        )


def note_of_joint(names: Sequence[str], place: int, state: JointState = "visible") -> str:
    """Return which joint comes next: its number of all, its name, and how it will be seen unless that is plain."""
    note = _("下一个 {number}/{count} {name}", number=place + 1, count=len(names), name=names[place])
    return f"{note} {_(_STATE_NAMES[state])}" if _STATE_NAMES[state] else note


def begin_skeleton(context: Context, start: Pointer) -> Stroke:
    """Set the joints one by one; a drag to begin with drops the whole figure into a box.

    The words hidden and out say how the next joint is seen (Alt as well: hidden), undo takes one back; close leaves the rest out.
    """
    if not context.template.names:
        return Done(refused=_("这一类没有骨架定义。"))
    figure = _Figure(context, state=context.joint_state)
    at, pressed = context.sheet.clamp(start.x, start.y), True
    while True:
        dragged = pressed and not figure.joints and math.dist(at, start.at) > 2 * start.reach
        pointer = yield _dropped_preview(context, figure, start, at) if dragged else figure.preview()
        if pointer.kind == "word" or (pointer.kind == "press" and pointer.button == "right"):
            word = pointer.word or "undo"
            if word == "undo" and not figure.joints:
                return Done()
            if word == "close" and figure.joints:
                break
            figure.speak(word, at)
        else:
            at = context.sheet.clamp(pointer.x, pointer.y)
            if pointer.kind == "release" and pressed:
                if dragged or (not figure.joints and math.dist(at, start.at) > 2 * start.reach):
                    return added(context.sheet, context.name, _dropped(context, figure, start, at))
                figure.put(at, hidden=pointer.alt)
            pressed = pointer.kind == "press" or (pressed and pointer.kind == "move")
        if figure.is_whole:
            break
    if all(joint.state == "out" for joint in figure.joints):
        return Done(refused=_("没有画成：所有关键点都在画外。"))
    return added(context.sheet, context.name, figure.skeleton())


def _dropped_preview(context: Context, figure: _Figure, start: Pointer, at: Point) -> Preview:
    skeleton = _dropped(context, figure, start, at)
    band = bounds_of([context.sheet.clamp(start.x, start.y), at])
    note = _(
        "整副 {count} 个点  {width} × {height} px",
        count=len(context.template.names),
        width=round(band[2] - band[0]),
        height=round(band[3] - band[1]),
    )
    return Preview((skeleton,), band=band, note=note)


def _dropped(context: Context, figure: _Figure, start: Pointer, at: Point) -> Skeleton:
    """Return the template scaled to the box between two places, all joints seen."""
    x1, y1, x2, y2 = bounds_of([context.sheet.clamp(start.x, start.y), at])
    places = context.template.places or _in_a_ring(len(context.template.names))
    joints = tuple(Joint(round(x1 + x * (x2 - x1), 2), round(y1 + y * (y2 - y1), 2)) for x, y in places)
    return replace(figure.skeleton(), joints=joints)


def _in_a_ring(count: int) -> tuple[Point, ...]:
    """Return places for joints of which nobody said where they are: on a circle, clockwise from the top."""
    steps = (math.tau * place / count - math.pi / 2 for place in range(count))
    return tuple((0.5 + 0.5 * math.cos(step), 0.5 + 0.5 * math.sin(step)) for step in steps)
