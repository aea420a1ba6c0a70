"""Whether this PC keeps what people do: the data folder, its disk, SQLite's settings, the record and the keys."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from desktop.base.clock import SystemClock
from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.volume import Kind
from desktop.base.volumes import volume_of
from desktop.base.wording import N_, _
from desktop.records.durability import durability
from desktop.records.maintenance import check
from desktop.records.record import Record
from desktop.session.health.row import Found, bad, doubtful, good

MB = 2**20
LEAST_FREE_MB = 500
#: Below this a class of a year with its backups may fill the disk.
ENOUGH_FREE_MB = 2_000
#: A commit slower than this makes every stroke wait; a tired hard disk takes 30 to 80 ms.
SLOW_COMMIT_MS = 500.0
PROBE = b"doorstep"
KINDS: dict[Kind, str] = {
    "fixed": N_("本机硬盘"),
    "removable": N_("可移动盘"),
    "network": N_("网络盘"),
    "optical": N_("光盘"),
    "memory": N_("内存盘"),
    "unknown": N_("类型不明的盘"),
}


def data_folder(places: Places) -> Found:
    """Write, flush and read a file there; then look what kind of drive it is."""
    places.data.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=places.data, prefix=".doorstep-") as probe:
        probe.write(PROBE)
        probe.flush()
        os.fsync(probe.fileno())
        probe.seek(0)
        if probe.read() != PROBE:
            return bad(_("{path}: 写进去的读出来不一样。", path=places.data), _("这块盘可能坏了，请换一块。"))
    volume = volume_of(places.data)
    seen = _(
        "{path}，能写；{kind}，{file_system}",
        path=places.data,
        kind=_(KINDS[volume.kind]),
        file_system=volume.file_system or _("文件系统不明"),
    )
    if volume.kind == "memory":
        return bad(seen, _("这里关机就清空。请把数据文件夹放到本机硬盘上。"))
    if volume.kind == "network":
        return bad(seen, _("网络盘断一下就可能丢记录。请把数据文件夹放到本机硬盘上。"))
    if volume.kind == "removable" and not places.portable:
        return doubtful(seen, _("拔掉优盘就没有记录了。请把数据文件夹放到本机硬盘上，或者使用便携版。"))
    return good(seen)


def free_space(places: Places) -> Found:
    """Look how much room the disk of the data folder has."""
    usage = shutil.disk_usage(_existing(places.data))
    free, total = usage.free // MB, usage.total // MB
    if free < LEAST_FREE_MB:
        return bad(
            _("只剩 {free} MB，至少要 {least} MB。", free=free, least=LEAST_FREE_MB),
            _("请清理磁盘后再用。"),
        )
    seen = _("剩余 {free} MB，共 {total} MB", free=free, total=total)
    if free < ENOUGH_FREE_MB:
        return doubtful(seen, _("够用，但不多。请清理到 {enough} MB 以上。", enough=ENOUGH_FREE_MB))
    return good(seen)


def durable(places: Places) -> Found:
    """Open a record beside the real one as the program does, and read back what SQLite was told."""
    places.data.mkdir(parents=True, exist_ok=True)
    found = durability(places.data)
    seen = _(
        "日志 {journal}，synchronous {synchronous}，外键 {keys}，SQLite {version}；写一次 {ms:.1f} 毫秒",
        journal=found.journal_mode.upper(),
        synchronous="FULL" if found.synchronous >= 2 else str(found.synchronous),
        keys=_("开") if found.foreign_keys else _("关"),
        version=found.sqlite,
        ms=found.commit_ms,
    )
    if not found.holds:
        return bad(seen, _("断电可能丢掉最后几步。请把数据文件夹放到本机硬盘上，再测一次。"))
    if found.commit_ms > SLOW_COMMIT_MS:
        return doubtful(seen, _("这块盘太慢，画框时会卡。请换到更快的盘，或检查这块盘的健康状况。"))
    return good(seen)


def record(places: Places) -> Found:
    """Check the record, or that one could be begun."""
    if places.record.exists():
        if faults := check(places.record):
            remedy = _("请先别再录入，从备份恢复，或请维护人员处理。")
            return bad("；".join(faults), remedy)
        size = places.record.stat().st_size / MB
        return good(_("完整，{size:.1f} MB", size=size))
    with tempfile.TemporaryDirectory(dir=places.data, ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "test.db"
        Record.open(path, SystemClock()).close()
        if faults := check(path):
            raise KnownError("；".join(faults))
    return good(_("可以新建"))


def keys(places: Places) -> Found:
    """Read the keys that certificates are signed and sealed with."""
    # cryptography and its X.509 half cost 90 ms to load: every headless verb imports this module.
    from desktop.certification.keys import KEY_FILE, fingerprint, site_key
    from desktop.certification.seal_key import known_seal

    if not (places.keys / KEY_FILE).exists():
        return good(_("还没有，建点时生成"))
    name = fingerprint(site_key(places.keys).public)
    if known_seal(places.keys) is None:
        return good(_("读得出来，指纹 {name}；第一次发证时生成签章", name=name))
    return good(_("读得出来，指纹 {name}；签章也在", name=name))


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there: it lies on the same disk."""
    return next((each for each in (folder, *folder.parents) if each.exists()), folder)
