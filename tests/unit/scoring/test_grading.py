"""One mistake costs once, and the score says which, where and against which rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.curriculum.schema import BoxRules
from desktop.scoring.grading import gold_digest, grade, grade_exercise, rules_digest
from desktop.scoring.result import SCORER_VERSION, Counts
from tests.unit.scoring.samples import DOOR, OCCLUSION, box, codes, gold_box, picture, schema, span

ONE = [gold_box("g", 0, 0, 100, 100)]


def test_a_perfect_answer_is_perfect_in_every_part() -> None:
    rules = schema(attributes=[OCCLUSION])
    gold = [gold_box("g", 0, 0, 100, 100, attributes={"occlusion": "1"})]
    score = grade([box("a", 0, 0, 100, 100, occlusion="1")], gold, rules)
    assert (score.accuracy, score.precision, score.recall, score.f1, score.macro_f1) == (1, 1, 1, 1, 1)
    assert {name: part.value for name, part in score.sub_scores.items()} == dict.fromkeys(
        ("detection", "label", "geometry", "attribute"), 1.0
    )
    assert score.findings == ()


def test_nothing_asked_and_nothing_answered_is_right_and_says_what_cannot_be_computed() -> None:
    score = grade([], [], schema())
    assert score.accuracy == 1
    assert score.counts == Counts()
    assert (score.precision, score.recall, score.f1, score.macro_f1, score.mean_similarity) == (None,) * 5
    reasons = {name: (part.value, part.reason) for name, part in score.sub_scores.items()}
    assert reasons["detection"] == (None, "nothing_judged")
    assert reasons["geometry"] == (None, "nothing_matched")
    assert score.measures == {}


def test_marks_on_an_empty_picture_are_extras() -> None:
    score = grade([box("a", 0, 0, 50, 50)], [], schema())
    assert (score.accuracy, score.precision, score.recall, score.f1) == (0, 0, None, 0)
    assert codes(score) == ["EXTRA"]
    assert score.findings[0].detail == {"got": "car"}


def test_an_empty_answer_misses_everything() -> None:
    score = grade([], ONE, schema(boxes=BoxRules(clauses={"MISS": "1.1"})))
    assert (score.accuracy, score.precision, score.recall, score.f1) == (0, None, 0, 0)
    (finding,) = score.findings
    assert (finding.code, finding.severity, finding.gold_id, finding.answer_id) == (
        "MISS",
        "severe",
        "g",
        None,
    )
    assert (finding.place, finding.clause) == ((0, 0, 100, 100), "1.1")


def test_a_wrong_label_costs_one_unit_and_is_counted_under_the_right_label() -> None:
    score = grade([box("a", 0, 0, 100, 100, label="van")], ONE, schema())
    assert codes(score) == ["CLS"]
    assert score.counts == Counts(gold=1, answer=1, matched=1, severe=1)
    assert score.per_label["car"] == Counts(gold=1, matched=1, severe=1)
    assert score.per_label["van"] == Counts(answer=1)
    assert score.sub_scores["label"].value == 0
    assert score.sub_scores["geometry"].value == 1


def test_a_wrong_label_with_wrong_edges_is_severe_once() -> None:
    score = grade([box("a", 0, 0, 110, 100, label="van")], ONE, schema())
    assert codes(score) == ["CLS", "LOOSE"]
    assert score.counts.severe == 1
    assert score.counts.judged == 1


def test_a_wrong_attribute_names_what_was_right_and_what_was_given() -> None:
    gold = [gold_box("g", 0, 0, 100, 100, attributes={"occlusion": "1"}, accept={"occlusion": ("2",)})]
    score = grade([box("a", 0, 0, 100, 100, occlusion="0")], gold, schema(attributes=[OCCLUSION]))
    (finding,) = score.findings
    assert (finding.code, finding.clause, finding.place) == ("ATTR", "4.1", (0, 0, 100, 100))
    assert finding.detail == {"attribute": "occlusion", "expected": "1", "accepted": ["1", "2"], "got": "0"}
    assert score.counts.qualified == 0
    assert score.sub_scores["attribute"].value == 0


def test_a_value_at_the_edge_of_a_band_is_accepted() -> None:
    gold = [gold_box("g", 0, 0, 100, 100, attributes={"occlusion": "1"}, accept={"occlusion": ("2",)})]
    assert (
        grade([box("a", 0, 0, 100, 100, occlusion="2")], gold, schema(attributes=[OCCLUSION])).accuracy == 1
    )


def test_an_attribute_left_unanswered_is_wrong() -> None:
    gold = [gold_box("g", 0, 0, 100, 100, attributes={"door": False})]
    score = grade([box("a", 0, 0, 100, 100)], gold, schema(attributes=[DOOR]))
    assert codes(score) == ["ATTR"]
    assert score.findings[0].detail["got"] is None


def test_a_number_is_no_answer_to_a_yes_or_no() -> None:
    gold = [gold_box("g", 0, 0, 100, 100, attributes={"door": True})]
    rules = schema(attributes=[DOOR])
    assert grade([box("a", 0, 0, 100, 100, door=True)], gold, rules).accuracy == 1
    assert grade([box("a", 0, 0, 100, 100, door=1.0)], gold, rules).accuracy == 0


def test_an_attribute_that_the_gold_does_not_know_is_not_judged() -> None:
    score = grade([box("a", 0, 0, 100, 100)], ONE, schema(attributes=[OCCLUSION]))
    assert score.accuracy == 1
    assert score.sub_scores["attribute"].reason == "nothing_asked"


def test_what_only_the_right_label_asks_is_not_charged_under_a_wrong_label() -> None:
    gold = [gold_box("g", 0, 0, 100, 100, attributes={"door": True, "occlusion": "1"})]
    score = grade(
        [box("a", 0, 0, 100, 100, label="person", occlusion="1")], gold, schema(attributes=[DOOR, OCCLUSION])
    )
    assert codes(score) == ["CLS"]
    assert score.sub_scores["attribute"].n == 1


def test_a_second_box_over_a_matched_object_is_a_duplicate_not_an_extra() -> None:
    score = grade([box("a", 0, 0, 100, 100), box("b", 0, 0, 100, 90)], ONE, schema())
    assert codes(score) == ["DUP"]
    finding = score.findings[0]
    assert (finding.severity, finding.gold_id, finding.answer_id) == ("ordinary", "g", "b")
    assert finding.measured == pytest.approx(0.9)
    assert (score.counts.extra, score.accuracy) == (1, 0.5)


def test_a_box_that_covers_little_of_a_matched_object_is_an_extra() -> None:
    score = grade([box("a", 0, 0, 100, 100), box("b", 0, 0, 100, 49)], ONE, schema())
    assert codes(score) == ["EXTRA"]
    assert score.findings[0].measured is None


def test_a_box_too_far_off_says_so_on_both_sides() -> None:
    score = grade([box("a", 0, 0, 25, 100)], ONE, schema())
    extra, miss = score.findings
    assert (miss.code, miss.measured, miss.tolerance, miss.unit) == ("MISS", 0.25, 0.3, "iou")
    assert miss.detail["near"] == "a"
    assert (extra.code, extra.measured, extra.detail["near"]) == ("EXTRA", 0.25, "g")


def test_a_far_mark_has_no_neighbour_to_name() -> None:
    score = grade([box("a", 500, 500, 600, 600)], ONE, schema())
    assert [finding.measured for finding in score.findings] == [None, None]


def test_gold_to_be_ignored_asks_for_nothing_and_swallows_what_lies_in_it() -> None:
    gold = [*ONE, gold_box("crowd", 200, 0, 600, 400, ignore=True)]
    answer = [
        box("a", 0, 0, 100, 100),
        box("in", 210, 10, 240, 60, label="person"),
        box("half", 580, 0, 620, 50),
        box("most-out", 590, 0, 640, 50),
    ]
    score = grade(answer, gold, schema())
    assert score.swallowed == ("half", "in")
    assert codes(score) == ["EXTRA"]
    assert score.findings[0].answer_id == "most-out"
    assert (score.counts.gold, score.counts.answer, score.counts.extra) == (1, 2, 1)


def test_an_answer_that_fits_an_ignored_box_is_swallowed_though_half_of_it_hangs_out() -> None:
    gold = [gold_box("i", 0, 0, 100, 45, ignore=True)]
    score = grade([box("a", 0, 0, 100, 100)], gold, schema())
    assert score.swallowed == ("a",)
    assert score.accuracy == 1


def test_an_ignored_box_that_nobody_marked_is_no_miss() -> None:
    score = grade([], [gold_box("i", 0, 0, 100, 100, ignore=True)], schema())
    assert score.counts == Counts()
    assert score.accuracy == 1


def test_normal_gold_is_preferred_to_ignored_gold() -> None:
    gold = [gold_box("i", 0, 0, 100, 100, ignore=True), *ONE]
    score = grade([box("a", 0, 0, 100, 100)], gold, schema())
    assert [pair.gold_id for pair in score.pairs] == ["g"]
    assert score.swallowed == ()


def test_a_small_box_in_an_ignored_place_breaks_no_rule() -> None:
    score = grade([box("a", 5, 5, 9, 9)], [gold_box("i", 0, 0, 100, 100, ignore=True)], schema())
    assert score.swallowed == ("a",)
    assert grade([box("a", 5, 5, 5, 5)], [gold_box("i", 0, 0, 9, 9, ignore=True)], schema()).swallowed == (
        "a",
    )


def test_findings_come_worst_first_then_as_a_page_is_read_and_stay_together() -> None:
    gold = [
        gold_box("low", 0, 500, 100, 600),
        gold_box("top-right", 500, 0, 600, 100),
        gold_box("top-left", 0, 0, 100, 100),
        gold_box("missed", 0, 800, 100, 900),
    ]
    answer = [
        box("a", 0, 500, 110, 600, label="van"),
        box("b", 500, 0, 620, 100),
        box("c", 0, 0, 120, 100),
    ]
    found = [(finding.gold_id, finding.code) for finding in grade(answer, gold, schema()).findings]
    assert found == [
        ("low", "CLS"),
        ("low", "LOOSE"),
        ("missed", "MISS"),
        ("top-left", "LOOSE"),
        ("top-right", "LOOSE"),
    ]


def test_counts_of_labels_sum_to_the_counts() -> None:
    gold = [gold_box("g1", 0, 0, 50, 50), gold_box("g2", 100, 0, 150, 50, label="van")]
    answer = [box("a", 0, 0, 50, 50, label="van"), box("b", 300, 0, 350, 50, label="dog")]
    score = grade(answer, gold, schema())
    assert sum(score.per_label.values(), Counts()) == score.counts
    assert score.counts.matched + score.counts.missed == score.counts.gold
    assert score.counts.matched + score.counts.extra == score.counts.answer


def test_a_mark_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="'s' is a Span, the schema asks for a Box"):
        grade([span("s", 0, 3)], ONE, schema())
    with pytest.raises(ValueError, match="'g' is a Box"):
        grade([], ONE, schema("spans"))


def test_the_best_of_several_golds_counts_and_is_named() -> None:
    exercise = picture(
        [gold_box("g", 0, 0, 100, 100)],
        [gold_box("g1", 0, 0, 50, 100), gold_box("g2", 50, 0, 100, 100)],
        names=["whole", "halves"],
    )
    answer = [box("a", 0, 0, 50, 100), box("b", 50, 0, 100, 100)]
    score = grade_exercise(answer, exercise, schema())
    assert (score.gold_name, score.accuracy) == ("halves", 1)
    assert grade_exercise([box("a", 0, 0, 100, 100)], exercise, schema()).gold_name == "whole"


def test_equal_golds_give_the_first_one() -> None:
    exercise = picture(ONE, ONE, names=["first", "second"])
    assert grade_exercise([box("a", 0, 0, 100, 100)], exercise, schema()).gold_name == "first"


def test_an_answer_beyond_the_border_is_judged_by_what_lies_in_the_picture() -> None:
    exercise = picture([gold_box("g", 900, 0, 1000, 100)])
    assert grade_exercise([box("a", 900, -20, 1040, 100)], exercise, schema()).accuracy == 1


def test_a_score_names_its_scorer_its_rules_and_its_gold() -> None:
    exercise, rules = picture(ONE), schema()
    score = grade_exercise([], exercise, rules)
    assert score.scorer_version == SCORER_VERSION
    assert score.rules_digest == rules_digest(rules)
    assert score.gold_digest == gold_digest(exercise)
    assert score.rules_digest.startswith("sha256:")


def test_digests_change_with_the_rules_and_with_the_gold_only() -> None:
    exercise = picture(ONE)
    assert rules_digest(schema()) == rules_digest(schema())
    assert rules_digest(schema()) != rules_digest(schema(boxes=BoxRules(side_px=5)))
    assert gold_digest(exercise) == gold_digest(exercise.model_copy(update={"title": "other"}))
    assert gold_digest(exercise) != gold_digest(picture([gold_box("g", 0, 0, 100, 101)]))


def test_hidden_and_locked_marks_count_like_any_other() -> None:
    answer = replace(box("a", 0, 0, 100, 100), hidden=True, locked=True)
    assert grade([answer], ONE, schema()).accuracy == 1


def test_an_unknown_label_is_graded_as_a_wrong_one() -> None:
    assert codes(grade([box("a", 0, 0, 100, 100, label="ufo")], ONE, schema())) == ["CLS"]


def test_a_crowd_of_boxes_takes_any_number_and_is_not_asked_for() -> None:
    crowd = gold_box("crowd", 0, 0, 400, 400, crowd=True)
    score = grade([box("a", 10, 10, 60, 60), box("b", 100, 100, 160, 160)], [crowd], schema())
    assert (score.accuracy, score.swallowed, score.counts.gold) == (1, ("a", "b"), 0)
    assert grade([], [crowd], schema()).accuracy == 1
