"""The tools on the rail of the image bench."""

from __future__ import annotations

from collections.abc import Callable

from desktop.base.wording import _
from desktop.views.widgets.bench.rail import Rail, Tool
from desktop.views.widgets.canvas.keys import KeyMap


def image_rail(keymap: KeyMap, run: Callable[[str], object]) -> Rail:
    """Return the rail; ``run`` is called with the action of the button that was pressed."""
    key = keymap.chord
    return Rail(
        [
            Tool("tool.select", "mouse-pointer-2", _("选择工具"), key("tool.select"), checkable=True),
            Tool("tool.box", "vector-square", _("画框工具"), key("tool.box"), checkable=True),
            None,
            Tool("undo", "undo-2", _("撤销"), key("undo")),
            Tool("redo", "redo-2", _("重做"), "Ctrl+Y"),
            Tool("erase", "trash-2", _("删除所选的框"), "Del"),
            None,
            Tool("zoom.in", "zoom-in", _("放大（滚轮向前）"), key("zoom.in")),
            Tool("zoom.out", "zoom-out", _("缩小（滚轮向后）"), "−"),
            Tool("zoom.fit", "maximize", _("整图适合窗口"), "Ctrl+F"),
            Tool("hide.all", "eye", _("暂时隐藏全部框"), key("hide.all"), checkable=True),
            Tool("adjust", "contrast", _("亮度和对比度"), ""),
            Tool("help", "keyboard", _("全部快捷键"), key("help")),
        ],
        run,
    )
