"""The comparison's own parts: the same polygons for everybody, and tables that tell what was cut or refused."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import shapely

from desktop.annotation.codec import decode_marks
from desktop.annotation.shapes.polygon import Polygon
from tests.benchmarks.peers import data, environment
from tests.benchmarks.peers.plan import PROGRAMS, Program
from tests.benchmarks.peers.runner import Found
from tests.benchmarks.peers.table import p95, tables

OURS, THEIRS = PROGRAMS[0], PROGRAMS[1]


def test_both_formats_hold_the_same_polygons() -> None:
    rings = data.polygons(300)
    ours = decode_marks(data.as_document(rings))
    theirs = data.as_labelme(rings)["shapes"]
    assert len(ours) == len(theirs) == 300
    for mark, shape in zip(ours, theirs, strict=True):
        assert isinstance(mark, Polygon)
        assert [list(point) for point in mark.rings[0]] == shape["points"]
        assert mark.label == shape["label"]


def test_no_polygon_crosses_itself() -> None:
    assert all(shapely.is_valid(shapely.Polygon(ring)) for _, ring in data.polygons(500))


def test_polygons_are_the_same_in_every_run() -> None:
    assert data.polygons(50) == data.polygons(50)


def test_the_last_polygon_stands_alone_around_its_vertices() -> None:
    *others, (_, middle) = data.polygons(1_000)
    assert middle[0] == [2060.0, 1500.0]
    for _, ring in others:
        assert all(max(abs(x - 2000), abs(y - 1500)) > data.CLEARING - 45 for x, y in ring)


def test_very_many_polygons_cover_no_more_than_many_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "CROWDED", 400)

    def covered(count: int) -> float:
        return float(shapely.area([shapely.Polygon(ring) for _, ring in data.polygons(count)]).sum())

    assert covered(1_600) == pytest.approx(covered(400), rel=0.1)


def found(program: Program, case: str, times: list[float], planned: int = 4, **values: Any) -> Found:
    series = {"zoom, from 1:1": {"ms": times, "planned": planned}} if times else {}
    return Found(program.name, case, 0.95, values, series)


def test_a_ratio_is_ours_to_theirs_and_an_aim_says_whether_it_is_met() -> None:
    rows = [found(OURS, "10000", [5.0, 5.0, 5.0, 5.0]), found(THEIRS, "10000", [500.0] * 4)]
    line = next(line for line in tables([OURS, THEIRS], rows) if line.startswith("zoom, from 1:1"))
    assert "x0.010" in line
    assert line.endswith("16 / 33 met")


def test_a_slow_p95_misses_the_aim_though_the_median_is_quick() -> None:
    rows = [found(OURS, "10000", [5.0, 5.0, 5.0, 90.0])]
    line = next(line for line in tables([OURS], rows) if line.startswith("zoom, from 1:1"))
    assert line.endswith("MISSED")


def test_processor_time_is_not_held_to_aims_of_the_wall() -> None:
    one = found(OURS, "10000", [5.0] * 4)
    one.series["zoom, from 1:1"]["processor"] = [2.0] * 4
    line = next(line for line in tables([OURS], [one], "processor") if line.startswith("zoom, from 1:1"))
    assert "2.00 / 2.00" in line
    assert "met" not in line


def test_a_series_cut_by_time_says_how_far_it_came() -> None:
    rows = [found(OURS, "200", [1.0] * 4), found(THEIRS, "200", [9000.0, 9000.0])]
    assert any("[2/4]" in line for line in tables([OURS, THEIRS], rows))


def test_a_refusal_stands_beside_the_figures_of_the_second_run() -> None:
    rows = [
        found(THEIRS, "large", [], met="refused"),
        found(THEIRS, "large, limit lifted", [], **{"first sight": 1.5}),
    ]
    line = next(line for line in tables([THEIRS], rows) if line.startswith("12000x8000, first"))
    assert "refused! 1.50" in line


def test_what_ended_early_is_named_below() -> None:
    gone = Found(THEIRS.name, "50000", 0.9, ended="ended after 900 s")
    assert f"{THEIRS.name}, 50000: ended after 900 s" in tables([OURS, THEIRS], [gone])


def test_p95_of_few_values_is_the_largest() -> None:
    assert p95([1.0, 2.0, 3.0]) == 3.0
    assert p95([float(value) for value in range(100)]) == 95.0


def test_no_network_is_a_sentence_and_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, "", "ERROR: No matching distribution found for labelme\n")

    monkeypatch.setattr(environment, "WORK", tmp_path)
    monkeypatch.setattr(environment.venv, "create", lambda folder, **_: folder.mkdir(parents=True))
    monkeypatch.setattr(environment.subprocess, "run", refuse)
    with pytest.raises(
        environment.UnreachableError, match=r"left out.*No matching distribution.*(?s:.*)network"
    ):
        environment.interpreter(THEIRS)
    assert not (tmp_path / "environments" / THEIRS.name / ".ready").exists()
