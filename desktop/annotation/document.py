"""The document: the marks on one picture or one text, changed only by reversible edits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from desktop.annotation.marks import Mark
from desktop.annotation.order import Order
from desktop.annotation.replies import Reply
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.bitmap import TilePlace, Tiles
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.spans import Span


@dataclass(frozen=True)
class Add:
    """Put ``mark`` at position ``index`` of the order."""

    mark: Mark
    index: int


@dataclass(frozen=True)
class Remove:
    """Take ``mark`` away from position ``index`` of the order."""

    mark: Mark
    index: int


@dataclass(frozen=True)
class Replace:
    """Put ``after`` where ``before`` (of the same id) stands."""

    before: Mark
    after: Mark


@dataclass(frozen=True)
class Repaint:
    """Change pixels of a mask: for each tile that changed, what it was and what it is; None is an empty tile.

    The mask keeps at least one pixel: one that loses its last is removed, by :class:`Remove`.
    """

    mark_id: str
    tiles: Mapping[TilePlace, tuple[bytes | None, bytes | None]]


Edit: TypeAlias = Add | Remove | Replace | Repaint
S = TypeVar("S", bound=Shape)


@dataclass(frozen=True)
class Step:
    """What one gesture did: a name for the undo menu and its edits in order. Undone and redone whole."""

    name: str
    edits: tuple[Edit, ...]

    def inverse(self) -> Step:
        """Return the step that takes this one back."""
        return Step(self.name, tuple(_invert(edit) for edit in reversed(self.edits)))


def changes(step: Step) -> Iterator[tuple[Mark | None, Mark | None]]:
    """Yield what each edit does to a mark: as it was, as it is; None where it was or is not there.

    Pixels that change are left out: the mask stays the mark that it was.
    """
    for edit in step.edits:
        if isinstance(edit, Add):
            yield None, edit.mark
        elif isinstance(edit, Remove):
            yield edit.mark, None
        elif isinstance(edit, Replace):
            yield edit.before, edit.after


class Document:
    """The marks of one picture or text, in drawing order, found by id.

    ``revision`` grows with every applied step; whatever draws the document may key its caches with it.
    """

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._order = Order()
        self._marks: dict[str, Mark] = {}
        #: The ids of the replies: few, and asked for by every step, among marks that may be many.
        self._replies: dict[str, None] = {}
        self.revision = 0
        for mark in marks:
            self._insert(mark, len(self._order))

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Mark]:
        return (self._marks[mark_id] for mark_id in self._order)

    def __contains__(self, mark_id: object) -> bool:
        return mark_id in self._marks

    def __getitem__(self, mark_id: str) -> Mark:
        return self._marks[mark_id]

    def get(self, mark_id: str | None) -> Mark | None:
        """Return the mark of that id, or None."""
        return self._marks.get(mark_id) if mark_id is not None else None

    def index(self, mark_id: str) -> int:
        """Return the place of a mark in the drawing order. Raises ValueError when it is not here."""
        return self._order.index(mark_id)

    def marks(self) -> tuple[Mark, ...]:
        """Return all marks in drawing order."""
        return tuple(self)

    def shapes(self) -> tuple[Shape, ...]:
        """Return the shapes of a picture in drawing order."""
        return tuple(mark for mark in self if isinstance(mark, Shape))

    def of(self, kind: type[S]) -> tuple[S, ...]:
        """Return the shapes of one kind in drawing order."""
        return tuple(mark for mark in self if isinstance(mark, kind))

    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes in drawing order."""
        return self.of(Box)

    def spans(self) -> tuple[Span, ...]:
        """Return the spans in drawing order."""
        return tuple(mark for mark in self if isinstance(mark, Span))

    def replies(self) -> tuple[Reply, ...]:
        """Return the replies in drawing order; other marks cost nothing."""
        held = (self._marks[mark_id] for mark_id in sorted(self._replies, key=self._order.index))
        return tuple(mark for mark in held if isinstance(mark, Reply))

    def apply(self, step: Step) -> None:
        """Carry out a step whole. Raises ValueError, with nothing changed, when it does not fit the document."""
        done: list[Edit] = []
        try:
            for edit in step.edits:
                self._apply_one(edit)
                done.append(edit)
        except ValueError:
            for edit in reversed(done):
                self._apply_one(_invert(edit))
            raise
        self.revision += 1

    def _apply_one(self, edit: Edit) -> None:
        if isinstance(edit, Add):
            self._insert(edit.mark, edit.index)
        elif isinstance(edit, Remove):
            self._expect(edit.mark)
            if not 0 <= edit.index < len(self._order) or self._order[edit.index] != edit.mark.id:
                raise ValueError(f"mark {edit.mark.id} is not at place {edit.index}")
            self._order.drop(edit.index)
            del self._marks[edit.mark.id]
            self._replies.pop(edit.mark.id, None)
        elif isinstance(edit, Repaint):
            self._repaint(edit)
        else:
            self._expect(edit.before)
            if edit.after.id != edit.before.id:
                raise ValueError(f"a replacement keeps the id: {edit.before.id} became {edit.after.id}")
            self._put(edit.after)

    def _insert(self, mark: Mark, index: int) -> None:
        if mark.id in self._marks:
            raise ValueError(f"mark {mark.id} is here already")
        if not 0 <= index <= len(self._order):
            raise ValueError(f"no place {index} among {len(self._order)} marks")
        self._order.insert(index, mark.id)
        self._put(mark)

    def _put(self, mark: Mark) -> None:
        self._marks[mark.id] = mark
        if type(mark) is Reply:
            self._replies[mark.id] = None
        elif self._replies:
            self._replies.pop(mark.id, None)

    def _repaint(self, edit: Repaint) -> None:
        mask = self._marks.get(edit.mark_id)
        if not isinstance(mask, Mask):
            raise ValueError(f"mark {edit.mark_id} is no mask that is here")
        tiles = dict(mask.tiles)
        for place, (before, after) in edit.tiles.items():
            if tiles.get(place) != before:
                raise ValueError(f"tile {place} of mask {mask.id} is not in the expected state")
            if after is None:
                tiles.pop(place, None)
            else:
                tiles[place] = after
        self._marks[mask.id] = replace(mask, tiles=tiles)

    def _expect(self, mark: Mark) -> None:
        held = self._marks.get(mark.id)
        if held is not mark and held != mark:
            raise ValueError(f"mark {mark.id} is not here in the expected state")


def adding(name: str, document: Document, *marks: Mark) -> Step:
    """Return the step that puts ``marks`` on top of the document."""
    first = len(document)
    return Step(name, tuple(Add(mark, first + offset) for offset, mark in enumerate(marks)))


def removing(name: str, document: Document, *mark_ids: str) -> Step:
    """Return the step that takes the marks of these ids away, whatever their order. Raises ValueError for a stranger."""
    places = sorted(
        ((document.index(mark_id), document[mark_id]) for mark_id in set(mark_ids)),
        reverse=True,
        key=lambda place: place[0],
    )
    return Step(name, tuple(Remove(mark, index) for index, mark in places))


def replacing(name: str, document: Document, *marks: Mark) -> Step:
    """Return the step that puts each mark in place of the one with its id; unchanged marks are left out."""
    pairs = ((document[mark.id], mark) for mark in marks)
    return Step(name, tuple(Replace(before, after) for before, after in pairs if before != after))


def repainting(name: str, before: Mask, after: Tiles) -> Step:
    """Return the step that gives a mask other tiles; those that are the same are left out. ``after`` is not empty."""
    places = before.tiles.keys() | after.keys()
    changed = {
        place: (before.tiles.get(place), after.get(place))
        for place in sorted(places)
        if before.tiles.get(place) != after.get(place)
    }
    return Step(name, (Repaint(before.id, changed),) if changed else ())


def reordering(name: str, document: Document, order: Iterable[str]) -> Step:
    """Return the step that brings the marks of the document into another order, the last on top.

    ``order`` names every mark once. Marks that keep their place among the others are not touched.
    """
    want = list(order)
    if sorted(mark.id for mark in document) != sorted(want):
        raise ValueError("an order names every mark of the document once")
    have = [document.index(mark_id) for mark_id in want]
    stays = _longest_rising(have)
    moved = [place for place in range(len(want)) if place not in stays]
    off = [Remove(document[want[place]], have[place]) for place in sorted(moved, key=lambda at: -have[at])]
    return Step(name, (*off, *(Add(document[want[place]], place) for place in moved)))


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest rising run among different numbers (patience sorting, n log n)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        ends[pile : pile + 1] = [place]
    rising, place = set(), ends[-1] if ends else -1
    while place >= 0:
        rising.add(place)
        place = before[place]
    return rising


def _invert(edit: Edit) -> Edit:
    if isinstance(edit, Add):
        return Remove(edit.mark, edit.index)
    if isinstance(edit, Remove):
        return Add(edit.mark, edit.index)
    if isinstance(edit, Repaint):
        return Repaint(edit.mark_id, {place: (new, old) for place, (old, new) in edit.tiles.items()})
    return Replace(edit.after, edit.before)
