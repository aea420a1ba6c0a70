"""The list of differences: what differs, what each of the two says, how it stands. For eye, keys and screen reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.annotation.document import Step
from desktop.annotation.merging import People
from desktop.annotation.merging_plan import State
from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.icons import pixmap
from desktop.views.widgets.bench.adjudicate_words import Teller
from desktop.views.widgets.bench.swatch import paint_row, place_of
from desktop.views.widgets.bench.text_table import MarkTable
from desktop.views.widgets.painting import RIGHT, say

Index = QModelIndex | QPersistentModelIndex
#: Our pixels: a row, its lines, the sign before its title, the word of how it stands.
_HIGH, _LINE, _SIGN, _STATE = 76, 22, 16, 84
#: From this width on there is room for the reason behind the title, which takes so much of it.
_ROOMY, _TITLE = 560, 260
_SIGNS: Mapping[bool, tuple[str, str]] = {
    True: ("circle-dashed", "caution"),
    False: ("circle-check", "good"),
}


@dataclass(frozen=True)
class Row:
    """One difference as it is listed; ``sides`` in the order 甲, 乙: name, what is said, whether it was taken."""

    key: str
    title: str
    state: State
    stands: str
    sides: tuple[tuple[str, str, bool], tuple[str, str, bool]]
    reason: str = ""

    @property
    def said(self) -> str:
        """The row in one sentence."""
        told = _("；").join(f"{name}：{words}" for name, words, _taken in self.sides)
        why = _("，理由：{words}", words=self.reason) if self.reason else ""
        return _("{title}。{told}。{stands}{why}", title=self.title, told=told, stands=self.stands, why=why)


def rows_of(
    teller: Teller,
    people: People,
    names: Mapping[str, str],
    standing: Mapping[str, State],
    reasons: Mapping[str, str],
) -> list[Row]:
    """Return the differences as they are listed now."""
    rows = []
    for number, one in enumerate(teller.merge.differences, start=1):
        told, state = teller.told(one), standing[one.key]
        words = {"first": told.first, "second": told.second}
        left, right = ((names[side], words[side], state in (side, "both")) for side in people)
        title = f"{number}  {told.title}"
        rows.append(Row(one.key, title, state, teller.state(state), (left, right), reasons.get(one.key, "")))
    return rows


class DifferenceModel(QAbstractListModel):
    """Rows that stay; only what they say of how things stand changes."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        super().__init__()
        self.rows = list(rows)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of differences."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title of a row, or all of it in a sentence."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row.said)
        return None

    def renew(self, rows: Sequence[Row]) -> None:
        """Take over how things stand now."""
        for place, row in enumerate(rows):
            if self.rows[place] != row:
                self.rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))


class DifferenceDelegate(QStyledItemDelegate):
    """A row of three lines: sign, title and state; 甲; 乙. What was taken is set in ink, the rest is quiet."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the first."""
        return QSize(theme().px(200), theme().px(_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        model = index.model()
        if not isinstance(model, DifferenceModel):
            return
        row, rect, px = model.rows[index.row()], place_of(option), theme().px
        painter.save()
        paint_row(painter, option)
        left, top, line = rect.left() + px(12), rect.top() + px(4), px(_LINE)
        sign, token = ("circle-minus", "quiet") if row.state == "moot" else _SIGNS[row.state == "open"]
        painter.drawPixmap(round(left), round(top + (line - px(_SIGN)) / 2), pixmap(sign, token, _SIGN))
        stands = QRectF(rect.right() - px(_STATE + 12), top, px(_STATE), line)
        say(painter, stands, row.stands, role="caption", token=token, align=RIGHT)
        words = left + px(_SIGN + 6)
        title = QRectF(words, top, stands.left() - words - px(4), line)
        say(painter, title, row.title, bold=True)
        if row.reason and rect.width() > px(_ROOMY):
            why = _("理由：{words}", words=row.reason)
            title.setLeft(words + px(_TITLE))
            say(painter, title, " ".join(why.split()), role="caption", token="quiet")
        for place, (name, said, taken) in enumerate(row.sides, start=1):
            high = top + place * line
            say(painter, QRectF(words, high, px(20), line), name, role="caption", token="quiet")
            begin = words + px(20)
            tone = "ink" if taken or row.state == "open" else "quiet"
            say(
                painter,
                QRectF(begin, high, rect.right() - begin - px(12), line),
                said,
                token=tone,
                bold=taken,
            )
        painter.restore()


class DifferenceList(MarkTable):
    """The list; walking through it looks at a difference. Digits and letters are left to the bench."""

    #: The key of the difference that is looked at.
    looked_at = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("分歧列表"))
        self.verticalHeader().setDefaultSectionSize(theme().px(_HIGH))
        self.setMinimumHeight(theme().px(_HIGH))
        self.setItemDelegate(DifferenceDelegate(self))

    @property
    def differences(self) -> DifferenceModel:
        """The model."""
        model = self.model()
        assert isinstance(model, DifferenceModel)
        return model

    def show_rows(self, rows: Sequence[Row]) -> None:
        """List differences."""
        self.setModel(DifferenceModel(rows))
        self.selectionModel().currentRowChanged.connect(self._walked)

    def take_over(self, _step: Step) -> None:
        """Nothing of a step is told row by row."""

    def point_at_key(self, key: str) -> None:
        """Make the row of a difference current, without telling."""
        keys = [row.key for row in self.differences.rows]
        self.point_at(keys.index(key) if key in keys else -1)

    def _walked(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._silent and current.isValid():
            self.looked_at.emit(self.differences.rows[current.row()].key)
