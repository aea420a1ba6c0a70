"""A table model over rows that are already there: texts are worked out once, sorting happened before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.base.plain_text import seen, tip
from desktop.views.theme.current import theme
from desktop.views.theme.icons import icon

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Cell:
    """What a cell shows: words, perhaps an icon and a palette token for both, and a hint."""

    text: str
    icon: str = ""
    token: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its title, its width in token pixels (0: take the rest), and how it reads a row."""

    title: str
    width: int
    cell: Callable[[Row], Cell]
    number: bool = False
    #: What the list is sorted by when the title is pressed; None: this column does not sort.
    key: Callable[[Row], Any] | None = None
    #: The whole title where it had to be shortened.
    hint: str = ""


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows as cells, made when first asked for."""

    def __init__(self, columns: Sequence[Column[Row]], rows: Sequence[Row] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows = list(rows)
        self._cells: dict[int, tuple[Cell, ...]] = {}

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._cells.clear()
        self.endResetModel()

    def row(self, place: int) -> Row:
        """Return a row. Raises IndexError."""
        return self._rows[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the titles."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].hint or self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = _RIGHT if self.columns[section].number else _LEFT
            return int(side) | int(Qt.TextFlag.TextWordWrap)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        cell = self._row_cells(index.row())[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return seen(cell.text)
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(cell.icon, cell.token or "quiet", 16) if cell.icon else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().ink_of(cell.token) if cell.token else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(cell.hint or cell.text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].number else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column that has a key; equal rows keep their order."""
        if 0 <= column < len(self.columns) and (key := self.columns[column].key) is not None:
            self.show(sorted(self._rows, key=key, reverse=order == Qt.SortOrder.DescendingOrder))

    def _row_cells(self, place: int) -> tuple[Cell, ...]:
        if place not in self._cells:
            self._cells[place] = tuple(column.cell(self._rows[place]) for column in self.columns)
        return self._cells[place]
