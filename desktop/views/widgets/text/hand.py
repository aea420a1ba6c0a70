"""Where the hand is on a text: caret, selection, picked span."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.annotation.document import Document
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import SpanIndex, reading_order
from desktop.annotation.text_stops import snapped, stop_at_or_before
from desktop.annotation.text_tools import Range
from desktop.base.wording import _


class TextHand(QObject):
    """Caret, selection and picked span over a text and its marks. All offsets are code points."""

    #: The caret or the selection moved.
    moved = Signal()
    #: Another span is picked; its id or "".
    picked = Signal(str)
    #: Something to tell the person: the sentence and its tone (quiet, good, caution).
    noticed = Signal(str, str)

    def __init__(self, text: str, document: Document) -> None:
        super().__init__()
        self.text = text
        self.document = document
        self.index = SpanIndex(document.spans())
        self.caret = self.anchor = 0
        self.upstream = False
        self.span_id = ""
        #: The span that was in hand when the selection began: a piece may be added to it.
        self.held_id = ""

    @property
    def selection(self) -> Range:
        """The selected range; empty ranges are at the caret."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    @property
    def has_selection(self) -> bool:
        """Tell whether anything is selected."""
        return self.anchor != self.caret

    @property
    def span(self) -> Span | None:
        """The picked span, or None."""
        mark = self.document.get(self.span_id or None)
        return mark if isinstance(mark, Span) else None

    @property
    def held(self) -> Span | None:
        """The span that the selection may be added to or cut out of, or None."""
        mark = self.document.get(self.held_id or self.span_id or None)
        return mark if isinstance(mark, Span) else None

    def place(self, offset: int, *, keep_anchor: bool = False, upstream: bool = False) -> None:
        """Put the caret at an offset; with ``keep_anchor`` the selection grows or shrinks to it."""
        self.caret = stop_at_or_before(self.text, offset)
        self.upstream = upstream
        if not keep_anchor:
            self.anchor = self.caret
        elif self.has_selection:
            self._hold()
        self.moved.emit()

    def select(self, start: int, end: int) -> None:
        """Select a range, widened to whole characters."""
        self.anchor, self.caret = snapped(self.text, start, end)
        self.upstream = True
        self._hold()
        self.moved.emit()

    def pick(self, span_id: str) -> None:
        """Pick a span, or none with an empty id."""
        self.held_id = ""
        if span_id != self.span_id:
            self.span_id = span_id
            self.picked.emit(span_id)

    def _hold(self) -> None:
        """Let the picked span go for a selection, and remember it."""
        held = self.span_id or self.held_id
        self.pick("")
        self.held_id = held

    def pick_at(self, offset: int) -> None:
        """Pick the innermost span over a character; again on the same place, the one around it, then none."""
        ids = [span.id for span in self.index.at(offset)]
        here = ids.index(self.span_id) + 1 if self.span_id in ids else 0
        self.pick(ids[here % len(ids)] if ids else "")

    def pick_beside(self, step: int) -> None:
        """Pick the next (1) or previous (-1) span in reading order and put the caret at its start."""
        # From the caret, a span that starts right there is the next one.
        at = reading_order(self.span) if self.span else (self.caret, -len(self.text) - 1, "")
        chosen = self.index.beside(at, step)
        if chosen is None:
            self.noticed.emit(_("还没有标注。"), "quiet")
            return
        self.anchor = self.caret = chosen.start
        self.upstream = False
        self.pick(chosen.id)
        self.moved.emit()
