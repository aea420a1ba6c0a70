"""Rates with their number and interval, coefficients with their reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from desktop.annotation.marks import Mark
from desktop.scoring.agreement.item import agreement
from desktop.scoring.agreement.rates import rate
from desktop.scoring.agreement.total import Total, counting_alpha, total
from desktop.scoring.intervals import clopper_pearson
from desktop.scoring.measures.agreement import NOTHING_TO_COMPARE, ONE_VALUE_ONLY
from tests.unit.scoring.agreement.people import SCHEMA, SIZE, scenes
from tests.unit.scoring.judges.scenes import box, tag


def of(*pairs: tuple[list[Mark], list[Mark]]) -> Total:
    return total([agreement(a, b, SCHEMA, size=SIZE) for a, b in pairs])


def cars(n: int, label: str = "car") -> list[Mark]:
    return [box(f"{label}{place}", 50 * place, 0, 50 * place + 40, 40, label=label) for place in range(n)]


@settings(max_examples=30, deadline=None)
@given(scenes(), scenes(), scenes(), scenes())
def test_the_total_is_the_same_whoever_is_named_first(
    a: list[Mark], b: list[Mark], c: list[Mark], d: list[Mark]
) -> None:
    one, other = of((a, b), (c, d)), of((b, a), (d, c))
    assert (one.agreed, one.f1, one.same_label, one.label_kappa.n) == (
        other.agreed, other.f1, other.same_label, other.label_kappa.n,
    )  # fmt: skip
    assert one.label_kappa.value == pytest.approx(other.label_kappa.value)
    assert (one.tags_micro, one.tags_macro) == (other.tags_micro, other.tags_macro)


@settings(max_examples=30, deadline=None)
@given(scenes(), scenes())
def test_whoever_is_compared_with_themselves_agrees_wholly(a: list[Mark], b: list[Mark]) -> None:
    found = of((a, a), (b, b))
    assert found.agreed.k == found.agreed.n == len(a) + len(b)
    assert found.f1.value == (1.0 if a or b else None)
    assert found.label_kappa.value in (1.0, None)


def test_f1_is_that_of_one_as_the_other_s_gold_and_its_interval_that_of_things() -> None:
    found = of((cars(10), cars(8)))
    assert found.f1.value == pytest.approx(2 * 8 / 18)
    lower, upper = clopper_pearson(8, 10)
    assert found.f1.interval == pytest.approx((2 * lower / (1 + lower), 2 * upper / (1 + upper)))
    assert (found.f1.k, found.f1.n) == (8, 10)


def test_nothing_marked_has_no_rate() -> None:
    found = of(([], []))
    assert found.agreed == rate(0, 0)
    assert found.f1.value is None
    assert found.label_kappa.reason == NOTHING_TO_COMPARE


def test_one_class_only_has_no_kappa_and_says_why() -> None:
    found = of((cars(5), cars(5)))
    assert found.label_kappa.value is None
    assert (found.label_kappa.n, found.label_kappa.reason) == (5, ONE_VALUE_ONLY)
    assert found.same_label.value == 1


def test_kappa_of_classes_is_cohen_s() -> None:
    a = cars(4)
    b = [*cars(3), box("v", 150, 0, 190, 40, label="van")]
    a[0] = box("v", 0, 0, 40, 40, label="van")
    b[0] = box("v0", 0, 0, 40, 40, label="van")
    found = of((a, b))
    # Seen 3 of 4; by chance (1/4 x 2/4) + (3/4 x 2/4) = 1/2.
    assert found.label_kappa.value == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))


def test_tags_are_counted_over_items() -> None:
    found = of(([tag("a", "rain")], [tag("b", "rain")]), ([tag("a", "rain"), tag("c", "fog")], []))
    assert (found.tags["rain"].right, found.tags["rain"].missed) == (1, 1)
    assert found.tags["fog"].f1 == 0
    assert found.tags_macro == pytest.approx((2 / 3 + 0) / 2)


def test_alpha_of_counts_takes_any_number_of_people_and_gaps() -> None:
    same = [[cars(3), cars(3), None], [cars(7), cars(7), cars(7)]]
    assert counting_alpha(same).value == 1
    assert counting_alpha(same).n == 2
    differing = counting_alpha([[cars(3), cars(1), None], [cars(7), cars(9), cars(7)]])
    assert differing.value is not None
    assert differing.value < 1
    assert counting_alpha([[cars(3), None, None]]).reason == NOTHING_TO_COMPARE
