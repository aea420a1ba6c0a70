"""The certificate as a sheet on the screen: who, for which order, what was proved, and the code to check it by."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.base.figures import at_least
from desktop.base.wording import _
from desktop.session.shown import ResultShown
from desktop.views.theme import tokens
from desktop.views.widgets.painting import painter_of

#: Width and height of A4 lying, in millimetres: the sheet is drawn in these.
A4 = (297.0, 210.0)
#: Paper is white and print is black in the dark theme too.
PAPER, INK, QUIET, EDGE = "#FFFFFF", "#1B2430", "#5B6776", "#1F6FEB"


class Paper(QWidget):
    """A sheet in A4's proportion; it grows with the page and reads like the print."""

    def __init__(self, result: ResultShown, code: str = "") -> None:
        super().__init__()
        self._result = result
        self._code = _cells(code)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        number = result.certificate.number if result.certificate else ""
        self.setAccessibleName(_("证书 {number}，{name}", number=number, name=result.name))

    def sizeHint(self) -> QSize:
        """Prefer a width at which the small print can be read."""
        return QSize(560, self.heightForWidth(560))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of A4 lying."""
        return round(width * A4[1] / A4[0])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet."""
        painter = painter_of(self)
        painter.scale(self.width() / A4[0], self.width() / A4[0])
        painter.fillRect(QRectF(0, 0, *A4), QColor(PAPER))
        painter.setPen(QColor(EDGE))
        painter.drawRect(QRectF(8, 8, A4[0] - 16, A4[1] - 16))
        result = self._result
        _words(painter, 18, 17, _("岗位能力证明"), bold=True)
        _words(painter, 47, 7, _("培训结业证明，非国家职业技能等级证书"), QUIET)
        _words(painter, 62, 15, result.name, bold=True)
        _words(painter, 88, 9, _("完成订单“{order}”的实训，并通过岗位能力考核", order=result.order_name))
        _words(painter, 108, 8, _proof(_("理论"), result.theory.k, result.theory.n, result.theory.lower))
        _words(
            painter, 121, 8, _proof(_("实操"), result.practical.k, result.practical.n, result.practical.lower)
        )
        number = result.certificate.number if result.certificate else _("发证后编号")
        _words(painter, 178, 7, _("证书编号 {number}", number=number), QUIET)
        if self._code:
            _paint_code(painter, self._code, QRectF(A4[0] / 2 - 16, 141, 32, 32))
        painter.end()


def _proof(part: str, k: int, n: int, lower: float | None) -> str:
    bound = _("（95% 置信下限 {lower}）", lower=at_least(lower)) if lower is not None else ""
    return _("{part} {k} / {n} 合格", part=part, k=k, n=n) + bound


def _words(
    painter: QPainter, y: float, size: float, text: str, colour: str = INK, *, bold: bool = False
) -> None:
    font = QFont([tokens.FAMILY, *tokens.FALLBACK_FAMILIES])
    font.setPixelSize(round(size))
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QRectF(16, y, A4[0] - 32, size * 1.6), int(Qt.AlignmentFlag.AlignCenter), text)


def _cells(text: str) -> tuple[bytes, ...]:
    # segno is needed only once a certificate is on the screen (15 ms).
    import segno

    try:
        return tuple(bytes(row) for row in segno.make(text, error="m").matrix) if text else ()
    except ValueError:
        return ()


def _paint_code(painter: QPainter, matrix: tuple[bytes, ...], rect: QRectF) -> None:
    cell = rect.width() / len(matrix)
    for y, cells in enumerate(matrix):
        for x, dark in enumerate(cells):
            if dark:
                painter.fillRect(
                    QRectF(rect.x() + x * cell, rect.y() + y * cell, cell + 0.02, cell + 0.02), QColor(INK)
                )
