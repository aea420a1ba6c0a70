"""Named steps for replies: give one, change it, take it back; and where the reply to a question stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeAlias

from desktop.annotation.document import Add, Document, Edit, Remove, Replace, Step
from desktop.annotation.marks import Mark, new_mark_id
from desktop.annotation.replies import MAX_WRITTEN, Reply, ReplyValue
from desktop.base.plain_text import whole

#: What a reply belongs to: the question's id, and the part that it was asked about ("" is the whole).
Place: TypeAlias = tuple[str, str]


def replies(marks: Iterable[Mark]) -> dict[Place, Reply]:
    """Return the replies by question and part; of several to one question, the first."""
    found: dict[Place, Reply] = {}
    for mark in marks.replies() if isinstance(marks, Document) else marks:
        # Not isinstance: asking an abstract class takes 3 ms for 10,000 spans, this less than 1.
        if type(mark) is Reply:
            found.setdefault((mark.label, mark.about), mark)
    return found


def replying(
    name: str, document: Document, place: Place, value: ReplyValue | None, *, dropped: Collection[Place] = ()
) -> Step:
    """Return the step that makes ``value`` the only reply at ``place``; None takes the reply away.

    ``dropped``: places whose replies go in the same step, because they are no longer asked. A step without edits
    says that all is as it was. Raises ValueError where the value names something twice.
    """
    gone = {at for at in dropped if at != place}
    edits: list[Edit] = []
    kept: Reply | None = None
    removed: list[Remove] = []
    for mark in document.replies():
        at = (mark.label, mark.about)
        if at == place and value is not None and kept is None:
            kept = mark
        elif at == place or at in gone:
            removed.append(Remove(mark, document.index(mark.id)))
    if kept is not None and value is not None and not _same(kept.value, value):
        edits.append(Replace(kept, replace(kept, value=value)))
    edits.extend(reversed(removed))
    if value is not None and kept is None:
        label, about = place
        edits.append(Add(Reply(new_mark_id(), label, about=about, value=value), len(document) - len(removed)))
    return Step(name, tuple(edits))


def toggled(chosen: tuple[str, ...], option: str, *, most: int) -> tuple[str, ...] | None:
    """Return the options chosen after one was pressed; None where ``most`` are chosen already.

    Of one option the new takes the place of the old, and the same again stays; of several, the same again goes.
    """
    if most == 1:
        return (option,)
    if option in chosen:
        return tuple(held for held in chosen if held != option)
    return (*chosen, option) if len(chosen) < most else None


def written(text: str, longest: int) -> str:
    """Return what may be kept of a text: at most ``longest`` code points, no halves of a character and no controls."""
    return whole(text)[: min(longest, MAX_WRITTEN)]


def _same(held: ReplyValue, value: ReplyValue) -> bool:
    # An empty choice and an empty ranking are one value; True is no place on a scale.
    return type(held) is type(value) and held == value
