"""What may be said and what may not: no 99 % from thirty boxes, three different 99 %s, and none before its day."""

from __future__ import annotations

import pytest

from desktop.assessment.claims import accuracy_claim, retention, share_claim
from desktop.assessment.cohort import CohortRow, cohort
from desktop.scoring.intervals import clopper_pearson, clopper_pearson_lower


def test_thirty_right_boxes_are_not_99_percent() -> None:
    claim = share_claim("person_accuracy", 30, 30)
    assert (claim.status, claim.share, claim.needed) == ("not_yet", 1, 299)
    assert claim.at_least == pytest.approx(0.05 ** (1 / 30))
    assert claim.interval == clopper_pearson(30, 30)


@pytest.mark.parametrize(("k", "n", "status", "needed"), [(298, 298, "not_yet", 299), (299, 299, "proved", 299),
                                                          (472, 473, "proved", 473), (297, 300, "not_yet", 773)])  # fmt: skip
def test_the_published_plans_are_what_proves_99_percent(k: int, n: int, status: str, needed: int) -> None:
    claim = share_claim("person_accuracy", k, n)
    assert (claim.status, claim.needed) == (status, needed)


def test_nothing_seen_claims_nothing() -> None:
    claim = share_claim("cohort_pass", 0, 0)
    assert (claim.status, claim.share, claim.interval, claim.at_least) == ("no_data", None, None, None)
    assert claim.needed == 299
    assert accuracy_claim([], seed=1).status == "no_data"
    assert accuracy_claim([(0, 0)], seed=1).status == "no_data"


def test_hopeless_numbers_name_no_needed_units() -> None:
    assert share_claim("person_accuracy", 0, 1500).needed is None


def test_300_right_boxes_prove_99_percent_only_if_each_stood_alone() -> None:
    """25 pictures of 12: at ICC .05 the 300 are worth 193; 99 % then takes 464 units without an error."""
    claim = accuracy_claim([(12, 12)] * 25, seed=1)
    assert (claim.k, claim.n, claim.status) == (300, 300, "independent")
    assert claim.clustered is not None
    assert claim.clustered.method == "design_effect"
    assert (claim.clustered.clusters, claim.clustered.effective_n) == (25, 193)
    assert claim.clustered.effect == pytest.approx(1.55)
    assert claim.clustered.needed == 464
    assert claim.clustered.interval[0] < claim.clustered.at_least < 0.99


def test_enough_pictures_prove_it_however_units_hang_together() -> None:
    claim = accuracy_claim([(12, 12)] * 40, seed=1)
    assert claim.status == "proved"
    assert claim.clustered is not None
    assert claim.clustered.at_least >= 0.99


def test_where_pictures_differ_they_are_drawn_again() -> None:
    claim = accuracy_claim([(12, 12)] * 20 + [(10, 12)] * 5, seed=1)
    assert claim.clustered is not None
    assert claim.clustered.method == "bootstrap"
    low, high = claim.clustered.interval
    exact = clopper_pearson(290, 300)
    assert low <= exact[0]
    assert high >= exact[1]
    assert claim.clustered.at_least <= clopper_pearson_lower(290, 300)


def test_errors_in_one_picture_widen_the_interval() -> None:
    spread = accuracy_claim([(12, 12)] * 13 + [(11, 12)] * 12, seed=1)
    together = accuracy_claim([(12, 12)] * 24 + [(0, 12)], seed=1)
    assert spread.k == together.k
    assert spread.clustered is not None
    assert together.clustered is not None
    assert together.clustered.interval[0] < spread.clustered.interval[0]


def test_few_pictures_are_not_drawn_again() -> None:
    claim = accuracy_claim([(12, 12), (11, 12)], seed=1)
    assert claim.clustered is not None
    assert claim.clustered.method == "design_effect"


def test_a_claim_can_be_computed_again() -> None:
    rows = [(12, 12)] * 20 + [(10, 12)] * 5
    assert accuracy_claim(rows, seed=4) == accuracy_claim(rows, seed=4)


def test_a_lower_target_is_proved_by_fewer() -> None:
    claim = accuracy_claim([(12, 12)] * 25, seed=1, target=0.95)
    assert claim.status == "proved"
    assert claim.needed == 59


# ---------------------------------------------------------------- the class (A)


def row(name: str, *passed: bool, withdrawn: bool = False) -> CohortRow:
    return CohortRow(name, passed, withdrawn)


def test_a_class_is_told_with_every_denominator() -> None:
    rows = [
        *(row(f"p{n}", True) for n in range(17)),
        row("second", False, True),
        row("third", False, False, True),
        row("never", False, False, False),
        row("absent"),
        row("left", withdrawn=True),
        row("left after", False, withdrawn=True),
    ]
    found = cohort(rows, sittings=3)
    assert (found.enrolled, found.sat, found.absent) == (23, 21, 1)
    assert (found.withdrawn, found.withdrawn_unsat) == (2, 1)
    assert found.sat + found.absent + found.withdrawn_unsat == found.enrolled
    assert (found.first.k, found.first.n) == (17, 21)
    assert (found.final.k, found.final.n) == (19, 21)
    assert (found.final_of_enrolled.k, found.final_of_enrolled.n) == (19, 23)
    assert (found.sittings, found.retakes) == (26, 5)
    assert found.first.code == "cohort_pass"


def test_sittings_beyond_those_allowed_do_not_count() -> None:
    found = cohort([row("a", False, False, False, True)], sittings=3)
    assert (found.final.k, found.sittings) == (0, 3)


def test_a_class_of_thirty_can_never_prove_99_percent() -> None:
    found = cohort([row(f"p{n}", True) for n in range(30)], sittings=3)
    assert found.final.share == 1
    assert (found.final.status, found.final.needed) == ("not_yet", 299)


def test_an_empty_class_has_no_shares() -> None:
    found = cohort([], sittings=3)
    assert (found.enrolled, found.final.status) == (0, "no_data")


# ---------------------------------------------------------------- retention (C)


def test_retention_has_no_data_before_day_91() -> None:
    found = retention(200, 160, 136, day=90)
    assert {found.reached_only.status, found.worst.status, found.best.status} == {"no_data"}


def test_retention_is_three_numbers_side_by_side() -> None:
    """200 certified, 160 reached, 136 at work (training_cert 5.7)."""
    found = retention(200, 160, 136, day=91)
    assert found.reached_only.share == 0.85
    assert found.reached_only.interval == (pytest.approx(0.785, abs=6e-4), pytest.approx(0.901, abs=6e-4))
    assert (found.worst.share, found.best.share) == (0.68, 0.88)


@pytest.mark.parametrize("numbers", [(10, 11, 5), (10, 5, 6), (10, 5, -1)])
def test_impossible_retention_is_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="must hold"):
        retention(*numbers, day=100)
