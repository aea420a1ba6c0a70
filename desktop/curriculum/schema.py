"""What may be marked and with which tolerance: labels, attributes and the rules a mark is judged by."""

from __future__ import annotations

import math
from collections.abc import Mapping
from operator import not_
from typing import Any, Literal

from pydantic import Field, model_validator

from desktop.annotation.shapes.base import AttributeValue, ShapeKind
from desktop.base.wording import language
from desktop.curriculum.frozen import Frozen, Id, Share, Text
from desktop.curriculum.shape_rules import DrawingRules, ObjectRules, SkeletonShape
from desktop.curriculum.text_rules import Question, RelationType, TextRules

#: boxes: upright boxes alone. spans: stretches of a text. objects: any shapes on a picture. inspection: finding the
#: faults in another's marks; its classes are the kinds of fault. text: spans, relations and questions about a text or a
#: dialogue. answers: models' answers side by side, judged, compared or rewritten. text_inspection: inspection of texts.
Task = Literal["boxes", "spans", "objects", "inspection", "text", "answers", "text_inspection"]
ON_PICTURES: frozenset[Task] = frozenset({"boxes", "objects", "inspection"})
INSPECTIONS: frozenset[Task] = frozenset({"inspection", "text_inspection"})
#: thing: single objects. stuff: ground without single objects. ignore: a place where nothing is judged. crowd: too many
#: to tell apart.
Role = Literal["thing", "stuff", "ignore", "crowd"]

#: Codes that are kinds of others: what the field calls an error by a word of its own -> whose clause is broken where
#: the pack has none for that word, the nearest first. Severity and sub-scores know nothing of this.
KIND_OF: Mapping[str, tuple[str, ...]] = {"DUP": ("EXTRA",), "PT": ("LOOSE",)}
#: The same of spans and relations: a span that crosses another has its edges in the wrong place.
KIND_OF_SPAN: Mapping[str, tuple[str, ...]] = {
    "SLOT": ("CLS",),
    "REL": ("CLS",),
    "RULE": ("BND",),
    "DUP": ("EXTRA",),
}
#: The same of replies: whatever is said wrongly breaks what the question asks, at least that it be answered as asked.
KIND_OF_REPLY: Mapping[str, tuple[str, ...]] = {
    "PREF": ("CLS", "MISS"),
    "RSN": ("CLS", "MISS"),
    "SEC": ("CLS", "MISS"),
    "TXT": ("CLS", "MISS"),
    "FMT": ("TXT", "CLS", "MISS"),
    "RULE": ("TXT", "MISS"),
    "EXTRA": ("CLS", "MISS"),
    "DUP": ("EXTRA", "CLS", "MISS"),
}

#: Characters of a text attribute that names no limit of its own.
LONGEST_TEXT = 200


def _is_none(value: Any) -> bool:
    return value is None


def _is_thing(value: Any) -> bool:
    return bool(value == "thing")


def _is_default(value: Any) -> bool:
    return bool(value == type(value)())


class Option(Frozen):
    """One value of a choice attribute; ``key`` is the keyboard key that sets it."""

    id: Id
    name: Text
    key: str = Field(default="", max_length=1)


class Attribute(Frozen):
    """A property asked of a mark. ``labels`` limits it to some labels; empty means all of them."""

    id: Id
    name: Text
    kind: Literal["choice", "yesno", "number", "text"]
    options: tuple[Option, ...] = ()
    labels: tuple[Id, ...] = ()
    default: AttributeValue | None = None
    clause: str = ""
    # Left out of a digest while not given: packs from before they existed keep theirs.
    #: Of a number: its limits, the step of its keys, and how far off is still right.
    minimum: float | None = Field(default=None, exclude_if=_is_none)
    maximum: float | None = Field(default=None, exclude_if=_is_none)
    step: float | None = Field(default=None, gt=0, exclude_if=_is_none)
    tolerance: float = Field(default=0.0, ge=0, exclude_if=not_)
    #: Of a text: most characters.
    longest: int | None = Field(default=None, ge=1, le=2000, exclude_if=_is_none)

    def asked_of(self, label: str) -> bool:
        """Tell whether marks of ``label`` must carry this attribute."""
        return not self.labels or label in self.labels

    def holds(self, value: AttributeValue) -> bool:
        """Tell whether a mark may carry this value."""
        if self.kind == "yesno":
            return isinstance(value, bool)
        if self.kind == "number":
            return self._in_limits(value)
        if self.kind == "text":
            return isinstance(value, str) and len(value) <= (self.longest or LONGEST_TEXT)
        return value in {option.id for option in self.options}

    def _in_limits(self, value: AttributeValue) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        least = -math.inf if self.minimum is None else self.minimum
        most = math.inf if self.maximum is None else self.maximum
        return least <= value <= most


class Label(Frozen):
    """A class of objects or entities. ``short`` stands on the mark; ``key`` chooses it; ``colour`` indexes the palette.

    ``clauses``: finding code -> clause, where this class breaks another one than the rest (see ``LabelSchema.clause``).
    """

    id: Id
    name: Text
    name_en: str = ""
    short: str = Field(min_length=1, max_length=6)
    key: str = Field(min_length=1, max_length=1)
    colour: int = Field(ge=0, le=31)
    description: str = ""
    # Left out of a digest while empty: packs from before it existed keep theirs.
    clauses: dict[str, str] = Field(default_factory=dict, exclude_if=not_)
    #: With which shapes it may be drawn; empty: with boxes.
    shapes: tuple[ShapeKind, ...] = Field(default=(), exclude_if=not_)
    role: Role = Field(default="thing", exclude_if=_is_thing)
    skeleton: SkeletonShape | None = Field(default=None, exclude_if=_is_none)
    #: Of rotated boxes: the front matters, an angle is judged mod 360 degrees instead of mod 180.
    heading: bool = Field(default=False, exclude_if=not_)
    #: What may be drawn of this class, where it differs from the schema's own.
    drawing: DrawingRules | None = Field(default=None, exclude_if=_is_none)

    @model_validator(mode="after")
    def _has_joints(self) -> Label:
        if ("skeleton" in self.shapes) != (self.skeleton is not None):
            raise ValueError("skeleton: given exactly when the class is drawn as a skeleton")
        return self

    def __hash__(self) -> int:
        """Return a hash although the clauses, a dict, have none."""
        return hash(self.id)

    @property
    def called(self) -> str:
        """The name in the language spoken, as far as the pack gives one."""
        return self.name_en if self.name_en and language() == "en" else self.name

    @property
    def called_short(self) -> str:
        """What stands on a mark, in the language spoken."""
        return self.short if self.called == self.name else self.called


class BoxRules(Frozen):
    """How a box is judged. A side is right when its offset is at most max(side_px, side_share x that side's length).

    The length for left and right is the gold box's width, for top and bottom its height.
    """

    side_px: float = Field(default=3.0, gt=0)
    side_share: Share = 0.015
    match_iou: float = Field(default=0.3, gt=0, le=1)
    minimum_px: float = Field(default=10.0, ge=0)
    iou_tiers: tuple[float, ...] = (0.5, 0.75, 0.9)
    #: Finding code -> clause of the rules that it breaks.
    clauses: dict[str, str] = Field(default_factory=dict)


class SpanRules(Frozen):
    """How a span is judged: boundaries and label exact unless ``boundary_slack`` code points are allowed."""

    boundary_slack: int = Field(default=0, ge=0, le=10)
    clauses: dict[str, str] = Field(default_factory=dict)


class LabelSchema(Frozen):
    """Labels, attributes and rules of one kind of exercise; a pack may hold several, ``main`` is the order's own."""

    id: Id = "main"
    task: Task
    labels: tuple[Label, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    box_rules: BoxRules = BoxRules()
    span_rules: SpanRules = SpanRules()
    # Left out of a digest while they are the defaults: packs from before they existed keep theirs.
    object_rules: ObjectRules = Field(default=ObjectRules(), exclude_if=_is_default)
    drawing: DrawingRules = Field(default=DrawingRules(), exclude_if=_is_default)
    #: Of an inspection: the schema that the inspected marks are made by.
    inspects: Id | None = Field(default=None, exclude_if=_is_none)
    relations: tuple[RelationType, ...] = Field(default=(), exclude_if=not_)
    questions: tuple[Question, ...] = Field(default=(), exclude_if=not_)
    text_rules: TextRules = Field(default=TextRules(), exclude_if=_is_default)

    @model_validator(mode="after")
    def _says_what_it_inspects(self) -> LabelSchema:
        if (self.task in INSPECTIONS) != (self.inspects is not None):
            raise ValueError("inspects: names a schema exactly when the task is inspection")
        return self

    @model_validator(mode="after")
    def _asks_for_something(self) -> LabelSchema:
        texts = self.task in {"text", "answers"}
        if not texts and (self.relations or self.questions):
            raise ValueError("relations, questions: only where the task is text or answers")
        if not (self.labels or (texts and self.questions)):
            raise ValueError("labels: at least one, or questions about texts")
        ids = [own.id for table in (self.labels, self.relations, self.questions) for own in table]
        if self.relations + self.questions and len(set(ids)) != len(ids):
            raise ValueError("labels, relations and questions: each with an id of its own")
        return self

    @property
    def on_pictures(self) -> bool:
        """Whether marks are made on a picture, not in a text."""
        return self.task in ON_PICTURES

    @property
    def shapes(self) -> tuple[ShapeKind, ...]:
        """The kinds of shape that may be drawn, each once, in the order of the classes; none for a text."""
        if not self.on_pictures:
            return ()
        return tuple(dict.fromkeys(kind for label in self.labels for kind in self.shapes_of(label.id)))

    def shapes_of(self, label_id: str) -> tuple[ShapeKind, ...]:
        """Return the kinds of shape that a class may be drawn with."""
        label = self.label(label_id)
        usual: tuple[ShapeKind, ...] = ("flag",) if self.task == "inspection" else ("box",)
        return (label.shapes if label is not None else ()) or usual

    def without_edge_help(self) -> LabelSchema:
        """Return the schema with no help from the picture's edges and colours, as an assessment wants it."""
        labels = tuple(
            label.model_copy(update={"drawing": label.drawing.model_copy(update={"edge_help": False})})
            if label.drawing is not None
            else label
            for label in self.labels
        )
        drawing = self.drawing.model_copy(update={"edge_help": False})
        return self.model_copy(update={"labels": labels, "drawing": drawing})

    def drawing_of(self, label_id: str) -> DrawingRules:
        """Return what may be drawn of a class. Boxes of a box task take their least side from the box rules."""
        label = self.label(label_id)
        own = label.drawing if label is not None else None
        if own is None and self.task == "boxes":
            return self.drawing.model_copy(update={"minimum_px": self.box_rules.minimum_px})
        return own or self.drawing

    def label(self, label_id: str) -> Label | None:
        """Return the label of that id, or None."""
        return next((label for label in self.labels if label.id == label_id), None)

    def relation(self, relation_id: str) -> RelationType | None:
        """Return the kind of relation of that id, or None."""
        return next((relation for relation in self.relations if relation.id == relation_id), None)

    def question(self, question_id: str) -> Question | None:
        """Return the question of that id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)

    def named(self, label_id: str) -> Label | RelationType | Question | None:
        """Return what a mark's class stands for, of whatever kind, or None."""
        return self.label(label_id) or self.relation(label_id) or self.question(label_id)

    def clause(self, code: str, label_id: str) -> str:
        """Return the clause that a finding about a label breaks: the label's own, else the code's, else none.

        A code that is a kind of another (``KIND_OF``) and has no clause itself breaks the other's.
        """
        label = self.named(label_id)
        for known in (code, *self._kinds_of(label).get(code, ())):
            if found := (label.clauses.get(known) if label else None) or self.clauses.get(known):
                return found
        return ""

    def _kinds_of(self, named: Label | RelationType | Question | None) -> Mapping[str, tuple[str, ...]]:
        if named is None:
            # Asked for the schema's own clause, which is there or not.
            return {}
        if isinstance(named, Question):
            return KIND_OF_REPLY
        return KIND_OF if self.on_pictures else KIND_OF_SPAN

    @property
    def clauses(self) -> dict[str, str]:
        """Finding code -> clause, of the rules that this task is judged by."""
        if self.task == "boxes":
            return self.box_rules.clauses
        if self.task == "spans":
            return self.span_rules.clauses
        return self.object_rules.clauses if self.on_pictures else self.text_rules.clauses

    def attributes_of(self, label_id: str) -> tuple[Attribute, ...]:
        """Return the attributes asked of marks of a label."""
        return tuple(attribute for attribute in self.attributes if attribute.asked_of(label_id))
