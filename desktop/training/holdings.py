"""What an exercise holds, read off its gold: how many chances it gives to meet each kind of error."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.annotation.shapes.base import AttributeValue, Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.items import Exercise, GoldMark
from desktop.curriculum.pack import Pack
from desktop.curriculum.schema import LabelSchema
from desktop.scoring import boxes, spans

#: What an error may depend on, as (kind, value): ("size", "small"), ("occlusion", "heavy"), ("scene", "night") …
#: An attribute's kind is its id, with the value as text.
Trait: TypeAlias = tuple[str, str]

#: A box whose shorter side is below so many times the least that is to be labelled is small.
SMALL_TIMES = 3.0
#: A box that takes this share of the picture is large.
LARGE_SHARE = 0.05
#: Boxes that share this much (intersection over union) stand in each other's way.
CROWD_SHARE = 0.02
#: A span of at least so many code points is long.
LONG_SPAN = 12
#: Tags of an exercise that say under what light and weather a picture was taken.
SCENES = frozenset({"night", "dusk", "rain", "haze", "overcast", "snow", "backlight"})
#: An ending counts as typical of a label when so many marks of the bank end so.
LEAST_ENDINGS = 3

#: Codes of findings that have no gold mark: what counts is where one mark too many is likely.
WITHOUT_GOLD = frozenset({"EXTRA", "RULE"})


@dataclass(frozen=True)
class Unit:
    """A gold mark that is judged."""

    label: str
    traits: frozenset[Trait]


@dataclass(frozen=True)
class Holding:
    """What one exercise holds. ``units`` by mark id are those of its first gold; ``others`` those of further golds.

    ``lures`` counts, by label, the places where something that must not be marked looks as if it had to be.
    """

    units: Mapping[str, Unit] = field(default_factory=dict)
    others: Mapping[str, Unit] = field(default_factory=dict)
    lures: Mapping[str, int] = field(default_factory=dict)

    def unit(self, gold_id: str) -> Unit | None:
        """Return the unit of a gold mark, or None when there is none of that id."""
        return self.units.get(gold_id) or self.others.get(gold_id)

    def chances(self, code: str, label: str = "", trait: Trait | None = None) -> int:
        """Return how many opportunities there are for a finding of ``code``; an empty label means any.

        A mark can be missed, mislabelled, drawn or described wrongly once each; a mark too many needs a lure.
        """
        if code in WITHOUT_GOLD:
            if trait is not None:
                return 0
            return self.lures.get(label, 0) if label else sum(self.lures.values())
        return sum(
            (not label or unit.label == label) and (trait is None or trait in unit.traits)
            for unit in self.units.values()
        )


Bank: TypeAlias = Mapping[str, Holding]


def bank_of(pack: Pack) -> dict[str, Holding]:
    """Return what each exercise of a pack holds, by exercise id. Pure: the same pack gives the same bank."""
    endings = _endings(pack.exercises.values())
    return {
        exercise.id: holding(exercise, pack.schema(exercise.schema_id), endings)
        for exercise in pack.exercises.values()
    }


def holding(
    exercise: Exercise, schema: LabelSchema, endings: Mapping[str, frozenset[str]] | None = None
) -> Holding:
    """Return what an exercise holds. ``endings``: the last characters typical of each label in the bank."""
    found = [_units(gold.marks, exercise, schema) for gold in exercise.golds]
    others: dict[str, Unit] = {}
    for more in found[1:]:
        others |= more
    marks = exercise.golds[0].marks
    if schema.on_pictures:
        lures = _box_lures(marks, found[0])
    else:
        lures = _span_lures(exercise.text or "", marks, endings or {})
    return Holding(found[0], others, lures)


def _units(marks: Sequence[GoldMark], exercise: Exercise, schema: LabelSchema) -> dict[str, Unit]:
    shapes = [mark.mark() for mark in marks]
    scene = {("scene", tag) for tag in exercise.tags if tag in SCENES}
    drawn = [shape for shape in shapes if isinstance(shape, Box)]
    written = [shape for shape in shapes if isinstance(shape, Span)]
    crowd = _close_boxes(drawn) if drawn else _close_spans(written)
    words = Counter((exercise.text or "")[span.start : span.end] for span in written)
    units = {}
    for mark, shape in zip(marks, shapes, strict=True):
        if mark.ignore:
            continue
        traits = {(name, _said(value)) for name, value in mark.attributes.items()} | scene
        if isinstance(shape, Shape):
            traits |= _shape_traits(shape, exercise.size or (0, 0), schema)
            traits |= {("crowd", "close")} if mark.id in crowd else set()
        elif isinstance(shape, Span):
            traits |= _span_traits(shape, exercise.text or "", words)
            traits |= {("nesting", "nested")} if mark.id in crowd else set()
        units[mark.id] = Unit(mark.label, frozenset(traits))
    return units


def _said(value: AttributeValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shape_traits(shape: Shape, size: tuple[int, int], schema: LabelSchema) -> set[Trait]:
    traits: set[Trait] = set()
    x1, y1, x2, y2 = shape.bounds
    if min(x2 - x1, y2 - y1) < SMALL_TIMES * schema.drawing_of(shape.label).minimum_px:
        traits.add(("size", "small"))
    elif size[0] * size[1] and (x2 - x1) * (y2 - y1) >= LARGE_SHARE * size[0] * size[1]:
        traits.add(("size", "large"))
    return traits


def _span_traits(span: Span, text: str, words: Mapping[str, int]) -> set[Trait]:
    traits: set[Trait] = set()
    inside = text[span.start : span.end]
    if span.length >= LONG_SPAN:
        traits.add(("length", "long"))
    around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    if any(unicodedata.category(sign) in {"Ps", "Pe", "Pi", "Pf"} for sign in around + inside):
        traits.add(("edge", "brackets"))
    if words[inside] > 1:
        traits.add(("repeats", "again"))
    return traits


def _close_boxes(drawn: Sequence[Box]) -> set[str]:
    return {
        drawn[row].id
        for row, near in enumerate(boxes.overlaps(drawn, drawn))
        if any(share >= CROWD_SHARE for column, share in near.items() if column != row)
    }


def _close_spans(written: Sequence[Span]) -> set[str]:
    return {
        written[row].id
        for row, near in enumerate(spans.overlaps(written, written))
        if any(column != row for column in near)
    }


def _box_lures(marks: Iterable[GoldMark], units: Mapping[str, Unit]) -> dict[str, int]:
    """Count what is there but not asked for (too small, too hidden), and objects that stand in each other's way."""
    lures = Counter(mark.label for mark in marks if mark.ignore)
    lures.update(unit.label for unit in units.values() if ("crowd", "close") in unit.traits)
    return dict(lures)


def _span_lures(
    text: str, marks: Sequence[GoldMark], endings: Mapping[str, frozenset[str]]
) -> dict[str, int]:
    """Count the places that end like a label's marks (…日, …元, …局, …号) without being one."""
    ends: defaultdict[str, set[int]] = defaultdict(set)
    covered: defaultdict[str, set[int]] = defaultdict(set)
    for mark in marks:
        span = mark.mark()
        if isinstance(span, Span):
            ends[mark.label].add(span.end - 1)
            covered[mark.label].update(range(span.start, span.end))
    return {
        label: sum(
            sign in signs and place not in ends[label] and place not in covered[label]
            for place, sign in enumerate(text)
        )
        for label, signs in endings.items()
    }


def _endings(exercises: Iterable[Exercise]) -> dict[str, frozenset[str]]:
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for exercise in exercises:
        for mark in exercise.golds[0].marks:
            if exercise.text is not None and mark.end is not None and not mark.ignore:
                seen[mark.label][exercise.text[mark.end - 1]] += 1
    return {
        label: frozenset(sign for sign, times in signs.items() if times >= LEAST_ENDINGS)
        for label, signs in seen.items()
    }
