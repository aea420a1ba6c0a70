"""Small charts: progress, an interval on its scale, and the readiness lamp. Each says its value in words as well."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.base.figures import at_least, at_most, limit, percent
from desktop.base.wording import N_, _
from desktop.session.shown import Light
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.widgets.painting import CENTRE, RIGHT, field, painter_of, say

#: Light -> (icon, colour token, word).
LIGHTS: dict[Light, tuple[str, str, str]] = {
    "none": ("circle-dashed", "quiet", N_("证据还不够")),
    "red": ("circle-x", "bad", N_("还没准备好")),
    "amber": ("triangle-alert", "caution", N_("差一点")),
    "green": ("circle-check", "good", N_("准备好了")),
}
#: Cells up to this many are drawn one by one.
MOST_CELLS = 12


class ProgressLine(QWidget):
    """How much of a whole is done: a line, in cells when there are few."""

    def __init__(self, done: int, total: int, token: str = "accent") -> None:
        super().__init__()
        self._done, self._total, self._token = done, max(total, 1), token
        self.setFixedHeight(theme().px(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("完成 {done}，共 {total}", done=done, total=total))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells."""
        painter = painter_of(self)
        cells = self._total if self._total <= MOST_CELLS else 1
        gap = 3 if cells > 1 else 0
        width = (self.width() - gap * (cells - 1)) / cells
        done = self._done if cells > 1 else self._done / self._total
        for cell in range(cells):
            rect = QRectF(cell * (width + gap), 0, width, self.height())
            field(painter, rect, theme().colour("line"), radius=3)
            if (share := min(max(done - cell, 0.0), 1.0)) > 0:
                rect.setWidth(width * share)
                field(painter, rect, theme().colour(self._token), radius=3)
        painter.end()


class ShareLine(QWidget):
    """A share 0..1 as a thin line; full is good, the rest accent."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = min(max(share, 0.0), 1.0)
        self.setFixedHeight(theme().px(6))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(percent(share))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = painter_of(self)
        rect = QRectF(self.rect())
        field(painter, rect, theme().colour("line"), radius=3)
        if self._share > 0:
            rect.setWidth(rect.width() * self._share)
            field(painter, rect, theme().colour("good" if self._share >= 1 else "accent"), radius=3)
        painter.end()


class Ring(QWidget):
    """A share as a ring with its number inside."""

    def __init__(self, done: int, total: int, diameter: int = 88) -> None:
        super().__init__()
        self._done, self._total = done, total
        self.setFixedSize(theme().px(diameter), theme().px(diameter))
        self.setAccessibleName(_("完成 {done}，共 {total}", done=done, total=total))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring, beginning at twelve o'clock."""
        painter = painter_of(self)
        width = theme().px(8)
        rect = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        share = self._done / self._total if self._total else 0.0
        pen = QPen(theme().colour("line"), width)
        painter.setPen(pen)
        painter.drawEllipse(rect)
        pen.setColor(theme().colour("good" if share >= 1 else "accent"))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if share > 0:
            painter.drawArc(rect, 90 * 16, -round(360 * 16 * share))
        say(
            painter,
            QRectF(self.rect()),
            f"{self._done}/{self._total}",
            role="section",
            bold=True,
            align=CENTRE,
        )
        painter.end()


class IntervalBar(QWidget):
    """A share with its 95 % interval and the cut it is held against, on a scale from ``low`` to 100 %."""

    def __init__(
        self, share: float | None, lower: float | None, upper: float | None, cut: float | None = None
    ) -> None:
        super().__init__()
        # A one-sided bound reaches from the bound to the value itself.
        self._share, self._lower, self._cut = share, lower, cut
        self._one_sided = upper is None
        self._upper = share if upper is None else upper
        self.setFixedHeight(theme().px(40))
        self.setMinimumWidth(theme().px(160))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._words())

    def sizeHint(self) -> QSize:
        """Prefer a width in which tenths can be told apart."""
        return QSize(theme().px(280), theme().px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the scale, the interval, the value and the cut."""
        painter = painter_of(self)
        middle = theme().px(12)
        high = theme().px(8)
        field(painter, QRectF(0, middle - high / 2, self.width(), high), theme().colour("line"), radius=4)
        if self._lower is not None and self._upper is not None:
            left, right = self._x(self._lower), self._x(self._upper)
            passed = self._cut is None or self._lower >= self._cut
            token = "good" if passed else "accent"
            field(
                painter,
                QRectF(left, middle - high / 2, max(right - left, 4), high),
                theme().tint(token, 130),
                radius=4,
            )
            if self._share is not None:
                painter.setPen(QPen(theme().colour("surface"), 2))
                painter.setBrush(theme().colour(token))
                painter.drawEllipse(QPointF(self._x(self._share), middle), theme().px(7), theme().px(7))
        if self._cut is not None:
            x = self._x(self._cut)
            painter.setPen(QPen(theme().colour("ink"), 2))
            painter.drawLine(QPointF(x, middle - theme().px(10)), QPointF(x, middle + theme().px(10)))
        self._scale(painter, QRectF(0, middle + theme().px(8), self.width(), theme().px(20)))
        painter.end()

    def _scale(self, painter: QPainter, rect: QRectF) -> None:
        say(painter, rect, limit(self._low()), role="caption", token="quiet")
        if self._cut is None:
            say(painter, rect, "100%", role="caption", token="quiet", align=RIGHT)
            return
        half = theme().px(40)
        x = min(max(self._x(self._cut), half + theme().px(32)), self.width() - half)
        words = QRectF(x - half, rect.y(), 2 * half, rect.height())
        if words.right() < self.width() - theme().px(36):
            say(painter, rect, "100%", role="caption", token="quiet", align=RIGHT)
        say(painter, words, _("要求 {cut}", cut=limit(self._cut)), role="caption", align=CENTRE)

    def _low(self) -> float:
        values = [value for value in (self._lower, self._cut, self._share) if value is not None]
        least = min(values, default=0.0)
        return next((low for low in (0.95, 0.9, 0.8, 0.5) if least >= low + (1 - low) * 0.08), 0.0)

    def _x(self, share: float) -> float:
        low = self._low()
        edge = theme().px(8)
        return edge + (self.width() - 2 * edge) * (share - low) / (1 - low)

    def _words(self) -> str:
        if self._share is None or self._lower is None or self._upper is None:
            return _("还没有可以计算的数据")
        if self._one_sided:
            return _("{share}，95% 下限 {lower}", share=percent(self._share), lower=at_least(self._lower))
        return _(
            "{share}，95% 区间 {lower} 到 {upper}",
            share=percent(self._share),
            lower=at_least(self._lower),
            upper=at_most(self._upper),
        )


class Lamp(QWidget):
    """The readiness light: shape and colour say the same."""

    def __init__(self, light: Light, diameter: int = 40) -> None:
        super().__init__()
        self._light = light
        self.setFixedSize(theme().px(diameter), theme().px(diameter))
        self.setAccessibleName(_(LIGHTS[light][2]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lamp."""
        painter = painter_of(self)
        name, token, _word = LIGHTS[self._light]
        colour = theme().colour(token)
        field(painter, QRectF(self.rect()), theme().tint(token, 36), radius=self.width() / 2)
        inset = self.width() * 0.24
        draw_icon(painter, name, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), colour)
        painter.end()
