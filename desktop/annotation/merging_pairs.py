"""Which mark of one person is which of another's: the very same first, then what is plainly about the same thing."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span

#: A mark of the first person and the second's that says the same.
Pair: TypeAlias = tuple[Mark, Mark]
#: In what two marks differ ("only": the other has none), the first person's mark, the second's.
Apart: TypeAlias = tuple[str, Mark | None, Mark | None]
#: Share of characters from which on two spans of different classes are about one thing.
ENOUGH_SHARED = 0.5
M = TypeVar("M", bound=Mark)


@dataclass(frozen=True)
class Paired:
    """What both said alike, and what not, in the order in which it is to be decided."""

    agreed: tuple[Pair, ...]
    apart: tuple[Apart, ...]


@dataclass(frozen=True)
class _Left(Generic[M]):
    """What is left of two people's marks once the very same is taken out."""

    agreed: list[Pair]
    mine: list[M]
    theirs: list[M]


def paired_spans(mine: Sequence[Span], theirs: Sequence[Span]) -> Paired:
    """Pair spans: the very same, then those that share characters and either class, stretch, or most of both."""
    # Of doubles those in chains meet first, whatever order they were made in.
    left = _the_same(sorted(mine, key=_in_turn), sorted(theirs, key=_in_turn), _content)
    starts = sorted(left.theirs, key=lambda span: span.start)
    candidates = [
        (_distance(one, other), one, other)
        for one in left.mine
        for other in _beside(one, starts)
        if _one_thing(one, other)
    ]
    candidates.sort(key=lambda entry: (entry[0], entry[1].id, entry[2].id))
    return _joined(left, ((one, other) for _far, one, other in candidates), _span_apart, _by_place)


def paired_relations(
    mine: Sequence[Relation],
    theirs: Sequence[Relation],
    things: Mapping[str, str],
    starts: Mapping[str, int],
) -> Paired:
    """Pair relations by the things at their ends: the very same, then those between the same two, then with one end.

    ``things``: span id -> what it marks; ``starts``: span id -> where it begins.
    """

    def ends(relation: Relation) -> tuple[str, str]:
        head, tail = (things.get(end, end) for end in relation.ends)
        return head, tail

    def apart(one: Relation, other: Relation) -> str:
        if one.label != other.label:
            return "label"
        return "direction" if set(ends(one)) == set(ends(other)) else "end"

    left = _the_same(mine, theirs, lambda relation: (relation.label, ends(relation)))
    beside: defaultdict[str, list[Relation]] = defaultdict(list)
    for other in left.theirs:
        for thing in ends(other):
            beside[thing].append(other)
    candidates = []
    for one in left.mine:
        for other in {id(each): each for thing in ends(one) for each in beside[thing]}.values():
            between_others, retyped = set(ends(one)) != set(ends(other)), one.label != other.label
            if not (between_others and retyped):
                candidates.append((between_others, retyped, one, other))
    candidates.sort(key=lambda entry: (entry[0], entry[1], entry[2].id, entry[3].id))
    pairs = ((one, other) for _ends, _label, one, other in candidates)
    return _joined(left, pairs, apart, lambda mark: [starts.get(end, 0) for end in mark.ends])


def paired_replies(mine: Sequence[Reply], theirs: Sequence[Reply]) -> Paired:
    """Pair replies by question and part."""

    def said(reply: Reply) -> Hashable:
        # 1 is no True, and a ranking of one no choice.
        return reply.label, reply.about, type(reply.value).__name__, reply.value

    left = _the_same(mine, theirs, said)
    waiting = {(reply.label, reply.about): reply for reply in reversed(left.theirs)}
    pairs = [
        (one, other) for one in left.mine if (other := waiting.pop((one.label, one.about), None)) is not None
    ]
    order = {id(mark): number for number, mark in enumerate((*mine, *theirs))}
    return _joined(left, pairs, lambda _one, _other: "value", lambda mark: order[id(mark)])


def _the_same(mine: Sequence[M], theirs: Sequence[M], said: Callable[[M], Hashable]) -> _Left[M]:
    waiting: defaultdict[Hashable, list[M]] = defaultdict(list)
    for mark in theirs:
        waiting[said(mark)].append(mark)
    agreed: list[Pair] = []
    left: list[M] = []
    for mark in mine:
        same = waiting[said(mark)]
        if same:
            agreed.append((mark, same.pop(0)))
        else:
            left.append(mark)
    taken = {id(other) for _one, other in agreed}
    return _Left(agreed, left, [mark for mark in theirs if id(mark) not in taken])


def _joined(
    left: _Left[M],
    pairs: Iterable[tuple[M, M]],
    apart: Callable[[M, M], str],
    place: Callable[[M], Any],
) -> Paired:
    """Take pairs as they come, each mark once; what is left stands alone. In the order of ``place``."""
    taken: set[int] = set()
    found: list[tuple[M, Apart]] = []
    for one, other in pairs:
        if not {id(one), id(other)} & taken:
            taken |= {id(one), id(other)}
            found.append((one, (apart(one, other), one, other)))
    found += [(mark, ("only", mark, None)) for mark in left.mine if id(mark) not in taken]
    found += [(mark, ("only", None, mark)) for mark in left.theirs if id(mark) not in taken]
    found.sort(key=lambda entry: (place(entry[0]), entry[0].id))
    return Paired(tuple(left.agreed), tuple(row for _mark, row in found))


def _content(span: Span) -> Hashable:
    return (_stretch(span), span.label, _attributes(span))


def _attributes(span: Span) -> Hashable:
    return tuple(sorted((name, type(value).__name__, value) for name, value in span.attributes.items()))


def _stretch(span: Span) -> Hashable:
    return span.text_id, span.start, span.end, span.gaps


def _beside(span: Span, others: Sequence[Span]) -> list[Span]:
    """Return those of ``others`` (by their start) that share a character with a span."""
    longest = max((other.end - other.start for other in others), default=0)
    first = bisect_left(others, span.start - longest, key=lambda other: other.start)
    found = []
    for other in others[first:]:
        if other.start >= span.end:
            break
        if other.overlaps(span):
            found.append(other)
    return found


def _one_thing(one: Span, other: Span) -> bool:
    return one.label == other.label or _shared(one, other) >= ENOUGH_SHARED


def _shared(one: Span, other: Span) -> float:
    """Return the shared characters of two spans as a share of what either covers, gaps counted in; 0..1."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (max(one.end, other.end) - min(one.start, other.start))


def _distance(one: Span, other: Span) -> tuple[bool, bool, float]:
    return (_stretch(one) != _stretch(other), one.label != other.label, -_shared(one, other))


def _span_apart(one: Span, other: Span) -> str:
    if _stretch(one) == _stretch(other):
        return "label" if one.label != other.label else "attributes"
    return "edges" if one.label == other.label else "label_edges"


def _in_turn(span: Span) -> tuple[bool, str]:
    return not span.group, span.id


def _by_place(span: Span) -> tuple[str, int, int]:
    return span.text_id, span.start, -span.end
