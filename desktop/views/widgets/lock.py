"""The screen when nobody has been at the keyboard: who is working here, and their PIN to go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QWidget
from shiboken6 import isValid

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.session.session import SignedIn
from desktop.views.theme.tokens import L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import line, restyle
from desktop.views.widgets.pinpad import PinPad
from desktop.views.widgets.tiles import Avatar


class LockScreen(QFrame):
    """Covers the window. ``tried`` carries a PIN; ``left`` asks to sign out and let somebody else in."""

    tried = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, person: SignedIn) -> None:
        super().__init__(parent)
        self._host = parent
        self.setObjectName("lock")
        self.setProperty("look", "ground")
        self.setAutoFillBackground(True)
        self.setAccessibleName(_("已锁屏"))
        self._covered = _put_away(parent)
        self.pad = PinPad()
        self.pad.entered.connect(self.tried)
        self._says = line(_("输入 PIN 继续。做到一半的内容都在。"), "lead")
        self.setLayout(
            column(
                None,
                row(None, Avatar(person.name, person.role, 72), None),
                row(None, line(person.name, "page"), None),
                row(None, self._says, None),
                S,
                self.pad,
                L,
                row(None, button(_("不是我，换人登录"), self._leave, look="link"), None),
                None,
                spacing=S,
            )
        )
        self.place()

    def place(self) -> None:
        """Cover the whole window."""
        self.setGeometry(self._host.rect())

    def give_back(self) -> None:
        """Open the dialogs again that lay over the window."""
        for dialog in filter(isValid, self._covered):
            dialog.open()

    def refuse(self, fault: KnownError) -> None:
        """Say why the PIN did not open."""
        self.pad.clear()
        self._says.setText(f"{fault.what}{fault.remedy}")
        restyle(self._says, tone="bad")

    def _leave(self) -> None:
        self.left.emit()


def _put_away(window: QWidget) -> list[QDialog]:
    """Hide the dialogs over a window, a list of PINs may be among them; a file dialog is given up."""
    found = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    for dialog in found:
        dialog.reject() if isinstance(dialog, QFileDialog) else dialog.hide()
    return [dialog for dialog in found if not isinstance(dialog, QFileDialog)]
