"""The F1 sheet: every key and what it does, read from the table the bench itself obeys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import scrolled
from desktop.views.widgets.chips import key_hint
from desktop.views.widgets.labels import line, paragraph

Group = tuple[str, list[tuple[str, str]]]


class KeySheet(QDialog):
    """Groups of keys in three columns. ``change`` is called, with the sheet closed, to change them."""

    def __init__(
        self, groups: Sequence[Group], parent: QWidget, change: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._change = change
        self.setWindowTitle(_("快捷键"))
        self.setProperty("look", "surface")
        edge = theme().px(16)
        room = parent.window().size().expandedTo(QSize(640, 480)) - QSize(2 * edge, 2 * edge)
        self.resize(QSize(theme().px(1080), theme().px(620)).boundedTo(room))
        columns = QHBoxLayout()
        columns.setSpacing(theme().px(32))
        for part in _columns(groups, 3):
            column = QVBoxLayout()
            column.setSpacing(theme().px(16))
            for group in part:
                column.addLayout(_group(group))
            column.addStretch(1)
            columns.addLayout(column, 1)
        close = button(_("关闭"), self.accept, look="main")
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(line(_("输入法开着时，这些键在画布上照样有效。"), "caption"), 1)
        if change is not None:
            foot.addWidget(button(_("改快捷键、练快捷键"), self._go_to_change, icon_name="keyboard"))
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(24),) * 4)
        outer.setSpacing(theme().px(16))
        outer.addWidget(line(_("快捷键"), "section"))
        outer.addWidget(scrolled(columns, margin=0), 1)
        outer.addLayout(foot)

    def _go_to_change(self) -> None:
        self.accept()
        if self._change is not None:
            self._change()


def _columns(groups: Sequence[Group], n: int) -> list[list[Group]]:
    """Deal the groups, in order, into ``n`` columns of about the same height."""
    heights = [len(rows) + 2 for _name, rows in groups]
    share = sum(heights) / n
    columns: list[list[Group]] = [[] for _place in range(n)]
    so_far = 0.0
    for group, height in zip(groups, heights, strict=True):
        columns[min(int((so_far + height / 2) / share), n - 1)].append(group)
        so_far += height
    return columns


def _group(group: Group) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(12))
    grid.setVerticalSpacing(theme().px(4))
    grid.setColumnStretch(1, 1)
    grid.addWidget(line(group[0], "strong"), 0, 0, 1, 2)
    for place, (keys, says) in enumerate(group[1], start=1):
        caps = QHBoxLayout()
        caps.setSpacing(theme().px(4))
        for cap in keys.split("  "):
            caps.addWidget(key_hint(cap))
        caps.addStretch(1)
        grid.addLayout(caps, place, 0)
        words = paragraph(says)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        grid.addWidget(words, place, 1, Qt.AlignmentFlag.AlignVCenter)
    return grid
