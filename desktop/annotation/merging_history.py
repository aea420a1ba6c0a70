"""The one history of a merge: what a hand does on the merged text is completed by what it decides."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.annotation.document import Step
from desktop.annotation.history import History, Listener, Manner
from desktop.annotation.merging import Merge
from desktop.annotation.merging_steps import completed


class MergeHistory(History):
    """Stands before a history; ``current`` is the key of the difference that is looked at."""

    def __init__(self, merge: Merge, history: History) -> None:
        super().__init__(history.document)
        self._merge, self._history = merge, history
        self.current = ""

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with every step after it took effect."""
        self._history.listen(listener)

    def do(self, step: Step) -> None:
        """Carry out a step with what it decides."""
        self._history.do(completed(self._merge, self.document, step, self.current))

    def undo(self) -> Step | None:
        """Take back the last step and return it, or None when there is none."""
        return self._history.undo()

    def redo(self) -> Step | None:
        """Do again what was undone last and return it, or None when there is nothing."""
        return self._history.redo()

    def replay(self, entries: Iterable[tuple[Manner, Step]]) -> None:
        """Carry out what a draft kept, as it was kept."""
        self._history.replay(entries)

    @property
    def next_undo(self) -> str:
        """The name of the step that undo would take back, or an empty string."""
        return self._history.next_undo

    @property
    def next_redo(self) -> str:
        """The name of the step that redo would repeat, or an empty string."""
        return self._history.next_redo
