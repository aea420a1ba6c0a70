"""Where somebody stands in what is asked: the parts, the questions of each, what is open. No toolkit here."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.document import Document
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.replying import Place, replies
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.session.unanswered import Asked, answered, asked_with, strays, unanswered_words


class Inquiry:
    """What the schema asks of an exercise, with the replies that the document held when it was last looked at."""

    def __init__(
        self, exercise: Exercise, schema: LabelSchema, document: Document, shown: Sequence[str]
    ) -> None:
        self.exercise, self.schema, self.document = exercise, schema, document
        self.shown = tuple(shown)
        self._seen = -1
        self.held: dict[Place, Reply] = {}
        self.asked: tuple[Asked, ...] = ()
        self._of: dict[str, tuple[Asked, ...]] = {}
        self._missing: tuple[Asked, ...] = ()
        self._open: frozenset[Place] = frozenset()
        self.refresh()

    def refresh(self) -> None:
        """Look at the document again, unless nothing was done to it since."""
        if self.document.revision == self._seen:
            return
        self._seen = self.document.revision
        self.held = replies(self.document)
        self.asked = asked_with(self.exercise, self.schema, self.held, self.shown)
        # Asked for several times by every step, of hundreds of turns: worked out once.
        parts: dict[str, list[Asked]] = {}
        for one in self.asked:
            parts.setdefault(one.about, []).append(one)
        self._of = {part: tuple(own) for part, own in parts.items()}
        self._missing = tuple(
            one
            for one in self.asked
            if not one.question.optional and not answered(one, self.held, self.exercise)
        )
        self._open = frozenset(one.place for one in self._missing)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts about which something is asked, in order."""
        return tuple(self._of)

    def of(self, part: str) -> tuple[Asked, ...]:
        """Return what is asked about a part."""
        return self._of.get(part, ())

    def value(self, one: Asked) -> ReplyValue | None:
        """Return the reply that is held, or None."""
        reply = self.held.get(one.place)
        return reply.value if reply is not None else None

    def is_open(self, one: Asked) -> bool:
        """Tell whether a reply is missing that must be given."""
        return one.place in self._open

    def missing(self) -> tuple[Asked, ...]:
        """Return what must still be answered."""
        return self._missing

    def missing_words(self) -> str:
        """Return a sentence that names what must still be answered; empty where nothing must."""
        return unanswered_words(self.exercise, self.missing(), self.shown)

    def progress(self) -> tuple[int, int]:
        """Return how many of the replies that must be given are given, and how many these are."""
        must = sum(not one.question.optional for one in self.asked)
        return must - len(self._missing), must

    def beside(self, place: Place | None, step: int) -> Asked | None:
        """Return the nearest open question after (``step`` 1) or before (-1) a place, all the way round."""
        order = list(self.asked)
        places = [one.place for one in order]
        start = places.index(place) if place in places else (-1 if step > 0 else 0)
        for offset in range(1, len(order) + 1):
            one = order[(start + step * offset) % len(order)]
            if self.is_open(one):
                return one
        return None

    def strays(self, place: Place, value: ReplyValue | None) -> tuple[Place, ...]:
        """Return the places whose replies are no longer asked for once ``value`` stands at ``place``."""
        return strays(self.exercise, self.schema, self.held, place, value)
