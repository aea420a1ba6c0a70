"""The gold of every shipped exercise is itself a perfect answer, and an empty answer never is when marks are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.scoring.grading import grade_exercise

COURSES = Path(__file__).parents[3] / "courses"
FOLDERS = sorted(path for path in COURSES.glob("*") if path.is_dir())


def shipped(folder: Path) -> Pack:
    try:
        return open_pack(folder)
    except KnownError as fault:
        pytest.skip(f"not a whole pack yet: {fault.what:.80}")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_gold_is_a_perfect_answer(folder: Path) -> None:
    pack = shipped(folder)
    for exercise in pack.exercises.values():
        for gold in exercise.golds:
            answer = [mark.mark() for mark in gold.marks if not mark.ignore]
            score = grade_exercise(answer, exercise, pack.schema(exercise.schema_id))
            assert score.findings == (), f"{exercise.id}: {score.findings[:2]}"
            assert score.accuracy == 1


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_marking_what_is_to_be_ignored_costs_nothing(folder: Path) -> None:
    pack = shipped(folder)
    for exercise in pack.exercises.values():
        gold = exercise.golds[0]
        schema = pack.schema(exercise.schema_id)
        score = grade_exercise([mark.mark() for mark in gold.marks], exercise, schema)
        assert score.accuracy == 1, f"{exercise.id}: {score.findings[:2]}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_an_empty_answer_misses_exactly_what_is_asked(folder: Path) -> None:
    pack = shipped(folder)
    for exercise in pack.exercises.values():
        if all(any(not mark.ignore for mark in gold.marks) for gold in exercise.golds):
            score = grade_exercise([], exercise, pack.schema(exercise.schema_id))
            assert score.accuracy == 0
            # A reason that is missing, and a red line nobody saw, have codes of their own.
            assert {finding.code for finding in score.findings} <= {"MISS", "RSN", "SEC"}
            assert score.counts.missed == score.counts.gold > 0
