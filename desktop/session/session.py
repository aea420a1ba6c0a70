"""The running application without a window: its record, packs and settings, who is signed in, who listens."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.base.clock import Clock, SystemClock
from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.refusals import reason
from desktop.base.settings import Settings
from desktop.base.wording import _
from desktop.curriculum.shelf import Shelf
from desktop.records.record import Record
from desktop.session.changes import Changes
from desktop.session.shown import Role
from desktop.session.speaking import speak_as_set

log = logging.getLogger(__name__)

Listener: TypeAlias = Callable[[Changes], None]


@dataclass(frozen=True)
class SignedIn:
    """The person at the keyboard."""

    account_id: str
    name: str
    role: Role


@dataclass
class Session:
    """What every operation needs. Operations change things; pages read values and listen to :meth:`publish`."""

    places: Places
    clock: Clock
    record: Record
    shelf: Shelf
    settings: Settings
    account: SignedIn | None = None
    _listeners: list[Listener] = field(default_factory=list)

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with every change from now on."""
        self._listeners.append(listener)

    def publish(self, changes: Changes) -> None:
        """Tell every listener what changed."""
        for listener in tuple(self._listeners):
            listener(changes)

    def person(self) -> SignedIn:
        """Return who is signed in. Raises KnownError when nobody is."""
        if self.account is None:
            raise KnownError(_("还没有人登录。"), remedy=_("请先登录。"))
        return self.account

    def instructor(self) -> SignedIn:
        """Return the signed-in instructor. Raises KnownError for anybody else."""
        person = self.person()
        if person.role != "instructor":
            raise KnownError(_("这一步需要讲师来做。"), remedy=_("请讲师登录后再试。"))
        return person

    def trainee(self) -> SignedIn:
        """Return the signed-in trainee. Raises KnownError for anybody else."""
        person = self.person()
        if person.role != "trainee":
            raise KnownError(_("这一步需要学员来做。"), remedy=_("请学员登录后再试。"))
        return person

    def close(self) -> None:
        """Close the record; the session cannot be used afterwards."""
        self.record.close()


def open_session(places: Places, clock: Clock | None = None) -> Session:
    """Open the application in these places. Raises KnownError when the record cannot be opened."""
    clock = clock or SystemClock()
    try:
        places.data.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise KnownError(
            _("数据文件夹不能写：{reason}", reason=reason(fault)),
            where=str(places.data),
            remedy=_("请换一个可以写的文件夹，或检查权限。"),
        ) from fault
    settings = speak_as_set(places)
    record = Record.open(places.record, clock)
    return Session(places, clock, record, Shelf(places.courses, places.packs), settings)
