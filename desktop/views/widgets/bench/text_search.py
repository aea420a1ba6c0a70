"""Looking through a text: the find bar, and marking every identical string after a preview."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from desktop.annotation.text_tools import identical
from desktop.base.wording import _
from desktop.views.widgets.text.auto_mark import AutoMarkDialog
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.find_bar import FindBar
from desktop.views.widgets.text.view import TextView


class TextSearch(QObject):
    """Searches the text that is open in a view; ``bar`` is to be put above it."""

    #: Something to tell the person: the sentence and its tone.
    noticed = Signal(str, str)

    def __init__(self, view: TextView) -> None:
        super().__init__(view)
        self.bar = FindBar()
        self.bar.hide()
        self._view = view
        self._editor: TextEditor | None = None
        self.bar.found.connect(view.show_hits)
        self.bar.closed.connect(view.setFocus)

    def open(self, editor: TextEditor) -> None:
        """Search in another text from now on."""
        self._editor = editor
        self.bar.hide()

    def find(self) -> None:
        """Open the find bar, with what is selected."""
        if self._editor is not None:
            start, end = self._editor.selection
            self.bar.open_bar(self._editor.text, self._editor.text[start:end], start)

    def next(self) -> None:
        """Go to the next hit; without a search, begin one."""
        self.bar.next() if self.bar.isVisible() else self.find()

    def previous(self) -> None:
        """Go to the previous hit; without a search, begin one."""
        self.bar.previous() if self.bar.isVisible() else self.find()

    def mark_identical(self) -> None:
        """Show every place with the words of the picked span, and mark those that the person ticks."""
        editor = self._editor
        if editor is None or not editor.may_edit:
            return
        model = editor.span
        hits = identical(editor.text, editor.index, model) if model is not None else []
        if model is None:
            self.noticed.emit(_("先标好一处并选中它，再做同词标注。"), "caution")
        elif not hits:
            self.noticed.emit(_("没有别的地方有相同的文字。"), "quiet")
        else:
            label = editor.schema.label(model.label)
            dialog = AutoMarkDialog(self._view, editor.text, self._view.scene.segments, model, hits)
            dialog.name_label(label.called if label is not None else model.label)
            dialog.accepted.connect(lambda: editor.mark_hits(model, dialog.ranges()))
            self._preview(dialog)

    def _preview(self, dialog: AutoMarkDialog) -> None:
        """Open the dialog and show its hits in the text as long as it is there, also under the lock."""
        dialog.looked_at.connect(self._view.show_place)
        dialog.finished.connect(self._preview_ended)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view.show_hits([(hit.start, hit.end) for hit in dialog.model.hits], None)
        dialog.open()

    def _preview_ended(self) -> None:
        self._view.show_hits([], None)
        self._view.show_place(None)
