"""The rail of every bench for what is written: its own tools, then history, size of type and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.base.wording import _
from desktop.views.widgets.bench.rail import Rail, Tool


def written_rail(own: Sequence[Tool | None], run: Callable[[str], object]) -> Rail:
    """Return a rail with a bench's own tools, parted by None; ``run`` is told the verb of a tool that is pressed."""
    rail = Rail(
        [
            *own,
            None,
            Tool("undo", "undo-2", _("撤销"), "Ctrl+Z"),
            Tool("redo", "redo-2", _("重做"), "Ctrl+Y"),
            None,
            Tool("larger", "zoom-in", _("放大文字"), "Ctrl++"),
            Tool("smaller", "zoom-out", _("缩小文字"), "Ctrl+−"),
            Tool("help", "keyboard", _("快捷键一览"), "F1"),
        ],
        run,
    )
    # Not as high as its tools: what does not fit gives way, the window must not grow.
    rail.setMinimumHeight(1)
    return rail


def reading_tools() -> list[Tool | None]:
    """Return the tools for looking at models' answers."""
    return [
        Tool("fold_all", "expand", _("全部展开或收起"), "Shift+E"),
        Tool("differences", "diff", _("标出两个回答的不同"), "D", checkable=True),
        Tool("written", "type", _("原文：不排版"), "R", checkable=True),
    ]
