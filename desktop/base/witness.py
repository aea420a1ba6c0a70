"""Witnesses of the reboot check: small files in the data folder and on other drives that remember each other.

A PC with a restore card (还原卡) forgets with a restart what was written to its protected drives. The data folder's
witness counts the starts of the PC; so do the copies on drives that the card may leave alone. When a copy has counted
further than the data folder, the data folder was set back.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from desktop.base.boot import same_boot
from desktop.base.clock import moment, stamp
from desktop.base.files import write_whole

#: never: no check was begun, or nothing remembers it; pending: begun, not restarted since; restored: set back.
State: TypeAlias = Literal["never", "pending", "passed", "restored"]
FORMAT = 1
MOST_BYTES = 10_000
NAME = "doorstep-witness-{tag}.json"
_TAG = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Witness:
    """What a place remembers. ``count`` only ever grows: by each beginning and by each start of the PC.

    ``nonce`` names the check, ``begun_boot`` the start it was begun in, ``boot`` the last start that was noted.
    """

    tag: str
    nonce: str
    count: int
    begun_at: str
    begun_boot: str
    boot: str
    at: str
    computer: str = ""
    passed_at: str = ""


@dataclass(frozen=True)
class Standing:
    """How the check stands: the data folder's own witness, and where one was kept that it no longer has."""

    state: State
    own: Witness | None = None
    kept: Witness | None = None
    kept_at: Path | None = None


@dataclass(frozen=True)
class Ground:
    """Where witnesses lie: the data folder, the roots of other drives, and the tag that is in the files' names."""

    data: Path
    others: tuple[Path, ...]
    tag: str

    @property
    def own(self) -> Path:
        """The data folder's witness."""
        return self.data / NAME.format(tag=self.tag)

    def copies(self) -> tuple[Path, ...]:
        """Return where the others are, or would be."""
        return tuple(root / NAME.format(tag=self.tag) for root in self.others)


def begin(ground: Ground, *, boot: str, now: datetime, computer: str = "") -> tuple[Path, ...]:
    """Write a fresh witness into the data folder and every other place that takes it; return where it was written.

    Raises OSError when the data folder does not take it.
    """
    known = [found for path in (ground.own, *ground.copies()) if (found := read(path, ground.tag))]
    count = max((found.count for found in known), default=0) + 1
    at = stamp(now)
    fresh = Witness(ground.tag, secrets.token_hex(16), count, at, boot, boot, at, computer)
    _write(ground.own, fresh)
    return (ground.own, *_spread(fresh, ground.copies()))


def stands(ground: Ground, boot: str) -> Standing:
    """Return how the check stands, writing nothing."""
    own = read(ground.own, ground.tag)
    kept = [(found, path) for path in ground.copies() if (found := read(path, ground.tag))]
    newest, where = max(kept, key=lambda each: each[0].count, default=(None, None))
    if own is None and ground.own.exists():
        return Standing("never")  # damaged, which no card does
    if newest is not None and (own is None or newest.count > own.count):
        return Standing("restored", own, newest, where)
    if own is None:
        return Standing("never")
    if not own.passed_at and same_boot(own.begun_boot, boot):
        return Standing("pending", own)
    return Standing("passed", own)


def note_start(ground: Ground, *, boot: str, now: datetime) -> Standing:
    """Return how the check stands at a start of the program, and count a new start of the PC where it holds.

    Only files that a check wrote before are written again. Raises OSError when the data folder does not take it.
    """
    found = stands(ground, boot)
    own = found.own
    if own is None or found.state == "restored" or same_boot(own.boot, boot):
        return found
    at = stamp(now)
    passed_at = own.passed_at or (at if found.state == "passed" else "")
    counted = replace(own, count=own.count + 1, boot=boot, at=at, passed_at=passed_at)
    # The data folder first, down to the disk: a copy must never run ahead of it because of a power cut.
    _write(ground.own, counted)
    followers = [path for path in ground.copies() if _follows(path, own)]
    _spread(counted, followers)
    return Standing(found.state, counted)


def read(path: Path, tag: str) -> Witness | None:
    """Return a witness of this PC, None when there is none or it is no witness at all."""
    try:
        with path.open("rb") as stream:
            value = json.loads(stream.read(MOST_BYTES).decode("utf-8"))
        if value.pop("format") != FORMAT:
            return None
        found = Witness(**value)
        moment(found.begun_at), moment(found.at)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    texts = [part for name, part in asdict(found).items() if name != "count"]
    sound = type(found.count) is int and all(isinstance(part, str) for part in texts)
    return found if sound and _TAG.fullmatch(found.tag) and found.tag == tag else None


def _follows(path: Path, own: Witness) -> bool:
    found = read(path, own.tag)
    return found is not None and found.nonce == own.nonce


def _spread(witness: Witness, paths: Sequence[Path]) -> tuple[Path, ...]:
    written = []
    for path in paths:
        # A drive that is full, protected or pulled out remembers nothing; that is no fault of this PC's.
        with contextlib.suppress(OSError):
            _write(path, witness)
            written.append(path)
    return tuple(written)


def _write(path: Path, witness: Witness) -> None:
    content = json.dumps({"format": FORMAT, **asdict(witness)}, ensure_ascii=False, indent=1)
    write_whole(path, content.encode("utf-8"))
    if os.name == "posix":
        # The new name is on the disk only when its folder is.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    else:
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
