"""What lies on the adjudication bench: the exercise, who is called what, and how each difference stands."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.document import Document
from desktop.annotation.merging import Difference, Merge, People
from desktop.annotation.merging_plan import State, open_keys, reasons_of, states
from desktop.annotation.text_tools import Range
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.session.two_people import names_of, undecided, with_names
from desktop.views.widgets.bench.adjudicate_list import Row, rows_of
from desktop.views.widgets.bench.adjudicate_pair import place_of
from desktop.views.widgets.bench.adjudicate_words import Teller, side_notes


class Case:
    """One adjudication with the document of whoever decides it. ``exercise`` names the two as they are called here."""

    def __init__(
        self,
        exercise: Exercise,
        schema: LabelSchema,
        document: Document,
        *,
        people: People,
        shown: Sequence[str] = (),
    ) -> None:
        self.exercise = exercise.model_copy(update={"rationale": with_names(exercise.rationale, people)})
        self.schema, self.document, self.people = schema, document, people
        self.names = names_of(people)
        self.teller = Teller(self.exercise, schema, self.names, shown)
        self.merge: Merge = self.teller.merge
        self._shown = tuple(shown)

    @property
    def standing(self) -> dict[str, State]:
        """How each difference stands, by key."""
        return states(self.merge, self.document)

    @property
    def open(self) -> tuple[str, ...]:
        """What is still to be decided, in order."""
        return open_keys(self.merge, self.document)

    def rows(self) -> list[Row]:
        """Return the differences as they are listed now."""
        return rows_of(self.teller, self.people, self.names, self.standing, reasons_of(self.document))

    def place(self, one: Difference | None) -> Range | None:
        """Return where in the main text a difference lies."""
        return place_of(one, self.merge) if one is not None else None

    def notes(self) -> dict[str, list[tuple[str, str]]]:
        """Return what the two said of each model's answer."""
        return side_notes(self.exercise, self.schema, self.names, self._shown)

    def beside(self, key: str, step: int) -> str:
        """Return the next open difference from one, round the list; an empty key where none is open."""
        keys = [one.key for one in self.merge.differences]
        left = set(self.open)
        here = keys.index(key) if key in keys else -1 if step > 0 else 0
        turn = (keys[(here + step * far) % len(keys)] for far in range(1, len(keys) + 1))
        return next((one for one in turn if one in left), "")

    def without_reason(self) -> list[str]:
        """Return what was decided without the reason that is asked for."""
        if not self.exercise.reasons:
            return []
        given = reasons_of(self.document)
        return [
            key
            for key, state in self.standing.items()
            if state not in {"open", "moot"} and not given.get(key)
        ]

    def missing(self) -> str:
        """Return in a sentence what is still to be decided or to be given a reason; nothing when nothing is."""
        n = len(self.without_reason())
        words = _("还有 {n} 处裁定没有写理由。", n=n) if n else ""
        return undecided(self.exercise, self.document) or words
