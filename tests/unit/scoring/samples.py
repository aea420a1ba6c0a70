"""Short ways to write marks, gold and rules in tests of scoring."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from desktop.annotation.shapes.base import AttributeValue
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import Attribute, BoxRules, Label, LabelSchema, Option, SpanRules, Task

LABELS = ("car", "van", "person", "cat", "dog")
OCCLUSION = Attribute(
    id="occlusion",
    name="遮挡",
    kind="choice",
    options=(Option(id="0", name="无"), Option(id="1", name="部分"), Option(id="2", name="大部")),
    clause="4.1",
)
DOOR = Attribute(id="door", name="门开着", kind="yesno", labels=("car", "van"))


def schema(
    task: Task = "boxes",
    *,
    attributes: Sequence[Attribute] = (),
    boxes: BoxRules | None = None,
    spans: SpanRules | None = None,
    labels: Sequence[str] = LABELS,
) -> LabelSchema:
    """A schema over ``labels`` with the default rules unless others are given."""
    return LabelSchema(
        task=task,
        labels=tuple(
            Label(id=name, name=name, short=name[:6], key=name[0], colour=place)
            for place, name in enumerate(labels)
        ),
        attributes=tuple(attributes),
        box_rules=boxes or BoxRules(),
        span_rules=spans or SpanRules(),
    )


def box(mark_id: str, *corners: float, label: str = "car", **attributes: AttributeValue) -> Box:
    """An answered box from x1, y1, x2, y2."""
    x1, y1, x2, y2 = corners
    return Box(mark_id, label, x1, y1, x2, y2, attributes=attributes)


def span(mark_id: str, start: int, end: int, label: str = "car", **attributes: AttributeValue) -> Span:
    """An answered span."""
    return Span(mark_id, label, start, end, attributes=attributes)


def gold_box(mark_id: str, *corners: float, label: str = "car", **more: Any) -> GoldMark:
    """A gold box from x1, y1, x2, y2; ``more`` are fields of GoldMark."""
    x1, y1, x2, y2 = corners
    return GoldMark(id=mark_id, label=label, box=(x1, y1, x2, y2), **more)


def gold_span(mark_id: str, start: int, end: int, label: str = "car", **more: Any) -> GoldMark:
    """A gold span; ``more`` are fields of GoldMark."""
    return GoldMark(id=mark_id, label=label, start=start, end=end, **more)


def picture(
    *golds: Sequence[GoldMark], size: tuple[int, int] = (1000, 1000), names: Sequence[str] = ()
) -> Exercise:
    """A picture exercise that accepts these golds."""
    named = itertools.zip_longest(golds, names, fillvalue="")
    return Exercise(
        id="exercise",
        title="练习",
        pool="practice",
        media="media/a.png",
        size=size,
        golds=tuple(Gold(name=name, marks=tuple(marks)) for marks, name in named),
    )


def codes(score: Any) -> list[str]:
    """The codes of a score's findings, in their order."""
    return [finding.code for finding in score.findings]
