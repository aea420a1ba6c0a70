"""Which mark of one person is which mark of another: as grading matches, but with neither of the two in the right.

Two marks are as near as the worse of both ways to look at them, and candidates only where both ways allow it. Whoever is
named first, the work is done in the same order, so that nothing depends on who that is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.annotation.codec import encode_mark
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.boxes import clipped
from desktop.scoring.judge import Kind, Match, Truth
from desktop.scoring.judges.composite import FAMILIES, ShapeJudge
from desktop.scoring.matching import SLACK, match
from desktop.scoring.measures.points import Assigned, apart, assigned
from desktop.scoring.result import Code, Finding
from desktop.scoring.spans import SpanJudge

#: Faults that a mark has by itself: they say nothing about two people.
OWN_FAULTS: frozenset[Code] = frozenset({"FMT", "RULE", "CLS", "ATTR"})
#: What is not what a person said: another's word for the same thing.
_NOT_SAID = frozenset({"id", "hidden", "locked", "pinned", "group"})


@dataclass(frozen=True)
class Twin:
    """Two people's marks of one thing. ``similarity`` 0..1; ``off``: what the order would find wrong of one by the other."""

    a: Mark
    b: Mark
    similarity: float
    off: frozenset[Code] = frozenset()
    #: Of points: how far apart, px.
    away: float | None = None

    def turned(self) -> Twin:
        """Return it as the other person sees it."""
        return Twin(self.b, self.a, self.similarity, self.off, self.away)

    @property
    def fits(self) -> bool:
        """Whether they are as near as the order asks of gold and answer."""
        return not self.off


@dataclass(frozen=True)
class Paired:
    """Two people's marks of one family: those both made, and those that one alone did."""

    family: str
    twins: tuple[Twin, ...]
    only_a: tuple[Mark, ...]
    only_b: tuple[Mark, ...]

    def turned(self) -> Paired:
        """Return it as the other person sees it."""
        return Paired(self.family, tuple(twin.turned() for twin in self.twins), self.only_b, self.only_a)


def paired(
    a: Sequence[Mark], b: Sequence[Mark], schema: LabelSchema, *, size: tuple[int, int] | None = None
) -> tuple[Paired, ...]:
    """Return two people's marks of one item paired, by family. ``size``: of the picture, px; boxes are cut to it.

    Marks that say the very same come together first. Of relations and answers only the very same are the same.
    """
    mine, theirs = _said(_cut(a, size)), _said(_cut(b, size))
    turn = _order(theirs) < _order(mine)
    one, other = (theirs, mine) if turn else (mine, theirs)
    families = sorted({family_of(mark) for mark, _ in (*one, *other)})
    found = tuple(_paired(family, one, other, schema=schema, size=size) for family in families)
    return tuple(each.turned() for each in found) if turn else found


def family_of(mark: Mark) -> str:
    """Return the family that a mark is compared within."""
    return FAMILIES[mark.kind] if isinstance(mark, Shape) else mark.kind


def _paired(
    family: str,
    one: Sequence[tuple[Mark, str]],
    other: Sequence[tuple[Mark, str]],
    *,
    schema: LabelSchema,
    size: tuple[int, int] | None,
) -> Paired:
    same, mine, theirs = _the_same(
        [(mark, said) for mark, said in one if family_of(mark) == family],
        [(mark, said) for mark, said in other if family_of(mark) == family],
    )
    near: Sequence[Twin] = ()
    if mine and theirs and family == "point":
        near = _near_points(mine, theirs, schema)
    elif mine and theirs and (family == "span" or family in FAMILIES.values()):
        # Each way with a judge of its own: a judge remembers marks by what they are to it.
        ways = tuple(_judge(family, schema, size=size) for _way in range(2))
        near = _near(mine, theirs, ways)
    taken = {id(mark) for twin in near for mark in (twin.a, twin.b)}
    return Paired(
        family,
        (*same, *near),
        tuple(mark for mark in mine if id(mark) not in taken),
        tuple(mark for mark in theirs if id(mark) not in taken),
    )


def _judge(family: str, schema: LabelSchema, *, size: tuple[int, int] | None) -> Kind[Any]:
    return SpanJudge(schema.span_rules) if family == "span" else ShapeJudge(schema, size=size).kind(family)


def _near(mine: Sequence[Mark], theirs: Sequence[Mark], ways: Sequence[Kind[Any]]) -> list[Twin]:
    there, back = ways
    golds, other_golds = [_truth(mark) for mark in mine], [_truth(mark) for mark in theirs]
    forth = there.overlaps(golds, theirs)
    returned = back.overlaps(other_golds, mine)
    rows: list[dict[int, float]] = []
    for place, row in enumerate(forth):
        both = {column: min(value, returned[column].get(place, 0.0)) for column, value in row.items()}
        least = {column: max(there.least(golds[place]), back.least(other_golds[column])) for column in both}
        rows.append({column: value for column, value in both.items() if value >= least[column] - SLACK})
    pairs = match(rows, 0.0, [mark.label for mark in mine], [mark.label for mark in theirs])
    found = [Match(golds[row], theirs[column], rows[row][column]) for row, column in pairs.items()]
    turned = [Match(other_golds[column], mine[row], rows[row][column]) for row, column in pairs.items()]
    return [
        Twin(each.truth.mark, each.answer, each.similarity, _codes((*faults, *others)))
        for each, faults, others in zip(found, there.faults(found), back.faults(turned), strict=True)
    ]


def _codes(faults: Iterable[Finding]) -> frozenset[Code]:
    return frozenset(fault.code for fault in faults) - OWN_FAULTS


def _near_points(mine: Sequence[Mark], theirs: Sequence[Mark], schema: LabelSchema) -> list[Twin]:
    """Return points paired within the order's reach: of one class as many as possible, then whatever is left."""
    rules = schema.object_rules.point
    reach = max(rules.match_px, rules.radius_px)
    twins: list[Twin] = []
    left, left_over = list(mine), list(theirs)
    labels = sorted({mark.label for mark in mine} & {mark.label for mark in theirs})
    for label in (*labels, None):
        one = [mark for mark in left if label in (None, mark.label)]
        other = [mark for mark in left_over if label in (None, mark.label)]
        found: Assigned = assigned([_spot(mark) for mark in one], [_spot(mark) for mark in other], reach)
        for place, column in found.pairs.items():
            away = found.distances[place]
            nearness = 1.0 - min(away / reach, 1.0) if reach else 1.0
            off: frozenset[Code] = frozenset() if away <= rules.radius_px + SLACK else frozenset({"PT"})
            twins.append(Twin(one[place], other[column], nearness, off, away))
        taken = {id(mark) for twin in twins for mark in (twin.a, twin.b)}
        left = [mark for mark in left if id(mark) not in taken]
        left_over = [mark for mark in left_over if id(mark) not in taken]
    return twins


def _the_same(
    mine: Sequence[tuple[Mark, str]], theirs: Sequence[tuple[Mark, str]]
) -> tuple[list[Twin], list[Mark], list[Mark]]:
    """Return the twins that say the very same, and what is left on either side, each in a canonical order."""
    waiting: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark, said in theirs:
        waiting[said].append(mark)
    twins, left = [], []
    for mark, said in mine:
        if waiting[said]:
            other = waiting[said].pop(0)
            away = apart(_spot(mark), _spot(other)) if isinstance(mark, Dot) else None
            twins.append(Twin(mark, other, 1.0, away=away))
        else:
            left.append(mark)
    return twins, left, [mark for mark, said in theirs if any(mark is each for each in waiting[said])]


def _said(marks: Sequence[Mark]) -> list[tuple[Mark, str]]:
    """Return marks with what they say, in an order that does not know when they were made.

    What refers to another mark, as a relation does, says what that one says.
    """
    by_id = {mark.id: _content(encode_mark(mark), {}) for mark in marks}
    said = [
        (mark, _content(encode_mark(mark), by_id if not isinstance(mark, Shape) else {})) for mark in marks
    ]
    return sorted(said, key=lambda entry: (entry[1], entry[0].id))


def _content(value: Mapping[str, Any], by_id: Mapping[str, str]) -> str:
    kept = {name: entry for name, entry in value.items() if name not in _NOT_SAID}
    if by_id:
        kept = {
            name: by_id.get(entry, entry) if isinstance(entry, str) and name != "label" else entry
            for name, entry in kept.items()
        }
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


def _order(said: Sequence[tuple[Mark, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(each for _, each in said), tuple(mark.id for mark, _ in said)


def _cut(marks: Sequence[Mark], size: tuple[int, int] | None) -> list[Mark]:
    return [clipped(mark, size) if size is not None and isinstance(mark, Box) else mark for mark in marks]


def _truth(mark: Mark) -> Truth[Any]:
    # Judges ask a gold mark for its own clause and sides that are free; another person's mark has none.
    return Truth(GoldMark.model_construct(id=mark.id, label=mark.label), mark)


def _spot(mark: Mark) -> tuple[float, float]:
    if not isinstance(mark, Dot):
        raise ValueError(f"mark {mark.id!r} is no point")
    return (mark.x, mark.y)
