"""A person's keys in their file: what was chosen comes back, and a file of any content does no harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.base import key_choice
from desktop.base.errors import KnownError
from desktop.base.key_choice import MOST_BYTES, MOST_CHANGES, PROFILES, KeyChoice, read_choice, write_choice

names = st.text(min_size=1, max_size=12).filter(str.isprintable)
changes = st.dictionaries(names, st.lists(names, max_size=4).map(tuple), min_size=1, max_size=5)
choices = st.builds(
    KeyChoice, st.sampled_from(PROFILES), st.dictionaries(st.sampled_from(PROFILES), changes, max_size=3)
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people" / "p1.keys.json"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices)
def test_what_was_stored_comes_back(path: Path, choice: KeyChoice) -> None:
    write_choice(path, choice)
    assert read_choice(path) == choice


def test_nobody_who_changed_nothing_has_a_file(path: Path) -> None:
    assert read_choice(path) == KeyChoice()
    assert KeyChoice().profile == "desktop"
    assert not path.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional={"profile": anything, "changes": anything}) | anything)
def test_any_json_gives_a_choice_that_can_be_stored(
    path: Path, caplog: pytest.LogCaptureFixture, stored: object
) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(stored), "utf-8")
    choice = read_choice(path)
    assert choice.profile in PROFILES
    assert set(choice.changes) <= set(PROFILES)
    write_choice(path, choice)
    assert read_choice(path) == choice


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"{", b"[" * 100_000, b'{"profile": "cvat"}' + b" " * MOST_BYTES, b"null", b"3"],
)
def test_a_file_that_is_none_gives_the_keys_as_they_come(
    path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert read_choice(path) == KeyChoice()
    assert "defaults in force" in caplog.text


def test_a_folder_in_its_place_gives_the_keys_as_they_come(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.mkdir(parents=True)
    assert read_choice(path) == KeyChoice()
    assert "keys unreadable" in caplog.text


def test_what_is_sound_in_a_file_is_kept(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    own = {
        "tool.box": ["Q"],
        "lock": [],
        "undo": "Ctrl+Z",
        "redo": [3],
        "hide": ["A"] * 9,
        "x" * 50: ["A"],
        "pin": [""],
        "\ud800": ["A"],
    }
    path.parent.mkdir()
    path.write_text(json.dumps({"profile": "emacs", "changes": {"cvat": own, "emacs": own}}), "utf-8")
    choice = read_choice(path)
    assert choice == KeyChoice("desktop", {"cvat": {"tool.box": ("Q",), "lock": ()}})
    assert "6 changed keys are none" in caplog.text


def test_more_changes_than_there_are_actions_are_cut(path: Path) -> None:
    write_choice(path, KeyChoice("cvat", {"cvat": {f"a{n}": ("Q",) for n in range(2 * MOST_CHANGES)}}))
    assert len(read_choice(path).own) == MOST_CHANGES


def test_every_profile_keeps_its_own_changes() -> None:
    choice = KeyChoice().with_own({"tool.box": ("Q",)}).with_profile("cvat")
    assert choice.own == {}
    choice = choice.with_own({"hide": ("Z",)})
    assert choice.own == {"hide": ("Z",)}
    assert choice.with_profile("desktop").own == {"tool.box": ("Q",)}
    assert choice.with_own({}).changes == {"desktop": {"tool.box": ("Q",)}}


def test_a_profile_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="emacs"):
        KeyChoice().with_profile("emacs")


def test_a_disk_that_refuses_is_told_and_nothing_is_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_choice(path, KeyChoice("cvat"))

    def full(*_ignored: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_choice, "write_whole", full)
    with pytest.raises(KnownError, match="快捷键没有存下来"):
        write_choice(path, KeyChoice("label_studio"))
    assert read_choice(path) == KeyChoice("cvat")


def test_keys_of_classes_are_kept_with_the_rest_and_what_is_none_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "ann.keys.json"
    choice = KeyChoice("cvat", {}, {"car": "y"}).with_profile("desktop").with_own({"undo": ("F12",)})
    write_choice(path, choice)
    assert read_choice(path) == choice
    stored = json.loads(path.read_text("utf-8"))
    stored["classes"] |= {"bus": "", "man": "ab", "tree": 3, "dog": "键", "cat": " "}
    path.write_text(json.dumps(stored), "utf-8")
    assert read_choice(path).classes == {"car": "y"}
    assert "5 keys of classes" in caplog.text
    stored["classes"] = [1]
    path.write_text(json.dumps(stored), "utf-8")
    assert read_choice(path).classes == {}
