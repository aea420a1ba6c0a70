"""Lanes for arcs, words for a double click, and marks that are worth a second look."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_arcs import MAX_ARC_LANES, stack
from desktop.annotation.text_doubts import Doubt, beside, doubts
from desktop.annotation.text_lanes import SpanIndex
from desktop.annotation.text_words import character_at, known_words, word_at
from tests.unit.annotation_text.hostile import text_and_range

TEXT = "胸痛三天，查心电图后胸痛缓解。"
STRETCHES = st.lists(
    st.tuples(st.floats(0, 900), st.floats(1, 300)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=30,
)


@given(STRETCHES, st.floats(0, 10))
def test_arcs_of_one_lane_never_touch_below_the_last(
    stretches: list[tuple[float, float]], apart: float
) -> None:
    lanes = stack(stretches, apart=apart)
    for one, (left, right) in enumerate(stretches):
        for other in range(one):
            if lanes[one] == lanes[other] < MAX_ARC_LANES - 1:
                assert right < stretches[other][0] or stretches[other][1] < left
    assert all(0 <= lane < MAX_ARC_LANES for lane in lanes)


@given(STRETCHES)
def test_an_arc_lies_above_something_or_in_the_first_lane(stretches: list[tuple[float, float]]) -> None:
    lanes = stack(stretches)
    assert not lanes or set(range(max(lanes) + 1)) == set(lanes)


def test_the_short_arc_lies_inside_the_long_one() -> None:
    assert stack([(0, 100), (20, 50)]) == [1, 0]
    assert stack([(0, 10), (20, 30), (11, 19)]) == [0, 0, 0]
    assert stack([(0, 10), (12, 30)], apart=5) == [0, 1]
    assert stack([]) == []


def test_more_arcs_than_lanes_share_the_last() -> None:
    assert max(stack([(0.0, 100.0 + place) for place in range(20)])) == MAX_ARC_LANES - 1


# -- words


def test_a_marked_string_is_a_word_wherever_it_stands() -> None:
    known = known_words(TEXT, [Span("a", "x", 0, 2), Span("b", "x", 6, 9)])
    assert known == {"胸痛", "心电图"}
    assert word_at(TEXT, 10, known) == (10, 12)
    assert word_at(TEXT, 11, known) == (10, 12)
    assert word_at(TEXT, 2, known) == (0, 4)


def test_the_longest_known_word_wins() -> None:
    assert word_at("北京大学", 1, frozenset({"北京", "北京大学"})) == (0, 4)


def test_gaps_make_no_word() -> None:
    assert known_words(TEXT, [Span("a", "x", 0, 4, gaps=((1, 2),))]) == frozenset()


@given(text_and_range())
def test_a_word_holds_the_character_it_was_asked_for(drawn: tuple[str, int, int]) -> None:
    text, start, end = drawn
    if not text:
        assert character_at(text, start) == (0, 0)
        return
    offset = min(start, len(text) - 1)
    known = frozenset({text[start:end]} - {""})
    for left, right in (word_at(text, offset, known), character_at(text, offset)):
        assert 0 <= left <= offset < right <= len(text)


# -- doubts


def said(*spans: Span, relations: tuple[Relation, ...] = ()) -> list[tuple[str, str]]:
    found = doubts(TEXT, spans, relations, lambda kind, head, _tail: kind == head.label)
    return [(doubt.mark_id, doubt.why) for doubt in found]


def test_edges_crossings_and_doubles_are_in_doubt() -> None:
    assert said(Span("a", "x", 3, 5)) == [("a", "untrimmed")]
    assert said(Span("a", "x", 0, 3), Span("b", "x", 2, 4)) == [("b", "crossing")]
    assert said(Span("a", "x", 0, 2), Span("b", "x", 0, 2)) == [("b", "twice")]
    assert said(Span("a", "x", 0, 4), Span("b", "y", 0, 2)) == []


def test_the_same_words_with_another_class_are_in_doubt_at_both_places() -> None:
    assert said(Span("a", "x", 0, 2), Span("b", "y", 10, 12)) == [("a", "varied"), ("b", "varied")]
    assert said(Span("a", "x", 0, 2), Span("b", "y", 0, 2)) == []


def test_a_relation_that_these_classes_may_not_have_is_in_doubt() -> None:
    spans = (Span("a", "x", 0, 2), Span("b", "y", 6, 9))
    assert said(*spans, relations=(Relation("r", "y", "a", "b"),)) == [("r", "ends")]
    assert said(*spans, relations=(Relation("r", "x", "a", "b"),)) == []
    assert said(*spans, relations=(Relation("r", "y", "a", "gone"),)) == []


def test_doubts_are_walked_round_both_ways() -> None:
    found = [Doubt(0, 2, "a", "varied"), Doubt(5, 7, "b", "varied")]
    assert beside(found, (0, -2, "a"), 1) == found[1]
    assert beside(found, (5, -7, "b"), 1) == found[0]
    assert beside(found, (0, -2, "a"), -1) == found[1]
    assert beside([], (0, 0, ""), 1) is None


def test_spans_are_walked_once_round_from_any_place() -> None:
    index = SpanIndex([Span("a", "x", 0, 2), Span("b", "x", 3, 4), Span("c", "x", 6, 9)])
    assert [span.id for span in index.round((3, -4, "b"), 1)] == ["c", "a", "b"]
    assert [span.id for span in index.round((3, -4, "b"), -1)] == ["a", "c", "b"]
    assert list(SpanIndex().round((0, 0, ""), 1)) == []
