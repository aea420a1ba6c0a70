"""By which tolerances each kind of shape is judged, and what a hand may draw at all."""

from __future__ import annotations

from operator import not_
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from desktop.annotation.marks import SHAPES
from desktop.annotation.shapes.base import ShapeKind
from desktop.curriculum.frozen import Frozen, Id, Share, Text

Pixels = Annotated[float, Field(ge=0)]
Degrees = Annotated[float, Field(gt=0, le=180)]


def _is_none(value: Any) -> bool:
    return value is None


class RotatedRules(Frozen):
    """A rotated box is right with this IoU (of the true rotated rectangles) and this angle error at most."""

    match_iou: Share = 0.3
    iou: Share = 0.85
    degrees: Degrees = 3.0


class AreaRules(Frozen):
    """A polygon, mask or ellipse is right with this IoU and this boundary F-score at ``boundary_px`` pixels."""

    match_iou: Share = 0.3
    iou: Share = 0.92
    boundary_px: float = Field(default=3.0, gt=0)
    boundary_f: Share = 0.95


class PolylineRules(Frozen):
    """A line is right when no part is off by more than ``distance_px`` and it covers this share of the gold's length.

    ``directed``: it must run the same way. ``match_px``: a mean distance up to which two lines are the same one.
    """

    match_px: float = Field(default=20.0, gt=0)
    distance_px: float = Field(default=4.0, gt=0)
    coverage: Share = 0.95
    directed: bool = True


class SkeletonRules(Frozen):
    """A joint is right within ``distance_px``, or within what OKS ``oks`` allows it at the object's scale.

    ``visibility``: its state must be right as well. Two skeletons are the same figure from ``match_oks`` on.
    """

    match_oks: Share = 0.1
    distance_px: float = Field(default=5.0, gt=0)
    oks: Share = 0.90
    visibility: bool = True


class PointRules(Frozen):
    """A point is right within ``radius_px`` of its gold; ``match_px``: further off it is another one."""

    match_px: float = Field(default=20.0, gt=0)
    radius_px: float = Field(default=8.0, gt=0)


class Normalisation(Frozen):
    """How two transcriptions are made alike before they are compared; everything else counts."""

    #: Unicode NFKC: full-width figures and letters become plain ones.
    nfkc: bool = True
    #: Blanks count for nothing at all ("any"), in runs and at the ends ("runs"), or everything ("none").
    blanks: Literal["any", "runs", "none"] = "runs"
    #: Chinese punctuation becomes its western counterpart.
    punctuation: bool = False
    ignore_case: bool = False


class QuadRules(Frozen):
    """A text quad is right with this IoU and this character error rate; ``illegible`` stands for what nobody can read.

    ``exact_fields``: classes whose text must be right to the last sign.
    """

    match_iou: Share = 0.3
    iou: Share = 0.7
    cer: float = Field(default=0.0, ge=0, le=1)
    normalisation: Normalisation = Normalisation()
    illegible: str = "###"
    exact_fields: tuple[Id, ...] = ()


class FlagRules(Frozen):
    """An inspector's flag for something missing finds it from this IoU of their places on."""

    place_iou: Share = 0.1


class Filter(Frozen):
    """Which gold marks a rule is about: all that pass every part that is given. Area in square pixels.

    On texts ``labels`` also name kinds of relations and questions; lengths are those of spans, in characters without gaps.
    """

    labels: tuple[Id, ...] = ()
    shapes: tuple[ShapeKind, ...] = ()
    least_area: Pixels | None = None
    most_area: Pixels | None = None
    attributes: dict[Id, tuple[str | bool | float, ...]] = Field(default_factory=dict)
    # Left out of a digest while not given: packs from before they existed keep theirs.
    least_length: int | None = Field(default=None, ge=1, exclude_if=_is_none)
    most_length: int | None = Field(default=None, ge=1, exclude_if=_is_none)


Metric = Literal["accuracy", "precision", "recall", "f1", "mean_similarity"]


class Rule(Frozen):
    """A requirement with a bar of its own. A child is about what its parent is about and its own filter passes."""

    id: Id
    name: Text
    parent: Id | None = None
    when: Filter = Filter()
    metric: Metric = "accuracy"
    threshold: Share
    requirement: Id | None = None


class ObjectRules(Frozen):
    """The tolerances by kind of shape, and the requirements with bars of their own."""

    rotated: RotatedRules = RotatedRules()
    polygon: AreaRules = AreaRules()
    mask: AreaRules = AreaRules(iou=0.90)
    ellipse: AreaRules = AreaRules()
    #: Label id -> how its areas are judged, whatever tool drew them, where that differs: of a thin area a border that is
    #: off by a pixel costs much IoU. Left out of a digest while empty: packs from before it existed keep theirs.
    areas: dict[Id, AreaRules] = Field(default_factory=dict, exclude_if=not_)
    polyline: PolylineRules = PolylineRules()
    skeleton: SkeletonRules = SkeletonRules()
    point: PointRules = PointRules()
    quad: QuadRules = QuadRules()
    flag: FlagRules = FlagRules()
    #: Only what is seen of a shape counts where another lies over it (panoptic layers).
    visible_parts: bool = False
    groups: bool = False
    #: Label ids whose marks are to be drawn in the order of the gold, say from left to right.
    ordered: tuple[Id, ...] = ()
    rules: tuple[Rule, ...] = ()
    #: Finding code -> clause of the rules that it breaks.
    clauses: dict[str, str] = Field(default_factory=dict)

    def area_rules(self, kind: ShapeKind, label: str) -> AreaRules:
        """Return how an area of a class is judged that was drawn as a polygon, a mask or an ellipse."""
        own = self.areas.get(label)
        if own is not None:
            return own
        if kind == "polygon":
            return self.polygon
        return self.mask if kind == "mask" else self.ellipse

    @model_validator(mode="after")
    def _is_a_tree(self) -> ObjectRules:
        known: set[str] = set()
        for rule in self.rules:
            if rule.id in known:
                raise ValueError(f"rules: {rule.id} is there twice")
            if rule.parent is not None and rule.parent not in known:
                raise ValueError(f"rules: {rule.id} must come after its parent {rule.parent}")
            known.add(rule.id)
        return self


class DrawingRules(Frozen):
    """What a hand may draw; the canvas tells while drawing. 0 or None asks for nothing."""

    #: The least of width and height, px, and the least area, px^2.
    minimum_px: Pixels = 0.0
    minimum_area: Pixels = 0.0
    #: Pixels between two points of a polygon or line: closer is idle, further apart is too coarse for a curve.
    least_spacing: Pixels = 0.0
    most_spacing: Pixels | None = None
    most_points: int | None = Field(default=None, ge=3)
    allow_holes: bool = True
    #: Areas must not lie over each other; a new one is cut where it does.
    no_overlap: bool = False
    #: Neighbours share their border: points snap to it.
    shared_borders: bool = False
    #: Intelligent scissors and region fill may help.
    edge_help: bool = True


class KeyPoint(Frozen):
    """One joint of a skeleton. ``sigma``: spread for OKS, as a share of the object's scale; ``swap``: its mirror twin."""

    id: Id
    name: Text
    name_en: str = ""
    sigma: float = Field(default=0.05, gt=0, le=1)
    swap: Id | None = None


class SkeletonShape(Frozen):
    """The joints of a class in their order, and which are joined by a line (places in ``points``)."""

    points: tuple[KeyPoint, ...] = Field(min_length=1, max_length=200)
    edges: tuple[tuple[int, int], ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> SkeletonShape:
        ids = [point.id for point in self.points]
        if len(set(ids)) != len(ids):
            raise ValueError("points: each id once")
        if any(not 0 <= end < len(ids) for edge in self.edges for end in edge):
            raise ValueError("edges: name places of points")
        strangers = [point.swap for point in self.points if point.swap and point.swap not in ids]
        if strangers:
            raise ValueError(f"swap: no such points {strangers}")
        return self


#: Kinds of shape that a class may be drawn with.
KINDS: tuple[ShapeKind, ...] = tuple(SHAPES)
