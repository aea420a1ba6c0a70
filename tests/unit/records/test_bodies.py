"""Bodies: every kind has a model that takes the sample and refuses what nobody would ever read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from desktop.base.digest import canonical
from desktop.records.kinds import KINDS, body_of
from tests.unit.records.verbs import BODIES


def test_there_is_a_sample_of_every_kind() -> None:
    assert BODIES.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_comes_back_from_json_as_it_was(kind: str) -> None:
    body = body_of(kind, BODIES[kind])
    written = canonical(body.model_dump(mode="json"))
    assert body_of(kind, json.loads(written)) == body
    assert BODIES[kind].items() <= json.loads(written).items()


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_nobody_defined_is_refused(kind: str) -> None:
    with pytest.raises(ValidationError, match="surprise"):
        body_of(kind, BODIES[kind] | {"surprise": 1})


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_without_its_first_field_is_refused(kind: str) -> None:
    first = next(iter(BODIES[kind]))
    with pytest.raises(ValidationError, match=first):
        body_of(kind, {name: value for name, value in BODIES[kind].items() if name != first})


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("account.created", "role", "assessor"),
        ("account.created", "account_id", ""),
        ("attempt.opened", "mode", "trial"),
        ("attempt.submitted", "accuracy", 1.01),
        ("attempt.submitted", "accuracy", float("nan")),
        ("attempt.submitted", "try_number", 0),
        ("attempt.submitted", "counts", {"gold": -1}),
        ("attempt.submitted", "counts", {"golden": 1}),
        ("activity.finished", "seconds", -1),
        ("activity.finished", "seconds", float("inf")),
        ("sitting.created", "seed", 2**53),
        ("sitting.interrupted", "gap_seconds", -0.5),
        ("theory.answered", "chosen", "a"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(kind: str, field: str, value: Any) -> None:
    with pytest.raises(ValidationError, match=field):
        body_of(kind, BODIES[kind] | {field: value})


def test_an_exam_task_may_be_handed_in_without_a_score() -> None:
    body = body_of("attempt.submitted", {"attempt_id": "a", "try_number": 1, "marks": []})
    dumped = body.model_dump(mode="json")
    assert {dumped[name] for name in ("accuracy", "counts", "sub_scores", "findings")} == {None}
