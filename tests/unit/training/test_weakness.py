"""Weak points: what goes wrong for sure comes first, with n; one slip is no pattern; old errors fade."""

from __future__ import annotations

from desktop.scoring.grading import grade
from desktop.scoring.intervals import wilson_lower
from desktop.training.evidence import Evidence, FoundAt, aspects_of, codes_of, places_of
from desktop.training.holdings import Holding, Unit
from desktop.training.weakness import RECENT_ANSWERS, RECENT_TRIES, Weakness, weaknesses
from tests.unit.scoring.samples import box, gold_box, schema
from tests.unit.training.samples import answer, try_row


def test_a_kind_of_error_is_counted_per_judged_unit() -> None:
    tries = [
        try_row("b", 4, 6, codes={"LOOSE": 2}),
        try_row("a", 4, 6, codes={"LOOSE": 2}),
    ]
    (weak,) = weaknesses(Evidence(tries=tries), wilson_lower)
    assert (weak.kind, weak.name, weak.wrong, weak.n, weak.activity_id) == ("code", "LOOSE", 4, 12, "p1")
    assert weak.rate == wilson_lower(4, 12)


def test_the_side_that_stands_out_is_named() -> None:
    """So that the next exercise can say: 4 of your last 12 boxes were loose on the right."""
    tries = [try_row("a", 8, 12, codes={"LOOSE": 5}, aspects={("LOOSE", "right"): 4, ("LOOSE", "top"): 1})]
    (weak,) = weaknesses(Evidence(tries=tries), wilson_lower)
    assert (weak.aspect, weak.aspect_wrong) == ("right", 4)


def test_no_side_is_named_when_errors_are_everywhere() -> None:
    tries = [try_row("a", 8, 12, codes={"CUT": 4}, aspects={("CUT", "right"): 2, ("CUT", "top"): 2})]
    (weak,) = weaknesses(Evidence(tries=tries), wilson_lower)
    assert (weak.aspect, weak.aspect_wrong) == ("", 0)


def test_codes_and_sides_are_read_off_a_score() -> None:
    gold = [gold_box("g", 0, 0, 100, 100), gold_box("m", 500, 0, 600, 100)]
    findings = grade([box("a", 0, 0, 109, 91)], gold, schema()).findings
    assert codes_of(findings) == {"LOOSE": 1, "CUT": 1, "MISS": 1}
    assert aspects_of(findings) == {("LOOSE", "right"): 1, ("CUT", "bottom"): 1}


def test_one_slip_is_no_weakness() -> None:
    assert weaknesses(Evidence(tries=[try_row("a", 9, 10, codes={"MISS": 1})]), wilson_lower) == ()
    assert weaknesses(Evidence(answers=[answer("i", False, requirements=("r1",))]), wilson_lower) == ()


def test_a_requirement_failed_in_theory_is_a_weakness() -> None:
    answers = [
        answer("i1", False, requirements=("r1", "r2")),
        answer("i2", False, requirements=("r1",)),
        answer("i3", True, requirements=("r1", "r2")),
    ]
    (weak,) = weaknesses(Evidence(answers=answers), wilson_lower)
    assert (weak.kind, weak.name, weak.wrong, weak.n, weak.activity_id) == ("requirement", "r1", 2, 3, "t1")


def test_the_surest_comes_first_not_the_highest_share() -> None:
    """2 of 3 is a high share and little evidence; 30 of 60 is worse for sure."""
    tries = [try_row("a", 30, 60, codes={"CUT": 30})]
    answers = [answer(f"i{n}", n > 1, requirements=("r",)) for n in range(3)]
    found = weaknesses(Evidence(tries=tries, answers=answers), wilson_lower)
    assert [weak.name for weak in found] == ["CUT", "r"]


def test_errors_that_were_overcome_fade() -> None:
    good = [try_row(f"new{n}", 10, 10) for n in range(RECENT_TRIES)]
    bad = [try_row("old", 0, 10, codes={"MISS": 10})]
    assert weaknesses(Evidence(tries=[*good, *bad]), wilson_lower) == ()
    right = [answer(f"n{n}", True, requirements=("r",)) for n in range(RECENT_ANSWERS)]
    wrong = [answer(f"o{n}", False, requirements=("r",)) for n in range(9)]
    assert weaknesses(Evidence(answers=[*right, *wrong]), wilson_lower) == ()


def test_more_findings_than_units_are_no_impossible_share() -> None:
    tries = [try_row("a", 0, 3, codes={"LOOSE": 9})]
    (weak,) = weaknesses(Evidence(tries=tries), wilson_lower)
    assert 0 < weak.rate < 1


def test_ties_go_by_name() -> None:
    tries = [try_row("a", 0, 10, codes={"MISS": 3, "CLS": 3})]
    assert [weak.name for weak in weaknesses(Evidence(tries=tries), wilson_lower)] == ["CLS", "MISS"]


def test_no_more_than_three_are_named_unless_more_are_asked_for() -> None:
    tries = [try_row("a", 0, 20, codes={"MISS": 5, "CLS": 4, "CUT": 3, "LOOSE": 2})]
    found = weaknesses(Evidence(tries=tries), wilson_lower)
    assert [weak.name for weak in found] == ["MISS", "CLS", "CUT"]
    assert len(weaknesses(Evidence(tries=tries), wilson_lower, most=9)) == 4


# ------------------------------------------------------------------ labels and traits

HEAVY = ("occlusion", "heavy")


def bank(**units: tuple[str, bool]) -> dict[str, Holding]:
    """One exercise: marks by name, each with its label and whether it is heavily hidden."""
    held = {
        name: Unit(label, frozenset({HEAVY} if hidden else ())) for name, (label, hidden) in units.items()
    }
    return {"a": Holding(held)}


STREET = bank(
    **{f"car{n}": ("car", n < 3) for n in range(8)}, **{f"truck{n}": ("truck", n < 3) for n in range(8)}
)


def narrowed(code: str, *gold_ids: str, label: str = "") -> Weakness:
    found = [FoundAt(code, gold_id, label) for gold_id in gold_ids]
    row = try_row("a", 8, 16, codes={code: len(found)}, found=found)
    (weak,) = weaknesses(Evidence(tries=[row]), wilson_lower, bank=STREET)
    return weak


def test_the_label_that_goes_wrong_is_named_with_its_own_numbers() -> None:
    weak = narrowed("MISS", "truck0", "truck4", "truck5", "car1")
    assert (weak.label, weak.wrong, weak.n, weak.rate) == ("truck", 3, 8, wilson_lower(3, 8))
    assert weak.trait is None


def test_no_label_is_named_when_all_go_wrong() -> None:
    weak = narrowed("CUT", "truck0", "truck1", "car0", "car1")
    assert (weak.label, weak.wrong, weak.n) == ("", 4, 16)


def test_the_trait_without_which_it_goes_right_is_named() -> None:
    """All three trucks behind something, none of the others: 货车·遮挡重."""
    weak = narrowed("MISS", "truck0", "truck1", "truck2")
    assert (weak.label, weak.trait) == ("truck", HEAVY)
    assert weak.trait_rate == wilson_lower(3, 3) > weak.rate


def test_a_trait_that_every_mark_of_the_label_has_says_nothing() -> None:
    dark = {"a": Holding({f"truck{n}": Unit("truck", frozenset({("scene", "night")})) for n in range(6)})}
    row = try_row("a", 3, 6, codes={"MISS": 3}, found=[FoundAt("MISS", f"truck{n}") for n in range(3)])
    (weak,) = weaknesses(Evidence(tries=[row]), wilson_lower, bank=dark)
    assert (weak.label, weak.trait) == ("truck", None)


def test_two_loose_sides_of_one_box_are_one_box() -> None:
    weak = narrowed("LOOSE", "car4", "car4", "car5", "car5")
    assert (weak.label, weak.wrong, weak.n) == ("car", 2, 8)


def test_marks_too_many_are_counted_by_the_label_they_were_given() -> None:
    weak = narrowed("EXTRA", "", "", "", label="truck")
    assert (weak.name, weak.label, weak.wrong, weak.n) == ("EXTRA", "truck", 3, 16)


def test_an_exercise_that_left_the_pack_names_nothing() -> None:
    row = try_row("gone", 0, 4, codes={"MISS": 4}, found=[FoundAt("MISS", f"g{n}", "car") for n in range(4)])
    (weak,) = weaknesses(Evidence(tries=[row]), wilson_lower, bank=STREET)
    assert (weak.name, weak.wrong, weak.label) == ("MISS", 4, "")


def test_a_mark_that_the_gold_no_longer_has_still_counts_by_its_label() -> None:
    weak = narrowed("MISS", "old0", "old1", label="truck")
    assert (weak.label, weak.wrong, weak.trait) == ("truck", 2, None)


def test_what_a_finding_concerns_is_read_off_a_score() -> None:
    gold = [gold_box("g", 0, 0, 100, 100), gold_box("m", 500, 0, 600, 100)]
    answer_marks = [box("a", 0, 0, 109, 100), box("x", 800, 0, 900, 100)]
    found = places_of(grade(answer_marks, gold, schema()).findings)
    assert set(found) == {
        FoundAt("LOOSE", "g"), FoundAt("MISS", "m", gold[1].label), FoundAt("EXTRA", "", answer_marks[1].label)
    }  # fmt: skip
