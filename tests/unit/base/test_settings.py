"""Settings: rows of data with defaults, a file that may be anything, and values that may not."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.base.settings import SETTINGS, Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "实训 数据" / "settings.json"


def write(path: Path, content: str | bytes) -> Settings:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Settings(path)


def test_every_default_is_a_value_that_its_own_row_accepts() -> None:
    assert all(row.accepts(row.default) for row in SETTINGS)
    assert len({row.key for row in SETTINGS}) == len(SETTINGS)


def test_a_new_pc_has_the_defaults_and_no_file(path: Path) -> None:
    settings = Settings(path)
    assert {row.key: settings.get(row.key) for row in SETTINGS} == {row.key: row.default for row in SETTINGS}
    assert not path.exists()


def test_a_value_is_in_force_at_once_and_after_the_next_start(path: Path) -> None:
    settings = Settings(path)
    settings.put("type_scale", 125)
    settings.put("appearance", "dark")
    settings.put("crosshair", value=False)
    for read in (settings, Settings(path)):
        assert (read.number("type_scale"), read.text("appearance"), read.switch("crosshair")) == (
            125,
            "dark",
            False,
        )


def test_the_file_holds_only_what_was_set(path: Path) -> None:
    Settings(path).put("language", "en")
    assert json.loads(path.read_text("utf-8")) == {"format": 1, "values": {"language": "en"}}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "fr"),
        ("language", 1),
        ("appearance", ""),
        ("type_scale", 99),
        ("type_scale", 151),
        ("type_scale", True),
        ("type_scale", "125"),
        ("idle_minutes", -1),
        ("crosshair", 1),
        ("crosshair", "yes"),
    ],
)
def test_a_value_that_its_row_does_not_allow_is_refused_and_changes_nothing(
    path: Path, key: str, value: str | int
) -> None:
    settings = Settings(path)
    before = settings.get(key)
    with pytest.raises(KnownError, match=str(value) or "不能是"):
        settings.put(key, value)
    assert settings.get(key) == before
    assert not path.exists()


def test_an_unknown_setting_is_a_mistake_of_ours(path: Path) -> None:
    with pytest.raises(KeyError):
        Settings(path).put("colour", "red")
    with pytest.raises(KeyError):
        Settings(path).get("colour")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"3",
        b'"x"',
        b"{}",
        b'{"values": []}',
        b'{"values": null}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
    ids=lambda content: repr(content[:16]),
)
def test_a_damaged_file_leaves_the_defaults_in_force_and_says_so_in_the_log(
    path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        settings = write(path, content)
    assert all(settings.get(row.key) == row.default for row in SETTINGS)
    assert "settings unreadable" in caplog.text
    settings.put("language", "en")
    assert Settings(path).text("language") == "en"


def test_of_a_file_with_wrong_values_the_right_ones_are_taken(path: Path) -> None:
    values = {"language": "en", "type_scale": 500, "crosshair": "no", "idle_minutes": 3.5, "unknown": [1]}
    settings = write(path, json.dumps({"format": 1, "values": values}))
    assert settings.text("language") == "en"
    assert settings.number("type_scale") == 100
    assert settings.switch("crosshair")
    assert settings.number("idle_minutes") == 10


def test_unknown_keys_of_a_file_are_not_carried_on(path: Path) -> None:
    settings = write(path, '{"format": 1, "values": {"gone": 1, "language": "en"}}')
    settings.put("type_scale", 110)
    assert json.loads(path.read_text("utf-8"))["values"] == {"language": "en", "type_scale": 110}


def test_a_setting_that_cannot_be_written_is_told_and_not_in_force(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder", "utf-8")
    settings = Settings(tmp_path / "later.json")
    settings._path = blocked / "settings.json"
    with pytest.raises(KnownError, match="没有存下来") as told:
        settings.put("language", "en")
    assert str(blocked) in str(told.value)
    assert settings.text("language") == "zh"
