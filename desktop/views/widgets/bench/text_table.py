"""A list beside the text: a row a mark, worked by key and mouse."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from desktop.annotation.document import Step
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.classes import ROW, ends


class MarkTable(QTableView):
    """Choosing a row picks its mark.

    A table of one column: QListView lays every row out anew when one comes or goes (0.1 s at 10,000 rows).
    """

    #: The id of the mark chosen by key or mouse.
    chosen = Signal(str)
    #: Return was pressed or a row double-clicked: go to the text.
    entered = Signal()

    def __init__(self, says: str) -> None:
        super().__init__()
        self.setStyleSheet("QTableView { border: none; border-radius: 0; }")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().hide()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme().px(ROW))
        rows.hide()
        self.setMinimumHeight(theme().px(ROW) * 2)
        self.setAccessibleName(says)
        self.doubleClicked.connect(self._entered)
        self._silent = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the text; letters, digits and Delete are left to the bench."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last row: in a table they go to the ends of a row."""
        return super().moveCursor(action, modifiers | ends(action))

    def follow(self, step: Step) -> None:
        """Take over what a step did; rows that come and go choose nothing."""
        self._silent = True
        self.take_over(step)
        self._silent = False

    def take_over(self, step: Step) -> None:
        """Tell the model what a step did."""
        raise NotImplementedError

    def point_at(self, row: int) -> None:
        """Make a row current without saying that it was chosen here; -1 is none."""
        self._silent = True
        if row < 0:
            self.selectionModel().clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self.model().index(row, 0))
            self.scrollTo(self.model().index(row, 0))
        self._silent = False

    def _entered(self, _index: QModelIndex) -> None:
        self.entered.emit()
