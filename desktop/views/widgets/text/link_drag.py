"""The mouse on relations: an arc is picked by a click, a bar under the text is dragged to another span."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.annotation.spans import Span
from desktop.base.wording import _
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.surface import TextSurface
from desktop.views.widgets.text.targets import arc_under, bar_under, hover, span_under


class LinkDrag:
    """One drag from a bar to another span at a time."""

    def __init__(self, surface: TextSurface) -> None:
        self._surface = surface
        self._from: Span | None = None
        self._pressed_at = QPointF()
        #: The last press was on an arc.
        self.took_arc = False

    @property
    def is_on(self) -> bool:
        """Tell whether a bar is held."""
        return self._from is not None

    def press(self, editor: TextEditor, point: QPointF, *, anywhere: bool) -> bool:
        """Pick the arc under a point, or take hold of the bar there; with ``anywhere`` of any span. Tell whether."""
        relation_id = arc_under(self._surface, point)
        self.took_arc = bool(relation_id)
        if relation_id:
            editor.links.pick(relation_id)
            return True
        if not editor.schema.relations or editor.history is None:
            return False
        span = span_under(self._surface, point) if anywhere else bar_under(self._surface, point)
        self._from, self._pressed_at = span, point
        return span is not None

    def move(self, point: QPointF) -> None:
        """Draw the line to the pointer."""
        if (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._surface.rubber = self._pressed_at, point
            self._surface.viewport().update()

    def release(self, editor: TextEditor, point: QPointF) -> None:
        """Relate the span under the pointer; one that was not dragged is picked."""
        head, dragged = self._from, self._surface.rubber is not None
        self._from, self._surface.rubber = None, None
        self._surface.viewport().update()
        if head is None:
            return
        if not dragged:
            editor.pick(head.id)
            return
        tail = span_under(self._surface, point)
        if tail is not None and tail.id != head.id:
            offer(editor, self._surface.viewport(), head, tail, point)

    def wander(self, point: QPointF) -> None:
        """Show the arc under a pointer that holds nothing."""
        hover(self._surface, arc_under(self._surface, point))


def offer(editor: TextEditor, viewport: QWidget, head: Span, tail: Span, point: QPointF) -> None:
    """Make the one relation that two spans may have, or let the person choose among those that they may."""
    kinds = editor.links.offered(head, tail)
    if not kinds:
        backwards = editor.links.offered(tail, head)
        said = _("这两处之间没有可建的关系。")
        if backwards:
            said = _("方向反了：请从另一端拖过来。")
        editor.noticed.emit(said, "caution")
        return
    if len(kinds) == 1:
        editor.links.make(kinds[0].id, head, tail)
        return
    menu = QMenu(viewport)
    menu.setAccessibleName(_("选择关系类型"))
    for kind in kinds:
        action = QAction(f"{kind.called}\t{kind.key}", menu)
        action.setData(kind.id)
        menu.addAction(action)
    menu.triggered.connect(lambda action: editor.links.make(str(action.data()), head, tail))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(viewport.mapToGlobal(point.toPoint()))
