"""Authors learn every fault of a pack in one run, with file and field."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from desktop.curriculum.check import check_pack

EXAMPLE = Path(__file__).parents[3] / "tests" / "packs" / "worked-example"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "pack"))


def edit(pack: Path, name: str, old: str, new: str) -> None:
    text = (pack / name).read_text("utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new, 1), "utf-8")


def gold(pack: Path, **change: object) -> None:
    path = pack / "exercises/practice/P1.json"
    value = json.loads(path.read_text("utf-8"))
    value["golds"][0]["marks"][0] |= change
    path.write_text(json.dumps(value, allow_nan=True), "utf-8")


def faults(pack: Path) -> str:
    return "\n".join(str(fault) for fault in check_pack(pack).faults)


CASES = [
    ("order.toml", 'clauses = ["1.1", "1.2"]', 'clauses = ["9.9"]', "order.toml · requirements.R1.clauses: "),
    ("order.toml", 'key = "1"', 'key = "12"', "order.toml · schemas.0.labels.0.key: "),
    ("order.toml", 'task = "boxes"', 'task = "circles"', "order.toml · schemas.0.task: "),
    ("profile.toml", "weight = 30", "weight = 31", "profile.toml · competencies: "),
    ("profile.toml", 'requirements = ["R1"]', 'requirements = ["R7"]', "competencies.K1.requirements: R7"),
    ("course.toml", 'lesson = "tight"', 'lesson = "loose"', "course.toml · activities.m1-read.lesson: loose"),
    (
        "course.toml",
        'exercises = ["P1", "P2"]',
        'exercises = ["P1", "E1"]',
        "activities.m2-boxes.exercises: E1",
    ),
    ("course.toml", "needed = 2", "needed = 3", "activities.m2-boxes.needed: "),
    (
        "course.toml",
        'over = ["m2-boxes", "m1-quiz"]',
        'over = ["m1-read"]',
        "activities.m2-gate.over: m1-read",
    ),
    ("blueprint.toml", "units = 2", "units = 200", "blueprint.toml · practical.units: "),
    ("blueprint.toml", 'topic = "rules"', 'topic = "law"', "blueprint.toml · theory.strata.law: "),
    ("lessons/tight.md", "clause:1.1", "clause:4.4", "lessons/tight.md · body: "),
    ("lessons/tight.md", "media/table-1.png", "media/none.png", "lessons/tight.md · body: media/none.png: "),
    ("theory/rules.toml", 'answer = ["false"]', 'answer = ["maybe"]', "theory/rules.toml · items.0: "),
    ("theory/rules.toml", 'id = "X1"', 'id = "T1"', "theory/rules.toml · id: "),
    ("pack.toml", 'version = "1.0.0"', 'version = "one"', "pack.toml · version: "),
    ("pack.toml", 'licence = "CC0-1.0"', 'licence = "CC0-1.0"\nwebsite = "x"', "pack.toml · website: "),
    ("rules.toml", "1.2", "1.1", "rules.toml · clauses: 1.1"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), CASES)
def test_a_fault_is_named_with_file_and_field(pack: Path, name: str, old: str, new: str, said: str) -> None:
    edit(pack, name, old, new)
    assert said in faults(pack)


def test_several_faults_are_told_in_one_run(pack: Path) -> None:
    edit(pack, "order.toml", 'task = "boxes"', 'task = "circles"')
    edit(pack, "theory/rules.toml", 'kind = "single"', 'kind = "guess"')
    (pack / "exercises/exam/E1.json").write_text("{", "utf-8")
    files = {fault.file for fault in check_pack(pack).faults}
    assert files == {"order.toml", "theory/rules.toml", "exercises/exam/E1.json"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"box": [30, 40, 181, 90]}, "golds.0.g1: "),
        ({"box": [-1, 40, 62, 90]}, "golds.0.g1: "),
        ({"box": [30, 40, float("nan"), 90]}, "NaN"),
        ({"box": [62, 40, 30, 90]}, "golds.0.marks.0: "),
        ({"box": [30, 40, 30, 90]}, "golds.0.g1: "),
        ({"label": "mug"}, "golds.0.g1: "),
        ({"attributes": {}}, "golds.0.g1: "),
        ({"attributes": {"hidden_part": "perhaps"}}, "golds.0.g1: "),
        ({"accept": {"colour": ["red"]}}, "golds.0.g1: "),
    ],
)
def test_impossible_gold_is_found(pack: Path, change: dict[str, object], said: str) -> None:
    gold(pack, **change)
    assert f"exercises/practice/P1.json · {said}" in faults(pack) or said in faults(pack)
    assert "exercises/practice/P1.json" in faults(pack)


def test_a_truncated_picture_is_found(pack: Path) -> None:
    path = pack / "media/table-1.png"
    path.write_bytes(path.read_bytes()[:200])
    assert "exercises/practice/P1.json · media: media/table-1.png: " in faults(pack)


def test_a_picture_of_another_size_than_promised_is_found(pack: Path) -> None:
    edit(pack, "exercises/practice/P1.json", "180", "181")
    assert "180×120" in faults(pack)


def test_an_exam_that_shows_practice_material_is_found(pack: Path) -> None:
    shutil.copy(pack / "media/table-1.png", pack / "media/table-3.png")
    found = faults(pack)
    assert "exercises/exam/E1.json · media: " in found
    assert "P1" in found


def test_a_hole_in_the_matrix_is_a_fault(pack: Path) -> None:
    edit(pack, "exercises/practice/P2.json", '"R1"', "")
    edit(pack, "exercises/practice/P1.json", '"R1"', "")
    assert "order.toml · requirements.R1: " in faults(pack)
