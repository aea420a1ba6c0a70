"""Buttons: the one main action of a page, ordinary ones, plain icon buttons, links and segments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.base.plain_text import seen, tip
from desktop.views.theme.current import theme
from desktop.views.theme.icons import icon
from desktop.views.theme.tokens import CONTROL, ICON, XS

Look: TypeAlias = Literal["ordinary", "main", "plain", "link", "danger", "nav", "segment"]
Size: TypeAlias = Literal["ordinary", "large", "hero"]
_ICON_TOKENS: dict[Look, str] = {"main": "on_accent", "link": "accent", "danger": "bad", "plain": "quiet"}


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    *,
    look: Look = "ordinary",
    size: Size = "ordinary",
    icon_name: str = "",
) -> QPushButton:
    """Return a button that calls ``pressed`` (a bound method) when it is used."""
    # An ampersand is a word here, never a mnemonic: those would clash with the label keys.
    made = _Button(text.replace("&", "&&"))
    made.setProperty("look", look)
    made.setProperty("bulk", size)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if icon_name:
        gap = XS if text else 0
        made.setIcon(icon(icon_name, _ICON_TOKENS.get(look, "ink"), gap=gap))
        made.setIconSize(QSize(theme().px(ICON) + theme().px(gap), theme().px(ICON)))
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


def icon_button(name: str, says: str, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return a square plain button with an icon; ``says`` is its tooltip and accessible name."""
    made = button("", pressed, look="plain", icon_name=name)
    made.setToolTip(tip(says))
    made.setAccessibleName(says)
    made.setFixedWidth(theme().px(CONTROL + 4))
    return made


class Segments(QWidget):
    """A row of buttons of which exactly one is down, such as 显示 金标 | 我的 | 叠加."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], current: str, *, says: str = "") -> None:
        super().__init__()
        self.setAccessibleName(says)
        self._group = QButtonGroup(self)
        self._keys: dict[int, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (key, text) in enumerate(options):
            segment = button(text, look="segment")
            segment.setCheckable(True)
            segment.setChecked(key == current)
            if place in {0, len(options) - 1}:
                segment.setProperty("place", "last" if place else "first")
            segment.setAccessibleName(f"{says} {text}".strip())
            self._group.addButton(segment, place)
            self._keys[place] = key
            row.addWidget(segment)
        self._group.idClicked.connect(self._clicked)

    def current(self) -> str:
        """Return the key of the button that is down."""
        return self._keys.get(self._group.checkedId(), "")

    def offer(self, keys: Collection[str]) -> None:
        """Show only the buttons of these keys."""
        for place, own in self._keys.items():
            self._group.button(place).setVisible(own in keys)

    def choose(self, key: str) -> None:
        """Press the button of ``key`` and tell it."""
        for place, own in self._keys.items():
            if own == key:
                self._group.button(place).setChecked(True)
                self.chosen.emit(key)

    def _clicked(self, place: int) -> None:
        self.chosen.emit(self._keys[place])


class _Button(QPushButton):
    """A button that Enter presses as the space bar does. Auto-default would do so too, and take Enter from fields."""

    def __init__(self, text: str) -> None:
        super().__init__(seen(text))

    def setText(self, text: str) -> None:
        """Show a text, what steers the direction of writing as a sign."""
        super().setText(seen(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
