"""The reboot check: does this PC forget with a restart what was written to it? Begun by a person, compared at starts."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.base import witness
from desktop.base.boot import boot_name
from desktop.base.clock import moment
from desktop.base.errors import KnownError
from desktop.base.machine import computer_name, machine_tag
from desktop.base.places import Places
from desktop.base.refusals import reason
from desktop.base.volume import Kind, Volume
from desktop.base.volumes import volume_of, volumes
from desktop.base.witness import Ground, Standing
from desktop.base.wording import _

log = logging.getLogger(__name__)

#: Where a person at the window lets a witness be written; an installer names the stick it runs from.
AT_THE_WINDOW: tuple[Kind, ...] = ("fixed", "removable")
IN_SILENCE: tuple[Kind, ...] = ("fixed",)


@dataclass(frozen=True)
class Begun:
    """A check that was begun: every file that was written, the data folder's first."""

    written: tuple[Path, ...]

    @property
    def remembered(self) -> bool:
        """Whether another drive remembers too: without one a restore shows only by silence."""
        return len(self.written) > 1


def drives(places: Places, kinds: Sequence[Kind] = AT_THE_WINDOW) -> tuple[Volume, ...]:
    """Return the other drives that can hold a witness."""
    home = volume_of(places.data).root
    return tuple(
        each
        for each in volumes()
        if each.kind in kinds
        and each.root not in (home, Path("/"))
        and not each.read_only
        and os.access(each.root, os.W_OK)
    )


def begin(places: Places, kinds: Sequence[Kind] = AT_THE_WINDOW, also: Sequence[Path] = ()) -> Begun:
    """Write the witnesses; the person restarts the PC next. Raises KnownError when the data folder takes none."""
    ground = _ground(places, also, kinds)
    try:
        written = witness.begin(ground, boot=boot_name(), now=datetime.now(UTC), computer=computer_name())
    except OSError as fault:
        raise KnownError(
            _("数据文件夹不能写：{reason}", reason=reason(fault)),
            where=str(places.data),
            remedy=_("请换一个可以写的文件夹，或检查权限。"),
        ) from fault
    log.info("reboot check begun: %s", ", ".join(map(str, written)))
    return Begun(written)


def standing(places: Places, also: Sequence[Path] = ()) -> Standing:
    """Return how the check stands, writing nothing."""
    return witness.stands(_ground(places, also), boot_name())


def at_start(places: Places, also: Sequence[Path] = ()) -> Standing:
    """Compare at a start of the program, and count this start of the PC where a check was begun. Never raises."""
    ground = _ground(places, also)
    try:
        found = witness.note_start(ground, boot=boot_name(), now=datetime.now(UTC))
    except OSError as fault:
        log.warning("a start of the PC was not counted: %s", fault)
        found = witness.stands(ground, boot_name())
    if found.state == "restored":
        log.warning("this PC was set back: %s remembers more than the data folder", found.kept_at)
    return found


def alarm(found: Standing) -> tuple[str, str]:
    """Return what happened and what to do, in plain words, for a PC that was set back."""
    kept, where = found.kept, found.kept_at
    drive = str(where.parent) if where else ""
    when = _day(kept.at) if kept else ""
    if found.own is None:
        what = _(
            "这台电脑会自己还原：{when} 写进数据文件夹的东西已经没有了，而 {drive} 里的还在。",
            when=when,
            drive=drive,
        )
    else:
        what = _(
            "这台电脑会自己还原：数据文件夹回到了 {before} 的样子，而 {drive} 里的记到了 {when}。",
            before=_day(found.own.at),
            drive=drive,
            when=when,
        )
    return what, advice()


def told(found: Standing) -> tuple[str, ...]:
    """Return how the check stands, for a person."""
    if found.state == "restored":
        return alarm(found)
    if found.own is None:
        return (_("重启检查还没有做。如果已经做过，说明这台电脑会自己还原。"),)
    if found.state == "pending":
        return (_("重启检查已开始，还没有重启。请点“重新启动”重启电脑，再打开本程序。"),)
    return (_("重启检查通过：{day} 起没有被还原。", day=_day(found.own.passed_at or found.own.at)),)


def advice() -> str:
    """Return what to do on a PC that sets itself back."""
    return _(
        "学员的记录会在重启时丢失，请先停用。请管理员解冻（关闭还原），或者把数据文件夹放到不还原的盘上，再做一次重启检查。"
        "如果只是有人删过或换过数据文件夹，重做一次检查即可。"
    )


def _ground(places: Places, also: Sequence[Path], kinds: Sequence[Kind] = AT_THE_WINDOW) -> Ground:
    roots = [each.root for each in drives(places, kinds)]
    # Of a folder on a stick its drive counts: that is where later starts look.
    named = [volume_of(path) for path in also]
    home = volume_of(places.data).root
    roots += [each.root for each in named if each.root not in (home, Path("/"))]
    return Ground(places.data, tuple(dict.fromkeys(roots)), machine_tag(places.data))


def _day(at: str) -> str:
    return f"{moment(at).astimezone():%Y-%m-%d %H:%M}"
