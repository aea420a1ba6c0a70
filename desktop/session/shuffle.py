"""In which order a person sees models' answers: one of their own for each exercise, and always the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def shown_order(account_id: str, exercise_id: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Return ``ids`` in the order that a person sees them in this exercise.

    Sorted by a digest of person, exercise and id: each order is as likely as another, nothing has to be kept, and a
    review years later shows what was seen, on any machine. What is recorded names ids, never places.
    """
    return tuple(sorted(ids, key=lambda id_: _digest(account_id, exercise_id, id_)))


def places(account_id: str, exercise_id: str, ids: Sequence[str]) -> dict[str, int]:
    """Return the place, from 1, that each answer was shown at: what a hint about position bias is worked out from."""
    return {id_: place for place, id_ in enumerate(shown_order(account_id, exercise_id, ids), start=1)}


def _digest(*parts: str) -> bytes:
    # Lengths go in: ("ab", "c") and ("a", "bc") are two people's orders. Ids may hold half a surrogate pair.
    told = b"".join(
        b"%d:" % len(raw) + raw for raw in (part.encode("utf-8", "surrogatepass") for part in parts)
    )
    return hashlib.sha256(told).digest()
