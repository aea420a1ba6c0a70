"""Ids in an order: the place of each is right whatever came and went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.document import Add, Document, reordering
from desktop.annotation.order import _DRIFT, Order
from desktop.annotation.shapes.box import Box


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10_000)), max_size=60), st.integers(0, 40))
def test_every_place_is_what_a_plain_list_says(changes: list[tuple[bool, int]], start: int) -> None:
    plain = [f"s{n}" for n in range(start)]
    order = Order(plain)
    for turn, (comes, where) in enumerate(changes):
        if comes or not plain:
            place = where % (len(plain) + 1)
            plain.insert(place, f"n{turn}")
            order.insert(place, f"n{turn}")
        else:
            place = where % len(plain)
            del plain[place]
            order.drop(place)
        if where % 3 == 0:
            assert [order.index(mark_id) for mark_id in plain] == list(range(len(plain)))
    assert list(order) == plain
    assert [order.index(mark_id) for mark_id in plain] == list(range(len(plain)))


def test_places_stay_right_when_very_much_comes_and_goes() -> None:
    plain = [f"s{n}" for n in range(50)]
    order = Order(plain)
    for turn in range(3 * _DRIFT):
        plain.insert(turn % 7, f"n{turn}")
        order.insert(turn % 7, f"n{turn}")
        assert order.index("s49") == plain.index("s49")
        assert order[order.index(f"n{turn}")] == f"n{turn}"


def test_an_id_that_went_or_never_came_has_no_place() -> None:
    order = Order(["a", "b"])
    order.drop(0)
    for stranger in ("a", "c"):
        with pytest.raises(ValueError, match="not here"):
            order.index(stranger)
    assert len(order) == 1


def _boxes(count: int) -> Document:
    return Document(Box(f"b{n}", "car", n, n, n + 5, n + 5) for n in range(count))


@given(st.permutations([f"b{n}" for n in range(9)]))
def test_any_order_is_reached_and_left_again(want: list[str]) -> None:
    document = _boxes(9)
    before = document.marks()
    step = reordering("order", document, want)
    document.apply(step)
    assert [mark.id for mark in document] == want
    document.apply(step.inverse())
    assert document.marks() == before


def test_bringing_one_mark_to_the_front_moves_that_mark_alone() -> None:
    document = _boxes(100)
    want = [f"b{n}" for n in range(100) if n != 3] + ["b3"]
    step = reordering("front", document, want)
    assert [(edit.mark.id, edit.index) for edit in step.edits if isinstance(edit, Add)] == [("b3", 99)]
    assert len(step.edits) == 2
