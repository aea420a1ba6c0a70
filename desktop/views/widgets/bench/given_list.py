"""The marks under inspection, a row each: class, answers, and which of them are flagged. For eye, keys and screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.flag import Flag
from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.session.explain import attribute_value
from desktop.views.theme.current import theme
from desktop.views.theme.icons import icon
from desktop.views.widgets.bench.classes import WALKING
from desktop.views.widgets.bench.sizes import short_size
from desktop.views.widgets.canvas.desk import ImageDesk

_ROW = 30
_LEAST_HIGH = 64
_ID = Qt.ItemDataRole.UserRole


class GivenList(QListWidget):
    """The list. Walking through it points at the mark on the picture; Enter flags it with the class in hand."""

    #: The id of the mark that is pointed at.
    pointed = Signal(str)
    #: The id of the mark to be flagged.
    flagged = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("被检标注"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(theme().px(_LEAST_HIGH))
        self.setUniformItemSizes(True)
        self.setStyleSheet(
            "QListWidget { border: none; border-radius: 0; } QListWidget::item { border: none; }"
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(self._walked)
        self.itemDoubleClicked.connect(self._flag)
        self._desk: ImageDesk | None = None
        self._rows: dict[str, QListWidgetItem] = {}
        self._quiet = False

    def show_given(self, desk: ImageDesk, marks: Sequence[Mark], schema: LabelSchema | None) -> None:
        """List these marks under the names of their schema; without a schema there is nothing to inspect."""
        self._quiet = True
        self.clear()
        self._desk, self._rows = desk, {}
        for number, mark in enumerate(marks if schema is not None else (), 1):
            assert schema is not None
            item = QListWidgetItem(said(number, mark, schema))
            item.setData(_ID, mark.id)
            item.setSizeHint(QSize(0, theme().px(_ROW)))
            item.setToolTip(tip("  ".join(filter(None, (item.text(), short_size(mark))))))
            self.addItem(item)
            self._rows[mark.id] = item
        self.setVisible(bool(self._rows))
        desk.stepped.connect(self._follow)
        self._quiet = False
        self._follow()

    def point_at(self, mark_id: str) -> None:
        """Show the row of a mark, without telling."""
        item = self._rows.get(mark_id)
        if item is not None and item is not self.currentItem():
            self._quiet = True
            self.setCurrentItem(item)
            self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys, flag with Enter; letters and digits are for the bench."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._flag(self.currentItem())
        elif event.key() in WALKING and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _follow(self) -> None:
        # Without given marks every step of ordinary work would look through all marks for nothing.
        if self._desk is None or not self._rows:
            return
        flags: dict[str | None, list[str]] = {}
        for flag in self._desk.document.of(Flag):
            label = self._desk.schema.label(flag.label)
            flags.setdefault(flag.target, []).append(label.called if label is not None else flag.label)
        for mark_id, item in self._rows.items():
            said_of = flags.get(mark_id, [])
            item.setIcon(icon("flag", "bad") if said_of else QIcon())
            words = _("{mark}，已指出：{names}", mark=item.text(), names="、".join(said_of))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words if said_of else item.text())

    def _walked(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._quiet:
            self.pointed.emit(str(item.data(_ID)))

    def _flag(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.flagged.emit(str(item.data(_ID)))


def numbered(marks: Sequence[Mark], schema: LabelSchema | None) -> dict[str, str]:
    """Return number and class of marks under inspection by id, as a flag names them; none without their schema."""
    if schema is None:
        return {}
    labels = {label.id: label.called for label in schema.labels}
    return {
        mark.id: f"→ {number} {labels.get(mark.label, mark.label)}" for number, mark in enumerate(marks, 1)
    }


def said(number: int, mark: Mark, schema: LabelSchema) -> str:
    """Return a mark in one line: its number, class and answers."""
    label = schema.label(mark.label)
    answers = [
        f"{own.name}{_('：')}{attribute_value(mark.attributes.get(own.id), own.id, schema)}"
        for own in schema.attributes_of(mark.label)
    ]
    return "  ".join([f"{number}", label.called if label is not None else mark.label, *answers])
