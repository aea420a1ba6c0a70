"""A small adjudication of spans and relations, to be changed field by field."""

from __future__ import annotations

from typing import Any

from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import RelationType

SCHEMA = LabelSchema(
    id="links",
    task="text",
    labels=(
        Label(id="org", name="机构", short="机", key="1", colour=0),
        Label(id="loc", name="地名", short="地", key="2", colour=1),
    ),
    relations=(
        RelationType(id="part", name="属于", short="属", key="q", colour=2),
        RelationType(id="same", name="同指", short="同", key="w", colour=3, symmetric=True),
    ),
)


def span(name: str, start: int, end: int, label: str = "org") -> dict[str, Any]:
    """Return a span as a pack writes it."""
    return {"id": name, "type": "span", "label": label, "start": start, "end": end}


def link(name: str, head: str, tail: str, label: str = "part") -> dict[str, Any]:
    """Return a relation as a pack writes it."""
    return {"id": name, "type": "relation", "label": label, "head": head, "tail": tail}


def exercise(**more: Any) -> Exercise:
    """An adjudication of two spans of which the second one's edge differs, with some fields changed."""
    value: dict[str, Any] = {
        "id": "q1",
        "title": "仲裁一",
        "schema_id": "links",
        "pool": "practice",
        "text": "桑干区水务局在御河街道",
        "work": "adjudicate",
        "given": [span("a", 0, 6), span("b", 7, 11, "loc")],
        "given_second": [span("a", 0, 6), span("b", 7, 9, "loc")],
        "golds": [{"marks": [{"id": "g1", "label": "org", "start": 0, "end": 6}]}],
    }
    return Exercise.model_validate(value | more)
