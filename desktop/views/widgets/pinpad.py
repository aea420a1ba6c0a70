"""The PIN pad: dots, ten digits, back and enter; the keyboard does the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import S
from desktop.views.widgets.buttons import Look, button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.painting import field, painter_of

LEAST, MOST = 4, 12
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "back", "0", "enter")


class PinPad(QWidget):
    """Collects a PIN; ``entered`` carries it. Nothing of it is ever shown but the number of digits."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._pin = ""
        self._dots = _Dots()
        self._keys: list[QPushButton] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(_("PIN 键盘，用数字键输入，回车进入"))
        grid = QGridLayout()
        grid.setSpacing(theme().px(S))
        for place, key in enumerate(KEYS):
            grid.addWidget(self._key(key), place // 3, place % 3)
        self.setLayout(column(row(None, self._dots, None), S, row(None, grid, None)))

    def clear(self) -> None:
        """Forget what was typed."""
        self._pin = ""
        self._show()

    def set_open(self, *, open_: bool) -> None:
        """Let digits in, or not (while a wait after wrong PINs runs)."""
        for key in self._keys:
            key.setEnabled(open_)
        self._show()

    def press(self, key: str) -> None:
        """Do what a key of the pad does: a digit, ``back`` or ``enter``."""
        if not self._keys[0].isEnabled():
            return
        if key == "enter":
            if len(self._pin) >= LEAST:
                self.entered.emit(self._pin)
            return
        self._pin = self._pin[:-1] if key == "back" else (self._pin + key)[:MOST]
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits, Backspace and Enter from the keyboard."""
        if event.text().isdigit() and event.text().isascii():
            self.press(event.text())
        elif event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.press("back")
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.press("enter")
        else:
            super().keyPressEvent(event)

    def _key(self, key: str) -> QPushButton:
        icons = {"back": "arrow-left", "enter": "log-in"}
        names = {"back": _("退一格"), "enter": _("进入")}
        look: Look = "main" if key == "enter" else "ordinary"
        made = button(
            "" if key in icons else key,
            self._key_pressed,
            look=look,
            icon_name=icons.get(key, ""),
            size="hero",
        )
        made.setAccessibleName(names.get(key, key))
        made.setToolTip(names.get(key, ""))
        made.setObjectName(key)
        made.setFixedSize(theme().px(84), theme().px(52))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keys.append(made)
        return made

    def _key_pressed(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.press(sender.objectName())

    def _show(self) -> None:
        self._dots.count = len(self._pin)
        self._dots.update()
        self._keys[-1].setEnabled(self._keys[0].isEnabled() and len(self._pin) >= LEAST)


class _Dots(QWidget):
    """One dot for each digit, four places at least."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.setFixedSize(QSize(theme().px(268), theme().px(48)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dots in their field."""
        painter = painter_of(self)
        parent = self.parentWidget()
        focused = parent is not None and parent.hasFocus()
        edge = theme().colour("accent" if focused else "edge")
        field(
            painter, QRectF(self.rect()), theme().colour("surface"), edge, radius=6, width=2 if focused else 1
        )
        places = max(self.count, LEAST)
        step, side = theme().px(20 if places > 8 else 28), theme().px(12)
        left = (self.width() - step * (places - 1) - side) / 2
        for place in range(places):
            dot = QRectF(left + place * step, (self.height() - side) / 2, side, side)
            filled = place < self.count
            field(
                painter,
                dot,
                theme().colour("ink" if filled else "sunken"),
                None if filled else theme().colour("edge"),
                radius=side / 2,
            )
        painter.end()
