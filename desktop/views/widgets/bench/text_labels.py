"""The classes at the right of the text: key, colour, name, count; a click does what the key does."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import RelationType
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.classes import ROW
from desktop.views.widgets.bench.swatch import SWATCH, paint_swatch
from desktop.views.widgets.painting import CENTRE, RIGHT, field, painter_of, say

#: Classes that are seen at once however small the window is.
LEAST_ROWS = 3


class LabelRow(QAbstractButton):
    """One class. ``sticky`` frames it while every selection gets it."""

    def __init__(self, label: Label | RelationType) -> None:
        super().__init__()
        self.label = label
        self._count = 0
        self._state = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip(label.description or label.called))
        self.show_state(0, "")

    def show_state(self, count: int, state: str) -> None:
        """Show how many spans have the class, and whether it is that of the picked span or the sticky one."""
        if (count, state) == (self._count, self._state) and self.accessibleName():
            return
        self._count, self._state = count, state
        said = _("{name}，键 {key}，已标 {n} 处", name=self.label.called, key=self.label.key, n=count)
        words = {"": "", "picked": _("，当前标注的类别"), "sticky": _("，连标中")}[state]
        if isinstance(self.label, RelationType):
            said = _(
                "关系 {name}，键 {key}，已建 {n} 个", name=self.label.called, key=self.label.key, n=count
            )
            words = {"": "", "picked": _("，当前关系的类型"), "sticky": _("，正在建立")}[state]
        self.setAccessibleName(said + words)
        self.update()

    def sizeHint(self) -> QSize:
        """A row as high as a hit target."""
        return QSize(theme().px(200), theme().px(ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign of the class, its name and the count; a sticky class says so."""
        painter = painter_of(self)
        rect, px = QRectF(self.rect()), theme().px
        if self._state or self.underMouse():
            field(
                painter,
                rect.adjusted(4, 1, -4, -1),
                theme().colour("accent_tint" if self._state else "sunken"),
                radius=6,
            )
        swatch = QRectF(px(12), rect.center().y() - px(SWATCH) / 2, px(SWATCH), px(SWATCH))
        paint_swatch(painter, swatch, theme().class_colour(self.label.colour), self.label.key)
        count = rect.adjusted(0, 0, -px(16), 0)
        say(painter, count, str(self._count), token="ink" if self._count else "quiet", align=RIGHT)
        sticky = self._state == "sticky"
        beside = px(100 if sticky else 56)
        say(
            painter,
            rect.adjusted(swatch.right() + px(8), 0, -beside, 0),
            self.label.called + (" →" if isinstance(self.label, RelationType) else ""),
            bold=bool(self._state),
        )
        if sticky:
            said = QRectF(rect.right() - px(96), rect.top(), px(48), rect.height())
            say(
                painter,
                said,
                _("连接") if isinstance(self.label, RelationType) else _("连标"),
                role="caption",
                token="accent",
                align=CENTRE,
            )
        if self.hasFocus():
            field(painter, rect.adjusted(4, 1, -4, -1), None, theme().colour("accent"), radius=6, width=2)
        painter.end()


class LabelList(QScrollArea):
    """All classes of the schema, then its kinds of relation, as high as they are where there is room; else they scroll."""

    #: The id of the class that was clicked.
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        body = QWidget()
        body.setProperty("look", "body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows: list[LabelRow] = []
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(_("类别"))

    def show_schema(self, schema: LabelSchema) -> None:
        """Make a row for each class."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        named: tuple[Label | RelationType, ...] = (*schema.labels, *schema.relations)
        self._rows = [LabelRow(own) for own in named]
        for row in self._rows:
            row.clicked.connect(self._clicked)
            self._column.addWidget(row)
        self.updateGeometry()

    def show_counts(self, counts: Mapping[str, int], *, picked: str = "", sticky: str = "") -> None:
        """Show counts by class id, the class of the picked span and the sticky one."""
        for row in self._rows:
            state = "sticky" if row.label.id == sticky else "picked" if row.label.id == picked else ""
            row.show_state(counts.get(row.label.id, 0), state)
            if state:
                self.ensureWidgetVisible(row, 0, 0)

    def row(self, label: str) -> LabelRow:
        """Return the row of a class. Raises StopIteration for a class that is not there."""
        return next(row for row in self._rows if row.label.id == label)

    def first(self) -> QWidget | None:
        """Return the first row, for the keyboard."""
        return self._rows[0] if self._rows else None

    def sizeHint(self) -> QSize:
        """Room for every class."""
        return QSize(theme().px(200), theme().px(ROW) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        """Room for three classes."""
        return QSize(theme().px(120), theme().px(ROW) * min(len(self._rows), LEAST_ROWS))

    def _clicked(self) -> None:
        row = self.sender()
        if isinstance(row, LabelRow):
            self.chosen.emit(row.label.id)
