"""Spans are found by place, and no two that overlap share a lane."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.document import Document, adding, removing, replacing
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import BUCKET, MAX_LANES, SpanIndex, assign_lanes, reading_order


def span(start: int, end: int, id_: str = "", *, hidden: bool = False) -> Span:
    return Span(id_ or f"{start}-{end}", "a", start, end, hidden=hidden)


@st.composite
def many_spans(draw: st.DrawFn, size: int = 25, reach: int = 900) -> list[Span]:
    pairs = draw(st.lists(st.tuples(st.integers(0, reach), st.integers(1, 400)), max_size=size))
    return [span(start, start + length, f"s{number}") for number, (start, length) in enumerate(pairs)]


@given(many_spans(size=8))
def test_overlapping_spans_never_share_a_lane(spans: list[Span]) -> None:
    lanes = assign_lanes(spans)
    assert set(lanes) == {item.id for item in spans}
    for one, other in combinations(spans, 2):
        assert not one.overlaps(other) or lanes[one.id] != lanes[other.id]


@given(many_spans(size=8), many_spans(size=4))
def test_lanes_given_already_are_kept_clear(answer: list[Span], gold: list[Span]) -> None:
    held = assign_lanes(answer)
    given_lanes = assign_lanes(gold, [(item, held[item.id]) for item in answer])
    for one in gold:
        for other in answer:
            if one.overlaps(other) and given_lanes[one.id] < MAX_LANES - 1:
                assert given_lanes[one.id] != held[other.id]


def test_the_nested_span_lies_nearer_the_text() -> None:
    lanes = assign_lanes([span(0, 10), span(2, 5), span(3, 4)])
    assert lanes == {"3-4": 0, "2-5": 1, "0-10": 2}


def test_spans_that_only_touch_share_the_first_lane() -> None:
    assert set(assign_lanes([span(0, 3), span(3, 6), span(6, 9)]).values()) == {0}


def test_very_deep_nesting_shares_the_last_lane() -> None:
    lanes = assign_lanes([span(0, 100 + depth) for depth in range(30)])
    assert max(lanes.values()) == MAX_LANES - 1


@given(many_spans())
def test_the_order_of_spans_does_not_change_their_lanes(spans: list[Span]) -> None:
    assert assign_lanes(spans) == assign_lanes(list(reversed(spans)))


@given(many_spans(), st.integers(0, 1200), st.integers(0, 300))
def test_the_index_finds_what_a_search_through_all_finds(spans: list[Span], start: int, length: int) -> None:
    index = SpanIndex(spans)
    end = start + length
    expected = (
        sorted((s for s in spans if s.start < end and start < s.end), key=reading_order) if length else []
    )
    assert index.within(start, end) == expected


@given(many_spans(), st.integers(0, 1300))
def test_the_innermost_span_comes_first_at_a_place(spans: list[Span], offset: int) -> None:
    found = SpanIndex(spans).at(offset)
    assert {item.id for item in found} == {s.id for s in spans if s.start <= offset < s.end}
    assert [item.length for item in found] == sorted(item.length for item in found)


def test_the_index_follows_steps_and_tells_what_they_touched() -> None:
    document = Document([span(0, 4, "a")])
    index = SpanIndex(document.spans())
    put = adding("add", document, span(10, 20, "b"))
    document.apply(put)
    assert [item.id for item in index.follow(put)] == ["b"]
    moved = replacing("move", document, span(10, 2 * BUCKET, "b"))
    document.apply(moved)
    assert [item.end for item in index.follow(moved)] == [20, 2 * BUCKET]
    assert [item.id for item in index.within(BUCKET, BUCKET + 1)] == ["b"]
    gone = removing("remove", document, "a", "b")
    document.apply(gone)
    index.follow(gone)
    assert len(index) == 0
    assert index.within(0, 1000) == []


def test_steps_on_boxes_are_nothing_to_the_index() -> None:
    document = Document()
    index = SpanIndex()
    assert index.follow(adding("add", document, Box("b", "a", 0, 0, 1, 1))) == []


def test_hidden_spans_are_not_found_until_they_are_shown() -> None:
    index = SpanIndex([span(0, 4, "a", hidden=True)])
    assert index.at(1) == []
    index.put(span(0, 4, "a"))
    assert [item.id for item in index.at(1)] == ["a"]
    index.put(span(0, 4, "a", hidden=True))
    assert index.at(1) == []
    index.drop("nobody")


@given(many_spans())
def test_walking_from_span_to_span_meets_each_once_and_comes_round(spans: list[Span]) -> None:
    index = SpanIndex(spans)
    ordered = sorted(spans, key=reading_order)
    for step, expected in ((1, ordered), (-1, ordered[::-1])):
        at = (-1, 0, "") if step > 0 else (10_000, 0, "")
        met = []
        for _number in ordered:
            found = index.beside(at, step)
            assert found is not None
            met.append(found)
            at = reading_order(found)
        assert met == expected
        assert index.beside(at, step) == (expected[0] if expected else None)
