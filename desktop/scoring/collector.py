"""Keeping the garbage collector out of a large grading: it would look through everything the program holds, and find nothing.

Grading makes no cycles: what it lets go of is freed at once by counting. Yet every 700 objects that it keeps the
collector looks for cycles, and now and then through all there is: of 10,000 polygons that is a seventh to a fifth of the
time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Fewer marks are graded before the collector would have looked through much.
MANY = 1_000


@contextmanager
def collector_at_rest(marks: int) -> Iterator[None]:
    """Hold the collector back while ``marks`` many marks are graded; whatever happens, it is as it was afterwards."""
    if marks < MANY or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
