"""Where things lie is known in one module: checkout, wheel, frozen program, portable stick, redirected data."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from desktop.base import places
from desktop.base.places import PORTABLE_FLAG, Places, find_places, program_folder


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The module as a wheel installs it, with ``_data`` inside the package; return the package's folder."""
    package = tmp_path / "site packages" / "desktop"
    (package / "_data" / "assets").mkdir(parents=True)
    (package / "base").mkdir()
    monkeypatch.setattr(places, "__file__", str(package / "base" / "places.py"))
    return package


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as a frozen folder with a Chinese name and a space; return that folder."""
    folder = tmp_path / "家门口 工作站"
    (folder / "_internal").mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(folder / "_internal"), raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "doorstep.exe"))
    return folder


def test_a_checkout_has_its_assets_and_courses_at_its_root(root: Path) -> None:
    found = find_places({})
    assert (found.assets, found.courses) == (root / "assets", root / "courses")
    assert found.assets.is_dir()
    assert found.courses.is_dir()
    assert not found.portable


def test_a_wheel_has_them_inside_the_package(wheel: Path) -> None:
    found = find_places({})
    assert (found.assets, found.courses) == (wheel / "_data" / "assets", wheel / "_data" / "courses")


def test_a_frozen_program_has_them_where_it_was_unpacked(frozen: Path) -> None:
    found = find_places({})
    assert (found.assets, found.courses) == (
        frozen / "_internal" / "assets",
        frozen / "_internal" / "courses",
    )
    assert program_folder() == frozen


def test_ordinary_data_lies_in_the_account_s_own_folder() -> None:
    found = find_places({})
    assert found.data == Path(platformdirs.user_data_dir("Doorstep", appauthor=False))
    assert found.logs == found.data / "logs"


def test_a_flag_beside_a_frozen_program_keeps_everything_on_the_stick(frozen: Path) -> None:
    (frozen / PORTABLE_FLAG).touch()
    found = find_places({})
    assert found.portable
    assert found.data == frozen / "data"
    assert found.logs.is_relative_to(frozen)


def test_a_flag_among_the_unpacked_files_says_nothing(frozen: Path) -> None:
    (frozen / "_internal" / PORTABLE_FLAG).touch()
    assert not find_places({}).portable


@pytest.mark.parametrize("name", ["data", "实训 数据#1 50%", "dátá 'quoted'"])
def test_a_redirected_run_keeps_everything_there(tmp_path: Path, name: str) -> None:
    found = find_places({"DOORSTEP_DATA": str(tmp_path / name)})
    assert found.data == tmp_path / name
    everything = (
        found.logs,
        found.record,
        found.keys,
        found.packs,
        found.backups,
        found.reports,
        found.exports,
    )
    assert all(place.is_relative_to(tmp_path / name) for place in everything)
    assert len(set(everything)) == len(everything)


def test_redirecting_goes_before_the_portable_flag(frozen: Path, tmp_path: Path) -> None:
    (frozen / PORTABLE_FLAG).touch()
    found = find_places({"DOORSTEP_DATA": str(tmp_path / "elsewhere")})
    assert found.data == tmp_path / "elsewhere"
    assert not found.portable


def test_an_empty_redirection_is_none() -> None:
    assert find_places({"DOORSTEP_DATA": ""}) == find_places({})


def test_a_relative_redirection_does_not_move_with_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_places({"DOORSTEP_DATA": "here"}).data == tmp_path / "here"


def test_finding_places_makes_no_folder(tmp_path: Path) -> None:
    find_places({"DOORSTEP_DATA": str(tmp_path / "new")})
    assert not (tmp_path / "new").exists()


def test_places_cannot_be_changed_by_accident(tmp_path: Path) -> None:
    found = Places(tmp_path, tmp_path, tmp_path, tmp_path)
    with pytest.raises(AttributeError):
        found.data = tmp_path / "x"  # type: ignore[misc]
