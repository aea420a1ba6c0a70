"""A second start hands its file over by a note; what lies there may be anything."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desktop.base.places import Places
from desktop.sites import handover
from desktop.sites.handover import hand_over, taken
from tests import scenes


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return scenes.places_in(tmp_path / "数据")


def test_a_note_is_taken_by_whoever_looks(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "课程 包.dspack"
    answers: list[bool] = []
    second = threading.Thread(target=lambda: answers.append(hand_over(places, path, seconds=60)))
    second.start()
    found: tuple[Path | None, ...] = ()
    while not found:
        found = taken(places)
    second.join()
    assert found == (path,)
    assert answers == [True]
    assert taken(places) == ()


def test_nobody_there_leaves_no_note(places: Places, tmp_path: Path) -> None:
    assert not hand_over(places, tmp_path / "a.dspack", seconds=0.0)
    assert list(handover.folder(places).iterdir()) == []


def test_a_data_folder_that_cannot_be_written_is_a_no(places: Places, tmp_path: Path) -> None:
    places.data.write_text("a file in its place")
    assert not hand_over(places, None, seconds=0.0)
    assert taken(places) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b"null",
        b'{"open": 3}',
        b'{"open": ""}',
        b'{"open": "a\\u0000b"}',
        b"\xff\xfe",
        b"[" * 99_000,
    ],
)
def test_a_senseless_note_only_brings_the_window_forward(places: Places, content: bytes) -> None:
    handover.folder(places).mkdir(parents=True)
    (handover.folder(places) / "a.json").write_bytes(content)
    assert taken(places) == (None,)
    assert list(handover.folder(places).iterdir()) == []


def test_links_and_heaps_of_notes_do_no_harm(places: Places, tmp_path: Path) -> None:
    notes = handover.folder(places)
    notes.mkdir(parents=True)
    secret = tmp_path / "secret.json"
    secret.write_text('{"open": "/etc/passwd"}')
    (notes / "link.json").symlink_to(secret)
    (notes / "huge.json").write_bytes(b'{"open": "' + b"x" * handover.MOST_BYTES + b'"}')
    (notes / "folder.json").mkdir()
    (notes / "other.txt").write_text("left alone")
    assert taken(places) == (None, None)
    assert secret.exists()
    for n in range(handover.MOST_NOTES + 5):
        (notes / f"{n:03}.json").write_text('{"open": "/a"}')
    assert len(taken(places)) == handover.MOST_NOTES
