"""Which mark lies over which, and which belong together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from desktop.annotation.document import Document, Step, reordering, replacing
from desktop.annotation.marks import new_mark_id
from desktop.base.wording import N_, _

Way: TypeAlias = Literal["front", "back", "up", "down"]

_NAMES: Mapping[Way, str] = {
    "front": N_("移到最前"),
    "back": N_("移到最后"),
    "up": N_("往前一层"),
    "down": N_("往后一层"),
}


def restack(document: Document, ids: Sequence[str], way: Way) -> Step:
    """Bring marks to the front or back, or one step up or down past a mark that is not among them."""
    order = [mark.id for mark in document]
    return reordering(_(_NAMES[way]), document, _ORDERS[way](order, frozenset(ids)))


def group(document: Document, ids: Sequence[str]) -> Step:
    """Make one group of marks; they leave the groups that they were in."""
    name = new_mark_id()
    return replacing(
        _("编组"), document, *(replace(document[own], group=name) for own in _known(document, ids))
    )


def ungroup(document: Document, ids: Sequence[str]) -> Step:
    """Dissolve the groups that these marks are in."""
    names = {document[own].group for own in _known(document, ids)} - {""}
    return replacing(
        _("解散分组"), document, *(replace(mark, group="") for mark in document if mark.group in names)
    )


def group_of(document: Document, mark_id: str) -> tuple[str, ...]:
    """Return the ids of all marks in the group of one; itself alone when it is in none."""
    name = document[mark_id].group
    return tuple(mark.id for mark in document if mark.group == name) if name else (mark_id,)


def _known(document: Document, ids: Sequence[str]) -> list[str]:
    return [own for own in ids if own in document]


def _front(order: list[str], ids: frozenset[str]) -> list[str]:
    return [own for own in order if own not in ids] + [own for own in order if own in ids]


def _back(order: list[str], ids: frozenset[str]) -> list[str]:
    return [own for own in order if own in ids] + [own for own in order if own not in ids]


def _up(order: list[str], ids: frozenset[str]) -> list[str]:
    order = list(order)
    for place in range(len(order) - 2, -1, -1):
        if order[place] in ids and order[place + 1] not in ids:
            order[place], order[place + 1] = order[place + 1], order[place]
    return order


def _down(order: list[str], ids: frozenset[str]) -> list[str]:
    return _up(order[::-1], ids)[::-1]


_ORDERS: Mapping[Way, Callable[[list[str], frozenset[str]], list[str]]] = {
    "front": _front,
    "back": _back,
    "up": _up,
    "down": _down,
}
