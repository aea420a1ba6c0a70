"""The marks of one image as they stand: document, history, selection. What is done to them is a subclass's business."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.annotation.hits import ShapeTable
from desktop.annotation.limits import Sheet
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.views.widgets.canvas.tally import Tally
from desktop.views.widgets.canvas.toolbox import limits_of


class MarkDesk(QObject):
    """Document, history and selection, and whoever listens to what becomes of them."""

    #: A step was carried out (also by undo and redo).
    stepped = Signal(object)
    selection_changed = Signal()
    #: What can be undone and redone changed; comes after ``stepped``, once the history knows the step.
    history_moved = Signal()
    #: Something could not be done: a sentence.
    refused = Signal(str)

    def __init__(self, history: History, schema: LabelSchema, size: tuple[int, int]) -> None:
        super().__init__()
        self.history = history
        self.schema = schema
        self.sheet = Sheet(history.document, *size, schema.box_rules.minimum_px, limits_of(schema))
        self.table = ShapeTable([label.id for label in schema.labels], history.document)
        self.table.bones = {
            label.id: label.skeleton.edges for label in schema.labels if label.skeleton is not None
        }
        self.tally = Tally(schema, history.document)
        self.selected: tuple[str, ...] = ()
        self.is_open = True
        history.listen(self._follow)

    @property
    def document(self) -> Document:
        """The marks as they stand."""
        return self.history.document

    def close(self) -> None:
        """Hear no more of the history: the bench has turned to another image."""
        self.is_open = False

    # -- what is chosen

    def select(self, ids: Iterable[str]) -> None:
        """Select the marks of these ids, in their order; strangers are left out."""
        new = tuple(mark_id for mark_id in ids if mark_id in self.document)
        if new != self.selected:
            self.selected = new
            self.selection_changed.emit()

    def selected_boxes(self) -> tuple[Box, ...]:
        """Return the selected boxes."""
        return tuple(mark for mark in self.selected_shapes() if isinstance(mark, Box))

    def selected_shapes(self) -> tuple[Shape, ...]:
        """Return the selected shapes, in the order in which they were selected."""
        marks = (self.document[mark_id] for mark_id in self.selected)
        return tuple(mark for mark in marks if isinstance(mark, Shape))

    def cycle(self, by: int) -> None:
        """Select the next (1) or previous (-1) mark of the list."""
        ids = [mark.id for mark in self.document]
        if not ids:
            self.refused.emit(_("还没有标注。先选一个画图工具，再在图上画。"))
            return
        place = ids.index(self.selected[-1]) + by if self.selected else min(by, 0)
        self.select((ids[place % len(ids)],))

    # -- steps

    def conclude(self, done: Done) -> None:
        """Carry out what a stroke or a verb came to."""
        if done.refused:
            self.refused.emit(done.refused)
        if done.step is not None:
            self.do(done.step)
        if done.told:
            self.refused.emit(done.told)
        if done.selected is not None:
            self.select(done.selected)

    def do(self, step: Step) -> None:
        """Carry out a step."""
        self.history.do(step)
        self.history_moved.emit()

    def undo(self) -> None:
        """Take back the last step."""
        if self.history.undo() is None:
            self.refused.emit(_("没有可撤销的操作。"))
        self.history_moved.emit()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.history.redo() is None:
            self.refused.emit(_("没有可重做的操作。"))
        self.history_moved.emit()

    def something_selected(self) -> bool:
        """Tell whether anything is selected; say what to do when nothing is."""
        if not self.selected:
            self.refused.emit(_("先选一个标注：按 ‹tool.select› 后单击，或按 ‹select.next›。"))
        return bool(self.selected)

    def do_on_free(self, step: Step) -> None:
        """Carry out a step that locked marks withstand, and say so when nothing is left of it."""
        if not step.edits and any(self.document[mark_id].locked for mark_id in self.selected):
            self.refused.emit(_("所选的标注已锁定，按 ‹lock› 解锁。"))
        self.do(step)

    def _follow(self, step: Step) -> None:
        if not self.is_open:
            return
        self.table.follow(step, self.document)
        self.tally.follow(step)
        before = self.selected
        self.selected = tuple(mark_id for mark_id in before if mark_id in self.document)
        self.stepped.emit(step)
        if self.selected != before:
            self.selection_changed.emit()
