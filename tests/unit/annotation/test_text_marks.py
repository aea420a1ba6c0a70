"""Marks on texts: what they refuse, and that every one comes back from JSON as it went."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.codec import decode_mark, encode_mark
from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_units import sentences

IDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Return a span with up to three gaps."""
    edges = sorted(draw(st.sets(st.integers(0, 10_000), min_size=2, max_size=8)))
    edges = edges[: len(edges) // 2 * 2]
    gaps = tuple(zip(edges[1:-1:2], edges[2:-1:2], strict=True))
    return Span(draw(IDS), "ORG", edges[0], edges[-1], gaps=gaps, text_id=draw(st.sampled_from(["", "a1"])))


REPLIES = st.builds(
    Reply,
    IDS,
    st.just("q"),
    st.sampled_from(["", "t1", "a1|a2"]),
    st.one_of(
        st.integers(-3, 5),
        st.text(max_size=50),
        st.lists(IDS, unique=True, max_size=5).map(tuple),
        st.just((("a1", "a3"), ("a2",))),
    ),
)
RELATIONS = st.builds(Relation, IDS, st.just("part"), st.just("x"), st.just("y"))
FLAGS = st.builds(
    TextFlag, IDS, st.just("MISS"), st.integers(0, 5), st.integers(6, 9), st.sampled_from([None, "m"])
)


@given(st.one_of(spans(), REPLIES, RELATIONS, FLAGS))
def test_every_mark_comes_back_from_json_as_it_went(mark: Mark) -> None:
    assert decode_mark(json.loads(json.dumps(encode_mark(mark)))) == mark


@given(spans())
def test_the_pieces_of_a_span_are_what_its_gaps_leave(span: Span) -> None:
    inside = {place for start, end in span.pieces for place in range(start, end)}
    outside = {place for start, end in span.gaps for place in range(start, end)}
    assert inside | outside == set(range(span.start, span.end))
    assert not inside & outside
    assert span.length == len(inside)


@pytest.mark.parametrize(
    "gaps", [((0, 3),), ((7, 10),), ((4, 4),), ((5, 7), (3, 4)), ((3, 5), (5, 7)), ((3, 12),)]
)
def test_gaps_that_are_not_inside_in_order_and_apart_are_refused(gaps: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="gaps"):
        Span("s", "ORG", 0, 10, gaps=gaps)


def test_spans_of_two_texts_never_overlap() -> None:
    mine = Span("s", "ORG", 0, 10)
    assert mine.overlaps(Span("t", "ORG", 9, 12))
    assert not mine.overlaps(Span("t", "ORG", 9, 12, text_id="a1"))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"type": "span", "start": 0, "end": 9, "gaps": [[1]]}, "gap"),
        ({"type": "span", "start": 0, "end": 9, "gaps": "1"}, "gaps"),
        ({"type": "span", "start": 0, "end": 9, "gaps": [[1, 2]] * 51}, "gaps"),
        ({"type": "relation", "head": "a", "tail": "a"}, "two different"),
        ({"type": "relation", "head": "a"}, "tail"),
        ({"type": "reply", "about": "", "value": None}, "value"),
        ({"type": "reply", "about": "", "value": True}, "value"),
        ({"type": "reply", "about": "", "value": 1.5}, "value"),
        ({"type": "reply", "about": "", "value": 10**40}, "value"),
        ({"type": "reply", "about": "", "value": "字" * 20_001}, "value"),
        ({"type": "reply", "about": "", "value": ["x", "x"]}, "once"),
        ({"type": "reply", "about": "", "value": [["x"], ["x"]]}, "once"),
        ({"type": "reply", "about": "", "value": ["x", ["y"]]}, "value"),
        ({"type": "reply", "about": "", "value": [str(n) for n in range(65)]}, "value"),
        ({"type": "reply", "value": 1}, "about"),
        ({"type": "text_flag", "start": 3, "end": 3, "target": None}, "flag"),
        ({"type": "text_flag", "start": 5, "end": 3, "target": "m"}, "flag"),
        ({"type": "poem"}, "type"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_field(value: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        decode_mark({"id": "m", "label": "ORG", **value})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他来了。她走了！真的？", ["他来了。", "她走了！", "真的？"]),
        ("他说：“好。”然后走了", ["他说：“好。”", "然后走了"]),
        ("涨了3.5%。OK. Next", ["涨了3.5%。", "OK.", "Next"]),
        ("一\n\n 二……\n三", ["一", "二……", "三"]),
        (" \n ", []),
    ],
)
def test_a_text_falls_into_sentences(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


@given(st.text(st.sampled_from("他好。！\n .”3a"), max_size=60))
def test_sentences_hold_everything_but_white_space(text: str) -> None:
    ranges = sentences(text)
    kept = "".join(text[start:end] for start, end in ranges)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
