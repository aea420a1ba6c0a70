"""Two people's marks of one text side by side, for looking only; what differs is tinted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.annotation.document import Document
from desktop.annotation.marks import Mark
from desktop.annotation.merging import Difference, Merge, People
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_tools import Range
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.views.theme.tokens import XS, M
from desktop.views.widgets.bench.text_kept import take_up
from desktop.views.widgets.cards import Frame, column, row, rule
from desktop.views.widgets.labels import line
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.scene import Scene
from desktop.views.widgets.text.segments import cut
from desktop.views.widgets.text.view import TextView

#: The type of what is only looked at, two steps below what is worked on.
_TYPE = 1


class SideView(Frame):
    """One person's marks under their name."""

    #: A mark was clicked: its id.
    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("panel", margin=0, spacing=0)
        self.canvas = TextView()
        self.canvas.size_step = _TYPE
        self._name, self._count = line("", "strong"), line("", "caption")
        head = row(self._name, self._count, None, spacing=M)
        head.setContentsMargins(M, XS, M, XS)
        self.body.addLayout(head)
        self.add(rule())
        self.body.addWidget(self.canvas, 1)
        self.editor: TextEditor | None = None

    def show_marks(self, name: str, marks: Sequence[Mark], exercise: Exercise, schema: LabelSchema) -> None:
        """Show what one person marked."""
        text = exercise.text or ""
        editor = TextEditor(text, schema, Document(marks), None, turns=exercise.turns)
        if self.editor is not None:
            self.editor.close()
            self.editor.deleteLater()
        self.editor = editor
        scene = Scene(
            cut(text), schema, editor.index, text=text, links=editor.links.index, turns=exercise.turns
        )
        self.canvas.show_text(editor, scene)
        take_up(self.canvas)
        self.canvas.setAccessibleName(_("{name}的标注", name=name))
        self._name.setText(name)
        spans = len(editor.index)
        links = sum(isinstance(mark, Relation) for mark in marks)
        self._count.setText(
            _("{n} 处标注，{k} 个关系", n=spans, k=links) if links else _("{n} 处标注", n=spans)
        )
        editor.picked.connect(self._told)
        editor.links.picked.connect(self._told)

    def look_at(self, mark: Mark | None, place: Range | None) -> None:
        """Frame a place, and point at the relation that differs there."""
        if self.editor is not None:
            links = self.editor.links
            links.pick(mark.id if isinstance(mark, Relation) else "")
            self.canvas.show_place(place)

    def _told(self, mark_id: str) -> None:
        # Only what a hand picked: a relation that was pointed at from outside is the one that is looked at.
        if mark_id:
            self.picked.emit(mark_id)


class PairView(QWidget):
    """甲 at the left, 乙 at the right."""

    #: A mark of a difference was clicked: the difference's key.
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sides = (SideView(), SideView())
        both = row(*self.sides, spacing=0)
        for place, side in enumerate(self.sides):
            both.setStretch(place, 1)
            side.picked.connect(self._picked)
        self.setLayout(column(both, spacing=0))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._merge: Merge | None = None
        self._people: People = ("first", "second")

    def show_pair(
        self, exercise: Exercise, schema: LabelSchema, merge: Merge, people: People, names: Mapping[str, str]
    ) -> None:
        """Show both."""
        self._merge, self._people = merge, people
        marks = {"first": merge.first, "second": merge.second}
        found = (place_of(one, merge) for one in merge.differences if one.kind == "span")
        hits = sorted({place for place in found if place is not None})
        for view, side in zip(self.sides, people, strict=True):
            view.show_marks(names[side], marks[side], exercise, schema)
            view.canvas.show_hits(hits, None)

    def look_at(self, one: Difference | None) -> None:
        """Bring a difference into view on both sides."""
        if self._merge is None:
            return
        place = place_of(one, self._merge) if one is not None else None
        for view, side in zip(self.sides, self._people, strict=True):
            marks = () if one is None else one.first if side == "first" else one.second
            view.look_at(next(iter(marks), None), place)

    def show_range(self, place: Range | None) -> None:
        """Frame a place on both sides."""
        for view in self.sides:
            view.look_at(None, place)

    def _picked(self, mark_id: str) -> None:
        one = self._merge.of_mark(mark_id) if self._merge is not None else None
        if one is not None:
            self.chosen.emit(one.key)


def place_of(one: Difference, merge: Merge) -> Range | None:
    """Return from where to where a difference lies in the main text; None of replies and of models' answers."""
    marks = {mark.id: mark for mark in (*merge.first, *merge.second)}
    spans: list[Span] = []
    for mark in one.marks:
        ends = (marks.get(end) for end in mark.ends) if isinstance(mark, Relation) else (mark,)
        spans += [span for span in ends if isinstance(span, Span) and not span.text_id]
    if not spans:
        return None
    return min(span.start for span in spans), max(span.end for span in spans)
