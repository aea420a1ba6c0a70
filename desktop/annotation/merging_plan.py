"""What of two people's marks belongs into the merged text once some differences are decided, and how the others stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast, get_args

from desktop.annotation.document import Document
from desktop.annotation.marks import Mark
from desktop.annotation.merging import Chain, Choice, Difference, Merge
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span

#: Class of the replies that say what was decided, and why: no id of a pack begins with it.
DECISION, REASON = "@decision", "@reason"
_CHOICES = frozenset(get_args(Choice))
#: How a difference stands. open: to be decided; moot: what it hangs on is not there, so nothing is left to decide.
State: TypeAlias = Literal["open", "first", "second", "both", "neither", "own", "moot"]


@dataclass(frozen=True)
class Decision:
    """What was taken. ``own``: ids of what was marked by hand instead."""

    choice: Choice
    own: tuple[str, ...] = ()

    @property
    def value(self) -> tuple[str, ...]:
        """The decision as a reply holds it."""
        return (self.choice, *self.own)


Decisions: TypeAlias = Mapping[str, Decision]


def is_bookkeeping(mark: Mark) -> bool:
    """Tell whether a mark says what was decided or why, not what is in the text."""
    return isinstance(mark, Reply) and mark.label in {DECISION, REASON}


def result(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks without the decisions that led to them: what is graded and compared."""
    return tuple(mark for mark in marks if not is_bookkeeping(mark))


def decisions_of(marks: Iterable[Mark]) -> dict[str, Decision]:
    """Return the decisions by the key of their difference; what is no decision is passed over."""
    found: dict[str, Decision] = {}
    for mark in marks:
        if isinstance(mark, Reply) and mark.label == DECISION and mark.named and mark.value == mark.named:
            choice, *own = mark.named
            if choice in _CHOICES:
                found.setdefault(mark.about, Decision(cast("Choice", choice), tuple(own)))
    return found


def reasons_of(marks: Iterable[Mark]) -> dict[str, str]:
    """Return the written reasons by the key of their difference."""
    return {
        mark.about: mark.value
        for mark in marks
        if isinstance(mark, Reply) and mark.label == REASON and isinstance(mark.value, str)
    }


def plan(merge: Merge, decisions: Decisions, present: Collection[str] = ()) -> dict[str, Mark]:
    """Return by id the marks that decisions take over from either person. ``present``: ids of what is marked by hand.

    What both said alike is always there. A relation is there once both its ends are, led to whatever stands for them
    now; of two that came to say the same only one is.
    """
    found: dict[str, Mark] = {pair[0].id: pair[0] for pair in merge.agreed}
    for one in merge.differences:
        if one.kind != "chain":
            found |= {mark.id: mark for mark in _taken(one, decisions.get(one.key))}
    ends = Ends(merge, decisions, present)
    groups = _groups(merge, decisions)
    said: set[tuple[str, str, str]] = set()
    for mark in list(found.values()):
        if isinstance(mark, Span):
            found[mark.id] = replace(mark, group=groups.get(merge.things[mark.id], ""))
        elif isinstance(mark, Relation):
            led = ends.led(mark)
            if led is None or (led.label, *led.ends) in said:
                del found[mark.id]
            else:
                said.add((led.label, *led.ends))
                found[mark.id] = led
    return found


class Ends:
    """Which span stands for a thing now."""

    def __init__(self, merge: Merge, decisions: Decisions, present: Collection[str] = ()) -> None:
        self._merge, self._decisions, self._present = merge, decisions, present
        self._by_key = {one.key: one for one in merge.differences if one.kind == "span"}

    def of(self, span_id: str) -> str | None:
        """Return the id of the span that stands for the thing of one of either person's spans, or None."""
        thing = self._merge.things.get(span_id)
        if thing is None:
            return None
        one = self._by_key.get(thing)
        if one is None:
            return thing
        decision = self._decisions.get(thing)
        if decision is not None and decision.choice == "own":
            return next((name for name in decision.own if name in self._present), None)
        taken = [mark.id for mark in _taken(one, decision)]
        return span_id if span_id in taken else next(iter(taken), None)

    def led(self, relation: Relation) -> Relation | None:
        """Return a relation between what stands for its ends, or None where that is not there or one and the same."""
        head, tail = (self.of(end) for end in relation.ends)
        if head is None or tail is None or head == tail:
            return None
        return replace(relation, head=head, tail=tail)

    def gone(self, relation: Relation) -> bool:
        """Tell whether a relation has an end that was decided away."""
        return any(self.of(end) is None and not self._waits(end) for end in relation.ends)

    def _waits(self, span_id: str) -> bool:
        decision = self._decisions.get(self._merge.things.get(span_id, ""))
        return decision is None or decision.choice == "own"


def states(merge: Merge, document: Document) -> dict[str, State]:
    """Return how each difference stands in a document."""
    decisions = decisions_of(document)
    planned = plan(merge, decisions, _ids(document))
    ends = Ends(merge, decisions, _ids(document))
    return {
        one.key: _state(one, decisions.get(one.key), planned, ends=ends, document=document)
        for one in merge.differences
    }


def open_keys(merge: Merge, document: Document) -> tuple[str, ...]:
    """Return what is still to be decided, in order."""
    return tuple(key for key, state in states(merge, document).items() if state == "open")


def _state(
    one: Difference,
    decision: Decision | None,
    planned: Mapping[str, Mark],
    *,
    ends: Ends,
    document: Document,
) -> State:
    if one.kind == "relation" and all(isinstance(mark, Relation) and ends.gone(mark) for mark in one.marks):
        return "moot"
    if decision is None:
        return "open"
    if decision.choice == "own":
        return "own" if one.kind == "chain" or any(name in document for name in decision.own) else "open"
    held = {mark.id for mark in one.marks} & planned.keys()
    if one.kind != "chain" and any(document.get(name) != planned[name] for name in held):
        # Taken over, then changed by hand.
        return "own"
    return decision.choice


def _taken(one: Difference, decision: Decision | None) -> tuple[Mark, ...]:
    if decision is None:
        return ()
    sides: Mapping[Choice, tuple[Mark, ...]] = {
        "first": one.first,
        "second": one.second,
        "both": one.marks,
    }
    return sides.get(decision.choice, ())


def _groups(merge: Merge, decisions: Decisions) -> dict[str, str]:
    """Return the chain of each thing: what both have in one is in one, the rest as decided."""
    found: dict[str, str] = {}
    for chain in merge.chains:
        members = _members(chain, decisions.get(chain.key))
        if len(members) > 1:
            for thing in members:
                found.setdefault(thing, chain.name)
    return found


def _members(chain: Chain, decision: Decision | None) -> frozenset[str]:
    if not chain.key:
        return chain.first
    choice = decision.choice if decision is not None else "own"
    return {
        "first": chain.first,
        "second": chain.second,
        "both": chain.first | chain.second,
        "neither": frozenset[str](),
        "own": chain.first & chain.second,
    }[choice]


def _ids(document: Document) -> frozenset[str]:
    return frozenset(mark.id for mark in document)
