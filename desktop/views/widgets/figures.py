"""Pictures of a pack: scaled to the room they have, with a ✓ or ✗ that does not rest on colour alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.base.wording import _
from desktop.views.models.reading import Figure, Sign
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XS, L, S
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import glyph, line, paragraph
from desktop.views.widgets.painting import painter_of

#: Returns the bytes of a file of the pack. Raises KnownError.
Media: TypeAlias = Callable[[str], bytes]
SIGNS: dict[Sign, tuple[str, str]] = {
    "good": ("circle-check", "good"),
    "bad": ("circle-x", "bad"),
    "plain": ("image", "quiet"),
}


class Picture(QWidget):
    """One picture, never larger than itself, its sides in proportion."""

    def __init__(self, content: bytes, says: str = "", *, most_height: int = 360) -> None:
        super().__init__()
        self._image = QImage.fromData(content)
        self._most_height = theme().px(most_height)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(says)

    def sizeHint(self) -> QSize:
        """Prefer the picture's own size."""
        return self._image.size().boundedTo(QSize(theme().px(640), self._most_height))

    def minimumSizeHint(self) -> QSize:
        """May shrink to a thumbnail."""
        return QSize(theme().px(80), theme().px(60))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in proportion."""
        if self._image.isNull():
            return theme().px(60)
        return min(round(self._image.height() * min(1.0, width / self._image.width())), self._most_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture with rounded corners."""
        if self._image.isNull():
            return
        painter = painter_of(self)
        size = (
            self._image.size()
            .scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            .boundedTo(self._image.size())
        )
        target = QRectF(0, 0, size.width(), size.height())
        clip = QPainterPath()
        clip.addRoundedRect(target, 6, 6)
        painter.setClipPath(clip)
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        scaled = self._image.scaled(
            wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(target, scaled)
        painter.end()


def figure_row(figures: tuple[Figure, ...], media: Media) -> QHBoxLayout:
    """Return pictures side by side, each with its sign and caption below."""
    return row(*(figure(each, media) for each in figures), spacing=L)


def figure(shown: Figure, media: Media) -> QWidget:
    """Return one picture with sign and caption."""
    made = QWidget()
    icon_name, token = SIGNS[shown.sign]
    words = paragraph(shown.caption, tone=token if shown.sign != "plain" else "quiet")
    below = row(words, spacing=S)
    if shown.sign != "plain":
        below = row(
            glyph(icon_name, token), line(sign_word(shown.sign), "strong", tone=token), words, spacing=S
        )
    below.setStretchFactor(words, 1)
    below.setAlignment(Qt.AlignmentFlag.AlignTop)
    made.setLayout(column(Picture(media(shown.path), shown.caption), XS, below, None, spacing=S))
    return made


def sign_word(sign: Sign) -> str:
    """Return the word beside the sign."""
    return {"good": _("正确"), "bad": _("错误"), "plain": ""}[sign]
