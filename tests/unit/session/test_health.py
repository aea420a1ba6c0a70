"""The self-test without a window: every row says yes on a sound PC, and a no of its own for a fault of its own."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.base.clock import ManualClock, SystemClock
from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.restore_cards import WINDOWS, Signs
from desktop.base.wording import LANGUAGES, SOURCE_LANGUAGE
from desktop.certification.keys import KEY_FILE, site_key
from desktop.certification.seal_key import SEAL_FILE, seal_key
from desktop.curriculum.archive import build_archive
from desktop.curriculum.shelf import Shelf
from desktop.records.durability import Durability
from desktop.records.record import Record
from desktop.session.health import contents, keeping, system
from desktop.session.health.contents import FONTS
from desktop.session.health.keeping import ENOUGH_FREE_MB, LEAST_FREE_MB
from desktop.session.health.row import Check, Row, Verdict, bad, doubtful, good
from desktop.session.health.system import LEAST_YEAR
from desktop.session.operations import health
from tests import scenes
from tests.pc import have_drives, volume

KEYS = (
    "data space durable record keys restore fonts languages packs shapes job printers clock zone memory"
).split()
TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)
MB = 2**20
CHINA = timezone(timedelta(hours=8))


class Usage(NamedTuple):
    """What ``shutil.disk_usage`` says."""

    total: int
    used: int
    free: int


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A PC with everything in its place: its data folder is not there yet, its assets are a copy to spoil."""
    have_drives(monkeypatch, [])
    monkeypatch.setattr(system, "printers", lambda: ("HP-M126",))
    monkeypatch.setattr(system, "memory_mb", lambda: (8_000, 4_000))
    monkeypatch.setattr(health.restore_signs, "signs", Signs)
    found = scenes.places_in(tmp_path / "数据")
    assets = tmp_path / "assets"
    for name in FONTS:
        _link(found.assets / "fonts" / name, assets / "fonts" / name)
    for language in TRANSLATED:
        _link(_catalogue(found.assets, language), _catalogue(assets, language))
    courses = Path(shutil.copytree(scenes.PACKS, tmp_path / "courses"))
    return replace(found, assets=assets, courses=courses)


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(source)


def _replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def _catalogue(assets: Path, language: str) -> Path:
    return assets / "locale" / language / "LC_MESSAGES" / "doorstep.mo"


def _row(places: Places, key: str) -> Row:
    (row,) = health.self_test(places, {key})
    return row


def _free(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(free * 2, free, free))


def _set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime, zone: tzinfo = CHINA) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Stopped:  # type: ignore[override]
            return cls.fromtimestamp(moment.timestamp(), tz)

        def astimezone(self, tz: tzinfo | None = None) -> Stopped:  # type: ignore[override]
            return super().astimezone(tz or zone)

    monkeypatch.setattr(system, "datetime", Stopped)


# -- all of them


def test_a_sound_pc_holds_in_every_row(places: Places, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    _set_clock(monkeypatch, scenes.MORNING)
    rows = health.self_test(replace(places, assets=root / "assets"))
    assert [row.key for row in rows] == KEYS
    assert {row.key: row.verdict for row in rows if row.verdict != "ok"} == {"restore": "warning"}
    assert len({row.name for row in rows}) == len(rows)
    assert all(row.found for row in rows)
    assert [row.key for row in rows if row.remedy] == ["restore"]


def test_the_self_test_leaves_nothing_behind(places: Places) -> None:
    for _turn in range(2):
        health.self_test(places, {"data", "space", "durable", "record", "keys", "restore"})
    assert list(places.data.iterdir()) == []


def test_a_pc_with_every_fault_at_once_gets_every_row(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    none = tmp_path / "none"
    _free(monkeypatch, 0)
    _set_clock(monkeypatch, datetime(1999, 6, 1, tzinfo=UTC))
    rows = health.self_test(Places(none, none, tmp_path / "file" / "data", none))
    assert [row.key for row in rows] == KEYS
    failed = {row.key for row in rows if not row.ok}
    assert failed == set(KEYS) - {"restore", "keys", "shapes", "printers", "zone", "memory"}


def test_a_row_is_told_to_scripts_whole() -> None:
    row = Row("data", "数据文件夹", "warning", "在优盘上", "请换到硬盘。")
    assert row.ok
    assert row.detail == "在优盘上 请换到硬盘。"
    assert row.as_json() == {
        "key": "data",
        "name": "数据文件夹",
        "ok": True,
        "verdict": "warning",
        "detail": "在优盘上 请换到硬盘。",
        "found": "在优盘上",
        "remedy": "请换到硬盘。",
    }
    assert not replace(row, verdict="failed").ok


# -- a row by itself


@pytest.mark.parametrize("seconds", [0, 60.0])
def test_what_breaks_in_a_row_becomes_a_sentence(
    places: Places, caplog: pytest.LogCaptureFixture, seconds: float
) -> None:
    def look(_places: Places) -> None:
        raise ZeroDivisionError("division by zero")

    row = Check("x", "试", "system", look, seconds).carry_out(places)  # type: ignore[arg-type]
    assert row.verdict == "failed"
    assert row.found == "这一项没有测完：ZeroDivisionError division by zero"
    assert row.remedy
    assert "a look of the self-test broke" in caplog.text


@pytest.mark.parametrize(
    ("fault", "found", "remedy"),
    [
        (KnownError("读不出来", where="/x", remedy="换一个。"), "/x: 读不出来", "换一个。"),
        (KnownError("读不出来"), "读不出来", ""),
        (PermissionError(13, "Permission denied", "/x"), "[Errno 13] Permission denied: '/x'", ""),
    ],
)
def test_what_the_world_refuses_is_told(places: Places, fault: Exception, found: str, remedy: str) -> None:
    def look(_places: Places) -> None:
        raise fault

    row = Check("x", "试", "system", look).carry_out(places)  # type: ignore[arg-type]
    assert row == Row("x", "试", "failed", found, remedy)


@pytest.mark.parametrize("late", ["failed", "warning"])
def test_a_row_that_hangs_is_given_up(places: Places, late: Verdict) -> None:
    let_go = threading.Event()

    def look(_places: Places) -> health.Found:
        let_go.wait(60)
        return good("")

    row = Check("x", "试", "system", look, 0.05, late).carry_out(places)
    let_go.set()
    assert (row.verdict, row.found) == (late, "等了 0 秒没有回答。")
    assert row.remedy


def test_a_row_of_the_toolkit_runs_where_it_is_asked(places: Places) -> None:
    seen: list[threading.Thread] = []

    def look(_places: Places) -> health.Found:
        seen.append(threading.current_thread())
        return good("")

    for seconds in (0, 60.0):
        Check("x", "试", "screen", look, seconds).carry_out(places)
    assert seen[0] is threading.current_thread()
    assert seen[1] is not threading.current_thread()


@pytest.mark.parametrize(("make", "verdict"), [(doubtful, "warning"), (bad, "failed")])
def test_a_verdict_comes_with_what_to_do(
    places: Places, make: Callable[[str, str], health.Found], verdict: str
) -> None:
    row = Check("x", "试", "system", lambda _places: make("看到", "做")).carry_out(places)
    assert (row.verdict, row.found, row.remedy) == (verdict, "看到", "做")


# -- the data folder


def test_a_data_folder_is_made_and_named(places: Places) -> None:
    assert _row(places, "data") == Row("data", "数据文件夹", "ok", f"{places.data}，能写；本机硬盘，ext4")
    assert places.data.is_dir()


@pytest.mark.parametrize(
    ("kind", "file_system", "verdict", "said"),
    [
        ("fixed", "ntfs", "ok", "本机硬盘，ntfs"),
        ("unknown", "", "ok", "类型不明的盘，文件系统不明"),
        ("removable", "exfat", "warning", "拔掉优盘"),
        ("network", "cifs", "failed", "网络盘断一下"),
        ("memory", "tmpfs", "failed", "关机就清空"),
    ],
)
def test_the_drive_of_the_data_folder_decides(
    places: Places, monkeypatch: pytest.MonkeyPatch, kind: str, file_system: str, verdict: str, said: str
) -> None:
    have_drives(monkeypatch, [volume(places.data.parent, kind, file_system)])  # type: ignore[arg-type]
    row = _row(places, "data")
    assert row.verdict == verdict
    assert said in row.detail


def test_a_portable_program_may_keep_its_data_on_its_stick(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    have_drives(monkeypatch, [volume(places.data.parent, "removable", "exfat")])
    assert _row(replace(places, portable=True), "data").verdict == "ok"


@pytest.mark.parametrize("below", ["数据", "a/b", "很/深/的/文件夹"])
def test_a_data_folder_below_a_file_is_a_no_for_all_that_writes(places: Places, below: str) -> None:
    blocker = places.assets / "file"
    blocker.write_bytes(b"in the way")
    rows = {
        row.key: row for row in health.self_test(replace(places, data=blocker / below), set(KEYS) - {"job"})
    }
    assert [key for key in ("data", "durable", "record") if rows[key].ok] == []
    assert all(rows[key].ok for key in ("fonts", "languages", "packs", "keys"))
    assert blocker.read_bytes() == b"in the way"


def test_a_data_folder_that_is_a_file_is_a_no(places: Places) -> None:
    places.data.write_bytes(b"")
    assert not _row(places, "data").ok


def test_a_folder_that_may_not_be_written_is_a_no(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied", str(places.data))

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    row = _row(places, "data")
    assert row.verdict == "failed"
    assert "Permission denied" in row.found


# -- room


@pytest.mark.parametrize(
    ("free", "verdict", "said"),
    [
        (0, "failed", "只剩 0 MB"),
        (1, "failed", "只剩 0 MB"),
        (MB, "failed", "只剩 1 MB"),
        (LEAST_FREE_MB * MB - 1, "failed", f"只剩 {LEAST_FREE_MB - 1} MB"),
        (LEAST_FREE_MB * MB, "warning", f"剩余 {LEAST_FREE_MB} MB"),
        (ENOUGH_FREE_MB * MB - 1, "warning", f"剩余 {ENOUGH_FREE_MB - 1} MB"),
        (ENOUGH_FREE_MB * MB, "ok", f"剩余 {ENOUGH_FREE_MB} MB"),
        (2**40, "ok", "剩余 1048576 MB，共 2097152 MB"),
    ],
)
def test_free_space_is_told_in_whole_megabytes(
    places: Places, monkeypatch: pytest.MonkeyPatch, free: int, verdict: str, said: str
) -> None:
    _free(monkeypatch, free)
    row = _row(places, "space")
    assert (row.verdict, said in row.found) == (verdict, True)
    assert (verdict == "ok") == (not row.remedy)


def test_a_disk_that_does_not_answer_is_a_no(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_path: Path) -> Usage:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(shutil, "disk_usage", broken)
    assert "input/output error" in _row(places, "space").found


# -- power cuts


def test_the_settings_in_force_are_told(places: Places) -> None:
    row = _row(places, "durable")
    assert row.verdict == "ok"
    assert re.fullmatch(
        r"日志 WAL，synchronous FULL，外键 开，SQLite 3\.\d+\.\d+；写一次 [\d.]+ 毫秒", row.found
    )


def test_on_a_stick_the_other_journal_is_in_force(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    have_drives(monkeypatch, [volume(places.data.parent, "removable", "vfat")])
    row = _row(places, "durable")
    assert row.verdict == "ok"
    assert row.found.startswith("日志 TRUNCATE，synchronous FULL")


@pytest.mark.parametrize(
    ("found", "verdict", "said"),
    [
        (Durability("wal", 2, foreign_keys=True, sqlite="3.45.1", commit_ms=0.21), "ok", "写一次 0.2 毫秒"),
        (Durability("wal", 2, foreign_keys=True, sqlite="3.45.1", commit_ms=80.0), "ok", "写一次 80.0 毫秒"),
        (Durability("wal", 2, foreign_keys=True, sqlite="3.45.1", commit_ms=900.0), "warning", "900.0"),
        (Durability("wal", 1, foreign_keys=True, sqlite="3.45.1", commit_ms=1.0), "failed", "synchronous 1"),
        (Durability("wal", 2, foreign_keys=False, sqlite="3.45.1", commit_ms=1.0), "failed", "外键 关"),
        (Durability("memory", 2, foreign_keys=True, sqlite="3.45.1", commit_ms=1.0), "failed", "日志 MEMORY"),
        (Durability("delete", 0, foreign_keys=True, sqlite="3.45.1", commit_ms=1.0), "failed", "日志 DELETE"),
    ],
)
def test_settings_that_lose_commits_are_a_no(
    places: Places, monkeypatch: pytest.MonkeyPatch, found: Durability, verdict: str, said: str
) -> None:
    monkeypatch.setattr(keeping, "durability", lambda _folder: found)
    row = _row(places, "durable")
    assert (row.verdict, said in row.found) == (verdict, True)
    assert (verdict == "ok") == (not row.remedy)


# -- the record


def test_without_a_record_one_could_be_begun_and_is_not(places: Places) -> None:
    places.data.mkdir()
    assert _row(places, "record") == Row("record", "记录", "ok", "可以新建")
    assert not places.record.exists()


def test_a_sound_record_is_whole(places: Places) -> None:
    places.data.mkdir()
    Record.open(places.record, SystemClock()).close()
    row = _row(places, "record")
    assert row.verdict == "ok"
    assert re.fullmatch(r"完整，\d+\.\d MB", row.found)


def test_a_record_in_use_is_tested_beside_the_program(places: Places) -> None:
    places.data.mkdir()
    record = Record.open(places.record, SystemClock())
    try:
        assert _row(places, "record").ok
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
    row = _row(places, "record")
    assert row.verdict == "failed"
    assert row.found
    assert "备份" in row.remedy
    assert places.record.read_bytes() == spoiled


# -- keys


def test_keys_that_are_not_made_yet_are_no_fault(places: Places) -> None:
    assert _row(places, "keys") == Row("keys", "签名密钥", "ok", "还没有，建点时生成")
    assert not places.keys.exists()


def test_keys_are_told_by_their_fingerprint(places: Places) -> None:
    key = site_key(places.keys)
    row = _row(places, "keys")
    assert row.verdict == "ok"
    assert re.fullmatch(r"读得出来，指纹 [0-9A-F]{4}( [0-9A-F]{4}){3}；第一次发证时生成签章", row.found)
    assert not (places.keys / SEAL_FILE).exists()
    seal_key(places.keys, site=scenes.SITE, key=key, now=scenes.MORNING)
    assert _row(places, "keys").found.endswith("签章也在")


@pytest.mark.parametrize("content", [b"", b"garbage", b"-----BEGIN PRIVATE KEY-----\nAAAA\n"])
@pytest.mark.parametrize("name", [KEY_FILE, SEAL_FILE])
def test_a_damaged_key_is_a_no(places: Places, name: str, content: bytes) -> None:
    seal_key(places.keys, site=scenes.SITE, key=site_key(places.keys), now=scenes.MORNING)
    (places.keys / name).write_bytes(content)
    row = _row(places, "keys")
    assert row.verdict == "failed"
    assert "密钥已损坏" in row.found
    assert row.remedy


# -- restore cards


def test_without_a_check_the_row_asks_for_one(places: Places) -> None:
    row = _row(places, "restore")
    assert row.verdict == "warning"
    assert row.found == "没有发现已知的还原软件。重启检查：未做"
    assert "又是“未做”" in row.remedy


def test_a_product_is_named_with_its_sign(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.restore_signs, "products", lambda: WINDOWS)
    monkeypatch.setattr(health.restore_signs, "signs", lambda: Signs(frozenset({"dfserv"})))
    row = _row(places, "restore")
    assert row.verdict == "warning"
    assert row.found == "发现 冰点还原 Deep Freeze (Faronics)（dfserv）。重启检查：未做"
    assert "哪个盘不还原" in row.remedy


def test_a_product_that_only_may_restore_is_no_alarm(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.restore_signs, "products", lambda: WINDOWS)
    monkeypatch.setattr(health.restore_signs, "signs", lambda: Signs(programs=("极域电子教室",)))
    assert _row(places, "restore").found.startswith("没有发现已知的还原软件")


def test_a_live_system_is_told(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.restore_signs, "lies_on_a_layer", lambda _volume: True)
    row = _row(places, "restore")
    assert row.verdict == "warning"
    assert "临时系统" in row.found


def test_data_on_a_stick_do_not_care(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    have_drives(monkeypatch, [volume(places.data.parent, "removable", "exfat")])
    assert _row(places, "restore").verdict == "ok"


# -- fonts and words


@pytest.mark.parametrize("name", FONTS)
def test_a_missing_font_is_named_and_the_others_are_not(places: Places, name: str) -> None:
    (places.assets / "fonts" / name).unlink()
    row = _row(places, "fonts")
    assert not row.ok
    assert [font for font in FONTS if font in row.found] == [name]


def test_a_folder_called_like_a_font_is_no_font(places: Places) -> None:
    (places.assets / "fonts" / FONTS[0]).unlink()
    (places.assets / "fonts" / FONTS[0]).mkdir()
    assert not _row(places, "fonts").ok


@pytest.mark.parametrize("content", [b"", b"no font", b"\0\1\0\0" + b"\xff" * 400])
def test_a_font_that_is_none_is_a_no(places: Places, content: bytes) -> None:
    _replace(places.assets / "fonts" / FONTS[1], content)
    row = _row(places, "fonts")
    assert row.verdict == "failed"
    assert FONTS[1] in row.found


def test_a_font_without_rare_characters_is_a_no(places: Places) -> None:
    emoji = (places.assets / "fonts" / FONTS[2]).read_bytes()
    _replace(places.assets / "fonts" / FONTS[0], emoji)
    assert _row(places, "fonts").found == f"字体 {FONTS[0]} 里没有“犇”字。"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_missing_catalogue_is_named_with_its_path(places: Places, language: str) -> None:
    path = _catalogue(places.assets, language)
    path.unlink()
    row = _row(places, "languages")
    assert (row.ok, str(path) in row.found) == (False, True)


@pytest.mark.parametrize("content", [b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_catalogue_that_is_none_is_a_no(places: Places, content: bytes) -> None:
    _replace(_catalogue(places.assets, TRANSLATED[0]), content)
    assert _row(places, "languages").verdict == "failed"


def test_the_source_language_needs_no_catalogue(places: Places) -> None:
    assert not _catalogue(places.assets, SOURCE_LANGUAGE).exists()
    assert re.fullmatch(r"中文、English（\d{4,} 条）", _row(places, "languages").found)


# -- packs


def test_packs_are_told_by_order_and_version_and_read_whole(places: Places) -> None:
    (shelved,) = Shelf(places.courses).packs()
    row = _row(places, "packs")
    assert row.verdict == "ok"
    assert re.fullmatch(rf"ORD-EX-01 {shelved.head.version}；16 个文件、0\.0 MB 逐个核对无误", row.found), (
        row.found
    )


def test_a_delivered_pack_with_a_flipped_byte_is_a_no_with_the_files_name(places: Places) -> None:
    places.packs.mkdir(parents=True)
    path = places.packs / "worked-example.dspack"
    build_archive(places.courses / scenes.PACK_ID, path)
    assert _row(places, "packs").ok
    content = bytearray(path.read_bytes())
    place = content.index(b"media/table-3.png") + len("media/table-3.png") + 60
    content[place] ^= 1
    path.write_bytes(content)
    row = _row(places, "packs")
    assert row.verdict == "failed"
    assert "worked-example.dspack: media/table-3.png" in row.found
    assert row.remedy


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no pack at all"])
def test_a_delivered_pack_that_is_none_is_a_no(places: Places, content: bytes) -> None:
    places.packs.mkdir(parents=True)
    (places.packs / "broken.dspack").write_bytes(content)
    row = _row(places, "packs")
    assert row.verdict == "failed"
    assert row.found.startswith("broken.dspack")


@pytest.mark.parametrize("folder", ["none", "empty", "file"])
def test_a_pc_without_packs_says_so(places: Places, tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"")
    row = _row(replace(places, courses=tmp_path / folder), "packs")
    assert (row.verdict, row.found) == ("failed", "没有课程包。")


@pytest.mark.parametrize("name", ["order.toml", "course.toml", "rules.toml", "blueprint.toml", "pack.toml"])
def test_a_pack_with_a_broken_file_is_a_no(places: Places, name: str) -> None:
    (places.courses / scenes.PACK_ID / name).write_bytes(b"\xff[[")
    row = _row(places, "packs")
    assert row.verdict == "failed"
    assert name in row.found


def test_what_the_shelf_hides_is_not_looked_at(places: Places) -> None:
    shutil.copytree(places.courses / scenes.PACK_ID, places.courses / ".coming")
    (places.courses / ".coming" / "order.toml").write_bytes(b"half")
    (places.courses / "readme.txt").write_bytes(b"")
    (places.courses / "notes").mkdir()
    assert _row(places, "packs").ok


# -- the PC itself


@pytest.mark.parametrize(
    ("moment", "verdict"),
    [
        (datetime(1970, 1, 2, tzinfo=UTC), "failed"),
        (datetime(1999, 12, 31, 12, tzinfo=UTC), "failed"),
        (datetime(LEAST_YEAR - 1, 12, 31, 23, 59, 59, tzinfo=UTC), "failed"),
        (datetime(LEAST_YEAR, 1, 1, tzinfo=UTC), "ok"),
        (datetime(2038, 1, 20, tzinfo=UTC), "ok"),
        (datetime(2099, 1, 20, tzinfo=UTC), "warning"),
    ],
)
def test_a_clock_before_this_release_is_wrong(
    places: Places, monkeypatch: pytest.MonkeyPatch, moment: datetime, verdict: str
) -> None:
    _set_clock(monkeypatch, moment)
    row = _row(places, "clock")
    assert row.verdict == verdict
    assert verdict != "failed" or row.detail == f"系统时间是 {moment.year} 年，不对。 请先校准时间。"


@pytest.mark.parametrize(("ahead", "verdict"), [(-3600, "ok"), (200, "ok"), (3600, "failed")])
def test_a_clock_behind_the_record_is_wrong(
    places: Places, monkeypatch: pytest.MonkeyPatch, ahead: int, verdict: str
) -> None:
    places.data.mkdir()
    with Record.open(places.record, ManualClock(scenes.MORNING + timedelta(seconds=ahead))) as record:
        record.append("site.created", "1", {"site_id": "1", "name": "点"}, actor="setup")
    _set_clock(monkeypatch, scenes.MORNING)
    row = _row(places, "clock")
    assert row.verdict == verdict
    assert (verdict == "failed") == ("比记录里最新的一条" in row.found)


def test_a_record_that_cannot_be_read_leaves_the_clock_alone(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.data.mkdir()
    places.record.write_bytes(b"damaged" * 1000)
    _set_clock(monkeypatch, scenes.MORNING)
    assert _row(places, "clock").ok


@pytest.mark.parametrize(("days", "verdict"), [(-30, "ok"), (0.5, "ok"), (2, "failed")])
def test_a_clock_before_the_build_is_wrong(
    places: Places, monkeypatch: pytest.MonkeyPatch, days: float, verdict: str
) -> None:
    import os

    stamp = places.assets.parent / "release.json"
    stamp.write_bytes(b"{}")
    built = (scenes.MORNING + timedelta(days=days)).timestamp()
    os.utime(stamp, (built, built))
    _set_clock(monkeypatch, scenes.MORNING)
    row = _row(places, "clock")
    assert row.verdict == verdict
    assert (verdict == "failed") == ("比本程序做好的日子" in row.found)


@pytest.mark.parametrize(
    ("zone", "verdict", "said"),
    [
        (CHINA, "ok", "UTC+08:00，北京时间"),
        (UTC, "warning", "UTC+00:00"),
        (timezone(timedelta(hours=-8)), "warning", "UTC-08:00"),
        (timezone(timedelta(hours=5, minutes=45)), "warning", "UTC+05:45"),
        (timezone(-timedelta(hours=3, minutes=30)), "warning", "UTC-03:30"),
    ],
)
def test_the_zone_is_told(
    places: Places, monkeypatch: pytest.MonkeyPatch, zone: tzinfo, verdict: str, said: str
) -> None:
    _set_clock(monkeypatch, scenes.MORNING, zone)
    row = _row(places, "zone")
    assert (row.verdict, row.found) == (verdict, said)


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ((8_000, 4_000), "ok"),
        ((1_950, 900), "ok"),
        ((1_024, 900), "warning"),
        ((8_000, 100), "warning"),
        ((0, 0), "ok"),
    ],
)
def test_memory_is_told(
    places: Places, monkeypatch: pytest.MonkeyPatch, told: tuple[int, int], verdict: str
) -> None:
    monkeypatch.setattr(system, "memory_mb", lambda: told)
    row = _row(places, "memory")
    assert row.verdict == verdict
    assert (str(told[0]) in row.found) == (told[0] > 0)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (None, "没有打印服务"),
        ((), "没有打印机"),
        (("HP-M126",), "HP-M126"),
        (tuple("ABCDEF"), "A、B、C、D等 6 台"),
    ],
)
def test_printers_are_told_and_none_is_no_fault(
    places: Places, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...] | None, said: str
) -> None:
    monkeypatch.setattr(system, "printers", lambda: names)
    row = _row(places, "printers")
    assert row.verdict == "ok"
    assert said in row.found


def test_a_print_server_that_is_away_is_a_row_and_no_more(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OSError("lpstat: 10 s")

    monkeypatch.setattr(system, "printers", away)
    row = _row(places, "printers")
    assert (row.verdict, row.found) == ("warning", "打印服务没有回答")
    assert row.remedy


# -- whose PC it is


def test_the_site_is_read_from_the_record(tmp_path: Path) -> None:
    session = scenes.opened(tmp_path / "数据")
    assert health.site_of(session.places) == ""
    scenes.settle(session)
    assert health.site_of(session.places) == scenes.SITE  # beside the window that writes
    session.close()
    assert health.site_of(session.places) == scenes.SITE


def test_a_record_that_cannot_be_read_has_no_site(places: Places) -> None:
    assert health.site_of(places) == ""
    places.data.mkdir()
    places.record.write_bytes(b"damaged" * 1000)
    assert health.site_of(places) == ""
    assert contents.RARE == "犇"
