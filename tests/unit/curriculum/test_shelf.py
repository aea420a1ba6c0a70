"""The shelf shows one pack per id, the newest, whatever else lies in its folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.base.errors import KnownError
from desktop.curriculum.archive import archive_bytes
from desktop.curriculum.shelf import Shelf
from tests.unit.curriculum.samples import Source, small, write


def pack(folder: Path, pack_id: str = "small", version: str = "1.0.0", **more: Any) -> Path:
    """Write the small pack under another id and version."""
    head = small()["pack.toml"] | {"id": pack_id, "version": version} | more
    return write(small(**{"pack.toml": head}), folder)


def delivered(target: Path, scratch: Path, **head: str) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(archive_bytes(pack(scratch, **head)))
    return target


def shown(shelf: Shelf) -> list[tuple[str, str]]:
    return [(entry.head.id, entry.head.version) for entry in shelf.packs()]


def test_a_shelf_of_no_folders_or_missing_ones_is_empty(tmp_path: Path) -> None:
    assert Shelf().packs() == ()
    assert Shelf(tmp_path / "none", tmp_path / "neither").packs() == ()
    (tmp_path / "file").write_bytes(b"")
    assert Shelf(tmp_path / "file").packs() == ()


def test_packs_are_sorted_by_id_whatever_their_folders_are_called(tmp_path: Path) -> None:
    pack(tmp_path / "1", "zebra")
    pack(tmp_path / "2", "apple")
    pack(tmp_path / "3", "mango")
    assert shown(Shelf(tmp_path)) == [("apple", "1.0.0"), ("mango", "1.0.0"), ("zebra", "1.0.0")]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("1.0.0", "1.0.1"),
        ("1.9.0", "1.10.0"),
        ("9.0.0", "10.0.0"),
        ("1.0.9", "1.1.0"),
        ("0.99.99", "1.0.0"),
        ("2.0.0", "2.0.10"),
    ],
)
def test_the_newest_version_wins_by_number_and_in_either_order(
    older: str, newer: str, tmp_path: Path
) -> None:
    pack(tmp_path / "x" / "a", version=older)
    pack(tmp_path / "x" / "b", version=newer)
    pack(tmp_path / "y" / "a", version=newer)
    pack(tmp_path / "y" / "b", version=older)
    for folder in ("x", "y"):
        shelf = Shelf(tmp_path / folder)
        assert shown(shelf) == [("small", newer)]
        assert shelf.pack("small").head.version == newer


def test_an_installed_pack_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    pack(tmp_path / "shipped" / "one", "one")
    delivered(tmp_path / "installed" / "two.dspack", tmp_path / "scratch", pack_id="two")
    shelf = Shelf(tmp_path / "shipped", tmp_path / "installed")
    assert shown(shelf) == [("one", "1.0.0"), ("two", "1.0.0")]
    assert shelf.pack("two").order.name == "杯子"


def test_an_installed_update_takes_the_place_of_the_shipped_pack(tmp_path: Path) -> None:
    pack(tmp_path / "shipped" / "one", version="1.0.0")
    update = delivered(tmp_path / "installed" / "new.dspack", tmp_path / "scratch", version="1.1.0")
    shelf = Shelf(tmp_path / "shipped", tmp_path / "installed")
    (entry,) = shelf.packs()
    assert entry.path == update
    assert shelf.pack("small").head.version == "1.1.0"


def test_an_installed_pack_of_the_same_or_an_older_version_does_not(tmp_path: Path) -> None:
    shipped = pack(tmp_path / "shipped" / "one", version="1.1.0")
    delivered(tmp_path / "installed" / "same.dspack", tmp_path / "scratch1", version="1.1.0")
    delivered(tmp_path / "installed" / "old.dspack", tmp_path / "scratch2", version="1.0.9")
    (entry,) = Shelf(tmp_path / "shipped", tmp_path / "installed").packs()
    assert entry.path == shipped


def test_what_is_no_pack_is_passed_over_in_silence(tmp_path: Path) -> None:
    pack(tmp_path / "one")
    (tmp_path / "readme.txt").write_bytes(b"hello")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "order.toml").write_bytes(b"")
    assert shown(Shelf(tmp_path)) == [("small", "1.0.0")]


BROKEN: dict[str, dict[str, Any]] = {
    "no TOML": {"pack.toml": b"id = "},
    "not UTF-8": {"pack.toml": b"\xff\xfe"},
    "nested without end": {"pack.toml": b"a = " + b"[" * 60_000},
    "a number without end": {"pack.toml": b"format = " + b"9" * 6000},
    "empty": {"pack.toml": b""},
    "an unknown field": {"pack.toml": small()["pack.toml"] | {"website": "x"}},
    "a later format": {"pack.toml": small()["pack.toml"] | {"format": 2}},
    "a version of words": {"pack.toml": small()["pack.toml"] | {"version": "one"}},
    "a version without end": {"pack.toml": small()["pack.toml"] | {"version": "1" * 5000 + ".0.0"}},
    "a version in other digits": {"pack.toml": small()["pack.toml"] | {"version": "１.０.０"}},
    "a name outside the alphabet": {"media/图.png": b"x"},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_pack_is_logged_and_left_out_and_the_others_stay(
    change: Source, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pack(tmp_path / "b-good", version="1.2.3")
    write(small(**change), tmp_path / "a-bad")
    pack(tmp_path / "c-good", "other")
    assert shown(Shelf(tmp_path)) == [("other", "1.0.0"), ("small", "1.2.3")]
    (record,) = caplog.records
    assert record.getMessage().startswith("pack left out: ")
    assert (record.levelname, record.name) == ("WARNING", "desktop.curriculum.shelf")


@pytest.mark.parametrize("raw", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_a_broken_delivered_file_is_logged_and_left_out(
    raw: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pack(tmp_path / "good")
    (tmp_path / "bad.dspack").write_bytes(raw)
    assert shown(Shelf(tmp_path)) == [("small", "1.0.0")]
    assert "bad.dspack" in caplog.text


def test_a_newer_version_that_is_broken_leaves_the_older_one_in_use(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pack(tmp_path / "old", version="1.0.0")
    pack(tmp_path / "new", version="2.0.0", language="")
    assert shown(Shelf(tmp_path)) == [("small", "1.0.0")]
    assert "language" in caplog.text


def test_a_pack_that_is_not_here_is_a_known_fault_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="本机没有课程包 other") as caught:
        Shelf(tmp_path).pack("other")
    assert caught.value.remedy


def test_a_pack_whose_head_is_good_and_whose_rest_is_not_tells_its_faults_when_opened(
    tmp_path: Path,
) -> None:
    write(small(**{"rules.toml": b"title = 3"}), tmp_path / "one")
    shelf = Shelf(tmp_path)
    assert [entry.head.id for entry in shelf.packs()] == ["small"]
    with pytest.raises(KnownError, match=r"rules\.toml"):
        shelf.pack("small")


def test_a_pack_is_opened_once_and_given_again(tmp_path: Path) -> None:
    pack(tmp_path / "one")
    shelf = Shelf(tmp_path)
    assert shelf.pack("small") is shelf.pack("small")
    assert Shelf(tmp_path).pack("small") is not shelf.pack("small")


def test_a_pack_put_on_the_shelf_later_is_found(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.packs() == ()
    pack(tmp_path / "one")
    assert shown(shelf) == [("small", "1.0.0")]
    pack(tmp_path / "two", version="1.0.1")
    assert shelf.pack("small").head.version == "1.0.1"


def test_a_newer_pack_copied_over_the_older_file_is_the_one_opened(tmp_path: Path) -> None:
    place = delivered(tmp_path / "x" / "small.dspack", tmp_path / "s1", version="1.0.0")
    shelf = Shelf(tmp_path / "x")
    first = shelf.pack("small")
    assert first.head.version == "1.0.0"
    first.files.close()  # type: ignore[attr-defined]
    delivered(place, tmp_path / "s2", version="2.0.0")
    assert shelf.pack("small").head.version == "2.0.0"


def test_a_pack_taken_off_the_shelf_is_gone(tmp_path: Path) -> None:
    place = delivered(tmp_path / "x" / "small.dspack", tmp_path / "scratch")
    shelf = Shelf(tmp_path / "x")
    assert len(shelf.packs()) == 1
    place.unlink()
    assert shelf.packs() == ()
