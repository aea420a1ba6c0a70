"""Rows that can be pressed: an icon, a title, a second line, and a word at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.base.plain_text import tip
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.theme.tokens import ICON, M, S, TypeRole
from desktop.views.widgets.painting import RIGHT, field, painter_of, ring, say


@dataclass(frozen=True)
class RowLook:
    """What a row shows. ``tone`` colours icon and right word; ``strong`` makes the title bold."""

    icon: str
    title: str
    below: str = ""
    right: str = ""
    tone: str = "quiet"
    strong: bool = False
    role: TypeRole = "body"


class RowButton(QAbstractButton):
    """A painted row; ``key`` is what it stands for."""

    def __init__(self, look: RowLook, key: str = "") -> None:
        super().__init__()
        self.look = look
        self.key = key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName("，".join(filter(None, (look.title, look.below, look.right))))
        self.setToolTip(tip("\n".join(filter(None, (look.title, look.below)))))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines are higher than one."""
        return QSize(theme().px(200), theme().px(52 if self.look.below else 40))

    def minimumSizeHint(self) -> QSize:
        """May be narrow: the title is cut with an ellipsis."""
        return QSize(theme().px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter = painter_of(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            field(painter, rect, theme().colour("accent_tint"))
        elif self.underMouse() and self.isEnabled():
            field(painter, rect, theme().colour("sunken"))
        px, look = theme().px, self.look
        side = px(ICON)
        draw_icon(
            painter,
            look.icon,
            QRectF(px(M), (rect.height() - side) / 2, side, side),
            theme().colour(look.tone),
        )
        left = px(M) + side + px(M)
        right_width = self._right_width()
        words = QRectF(left, 0, rect.width() - left - right_width - px(M), rect.height())
        token = "ink" if self.isEnabled() else "quiet"
        if look.below:
            words.setHeight(rect.height() / 2 + px(2))
            words.translate(0, px(4))
            lower = QRectF(left, words.bottom() - px(4), words.width(), px(18))
            say(painter, lower, look.below, role="caption", token="quiet")
        say(painter, words, look.title, role=look.role, token=token, bold=look.strong)
        if look.right:
            where = QRectF(rect.width() - right_width - px(M), 0, right_width, rect.height())
            say(painter, where, look.right, role="caption", token=look.tone, align=RIGHT)
        ring(painter, self)
        painter.end()

    def _right_width(self) -> float:
        if not self.look.right:
            return 0.0
        metrics = self.fontMetrics()
        return float(metrics.horizontalAdvance(self.look.right) + theme().px(S))
