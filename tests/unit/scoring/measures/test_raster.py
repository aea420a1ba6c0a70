"""Polygons as pixels: the middle of a pixel decides."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.scoring.measures import polygons
from desktop.scoring.measures.raster import filled
from tests.unit.scoring.measures.shapes import Ring, square, stars
from tests.unit.scoring.measures.vectors import VECTORS

COCO = VECTORS["coco.poly_raster_area"]


def test_areas_that_cocos_rasteriser_counts_too() -> None:
    for name, ring in {
        "square 10..20 (geom 100)": square(10, 10, 10),
        "square 10.5..20.5 (geom 100)": square(10.5, 10.5, 10),
        "square 10.2..12.2 (geom 4)": square(10.2, 10.2, 2),
    }.items():
        assert np.count_nonzero(filled([ring], (0, 0, 100, 100))) == COCO[name][0]


def test_a_triangle_of_50_has_45_or_55_pixels_by_who_owns_the_diagonal() -> None:
    """All middles on the slope are exactly on the line: COCO leaves them out, and so do we on the right hand side."""
    assert np.count_nonzero(filled([[(0, 0), (10, 0), (0, 10)]], (0, 0, 10, 10))) == 45
    assert COCO["triangle 0,0 10,0 0,10 (geom 50)"] == [45]
    assert np.count_nonzero(filled([[(10, 10), (10, 0), (0, 10)]], (0, 0, 10, 10))) == 55


def test_what_lies_outside_the_box_is_cut_off() -> None:
    assert (
        filled([square(90, 90, 20)], (0, 0, 100, 100)).sum()
        == COCO["outside image partly (90..110 in 100x100)"][0]
    )
    assert filled([square(-50, -50, 200)], (0, 0, 10, 10)).all()
    assert not filled([square(50, 50, 5)], (0, 0, 10, 10)).any()


def test_a_hole_stays_empty_and_nothing_is_nothing() -> None:
    mask = filled([square(0, 0, 10), square(2, 2, 4)], (0, 0, 10, 10))
    assert mask.sum() == 84
    assert not mask[2:6, 2:6].any()
    assert filled([], (0, 0, 4, 3)).shape == (3, 4)
    assert filled([square(0, 0, 5)], (5, 5, 5, 5)).size == 0


@settings(max_examples=50, deadline=None)
@given(stars())
def test_every_middle_is_inside_or_outside_as_geometry_says(ring: Ring) -> None:
    mask = filled([ring], (0, 0, 250, 250))
    region = polygons.regions([[ring]])[0]
    x, y = np.meshgrid(np.arange(250) + 0.5, np.arange(250) + 0.5)
    # A middle on an edge, but for rounding, may go either way.
    certain = shapely.distance(shapely.boundary(region), shapely.points(x, y)) > 1e-9
    assert (mask == shapely.contains_xy(region, x, y))[certain].all()


@settings(max_examples=50, deadline=None)
@given(stars(), st.integers(0, 60), st.integers(0, 60))
def test_a_window_shows_what_the_whole_shows(ring: Ring, x: int, y: int) -> None:
    whole = filled([ring], (0, 0, 250, 250))
    assert (filled([ring], (x, y, x + 120, y + 90)) == whole[y : y + 90, x : x + 120]).all()
    assert whole.sum() == pytest.approx(polygons.areas(polygons.regions([[ring]]))[0], rel=0.35, abs=25)
