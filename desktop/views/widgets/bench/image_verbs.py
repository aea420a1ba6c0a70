"""What each action of the key table does to one image on the bench."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TypeAlias

from desktop.annotation.hits import union
from desktop.annotation.shapes.base import Rect, ShapeKind
from desktop.curriculum.shape_rules import KINDS
from desktop.views.widgets.canvas.comparison import ComparisonView
from desktop.views.widgets.canvas.desk import SELECT, ImageDesk
from desktop.views.widgets.canvas.review_scene import Layer
from desktop.views.widgets.canvas.verbs import IN_A_STROKE, TUNED, desk_verbs
from desktop.views.widgets.canvas.viewport import STEP
from desktop.views.widgets.canvas.widget import ImageCanvas
from desktop.views.widgets.habits_in_use import habits_in_use

Verb: TypeAlias = Callable[[], object]

_ARROWS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_FAR = 10
#: While a stroke is under way these drop it; the first of them do nothing more.
_IS_DROPPING = frozenset({"undo", "erase"})
_DROPS_STROKE = _IS_DROPPING | {"redo"}
#: What may be done in the middle of a stroke; everything else waits for its end.
_HARMLESS = ("arrow.", "cancel", "draw.corner", "zoom.", "crosshair", "hide.all", *IN_A_STROKE)
EVERY: frozenset[ShapeKind] = frozenset(KINDS)
_OUTLINES: frozenset[ShapeKind] = frozenset({"polygon", "polyline", "mask"})
#: How an action begins, and the kinds of shape it is for; the first that fits. What is not named is for every kind.
_NEEDS: tuple[tuple[str, frozenset[ShapeKind]], ...] = (
    ("mask.", frozenset({"mask"})),
    ("brush.", frozenset({"mask"})),
    ("joint.", frozenset({"skeleton"})),
    ("shape.flip_heading", frozenset({"rotated"})),
    ("rotate.", frozenset({"rotated", "ellipse", "polygon", "polyline", "quad"})),
    ("shape.redraw", EVERY),
    ("shape.", _OUTLINES),
    ("vertex.", frozenset({"polygon", "polyline"})),
    ("draw.undo_point", EVERY - {"box", "point", "tag", "flag"}),
    ("draw.close", EVERY - {"box", "point", "tag", "flag"}),
    ("draw.point", EVERY - {"tag", "flag"}),
    ("box.", frozenset({"box"})),
    ("snap.", EVERY - {"point", "tag", "flag"}),
)
#: Device pixels that an arrow key moves a picture that is only looked at.
_PAN = 60


def verb_table(desk: ImageDesk, canvas: ImageCanvas) -> dict[str, Verb]:
    """Return the verbs of a desk and the canvas that shows it, by action; none of them disturbs a stroke."""
    return {
        action: partial(_between_strokes, canvas, action, verb)
        for action, verb in _verbs(desk, canvas).items()
    }


def _verbs(desk: ImageDesk, canvas: ImageCanvas) -> dict[str, Verb]:
    return _fitting(desk, canvas) | {
        "tool.switch": partial(_switch_tool, desk),
        "cancel": partial(_cancel, desk, canvas),
        "undo": desk.undo,
        "redo": desk.redo,
        "duplicate": desk.duplicate,
        "erase": desk.erase,
        "hide": desk.toggle_hidden,
        "lock": desk.toggle_locked,
        "hide.all": partial(_toggle_veil, desk),
        "select.next": partial(_cycle, desk, canvas, 1),
        "select.previous": partial(_cycle, desk, canvas, -1),
        "select.all": partial(_select_all, desk),
        "draw.corner": canvas.corner,
        "zoom.in": partial(canvas.zoom_by, STEP),
        "zoom.out": partial(canvas.zoom_by, 1 / STEP),
        "zoom.fit": canvas.fit,
        "zoom.full": partial(canvas.zoom_to, 1.0),
        "zoom.selected": partial(_zoom_to_selected, desk, canvas),
        **{f"label.{label.id}": partial(desk.choose_label, label) for label in desk.schema.labels},
        **{f"arrow.{name}": partial(canvas.arrow, du, dv) for name, (du, dv) in _ARROWS.items()},
        **{
            f"arrow.{name}.far": partial(canvas.arrow, _FAR * du, _FAR * dv)
            for name, (du, dv) in _ARROWS.items()
        },
        **{f"grow.{name}": partial(_stretch, desk, canvas, du, dv, 1) for name, (du, dv) in _ARROWS.items()},
        **{
            f"shrink.{name}": partial(_stretch, desk, canvas, du, dv, -1)
            for name, (du, dv) in _ARROWS.items()
        },
    }


def _fitting(desk: ImageDesk, canvas: ImageCanvas) -> dict[str, Verb]:
    """Return the verbs of desk and hand that make sense for what the classes are drawn with."""
    if canvas.hand is None:
        return {}
    kinds, tools = (
        frozenset(desk.schema.shapes),
        {"tool.select", "tool.repeat"} | {f"tool.{own}" for own in desk.tools()},
    )
    return {
        action: verb
        for action, verb in desk_verbs(desk, canvas.hand).items()
        if _makes_sense(action, kinds, tools)
    }


def at_the_bench(desk: ImageDesk, canvas: ImageCanvas, verbs: Mapping[str, Verb]) -> dict[str, Verb]:
    """Return those of the verbs of plates and menus that make sense for what the classes are drawn with."""
    kinds = frozenset(desk.schema.shapes)
    return {
        action: partial(_between_strokes, canvas, action, verb)
        for action, verb in verbs.items()
        if _makes_sense(action, kinds, ())
    }


def _makes_sense(action: str, kinds: frozenset[ShapeKind], tools: Collection[str]) -> bool:
    if action.startswith("tool."):
        return action in tools
    if action.startswith("edge."):
        return not {f"tool.{own}" for own in TUNED}.isdisjoint(tools)
    return bool(kinds & _needed(action))


def _needed(action: str) -> frozenset[ShapeKind]:
    """Return the kinds of shape of which one at least must be there for an action to make sense."""
    return next((kinds for start, kinds in _NEEDS if action.startswith(start)), EVERY)


def _between_strokes(canvas: ImageCanvas, action: str, verb: Verb) -> None:
    """Carry out a verb, unless a stroke is under way that it would pull the ground from under."""
    if canvas.hand is not None and action == "undo" and canvas.hand.goes_by_points:
        canvas.hand.say("undo")
        return
    takes_tool = action.startswith("tool.") and action != "tool.repeat"
    if canvas.is_drawing and (takes_tool or action in _DROPS_STROKE):
        canvas.cancel()
        if action in _IS_DROPPING:
            return
    if action in _DROPS_STROKE:
        with canvas.in_one():
            verb()
    elif not canvas.is_drawing or action.startswith(_HARMLESS):
        verb()


def review_table(view: ComparisonView, set_layer: Callable[[Layer], object]) -> dict[str, Verb]:
    """Return the verbs of a comparison, by action."""
    return {
        "zoom.in": partial(view.zoom_by, STEP),
        "zoom.out": partial(view.zoom_by, 1 / STEP),
        "zoom.fit": view.fit,
        "zoom.full": partial(view.zoom_to, 1.0),
        "finding.next": partial(_next_finding, view, 1),
        "finding.previous": partial(_next_finding, view, -1),
        "layer.gold": partial(set_layer, "gold"),
        "layer.answer": partial(set_layer, "answer"),
        "layer.both": partial(set_layer, "both"),
        **{f"arrow.{name}": partial(view.pan, -_PAN * du, -_PAN * dv) for name, (du, dv) in _ARROWS.items()},
    }


def _next_finding(view: ComparisonView, by: int) -> None:
    """Choose the next finding, after the last the first."""
    n = len(view.compared.findings) if view.compared is not None else 0
    if n:
        here = view.focused if view.focused is not None else min(-by, 0)
        view.finding_chosen.emit((here + by) % n)


def _switch_tool(desk: ImageDesk) -> None:
    """Go from drawing to selecting, and back to what was drawn with last."""
    drawn = desk.kit.last_tool if desk.kit.last_tool in desk.tools() else next(iter(desk.tools()), SELECT)
    desk.take(SELECT if desk.draws else drawn)


def _cancel(desk: ImageDesk, canvas: ImageCanvas) -> None:
    """Drop the stroke; else the selection; else the tool."""
    if canvas.cancel():
        return
    if desk.selected:
        desk.select(())
    elif desk.tool != SELECT:
        desk.take(SELECT)


def _toggle_veil(desk: ImageDesk) -> None:
    desk.veil(veiled=not desk.veiled)


def _stretch(desk: ImageDesk, canvas: ImageCanvas, du: int, dv: int, outward: float) -> None:
    """Move the side that is seen in a direction, outwards or (< 0) inwards."""
    if canvas.hand is not None:
        desk.stretch(canvas.hand.side(du, dv), outward)


def _cycle(desk: ImageDesk, canvas: ImageCanvas, by: int) -> None:
    """Select the next box and bring it into view. Going through boxes is selecting: the tool changes with it."""
    if desk.tool != SELECT and len(desk.document):
        desk.take(SELECT)
    desk.cycle(by)
    area = _around(desk)
    if area is not None and habits_in_use().now.tab_zooms:
        canvas.show_rect(area)
    elif area is not None:
        canvas.reveal(area)


def _around(desk: ImageDesk) -> Rect | None:
    """Return the rectangle around all selected marks that have a place, or None."""
    return union(shape for shape in desk.selected_shapes() if shape.kind != "tag")


def _select_all(desk: ImageDesk) -> None:
    desk.take(SELECT)
    desk.select(mark.id for mark in desk.document)


def _zoom_to_selected(desk: ImageDesk, canvas: ImageCanvas) -> None:
    area = _around(desk)
    if area is None:
        canvas.fit()
    else:
        canvas.show_rect(area)
