"""Relations: what is wrong with them is charged to them, what is wrong with their spans to the spans."""

from __future__ import annotations

import pytest

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.scoring.result import Code, Score
from desktop.session.explain import sentence
from tests.unit.scoring.texts.samples import codes, gold, graded, relation, schema, span

RULES = schema()
SPANS = [span("p", 0, 3), span("o", 5, 9, "org"), span("x", 12, 15, "org"), span("q", 20, 23)]
TRUTH: list[Mark] = [*SPANS, relation("r", "p", "o")]


def score(*marks: Mark, truth: list[Mark] | None = None, **rules: object) -> Score:
    return graded(marks, truth or TRUTH, schema(**rules) if rules else RULES)


def test_a_relation_between_the_right_spans_is_right() -> None:
    found = score(*SPANS, relation("s", "p", "o"))
    assert found.accuracy == 1
    assert found.counts.gold == 5
    assert found.measures["relation.f1"] == found.measures["relation.triple_f1"] == 1
    assert found.sub_scores["relation"].n == 1


def test_the_wrong_way_round_is_one_error_of_direction() -> None:
    found = score(*SPANS, relation("s", "o", "p"))
    assert [(each.code, each.detail["measure"]) for each in found.findings] == [("REL", "direction")]
    assert found.counts.judged == 5
    assert found.counts.qualified == 4
    assert found.sub_scores["relation"].value == 0
    assert found.sub_scores["label"].value == 1


def test_the_wrong_kind_is_one_error_of_kind() -> None:
    found = score(*SPANS, relation("s", "p", "o", "lives"))
    assert [(each.code, each.detail["expected"], each.detail["got"]) for each in found.findings] == [
        ("REL", "works", "lives")
    ]
    assert found.sub_scores["label"].value == 4 / 5


def test_an_end_on_another_span_is_one_error_of_that_end() -> None:
    found = score(*SPANS, relation("s", "p", "x"))
    (error,) = found.findings
    assert (error.code, error.detail["end"], error.detail["gold_end"], error.detail["stands_on"]) == (
        "REL", "tail", "o", "x",
    )  # fmt: skip
    (other,) = score(*SPANS, relation("s", "q", "o")).findings
    assert (other.detail["end"], other.detail["answer_end"]) == ("head", "q")


def test_both_ends_elsewhere_are_another_relation() -> None:
    assert codes(score(*SPANS, relation("s", "q", "x"))) == ["MISS", "EXTRA"]


def test_a_missing_relation_is_missed_and_one_too_many_is_extra() -> None:
    assert codes(score(*SPANS)) == ["MISS"]
    assert codes(score(*SPANS, relation("s", "p", "o"), relation("t", "q", "x"))) == ["EXTRA"]


def test_the_same_relation_twice_is_a_double() -> None:
    assert codes(score(*SPANS, relation("s", "p", "o"), relation("t", "p", "o"))) == ["DUP"]


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (relation("t", "p", "o", "lives"), "EXTRA"),
        (relation("t", "o", "p"), "EXTRA"),
        (relation("t", "p", "o"), "DUP"),
    ],
)
def test_another_kind_or_direction_beside_the_right_relation_is_no_double(
    second: Relation, code: Code
) -> None:
    found = score(*SPANS, relation("s", "p", "o"), second)
    assert codes(found) == [code]
    assert (found.counts.qualified, found.counts.extra) == (5, 1)
    if code == "EXTRA":
        assert found.findings[0].gold_id is None
        assert "between" in found.findings[0].detail
        assert sentence(found.findings[0], RULES).startswith("多标：这两处之间没有关系")


def test_a_symmetric_relation_turned_round_is_the_same_twice() -> None:
    truth = [*SPANS, relation("r", "p", "q", "same")]
    assert codes(score(*truth, relation("t", "q", "p", "same"), truth=truth)) == ["DUP"]


def test_a_relation_too_many_says_where_its_ends_stand() -> None:
    (error,) = score(*TRUTH, relation("t", "q", "x")).findings
    assert (error.code, error.detail["between"]) == ("EXTRA", [[20, 23], [12, 15]])


def test_a_relation_is_found_at_both_of_its_spans() -> None:
    assert score(*SPANS, relation("s", "o", "p")).findings[0].place == (0, 9)


# ---------------------------------------------------------------- ends


def test_a_wrong_edge_of_an_end_is_the_spans_error_and_breaks_the_exact_triple_only() -> None:
    found = score(SPANS[0], span("o", 5, 8, "org"), *SPANS[2:], relation("s", "p", "o"))
    assert codes(found) == ["BND"]
    assert found.measures["relation.f1"] == 1
    assert found.measures["relation.triple_f1"] == 0
    assert found.measures["relation.wrong_ends"] == 1


def test_a_wrong_class_of_an_end_is_the_spans_error() -> None:
    found = score(SPANS[0], span("o", 5, 9, "loc"), *SPANS[2:], relation("s", "p", "o"))
    assert codes(found) == ["CLS"]
    assert found.measures["relation.wrong_ends"] == 1


def test_an_end_within_the_slack_is_an_exact_triple() -> None:
    answer = [SPANS[0], span("o", 5, 8, "org"), *SPANS[2:], relation("s", "p", "o")]
    assert score(*answer, boundary_slack=1).measures["relation.triple_f1"] == 1


def test_a_relation_whose_end_was_missed_stays_in_the_account_and_is_told_apart() -> None:
    found = score(SPANS[0], *SPANS[2:])
    assert codes(found) == ["MISS", "MISS"]
    (follows,) = (each for each in found.findings if each.detail.get("because") == "entity")
    assert (follows.gold_id, follows.detail["ends"]) == ("r", ["tail"])
    assert found.counts.gold == 5
    assert (found.measures["relation.n"], found.measures["relation.entity"]) == (1, 1)
    assert found.measures["relation.f1"] == found.measures["relation.triple_f1"] == 0


def test_leaving_spans_out_never_makes_an_account_smaller() -> None:
    """The whole answer missing is the same account as the whole answer wrong: nobody gains by leaving work undone."""
    answers = [*SPANS, relation("s", "o", "p")]
    for many in range(len(answers) + 1):
        left = [mark for mark in answers[:many] if mark.id != "s" or many == len(answers)]
        found = score(*left)
        assert (found.counts.gold, found.measures["relation.n"]) == (5, 1)


def test_an_end_beside_its_span_is_one_error_of_the_relation_that_follows_from_the_span() -> None:
    found = score(*SPANS[:1], *SPANS[2:], span("z", 30, 33, "org"), relation("s", "p", "z"))
    (wrong,) = (each for each in found.findings if each.code == "REL")
    assert (wrong.detail["because"], wrong.detail["stands_on"]) == ("entity", None)
    assert found.measures["relation.entity"] == 1


def test_a_relation_that_is_wrong_by_itself_is_no_error_of_its_spans() -> None:
    assert score(*SPANS, relation("s", "o", "p")).measures["relation.entity"] == 0
    found = score(*SPANS)
    assert "because" not in found.findings[0].detail
    assert found.measures["relation.entity"] == 0


def test_a_relation_on_a_span_too_many_is_too_many_and_says_why() -> None:
    found = score(*SPANS, relation("s", "p", "o"), span("z", 30, 33, "org"), relation("t", "p", "z"))
    assert codes(found) == ["EXTRA", "EXTRA"]
    assert {each.answer_id: each.detail.get("because") for each in found.findings} == {
        "t": "entity",
        "z": None,
    }
    assert (found.measures["relation.n"], found.measures["relation.all"]) == (1, 3)


def test_a_relation_on_a_span_that_nobody_judges_is_not_judged_either() -> None:
    truth = [gold(SPANS[0]), gold(SPANS[1], ignore=True), gold(relation("r", "p", "o"))]
    for answer in ([*SPANS[:2], relation("s", "p", "o")], SPANS[:1]):
        found = graded(answer, truth, RULES)
        assert found.accuracy == 1
        assert "relation.n" not in found.measures


def test_a_relation_drawn_from_a_double_of_the_right_span_is_right() -> None:
    found = score(*SPANS, span("o2", 5, 9, "org"), relation("s", "p", "o2"))
    assert codes(found) == ["DUP"]
    assert found.measures["relation.f1"] == 1


def test_a_relation_that_names_a_span_that_is_gone_joins_nothing() -> None:
    found = score(*SPANS, relation("s", "p", "gone"))
    assert codes(found) == ["MISS"]
    assert found.swallowed == ("s",)
    assert found.measures["relation.triple_f1"] == 0


def test_gold_that_names_a_span_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="name spans that are not there"):
        graded([], [relation("r", "p", "o")], RULES)


def test_an_ignored_relation_is_neither_asked_nor_punished() -> None:
    truth = [*map(gold, SPANS), gold(TRUTH[-1], ignore=True)]
    assert graded([*SPANS, relation("s", "p", "o")], truth, RULES).swallowed == ("s",)
    assert graded(SPANS, truth, RULES).accuracy == 1


# ---------------------------------------------------------------- symmetric


def test_a_symmetric_relation_may_be_drawn_either_way() -> None:
    truth = [*SPANS, relation("r", "o", "x", "same")]
    for head, tail in (("o", "x"), ("x", "o")):
        found = score(*SPANS, relation("s", head, tail, "same"), truth=truth)
        assert found.accuracy == 1
        assert found.measures["relation.triple_f1"] == 1


def test_one_end_of_a_symmetric_relation_may_be_right_from_either_side() -> None:
    truth = [*SPANS, relation("r", "o", "x", "same")]
    (error,) = score(*SPANS, relation("s", "p", "o", "same"), truth=truth).findings
    assert (error.code, error.detail["measure"], error.detail["end"]) == ("REL", "end", "head")
    assert error.detail["gold_end"] == "x"


def test_one_span_may_have_many_relations() -> None:
    truth = [*SPANS, *(relation(f"r{end}", "p", end) for end in ("o", "x"))]
    found = score(*SPANS, relation("s", "p", "x"), truth=truth)
    assert {pair.gold_id for pair in found.pairs if pair.answer_id == "s"} == {"rx"}
    assert codes(found) == ["MISS"]
