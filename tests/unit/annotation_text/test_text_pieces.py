"""Pieces come and go by whole characters; relations and chains go with their spans; all of it is undone whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.annotation.relations import Relation
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.annotation.text_chains import chains, join, leave
from desktop.annotation.text_lanes import SpanIndex
from desktop.annotation.text_pieces import add_piece, cut_piece, holds, joined, span_of, with_pieces, without
from desktop.annotation.text_relations import (
    RelationIndex,
    relate,
    relations_of,
    remove_relation,
    remove_spans,
    retype,
    reverse,
)
from desktop.annotation.text_stops import is_stop
from desktop.annotation.text_tools import add_span, move_edge, trim_span
from tests.unit.annotation_text.hostile import text_and_range

TEXT = "左、右下肢均无水肿，双肺呼吸音清。"
PLACES = st.integers(0, len(TEXT))


def one(document: Document, id_: str = "a") -> Span:
    return span_of(document, id_)


def covered(span: Span) -> set[int]:
    return {place for start, end in span.pieces for place in range(start, end)}


def test_a_piece_is_added_with_a_gap() -> None:
    document = Document([Span("a", "part", 0, 1)])
    document.apply(add_piece(document, TEXT, "a", (3, 5)))
    assert one(document).pieces == ((0, 1), (3, 5))
    assert one(document).gaps == ((1, 3),)


def test_a_piece_that_touches_closes_the_gap() -> None:
    document = Document([Span("a", "part", 0, 5, gaps=((1, 3),))])
    document.apply(add_piece(document, TEXT, "a", (1, 3)))
    assert one(document).gaps == ()


def test_blanks_are_no_piece_and_nothing_is_left_of_no_span() -> None:
    document = Document([Span("a", "part", 0, 1)])
    with pytest.raises(ValueError, match="blanks"):
        add_piece(document, "左  右", "a", (1, 3))
    with pytest.raises(ValueError, match="nothing is left"):
        cut_piece(document, TEXT, "a", (0, 4))
    assert cut_piece(document, TEXT, "a", (5, 7)).edits == ()


def test_more_pieces_than_a_span_may_have_are_refused() -> None:
    with pytest.raises(ValueError, match="many"):
        with_pieces(Span("a", "part", 0, 1), [(2 * place, 2 * place + 1) for place in range(60)])


def test_another_mark_is_no_span() -> None:
    with pytest.raises(TypeError, match="no span"):
        span_of(Document([Box("a", "car", 0, 0, 1, 1)]), "a")


@given(st.lists(st.tuples(st.booleans(), PLACES, PLACES), max_size=12))
def test_adding_and_cutting_are_those_of_sets_of_characters(acts: list[tuple[bool, int, int]]) -> None:
    history = History(Document([Span("a", "part", 2, 6)]))
    document = history.document
    want = set(range(2, 6))
    for adds, one_end, other in acts:
        start, end = sorted((one_end, other))
        after = want | set(range(start, end)) if adds else want - set(range(start, end))
        if start == end or not after:
            continue
        history.do((add_piece if adds else cut_piece)(document, TEXT, "a", (start, end)))
        want = after
        assert covered(one(document)) == want
        assert all(before[1] < behind[0] for before, behind in pairwise(one(document).pieces))
    while history.undo() is not None:
        pass
    assert one(document) == Span("a", "part", 2, 6)


@given(text_and_range())
def test_pieces_of_any_text_begin_and_end_at_whole_characters(drawn: tuple[str, int, int]) -> None:
    text, start, end = drawn
    document = Document([Span("a", "part", len(text), len(text) + 1)])
    try:
        document.apply(add_piece(document, text + "尾", "a", (start, end)))
    except ValueError:
        return
    assert all(is_stop(text + "尾", edge) for piece in one(document).pieces for edge in piece)


@given(st.lists(st.tuples(PLACES, PLACES).map(lambda pair: (min(pair), max(pair))), max_size=8))
def test_joined_stretches_are_in_order_and_apart(stretches: list[tuple[int, int]]) -> None:
    found = joined(stretches)
    assert {place for start, end in found for place in range(start, end)} == {
        place for start, end in stretches for place in range(start, end)
    }
    assert without(found, (0, len(TEXT))) == []


def test_a_stretch_is_held_only_by_one_piece() -> None:
    span = Span("a", "part", 0, 5, gaps=((1, 3),))
    assert holds(span, (3, 5))
    assert not holds(span, (0, 4))


def test_edges_and_trimming_leave_every_piece_a_character() -> None:
    document = Document([Span("a", "part", 0, 5, gaps=((1, 3),))])
    document.apply(move_edge(document, TEXT, "a", "start", 4))
    assert one(document).pieces == ((0, 1), (3, 5))
    document.apply(move_edge(document, TEXT, "a", "end", 1))
    assert one(document).pieces == ((0, 1), (3, 4))
    document = Document([Span("a", "part", 9, 13, gaps=((11, 12),))])
    document.apply(trim_span(document, TEXT, "a"))
    assert one(document).pieces == ((10, 11), (12, 13))
    document = Document([Span("a", "part", 1, 5, gaps=((2, 3),))])
    document.apply(trim_span(document, TEXT, "a"))
    assert one(document).pieces == ((1, 2), (3, 5))


def test_a_span_in_pieces_is_not_taken_for_the_whole_stretch() -> None:
    document = Document([Span("a", "part", 0, 5, gaps=((1, 3),))])
    _step, id_ = add_span(document, SpanIndex(document.spans()), TEXT, "part", (0, 5))
    assert id_ != "a"


def test_in_a_gap_there_is_no_span() -> None:
    index = SpanIndex([Span("a", "part", 0, 5, gaps=((1, 3),))])
    assert index.at(1) == []
    assert [span.id for span in index.at(3)] == ["a"]
    assert index.get("a") is not None


# -- relations


def related() -> Document:
    spans = (Span(id_, "x", 2 * place, 2 * place + 1) for place, id_ in enumerate("abcd"))
    return Document([*spans, Relation("r", "t", "a", "b"), Relation("s", "t", "b", "c")])


def test_relations_are_found_by_either_end() -> None:
    index = RelationIndex(relations_of(related()))
    assert [relation.id for relation in index.of("b")] == ["r", "s"]
    assert [relation.id for relation in index.between("c", "b")] == ["s"]
    assert index.of("d") == []
    assert index.has("t", "a", "b")
    assert not index.has("t", "b", "a")


def test_hidden_relations_are_not_found() -> None:
    assert len(RelationIndex([Relation("r", "t", "a", "b", hidden=True)])) == 0


def test_spans_are_related_once_and_symmetric_kinds_in_one_direction() -> None:
    document = related()
    index = RelationIndex(relations_of(document))
    with pytest.raises(ValueError, match="already"):
        relate(document, index, "t", "a", "b")
    with pytest.raises(ValueError, match="already"):
        relate(document, index, "t", "b", "a", symmetric=True)
    with pytest.raises(ValueError, match="two different"):
        relate(document, index, "t", "a", "a")
    step, id_ = relate(document, index, "t", "b", "a")
    document.apply(step)
    assert index.follow(step) == [document[id_]]


def test_a_relation_is_reversed_retyped_and_removed() -> None:
    document = related()
    document.apply(reverse(document, "r"))
    document.apply(retype(document, "r", "u"))
    assert document["r"] == Relation("r", "u", "b", "a")
    document.apply(remove_relation(document, "r"))
    assert "r" not in document
    with pytest.raises(TypeError, match="no relation"):
        reverse(document, "a")


def test_spans_go_with_their_relations_in_one_step() -> None:
    history = History(related())
    before = history.document.marks()
    index = RelationIndex(relations_of(history.document))
    history.do(remove_spans("删除", history.document, index, "b"))
    assert [mark.id for mark in history.document] == ["a", "c", "d"]
    history.undo()
    assert history.document.marks() == before


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["relate", "reverse", "remove", "spans", "join", "leave"]),
            st.integers(0, 9),
            st.integers(0, 9),
        ),
        max_size=20,
    )
)
def test_whatever_is_done_no_relation_hangs_loose_and_undo_leads_back(
    acts: list[tuple[str, int, int]],
) -> None:
    history = History(related())
    document, before = history.document, history.document.marks()
    index = RelationIndex(relations_of(document))
    history.listen(index.follow)
    for verb, first, second in acts:
        step = _step(document, index, verb, first, second)
        if step is not None:
            history.do(step)
        assert all(end in document for relation in index for end in relation.ends)
        assert {relation.id for relation in index} == {relation.id for relation in relations_of(document)}
        assert all(len(chain) > 1 for chain in chains(document.spans()).values())
    while history.undo() is not None:
        pass
    assert document.marks() == before
    assert {relation.id for relation in index} == {"r", "s"}


def _step(document: Document, index: RelationIndex, verb: str, first: int, second: int) -> Step | None:
    spans = document.spans()
    relations = relations_of(document)
    if not spans or (verb in {"reverse", "remove"} and not relations):
        return None
    one_id, other_id = spans[first % len(spans)].id, spans[second % len(spans)].id
    relation_id = relations[first % len(relations)].id if relations else ""
    table = {
        "relate": lambda: relate(document, index, "t", one_id, other_id)[0],
        "reverse": lambda: reverse(document, relation_id),
        "remove": lambda: remove_relation(document, relation_id),
        "spans": lambda: remove_spans("删除", document, index, one_id),
        "join": lambda: join(document, one_id, other_id),
        "leave": lambda: leave(document, one_id),
    }
    try:
        return table[verb]()
    except ValueError:
        return None


# -- chains


def test_joining_two_chains_makes_one() -> None:
    document = Document(
        Span(id_, "x", place, place + 1, group=group)
        for place, (id_, group) in enumerate([("a", "c1"), ("b", "c1"), ("c", "c2"), ("d", "c2"), ("e", "")])
    )
    document.apply(join(document, "b", "c"))
    assert [[span.id for span in chain] for chain in chains(document.spans()).values()] == [
        ["a", "b", "c", "d"]
    ]
    document.apply(join(document, "e", "a"))
    assert len(chains(document.spans())["c1"]) == 5
    assert join(document, "a", "b").edits == ()
    with pytest.raises(ValueError, match="itself"):
        join(document, "a", "a")


def test_a_new_chain_takes_the_first_free_name() -> None:
    document = Document(
        [
            Span("a", "x", 0, 1, group="c1"),
            Span("b", "x", 1, 2, group="c1"),
            Span("c", "x", 2, 3),
            Span("d", "x", 3, 4),
        ]
    )
    document.apply(join(document, "c", "d"))
    assert set(chains(document.spans())) == {"c1", "c2"}


def test_who_would_be_left_alone_goes_out_too() -> None:
    document = Document([Span("a", "x", 0, 1, group="c1"), Span("b", "x", 1, 2, group="c1")])
    document.apply(leave(document, "a"))
    assert chains(document.spans()) == {}
    assert leave(document, "a").edits == ()
