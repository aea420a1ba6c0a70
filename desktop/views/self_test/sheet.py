"""The report on paper: one A4 page, the same for a printer and for a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextOption,
)

import desktop
from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.refusals import reason
from desktop.base.wording import _
from desktop.session.health.report import TONES, Report
from desktop.session.health.row import Row
from desktop.views.theme import tokens
from desktop.views.theme.apply import load_fonts
from desktop.views.theme.icons import draw_icon

MARGIN_MM = 16.0
#: Everything is drawn in tenths of a point: fonts take whole numbers only.
UNIT = 10
ICONS = {"ok": "circle-check", "warning": "triangle-alert", "failed": "circle-x"}
#: Type sizes in points, and the steps by which a long report is made to fit its one page.
KICKER, VERDICT, BODY, SMALL = 10.0, 24.0, 9.5, 8.0
SHRINK = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.5)
NAME_WIDTH, ICON_SIZE, FOOT = 84.0, 10.0, 58.0


@dataclass(frozen=True)
class _Pen:
    """A painter that measures in points and may only pretend to draw."""

    painter: QPainter
    width: float
    drawing: bool

    def text(
        self, at: QPointF, width: float, text: str, *, size: float, colour: str, bold: bool = False
    ) -> float:
        """Write text that wraps within ``width`` and return its height, all in points."""
        font = QFont([tokens.FAMILY, *tokens.FALLBACK_FAMILIES])
        font.setPixelSize(round(size * UNIT))
        font.setBold(bold)
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        room = QRectF(at.x() * UNIT, at.y() * UNIT, width * UNIT, 10_000.0)
        # By the rules of the language, but a long path may break anywhere.
        wrapped = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        taken = self.painter.boundingRect(room, text, wrapped)
        if self.drawing:
            self.painter.drawText(room, text, wrapped)
        return taken.height() / UNIT

    def line(self, y: float, left: float, right: float, colour: str) -> None:
        """Draw a hairline."""
        if self.drawing:
            self.painter.setPen(QPen(QColor(colour), 0.6 * UNIT))
            self.painter.drawLine(QPointF(left * UNIT, y * UNIT), QPointF(right * UNIT, y * UNIT))

    def icon(self, name: str, at: QPointF, size: float, colour: str) -> None:
        """Draw an icon."""
        if self.drawing:
            place = QRectF(at.x() * UNIT, at.y() * UNIT, size * UNIT, size * UNIT)
            draw_icon(self.painter, name, place, QColor(colour))


def write_pdf(report: Report, path: Path) -> None:
    """Write the report as a PDF. Raises KnownError."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"{_('本机检查报告')} · {report.computer}")
    writer.setCreator(f"Doorstep {desktop.__version__}")
    paint(report, writer)
    del writer
    try:
        write_whole(path, bytes(store.data()))
    except OSError as fault:
        raise KnownError(_("报告写不下来：{reason}", reason=reason(fault)), where=str(path)) from fault


def paint(report: Report, device: QPagedPaintDevice) -> None:
    """Draw the report on a device that has pages. Raises KnownError when the device does not begin."""
    load_fonts()
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter()
    if not painter.begin(device):
        raise KnownError(_("打印机没有反应。"), remedy=_("请检查打印机，或者存成 PDF。"))
    try:
        page = device.pageLayout().paintRectPoints()
        dpi = device.logicalDpiX()
        painter.scale(dpi / 72 / UNIT, dpi / 72 / UNIT)
        width, height = float(page.width()), float(page.height())
        room = height - FOOT
        fits = next(
            (by for by in SHRINK if _body(_Pen(painter, width, drawing=False), report, by) <= room),
            SHRINK[-1],
        )
        _body(_Pen(painter, width, drawing=True), report, fits)
        _foot(_Pen(painter, width, drawing=True), height)
    finally:
        painter.end()


def _body(pen: _Pen, report: Report, by: float) -> float:
    """Draw all but the foot, sizes times ``by``; return where it ends."""
    light = tokens.LIGHT
    tone = getattr(light, report.tone)
    y = pen.text(QPointF(0, 0), pen.width, _("本机检查报告"), size=KICKER, colour=light.quiet)
    pen.icon("house", QPointF(pen.width - 12, 0), 12, light.accent)
    y += 6
    y += pen.text(QPointF(0, y), pen.width, report.verdict, size=VERDICT, colour=tone, bold=True)
    y += pen.text(QPointF(0, y), pen.width, report.counts, size=KICKER, colour=light.ink) + 10
    y = _facts(pen, report, y) + 8
    for row in report.rows:
        pen.line(y, 0, pen.width, light.line)
        y += 3.2 * by
        y += _row(pen, row, y, by) + 3.2 * by
    pen.line(y, 0, pen.width, light.line)
    return y


def _facts(pen: _Pen, report: Report, y: float) -> float:
    facts: Sequence[tuple[str, str]] = report.facts()
    shares = (0.36, 0.26, 0.16, 0.22)
    x, lowest = 0.0, y
    for (name, value), share in zip(facts, shares, strict=True):
        width = pen.width * share - 8
        below = y + pen.text(QPointF(x, y), width, name, size=SMALL, colour=tokens.LIGHT.quiet)
        below += pen.text(QPointF(x, below), width, value, size=KICKER, colour=tokens.LIGHT.ink, bold=True)
        lowest = max(lowest, below)
        x += pen.width * share
    return lowest


def _row(pen: _Pen, row: Row, y: float, by: float) -> float:
    light = tokens.LIGHT
    colour = light.caution_strong if row.verdict == "warning" else getattr(light, TONES[row.verdict])
    size = BODY * by
    pen.icon(ICONS[row.verdict], QPointF(0, y + size * 0.2), ICON_SIZE * by, colour)
    left = (ICON_SIZE + 6) * by
    text = left + NAME_WIDTH * by
    named = pen.text(QPointF(left, y), NAME_WIDTH * by - 6, row.name, size=size, colour=light.ink, bold=True)
    found = pen.text(QPointF(text, y), pen.width - text, row.found, size=size, colour=light.ink)
    if row.remedy and row.verdict != "ok":
        found += pen.text(
            QPointF(text, y + found), pen.width - text, f"→ {row.remedy}", size=size, colour=colour
        )
    return max(named, found)


def _foot(pen: _Pen, height: float) -> None:
    light = tokens.LIGHT
    y = height - 34
    half = pen.width * 0.62
    pen.text(QPointF(0, y), 200, _("检查人签名"), size=KICKER, colour=light.quiet)
    pen.line(y + 14, 72, half - 20, light.edge)
    pen.text(QPointF(half, y), 100, _("日期"), size=KICKER, colour=light.quiet)
    pen.line(y + 14, half + 44, pen.width, light.edge)
    pen.text(
        QPointF(0, height - 12),
        pen.width,
        _("Doorstep 家门口标注实训工作站·离线自检"),
        size=SMALL,
        colour=light.quiet,
    )
