"""Which clause a finding cites: the mark's own, else that of its class, else that of the code."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.annotation.marks import Mark
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import BoxRules, LabelSchema, SpanRules
from desktop.scoring.grading import gold_digest, grade, rules_digest
from desktop.scoring.result import Finding
from tests.unit.scoring.samples import OCCLUSION, box, gold_box, gold_span, picture, schema, span

CODES = {
    code: f"1.{place}"
    for place, code in enumerate(("MISS", "EXTRA", "DUP", "CLS", "LOOSE", "CUT", "ATTR", "BND", "RULE"), 1)
}


def with_clauses(rules: LabelSchema, **clauses: dict[str, str]) -> LabelSchema:
    labels = tuple(
        label.model_copy(update={"clauses": clauses[label.id]}) if label.id in clauses else label
        for label in rules.labels
    )
    return rules.model_copy(update={"labels": labels})


BOXES = with_clauses(
    schema(boxes=BoxRules(clauses=CODES)),
    car={"CLS": "3.1", "MISS": "3.1", "EXTRA": "5.1", "LOOSE": "2.1"},
    van={"CLS": "3.2", "MISS": "3.2", "EXTRA": "5.2", "LOOSE": "2.2"},
)
SPANS = with_clauses(
    schema("spans", spans=SpanRules(clauses=CODES)),
    car={"CLS": "4.1", "BND": "4.1", "MISS": "4.1", "EXTRA": "4.1"},
    van={"CLS": "4.2", "BND": "4.2", "MISS": "4.2", "EXTRA": "4.2"},
)


def only(answer: Sequence[Mark], gold: Sequence[GoldMark], rules: LabelSchema) -> Finding:
    (found,) = grade(answer, gold, rules).findings
    return found


def cited(answer: Sequence[Mark], gold: Sequence[GoldMark], rules: LabelSchema) -> tuple[str, str]:
    found = only(answer, gold, rules)
    return found.code, found.clause


def test_a_wrong_class_cites_the_class_that_is_right() -> None:
    """A truck marked as a bus used to cite the clause on cars."""
    answer, gold = [box("a", 0, 0, 99, 99, label="car")], [gold_box("g", 0, 0, 99, 99, label="van")]
    assert cited(answer, gold, BOXES) == ("CLS", "3.2")


def test_a_missed_mark_cites_what_was_missed_and_a_mark_too_many_what_was_drawn() -> None:
    assert cited([], [gold_box("g", 0, 0, 99, 99, label="van")], BOXES) == ("MISS", "3.2")
    assert cited([box("a", 0, 0, 99, 99, label="van")], [], BOXES) == ("EXTRA", "5.2")


def test_edges_cite_the_clause_of_the_class_that_is_right() -> None:
    assert cited(
        [box("a", 0, 0, 130, 100, label="van")], [gold_box("g", 0, 0, 100, 100, label="van")], BOXES
    ) == (
        "LOOSE",
        "2.2",
    )
    assert cited([span("a", 0, 7, "van")], [gold_span("g", 0, 5, "van")], SPANS) == ("BND", "4.2")


def test_what_a_class_does_not_say_the_code_says() -> None:
    """Packs from before classes had clauses cite as ever."""
    plain = schema(boxes=BoxRules(clauses=CODES))
    assert cited([], [gold_box("g", 0, 0, 99, 99)], plain) == ("MISS", CODES["MISS"])
    assert cited([], [gold_box("g", 0, 0, 99, 99, label="dog")], BOXES) == ("MISS", CODES["MISS"])
    assert cited([box("a", 0, 0, 70, 100)], [gold_box("g", 0, 0, 100, 100)], BOXES) == ("CUT", CODES["CUT"])
    assert cited([box("a", 0, 0, 4, 4)], [], BOXES) == ("RULE", CODES["RULE"])
    assert cited([], [gold_box("g", 0, 0, 99, 99)], schema()) == ("MISS", "")


def test_a_duplicate_cites_its_own_clause() -> None:
    answer = [box("a", 0, 0, 100, 100), box("b", 1, 0, 100, 100)]
    assert cited(answer, [gold_box("g", 0, 0, 100, 100)], BOXES) == ("DUP", CODES["DUP"])


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ([], "MISS"),
        ([box("a", 0, 0, 100, 100, label="van")], "CLS"),
        ([box("a", 0, 0, 130, 100)], "LOOSE"),
        ([box("a", 0, 0, 70, 100)], "CUT"),
    ],
)
def test_the_marks_own_clause_wins(answer: list[Mark], code: str) -> None:
    assert cited(answer, [gold_box("g", 0, 0, 100, 100, clause="7.7")], BOXES) == (code, "7.7")


def test_an_attribute_keeps_its_own_clause() -> None:
    rules = BOXES.model_copy(update={"attributes": (OCCLUSION,)})
    gold = [gold_box("g", 0, 0, 99, 99, clause="7.7", attributes={"occlusion": "1"})]
    assert cited([box("a", 0, 0, 99, 99, occlusion="0")], gold, rules) == ("ATTR", OCCLUSION.clause)


@pytest.mark.parametrize(("note", "told"), [("实际遮挡 14 %", True), ("太小", False), ("", False)])
def test_a_note_about_an_attribute_comes_with_its_finding(note: str, told: bool) -> None:
    rules = BOXES.model_copy(update={"attributes": (OCCLUSION,)})
    gold = [gold_box("g", 0, 0, 99, 99, note=note, attributes={"occlusion": "1"})]
    found = only([box("a", 0, 0, 99, 99, occlusion="0")], gold, rules)
    assert found.detail.get("note") == (note if told else None)


# ------------------------------------------------------------------ marks inside marks


def test_a_mark_inside_one_of_another_class_cites_the_clause_on_nesting() -> None:
    gold = [gold_span("g", 0, 12, "car")]
    found = only([span("a", 0, 12, "car"), span("b", 0, 3, "van")], gold, SPANS)
    assert (found.code, found.clause, found.detail["around"]) == ("EXTRA", CODES["RULE"], "car")


def test_of_several_around_it_the_shortest_is_named() -> None:
    gold = [gold_span("g", 0, 30, "dog"), gold_span("h", 0, 12, "car")]
    answer = [span("a", 0, 30, "dog"), span("b", 0, 12, "car"), span("c", 4, 6, "van")]
    assert only(answer, gold, SPANS).detail["around"] == "car"


def test_a_mark_that_only_reaches_into_another_is_one_too_many_of_its_class() -> None:
    gold = [gold_span("g", 0, 12, "car")]
    found = only([span("a", 0, 12, "car"), span("b", 9, 15, "van")], gold, SPANS)
    assert (found.code, found.clause, found.detail.get("around")) == ("EXTRA", "4.2", None)


def test_without_a_clause_on_nesting_the_class_decides() -> None:
    rules = with_clauses(schema("spans"), van={"EXTRA": "4.2"})
    gold = [gold_span("g", 0, 12, "car")]
    assert cited([span("a", 0, 12, "car"), span("b", 0, 3, "van")], gold, rules) == ("EXTRA", "4.2")


def test_boxes_may_lie_inside_each_other() -> None:
    gold = [gold_box("g", 0, 0, 400, 400)]
    found = only([box("a", 0, 0, 400, 400), box("b", 100, 100, 150, 150, label="van")], gold, BOXES)
    assert (found.code, found.clause, found.detail.get("around")) == ("EXTRA", "5.2", None)


# ------------------------------------------------------------------ digests


def test_digests_of_packs_without_such_clauses_are_what_they_were() -> None:
    """An attempt left open, or a sitting, must not look as if its exercise had been changed."""
    plain = schema()
    assert all("clauses" not in label for label in plain.model_dump(mode="json")["labels"])
    mark = gold_box("g", 0, 0, 99, 99)
    assert "clause" not in mark.model_dump(mode="json")
    assert rules_digest(BOXES) != rules_digest(schema(boxes=BoxRules(clauses=CODES)))
    assert gold_digest(picture([mark])) != gold_digest(picture([gold_box("g", 0, 0, 99, 99, clause="1.1")]))


def test_labels_with_clauses_can_still_be_kept_in_sets() -> None:
    assert len({*BOXES.labels, *BOXES.labels}) == len(BOXES.labels)
