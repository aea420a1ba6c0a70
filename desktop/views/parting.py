"""What is done last of all, when the window has gone and the record is closed: starting what replaces the program."""

from __future__ import annotations

from collections.abc import Callable

_last: list[Callable[[], None]] = []


def after_closing(action: Callable[[], None]) -> None:
    """Have ``action`` done at the very end of the program; a later one takes its place."""
    _last[:] = [action]


def carry_out() -> None:
    """Do what was asked for. Raises what the action raises."""
    if _last:
        _last.pop()()
