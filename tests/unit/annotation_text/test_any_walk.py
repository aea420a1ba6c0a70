"""Whatever is done to a text in whatever order: undo leads to the start, the draft leads to the same end."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.codec import decode_marks, decode_step, encode_marks, encode_step
from desktop.annotation.document import Document, Step
from desktop.annotation.history import History, Manner
from desktop.annotation.marks import Mark
from desktop.annotation.ranking import Tiers, inserted, joined, lowered, raised
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.replying import replies, replying, toggled, written
from desktop.annotation.spans import Span
from desktop.annotation.text_chains import join, leave
from desktop.annotation.text_lanes import SpanIndex
from desktop.annotation.text_pieces import add_piece, cut_piece
from desktop.annotation.text_relations import (
    RelationIndex,
    relate,
    relations_of,
    remove_relation,
    remove_spans,
    retype,
    reverse,
)
from desktop.annotation.text_stops import snapped
from desktop.annotation.text_tools import add_span, mark_hits, nudge_edge, relabel, set_attribute, trim_span
from tests.unit.annotation_text.hostile import text_and_range, texts

ANSWERS = ("a1", "a2", "a3")
RANK = ("rank", "")


class Hand:
    """Somebody who does anything at all with a text: every verb takes its choices from hypothesis."""

    def __init__(self, text: str, data: st.DataObject) -> None:
        self.text, self.data = text, data
        self.kept: list[tuple[Manner, str]] = []
        self.history = History(Document(), self._keep)

    def _keep(self, manner: Manner, step: Step) -> None:
        self.kept.append((manner, json.dumps(encode_step(step))))

    @property
    def document(self) -> Document:
        return self.history.document

    def pick(self, *choices: str) -> str:
        return self.data.draw(st.sampled_from(choices))

    def offset(self) -> int:
        return self.data.draw(st.integers(0, len(self.text)))

    def range(self) -> tuple[int, int]:
        start, end = sorted((self.offset(), self.offset()))
        return start, end

    def span(self) -> str:
        spans = self.document.spans()
        if not spans:
            raise ValueError("no span yet")
        return self.data.draw(st.sampled_from(spans)).id

    def relation(self) -> str:
        found = relations_of(self.document)
        if not found:
            raise ValueError("no relation yet")
        return self.data.draw(st.sampled_from(found)).id

    def tiers(self) -> Tiers:
        held = replies(self.document).get(RANK)
        value = held.value if held is not None else ()
        return value if isinstance(value, tuple) else ()  # type: ignore[return-value]


def mark(hand: Hand) -> Step:
    index = SpanIndex(hand.document.spans())
    return add_span(hand.document, index, hand.text, hand.pick("x", "y"), hand.range())[0]


def mark_several(hand: Hand) -> Step:
    found = [snapped(hand.text, *hand.range()) for _time in range(2)]
    return mark_hits(hand.document, "x", [(start, end) for start, end in found if start < end])


def nudge(hand: Hand) -> Step:
    edge = hand.pick("start", "end")
    return nudge_edge(hand.document, hand.text, hand.span(), edge, onward=hand.data.draw(st.booleans()))  # type: ignore[arg-type]


def connect(hand: Hand) -> Step:
    head, tail = hand.span(), hand.span()
    return relate(hand.document, RelationIndex(relations_of(hand.document)), hand.pick("r", "s"), head, tail)[
        0
    ]


def delete(hand: Hand) -> Step:
    return remove_spans("删除", hand.document, RelationIndex(relations_of(hand.document)), hand.span())


def choose(hand: Hand) -> Step:
    held = replies(hand.document).get(("mood", "t1"))
    chosen = held.value if held is not None else ()
    return replying("回答", hand.document, ("mood", "t1"), toggled(chosen, hand.pick("a", "b", "c"), most=2))  # type: ignore[arg-type]


def rank(hand: Hand) -> Step:
    tiers, thing, move = hand.tiers(), hand.pick(*ANSWERS), hand.pick("up", "down", "at", "with")
    if move == "up":
        after = raised(tiers, thing, ties=True)
    elif move == "down":
        after = lowered(tiers, thing, ties=True)
    elif move == "at" or not tiers:
        after = inserted(tiers, thing, hand.data.draw(st.integers(0, 3)))
    else:
        after = joined(tiers, thing, hand.data.draw(st.integers(0, len(tiers) - 1)))
    return replying("排序", hand.document, RANK, after or None)


def write(hand: Hand) -> Step:
    said = written(hand.data.draw(texts), 20)
    return replying("撰写", hand.document, ("why", ""), said or None)


VERBS: dict[str, Callable[[Hand], Step]] = {
    "mark": mark,
    "mark several": mark_several,
    "relabel": lambda hand: relabel(hand.document, hand.span(), hand.pick("x", "y")),
    "nudge": nudge,
    "trim": lambda hand: trim_span(hand.document, hand.text, hand.span()),
    "attribute": lambda hand: set_attribute(hand.document, hand.span(), "norm", hand.pick("一", "二")),
    "add a piece": lambda hand: add_piece(hand.document, hand.text, hand.span(), hand.range()),
    "cut a piece": lambda hand: cut_piece(hand.document, hand.text, hand.span(), hand.range()),
    "relate": connect,
    "retype": lambda hand: retype(hand.document, hand.relation(), hand.pick("r", "s")),
    "reverse": lambda hand: reverse(hand.document, hand.relation()),
    "unrelate": lambda hand: remove_relation(hand.document, hand.relation()),
    "chain": lambda hand: join(hand.document, hand.span(), hand.span()),
    "unchain": lambda hand: leave(hand.document, hand.span()),
    "delete": delete,
    "choose": choose,
    "rank": rank,
    "write": write,
}


def walk(hand: Hand, steps: int) -> list[tuple[Mark, ...]]:
    """Do things, undo and redo some; return how the document stood after each step that stands."""
    stood: list[tuple[Mark, ...]] = [hand.document.marks()]
    place = 0
    for _time in range(steps):
        verb = hand.data.draw(st.sampled_from([*VERBS, *VERBS, "undo", "redo"]))
        if verb == "undo":
            place -= hand.history.undo() is not None
        elif verb == "redo":
            place += hand.history.redo() is not None
        else:
            try:
                step = VERBS[verb](hand)
            except ValueError:
                continue  # refused: nothing but blanks, related already, nothing there yet
            if step.edits:
                hand.history.do(step)
                place += 1
                stood[place:] = [hand.document.marks()]
        assert hand.document.marks() == stood[place]
        assert hand.document.replies() == tuple(own for own in stood[place] if isinstance(own, Reply))
    return stood[: place + 1]


@settings(max_examples=60, deadline=None)
@given(texts, st.data())
def test_undo_leads_back_through_every_state_to_the_start(text: str, data: st.DataObject) -> None:
    hand = Hand(text, data)
    stood = walk(hand, 25)
    for before in reversed(stood[:-1]):
        assert hand.history.undo() is not None
        assert hand.document.marks() == before
    assert hand.history.undo() is None
    assert len(hand.document) == 0
    for after in stood[1:]:
        hand.history.redo()
        assert hand.document.marks() == after


@settings(max_examples=40, deadline=None)
@given(texts, st.data())
def test_what_the_draft_kept_leads_to_the_same_document_with_its_undo(text: str, data: st.DataObject) -> None:
    hand = Hand(text, data)
    stood = walk(hand, 20)
    resumed = History(Document())
    resumed.replay((manner, decode_step(json.loads(kept))) for manner, kept in hand.kept)
    assert resumed.document.marks() == hand.document.marks()
    assert decode_marks(json.loads(json.dumps(encode_marks(resumed.document.marks())))) == stood[-1]
    while resumed.undo() is not None:
        pass
    assert len(resumed.document) == 0


@settings(max_examples=60, deadline=None)
@given(texts, st.data())
def test_marks_stay_whole_and_relations_never_hang_in_the_air(text: str, data: st.DataObject) -> None:
    hand = Hand(text, data)
    walk(hand, 25)
    ids = {span.id for span in hand.document.spans()}
    groups = [span.group for span in hand.document.spans() if span.group]
    for own in hand.document:
        if isinstance(own, Span):
            assert 0 <= own.start < own.end <= len(text)
            assert all(snapped(text, *piece) == piece for piece in own.pieces)
        elif isinstance(own, Relation):
            assert set(own.ends) <= ids
        elif isinstance(own, Reply):
            assert len(set(own.named)) == len(own.named)
    assert all(groups.count(group) > 1 for group in groups)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_can_be_reached(verb: str) -> None:
    """A walk that is always refused would show nothing."""
    done: list[str] = []

    @settings(max_examples=15, deadline=None, database=None, derandomize=True)
    @given(st.data())
    def tries(data: st.DataObject) -> None:
        hand = Hand("甲乙丙，丁戊己。", data)
        for first in ("mark", "mark several", "relate", "chain"):
            try:
                hand.history.do(VERBS[first](hand))
            except ValueError:
                continue
        try:
            step = VERBS[verb](hand)
        except ValueError:
            return
        if step.edits:
            done.append(step.name)

    tries()
    assert done


# ------------------------------------------------------------------ one offset in every form


@settings(max_examples=200, deadline=None)
@given(text_and_range(), st.sampled_from(["", "a1"]))
def test_a_span_comes_back_from_json_and_from_the_draft_over_the_same_characters(
    drawn: tuple[str, int, int], text_id: str
) -> None:
    text, start, end = drawn
    start, end = snapped(text, start, end)
    if start == end:
        return
    own = Span("s", "x", start, end, text_id=text_id)
    (back,) = decode_marks(json.loads(json.dumps(encode_marks([own]), ensure_ascii=False)))
    assert back == own
    assert isinstance(back, Span)
    assert text[back.start : back.end] == text[start:end]
