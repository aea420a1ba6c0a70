"""Every verb that changes the marks of a text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.annotation import text_tools
from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.annotation.shapes.base import AttributeValue
from desktop.annotation.spans import Span
from desktop.annotation.text_relations import remove_spans
from desktop.annotation.text_tools import Edge, Range
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Turn
from desktop.views.widgets.text.hand import TextHand
from desktop.views.widgets.text.links import TextLinks


class TextEditor(TextHand):
    """One open text. Without a history it is for looking only."""

    #: A step took effect: the spans it touched, as they were and are; and the step.
    stepped = Signal(object, object)
    #: What can be undone and redone changed; comes after ``stepped``, once the history knows the step.
    history_moved = Signal()
    #: The sticky label changed; its id or "".
    stuck = Signal(str)

    def __init__(
        self,
        text: str,
        schema: LabelSchema,
        document: Document,
        history: History | None = None,
        *,
        turns: Sequence[Turn] = (),
    ) -> None:
        super().__init__(text, document)
        self.schema = schema
        self.history = history
        self.turns = tuple(turns)
        self.sticky = ""
        self.last_label = schema.labels[0].id if schema.labels else ""
        self.links = TextLinks(self, schema, self.do if history is not None else None)
        if history is not None:
            history.listen(self._follow)

    @property
    def may_edit(self) -> bool:
        """Tell whether marks can be changed."""
        return self.history is not None

    def finish_selection(self) -> None:
        """Say that a selection is complete: a sticky label is applied to it at once."""
        if self.sticky and self.has_selection:
            self.apply_label(self.sticky)

    def clear(self) -> None:
        """Let go of what is in hand: a link first, the selection, the picked mark, then the sticky label."""
        if self.links.link is not None:
            self.links.let_go()
        elif self.links.relation_id:
            self.links.pick("")
        elif self.has_selection:
            self.place(self.caret)
        elif self.span_id:
            self.pick("")
        elif self.sticky:
            self.stick("")

    def apply_label(self, label: str) -> None:
        """Mark the selection with a label, or give the picked span that label."""
        if not self.may_edit or not label:
            return
        self.links.let_go()
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
            self.do(text_tools.relabel(self.document, span.id, label, kept))

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
            self.do(text_tools.nudge_edge(self.document, self.text, span.id, edge, onward=onward))

    def move_edge(self, span_id: str, edge: Edge, to: int) -> None:
        """Put one edge of a span at an offset."""
        self.pick(span_id)
        if (span := self._editable()) is not None:
            self.do(text_tools.move_edge(self.document, self.text, span.id, edge, to))

    def trim(self) -> None:
        """Trim blanks and punctuation at the edges of the picked span, or of the selection."""
        if self.has_selection:
            start, end = text_tools.trimmed(self.text, *self.selection)
            self.anchor, self.caret = start, end
            self.moved.emit()
        elif (span := self._editable()) is not None:
            step = text_tools.trim_span(self.document, self.text, span.id)
            if step.edits:
                self.do(step)
                self.noticed.emit(_("已修边：去掉了边上的空格或标点。"), "good")
            else:
                self.noticed.emit(_("边上没有空格或标点，不用修。"), "quiet")

    def delete(self) -> None:
        """Take the picked relation away, or the picked span with its relations; Tab goes on from its place."""
        if self.links.relation_id:
            self.links.delete()
        elif (span := self._editable()) is not None:
            n = len(self.links.index.of(span.id))
            self.do(remove_spans(text_tools.DELETE, self.document, self.links.index, span.id))
            self.place(span.start)
            if n:
                self.noticed.emit(_("标注和它的 {n} 个关系一起删除，可一步撤销。", n=n), "good")

    def set_attribute(self, name: str, value: AttributeValue | None) -> None:
        """Answer an attribute of the picked span."""
        if (span := self._editable()) is not None:
            self.do(text_tools.set_attribute(self.document, span.id, name, value))

    def mark_hits(self, model: Span, hits: Sequence[Range]) -> None:
        """Mark every range like ``model``, in one step."""
        if hits and self.may_edit:
            self.do(text_tools.mark_hits(self.document, model.label, hits, model.attributes))
            self.noticed.emit(_("已标注 {n} 处相同文字，可一步撤销。", n=len(hits)), "good")

    def undo(self) -> None:
        """Take back the last step."""
        if self.may_edit and self.history is not None and self.history.undo() is None:
            self.noticed.emit(_("没有可撤销的操作。"), "quiet")
        self.history_moved.emit()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.may_edit and self.history is not None and self.history.redo() is None:
            self.noticed.emit(_("没有可重做的操作。"), "quiet")
        self.history_moved.emit()

    def _mark_selection(self, label: str) -> None:
        try:
            step, span_id = text_tools.add_span(self.document, self.index, self.text, label, self.selection)
        except ValueError as fault:
            said = _("这里已经标过同一类别。") if "already" in str(fault) else _("选中的只有空白，没有标注。")
            self.noticed.emit(said, "caution")
            return
        self.do(step)
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

    def close(self) -> None:
        """Hear and change nothing any more: a history keeps its listeners for as long as it lives."""
        self.history = None
        self.links.close()

    def do(self, step: Step) -> None:
        """Carry out a step, as the next one of the one history."""
        if self.history is not None:
            self.history.do(step)
            self.history_moved.emit()

    def _follow(self, step: Step) -> None:
        if self.history is None:
            return
        touched = self.index.follow(step)
        hanging = [relation for span in touched for relation in self.links.index.of(span.id)]
        for relation in (*self.links.follow(step), *hanging):
            touched += [span for end in relation.ends if (span := self.index.get(end)) is not None]
        if self.span_id and self.span is None:
            self.pick("")
        self.stepped.emit(touched, step)
