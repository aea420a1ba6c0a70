"""The hand on a text under inspection: it points at marks and selects words; the marks themselves stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from desktop.annotation.document import Document
from desktop.annotation.shapes.base import AttributeValue
from desktop.annotation.text_flags import TextFlag
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Turn
from desktop.views.widgets.text.editor import TextEditor


class Planting(Protocol):
    """Who plants the flags that the hand asks for."""

    code: str
    document: Document

    def press(self, code: str, place: tuple[int, int, str] | None = None) -> None:
        """Do what the key of a class means."""

    def pull(self) -> None:
        """Take the flag in hand away."""

    def choose(self, flag_id: str) -> None:
        """Take a flag in hand; an empty id is none."""

    def answer(self, name: str, value: AttributeValue | None) -> None:
        """Answer an attribute of the flag in hand."""

    def undo(self) -> None:
        """Take back the last step."""

    def redo(self) -> None:
        """Do again what was undone last."""


class InspectEditor(TextEditor):
    """Label keys plant flags. ``codes``: the schema of the inspection, whose classes are the kinds of fault."""

    def __init__(
        self,
        text: str,
        codes: LabelSchema,
        given: Document,
        planting: Planting,
        *,
        turns: Sequence[Turn] = (),
    ) -> None:
        super().__init__(text, codes, given, turns=turns)
        self._planting = planting

    def apply_label(self, label: str) -> None:
        """Plant a flag of a class: on the selected words, else on what is pointed at."""
        if self.has_selection:
            start, end = self.selection
            self._planting.press(label, (start, end, ""))
            self.place(end)
        else:
            self._planting.press(label)
        self.last_label = self._planting.code

    def choose_label(self, label: str) -> None:
        """Do what a click on a class means: the same as its key."""
        self.apply_label(label)

    def pick_at(self, offset: int) -> None:
        """Pick the innermost mark over a character; where there is none, the flag that is planted on the words there."""
        super().pick_at(offset)
        if not self.span_id:
            own = [
                mark
                for mark in self._planting.document
                if isinstance(mark, TextFlag) and mark.target is None and mark.start <= offset < mark.end
            ]
            self._planting.choose(own[0].id if own else "")

    def toggle_sticky(self) -> None:
        """Say why flags are not planted on every selection."""
        self.noticed.emit(_("质检没有连标：一处一旗。"), "quiet")

    def trim(self) -> None:
        """Trim the selection; marks stay as they are."""
        if self.has_selection:
            super().trim()

    def delete(self) -> None:
        """Pull the flag in hand."""
        self._planting.pull()

    def set_attribute(self, name: str, value: AttributeValue | None) -> None:
        """Answer an attribute of the flag in hand."""
        self._planting.answer(name, value)

    def undo(self) -> None:
        """Take back the last step."""
        self._planting.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        self._planting.redo()
