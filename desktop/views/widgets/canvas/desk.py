"""The state of one image on the bench: document, history, selection, tool and class, and the verbs on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from desktop.annotation import edits
from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.annotation.hits import BoxTable, Side
from desktop.annotation.limits import Sheet
from desktop.annotation.marks import Mark
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Attributes, AttributeValue
from desktop.annotation.shapes.box import Box
from desktop.base.wording import _
from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.widgets.canvas.tally import Tally

BOX, SELECT = "box", "select"


class ImageDesk(QObject):
    """What canvas, list and panels share. They ask it to act and listen to what became of it."""

    #: A step was carried out (also by undo and redo).
    stepped = Signal(object)
    selection_changed = Signal()
    #: What can be undone and redone changed; comes after ``stepped``, once the history knows the step.
    history_moved = Signal()
    #: Tool, class to draw with, or the veil over all boxes changed.
    mode_changed = Signal()
    #: Something could not be done: a sentence.
    refused = Signal(str)

    def __init__(self, history: History, schema: LabelSchema, size: tuple[int, int]) -> None:
        super().__init__()
        self.history = history
        self.schema = schema
        self.sheet = Sheet(history.document, *size, schema.box_rules.minimum_px)
        self.table = BoxTable([label.id for label in schema.labels], history.document)
        self.tally = Tally(schema, history.document)
        self.selected: tuple[str, ...] = ()
        self.tool = BOX
        self.label = schema.labels[0]
        self.veiled = False
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
        marks = (self.document[mark_id] for mark_id in self.selected)
        return tuple(mark for mark in marks if isinstance(mark, Box))

    def cycle(self, by: int) -> None:
        """Select the next (1) or previous (-1) mark of the list."""
        ids = [mark.id for mark in self.document]
        if not ids:
            self.refused.emit(_("还没有框。按 R 选画框工具，再在图上拖动。"))
            return
        place = ids.index(self.selected[-1]) + by if self.selected else min(by, 0)
        self.select((ids[place % len(ids)],))

    def take(self, tool: str) -> None:
        """Take a tool in hand. The box tool starts with nothing selected."""
        self.tool = tool
        if tool == BOX:
            self.select(())
        self.mode_changed.emit()

    def choose_label(self, label: Label) -> None:
        """Draw this class from now on; with the select tool the selected boxes change to it as well."""
        self.label = label
        self.mode_changed.emit()
        if self.tool == SELECT and self.selected:
            self.relabel(label)

    def veil(self, *, veiled: bool) -> None:
        """Hide all boxes from sight for a while, or show them again; no mark changes."""
        self.veiled = veiled
        self.mode_changed.emit()

    # -- verbs

    def conclude(self, done: Done) -> None:
        """Carry out what a stroke came to."""
        if done.refused:
            self.refused.emit(done.refused)
        if done.step is not None:
            self.do(done.step)
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

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected boxes."""
        self._on_free(edits.nudge(self.sheet, self.selected, dx, dy))

    def stretch(self, side: Side, outward: float) -> None:
        """Move one side of the selected boxes."""
        self._on_free(edits.stretch(self.sheet, self.selected, side, outward))

    def duplicate(self) -> None:
        """Copy the selected boxes and select the copies."""
        if self._something_selected():
            step = edits.duplicate(self.sheet, self.selected)
            self.do(step)
            self.select(edit.mark.id for edit in step.edits if hasattr(edit, "mark"))

    def erase(self) -> None:
        """Delete the selected marks."""
        if self._something_selected():
            self._on_free(edits.erase(self.document, self.selected))

    def relabel(self, label: Label) -> None:
        """Give the selected marks another class; attributes that it does not ask for fall away."""
        if self._something_selected():
            self.do(
                edits.relabel(
                    self.document,
                    self.selected,
                    label.id,
                    name=_("改为{label}", label=label.called),
                    attributes=lambda mark: carried(self.schema, label.id, mark.attributes),
                )
            )

    def answer(self, attribute: str, value: AttributeValue | None) -> None:
        """Set an attribute of the selected marks that are asked for it."""
        asked = [
            mark_id
            for mark_id in self.selected
            if any(own.id == attribute for own in self.schema.attributes_of(self.document[mark_id].label))
        ]
        self.do(edits.answer(self.document, asked, attribute, value))

    def toggle_hidden(self, ids: Iterable[str] | None = None) -> None:
        """Hide the marks (the selected ones by default), or show them when all of them are hidden."""
        if ids is not None or self._something_selected():
            chosen = tuple(self.selected if ids is None else ids)
            hidden = not all(self.document[mark_id].hidden for mark_id in chosen)
            self.do(edits.hide(self.document, chosen, hidden=hidden))

    def toggle_locked(self, ids: Iterable[str] | None = None) -> None:
        """Lock the marks (the selected ones by default), or unlock them when all of them are locked."""
        if ids is not None or self._something_selected():
            chosen = tuple(self.selected if ids is None else ids)
            locked = not all(self.document[mark_id].locked for mark_id in chosen)
            self.do(edits.lock(self.document, chosen, locked=locked))

    # -- what the panels ask

    def fresh_attributes(self) -> Attributes:
        """Return what a new mark of the chosen class carries: the defaults of the schema."""
        return carried(self.schema, self.label.id, {})

    def _something_selected(self) -> bool:
        if not self.selected:
            self.refused.emit(_("先选一个框：按 V 后单击，或按 Tab。"))
        return bool(self.selected)

    def _on_free(self, step: Step) -> None:
        """Carry out a step that locked boxes withstand, and say so when nothing is left of it."""
        if not step.edits and any(self.document[mark_id].locked for mark_id in self.selected):
            self.refused.emit(_("所选的框已锁定，按 L 解锁。"))
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


def unanswered(schema: LabelSchema, mark: Mark) -> tuple[str, ...]:
    """Return the names of the attributes that a mark still lacks."""
    asked = schema.attributes_of(mark.label)
    return tuple(attribute.name for attribute in asked if attribute.id not in mark.attributes)


def carried(schema: LabelSchema, label: str, held: Mapping[str, AttributeValue]) -> Attributes:
    """Return the attributes of a mark under a class: what it holds and the class asks for, defaults for the rest."""
    asked = schema.attributes_of(label)
    values = {attribute.id: held.get(attribute.id, attribute.default) for attribute in asked}
    return {name: value for name, value in values.items() if value is not None}
