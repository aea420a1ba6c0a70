"""The tools beside a text. What only looks stays when an answer is compared."""

from __future__ import annotations

from collections.abc import Callable

from desktop.base.wording import _
from desktop.views.widgets.bench.rail import Rail, Tool

#: Tools that change marks: away while an answer is compared.
WORKING = ("run", "sticky", "trim", "delete", "auto", "undo", "redo")


def text_rail(run: Callable[[str], object]) -> Rail:
    """Return the rail of the text bench; ``run`` is told the verb of a tool that is pressed."""
    return Rail(
        [
            Tool("run", "text-select", _("选中光标处的一段"), "W"),
            Tool("sticky", "highlighter", _("连标：选中即标"), "K", checkable=True),
            Tool("trim", "scissors", _("修边：去掉边上的空格和标点"), "T"),
            Tool("delete", "trash-2", _("删除标注"), "Del"),
            None,
            Tool("auto", "copy", _("同词标注：先预览，再一次标好"), "Ctrl+M"),
            Tool("find", "search", _("查找"), "Ctrl+F"),
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
