"""A person's habits in a file: what is sound is read, whatever the rest is; nothing is lost by writing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.errors import KnownError
from desktop.base.habits import COLOURS, FORMAT, LIMITS, MOST_BYTES, ZOOMS, Habits, read_habits, write_habits

SOUND = st.builds(
    Habits,
    zoom=st.sampled_from(ZOOMS),
    crosshair=st.sampled_from([None, False, True]),
    crosshair_colour=st.sampled_from(COLOURS),
    crosshair_opacity=st.integers(10, 100),
    tab_zooms=st.booleans(),
    tolerance=st.integers(0, 255),
    edges=st.integers(0, 100),
    simplify=st.floats(*LIMITS["simplify"]),
    islands=st.integers(0, 100_000),
)


@given(habits=SOUND)
def test_what_is_written_is_read(habits: Habits, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("habits") / "ann.habits.json"
    write_habits(path, habits)
    assert read_habits(path) == habits


def stored(path: Path, **values: object) -> Habits:
    """The habits of a file that says these."""
    path.write_text(json.dumps({"format": FORMAT, "habits": values}), "utf-8")
    return read_habits(path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zoom", "far"),
        ("zoom", 1),
        ("crosshair", 1),
        ("crosshair", "yes"),
        ("crosshair_colour", "#ff0000"),
        ("crosshair_opacity", 0),
        ("crosshair_opacity", True),
        ("tab_zooms", 0),
        ("tolerance", 256),
        ("tolerance", 3.5),
        ("edges", -1),
        ("simplify", 0),
        ("simplify", "1"),
        ("islands", 10**9),
        ("stranger", 1),
    ],
)
def test_what_cannot_be_is_left_out_and_the_rest_is_read(
    tmp_path: Path, name: str, value: object, caplog: pytest.LogCaptureFixture
) -> None:
    beside = {"edges": 70} if name != "edges" else {"tolerance": 70}
    found = stored(tmp_path / "f", **{name: value}, **beside)
    assert found == Habits(**beside)
    assert "left out" in caplog.text


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"habits": 3}', b"\xff\xfe", b"[" * 5000, b" " * (MOST_BYTES + 1)]
)
def test_a_damaged_file_is_as_it_comes(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "f"
    path.write_bytes(content)
    assert read_habits(path) == Habits()
    assert "as they come" in caplog.text
    assert read_habits(tmp_path / "none") == Habits()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    with pytest.raises(KnownError, match="习惯"):
        write_habits(tmp_path / "f", Habits())
