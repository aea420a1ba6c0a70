"""A gold draft holds what both agree on, and everything else to be decided."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from desktop.annotation.codec import decode_mark
from desktop.annotation.marks import Mark
from desktop.curriculum.items import GoldMark
from desktop.scoring.agreement.draft import gold_draft, gold_mark
from desktop.scoring.agreement.item import agreement
from desktop.scoring.grading import grade
from tests.unit.scoring.agreement.people import SCHEMA, SIZE, SPANS, scenes, shapes
from tests.unit.scoring.judges.scenes import box, dot
from tests.unit.scoring.samples import span


@settings(max_examples=40, deadline=None)
@given(scenes(), scenes())
def test_nothing_is_lost_and_nothing_undecided_becomes_gold(a: tuple[Mark, ...], b: tuple[Mark, ...]) -> None:
    found = agreement(a, b, SCHEMA, size=SIZE)
    draft = gold_draft(found, SCHEMA)
    told = {entry[side]["id"] for entry in draft["undecided"] for side in "a" if entry[side] is not None}
    kept = {entry["id"] for entry in draft["marks"]}
    assert kept | told == {mark.id for mark in a}
    assert not kept & told
    assert len(draft["marks"]) == found.agreed


def test_a_mark_of_every_kind_comes_back_as_gold() -> None:
    for mark in [*shapes("a", 20, 20), span("s", 3, 9)]:
        assert GoldMark.model_validate(gold_mark(mark).model_dump(mode="json")).mark() == mark


def test_the_draft_is_the_perfect_answer_to_itself() -> None:
    a, b = shapes("a", 20, 20), shapes("b", 20.4, 20.3)
    draft = gold_draft(agreement(a, b, SCHEMA, size=SIZE), SCHEMA)
    golds = [GoldMark.model_validate(entry) for entry in draft["marks"]]
    assert len(golds) == len(a)
    assert grade([gold.mark() for gold in golds], golds, SCHEMA, size=SIZE).accuracy == 1


def test_boxes_and_points_are_taken_in_the_middle() -> None:
    a = [box("a", 0, 0, 40, 40), dot("d", 100, 100)]
    b = [box("b", 2, 0, 40, 42), dot("e", 102, 104)]
    first, second = gold_draft(agreement(a, b, SCHEMA, size=SIZE), SCHEMA)["marks"]
    assert first["box"] == [1, 0, 40, 41]
    assert second["shape"] == {"type": "point", "point": [101, 102]}


def test_both_versions_of_what_is_undecided_can_be_read_again() -> None:
    a, b = [span("s", 0, 4)], [span("t", 0, 4, label="van")]
    (entry,) = gold_draft(agreement(a, b, SPANS), SPANS)["undecided"]
    assert (entry["what"], decode_mark(entry["a"]), decode_mark(entry["b"])) == ("label", a[0], b[0])


def test_an_id_that_no_gold_may_have_is_refused() -> None:
    with pytest.raises(ValueError, match="id"):
        gold_mark(box("不是编号", 0, 0, 10, 10))
