"""Red lines: missed or wrongly claimed, the whole exercise is lost; everything else about it stays told."""

from __future__ import annotations

from desktop.scoring.codec import score_from_json, score_to_json
from desktop.scoring.summary import RedLines, total
from tests.unit.scoring.texts.samples import codes, graded, options, question, reply, schema, span

SAFETY = question("choice", "safe", most=2, options=options("fine", "rude", "danger", red=("danger",)))
RULES = schema(SAFETY)
SPANS = [span("s1", 0, 2), span("s2", 4, 6)]


def test_a_missed_red_line_costs_the_whole_exercise() -> None:
    found = graded([*SPANS, reply(("fine",), "safe")], [*SPANS, reply(("danger",), "safe")], RULES)
    assert codes(found) == ["SEC"]
    assert found.findings[0].detail["options"] == ["danger"]
    assert found.vetoed
    assert (found.accuracy, found.counts.qualified, found.counts.judged) == (0, 0, 3)
    assert not any(pair.qualified for pair in found.pairs)


def test_a_red_line_claimed_wrongly_costs_it_as_well() -> None:
    found = graded([*SPANS, reply(("danger",), "safe")], [*SPANS, reply(("fine",), "safe")], RULES)
    assert found.vetoed


def test_no_share_in_common_makes_up_for_a_red_line() -> None:
    loose = schema(SAFETY, choice_slack=0.1)
    found = graded([reply(("rude",), "safe")], [reply(("rude", "danger"), "safe")], loose)
    assert codes(found) == ["SEC"]


def test_no_reply_behind_a_red_line_is_a_crossing_not_a_miss() -> None:
    found = graded(SPANS, [*SPANS, reply(("danger",), "safe")], RULES)
    assert [(error.code, error.severity) for error in found.findings] == [("SEC", "severe")]
    assert found.accuracy == 0
    assert codes(graded(SPANS, [*SPANS, reply(("fine",), "safe")], RULES)) == ["MISS"]


def test_an_ordinary_mistake_beside_a_red_line_is_an_ordinary_mistake() -> None:
    found = graded([*SPANS, reply(("fine",), "safe")], [*SPANS, reply(("rude",), "safe")], RULES)
    assert codes(found) == ["CLS"]
    assert not found.vetoed
    assert found.counts.qualified == 2


def test_what_was_right_all_the_same_stays_told() -> None:
    found = graded([*SPANS, reply(("fine",), "safe")], [*SPANS, reply(("danger",), "safe")], RULES)
    assert found.sub_scores["geometry"].value == 1
    assert found.measures["strict_f1"] == 1
    assert found.measures["choice.red_lines"] == 1


def test_the_veto_reaches_totals_and_records() -> None:
    lost = graded([*SPANS, reply(("fine",), "safe")], [*SPANS, reply(("danger",), "safe")], RULES)
    right = graded([*SPANS, reply(("fine",), "safe")], [*SPANS, reply(("fine",), "safe")], RULES)
    both = total([lost, right])
    assert (both.counts.qualified, both.counts.judged) == (3, 6)
    assert both.codes == {"SEC": 1}
    assert (both.red_lines.crossed, both.red_lines.n) == (1, 2)
    assert score_from_json(score_to_json(lost)).vetoed


def test_how_many_red_lines_were_judged_hangs_on_the_gold_alone() -> None:
    truth = [reply(("danger",), "safe", "", "g1"), *SPANS]
    for answer in ([], [reply(("fine",), "safe")], truth):
        measures = graded(answer, truth, RULES).measures
        assert measures["safety.n"] == 1
    assert graded([], truth, RULES).measures["safety.crossed"] == 1
    assert graded([], [reply(("fine",), "safe")], RULES).measures["safety.crossed"] == 0
    assert "safety.n" not in graded(SPANS, SPANS, RULES).measures


def test_a_red_line_behind_a_question_that_was_answered_wrongly_is_crossed_all_the_same() -> None:
    """Whoever says that all is well is never asked which danger it is: the danger is missed."""
    rules = schema(
        question("choice", "well", options=options("yes", "no")),
        question(
            "choice", "which", options=options("rude", "danger", red=("danger",)), after="well", of=("no",)
        ),
    )
    truth = [reply(("no",), "well"), reply(("danger",), "which")]
    found = graded([reply(("yes",), "well")], truth, rules)
    assert sorted(codes(found)) == ["CLS", "SEC"]
    assert total([found]).red_lines == RedLines(1, 1)


def test_work_without_red_lines_has_none_to_cross() -> None:
    assert total([graded(SPANS, SPANS, RULES)]).red_lines == RedLines()
