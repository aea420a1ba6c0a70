"""Polylines: off to the side, not drawn to the end, the wrong way round; each said once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.curriculum.shape_rules import ObjectRules, PolylineRules
from tests.unit.scoring.judges.scenes import codes, graded, line, only

LANE = ((100.0, 500.0), (900.0, 500.0))
GOLD = line("g", *LANE)
QUICK = settings(max_examples=30, deadline=None)


def test_a_line_drawn_right_is_right_wherever_its_corners_are() -> None:
    score = graded([GOLD], [line("a", (101, 501), (400, 499), (899, 502))])
    assert (score.accuracy, score.findings) == (1, ())
    assert score.measures["line.coverage"] == 1
    assert 0.3 < score.measures["line.distance_px"] < 2


def test_a_line_beside_the_lane_is_off_by_so_many_px_and_not_also_too_short() -> None:
    found = only(graded([GOLD], [line("a", (100, 510), (900, 510))]))
    assert (found.code, found.measured, found.tolerance, found.unit) == ("LINE", pytest.approx(10), 4, "px")
    assert found.detail["measure"] == "offset"
    assert found.detail["stretches"][0]["points"][0] == [100, 510]


def test_a_bulge_is_drawn_where_it_is() -> None:
    found = only(graded([GOLD], [line("a", (100, 500), (480, 500), (500, 515), (520, 500), (900, 500))]))
    assert found.detail["measure"] == "offset"
    (stretch,) = found.detail["stretches"]
    assert stretch["px"] == pytest.approx(15, abs=1)
    assert all(480 < x < 520 for x, _ in stretch["points"])


def test_a_line_that_stops_early_names_the_gap() -> None:
    found = only(graded([GOLD], [line("a", (100, 500), (700, 500))]))
    assert (found.unit, found.detail["measure"]) == ("share", "coverage")
    assert found.measured == pytest.approx(0.755, abs=0.005)
    (gap,) = found.detail["gaps"]
    assert gap["points"][0][0] == pytest.approx(704, abs=2)
    assert gap["points"][-1] == [900, 500]


def test_a_line_past_the_end_of_the_lane_is_off() -> None:
    found = only(graded([GOLD], [line("a", (100, 500), (960, 500))]))
    assert found.detail["measure"] == "offset"
    assert found.measured == pytest.approx(60, abs=1)


def test_a_line_the_other_way_round_is_wrong_only_where_the_direction_matters() -> None:
    answer = [line("a", *LANE[::-1])]
    found = only(graded([GOLD], answer))
    assert (found.code, found.detail) == ("LINE", {"measure": "direction"})
    loose = ObjectRules(polyline=PolylineRules(directed=False))
    assert graded([GOLD], answer, loose).accuracy == 1


def test_lanes_side_by_side_go_to_the_nearer_one() -> None:
    golds = [line(f"g{n}", (100, 100 + 15 * n), (900, 100 + 15 * n)) for n in range(3)]
    answers = [line(f"a{n}", (100, 101 + 15 * n), (900, 101 + 15 * n)) for n in range(3)]
    score = graded(golds, answers)
    assert {(pair.gold_id, pair.answer_id) for pair in score.pairs} == {(f"g{n}", f"a{n}") for n in range(3)}
    assert score.accuracy == 1


def test_a_line_elsewhere_is_too_much_and_the_lane_missed() -> None:
    score = graded([GOLD], [line("a", (100, 700), (900, 700))])
    assert sorted(codes(score)) == ["EXTRA", "MISS"]


def test_a_short_stroke_on_a_long_lane_is_no_match_but_says_how_much_it_covers() -> None:
    score = graded([GOLD], [line("a", (100, 500), (160, 500))])
    missed = next(found for found in score.findings if found.code == "MISS")
    assert (missed.detail["near"], missed.unit) == ("a", "share")
    assert missed.measured == pytest.approx(0.1, abs=0.01)


def test_the_same_lane_twice_is_a_double() -> None:
    score = graded([GOLD], [line("a", *LANE), line("b", (100, 501), (900, 501))])
    assert codes(score) == ["DUP"]


@QUICK
@given(st.integers(-30, 30), st.floats(1, 12), st.floats(0, 12))
def test_a_wider_tolerance_never_lowers_a_score(off: int, px: float, more: float) -> None:
    answer = [line("a", (100, 500 + off), (900, 500 + off))]
    strict, loose = (
        graded([GOLD], answer, ObjectRules(polyline=PolylineRules(distance_px=value)))
        for value in (px, px + more)
    )
    assert loose.accuracy >= strict.accuracy


@QUICK
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=2, max_size=6, unique=True))
def test_the_gold_is_perfect(points: list[tuple[float, float]]) -> None:
    score = graded([line("g", *points)], [line("a", *points)])
    assert (score.accuracy, score.findings) == (1, ())
