"""Lists below each other that share a column: each can be folded to its title, and the borders between them moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.icons import pixmap
from desktop.views.theme.tokens import RADIUS

#: Our pixels: a title, the icon before it, the border that is dragged, and the least height of all lists together.
_TITLE, _CHEVRON, _BORDER, _LEAST = 32, 16, 5, 200
_UNBOUNDED = 16_777_215


class FoldButton(QAbstractButton):
    """A title that folds what stands below it; checked while it is open. Disabled it is a title and no more."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setCheckable(True)
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(title)
        self.setAccessibleDescription(_("展开或收起这一栏"))
        self.setToolTip(_("展开或收起这一栏"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The icon and the words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + theme().px(_CHEVRON + 24), theme().px(_TITLE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw icon and words; a frame where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, colour = theme().px, theme().colour
        if self.hasFocus() or self.underMouse():
            painter.setBrush(colour("sunken"))
            painter.setPen(colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 3, -1, -3), RADIUS - 2, RADIUS - 2)
        side = px(_CHEVRON)
        if self.isEnabled():
            name = "chevron-down" if self.isChecked() else "chevron-right"
            painter.drawPixmap(px(2), (self.height() - side) // 2, pixmap(name, "quiet", _CHEVRON))
        painter.setFont(theme().font("body", bold=True))
        painter.setPen(colour("ink"))
        words = QRectF(self.rect()).adjusted(side + px(6) if self.isEnabled() else px(4), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Section(QWidget):
    """A title that folds, a word beside it, and a list below."""

    #: The list was folded away or opened by hand.
    folded = Signal()

    def __init__(self, title: str, beside: QLabel, *parts: QWidget) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.title = FoldButton(title)
        self._body = QWidget()
        self._body.setProperty("look", "clear")
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for part in parts:
            body.addWidget(part)
        body.setStretch(len(parts) - 1, 1)
        head = QHBoxLayout()
        head.setContentsMargins(theme().px(8), 0, theme().px(12), 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._body, 1)
        self.title.toggled.connect(self._toggled)

    @property
    def is_open(self) -> bool:
        """Tell whether the list is shown."""
        return self.title.isChecked()

    def open(self, *, opened: bool) -> None:
        """Show the list or only the title."""
        self.title.setChecked(opened)

    def _toggled(self, opened: bool) -> None:  # noqa: FBT001  a Qt slot
        self._body.setVisible(opened)
        self.setMaximumHeight(_UNBOUNDED if opened else theme().px(_TITLE))
        self.folded.emit()


class Sections(QSplitter):
    """Sections below each other; the borders between them are dragged."""

    #: Somebody folded a section or moved a border.
    arranged = Signal()

    def __init__(self, sections: Mapping[str, Section]) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme().px(_BORDER))
        self.sections = dict(sections)
        #: How high each section is when all are open, in any unit.
        self.shares: dict[str, float] = dict.fromkeys(self.sections, 1.0)
        for section in self.sections.values():
            self.addWidget(section)
            section.folded.connect(self._folded)
        self.splitterMoved.connect(self._moved)

    def sizeHint(self) -> QSize:
        """Little: what the parts around leave over is theirs."""
        return QSize(theme().px(100), max(theme().px(_LEAST), self.minimumSizeHint().height()))

    def arrange(self, shares: Mapping[str, float], folded: Collection[str]) -> None:
        """Give the sections named their shares of the height and fold some, without telling. One alone stays open."""
        self.shares |= {name: share for name, share in shares.items() if name in self.sections}
        shown = [section for section in self.sections.values() if section.isVisibleTo(self)]
        self.blockSignals(True)
        for name, section in self.sections.items():
            section.title.setEnabled(len(shown) > 1)
            section.open(opened=name not in folded or len(shown) < 2)
        self.blockSignals(False)
        self._share_out()

    def closed(self) -> frozenset[str]:
        """Return the names of the sections that are folded."""
        return frozenset(name for name, section in self.sections.items() if not section.is_open)

    def _share_out(self) -> None:
        self.setSizes([round(1000 * self.shares[name]) for name in self.sections])

    def _folded(self) -> None:
        self._share_out()
        self.arranged.emit()

    def _moved(self) -> None:
        """Take over what was dragged; sections that are folded keep what they had."""
        heights = {
            name: high
            for (name, section), high in zip(self.sections.items(), self.sizes(), strict=True)
            if high and section.is_open
        }
        unit = sum(self.shares[name] for name in heights) / max(sum(heights.values()), 1)
        self.shares |= {name: high * unit for name, high in heights.items()}
        self.arranged.emit()
