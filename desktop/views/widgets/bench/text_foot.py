"""The bar under a text: type size, where the caret is, how much is selected."""

from __future__ import annotations

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.foot import Foot

_NUMBER_WIDTH = 88


def forget_dead_end(foot: Foot) -> None:
    """Say no longer that there is nothing to undo or to do again: there is now."""
    if foot.said() in {_("没有可撤销的操作。"), _("没有可重做的操作。")}:
        foot.attend()


class TextFoot(Foot):
    """The same bar as under a picture, with the measures of a text."""

    def __init__(self) -> None:
        super().__init__()
        self._zoom.setAccessibleName(_("字号"))
        self._place.setAccessibleName(_("光标位置"))
        self._size.setAccessibleName(_("选中的字数"))
        self._size.reserve(theme().px(_NUMBER_WIDTH))

    def show_text(self, *, size: float, line_number: int, column: int, selected: int) -> None:
        """Show the type size (1.0 is plain), line and column of the caret, and how many characters are selected."""
        self._zoom.show_text(_("字号 {n} %", n=round(100 * size)))
        self._place.show_text(_("第 {line} 行 · 第 {column} 字", line=line_number, column=column))
        self._size.show_text(_("选中 {n} 字", n=selected) if selected else "")

    def selected_text(self) -> str:
        """Return what is said about the selection."""
        return self._size.text()
