"""Keeps keys and habits of the bench those of whoever is signed in, and opens the window to change keys."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.base.errors import KnownError
from desktop.base.habits import Habits
from desktop.base.key_choice import KeyChoice
from desktop.session.changes import Changes
from desktop.session.operations import habits, shortcuts
from desktop.session.session import Session
from desktop.views.page import Page
from desktop.views.widgets.habits_in_use import habits_in_use
from desktop.views.widgets.key_asking import key_asking

#: Milliseconds without a change after which habits are stored.
RESTS = 800


class KeyKeeper(QObject):
    """Belongs to the window: what is asked for on a bench is answered over it."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        #: Stores the habits that were changed last, once the hand has rested.
        self._unsaved: Callable[[], None] | None = None
        self._rest = QTimer(self, singleShot=True, interval=RESTS)
        self._rest.timeout.connect(self._keep_habits)
        habits_in_use().use(habits.habits_of(session))
        if session.account is not None:
            put_in_force(session)
        session.listen(self._hear)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._keep_habits)
        key_asking().asked.connect(self._open)
        key_asking().chosen.connect(self._store_keys)
        habits_in_use().changed.connect(self._note_habits)

    def _hear(self, changes: Changes) -> None:
        # The session outlives a window.
        if not isValid(self):
            return
        if changes.touch("account"):
            self._keep_habits()
        if changes.touch("account") or (changes.touch("settings") and "crosshair" in changes.subjects):
            habits_in_use().use(habits.habits_of(self._session))
        _hear(self._session, changes)

    def _note_habits(self, changed: Habits) -> None:
        """Have habits stored when nothing more is changed for a while; a slider changes them many times a second."""
        self._unsaved = partial(habits.keeper_of(self._session), changed)
        self._rest.start()

    def _keep_habits(self) -> None:
        self._rest.stop()
        unsaved, self._unsaved = self._unsaved, None
        if unsaved is None:
            return
        try:
            unsaved()
        except KnownError as fault:
            self._tell(fault)

    def _store_keys(self, choice: KeyChoice) -> None:
        """Store keys that were changed at a bench. They are in force until the next sign-in even where the disk refuses."""
        if self._session.account is None:
            return
        try:
            shortcuts.set_key_choice(self._session, choice)
        except KnownError as fault:
            self._tell(fault)

    def _tell(self, fault: KnownError) -> None:
        from desktop.views.dialogs.fault import tell  # of no use before something fails

        tell(fault, self._window)

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
