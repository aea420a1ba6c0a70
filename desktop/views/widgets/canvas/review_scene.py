"""What is drawn of a comparison, for a view: outlines of every kind, how far they are off, and a marker for each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage

from desktop.annotation.document import Document
from desktop.annotation.hits import Side
from desktop.annotation.shapes.base import Rect, Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.base.wording import _
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.result import Finding
from desktop.session.explain import sides_named
from desktop.session.shown import NotJudged
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.deviation import Deviation, deviation, has_contour
from desktop.views.widgets.canvas.live import Item, Note
from desktop.views.widgets.canvas.plane import Plane
from desktop.views.widgets.canvas.review_courses import courses, is_about_direction
from desktop.views.widgets.canvas.review_items import Heat, Marker, SideOffset, Way
from desktop.views.widgets.canvas.review_looks import DASHES, DOTS, Look, drawn
from desktop.views.widgets.canvas.review_masks import Difference
from desktop.views.widgets.canvas.review_tags import TagPlate, places_of, sign_at, tag_verdicts, unit_of
from desktop.views.widgets.canvas.signs import finding_icon, finding_tone
from desktop.views.widgets.canvas.tags import tag
from desktop.views.widgets.canvas.viewport import Viewport

Layer: TypeAlias = Literal["gold", "answer", "both"]

#: Device-independent pixels: a box is lettered, and a joint's way drawn, when it is at least this big on the screen.
_LETTERED_FROM = 56
_WAY_FROM = 5
#: A note on a text is at most so many characters.
_LONGEST_NOTE = 60


@dataclass(frozen=True)
class Compared:
    """An answer with the gold it was judged by. ``ignored`` are gold ids that ask for nothing.

    ``not_judged`` says why, and which sides of other gold are not judged.
    """

    schema: LabelSchema
    answer: Document = field(default_factory=Document)
    gold: Document = field(default_factory=Document)
    findings: tuple[Finding, ...] = ()
    ignored: frozenset[str] = frozenset()
    not_judged: tuple[NotJudged, ...] = ()
    #: What was inspected, under a schema of its own.
    given: Document = field(default_factory=Document)
    given_schema: LabelSchema | None = None

    def free_sides(self, gold_id: str) -> tuple[Side, ...]:
        """Return the sides of a gold that are not judged."""
        return next((one.sides for one in self.not_judged if one.gold_id == gold_id), ())

    def shape(self, document: Document, mark_id: str | None) -> Shape | None:
        """Return a shape of the answer or the gold, None for what is none."""
        mark = document.get(mark_id)
        return mark if isinstance(mark, Shape) else None

    def bounds(self, finding: Finding) -> Rect | None:
        """Return the bounds of what a finding is about: the answer's mark, else the gold's, else its place."""
        for document, mark_id in ((self.answer, finding.answer_id), (self.gold, finding.gold_id)):
            shape = self.shape(document, mark_id)
            if shape is not None and shape.kind != "tag":
                return shape.bounds
        # A tag lies nowhere: its place is nothing at the corner.
        return finding.place if len(finding.place) == 4 and any(finding.place) else None


class ReviewScene:
    """A comparison as items for any view. Tags are drawn once."""

    def __init__(self, compared: Compared, density: float) -> None:
        self.compared = compared
        self._density = density
        self._tags: dict[tuple[str, str], QImage] = {}
        self._said = {finding.gold_id for finding in compared.findings if finding.code in {"MISS", "CLS"}}
        #: Marks of the answer with findings: of text quads only these are named, which would hide the line above.
        self._wrong = {finding.answer_id for finding in compared.findings}
        self._off: dict[tuple[str, str], Deviation] = {}
        self._verdicts = tag_verdicts(
            compared.answer,
            compared.gold,
            findings=compared.findings,
            ignored=compared.ignored,
            name=self._name,
        )

    def items(
        self, view: Viewport, layer: Layer, focus: Finding | None = None, *, alone: bool = False
    ) -> list[Item]:
        """Return everything but the markers, the lowest first; with ``alone`` only what concerns the focus."""
        plane = Plane.of(view)
        items: list[Item] = list(self._given(plane, focus, alone=alone))
        if layer == "both":
            items += self._beneath(view, plane, focus, alone=alone)
        if layer != "answer":
            items += self._gold(view, plane, layer, focus, alone=alone)
        if layer != "gold":
            items += self._answer(plane, layer, focus, alone=alone)
        if layer == "both":
            items += self._over(plane, focus, alone=alone)
            items += self._directions(plane, focus, alone=alone)
            items += self._notes(plane, focus, alone=alone)
        return [*items, *self._plates(view, layer, focus, alone=alone)]

    def markers(
        self, view: Viewport, focused: int | None = None, *, alone: bool = False
    ) -> tuple[Marker, ...]:
        """Return a marker for each thing that has findings, at its upper right corner; ``alone`` the focused one's."""
        places: dict[str, Marker] = {}
        plates = self._plate_places(view)
        findings = self.compared.findings
        wanted = unit_of(findings[focused]) if alone and focused is not None else None
        for index, finding in enumerate(findings):
            unit = unit_of(finding)
            if wanted is not None and unit != wanted:
                continue
            if unit in places:
                places[unit] = replace(
                    places[unit],
                    count=places[unit].count + 1,
                    strong=places[unit].strong or index == focused,
                )
                continue
            corners = self.compared.bounds(finding)
            if corners is None and unit not in plates:
                continue
            places[unit] = Marker(
                sign_at(plates[unit], self._density) if corners is None else _rect(view, corners).topRight(),
                finding_icon(finding),
                theme().colour(finding_tone(finding)),
                self._density,
                index,
                strong=index == focused,
            )
        return tuple(places.values())

    # -- outlines

    def _gold(
        self, view: Viewport, plane: Plane, layer: Layer, focus: Finding | None, *, alone: bool
    ) -> Iterator[Item]:
        compared = self.compared
        said = self._said
        for shape in self._shapes(compared.gold, focus.gold_id if focus is not None else None, alone=alone):
            strong = focus is not None and focus.gold_id == shape.id
            ignored = shape.id in compared.ignored
            colour = theme().colour("canvas_ink" if ignored else "gold")
            free = compared.free_sides(shape.id)
            named = shape.id in said or layer == "gold" or ignored or free
            words = (_("不评分") if ignored else _with_sides(self._short(shape), free)) if named else ""
            yield from self._drawn(
                shape,
                plane,
                Look(
                    colour,
                    self._density,
                    DOTS if ignored else DASHES,
                    ignored,
                    strong,
                    self._tag(words, colour) if words else None,
                    layer == "both",
                    frozenset(_seen(view, side) for side in free),
                ),
            )

    def _given(self, plane: Plane, focus: Finding | None, *, alone: bool) -> Iterator[Item]:
        """Yield what was inspected, plain: all of it, or only what the focus flags."""
        colour = theme().colour("canvas_ink")
        flags = (
            self.compared.shape(self.compared.gold, focus.gold_id if focus is not None else None),
            self.compared.shape(self.compared.answer, focus.answer_id if focus is not None else None),
        )
        targets = {flag.target for flag in flags if isinstance(flag, Flag)}
        for shape in self.compared.given.shapes():
            if alone and shape.id not in targets:
                continue
            strong = shape.id in targets
            words = self._tag(self._short(shape), colour) if strong else None
            yield from self._drawn(shape, plane, Look(colour, self._density, strong=strong, tag=words))

    def _answer(self, plane: Plane, layer: Layer, focus: Finding | None, *, alone: bool) -> Iterator[Item]:
        colour = theme().colour("answer")
        pairs = self._pairs(focus if alone else None)
        judged = {answer.id for _finding, answer, gold in pairs if isinstance(gold, Mask)}
        wanted = focus.answer_id if focus is not None else None
        for shape in self._shapes(self.compared.answer, wanted, alone=alone):
            strong = focus is not None and focus.answer_id == shape.id
            if layer == "both" and shape.id in judged and isinstance(shape, Mask):
                continue  # shown as the difference
            plain = shape.kind == "quad" and layer == "both" and shape.id not in self._wrong
            words = None if plain else self._tag(self._short(shape), colour)
            look = Look(colour, self._density, strong=strong, tag=words)
            yield from self._drawn(shape, plane, look)

    def _shapes(self, document: Document, wanted: str | None, *, alone: bool) -> Sequence[Shape]:
        """Return all shapes of a document, or the wanted one alone."""
        if not alone:
            return document.shapes()
        shape = self.compared.shape(document, wanted)
        return () if shape is None else (shape,)

    def _drawn(self, shape: Shape, plane: Plane, look: Look) -> Iterator[Item]:
        """Yield a shape with what its class adds to it: bones, a front."""
        label = self._label(shape)
        bones = label.skeleton.edges if label is not None and label.skeleton is not None else ()
        yield from drawn(shape, plane, replace(look, heading=self._has_heading(shape), bones=tuple(bones)))

    def _tag(self, words: str, colour: QColor) -> QImage:
        key = (words, colour.name())
        if key not in self._tags:
            self._tags[key] = tag(words, colour, self._density)
        return self._tags[key]

    def _label(self, shape: Shape) -> Label | None:
        """Return the class of a shape, also of one that was inspected."""
        schemas = (self.compared.schema, self.compared.given_schema)
        found = (schema.label(shape.label) for schema in schemas if schema is not None)
        return next((label for label in found if label is not None), None)

    def _short(self, shape: Shape) -> str:
        label = self._label(shape)
        return label.called_short if label is not None else shape.label

    def _name(self, shape: Shape) -> str:
        label = self._label(shape)
        return label.called if label is not None else shape.label

    def _has_heading(self, shape: Shape) -> bool:
        label = self._label(shape)
        return label is not None and label.heading

    # -- image tags

    def _plate_places(self, view: Viewport) -> Mapping[str, QPointF]:
        return places_of(self._verdicts, _rect(view, (0, 0, *view.size)).topLeft(), self._density)

    def _plates(self, view: Viewport, layer: Layer, focus: Finding | None, *, alone: bool) -> Iterator[Item]:
        """Yield what is said of each image tag."""
        places = self._plate_places(view)
        for one in self._verdicts:
            strong = focus is not None and unit_of(focus) == one.unit
            shown = {"gold": one.in_gold, "answer": one.in_answer, "both": True}[layer]
            if not shown or (alone and not strong):
                continue
            colour = theme().colour(one.tone)
            yield TagPlate(places[one.unit], one.words, one.icon, colour, self._density, strong)

    # -- faults

    def _pairs(self, only: Finding | None = None) -> Iterator[tuple[Finding, Shape, Shape]]:
        """Yield each finding of a matched pair, or only one, with both shapes."""
        compared = self.compared
        for finding in compared.findings if only is None else (only,):
            answer = compared.shape(compared.answer, finding.answer_id)
            gold = compared.shape(compared.gold, finding.gold_id)
            if answer is not None and gold is not None:
                yield finding, answer, gold

    def _beneath(self, view: Viewport, plane: Plane, focus: Finding | None, *, alone: bool) -> Iterator[Item]:
        """Yield offsets of boxes and differences of masks: what lies under the outlines."""
        shown: set[tuple[str, str]] = set()
        for finding, answer, gold in self._pairs(focus if alone else None):
            if isinstance(answer, Box) and finding.code in {"LOOSE", "CUT"}:
                yield from self._offset(view, finding, answer, wanted=finding is focus)
            elif isinstance(answer, Mask) and isinstance(gold, Mask) and (answer.id, gold.id) not in shown:
                shown.add((answer.id, gold.id))
                yield Difference(gold, answer, plane)

    def _over(self, plane: Plane, focus: Finding | None, *, alone: bool) -> Iterator[Item]:
        """Yield how far shapes are off, over their outlines; once for each pair."""
        shown: set[tuple[str, str]] = set()
        for finding, answer, gold in self._pairs(focus if alone else None):
            show = _FAULTS.get(answer.kind)
            if show is None or finding.code not in _OFF:
                continue
            if (answer.id, gold.id) not in shown:
                shown.add((answer.id, gold.id))
                yield from show(self, plane, answer, gold)

    def _directions(self, plane: Plane, focus: Finding | None, *, alone: bool) -> Iterator[Item]:
        """Yield which way it should be where something points or runs the wrong way."""
        for finding, answer, gold in self._pairs(focus if alone else None):
            if is_about_direction(finding):
                yield from courses(plane, gold, answer, self._density, headed=self._has_heading(gold))

    def _offset(self, view: Viewport, finding: Finding, box: Box, *, wanted: bool) -> Iterator[SideOffset]:
        if len(finding.place) != 4 or finding.measured is None:
            return
        rect = _rect(view, box.corners)
        if not wanted and min(rect.width(), rect.height()) < _LETTERED_FROM * self._density:
            return
        text = _("{px} px", px=f"{finding.measured:+.0f}".replace("-", "−"))
        colour = theme().colour(finding_tone(finding))
        side = _seen(view, finding.detail["side"])
        yield SideOffset(_rect(view, finding.place), side, text, colour, self._density)

    def heat(self, plane: Plane, answer: Shape, gold: Shape) -> Iterator[Item]:
        """Yield the contour or line of an answer, coloured by how far it is off."""
        if not has_contour(gold) or (answer.kind == "polyline") != (gold.kind == "polyline"):
            return
        rules = self.compared.schema.object_rules
        yield Heat(
            partial(self._deviation, answer, gold),
            plane,
            answer.bounds,
            rules.polyline.distance_px if answer.kind == "polyline" else rules.polygon.boundary_px,
            (theme().colour("good"), theme().colour("bad"), theme().colour("caution")),
            4 * self._density,
        )

    def _deviation(self, answer: Shape, gold: Shape) -> Deviation:
        """Return how far an answer is off, worked out once."""
        key = (answer.id, gold.id)
        if key not in self._off:
            found = deviation(answer, gold)
            self._off[key] = found if found is not None else Deviation(np.empty((0, 2)), np.empty(0))
        return self._off[key]

    def ways(self, plane: Plane, answer: Shape, gold: Shape) -> Iterator[Item]:
        """Yield a line from each point or joint to where it should be."""
        ends = [(plane.at(*a), plane.at(*b)) for a, b in _points_of(answer, gold)]
        for start, end in ends:
            if (end - start).manhattanLength() >= _WAY_FROM * self._density:
                yield Way(start, end, theme().colour("bad"), self._density)

    def _notes(self, plane: Plane, focus: Finding | None, *, alone: bool) -> Iterator[Note]:
        """Yield how a text differs, beneath it."""
        for finding, answer, _gold in self._pairs(focus if alone else None):
            if finding.code != "TXT":
                continue
            rect = plane.rect(answer.bounds)
            words = text_difference(finding.detail)
            if finding is not focus and rect.width() < _LETTERED_FROM * self._density:
                continue
            at = QPointF(round(rect.left()), round(rect.bottom() + 22 * self._density))
            yield Note(at, words, theme().colour("bad"), QColor(Qt.GlobalColor.white), self._density)


def text_difference(detail: Mapping[str, object]) -> str:
    """Return the gold's text with what was read instead: ``12[8→9].00``, an empty side where there was nothing."""
    expected, got = str(detail.get("expected", "")), str(detail.get("got", ""))
    edits = detail.get("edits")
    parts, place = [], 0
    for edit in edits if isinstance(edits, Sequence) else ():
        _kind, start, end, a, b = edit
        parts.append(f"{expected[place:start]}[{got[a:b]}→{expected[start:end]}]")
        place = end
    words = "".join((*parts, expected[place:]))
    return words if len(words) <= _LONGEST_NOTE else words[: _LONGEST_NOTE - 1] + "…"


def _points_of(answer: Shape, gold: Shape) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    if isinstance(answer, Dot) and isinstance(gold, Dot):
        return [((answer.x, answer.y), (gold.x, gold.y))]
    if isinstance(answer, Skeleton) and isinstance(gold, Skeleton):
        return [
            ((one.x, one.y), (other.x, other.y))
            for one, other in zip(answer.joints, gold.joints, strict=False)
            if "out" not in {one.state, other.state}
        ]
    return []


def _seen(view: Viewport, side: Side) -> Side:
    """Return the side of the screen on which a raw side is seen."""
    raw = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}[side]
    du, dv = view.orientation.upright_vector(*raw)
    if du:
        return "left" if du < 0 else "right"
    return "top" if dv < 0 else "bottom"


def _with_sides(name: str, free: Sequence[Side]) -> str:
    return _("{name} · {sides}不评分", name=name, sides=sides_named(free)) if free else name


def _rect(view: Viewport, corners: Sequence[float]) -> QRectF:
    x1, y1, x2, y2 = view.rect((corners[0], corners[1], corners[2], corners[3]))
    return QRectF(x1, y1, x2 - x1, y2 - y1)


#: Findings that say that a shape lies wrong.
_OFF = frozenset({"BND", "LOOSE", "CUT", "LINE", "PT", "VIS", "ANG"})
_Show: TypeAlias = Callable[[ReviewScene, Plane, Shape, Shape], Iterator[Item]]
#: How it is shown where a shape of a kind is off.
_FAULTS: Mapping[ShapeKind, _Show] = {
    "polygon": ReviewScene.heat,
    "rotated": ReviewScene.heat,
    "ellipse": ReviewScene.heat,
    "quad": ReviewScene.heat,
    "polyline": ReviewScene.heat,
    "point": ReviewScene.ways,
    "skeleton": ReviewScene.ways,
}
