"""The list of everything that has a key, by group: icon, words, key caps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Options

from desktop.base.key_choice import KeyChoice
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.theme.tokens import ICON, L, M, S
from desktop.views.widgets.canvas.key_actions import ACTIONS, Action
from desktop.views.widgets.canvas.key_table import keys_of
from desktop.views.widgets.canvas.keys import caps_of, parse, shown
from desktop.views.widgets.painting import CENTRE, RIGHT, field, say

_Index = QModelIndex | QPersistentModelIndex
ROW, HEAD = 36, 40


@dataclass(frozen=True)
class KeyLine:
    """A line: a heading without an action, or an action with its key caps as they are now."""

    says: str
    action: Action | None = None
    caps: tuple[str, ...] = ()
    changed: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        if self.action is None:
            return self.says
        return "，".join([self.says, " ".join(self.caps) or _("没有键"), *[_("改过")] * self.changed])


def lines_of(choice: KeyChoice, search: str = "") -> list[KeyLine]:
    """Return the lines of a choice by group; with ``search`` those whose words hold it, or whose key it is."""
    keys, lines = keys_of(choice), dict[str, list[KeyLine]]()
    told = set()
    for action in ACTIONS:
        if (action.group, action.says) in told:
            continue
        told.add((action.group, action.says))
        same = [own for own in ACTIONS if (own.group, own.says) == (action.group, action.says)]
        chords = [chord for own in same for chord in keys.get(own.id, ())]
        if _found(search, _(action.says), chords):
            line = KeyLine(_(action.says), action, caps_of(map(shown, chords)), action.id in choice.own)
            lines.setdefault(_(action.group), []).append(line)
    return [line for group, own in lines.items() for line in (KeyLine(group), *own)]


class KeyLines(QAbstractListModel):
    """The lines as a model; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[KeyLine] = []

    def show(self, lines: Sequence[KeyLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a screen reader says of a line."""
        return self.lines[index.row()].spoken if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let actions be chosen."""
        if self.lines[index.row()].action is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class KeyList(QListView):
    """The list. ``chosen`` carries the action's id when the line changes, ``entered_line`` when Enter is pressed."""

    chosen = Signal(str)
    entered_line = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("全部快捷键"))
        self.lines = KeyLines()
        self.setModel(self.lines)
        self._line = _Line(self)
        self.setItemDelegate(self._line)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self.entered_line)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_choice(self, choice: KeyChoice, search: str = "") -> None:
        """Show the keys of a choice; the chosen line stays chosen when it is still there, else the first is."""
        before = self.action()
        self.lines.show(lines_of(choice, search))
        ids = [line.action.id if line.action is not None else "" for line in self.lines.lines]
        place = (
            ids.index(before)
            if before in ids and before
            else next((n for n, own in enumerate(ids) if own), -1)
        )
        if place >= 0:
            self.setCurrentIndex(self.lines.index(place))
        else:
            self.chosen.emit("")

    def action(self) -> str:
        """Return the id of the chosen action, or an empty string."""
        row = self.currentIndex().row()
        action = self.lines.lines[row].action if 0 <= row < len(self.lines.lines) else None
        return action.id if action is not None else ""

    def choose(self, action: str) -> None:
        """Choose the line of an action, if it is there."""
        for place, line in enumerate(self.lines.lines):
            if line.action is not None and line.action.id == action:
                self.setCurrentIndex(self.lines.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the page; everything else walks."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_line.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.chosen.emit(self.action())


class _Line(QStyledItemDelegate):
    """Paints a heading, or icon, words and caps."""

    def sizeHint(self, _option: Options, index: _Index) -> QSize:
        line = _line(index)
        return QSize(theme().px(240), theme().px(ROW if line.action is not None else HEAD))

    def paint(self, painter: QPainter, option: Options, index: _Index) -> None:
        line, rect, px = _line(index), QRectF(option.rect), theme().px  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.action is None:
            say(
                painter,
                rect.adjusted(px(M), px(S), 0, 0),
                line.says,
                bold=True,
                token="quiet",
                role="caption",
            )
            painter.restore()
            return
        inner = rect.adjusted(px(4), 1, -px(4), -1)
        if state & QStyle.StateFlag.State_Selected:
            field(painter, inner, theme().colour("accent_tint"))
        elif state & QStyle.StateFlag.State_MouseOver:
            field(painter, inner, theme().colour("sunken"))
        side = px(ICON)
        icon = QRectF(rect.left() + px(M), rect.center().y() - side / 2, side, side)
        draw_icon(
            painter, line.action.shown_icon, icon, theme().colour("accent" if line.changed else "quiet")
        )
        left = self._caps(painter, line, rect)
        words = QRectF(icon.right() + px(M), rect.top(), left - icon.right() - 2 * px(M), rect.height())
        say(painter, words, line.says, bold=line.changed)
        painter.restore()

    def _caps(self, painter: QPainter, line: KeyLine, rect: QRectF) -> float:
        """Paint the caps from the right and return where they begin."""
        px = theme().px
        right = rect.right() - px(L)
        if not line.caps:
            width = px(80)
            say(
                painter,
                QRectF(right - width, rect.top(), width, rect.height()),
                _("没有键"),
                role="caption",
                token="quiet",
                align=RIGHT,
            )
            return right - width
        metrics = QFontMetrics(theme().font("caption"))
        fixed = line.action is not None and line.action.fixed
        for cap in reversed(line.caps):
            width = max(metrics.horizontalAdvance(cap) + 2 * px(6), px(24))
            box = QRectF(right - width, rect.center().y() - px(11), width, px(22))
            edge = theme().colour("accent" if line.changed else "line")
            field(painter, box, theme().colour("sunken"), edge, radius=4)
            say(painter, box, cap, role="caption", token="quiet" if fixed else "ink", align=CENTRE)
            right = box.left() - px(4)
        return right


def _line(index: _Index) -> KeyLine:
    model = index.model()
    assert isinstance(model, KeyLines)
    return model.lines[index.row()]


def _found(search: str, says: str, chords: Sequence[str]) -> bool:
    """Tell whether a search finds an action: by its words, or by one of its keys."""
    wanted = search.strip()
    if not wanted or wanted.casefold() in says.casefold():
        return True
    if wanted.casefold() in {shown(chord).casefold() for chord in chords}:
        return True
    try:
        # Typed in any order of case: ctrl+z.
        return parse("+".join(part.capitalize() for part in wanted.split("+"))) in map(parse, chords)
    except ValueError:
        return False
