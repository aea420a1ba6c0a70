"""Marks keep their shape, steps fit whole or not at all, and the stacks never say what did not happen."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, replace

import pytest

from desktop.annotation.document import (
    Add,
    Document,
    Edit,
    Remove,
    Replace,
    Step,
    adding,
    removing,
    replacing,
)
from desktop.annotation.history import History, Manner
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span

A, B, C = (Box(name, "car", 10 * place, 0, 10 * place + 5, 5) for place, name in enumerate("abc"))
S = Span("s", "PER", 3, 6)
VAN = replace(A, label="van")


class Recorder:
    """Keeps what it is told, until told to fail."""

    def __init__(self) -> None:
        self.kept: list[tuple[Manner, Step]] = []
        self.fault: BaseException | None = None

    def __call__(self, manner: Manner, step: Step) -> None:
        if self.fault is not None:
            raise self.fault
        self.kept.append((manner, step))


def names(document: Document) -> str:
    return "".join(mark.id for mark in document)


def stacks(history: History) -> tuple[str, str]:
    return history.next_undo, history.next_redo


@pytest.mark.parametrize(
    ("corners", "width", "height", "area"),
    [
        ((0, 0, 0, 0), 0, 0, 0),
        ((2, 0, 2, 9), 0, 9, 0),
        ((0, 3, 9, 3), 9, 0, 0),
        ((-4, -3, -2, -1), 2, 2, 4),
        ((-1, -2, 3, 4), 4, 6, 24),
        ((0.25, 0.5, 0.75, 2.5), 0.5, 2.0, 1.0),
    ],
)
def test_a_box_measures_what_its_corners_enclose(
    corners: tuple[float, float, float, float], width: float, height: float, area: float
) -> None:
    box = Box("b", "car", *corners)
    assert (box.width, box.height, box.area) == (width, height, area)


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_box_with_a_corner_nowhere_cannot_be_made(place: int, number: float) -> None:
    x1, y1, x2, y2 = (number if at == place else at + 1.0 for at in range(4))
    with pytest.raises(ValueError, match="box b: coordinates must be finite"):
        Box("b", "car", x1, y1, x2, y2)


@pytest.mark.parametrize(("dx", "dy"), [(0, 0), (3, 0), (0, -7), (-100, 100), (0.5, 0.25)])
def test_moving_keeps_everything_but_the_place_and_moving_back_is_the_start(dx: float, dy: float) -> None:
    box = Box("b", "car", 1, 2, 5, 10, attributes={"kind": "x"}, hidden=True, locked=True)
    moved = box.moved(dx, dy)
    assert moved.corners == (1 + dx, 2 + dy, 5 + dx, 10 + dy)
    assert replace(moved, x1=1, y1=2, x2=5, y2=10) == box
    assert moved.moved(-dx, -dy) == box
    assert box.corners == (1, 2, 5, 10)


@pytest.mark.parametrize(("dx", "dy"), [(math.nan, 0), (0, math.inf), (-math.inf, 0)])
def test_a_box_cannot_be_moved_out_of_the_world(dx: float, dy: float) -> None:
    with pytest.raises(ValueError, match="box a: coordinates must be finite"):
        A.moved(dx, dy)


@pytest.mark.parametrize("pair", [(1, 2, 8, 9), (8, 9, 1, 2), (1, 9, 8, 2), (8, 2, 1, 9)])
def test_two_opposite_corners_make_the_same_box_in_any_order(pair: tuple[float, float, float, float]) -> None:
    box = replace(A, attributes={"kind": "x"}, locked=True)
    assert box.with_corners(*pair) == replace(box, x1=1, y1=2, x2=8, y2=9)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((0, 1), (0, 1), True),
        ((0, 9), (4, 5), True),
        ((0, 5), (4, 9), True),
        ((0, 5), (0, 1), True),
        ((0, 5), (4, 5), True),
        ((0, 4), (4, 9), False),
        ((0, 1), (8, 9), False),
    ],
)
def test_overlapping_is_mutual(one: tuple[int, int], other: tuple[int, int], shared: bool) -> None:
    first, second = Span("1", "PER", *one), Span("2", "LOC", *other)
    assert (first.overlaps(second), second.overlaps(first)) == (shared, shared)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (9, 8), (-1, 0), (-3, -1)])
def test_a_span_without_a_character_cannot_be_made_of_another(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span s: 0 <= start < end must hold"):
        replace(S, start=start, end=end)


@pytest.mark.parametrize("mark", [A, S])
def test_a_mark_never_changes_in_place(mark: Mark) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(mark, "label", "other")  # noqa: B010


MISFITS: list[tuple[Edit, str]] = [
    (Add(VAN, 0), "mark a is here already"),
    (Add(S, -1), "no place -1 among 3 marks"),
    (Add(S, 4), "no place 4 among 3 marks"),
    (Add(S, 10**30), "among 3 marks"),
    (Remove(S, 0), "mark s is not here in the expected state"),
    (Remove(VAN, 0), "mark a is not here in the expected state"),
    (Remove(A, 1), "mark a is not at place 1"),
    (Remove(C, 3), "mark c is not at place 3"),
    (Replace(S, S), "mark s is not here in the expected state"),
    (Replace(VAN, A), "mark a is not here in the expected state"),
    (Replace(A, replace(A, id="z")), "a replacement keeps the id: a became z"),
    (Replace(A, B), "a replacement keeps the id: a became b"),
]


@pytest.mark.parametrize(("edit", "said"), MISFITS)
def test_a_misfit_at_the_start_changes_nothing(edit: Edit, said: str) -> None:
    document = Document([A, B, C])
    with pytest.raises(ValueError, match=said):
        document.apply(Step("n", (edit, Remove(C, 2))))
    assert (document.marks(), document.revision) == ((A, B, C), 0)


@pytest.mark.parametrize(("edit", "said"), MISFITS)
def test_a_misfit_in_the_middle_takes_back_what_came_before_it(edit: Edit, said: str) -> None:
    moved, new = B.moved(1, 1), replace(S, id="t")
    before = (Replace(B, moved), Add(new, 1), Remove(moved, 2), Add(B, 3), Remove(new, 1))
    back = (Remove(B, 2), Add(B, 1), Remove(C, 2), Add(C, 2))
    document = Document([A, B, C])
    with pytest.raises(ValueError, match=said):
        document.apply(Step("n", (*before, *back, edit, Remove(A, 0))))
    assert (document.marks(), document.revision) == ((A, B, C), 0)
    assert [document.index(mark_id) for mark_id in "abc"] == [0, 1, 2]


@pytest.mark.parametrize(
    ("index", "order"),
    [
        (0, "sabc"),
        (1, "asbc"),
        (2, "absc"),
        (3, "abcs"),
    ],
)
def test_a_mark_goes_where_it_is_put_and_undone_is_gone(index: int, order: str) -> None:
    document = Document([A, B, C])
    step = Step("put", (Add(S, index),))
    document.apply(step)
    assert (names(document), document.index("s")) == (order, index)
    document.apply(step.inverse())
    assert (names(document), "s" in document, document.revision) == ("abc", False, 2)


def test_adding_nothing_and_removing_nothing_are_steps_without_edits() -> None:
    document = Document([A])
    for step in (adding("n", document), removing("n", document), replacing("n", document)):
        assert step == Step("n", ())


def test_adding_the_same_mark_twice_is_refused_whole() -> None:
    document = Document([A])
    with pytest.raises(ValueError, match="mark b is here already"):
        document.apply(adding("n", document, B, B))
    assert document.marks() == (A,)


@pytest.mark.parametrize("gone", ["a", "c", "ab", "ba", "ac", "ca", "cab", "aab"])
def test_removed_marks_come_back_to_their_places(gone: str) -> None:
    document = Document([A, B, C])
    step = removing("n", document, *gone)
    document.apply(step)
    assert names(document) == "".join(name for name in "abc" if name not in gone)
    document.apply(step.inverse())
    assert document.marks() == (A, B, C)


def test_replacing_keeps_the_drawing_order() -> None:
    document = Document([A, S, B])
    document.apply(replacing("n", document, B.moved(1, 1), replace(S, label="LOC"), A))
    assert document.marks() == (A, replace(S, label="LOC"), B.moved(1, 1))


def test_a_step_made_for_an_older_state_no_longer_fits() -> None:
    document = Document([A, B])
    stale = removing("old", document, "b")
    document.apply(removing("n", document, "a"))
    with pytest.raises(ValueError, match="mark b is not at place 1"):
        document.apply(stale)
    assert (document.marks(), document.revision) == ((B,), 1)


def test_listeners_hear_in_the_order_they_came_and_see_the_step_done() -> None:
    history, heard = History(Document()), list[tuple[str, str]]()
    history.listen(lambda _: heard.append(("first", names(history.document))))
    history.listen(lambda _: heard.append(("second", names(history.document))))
    history.do(adding("n", history.document, A))
    history.undo()
    assert heard == [("first", "a"), ("second", "a"), ("first", ""), ("second", "")]


def a_history() -> tuple[History, Recorder, list[Step]]:
    """A document with a and b, one step to undo and one to redo."""
    recorder, heard = Recorder(), list[Step]()
    history = History(Document([A]), recorder)
    history.do(adding("add b", history.document, B))
    history.do(replacing("rename", history.document, VAN))
    history.undo()
    history.listen(heard.append)
    return history, recorder, heard


@pytest.mark.parametrize("fault", [OSError("full"), ValueError("no"), KeyboardInterrupt()])
@pytest.mark.parametrize("manner", ["do", "undo", "redo"])
def test_what_cannot_be_recorded_leaves_document_and_stacks(manner: Manner, fault: BaseException) -> None:
    history, recorder, heard = a_history()
    recorder.fault = fault
    step = removing("delete", history.document, "a", "b")
    move = {"do": lambda: history.do(step), "undo": history.undo, "redo": history.redo}[manner]
    with pytest.raises(type(fault)):
        move()
    assert (history.document.marks(), stacks(history), heard) == ((A, B), ("add b", "rename"), [])
    recorder.fault = None
    move()
    assert recorder.kept[-1][0] == manner
    assert len(heard) == 1


@pytest.mark.parametrize(("edit", "said"), [(Remove(VAN, 0), "expected state"), (Add(B, 0), "already")])
def test_a_step_that_does_not_fit_is_neither_recorded_nor_heard(edit: Edit, said: str) -> None:
    history, recorder, heard = a_history()
    kept = list(recorder.kept)
    with pytest.raises(ValueError, match=said):
        history.do(Step("bad", (Add(S, 0), edit)))
    assert (history.document.marks(), stacks(history)) == ((A, B), ("add b", "rename"))
    assert (recorder.kept, heard) == (kept, [])


def test_an_empty_step_is_not_recorded_and_keeps_what_can_be_redone() -> None:
    history, recorder, heard = a_history()
    kept, revision = list(recorder.kept), history.document.revision
    history.do(Step("nothing", ()))
    assert (recorder.kept, heard, history.document.revision) == (kept, [], revision)
    assert stacks(history) == ("add b", "rename")


def test_a_new_step_clears_everything_that_could_be_redone() -> None:
    history, recorder, _ = a_history()
    history.undo()
    history.do(adding("add s", history.document, S))
    kept = list(recorder.kept)
    assert (history.redo(), stacks(history), recorder.kept) == (None, ("add s", ""), kept)


def test_an_undo_is_recorded_as_the_inverse_and_a_redo_as_the_step() -> None:
    recorder = Recorder()
    history = History(Document(), recorder)
    step = adding("n", history.document, A, B)
    history.do(step)
    assert (history.undo(), history.redo()) == (step, step)
    assert recorder.kept == [("do", step), ("undo", step.inverse()), ("redo", step)]


FIRST, SECOND, OTHER = (Step(f"add {mark.id}", (Add(mark, 0),)) for mark in (A, B, C))


@pytest.mark.parametrize(
    ("entries", "order", "menus"),
    [
        ([], "", ("", "")),
        ([("do", FIRST), ("do", SECOND)], "ba", ("add b", "")),
        ([("do", FIRST), ("undo", FIRST.inverse())], "", ("", "add a")),
        ([("do", FIRST), ("do", SECOND), ("undo", SECOND.inverse())], "a", ("add a", "add b")),
        ([("do", FIRST), ("undo", FIRST.inverse()), ("redo", FIRST)], "a", ("add a", "")),
        ([("do", FIRST), ("undo", FIRST.inverse()), ("do", OTHER)], "c", ("add c", "")),
    ],
)
def test_a_replay_brings_back_marks_and_menus_and_records_nothing(
    entries: list[tuple[Manner, Step]], order: str, menus: tuple[str, str]
) -> None:
    recorder, heard = Recorder(), list[Step]()
    history = History(Document(), recorder)
    history.listen(heard.append)
    history.replay(entries)
    assert (names(history.document), stacks(history)) == (order, menus)
    assert (recorder.kept, heard, history.document.revision) == ([], [], len(entries))


def test_a_replay_stops_at_the_entry_that_does_not_fit_and_keeps_the_ones_before() -> None:
    history = History(Document())
    with pytest.raises(ValueError, match="mark a is here already"):
        history.replay([("do", FIRST), ("do", Step("twice", (Add(B, 0), Add(A, 0)))), ("do", OTHER)])
    assert (names(history.document), stacks(history)) == ("a", ("add a", ""))


def test_a_place_before_the_first_is_no_place_and_leaves_everything() -> None:
    first, second = Box("a", "car", 0, 0, 1, 1), Box("b", "car", 0, 0, 2, 2)
    document = Document([first, second])
    with pytest.raises(ValueError, match="not at place"):
        document.apply(Step("x", (Remove(first, -2), Remove(first, 0))))
    assert document.marks() == (first, second)
