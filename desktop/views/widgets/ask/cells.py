"""A row of places: numbers of a scale, or words from one side to the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.theme.tokens import CONTROL, XS
from desktop.views.widgets.choices import VERDICTS, Verdict
from desktop.views.widgets.painting import CENTRE, LEFT, field, painter_of, ring, say

#: Our pixels: a cell of one number.
_LEAST = 32


class Cell(QAbstractButton):
    """One place: what stands on it, a second line where there is one, and its key."""

    def __init__(self, value: int, text: str, under: str = "", *, key: str = "", says: str = "") -> None:
        super().__init__()
        self.value = value
        self.under, self._key = under, key
        self._verdict: Verdict = ""
        self.lying = False
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(says or text)
        self.setToolTip(_("{name}（按 {key}）", name=says or text, key=key) if key else says)

    def drop_key(self) -> None:
        """Show no key: here it means nothing, or something else."""
        self._key = ""
        self.setToolTip(tip(self.accessibleName()))
        self.updateGeometry()

    @property
    def verdict(self) -> Verdict:
        """What became of this place."""
        return self._verdict

    def judge(self, verdict: Verdict) -> None:
        """Show what became of this place; it cannot be changed any more."""
        self._verdict = verdict
        self.setEnabled(False)
        words = {"right": _("选对了"), "wrong": _("不应选"), "missed": _("应选而未选"), "": ""}
        self.setAccessibleDescription(words[verdict])
        self.update()

    def least(self) -> int:
        """Return the pixels that its words need when they stand."""
        words = QFontMetrics(theme().font("body", bold=True)).horizontalAdvance(self.text())
        under = QFontMetrics(theme().font("caption")).horizontalAdvance(self.under)
        return int(max(theme().px(_LEAST), words + theme().px(12), under + theme().px(10)))

    def high(self) -> int:
        """Return the pixels of its height when it stands."""
        return theme().px(CONTROL if not self.under else 60 if self._key else 46)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the panel on every desktop; on some it would press the button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the plate and its words: above each other, or beside each other where it lies."""
        painter = painter_of(self)
        fill, edge = self._colours()
        plate = QRectF(self.rect())
        field(painter, plate, theme().colour(fill), theme().colour(edge), radius=6)
        px, chosen = theme().px, self.isChecked()
        token = "accent_strong" if chosen and not self._verdict else "ink"
        if self.lying:
            words = f"{self.text()}  {self.under}".rstrip()
            say(painter, plate.adjusted(px(10), 0, -px(28), 0), words, bold=chosen, token=token, align=LEFT)
            end = QRectF(plate.right() - px(26), 0, px(20), plate.height())
            say(painter, end, "" if self._verdict else self._key, role="caption", token="quiet", align=CENTRE)
        elif self.under:
            row = QRectF(0, px(5), plate.width(), px(18))
            say(painter, row, self.text(), bold=True, token=token, align=CENTRE)
            say(painter, row.translated(0, px(18)), self.under, role="caption", token=token, align=CENTRE)
            if self._key:
                say(
                    painter, row.translated(0, px(35)), self._key, role="caption", token="quiet", align=CENTRE
                )
        else:
            say(painter, plate, self.text(), bold=chosen, token=token, align=CENTRE)
        if self._verdict:
            side = px(14)
            name, tone = VERDICTS[self._verdict]
            top = (plate.height() - side) / 2 if self.lying else 1
            draw_icon(
                painter, name, QRectF(plate.right() - side - px(2), top, side, side), theme().colour(tone)
            )
        ring(painter, self, radius=6)
        painter.end()

    def _colours(self) -> tuple[str, str]:
        if self._verdict:
            token = VERDICTS[self._verdict][1]
            return f"{token}_tint", token
        if self.isChecked():
            return "accent_tint", "accent"
        return ("sunken" if self.underMouse() and self.isEnabled() else "surface"), "edge"


class Cells(QWidget):
    """Cells beside each other as long as their words fit; below each other where they do not."""

    #: A cell was pressed: its value.
    pressed = Signal(int)

    def __init__(self, cells: Sequence[Cell]) -> None:
        super().__init__()
        self.cells = tuple(cells)
        self.setProperty("look", "clear")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for cell in self.cells:
            cell.setParent(self)
            cell.clicked.connect(self._clicked)

    def show_value(self, value: int | None) -> None:
        """Check the cell of a value."""
        for cell in self.cells:
            cell.setChecked(value is not None and cell.value == value)

    def judge(self, value: int | None, right: set[int]) -> None:
        """Show which cell was pressed and which would have been right."""
        for cell in self.cells:
            chosen = cell.value == value
            fits = cell.value in right
            cell.setChecked(chosen)
            # Beside a right one nobody missed the others that would have been right as well.
            missed: Verdict = "missed" if fits and value not in right else ""
            cell.judge("right" if chosen and fits else "wrong" if chosen else missed)

    def press(self, value: int) -> None:
        """Press the cell of a value."""
        for cell in self.cells:
            if cell.value == value and cell.isEnabled():
                cell.click()

    def sizeHint(self) -> QSize:
        """Prefer one row."""
        wide = self._widest() * len(self.cells) + self._gap() * (len(self.cells) - 1)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Lie down rather than push others out."""
        return QSize(theme().px(120), theme().px(CONTROL))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        rows = -(-len(self.cells) // self._per_row(width))
        return rows * self._high(width) + (rows - 1) * self._gap()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cells out."""
        super().resizeEvent(event)
        per_row, gap, high = self._per_row(self.width()), self._gap(), self._high(self.width())
        wide = (self.width() - gap * (per_row - 1)) / per_row
        for place, cell in enumerate(self.cells):
            down, right = divmod(place, per_row)
            left = round(right * (wide + gap))
            cell.lying = self._lies(self.width())
            cell.setGeometry(left, down * (high + gap), round(right * (wide + gap) + wide) - left, high)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Cell):
            self.pressed.emit(sender.value)

    def _lies(self, width: int) -> bool:
        return any(cell.under for cell in self.cells) and self._fits(width) < len(self.cells)

    def _per_row(self, width: int) -> int:
        if self._lies(width):
            return 1
        fits = max(self._fits(width), 1)
        rows = -(-len(self.cells) // fits)
        return -(-len(self.cells) // rows)

    def _fits(self, width: int) -> int:
        return (width + self._gap()) // (self._widest() + self._gap())

    def _widest(self) -> int:
        return max(cell.least() for cell in self.cells)

    def _high(self, width: int) -> int:
        return theme().px(CONTROL) if self._lies(width) else max(cell.high() for cell in self.cells)

    def _gap(self) -> int:
        return theme().px(XS)
