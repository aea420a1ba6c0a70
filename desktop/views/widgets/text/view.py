"""The text with its hands: keyboard and mouse over the painted surface."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.annotation.spans import Span
from desktop.annotation.text_tools import Range
from desktop.views.theme.current import theme
from desktop.views.widgets.text.carets import CaretPath
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.keys import verb_of
from desktop.views.widgets.text.link_drag import LinkDrag
from desktop.views.widgets.text.pointer import TextPointer
from desktop.views.widgets.text.renewal import renew
from desktop.views.widgets.text.scene import Scene
from desktop.views.widgets.text.surface import TOP, TextSurface
from desktop.views.widgets.text.targets import redraw_relation, tip_at
from desktop.views.widgets.text.verbs import verbs_of


class TextView(TextSurface):
    """Label keys, movements, selection and edges are handled here; other verbs are told."""

    #: A verb of the key table that the bench carries out.
    asked = Signal(str)
    #: A click on a finding: its number.
    finding_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Label keys are letters and digits: no input method may compose them away.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setMouseTracking(True)
        self._pointer = TextPointer(self, LinkDrag(self))
        self._handlers: dict[str, Callable[[], object]] = {}
        self._label_keys: dict[str, str] = {}
        self._relation_keys: dict[str, str] = {}
        #: A double click selects a word, not one character.
        self.word_assist = True
        self._drawn_selection: Range | None = None
        self._drawn_pick: Range | None = None
        self._drawn_chain = self._drawn_relation = ""

    def show_text(self, editor: TextEditor, scene: Scene) -> None:
        """Show the text of an editor with its scene and follow what happens to it."""
        if self.editor is not None:
            self.editor.disconnect(self)
        self.set_text(editor, scene)
        self._drawn_selection, self._drawn_pick = editor.selection, None
        self.path = CaretPath(self.flow)
        self._label_keys = {label.key.casefold(): label.id for label in editor.schema.labels}
        self._relation_keys = {kind.key.casefold(): kind.id for kind in editor.schema.relations}
        self._handlers = verbs_of(editor, self)
        editor.moved.connect(self._caret_moved)
        editor.picked.connect(self._picked)
        editor.stepped.connect(self._stepped)
        editor.links.picked.connect(self._relation_picked)
        editor.links.linking.connect(self.viewport().update)

    # ---------------------------------------------------------------- following the editor

    def _caret_moved(self) -> None:
        editor = self.editor
        if editor is None:
            return
        row = self.flow.row_of(editor.caret, upstream=editor.upstream)
        bar, seen, top = self.verticalScrollBar(), self.viewport().height(), theme().px(TOP)
        self.fit_scroll_bar()
        if row.top - row.above < bar.value():
            bar.setValue(round(row.top - row.above))
        elif row.top + row.height + 2 * top > bar.value() + seen:
            bar.setValue(round(row.top + row.height + 2 * top - seen))
        if self.focus_place is not None:
            self.show_place(None)
        self._drawn_selection = self._redraw(self._drawn_selection, editor.selection)

    def _picked(self, _span_id: str) -> None:
        span = self.editor.span if self.editor is not None else None
        if span is not None:
            self.reveal(span.start, span.end)
        self._drawn_pick = self._redraw(
            self._drawn_pick, (span.start, span.end) if span is not None else None
        )
        chain = span.group if span is not None else ""
        if chain != self._drawn_chain:
            self._drawn_chain = chain
            self.viewport().update()

    def _relation_picked(self, relation_id: str) -> None:
        editor = self.editor
        relation = editor.links.relation if editor is not None else None
        if editor is not None and relation is not None and (ends := editor.links.ends(relation)) is not None:
            self.reveal(ends[1].start, ends[1].end)
            self.reveal(ends[0].start, ends[0].end)
        before, self._drawn_relation = self._drawn_relation, relation_id
        redraw_relation(self, before)
        redraw_relation(self, relation_id)

    def _redraw(self, before: Range | None, after: Range | None) -> Range | None:
        """Repaint the rows where something was and those where it is now; return the latter.

        What nobody has looked at yet is not laid out for that.
        """
        for range_ in (before, after):
            if range_ is not None and self.flow.is_measured(self.scene.segments.holding(range_[0])):
                self.viewport().update(self.strip(*range_))
        return after

    def _stepped(self, touched: Sequence[Span], _step: object = None) -> None:
        renew(self, touched)

    def respan(self, before: Span, after: Span) -> None:
        """Draw a span in another place, for as long as its edge is dragged."""
        if self.editor is not None:
            self.editor.index.put(after)
            self._stepped([before, after])

    def do(self, verb: str) -> None:
        """Carry out one of the verbs that the view knows; others are nothing."""
        if verb in self._handlers:
            self._handlers[verb]()

    # ---------------------------------------------------------------- keyboard

    def event(self, event: QEvent) -> bool:
        """Claim our keys before any shortcut of the window."""
        claims = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if claims and isinstance(event, QKeyEvent) and (verb_of(event) or self._class_of(event)):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _onward: bool) -> bool:  # noqa: FBT001  Qt's signature
        """Keep Tab for the spans; F6 leaves the text."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Labels first, then movements, then the verbs of the key table."""
        editor = self.editor
        verb = verb_of(event)
        if editor is None:
            event.ignore()
        elif label := self._class_of(event):
            if label in self._relation_keys.values():
                editor.links.press(label)
            else:
                editor.apply_label(label)
        elif verb.startswith(("move:", "select:")):
            kind, move = verb.split(":")
            self._move(editor, move, keep_anchor=kind == "select")
        elif verb in self._handlers:
            self._handlers[verb]()
        elif verb:
            self.asked.emit(verb)
        else:
            event.ignore()

    def _class_of(self, event: QKeyEvent) -> str:
        """Return the label or kind of relation of a key, labels first, or an empty string."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        key = event.text().casefold() if plain else ""
        return (self._label_keys.get(key) or self._relation_keys.get(key, "")) if key else ""

    def _move(self, editor: TextEditor, move: str, *, keep_anchor: bool) -> None:
        if not keep_anchor and editor.has_selection and move in {"left", "right"}:
            self.path.forget_column()
            editor.place(editor.selection[move == "right"])
            return
        page = self.viewport().height() * 0.8
        offset, upstream = self.path.go(move, editor.caret, upstream=editor.upstream, page=page)
        editor.place(offset, keep_anchor=keep_anchor, upstream=upstream)

    # ---------------------------------------------------------------- mouse and focus

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a selection or the drag of an edge."""
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it; over a grip the cursor says so."""
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Complete it."""
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the run under the pointer."""
        self._pointer.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl change the type size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.resize_type(self.size_step + (1 if event.angleDelta().y() > 0 else -1))
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is marked under a resting pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.editor is not None:
            tip = tip_at(self, QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def describe(self, words: str) -> None:
        """Tell a screen reader what is in hand; without one this costs nothing."""
        if QAccessible.isActive() and words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self.viewport().update()
