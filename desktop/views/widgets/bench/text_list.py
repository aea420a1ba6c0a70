"""The list of spans beside the text: the mirror of the text for the keyboard and for screen readers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.annotation.document import Step, changes
from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import reading_order
from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.classes import ROW
from desktop.views.widgets.bench.swatch import SWATCH, paint_row, paint_swatch, place_of
from desktop.views.widgets.bench.text_table import MarkTable
from desktop.views.widgets.painting import RIGHT, say
from desktop.views.widgets.text.lane_painter import chain_sign
from desktop.views.widgets.text.segments import Segments
from desktop.views.widgets.text.utf16 import shown

Index = QModelIndex | QPersistentModelIndex
#: Characters of a span that the list shows.
_SHOWN = 60


class SpanModel(QAbstractListModel):
    """Spans in reading order. A step changes the rows it touches and no others."""

    def __init__(self, text: str, schema: LabelSchema, segments: Segments, spans: Iterable[Span]) -> None:
        super().__init__()
        self._text = text
        self._schema = schema
        self._segments = segments
        self._has_lines = max(segments.lines) > 1
        self._spans = sorted(spans, key=reading_order)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of spans."""
        return 0 if parent is not None and parent.isValid() else len(self._spans)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a span, or what a screen reader says of it."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(self._spans[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(self._spans[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.said(self._spans[index.row()]))
        return None

    def span_at(self, row: int) -> Span:
        """Return the span of a row."""
        return self._spans[row]

    def row_of(self, span: Span) -> int:
        """Return the row of a span, or -1."""
        row = bisect_left(self._spans, reading_order(span), key=reading_order)
        return row if row < len(self._spans) and self._spans[row].id == span.id else -1

    def label(self, span: Span) -> Label | None:
        """Return the label of a span."""
        return self._schema.label(span.label)

    def words(self, span: Span) -> str:
        """Return the text of a span on one line, cut when it is long."""
        return words_of(self._text, span)

    def line(self, span: Span) -> int:
        """Return the number of the line that a span starts in."""
        return self._segments.line_of(span.start)

    def where(self, span: Span) -> str:
        """Return a short word on where a span is: its line, or how long it is where there is one line."""
        if not self._has_lines:
            return _("{n} 字", n=span.length)
        return _("第 {line} 行", line=self.line(span))

    def said(self, span: Span) -> str:
        """Return a span in one sentence."""
        label = self.label(span)
        said = _(
            "{label}：{text}，第 {line} 行，{n} 字",
            label=label.called if label else span.label,
            text=self.words(span),
            line=self.line(span),
            n=span.length,
        )
        said += _("，分 {n} 段", n=len(span.pieces)) if span.gaps else ""
        return said + (_("，{chain}", chain=chain_sign(span.group)) if span.group else "")

    def follow(self, step: Step) -> None:
        """Take over what a step did."""
        if len(step.edits) > len(self._spans) // 4 + 16:
            self._follow_at_once(step)
            return
        for gone, come in changes(step):
            if gone is not None and come is not None:
                self._replace(gone, come)
            elif come is not None:
                self._insert(come)
            elif gone is not None:
                self._remove(gone)

    def _follow_at_once(self, step: Step) -> None:
        self.beginResetModel()
        spans = {span.id: span for span in self._spans}
        for gone, come in changes(step):
            if gone is not None and come is None:
                spans.pop(gone.id, None)
            elif isinstance(come, Span):
                spans[come.id] = come
        self._spans = sorted(spans.values(), key=reading_order)
        self.endResetModel()

    def _replace(self, before: Mark, after: Mark) -> None:
        row = self.row_of(before) if isinstance(before, Span) else -1
        stays = isinstance(after, Span) and row >= 0 and self._fits(row, after)
        if stays and isinstance(after, Span):
            self._spans[row] = after
            self.dataChanged.emit(self.index(row), self.index(row))
            return
        self._remove(before)
        self._insert(after)

    def _fits(self, row: int, span: Span) -> bool:
        """Tell whether a span may stand in a row without breaking the order."""
        after_previous = row == 0 or reading_order(self._spans[row - 1]) < reading_order(span)
        last = row + 1 == len(self._spans)
        return after_previous and (last or reading_order(span) < reading_order(self._spans[row + 1]))

    def _insert(self, mark: Mark) -> None:
        if isinstance(mark, Span):
            row = bisect_left(self._spans, reading_order(mark), key=reading_order)
            self.beginInsertRows(QModelIndex(), row, row)
            self._spans.insert(row, mark)
            self.endInsertRows()

    def _remove(self, mark: Mark) -> None:
        if isinstance(mark, Span) and (row := self.row_of(mark)) >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._spans[row]
            self.endRemoveRows()


class SpanDelegate(QStyledItemDelegate):
    """A row: sign of the class, words, place."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the first: the list measures no others."""
        return QSize(theme().px(120), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        model = index.model()
        if not isinstance(model, SpanModel):
            return
        span = model.span_at(index.row())
        label = model.label(span)
        rect, px = place_of(option), theme().px
        painter.save()
        paint_row(painter, option)
        swatch = QRectF(rect.left() + px(12), rect.center().y() - px(SWATCH) / 2, px(SWATCH), px(SWATCH))
        colour = theme().class_colour(label.colour) if label else theme().colour("bad")
        paint_swatch(painter, swatch, colour, label.key if label else "?")
        number = QRectF(rect.right() - px(76), rect.top(), px(60), rect.height())
        say(painter, number, model.where(span), role="caption", token="quiet", align=RIGHT)
        words = QRectF(
            swatch.right() + px(8), rect.top(), number.left() - swatch.right() - px(8), rect.height()
        )
        say(painter, words, model.words(span), token="quiet" if span.hidden else "ink")
        painter.restore()


class SpanList(MarkTable):
    """The list; choosing a row picks its span."""

    def __init__(self) -> None:
        super().__init__(_("标注列表"))
        self.setItemDelegate(SpanDelegate(self))

    def show_model(self, model: SpanModel) -> None:
        """Show the spans of a text."""
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def take_over(self, step: Step) -> None:
        """Tell the model what a step did."""
        model = self.model()
        if isinstance(model, SpanModel):
            model.follow(step)

    def mark(self, span: Span | None) -> None:
        """Show which span is picked in the text, without saying that it was chosen here."""
        model = self.model()
        if not isinstance(model, SpanModel):
            return
        row = model.row_of(span) if span is not None else -1
        self.point_at(row)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        model = self.model()
        if not self._silent and current.isValid() and isinstance(model, SpanModel):
            self.chosen.emit(model.span_at(current.row()).id)


def one_line(text: str, start: int, end: int) -> str:
    """Return a range of a text on one line, cut when it is long."""
    piece = text[start : min(end, start + _SHOWN)]
    return " ".join(shown(piece).split()) + ("…" if end - start > _SHOWN else "")


def words_of(text: str, span: Span) -> str:
    """Return the words of a span on one line, its pieces parted by an ellipsis."""
    return " … ".join(one_line(text, *piece) for piece in span.pieces)


def added_labels(step: Step) -> Sequence[tuple[str | None, str | None]]:
    """Return for each span or relation that a step touched the label it lost and the label it got."""
    counted = (Span, Relation)
    return [
        (gone.label if isinstance(gone, counted) else None, come.label if isinstance(come, counted) else None)
        for gone, come in changes(step)
    ]
