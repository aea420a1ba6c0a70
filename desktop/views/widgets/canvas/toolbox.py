"""Which tools there are, what each makes, and what an order lets them make: the schema as a tool understands it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.annotation.document import Document
from desktop.annotation.limits import Limits
from desktop.annotation.shapes.base import AttributeValue, Shape, ShapeKind
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.annotation.tools.boxes import begin_box
from desktop.annotation.tools.brushes import begin_brush, begin_cut, begin_eraser, begin_fill
from desktop.annotation.tools.dots import begin_dot
from desktop.annotation.tools.ellipse import begin_ellipse
from desktop.annotation.tools.flags import begin_flag
from desktop.annotation.tools.polygon import begin_polygon
from desktop.annotation.tools.polyline import begin_polyline
from desktop.annotation.tools.quad import begin_quad
from desktop.annotation.tools.rotated import begin_rotated
from desktop.annotation.tools.scissors import begin_scissors
from desktop.annotation.tools.skeletons import begin_skeleton
from desktop.annotation.tools.slice import begin_slice
from desktop.annotation.tools.strokes import Context, Pointer, Settings, Stroke, Template
from desktop.annotation.tools.wand import begin_wand
from desktop.base.wording import N_, language
from desktop.curriculum.schema import Label, LabelSchema

Begin: TypeAlias = Callable[[Context, Pointer], Stroke]

SELECT, BOX, TAG = "select", "box", "tag"


@dataclass(frozen=True)
class ToolKind:
    """A tool: which kinds of shape it makes or changes, how its stroke begins, and the name of the step.

    ``keeps``: it works on what is selected, so taking it deselects nothing. ``edges``: it needs the picture's pixels. ``by_points``: it is built point by point.
    """

    kinds: tuple[ShapeKind, ...]
    begin: Begin | None
    step: str
    keeps: bool = False
    paints: bool = False
    edges: bool = False
    by_points: bool = False


#: Every tool that draws, in the order of the rail.
TOOLS: Mapping[str, ToolKind] = {
    "box": ToolKind(("box",), begin_box, N_("画框：{label}")),
    "rotated": ToolKind(("rotated",), begin_rotated, N_("画旋转框：{label}")),
    "polygon": ToolKind(("polygon",), begin_polygon, N_("画多边形：{label}"), keeps=True, by_points=True),
    "polyline": ToolKind(("polyline",), begin_polyline, N_("画折线：{label}"), by_points=True),
    "point": ToolKind(("point",), begin_dot, N_("画点：{label}")),
    "skeleton": ToolKind(("skeleton",), begin_skeleton, N_("画骨架：{label}"), by_points=True),
    "ellipse": ToolKind(("ellipse",), begin_ellipse, N_("画椭圆：{label}")),
    "quad": ToolKind(("quad",), begin_quad, N_("画文字框：{label}"), by_points=True),
    "brush": ToolKind(("mask",), begin_brush, N_("画笔"), keeps=True, paints=True),
    "eraser": ToolKind(("mask",), begin_eraser, N_("橡皮"), keeps=True, paints=True),
    "fill": ToolKind(("mask",), begin_fill, N_("填入掩膜"), keeps=True, by_points=True),
    "cut": ToolKind(("mask",), begin_cut, N_("从掩膜挖掉"), keeps=True, by_points=True),
    "scissors": ToolKind(
        ("polygon", "polyline"), begin_scissors, N_("智能剪刀：{label}"), edges=True, by_points=True
    ),
    "wand": ToolKind(("polygon", "mask"), begin_wand, N_("魔棒：{label}"), keeps=True, edges=True),
    "slice": ToolKind(("polygon", "mask", "polyline"), begin_slice, N_("切开"), keeps=True, by_points=True),
    "flag": ToolKind(("flag",), begin_flag, N_("质检标记：{label}")),
    "tag": ToolKind(("tag",), None, N_("标签：{label}")),
}


@dataclass
class Kit:
    """What stays in the hand from image to image: its settings, what was copied, and what was drawn with last."""

    settings: Settings = field(default_factory=Settings)
    copied: tuple[Shape, ...] = ()
    answers: Mapping[str, AttributeValue] = field(default_factory=dict)
    last_tool: str = ""
    last_label: str = ""


def tools_of(schema: LabelSchema, label: str | None = None) -> tuple[str, ...]:
    """Return the tools that make a kind of shape that the schema, or one class of it, may be drawn with."""
    kinds = set(schema.shapes if label is None else schema.shapes_of(label))
    return tuple(
        name
        for name, tool in TOOLS.items()
        if kinds & set(tool.kinds) and not (tool.edges and not edges_allowed(schema))
    )


def edges_allowed(schema: LabelSchema) -> bool:
    """Tell whether scissors and wand may help with any class."""
    return any(schema.drawing_of(label.id).edge_help for label in schema.labels)


def limits_of(schema: LabelSchema) -> dict[str, Limits]:
    """Return what may be drawn of each class. In a task of boxes alone sizes are told, not enforced."""
    return {label.id: _limits(schema, label) for label in schema.labels}


def joint_names(label: Label) -> tuple[str, ...]:
    """Return what the joints of a class are called in the language spoken, in their order; none without a skeleton."""
    english = language() == "en"
    points = label.skeleton.points if label.skeleton is not None else ()
    return tuple((english and point.name_en) or point.name for point in points)


def template_of(label: Label, document: Document) -> Template:
    """Return the joints of a class; their places are those of the figure drawn last, if there is one."""
    if label.skeleton is None:
        return Template()
    names = joint_names(label)
    drawn = [own for own in document.of(Skeleton) if own.label == label.id and len(own.joints) == len(names)]
    return Template(names, _places(drawn[-1]) if drawn else (), label.skeleton.edges)


def _places(skeleton: Skeleton) -> tuple[tuple[float, float], ...]:
    x1, y1, x2, y2 = skeleton.bounds
    width, height = max(x2 - x1, 1.0), max(y2 - y1, 1.0)
    return tuple(
        (min(max((one.x - x1) / width, 0.0), 1.0), min(max((one.y - y1) / height, 0.0), 1.0))
        for one in skeleton.joints
    )


def _limits(schema: LabelSchema, label: Label) -> Limits:
    rules = schema.drawing_of(label.id)
    return Limits(
        side=rules.minimum_px,
        area=rules.minimum_area,
        least_spacing=rules.least_spacing,
        most_spacing=rules.most_spacing,
        most_points=rules.most_points,
        allow_holes=rules.allow_holes,
        no_overlap=rules.no_overlap,
        shared_borders=rules.shared_borders,
        edge_help=rules.edge_help,
        firm=schema.task != "boxes",
        kinds=frozenset(schema.shapes_of(label.id)),
    )
