"""The tool rail: an icon with its key under it for everything that is done often."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.icons import pixmap
from desktop.views.theme.tokens import BAR, ICON
from desktop.views.widgets.cards import clear

#: Our pixels: a button with its key, and without.
_HIGH, _LOW = 46, 28


@dataclass(frozen=True)
class Tool:
    """One button: ``action`` of the key table, icon, what it says, and its key as shown."""

    action: str
    icon: str
    says: str
    key: str
    checkable: bool = False


class RailButton(QAbstractButton):
    """An icon with a key under it."""

    def __init__(self, tool: Tool) -> None:
        super().__init__()
        self._tool = tool
        self.setCheckable(tool.checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tool.says)
        self.setToolTip(_("{what}（{key}）", what=tool.says, key=tool.key) if tool.key else tool.says)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """The rail's width, an icon and a line."""
        return QSize(theme().px(BAR) - 1, theme().px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """In a low window the icon alone; the key is on the tooltip."""
        return QSize(theme().px(BAR) - 1, theme().px(_LOW))

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        if name == self._tool.icon:
            return
        self._tool = Tool(self._tool.action, name, self._tool.says, self._tool.key, self._tool.checkable)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw plate, icon and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, colour = theme().px, theme().colour
        chosen = self.isChecked()
        if chosen or self.underMouse() or self.hasFocus():
            painter.setBrush(colour("accent_tint" if chosen else "sunken"))
            painter.setPen(colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 1.5, -3.5, -1.5), 6, 6)
        token = "edge" if not self.isEnabled() else "accent_strong" if chosen else "ink"
        with_key = bool(self._tool.key) and self.height() >= px(_HIGH - 4)
        top = (self.height() - px(_HIGH)) // 2 + px(4) if with_key else (self.height() - px(ICON)) // 2
        painter.drawPixmap((self.width() - px(ICON)) // 2, top, pixmap(self._tool.icon, token))
        painter.setFont(theme().font("caption"))
        painter.setPen(colour("accent_strong" if chosen else "quiet" if self.isEnabled() else "edge"))
        if with_key:
            words = QRectF(0, top + px(ICON), self.width(), px(_HIGH - ICON - 5))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._tool.key)
        painter.end()


class Rail(QFrame):
    """The rail of buttons; ``None`` among the tools is a gap, the tools after the last one stand at the foot."""

    def __init__(self, tools: Sequence[Tool | None], run: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("look", "side")
        self.setFixedWidth(theme().px(BAR))
        self._run = run
        self.buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        self._column.setSpacing(0)
        self.show_tools(tools)

    def show_tools(self, tools: Sequence[Tool | None]) -> None:
        """Show these buttons instead of those that are here."""
        clear(self._column)
        self.buttons = {}
        for tool in tools:
            if tool is None:
                self._column.addSpacing(theme().px(8))
                continue
            button = RailButton(tool)
            button.clicked.connect(self._clicked)
            self.buttons[tool.action] = button
            self._column.addWidget(button)
        self._column.insertStretch(max(self._column.count() - 1, 0), 1)

    def enable(self, action: str, enabled: bool) -> None:  # noqa: FBT001  a Qt setter
        """Enable a button or not; Qt restyles a widget even when nothing changes, which costs a millisecond."""
        button = self.buttons.get(action)
        if button is not None and button.isEnabled() != enabled:
            button.setEnabled(enabled)

    def check(self, action: str, checked: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show a button as in hand or not, if it is here."""
        button = self.buttons.get(action)
        if button is not None and button.isChecked() != checked:
            button.setChecked(checked)

    def _clicked(self) -> None:
        for action, button in self.buttons.items():
            if button is self.sender():
                self._run(action)
                return
