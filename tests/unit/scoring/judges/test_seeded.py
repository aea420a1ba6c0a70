"""Errors seeded on purpose are errors to the scorer: by the code that the seed names, at that mark, and nowhere else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.shapes.base import Shape
from desktop.curriculum.seeding import OPERATORS, Scene, Spoilt, seed_errors
from desktop.scoring.result import Finding
from tests.unit.curriculum.seeding_scenes import CODES, SCHEMA, SIZE, true_marks
from tests.unit.scoring.judges.scenes import graded


def spoilt_by(name: str, seed: int) -> tuple[tuple[Shape, ...], Shape, Spoilt]:
    """A true picture, one of its marks that the operator fits, and the error made of it."""
    marks = true_marks(seed)
    chance = random.Random(seed)
    for mark in chance.sample(marks, len(marks)):
        found = OPERATORS[name](mark, Scene(marks, SCHEMA, SIZE, chance))
        if found is not None:
            return marks, mark, found
    raise AssertionError(f"{name} fits nothing")


def given_instead(marks: tuple[Shape, ...], mark: Shape, found: Spoilt) -> list[Shape]:
    """The picture with the error in it."""
    rest = [[each] if each.id != mark.id else [] if found.last else found.given for each in marks]
    return [each for group in rest for each in group] + [*(found.given if found.last else ())]


def blamed(found: Finding) -> tuple[str, str | None]:
    return found.code, found.answer_id or found.gold_id


@settings(max_examples=12)
@pytest.mark.parametrize("name", sorted(CODES))
@given(seed=st.integers(0, 10**6))
def test_the_scorer_finds_what_was_seeded_and_nothing_else(name: str, seed: int) -> None:
    marks, mark, found = spoilt_by(name, seed)
    score = graded(list(marks), given_instead(marks, mark, found), SCHEMA, size=SIZE)
    assert {blamed(each) for each in score.findings} == {(CODES[name], found.target or mark.id)}
    assert found.code == CODES[name]
    assert score.accuracy is not None
    assert score.accuracy < 1


@settings(max_examples=25)
@given(
    st.integers(0, 10**6),
    st.sets(st.sampled_from(sorted(set(CODES) - {"ungroup", "misplace"})), min_size=2, max_size=6),
)
def test_of_several_errors_each_is_found_at_its_flag(seed: int, wanted: set[str]) -> None:
    """Groups and orders are relations of several marks: an error in one of them is not seen apart from the others."""
    marks = true_marks(seed)
    seeded = seed_errors(marks, SCHEMA, size=SIZE, wanted=sorted(wanted), chance=random.Random(seed))
    score = graded(list(marks), list(seeded.given), SCHEMA, size=SIZE)
    findings = {blamed(each) for each in score.findings}
    for flag in seeded.flags:
        if flag.target is not None:
            assert (flag.label, flag.target) in findings
    assert len({who for _code, who in findings}) == len(seeded.flags)


def test_without_an_error_nothing_is_found() -> None:
    marks = list(true_marks())
    assert graded(marks, marks, SCHEMA, size=SIZE).findings == ()
