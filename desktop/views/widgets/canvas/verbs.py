"""What each action of the key table does to the marks on a desk and to the stroke under way, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from desktop.annotation import edits
from desktop.annotation.document import replacing
from desktop.annotation.outcome import Done, marks_added
from desktop.annotation.shapes.base import Point, Shape, ShapeKind
from desktop.annotation.shapes.skeleton import JointState, Skeleton
from desktop.annotation.tools.grabs import without_point
from desktop.annotation.verbs import areas, clipboard, conversion, stacking, turning
from desktop.annotation.verbs.stacking import Way
from desktop.base.wording import _
from desktop.views.widgets.canvas.desk import SELECT, ImageDesk, carried
from desktop.views.widgets.canvas.hand import THINNEST_BRUSH, WIDEST_BRUSH, Hand
from desktop.views.widgets.canvas.toolbox import TOOLS

Verb: TypeAlias = Callable[[], object]

#: Tools with a measure of their own: the setting, how far a key or a notch of the wheel goes, and the most.
TUNED: Mapping[str, tuple[str, float, float]] = {
    "scissors": ("edges", 5.0, 100.0),
    "wand": ("tolerance", 2.0, 255.0),
}

#: Degrees that a key turns by.
TURN, FINE_TURN = 1.0, 0.1
#: By how much a key makes a brush bigger.
_STEP = 1.25
_WAYS: tuple[Way, ...] = ("front", "back", "up", "down")
_JOINTS: tuple[JointState, ...] = ("visible", "hidden", "out")
#: Verbs that speak to a stroke under way; all others wait for its end.
IN_A_STROKE = ("edge.", "draw.", "brush.", "joint.", "tool.repeat", "snap.toggle")


def desk_verbs(desk: ImageDesk, hand: Hand) -> dict[str, Verb]:
    """Return the verbs by action of the key table."""
    return {
        "tool.select": partial(desk.take, SELECT),
        **{f"tool.{name}": partial(desk.take, name) for name in TOOLS},
        "tool.repeat": partial(repeat, desk, hand),
        "draw.undo_point": partial(hand.say, "undo"),
        "draw.close": partial(close, hand),
        "draw.point": hand.corner,
        "brush.smaller": partial(scale_brush, desk, 1 / _STEP),
        "brush.bigger": partial(scale_brush, desk, _STEP),
        "edge.less": partial(tune_by_key, desk, hand, -1),
        "edge.more": partial(tune_by_key, desk, hand, 1),
        "brush.shape": partial(switch_tip, desk),
        "brush.takes": partial(toggle_taking, desk),
        "snap.toggle": partial(toggle_snap, desk),
        "box.extremes": partial(switch_corners, desk),
        **{f"joint.{state}": partial(set_joint, desk, hand, state) for state in _JOINTS},
        "mask.fill_holes": partial(_on_selected, desk, areas.fill_holes),
        "shape.join": partial(_on_selected, desk, areas.join),
        "shape.subtract": partial(_on_selected, desk, areas.subtract),
        "shape.subtract_under": partial(_on_selected, desk, areas.subtract_from_underlying),
        "shape.keep_off": partial(_on_selected, desk, areas.keep_off_others),
        "shape.flip_heading": partial(_on_selected, desk, turning.flip_heading),
        "shape.redraw": partial(redraw, desk),
        "rotate.left": partial(rotate, desk, -TURN),
        "rotate.right": partial(rotate, desk, TURN),
        "rotate.left.fine": partial(rotate, desk, -FINE_TURN),
        "rotate.right.fine": partial(rotate, desk, FINE_TURN),
        "vertex.delete": partial(delete_vertex, desk, hand),
        **{f"order.{way}": partial(restack, desk, way) for way in _WAYS},
        "pin": partial(toggle_pinned, desk),
        "group": partial(group, desk),
        "ungroup": partial(ungroup, desk),
        "copy": partial(copy, desk),
        "paste": partial(paste, desk),
        "paste.pointer": partial(paste_at_pointer, desk, hand),
        "paste.place": partial(carry_copies, desk, hand),
        "attributes.copy": partial(copy_answers, desk),
        "attributes.paste": partial(paste_answers, desk),
        "solo": partial(toggle_solo, desk),
        "hide.class": partial(toggle_class, desk),
    }


# -- tools and strokes


def repeat(desk: ImageDesk, hand: Hand) -> None:
    """Finish the stroke under way; else take up the tool and class that were drawn with last, for a new mark."""
    if hand.is_drawing:
        close(hand)
        return
    if desk.draws:
        desk.select(())
        return
    label = desk.schema.label(desk.kit.last_label)
    if label is not None:
        desk.label = label
    tool = desk.kit.last_tool or next(iter(desk.tools()), "")
    if tool:
        desk.take(tool)
        desk.select(())


def close(hand: Hand) -> None:
    """Finish the stroke under way; one that is drawn by corners gets its next one at the keyboard cursor."""
    stroke = hand.gesture
    if stroke is not None and hand.say("close") and hand.gesture is stroke and hand.spot is not None:
        hand.corner()


def scale_brush(desk: ImageDesk, factor: float) -> None:
    """Make the brush bigger or smaller, by a pixel at least."""
    now = desk.settings.brush
    wanted = max(round(now * factor), now + 1) if factor > 1 else min(round(now * factor), now - 1)
    brush = float(min(max(wanted, THINNEST_BRUSH), WIDEST_BRUSH))
    desk.set_hand(replace(desk.settings, brush=brush))


def tune(desk: ImageDesk, hand: Hand, steps: float) -> bool:
    """Set scissors or wand in hand by so many steps, also in the middle of a stroke; False with another tool in hand."""
    setting = TUNED.get(desk.tool)
    if setting is None:
        return False
    field, step, most = setting
    now: float = getattr(desk.settings, field)
    changed: dict[str, Any] = {field: float(min(max(round(now + step * steps), 0), most))}
    desk.set_hand(replace(desk.settings, **changed))
    hand.say("")
    return True


def tune_by_key(desk: ImageDesk, hand: Hand, steps: float) -> None:
    """Set scissors or wand; say which tools can be set with another one in hand."""
    if not tune(desk, hand, steps):
        desk.refused.emit(_("先拿起智能剪刀或按颜色选的工具，再改灵敏度或容差。"))


def switch_tip(desk: ImageDesk) -> None:
    """Change between a round and a square brush."""
    tip = desk.settings.tip
    desk.set_hand(replace(desk.settings, tip="square" if tip == "disc" else "disc"))


def toggle_taking(desk: ImageDesk) -> None:
    """Have paint take its pixels from the other masks that it runs over, or leave them theirs."""
    desk.set_hand(replace(desk.settings, takes=not desk.settings.takes))


def toggle_snap(desk: ImageDesk) -> None:
    """Turn snapping on or off."""
    desk.set_hand(replace(desk.settings, snap=not desk.settings.snap))


def switch_corners(desk: ImageDesk) -> None:
    """Draw boxes by four extreme points instead of two corners, or by corners again; the foot says which."""
    extremes = desk.settings.corners == "drag"
    desk.set_hand(replace(desk.settings, corners="extremes" if extremes else "drag"))
    desk.refused.emit(
        _("画框：依次点上、下、左、右四个极点。") if extremes else _("画框：拖动，或点两个对角。")
    )


def set_joint(desk: ImageDesk, hand: Hand, state: JointState) -> None:
    """Say how the next joint is seen; without a stroke, how the joint that was gripped last is."""
    if hand.say(state):
        return
    mark = desk.document.get(hand.vertex[0]) if hand.vertex is not None else None
    if hand.vertex is None or not isinstance(mark, Skeleton):
        desk.refused.emit(_("先点一个关键点，再说它看得见、被挡住还是在画外。"))
        return
    joint = replace(mark.joints[hand.vertex[1]], state=state)
    changed = mark.with_joint(hand.vertex[1], joint)
    if all(own.state == "out" for own in changed.joints):
        desk.refused.emit(_("所有关键点都在画外就不必标了，可以删除整个骨架。"))
        return
    desk.do(replacing(_("关键点状态"), desk.document, changed))


# -- shapes


def convert(desk: ImageDesk, kind: ShapeKind | None = None) -> None:
    """Make another kind of shape of what is selected; without ``kind`` the next that the class allows."""
    if desk.something_selected():
        desk.conclude(conversion.convert(desk.sheet, desk.selected, kind))


def rotate(desk: ImageDesk, degrees: float) -> None:
    """Turn what is selected clockwise."""
    if desk.something_selected():
        desk.conclude(turning.turn(desk.sheet, desk.selected, degrees))


def redraw(desk: ImageDesk) -> None:
    """Take up the tool and class of the selected mark: what is drawn next takes its place."""
    shapes = desk.selected_shapes()
    label = desk.schema.label(shapes[0].label) if len(shapes) == 1 else None
    tool = next((name for name, own in TOOLS.items() if shapes and shapes[0].kind in own.kinds), "")
    if label is None or not tool or shapes[0].locked:
        desk.refused.emit(_("先选一个没锁定的标注，再重画它。"))
        return
    desk.label = label
    desk.take(tool)
    desk.select(())
    desk.redraws = shapes[0].id


def delete_vertex(desk: ImageDesk, hand: Hand) -> None:
    """Take away the point that was gripped last."""
    mark = desk.document.get(hand.vertex[0]) if hand.vertex is not None else None
    if hand.vertex is None or not isinstance(mark, Shape) or hand.vertex[1] >= len(mark.handles):
        desk.refused.emit(_("先点一个顶点，再删除它。"))
        return
    if mark.locked:
        desk.refused.emit(_("所选的标注已锁定，按 ‹lock› 解锁。"))
        return
    desk.conclude(without_point(desk.context(), mark, hand.vertex[1]))
    hand.vertex = None


# -- order, groups, visibility


def restack(desk: ImageDesk, way: Way) -> None:
    """Bring what is selected before or behind other marks."""
    if desk.something_selected():
        desk.do(stacking.restack(desk.document, desk.selected, way))


def toggle_pinned(desk: ImageDesk) -> None:
    """Pin what is selected, or let it loose when all of it is pinned."""
    if desk.something_selected():
        pinned = not all(desk.document[own].pinned for own in desk.selected)
        desk.do(edits.pin(desk.document, desk.selected, pinned=pinned))


def group(desk: ImageDesk) -> None:
    """Make one group of what is selected."""
    if len(desk.selected) < 2:
        desk.refused.emit(_("先选两个以上的标注，再编成一组。"))
        return
    desk.do(stacking.group(desk.document, desk.selected))


def ungroup(desk: ImageDesk) -> None:
    """Dissolve the groups of what is selected."""
    if desk.something_selected():
        desk.do(stacking.ungroup(desk.document, desk.selected))


def toggle_solo(desk: ImageDesk) -> None:
    """Show only what is selected, or everything again. No mark changes."""
    desk.solo = frozenset(desk.selected) if desk.solo is None and desk.selected else None
    desk.mode_changed.emit()


def toggle_class(desk: ImageDesk) -> None:
    """Hide all marks of the class of what is selected (else of the chosen class), or show them again."""
    labels = {desk.document[own].label for own in desk.selected} or {desk.label.id}
    ids = [mark.id for mark in desk.document if mark.label in labels]
    if ids:
        desk.toggle_hidden(ids)


# -- copies


def copy(desk: ImageDesk) -> None:
    """Keep copies of what is selected, for this image or another."""
    if desk.something_selected():
        desk.kit.copied = desk.selected_shapes()


def paste(desk: ImageDesk, at: Point | None = None) -> None:
    """Put what was copied where it was, or around a point."""
    if not desk.kit.copied:
        desk.refused.emit(_("还没有复制任何标注。"))
        return
    paste_marks(desk, desk.kit.copied, at)


def paste_at_pointer(desk: ImageDesk, hand: Hand) -> None:
    """Put what was copied around the pointer."""
    paste(desk, hand.pointed())


def carry_copies(desk: ImageDesk, hand: Hand) -> None:
    """Hang what was copied at the pointer; a click puts it down."""
    known = [mark for mark in desk.kit.copied if desk.schema.label(mark.label) is not None]
    if known:
        hand.carry(known)
    else:
        desk.refused.emit(_("还没有复制任何标注。"))


def paste_marks(desk: ImageDesk, marks: Iterable[Shape], at: Point | None = None, *, name: str = "") -> None:
    """Add copies of marks, also of another image's, and select them; classes that this one has not are left out."""
    known = [mark for mark in marks if desk.schema.label(mark.label) is not None]
    step = clipboard.paste(desk.sheet, known, at, name=name)
    if not step.edits:
        desk.refused.emit(_("没有可以粘贴到这张图上的标注。"))
        return
    desk.conclude(Done(step, marks_added(step)))


def copy_answers(desk: ImageDesk) -> None:
    """Keep the answers of the mark that was selected last."""
    if desk.something_selected():
        desk.kit.answers = dict(desk.document[desk.selected[-1]].attributes)


def paste_answers(desk: ImageDesk) -> None:
    """Give what is selected the answers that were copied, as far as each class asks for them."""
    if not desk.something_selected():
        return
    changed = [
        replace(mark, attributes=carried(desk.schema, mark.label, {**mark.attributes, **desk.kit.answers}))
        for mark in (desk.document[own] for own in desk.selected)
    ]
    desk.do(replacing(_("粘贴属性"), desk.document, *changed))


def _on_selected(desk: ImageDesk, verb: Callable[..., Done]) -> None:
    """Carry out a verb of the annotation layer on what is selected."""
    if desk.something_selected():
        ids: Sequence[str] = desk.selected
        desk.conclude(verb(desk.sheet, ids))
