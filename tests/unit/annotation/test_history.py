"""Undo to the start is the start, redo to the end is the end, and what a draft kept brings both back."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings

from desktop.annotation.codec import decode_step, encode_step
from desktop.annotation.document import Document, Step, adding, removing, replacing
from desktop.annotation.history import History, Manner
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from tests.unit.annotation.marks import documents, seeds, walk

QUICK = settings(max_examples=60, deadline=None)


def a_box(mark_id: str, x: float = 0) -> Box:
    return Box(mark_id, "car", x, 0, x + 10, 10)


@QUICK
@given(documents, seeds)
def test_undo_to_the_start_is_the_start_and_redo_to_the_end_is_the_end(start: list[Mark], seed: int) -> None:
    history = History(Document(start))
    walk(history, random.Random(seed), 25)
    end = history.document.marks()
    while history.redo():
        pass
    furthest = history.document.marks()
    while history.undo():
        pass
    assert history.document.marks() == tuple(start)
    while history.redo():
        pass
    assert history.document.marks() == furthest
    assert end is not None


@QUICK
@given(documents, seeds)
def test_a_draft_replayed_gives_the_same_document_undo_and_redo(start: list[Mark], seed: int) -> None:
    kept: list[tuple[Manner, dict]] = []
    history = History(Document(start), lambda manner, step: kept.append((manner, encode_step(step))))
    walk(history, random.Random(seed), 25)
    again = History(Document(start))
    again.replay((manner, decode_step(step)) for manner, step in kept)
    assert again.document.marks() == history.document.marks()
    assert (again.next_undo, again.next_redo) == (history.next_undo, history.next_redo)
    while history.undo():
        assert again.undo() is not None
        assert again.document.marks() == history.document.marks()
    assert again.undo() is None
    assert again.document.marks() == tuple(start)


@QUICK
@given(documents, seeds)
def test_a_draft_cut_off_anywhere_is_a_state_that_was_there(start: list[Mark], seed: int) -> None:
    """Killing the program loses at most the stroke in hand."""
    kept: list[tuple[Manner, Step]] = []
    states = [tuple(start)]
    history = History(Document(start), lambda manner, step: kept.append((manner, step)))
    history.listen(lambda _: states.append(history.document.marks()))
    walk(history, random.Random(seed), 12)
    for length in range(len(kept) + 1):
        again = History(Document(start))
        again.replay(kept[:length])
        assert again.document.marks() == states[length]


def test_a_step_without_edits_is_nothing() -> None:
    heard: list[Step] = []
    history = History(Document())
    history.listen(heard.append)
    history.do(Step("nothing", ()))
    assert history.undo() is None
    assert heard == []
    assert history.document.revision == 0


def test_a_new_step_forgets_what_was_undone() -> None:
    history = History(Document())
    history.do(adding("first", history.document, a_box("a")))
    history.undo()
    history.do(adding("second", history.document, a_box("b")))
    assert history.redo() is None
    assert [mark.id for mark in history.document] == ["b"]


def test_the_menus_name_what_they_would_do() -> None:
    history = History(Document())
    assert (history.next_undo, history.next_redo) == ("", "")
    history.do(adding("画框", history.document, a_box("a")))
    assert (history.next_undo, history.next_redo) == ("画框", "")
    step = history.undo()
    assert step is not None
    assert step.name == "画框"
    assert (history.next_undo, history.next_redo) == ("", "画框")


def test_a_step_that_cannot_be_written_down_did_not_happen() -> None:
    def full_disk(_: Manner, __: Step) -> None:
        raise OSError("no space left")

    heard: list[Step] = []
    history = History(Document([a_box("a")]), full_disk)
    history.listen(heard.append)
    with pytest.raises(OSError, match="no space"):
        history.do(removing("delete", history.document, "a"))
    assert [mark.id for mark in history.document] == ["a"]
    assert (history.next_undo, heard) == ("", [])


def test_an_undo_that_cannot_be_written_down_did_not_happen() -> None:
    broken = False

    def sometimes(_: Manner, __: Step) -> None:
        if broken:
            raise OSError

    history = History(Document(), sometimes)
    history.do(adding("add", history.document, a_box("a")))
    broken = True
    with pytest.raises(OSError):
        history.undo()
    assert (len(history.document), history.next_undo, history.next_redo) == (1, "add", "")


def test_it_is_written_down_before_anybody_hears_of_it() -> None:
    order: list[str] = []
    history = History(Document(), lambda manner, _: order.append(manner))
    history.listen(lambda _: order.append("heard"))
    history.do(adding("add", history.document, a_box("a")))
    history.undo()
    history.redo()
    assert order == ["do", "heard", "undo", "heard", "redo", "heard"]


def test_a_listener_hears_the_step_that_was_carried_out() -> None:
    heard: list[Step] = []
    history = History(Document())
    history.listen(heard.append)
    step = adding("add", history.document, a_box("a"))
    history.do(step)
    history.undo()
    assert heard == [step, step.inverse()]


def test_changing_nothing_is_no_step() -> None:
    document = Document([a_box("a")])
    assert replacing("move", document, a_box("a")).edits == ()
