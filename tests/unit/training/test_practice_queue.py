"""The next exercise: unseen before seen, easier before harder, and most of what one gets wrong before the rest."""

from __future__ import annotations

import pytest

from desktop.scoring.intervals import wilson_lower
from desktop.training.evidence import Evidence, FoundAt
from desktop.training.holdings import Holding, Unit
from desktop.training.practice_queue import Chosen, choose_next, expected_errors
from desktop.training.weakness import Weakness, weaknesses
from tests.unit.training.samples import answer, exercise, try_row

DARK = ("scene", "night")
CARS = exercise("cars")
TRUCKS = exercise("trucks")
NIGHT = exercise("night", requirements=("r-all",))
HARDER = exercise("harder", difficulty=2)
HARD = exercise("hard", difficulty=3)


def held(*, lures: int = 0, **counts: int) -> Holding:
    """A holding with so many units of each label; those called ``night_…`` have that trait."""
    units = {}
    for name, count in counts.items():
        label, traits = name.removeprefix("night_"), {DARK} if name.startswith("night_") else set()
        units |= {f"{name}{place}": Unit(label, frozenset(traits)) for place in range(count)}
    return Holding(units, lures={"car": lures})


BANK = {
    "cars": held(car=6, truck=1),
    "trucks": held(car=2, truck=5),
    "night": held(car=3, night_truck=3),
    "harder": held(truck=9),
    "hard": held(truck=20),
}
ALL = ("cars", "trucks", "night", "harder", "hard")


def choose(candidates: list, evidence: Evidence) -> Chosen:
    return choose_next(candidates, evidence, weaknesses(evidence, wilson_lower, bank=BANK), BANK)


def handed(*names: str) -> dict[str, frozenset[str]]:
    return {"p1": frozenset(names)}


def missed(*gold_ids: str, label: str = "truck", of: str = "trucks", day: int = 0) -> Evidence:
    found = [FoundAt("MISS", gold_id, label) for gold_id in gold_ids]
    tries = [try_row(of, 3, 7, day=day, codes={"MISS": len(found)}, found=found)]
    return Evidence(tries=tries, handed_in=handed(of))


def test_without_evidence_the_authors_order_decides() -> None:
    chosen = choose([CARS, TRUCKS, NIGHT], Evidence())
    assert (chosen.exercise.id, chosen.weakness, chosen.repeated) == ("cars", None, False)


def test_an_exercise_that_holds_what_went_wrong_comes_first_and_says_why() -> None:
    chosen = choose([CARS, TRUCKS, NIGHT], missed("truck0", "truck1", "truck2"))
    assert chosen.exercise.id == "night"
    assert chosen.weakness is not None
    said = (chosen.weakness.name, chosen.weakness.label, chosen.weakness.wrong, chosen.weakness.n)
    assert said == ("MISS", "truck", 3, 5)


def test_nothing_is_claimed_for_the_exercise_that_would_have_come_anyway() -> None:
    chosen = choose([NIGHT, CARS], missed("truck0", "truck1"))
    assert (chosen.exercise.id, chosen.weakness) == ("night", None)


def test_the_trait_that_went_wrong_weighs_more_than_the_label() -> None:
    """Trucks were missed in the dark and never by day: three dark ones promise more than five in the sun."""
    weak = Weakness("code", "MISS", 4, 10, 0.2, "p1", label="truck", trait=DARK, trait_rate=0.7)
    assert choose_next([CARS, TRUCKS, NIGHT], Evidence(), [weak], BANK).exercise.id == "night"
    plain = Weakness("code", "MISS", 4, 10, 0.2, "p1", label="truck")
    assert choose_next([CARS, TRUCKS, NIGHT], Evidence(), [plain], BANK).exercise.id == "trucks"


def test_the_expected_errors_are_opportunities_times_rate() -> None:
    weak = Weakness("code", "MISS", 4, 10, 0.25, "p1", label="truck", trait=DARK, trait_rate=0.5)
    assert expected_errors(weak, NIGHT, BANK["night"]) == pytest.approx(3 * 0.5)
    assert expected_errors(weak, TRUCKS, BANK["trucks"]) == pytest.approx(5 * 0.25)
    any_label = Weakness("code", "LOOSE", 4, 10, 0.25, "p1")
    assert expected_errors(any_label, CARS, BANK["cars"]) == pytest.approx(7 * 0.25)
    theory = Weakness("requirement", "r-all", 2, 3, 0.4, "t1")
    assert expected_errors(theory, NIGHT, BANK["night"]) == pytest.approx(0.4)
    assert expected_errors(theory, CARS, BANK["cars"]) == 0


def test_a_mark_too_many_is_practised_where_it_is_tempting() -> None:
    bank = {"cars": held(car=9), "trucks": held(truck=2, lures=4)}
    weak = Weakness("code", "EXTRA", 3, 10, 0.2, "p1", label="car")
    assert choose_next([CARS, TRUCKS], Evidence(), [weak], bank).exercise.id == "trucks"


def test_where_no_lure_tells_exercises_apart_the_label_itself_does() -> None:
    bank = {"cars": held(car=2), "trucks": held(car=5)}
    weak = Weakness("code", "EXTRA", 3, 10, 0.2, "p1", label="car")
    chosen = choose_next([CARS, TRUCKS], Evidence(), [weak], bank)
    assert (chosen.exercise.id, chosen.weakness) == ("trucks", weak)


def test_the_surer_weakness_wins() -> None:
    found = [FoundAt("MISS", f"truck{n}", "truck") for n in range(5)]
    loose = [FoundAt("LOOSE", "car0"), FoundAt("LOOSE", "car1")]
    row = try_row("trucks", 0, 7, codes={"MISS": 5, "LOOSE": 2}, found=[*found, *loose])
    chosen = choose([CARS, NIGHT, TRUCKS], Evidence(tries=[row], handed_in=handed("trucks")))
    assert chosen.weakness is not None
    assert (chosen.exercise.id, chosen.weakness.name) == ("night", "MISS")


def test_a_requirement_failed_in_theory_is_practised_too() -> None:
    wrong = [answer(f"i{n}", False, requirements=("r-all",)) for n in range(3)]
    chosen = choose([CARS, TRUCKS, NIGHT], Evidence(answers=wrong))
    assert chosen.exercise.id == "night"
    assert chosen.weakness is not None
    assert chosen.weakness.kind == "requirement"


def test_easier_exercises_come_before_harder_ones() -> None:
    assert choose([HARD, HARDER, CARS], Evidence()).exercise.id == "cars"


def test_for_a_weakness_an_exercise_may_be_one_step_harder_and_no_more() -> None:
    evidence = missed("truck0", "truck1", "truck2")
    assert choose([HARD, CARS], evidence).exercise.id == "cars"
    assert choose([HARD, CARS, HARDER], evidence).exercise.id == "harder"


def test_unseen_exercises_come_before_seen_ones() -> None:
    chosen = choose([TRUCKS, CARS], missed("truck0", "truck1"))
    assert (chosen.exercise.id, chosen.repeated) == ("cars", False)


def test_when_all_were_seen_the_one_seen_longest_ago_comes_first() -> None:
    tries = [try_row("night", 7, 7, day=2), try_row("cars", 7, 7, day=1), try_row("trucks", 7, 7, day=0)]
    chosen = choose([NIGHT, CARS, TRUCKS], Evidence(tries=tries, handed_in=handed("night", "cars", "trucks")))
    assert (chosen.exercise.id, chosen.repeated) == ("trucks", True)


def test_when_all_were_seen_the_weakness_chooses_among_those_seen_longest_ago() -> None:
    """What was just done must not come back at once, however much of the weakness it holds."""
    found = [FoundAt("MISS", f"truck{n}", "truck") for n in range(4)]
    tries = [
        try_row("harder", 5, 9, day=3, codes={"MISS": 4}, found=found),
        try_row("night", 6, 6, day=2),
        try_row("trucks", 7, 7, day=1),
        try_row("cars", 7, 7, day=0),
    ]
    chosen = choose(
        [CARS, TRUCKS, NIGHT, HARDER],
        Evidence(tries=tries, handed_in=handed("cars", "trucks", "night", "harder")),
    )
    assert (chosen.exercise.id, chosen.repeated) == ("trucks", True)


def test_an_exercise_that_nothing_is_known_of_is_given_in_its_turn() -> None:
    evidence = missed("truck0", "truck1")
    stranger = exercise("stranger")
    chosen = choose([stranger], evidence)
    assert (chosen.exercise.id, chosen.weakness) == ("stranger", None)
    assert choose([stranger, CARS], evidence).exercise.id == "cars"


def test_the_same_evidence_chooses_the_same_exercise() -> None:
    evidence = missed("truck0", "truck1", "truck2")
    assert len({choose([CARS, NIGHT, TRUCKS], evidence).exercise.id for _ in range(5)}) == 1
