"""The tools on the rail of the image bench: those that the classes allow, what is done most often, and the rest in a menu."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.base.wording import N_, _
from desktop.views.theme.icons import icon
from desktop.views.widgets.bench.rail import Rail, Tool
from desktop.views.widgets.canvas.key_actions import ACTIONS, BY_ID
from desktop.views.widgets.canvas.keys import KeyMap, shown
from desktop.views.widgets.menus import heading

#: What is on the rail whatever is drawn: action, what the tooltip says in fewer words than the key sheet.
_EDIT = (("undo", N_("撤销")), ("redo", N_("重做")), ("erase", N_("删除所选的标注")))
_LOOK = (
    ("zoom.in", N_("放大（滚轮向前）")),
    ("zoom.out", N_("缩小（滚轮向后）")),
    ("zoom.fit", N_("整图适合窗口")),
    ("hide.all", N_("暂时隐藏全部标注")),
    ("adjust", N_("亮度、对比度等")),
)
#: The buttons that are kept while looking back.
_LOOKING_BACK = frozenset({"zoom.in", "zoom.out", "zoom.fit", "adjust", "help"})
_CHECKABLE = frozenset({"hide.all"})
#: Where the rest is.
MORE = "more"


def image_rail(run: Callable[[str], object]) -> Rail:
    """Return an empty rail; ``run`` is called with the action of the button that was pressed."""
    rail = Rail([], run)
    rail.setAccessibleName(_("工具"))
    return rail


def rail_tools(keymap: KeyMap, tools: Sequence[str], *, looking_back: bool = False) -> list[Tool | None]:
    """Return the buttons for these tools (actions of the key table); fewer of them while looking back."""
    drawn = (
        [] if looking_back else [_tool(keymap, name, _(BY_ID[name].says)) for name in ("tool.select", *tools)]
    )
    edit = [] if looking_back else [_tool(keymap, name, _(says)) for name, says in _EDIT]
    look = [_tool(keymap, name, _(says)) for name, says in _LOOK if not looking_back or name in _LOOKING_BACK]
    more = [] if looking_back else [Tool(MORE, "ellipsis", _("更多操作"), "")]
    helped = Tool("help", "keyboard", _("全部快捷键"), keymap.chord("help"))
    rows: list[Tool | None] = []
    for part in (drawn, edit, [*look, *more]):
        rows += [*part, None] if part else []
    return [*rows[:-1], helped]


class MoreMenu(QMenu):
    """Everything that can be done now and is not on the rail, in the groups of the key sheet, each with its key."""

    def __init__(self, parent: QWidget, run: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._run = run
        self.triggered.connect(self._chosen)

    def offer(self, keymap: KeyMap, verbs: Collection[str]) -> None:
        """Offer what has a verb now."""
        self.clear()
        shown = {name for name, _says in (*_EDIT, *_LOOK)}
        group = ""
        for action in ACTIONS:
            if action.id not in verbs or action.id in shown or action.fixed or action.id.startswith("tool."):
                continue
            if action.group != group:
                group = action.group
                heading(self, _(group))
            chord = keymap.chord(action.id)
            words = f"{_(action.says)}\t{chord}" if chord else _(action.says)
            self.addAction(icon(action.shown_icon), words).setData(action.id)

    def _chosen(self, entry: QAction) -> None:
        self._run(str(entry.data()))


def _tool(keymap: KeyMap, action: str, says: str) -> Tool:
    checkable = action.startswith("tool.") or action in _CHECKABLE
    return Tool(action, BY_ID[action].shown_icon, says, _shortest(keymap, action), checkable=checkable)


def _shortest(keymap: KeyMap, action: str) -> str:
    """Return the shortest of an action's keys as it is shown: the rail is narrow."""
    chords = [
        chord for binding in keymap.bindings if binding.action == action for chord in keymap.live(binding)
    ]
    return shown(min(chords, key=len)) if chords else ""
