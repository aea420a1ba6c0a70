"""The tools at the left of the text, each with its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout

from desktop.base.wording import N_, _
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.widgets.painting import CENTRE, field, painter_of, ring, say

#: Verb, icon, words, key as it is shown; None is a gap.
TOOLS: tuple[tuple[str, str, str, str] | None, ...] = (
    ("run", "text-select", N_("选中一段"), "W"),
    ("sticky", "highlighter", N_("连标"), "K"),
    ("trim", "scissors", N_("修边"), "T"),
    ("delete", "trash-2", N_("删除标注"), "Del"),
    None,
    ("auto", "copy", N_("同词标注"), "Ctrl+M"),
    ("find", "search", N_("查找"), "Ctrl+F"),
    None,
    ("undo", "undo-2", N_("撤销"), "Ctrl+Z"),
    ("redo", "redo-2", N_("重做"), "Ctrl+Y"),
    None,
    ("larger", "zoom-in", N_("放大文字"), "Ctrl++"),
    ("smaller", "zoom-out", N_("缩小文字"), "Ctrl+-"),
    None,
    ("help", "keyboard", N_("快捷键一览"), "F1"),
)
WIDTH = 48
_HEIGHT = 44


class ToolButton(QAbstractButton):
    """An icon over its key."""

    def __init__(self, verb: str, icon: str, words: str, keys: str) -> None:
        super().__init__()
        self.verb = verb
        self._icon, self._keys = icon, keys
        self.setFixedSize(QSize(theme().px(WIDTH - 4), theme().px(_HEIGHT)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(_("{words}（{keys}）", words=words, keys=keys))
        self.setAccessibleName(self.toolTip())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tool; a tool that is on is filled."""
        painter = painter_of(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            field(painter, rect.adjusted(2, 1, -2, -1), theme().colour("accent_tint"), radius=6)
        elif self.underMouse() and self.isEnabled():
            field(painter, rect.adjusted(2, 1, -2, -1), theme().colour("sunken"), radius=6)
        side = theme().px(tokens.ICON)
        token = "edge" if not self.isEnabled() else "accent" if self.isChecked() else "ink"
        place = QRectF((rect.width() - side) / 2, theme().px(4), side, side)
        draw_icon(painter, self._icon, place, theme().colour(token))
        keys = self._keys.replace("Ctrl+", "^") if len(self._keys) > 4 else self._keys
        where = QRectF(0, rect.height() - theme().px(18), rect.width(), theme().px(16))
        say(
            painter,
            where,
            keys,
            role="caption",
            token="edge" if not self.isEnabled() else "quiet",
            align=CENTRE,
        )
        ring(painter, self, radius=6)
        painter.end()


class ToolRail(QFrame):
    """The rail of tools."""

    #: The verb of the tool that was pressed.
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "side")
        self.setFixedWidth(theme().px(WIDTH))
        self.setAccessibleName(_("工具"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, theme().px(tokens.XS), 1, theme().px(tokens.XS))
        column.setSpacing(0)
        self._buttons: dict[str, ToolButton] = {}
        for tool in TOOLS:
            if tool is None:
                column.addSpacing(theme().px(tokens.S))
                continue
            verb, icon, words, keys = tool
            button = ToolButton(verb, icon, _(words), keys)
            button.setCheckable(verb == "sticky")
            button.clicked.connect(self._clicked)
            self._buttons[verb] = button
            column.addWidget(button)
        column.addStretch(1)

    def show_state(self, *, may_edit: bool, sticky: bool, undo: str, redo: str) -> None:
        """Enable what can be done now; the tooltips of undo and redo name the step."""
        for verb in ("sticky", "trim", "delete", "auto"):
            self._buttons[verb].setEnabled(may_edit)
        self._buttons["sticky"].setChecked(sticky)
        for verb, step, words in (("undo", undo, _("撤销")), ("redo", redo, _("重做"))):
            self._buttons[verb].setEnabled(bool(step) and may_edit)
            self._buttons[verb].setToolTip(f"{words} {_(step)}".strip())

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ToolButton):
            self.asked.emit(button.verb)
