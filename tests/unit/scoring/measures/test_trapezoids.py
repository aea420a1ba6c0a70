"""The shared area by trapezoids is the one that clipping gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.scoring.measures import outlines, polygons, trapezoids
from tests.unit.scoring.measures.shapes import Ring, moved, square, stars

QUICK = settings(max_examples=80, deadline=None)


def shared(a: list[Ring], b: list[Ring]) -> float:
    one, other = trapezoids.slopes([a]), trapezoids.slopes([b])
    return float(trapezoids.shared(one, np.array([0]), other, np.array([0]))[0])


def test_two_squares_that_share_a_corner() -> None:
    assert shared([square(10, 10, 20)], [square(20, 20, 20)]) == 100
    assert shared([square(0, 0, 10)], [square(10, 0, 10)]) == 0
    assert shared([square(0, 0, 10)], [square(0, 50, 10)]) == 0


def test_it_does_not_matter_which_way_rings_run() -> None:
    a, b = square(0, 0, 10), square(5, 0, 10)
    assert shared([a[::-1]], [b]) == shared([a], [b[::-1]]) == shared([a[::-1]], [b[::-1]]) == 50


def test_holes_are_taken_off_whichever_way_they_run() -> None:
    ring = [square(0, 0, 10), square(2, 2, 4)]
    for hole in (ring[1], ring[1][::-1]):
        assert shared([ring[0], hole], [square(0, 0, 10)]) == pytest.approx(84)
        assert shared([ring[0], hole], [square(3, 3, 2)]) == pytest.approx(0)
    assert shared(ring, ring) == pytest.approx(84)


def test_crossing_edges_share_triangles() -> None:
    down, up = [(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)], [(10.0, 10.0), (0.0, 10.0), (10.0, 0.0)]
    assert shared([down], [up]) == pytest.approx(0)
    assert shared([down], [[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]]) == pytest.approx(25)


def test_many_pairs_at_once_and_none() -> None:
    some = trapezoids.slopes([[square(0, 0, 10)], [], [[(0, 0), (10, 0), (10, 10), (5, 12), (0, 10)]]])
    rows, columns = np.array([0, 2, 1, 2]), np.array([2, 0, 0, 2])
    assert trapezoids.shared(some, rows, some, columns).tolist() == pytest.approx([100, 100, 0, 110])
    nothing = trapezoids.slopes([])
    assert trapezoids.shared(nothing, np.array([], np.intp), nothing, np.array([], np.intp)).size == 0


def test_pairs_too_large_for_one_go_are_summed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = square(0, 0, 10), [(3.0, 3.0), (9.0, 1.0), (12.0, 8.0), (4.0, 9.0)]
    whole = shared([a], [b])
    monkeypatch.setattr(trapezoids, "MOST_AT_ONCE", 5)
    assert shared([a], [b]) == pytest.approx(whole)


def test_pairs_of_a_size_go_together_in_blocks_that_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "BLOCK", 24)
    found = [
        block.tolist()
        for block in outlines.same_sizes(np.array([4, 3, 4, 0, 4, 4]), np.array([3, 3, 3, 9, 3, 3]))
    ]
    assert found == [[1], [0, 2], [4, 5]]


@QUICK
@given(stars(), stars(), st.integers(-300, 9000), st.integers(-300, 9000))
def test_the_same_as_clipping_wherever_it_lies(a: Ring, b: Ring, dx: int, dy: int) -> None:
    clipped = polygons.shared_areas(polygons.regions([[a]]), polygons.regions([[b]]))[0]
    assert shared([a], [b]) == pytest.approx(clipped, abs=1e-6)
    assert shared([moved(a, dx, dy)], [moved(b, dx, dy)]) == pytest.approx(clipped, abs=1e-5)
    assert shared([a], [a]) == pytest.approx(polygons.areas(polygons.regions([[a]]))[0])
