"""Packs on a stick: what lies there, how it stands to what this PC has, and installing it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from desktop.base import volumes
from desktop.base.errors import KnownError
from desktop.base.places import program_folder
from desktop.base.progress import Progress, StoppedError, unheard
from desktop.base.wording import _
from desktop.curriculum.files import files_digest, open_files
from desktop.curriculum.shelf import Shelved
from desktop.records.queries.classes import Cohort, cohorts
from desktop.records.queries.sittings import Sitting, sittings
from desktop.session.changes import changed
from desktop.session.session import Session
from desktop.sites.identity import identity
from desktop.sites.looking import Sight, look
from desktop.sites.pack_install import Glance, glance, install_pack, thin
from desktop.sites.release_list import ReleaseList, numbers, read_release_list

log = logging.getLogger(__name__)

#: new: not on this PC; newer, same, older: by its version; needed: an older one that a sitting still waits for;
#: clash: the version is here with other content; broken: it cannot be used.
PackState: TypeAlias = Literal["new", "newer", "same", "older", "needed", "clash", "broken"]
FITTING: frozenset[PackState] = frozenset({"new", "newer", "needed"})
#: The folder of packs beside a portable program.
PORTABLE_PACKS = "packs"
SHORT = slice(len("sha256:"), len("sha256:") + 12)


@dataclass(frozen=True)
class PackOffer:
    """A pack that was found. ``have`` is the version in use here, ``classes`` are those that would move to it."""

    path: Path
    where: str
    size: int
    state: PackState
    pack_id: str = ""
    title: str = ""
    order_name: str = ""
    version: str = ""
    digest: str = ""
    have: str = ""
    fault: str = ""
    #: A release list beside it, signed by this program's publisher, names it: ``sha256`` is that of the file.
    sha256: str = ""
    classes: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether there is a reason to install it."""
        return self.state in FITTING

    @property
    def short_digest(self) -> str:
        """The first twelve digits of the pack's digest, enough to compare by eye."""
        return self.digest[SHORT]


@dataclass(frozen=True)
class Found:
    """What lies on the sticks: packs to look at, release lists, the drives' names, and whether there was more."""

    packs: tuple[PackOffer, ...] = ()
    lists: tuple[Path, ...] = ()
    drives: tuple[str, ...] = ()
    cut: bool = False


@dataclass(frozen=True)
class Installed:
    """What came of installing some packs: those that are here now, and a sentence for each that is not."""

    done: tuple[PackOffer, ...] = ()
    faults: tuple[tuple[PackOffer, KnownError], ...] = field(default=())


def find(session: Session, folders: Iterable[Path] = ()) -> Found:
    """Return what lies on the sticks in this PC, beside a portable program, and in ``folders``."""
    drives = sticks()
    beside = program_folder() / PORTABLE_PACKS
    roots = [drive.root for drive in drives]
    if session.places.portable and beside.is_dir():
        roots.append(beside)
    sight = look([*roots, *folders], skip=(session.places.data, session.places.courses))
    signed = _signed(session, sight)
    here = _Here(session)
    packs = tuple(_offer(here, path, signed.get(path, "")) for path in sight.packs)
    return Found(
        tuple(sorted(packs, key=_first_what_fits)), sight.lists, tuple(map(name_of, drives)), sight.cut
    )


def sticks() -> tuple[volumes.Volume, ...]:
    """Return the drives that somebody put in."""
    return tuple(each for each in volumes.volumes() if each.kind in ("removable", "optical"))


def name_of(drive: volumes.Volume) -> str:
    """Return a drive as a person knows it."""
    return f"{drive.label} ({drive.root})" if drive.label else str(drive.root)


def offer(session: Session, path: Path, sha256: str = "") -> PackOffer:
    """Return how a pack stands to what this PC has; one that cannot be read says why in one sentence."""
    return _offer(_Here(session), path, sha256)


class _Here:
    """What this PC has, asked once for a whole look at the sticks."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._versions: dict[str, tuple[Shelved, ...]] = {}
        self._digests: dict[Shelved, str] = {}

    def versions(self, pack_id: str) -> tuple[Shelved, ...]:
        """Return every version of a pack, the newest first."""
        if pack_id not in self._versions:
            self._versions[pack_id] = self.session.shelf.versions(pack_id)
        return self._versions[pack_id]

    def digest(self, shelved: Shelved) -> str:
        """Return the digest of a pack that is here."""
        if shelved not in self._digests:
            files = open_files(shelved.path)
            try:
                self._digests[shelved] = files_digest(files)
            finally:
                files.close()
        return self._digests[shelved]


@lru_cache(maxsize=256)
def _glance(path: Path, _size: int, _changed: int) -> Glance:
    """Return what a file says of itself; read again only when it changed, the page looks every few seconds."""
    return glance(path)


def _offer(here: _Here, path: Path, sha256: str) -> PackOffer:
    session = here.session
    try:
        found = path.stat()
        size = found.st_size
        seen = _glance(path, size, found.st_mtime_ns)
    except (KnownError, OSError) as fault:
        said = fault.what if isinstance(fault, KnownError) else (fault.strerror or str(fault))
        return PackOffer(path, str(path.parent), 0, "broken", title=path.name, fault=said)
    state, have, fault_said = _standing(here, seen)
    return PackOffer(
        path,
        str(path.parent),
        size,
        state,
        seen.head.id,
        seen.head.title,
        seen.order.name,
        seen.head.version,
        seen.digest,
        have,
        fault_said,
        sha256,
        tuple(each.name for each in _classes(session, seen.head.id)) if have else (),
    )


def install(session: Session, offers: Sequence[PackOffer], progress: Progress = unheard) -> Installed:
    """Install packs one after the other; one that fails changes nothing and the others go on.

    Raises KnownError for anybody but an instructor, and StoppedError when it was broken off.
    """
    session.instructor()
    whole = sum(each.size for each in offers) or 1
    before = 0
    done: list[PackOffer] = []
    faults: list[tuple[PackOffer, KnownError]] = []
    for each in offers:
        start = before

        def on(part: int, _of: int, start: int = start) -> None:
            progress(min(start + part, whole), whole)

        try:
            _install(session, each, on)
        except StoppedError:
            raise
        except KnownError as fault:
            log.warning("pack not installed: %s", fault)
            faults.append((each, fault))
        else:
            done.append(each)
        before += each.size
    if done:
        session.publish(changed("class", "progress", subjects=tuple(each.pack_id for each in done)))
    return Installed(tuple(done), tuple(faults))


def expect_quiet(session: Session, pack_id: str = "") -> None:
    """Raise KnownError while an exam runs on this PC: of the order of a pack, or of any order without one."""
    known = {each.class_id: each for each in cohorts(session.record)}
    for sitting in running(session):
        at = known.get(sitting.class_id)
        if at is not None and pack_id in ("", at.pack_id):
            raise KnownError(
                _("{name}的考核还没有交卷，现在不能换课程包或程序。", name=sitting.name),
                where=at.name,
                remedy=_("请等考核结束后再装。"),
            )


def running(session: Session) -> tuple[Sitting, ...]:
    """Return the sittings of this PC that are not closed."""
    return tuple(each for each in sittings(session.record) if each.closed_at is None)


def _install(session: Session, wanted: PackOffer, progress: Progress) -> None:
    now = offer(session, wanted.path, wanted.sha256)
    if now.state == "broken":
        raise KnownError(now.fault, where=wanted.path.name, remedy=_("请重新拷贝课程包。"))
    if now.state == "clash" or (not now.fits and now.state != "same"):
        raise KnownError(now.fault or _("本机的课程包更新，不用安装。"), where=wanted.path.name)
    if now.state != "needed":
        expect_quiet(session, now.pack_id)
    install_pack(wanted.path, session.places, sha256=wanted.sha256, progress=progress)
    thin(session.places, now.pack_id, _digests_awaited(session))


def _standing(here: _Here, seen: Glance) -> tuple[PackState, str, str]:
    there = here.versions(seen.head.id)
    if not there:
        return "new", "", ""
    have = there[0].head.version
    ours, theirs = numbers(have), numbers(seen.head.version)
    twin = next((each for each in there if each.head.version == seen.head.version), None)
    if twin is not None and here.digest(twin) != seen.digest:
        return "clash", have, _("本机已有同一版本号、内容不同的课程包。")
    if twin is not None:
        return "same", have, ""
    if theirs > ours:
        return "newer", have, ""
    if seen.digest in _digests_awaited(here.session):
        return "needed", have, ""
    return "older", have, ""


def _digests_awaited(session: Session) -> frozenset[str]:
    """Return the packs that sittings which are not decided were drawn from."""
    return frozenset(each.pack_digest for each in sittings(session.record) if each.decision is None)


def _classes(session: Session, pack_id: str) -> tuple[Cohort, ...]:
    return tuple(each for each in cohorts(session.record) if each.pack_id == pack_id)


def _signed(session: Session, sight: Sight) -> dict[Path, str]:
    """Return the packs that a list of this program's publisher names, with the SHA-256 of the file."""
    if not sight.lists:
        return {}
    try:
        public = identity(session.places).public_key
    except KnownError:
        return {}
    signed: dict[Path, str] = {}
    for path in sight.lists:
        try:
            listed = read_release_list(path, public)
        except KnownError as fault:
            log.info("a release list was passed over: %s", fault)
            continue
        signed.update(_named(path.parent, listed))
    return signed


def _named(folder: Path, listed: ReleaseList) -> dict[Path, str]:
    return {folder / each.name: each.sha256 for each in listed.packs()}


def _first_what_fits(each: PackOffer) -> tuple[bool, bool, str, str]:
    return (not each.fits, each.state == "broken", each.title, str(each.path))
