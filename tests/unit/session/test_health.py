"""The self-test: every row says yes on a sound PC, and a no of its own for a fault of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.base.clock import SystemClock
from desktop.base.places import Places
from desktop.base.wording import LANGUAGES, SOURCE_LANGUAGE
from desktop.curriculum.shelf import Shelf
from desktop.records.record import Record
from desktop.session.operations import health
from desktop.session.operations.health import FONTS, LEAST_FREE_MB, LEAST_YEAR, Row, self_test
from tests import scenes

NAMES = ("数据文件夹", "磁盘空间", "记录", "字体", "语言文件", "课程包", "系统时间")
TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)
MB = 2**20


class Usage(NamedTuple):
    """What ``shutil.disk_usage`` says."""

    total: int
    used: int
    free: int


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A PC with everything in its place: its data folder is not there yet, its assets are a copy to spoil."""
    found = scenes.places_in(tmp_path / "数据")
    assets = tmp_path / "assets"
    for name in FONTS:
        _empty(assets / "fonts" / name)
    for language in TRANSLATED:
        _empty(_catalogue(assets, language))
    courses = Path(shutil.copytree(scenes.PACKS, tmp_path / "courses"))
    return replace(found, assets=assets, courses=courses)


def _empty(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")


def _catalogue(assets: Path, language: str) -> Path:
    return assets / "locale" / language / "LC_MESSAGES" / "doorstep.mo"


def _rows(places: Places) -> dict[str, Row]:
    return {row.name: row for row in self_test(places)}


def _bad(places: Places) -> list[str]:
    return [row.name for row in self_test(places) if not row.ok]


def _free(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(free * 2, free, free))


def _set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    monkeypatch.setattr(health, "datetime", Stopped)


def test_a_sound_pc_holds_in_every_row(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    _set_clock(monkeypatch, scenes.MORNING)
    assert _bad(places) == []


def test_the_shipped_fonts_and_packs_hold(tmp_path: Path) -> None:
    rows = _rows(scenes.places_in(tmp_path / "数据"))
    assert rows["字体"].ok
    assert rows["课程包"].ok


def test_every_row_has_a_name_of_its_own_and_something_to_say(places: Places) -> None:
    rows = self_test(places)
    assert tuple(row.name for row in rows) == NAMES
    assert len({row.name for row in rows}) == len(rows)
    assert all(row.detail for row in rows)


def test_the_self_test_leaves_nothing_behind(places: Places) -> None:
    self_test(places)
    self_test(places)
    assert list(places.data.iterdir()) == []


def test_a_data_folder_is_made_and_named(places: Places) -> None:
    assert _rows(places)["数据文件夹"] == Row("数据文件夹", ok=True, detail=str(places.data))
    assert places.data.is_dir()


@pytest.mark.parametrize("below", ["数据", "a/b", "很/深/的/文件夹"])
def test_a_data_folder_below_a_file_is_a_no_for_all_that_writes(places: Places, below: str) -> None:
    blocker = places.assets / "file"
    blocker.write_bytes(b"in the way")
    rows = _rows(replace(places, data=blocker / below))
    assert [name for name in NAMES[:3] if rows[name].ok] == []
    assert all(rows[name].ok for name in ("字体", "语言文件", "课程包"))
    assert blocker.read_bytes() == b"in the way"


def test_a_data_folder_that_is_a_file_is_a_no(places: Places) -> None:
    places.data.write_bytes(b"")
    assert not _rows(places)["数据文件夹"].ok


@pytest.mark.parametrize(
    ("free", "ok", "said"),
    [
        (0, False, "只剩 0 MB"),
        (1, False, "只剩 0 MB"),
        (MB, False, "只剩 1 MB"),
        (LEAST_FREE_MB * MB - 1, False, f"只剩 {LEAST_FREE_MB - 1} MB"),
        (LEAST_FREE_MB * MB, True, f"剩余 {LEAST_FREE_MB} MB"),
        (LEAST_FREE_MB * MB + 1, True, f"剩余 {LEAST_FREE_MB} MB"),
        (2**40, True, "剩余 1048576 MB"),
    ],
)
def test_free_space_is_told_in_whole_megabytes(
    places: Places, monkeypatch: pytest.MonkeyPatch, free: int, ok: bool, said: str
) -> None:
    _free(monkeypatch, free)
    row = _rows(places)["磁盘空间"]
    assert (row.ok, said in row.detail) == (ok, True)
    assert ok or f"至少要 {LEAST_FREE_MB} MB" in row.detail


def test_a_disk_that_does_not_answer_is_a_no(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_path: Path) -> Usage:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(shutil, "disk_usage", broken)
    assert _bad(places) == ["磁盘空间"]
    assert "input/output error" in _rows(places)["磁盘空间"].detail


def test_without_a_record_one_could_be_begun_and_is_not(places: Places) -> None:
    assert _rows(places)["记录"] == Row("记录", ok=True, detail="可以新建")
    assert not places.record.exists()


def test_a_sound_record_is_whole(places: Places) -> None:
    places.data.mkdir()
    Record.open(places.record, SystemClock()).close()
    assert _rows(places)["记录"] == Row("记录", ok=True, detail="完整")


def test_a_record_in_use_is_tested_beside_the_program(places: Places) -> None:
    places.data.mkdir()
    record = Record.open(places.record, SystemClock())
    try:
        assert _rows(places)["记录"].ok
    finally:
        record.close()


DAMAGES: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("text", lambda _whole: "不是记录".encode() * 999),
    ("zeros", lambda whole: bytes(len(whole))),
    ("no head", lambda whole: whole[100:]),
    ("only a head", lambda whole: whole[:100]),
    ("half", lambda whole: whole[: len(whole) // 2]),
    ("hole", lambda whole: whole[:4096] + b"\xff" * 8192 + whole[12288:]),
)


@pytest.mark.parametrize("damage", [make for _name, make in DAMAGES], ids=[name for name, _make in DAMAGES])
def test_a_damaged_record_is_a_no_and_stays_as_it_is(
    places: Places, damage: Callable[[bytes], bytes]
) -> None:
    places.data.mkdir()
    Record.open(places.record, SystemClock()).close()
    spoiled = damage(places.record.read_bytes())
    places.record.write_bytes(spoiled)
    row = _rows(places)["记录"]
    assert not row.ok
    assert row.detail
    assert places.record.read_bytes() == spoiled


@pytest.mark.parametrize("name", FONTS)
def test_a_missing_font_is_named_and_the_others_are_not(places: Places, name: str) -> None:
    (places.assets / "fonts" / name).unlink()
    row = _rows(places)["字体"]
    assert not row.ok
    assert [font for font in FONTS if font in row.detail] == [name]


def test_a_folder_called_like_a_font_is_no_font(places: Places) -> None:
    (places.assets / "fonts" / FONTS[0]).unlink()
    (places.assets / "fonts" / FONTS[0]).mkdir()
    assert _bad(places) == ["字体"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_missing_catalogue_is_named_with_its_path(places: Places, language: str) -> None:
    path = _catalogue(places.assets, language)
    path.unlink()
    row = _rows(places)["语言文件"]
    assert (row.ok, str(path) in row.detail) == (False, True)


def test_the_source_language_needs_no_catalogue(places: Places) -> None:
    assert not _catalogue(places.assets, SOURCE_LANGUAGE).exists()
    assert _rows(places)["语言文件"].detail == "、".join(LANGUAGES.values())


def test_packs_are_told_by_order_and_version(places: Places) -> None:
    (shelved,) = Shelf(places.courses).packs()
    assert _rows(places)["课程包"].detail.endswith(shelved.head.version)


@pytest.mark.parametrize("folder", ["none", "empty", "file"])
def test_a_pc_without_packs_says_so(places: Places, tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"")
    assert _rows(replace(places, courses=tmp_path / folder))["课程包"] == Row(
        "课程包", ok=False, detail="没有课程包。"
    )


@pytest.mark.parametrize("name", ["order.toml", "course.toml", "rules.toml", "blueprint.toml"])
def test_a_pack_with_a_broken_file_is_a_no(places: Places, name: str) -> None:
    (places.courses / scenes.PACK_ID / name).write_bytes(b"[[")
    assert not _rows(places)["课程包"].ok


def test_a_pack_without_a_readable_head_is_left_out_with_a_warning(
    places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    (places.courses / scenes.PACK_ID / "pack.toml").write_bytes(b"\xff")
    assert _rows(places)["课程包"].detail == "没有课程包。"
    assert "pack left out" in caplog.text


@pytest.mark.parametrize(
    ("moment", "ok"),
    [
        (datetime(1970, 1, 2, tzinfo=UTC), False),
        (datetime(1999, 12, 31, 12, tzinfo=UTC), False),
        (datetime(LEAST_YEAR - 1, 12, 31, 23, 59, 59, tzinfo=UTC), False),
        (datetime(LEAST_YEAR, 1, 1, tzinfo=UTC), True),
        (datetime(2038, 1, 20, tzinfo=UTC), True),
    ],
)
def test_a_clock_before_this_release_is_wrong(
    places: Places, monkeypatch: pytest.MonkeyPatch, moment: datetime, ok: bool
) -> None:
    _set_clock(monkeypatch, moment)
    row = _rows(places)["系统时间"]
    assert row.ok is ok
    assert ok or row.detail == f"系统时间是 {moment.year} 年，不对。 请先校准时间。"


def test_a_pc_with_every_fault_at_once_gets_every_row(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    none = tmp_path / "none"
    _free(monkeypatch, 0)
    _set_clock(monkeypatch, datetime(1999, 6, 1, tzinfo=UTC))
    assert _bad(Places(none, none, tmp_path / "file" / "data", none)) == list(NAMES)
