"""The board on which answers are ranked: tiers from the best at the left to the worst, and a tray of those without one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.ranking import Tiers, inserted, joined, lowered, raised, unranked, withdrawn
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import RADIUS
from desktop.views.widgets.answers.board_plan import CARD, GAP, HIGH, LEFT, PAD, BoardPlan, Target

#: Our pixels: as wide as this at least.
_LEAST = 300


class RankingBoard(QWidget):
    """Shows tiers and moves cards between them; what it comes to is told, whoever holds the document keeps it."""

    #: The tiers after a move.
    ranked = Signal(object)
    #: A card was taken in hand: the id of its answer.
    picked = Signal(str)

    def __init__(self, title: str, *, gold: bool = False) -> None:
        super().__init__()
        self._title, self._gold = "", gold
        self._letters: Mapping[str, str] = {}
        self._ties, self._open = False, False
        self.tiers: Tiers = ()
        self.picked_id = ""
        self._pressed: QPoint | None = None
        self._dragged: QPointF | None = None
        self.set_title(title)
        self.setFixedHeight(theme().px(HIGH))
        self.setMinimumWidth(theme().px(_LEAST))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if gold else Qt.FocusPolicy.StrongFocus)

    def set_title(self, title: str) -> None:
        """Say whose ranking of what it is."""
        self._title = title
        self.setAccessibleName(title)
        self.update()

    def show_ranking(self, letters: Mapping[str, str], tiers: Tiers, *, ties: bool, may_move: bool) -> None:
        """Show a ranking. ``letters``: what each answer is called, in the order shown."""
        self._letters, self._ties, self._open = letters, ties, may_move
        self.tiers = tuple(kept for tier in tiers if (kept := tuple(one for one in tier if one in letters)))
        if self.picked_id not in letters:
            self.picked_id = ""
        self.setAccessibleDescription(self.words())
        told = _("拖到一档上为并列，拖到两档之间单独成档；↑ 更好，↓ 更差，Del 放回。")
        self.setToolTip(told if may_move else "")
        self.update()

    def words(self) -> str:
        """Return the ranking in words: A > B = C, and what has no place."""
        ranked = " > ".join(" = ".join(self._letters[one] for one in tier) for tier in self.tiers)
        open_ = "、".join(self._letters[one] for one in self._tray())
        return _("{ranked}；未排：{open}", ranked=ranked or "—", open=open_) if open_ else ranked

    def pick(self, thing: str) -> None:
        """Take a card in hand."""
        if thing != self.picked_id and thing in self._letters:
            self.picked_id = thing
            self.update()

    def better(self) -> None:
        """Move the card in hand half a place up."""
        self._move(raised(self.tiers, self.picked_id, ties=self._ties))

    def worse(self) -> None:
        """Move the card in hand half a place down."""
        self._move(lowered(self.tiers, self.picked_id, ties=self._ties))

    def put_next(self, thing: str) -> None:
        """Put a card behind all others: ranking by naming one after the other."""
        self.pick(thing)
        self._move(inserted(self.tiers, thing, len(self.tiers)))

    def withdraw(self) -> None:
        """Put the card in hand back onto the tray."""
        self._move(withdrawn(self.tiers, self.picked_id))

    def drop(self, thing: str, target: Target) -> None:
        """Put a card where it falls. Without ties a card that falls on a tier goes before it."""
        self.pick(thing)
        if target.what == "tray":
            self._move(withdrawn(self.tiers, thing))
        elif target.what == "tier" and self._ties:
            self._move(joined(self.tiers, thing, target.number))
        else:
            self._move(inserted(self.tiers, thing, target.number))

    def place_of(self, thing: str) -> QPoint:
        """Return the middle of a card."""
        return self._plan().cards()[thing].center().toPoint()

    def place_in(self, target: Target) -> QPoint:
        """Return the middle of a place to drop into."""
        return self._plan().targets()[target].center().toPoint()

    # ---------------------------------------------------------------- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose a card, up and down move it, delete puts it back; the rest is the bench's."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        verbs = {
            Qt.Key.Key_Up: self.better,
            Qt.Key.Key_Down: self.worse,
            Qt.Key.Key_Delete: self.withdraw,
            Qt.Key.Key_Backspace: self.withdraw,
        }
        key = Qt.Key(event.key())
        if plain and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._pick_beside(1 if key == Qt.Key.Key_Right else -1)
        elif plain and key in verbs:
            verbs[key]()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a card in hand."""
        thing = next(
            (one for one, rect in self._plan().cards().items() if rect.contains(event.position())), ""
        )
        if event.button() == Qt.MouseButton.LeftButton and thing:
            self.pick(thing)
            self.picked.emit(thing)
            self._pressed = event.position().toPoint()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it."""
        if self._pressed is None or not self._open:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if self._dragged is not None or far >= QApplication.startDragDistance():
            self._dragged = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it fall."""
        dragged, self._dragged, self._pressed = self._dragged, None, None
        if dragged is not None:
            target = self._plan().target_at(event.position())
            if target is not None:
                self.drop(self.picked_id, target)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a card in hand as soon as keys can move it."""
        super().focusInEvent(event)
        if not self.picked_id and self._letters:
            self.pick(next(iter(self._letters)))

    # ---------------------------------------------------------------- inside

    def _move(self, tiers: Tiers) -> None:
        if self._open and self.picked_id and tiers != self.tiers:
            self.tiers = tiers
            self.setAccessibleDescription(self.words())
            self.update()
            self.ranked.emit(tiers)

    def _tray(self) -> tuple[str, ...]:
        return unranked(self.tiers, self._letters)

    def _pick_beside(self, step: int) -> None:
        row = [*(one for tier in self.tiers for one in tier), *self._tray()]
        if row:
            at = row.index(self.picked_id) + step if self.picked_id in row else 0
            self.pick(row[max(0, min(at, len(row) - 1))])
            self.picked.emit(self.picked_id)

    def _plan(self) -> BoardPlan:
        return BoardPlan(self.tiers, self._tray(), self.width())

    # ---------------------------------------------------------------- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw title, tiers, tray and the card that is carried."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_words(painter)
        target = self._plan().target_at(self._dragged) if self._dragged is not None else None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for n, frame in enumerate(self._plan().frames):
            lit = target == Target("tier", n) and self._ties
            painter.setPen(QPen(theme().colour("accent" if lit else "edge"), 2 if lit else 1))
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
        if target is not None and (target.what == "gap" or (target.what == "tier" and not self._ties)):
            gap = self._plan().targets()[Target("gap", target.number)]
            middle = gap.left() + theme().px(GAP) / 2
            painter.setPen(QPen(theme().colour("accent"), 3))
            painter.drawLine(QPointF(middle, theme().px(4)), QPointF(middle, theme().px(HIGH - 4)))
        for thing, rect in self._plan().cards().items():
            if self._dragged is None or thing != self.picked_id:
                self._draw_card(painter, thing, rect)
        if self._dragged is not None:
            rect = QRectF(0, 0, theme().px(CARD), theme().px(CARD))
            rect.moveCenter(self._dragged)
            self._draw_card(painter, self.picked_id, rect)
        painter.end()

    def _draw_words(self, painter: QPainter) -> None:
        px, frames = theme().px, self._plan().frames
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme().font("body", bold=True))
        painter.setPen(theme().colour("ink"))
        caption = theme().font("caption")
        best = QFontMetrics(caption).horizontalAdvance(_("最好"))
        first = px(LEFT + GAP) - px(6) - best
        room = first - px(12) - px(6)
        title = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(px(12), 0, room, px(HIGH)), middle, title)
        painter.setFont(caption)
        painter.setPen(theme().colour("quiet"))
        painter.drawText(QRectF(first, 0, best + 1, px(HIGH)), middle, _("最好"))
        for frame, after in pairwise(frames):
            between = QRectF(frame.right(), 0, after.left() - frame.right(), px(HIGH))
            painter.drawText(between, Qt.AlignmentFlag.AlignCenter, ">")
        for tier, frame in zip(self.tiers, frames, strict=True):
            for n in range(1, len(tier)):
                left = frame.left() + px(PAD) + n * (px(CARD) + px(2 * PAD)) - px(2 * PAD)
                equal = QRectF(left, 0, px(2 * PAD), px(HIGH))
                painter.drawText(equal, Qt.AlignmentFlag.AlignCenter, "=")
        left = frames[-1].right() + px(8) if frames else 0
        # Rather no word than half a one: the letters stand from best to worst all the same.
        if frames and left + painter.fontMetrics().horizontalAdvance(_("最差")) <= self.width():
            painter.drawText(QRectF(left, 0, px(60), px(HIGH)), middle, _("最差"))
        if self._tray():
            tray = self._plan().tray_frame
            label = QRectF(tray.left() - px(44), 0, px(40), px(HIGH))
            painter.drawText(label, middle, _("未排"))

    def _draw_card(self, painter: QPainter, thing: str, rect: QRectF) -> None:
        px, chosen = theme().px, thing == self.picked_id and not self._gold
        painter.setBrush(theme().colour("accent_tint" if chosen else "surface"))
        pen = QPen(
            theme().colour("gold" if self._gold else "accent" if chosen else "edge"), 2 if chosen else 1
        )
        if self._gold:
            pen = QPen(theme().colour("gold"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(4), px(4))
        painter.setFont(theme().font("emphasis", bold=True))
        painter.setPen(theme().colour("accent_strong" if chosen else "ink"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._letters.get(thing, "?"))
