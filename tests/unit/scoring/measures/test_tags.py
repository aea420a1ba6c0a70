"""Sets of tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.scoring.measures import tags
from desktop.scoring.measures.tags import TagCount
from tests.unit.scoring.measures.vectors import VECTORS

SETS = VECTORS["ranking_and_sets"]
sets = st.frozensets(st.sampled_from("abcd"))


def test_two_tags_one_shared_as_scikit_learn() -> None:
    gold, answer = {"a", "b"}, {"b", "c"}
    assert tags.jaccard(gold, answer) == pytest.approx(SETS["jaccard samples {a,b} vs {b,c}"], abs=1e-6)
    assert tags.f1(gold, answer) == SETS["samples F1"]
    assert (
        tags.micro_f1(tags.per_tag([(gold, answer)]).values())
        == SETS["multi-label micro F1 {a,b} vs {b,c} one hot"]
    )


def test_no_tag_asked_and_none_given_is_right_where_scikit_learn_says_0() -> None:
    """Its zero_division=1 says the same; a picture that needs no tag is work too."""
    assert SETS["both empty multi-label, samples (default / zero_division=1)"] == [0.0, 1.0]
    assert tags.exact(set(), set())
    assert tags.jaccard(set(), set()) == tags.f1(set(), set()) == 1
    assert tags.micro_f1([]) is tags.macro_f1([]) is TagCount().f1 is None


def test_each_tag_over_many_pictures() -> None:
    found = tags.per_tag([({"a"}, {"a", "b"}), ({"a", "c"}, {"a"}), ({"b"}, {"a"})])
    assert found == {"a": TagCount(2, 1, 0), "b": TagCount(0, 1, 1), "c": TagCount(0, 0, 1)}
    assert tags.macro_f1(found.values()) == pytest.approx((0.8 + 0 + 0) / 3)
    assert tags.micro_f1(found.values()) == 4 / 8


@given(sets, sets)
def test_measures_of_sets_are_symmetric_and_perfect_for_the_same(
    a: frozenset[str], b: frozenset[str]
) -> None:
    assert tags.jaccard(a, b) == tags.jaccard(b, a)
    assert tags.f1(a, b) == tags.f1(b, a)
    assert (tags.jaccard(a, b) == 1) == tags.exact(a, b)
    total = tags.per_tag([(a, b)]).values()
    assert sum(count.right for count in total) == len(a & b)
    assert sum(count.extra + count.missed for count in total) == len(a ^ b)
