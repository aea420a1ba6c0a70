"""What an inspector said of the marks to be mended (返修意见), a card each, and which of it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.annotation.document import Document
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Rect, Shape
from desktop.base.wording import _
from desktop.curriculum.items import Remark
from desktop.session.explain import CODE_NAMES
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XS, S
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.cards import Frame, clear, row
from desktop.views.widgets.labels import glyph, line, paragraph, restyle

#: Our pixels: the list scrolls beyond.
_MOST_HIGH = 220


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
        self.setMaximumHeight(theme().px(_MOST_HIGH))
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
        clear(self._column)
        self._desk, self._remarks = desk, tuple(remarks)
        self._given = {mark.id: mark for mark in given}
        self._cards = []
        for place, remark in enumerate(remarks):
            card = _Card(place, remark)
            card.pressed.connect(self._choose)
            self._cards.append(card)
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.setVisible(bool(remarks))
        desk.stepped.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        if self._desk is None:
            return
        n = 0
        for card, remark in zip(self._cards, self._remarks, strict=True):
            done = is_mended(remark, self._given, self._desk.document)
            card.show_done(done)
            n += not done
        self.left.emit(n)

    def _choose(self, place: int) -> None:
        remark = self._remarks[place]
        if self._desk is not None and remark.target is not None and remark.target in self._desk.document:
            self._desk.take("select")
            self._desk.select((remark.target,))
        self.looked_at.emit(remark.place)


class _Card(Frame):
    """One remark."""

    pressed = Signal(int)

    def __init__(self, place: int, remark: Remark) -> None:
        super().__init__("well", margin=S, spacing=XS)
        self._place = place
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        code = CODE_NAMES.get(remark.code, remark.code)  # type: ignore[call-overload]  # any code of a pack
        name = line(_(code), "strong")
        self._mark = glyph("circle-dashed", "caution", 16)
        self._done = glyph("circle-check", "good", 16)
        self._said = line(_("待改"), "caption", tone="caution")
        self.add(
            row(self._mark, self._done, name, None, self._said, spacing=XS), paragraph(remark.text, "quiet")
        )
        self.setAccessibleName(_("{code}：{text}", code=_(code), text=remark.text))

    def show_done(self, done: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show whether it has been seen to."""
        self._mark.setVisible(not done)
        self._done.setVisible(done)
        self._said.setText(_("已改动") if done else _("待改"))
        restyle(self._said, tone="good" if done else "caution")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the release."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose it by Enter or Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit(self._place)
        else:
            event.ignore()


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
