"""A document changes only by steps that fit it, whole or not at all."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings

from desktop.annotation.document import Add, Document, Remove, Replace, Step, adding, removing, replacing
from desktop.annotation.marks import Mark, new_mark_id
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from tests.unit.annotation.marks import documents, random_step, seeds

A, B, C = (Box(name, "car", 10 * place, 0, 10 * place + 5, 5) for place, name in enumerate("abc"))
S = Span("s", "PER", 3, 6)


def test_marks_keep_their_order_and_are_found_by_id() -> None:
    document = Document([B, A, S])
    assert document.marks() == (B, A, S)
    assert list(document) == [B, A, S]
    assert (len(document), document["a"], document.get("a"), document.get("x"), document.get(None)) == (
        3,
        A,
        A,
        None,
        None,
    )
    assert "a" in document
    assert "x" not in document
    assert document.index("a") == 1
    assert (document.boxes(), document.spans()) == ((B, A), (S,))
    with pytest.raises(ValueError):
        document.index("x")
    with pytest.raises(KeyError):
        document["x"]


def test_an_id_stands_for_one_mark() -> None:
    with pytest.raises(ValueError, match="mark a is here already"):
        Document([A, A])


@pytest.mark.parametrize(
    "edit",
    [
        Add(A, 0),
        Add(C, 5),
        Add(C, -1),
        Remove(C, 0),
        Remove(A, 1),
        Remove(replace(A, label="van"), 0),
        Replace(C, C),
        Replace(replace(A, label="van"), A),
        Replace(A, replace(A, id="z")),
    ],
)
def test_a_step_that_does_not_fit_changes_nothing(edit: Add | Remove | Replace) -> None:
    document = Document([A, B])
    fitting = Replace(B, replace(B, label="van"))
    with pytest.raises(ValueError):
        document.apply(Step("several", (fitting, edit)))
    assert document.marks() == (A, B)
    assert document.revision == 0


def test_every_applied_step_raises_the_revision() -> None:
    document = Document()
    document.apply(adding("add", document, A, B))
    document.apply(removing("remove", document, "a"))
    assert document.revision == 2


def test_adding_puts_marks_on_top() -> None:
    document = Document([A])
    document.apply(adding("add", document, B, C))
    assert document.marks() == (A, B, C)


def test_removing_takes_any_marks_whatever_their_order() -> None:
    document = Document([A, B, C, S])
    document.apply(removing("remove", document, "s", "a", "c", "a"))
    assert document.marks() == (B,)
    with pytest.raises((KeyError, ValueError)):
        removing("remove", document, "x")


def test_replacing_leaves_unchanged_marks_out() -> None:
    document = Document([A, B])
    step = replacing("move", document, A, B.moved(1, 0))
    assert step.edits == (Replace(B, B.moved(1, 0)),)
    with pytest.raises(KeyError):
        replacing("move", document, C)


@settings(max_examples=80, deadline=None)
@given(documents, seeds)
def test_a_step_and_its_inverse_cancel(start: list[Mark], seed: int) -> None:
    document = Document(start)
    step = random_step(document, random.Random(seed), 1)
    document.apply(step)
    document.apply(step.inverse())
    assert document.marks() == tuple(start)
    assert step.inverse().inverse() == step


def test_a_box_knows_its_measures() -> None:
    box = Box("b", "car", 1, 2, 5, 10)
    assert (box.corners, box.width, box.height, box.area) == ((1, 2, 5, 10), 4, 8, 32)
    assert box.moved(1, -1).corners == (2, 1, 6, 9)
    assert box.with_corners(9, 8, 3, 2).corners == (3, 2, 9, 8)


@pytest.mark.parametrize(
    "corners", [(5, 0, 1, 1), (0, 5, 1, 1), (float("nan"), 0, 1, 1), (0, 0, float("inf"), 1)]
)
def test_an_impossible_box_cannot_be_made(corners: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="box b"):
        Box("b", "car", *corners)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_an_impossible_span_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span s"):
        Span("s", "PER", start, end)


@pytest.mark.parametrize(
    ("other", "shared"), [((0, 3), False), ((0, 4), True), ((5, 6), True), ((6, 9), False)]
)
def test_spans_overlap_when_they_share_a_character(other: tuple[int, int], shared: bool) -> None:
    span = Span("o", "PER", *other)
    assert S.overlaps(span) is shared
    assert span.overlaps(S) is shared
    assert S.length == 3


def test_new_ids_are_random() -> None:
    ids = {new_mark_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(mark_id) for mark_id in ids} == {12}
