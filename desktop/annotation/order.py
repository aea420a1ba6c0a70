"""An order of ids in which the place of each is found without reading them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: So many comings and goings after the places were written down, they are written down anew.
_DRIFT = 256


class Order:
    """Ids in an order, each once. Finding a place costs a look around where it was last, not a search.

    The place of each id is noted once; every id that comes or goes since moves the others by one at most, so an id is
    never further from its note than that many places.
    """

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._ids = list(ids)
        self._noted: dict[str, int] = {}
        self._drift = _DRIFT + 1

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __getitem__(self, place: int) -> str:
        return self._ids[place]

    def ids(self) -> list[str]:
        """Return the ids in a list that nobody may change."""
        return self._ids

    def insert(self, place: int, mark_id: str) -> None:
        """Put an id at a place."""
        if place < len(self._ids):
            self._drift += 1
        self._ids.insert(place, mark_id)
        self._noted[mark_id] = place

    def drop(self, place: int) -> None:
        """Take away the id at a place."""
        if place < len(self._ids) - 1:
            self._drift += 1
        self._noted.pop(self._ids.pop(place), None)

    def index(self, mark_id: str) -> int:
        """Return the place of an id. Raises ValueError when it is not here."""
        if self._drift > _DRIFT:
            self._noted = {each: place for place, each in enumerate(self._ids)}
            self._drift = 0
        noted = self._noted.get(mark_id)
        if noted is None:
            raise ValueError(f"{mark_id!r} is not here")
        if noted < len(self._ids) and self._ids[noted] == mark_id:
            return noted
        return self._ids.index(mark_id, max(noted - self._drift, 0), noted + self._drift + 1)
