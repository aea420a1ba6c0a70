"""Marking every identical string at once: first a list of the places to look through, then one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.annotation.spans import Span
from desktop.annotation.text_tools import Hit, Range
from desktop.base.wording import N_, _
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.widgets.buttons import button
from desktop.views.widgets.labels import line
from desktop.views.widgets.painting import RIGHT, field, say
from desktop.views.widgets.text.segments import Segments
from desktop.views.widgets.text.utf16 import shown

Index = QModelIndex | QPersistentModelIndex
#: Characters of context on each side.
_CONTEXT = 14
_ROW = 36
#: Where in a row the hit begins, as a share of its width.
_MIDDLE = 0.42
STATES = {
    "free": "",
    "inside": N_("可能是更长词的一部分"),
    "crossed": N_("与已有标注重叠"),
    "done": N_("已经标过"),
}


class HitModel(QAbstractListModel):
    """Hits with a tick each. What is free is ticked at first; what is done already cannot be."""

    def __init__(self, text: str, segments: Segments, hits: Sequence[Hit]) -> None:
        super().__init__()
        self._text = text
        self._segments = segments
        self.hits = list(hits)
        self._ticked = [hit.state == "free" for hit in hits]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of hits."""
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything be ticked that is not done already."""
        free = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return free if self.hits[index.row()].state == "done" else free | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a hit in its line, or its tick."""
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self._ticked[index.row()] else Qt.CheckState.Unchecked
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            state = STATES[hit.state]
            said = "".join(self.context(index.row()))
            where = _("第 {line} 行", line=self.line(index.row()))
            return _("，").join(part for part in (where, said, _(state) if state else "") if part)
        return None

    def setData(self, index: Index, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Turn the tick of a hit over."""
        row = index.row()
        if role != Qt.ItemDataRole.CheckStateRole or self.hits[row].state == "done":
            return False
        self._ticked[row] = not self._ticked[row]
        self.dataChanged.emit(self.index(row), self.index(row))
        return True

    def tick_all(self, *, on: bool) -> None:
        """Tick every hit that can be, or none."""
        self._ticked = [on and hit.state != "done" for hit in self.hits]
        self.dataChanged.emit(self.index(0), self.index(len(self.hits) - 1))

    def is_ticked(self, row: int) -> bool:
        """Tell whether a hit is ticked."""
        return self._ticked[row]

    def ranges(self) -> list[Range]:
        """Return the ticked places."""
        return [(hit.start, hit.end) for hit, on in zip(self.hits, self._ticked, strict=True) if on]

    def context(self, row: int) -> tuple[str, str, str]:
        """Return what stands before, at and after a hit, each on one line."""
        hit = self.hits[row]
        first = max(0, hit.start - _CONTEXT)
        parts = (
            self._text[first : hit.start].splitlines(keepends=True)[-1:] or [""],
            [self._text[hit.start : hit.end]],
            self._text[hit.end : hit.end + _CONTEXT].splitlines()[:1] or [""],
        )
        before, at, after = (shown(part[0]).replace("\t", " ") for part in parts)
        return before if not before.endswith(("\n", "\r", "□")) else "", at, after

    def line(self, row: int) -> int:
        """Return the number of the line of a hit."""
        return self._segments.line_of(self.hits[row].start)


class _HitDelegate(QStyledItemDelegate):
    """A tick, the line, the words around the hit, and what speaks against it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(200), theme().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, HitModel):
            return
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # the stubs know no fields
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        hit = model.hits[index.row()]
        px = theme().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            field(painter, rect.adjusted(2, 1, -2, -1), theme().colour("accent_tint"), radius=6)
        box = QRectF(rect.left() + px(10), rect.center().y() - px(9), px(18), px(18))
        self._paint_tick(painter, box, model, index.row())
        place = QRectF(rect.left() + px(38), rect.top(), px(56), rect.height())
        say(painter, place, _("第 {line} 行", line=model.line(index.row())), role="caption", token="quiet")
        against = STATES[hit.state]
        note = QRectF(rect.right() - px(150), rect.top(), px(140), rect.height())
        say(painter, note, _(against) if against else "", role="caption", token="caution", align=RIGHT)
        room = rect.width() - px(98 + (160 if against else 12))
        words = QRectF(rect.left() + px(98), rect.top(), room, rect.height())
        self._paint_words(painter, words, model.context(index.row()), rect.left() + rect.width() * _MIDDLE)
        painter.restore()

    def _paint_tick(self, painter: QPainter, box: QRectF, model: HitModel, row: int) -> None:
        done = model.hits[row].state == "done"
        on = model.is_ticked(row)
        colour = theme().colour("accent" if on else "sunken" if done else "surface")
        field(painter, box, colour, theme().colour("accent" if on else "line" if done else "edge"), radius=4)
        if on or done:
            draw_icon(
                painter, "check", box.adjusted(1, 1, -1, -1), theme().colour("on_accent" if on else "quiet")
            )

    def _paint_words(
        self, painter: QPainter, rect: QRectF, parts: tuple[str, str, str], middle: float
    ) -> None:
        """Write the words with every hit beginning at one place, so that the eye runs down the column."""
        before, at, after = parts
        metrics, bold = QFontMetricsF(theme().font("body")), QFontMetricsF(theme().font("body", bold=True))
        hit = QRectF(
            middle, rect.top(), min(bold.horizontalAdvance(at) + 1, rect.right() - middle), rect.height()
        )
        said = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, middle - rect.left())
        say(
            painter,
            QRectF(rect.left(), rect.top(), middle - rect.left(), rect.height()),
            said,
            token="quiet",
            align=RIGHT,
        )
        field(
            painter,
            QRectF(middle, rect.center().y() - 11, hit.width(), 22),
            theme().tint("accent", 40),
            radius=3,
        )
        say(painter, hit, at, bold=True)
        if hit.right() < rect.right():
            say(
                painter,
                QRectF(hit.right(), rect.top(), rect.right() - hit.right(), rect.height()),
                after,
                token="quiet",
            )


class _HitList(QListView):
    """Space and a click anywhere on a row turn its tick over."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.model().setData(self.currentIndex(), None, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)


class AutoMarkDialog(QDialog):
    """Shows every place with the same words; accepting marks the ticked ones."""

    #: The place of the current row, to be shown in the text behind.
    looked_at = Signal(object)

    def __init__(
        self, parent: QWidget, text: str, segments: Segments, model: Span, hits: Sequence[Hit]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("同词标注"))
        self.resize(theme().px(620), theme().px(480))
        self.model = HitModel(text, segments, hits)
        word = " ".join(shown(text[model.start : model.end]).split())
        self._title = line(
            _("与“{word}”相同的文字", word=word[:20] + ("…" if len(word) > 20 else "")), "section"
        )
        self._note = line(_("逐条核对：同样的字，不一定是同样的意思。"), "quiet")
        self._list = _HitList()
        self._list.setModel(self.model)
        self._list.setItemDelegate(_HitDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(_("相同文字的位置，空格键勾选"))
        self._list.setCurrentIndex(self.model.index(0))
        self._accept = button("", self.accept, look="main")
        self._all = button(_("全选"), self._tick_all)
        self._none = button(_("全不选"), self._tick_none)
        self._arrange()
        self._list.selectionModel().currentRowChanged.connect(self._current_changed)
        self._list.clicked.connect(self._clicked)
        self.model.dataChanged.connect(self._count)
        self._count()
        self._list.setFocus()

    def name_label(self, name: str) -> None:
        """Say which class the ticked places will get."""
        self._note.setText(_("勾选的地方都标为“{name}”。逐条核对：同样的字，不一定是同样的意思。", name=name))

    def ranges(self) -> list[Range]:
        """Return the ticked places."""
        return self.model.ranges()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return marks what is ticked."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._accept.isEnabled():
            self.accept()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        gap = theme().px(tokens.XL)
        column.setContentsMargins(gap, gap, gap, theme().px(tokens.L))
        column.setSpacing(theme().px(tokens.M))
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.setSpacing(theme().px(tokens.S))
        row.addWidget(self._all)
        row.addWidget(self._none)
        row.addStretch(1)
        row.addWidget(button(_("取消"), self.reject))
        row.addWidget(self._accept)
        column.addLayout(row)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            hit = self.model.hits[current.row()]
            self.looked_at.emit((hit.start, hit.end))

    def _clicked(self, index: QModelIndex) -> None:
        self.model.setData(index, None, Qt.ItemDataRole.CheckStateRole)

    def _tick_all(self) -> None:
        self.model.tick_all(on=True)

    def _tick_none(self) -> None:
        self.model.tick_all(on=False)

    def _count(self) -> None:
        n = len(self.model.ranges())
        self._accept.setText(_("标注 {n} 处", n=n))
        self._accept.setAccessibleName(self._accept.text())
        self._accept.setEnabled(n > 0)
