"""What the verbs of the key table do to an open text and its view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from desktop.annotation.text_words import character_at, known_words, word_at
from desktop.views.widgets.text import pieces, walks
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.surface import PLAIN_SIZE


class Sized(Protocol):
    """What the verbs need of the view."""

    size_step: int

    def resize_type(self, step: int) -> None:
        """Choose one of the type sizes."""


def verbs_of(editor: TextEditor, view: Sized) -> dict[str, Callable[[], object]]:
    """Return what the view carries out, by the names of the key table."""
    links = editor.links
    return {
        "repeat": partial(_enter, editor),
        "sticky": editor.toggle_sticky,
        "delete": editor.delete,
        "undo": editor.undo,
        "redo": editor.redo,
        "next": partial(_beside, editor, 1),
        "previous": partial(_beside, editor, -1),
        "inner": lambda: editor.pick_at(editor.caret),
        "run": lambda: editor.select(*word_under(editor, editor.caret, assist=True)),
        "all": lambda: editor.select(0, len(editor.text)),
        "clear": editor.clear,
        "end_on": lambda: editor.nudge("end", onward=True),
        "end_back": lambda: editor.nudge("end", onward=False),
        "start_on": lambda: editor.nudge("start", onward=True),
        "start_back": lambda: editor.nudge("start", onward=False),
        "trim": editor.trim,
        "add_piece": partial(pieces.add_piece, editor),
        "cut_piece": partial(pieces.cut_piece, editor),
        "reverse": links.reverse,
        "next_link": partial(links.walk, 1),
        "previous_link": partial(links.walk, -1),
        "chain": links.begin_chain,
        "unchain": links.leave_chain,
        "next_bare": partial(walks.go_bare, editor, 1),
        "previous_bare": partial(walks.go_bare, editor, -1),
        "next_same": partial(walks.go_same, editor, 1),
        "previous_same": partial(walks.go_same, editor, -1),
        "next_doubt": partial(walks.go_doubtful, editor, 1),
        "previous_doubt": partial(walks.go_doubtful, editor, -1),
        "larger": lambda: view.resize_type(view.size_step + 1),
        "smaller": lambda: view.resize_type(view.size_step - 1),
        "plain_size": lambda: view.resize_type(PLAIN_SIZE),
    }


def word_under(editor: TextEditor, offset: int, *, assist: bool) -> tuple[int, int]:
    """Return the word over a character, or without the assist that character alone."""
    if not assist:
        return character_at(editor.text, offset)
    known = known_words(editor.text, editor.document.spans()) if editor.schema.task == "text" else frozenset()
    return word_at(editor.text, offset, known)


def _enter(editor: TextEditor) -> None:
    """Complete a link, else mark with the label used last."""
    if editor.links.link is not None:
        editor.links.complete()
    else:
        editor.apply_label(editor.last_label)


def _beside(editor: TextEditor, step: int) -> None:
    """Walk to the next span; while a link is made, to the next that may be its other end."""
    if editor.links.link is not None:
        editor.links.aim(step)
    else:
        editor.pick_beside(step)
