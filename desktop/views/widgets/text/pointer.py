"""The mouse on the text: clicks pick, drags select, grips move edges."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QPointF, Qt, SignalInstance
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.spans import Span
from desktop.annotation.text_tools import Edge, with_edge
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.link_drag import LinkDrag
from desktop.views.widgets.text.pieces import turn_piece
from desktop.views.widgets.text.scene import Scene
from desktop.views.widgets.text.verbs import word_under

#: How near to the head of a grip the pointer must be, in pixels. The text between the heads is for selecting.
GRIP = 7


class Surface(Protocol):
    """What the mouse needs of the view: geometry, and to be drawn again."""

    editor: TextEditor | None
    scene: Scene
    finding_clicked: SignalInstance
    word_assist: bool

    def offset_near(self, point: QPointF) -> tuple[int, bool]:
        """Return the caret position nearest to a point."""

    def character_under(self, point: QPointF) -> int | None:
        """Return the character under a point."""

    def grip_heads(self, offset: int, *, upstream: bool) -> tuple[QPointF, QPointF]:
        """Return where the heads of a grip of the picked span are."""

    def respan(self, before: Span, after: Span) -> None:
        """Draw a span in another place, for as long as its edge is dragged."""

    def viewport(self) -> QWidget:
        """Return the widget with the pixels."""


class TextPointer:
    """One mouse gesture at a time."""

    def __init__(self, surface: Surface, links: LinkDrag) -> None:
        self._surface = surface
        self._pressed_at: QPointF | None = None
        self._dragged: tuple[Span, Edge] | None = None
        self._preview: Span | None = None
        self._since_double = QElapsedTimer()
        self._links = links
        #: Ctrl was held: the selection changes the pieces of the span in hand.
        self._pieces = False

    def press(self, event: QMouseEvent) -> None:
        """Begin a click, a selection or the drag of an edge."""
        editor = self._surface.editor
        if editor is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        if self._is_triple():
            self._select_line(editor, point)
            return
        grip = self._grip_under(editor, point)
        self._pressed_at = point
        if grip is not None and editor.history is not None:
            self._dragged = grip
            self._preview = grip[0]
            return
        modifiers = event.modifiers()
        if self._links.press(editor, point, anywhere=bool(modifiers & Qt.KeyboardModifier.AltModifier)):
            return
        self._pieces = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        offset, upstream = self._surface.offset_near(point)
        shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        editor.place(offset, keep_anchor=shifted, upstream=upstream)

    def move(self, event: QMouseEvent) -> None:
        """Go on with it; over a grip the cursor says so."""
        editor = self._surface.editor
        if editor is None:
            return
        point = event.position()
        if self._pressed_at is None:
            grip = self._grip_under(editor, point)
            self._links.wander(point)
            shape = Qt.CursorShape.SizeHorCursor if grip else Qt.CursorShape.IBeamCursor
            self._surface.viewport().setCursor(shape)
        elif self._links.is_on:
            self._links.move(point)
        elif self._dragged is not None:
            self._drag_edge(editor, point)
        elif self._is_drag(point):
            offset, upstream = self._surface.offset_near(point)
            editor.place(offset, keep_anchor=True, upstream=upstream)

    def release(self, event: QMouseEvent) -> None:
        """Complete it: the edge is one step; a click picks what is under it."""
        editor = self._surface.editor
        pressed, self._pressed_at = self._pressed_at, None
        if editor is None or pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._dragged is not None:
            self._drop_edge(editor)
        elif self._links.is_on:
            self._links.release(editor, event.position())
            self._complete(editor)
        elif self._links.took_arc:
            return
        elif editor.has_selection and self._pieces:
            turn_piece(editor)
        elif editor.has_selection:
            editor.finish_selection()
        elif not self._is_drag_between(pressed, event.position()):
            self._click(editor, event.position())

    def double_click(self, event: QMouseEvent) -> None:
        """Select the run under the pointer; a third click right after it takes the whole line."""
        editor = self._surface.editor
        character = self._surface.character_under(event.position())
        if editor is None or character is None or event.button() != Qt.MouseButton.LeftButton:
            return
        editor.select(*word_under(editor, character, assist=self._surface.word_assist))
        self._pressed_at = event.position()
        self._since_double.start()

    def _click(self, editor: TextEditor, point: QPointF) -> None:
        character = self._surface.character_under(point)
        if character is None:
            editor.pick("")
            editor.links.pick("")
            return
        found = self._surface.scene.findings_within(character, character + 1)
        if found:
            self._surface.finding_clicked.emit(found[0].number)
        editor.pick_at(character)
        self._complete(editor)

    def _complete(self, editor: TextEditor) -> None:
        """While a link is made by key, a click on its other end completes it."""
        link, span = editor.links.link, editor.span
        if link is not None and span is not None and span.id != link.head:
            editor.links.complete()

    def _select_line(self, editor: TextEditor, point: QPointF) -> None:
        self._since_double.invalidate()
        segments = self._surface.scene.segments
        line = segments.line_segments(segments.holding(self._surface.offset_near(point)[0]))
        editor.select(segments.starts[line[0]], segments.ends[line[-1]])
        self._pressed_at = point

    def _grip_under(self, editor: TextEditor, point: QPointF) -> tuple[Span, Edge] | None:
        """Return the edge of the picked span that is near the pointer."""
        span = editor.span
        if span is None or span.locked or editor.history is None:
            return None
        edges: tuple[tuple[Edge, int, bool], ...] = (("start", span.start, False), ("end", span.end, True))
        for edge, offset, upstream in edges:
            heads = self._surface.grip_heads(offset, upstream=upstream)
            if any((head - point).manhattanLength() <= GRIP for head in heads):
                return span, edge
        return None

    def _drag_edge(self, editor: TextEditor, point: QPointF) -> None:
        if self._dragged is None or self._preview is None:
            return
        span, edge = self._dragged
        offset, _upstream = self._surface.offset_near(point)
        after = with_edge(span, editor.text, edge, offset)
        if after != self._preview:
            self._surface.respan(self._preview, after)
            self._preview = after

    def _drop_edge(self, editor: TextEditor) -> None:
        if self._dragged is None or self._preview is None:
            return
        (span, edge), preview = self._dragged, self._preview
        self._dragged = self._preview = None
        self._surface.respan(preview, span)
        editor.move_edge(span.id, edge, preview.start if edge == "start" else preview.end)

    def _is_drag(self, point: QPointF) -> bool:
        return self._pressed_at is not None and self._is_drag_between(self._pressed_at, point)

    def _is_drag_between(self, first: QPointF, second: QPointF) -> bool:
        return (first - second).manhattanLength() >= QApplication.startDragDistance() / 2

    def _is_triple(self) -> bool:
        waited = QApplication.doubleClickInterval()
        return self._since_double.isValid() and self._since_double.elapsed() < waited
