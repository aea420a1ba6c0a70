"""A course pack in memory: everything one order needs, checked and addressed by digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from pydantic import Field

from desktop.curriculum.course import Activity, Blueprint, Lesson, Module
from desktop.curriculum.frozen import Frozen, Id, Text
from desktop.curriculum.items import Exercise, TheoryItem
from desktop.curriculum.order import Clause, Order, Profile, RuleBook
from desktop.curriculum.schema import LabelSchema

FORMAT = 1


class Credit(Frozen):
    """Who made a file of the pack and under which licence."""

    path: Text
    title: Text
    author: Text
    licence: Text
    source: str = ""


class PackHead(Frozen):
    """``pack.toml``: what this pack is. ``format`` newer than ours is refused."""

    format: int = Field(ge=1)
    id: Id
    version: str = Field(pattern=r"^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}$")
    title: Text
    language: Text = "zh"
    licence: Text
    authors: tuple[Text, ...] = Field(min_length=1)
    credits: tuple[Credit, ...] = ()


class PackFiles(Protocol):
    """The files of a pack, wherever they lie: a folder or one delivery file."""

    def paths(self) -> tuple[str, ...]:
        """Return every file's path, sorted."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes. Raises DamagedFileError when it is missing or differs from its digest."""

    def digest(self, path: str) -> str:
        """Return ``sha256:…`` of a file. Raises DamagedFileError when it is missing."""

    def close(self) -> None:
        """Let go of what is held open; nothing can be read afterwards."""


@dataclass(frozen=True)
class Pack:
    """One order's complete course. ``digest`` names its whole content."""

    head: PackHead
    order: Order
    rules: RuleBook
    profile: Profile
    modules: tuple[Module, ...]
    lessons: Mapping[str, Lesson]
    items: Mapping[str, TheoryItem]
    exercises: Mapping[str, Exercise]
    blueprint: Blueprint
    files: PackFiles
    digest: str

    def schema(self, schema_id: str) -> LabelSchema:
        """Return a label schema. Raises KeyError for an unknown id (a checked pack has none)."""
        return self._schemas[schema_id]

    def clause(self, number: str) -> Clause | None:
        """Return a clause of the rules, or None."""
        return next((clause for clause in self.rules.clauses if clause.number == number), None)

    def activity(self, activity_id: str) -> Activity:
        """Return an activity by id. Raises KeyError for an unknown one."""
        return self._activities[activity_id]

    @cached_property
    def _schemas(self) -> dict[str, LabelSchema]:
        return {schema.id: schema for schema in self.order.schemas}

    @cached_property
    def _activities(self) -> dict[str, Activity]:
        return {activity.id: activity for module in self.modules for activity in module.activities}
