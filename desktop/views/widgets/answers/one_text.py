"""The spans of one answer as a text view wants them: a history of their own that is part of the one history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.annotation.document import Add, Document, Edit, Remove, Replace, Step
from desktop.annotation.history import History, Listener
from desktop.annotation.marks import Mark
from desktop.annotation.spans import Span


class OneText(History):
    """Speaks for one answer; every step goes through the history of the whole exercise and is written down there.

    Undo and redo are those of the whole: one stack, whatever was done last.
    """

    def __init__(self, whole: History, text_id: str) -> None:
        super().__init__(Document(spans_of(whole.document, text_id)))
        self._whole: History | None = whole
        self._text_id = text_id
        self._ears: list[Listener] = []
        whole.listen(self._follow)

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with every step on this answer's spans after it took effect."""
        self._ears.append(listener)

    def do(self, step: Step) -> None:
        """Carry out a step on this answer's spans as a step of the whole. Raises ValueError."""
        if self._whole is not None and step.edits:
            self._whole.do(Step(step.name, tuple(self._outward(step.edits, self._whole.document))))

    def undo(self) -> Step | None:
        """Take back the last step of the whole."""
        return self._whole.undo() if self._whole is not None else None

    def redo(self) -> Step | None:
        """Do again what was undone last in the whole."""
        return self._whole.redo() if self._whole is not None else None

    @property
    def next_undo(self) -> str:
        """The name of the step that undo would take back, or an empty string."""
        return self._whole.next_undo if self._whole is not None else ""

    @property
    def next_redo(self) -> str:
        """The name of the step that redo would repeat, or an empty string."""
        return self._whole.next_redo if self._whole is not None else ""

    def close(self) -> None:
        """Hear and change nothing any more: the whole keeps its listeners for as long as it lives."""
        self._whole = None
        self._ears.clear()

    def _outward(self, edits: Iterable[Edit], whole: Document) -> Iterable[Edit]:
        """Yield the edits of a step as the whole knows the marks; the places count what the step did before."""
        places = [mark.id for mark in whole]
        for edit in edits:
            if isinstance(edit, Add):
                yield Add(self._named(edit.mark), len(places))
                places.append(edit.mark.id)
            elif isinstance(edit, Remove):
                yield Remove(self._named(edit.mark), places.index(edit.mark.id))
                places.remove(edit.mark.id)
            elif isinstance(edit, Replace):
                yield Replace(self._named(edit.before), self._named(edit.after))

    def _named(self, mark: Mark) -> Mark:
        return replace(mark, text_id=self._text_id) if isinstance(mark, Span) else mark

    def _follow(self, step: Step) -> None:
        edits = tuple(self._inward(step.edits))
        if self._whole is None or not edits:
            return
        here = Step(step.name, edits)
        self.document.apply(here)
        for ear in self._ears:
            ear(here)

    def _inward(self, edits: Iterable[Edit]) -> Iterable[Edit]:
        """Yield what a step of the whole does to this answer's spans; they stand in the order in which they came."""
        order = [mark.id for mark in self.document]
        for edit in edits:
            if isinstance(edit, Add) and (span := self._own(edit.mark)) is not None:
                yield Add(span, len(order))
                order.append(span.id)
            elif isinstance(edit, Remove) and (span := self._own(edit.mark)) is not None:
                yield Remove(span, order.index(span.id))
                order.remove(span.id)
            elif isinstance(edit, Replace):
                before, after = self._own(edit.before), self._own(edit.after)
                if before is not None and after is not None:
                    yield Replace(before, after)

    def _own(self, mark: Mark) -> Span | None:
        return replace(mark, text_id="") if isinstance(mark, Span) and mark.text_id == self._text_id else None


def spans_of(marks: Iterable[Mark], text_id: str) -> tuple[Span, ...]:
    """Return the spans in one answer, as spans of a text that stands alone."""
    return tuple(
        replace(mark, text_id="") for mark in marks if isinstance(mark, Span) and mark.text_id == text_id
    )
