"""Looking at a stick that anybody may have filled: within bounds, never through a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.sites import looking
from desktop.sites.looking import look


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_packs_and_lists_are_found_two_folders_down(tmp_path: Path) -> None:
    top = put(tmp_path / "a.dspack")
    one = put(tmp_path / "课程" / "B.DSPACK")
    two = put(tmp_path / "课程" / "2026" / "c.dspack")
    put(tmp_path / "课程" / "2026" / "深" / "d.dspack")
    listed = put(tmp_path / "升级" / "doorstep-0.2.0.dsrelease")
    put(tmp_path / "读我.txt")
    sight = look([tmp_path])
    assert set(sight.packs) == {top, one, two}
    assert sight.lists == (listed,)
    assert not sight.cut


def test_hidden_files_and_the_systems_own_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".Trash-1000", "System Volume Information", "$RECYCLE.BIN", "FOUND.000", "lost+found"):
        put(tmp_path / name / "a.dspack")
    put(tmp_path / ".a.dspack")
    put(tmp_path / "~a.dspack")
    assert look([tmp_path]) == looking.Sight()


def test_no_link_is_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    pack = put(elsewhere / "a.dspack")
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "link.dspack").symlink_to(pack)
    (stick / "folder").symlink_to(elsewhere, target_is_directory=True)
    (stick / "round").symlink_to(stick, target_is_directory=True)
    (stick / "gone.dspack").symlink_to(stick / "nothing")
    assert look([stick]).packs == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.dspack")
    (tmp_path / "folder.dspack").mkdir()
    assert look([tmp_path]).packs == ()


def test_thousands_of_files_are_cut_short(tmp_path: Path) -> None:
    for n in range(300):
        (tmp_path / f"{n:05}.jpg").touch()
    sight = look([tmp_path], entries=200)
    assert sight.cut
    assert look([tmp_path], entries=301) == looking.Sight()


def test_more_packs_than_a_page_holds_are_cut_short(tmp_path: Path) -> None:
    for n in range(looking.MOST_FOUND + 5):
        (tmp_path / f"{n:03}.dspack").touch()
    sight = look([tmp_path])
    assert sight.cut
    assert len(sight.packs) == looking.MOST_FOUND + 1


def test_a_slow_stick_does_not_hold_anybody_up(tmp_path: Path) -> None:
    put(tmp_path / "a.dspack")
    assert look([tmp_path], seconds=-1.0).cut


def test_one_stick_does_not_use_up_the_time_of_another(tmp_path: Path) -> None:
    for n in range(50):
        put(tmp_path / "full" / f"{n}.jpg")
    pack = put(tmp_path / "other" / "a.dspack")
    sight = look([tmp_path / "full", tmp_path / "other"], entries=10)
    assert (sight.packs, sight.cut) == ((pack,), True)


def test_huge_names_are_no_trouble(tmp_path: Path) -> None:
    pack = put(tmp_path / ("长" * 80 + ".dspack"))
    assert look([tmp_path]).packs == (pack,)


def test_a_root_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert look([tmp_path / "gone", put(tmp_path / "a.txt")]) == looking.Sight()


def test_a_folder_that_fails_half_way_shows_what_was_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = put(tmp_path / "a.dspack")
    put(tmp_path / "folder" / "b.dspack")
    scandir = os.scandir

    def failing(path: Path) -> object:
        if Path(path).name == "folder":
            raise OSError(5, "Input/output error")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    assert look([tmp_path]).packs == (pack,)


def test_an_entry_that_cannot_be_asked_is_passed_over() -> None:
    class Entry:
        name = "a.dspack"
        path = "/nowhere/a.dspack"

        def stat(self, **_how: object) -> object:
            raise OSError(5, "Input/output error")

    assert looking._kind(Entry()) == ""  # type: ignore[arg-type]


def test_what_windows_hides_is_passed_over() -> None:
    class Entry:
        name = "a.dspack"
        path = "/nowhere/a.dspack"

        def __init__(self, attributes: int) -> None:
            self._attributes = attributes

        def stat(self, **_how: object) -> object:
            return type("Found", (), {"st_mode": 0o100644, "st_file_attributes": self._attributes})()

    assert looking._kind(Entry(0x2)) == ""  # type: ignore[arg-type]
    assert looking._kind(Entry(0x400)) == ""  # type: ignore[arg-type]
    assert looking._kind(Entry(0x20)) == "file"  # type: ignore[arg-type]


def test_the_programs_own_folders_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / "data" / "a.dspack")
    pack = put(tmp_path / "packs" / "b.dspack")
    assert look([tmp_path], skip=[tmp_path / "data"]).packs == (pack,)


def test_a_root_given_twice_is_looked_at_once(tmp_path: Path) -> None:
    pack = put(tmp_path / "sub" / "a.dspack")
    assert look([tmp_path, tmp_path, tmp_path / "sub"]).packs == (pack,)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="/\x00"), min_size=1, max_size=20),
        max_size=12,
    )
)
def test_any_names_at_all(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    folder = tmp_path_factory.mktemp("stick")
    made = set()
    for name in names:
        path = folder / f"{name}.dspack"
        try:
            path.write_bytes(b"x")
        except OSError:
            continue
        if not name.startswith((".", "$", "~")):
            made.add(path)
    assert set(look([folder]).packs) == made
