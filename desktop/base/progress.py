"""How long work tells where it is, and how a person breaks it off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from desktop.base.errors import KnownError
from desktop.base.wording import _

#: Hears of (done, all) now and then; raising from it breaks the work off, which then changes nothing.
Progress: TypeAlias = Callable[[int, int], None]


class StoppedError(KnownError):
    """The person at the keyboard broke the work off; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(_("已取消，什么都没有改动。"))


def unheard(_done: int, _whole: int) -> None:
    """Tell nobody."""
