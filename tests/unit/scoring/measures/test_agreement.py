"""Agreement: scikit-learn's and krippendorff's figures, Fleiss' own table, and reasons instead of nan."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.scoring.measures import agreement
from desktop.scoring.measures.agreement import Agreement, cohen, fleiss, krippendorff
from tests.unit.scoring.measures.vectors import VECTORS

PEERS = VECTORS["agreement"]
A = [1, 1, 2, 2, 3, 3, 1, 2, 3, 1]
B = [1, 1, 2, 3, 3, 3, 1, 2, 2, 2]
ratings = st.lists(st.integers(0, 3), min_size=1, max_size=12)


def rounded(found: Agreement) -> float | None:
    return None if found.value is None else round(found.value, 6)


def test_cohens_kappa_and_its_weights_as_scikit_learn() -> None:
    assert rounded(cohen(A, B)) == PEERS["kappa a,b (po=.7)"]
    assert rounded(cohen(A, B, weights="linear")) == PEERS["linear"]
    assert rounded(cohen(A, B, weights="quadratic")) == PEERS["quadratic"]
    assert cohen(["x", "y"], ["x", "y"]).value == PEERS["identical 2 classes"]
    assert cohen([1, 2], [2, 1]).value == PEERS["total disagreement"]


def test_what_scikit_learn_cannot_say_has_a_reason_here() -> None:
    assert PEERS["identical single class"] == "nan"
    assert cohen(["x"] * 4, ["x"] * 4) == Agreement(None, 4, agreement.ONE_VALUE_ONLY)
    assert PEERS["empty"].startswith("ValueError")
    assert cohen([], []) == Agreement(None, 0, agreement.NOTHING_TO_COMPARE)


def test_weights_follow_the_order_given_not_the_alphabet() -> None:
    order = ["none", "some", "much"]
    near, far = (
        cohen(["none", "much"], ["none", other], weights="linear", order=order) for other in ("some", "none")
    )
    assert near.value is not None
    assert far.value is not None
    assert near.value > far.value


@pytest.mark.parametrize(
    ("level", "name"),
    [("nominal", "alpha nominal a,b"), ("ordinal", "alpha ordinal"), ("interval", "alpha interval")],
)
def test_krippendorffs_alpha_at_each_level(level: agreement.Level, name: str) -> None:
    assert rounded(krippendorff(list(zip(A, B, strict=True)), level=level)) == PEERS[name]


def test_alpha_of_three_people_with_gaps() -> None:
    """The table of the krippendorff library's documentation."""
    rows = ["*    *    *    *    *    3    4    1    2    1    1    3    3    *    3",
            "1    *    2    1    3    3    4    3    *    *    *    *    *    *    *",
            "*    *    2    1    3    4    4    *    2    1    1    3    3    *    4"]  # fmt: skip
    people = [[None if mark == "*" else int(mark) for mark in row.split()] for row in rows]
    found = krippendorff(list(zip(*people, strict=True)), level="nominal")
    assert rounded(found) == PEERS["alpha nominal, 3 coders with missing (library docstring)"]
    assert found.n == 12


def test_alpha_without_variety_or_company_has_a_reason() -> None:
    assert PEERS["alpha all one value"].startswith("ValueError")
    assert krippendorff([(1, 1), (1, 1)], level="nominal").reason == agreement.ONE_VALUE_ONLY
    assert PEERS["alpha one coder"].startswith("ValueError")
    assert krippendorff([(1,), (2, None)], level="nominal") == Agreement(
        None, 0, agreement.NOTHING_TO_COMPARE
    )


def test_fleiss_own_kind_of_table() -> None:
    """Ten units, five classes, fourteen people: the worked example of the literature, kappa .210."""
    table = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    units = [[label for label, n in enumerate(row) for _ in range(n)] for row in table]
    assert fleiss(units).value == pytest.approx(0.210, abs=5e-4)


def test_fleiss_says_why_not() -> None:
    assert fleiss([]).reason == agreement.NOTHING_TO_COMPARE
    assert fleiss([[1]]).reason == agreement.NOTHING_TO_COMPARE
    assert fleiss([[1, 2], [1, 2, 3]]).reason == agreement.UNEQUAL_RATERS
    assert fleiss([[1, 1], [1, 1]]).reason == agreement.ONE_VALUE_ONLY


@settings(max_examples=80, deadline=None)
@given(ratings)
def test_agreement_is_symmetric_and_full_with_oneself(values: list[int]) -> None:
    other = values[::-1]
    for weights in ("none", "linear", "quadratic"):
        there, back = cohen(values, other, weights=weights), cohen(other, values, weights=weights)
        assert (there.value is None) == (back.value is None)
        assert there.value == pytest.approx(back.value)
        assert cohen(values, values, weights=weights).value in (1, None)
    units = list(zip(values, other, strict=True))
    turned = [unit[::-1] for unit in units]
    for level in ("nominal", "ordinal", "interval"):
        there, back = krippendorff(units, level=level), krippendorff(turned, level=level)
        assert (there.n, there.reason) == (back.n, back.reason)
        assert there.value == pytest.approx(back.value)
    both = [(value, value) for value in values]
    assert krippendorff(both, level="ordinal").value in (1, None)
    assert fleiss(both).value in (1, None)
