"""Tables as this program shows them: rows of 40 pixels, no grid, one row chosen at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.views.models.rows import RowsModel
from desktop.views.theme.current import theme


def table(
    model: RowsModel[Any],
    *,
    says: str,
    opened: Callable[[QModelIndex], object] | None = None,
    sortable: bool = False,
    head_lines: int = 1,
) -> QTableView:
    """Return a table over ``model``; ``opened`` is called for a row that is double-clicked or entered."""
    view = Table()
    view.setModel(model)
    view.setAccessibleName(says)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(theme().px(40))
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    # Qt cuts a title to one line before it wraps it, so a head of two lines must not be elided.
    header.setTextElideMode(Qt.TextElideMode.ElideRight if head_lines == 1 else Qt.TextElideMode.ElideNone)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setFixedHeight(theme().px(18 + 18 * head_lines))
    for place, column in enumerate(model.columns):
        if column.width:
            view.setColumnWidth(place, theme().px(column.width))
        else:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
    if sortable:
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
    if opened is not None:
        view.activated.connect(opened)
    return view


class Table(QTableView):
    """A table that leaves Tab to the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabKeyNavigation(False)
