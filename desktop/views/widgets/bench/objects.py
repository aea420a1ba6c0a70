"""The list of objects, in step with the canvas both ways; for a screen reader it is the canvas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.annotation.document import Add, Remove, Repaint, Step, changes
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.flag import Flag
from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.icons import pixmap
from desktop.views.widgets.bench.classes import ROW, WALKING, ends
from desktop.views.widgets.bench.filters import Test
from desktop.views.widgets.bench.sizes import short_size, spoken_size
from desktop.views.widgets.bench.swatch import SWATCH, is_in, paint_row, paint_swatch, place_of
from desktop.views.widgets.canvas.desk import ImageDesk, unanswered

#: Our pixels: the side of an icon in a row, and of the field that is clicked.
_ICON, _FIELD = 16, 24
#: The rows paint their own ground.
_BARE = """
QTableView { border: none; border-radius: 0; selection-background-color: transparent; }
QTableView::item, QTableView::item:selected, QTableView::item:hover { background: transparent; border: none; }
"""
#: The share of a row that the size, or the text of a quad, may take.
_SIZE_SHARE = 0.62
#: So many are looked up one by one; more by one walk through the list.
_FEW = 20
_Index = QModelIndex | QPersistentModelIndex
_SHOWN = Qt.ItemDataRole.DisplayRole


class MarkModel(QAbstractListModel):
    """The marks of a desk's document, a row a mark in drawing order."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: ImageDesk | None = None
        self._ids: list[str] = []
        self._test: Test | None = None
        #: Number and class of the marks under inspection, by id: a flag is named with the one it speaks of.
        self.targets: Mapping[str, str] = {}

    def show(self, desk: ImageDesk | None) -> None:
        """List the marks of a desk, those that are looked for."""
        self.beginResetModel()
        self.desk = desk
        marks = desk.document if desk is not None else ()
        self._ids = [mark.id for mark in marks if self._test is None or self._test(mark)]
        self.endResetModel()

    def look_for(self, test: Test | None) -> None:
        """List only the marks that pass a test; None lists all."""
        self._test = test
        self.show(self.desk)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the marks listed, in their order."""
        return tuple(self._ids)

    def follow(self, step: Step) -> None:
        """Take over a step that was carried out."""
        if self._test is not None:
            self.show(self.desk)
        elif len(step.edits) == 1 and isinstance(step.edits[0], Add | Remove):
            self._take(step.edits[0])
        elif not any(isinstance(edit, Add | Remove) for edit in step.edits):
            kept = [mark.id for _gone, mark in changes(step) if mark is not None]
            kept += [edit.mark_id for edit in step.edits if isinstance(edit, Repaint)]
            rows = self.rows(kept)
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        else:
            self.show(self.desk)

    def mark(self, row: int) -> Mark:
        """Return the mark of a row."""
        assert self.desk is not None
        return self.desk.document[self._ids[row]]

    def beside(self, mark: Mark) -> str:
        """Return what stands beside the name of a class: the size; of a flag, the mark that it speaks of."""
        if isinstance(mark, Flag) and mark.target is not None:
            return self.targets.get(mark.target, "")
        return short_size(mark)

    def rows(self, mark_ids: Sequence[str]) -> list[int]:
        """Return the rows of marks, in the list's order."""
        if len(mark_ids) <= _FEW and self._test is None and self.desk is not None:
            # The list is the document's order, and that knows its places without a search.
            return sorted(self.desk.document.index(mark_id) for mark_id in mark_ids)
        wanted = set(mark_ids)
        return [row for row, mark_id in enumerate(self._ids) if mark_id in wanted]

    def row(self, mark_id: str) -> int:
        """Return the row of a mark. Raises ValueError when it is not listed."""
        return self._ids.index(mark_id)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a screen reader says of a row; the tooltip says what is missing."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._spoken(index.row(), self.mark(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole and self.desk is not None:
            missing = unanswered(self.desk.schema, self.mark(index.row()))
            return tip(_("还没有填写：{names}", names="、".join(missing))) if missing else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _SHOWN) -> object:
        """Return what a screen reader calls the one column and the rows; nobody sees them."""
        if role != _SHOWN:
            return None
        return _("对象") if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def spoken(self, ids: Sequence[str]) -> str:
        """Return what is to be said of marks that are selected: one as its row, several counted by class."""
        desk = self.desk
        if desk is None or not ids:
            return _("没有选中标注。")
        if len(ids) == 1:
            return _("已选：{mark}", mark=self._spoken(desk.document.index(ids[0]), desk.document[ids[0]]))
        labels = {label.id: label.called for label in desk.schema.labels}
        counted = Counter(labels.get(mark.label, mark.label) for mark in map(desk.document.__getitem__, ids))
        parts = (_("{name} {n} 个", name=name, n=n) for name, n in counted.items())
        return _("已选 {n} 个标注：{parts}", n=len(ids), parts="、".join(parts))

    def _take(self, edit: Add | Remove) -> None:
        if isinstance(edit, Add):
            self.beginInsertRows(QModelIndex(), edit.index, edit.index)
            self._ids.insert(edit.index, edit.mark.id)
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), edit.index, edit.index)
            del self._ids[edit.index]
            self.endRemoveRows()

    def _spoken(self, row: int, mark: Mark) -> str:
        assert self.desk is not None
        label = self.desk.schema.label(mark.label)
        parts = [f"{row + 1}", label.called if label is not None else mark.label]
        is_flag = isinstance(mark, Flag) and mark.target is not None
        parts += filter(None, [self.beside(mark) if is_flag else spoken_size(mark)])
        missing = unanswered(self.desk.schema, mark)
        if missing:
            parts.append(_("缺 {names}", names="、".join(missing)))
        parts += [_("已隐藏")] * mark.hidden + [_("已锁定")] * mark.locked
        return " ".join(parts)


class ObjectList(QTableView):
    """The list. Selecting here selects on the canvas, and the other way round.

    A table of one column: a QListView lays all rows out again whenever one of them changes, 100 ms at 10,000 rows.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("对象"))
        self.marks = MarkModel()
        self.setModel(self.marks)
        self._row = _MarkRow(self)
        self.setItemDelegate(self._row)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(_BARE)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme().px(ROW))
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().selectionChanged.connect(self._chosen_here)
        self.setMinimumHeight(theme().px(2 * ROW))
        self._following = False

    def show_desk(self, desk: ImageDesk | None) -> None:
        """List the marks of a desk and stay in step with it."""
        self.marks.show(desk)
        if desk is not None:
            desk.stepped.connect(self._stepped)
            desk.selection_changed.connect(self._chosen_there)
            self._chosen_there()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the selected mark in sight: what is asked of it takes room below."""
        super().resizeEvent(event)
        if self.selectionModel().hasSelection():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys; letters and digits are for the bench."""
        if event.key() in WALKING and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row: in a table they go to the ends of a row."""
        return super().moveCursor(action, modifiers | ends(action))

    def _stepped(self, step: Step) -> None:
        self._following = True
        self.marks.follow(step)
        self._following = False
        if (
            self.marks.desk is not None
            and self.marks.desk.selected
            and not self.selectionModel().hasSelection()
        ):
            # The rows were listed anew: what stays selected is to be seen here again.
            self._chosen_there()

    def _chosen_here(self) -> None:
        if self._following or self.marks.desk is None:
            return
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        self._following = True
        self.marks.desk.select(self.marks.mark(row).id for row in rows)
        self._following = False

    def _chosen_there(self) -> None:
        desk = self.marks.desk
        if self._following or desk is None:
            return
        self._following = True
        selection = QItemSelection()
        for row in self.marks.rows(desk.selected):
            index = self.marks.index(row)
            selection.select(index, index)
        model = self.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        last = self.marks.rows(desk.selected[-1:])
        if last:
            current = self.marks.index(last[0])
            model.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(current)
        self._following = False


class _MarkRow(QStyledItemDelegate):
    """Paints one mark and takes clicks on its eye and its lock."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(theme().px(100), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, MarkModel)
        assert model.desk is not None
        mark = model.mark(index.row())
        label = model.desk.schema.label(mark.label)
        rect, px = place_of(option), theme().px
        painter.save()
        paint_row(painter, option)
        side = px(SWATCH)
        swatch = QRectF(rect.left() + px(12), rect.center().y() - side / 2, side, side)
        colour = theme().class_colour(label.colour) if label is not None else theme().colour("bad")
        paint_swatch(painter, swatch, colour, label.key if label is not None else "?")
        right = self._paint_flags(
            painter, rect, mark, hovered=is_in(option, QStyle.StateFlag.State_MouseOver)
        )
        right -= px(_FIELD)
        if mark.id in model.desk.tally.lacking:
            self._paint_icon(painter, "triangle-alert", "caution", right, rect)
        words = (label.called if label else mark.label, model.beside(mark))
        self._paint_words(painter, rect, (swatch.right(), right), mark, words)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Turn the eye or the lock of a row over when it is clicked; the press itself selects nothing."""
        kinds = {
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.MouseButtonDblClick,
        }
        if (
            event.type() not in kinds
            or not isinstance(event, QMouseEvent)
            or not isinstance(model, MarkModel)
        ):
            return False
        from_right = place_of(option).right() - theme().px(8) - event.position().x()
        field = int(from_right // theme().px(_FIELD))
        if field not in {0, 1} or model.desk is None:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            ids = (model.mark(index.row()).id,)
            if field == 0:
                model.desk.toggle_hidden(ids)
            else:
                model.desk.toggle_locked(ids)
        return True

    def _paint_flags(self, painter: QPainter, rect: QRectF, mark: Mark, *, hovered: bool) -> float:
        """Draw the eye and the lock where they say something or may be clicked; return where they begin."""
        field = theme().px(_FIELD)
        right = rect.right() - theme().px(8) - field
        for is_set, set_name, name in ((mark.hidden, "eye-off", "eye"), (mark.locked, "lock", "lock-open")):
            if is_set or hovered:
                self._paint_icon(
                    painter, set_name if is_set else name, "ink" if is_set else "quiet", right, rect
                )
            right -= field
        return right + field

    def _paint_icon(self, painter: QPainter, name: str, token: str, left: float, rect: QRectF) -> None:
        size, field = theme().px(_ICON), theme().px(_FIELD)
        painter.drawPixmap(
            round(left + (field - size) / 2), round(rect.center().y() - size / 2), pixmap(name, token, _ICON)
        )

    def _paint_words(
        self,
        painter: QPainter,
        rect: QRectF,
        between: tuple[float, float],
        mark: Mark,
        words: tuple[str, str],
    ) -> None:
        """Draw the name of the class and, at the right, what stands beside it."""
        name, size = words
        px, middle = theme().px, Qt.AlignmentFlag.AlignVCenter
        left, right = between[0] + px(8), between[1] - px(4)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour("quiet"))
        # A long text leaves room for the name of its class.
        room = max((right - left) * _SIZE_SHARE, 0)
        size = painter.fontMetrics().elidedText(size, Qt.TextElideMode.ElideRight, int(room))
        width = painter.fontMetrics().horizontalAdvance(size)
        painter.drawText(QRectF(right - width, rect.top(), width, rect.height()), middle, size)
        painter.setFont(theme().font("body"))
        painter.setPen(theme().colour("quiet" if mark.hidden else "ink"))
        field = QRectF(left, rect.top(), max(right - width - px(8) - left, 0), rect.height())
        painter.drawText(
            field,
            middle,
            painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(field.width())),
        )
