"""Verbs on spans: each a reversible step, none of which touches the text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.annotation import text_tools as tools
from desktop.annotation.document import Document, Step, removing
from desktop.annotation.history import History
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import SpanIndex
from desktop.annotation.text_stops import is_stop, snapped
from tests.unit.annotation_text.hostile import PIECES, text_and_range, texts

TEXT = "晋北市教育局与晋北市财政局，2026年投入120万元，教育局牵头。"


def opened(*spans: Span) -> tuple[Document, SpanIndex]:
    document = Document(spans)
    return document, SpanIndex(document.spans())


def one(document: Document) -> Span:
    (span,) = document.spans()
    return span


def test_a_selection_becomes_a_span() -> None:
    document, index = opened()
    step, span_id = tools.add_span(document, index, TEXT, "org", (0, 6))
    document.apply(step)
    assert (one(document).id, one(document).label, one(document).start, one(document).end) == (
        span_id,
        "org",
        0,
        6,
    )


def test_a_selection_within_a_family_emoji_takes_the_whole_family() -> None:
    text = "甲👨‍👩‍👧乙"
    document, index = opened()
    step, _span_id = tools.add_span(document, index, text, "org", (2, 4))
    document.apply(step)
    assert text[one(document).start : one(document).end] == "👨‍👩‍👧"


@pytest.mark.parametrize("range_", [(3, 3), (0, 2)])
def test_nothing_but_blanks_is_refused(range_: tuple[int, int]) -> None:
    document, index = opened()
    with pytest.raises(ValueError, match="blanks"):
        tools.add_span(document, index, " \u3000字。", "org", range_)


def test_the_same_mark_twice_is_refused() -> None:
    document, index = opened(Span("a", "org", 0, 6))
    with pytest.raises(ValueError, match="already"):
        tools.add_span(document, index, TEXT, "org", (0, 6))


def test_another_label_on_the_very_range_changes_the_label() -> None:
    document, index = opened(Span("a", "org", 0, 6))
    step, span_id = tools.add_span(document, index, TEXT, "loc", (0, 6))
    document.apply(step)
    assert (span_id, one(document).label) == ("a", "loc")


def test_a_locked_span_is_left_alone_and_a_second_one_is_made() -> None:
    document, index = opened(Span("a", "org", 0, 6, locked=True))
    step, span_id = tools.add_span(document, index, TEXT, "loc", (0, 6))
    document.apply(step)
    assert span_id != "a"
    assert [span.label for span in document.spans()] == ["org", "loc"]


def test_a_nested_span_is_a_span_of_its_own() -> None:
    document, index = opened(Span("a", "org", 0, 6))
    step, _span_id = tools.add_span(document, index, TEXT, "loc", (0, 3))
    document.apply(step)
    assert len(document) == 2


def test_a_new_label_keeps_only_the_attributes_it_has() -> None:
    document, _index = opened(Span("a", "org", 0, 6, attributes={"level": "市", "sure": True}))
    document.apply(tools.relabel(document, "a", "loc", ["sure"]))
    assert one(document).attributes == {"sure": True}
    document.apply(tools.relabel(document, "a", "org"))
    assert one(document).attributes == {"sure": True}


@pytest.mark.parametrize(
    ("edge", "onward", "expected"),
    [("end", True, (3, 7)), ("end", False, (3, 5)), ("start", True, (4, 6)), ("start", False, (2, 6))],
)
def test_an_edge_moves_by_one_character(edge: tools.Edge, onward: bool, expected: tuple[int, int]) -> None:
    document, _index = opened(Span("a", "org", 3, 6))
    document.apply(tools.nudge_edge(document, TEXT, "a", edge, onward=onward))
    assert (one(document).start, one(document).end) == expected


def test_an_edge_moves_over_a_family_emoji_at_once() -> None:
    text = "甲👨‍👩‍👧乙"
    document, _index = opened(Span("a", "org", 0, 1))
    document.apply(tools.nudge_edge(document, text, "a", "end", onward=True))
    assert one(document).end == 6


def test_an_edge_stops_at_the_other_edge_and_at_the_end_of_the_text() -> None:
    document, _index = opened(Span("a", "org", 3, 4))
    assert tools.nudge_edge(document, TEXT, "a", "end", onward=False).edits == ()
    assert tools.nudge_edge(document, TEXT, "a", "start", onward=True).edits == ()
    document.apply(tools.move_edge(document, TEXT, "a", "end", 10_000))
    document.apply(tools.move_edge(document, TEXT, "a", "start", -5))
    assert (one(document).start, one(document).end) == (0, len(TEXT))
    assert tools.nudge_edge(document, TEXT, "a", "end", onward=True).edits == ()
    assert tools.nudge_edge(document, TEXT, "a", "start", onward=False).edits == ()


@given(text_and_range(), st.integers(-3, 60), st.sampled_from(["start", "end"]))
def test_a_dragged_edge_leaves_a_span_of_whole_characters(
    case: tuple[str, int, int], to: int, edge: tools.Edge
) -> None:
    text, start, end = case
    start, end = snapped(text, start, end)
    assume(start < end)
    document, _index = opened(Span("a", "org", start, end))
    document.apply(tools.move_edge(document, text, "a", edge, to))
    span = one(document)
    assert 0 <= span.start < span.end <= len(text)
    assert is_stop(text, span.start)
    assert is_stop(text, span.end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("，北京。", "北京"),
        (" \t北京\u3000\n", "北京"),
        ("《三体》", "《三体》"),
        ("（北京", "北京"),
        ("北京）", "北京"),
        ("“小米”手环", "“小米”手环"),
        ("”小米手环", "小米手环"),
        ("120%", "120%"),
        ("100%。", "100%"),
        ("￥30.5元，", "￥30.5元"),
        ("#话题#", "#话题#"),
        ("北京……", "北京"),
        ("\ufeff北京", "\ufeff北京"),
        ("，。！", "，。！"),
        ("   ", "   "),
        ("（（北京）", "（（北京）"),
    ],
)
def test_trimming_takes_blanks_and_loose_punctuation(text: str, expected: str) -> None:
    start, end = tools.trimmed(text, 0, len(text))
    assert text[start:end] == expected


@given(text_and_range())
def test_trimming_stays_inside_and_trimming_again_changes_nothing(case: tuple[str, int, int]) -> None:
    text, start, end = case
    start, end = snapped(text, start, end)
    first, last = tools.trimmed(text, start, end)
    assert start <= first <= last <= end
    assert tools.trimmed(text, first, last) == (first, last)


def test_trimming_a_span_is_one_step_or_none() -> None:
    document, _index = opened(Span("a", "org", 7, 14))
    document.apply(tools.trim_span(document, TEXT, "a"))
    assert TEXT[one(document).start : one(document).end] == "晋北市财政局"
    assert tools.trim_span(document, TEXT, "a").edits == ()


def test_an_attribute_is_answered_and_taken_back() -> None:
    document, _index = opened(Span("a", "org", 0, 6))
    document.apply(tools.set_attribute(document, "a", "level", "市"))
    assert one(document).attributes == {"level": "市"}
    document.apply(tools.set_attribute(document, "a", "level", None))
    assert one(document).attributes == {}


def test_a_box_is_no_span() -> None:
    document = Document([Box("b", "car", 0, 0, 1, 1)])
    with pytest.raises(TypeError, match="no span"):
        tools.trim_span(document, TEXT, "b")


def states(text: str, spans: list[Span], model: Span) -> list[tuple[int, str]]:
    return [(hit.start, hit.state) for hit in tools.identical(text, SpanIndex([*spans, model]), model)]


def test_identical_strings_are_found_with_what_speaks_against_them() -> None:
    text = "张三说张三丰和张三、张三都在"
    spans = [Span("b", "per", 3, 6), Span("c", "per", 7, 9)]
    assert states(text, spans, Span("a", "per", 0, 2)) == [(3, "crossed"), (7, "done"), (10, "free")]


def test_a_number_inside_a_longer_number_is_told_apart() -> None:
    text = "12元，2012年，12，ab12，A12-3"
    assert states(text, [], Span("a", "num", 0, 2)) == [
        (6, "inside"),
        (10, "free"),
        (15, "inside"),
        (19, "inside"),
    ]


def test_a_hit_that_would_cut_a_character_in_two_is_none() -> None:
    text = "e和e\u0301和e"
    assert states(text, [], Span("a", "x", 0, 1)) == [(5, "free")]


def test_another_label_on_the_same_words_is_in_the_way() -> None:
    assert states("晋北和晋北", [Span("b", "loc", 3, 5)], Span("a", "org", 0, 2)) == [(3, "crossed")]


@given(texts.filter(lambda text: text.strip()), st.data())
def test_every_hit_holds_the_same_characters_and_none_is_the_model(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    start, end = snapped(text, start, min(len(text), start + 2))
    model = Span("a", "x", start, end)
    hits = tools.identical(text, SpanIndex([model]), model)
    assert all(text[hit.start : hit.end] == text[start:end] for hit in hits)
    assert all(hit.start != start for hit in hits)
    assert [hit.start for hit in hits] == sorted({hit.start for hit in hits})


def test_marking_all_hits_is_one_step_that_one_undo_takes_back() -> None:
    document, _index = opened(Span("a", "per", 0, 2, attributes={"sure": True}))
    history = History(document)
    history.do(tools.mark_hits(document, "per", [(3, 5), (7, 9)], {"sure": True}))
    assert [(span.start, span.label, span.attributes) for span in document.spans()][1:] == [
        (3, "per", {"sure": True}),
        (7, "per", {"sure": True}),
    ]
    history.undo()
    assert len(document) == 1


@pytest.mark.parametrize(
    ("needle", "ignore_case", "expected"),
    [
        ("aa", False, [0, 2]),
        ("A", False, [4]),
        ("a", True, [0, 1, 2, 3, 4]),
        ("", False, []),
        ("中", False, [5]),
        (".", True, []),
    ],
)
def test_searching_counts_hits_that_do_not_overlap(
    needle: str, ignore_case: bool, expected: list[int]
) -> None:
    assert tools.find_all("aaaaA中", needle, ignore_case=ignore_case) == expected


def test_a_search_stops_at_ten_thousand() -> None:
    assert len(tools.find_all("a" * 30_000, "a")) == tools.MAX_HITS
    assert len(tools.find_all("a" * 30_000, "A", ignore_case=True)) == tools.MAX_HITS


Verb = st.sampled_from(["add", "label", "edge", "trim", "delete", "attribute", "undo", "redo"])


@given(
    texts.filter(lambda text: len(text) > 1),
    st.lists(st.tuples(Verb, st.integers(0, 99), st.integers(0, 99))),
)
def test_a_random_walk_undone_to_the_start_is_the_start(text: str, walk: list[tuple[str, int, int]]) -> None:
    document = Document()
    index = SpanIndex()
    history = History(document)

    def follow(step: Step) -> None:
        index.follow(step)

    history.listen(follow)
    for verb, one_number, other in walk:
        step = walked(verb, document, index, text, one_number, other)
        if verb == "undo":
            history.undo()
        elif verb == "redo":
            history.redo()
        elif step is not None:
            history.do(step)
        assert {span.id for span in document.spans()} == {span.id for span in index.within(0, len(text))}
    while history.undo() is not None:
        pass
    assert document.marks() == ()
    assert len(index) == 0


def walked(
    verb: str, document: Document, index: SpanIndex, text: str, one_number: int, other: int
) -> Step | None:
    """Return the step of one verb with two numbers to choose by, or None where it does not apply."""
    spans = document.spans()
    if verb == "add":
        try:
            return tools.add_span(
                document, index, text, "ab"[other % 2], (one_number % len(text), other % (len(text) + 1))
            )[0]
        except ValueError:
            return None
    if not spans:
        return None
    span = spans[one_number % len(spans)]
    table = {
        "label": lambda: tools.relabel(document, span.id, "ab"[other % 2]),
        "edge": lambda: tools.move_edge(document, text, span.id, "start" if other % 2 else "end", other),
        "trim": lambda: tools.trim_span(document, text, span.id),
        "delete": lambda: removing(tools.DELETE, document, span.id),
        "attribute": lambda: tools.set_attribute(document, span.id, "n", float(other)),
    }
    return table[verb]() if verb in table else None


def test_the_pieces_of_hostile_text_hold_what_they_should() -> None:
    assert {"\ufeff", "\r\n", "\u2028", "\x00", "\ud800", "𠮷", "👨‍👩‍👧"} <= set(PIECES)
