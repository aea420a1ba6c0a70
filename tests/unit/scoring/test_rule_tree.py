"""Requirements with bars of their own: filters, inheritance, and N/A with its reason."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.curriculum.schema import Attribute
from desktop.curriculum.shape_rules import Filter, ObjectRules, Rule
from desktop.scoring import codec
from desktop.scoring.result import RuleResult, Score
from desktop.scoring.rule_tree import NOTHING_APPLIES, Unit, judge_rules, passes, total_rules
from tests.unit.scoring.judges.scenes import box, dot, graded, polygon, schema
from tests.unit.scoring.measures.shapes import square

FRONT = Attribute(id="front", name="在前", kind="yesno")


def rule(
    rule_id: str, parent: str | None = None, *, threshold: float = 0.9, metric: Any = "accuracy", **when: Any
) -> Rule:
    return Rule(
        id=rule_id, name=rule_id, parent=parent, when=Filter(**when), metric=metric, threshold=threshold
    )


def scored(*rules: Rule) -> Score:
    """Two cars right, one loose, one van missed, one point too much."""
    golds = [
        polygon("g1", square(0, 0, 100), attributes={"front": True}),
        polygon("g2", square(200, 0, 100), attributes={"front": False}),
        polygon("g3", square(400, 0, 20)),
        polygon("g4", square(600, 0, 100), label="van"),
    ]
    answers = [
        polygon("a1", square(0, 0, 100), attributes={"front": True}),
        polygon("a2", square(200, 0, 100), attributes={"front": False}),
        polygon("a3", square(400, 0, 25)),
        dot("a5", 900, 900),
    ]
    return graded(golds, answers, schema(ObjectRules(rules=rules), attributes=[FRONT]))


def results(*rules: Rule) -> dict[str, tuple[float | None, int, bool | None]]:
    return {found.id: (found.value, found.n, found.passed) for found in scored(*rules).rules}


def test_without_rules_there_are_no_results() -> None:
    assert scored().rules == ()


def test_each_rule_looks_only_at_what_it_is_about() -> None:
    found = results(
        rule("all"),
        rule("cars", labels=("car",), threshold=0.6),
        rule("points", shapes=("point",)),
        rule("large", least_area=5000),
        rule("small", most_area=1000, threshold=0.5),
        rule("front", attributes={"front": (True,)}),
    )
    assert found == {
        "all": (2 / 5, 5, False),
        "cars": (2 / 3, 3, True),
        "points": (0, 1, False),
        "large": (2 / 3, 3, False),
        "small": (0, 2, False),
        "front": (1, 1, True),
    }


def test_a_child_is_about_no_more_than_its_parent() -> None:
    found = results(
        rule("cars", labels=("car",)),
        rule("large-cars", "cars", least_area=5000),
        rule("vans", "cars", labels=("van",)),
    )
    assert found["large-cars"] == (1, 2, True)
    assert found["vans"] == (None, 0, None)


def test_a_rule_about_nothing_is_neither_passed_nor_failed_and_says_why() -> None:
    (found,) = scored(rule("fields", shapes=("quad",))).rules
    assert found == RuleResult("fields", "accuracy", 0, 0, 0.9, 0, NOTHING_APPLIES)
    assert found.passed is None


@pytest.mark.parametrize(
    ("metric", "value"),
    [("accuracy", 2 / 5), ("precision", 2 / 4), ("recall", 2 / 4), ("f1", 4 / 8)],
)
def test_every_share_is_the_one_of_the_whole_score(metric: str, value: float) -> None:
    score = scored(rule("all", metric=metric))
    assert score.rules[0].value == value == getattr(score, metric)


def test_mean_similarity_is_of_what_was_matched() -> None:
    score = scored(
        rule("all", metric="mean_similarity"), rule("vans", metric="mean_similarity", labels=("van",))
    )
    assert score.rules[0].value == pytest.approx(score.mean_similarity)
    assert (score.rules[1].value, score.rules[1].reason) == (None, "nothing_matched")


def test_a_figure_at_the_bar_passes() -> None:
    assert RuleResult("r", "accuracy", 9, 10, 0.9, 10).passed
    assert RuleResult("r", "accuracy", 9 - 1e-11, 10, 0.9, 10).passed
    assert RuleResult("r", "accuracy", 8.99, 10, 0.9, 10).passed is False


def test_filters_read_only_what_is_given() -> None:
    mark = box("b", 0, 0, 10, 10, attributes={"n": 1.0})
    assert passes(mark, Filter())
    assert passes(
        mark,
        Filter(labels=("car",), shapes=("box",), least_area=100, most_area=100, attributes={"n": (1, 2)}),
    )
    assert not passes(mark, Filter(attributes={"n": (True,)}))
    assert not passes(mark, Filter(attributes={"m": (1,)}))
    assert not passes(mark, Filter(labels=("van",)))
    assert judge_rules([rule("none")], [Unit(None, None)])[0].n == 0


def test_over_many_pictures_every_unit_weighs_the_same() -> None:
    small = RuleResult("r", "recall", 1, 1, 0.9, 1)
    large = RuleResult("r", "recall", 6, 9, 0.9, 12)
    nothing = RuleResult("r", "recall", 0, 0, 0.9, 0, NOTHING_APPLIES)
    (whole,) = total_rules([[small], [large], [nothing]])
    assert (whole.value, whole.n, whole.passed, whole.reason) == (0.7, 13, False, "")
    assert total_rules([[nothing], [nothing]]) == (nothing,)
    unmatched = RuleResult("r", "mean_similarity", 0, 0, 0.9, 3, "nothing_matched")
    assert total_rules([[nothing], [unmatched]])[0].reason == "nothing_matched"
    assert total_rules([]) == ()


def test_results_come_back_from_a_record() -> None:
    score = scored(rule("all"), rule("fields", shapes=("quad",)))
    assert codec.score_from_json(codec.score_to_json(score)).rules == score.rules
    assert "rules" not in codec.score_to_json(scored())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("metric", "luck", "no such metric"),
        ("n", -1, "whole number"),
        ("n", True, "whole number"),
        ("threshold", "high", "rules"),
    ],
)
def test_a_damaged_result_is_refused(field: str, value: object, said: str) -> None:
    given = codec.score_to_json(scored(rule("all")))
    given["rules"][0][field] = value
    with pytest.raises(ValueError, match=said):
        codec.score_from_json(given)
