"""Long copying with a bar and a way out: what is done shows, and cancelling leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from desktop.base.errors import KnownError
from desktop.base.progress import Progress
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, M
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import line, paragraph
from desktop.views.work import STEPS, Work


class TransferDialog(QDialog):
    """Does ``work`` in a thread. ``then`` gets its result; ``failed`` its fault, also that it was broken off."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        work: Callable[[Progress], Any],
        *,
        then: Callable[[Any], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._do = work
        self._then = then
        self._failed = failed
        self._stopping = False
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._says = line(_("正在准备 …"), "quiet")
        self.cancel = button(_("取消"), self.stop)
        self.setLayout(
            column(
                paragraph(title, "section"),
                self._bar,
                self._says,
                paragraph(_("请不要拔优盘。"), "caption"),
                row(None, self.cancel),
                margin=XL,
                spacing=M,
            )
        )
        self.setFixedWidth(theme().px(480))
        self._work = Work(self)
        self._work.failed.connect(self._fault)
        self._work.moved.connect(self._show)

    def begin(self) -> None:
        """Show the dialog and start."""
        self.open()
        self._work.start(lambda: self._do(self._work.hear), self._done)

    def stop(self) -> None:
        """Ask the work to break off at its next portion."""
        self._stopping = True
        self._work.stop()
        self.cancel.setEnabled(False)
        self._says.setText(_("正在停下 …"))

    def wait(self) -> None:
        """Wait for the thread."""
        self._work.wait()

    def reject(self) -> None:
        """Do not close under the work: Escape asks it to break off."""
        self.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Break off with Escape; Enter does nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
        else:
            event.ignore()

    def _show(self, done: int, whole: int) -> None:
        if self._stopping or whole <= 0:
            return
        self._bar.setRange(0, STEPS)
        self._bar.setValue(STEPS * done // whole)
        if done >= whole:
            self._says.setText(_("正在核对 …"))
        else:
            self._says.setText(_("{share} %", share=100 * done // whole))

    def _done(self, result: Any) -> None:
        self.accept()
        self._then(result)

    def _fault(self, fault: KnownError) -> None:
        self.accept()
        self._failed(fault)
