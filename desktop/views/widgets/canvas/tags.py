"""The name tag of a class: drawn once for each class, then copied onto every mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from desktop.curriculum.schema import Label
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import ink_on


@dataclass(frozen=True)
class ClassLook:
    """How the marks of one class look: colour and tag, in device pixels. ``heading``: rotated boxes have a front."""

    colour: QColor
    tag: QImage
    heading: bool = False


def class_looks(labels: Sequence[Label], density: float) -> tuple[ClassLook, ...]:
    """Return the looks of all classes in order, and last the look of a class nobody knows."""
    looks = [
        ClassLook(
            theme().class_colour(label.colour),
            tag(f"{label.key} {label.called_short}", theme().class_colour(label.colour), density),
            label.heading,
        )
        for label in labels
    ]
    return (*looks, ClassLook(theme().colour("bad"), tag("?", theme().colour("bad"), density)))


def looks_of(ids: Sequence[str], labels: Sequence[Label], density: float) -> tuple[ClassLook, ...]:
    """Return the looks of classes by their ids, and last the look of a class nobody knows."""
    known = dict(zip((label.id for label in labels), class_looks(labels, density), strict=False))
    stranger = class_looks((), density)[-1]
    return (*(known.get(label_id, stranger) for label_id in ids), stranger)


def tag(text: str, colour: QColor, density: float) -> QImage:
    """Return a tag: ``text`` on ``colour``, ``density`` device pixels for one of ours."""
    font = QFont(theme().font("caption"))
    font.setPixelSize(round(font.pixelSize() * density))
    metrics = QFontMetricsF(font)
    width = round(metrics.horizontalAdvance(text) + theme().px(8) * density)
    height = round(theme().px(18) * density)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(colour)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(ink_on(colour.name())))
    painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return image


def short_tag(text: str, colour: QColor, density: float, most: int) -> QImage:
    """Return a tag whose text is cut to ``most`` device pixels."""
    return _short_tag(text, colour.name(), density, most // 16 * 16)


@lru_cache(maxsize=1024)
def _short_tag(text: str, colour: str, density: float, most: int) -> QImage:
    font = QFont(theme().font("caption"))
    font.setPixelSize(round(font.pixelSize() * density))
    room = most - round(theme().px(8) * density)
    cut = QFontMetricsF(font).elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, room)
    return tag(cut, QColor(colour), density)
