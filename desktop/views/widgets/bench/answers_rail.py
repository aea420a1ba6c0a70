"""The tools beside models' answers."""

from __future__ import annotations

from collections.abc import Callable

from desktop.base.wording import _
from desktop.views.widgets.bench.rail import Rail, Tool

#: Tools that change marks: away while an answer is compared.
WORKING = ("undo", "redo")


def answers_rail(run: Callable[[str], object]) -> Rail:
    """Return the rail of the bench for answers; ``run`` is told the verb of a tool that is pressed."""
    rail = Rail(
        [
            Tool("fold_all", "expand", _("全部展开或收起"), "Shift+E"),
            Tool("differences", "diff", _("标出两个回答的不同"), "D", checkable=True),
            Tool("written", "type", _("原文：不排版"), "R", checkable=True),
            Tool("spans", "highlighter", _("在回答里标注"), "M", checkable=True),
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
    rail.setMinimumHeight(1)
    return rail
