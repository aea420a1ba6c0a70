"""How many marks there are of each class and which lack an answer, kept up with every step instead of counted anew."""

from __future__ import annotations

from collections import Counter

from desktop.annotation.document import Document, Step, changes
from desktop.annotation.marks import Mark
from desktop.curriculum.schema import LabelSchema


class Tally:
    """The count of a document's marks: ``counts`` by label id, ``lacking`` the ids of those with an open question."""

    def __init__(self, schema: LabelSchema, document: Document) -> None:
        self._asked = {
            label.id: tuple(own.id for own in schema.attributes_of(label.id)) for label in schema.labels
        }
        self.counts: Counter[str] = Counter()
        self.lacking: set[str] = set()
        for mark in document:
            self._take_in(mark)

    def follow(self, step: Step) -> None:
        """Take over a step that was carried out."""
        for gone, come in changes(step):
            if gone is not None:
                self._let_go(gone)
            if come is not None:
                self._take_in(come)

    def _take_in(self, mark: Mark) -> None:
        self.counts[mark.label] += 1
        if any(name not in mark.attributes for name in self._asked.get(mark.label, ())):
            self.lacking.add(mark.id)

    def _let_go(self, mark: Mark) -> None:
        self.counts[mark.label] -= 1
        self.lacking.discard(mark.id)
