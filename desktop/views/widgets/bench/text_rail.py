"""The tools beside a text. What only looks stays when an answer is compared."""

from __future__ import annotations

from collections.abc import Callable, Collection

from desktop.base.wording import _
from desktop.views.widgets.bench.rail import Rail, Tool
from desktop.views.widgets.bench.written_rail import written_rail
from desktop.views.widgets.text.editor import TextEditor

#: Tools that change marks: away while an answer is compared.
WORKING = ("run", "sticky", "trim", "delete", "auto", "undo", "redo")
#: Tools that give way first where the rail is short; their keys work all the same.
GIVING_WAY = ("smaller", "larger", "run", "redo", "undo", "trim", "sticky")


def fit(rail: Rail, height: int, wanted: Collection[str]) -> None:
    """Show of the ``wanted`` tools what a rail of ``height`` pixels holds."""
    for verb, button in rail.buttons.items():
        button.setVisible(verb in wanted)
    layout = rail.layout()
    assert layout is not None
    for verb in GIVING_WAY:
        layout.activate()
        if layout.minimumSize().height() <= height:
            return
        rail.buttons[verb].hide()


def enable_tools(rail: Rail, editor: TextEditor) -> None:
    """Enable the tools that have something to do."""
    history, held = editor.history, editor.span is not None
    rail.enable("undo", bool(history and history.next_undo))
    rail.enable("redo", bool(history and history.next_redo))
    rail.enable("trim", held or editor.has_selection)
    rail.enable("delete", held or bool(editor.links.relation_id))
    rail.enable("auto", held)


def text_rail(run: Callable[[str], object]) -> Rail:
    """Return the rail of the text bench; ``run`` is told the verb of a tool that is pressed."""
    return written_rail(
        [
            Tool("run", "text-select", _("选中光标处的一段"), "W"),
            Tool("sticky", "highlighter", _("连标：选中即标"), "K", checkable=True),
            Tool("trim", "scissors", _("修边：去掉边上的空格和标点"), "T"),
            Tool("delete", "trash-2", _("删除标注"), "Del"),
            None,
            Tool("auto", "copy", _("同词标注：先预览，再一次标好"), "Ctrl+M"),
            Tool("find", "search", _("查找"), "Ctrl+F"),
        ],
        run,
    )
