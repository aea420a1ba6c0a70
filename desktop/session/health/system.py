"""Whether the PC itself is fit: its clock, its zone, its memory, its printers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.base.clock import SystemClock
from desktop.base.errors import KnownError
from desktop.base.memory import memory_mb
from desktop.base.places import Places
from desktop.base.printers import printers
from desktop.base.wording import _
from desktop.records.queries.events import newest_moment
from desktop.records.record import Record
from desktop.session.health.row import Found, bad, doubtful, good

#: The year of this release: a PC clock before it is wrong.
LEAST_YEAR = 2026
MOST_YEAR = LEAST_YEAR + 20
#: An event may be younger than the clock by this much: a clock that runs fast is put right now and then.
SLACK = timedelta(minutes=5)
HOME_OFFSET = timedelta(hours=8)
#: Lies beside the assets of a packed program (desktop.sites.identity).
STAMP = "release.json"
LEAST_MEMORY_MB = 1_900  # a PC of 2 GB shows some less
LEAST_AVAILABLE_MB = 400


def clock(places: Places) -> Found:
    """Hold the PC's time against the year of this release and the newest event of the record."""
    now = datetime.now(UTC)
    if now.year < LEAST_YEAR:
        return bad(_("系统时间是 {year} 年，不对。", year=now.year), _("请先校准时间。"))
    shown = f"{now.astimezone():%Y-%m-%d %H:%M %z}"
    built = _built(places)
    if built is not None and now + timedelta(days=1) < built:
        return bad(
            _(
                "现在是 {now}，比本程序做好的日子 {built} 还早。",
                now=shown,
                built=f"{built.astimezone():%Y-%m-%d}",
            ),
            _("请先校准时间；主板电池没电也会这样。"),
        )
    newest = _newest(places.record)
    if newest is not None and now + SLACK < newest:
        return bad(
            _(
                "现在是 {now}，比记录里最新的一条 {newest} 还早。",
                now=shown,
                newest=f"{newest.astimezone():%Y-%m-%d %H:%M}",
            ),
            _("请先校准时间；主板电池没电也会这样。"),
        )
    if now.year > MOST_YEAR:
        return doubtful(shown, _("年份像是错的，请校准时间。"))
    return good(shown)


def zone(_places: Places) -> Found:
    """Look whether the PC keeps the time of China, as the dates on certificates do."""
    offset = datetime.now(UTC).astimezone().utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    seen = f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    if offset != HOME_OFFSET:
        return doubtful(seen, _("证书上的日期按这个时区算。请改成北京时间（UTC+08:00）。"))
    return good(_("{offset}，北京时间", offset=seen))


def memory(_places: Places) -> Found:
    """Look how much memory there is and how much of it is free."""
    total, available = memory_mb()
    if not total:
        return good(_("系统没有说有多少内存"))
    seen = _("共 {total} MB，可用 {available} MB", total=total, available=available)
    if total < LEAST_MEMORY_MB:
        return doubtful(seen, _("内存不到 2 GB，大图会慢。请加内存，或换一台。"))
    if available < LEAST_AVAILABLE_MB:
        return doubtful(seen, _("可用内存太少。请关掉别的程序再测一次。"))
    return good(seen)


def printing(_places: Places) -> Found:
    """Name the printers; none is needed, since everything can be taken away as PDF."""
    try:
        names = printers()
    except OSError:
        return doubtful(_("打印服务没有回答"), _("证书和报告可以先存成 PDF；要打印，请检查打印服务器。"))
    if names is None:
        return good(_("本机没有打印服务；证书和报告可以存成 PDF 带走打印"))
    if not names:
        return good(_("没有打印机；证书和报告可以存成 PDF 带走打印"))
    more = _("等 {n} 台", n=len(names)) if len(names) > 4 else ""
    return good("、".join(names[:4]) + more)


def _built(places: Places) -> datetime | None:
    """Return when a packed program was built, as the time of its stamp says; packing and unpacking keep it."""
    try:
        return datetime.fromtimestamp((places.assets.parent / STAMP).stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _newest(path: Path) -> datetime | None:
    if not path.is_file():
        return None
    try:
        with Record.open_readonly(path, SystemClock()) as record:
            return newest_moment(record)
    except (KnownError, ValueError):
        return None  # a record that cannot be read is told by its own row
