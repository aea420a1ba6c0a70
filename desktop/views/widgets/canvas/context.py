"""The context image (参考图片): a second picture of the exercise beside the one that is worked on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.navigation import NavigableView
from desktop.views.widgets.cards import Frame
from desktop.views.widgets.labels import line

#: Our pixels.
_TALL = 200


class ContextView(NavigableView):
    """The picture itself: it can be zoomed and moved, and nothing is drawn on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("参考图片"))
        self.setMinimumSize(120, theme().px(_TALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self.begin_pan(event, anyway=True)
        self.show_cursor()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of it."""
        self.end_pan()
        self.show_cursor()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Show everything."""
        self.end_pan()
        self.fit()

    def idle_cursor(self) -> Qt.CursorShape:
        """Return an open hand: the picture can be moved."""
        return Qt.CursorShape.OpenHandCursor


class ContextPanel(Frame):
    """The panel around it. It hides itself when an exercise has no second picture."""

    #: The picture could not be shown: a KnownError. The exercise can be worked on all the same.
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", margin=8, spacing=8)
        if parent is not None:
            self.setParent(parent)
        self.view = ContextView()
        self._says = line(_("参考图片"))
        self._fault = line("", "caption")
        self._fault.setWordWrap(True)
        self._fault.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._says.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fault.hide()
        self.add(self._says, self.view, self._fault)
        self.view.loader.failed.connect(self._tell)
        self.hide()

    def show_picture(self, data: bytes, name: str = "") -> None:
        """Show a second picture, of which ``name`` says what it is; without data there is none."""
        self.clear()
        if not data:
            return
        self._says.setText(_("参考图片：{name}", name=name) if name else _("参考图片"))
        self.view.show()
        self.show()
        self.raise_()
        try:
            self.view.open_picture(data)
        except KnownError as fault:
            self._tell(fault)

    def adjust(self, look: Look) -> None:
        """Show it with the look of the picture that is worked on."""
        self.view.adjust(look)

    def clear(self) -> None:
        """Let go of the picture; no thread or timer is left running."""
        self.view.shut()
        self._fault.hide()
        self.hide()

    def _tell(self, fault: KnownError) -> None:
        """Say why there is no picture instead of showing one."""
        self.view.hide()
        self._fault.setText(f"{fault.what}{fault.remedy}")
        self._fault.show()
        self.failed.emit(fault)
