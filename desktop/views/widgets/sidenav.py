"""The instructor's navigation at the left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton

from desktop.base.wording import _
from desktop.views.navigation import SECTIONS
from desktop.views.theme.current import theme
from desktop.views.theme.icons import icon
from desktop.views.theme.tokens import XS, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame

WIDTH = 176


class SideNav(Frame):
    """One button a section; ``chosen`` carries the page's name."""

    chosen = Signal(str)

    def __init__(self, section: str) -> None:
        super().__init__("side", margin=M, spacing=XS)
        self.setFixedWidth(theme().px(WIDTH))
        self.setAccessibleName(_("讲师台导航"))
        self._buttons: dict[str, QPushButton] = {}
        for place, entry in enumerate(SECTIONS):
            made = button(_(entry.title), self._pressed, look="nav")
            made.setObjectName(entry.page)
            made.setCheckable(True)
            made.setIconSize(QSize(theme().px(28), theme().px(20)))
            made.setShortcut(f"Alt+{place + 1}")
            made.setToolTip(f"Alt+{place + 1}")
            self._buttons[entry.page] = made
            self.add(made)
            made.setIcon(icon(entry.icon, "quiet", gap=S))
        self.add(None)
        self.mark(section)

    def mark(self, section: str) -> None:
        """Press the button of the section that is shown."""
        for entry in SECTIONS:
            made = self._buttons[entry.page]
            made.setChecked(entry.page == section)
            made.setIcon(icon(entry.icon, "accent_strong" if entry.page == section else "quiet", gap=S))

    def _pressed(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(sender.objectName())
