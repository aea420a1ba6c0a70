"""Deciding a difference, and what one's own hand does beside that: each a single step that undo takes back whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from desktop.annotation.document import Add, Document, Edit, Remove, Replace, Step, changes
from desktop.annotation.marks import Mark, new_mark_id
from desktop.annotation.merging import Choice, Difference, Merge
from desktop.annotation.merging_plan import (
    DECISION,
    REASON,
    Decision,
    Decisions,
    Ends,
    decisions_of,
    is_bookkeeping,
    plan,
    states,
)
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.replying import replying
from desktop.annotation.spans import Span
from desktop.base.wording import N_

DECIDE = N_("裁定一处分歧")
GIVE_REASON = N_("写裁定理由")


def decide(merge: Merge, document: Document, key: str, choice: Choice) -> Step:
    """Return the step that decides a difference, whatever was decided before; what one marked there by hand goes.

    ``own`` leaves the place empty for one's own hand. What hangs on the place follows: relations are led to what stands
    there now, and go where nothing does. Raises ValueError for a stranger or what cannot be chosen.
    """
    one = merge.difference(key)
    if one is None or choice not in one.choices:
        raise ValueError(f"nothing to decide: {key!r}, {choice!r}")
    before = decisions_of(document)
    after = {**before, key: Decision(choice)}
    return _led(merge, document, before, after, afresh=one)


def reopen(merge: Merge, document: Document, key: str) -> Step:
    """Return the step that makes a difference open again."""
    before = decisions_of(document)
    after = {name: held for name, held in before.items() if name != key}
    return _led(merge, document, before, after, afresh=merge.difference(key))


def give_reason(document: Document, key: str, words: str) -> Step:
    """Return the step that makes ``words`` the reason of a decision; none when there are only blanks."""
    return replying(GIVE_REASON, document, (REASON, key), words if words.strip() else None)


def completed(merge: Merge, document: Document, step: Step, current: str = "") -> Step:
    """Return a step by hand with what follows from it: what is marked on a difference decides it as one's own.

    A span or a relation put where a difference is ``current`` and open, or where one's own mark was asked for, and any
    reply at the place of one. A step that decides is returned as it is.
    """
    if not step.edits or any(is_bookkeeping(mark) for pair in changes(step) for mark in pair if mark):
        return step
    shadow = Document(document.marks())
    shadow.apply(step)
    before = decisions_of(document)
    after = dict(before)
    standing = states(merge, document)
    ends = Ends(merge, before, {mark.id for mark in document})
    for one in merge.differences:
        waits = standing[one.key] == "open" and (one.key == current or one.key in before)
        if one.kind == "reply":
            own = _own_reply(one, step, shadow)
            if own is not None:
                after[one.key] = Decision("own", own)
                if not own:
                    del after[one.key]
        elif waits:
            made = tuple(mark.id for mark in _made(step) if _is_about(mark, one, ends))
            if made:
                after[one.key] = Decision("own", made)
    if after == before:
        return step
    more = _led(merge, shadow, before, after, present=(mark.id for mark in document))
    return Step(step.name, step.edits + more.edits)


def _made(step: Step) -> list[Mark]:
    return [come for gone, come in changes(step) if come is not None and gone is None]


def _own_reply(one: Difference, step: Step, shadow: Document) -> tuple[str, ...] | None:
    """Return the id of the reply that a step gave at the place of a difference; nothing where it took it away."""
    touched = [
        mark
        for pair in changes(step)
        for mark in pair
        if isinstance(mark, Reply) and (mark.label, mark.about) == one.place
    ]
    if not touched:
        return None
    return tuple(dict.fromkeys(mark.id for mark in touched if mark.id in shadow))


def _is_about(mark: Mark, one: Difference, ends: Ends) -> bool:
    if isinstance(mark, Span) and one.kind == "span":
        return any(isinstance(other, Span) and mark.overlaps(other) for other in one.marks)
    if isinstance(mark, Relation) and one.kind == "relation":
        named = {ends.of(end) for other in one.marks if isinstance(other, Relation) for end in other.ends}
        return bool(set(mark.ends) & named)
    return False


def _led(
    merge: Merge,
    document: Document,
    before: Decisions,
    after: Decisions,
    *,
    afresh: Difference | None = None,
    present: Iterable[str] | None = None,
) -> Step:
    """Return the step from what the decisions before put into a document to what those after do.

    What was changed or deleted by hand stays so, but for the difference that is decided ``afresh``. ``present``: ids that
    were there when the decisions before were.
    """
    ids = {mark.id for mark in document}
    old = plan(merge, before, ids if present is None else set(present))
    new = plan(merge, after, ids)
    gone = _gone(document, old, new, before=before, after=after, afresh=afresh)
    stand_ins = _stand_ins(merge, before, after, document=document, gone=gone)
    forced = {mark.id for mark in afresh.marks} if afresh is not None and afresh.kind != "chain" else set()
    changed: list[Edit] = []
    for mark in document:
        now: Mark | None = mark
        if mark.id in gone:
            continue
        if mark.id in new:
            now = new[mark.id] if mark.id in forced else _carried(mark, old.get(mark.id), new[mark.id])
        elif isinstance(mark, Relation):
            now = _led_by_hand(mark, stand_ins, gone)
        if now is None:
            gone.add(mark.id)
        elif now != mark:
            changed.append(Replace(mark, now))
    come = [mark for name, mark in new.items() if name not in ids and (name not in old or name in forced)]
    come.sort(key=lambda mark: isinstance(mark, Relation))
    return _whole(document, changed, gone, [*come, *_kept(document, before, after, gone=gone)])


def _gone(
    document: Document,
    old: Mapping[str, Mark],
    new: Mapping[str, Mark],
    *,
    before: Decisions,
    after: Decisions,
    afresh: Difference | None,
) -> set[str]:
    """Return what goes: what was taken and is no more, what one's hand made instead, other replies at a place."""
    own = {name for held in _dropped(before, after) for name in held.own}
    stays = {name for held in after.values() for name in held.own} | new.keys()
    place = afresh.place if afresh is not None and afresh.kind == "reply" else None
    return {
        mark.id
        for mark in document
        if mark.id not in stays
        and (
            mark.id in old
            or mark.id in own
            or (isinstance(mark, Reply) and (mark.label, mark.about) == place)
        )
    }


def _dropped(before: Decisions, after: Decisions) -> list[Decision]:
    return [held for key, held in before.items() if after.get(key) != held and held.choice == "own"]


def _stand_ins(
    merge: Merge, before: Decisions, after: Decisions, *, document: Document, gone: set[str]
) -> dict[str, str]:
    """Return for each span that goes what stands for its thing from now on."""
    ids = {mark.id for mark in document}
    ends = Ends(merge, after, ids - gone)
    found: dict[str, str] = {}
    for one in merge.differences:
        decision = before.get(one.key)
        names = {mark.id for mark in one.marks} | set(decision.own if decision is not None else ())
        now = ends.of(one.marks[0].id) if one.kind == "span" else None
        if now is not None:
            found |= dict.fromkeys(names & gone, now)
    return found


def _carried(held: Mark, old: Mark | None, new: Mark) -> Mark:
    """Return a mark with what the plan changed of it; what a hand changed stays."""
    if old is None or old == new:
        return held
    if isinstance(held, Relation) and isinstance(old, Relation) and isinstance(new, Relation):
        moved = dict(zip(old.ends, new.ends, strict=True))
        head, tail = (moved.get(end, end) for end in held.ends)
        return held if head == tail else replace(held, head=head, tail=tail)
    if held.group != old.group:
        return held
    return replace(held, group=new.group)


def _led_by_hand(mark: Relation, stand_ins: Mapping[str, str], gone: set[str]) -> Relation | None:
    """Return a relation made by hand between what stands for its ends now; None where an end goes for good."""
    if not set(mark.ends) & gone:
        return mark
    head, tail = (stand_ins.get(end, end) for end in mark.ends)
    if {head, tail} & gone or head == tail:
        return None
    return replace(mark, head=head, tail=tail)


def _kept(document: Document, before: Decisions, after: Decisions, *, gone: set[str]) -> list[Mark]:
    """Return the new decisions as replies; the old ones are put to what goes."""
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    gone |= {
        mark.id
        for mark in document
        if isinstance(mark, Reply) and mark.label == DECISION and mark.about in changed
    }
    return [
        Reply(new_mark_id(), DECISION, about=key, value=after[key].value)
        for key in sorted(changed)
        if key in after
    ]


def _whole(document: Document, changed: list[Edit], gone: set[str], come: list[Mark]) -> Step:
    removed = [Remove(mark, index) for index, mark in enumerate(document) if mark.id in gone]
    left = len(document) - len(removed)
    added = [Add(mark, left + number) for number, mark in enumerate(come)]
    return Step(DECIDE, (*changed, *reversed(removed), *added))
