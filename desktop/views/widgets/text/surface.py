"""The text on the screen, without hands: layout, painting, scrolling, and where things are."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.annotation.text_tools import Range
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import READING
from desktop.views.widgets.text.arc_painter import paint_rubber
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.flow import Flow, PlacedRow, measures
from desktop.views.widgets.text.lane_painter import BAR
from desktop.views.widgets.text.painter import GUTTER, Hand, TextPainter
from desktop.views.widgets.text.scene import Scene
from desktop.views.widgets.text.turns import NAMES

#: Pixels at 100 %: room above the text, right of it, and after each row.
TOP, RIGHT, GAP = 16, 24, 4
#: The widest column: the reading width and a quarter more, as the rows carry labels.
WIDEST = READING * 5 // 4
#: Type sizes, as shares of the section size.
SIZES = (0.78, 0.89, 1.0, 1.11, 1.33, 1.56, 1.78, 2.0)
PLAIN_SIZE = 3


class TextSurface(QAbstractScrollArea):
    """Lays out and paints the text of an editor with its scene."""

    #: The type size changed.
    sized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(theme().px(24))
        self.setAccessibleName(_("标注文本"))
        self.size_step = PLAIN_SIZE
        self.editor: TextEditor | None = None
        self.hits: list[Range] = []
        self.current_hit: Range | None = None
        self.focus_place: Range | None = None
        #: The relation under the pointer.
        self.hovered = ""
        #: While a link is dragged: where it comes from and where the pointer is, in the viewport.
        self.rubber: tuple[QPointF, QPointF] | None = None

    @property
    def gutter(self) -> int:
        """The room left of the text, in pixels: for line numbers, or for the names of who speaks."""
        names = self.editor is not None and bool(self.editor.turns)
        return theme().px(NAMES if names else GUTTER)

    def set_text(self, editor: TextEditor, scene: Scene) -> None:
        """Show the text of an editor with its scene, from the top."""
        self.editor, self.scene = editor, scene
        self.flow = Flow(editor.text, scene.segments, scene.depth)
        self.hits, self.current_hit, self.focus_place = [], None, None
        self.hovered, self.rubber = "", None
        self.verticalScrollBar().setValue(0)
        self.lay_out()

    def lay_out(self) -> None:
        """Lay the text out for the present width and type size, keeping the top row in place."""
        if self.editor is None:
            return
        at_top = self._top_offset()
        font = self.text_font()
        lane = theme().px(BAR) + theme().font("caption").pixelSize() + theme().px(5)
        sizes = measures(font, width=self._column_width(), lane=lane, gap=theme().px(GAP))
        self.scene.forget_all()
        self.painter = TextPainter(self.scene, sizes, font)
        self.flow.set_up(sizes, font, theme().colour("caution"), self.painter.crown)
        self.fit_scroll_bar()
        if at_top:
            row = self.flow.row_of(at_top)
            self.verticalScrollBar().setValue(round(row.top - row.above))
        self.viewport().update()

    def _column_width(self) -> float:
        # From the whole width, RIGHT holding the scroll bar: its coming must not wrap the text anew.
        room = self.width() - self.gutter - theme().px(RIGHT)
        return float(max(min(room, theme().px(WIDEST)), 4 * self.text_font().pixelSize()))

    def text_font(self, step: int | None = None) -> QFont:
        """Return the font of the text at the chosen size, or at another step of ``SIZES``."""
        font = theme().font("section")
        font.setPixelSize(round(font.pixelSize() * SIZES[self.size_step if step is None else step]))
        return font

    def resize_type(self, step: int) -> None:
        """Choose one of the type sizes; steps outside are brought in."""
        self.size_step = min(max(step, 0), len(SIZES) - 1)
        self.lay_out()
        self.sized.emit()

    def show_hits(self, hits: Sequence[Range], current: Range | None) -> None:
        """Highlight found places and outline the current one."""
        self.hits, self.current_hit = list(hits), current
        if current is not None:
            self.reveal(*current)
        self.viewport().update()

    def show_place(self, place: Range | None) -> None:
        """Scroll to a range and frame it; None takes the frame away."""
        before, self.focus_place = self.focus_place, place
        if place is not None:
            self.reveal(*place)
        for range_ in (before, place):
            if range_ is not None:
                self.viewport().update(self.strip(*range_))

    def reveal(self, start: int, end: int) -> None:
        """Scroll so that a range is seen, with a third of the screen above it when it was out of sight."""
        first, last = self.flow.row_of(start), self.flow.row_of(max(start, end - 1))
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        self.fit_scroll_bar()
        top = theme().px(TOP)
        if first.top - first.above + top < bar.value() or last.top + last.height + top > bar.value() + seen:
            bar.setValue(round(first.top + top - seen / 3))

    def refresh_scene(self) -> None:
        """Draw everything anew after the scene's layer or findings changed."""
        self.scene.forget_all()
        self.flow.forget_all_heights()
        self.viewport().update()

    def offset_near(self, point: QPointF) -> tuple[int, bool]:
        """Return the caret position nearest to a point of the viewport, and whether it is a row's end."""
        x, y = self.column_point(point)
        row = self.flow.row_at(y)
        offset = row.laid.offset_at(row.row, x)
        return offset, offset == row.row.end

    def character_under(self, point: QPointF) -> int | None:
        """Return the offset of the character under a point of the viewport, or None."""
        x, y = self.column_point(point)
        row = self.flow.row_at(y)
        if not row.top <= y < row.top + row.height:
            return None
        return row.laid.character_at(row.row, x)

    def place_of(self, offset: int, *, upstream: bool = False) -> QPointF:
        """Return where in the viewport the caret before an offset stands, half way down its character."""
        row = self.flow.row_of(offset, upstream=upstream)
        x = row.laid.x_of(row.row, offset) + self.gutter
        return QPointF(
            x, row.top + self.flow.sizes.ascent * 0.6 + theme().px(TOP) - self.verticalScrollBar().value()
        )

    def grip_heads(self, offset: int, *, upstream: bool) -> tuple[QPointF, QPointF]:
        """Return where the two heads of the picked span's grip at an edge stand in the viewport: above, below."""
        if self.editor is None or self.editor.span is None:
            return QPointF(-99, -99), QPointF(-99, -99)
        row = self.flow.row_of(offset, upstream=upstream)
        lane = next(
            (item.lane for item in self.scene.lanes(row.segment) if item.span.id == self.editor.span_id), 0
        )
        top = row.top + theme().px(TOP) - self.verticalScrollBar().value()
        x = row.laid.x_of(row.row, offset) + self.gutter
        below = top + self.flow.sizes.ascent + self.flow.sizes.descent + lane * self.flow.sizes.lane + BAR + 1
        return QPointF(x, top), QPointF(x, below)

    def column_point(self, point: QPointF) -> tuple[float, float]:
        """Return where in the column a point of the viewport lies."""
        return point.x() - self.gutter, point.y() + self.verticalScrollBar().value() - theme().px(TOP)

    def viewport_point(self, x: float, y: float) -> QPointF:
        """Return where in the viewport a point of the column lies."""
        return QPointF(x + self.gutter, y - self.verticalScrollBar().value() + theme().px(TOP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what of the column lies in the event's rectangle."""
        painter = QPainter(self.viewport())
        dirty = event.rect()
        painter.fillRect(dirty, theme().colour("surface"))
        if self.editor is None:
            return
        lift = self.verticalScrollBar().value() - theme().px(TOP)
        spill = self.flow.sizes.em
        near = self.flow.visible(lift + dirty.top() - spill, lift + dirty.bottom() + 1 + spill)
        rows = [row for row in near if event.region().intersects(self.rows_rect(row, row))]
        painter.translate(self.gutter, 0)
        self.painter.paint(painter, rows, self._hand(self.editor), lift)
        if self.rubber is not None:
            painter.resetTransform()
            paint_rubber(painter, *self.rubber)
        painter.end()
        self.fit_scroll_bar()

    def _hand(self, editor: TextEditor) -> Hand:
        caret = editor.caret if self.hasFocus() else None
        links, span = editor.links, editor.span
        held = [relation for id_ in (links.relation_id, self.hovered) if (relation := links.index.get(id_))]
        framed = {end for relation in held for end in relation.ends}
        if links.link is not None:
            framed.add(links.link.head)
        return Hand(
            editor.selection,
            caret,
            editor.upstream,
            editor.span_id,
            self.hits,
            self.current_hit,
            self.focus_place,
            links.relation_id,
            self.hovered,
            frozenset(framed),
            span.group if span is not None else "",
        )

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        """Move the pixels that stay and paint only the strip that comes in."""
        self.viewport().scroll(0, dy)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay out for the new width; a new height only moves the scroll bar's end."""
        if self.editor is not None and self._column_width() != self.flow.sizes.width:
            self.lay_out()
        elif self.editor is not None:
            self.fit_scroll_bar()

    def fit_scroll_bar(self) -> None:
        """Set the scroll bar to the column's height as far as it is known."""
        bar, page = self.verticalScrollBar(), self.viewport().height()
        last = max(0, round(self.flow.height + 2 * theme().px(TOP) - page))
        if bar.maximum() != last or bar.pageStep() != page:
            bar.setPageStep(page)
            bar.setRange(0, last)

    def _top_offset(self) -> int:
        scrolled = self.verticalScrollBar().value()
        return self.flow.row_at(scrolled).row.start if scrolled and hasattr(self.flow, "sizes") else 0

    def strip(self, start: int, end: int) -> QRect:
        """Return the rectangle of the viewport that the rows of a range fill, a caret at a row's end included."""
        return self.rows_rect(self.flow.row_of(start, upstream=True), self.flow.row_of(end))

    def rows_rect(self, first: PlacedRow, last: PlacedRow) -> QRect:
        """Return the rectangle of the viewport that holds every pixel of the rows from one to another."""
        lift = self.verticalScrollBar().value() - theme().px(TOP)
        top, bottom = math.floor(self.painter.ink(first)[0]), math.ceil(self.painter.ink(last)[1])
        return QRect(0, top - lift, self.viewport().width(), bottom - top)
