"""The garbage collector rests while much is graded, and grading leaves it nothing to do."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from desktop.scoring.collector import MANY, collector_at_rest
from desktop.scoring.grading import grade
from tests.benchmarks import shapes


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_rests_for_many_marks_only() -> None:
    with collector_at_rest(MANY - 1):
        assert gc.isenabled()
    with collector_at_rest(MANY):
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_when_grading_fails() -> None:
    with pytest.raises(ValueError, match="no shape"), collector_at_rest(MANY):
        raise ValueError("no shape")
    assert gc.isenabled()


def test_who_had_switched_it_off_keeps_it_off() -> None:
    gc.disable()
    with collector_at_rest(MANY), collector_at_rest(MANY):
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_grading_makes_no_cycles_that_it_would_have_to_find() -> None:
    """A cycle a mark would be thousands here: what is left is the same few however many were graded."""
    left = []
    for n in (20, 700):
        gold, answer = shapes.outlines(n)
        grade(answer, gold, shapes.OBJECTS)
        gc.collect()
        gc.disable()
        grade(answer, gold, shapes.OBJECTS)
        left.append(gc.collect())
        gc.enable()
    assert left[1] <= left[0] + 20
