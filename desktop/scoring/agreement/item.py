"""The agreement of two people on one item: what both marked, how near, and everything they do not agree on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import AttributeValue, Shape
from desktop.curriculum.schema import Attribute, LabelSchema
from desktop.scoring.agreement.pairing import Paired, Twin, paired
from desktop.scoring.attributes import right, same

#: only_a, only_b: one alone marked it; label, attribute, text: both did and say different things; place: edges differ.
Difference: TypeAlias = Literal["only_a", "only_b", "label", "attribute", "text", "place"]


@dataclass(frozen=True)
class Disagreement:
    """One thing that two people do not agree on; a thing may differ in several ways and is then told several times."""

    what: Difference
    family: str
    a: Mark | None
    b: Mark | None
    similarity: float | None = None
    #: Of an attribute: its id and both values, None for not given.
    attribute: str = ""
    values: tuple[AttributeValue | None, AttributeValue | None] = (None, None)


@dataclass(frozen=True)
class FamilyCount:
    """Marks of one family: how many each made, and of those that both made how near they are.

    ``similarities``: IoU of areas, boxes and spans, OKS of skeletons, a nearness of lines and points, of each pair.
    """

    family: str
    a: int
    b: int
    similarities: tuple[float, ...] = ()
    #: Of points: px apart.
    distances: tuple[float, ...] = ()
    #: Pairs as near as the order asks of an answer and its gold.
    fitting: int = 0

    @property
    def matched(self) -> int:
        """How many things both marked."""
        return len(self.similarities)

    @property
    def things(self) -> int:
        """How many different things were marked, by one or by both."""
        return self.a + self.b - self.matched


@dataclass(frozen=True)
class ValuePair:
    """What two people say about one attribute of one thing; ``same`` within the tolerance of the attribute."""

    attribute: str
    a: AttributeValue | None
    b: AttributeValue | None
    same: bool


@dataclass(frozen=True)
class Agreement:
    """Two people on one item. ``agreed``: things of which place, class and attributes are the same."""

    families: tuple[FamilyCount, ...]
    labels: tuple[tuple[str, str], ...]
    values: tuple[ValuePair, ...]
    tags: tuple[frozenset[str], frozenset[str]]
    #: Of things to be marked in order: their places in either person's work.
    places: tuple[tuple[int, int], ...]
    agreed: int
    disagreements: tuple[Disagreement, ...]
    twins: tuple[Twin, ...]

    @property
    def things(self) -> int:
        """How many different things were marked."""
        return sum(each.things for each in self.families)

    @property
    def matched(self) -> int:
        """How many things both marked."""
        return sum(each.matched for each in self.families)


def agreement(
    a: Sequence[Mark], b: Sequence[Mark], schema: LabelSchema, *, size: tuple[int, int] | None = None
) -> Agreement:
    """Return how far two people agree on one item. ``size``: width and height of its picture, px.

    The same for whoever is named first, but for which is a and which is b.
    """
    families = paired(a, b, schema, size=size)
    twins = tuple(twin for each in families for twin in each.twins)
    values = {id(twin): tuple(_values(twin, schema)) for twin in twins}
    differing = [_differences(each, values) for each in families]
    return Agreement(
        families=tuple(_count(each) for each in families),
        labels=tuple((twin.a.label, twin.b.label) for twin in twins),
        values=tuple(pair for twin in twins for pair in values[id(twin)]),
        tags=(_tags(a), _tags(b)),
        places=_places(a, b, twins, schema),
        agreed=sum(_is_agreed(twin, values[id(twin)]) for twin in twins),
        disagreements=tuple(each for found in differing for each in found),
        twins=twins,
    )


def is_agreed(twin: Twin, schema: LabelSchema) -> bool:
    """Tell whether two people say the same of a thing: where it is, what it is, and every attribute."""
    return _is_agreed(twin, tuple(_values(twin, schema)))


def _is_agreed(twin: Twin, values: Sequence[ValuePair]) -> bool:
    return twin.fits and twin.a.label == twin.b.label and all(pair.same for pair in values)


def _count(each: Paired) -> FamilyCount:
    return FamilyCount(
        each.family,
        len(each.twins) + len(each.only_a),
        len(each.twins) + len(each.only_b),
        tuple(sorted(twin.similarity for twin in each.twins)),
        tuple(sorted(twin.away for twin in each.twins if twin.away is not None)),
        sum(twin.fits for twin in each.twins),
    )


def _values(twin: Twin, schema: LabelSchema) -> Iterator[ValuePair]:
    """Yield what both say about the attributes that both their classes ask for and at least one of them gave."""
    for attribute in schema.attributes_of(twin.a.label):
        one, other = twin.a.attributes.get(attribute.id), twin.b.attributes.get(attribute.id)
        if attribute.asked_of(twin.b.label) and (one is not None or other is not None):
            yield ValuePair(attribute.id, one, other, _agree(one, other, attribute, schema))


def _agree(
    one: AttributeValue | None, other: AttributeValue | None, attribute: Attribute, schema: LabelSchema
) -> bool:
    if one is None or other is None:
        return False
    return same(one, other) or (right(one, other, attribute, schema) and right(other, one, attribute, schema))


def _differences(each: Paired, values: dict[int, tuple[ValuePair, ...]]) -> Iterator[Disagreement]:
    for mark in each.only_a:
        yield Disagreement("only_a", each.family, mark, None)
    for mark in each.only_b:
        yield Disagreement("only_b", each.family, None, mark)
    for twin in each.twins:
        if twin.a.label != twin.b.label:
            yield Disagreement("label", each.family, twin.a, twin.b, twin.similarity)
        for pair in values[id(twin)]:
            if not pair.same:
                yield Disagreement(
                    "attribute",
                    each.family,
                    twin.a,
                    twin.b,
                    twin.similarity,
                    attribute=pair.attribute,
                    values=(pair.a, pair.b),
                )
        if "TXT" in twin.off:
            yield Disagreement("text", each.family, twin.a, twin.b, twin.similarity)
        if twin.off - {"TXT"}:
            yield Disagreement("place", each.family, twin.a, twin.b, twin.similarity)


def _tags(marks: Sequence[Mark]) -> frozenset[str]:
    return frozenset(mark.label for mark in marks if isinstance(mark, Shape) and mark.kind == "tag")


def _places(
    a: Sequence[Mark], b: Sequence[Mark], twins: Sequence[Twin], schema: LabelSchema
) -> tuple[tuple[int, int], ...]:
    """Return the places in either's work of the things that the order wants marked one after the other."""
    ordered = frozenset(schema.object_rules.ordered)
    mine, theirs = ({mark.id: place for place, mark in enumerate(marks)} for marks in (a, b))
    return tuple(
        sorted(
            (mine[twin.a.id], theirs[twin.b.id])
            for twin in twins
            if twin.a.label == twin.b.label and twin.a.label in ordered
        )
    )
