"""What stays in the hand from text to text, until somebody else signs in: whether a double click selects a word."""

from __future__ import annotations

from collections.abc import Callable

from desktop.base.wording import _
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.text.view import TextView


def take_up(view: TextView) -> None:
    """Go on as the person worked in the last text."""
    view.word_assist = kept().word_assist


def turn_word_assist(view: TextView, say: Callable[[str, str], object]) -> None:
    """Let a double click select a word from now on, or one character; and say so."""
    kept().word_assist = not kept().word_assist
    take_up(view)
    say(_("双击选一个词。") if view.word_assist else _("双击只选一个字。"), "quiet")
