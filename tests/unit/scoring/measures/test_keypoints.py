"""Joints: OKS as COCO and CVAT compute it, px, visibility, and left for right."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.scoring.measures.keypoints import Joint, distances, oks, pck, similarity, states, swapped
from tests.unit.scoring.measures.vectors import VECTORS

COCO, CVAT = VECTORS["coco.oks"], VECTORS["cvat.oks"]
SIGMAS = (0.05, 0.05, 0.1)
AREA = 10_000.0
FIGURE = (Joint(100, 100), Joint(140, 100), Joint(120, 160))
QUICK = settings(max_examples=60, deadline=None)
joint = st.builds(
    Joint, st.integers(0, 200), st.integers(0, 200), st.sampled_from(["visible", "hidden", "out"])
)
figures = st.tuples(joint, joint, joint)


def with_first(found: Joint, figure: tuple[Joint, ...] = FIGURE) -> tuple[Joint, ...]:
    return (found, *figure[1:])


def test_cocos_figures() -> None:
    assert oks(FIGURE, FIGURE, sigmas=SIGMAS, area=AREA) == COCO["exact"]
    off = oks(FIGURE, with_first(Joint(110, 100)), sigmas=SIGMAS, area=AREA)
    name = "one point 10 px off, sigma .05, area 1e4: exp(-100/(2*1e4*(.1)^2)) = exp(-.5)"
    assert off == pytest.approx(COCO[name], abs=1e-6)


def test_a_hidden_joint_counts_like_a_visible_one_as_in_coco() -> None:
    gold = with_first(Joint(100, 100, "hidden"))
    off = oks(gold, with_first(Joint(110, 100, "hidden")), sigmas=SIGMAS, area=AREA)
    assert off == pytest.approx(COCO["v=1 (occluded) counts like v=2"], abs=1e-6)


def test_an_error_on_a_joint_out_of_the_picture_is_free_as_in_coco() -> None:
    gold = with_first(Joint(0, 0, "out"))
    assert (
        oks(gold, with_first(Joint(110, 100)), sigmas=SIGMAS, area=AREA)
        == COCO["same error on an unlabelled point (v=0) is free"]
    )


def test_a_joint_left_out_counts_zero_as_in_cvat_where_coco_never_looks() -> None:
    """COCO ignores the answered visibility: all joints "out" at the right places would be perfect. Here it is the answer."""
    assert COCO["predicted visibility is not used (all dt v=0)"] == 1
    left_out = tuple(Joint(joint.x, joint.y, "out") for joint in FIGURE)
    assert oks(FIGURE, left_out, sigmas=SIGMAS, area=AREA) == 0
    two = FIGURE[:2]
    half = oks(two, (two[0], Joint(0, 0, "out")), sigmas=(0.09, 0.09), area=AREA)
    assert half == CVAT["visible in gt only -> counts 0 in numerator, 1 in denominator"]


def test_cvats_single_point_passes_244_px_off_so_its_scale_is_not_ours() -> None:
    """CVAT takes the picture's area for a lone point; the formula is the same, the object's own area is asked here."""
    name = "single point, 100x100 image scale, 10 px off, sigma .09: exp(-100/(2*1e4*.18^2))"
    assert similarity(10, 0.09, 100 * 100) == pytest.approx(CVAT[name], abs=1e-6)
    far = CVAT["distance at which single-point OKS = .4 on a 1000x1000 image (px)"]
    assert similarity(far, 0.09, 1000 * 1000) == pytest.approx(0.4, abs=1e-6)
    assert similarity(far, 0.09, 100 * 100) < 1e-30


def test_without_a_joint_or_an_area_there_is_no_oks() -> None:
    """CVAT has nan, COCO measures to the doubled box; there is nothing to compare, so there is no figure."""
    nowhere = (Joint(0, 0, "out"),) * 3
    assert CVAT["neither visible -> nan"] == "nan"
    assert oks(nowhere, FIGURE, sigmas=SIGMAS, area=AREA) is None
    assert oks(FIGURE, FIGURE, sigmas=SIGMAS, area=0) is None
    assert pck(nowhere, FIGURE, radius=5) is None


def test_figures_of_different_numbers_of_joints_are_an_error_here_and_0_in_cvat() -> None:
    assert CVAT["different point counts"] == 0
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        distances(FIGURE, FIGURE[:2])


def test_the_share_of_correct_joints_counts_those_at_the_radius() -> None:
    answer = (Joint(105, 100), Joint(140, 105.1), Joint(120, 160))
    assert pck(FIGURE, answer, radius=5) == pytest.approx(2 / 3)
    assert distances(FIGURE, answer) == [5, pytest.approx(5.1), 0]


def test_left_for_right_is_told_by_name() -> None:
    answer = (Joint(141, 101), Joint(99, 100), Joint(120, 160))
    assert swapped(FIGURE, answer, [(0, 1)], radius=5) == ((0, 1),)
    assert swapped(FIGURE, FIGURE, [(0, 1)], radius=5) == ()


def test_joints_close_together_are_not_called_swapped() -> None:
    gold = (Joint(100, 100), Joint(102, 100), Joint(120, 160))
    assert swapped(gold, (gold[1], gold[0], gold[2]), [(0, 1)], radius=5) == ()
    one_off = (Joint(120, 130), Joint(140, 100), Joint(120, 160))
    assert swapped(FIGURE, one_off, [(0, 1)], radius=5) == ()
    assert swapped(FIGURE, with_first(Joint(140, 100, "out")), [(0, 1)], radius=5) == ()


def test_states_are_counted_by_what_was_and_what_was_said() -> None:
    answer = (Joint(1, 1, "hidden"), Joint(1, 1), Joint(1, 1, "hidden"))
    assert states(FIGURE, answer) == {("visible", "hidden"): 2, ("visible", "visible"): 1}


@QUICK
@given(figures, figures, st.integers(-50, 50))
def test_moving_both_figures_changes_nothing(a: tuple[Joint, ...], b: tuple[Joint, ...], by: int) -> None:
    def moved(figure: tuple[Joint, ...]) -> list[Joint]:
        return [Joint(joint.x + by, joint.y - by, joint.state) for joint in figure]

    assert oks(moved(a), moved(b), sigmas=SIGMAS, area=AREA) == oks(a, b, sigmas=SIGMAS, area=AREA)
    assert swapped(moved(a), moved(b), [(0, 1)], radius=5) == swapped(a, b, [(0, 1)], radius=5)


@QUICK
@given(figures, figures, st.integers(1, 90), st.integers(0, 90))
def test_a_wider_radius_and_a_larger_sigma_never_lower_a_score(
    a: tuple[Joint, ...], b: tuple[Joint, ...], radius: int, more: int
) -> None:
    assert (pck(a, b, radius=radius + more) or 0) >= (pck(a, b, radius=radius) or 0)
    wide = oks(a, b, sigmas=[sigma + more / 100 for sigma in SIGMAS], area=AREA)
    narrow = oks(a, b, sigmas=SIGMAS, area=AREA)
    assert (wide is None) == (narrow is None)
    assert (wide or 0) >= (narrow or 0) - 1e-12
    assert sum(states(a, b).values()) == 3


@QUICK
@given(figures)
def test_a_figure_agrees_with_itself(figure: tuple[Joint, ...]) -> None:
    assert oks(figure, figure, sigmas=SIGMAS, area=AREA) in (1, None)
    assert all(away in (0, None) for away in distances(figure, figure))
    assert math.isclose(similarity(0, 0.05, AREA), 1)
