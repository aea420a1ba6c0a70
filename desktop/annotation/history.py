"""One unlimited undo and redo over everything, with an ear for whoever must write each step down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

from desktop.annotation.document import Document, Step

#: How a step came about. The step kept with "undo" is the inverse that was carried out.
Manner: TypeAlias = Literal["do", "undo", "redo"]
Recorder: TypeAlias = Callable[[Manner, Step], None]
#: Called with the step carried out, after it took effect.
Listener: TypeAlias = Callable[[Step], None]


class History:
    """The steps done to one document. Every change of a document goes through here.

    ``recorder`` is called before any listener: it writes the step to the draft, so that what a person sees is
    already safe. If it raises, the document is put back as it was.
    """

    def __init__(self, document: Document, recorder: Recorder | None = None) -> None:
        self.document = document
        self._recorder = recorder
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with every step after it took effect."""
        self._listeners.append(listener)

    def do(self, step: Step) -> None:
        """Carry out a step and put it on the undo stack. A step without edits is nothing. Raises ValueError."""
        if not step.edits:
            return
        self._carry_out("do", step)
        self._done.append(step)
        self._undone.clear()

    def undo(self) -> Step | None:
        """Take back the last step and return it, or None when there is none."""
        if not self._done:
            return None
        self._carry_out("undo", self._done[-1].inverse())
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """Do again what was undone last and return it, or None when there is nothing."""
        if not self._undone:
            return None
        self._carry_out("redo", self._undone[-1])
        self._done.append(self._undone.pop())
        return self._done[-1]

    def replay(self, entries: Iterable[tuple[Manner, Step]]) -> None:
        """Carry out what a draft kept, without recording it again; undo and redo go on where they were."""
        for manner, step in entries:
            self.document.apply(step)
            if manner == "undo":
                self._undone.append(self._done.pop())
            elif manner == "redo":
                self._done.append(self._undone.pop())
            else:
                self._done.append(step)
                self._undone.clear()

    @property
    def next_undo(self) -> str:
        """The name of the step that undo would take back, or an empty string."""
        return self._done[-1].name if self._done else ""

    @property
    def next_redo(self) -> str:
        """The name of the step that redo would repeat, or an empty string."""
        return self._undone[-1].name if self._undone else ""

    def _carry_out(self, manner: Manner, step: Step) -> None:
        self.document.apply(step)
        if self._recorder is not None:
            try:
                self._recorder(manner, step)
            except BaseException:
                self.document.apply(step.inverse())
                raise
        for listener in self._listeners:
            listener(step)
