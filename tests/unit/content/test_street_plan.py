"""The planner of the street frames: repeatable, varied, and free of collisions."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "build" / "content"))

import frames
import street_plan
from street_plan import Plan, estimate, labelled_count, make_plan, overlap, rect, solids, vehicle_rect

PRACTICE = tuple(frames.seed_of(f) for f in frames.frame_list("practice"))
EXAM = tuple(frames.seed_of(f) for f in frames.frame_list("exam"))
SAMPLE = (*PRACTICE[:10], *EXAM[:8])  # enough to see variety, few enough to be quick
# Planning is the slow part and kept for the module: one worker does it once.
pytestmark = pytest.mark.xdist_group("street")


@cache
def plan_of(seed: int) -> Plan:
    """One plan per seed for the whole module: planning is the slow part."""
    return make_plan(seed, seed in EXAM)


def test_equal_seeds_give_equal_plans() -> None:
    assert repr(make_plan(PRACTICE[0])) == repr(make_plan(PRACTICE[0]))


def test_different_seeds_give_different_plans() -> None:
    cameras = {repr(plan_of(s).camera) for s in SAMPLE}
    layouts = {repr(plan_of(s).vehicles) for s in SAMPLE}
    assert len(cameras) == len(layouts) == len(SAMPLE)


def test_no_seed_serves_practice_and_exam() -> None:
    assert len(set(PRACTICE)) == len(PRACTICE)
    assert len(set(EXAM)) == len(EXAM)
    assert not set(PRACTICE) & set(EXAM)


@pytest.mark.parametrize("seed", SAMPLE)
def test_vehicles_do_not_touch_each_other(seed: int) -> None:
    boxes = [vehicle_rect(v) for v in plan_of(seed).vehicles]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert not overlap(a, b)


@pytest.mark.parametrize("seed", SAMPLE)
def test_people_keep_clear_of_vehicles_and_of_each_other(seed: int) -> None:
    plan = plan_of(seed)
    for i, p in enumerate(plan.people):
        feet = rect(p.x, p.y, 0, 0.4, 0.4)
        assert not any(overlap(feet, vehicle_rect(v)) for v in plan.vehicles)
        for q in plan.people[i + 1 :]:
            if q not in plan.people[max(0, i - 2) : i + 3]:  # members of one group may stand close
                assert (p.x - q.x) ** 2 + (p.y - q.y) ** 2 > 0.2


@pytest.mark.parametrize("seed", SAMPLE)
def test_nothing_stands_in_the_camera(seed: int) -> None:
    plan = plan_of(seed)
    lens = rect(plan.camera.x, plan.camera.y, 0, 1.0, 1.0)
    assert not any(overlap(lens, vehicle_rect(v)) for v in plan.vehicles)
    assert all((p.x - plan.camera.x) ** 2 + (p.y - plan.camera.y) ** 2 > 9 for p in plan.people)
    assert 1.2 <= plan.camera.z <= 4.5


@pytest.mark.parametrize("seed", SAMPLE)
def test_every_plan_promises_enough_to_label(seed: int) -> None:
    plan = plan_of(seed)
    assert 8 <= labelled_count(estimate(plan)) <= 22
    assert len({label for label, _ in solids(plan)}) >= 3


def test_the_set_is_varied() -> None:
    plans = [plan_of(s) for s in SAMPLE]
    assert len({p.weather for p in plans}) == 4
    assert len({p.time for p in plans}) == 4
    assert len({p.crowding for p in plans}) == 3
    assert len({p.camera.kind for p in plans}) >= 5
    assert len({p.road.junction for p in plans}) >= 3
    subs = Counter(v.sub for p in plans for v in p.vehicles)
    assert set(subs) == set(street_plan.VEHICLES)
    assert {label for p in plans for label, _ in solids(p)} == set(street_plan.CLASSES)
    assert max(subs.values()) < 0.4 * sum(subs.values())


def test_an_object_behind_another_is_not_expected_to_be_seen() -> None:
    plan = make_plan(PRACTICE[0])
    plan.people, plan.lights, plan.trees = [], [], []
    plan.road = street_plan.Road(2, 3.5, 0.4, "none", False, False, 4.0, "none", 20.0, 0.0, (), "同心路")
    plan.camera = street_plan.Camera("dash", 0, -1.9, 1.4, 0, 0, 30)
    near = street_plan.Vehicle("city_bus", 14, -1.9, 0, 0, 0)
    far = street_plan.Vehicle("sedan", 30, -1.9, 0, 0, 0)
    plan.vehicles = [near, far]
    first, second = estimate(plan)
    assert first.labelled
    assert not second.labelled
    assert second.visible == 0


def test_the_projection_keeps_left_left_and_up_up() -> None:
    cam = street_plan.Camera("dash", 0, 0, 1.5, 0, 0, 30)
    u, v, depth = street_plan.project(cam, 20, 0, 1.5)
    assert (round(u), round(v), round(depth)) == (640, 360, 20)
    assert street_plan.project(cam, 20, 3, 1.5)[0] < 640
    assert street_plan.project(cam, 20, 0, 3.0)[1] < 360
