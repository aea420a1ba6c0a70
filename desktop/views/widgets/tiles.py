"""Name tiles for sign-in, and the round avatar with a name's first character."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.base.wording import _
from desktop.session.shown import Tile
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import M, TypeRole
from desktop.views.widgets.painting import CENTRE, field, painter_of, ring, say

TILE_WIDTH, TILE_HEIGHT = 224, 72


class NameTile(QAbstractButton):
    """A large tile with a name to choose."""

    def __init__(self, tile: Tile) -> None:
        super().__init__()
        self.tile = tile
        self.setFixedSize(theme().px(TILE_WIDTH), theme().px(TILE_HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName("，".join(filter(None, (tile.name, second_line(tile)))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile."""
        painter = painter_of(self)
        rect, px = QRectF(self.rect()), theme().px
        fill = "accent_tint" if self.underMouse() or self.isDown() else "surface"
        field(painter, rect, theme().colour(fill), theme().colour("line"))
        side = px(44)
        paint_avatar(
            painter, QRectF(px(M), (rect.height() - side) / 2, side, side), self.tile.name, self.tile.role
        )
        left = px(M) + side + px(M)
        words = QRectF(left, px(12), rect.width() - left - px(8), px(26))
        say(painter, words, self.tile.name, role="section", bold=True)
        say(painter, words.translated(0, px(25)), second_line(self.tile), role="caption", token="quiet")
        ring(painter, self)
        painter.end()


class Avatar(QWidget):
    """A round field with the first character of a name."""

    def __init__(self, name: str, role: str, side: int = 64) -> None:
        super().__init__()
        self._name, self._role = name, role
        self.setFixedSize(QSize(theme().px(side), theme().px(side)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the avatar."""
        painter = painter_of(self)
        paint_avatar(painter, QRectF(self.rect()), self._name, self._role)
        painter.end()


def paint_avatar(painter: QPainter, rect: QRectF, name: str, role: str) -> None:
    """Paint an avatar; an instructor's is filled, a trainee's tinted."""
    filled = role == "instructor"
    field(painter, rect, theme().colour("accent" if filled else "accent_tint"), radius=rect.width() / 2)
    font_role: TypeRole = "emphasis"
    if rect.width() >= theme().px(40):
        font_role = "page" if rect.width() > theme().px(50) else "section"
    token = "on_accent" if filled else "accent_strong"
    say(painter, rect, name[:1], role=font_role, token=token, bold=True, align=CENTRE)


def second_line(tile: Tile) -> str:
    """Return what stands under the name: 讲师, or class and number."""
    if tile.role == "instructor":
        return _("讲师")
    return "·".join(filter(None, (tile.class_name, tile.number)))
