"""What a practical part comes to: every requirement is that of the order's first schema, over all its pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.assessment.decision import decide
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.scoring.result import Counts, Finding, RuleResult, Score
from desktop.session.judging import Judged, _practical_json, practical_totals

WORKED = Path(__file__).parents[2] / "packs" / "worked-example"


def score(*rules: RuleResult) -> Score:
    counts = Counts(gold=10, answer=10, matched=10, qualified=10)
    return Score(counts, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, {}, {}, (), (), rules=rules)


def recall(right: float, whole: float) -> RuleResult:
    return RuleResult("r", "recall", right, whole, 0.9, int(whole), "" if whole else "nothing_applies")


@pytest.fixture
def pack() -> Pack:
    """A pack with two exercises under its first schema and one under another."""
    given = open_pack(WORKED)
    main = given.order.schemas[0]
    other = main.model_copy(update={"id": "other"})
    one = next(iter(given.exercises.values()))
    exercises = {
        name: one.model_copy(update={"id": name, "schema_id": schema_id})
        for name, schema_id in (("a", main.id), ("b", main.id), ("c", other.id))
    }
    order = given.order.model_copy(update={"schemas": (main, other)})
    return replace(given, order=order, exercises=exercises)


def test_pictures_weigh_by_what_they_hold_not_each_the_same(pack: Pack) -> None:
    found = practical_totals(pack, {"a": score(recall(98, 98)), "b": score(recall(0, 2))})
    (rule,) = found.rules
    assert (rule.value, rule.n, rule.passed) == (0.98, 100, True)
    assert decide(pack.blueprint, None, found, units_per_hour=99, target_per_hour=9).outcome != "fail"


def test_a_requirement_missed_over_all_pictures_fails_the_part(pack: Pack) -> None:
    found = practical_totals(pack, {"a": score(recall(8, 10)), "b": score(recall(0, 0))})
    decision = decide(pack.blueprint, None, found, units_per_hour=99, target_per_hour=9)
    assert [(reason.code, reason.subjects) for reason in decision.unmet] == [("rule", ("r",))]


def test_another_schema_s_requirement_of_the_same_name_is_not_looked_at(pack: Pack) -> None:
    found = practical_totals(pack, {"a": score(recall(10, 10)), "c": score(recall(0, 90))})
    assert [rule.value for rule in found.rules] == [1.0]
    assert found.counts.gold == 20


def test_without_requirements_nothing_is_added(pack: Pack) -> None:
    found = practical_totals(pack, {"a": score(), "b": score()})
    assert found.rules == ()
    decision = decide(pack.blueprint, None, found, units_per_hour=99, target_per_hour=9)
    assert {"rule", "false_alarms"}.isdisjoint(reason.code for reason in decision.reasons)


def test_a_red_line_crossed_is_kept_in_the_record_with_how_many_were_judged(pack: Pack) -> None:
    lost = replace(score(), findings=(Finding("SEC", "severe", (0, 1)),), measures={"safety.n": 3.0})
    found = practical_totals(pack, {"a": lost, "b": replace(score(), measures={"safety.n": 2.0})})
    decision = decide(pack.blueprint, None, found, units_per_hour=99, target_per_hour=9)
    assert decision.outcome == "fail"
    kept = _practical_json(Judged(decision, None, found, None, None), "0123456789ab")
    assert kept["red_lines"] == {"crossed": 1, "n": 5, "allowed": 0}
    plain = practical_totals(pack, {"a": score()})
    decision = decide(pack.blueprint, None, plain, units_per_hour=99, target_per_hour=9)
    assert "red_lines" not in _practical_json(Judged(decision, None, plain, None, None), "0123456789ab")
