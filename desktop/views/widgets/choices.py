"""Choices of a theory item as large cards with a letter, and the order of an ordering item."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QWidget,
)

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon, icon
from desktop.views.theme.tokens import L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.painting import CENTRE, field, painter_of, ring, say

#: How a choice stands after the answer: right and chosen, wrongly chosen, right but not chosen.
Verdict: TypeAlias = Literal["", "right", "wrong", "missed"]
VERDICTS: dict[Verdict, tuple[str, str]] = {
    "right": ("circle-check", "good"),
    "wrong": ("circle-x", "bad"),
    "missed": ("circle-alert", "caution"),
}
LETTERS = "ABCDEFGH"
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)


class ChoiceCard(QAbstractButton):
    """One choice: letter, words that wrap, perhaps a picture; after the answer its verdict."""

    def __init__(self, choice_id: str, place: int, text: str, picture: bytes = b"") -> None:
        super().__init__()
        self.choice_id = choice_id
        self._letter = LETTERS[place]
        self._text = text
        self._image = QImage.fromData(picture) if picture else QImage()
        self._verdict: Verdict = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"{self._letter}：{text}")

    def judge(self, verdict: Verdict) -> None:
        """Show what became of this choice; it cannot be changed any more."""
        self._verdict = verdict
        self.setEnabled(False)
        words = {"right": _("选对了"), "wrong": _("不应选"), "missed": _("应选而未选"), "": ""}
        self.setAccessibleDescription(words[verdict])
        self.update()

    def sizeHint(self) -> QSize:
        """Prefer one line."""
        return QSize(theme().px(480), self.heightForWidth(theme().px(480)))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words and the picture."""
        room = self._words_rect(width)
        high = (
            QFontMetrics(theme().font("emphasis"))
            .boundingRect(0, 0, int(room.width()), 4000, _WRAP, self._text)
            .height()
        )
        return max(
            theme().px(48), high + theme().px(2 * M), self._picture_size().height() + theme().px(2 * M)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = painter_of(self)
        rect = QRectF(self.rect())
        fill, edge, width = self._colours()
        field(painter, rect, theme().colour(fill), theme().colour(edge), width=width)
        self._paint_letter(painter)
        if not self._image.isNull():
            size = self._picture_size()
            target = QRectF(theme().px(64), (rect.height() - size.height()) / 2, size.width(), size.height())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, self._image)
        painter.setFont(theme().font("emphasis"))
        painter.setPen(theme().colour("ink"))
        painter.drawText(self._words_rect(self.width()), _WRAP, self._text)
        if self._verdict:
            name, token = VERDICTS[self._verdict]
            side = theme().px(24)
            where = QRectF(rect.width() - side - theme().px(L), (rect.height() - side) / 2, side, side)
            draw_icon(painter, name, where, theme().colour(token))
        ring(painter, self)
        painter.end()

    def _colours(self) -> tuple[str, str, float]:
        if self._verdict:
            token = VERDICTS[self._verdict][1]
            return f"{token}_tint", token, 2
        if self.isChecked():
            return "accent_tint", "accent", 2
        return ("sunken" if self.underMouse() and self.isEnabled() else "surface"), "edge", 1

    def _paint_letter(self, painter: QPainter) -> None:
        side = theme().px(28)
        where = QRectF(theme().px(L), (self.height() - side) / 2, side, side)
        chosen = self.isChecked()
        fill = VERDICTS[self._verdict][1] if self._verdict else "accent"
        field(painter, where, theme().colour(fill if chosen else "sunken"), radius=6)
        say(painter, where, self._letter, bold=True, token="on_accent" if chosen else "quiet", align=CENTRE)

    def _picture_size(self) -> QSize:
        if self._image.isNull():
            return QSize(0, 0)
        most = QSize(theme().px(320), theme().px(150))
        return (
            self._image.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(self._image.size())
        )

    def _words_rect(self, width: int) -> QRectF:
        picture = self._picture_size().width()
        left = theme().px(60) + (picture + theme().px(L) if picture else 0)
        height = self.height() if self.width() == width else 4000
        return QRectF(left, 0, max(width - left - theme().px(56), 60), height)


class OrderList(QWidget):
    """Steps to be put in order: dragged, or moved with the buttons and Alt+Up, Alt+Down."""

    changed = Signal()

    def __init__(self, steps: list[tuple[str, str]]) -> None:
        super().__init__()
        self._list = QListWidget()
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._list.setAccessibleName(_("要排序的步骤：拖动，或用“上移”“下移”"))
        self._list.setWordWrap(True)
        self._list.setIconSize(QSize(theme().px(20), theme().px(20)))
        for step_id, text in steps:
            item = QListWidgetItem(icon("grip-vertical", "quiet"), text)
            item.setData(Qt.ItemDataRole.UserRole, step_id)
            item.setSizeHint(QSize(0, theme().px(48)))
            self._list.addItem(item)
        self._list.setFixedHeight(theme().px(48) * len(steps) + theme().px(S))
        self._list.setFont(theme().font("emphasis"))
        self._list.setCurrentRow(0)
        up = button(_("上移"), self._up, icon_name="arrow-up")
        down = button(_("下移"), self._down, icon_name="arrow-down")
        up.setShortcut("Alt+Up")
        down.setShortcut("Alt+Down")
        self._buttons = (up, down)
        self.setLayout(column(self._list, row(up, down, None), spacing=S))
        self._list.model().rowsMoved.connect(self._moved)

    def order(self) -> tuple[str, ...]:
        """Return the ids from first to last."""
        return tuple(
            self._list.item(place).data(Qt.ItemDataRole.UserRole) for place in range(self._list.count())
        )

    def choose(self, place: int) -> None:
        """Make the step at a place the current one."""
        self._list.setCurrentRow(place)

    def shift(self, by: int) -> None:
        """Move the current step by one place."""
        place = self._list.currentRow()
        if 0 <= place + by < self._list.count():
            item = self._list.takeItem(place)
            self._list.insertItem(place + by, item)
            self._list.setCurrentRow(place + by)
            self.changed.emit()

    def freeze(self) -> None:
        """Let the order stand."""
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        for each in self._buttons:
            each.setEnabled(False)

    def _up(self) -> None:
        self.shift(-1)

    def _down(self) -> None:
        self.shift(1)

    def _moved(self) -> None:
        self.changed.emit()
