"""The marks under inspection and the flags that are planted, a row each: for eye, keys and screen reader."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.annotation.document import Step
from desktop.annotation.relations import Relation
from desktop.annotation.text_flags import TextFlag
from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.curriculum.schema import Label
from desktop.curriculum.text_rules import RelationType
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.classes import ROW
from desktop.views.widgets.bench.swatch import SWATCH, paint_row, paint_swatch, place_of
from desktop.views.widgets.bench.text_given import GivenMark
from desktop.views.widgets.bench.text_inspector import Inspector
from desktop.views.widgets.bench.text_table import MarkTable
from desktop.views.widgets.painting import RIGHT, say
from desktop.views.widgets.text.inspection_scene import PENNANT
from desktop.views.widgets.text.scene import one_line

Index = QModelIndex | QPersistentModelIndex
#: Characters of an end of a relation that a row shows.
_END = 7


@dataclass(frozen=True)
class RowLook:
    """What a row shows: a sign on a colour (None: neutral), a quiet name, words, and at the right which flags there are."""

    sign: str
    colour: int | None
    name: str
    words: str
    flags: str = ""


class InspectedModel(QAbstractListModel):
    """Rows of an inspection, each with its id and its look."""

    def __init__(self, inspector: Inspector) -> None:
        super().__init__()
        self.inspector = inspector

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row in words, or what a screen reader says of it."""
        if role == Qt.ItemDataRole.DisplayRole:
            look = self.look(index.row())
            return f"{look.name} {look.words}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.said(index.row()))
        return None

    @abstractmethod
    def look(self, row: int) -> RowLook:
        """Return what a row shows."""

    @abstractmethod
    def said(self, row: int) -> str:
        """Return a row in one sentence."""

    @abstractmethod
    def id_at(self, row: int) -> str:
        """Return the id of a row's mark or flag."""

    @abstractmethod
    def row_of(self, id_: str) -> int:
        """Return the row of a mark or flag, or -1."""

    @abstractmethod
    def follow(self) -> None:
        """Show what a step did."""


class GivenModel(InspectedModel):
    """The marks under inspection, in their order."""

    def __init__(self, inspector: Inspector) -> None:
        super().__init__(inspector)
        self._rows: Sequence[GivenMark] = inspector.given.rows

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of marks."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def look(self, row: int) -> RowLook:
        """Return number, class and words of a mark, and its flags."""
        own = self._rows[row]
        named = self.inspector.given.schema.named(own.mark.label)
        colour = named.colour if isinstance(named, Label | RelationType) else None
        words = own.words
        if isinstance(own.mark, Relation):
            # Both ends are seen rather than the whole of the first.
            words = " → ".join(one_line(end, _END) for end in words.split(" → "))
        return RowLook(str(own.number), colour, _short(named, own.name), words, self._flags(own, short=True))

    def said(self, row: int) -> str:
        """Return a mark in one sentence, with its flags."""
        own = self._rows[row]
        flags = self._flags(own)
        return _("{mark}，已插旗：{names}", mark=own.said, names=flags) if flags else own.said

    def id_at(self, row: int) -> str:
        """Return the id of a row's mark."""
        return self._rows[row].mark.id

    def row_of(self, id_: str) -> int:
        """Return the row of a mark, or -1."""
        own = self.inspector.given.get(id_)
        return own.number - 1 if own is not None else -1

    def follow(self) -> None:
        """Show which marks are flagged now."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _flags(self, own: GivenMark, *, short: bool = False) -> str:
        flags = self.inspector.flags_on(own.mark.id)
        labels = [self.inspector.codes.label(flag.label) for flag in flags]
        if short:
            return " ".join(f"{PENNANT}{label.called_short}" for label in labels if label is not None)
        return _("、").join(self.inspector.called(flag) for flag in flags)


class FlagModel(InspectedModel):
    """The flags that are planted."""

    def __init__(self, inspector: Inspector) -> None:
        super().__init__(inspector)
        self._flags: tuple[TextFlag, ...] = inspector.flags()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of flags."""
        return 0 if parent is not None and parent.isValid() else len(self._flags)

    def look(self, row: int) -> RowLook:
        """Return the class of a flag and what it is about."""
        flag = self._flags[row]
        return RowLook(PENNANT, -1, self.inspector.called(flag), self.inspector.given.about(flag))

    def said(self, row: int) -> str:
        """Return a flag in one sentence, with what was written to it."""
        flag = self._flags[row]
        answers = [f"{own.name}{_('：')}{value}" for own in self.inspector.codes.attributes_of(flag.label)
                   if (value := flag.attributes.get(own.id)) not in {None, ""}]  # fmt: skip
        words = _("{code}：{about}", code=self.inspector.called(flag), about=self.inspector.given.about(flag))
        return "，".join((words, *answers))

    def id_at(self, row: int) -> str:
        """Return the id of a row's flag."""
        return self._flags[row].id

    def row_of(self, id_: str) -> int:
        """Return the row of a flag, or -1."""
        return next((row for row, flag in enumerate(self._flags) if flag.id == id_), -1)

    def follow(self) -> None:
        """List the flags that there are now."""
        self.beginResetModel()
        self._flags = self.inspector.flags()
        self.endResetModel()


class InspectedDelegate(QStyledItemDelegate):
    """A row: sign, name, words, flags at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the first."""
        return QSize(theme().px(120), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        model = index.model()
        if not isinstance(model, InspectedModel):
            return
        look, rect, px = model.look(index.row()), place_of(option), theme().px
        painter.save()
        paint_row(painter, option)
        wide = px(SWATCH) + (px(6) if len(look.sign) > 2 else 0)
        swatch = QRectF(rect.left() + px(12), rect.center().y() - px(SWATCH) / 2, wide, px(SWATCH))
        paint_swatch(painter, swatch, _colour(look.colour), look.sign)
        left, right = swatch.right() + px(8), rect.right() - px(12)
        if look.flags:
            taken = QFontMetricsF(theme().font("caption", bold=True)).horizontalAdvance(look.flags) + 2
            flags = QRectF(right - taken, rect.top(), taken, rect.height())
            say(painter, flags, look.flags, role="caption", token="bad", bold=True, align=RIGHT)
            right = flags.left() - px(6)
        taken = min(
            QFontMetricsF(theme().font("caption")).horizontalAdvance(look.name) + 2, (right - left) / 2
        )
        say(painter, QRectF(left, rect.top(), taken, rect.height()), look.name, role="caption", token="quiet")
        words = QRectF(left + taken + px(6), rect.top(), right - left - taken - px(6), rect.height())
        say(painter, words, look.words)
        painter.restore()


class InspectedList(MarkTable):
    """Choosing a row points at its mark or flag. Enter plants the class used last, Delete pulls the flag in hand."""

    #: Delete was pressed.
    pulled = Signal()

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.setItemDelegate(InspectedDelegate(self))

    def show_model(self, model: InspectedModel) -> None:
        """Show the rows of an inspection."""
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def take_over(self, _step: Step) -> None:
        """Show what a step did."""
        model = self.model()
        if isinstance(model, InspectedModel):
            model.follow()

    def mark(self, id_: str) -> None:
        """Show which row is pointed at, without saying that it was chosen here."""
        model = self.model()
        if isinstance(model, InspectedModel):
            self.point_at(model.row_of(id_) if id_ else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete pulls the flag; everything else as in every list of marks."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.pulled.emit()
        else:
            super().keyPressEvent(event)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        model = self.model()
        if not self._silent and current.isValid() and isinstance(model, InspectedModel):
            self.chosen.emit(model.id_at(current.row()))


def _short(named: object, name: str) -> str:
    """Return the short name of a class or a kind of relation where it has one."""
    if isinstance(named, Label):
        return named.called_short
    return named.short if isinstance(named, RelationType) and named.called == named.name else name


def _colour(place: int | None) -> QColor:
    """Return a colour of the palette; -1 is that of flags, None neutral."""
    if place is None:
        return theme().colour("quiet")
    return theme().colour("bad") if place < 0 else theme().class_colour(place)
