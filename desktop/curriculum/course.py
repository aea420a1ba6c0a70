"""The course made from an order: modules of activities, gates between them, and the assessment's blueprint."""

from __future__ import annotations

from collections.abc import Mapping
from operator import not_
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from desktop.curriculum.frozen import Frozen, Id, Share, Text
from desktop.curriculum.items import Exercise, Work

#: Fields of a blueprint that decided nothing, from before 0071.
OLD_WEIGHTS = frozenset({"theory_weight", "practical_weight", "process_weight"})
#: The schema that a practical part without sections draws from.
MAIN = "main"


class LessonActivity(Frozen):
    """Read a lesson (``lessons/<lesson>.md``)."""

    kind: Literal["lesson"] = "lesson"
    id: Id
    title: Text
    lesson: Id
    minutes: int = Field(default=10, gt=0)


class TheoryActivity(Frozen):
    """Answer theory items with immediate explanation, in this order."""

    kind: Literal["theory"] = "theory"
    id: Id
    title: Text
    items: tuple[Id, ...] = Field(min_length=1)
    minutes: int = Field(default=10, gt=0)


class DrillActivity(Frozen):
    """A warm-up: ``mouse`` (targets, dragging, zoom), ``colour`` (colour-vision check) or ``keys`` (shortcuts)."""

    kind: Literal["drill"] = "drill"
    id: Id
    title: Text
    drill: Literal["mouse", "colour", "keys"]
    minutes: int = Field(default=10, gt=0)


class FreshSource(Frozen):
    """A generator of the program that makes exercises without end, each from a seed of its own.

    ``receipt``: photographed receipts with every line's place and text; their classes must be in the schema.
    """

    kind: Literal["receipt"]
    title: Text
    schema_id: Id
    requirements: tuple[Id, ...] = ()
    competencies: tuple[Id, ...] = ()
    difficulty: int = Field(default=2, ge=1, le=3)


class PracticeActivity(Frozen):
    """Label ``needed`` exercises out of these, with feedback; which comes next follows from the trainee's errors."""

    kind: Literal["practice"] = "practice"
    id: Id
    title: Text
    exercises: tuple[Id, ...] = Field(min_length=1)
    needed: int = Field(gt=0)
    minutes: int = Field(default=30, gt=0)
    #: Where exercises come from when all of these have been seen.
    fresh: FreshSource | None = None


class GateRule(Frozen):
    """What must be shown before the path goes on, on first tries only.

    Labelling: over the last ``window`` exercises, at least ``units`` judged units with accuracy >= ``accuracy``.
    Theory: over the last answers to ``theory_items`` different items, a share >= ``theory_share`` right.
    """

    window: int = Field(default=3, gt=0)
    units: int = Field(default=0, ge=0)
    accuracy: Share = 0.0
    theory_items: int = Field(default=0, ge=0)
    theory_share: Share = 0.0


class GateActivity(Frozen):
    """A gate over the activities ``over`` (ids of practice and theory activities)."""

    kind: Literal["gate"] = "gate"
    id: Id
    title: Text
    over: tuple[Id, ...] = Field(min_length=1)
    rule: GateRule


Activity = Annotated[
    LessonActivity | TheoryActivity | DrillActivity | PracticeActivity | GateActivity,
    Field(discriminator="kind"),
]


class Module(Frozen):
    """A step of the path; its activities open one after the other."""

    id: Id
    title: Text
    summary: Text
    activities: tuple[Activity, ...] = Field(min_length=1)


class Lesson(Frozen):
    """A lesson's head and its Markdown body.

    A picture is ``![✓ caption](media/...)`` (positive), ``![✗ ...]`` (negative) or plain; neighbouring pictures of
    one paragraph stand side by side. ``[规则 2.1](clause:2.1)`` opens a clause.
    """

    id: Id
    title: Text
    minutes: int = Field(default=10, gt=0)
    requirements: tuple[Id, ...] = ()
    competencies: tuple[Id, ...] = ()
    body: Annotated[str, Field(min_length=1, max_length=100_000)]


class TheoryStratum(Frozen):
    """Draw ``count`` exam items of one topic."""

    topic: Id
    count: int = Field(gt=0)


class TheoryPart(Frozen):
    """The theory part: every item weighs the same; ``pass_share`` of them right, and every red-line item right."""

    minutes: int = Field(gt=0)
    strata: tuple[TheoryStratum, ...] = Field(min_length=1)
    pass_share: Share = 0.8


class PracticalStratum(Frozen):
    """Draw ``count`` exam exercises of one difficulty."""

    difficulty: int = Field(ge=1, le=3)
    count: int = Field(gt=0)


class PracticalSection(Frozen):
    """A section of the practical part (分项): one kind of work, passed by a cut of its own (docs/adr/0047).

    It draws from the exam exercises of ``schemas``, with ``works`` only those of these kinds of work: ``count`` of each
    difficulty in ``strata``, then more until ``units`` are reached. ``minutes`` of the part's time are meant for it; those
    of all sections make the part's. ``units_per_hour`` is the pace of this work; 0 stands for the order's.
    """

    id: Id
    title: Text
    schemas: tuple[Id, ...] = Field(min_length=1)
    works: tuple[Work, ...] = ()
    strata: tuple[PracticalStratum, ...] = ()
    units: int = Field(default=1, ge=1)
    minutes: int = Field(gt=0)
    pass_accuracy: Share
    pass_miss_rate: Share = 1.0
    pass_false_alarms: Share | None = None
    distinction_accuracy: Share = 1.0
    units_per_hour: float = Field(default=0.0, ge=0)

    def holds(self, exercise: Exercise) -> bool:
        """Tell whether an exercise is one of this section's."""
        return exercise.schema_id in self.schemas and (not self.works or exercise.work in self.works)


class PracticalPart(Frozen):
    """The practical part. More exercises of the bank are added, by the same seed, until ``units`` are reached.

    With ``sections`` these say what is drawn and by which cuts it is passed, and ``strata``, ``units`` and the cuts given
    here say nothing but ``pass_accuracy``, which stands for readiness; without, everything is drawn from the schema
    ``main``.
    """

    minutes: int = Field(gt=0)
    # Left out of a digest while empty: blueprints from before it existed keep theirs.
    sections: tuple[PracticalSection, ...] = Field(default=(), max_length=8, exclude_if=not_)
    strata: tuple[PracticalStratum, ...] = Field(default=(), validate_default=True)
    units: int = Field(default=300, ge=1)
    pass_accuracy: Share
    pass_miss_rate: Share = 1.0
    #: Of an inspection: the largest share of flags raised for nothing.
    pass_false_alarms: Share | None = None
    distinction_accuracy: Share = 1.0
    minimum_pace_share: Share = 0.0
    # Left out of a digest while nought: blueprints from before it existed keep theirs.
    #: Safety red lines that may be missed or wrongly claimed in the whole part; one more fails it whatever the accuracy.
    pass_red_lines: int = Field(default=0, ge=0, exclude_if=not_)
    #: Whether intelligent scissors and region fill may help in the assessment.
    edge_help: bool = False

    @field_validator("strata")
    @classmethod
    def _something_is_asked(
        cls, strata: tuple[PracticalStratum, ...], given: ValidationInfo
    ) -> tuple[PracticalStratum, ...]:
        # Sections that are wrong are told as such, and nothing more.
        if "sections" in given.data and bool(strata) == bool(given.data["sections"]):
            raise ValueError("either strata or sections must be given")
        return strata

    @property
    def asked(self) -> tuple[PracticalSection, ...]:
        """The sections; of a part without any the one that it is."""
        return self.sections or (
            PracticalSection(
                id=MAIN,
                title=MAIN,
                schemas=(MAIN,),
                strata=self.strata,
                units=self.units,
                minutes=self.minutes,
                pass_accuracy=self.pass_accuracy,
                pass_miss_rate=self.pass_miss_rate,
                pass_false_alarms=self.pass_false_alarms,
                distinction_accuracy=self.distinction_accuracy,
            ),
        )

    def section_of(self, exercise: Exercise) -> PracticalSection | None:
        """Return the section that draws an exercise, or None where the assessment never asks it."""
        return next((section for section in self.asked if section.holds(exercise)), None)


class Blueprint(Frozen):
    """How competency is examined: parts, cuts, attempts. ``grace_seconds`` of power-off time are free.

    Each part is passed or not by its own cut; nothing is weighed against anything (docs/adr/0071). Weights that older
    packs still give decided nothing and are passed over.
    """

    theory: TheoryPart
    practical: PracticalPart
    sittings: int = Field(default=3, ge=1)
    hours_between: float = Field(default=4.0, ge=0)
    grace_seconds: int = Field(default=900, ge=0)
    valid_months: int = Field(default=24, gt=0)

    @model_validator(mode="before")
    @classmethod
    def _without_weights(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        return {name: value for name, value in given.items() if name not in OLD_WEIGHTS}
