"""The habits of whoever sits at the PC: benches read and change them, the window keeps them. Light: no bench is needed."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal

from desktop.base.habits import Habits


class HabitsInUse(QObject):
    """Holds the habits in force."""

    #: Somebody changed one at a bench: the Habits, to be stored.
    changed = Signal(object)
    #: Others are in force: somebody else signed in, or this PC's settings changed.
    replaced = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.now = Habits()

    def use(self, habits: Habits) -> None:
        """Put habits in force; they are stored already."""
        if habits != self.now:
            self.now = habits
            self.replaced.emit()

    def put(self, habits: Habits) -> None:
        """Change habits; they are in force at once, stored or not."""
        if habits != self.now:
            self.now = habits
            self.changed.emit(habits)


@cache
def habits_in_use() -> HabitsInUse:
    """Return the habits of this process."""
    return HabitsInUse()
