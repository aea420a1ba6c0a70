"""Two people on one item: nobody is the gold, and nothing depends on who is named first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.scoring.agreement.item import Agreement, agreement
from tests.unit.scoring.agreement.people import SCHEMA, SIZE, SPANS, scenes, shapes, texts
from tests.unit.scoring.judges.scenes import box, dot, polygon, quad, tag
from tests.unit.scoring.judges.scenes import schema as objects
from tests.unit.scoring.measures.shapes import square
from tests.unit.scoring.samples import DOOR, span


def told(found: Agreement, *, turned: bool = False) -> list[tuple[object, ...]]:
    """What is not agreed on; ``turned``: as the other person tells it."""
    swap = {"only_a": "only_b", "only_b": "only_a"}
    return [
        (
            swap.get(each.what, each.what) if turned else each.what,
            *((each.b, each.a) if turned else (each.a, each.b)),
            each.similarity,
            *(each.values[::-1] if turned else each.values),
        )
        for each in found.disagreements
    ]


def same_but_turned(one: Agreement, other: Agreement) -> bool:
    """Whether two agreements are the same with a and b exchanged."""
    families = [(each.family, each.b, each.a, *each.similarities, each.fitting) for each in other.families]
    return (
        [(each.family, each.a, each.b, *each.similarities, each.fitting) for each in one.families] == families
        and one.agreed == other.agreed
        and Counter(one.labels) == Counter((b, a) for a, b in other.labels)
        and one.tags == other.tags[::-1]
    )


@settings(max_examples=60, deadline=None)
@given(scenes(), scenes())
def test_who_is_named_first_changes_nothing_of_pictures(a: tuple[Mark, ...], b: tuple[Mark, ...]) -> None:
    one, other = agreement(a, b, SCHEMA, size=SIZE), agreement(b, a, SCHEMA, size=SIZE)
    assert same_but_turned(one, other)
    assert sorted(repr(entry) for entry in told(one)) == sorted(
        repr(entry) for entry in told(other, turned=True)
    )


@settings(max_examples=60, deadline=None)
@given(texts(), texts())
def test_who_is_named_first_changes_nothing_of_texts(a: tuple[Mark, ...], b: tuple[Mark, ...]) -> None:
    assert same_but_turned(agreement(a, b, SPANS), agreement(b, a, SPANS))


@settings(max_examples=60, deadline=None)
@given(scenes())
def test_everybody_agrees_with_themselves(marks: tuple[Mark, ...]) -> None:
    found = agreement(marks, marks, SCHEMA, size=SIZE)
    assert found.disagreements == ()
    assert found.agreed == found.things == found.matched == len(marks)
    assert all(value == 1 for each in found.families for value in each.similarities)


@settings(max_examples=60, deadline=None)
@given(scenes(), scenes())
def test_every_mark_is_counted_once(a: tuple[Mark, ...], b: tuple[Mark, ...]) -> None:
    found = agreement(a, b, SCHEMA, size=SIZE)
    alone = Counter(each.what for each in found.disagreements)
    assert sum(each.a for each in found.families) == len(a)
    assert sum(each.b for each in found.families) == len(b)
    assert found.matched + alone["only_a"] == len(a)
    assert found.matched + alone["only_b"] == len(b)
    assert found.things == len(a) + len(b) - found.matched


@settings(max_examples=40, deadline=None)
@given(scenes(), scenes())
def test_the_order_of_drawing_changes_nothing(a: tuple[Mark, ...], b: tuple[Mark, ...]) -> None:
    one, other = agreement(a, b, SCHEMA, size=SIZE), agreement(a[::-1], b[::-1], SCHEMA, size=SIZE)
    assert (one.families, one.labels, one.agreed) == (other.families, other.labels, other.agreed)


def test_every_kind_of_shape_finds_its_twin_when_shaken() -> None:
    a, b = shapes("a", 20, 20), shapes("b", 20.4, 20.3)
    found = agreement(a, b, SCHEMA, size=SIZE)
    assert found.disagreements == ()
    assert found.agreed == len(a)
    assert {each.family for each in found.families} == {
        "area", "box", "line", "point", "quad", "rotated", "skeleton", "tag",
    }  # fmt: skip


def test_what_one_alone_marked_is_told() -> None:
    found = agreement([box("a", 0, 0, 40, 40)], [box("b", 300, 300, 340, 340)], SCHEMA, size=SIZE)
    assert [each.what for each in found.disagreements] == ["only_a", "only_b"]
    assert (found.things, found.matched, found.agreed) == (2, 0, 0)


def test_another_class_another_value_and_other_edges_are_told_apart() -> None:
    schema = objects(attributes=(DOOR,))
    a = [
        box("a1", 0, 0, 40, 40),
        replace(box("a2", 100, 0, 140, 40), attributes={"door": True}),
        box("a3", 200, 0, 240, 40),
        box("a4", 300, 0, 340, 40),
    ]
    b = [
        box("b1", 0, 0, 40, 40, label="van"),
        replace(box("b2", 100, 0, 140, 40), attributes={"door": False}),
        box("b3", 200, 0, 252, 40),
        box("b4", 300, 0, 341, 40),
    ]
    found = agreement(a, b, schema, size=SIZE)
    said = {(each.what, each.a.id) for each in found.disagreements if each.a is not None}
    assert said == {("label", "a1"), ("attribute", "a2"), ("place", "a3")}
    assert [each.values for each in found.disagreements if each.what == "attribute"] == [(True, False)]
    assert found.agreed == 1


def test_a_value_that_one_did_not_give_is_a_disagreement_and_none_of_both_is_not() -> None:
    plain = box("a", 0, 0, 40, 40)
    given_one = replace(plain, attributes={"door": True})
    schema = objects(attributes=(DOOR,))
    assert agreement([plain], [given_one], schema).disagreements[0].values == (None, True)
    assert agreement([plain], [plain], schema).values == ()


def test_points_are_paired_by_class_first_and_measured_in_px() -> None:
    a = [dot("a1", 100, 100), dot("a2", 103, 100, label="other")]
    b = [dot("b1", 103, 100), dot("b2", 100, 100, label="other")]
    found = agreement(a, b, SCHEMA, size=SIZE)
    assert found.labels == (("head", "head"), ("other", "other"))
    assert found.families[0].distances == pytest.approx((3, 3))


def test_points_too_far_apart_are_two_things() -> None:
    found = agreement([dot("a", 0, 0)], [dot("b", 400, 400)], SCHEMA, size=SIZE)
    assert found.matched == 0


def test_transcriptions_that_differ_are_told_as_text() -> None:
    corners = (0, 0, 60, 20)
    found = agreement([quad("a", *corners, text="42")], [quad("b", *corners, text="43")], SCHEMA, size=SIZE)
    assert [each.what for each in found.disagreements] == ["text"]


def test_tags_are_sets() -> None:
    found = agreement([tag("a", "rain"), tag("b", "fog")], [tag("c", "fog")], SCHEMA, size=SIZE)
    assert found.tags == (frozenset({"rain", "fog"}), frozenset({"fog"}))
    assert [each.what for each in found.disagreements] == ["only_a"]


def test_outlines_that_cross_themselves_alike_are_agreed_on() -> None:
    bow = [(0.0, 0.0), (40.0, 40.0), (40.0, 0.0), (0.0, 40.0)]
    assert agreement([polygon("a", bow)], [polygon("b", bow)], SCHEMA, size=SIZE).disagreements == ()


def test_relations_are_the_same_when_they_join_the_same() -> None:
    a = [span("s1", 0, 2), span("s2", 5, 8), Relation("r", "near", head="s1", tail="s2")]
    b = [span("t1", 5, 8), span("t2", 0, 2), Relation("q", "near", head="t2", tail="t1")]
    turned = [*b[:2], Relation("q", "near", head="t1", tail="t2")]
    assert agreement(a, b, SPANS).disagreements == ()
    assert [each.what for each in agreement(a, turned, SPANS).disagreements] == ["only_a", "only_b"]


def test_the_places_of_things_to_be_marked_in_order_are_kept() -> None:
    schema = objects()
    rules = schema.object_rules.model_copy(update={"ordered": ("car",)})
    schema = schema.model_copy(update={"object_rules": rules})
    one, other = box("a", 0, 0, 40, 40), polygon("p", square(100, 100, 40))
    found = agreement([one, other], [other, one], schema, size=SIZE)
    assert found.places == ((0, 1), (1, 0))
