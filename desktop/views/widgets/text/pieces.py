"""The hand on spans in pieces: the selected stretch is added to the span that was in hand, or cut out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from desktop.annotation import text_pieces
from desktop.annotation.document import Document, Step, changes
from desktop.annotation.spans import Span
from desktop.annotation.text_tools import Range
from desktop.base.wording import _
from desktop.views.widgets.text.editor import TextEditor

Change: TypeAlias = Callable[[Document, str, str, Range], Step]


def add_piece(editor: TextEditor) -> None:
    """Add the selected stretch to the span that was in hand before it."""
    _change(editor, text_pieces.add_piece)


def cut_piece(editor: TextEditor) -> None:
    """Cut the selected stretch out of the span that was in hand before it."""
    _change(editor, text_pieces.cut_piece)


def turn_piece(editor: TextEditor) -> None:
    """Cut the selected stretch out of the span in hand where it lies in it, else add it."""
    span = editor.held
    inside = span is not None and text_pieces.holds(span, editor.selection)
    _change(editor, text_pieces.cut_piece if inside else text_pieces.add_piece)


def _change(editor: TextEditor, change: Change) -> None:
    span = editor.held
    if not editor.may_edit:
        return
    if span is None or not editor.has_selection or span.locked:
        editor.noticed.emit(_("先点选一个没有锁定的标注，再选中要并入或挖去的文字。"), "caution")
        return
    try:
        step = change(editor.document, editor.text, span.id, editor.selection)
    except ValueError as fault:
        said = _("一个标注不能有这么多段。") if "many" in str(fault) else _("只剩空白，没有改动。")
        editor.noticed.emit(said, "caution")
        return
    if _breaks(editor, step):
        editor.noticed.emit(_("这项任务的标注必须连续，不能分成几段。"), "caution")
        return
    if step.edits:
        editor.do(step)
    editor.place(editor.selection[1])
    editor.pick(span.id)


def _breaks(editor: TextEditor, step: Step) -> bool:
    """Tell whether a step makes a gap that the rules forbid."""
    made = [come for _gone, come in changes(step) if isinstance(come, Span)]
    return not editor.schema.text_rules.broken and any(span.gaps for span in made)
