"""Points that only a person can give: what waits for them is in no figure, and what no points could save is wrong at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.curriculum.text_rules import Check
from desktop.scoring.codec import score_from_json, score_to_json
from desktop.scoring.grading import grade_exercise
from desktop.scoring.result import Point, Score
from tests.unit.scoring.texts.samples import codes, exercise, question, reply, schema

WRITE = question("writing")
CHECKS = (
    Check(id="polite", name="有称呼", kind="starts_with", words=("您好",)),
    Check(id="short", name="不超过十个字", kind="length", most=10),
    Check(id="safe", name="不许诺", kind="contains_none", words=("保证",), hard=True),
    Check(id="tone", name="语气", kind="instructor", points=2, clause="4.2"),
    Check(id="sense", name="切题", kind="instructor", hard=True),
)
TONE, SENSE = Point("q", "", "tone"), Point("q", "", "sense")


def written(text: str, given_points: dict[Point, bool] | None = None, **rules: object) -> Score:
    work = exercise([reply("您好，请稍等。", mark_id="g")], checks={"q": CHECKS})
    return grade_exercise([reply(text, mark_id="a")], work, schema(WRITE, **rules), given_points or {})


def test_a_text_that_waits_for_points_is_in_no_figure() -> None:
    found = written("您好，马上来。")
    assert found.open == (TONE, SENSE)
    assert (found.counts.judged, found.counts.qualified, found.findings) == (0, 0, ())
    assert found.figure is None
    assert "writing.accuracy" not in found.measures
    assert "text" not in found.sub_scores or found.sub_scores["text"].n == 0
    # The machine's part is told all the same.
    assert (found.measures["writing.points"], found.measures["writing.of"]) == (3, 3)
    assert found.measures["writing.open"] == 2


def test_with_every_point_given_the_text_is_judged_like_any_other() -> None:
    found = written("您好，马上来。", {TONE: True, SENSE: True})
    assert found.open == ()
    assert (found.counts.judged, found.counts.qualified, found.figure) == (1, 1, 1.0)
    assert (found.measures["writing.points"], found.measures["writing.of"]) == (6, 6)
    assert "writing.open" not in found.measures


def test_a_point_that_is_not_met_is_a_finding_with_its_clause() -> None:
    found = written("您好，马上来。", {TONE: False, SENSE: True})
    assert found.accuracy == 0
    assert [(one.code, one.detail["check"], one.severity, one.clause) for one in found.findings] == [
        ("RULE", "tone", "ordinary", "4.2")
    ]
    hard = written("您好，马上来。", {TONE: True, SENSE: False}, points=0.5)
    assert [(one.detail["check"], one.severity) for one in hard.findings] == [("sense", "severe")]
    assert hard.counts.qualified == 0


def test_half_of_the_points_leave_the_text_waiting() -> None:
    found = written("您好，马上来。", {TONE: False})
    assert found.open == (SENSE,)
    assert written("您好，马上来。", {TONE: True}).counts.judged == 0


def test_what_no_points_could_save_is_wrong_at_once_and_its_points_stay_open() -> None:
    hard = written("您好，保证到。")
    assert (hard.counts.judged, hard.counts.qualified) == (1, 0)
    assert codes(hard) == ["RULE"]
    assert hard.open == (TONE, SENSE)
    assert hard.figure == 0
    few = written("好的好的好的好的好的好的", points=0.9)
    assert (few.counts.judged, codes(few)) == (1, ["RULE", "RULE"])


def test_a_point_not_met_may_decide_before_the_others_are_given() -> None:
    found = written("您好，马上来。", {SENSE: False})
    assert (found.counts.judged, found.counts.qualified, found.open) == (1, 0, (TONE,))


def test_nothing_written_waits_for_nobody() -> None:
    found = written(" ")
    assert found.open == ()
    assert found.figure == 0


def test_points_of_another_text_or_check_change_nothing() -> None:
    strangers = {Point("q", "t1", "tone"): True, Point("other", "", "tone"): True, Point("q", "", "no"): True}
    assert written("您好，马上来。", strangers) == written("您好，马上来。")
    # Rules are not for people to overrule.
    assert written("您好，保证到。", {Point("q", "", "safe"): True}).counts.qualified == 0


def test_other_questions_of_the_exercise_are_judged_meanwhile() -> None:
    rules = schema(WRITE, question("choice", "pick"))
    work = exercise([reply("您好。", mark_id="g"), reply(("a",), "pick", mark_id="g2")], checks={"q": CHECKS})
    answer = [reply("您好，马上来。", mark_id="a"), reply(("b",), "pick", mark_id="b")]
    found = grade_exercise(answer, work, rules)
    assert (found.counts.judged, found.counts.qualified, found.figure) == (1, 0, 0.0)
    assert len(found.open) == 2


def test_open_points_survive_being_written_down() -> None:
    found = written("您好，马上来。")
    assert score_from_json(score_to_json(found)) == found
    assert "open" not in score_to_json(written("您好，马上来。", {TONE: True, SENSE: True}))


@pytest.mark.parametrize("broken", [[["q", ""]], [["q", "", 3]], "q", [None]])
def test_open_points_of_a_damaged_score_are_refused(broken: object) -> None:
    value = score_to_json(written("您好，马上来。")) | {"open": broken}
    with pytest.raises(ValueError, match="open"):
        score_from_json(value)


@given(
    st.dictionaries(st.sampled_from([TONE, SENSE]), st.booleans()),
    st.sampled_from(["您好，来。", "保证", ""]),
)
def test_no_figure_ever_claims_more_than_was_judged(points: dict[Point, bool], text: str) -> None:
    found = written(text, points)
    assert set(found.open).isdisjoint(points)
    best = written(text, {TONE: True, SENSE: True})
    assert found.counts.qualified <= best.counts.qualified
    if found.open:
        assert found.counts.qualified == 0
