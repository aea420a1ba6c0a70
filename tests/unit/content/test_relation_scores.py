"""What is seeded in texts with relations and what the scorer finds there are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.scoring.grading import grade_exercise

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pack]:
    """The course with relations and inspection."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "build" / "content" / "text"))
        import compose_tx02

        yield open_pack(compose_tx02.composed(tmp_path_factory.mktemp("tx02") / "ord-tx-02"))


def test_a_perfect_answer_scores_perfectly(pack: Pack) -> None:
    schema = pack.schema("relations")
    found = [each for each in pack.exercises.values() if each.schema_id == "relations"]
    assert len(found) >= 120
    for each in found:
        score = grade_exercise([own.mark() for own in each.golds[0].marks], each, schema)
        assert not score.findings, each.id
        assert score.accuracy == 1.0, each.id


def test_every_error_to_be_mended_is_found_by_its_code_and_nothing_else(pack: Pack) -> None:
    schema = pack.schema("relations")
    for each in pack.exercises.values():
        if each.work == "repair":
            score = grade_exercise(each.given_marks, each, schema)
            codes = Counter(finding.code for finding in score.findings)
            assert codes == Counter(remark.code for remark in each.remarks), each.id


def test_each_of_two_people_is_found_to_err_twice(pack: Pack) -> None:
    schema = pack.schema("relations")
    truths = {each.text: each for each in pack.exercises.values() if each.schema_id == "relations"}
    seen = 0
    for each in pack.exercises.values():
        if each.work == "adjudicate":
            for marks in (each.given_marks, each.second_marks):
                score = grade_exercise(marks, truths[each.text], schema)
                assert len(score.findings) == 2, each.id
                seen += 1
    assert seen >= 32


def test_a_boundary_error_is_not_charged_to_the_relation_as_well(pack: Pack) -> None:
    """Clause 7.11."""
    schema = pack.schema("relations")
    for each in pack.exercises.values():
        if each.work == "repair" and {remark.code for remark in each.remarks} & {"BND"}:
            relation_errors = sum(remark.code == "REL" for remark in each.remarks)
            score = grade_exercise(each.given_marks, each, schema)
            assert sum(finding.code == "REL" for finding in score.findings) == relation_errors, each.id
