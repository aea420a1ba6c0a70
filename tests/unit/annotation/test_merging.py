"""Laying two people's marks together: what is agreed, in what they differ, and that nothing is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.marks import Mark
from desktop.annotation.merging import SIDES, merged
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from tests.unit.annotation.two_people import org, people


def told(
    first: list[Mark], second: list[Mark], **more: object
) -> list[tuple[str, str, list[str], list[str]]]:
    """Return the differences: kind, in what, and the ids of either side without whose they are."""
    found = merged(first, second)
    return [
        (one.kind, one.what, [mark.id[2:] for mark in one.first], [mark.id[2:] for mark in one.second])
        for one in found.differences
    ]


@given(people(), people())
def test_every_mark_of_either_is_agreed_on_or_in_one_difference(
    first: list[Mark], second: list[Mark]
) -> None:
    found = merged(first, second)
    agreed = [mark.id for pair in found.agreed for mark in pair]
    apart = [mark.id for one in found.differences if one.kind != "chain" for mark in one.marks]
    assert sorted(agreed + apart) == sorted(mark.id for mark in (*found.first, *found.second))
    assert found.n == len(found.agreed) + len(found.differences)


@given(people())
def test_a_person_agrees_with_themselves_in_everything(marks: list[Mark]) -> None:
    found = merged(marks, [replace(mark) for mark in marks])
    assert found.differences == ()
    assert len(found.agreed) == len(marks)


@given(people(), people())
def test_who_is_first_changes_only_the_sides(first: list[Mark], second: list[Mark]) -> None:
    forth, back = merged(first, second), merged(second, first)
    assert len(forth.agreed) == len(back.agreed)
    assert sorted(one.kind for one in forth.differences) == sorted(one.kind for one in back.differences)


@given(people(), people(), st.randoms(use_true_random=False))
def test_in_which_order_marks_were_made_changes_nothing(
    first: list[Mark], second: list[Mark], chance: Random
) -> None:
    turned = [mark for mark in first if not isinstance(mark, Reply)]
    chance.shuffle(turned)
    turned += [mark for mark in first if isinstance(mark, Reply)]
    assert Counter(one[:2] for one in told(turned, second)) == Counter(one[:2] for one in told(first, second))


@given(people(), people())
def test_keys_are_told_apart_and_stay_the_same(first: list[Mark], second: list[Mark]) -> None:
    keys = [one.key for one in merged(first, second).differences]
    assert len(set(keys)) == len(keys)
    assert keys == [one.key for one in merged(first, second).differences]


def test_equal_ids_of_two_people_never_meet() -> None:
    found = merged([org("a", 0, 3)], [org("a", 0, 4)])
    (one,) = found.differences
    assert [mark.id for mark in one.marks] == ["1:a", "2:a"]
    assert SIDES == ("1:", "2:")


@pytest.mark.parametrize(
    ("second", "what"),
    [
        (org("b", 2, 6, "loc"), "label"),
        (org("b", 2, 5), "edges"),
        (org("b", 3, 6, "loc"), "label_edges"),
        (Span("b", "org", 2, 6, attributes={"sure": True}), "attributes"),
        (Span("b", "org", 2, 6, gaps=((3, 4),)), "edges"),
    ],
)
def test_two_marks_of_one_thing_are_one_difference(second: Span, what: str) -> None:
    assert told([org("a", 2, 6)], [second]) == [("span", what, ["a"], ["b"])]


def test_a_short_place_inside_a_long_name_is_another_thing() -> None:
    first: list[Mark] = [org("name", 0, 10)]
    assert told(first, [org("inside", 1, 4, "loc")]) == [
        ("span", "only", ["name"], []),
        ("span", "only", [], ["inside"]),
    ]


def test_what_is_marked_twice_is_there_once_too_often() -> None:
    assert told([org("a", 0, 3), org("again", 0, 3)], [org("b", 0, 3)]) == [("span", "only", ["again"], [])]


def test_one_mark_that_another_person_made_two_of_is_paired_once() -> None:
    found = told([org("whole", 0, 8)], [org("left", 0, 5), org("right", 5, 8)])
    assert found == [("span", "edges", ["whole"], ["left"]), ("span", "only", [], ["right"])]


ENDS: list[Mark] = [org("p", 0, 2), org("q", 4, 6), org("z", 8, 10)]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (Relation("b", "costs", "q", "p"), ("relation", "direction", ["a"], ["b"])),
        (Relation("b", "carried_by", "p", "q"), ("relation", "label", ["a"], ["b"])),
        (Relation("b", "costs", "p", "z"), ("relation", "end", ["a"], ["b"])),
    ],
)
def test_two_relations_of_one_thing_are_one_difference(
    second: Relation, expected: tuple[str, str, list[str], list[str]]
) -> None:
    assert told([*ENDS, Relation("a", "costs", "p", "q")], [*ENDS, second]) == [expected]


def test_a_relation_between_the_same_things_is_agreed_on_though_an_edge_is_not() -> None:
    first = [org("p", 0, 2), org("q", 4, 6), Relation("r", "costs", "p", "q")]
    second = [org("p", 0, 2), org("q", 4, 7), Relation("r", "costs", "p", "q")]
    assert told(first, second) == [("span", "edges", ["q"], ["q"])]


def test_chains_are_compared_by_who_belongs_to_them_not_by_their_names() -> None:
    spans = [("p", 0, 2), ("q", 4, 6), ("z", 8, 10)]
    first: list[Mark] = [org(*each, group="c1") for each in spans]
    renamed: list[Mark] = [org(*each, group="anything") for each in spans]
    assert told(first, renamed) == []
    apart: list[Mark] = [org(*each, group="c1" if each[0] != "z" else "") for each in spans]
    assert told(first, apart) == [("chain", "chain", ["p", "q", "z"], ["p", "q"])]


def test_replies_are_compared_by_question_and_part() -> None:
    first: list[Mark] = [
        Reply("a1", "tone", about="", value=("good",)),
        Reply("a2", "rank", about="", value=(("x",), ("y",))),
        Reply("a3", "score", about="x", value=4),
    ]
    second: list[Mark] = [
        Reply("b1", "tone", about="", value=("good",)),
        Reply("b2", "rank", about="", value=(("y",), ("x",))),
        Reply("b3", "score", about="y", value=4),
    ]
    assert told(first, second) == [
        ("reply", "value", ["a2"], ["b2"]),
        ("reply", "only", ["a3"], []),
        ("reply", "only", [], ["b3"]),
    ]


def test_spans_come_in_the_order_of_the_text_and_before_what_hangs_on_them() -> None:
    first: list[Mark] = [org("late", 8, 10), org("early", 0, 2), Relation("r", "costs", "late", "early")]
    assert [(kind, ids) for kind, _what, ids, _none in told(first, [])] == [
        ("span", ["early"]),
        ("span", ["late"]),
        ("relation", ["r"]),
    ]


def test_only_marks_on_texts_count_and_each_id_once() -> None:
    found = merged([org("a", 0, 1), org("a", 2, 3)], [Box("b", "car", x1=0, y1=0, x2=1, y2=1)])
    assert [mark.id for mark in (*found.first, *found.second)] == ["1:a"]


def test_what_can_be_chosen_depends_on_the_difference() -> None:
    apart = merged([org("a", 0, 3)], [org("b", 0, 4)]).differences[0]
    alone = merged([org("a", 0, 3)], []).differences[0]
    reply = merged([Reply("a", "t", about="", value=1)], [Reply("b", "t", about="", value=2)]).differences[0]
    assert apart.choices == ("first", "second", "both", "neither", "own")
    assert alone.choices == ("first", "second", "own")
    assert reply.choices == ("first", "second", "neither", "own")
    assert reply.place == ("t", "")
    assert apart.place == ("", "")


def test_a_difference_is_found_by_its_key_and_by_a_mark() -> None:
    found = merged([org("a", 0, 3)], [org("b", 0, 4)])
    assert found.difference("d1") is found.differences[0]
    assert found.of_mark("2:b") is found.differences[0]
    assert found.difference("d9") is None
    assert found.of_mark("9:b") is None
