"""The planners of the newer pictures: equal seeds give equal scenes, which hold what their order needs."""

from __future__ import annotations

import itertools
import json
import math
import struct
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT / "build" / "content" / "gold"
SETS = ("aerial", "parts", "figure", "lane")
PACKS = {
    "aerial": "ord-cv-02",
    "parts": "ord-cv-03",
    "lane": "ord-cv-04",
    "figure": "ord-cv-06",
    "receipt": "ord-cv-05",
}
SEEDS = [*range(1001, 1013), *range(5001, 5009)]


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """The planners, none of which needs Blender, and the driver."""
    monkeypatch.syspath_prepend(str(ROOT / "build" / "content"))
    import aerial_plan
    import figure_plan
    import lane_plan
    import parts_plan
    import shots

    return {
        "aerial": aerial_plan,
        "figure": figure_plan,
        "lane": lane_plan,
        "parts": parts_plan,
        "shots": shots,
    }


def made(plans: dict[str, ModuleType], kind: str, seed: int) -> Any:
    name = {"aerial": "make_lot", "parts": "make_tray", "figure": "make_room", "lane": "make_road"}[kind]
    return getattr(plans[kind], name)(seed)


def golds(kind: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((GOLD / kind).glob("*.json"))]


def webp_size(path: Path) -> tuple[int, int]:
    """Width and height from the header of a lossy WebP file."""
    head = path.read_bytes()[:32]
    assert head[:4] == b"RIFF"
    assert head[12:16] == b"VP8 "
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


@pytest.mark.parametrize("kind", SETS)
def test_equal_seeds_give_equal_scenes_and_others_differ(plans: dict[str, ModuleType], kind: str) -> None:
    assert made(plans, kind, 1003) == made(plans, kind, 1003)
    assert made(plans, kind, 1003) != made(plans, kind, 1004)


@pytest.mark.parametrize("kind", SETS)
def test_practice_and_exam_never_share_a_seed(plans: dict[str, ModuleType], kind: str) -> None:
    shots = plans["shots"]
    seeds = [shots.seed_of(name) for name in shots.frames_of(kind)]

    assert len(seeds) == len(set(seeds))


def test_a_frame_before_is_of_its_frame_and_of_no_other_set(plans: dict[str, ModuleType]) -> None:
    shots = plans["shots"]
    for kind in SETS:
        names = shots.befores_of(kind)
        assert names == ([f"{name}b" for name in shots.frames_of(kind)] if kind == "lane" else [])
        for name in names:
            assert shots.seed_of(name) == shots.seed_of(name[:-1])
            assert shots.targets(name)[0] != shots.targets(name[:-1])[0]
            assert shots.targets(name)[0].is_file()


@pytest.mark.parametrize("kind", PACKS)
def test_gold_agrees_with_its_picture(kind: str) -> None:
    docs = golds(kind)
    assert len(docs) >= {"aerial": 24, "parts": 24, "receipt": 24}.get(kind, 12)
    for doc in docs:
        pool = "practice" if doc["frame"].startswith("p") else "exam"
        path = ROOT / "courses" / PACKS[kind] / "media" / pool / f"{doc['frame']}.webp"
        assert webp_size(path) == tuple(doc["size"]), path
        ids = [thing["id"] for thing in doc["objects"]]
        assert len(ids) == len(set(ids))


# ---------------------------------------------------------------- car parks


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_vehicles_of_a_car_park_stand_in_each_other(plans: dict[str, ModuleType], seed: int) -> None:
    module = plans["aerial"]
    lot = module.make_lot(seed)

    assert len(lot.vehicles) >= 8
    for one, other in itertools.combinations(lot.vehicles, 2):
        assert not module.overlap(module.vehicle_rect(one, -0.03), module.vehicle_rect(other, -0.03))


def test_car_parks_vary_in_light_angle_and_height(plans: dict[str, ModuleType]) -> None:
    lots = [plans["aerial"].make_lot(seed) for seed in SEEDS]

    assert len({lot.light for lot in lots}) == 5
    assert len({lot.angle for lot in lots}) >= 5
    assert max(lot.height for lot in lots) > 1.5 * min(lot.height for lot in lots)


def test_the_gold_of_a_car_park_has_a_heading_and_says_how_much_is_inside() -> None:
    for doc in golds("aerial"):
        for thing in doc["objects"]:
            _cx, _cy, along, across, angle = thing["box"]
            assert 0 <= angle < 360
            assert thing["truncated"] or thing["inside"] >= 0.995
            assert not thing["truncated"] or thing["inside"] <= 0.995
            if thing["inside"] == 1.0:
                assert along > across


# ---------------------------------------------------------------- parts


@pytest.mark.parametrize("seed", SEEDS)
def test_parts_on_the_tray_are_apart_unless_a_washer_lies_on_another(
    plans: dict[str, ModuleType], seed: int
) -> None:
    module = plans["parts"]
    tray = module.make_tray(seed)
    flat = [part for part in tray.parts if part.z == 0]

    assert len(tray.parts) - len(flat) <= 1
    for one, other in itertools.combinations(flat, 2):
        assert not module.overlap(module.outline(one), module.outline(other))


@pytest.mark.parametrize("seed", SEEDS)
def test_defects_lie_on_housings_and_never_more_than_two_on_one(
    plans: dict[str, ModuleType], seed: int
) -> None:
    tray = plans["parts"].make_tray(seed)

    assert {tray.parts[defect.on].kind for defect in tray.defects} <= {"housing"}
    assert all(times <= 2 for times in Counter(defect.on for defect in tray.defects).values())


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize("seed", SEEDS)
def test_limbs_keep_their_lengths_and_feet_stay_on_the_floor(plans: dict[str, ModuleType], seed: int) -> None:
    module = plans["figure"]
    for figure in module.make_room(seed).figures:
        at = module.joints(figure)
        for side in ("l", "r"):
            for first, last, name in (
                ("shoulder", "elbow", "upper"),
                ("elbow", "wrist", "fore"),
                ("hip", "knee", "thigh"),
                ("knee", "ankle", "shank"),
            ):
                length = math.dist(at[f"{side}_{first}"], at[f"{side}_{last}"])
                assert length == pytest.approx(module.LENGTHS[name] * figure.size)
        assert min(at["l_ankle"][2], at["r_ankle"][2]) == pytest.approx(module.ANKLE * figure.size)


def test_left_is_the_person_s_own_left(plans: dict[str, ModuleType]) -> None:
    """Seen from behind, looking where the person looks, the left shoulder lies to the left."""
    module = plans["figure"]
    for figure in (figure for seed in SEEDS for figure in module.make_room(seed).figures):
        at = module.joints(figure)
        ahead = (math.cos(math.radians(figure.heading)), math.sin(math.radians(figure.heading)))
        across = [at["l_shoulder"][i] - at["r_shoulder"][i] for i in (0, 1)]
        assert ahead[0] * across[1] - ahead[1] * across[0] > 0


def test_every_state_of_a_joint_occurs_and_out_means_outside() -> None:
    states: Counter[str] = Counter()
    for doc in golds("figure"):
        width, height = doc["size"]
        for thing in doc["objects"]:
            assert len(thing["joints"]) == 14
            for x, y, state in thing["joints"]:
                states[state] += 1
                assert (state == "out") == (not (0 <= x < width and 0 <= y < height))
    assert min(states[name] for name in ("visible", "hidden", "out")) >= 5


# ---------------------------------------------------------------- lanes


@pytest.mark.parametrize("seed", SEEDS)
def test_a_road_has_edges_and_its_lines_lie_apart(plans: dict[str, ModuleType], seed: int) -> None:
    road = plans["lane"].make_road(seed)
    places = [line.d for line in road.lines]

    assert places == sorted(places, reverse=True)
    assert all(a - b > 3 for a, b in itertools.pairwise(places))
    assert road.lines[-1].kind == "solid"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_frame_before_shows_the_same_road_from_further_back(
    plans: dict[str, ModuleType], seed: int
) -> None:
    road = plans["lane"].make_road(seed)
    before = plans["lane"].before(road)
    assert before.camera_s < road.camera_s
    assert (before.lines, before.end, before.curve) == (road.lines, road.end, road.curve)
    for earlier, later in zip(before.vehicles, road.vehicles, strict=True):
        way = math.radians(later.heading)
        ahead = (later.x - earlier.x) * math.cos(way) + (later.y - earlier.y) * math.sin(way)
        assert ahead == pytest.approx(plans["lane"].DROVE)
    for earlier_signal, signal in zip(before.signals, road.signals, strict=True):
        assert earlier_signal[:3] == signal[:3]
        assert (earlier_signal[3] == signal[3]) == (signal[3] == "off")


def test_lane_gold_runs_from_near_to_far_and_counts_outwards_from_the_own_lane() -> None:
    for doc in golds("lane"):
        lines = [thing for thing in doc["objects"] if thing["class"] == "lane"]
        assert lines
        for line in lines:
            assert line["points"][0][1] > line["points"][-1][1]
        places = [line["place"] for line in lines]
        lefts, rights = [p for p in places if p[0] == "l"], [p for p in places if p[0] == "r"]
        assert places == lefts + rights
        assert lefts == sorted(lefts, reverse=True)
        assert rights == sorted(rights)
