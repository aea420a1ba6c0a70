"""The next exercise: unseen before seen, easier before harder, and what one gets wrong before the rest."""

from __future__ import annotations

from desktop.scoring.intervals import wilson_lower
from desktop.training.evidence import Evidence
from desktop.training.practice_queue import Chosen, choose_next
from desktop.training.weakness import weaknesses
from tests.unit.training.samples import answer, exercise, try_row

NEEDS = {"LOOSE": frozenset({"r-edge"}), "MISS": frozenset({"r-all"})}
EDGE = exercise("edge", requirements=("r-edge",))
ALL = exercise("all", requirements=("r-all",))
PLAIN = exercise("plain")
HARD = exercise("hard", difficulty=3, requirements=("r-edge",))


def choose(candidates: list, evidence: Evidence) -> Chosen:
    return choose_next(candidates, evidence, weaknesses(evidence, wilson_lower), NEEDS)


def handed(*names: str) -> dict[str, frozenset[str]]:
    return {"p1": frozenset(names)}


def test_without_evidence_the_authors_order_decides() -> None:
    chosen = choose([PLAIN, EDGE, ALL], Evidence())
    assert (chosen.exercise.id, chosen.weakness, chosen.repeated) == ("plain", None, False)


def test_an_exercise_that_trains_the_weakness_comes_first_and_says_which() -> None:
    evidence = Evidence(tries=[try_row("plain", 8, 12, codes={"LOOSE": 4})], handed_in=handed("plain"))
    chosen = choose([PLAIN, ALL, EDGE], evidence)
    assert chosen.exercise.id == "edge"
    assert chosen.weakness is not None
    assert (chosen.weakness.name, chosen.weakness.wrong, chosen.weakness.n) == ("LOOSE", 4, 12)


def test_the_surer_weakness_wins() -> None:
    evidence = Evidence(tries=[try_row("x", 2, 12, codes={"LOOSE": 2, "MISS": 8})])
    assert choose([EDGE, ALL], evidence).exercise.id == "all"


def test_a_requirement_failed_in_theory_is_practised_too() -> None:
    wrong = [answer(f"i{n}", False, requirements=("r-all",)) for n in range(3)]
    assert choose([PLAIN, EDGE, ALL], Evidence(answers=wrong)).exercise.id == "all"


def test_easier_exercises_come_before_harder_ones() -> None:
    evidence = Evidence(tries=[try_row("x", 8, 12, codes={"LOOSE": 4})])
    assert choose([HARD, PLAIN], evidence).exercise.id == "plain"


def test_unseen_exercises_come_before_seen_ones() -> None:
    evidence = Evidence(tries=[try_row("edge", 8, 12, codes={"LOOSE": 4})], handed_in=handed("edge"))
    assert choose([EDGE, PLAIN], evidence).exercise.id == "plain"


def test_when_all_were_seen_the_one_seen_longest_ago_comes_first() -> None:
    tries = [try_row("all", 10, 10, day=2), try_row("plain", 10, 10, day=1), try_row("edge", 10, 10, day=0)]
    chosen = choose([ALL, PLAIN, EDGE], Evidence(tries=tries, handed_in=handed("all", "plain", "edge")))
    assert (chosen.exercise.id, chosen.repeated) == ("edge", True)


def test_when_all_were_seen_one_that_trains_a_weakness_goes_before() -> None:
    tries = [try_row("edge", 6, 10, day=2, codes={"LOOSE": 4}), try_row("plain", 10, 10, day=0)]
    chosen = choose([PLAIN, EDGE], Evidence(tries=tries, handed_in=handed("plain", "edge")))
    assert chosen.exercise.id == "edge"


def test_the_same_evidence_chooses_the_same_exercise() -> None:
    evidence = Evidence(tries=[try_row("x", 2, 12, codes={"LOOSE": 5, "MISS": 5})])
    assert len({choose([EDGE, ALL, PLAIN], evidence).exercise.id for _ in range(5)}) == 1
