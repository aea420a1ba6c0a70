"""The self-test: whether this PC can run the program and keep what people do."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.base.clock import SystemClock
from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.wording import LANGUAGES, SOURCE_LANGUAGE, _
from desktop.curriculum.shelf import Shelf
from desktop.records.maintenance import check
from desktop.records.record import Record

LEAST_FREE_MB = 500
FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoEmoji-Regular.ttf")
#: The year of this release: a PC clock before it is wrong.
LEAST_YEAR = 2026


@dataclass(frozen=True)
class Row:
    """One thing tested, whether it holds, and what was found."""

    name: str
    ok: bool
    detail: str


def self_test(places: Places) -> tuple[Row, ...]:
    """Run every test and return a row each; none of them raises."""
    tests: tuple[tuple[str, Callable[[Places], str]], ...] = (
        (_("数据文件夹"), _data_folder),
        (_("磁盘空间"), _free_space),
        (_("记录"), _record),
        (_("字体"), _fonts),
        (_("语言文件"), _languages),
        (_("课程包"), _packs),
        (_("系统时间"), _clock),
    )
    return tuple(_row(name, test, places) for name, test in tests)


def _row(name: str, test: Callable[[Places], str], places: Places) -> Row:
    try:
        return Row(name, ok=True, detail=test(places))
    except (KnownError, OSError) as fault:
        return Row(name, ok=False, detail=str(fault))


def _data_folder(places: Places) -> str:
    places.data.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=places.data):
        return str(places.data)


def _free_space(places: Places) -> str:
    free = shutil.disk_usage(places.data).free // 2**20
    if free < LEAST_FREE_MB:
        raise KnownError(_("只剩 {free} MB，至少要 {least} MB。", free=free, least=LEAST_FREE_MB))
    return _("剩余 {free} MB", free=free)


def _record(places: Places) -> str:
    if places.record.exists():
        if faults := check(places.record):
            raise KnownError("；".join(faults))
        return _("完整")
    with tempfile.TemporaryDirectory(dir=places.data) as folder:
        path = Path(folder) / "test.db"
        Record.open(path, SystemClock()).close()
        if faults := check(path):
            raise KnownError("；".join(faults))
    return _("可以新建")


def _fonts(places: Places) -> str:
    missing = [name for name in FONTS if not (places.assets / "fonts" / name).is_file()]
    if missing:
        raise KnownError(_("缺少字体 {names}。", names="、".join(missing)))
    return "、".join(FONTS)


def _languages(places: Places) -> str:
    for language in LANGUAGES:
        path = places.assets / "locale" / language / "LC_MESSAGES" / "doorstep.mo"
        if language != SOURCE_LANGUAGE and not path.is_file():
            raise KnownError(_("缺少语言文件 {path}。", path=path))
    return "、".join(LANGUAGES.values())


def _packs(places: Places) -> str:
    shelf = Shelf(places.courses, places.packs)
    found = [shelf.pack(shelved.head.id) for shelved in shelf.packs()]
    if not found:
        raise KnownError(_("没有课程包。"))
    return "、".join(f"{pack.order.id} {pack.head.version}" for pack in found)


def _clock(_places: Places) -> str:
    now = datetime.now(UTC)
    if now.year < LEAST_YEAR:
        raise KnownError(_("系统时间是 {year} 年，不对。", year=now.year), remedy=_("请先校准时间。"))
    return f"{now.astimezone():%Y-%m-%d %H:%M %z}"
