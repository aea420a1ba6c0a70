"""Two people's marks of the same texts laid together: what both said, and every difference, to be decided one by one.

Nothing here knows which of the two is right. Marks keep whose they are in their ids: "1:" stands before an id of the
first person, "2:" before one of the second, so that equal ids of the two never meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, TypeVar

from desktop.annotation.marks import Mark
from desktop.annotation.merging_pairs import Pair, paired_relations, paired_replies, paired_spans
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span

#: What a decision takes: the first person's, the second's, both, neither, or what is marked by one's own hand.
Choice: TypeAlias = Literal["first", "second", "both", "neither", "own"]
#: Whose marks: those that an exercise gives first, or second. Who of the two is called 甲 is another matter.
Side: TypeAlias = Literal["first", "second"]
People: TypeAlias = tuple[Side, Side]
Kind: TypeAlias = Literal["span", "chain", "relation", "reply"]
#: In what two differ: one alone marked it; the class, the edges, both, or the attributes of a span; the direction, the
#: kind or one end of a relation; who belongs to a chain; what is replied.
What: TypeAlias = Literal[
    "only", "label", "edges", "label_edges", "attributes", "direction", "end", "chain", "value"
]
SIDES: tuple[str, str] = ("1:", "2:")
#: What may be laid together.
KINDS = frozenset({"span", "relation", "reply"})
M = TypeVar("M", bound=Mark)


@dataclass(frozen=True)
class Difference:
    """One thing that two people say differently; ``first`` and ``second`` hold what each marked, one of them may be empty."""

    key: str
    kind: Kind
    what: What
    first: tuple[Mark, ...]
    second: tuple[Mark, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What either marked, the first person's before the second's."""
        return self.first + self.second

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be decided. Where one alone marked it, to take the other's is to have nothing."""
        if self.what == "only":
            return ("first", "second", "own")
        if self.kind == "reply":
            return ("first", "second", "neither", "own")
        return ("first", "second", "both", "neither", "own")

    @property
    def place(self) -> tuple[str, str]:
        """Of a reply: question and part."""
        mark = self.marks[0]
        return (mark.label, mark.about) if isinstance(mark, Reply) else ("", "")


@dataclass(frozen=True)
class Chain:
    """A chain of coreference as either has it: the things that mean the same. ``key``: of its difference, or ""."""

    name: str
    key: str
    first: frozenset[str]
    second: frozenset[str]


@dataclass(frozen=True)
class Merge:
    """Two people's marks, what they agree on, and their differences: spans in the order of the text, then what hangs on them.

    ``things``: span id -> the thing that it marks: one that both marked alike, or a difference by its key.
    """

    first: tuple[Mark, ...]
    second: tuple[Mark, ...]
    agreed: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    things: Mapping[str, str] = field(default_factory=dict)
    chains: tuple[Chain, ...] = ()

    def difference(self, key: str) -> Difference | None:
        """Return the difference of that key, or None."""
        return next((one for one in self.differences if one.key == key), None)

    def of_mark(self, mark_id: str) -> Difference | None:
        """Return the difference that a mark of either person belongs to, or None."""
        return next((one for one in self.differences if any(mark.id == mark_id for mark in one.marks)), None)

    @property
    def n(self) -> int:
        """How many different things were marked or said, by one or by both."""
        return len(self.agreed) + len(self.differences)


def merged(first: Iterable[Mark], second: Iterable[Mark]) -> Merge:
    """Lay two people's marks together. Of one person's marks with one id the first counts; only marks on texts do."""
    mine, theirs = _named(first, SIDES[0]), _named(second, SIDES[1])
    spans = paired_spans(_of(mine, Span), _of(theirs, Span))
    agreed: list[Pair] = list(spans.agreed)
    things = {mark.id: pair[0].id for pair in spans.agreed for mark in pair}
    differences: list[Difference] = []
    for what, one, other in spans.apart:
        found = _difference(len(differences), "span", what, one, other)
        things |= {mark.id: found.key for mark in found.marks}
        differences.append(found)
    chains = _chains(_of(mine, Span), _of(theirs, Span), things, len(differences))
    by_id = {mark.id: mark for mark in (*mine, *theirs)}
    for chain in chains:
        if chain.key:
            sides = [
                tuple(by_id[name] for name, thing in things.items() if thing in members and name[:2] == side)
                for side, members in zip(SIDES, (chain.first, chain.second), strict=True)
            ]
            differences.append(Difference(chain.key, "chain", "chain", *sides))
    starts = {mark.id: mark.start for mark in by_id.values() if isinstance(mark, Span)}
    links = _of(mine, Relation), _of(theirs, Relation)
    relations = paired_relations(*links, things, starts)
    replies = paired_replies(_of(mine, Reply), _of(theirs, Reply))
    agreed += [*relations.agreed, *replies.agreed]
    for kind, found_pairs in (("relation", relations), ("reply", replies)):
        for what, one, other in found_pairs.apart:
            differences.append(_difference(len(differences), kind, what, one, other))
    return Merge(mine, theirs, tuple(agreed), tuple(differences), things, chains)


def _difference(number: int, kind: str, what: str, one: Mark | None, other: Mark | None) -> Difference:
    sides = [() if mark is None else (mark,) for mark in (one, other)]
    return Difference(f"d{number + 1}", kind, what, sides[0], sides[1])  # type: ignore[arg-type]  # of the tables


def _named(marks: Iterable[Mark], side: str) -> tuple[Mark, ...]:
    """Return marks with ids that tell whose they are."""
    found: dict[str, Mark] = {}
    for mark in marks:
        if isinstance(mark, Relation):
            led = replace(mark, id=side + mark.id, head=side + mark.head, tail=side + mark.tail)
            found.setdefault(mark.id, led)
        elif mark.kind in KINDS:
            found.setdefault(mark.id, replace(mark, id=side + mark.id))
    return tuple(found.values())


def _of(marks: Sequence[Mark], kind: type[M]) -> list[M]:
    return [mark for mark in marks if isinstance(mark, kind)]


def _chains(
    mine: Sequence[Span], theirs: Sequence[Span], things: Mapping[str, str], taken: int
) -> tuple[Chain, ...]:
    """Return the chains of either, those with most in common as one; a key for those that are not the same."""
    one, other = _members(mine, things), _members(theirs, things)
    pairs: list[tuple[frozenset[str], frozenset[str]]] = []
    for members in one:
        best = max(other, key=lambda each: len(each & members), default=frozenset())
        shared = best if best & members else frozenset[str]()
        if shared:
            other.remove(shared)
        pairs.append((members, shared))
    pairs += [(frozenset(), members) for members in other]
    chains = []
    for number, (first, second) in enumerate(pairs, start=1):
        apart = first != second
        taken += apart
        chains.append(Chain(f"c{number}", f"d{taken}" if apart else "", first, second))
    return tuple(chains)


def _members(spans: Sequence[Span], things: Mapping[str, str]) -> list[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for span in sorted(spans, key=lambda each: (each.text_id, each.start, each.end, each.id)):
        if span.group:
            groups.setdefault(span.group, set()).add(things[span.id])
    return [frozenset(members) for members in groups.values()]
