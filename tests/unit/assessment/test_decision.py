"""The outcome follows from the blueprint and the numbers, and every condition is told with its value and limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.assessment.decision import Decision, SectionResult, decide, pace_share, units_per_hour
from desktop.curriculum.course import PracticalSection
from desktop.scoring.result import Counts, RuleResult
from desktop.scoring.summary import RedLines, Summary, total
from desktop.scoring.theory import TheoryScore
from tests.unit.assessment.samples import blueprint

CUTS = {
    "pass_accuracy": 0.95,
    "pass_miss_rate": 0.02,
    "distinction_accuracy": 0.98,
    "minimum_pace_share": 0.7,
}
PLAN = blueprint(practical=CUTS)


def theory(right: int, n: int = 60, *, red_line_wrong: tuple[str, ...] = ()) -> TheoryScore:
    red = 5
    return TheoryScore(right, n, 0, {}, (red - len(red_line_wrong), red), red_line_wrong, ())


def practical(qualified: int, gold: int = 300, *, missed: int = 0, extra: int = 0) -> Summary:
    counts = Counts(gold, gold - missed + extra, gold - missed, qualified, missed, extra)
    plain = total([])
    judged = counts.judged
    return Summary(
        **{
            **{name: getattr(plain, name) for name in Summary.__dataclass_fields__},
            "counts": counts,
            "accuracy": qualified / judged if judged else 1.0,
            "miss_rate": missed / gold if gold else None,
        }
    )


def decided(right: int = 60, qualified: int = 300, per_hour: float | None = 100, **more: object) -> Decision:
    return decide(
        PLAN, theory(right), practical(qualified, **more), units_per_hour=per_hour, target_per_hour=100
    )


def told(decision: Decision) -> dict[str, bool]:
    return {reason.code: reason.met for reason in decision.reasons}


def test_all_conditions_met_is_a_distinction_with_every_reason_told() -> None:
    decision = decided()
    assert decision.outcome == "distinction"
    assert told(decision) == dict.fromkeys(
        [
            "theory_share",
            "red_line",
            "accuracy",
            "miss_rate",
            "pace",
            "distinction_accuracy",
            "distinction_pace",
        ],
        True,
    )
    assert decision.unmet == ()


def test_a_pass_says_what_a_distinction_would_have_asked() -> None:
    decision = decided(qualified=290)
    assert decision.outcome == "pass"
    assert not told(decision)["distinction_accuracy"]
    assert decision.unmet == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"right": 47}, "theory_share"),
        ({"qualified": 284}, "accuracy"),
        ({"qualified": 290, "missed": 7}, "miss_rate"),
        ({"per_hour": 69.0}, "pace"),
        ({"per_hour": None}, "pace"),
    ],
)
def test_one_condition_unmet_is_a_fail_and_is_named(change: dict, code: str) -> None:
    decision = decided(**change)
    assert decision.outcome == "fail"
    assert [reason.code for reason in decision.unmet] == [code]


def test_a_condition_met_exactly_is_met() -> None:
    decision = decided(right=48, qualified=285, per_hour=70)
    assert decision.outcome == "pass"
    assert decided(qualified=294, missed=6).outcome == "distinction"


def test_a_reason_carries_its_numbers() -> None:
    (reason,) = [one for one in decided(qualified=284).reasons if one.code == "accuracy"]
    assert (reason.k, reason.n, reason.limit) == (284, 300, 0.95)
    assert reason.value == pytest.approx(284 / 300)


def test_extras_lower_the_accuracy_that_is_decided_on() -> None:
    (reason,) = [one for one in decided(qualified=300, extra=20).reasons if one.code == "accuracy"]
    assert (reason.k, reason.n) == (300, 320)
    assert decided(qualified=300, extra=20).outcome == "fail"


def test_one_red_line_item_wrong_fails_whatever_the_rest() -> None:
    decision = decide(
        PLAN, theory(59, red_line_wrong=("s3",)), practical(300), units_per_hour=100, target_per_hour=100
    )
    assert decision.outcome == "fail"
    (reason,) = decision.unmet
    assert (reason.code, reason.subjects, reason.k, reason.n) == ("red_line", ("s3",), 4, 5)


def test_a_paper_without_red_line_items_has_no_such_condition() -> None:
    plain = TheoryScore(10, 10, 0, {}, (0, 0), (), ())
    assert "red_line" not in told(decide(PLAN, plain, None))


@pytest.mark.parametrize(
    ("crossed", "allowed", "outcome"),
    [(0, 0, "distinction"), (1, 0, "fail"), (1, 1, "distinction"), (2, 1, "fail")],
)
def test_a_safety_red_line_fails_the_practical_part_whatever_the_accuracy(
    crossed: int, allowed: int, outcome: str
) -> None:
    plan = blueprint(practical={**CUTS, "pass_red_lines": allowed})
    found = replace(practical(300), red_lines=RedLines(crossed, 40))
    decision = decide(plan, theory(60), found, units_per_hour=100, target_per_hour=100)
    assert decision.outcome == outcome
    (reason,) = (each for each in decision.reasons if each.code == "practical_red_line")
    assert (reason.met, reason.k, reason.n, reason.limit) == (crossed <= allowed, crossed, 40, allowed)
    if outcome == "fail":
        assert [each.code for each in decision.unmet] == ["practical_red_line"]


def test_a_practical_part_without_red_lines_has_no_such_condition() -> None:
    assert "practical_red_line" not in told(decided())


def test_a_red_line_is_not_made_up_for_by_another_section() -> None:
    """It is looked at over the whole part, once, however the part is divided."""
    lost = replace(practical(300), red_lines=RedLines(1, 5))
    results = [
        SectionResult(
            PracticalSection(id=name, title=name, schemas=("main",), minutes=10, pass_accuracy=0.1), found
        )
        for name, found in (("a", lost), ("b", practical(300)))
    ]
    whole = replace(practical(600, 600), red_lines=RedLines(1, 5))
    decision = decide(PLAN, None, whole, sections=results, units_per_hour=100, target_per_hour=100)
    assert [each.code for each in decision.unmet] == ["practical_red_line"]


def test_conditions_that_the_blueprint_does_not_set_are_not_looked_at() -> None:
    loose = blueprint(practical={"pass_accuracy": 0.9})
    decision = decide(loose, theory(60), practical(290, missed=10))
    assert told(decision) == {
        "theory_share": True,
        "red_line": True,
        "accuracy": True,
        "distinction_accuracy": False,
    }
    assert decision.outcome == "pass"
    assert decide(loose, theory(60), practical(300)).outcome == "distinction"


def rule(right: float, whole: float, *, threshold: float = 0.99, n: int | None = None) -> RuleResult:
    return RuleResult("defects", "recall", right, whole, threshold, int(whole) if n is None else n)


def test_a_requirement_below_its_bar_fails_whatever_the_accuracy_and_is_named() -> None:
    decision = decide(
        blueprint(practical={"pass_accuracy": 0.9}),
        theory(60),
        replace(practical(300), rules=(rule(97, 100), replace(rule(9, 10, threshold=0.9), id="parts"))),
    )
    assert decision.outcome == "fail"
    (reason,) = decision.unmet
    assert (reason.code, reason.subjects, reason.limit, reason.n) == ("rule", ("defects",), 0.99, 100)
    assert reason.value == pytest.approx(0.97)


@pytest.mark.parametrize("result", [rule(99, 100), rule(0, 0), rule(0, 0, n=4)])
def test_a_requirement_met_or_about_nothing_never_fails(result: RuleResult) -> None:
    decision = decide(
        PLAN, theory(60), replace(practical(290), rules=(result,)), units_per_hour=9, target_per_hour=9
    )
    assert decision.outcome == "pass"
    (reason,) = [each for each in decision.reasons if each.code == "rule"]
    assert (reason.met, reason.value) == (True, result.value)


def test_requirements_are_not_looked_at_in_a_retake_of_the_theory() -> None:
    assert "rule" not in told(decide(PLAN, theory(60), None))


@pytest.mark.parametrize(
    ("false", "flags", "met"), [(0, 0, True), (1, 20, True), (2, 20, False), (0, 20, True), (1, 1, False)]
)
def test_flags_raised_for_nothing_are_held_against_all_flags(*, false: int, flags: int, met: bool) -> None:
    plan = blueprint(practical={"pass_accuracy": 0.9, "pass_false_alarms": 0.05})
    raised = Counts(answer=flags, extra=false)
    decision = decide(plan, None, replace(practical(300), flags=raised))
    (reason,) = [each for each in decision.reasons if each.code == "false_alarms"]
    assert (reason.met, reason.k, reason.n, reason.limit) == (met, false, flags, 0.05)
    assert (decision.outcome != "fail") == met


def test_flags_are_not_looked_at_where_the_blueprint_does_not_limit_them() -> None:
    raised = replace(practical(300), flags=Counts(answer=2, extra=2))
    assert "false_alarms" not in told(decide(PLAN, theory(60), raised))


def test_a_distinction_asks_for_the_full_pace_where_pace_is_examined() -> None:
    assert decided(per_hour=99).outcome == "pass"


def test_nothing_judged_shows_nothing() -> None:
    """Accuracy 1 by convention must not pass an assessment in which nothing was asked."""
    decision = decide(blueprint(practical={"pass_accuracy": 0.9}), None, practical(0, 0))
    assert decision.outcome == "fail"
    assert decision.reasons[0].value is None


def test_a_retake_of_one_part_is_decided_on_that_part() -> None:
    assert decide(PLAN, theory(60), None).outcome == "pass"
    assert told(decide(PLAN, None, practical(300), units_per_hour=80, target_per_hour=100)) == {
        "accuracy": True,
        "miss_rate": True,
        "pace": True,
        "distinction_accuracy": True,
        "distinction_pace": False,
    }
    with pytest.raises(ValueError, match="nothing was sat"):
        decide(PLAN, None, None)


def test_a_theory_paper_without_items_does_not_pass() -> None:
    assert decide(PLAN, TheoryScore(0, 0, 0, {}, (0, 0), (), ()), None).outcome == "fail"


def test_pace_counts_work_that_passes() -> None:
    assert units_per_hour(Counts(qualified=50), 1800) == 100
    assert units_per_hour(Counts(qualified=50), 0) is None
    assert pace_share(80, 100) == 0.8
    assert pace_share(80, 0) is None
    assert pace_share(None, 100) is None
