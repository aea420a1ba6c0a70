"""Spans of text tasks: gaps, nesting, several texts, chains of coreference."""

from __future__ import annotations

import pytest

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from desktop.scoring.texts.spans import common, similarity
from tests.unit.scoring.texts.samples import codes, exercise, gold, graded, schema, span, worked

RULES = schema()


def test_the_same_spans_are_perfect() -> None:
    marks = [span("a", 0, 4), span("b", 6, 9, "org", gaps=((7, 8),)), span("c", 1, 3, "loc")]
    score = graded(marks, marks, RULES)
    assert score.accuracy == 1
    assert score.findings == ()
    assert score.measures["strict_f1"] == 1


def test_an_edge_that_is_off_says_which_and_by_how_many_characters() -> None:
    score = graded([span("a", 1, 6)], [span("g", 0, 4)], RULES)
    assert [(found.code, found.measured, found.detail["side"]) for found in score.findings] == [
        ("BND", -1, "start"),
        ("BND", 2, "end"),
    ]


def test_edges_within_the_slack_are_right() -> None:
    assert graded([span("a", 1, 5)], [span("g", 0, 4)], schema(boundary_slack=1)).accuracy == 1
    assert graded([span("a", 2, 5)], [span("g", 0, 4)], schema(boundary_slack=1)).accuracy == 0


def test_the_slack_is_at_most_a_quarter_of_the_gold() -> None:
    rules = schema(boundary_slack=2)
    swapped = graded([span("a", 1, 3)], [span("g", 0, 2)], rules)
    assert [(found.measured, found.tolerance) for found in swapped.findings] == [(-1, 0), (1, 0)]
    assert graded([span("a", 0, 5)], [span("g", 0, 4)], rules).accuracy == 1
    assert graded([span("a", 0, 9)], [span("g", 0, 7)], rules).accuracy == 0
    assert graded([span("a", 0, 10)], [span("g", 0, 8)], rules).accuracy == 1
    filled = graded([span("a", 0, 5)], [span("g", 0, 5, gaps=((2, 4),))], rules)
    assert [found.tolerance for found in filled.findings] == [0]


# ---------------------------------------------------------------- gaps


def test_what_lies_in_a_gap_is_not_shared() -> None:
    assert similarity(span("a", 0, 10, gaps=((2, 8),)), span("b", 3, 7)) == 0
    assert similarity(span("a", 0, 10, gaps=((4, 6),)), span("b", 0, 10)) == pytest.approx(0.8)
    assert common([(0, 4), (6, 10)], [(2, 7), (9, 12)]) == 4


def test_a_gap_that_was_filled_is_too_much_in_the_middle() -> None:
    score = graded([span("a", 0, 10)], [span("g", 0, 10, gaps=((4, 6),))], RULES)
    (found,) = score.findings
    assert (found.code, found.measured, found.detail["side"]) == ("BND", 2, "gap")
    assert score.measures["exact_inc"] == 1


def test_a_gap_that_should_not_be_leaves_characters_out() -> None:
    score = graded([span("a", 0, 10, gaps=((4, 7),))], [span("g", 0, 10)], RULES)
    assert [(found.measured, found.detail["side"]) for found in score.findings] == [(-3, "gap")]


def test_a_gap_in_another_place_is_both_too_much_and_too_little() -> None:
    score = graded([span("a", 0, 10, gaps=((6, 8),))], [span("g", 0, 10, gaps=((2, 5),))], RULES)
    assert [found.measured for found in score.findings] == [3, -2]
    assert score.counts.judged == 1


def test_a_short_edge_is_not_charged_as_a_gap_as_well() -> None:
    score = graded([span("a", 0, 8, gaps=((2, 3),))], [span("g", 0, 10, gaps=((2, 3),))], RULES)
    assert [found.detail["side"] for found in score.findings] == ["end"]


def test_a_gap_off_by_the_slack_is_right() -> None:
    answer, truth = span("a", 0, 10, gaps=((4, 6),)), span("g", 0, 10, gaps=((4, 7),))
    assert graded([answer], [truth], schema(boundary_slack=1)).accuracy == 1
    assert graded([answer], [truth], RULES).accuracy == 0


def test_two_pieces_apart_are_one_mention_and_not_two() -> None:
    truth = [span("g", 0, 10, gaps=((3, 7),))]
    score = graded([span("a", 0, 3), span("b", 7, 10)], truth, RULES)
    assert score.counts.gold == 1
    assert score.counts.extra == 1


# ---------------------------------------------------------------- nested, several texts


def test_nested_spans_are_matched_each_to_its_own() -> None:
    truth = [span("g1", 0, 10, "org"), span("g2", 0, 4, "loc"), span("g3", 4, 6, "org")]
    answer = [span("a3", 4, 6, "org"), span("a1", 0, 10, "org")]
    score = graded(answer, truth, RULES)
    assert {(pair.gold_id, pair.answer_id) for pair in score.pairs} == {("g1", "a1"), ("g3", "a3")}
    assert codes(score) == ["MISS"]


def test_the_same_place_in_another_text_is_another_place() -> None:
    rules = schema(task="answers")
    score = graded([span("a", 0, 4, text_id="a2")], [span("g", 0, 4, text_id="a1")], rules)
    assert codes(score) == ["MISS", "EXTRA"]
    assert [found.detail["text"] for found in score.findings] == ["a1", "a2"]


def test_findings_are_read_text_by_text_in_the_order_of_the_answers() -> None:
    rules = schema(task="answers")
    truth = [span("g2", 0, 2, text_id="a2"), span("g1", 5, 7, text_id="a1"), span("g0", 8, 9)]
    work = exercise(truth, answers=["甲" * 9, "乙" * 9])
    assert [found.gold_id for found in worked([], work, rules).findings] == ["g0", "g1", "g2"]


def test_a_span_inside_an_ignored_one_is_neither_right_nor_wrong() -> None:
    truth = [gold(span("g", 0, 10), ignore=True)]
    score = graded([span("a", 2, 5)], truth, RULES)
    assert score.swallowed == ("a",)
    assert score.counts.judged == 0
    assert graded([span("b", 8, 20)], truth, RULES).counts.extra == 1


def test_the_gap_of_an_ignored_span_swallows_nothing() -> None:
    truth = [gold(span("g", 0, 10, gaps=((2, 8),)), ignore=True)]
    assert codes(graded([span("a", 3, 7)], truth, RULES)) == ["EXTRA"]


def test_a_mark_inside_another_says_inside_which() -> None:
    score = graded([span("a", 0, 6, "org"), span("b", 1, 3, "loc")], [span("g", 0, 6, "org")], RULES)
    assert [(found.code, found.detail["around"]) for found in score.findings] == [("EXTRA", "org")]


# ---------------------------------------------------------------- chains


def chain(prefix: str, *groups: str) -> list[Mark]:
    """Four mentions in these groups."""
    return [span(f"{prefix}{n}", 10 * n, 10 * n + 2, group=group) for n, group in enumerate(groups)]


def test_the_names_of_chains_do_not_matter() -> None:
    score = graded(chain("a", "x", "x", "y", "y"), chain("g", "1", "1", "2", "2"), RULES)
    assert score.accuracy == 1
    assert score.sub_scores["group"].n == 4


def test_a_mention_in_the_wrong_chain_is_one_error() -> None:
    score = graded(chain("a", "x", "x", "x", ""), chain("g", "1", "1", "1", "1"), RULES)
    assert codes(score) == ["GROUP"]
    assert score.findings[0].gold_id == "g3"
    assert score.counts.qualified == 3


def test_a_missed_mention_is_not_missing_from_its_chain_as_well() -> None:
    answer = chain("a", "x", "x", "x", "x")[:3]
    assert codes(graded(answer, chain("g", "1", "1", "1", "1"), RULES)) == ["MISS"]


def test_chains_are_not_judged_where_the_gold_has_none() -> None:
    score = graded(chain("a", "x", "x", "", ""), chain("g", "", "", "", ""), RULES)
    assert score.accuracy == 1
    assert "group" not in score.sub_scores


def test_a_mark_on_a_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="asks for marks on texts"):
        graded([Box("b", "per", 0, 0, 1, 1)], [], RULES)
