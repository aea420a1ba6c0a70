"""Theory items and labelling exercises: what a trainee answers, with the truth to judge it by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from operator import not_
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from desktop.annotation.codec import decode_kind, decode_marks
from desktop.annotation.marks import Mark
from desktop.annotation.merging import Merge, merged
from desktop.annotation.merging_plan import plan
from desktop.annotation.replies import ReplyValue, decode_value
from desktop.annotation.shapes.base import AttributeValue
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.frozen import WITHOUT_NUL, Frozen, Id, MediaPath, Text
from desktop.curriculum.text_rules import Check, ModelAnswer, Source, Turn

Pool = Literal["practice", "exam"]
ItemKind = Literal["single", "multiple", "judgement", "ordering"]
#: label 标注 afresh, inspect 质检, repair 返修, correct 预标注修正, adjudicate 仲裁 between two people's marks.
Work = Literal["label", "inspect", "repair", "correct", "adjudicate"]
BoxSide = Literal["left", "top", "right", "bottom"]


def _is_none(value: Any) -> bool:
    return value is None


def _is_label(value: Any) -> bool:
    return bool(value == "label")


class Choice(Frozen):
    """One option of a theory item, optionally a picture."""

    id: Id
    text: Text
    picture: MediaPath | None = None


class TheoryItem(Frozen):
    """A question. ``answer`` holds option ids: one for single and judgement, a set for multiple, the order for ordering.

    A judgement (true/false) has the options ``true`` and ``false`` implied and names none.
    """

    id: Id
    kind: ItemKind
    stem: Text
    choices: tuple[Choice, ...] = ()
    answer: tuple[Id, ...] = Field(min_length=1)
    explanation: Text
    clause: str = ""
    picture: MediaPath | None = None
    topic: Id
    requirements: tuple[Id, ...] = ()
    competencies: tuple[Id, ...] = ()
    difficulty: int = Field(default=2, ge=1, le=3)
    red_line: bool = False
    pool: Pool

    @model_validator(mode="after")
    def _answer_fits(self) -> TheoryItem:
        offered = ["true", "false"] if self.kind == "judgement" else [choice.id for choice in self.choices]
        if len(set(offered)) != len(offered) or len(offered) < 2:
            raise ValueError("choices: at least two, each with an id of its own")
        if len(set(self.answer)) != len(self.answer) or not set(self.answer) <= set(offered):
            raise ValueError(f"answer: must name options out of {offered}, each once")
        if self.kind in {"single", "judgement"} and len(self.answer) != 1:
            raise ValueError("answer: exactly one option for this kind")
        if self.kind == "ordering" and len(self.answer) != len(offered):
            raise ValueError("answer: an ordering names every option")
        return self


class GoldMark(Frozen):
    """One true mark. ``accept`` lists further attribute values that count as right (a value near a band's edge).

    ``ignore`` marks a place where the rules ask for nothing: answers there are neither rewarded nor punished.
    ``free_sides`` names sides of a box that nobody can place for sure: the object is asked for, class and attributes
    and all, but these sides are not judged; at most three of the four. ``note`` tells the trainee why, in a sentence.
    ``clause`` is the one that decides about this very mark, before its label's.
    """

    id: Id
    label: Id
    box: tuple[float, float, float, float] | None = None
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=1)] | None = None
    attributes: dict[Id, AttributeValue] = Field(default_factory=dict)
    accept: dict[Id, tuple[AttributeValue, ...]] = Field(default_factory=dict)
    ignore: bool = False
    # These three are left out of a digest while empty: gold from before they existed keeps its own.
    #: Any other mark as the codec writes it: {"type": "polygon", "rings": ...}, {"type": "reply", "about": "", ...}.
    shape: dict[str, Any] | None = Field(default=None, exclude_if=_is_none)
    #: Too many to tell apart: any number of answers inside count as none.
    crowd: bool = Field(default=False, exclude_if=not_)
    #: Marks of one group belong together.
    group: str = Field(default="", max_length=200, exclude_if=not_)
    # Left out of a digest while empty: gold from before they existed keeps its own.
    #: Of a reply: further values that count as right.
    also: tuple[Any, ...] = Field(default=(), max_length=20, exclude_if=not_)
    free_sides: tuple[BoxSide, ...] = Field(default=(), max_length=3, exclude_if=not_)
    note: str = ""
    # Left out of a digest while empty: packs from before it existed keep theirs.
    clause: str = Field(default="", exclude_if=not_)

    @model_validator(mode="after")
    def _free_sides_fit(self) -> GoldMark:
        if len(set(self.free_sides)) != len(self.free_sides):
            raise ValueError("free_sides: each side once")
        if self.free_sides and (self.box is None or self.ignore):
            raise ValueError("free_sides: only of a box that is judged")
        return self

    @model_validator(mode="after")
    def _one_place(self) -> GoldMark:
        is_span = self.start is not None and self.end is not None
        if (self.box is not None) + is_span + (self.shape is not None) != 1:
            raise ValueError("either box, or start and end, or shape must be given")
        self._drawn()
        if self.also and (self.shape or {}).get("type") != "reply":
            raise ValueError("also: only of a reply")
        _ = self.also_right
        return self

    @property
    def also_right(self) -> tuple[ReplyValue, ...]:
        """Further values of a reply that count as right."""
        return tuple(decode_value(value) for value in self.also)

    def mark(self) -> Mark:
        """Return the mark a perfect answer would hold. Raises ValueError for impossible geometry."""
        return self._mark

    @cached_property
    def _mark(self) -> Mark:
        # Grading asks again and again: reading 10,000 polygons takes 0.4 s.
        return self._drawn()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> GoldMark:
        """Return a copy with other values; what was drawn from the old ones stays behind."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("_mark", None)
        return copied

    def _drawn(self) -> Mark:
        common: dict[str, Any] = {
            "id": self.id,
            "label": self.label,
            "attributes": self.attributes,
            "group": self.group,
        }
        if self.box is not None:
            x1, y1, x2, y2 = self.box
            return Box(x1=x1, y1=y1, x2=x2, y2=y2, **common)
        if self.shape is not None:
            return decode_kind(self.shape.get("type"), common, self.shape)
        if self.start is None or self.end is None:
            raise ValueError("start and end must both be given")
        return Span(start=self.start, end=self.end, **common)


class Remark(Frozen):
    """What an inspector said: which fault, of which mark (None: of a place), in words."""

    code: str = Field(min_length=1, max_length=20)
    text: Text
    target: str | None = None
    place: tuple[float, float, float, float]
    clause: str = ""


class Gold(Frozen):
    """One complete accepted answer. ``name`` tells it apart when an exercise accepts several."""

    name: str = ""
    marks: tuple[GoldMark, ...] = ()


class Exercise(Frozen):
    """A labelling exercise: one picture (``media`` and ``size``) or one ``text``, with at least one gold."""

    # A text keeps its white space: offsets count it.
    model_config = ConfigDict(str_strip_whitespace=False)

    id: Id
    title: Text
    schema_id: Id = "main"
    pool: Pool
    media: MediaPath | None = None
    size: tuple[int, int] | None = None
    text: Annotated[str, Field(min_length=1, max_length=1_000_000), WITHOUT_NUL] | None = None
    golds: tuple[Gold, ...] = Field(min_length=1)
    requirements: tuple[Id, ...] = ()
    competencies: tuple[Id, ...] = ()
    difficulty: int = Field(default=2, ge=1, le=3)
    tags: tuple[Id, ...] = ()
    hint: str = ""
    # Left out of a digest while not given: an attempt open since before they existed goes on.
    work: Work = Field(default="label", exclude_if=_is_label)
    #: What is on the picture when the work begins: another's marks to inspect or to mend, or a machine's draft.
    given: tuple[dict[str, Any], ...] = Field(default=(), exclude_if=not_)
    #: Repair: what an inspector said of the marks given.
    remarks: tuple[Remark, ...] = Field(default=(), exclude_if=not_)
    #: A second picture to look at beside the first.
    context: MediaPath | None = Field(default=None, exclude_if=_is_none)
    #: Adjudication: the marks of the second person; ``given`` are those of the first.
    given_second: tuple[dict[str, Any], ...] = Field(default=(), exclude_if=not_)
    #: Adjudication: a reason in writing is asked for with each decision.
    reasons: bool = Field(default=False, exclude_if=not_)
    #: Of a dialogue: whose turn each stretch of the text is.
    turns: tuple[Turn, ...] = Field(default=(), exclude_if=not_)
    #: Models' answers to the text, to be judged, compared or rewritten; shown in an order of each person's own.
    answers: tuple[ModelAnswer, ...] = Field(default=(), max_length=8, exclude_if=not_)
    #: Texts to look things up in.
    sources: tuple[Source, ...] = Field(default=(), exclude_if=not_)
    #: Question id -> the checklist of what is written in reply.
    checks: dict[Id, tuple[Check, ...]] = Field(default_factory=dict, exclude_if=not_)
    #: Why the gold is as it is, in the expert's words; shown after the answer.
    rationale: str = Field(default="", max_length=20_000, exclude_if=not_)

    @model_validator(mode="after")
    def _given_fits(self) -> Exercise:
        marks = decode_marks(self.given)
        if bool(marks) != (self.work != "label"):
            raise ValueError(
                "given: marks to start from are given exactly when the work is not to label afresh"
            )
        ids = {mark.id for mark in marks}
        strangers = [remark.target for remark in self.remarks if remark.target and remark.target not in ids]
        if strangers:
            raise ValueError(f"remarks: no marks {strangers} are given")
        return self

    @model_validator(mode="after")
    def _two_people(self) -> Exercise:
        if bool(decode_marks(self.given_second)) and self.work != "adjudicate":
            raise ValueError("given_second: only of an adjudication")
        return self

    @model_validator(mode="after")
    def _parts_fit(self) -> Exercise:
        ids = [*(turn.id for turn in self.turns), *(answer.id for answer in self.answers)]
        if len(set(ids)) != len(ids):
            raise ValueError("turns, answers: each with an id of its own")
        last = 0
        for turn in self.turns:
            if not last <= turn.start < turn.end <= len(self.text or ""):
                raise ValueError(f"turns: {turn.id} must lie in the text, after the turn before it")
            last = turn.end
        return self

    @model_validator(mode="after")
    def _one_material(self) -> Exercise:
        if (self.text is None) == (self.media is None) or (self.media is None) != (self.size is None):
            raise ValueError("either media with size, or text, must be given")
        return self

    @property
    def given_marks(self) -> tuple[Mark, ...]:
        """The marks that are there when the work begins."""
        return decode_marks(self.given)

    @property
    def second_marks(self) -> tuple[Mark, ...]:
        """Adjudication: the marks of the second person."""
        return decode_marks(self.given_second)

    @property
    def starts_from(self) -> tuple[Mark, ...]:
        """The marks that the answer starts from: what is to be mended, or what two people agree on; others are only looked at."""
        if self.work == "adjudicate":
            return tuple(plan(self.merge, {}).values())
        return () if self.work == "inspect" else self.given_marks

    @property
    def merge(self) -> Merge:
        """Adjudication: both people's marks laid together."""
        return merged(self.given_marks, self.second_marks)

    @property
    def units(self) -> int:
        """The judged units of the first gold: marks that are not to be ignored."""
        return sum(not mark.ignore for mark in self.golds[0].marks)
