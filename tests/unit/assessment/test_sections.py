"""A practical part in sections: each is drawn from its own bank, passed by its own cut, and told with n and an interval."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.assessment.decision import Decision, SectionResult, blended_target, decide
from desktop.assessment.form import Form, ShortBankError, draw_form
from desktop.assessment.reuse import expected_reuse
from desktop.curriculum.course import Blueprint, PracticalPart, PracticalSection
from desktop.curriculum.items import Exercise
from desktop.scoring.result import Counts
from desktop.scoring.summary import Summary, total
from tests.unit.assessment.samples import bank, blueprint, exercise


def section(name: str, *, schemas: tuple[str, ...] = (), **more: Any) -> PracticalSection:
    """A section of 20 units of the schema of its name; ``levels``: difficulty and count."""
    levels = more.pop("levels", ((1, 1),))
    fields = {"units": 20, "minutes": 30, "pass_accuracy": 0.9} | more
    return PracticalSection(
        id=name,
        title=f"分项{name}",
        schemas=schemas or (name,),
        strata=tuple({"difficulty": level, "count": count} for level, count in levels),
        **fields,
    )


def plan(*sections: PracticalSection, **more: Any) -> Blueprint:
    part = PracticalPart(minutes=60, pass_accuracy=0.9, sections=sections, **more)
    return blueprint().model_copy(update={"practical": part})


def work(name: str, schema: str, *, size: int = 6, units: int = 10, difficulty: int = 1) -> list[Exercise]:
    """Exercises of one schema, each on a text of its own."""
    return [
        exercise(f"{name}{n}", units=units, difficulty=difficulty).model_copy(
            update={"schema_id": schema, "text": f"{name}{n}" + "字" * units}
        )
        for n in range(size)
    ]


TWO = plan(section("main"), section("relations", minutes=30, units=20))
BANK = [*work("m", "main"), *work("q", "relations"), *work("x", "unasked")]


def draw(seed: str = "s", plan: Blueprint = TWO, exercises: list[Exercise] = BANK, **more: Any) -> Form:
    return draw_form(plan, bank(), exercises, seed=seed, **more)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=12))
def test_every_section_is_filled_from_its_own_schemas_and_nothing_else_is_asked(seed: str) -> None:
    form = draw(seed)
    assert Counter(name[0] for name in form.practical) == {"m": 2, "q": 2}
    assert form.units == 40


def test_the_sections_follow_each_other_as_the_blueprint_names_them() -> None:
    assert ["".join(name[0] for name in draw(seed).practical) for seed in "abcdef"] == ["mmqq"] * 6
    backwards = plan(section("relations"), section("main"))
    assert "".join(name[0] for name in draw("a", backwards).practical) == "qqmm"


def test_a_kind_of_work_may_be_a_section_of_its_own() -> None:
    mended = [
        each.model_copy(update={"id": f"d{each.id}", "work": "correct"}) for each in work("m", "main", size=4)
    ]
    parted = plan(
        section("main", works=("label",)), section("mend", schemas=("main",), works=("correct",), units=10)
    )
    form = draw("s", parted, [*BANK, *mended])
    assert [name[0] for name in form.practical] == ["m", "m", "d"]


def test_a_later_section_shows_another_text_than_an_earlier_one_while_there_is_one() -> None:
    texts = {each.id: each.text for each in BANK}
    shared = [
        each.model_copy(update={"text": texts[f"m{each.id[1:]}"]}) for each in BANK if each.id[0] == "q"
    ]
    both = [*(each for each in BANK if each.id[0] == "m"), *shared]
    for seed in "abcdefgh":
        numbers = [name[1:] for name in draw(seed, exercises=both).practical]
        assert len(set(numbers)) == len(numbers)


def test_a_bank_too_small_names_the_section() -> None:
    with pytest.raises(ShortBankError) as raised:
        draw(exercises=work("m", "main"))
    assert (raised.value.section, raised.value.code) == ("relations", "difficulty")
    with pytest.raises(ShortBankError) as raised:
        draw(exercises=[*work("m", "main"), *work("q", "relations", size=1)])
    found = raised.value
    assert (found.section, found.code, found.needed, found.available) == ("relations", "units", 20, 10)


def test_one_section_of_everything_draws_what_a_part_without_sections_draws() -> None:
    old = blueprint(topics=[("rules", 3)], difficulties=[(1, 2), (2, 1)], practical={"units": 50})
    part = PracticalPart(
        minutes=60,
        pass_accuracy=0.9,
        sections=(section("main", units=50, minutes=60, levels=((1, 2), (2, 1))),),
    )
    new = old.model_copy(update={"practical": part})
    exercises = [*work("m", "main"), *work("h", "main", difficulty=2), *work("q", "relations")]
    for seed in "abcdef":
        assert draw(seed, old, exercises) == draw(seed, new, exercises)


def test_what_comes_again_is_told_of_each_section() -> None:
    found = expected_reuse(
        TWO, bank(), [*work("m", "main", size=12), *work("q", "relations", size=3)], trainees=6
    )
    assert [each.sitting for each in found] == [2, 3]
    assert [each.sections["分项main"] for each in found] == [0.0, 0.0]
    assert found[0].sections["分项relations"] == 0.5
    assert found[1].sections["分项relations"] == 1.0
    assert [each.practical for each in found] == [0.25, 0.5]
    assert [each.too_much for each in found] == [False, True]


def test_three_papers_from_a_large_bank_share_no_exercise() -> None:
    large = [*work("m", "main", size=250, units=12), *work("q", "relations", size=250, units=12)]
    asked = plan(section("main", units=300), section("relations", units=300))
    seen: list[Form] = []
    for number in range(3):
        seen.append(draw(f"trainee/{number}", asked, large, seen=tuple(seen)))
    practical = [name for form in seen for name in form.practical]
    assert len(set(practical)) == len(practical) == 150


def summary(qualified: int, gold: int, *, missed: int = 0) -> Summary:
    counts = Counts(gold, gold - missed, gold - missed, qualified, missed, 0)
    return replace(
        total([]),
        counts=counts,
        accuracy=qualified / gold if gold else 1.0,
        miss_rate=missed / gold if gold else None,
    )


def decided(*results: SectionResult, part: Blueprint = TWO, pace: float | None = None) -> Decision:
    whole = summary(
        sum(each.summary.counts.qualified for each in results),
        sum(each.summary.counts.gold for each in results),
    )
    return decide(part, None, whole, sections=results, units_per_hour=pace, target_per_hour=60)


def result(name: str, qualified: int, gold: int, *, missed: int = 0, **more: Any) -> SectionResult:
    return SectionResult(section(name, **more), summary(qualified, gold, missed=missed))


def test_every_section_is_passed_by_its_own_cut_and_named() -> None:
    decision = decided(result("a", 95, 100), result("b", 7, 10, pass_accuracy=0.7))
    assert decision.outcome == "pass"
    told = [(one.section, one.code, one.k, one.n, one.limit) for one in decision.reasons]
    assert told[:2] == [("分项a", "accuracy", 95, 100, 0.9), ("分项b", "accuracy", 7, 10, 0.7)]


def test_a_large_section_never_makes_up_for_a_small_one() -> None:
    decision = decided(result("a", 990, 990), result("b", 5, 10))
    assert decision.outcome == "fail"
    assert [(one.section, one.code) for one in decision.unmet] == [("分项b", "accuracy")]


def test_a_section_of_which_nothing_was_judged_shows_nothing() -> None:
    decision = decided(result("a", 99, 99), result("b", 0, 0))
    assert [(one.section, one.value) for one in decision.unmet] == [("分项b", None)]


def test_the_misses_of_a_section_are_held_against_its_own_limit() -> None:
    strict = result("a", 95, 100, missed=3, pass_miss_rate=0.02)
    assert [(one.section, one.code, one.k, one.n) for one in decided(strict).unmet] == [
        ("分项a", "miss_rate", 3, 100)
    ]
    assert decided(replace(strict, section=section("a", pass_miss_rate=0.03))).outcome == "pass"


def test_a_distinction_asks_it_of_every_section() -> None:
    both = [result(name, 99, 100, distinction_accuracy=0.98) for name in "ab"]
    assert decided(*both).outcome == "distinction"
    assert decided(both[0], result("b", 97, 100, distinction_accuracy=0.98)).outcome == "pass"


@pytest.mark.parametrize(("hours", "met"), [(2.0, True), (2.4, True), (2.6, False)])
def test_the_pace_weighs_work_by_the_time_that_it_asks(hours: float, met: bool) -> None:
    """60 units at 60 an hour and 5 at 5 an hour are two hours of work, whatever their number."""
    quick, slow = result("a", 60, 60, units_per_hour=60), result("b", 5, 5, units_per_hour=5)
    target = blended_target([quick, slow], 999)
    assert target == pytest.approx(65 / 2)
    paced = plan(quick.section, slow.section, minimum_pace_share=0.8)
    decision = decide(
        paced,
        None,
        summary(65, 65),
        sections=[quick, slow],
        units_per_hour=65 / hours,
        target_per_hour=target,
    )
    assert {one.met for one in decision.reasons if one.code == "pace"} == {met}


def test_without_paces_of_their_own_the_order_s_stands() -> None:
    assert blended_target([], 120) == 120
    assert blended_target([result("a", 9, 9)], 120) == pytest.approx(120)
    assert blended_target([result("a", 0, 9, units_per_hour=7)], 120) == 120
