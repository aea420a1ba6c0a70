"""The classes to draw with: sign, name and how many there are. The chosen row is the class drawn next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.curriculum.schema import Label
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.swatch import SWATCH, is_in, paint_row, paint_swatch, place_of

ROW = 32
#: Our pixels: where the square with the key begins.
_LEFT = 12
#: Rows shown before the list scrolls.
MOST_ROWS = 7
LEAST_ROWS = 2
#: Keys that walk through a list; all others belong to the bench.
WALKING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
_Index = QModelIndex | QPersistentModelIndex


class ClassModel(QAbstractListModel):
    """The labels of a schema with their counts."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: tuple[Label, ...] = ()
        self._counts: Counter[str] = Counter()

    def show(self, labels: Sequence[Label]) -> None:
        """List these labels."""
        self.beginResetModel()
        self.labels = tuple(labels)
        self.endResetModel()

    def count(self, counts: Counter[str]) -> None:
        """Show these counts by label id."""
        if counts != self._counts and self.labels:
            self._counts = counts
            self.dataChanged.emit(self.index(0), self.index(len(self.labels) - 1))

    def counted(self, label: Label) -> int:
        """Return how many marks have a label."""
        return self._counts[label.id]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.labels)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a screen reader says of a row; the tooltip explains the class."""
        label = self.labels[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _("{key} {name}，{n} 个", key=label.key, name=label.called, n=self.counted(label))
        if role == Qt.ItemDataRole.ToolTipRole:
            how = _("单击左边的键：给这个类别换一个键")
            return tip("\n".join((label.description or label.called, how)))
        return None


class ClassList(QListView):
    """The list of classes. Walking through it with the keys chooses at once."""

    chosen = Signal(object)
    #: The key of a class was clicked: the label that is to have another.
    key_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("类别"))
        self.classes = ClassModel()
        self.setModel(self.classes)
        self.setItemDelegate(_ClassRow(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { border: none; border-radius: 0; }")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._walked)
        self._quiet = False
        self._rows = 1

    def show_labels(self, labels: Sequence[Label], most: int = MOST_ROWS) -> None:
        """List these labels, as tall as they need, at most so many rows."""
        self.classes.show(labels)
        self._rows = min(len(labels), most)
        self.setMinimumHeight(theme().px(ROW) * min(self._rows, LEAST_ROWS))
        self.setMaximumHeight(theme().px(ROW) * self._rows)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As tall as all rows; a low window gives less."""
        return QSize(theme().px(100), theme().px(ROW) * self._rows)

    def choose(self, label: Label) -> None:
        """Mark a class as chosen, without telling."""
        self._quiet = True
        index = self.classes.index(self.classes.labels.index(label))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._quiet = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a class, the one in hand too: the selected boxes may be of another."""
        on = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and on.isValid() and self._is_on_key(event):
            self.key_wanted.emit(self.classes.labels[on.row()])
            return
        before = self.currentIndex()
        super().mousePressEvent(event)
        again = before.isValid() and self.indexAt(event.position().toPoint()) == before
        if again and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.classes.labels[before.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys; letters and digits are for the bench."""
        if event.key() in WALKING and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that the key of a class can be clicked."""
        on_key = self._is_on_key(event) and self.indexAt(event.position().toPoint()).isValid()
        shape = Qt.CursorShape.PointingHandCursor if on_key else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def _is_on_key(self, event: QMouseEvent) -> bool:
        """Tell whether the pointer is on the square with the key, a little around it included."""
        left, right = theme().px(_LEFT - 4), theme().px(_LEFT + SWATCH + 4)
        return left <= event.position().x() <= right

    def _walked(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.chosen.emit(self.classes.labels[current.row()])


def ends(action: QAbstractItemView.CursorAction) -> Qt.KeyboardModifier:
    """Return the key that makes Home and End of a table go to its first and its last row."""
    far = action in {QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd}
    return Qt.KeyboardModifier.ControlModifier if far else Qt.KeyboardModifier.NoModifier


class _ClassRow(QStyledItemDelegate):
    """Paints one class."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(theme().px(100), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, ClassModel)
        label = model.labels[index.row()]
        px, rect = theme().px, place_of(option)
        chosen = is_in(option, QStyle.StateFlag.State_Selected)
        painter.save()
        paint_row(painter, option)
        side = px(SWATCH)
        swatch = QRectF(rect.left() + px(12), rect.center().y() - side / 2, side, side)
        paint_swatch(painter, swatch, theme().class_colour(label.colour), label.key)
        painter.setFont(theme().font("body", bold=chosen))
        painter.setPen(theme().colour("ink"))
        middle = Qt.AlignmentFlag.AlignVCenter
        name = rect.adjusted(px(12) + side + px(8), 0, -px(56), 0)
        painter.drawText(
            name,
            middle,
            painter.fontMetrics().elidedText(label.called, Qt.TextElideMode.ElideRight, int(name.width())),
        )
        n = model.counted(label)
        painter.setFont(theme().font("body"))
        painter.setPen(theme().colour("ink" if n else "quiet"))
        painter.drawText(rect.adjusted(0, 0, -px(16), 0), middle | Qt.AlignmentFlag.AlignRight, str(n))
        painter.restore()
