"""What an inspector said of the marks to be mended (返修意见), a card each, and which of it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.annotation.document import Document
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Rect, Shape
from desktop.base.wording import _
from desktop.curriculum.items import Remark
from desktop.session.explain import CODE_NAMES
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import RADIUS, XS, S
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.cards import clear, column, row
from desktop.views.widgets.labels import glyph, line, paragraph, restyle

#: Our pixels: one card.
_LEAST_HIGH = 64
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class RemarkList(QScrollArea):
    """The remarks in their order. Choosing one selects the mark and brings its place into view."""

    #: A rectangle of image pixels to look at.
    looked_at = Signal(object)
    #: How many remarks are still to be mended.
    left = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("返修意见"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme().px(_LEAST_HIGH))
        body = QWidget()
        body.setProperty("look", "clear")
        self._column = QVBoxLayout(body)
        margin = theme().px(S)
        self._column.setContentsMargins(margin, 0, margin, margin)
        self._column.setSpacing(theme().px(XS))
        self.setWidget(body)
        self._desk: ImageDesk | None = None
        self._remarks: tuple[Remark, ...] = ()
        self._given: dict[str, Mark] = {}
        self._cards: list[_Card] = []

    def show_remarks(self, desk: ImageDesk, remarks: Sequence[Remark], given: Sequence[Mark]) -> None:
        """Show remarks on the marks that were given and stay in step with what is mended."""
        self._desk = desk
        self.deal(remarks, given)
        desk.stepped.connect(self.refresh)
        self.refresh()

    def deal(
        self,
        remarks: Sequence[Remark],
        given: Sequence[Mark],
        clauses: Mapping[str, str] = MappingProxyType({}),
        places: Sequence[str] = (),
    ) -> None:
        """Lay out a card for each remark. ``clauses``: titles of clauses by number; ``places``: where each points."""
        clear(self._column)
        self._remarks = tuple(remarks)
        self._given = {mark.id: mark for mark in given}
        self._cards = []
        for place, remark in enumerate(remarks):
            there = places[place] if place < len(places) else ""
            card = _Card(place, remark, clauses.get(remark.clause, ""), there)
            card.chosen.connect(self.choose)
            card.left.connect(self._walk)
            self._cards.append(card)
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.setVisible(bool(remarks))

    def refresh(self) -> None:
        """Show which remarks are seen to, and tell how many are left."""
        n = 0
        for card, remark in zip(self._cards, self._remarks, strict=True):
            done = self.is_done(remark)
            card.show_done(done)
            n += not done
        self.left.emit(n)

    def is_done(self, remark: Remark) -> bool:
        """Tell whether what a remark names was changed."""
        return self._desk is not None and is_mended(remark, self._given, self._desk.document)

    def focus_first(self) -> bool:
        """Give the keyboard to the first remark that is still to be mended; tell whether there is any."""
        left = [card.place for card in self._cards if not card.isChecked()]
        self._walk(left[0] if left else 0)
        return bool(self._cards)

    def _walk(self, place: int) -> None:
        """Give the keyboard to the card of a place, if there is one."""
        if 0 <= place < len(self._cards):
            self._cards[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self._cards[place])

    def choose(self, place: int) -> None:
        """Select the mark that a remark is about, and ask for its place to be seen."""
        remark = self._remarks[place]
        if self._desk is not None and remark.target is not None and remark.target in self._desk.document:
            self._desk.take("select")
            self._desk.select((remark.target,))
        self.looked_at.emit(remark.place)


class _Card(QAbstractButton):
    """One remark: a button, checked once it was seen to."""

    #: Its place: it was pressed.
    chosen = Signal(int)
    #: An arrow leads to the card of that place.
    left = Signal(int)

    def __init__(self, place: int, remark: Remark, clause: str = "", there: str = "") -> None:
        super().__init__()
        self.place = place
        self.setCheckable(True)
        self.clicked.connect(self._tell)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        code = CODE_NAMES.get(remark.code, remark.code)  # type: ignore[call-overload]  # any code of a pack
        self._mark = glyph("circle-dashed", "caution", 16)
        self._done = glyph("circle-check", "good", 16)
        self._said = line(_("待改"), "caption", tone="caution")
        head = row(self._mark, self._done, line(_(code), "strong"), None, self._said, spacing=XS)
        body = column(head, margin=S, spacing=XS)
        if there:
            body.addWidget(paragraph(there, "caption", tone="accent"))
        body.addWidget(paragraph(remark.text, "quiet"))
        if remark.clause:
            where = _("规则 {number}", number=remark.clause) + f"  {clause}".rstrip()
            body.addWidget(paragraph(where, "caption"))
        self.setLayout(body)
        said = _("{code}：{text}", code=_(code), text=remark.text)
        self.setAccessibleName(f"{there} {said}".strip())

    def show_done(self, done: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show whether it has been seen to."""
        self.setChecked(done)
        self._mark.setVisible(not done)
        self._done.setVisible(done)
        self._said.setText(_("已改动") if done else _("待改"))
        self.setAccessibleDescription(self._said.text())
        restyle(self._said, tone="good" if done else "caution")

    def nextCheckState(self) -> None:
        """Stay as it is: only the marks say what was seen to."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose it by Enter too; arrows go to the next one and letters to the bench."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in _STEPS:
            self.left.emit(self.place + _STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _tell(self) -> None:
        self.chosen.emit(self.place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the plate under the words; a frame where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme().colour
        painter.setBrush(colour("line" if self.underMouse() else "sunken"))
        painter.setPen(colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()


def is_mended(remark: Remark, given: dict[str, Mark], document: Document) -> bool:
    """Tell whether what a remark names was changed, or something new was drawn where something is missing.

    Whether the change is right only the grading tells.
    """
    if remark.target is not None:
        now = document.get(remark.target)
        before = given.get(remark.target)
        return now is None or before is None or _judged(now) != _judged(before)
    return any(
        isinstance(mark, Shape) and mark.id not in given and _meet(mark.bounds, remark.place)
        for mark in document
    )


def _judged(mark: Mark) -> tuple[object, ...]:
    """Return what counts of a mark: hiding or locking it mends nothing."""
    geometry = mark.geometry() if isinstance(mark, Shape) else None
    return (mark.label, dict(mark.attributes), geometry)


def _meet(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
