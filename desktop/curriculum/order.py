"""The order: what an employer asks of annotators, its rules by clause, and the competencies it needs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from desktop.curriculum.frozen import Frozen, Id, MediaPath, Share, Text
from desktop.curriculum.schema import LabelSchema

ClauseNumber = Id


class Picture(Frozen):
    """A picture with a caption, from the pack's media."""

    path: MediaPath
    caption: Text


class Clause(Frozen):
    """One numbered rule with positive and negative examples. ``text`` is Markdown.

    A text order gives its examples as ``good_texts`` and ``bad_texts`` (one line each) instead of pictures.
    """

    number: ClauseNumber
    title: Text
    text: Text
    good: tuple[Picture, ...] = ()
    bad: tuple[Picture, ...] = ()
    good_texts: tuple[Text, ...] = ()
    bad_texts: tuple[Text, ...] = ()


class Requirement(Frozen):
    """One thing the employer requires; everything taught and examined names the requirements it serves."""

    id: Id
    text: Text
    clauses: tuple[ClauseNumber, ...] = Field(min_length=1)


class Acceptance(Frozen):
    """What the employer accepts: shares of judged units, and marks an hour for speed."""

    accuracy: Share
    miss_rate: Share
    units_per_hour: float = Field(gt=0)


class Order(Frozen):
    """An employer's order for annotators: the spine of a course."""

    id: Id
    employer: Text
    name: Text
    post: Text
    summary: Text
    rules_version: Text
    level: Text
    headcount: int = Field(gt=0)
    days: int = Field(gt=0)
    unit_price: float = Field(ge=0)
    confidentiality: Text
    acceptance: Acceptance
    requirements: tuple[Requirement, ...] = Field(min_length=1)
    schemas: tuple[LabelSchema, ...] = Field(min_length=1)


class RuleBook(Frozen):
    """The labelling task description (标注任务说明): clauses in their order."""

    title: Text
    clauses: tuple[Clause, ...] = Field(min_length=1)


class Competency(Frozen):
    """A part of the competency profile. Weights of a profile sum to 100; target 1 aware .. 4 fluent."""

    id: Id
    kind: Literal["knowledge", "skill", "quality"]
    name: Text
    weight: float = Field(gt=0, le=100)
    target: int = Field(ge=1, le=4)
    requirements: tuple[Id, ...] = ()


class Profile(Frozen):
    """The competency profile (岗位能力画像) of an order."""

    competencies: tuple[Competency, ...] = Field(min_length=1)
