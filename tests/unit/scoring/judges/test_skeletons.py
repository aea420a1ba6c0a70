"""Skeletons: each joint by name, left for right once, and states."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.curriculum.shape_rules import ObjectRules, SkeletonRules
from tests.unit.scoring.judges.scenes import codes, graded, only, skeleton

GOLD = skeleton("g", (200, 100), (150, 200), (250, 200), (200, 400))
STRICT = ObjectRules(skeleton=SkeletonRules(oks=1.0))
QUICK = settings(max_examples=30, deadline=None)


def with_joint(place: int, x: float, y: float, state: str = "visible") -> Skeleton:
    return Skeleton("a", "person", GOLD.with_joint(place, Joint(x, y, state)).joints)  # type: ignore[arg-type]


def test_a_figure_drawn_right_is_right() -> None:
    score = graded([GOLD], [skeleton("a", (203, 101), (151, 199), (250, 203), (200, 404))])
    assert (score.accuracy, score.findings) == (1, ())
    assert score.measures["skeleton.oks"] > 0.9
    assert score.measures["skeleton.pck"] == 1


def test_a_joint_that_is_off_is_named_with_px_and_both_places() -> None:
    found = only(graded([GOLD], [with_joint(0, 200, 130)]))
    assert (found.code, found.measured, found.tolerance, found.unit) == ("PT", 30, 5, "px")
    assert (found.detail["joint"], found.detail["place"]) == ("nose", 0)
    assert (found.detail["expected"], found.detail["got"]) == ([200, 100], [200, 130])
    assert found.place == (200, 100, 200, 130)


def test_a_joint_of_wide_spread_may_be_farther_off_at_the_objects_scale() -> None:
    foot_off = with_joint(3, 200, 408)
    assert graded([GOLD], [foot_off]).accuracy == 1
    assert codes(graded([GOLD], [foot_off], STRICT)) == ["PT"]


def test_left_for_right_is_one_finding_that_names_the_pair() -> None:
    mirrored = skeleton("a", (200, 100), (250, 200), (150, 200), (200, 400))
    found = only(graded([GOLD], [mirrored]))
    assert (found.code, found.detail) == ("PT", {"swapped": [["left", "right"]]})
    assert graded([GOLD], [mirrored]).counts.judged == 1


def test_left_for_right_and_off_besides_is_both() -> None:
    score = graded([GOLD], [skeleton("a", (200, 100), (250, 230), (150, 200), (200, 400))])
    assert codes(score) == ["PT", "PT"]
    off = next(found for found in score.findings if "joint" in found.detail)
    assert (off.detail["joint"], off.measured) == ("right", 30)


def test_a_state_is_judged_where_the_rules_ask() -> None:
    hidden = with_joint(1, 150, 200, "hidden")
    found = only(graded([GOLD], [hidden]))
    assert (found.code, found.detail["joint"]) == ("VIS", "left")
    assert (found.detail["expected"], found.detail["got"]) == ("visible", "hidden")
    loose = ObjectRules(skeleton=SkeletonRules(visibility=False))
    assert graded([GOLD], [hidden], loose).accuracy == 1


@pytest.mark.parametrize("visibility", [True, False])
def test_a_joint_left_out_is_wrong_whatever_the_rules_say_of_states(visibility: bool) -> None:
    rules = ObjectRules(skeleton=SkeletonRules(visibility=visibility))
    found = only(graded([GOLD], [with_joint(2, 0, 0, "out")], rules))
    assert (found.code, found.detail["got"]) == ("VIS", "out")
    assert found.place == (244, 194, 256, 206)


def test_a_joint_out_of_the_picture_may_lie_anywhere() -> None:
    gold = skeleton("g", *GOLD.joints[:3], Joint(0, 0, "out"))
    answer = skeleton("a", *GOLD.joints[:3], Joint(777, 777, "out"))
    assert graded([gold], [answer]).accuracy == 1


def test_figures_side_by_side_are_told_apart() -> None:
    second = GOLD.moved(300, 0)
    golds = [GOLD, Skeleton("h", "person", second.joints)]
    answers = [Skeleton("b", "person", second.joints), Skeleton("a", "person", GOLD.joints)]
    score = graded(golds, answers)
    assert {(pair.gold_id, pair.answer_id) for pair in score.pairs} == {("g", "a"), ("h", "b")}


def test_a_figure_of_another_number_of_joints_is_no_match() -> None:
    assert sorted(codes(graded([GOLD], [skeleton("a", (200, 100), (150, 200))]))) == ["EXTRA", "MISS"]


def test_a_figure_seen_edge_on_still_has_a_scale() -> None:
    upright = skeleton("g", (200, 100), (200, 200), (200, 200), (200, 400))
    assert graded([upright], [Skeleton("a", "person", upright.joints)]).accuracy == 1


@QUICK
@given(st.integers(0, 40), st.integers(0, 40), st.floats(1, 30), st.floats(0, 30))
def test_a_wider_tolerance_never_lowers_a_score(dx: int, dy: int, px: float, more: float) -> None:
    answer = [with_joint(0, 200 + dx, 100 + dy)]
    strict, loose = (
        graded([GOLD], answer, ObjectRules(skeleton=SkeletonRules(distance_px=value, oks=1)))
        for value in (px, px + more)
    )
    assert loose.accuracy >= strict.accuracy


@QUICK
@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 400), st.sampled_from(["visible", "hidden", "out"])),
        min_size=4,
        max_size=4,
    )
)
def test_the_gold_is_perfect(joints: list[tuple[int, int, str]]) -> None:
    made = [Joint(x, y, state) for x, y, state in joints]  # type: ignore[arg-type]
    score = graded([skeleton("g", *made)], [skeleton("a", *made)])
    if (
        any(joint.state != "out" for joint in made)
        and len({(joint.x, joint.y) for joint in made if joint.state != "out"}) > 1
    ):
        assert (score.accuracy, score.findings) == (1, ())
