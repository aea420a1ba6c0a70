"""Changing a file in one place, the way damage and forgery do."""

from __future__ import annotations

import random
from collections.abc import Iterator


def flips(content: bytes, n: int = 200, *, seed: int = 7, start: int = 0) -> Iterator[bytes]:
    """Yield ``n`` copies of ``content`` with one bit turned over at a random place from ``start`` on."""
    chance = random.Random(seed)
    for place in chance.sample(range(start, len(content)), min(n, len(content) - start)):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        yield bytes(changed)
