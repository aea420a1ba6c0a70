"""Cards, bars and the arrangement of things on a page."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

from desktop.views.theme.current import theme
from desktop.views.theme.tokens import BAR, XL, L, M

Look: TypeAlias = Literal["card", "well", "bar", "foot", "side", "panel", "rule", "upright", "band"]
Item: TypeAlias = QWidget | QLayout | int | None
Box = TypeVar("Box", bound=QBoxLayout)


class Frame(QFrame):
    """A surface of a certain look with a column inside."""

    def __init__(self, look: Look = "card", *, margin: int = L, spacing: int = M) -> None:
        super().__init__()
        self.setProperty("look", look)
        self.body = column(margin=margin, spacing=spacing)
        self.setLayout(self.body)

    def add(self, *items: Item) -> None:
        """Put items below each other; a number is a gap, None a stretch."""
        fill(self.body, *items)


class Bar(QFrame):
    """A bar of 48 pixels with a row inside."""

    def __init__(self, look: Look = "bar") -> None:
        super().__init__()
        self.setProperty("look", look)
        self.setFixedHeight(theme().px(BAR))
        self.body = row(spacing=M)
        self.body.setContentsMargins(theme().px(L), 0, theme().px(L), 0)
        self.setLayout(self.body)

    def add(self, *items: Item) -> None:
        """Put items beside each other; a number is a gap, None a stretch."""
        fill(self.body, *items)


def fill(layout: QBoxLayout, *items: Item) -> QBoxLayout:
    """Add widgets, layouts, gaps (a number of pixels) and stretches (None) to ``layout`` and return it."""
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(theme().px(item))
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def column(*items: Item, margin: int = 0, spacing: int = M) -> QVBoxLayout:
    """Return a column of items."""
    return _set(QVBoxLayout(), margin, spacing, items)


def row(*items: Item, margin: int = 0, spacing: int = M) -> QHBoxLayout:
    """Return a row of items."""
    return _set(QHBoxLayout(), margin, spacing, items)


def card(*items: Item, margin: int = L, spacing: int = M) -> Frame:
    """Return a card with items below each other."""
    made = Frame("card", margin=margin, spacing=spacing)
    made.add(*items)
    return made


def rule() -> QFrame:
    """Return a horizontal hairline."""
    made = QFrame()
    made.setProperty("look", "rule")
    made.setFixedHeight(1)
    return made


def upright() -> QFrame:
    """Return a vertical hairline."""
    made = QFrame()
    made.setProperty("look", "upright")
    made.setFixedWidth(1)
    return made


def scrolled(content: QLayout, *, margin: int = XL, width: int | None = None) -> QScrollArea:
    """Return ``content`` in a scroll area; with ``width`` it is a centred column that never grows wider."""
    body = _Body()
    gap = theme().px(margin)
    if width is None:
        body.setLayout(content)
        content.setContentsMargins(gap, gap, gap, gap)
    else:
        centred(body, content, width, gap)
    area = QScrollArea()
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def centred(body: QWidget, content: QLayout, width: int, gap: int) -> None:
    """Lay ``content`` into ``body`` as a centred column of at most ``width`` pixels."""
    inner = QWidget()
    inner.setProperty("look", "clear")
    inner.setLayout(content)
    content.setContentsMargins(0, 0, 0, 0)
    inner.setMaximumWidth(theme().px(width))
    if body.layout() is not None:
        raise ValueError("body has a layout already")
    outer = QHBoxLayout(body)
    outer.setContentsMargins(gap, gap, gap, gap)
    outer.addStretch(1)
    outer.addWidget(inner, 1000)
    outer.addStretch(1)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if isinstance(item, QWidgetItem):
            item.widget().hide()
            item.widget().deleteLater()
        elif isinstance(item, QLayout):
            clear(item)


class _Body(QWidget):
    """The inside of a scroll area. Its height follows its width alone.

    Wrapping labels ask for the height they would need at their narrowest; a scroll area would believe that.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "body")

    def minimumSizeHint(self) -> QSize:
        """Return the least width; no least height."""
        return QSize(super().minimumSizeHint().width(), 0)


def _set(layout: Box, margin: int, spacing: int, items: tuple[Item, ...]) -> Box:
    gap = theme().px(margin)
    layout.setContentsMargins(gap, gap, gap, gap)
    layout.setSpacing(theme().px(spacing))
    fill(layout, *items)
    return layout
