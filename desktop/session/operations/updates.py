"""Updating the program from a stick: what a release offers, and preparing it behind a backup of the record."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

import desktop
from desktop.base.errors import KnownError
from desktop.base.places import program_folder
from desktop.base.progress import Progress, unheard
from desktop.base.wording import SOURCE_LANGUAGE, _, language
from desktop.records.maintenance import backup, check
from desktop.session.operations import sticks
from desktop.session.operations.sticks import Installed, PackOffer
from desktop.session.session import Session
from desktop.sites import processes, program_update
from desktop.sites.identity import Identity, identity
from desktop.sites.program_update import NoUpdateError, Outcome, Ready, fitting_file
from desktop.sites.release_list import read_release_list

log = logging.getLogger(__name__)

#: newer: it can be installed; same, older: nothing to do; refused: it cannot, and ``fault`` says why.
UpdateState: TypeAlias = Literal["newer", "same", "older", "refused"]


@dataclass(frozen=True)
class UpdateOffer:
    """A release that was found. ``packs`` are those of it that this PC does not have yet."""

    path: Path
    state: UpdateState
    version: str = ""
    have: str = ""
    built_at: str = ""
    notes: str = ""
    size: int = 0
    kind: str = ""
    fault: str = ""
    remedy: str = ""
    packs: tuple[PackOffer, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """Everything done that can be done while the program runs: the record's copy, the packs, the waiting update."""

    ready: Ready
    backup: Path
    packs: Installed


def offers(
    session: Session, lists: Iterable[Path], packs: Iterable[PackOffer] = ()
) -> tuple[UpdateOffer, ...]:
    """Return what the release lists on the sticks offer, newer ones first."""
    here = tuple(packs)
    found = [offer(session, path, here) for path in lists]
    order = ("newer", "refused", "same", "older")
    return tuple(sorted(found, key=lambda each: (order.index(each.state), str(each.path))))


def offer(session: Session, path: Path, packs: tuple[PackOffer, ...] = ()) -> UpdateOffer:
    """Return what one release list offers to this program; a list that cannot be trusted says why."""
    try:
        me = _me(session)
        listed = read_release_list(path, me.public_key)
    except KnownError as fault:
        return UpdateOffer(path, "refused", have=desktop.__version__, fault=fault.what, remedy=fault.remedy)
    notes = listed.notes.zh if language() == SOURCE_LANGUAGE else listed.notes.en
    named = {path.parent / each.name for each in listed.packs()}
    offered = UpdateOffer(
        path,
        "newer",
        listed.version,
        me.version,
        listed.built_at,
        notes or listed.notes.zh,
        kind=me.kind,
        packs=tuple(each for each in packs if each.path in named and each.fits),
    )
    try:
        wanted = fitting_file(listed, me, path.parent)
    except NoUpdateError as fault:
        state: UpdateState = (
            "same" if fault.state == "same" else "older" if fault.state == "older" else "refused"
        )
        return replace(offered, state=state, fault=fault.what, remedy=fault.remedy)
    return replace(offered, size=wanted.size)


def prepare(session: Session, offered: UpdateOffer, progress: Progress = unheard) -> Prepared:
    """Check the release again, back the record up, install its packs, copy and unpack the new program.

    Raises KnownError; the program is then as it was. Nothing of it is changed before it has ended.
    """
    session.instructor()
    sticks.expect_quiet(session)
    me = _me(session)
    listed = read_release_list(offered.path, me.public_key)
    wanted = fitting_file(listed, me, offered.path.parent)
    copy = _backed_up(session)
    packs = _packs(session, offered)
    ready = program_update.prepare(
        wanted,
        listed,
        me,
        source=offered.path.parent / wanted.name,
        program=program_folder(),
        places=session.places,
        pid=os.getpid(),
        progress=progress,
    )
    log.info("update to %s prepared from %s", listed.version, wanted.name)
    return Prepared(ready, copy, packs)


def carry_out(ready: Ready) -> None:
    """Start what waits for this program's end; to be called last of all. Raises KnownError when it does not start."""
    try:
        processes.start_apart(ready.command, folder=ready.folder)
    except OSError as fault:
        raise KnownError(
            _("升级程序启动不了：{reason}", reason=fault.strerror or fault), where=ready.command[0]
        ) from fault


def call_off(session: Session) -> None:
    """Take back a prepared update that is not carried out."""
    program_update.drop(session.places, program_folder())


def settle(session: Session) -> Outcome | None:
    """Tidy up after an update that was begun before this start, and tell what became of it."""
    outcome = program_update.settle(session.places, program_folder(), _version(session))
    if outcome is not None:
        log.info("update to %s: %s", outcome.version, "done" if outcome.done else outcome.reason)
    return outcome


def _version(session: Session) -> str:
    """Return the version this program was packed as; a checkout has that of its source."""
    try:
        return _me(session).version
    except KnownError:
        return desktop.__version__


def _me(session: Session) -> Identity:
    return identity(session.places)


def _packs(session: Session, offered: UpdateOffer) -> Installed:
    return sticks.install(session, offered.packs) if offered.packs else Installed()


def _backed_up(session: Session) -> Path:
    """Return a copy of the record that was checked; without one the program is not updated."""
    try:
        copy = backup(session.record, session.places.backups)
    except OSError as fault:
        raise KnownError(
            _("记录备份不了，没有升级：{reason}", reason=fault.strerror or fault),
            where=str(session.places.backups),
            remedy=_("请清理磁盘后再试。"),
        ) from fault
    if faults := check(copy, quick=True):
        raise KnownError(
            _("记录的备份读回来不对，没有升级：{fault}", fault=faults[0]),
            where=str(copy),
            remedy=_("请先用“自检”检查这台电脑。"),
        )
    return copy
