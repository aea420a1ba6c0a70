"""Groups: whose members are the same, by the marks that were matched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.scoring.measures.groups import GroupMatch, matched

PAIRS = {f"g{n}": f"a{n}" for n in range(6)}


def answered(groups: dict[str, str]) -> dict[str, str]:
    return {name.replace("g", "a"): f"their {group}" for name, group in groups.items()}


def test_the_same_groups_under_other_names_are_right() -> None:
    gold = {"g0": "x", "g1": "x", "g2": "y", "g3": "y"}
    found, left = matched(gold, answered(gold), PAIRS)
    assert [match.right for match in found] == [True, True]
    assert found[0] == GroupMatch("x", "their x", 1.0, (), ())
    assert left == ()


def test_a_member_left_out_and_a_stranger() -> None:
    gold = {"g0": "x", "g1": "x", "g2": "x"}
    answer = {"a0": "t", "a1": "t", "a5": "t"}
    (match,), left = matched(gold, answer, PAIRS)
    # Two shared of 3 + 3 - 2, as CVAT counts.
    assert match.share == 0.5
    assert (match.answer, match.missing, match.foreign) == ("t", ("g2",), ("a5",))
    assert (match.right, left) == (False, ())


def test_groups_that_share_less_than_half_are_not_the_same() -> None:
    gold = {"g0": "x", "g1": "x", "g2": "x"}
    (match,), left = matched(gold, {"a0": "t", "a5": "t"}, PAIRS)
    assert (match.answer, match.share, match.missing) == (None, 0, ("g0", "g1", "g2"))
    assert left == ("t",)


def test_a_missed_mark_is_missing_from_its_group() -> None:
    (match,), _ = matched({"g0": "x", "g1": "x"}, {"a0": "t"}, {"g0": "a0"})
    assert (match.share, match.missing) == (0.5, ("g1",))


def test_each_group_of_the_answer_stands_for_one_gold_group() -> None:
    gold = {"g0": "x", "g1": "x", "g2": "y", "g3": "y"}
    merged = dict.fromkeys(["a0", "a1", "a2", "a3"], "all")
    found, left = matched(gold, merged, PAIRS)
    assert [match.answer for match in found] == ["all", None]
    assert [match.share for match in found] == [0.5, 0]
    assert left == ()


def test_no_groups_at_all() -> None:
    assert matched({}, {}, PAIRS) == ((), ())
    assert matched({}, {"a0": "t"}, PAIRS) == ((), ("t",))


groupings = st.dictionaries(st.sampled_from(sorted(PAIRS)), st.sampled_from("xyz"))


@settings(max_examples=60, deadline=None)
@given(groupings, groupings)
def test_shares_are_symmetric_and_names_do_not_matter(one: dict[str, str], other: dict[str, str]) -> None:
    there, _ = matched(one, answered(other), PAIRS)
    back, _ = matched(answered(other), one, {answer: gold for gold, answer in PAIRS.items()})
    assert sum(match.share for match in there) == pytest.approx(sum(match.share for match in back))
    same, left = matched(one, answered(one), PAIRS)
    assert all(match.right for match in same)
    assert left == ()
