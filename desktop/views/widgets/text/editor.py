"""The hand on the text: caret, selection, picked span, and every verb that changes the marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.annotation import text_tools
from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.annotation.marks import AttributeValue, Span
from desktop.annotation.text_lanes import SpanIndex, reading_order
from desktop.annotation.text_stops import snapped, stop_at_or_before
from desktop.annotation.text_tools import Edge, Range
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema


class TextEditor(QObject):
    """State and verbs of one open text. Without a history it is for looking only."""

    #: The caret or the selection moved.
    moved = Signal()
    #: Another span is picked; its id or "".
    picked = Signal(str)
    #: A step took effect: the spans it touched, as they were and are; and the step.
    stepped = Signal(object, object)
    #: Something to tell the person: the sentence and its tone (quiet, good, caution).
    noticed = Signal(str, str)
    #: The sticky label changed; its id or "".
    stuck = Signal(str)

    def __init__(
        self, text: str, schema: LabelSchema, document: Document, history: History | None = None
    ) -> None:
        super().__init__()
        self.text = text
        self.schema = schema
        self.document = document
        self.history = history
        self.index = SpanIndex(document.spans())
        self.caret = self.anchor = 0
        self.upstream = False
        self.span_id = ""
        self.sticky = ""
        self.last_label = schema.labels[0].id
        if history is not None:
            history.listen(self._follow)

    @property
    def selection(self) -> Range:
        """The selected range; empty ranges are at the caret."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    @property
    def has_selection(self) -> bool:
        """Tell whether anything is selected."""
        return self.anchor != self.caret

    @property
    def may_edit(self) -> bool:
        """Tell whether marks can be changed."""
        return self.history is not None

    @property
    def span(self) -> Span | None:
        """The picked span, or None."""
        mark = self.document.get(self.span_id or None)
        return mark if isinstance(mark, Span) else None

    # ---------------------------------------------------------------- caret and selection

    def place(self, offset: int, *, keep_anchor: bool = False, upstream: bool = False) -> None:
        """Put the caret at an offset; with ``keep_anchor`` the selection grows or shrinks to it."""
        self.caret = stop_at_or_before(self.text, offset)
        self.upstream = upstream
        if not keep_anchor:
            self.anchor = self.caret
        elif self.has_selection:
            self.pick("")
        self.moved.emit()

    def select(self, start: int, end: int) -> None:
        """Select a range, widened to whole characters."""
        self.anchor, self.caret = snapped(self.text, start, end)
        self.upstream = True
        self.pick("")
        self.moved.emit()

    def finish_selection(self) -> None:
        """Say that a selection is complete: a sticky label is applied to it at once."""
        if self.sticky and self.has_selection:
            self.apply_label(self.sticky)

    def pick(self, span_id: str) -> None:
        """Pick a span, or none with an empty id."""
        if span_id != self.span_id:
            self.span_id = span_id
            self.picked.emit(span_id)

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

    def clear(self) -> None:
        """Let go of what is in hand: first the selection, then the picked span, then the sticky label."""
        if self.has_selection:
            self.place(self.caret)
        elif self.span_id:
            self.pick("")
        elif self.sticky:
            self.stick("")

    # ---------------------------------------------------------------- verbs

    def apply_label(self, label: str) -> None:
        """Mark the selection with a label, or give the picked span that label."""
        if not self.may_edit:
            return
        if not self.has_selection and self.span is None:
            self.noticed.emit(_("先选中文字，再按类别键。"), "caution")
            return
        self.last_label = label
        if self.sticky:
            self.stick(label)
        if self.has_selection:
            self._mark_selection(label)
        elif (span := self._editable()) is not None:
            kept = [attribute.id for attribute in self.schema.attributes_of(label)]
            self._do(text_tools.relabel(self.document, span.id, label, kept))

    def choose_label(self, label: str) -> None:
        """Do what a click on a class means: mark what is in hand, or mark every selection to come."""
        if self.has_selection or self.span is not None:
            self.apply_label(label)
        elif self.may_edit:
            self.stick("" if label == self.sticky else label)

    def stick(self, label: str) -> None:
        """Apply this label to every selection from now on; an empty one ends that."""
        self.sticky = label
        self.last_label = label or self.last_label
        self.stuck.emit(label)

    def toggle_sticky(self) -> None:
        """Begin or end marking every selection with the label used last."""
        self.stick("" if self.sticky else self.last_label)

    def nudge(self, edge: Edge, *, onward: bool) -> None:
        """Move one edge of the picked span by one character."""
        if (span := self._editable()) is not None:
            self._do(text_tools.nudge_edge(self.document, self.text, span.id, edge, onward=onward))

    def move_edge(self, span_id: str, edge: Edge, to: int) -> None:
        """Put one edge of a span at an offset."""
        self.pick(span_id)
        if (span := self._editable()) is not None:
            self._do(text_tools.move_edge(self.document, self.text, span.id, edge, to))

    def trim(self) -> None:
        """Trim blanks and punctuation at the edges of the picked span, or of the selection."""
        if self.has_selection:
            start, end = text_tools.trimmed(self.text, *self.selection)
            self.anchor, self.caret = start, end
            self.moved.emit()
        elif (span := self._editable()) is not None:
            step = text_tools.trim_span(self.document, self.text, span.id)
            if step.edits:
                self._do(step)
                self.noticed.emit(_("已修边：去掉了边上的空格或标点。"), "good")
            else:
                self.noticed.emit(_("边上没有空格或标点，不用修。"), "quiet")

    def delete(self) -> None:
        """Take the picked span away; the next press of Tab goes on from its place."""
        if (span := self._editable()) is not None:
            self._do(text_tools.delete_spans(self.document, span.id))
            self.place(span.start)

    def set_attribute(self, name: str, value: AttributeValue | None) -> None:
        """Answer an attribute of the picked span."""
        if (span := self._editable()) is not None:
            self._do(text_tools.set_attribute(self.document, span.id, name, value))

    def mark_hits(self, model: Span, hits: Sequence[Range]) -> None:
        """Mark every range like ``model``, in one step."""
        if hits and self.may_edit:
            self._do(text_tools.mark_hits(self.document, model.label, hits, model.attributes))
            self.noticed.emit(_("已标注 {n} 处相同文字，可一步撤销。", n=len(hits)), "good")

    def undo(self) -> None:
        """Take back the last step."""
        if self.may_edit and self.history is not None and self.history.undo() is None:
            self.noticed.emit(_("没有可撤销的操作。"), "quiet")

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.may_edit and self.history is not None and self.history.redo() is None:
            self.noticed.emit(_("没有可重做的操作。"), "quiet")

    def _mark_selection(self, label: str) -> None:
        try:
            step, span_id = text_tools.add_span(self.document, self.index, self.text, label, self.selection)
        except ValueError as fault:
            said = _("这里已经标过同一类别。") if "already" in str(fault) else _("选中的只有空白，没有标注。")
            self.noticed.emit(said, "caution")
            return
        self._do(step)
        self.place(self.selection[1])
        self.pick(span_id)

    def _editable(self) -> Span | None:
        if not self.may_edit:
            return None
        span = self.span
        if span is None:
            self.noticed.emit(_("先点选一个标注（或按 Tab）。"), "caution")
        elif span.locked:
            self.noticed.emit(_("这个标注已锁定。"), "caution")
            return None
        return span

    def _do(self, step: Step) -> None:
        if self.history is not None:
            self.history.do(step)

    def _follow(self, step: Step) -> None:
        touched = self.index.follow(step)
        if self.span_id and self.span is None:
            self.pick("")
        self.stepped.emit(touched, step)
