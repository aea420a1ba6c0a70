"""The lists of relations and of chains beside the text: mirrors of the arcs for the keyboard and for screen readers."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.annotation.document import Step, changes
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_chains import chains
from desktop.annotation.text_lanes import reading_order
from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.classes import ROW
from desktop.views.widgets.bench.swatch import SWATCH, paint_row, paint_swatch, place_of
from desktop.views.widgets.bench.text_list import words_of
from desktop.views.widgets.bench.text_table import MarkTable
from desktop.views.widgets.painting import say
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.lane_painter import chain_sign

Index = QModelIndex | QPersistentModelIndex
_FAR = (10**9, 0, "")


class RelationModel(QAbstractListModel):
    """Relations by the places of their heads. A relation that comes or goes changes its own row."""

    def __init__(self, editor: TextEditor) -> None:
        super().__init__()
        self._editor = editor
        self._ids = [relation.id for relation in sorted(editor.links.index, key=self._order)]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of relations."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a relation in words, or what a screen reader says of it."""
        relation = self.relation_at(index.row())
        if relation is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return " → ".join(self.words(relation))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(relation)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.said(relation))
        return None

    def said(self, relation: Relation) -> str:
        """Return a relation in one sentence."""
        head, tail = self.words(relation)
        return _("关系 {kind}：从 {head} 到 {tail}", kind=self.kind(relation), head=head, tail=tail)

    def relation_at(self, row: int) -> Relation | None:
        """Return the relation of a row."""
        return self._editor.links.index.get(self._ids[row])

    def row_of(self, relation_id: str) -> int:
        """Return the row of a relation, or -1."""
        return self._ids.index(relation_id) if relation_id in self._ids else -1

    def words(self, relation: Relation) -> tuple[str, str]:
        """Return the words of head and tail; a question mark for one that is not there."""
        spans = (self._editor.index.get(end) for end in relation.ends)
        head, tail = (words_of(self._editor.text, span) if span is not None else "?" for span in spans)
        return head, tail

    def kind(self, relation: Relation) -> str:
        """Return what a relation's kind is called."""
        kind = self._editor.schema.relation(relation.label)
        return kind.called if kind is not None else relation.label

    def look(self, relation: Relation) -> tuple[int, str]:
        """Return the place of its colour in the palette and its key."""
        kind = self._editor.schema.relation(relation.label)
        return (kind.colour, kind.key) if kind is not None else (7, "?")

    def follow(self, step: Step) -> None:
        """Take over what a step did."""
        for gone, come in changes(step):
            if isinstance(gone, Relation) and come is None:
                self._remove(gone.id)
            elif isinstance(come, Relation) and gone is None:
                self._insert(come)
            elif isinstance(come, Relation) and (row := self.row_of(come.id)) >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))
        if self._ids and any(isinstance(mark, Span) for pair in changes(step) for mark in pair):
            # Whatever a step did to spans, their words in the rows may be others now: only what is seen is asked for.
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def _insert(self, relation: Relation) -> None:
        # The rows are in order but for spans that moved since: near enough to find a place among them.
        at = bisect_left(self._ids, self._order(relation), key=self._order_of)
        self.beginInsertRows(QModelIndex(), at, at)
        self._ids.insert(at, relation.id)
        self.endInsertRows()

    def _remove(self, relation_id: str) -> None:
        row = self.row_of(relation_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._ids[row]
            self.endRemoveRows()

    def _order_of(self, relation_id: str) -> tuple[object, ...]:
        relation = self._editor.links.index.get(relation_id)
        return self._order(relation) if relation is not None else (_FAR, _FAR, relation_id)

    def _order(self, relation: Relation) -> tuple[object, ...]:
        spans = (self._editor.index.get(end) for end in relation.ends)
        return (*(reading_order(span) if span is not None else _FAR for span in spans), relation.id)


class ChainModel(QAbstractListModel):
    """Chains by their first mentions."""

    def __init__(self, editor: TextEditor) -> None:
        super().__init__()
        self._editor = editor
        self._chains: list[list[Span]] = []
        self.read()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of chains."""
        return 0 if parent is not None and parent.isValid() else len(self._chains)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the mentions of a chain, or what a screen reader says of it."""
        mentions = self._chains[index.row()]
        words = _("、").join(words_of(self._editor.text, span) for span in mentions[:20])
        sign = chain_sign(mentions[0].group)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{sign}  {words}"
        said = _("指代{chain}，{n} 处：{words}", chain=sign, n=len(mentions), words=words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said
        return tip(said) if role == Qt.ItemDataRole.ToolTipRole else None

    def first_of(self, row: int) -> Span:
        """Return the first mention of a chain."""
        return self._chains[row][0]

    def row_of(self, group: str) -> int:
        """Return the row of the chain of a group, or -1."""
        return next((row for row, chain in enumerate(self._chains) if chain[0].group == group), -1)

    def follow(self, step: Step) -> None:
        """Take over what a step did; a step beside all chains costs nothing."""
        if any(isinstance(mark, Span) and mark.group for pair in changes(step) for mark in pair):
            self.read()

    def read(self) -> None:
        """Read the chains anew."""
        self.beginResetModel()
        self._chains = list(chains(self._editor.document.spans()).values())
        self.endResetModel()


class RelationDelegate(QStyledItemDelegate):
    """A row: sign of the kind, head, arrow, tail."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the first."""
        return QSize(theme().px(120), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        model = index.model()
        relation = model.relation_at(index.row()) if isinstance(model, RelationModel) else None
        if relation is None or not isinstance(model, RelationModel):
            return
        rect, px = place_of(option), theme().px
        painter.save()
        paint_row(painter, option)
        swatch = QRectF(rect.left() + px(12), rect.center().y() - px(SWATCH) / 2, px(SWATCH), px(SWATCH))
        colour, key = model.look(relation)
        paint_swatch(painter, swatch, theme().class_colour(colour), key)
        left = swatch.right() + px(8)
        room = rect.right() - px(12) - left
        metrics = QFontMetricsF(theme().font("body"))
        head, tail = model.words(relation)
        arrow = px(22)
        # The tail has at least half of the room, more where the head needs less.
        first = min(metrics.horizontalAdvance(head) + 2, (room - arrow) / 2)
        first = (
            max(first, room - arrow - metrics.horizontalAdvance(tail) - 2)
            if first < (room - arrow) / 2
            else first
        )
        first = min(first, metrics.horizontalAdvance(head) + 2)
        say(painter, QRectF(left, rect.top(), first, rect.height()), head)
        say(painter, QRectF(left + first + px(4), rect.top(), arrow, rect.height()), "→", token="quiet")
        rest = left + first + arrow
        say(painter, QRectF(rest, rect.top(), rect.right() - px(12) - rest, rect.height()), tail)
        painter.restore()


class ChainDelegate(QStyledItemDelegate):
    """A row: the chain's sign and its mentions."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the first."""
        return QSize(theme().px(120), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        rect, px = place_of(option), theme().px
        painter.save()
        paint_row(painter, option)
        say(painter, rect.adjusted(px(12), 0, -px(12), 0), str(index.data()))
        painter.restore()


class RelationList(MarkTable):
    """The list of relations; choosing a row picks its relation."""

    def __init__(self) -> None:
        super().__init__(_("关系列表"))
        self.setItemDelegate(RelationDelegate(self))

    def show_model(self, model: RelationModel) -> None:
        """Show the relations of a text."""
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def take_over(self, step: Step) -> None:
        """Tell the model what a step did."""
        model = self.model()
        if isinstance(model, RelationModel):
            model.follow(step)

    def said(self, relation: Relation) -> str:
        """Return a relation in one sentence."""
        model = self.model()
        return model.said(relation) if isinstance(model, RelationModel) else ""

    def mark(self, relation_id: str) -> None:
        """Show which relation is picked in the text."""
        model = self.model()
        if isinstance(model, RelationModel):
            self.point_at(model.row_of(relation_id) if relation_id else -1)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        model = self.model()
        if not self._silent and current.isValid() and isinstance(model, RelationModel):
            relation = model.relation_at(current.row())
            if relation is not None:
                self.chosen.emit(relation.id)


class ChainList(MarkTable):
    """The list of chains; choosing a row picks its first mention."""

    def __init__(self) -> None:
        super().__init__(_("指代链列表"))
        self.setItemDelegate(ChainDelegate(self))

    def show_model(self, model: ChainModel) -> None:
        """Show the chains of a text."""
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def take_over(self, step: Step) -> None:
        """Tell the model what a step did."""
        model = self.model()
        if isinstance(model, ChainModel):
            model.follow(step)

    def mark(self, group: str) -> None:
        """Show which chain is in hand in the text."""
        model = self.model()
        if isinstance(model, ChainModel):
            self.point_at(model.row_of(group) if group else -1)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        model = self.model()
        if not self._silent and current.isValid() and isinstance(model, ChainModel):
            self.chosen.emit(model.first_of(current.row()).id)
