"""Where marks on texts stand, for findings and for reading order."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_marks import TextMark
from desktop.annotation.text_units import sentences
from desktop.curriculum.items import Exercise
from desktop.scoring.texts.relations import Arc


class Places:
    """The places of marks in an exercise: its own text, then its answers' in their order. Without one, as named."""

    def __init__(self, exercise: Exercise | None, marks: Iterable[TextMark] = ()) -> None:
        named = {mark.text_id for mark in marks if isinstance(mark, Span | TextFlag)}
        answers = exercise.answers if exercise is not None else ()
        texts = dict.fromkeys(["", *(answer.id for answer in answers), *sorted(named)])
        self._numbers = {text_id: number for number, text_id in enumerate(texts)}
        self._parts: dict[str, tuple[int, int]] = {}
        if exercise is None:
            return
        text = exercise.text or ""
        self._parts = {"": (0, len(text))}
        self._parts |= {answer.id: (0, len(answer.text)) for answer in answers}
        self._parts |= {turn.id: (turn.start, turn.end) for turn in exercise.turns}
        if any(isinstance(mark, Reply) and mark.about.startswith("s") for mark in marks):
            self._parts |= {f"s{number}": place for number, place in enumerate(sentences(text), start=1)}

    def place(self, mark: TextMark) -> tuple[int, int]:
        """Return the range of code points in the mark's own text; of a pair, and of what is unknown, nothing: 0, 0."""
        if isinstance(mark, Arc):
            return mark.extent
        if isinstance(mark, Span | TextFlag):
            return (mark.start, mark.end)
        return self._parts.get(mark.about, (0, 0)) if isinstance(mark, Reply) else (0, 0)

    def text_id(self, mark: TextMark) -> str:
        """Return the text that a mark stands in: "" the main one."""
        if isinstance(mark, Arc):
            return mark.at[0].text_id
        if isinstance(mark, Reply):
            return mark.about if mark.about in self._numbers else ""
        return mark.text_id if isinstance(mark, Span | TextFlag) else ""

    def reading(self, mark: TextMark) -> tuple[float, ...]:
        """Return text, start and end: marks as they are read; then spans, relations and replies."""
        text = self._numbers.get(self.text_id(mark), len(self._numbers))
        return (text, *self.place(mark), _RANKS.get(mark.kind, 3))


_RANKS = {"span": 0, "relation": 1, "reply": 2}
