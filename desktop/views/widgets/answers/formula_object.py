"""Formulas in a text document: a painted object stands for its source, which is what is copied and compared."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from desktop.views.theme.current import theme
from desktop.views.widgets.answers.formula import Part, Row, read_formula, spoken
from desktop.views.widgets.answers.formula_ink import Box, Mark, beside, sized, spaced

KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_PLACE = QTextFormat.Property.UserProperty.value + 1
_TINT = _PLACE + 1
#: Air over and under a formula that has a line to itself, in type sizes.
_AIR = 0.15
#: A piece that cannot be broken and is wider than so many type sizes is shown as its source, which can.
_WIDEST = 18.0
#: How deep below the base line a piece may reach, in type sizes, and still sit on it.
_HANGS = 0.5
#: What stands in the document for a painted piece.
_OBJECT = "\ufffc"


class FormulaObjects(QPyTextObject):
    """Paints the formulas of one document, and knows the source that each stands for."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        document.documentLayout().registerHandler(KIND, self)
        self._boxes: list[Box] = []
        self._font = QFont()
        #: Where each piece stands in the document, in UTF-16 units, in rising order; and its source.
        self.places: list[int] = []
        self.sources: list[str] = []
        #: The formulas as they are read aloud.
        self.spoken: list[str] = []

    def clear(self, font: QFont) -> None:
        """Forget all; what comes is set in this font."""
        self._font = QFont(font)
        self._boxes, self.places, self.sources, self.spoken = [], [], [], []

    def insert(self, cursor: QTextCursor, source: str, size: float, *, shown: bool) -> bool:
        """Set a formula at the cursor, behind whatever was set before, and tell whether it was understood."""
        parts = read_formula(source)
        if parts is None:
            return False
        pieces = _pieces(source, parts, self._font, size, shown=shown)
        if any(box.wide > _WIDEST * size for _words, box in pieces):
            return False
        for words, bare in pieces:
            air = _AIR * size if shown else 0.0
            box = replace(bare, high=bare.high + air, deep=bare.deep + air)
            look = QTextCharFormat()
            look.setObjectType(KIND)
            look.setFont(sized(self._font, size, slanting=False))
            look.setProperty(_PLACE, len(self._boxes))
            if box.deep > _HANGS * size:
                look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            self.places.append(cursor.position())
            self.sources.append(words)
            self._boxes.append(box)
            cursor.insertText(_OBJECT, look)
        self.spoken.append(spoken(Row(tuple(part.node for part in parts))))
        return True

    # -------------------------------------------------------------- the source

    def told(self, text: str, start: int = 0) -> str:
        """Return characters of the document from a position on, every formula as its source."""
        if not self.places:
            return text
        raw = text.encode("utf-16-le", "surrogatepass")
        found: list[str] = []
        at = 0
        for n in range(bisect_left(self.places, start), len(self.places)):
            here = self.places[n] - start
            if here * 2 >= len(raw):
                break
            found += (raw[at * 2 : here * 2].decode("utf-16-le", "surrogatepass"), self.sources[n])
            at = here + 1
        return "".join((*found, raw[at * 2 :].decode("utf-16-le", "surrogatepass")))

    def in_document(self, unit: int, *, ends: bool) -> int:
        """Return the document's position for one of the told text (UTF-16); inside of a formula it is its edge."""
        moved = 0
        for place, source in zip(self.places, self.sources, strict=True):
            start = place + moved
            if unit <= start:
                break
            long = len(source.encode("utf-16-le", "surrogatepass")) // 2
            if unit < start + long:
                return place + (1 if ends else 0)
            moved += long - 1
        return unit - moved

    def split(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Return a stretch of the document in parts, and of each whether it is a painted piece."""
        found: list[tuple[int, int, bool]] = []
        at = start
        for place in self.places[bisect_left(self.places, start) : bisect_left(self.places, end)]:
            if at < place:
                found.append((at, place, False))
            found.append((place, place + 1, True))
            at = place + 1
        return [*found, (at, end, False)] if at < end else found

    # ------------------------------------------------------------------- Qt's

    def intrinsicSize(self, doc: QTextDocument, _at: int, form: QTextFormat) -> QSizeF:
        """Return the room of a piece; it is made smaller where the column is narrower."""
        box, middle, scale = self._measured(doc, form)
        return QSizeF(box.wide * scale, (2 * middle if middle else box.high) * scale)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, _at: int, form: QTextFormat
    ) -> None:
        """Paint a piece in the ink of the theme in force."""
        box, middle, scale = self._measured(doc, form)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if form.hasProperty(_TINT):
            painter.fillRect(rect, form.brushProperty(_TINT))
            painter.setPen(QPen(form.toCharFormat().underlineColor(), 1.5))
            painter.drawLine(QRectF(rect).bottomLeft(), QRectF(rect).bottomRight())
        painter.translate(rect.left(), rect.top())
        painter.scale(scale, scale)
        painter.translate(0, middle + self._axis(form) if middle else box.high)
        ink = theme().colour("ink")
        for mark in box.marks:
            painter.setPen(QPen(ink, max(1.0, mark.size / 14)))
            _paint(painter, mark, self._font)
        painter.restore()

    def _measured(self, doc: QTextDocument, form: QTextFormat) -> tuple[Box, float, float]:
        """Return a piece, half its height where it stands across the middle of the line (else 0), and its scale."""
        place = form.intProperty(_PLACE)
        box = self._boxes[place] if 0 <= place < len(self._boxes) else Box(0, 0, 0)
        look = form.toCharFormat()
        middle = 0.0
        if look.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignMiddle:
            axis = self._axis(form)
            middle = max(box.high - axis, box.deep + axis)
        room = doc.textWidth() - 2 * doc.documentMargin()
        return box, middle, min(1.0, room / box.wide) if 0 < room < box.wide else 1.0

    @staticmethod
    def _axis(form: QTextFormat) -> float:
        # Where the toolkit puts the middle of an object: at half of half an x, in whole pixels.
        return _x_height(form.toCharFormat().font().toString()) / 4


def marked_look(look: QTextCharFormat) -> QTextCharFormat:
    """Return how a painted piece is marked: its tint lies under it, the toolkit's own would cover it."""
    own = QTextCharFormat(look)
    own.setProperty(_TINT, look.background())
    own.clearBackground()
    return own


@lru_cache(maxsize=64)
def _x_height(font: str) -> float:
    own = QFont()
    own.fromString(font)
    return QFontMetrics(own).xHeight()


def _pieces(
    source: str, parts: tuple[Part, ...], font: QFont, size: float, *, shown: bool
) -> list[tuple[str, Box]]:
    """Return a formula in pieces between which a line may end: before operators and relations."""
    groups: list[tuple[int, list[Box]]] = []
    spread = spaced([part.node for part in parts], font, size, shown=shown)
    for part, (box, kind) in zip(parts, spread, strict=True):
        if not groups or kind in {"operator", "relation"}:
            groups.append((part.start if groups else 0, []))
        groups[-1][1].append(box)
    ends = [start for start, _boxes in groups[1:]] + [len(source)]
    return [(source[start:end], beside(boxes)) for (start, boxes), end in zip(groups, ends, strict=True)]


def _paint(painter: QPainter, mark: Mark, font: QFont) -> None:
    if mark.text:
        painter.setFont(sized(font, mark.size, slanting=mark.slanting))
        painter.drawText(QPointF(mark.x, mark.y), mark.text)
        return
    points = [QPointF(mark.x + x, mark.y + y) for x, y in mark.stroke]
    path = QPainterPath(points[0])
    if mark.bent:
        path.cubicTo(*points[1:4])
    else:
        for point in points[1:]:
            path.lineTo(point)
    painter.drawPath(path)
