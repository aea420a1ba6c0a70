"""The bar of 28 pixels under a canvas: zoom, place, size, what to do next, and that all is saved."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTime, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.cards import row as cell_row
from desktop.views.widgets.labels import glyph

HIGH = 28
#: Milliseconds that a refusal stays before the hint comes back.
_SAID_FOR = 4000
#: Our pixels that a field may be wider than its text: the digits of a time are not all of one width.
_SPARE = 8


class Foot(QFrame):
    """The bar. ``hint`` is what the tool in hand does; ``say`` puts a sentence in its place for a while.

    Sentences name keys by their action, ``按 ‹lock› 解锁``: the key in force stands there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "foot")
        self.setFixedHeight(theme().px(HIGH))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(12), 0, theme().px(12), 0)
        row.setSpacing(theme().px(16))
        self._zoom = self._field(_("缩放"), 64)
        self._place = self._field(_("光标位置"), 128)
        self._size = self._field(_("标注的大小"), 112)
        self._hint = _Elided()
        self._tick = glyph("check", "good", 16)
        self._saved = self._field(_("保存状态"), 0)
        for widget in (self._zoom, self._place, self._size):
            row.addWidget(widget)
        row.addWidget(self._hint, 1)
        row.addLayout(cell_row(self._tick, self._saved, spacing=4))
        self._resting = ""
        self._silence = QTimer(self, singleShot=True, interval=_SAID_FOR)
        self._silence.timeout.connect(self._rest)
        keys_in_use().changed.connect(self._rest)

    def show_view(self, zoom: float, place: tuple[float, float] | None, size: str) -> None:
        """Show zoom (1.0 is 100 %), the pointer in image pixels, and the size of what is in hand or selected."""
        self._zoom.show_text(f"{zoom * 100:.0f} %")
        self._place.show_text("" if place is None else f"x {round(place[0])}   y {round(place[1])}")
        self._size.show_text(size)

    def hint(self, text: str) -> None:
        """Say what the tool in hand does, or what comes next."""
        if text == self._resting:
            return
        self._resting = text
        if not self._silence.isActive():
            self._rest()

    def say(self, text: str, tone: str = "caution") -> None:
        """Say something once, for some seconds."""
        self._hint.show_text(keys_in_use().worded(text), tone)
        self._silence.start()

    def attend(self) -> None:
        """Say no longer what was said of something else: another tool is in hand."""
        self._silence.stop()
        self._rest()

    def saved(self, text: str = "") -> None:
        """Say that all is saved, by default with the time."""
        now = QTime.currentTime().toString("HH:mm:ss")
        self._saved.show_text(text or _("已保存 · {time}", time=now))

    def show_saving(self, shown: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show or hide what is said about saving."""
        self._tick.setVisible(shown)
        self._saved.setVisible(shown)

    def said(self) -> str:
        """Return the hint or the sentence that stands there now."""
        return self._hint.accessibleName()

    def saved_text(self) -> str:
        """Return what is said about saving."""
        return self._saved.text()

    def shut(self) -> None:
        """Leave no timer running."""
        self._silence.stop()

    def _rest(self) -> None:
        self._hint.show_text(keys_in_use().worded(self._resting), "quiet")

    def _field(self, says: str, width: int) -> _Field:
        field = _Field(theme().px(width))
        field.setAccessibleName(says)
        return field


class _Field(QLabel):
    """A text that changes with every move of the pointer. Its size is fixed, so that no layout is asked about it."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "caption")
        self._least = 0
        self.setFixedHeight(theme().px(HIGH) - 1)
        self.reserve(least)

    def reserve(self, least: int) -> None:
        """Be so wide at least, whatever the text."""
        self._least = least
        self.setFixedWidth(least)

    def show_text(self, text: str) -> None:
        """Show a text; the field takes another width only for one that is too long, or much shorter."""
        if text == self.text():
            return
        self.ensurePolished()
        wide = max(self.fontMetrics().horizontalAdvance(text) + 1, self._least)
        if not wide <= self.width() <= wide + theme().px(_SPARE):
            self.setFixedWidth(wide)
        self.setText(text)


class _Elided(QWidget):
    """One line that ends in an ellipsis where it has no room."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._tone = "", "quiet"

    def show_text(self, text: str, tone: str) -> None:
        """Show a line in a tone of the palette."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setToolTip(tip(text))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour(self._tone))
        words = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
