"""The spans of one answer are a part of the whole: what is done to either is the same in both, undo included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.document import Document, Step, adding, removing, replacing
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.views.widgets.answers.one_text import OneText, spans_of

TEXTS = ("a1", "a2")
#: Which text, what to do, which of its spans.
MOVES = st.lists(
    st.tuples(
        st.sampled_from(TEXTS),
        st.sampled_from(["add", "remove", "remove two", "change", "undo", "redo"]),
        st.integers(0, 50),
    ),
    max_size=25,
)


def by_id(marks: Iterable[Mark]) -> dict[str, Mark]:
    """Return marks by their ids."""
    return {mark.id: mark for mark in marks}


def step_for(one: OneText, what: str, number: int) -> Step | None:
    """Return a step on one text, or None where there is nothing to do it to."""
    held = one.document.spans()
    if what == "add":
        return adding(
            "标",
            one.document,
            Span(f"n{number}-{one.document.revision}-{id(one)}", "wrong", number, number + 2),
        )
    if not held:
        return None
    span = held[number % len(held)]
    if what == "change":
        return replacing("改", one.document, replace(span, label="doubt", end=span.end + 1))
    return removing("删", one.document, *{span.id, held[0].id} if what == "remove two" else {span.id})


@settings(deadline=None)
@given(MOVES)
def test_each_text_holds_what_the_whole_holds_of_it(moves: list[tuple[str, str, int]]) -> None:
    start = [
        Span("s1", "wrong", 0, 3, text_id="a1"),
        Reply("r1", "rank", about="", value=(("a1",),)),
        Span("s2", "wrong", 1, 4, text_id="a2"),
        Span("s3", "doubt", 5, 6, text_id="a1"),
    ]
    whole = History(Document(start))
    parts = {text: OneText(whole, text) for text in TEXTS}
    for text, what, number in moves:
        one = parts[text]
        if what in {"undo", "redo"}:
            one.undo() if what == "undo" else one.redo()
        elif (step := step_for(one, what, number)) is not None:
            one.do(step)
        for own, part in parts.items():
            assert by_id(part.document.spans()) == by_id(spans_of(whole.document, own))
    while whole.undo() is not None:
        pass
    assert by_id(whole.document) == by_id(start)
    assert by_id(parts["a1"].document.spans()) == by_id(spans_of(start, "a1"))


def test_a_step_is_heard_only_by_the_text_it_is_about() -> None:
    whole = History(Document())
    heard: list[str] = []
    parts = [OneText(whole, text) for text in TEXTS]
    for text, part in zip(TEXTS, parts, strict=True):
        part.listen(lambda _step, text=text: heard.append(text))  # type: ignore[misc]
    parts[1].do(adding("标", parts[1].document, Span("x", "wrong", 0, 1)))
    whole.do(adding("评", whole.document, Reply("r", "useful", about="a1", value=3)))
    assert heard == ["a2"]
    assert whole.document["x"] == Span("x", "wrong", 0, 1, text_id="a2")
    assert parts[1].next_undo == "评"


def test_a_closed_one_neither_hears_nor_changes() -> None:
    whole = History(Document())
    part = OneText(whole, "a1")
    part.close()
    part.do(adding("标", part.document, Span("x", "wrong", 0, 1)))
    whole.do(adding("标", whole.document, Span("y", "wrong", 0, 1, text_id="a1")))
    assert [mark.id for mark in whole.document] == ["y"]
    assert len(part.document) == 0
    assert part.undo() is None
    assert part.redo() is None
