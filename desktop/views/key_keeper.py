"""Keeps the keys of the bench those of whoever is signed in, and opens the window to change them."""

from __future__ import annotations

import sys
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.session.changes import Changes
from desktop.session.operations import shortcuts
from desktop.session.session import Session
from desktop.views.page import Page
from desktop.views.widgets.key_asking import key_asking


class KeyKeeper(QObject):
    """Belongs to the window: what is asked for on a bench is answered over it."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        if session.account is not None:
            put_in_force(session)
        session.listen(partial(_hear, session))
        key_asking().asked.connect(self._open)

    def _open(self, asker: QWidget) -> None:
        """Open the window over the page that asks; another window's page is not ours."""
        from desktop.views.dialogs.shortcuts import (
            ShortcutsDialog,
        )  # its list is of no use before anybody asks

        if asker.window() is not self._window:
            return
        page = next((each for each in self._window.findChildren(Page) if each.isAncestorOf(asker)), None)
        dialog = ShortcutsDialog(self._session, self._window, may_drill=page is None or page.may_lock)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def put_in_force(session: Session) -> None:
    """Make the keys of whoever is signed in those of the bench."""
    # 17 ms of tables that the first window need not wait for: nobody has keys before signing in.
    from desktop.views.widgets.canvas.keys_in_use import keys_in_use

    keys_in_use().use(shortcuts.key_choice(session))


def _empty_hands() -> None:
    """Put down what the last person had in hand; nothing was in hand where no bench was ever opened."""
    kept = sys.modules.get("desktop.views.widgets.bench.kept")
    if kept is not None:
        kept.kept().forget()


def _hear(session: Session, changes: Changes) -> None:
    if changes.touch("account"):
        _empty_hands()
    if changes.touch("account") or (changes.touch("settings") and "keys" in changes.subjects):
        put_in_force(session)
