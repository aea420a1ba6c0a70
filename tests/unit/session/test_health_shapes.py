"""The self-test's row about polygons: it names its engine, and what is wrong when that is missing or counts wrongly."""

from __future__ import annotations

import re
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from desktop.annotation.geometry import polygons as drawing
from desktop.base.places import Places
from desktop.scoring.measures import polygons as grading
from desktop.session.health.row import Row
from desktop.session.operations import health

NOWHERE = Places(Path("none"), Path("none"), Path("none"), Path("none"))


def row() -> Row:
    """The row as the self-test tells it."""
    (found,) = health.self_test(NOWHERE, {"shapes"})
    return found


class Refusing:
    """Stands before all finders and refuses shapely as a system does that cannot load a library."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def find_spec(self, name: str, *_more: object) -> ModuleSpec | None:
        """Refuse shapely, know nothing else."""
        if name == "shapely":
            raise self.fault
        return None


def without_engine(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """Take shapely away from whoever imports it from now on."""
    for name in [each for each in sys.modules if each.split(".")[0] == "shapely"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Refusing(fault), *sys.meta_path])


def test_a_sound_engine_is_named_with_its_version_and_what_it_counted() -> None:
    found = row()
    assert (found.verdict, found.remedy) == ("ok", "")
    assert re.fullmatch(r"GEOS \d+\.\d+\.\d+，两个方块合并 175、相减 75、重叠 25 平方像素，都对", found.found)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (ImportError("DLL load failed while importing lib: 找不到指定的模块。"), "找不到指定的模块。"),
        (FileNotFoundError(2, "No such file", "shapely.libs"), "shapely.libs"),
    ],
)
def test_an_engine_that_does_not_load_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    without_engine(monkeypatch, fault)
    found = row()
    assert found.verdict == "failed"
    assert found.found.startswith(f"几何库 GEOS 装不进来：{type(fault).__name__} ")
    assert said in found.found
    assert "隔离" in found.remedy
    assert "重新安装" in found.remedy


def test_the_other_rows_are_told_without_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    without_engine(monkeypatch, ImportError("no"))
    rows = {found.key: found for found in health.self_test(NOWHERE, {"shapes", "clock", "zone", "memory"})}
    assert list(rows) == ["shapes", "clock", "zone", "memory"]
    assert not rows["shapes"].ok
    assert all(rows[key].found for key in rows)


@pytest.mark.parametrize(
    ("verb", "wrong", "expected", "got"),
    [
        ("united", (), "175", "0"),
        ("subtracted", (), "75", "0"),
        ("shared_areas", np.array([26.0]), "25", "26"),
    ],
)
def test_an_engine_that_counts_wrongly_is_told_with_both_numbers(
    monkeypatch: pytest.MonkeyPatch, verb: str, wrong: object, expected: str, got: str
) -> None:
    module = grading if verb == "shared_areas" else drawing
    monkeypatch.setattr(module, verb, lambda *_arguments: wrong)
    found = row()
    assert found.verdict == "failed"
    assert f"面积应是 {expected}，算出来是 {got}。" in found.found
    assert "换一台电脑" in found.remedy


def test_an_area_that_misses_by_a_float_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading, "shared_areas", lambda *_arguments: np.array([25.0 + 1e-10]))
    assert row().ok


def test_an_area_that_is_no_number_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading, "shared_areas", lambda *_arguments: np.array([float("nan")]))
    assert not row().ok
