"""What may be marked and with which tolerance: labels, attributes and the rules a mark is judged by."""

from __future__ import annotations

from operator import not_
from typing import Literal

from pydantic import Field

from desktop.annotation.marks import AttributeValue
from desktop.base.wording import language
from desktop.curriculum.frozen import Frozen, Id, Share, Text

Task = Literal["boxes", "spans"]


class Option(Frozen):
    """One value of a choice attribute; ``key`` is the keyboard key that sets it."""

    id: Id
    name: Text
    key: str = Field(default="", max_length=1)


class Attribute(Frozen):
    """A property asked of a mark. ``labels`` limits it to some labels; empty means all of them."""

    id: Id
    name: Text
    kind: Literal["choice", "yesno"]
    options: tuple[Option, ...] = ()
    labels: tuple[Id, ...] = ()
    default: AttributeValue | None = None
    clause: str = ""

    def asked_of(self, label: str) -> bool:
        """Tell whether marks of ``label`` must carry this attribute."""
        return not self.labels or label in self.labels

    def holds(self, value: AttributeValue) -> bool:
        """Tell whether a mark may carry this value."""
        if self.kind == "yesno":
            return isinstance(value, bool)
        return value in {option.id for option in self.options}


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
    labels: tuple[Label, ...] = Field(min_length=1)
    attributes: tuple[Attribute, ...] = ()
    box_rules: BoxRules = BoxRules()
    span_rules: SpanRules = SpanRules()

    def label(self, label_id: str) -> Label | None:
        """Return the label of that id, or None."""
        return next((label for label in self.labels if label.id == label_id), None)

    def clause(self, code: str, label_id: str) -> str:
        """Return the clause that a finding about a label breaks: the label's own, else the code's, else none."""
        label = self.label(label_id)
        rules = self.box_rules if self.task == "boxes" else self.span_rules
        return (label.clauses.get(code) if label else None) or rules.clauses.get(code, "")

    def attributes_of(self, label_id: str) -> tuple[Attribute, ...]:
        """Return the attributes asked of marks of a label."""
        return tuple(attribute for attribute in self.attributes if attribute.asked_of(label_id))
