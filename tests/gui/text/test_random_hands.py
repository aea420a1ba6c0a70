"""Random texts under random hands: what is highlighted is what is marked, and undo leads to the very start."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desktop.annotation.replies import Reply
from desktop.annotation.text_stops import is_stop
from desktop.curriculum.text_rules import Question, ReplyOption
from desktop.views.widgets.text.utf16 import Utf16Map
from tests.gui.text.drivers import ALT, CONTROL, NO_MODIFIER, SHIFT, TextDriver
from tests.gui.text.linked import LinkDriver, attempt, case, dialogue, schema
from tests.unit.annotation_text.hostile import PIECES

Key = Qt.Key
#: Where writing turns round a highlight has several stretches; joiners and marks lean on what is before them.
ONE_WAY = [piece for piece in PIECES if piece not in {"שלום", "مرحبا", "\u0301", "\u200d"} and piece != "🇨"]
MOVES = [
    (Key.Key_Right, SHIFT), (Key.Key_Left, SHIFT), (Key.Key_Right, CONTROL | SHIFT), (Key.Key_Left, CONTROL | SHIFT),
    (Key.Key_Right, NO_MODIFIER), (Key.Key_Left, NO_MODIFIER), (Key.Key_Down, SHIFT), (Key.Key_End, SHIFT),
    (Key.Key_Home, NO_MODIFIER), (Key.Key_W, NO_MODIFIER),
]  # fmt: skip


def highlighted(person: TextDriver, start: int, end: int) -> tuple[int, int]:
    """Return the offsets under the two ends of what is drawn as selected, asked of the screen."""
    flow = person.view.flow
    first, last = flow.row_of(start), flow.row_of(end, upstream=True)
    left = first.laid.stretches(first.row, start, min(end, first.row.end))[0][0]
    right = last.laid.stretches(last.row, max(start, last.row.start), end)[-1][1]
    return first.laid.offset_at(first.row, left), last.laid.offset_at(last.row, right)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_highlighted_by_keys_is_what_a_label_key_marks(
    sit_down: Callable[..., TextDriver], seed: int
) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices(ONE_WAY, k=60)) + "结尾"
    person = sit_down(text)
    editor = person.bench.editor
    assert editor is not None
    units = Utf16Map(text)
    marked = 0
    for _time in range(40):
        for _move in range(chance.randrange(1, 5)):
            person.press(*chance.choice(MOVES))
        start, end = editor.selection
        assert is_stop(text, start)
        assert is_stop(text, end)
        assert units.to_points(units.to_utf16(start)) == start
        if start == end or not text[start:end].strip():
            continue
        if "\n" not in text[start:end] and not {text[start], text[end - 1]} & set("\r\n\x0b\x85\u2028\u2029"):
            assert highlighted(person, start, end) == (start, end)
        before = {span.id for span in editor.document.spans()}
        person.press(Key.Key_1)
        made = [span for span in editor.document.spans() if span.id not in before]
        assert [(span.start, span.end) for span in made] in ([(start, end)], [])
        assert any((span.start, span.end) == (start, end) for span in editor.document.spans())
        marked += len(made)
        person.press(Key.Key_Escape)
    assert marked > 3
    person.press(Key.Key_Z, CONTROL, times=marked)
    assert person.spans == []


MOOD = Question(
    id="mood", name="情绪", kind="choice", about="turn", speakers=("用户",),
    options=(ReplyOption(id="good", name="好", key="q"), ReplyOption(id="bad", name="坏", key="e")),
)  # fmt: skip
WHY = Question(id="why", name="理由", kind="writing", optional=True)
KEYS: list[tuple[Key, Qt.KeyboardModifier]] = [
    *[(key, NO_MODIFIER) for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_A, Key.Key_S, Key.Key_D, Key.Key_F)],
    *[(key, NO_MODIFIER) for key in (Key.Key_Return, Key.Key_Tab, Key.Key_T, Key.Key_W, Key.Key_Delete, Key.Key_G)],
    *[(key, SHIFT) for key in (Key.Key_Right, Key.Key_Left, Key.Key_Return, Key.Key_Delete, Key.Key_Space, Key.Key_G)],
    *[(key, CONTROL) for key in (Key.Key_Right, Key.Key_J, Key.Key_Z, Key.Key_Y, Key.Key_Down)],
    *[(key, ALT) for key in (Key.Key_Left, Key.Key_Right, Key.Key_Down)],
    (Key.Key_Escape, NO_MODIFIER), (Key.Key_Space, NO_MODIFIER), (Key.Key_BracketLeft, NO_MODIFIER),
]  # fmt: skip


def seen(person: LinkDriver) -> tuple[object, ...]:
    """What the screen holds beside the text: rows of the lists, relations drawn, chains."""
    panel = person.bench.panel
    return (panel.list.model().rowCount(), person.spans, person.related, person.chained)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("what", ["case", "dialogue"])
def test_a_random_day_with_relations_chains_pieces_and_replies_is_undone_to_the_start(
    sit_down: Callable[..., TextDriver], what: str, seed: int
) -> None:
    own = schema().model_copy(update={"questions": (MOOD, WHY) if what == "dialogue" else ()})
    text, turns = dialogue()
    opened = attempt(case()) if what == "case" else attempt(text=text, turns=turns, own_schema=own)
    person = LinkDriver(sit_down(opened).bench)
    editor = person.bench.editor
    assert editor is not None
    start, shown = editor.document.marks(), seen(person)
    chance = random.Random(seed)
    kinds = set()
    for _time in range(160):
        panel = person.bench.questions.panel
        if panel is not None and chance.random() < 0.15:
            panel.press(chance.choice("QE"))
        else:
            person.view.setFocus()
            person.press(*chance.choice(KEYS))
        kinds |= {type(mark).__name__ for mark in editor.document}
        assert all(0 <= span.start < span.end <= len(editor.text) for span in editor.document.spans())
    assert "Span" in kinds
    if what == "dialogue":
        assert "Reply" in kinds
    for _time in range(400):
        person.view.setFocus()
        person.press(Key.Key_Escape)
        person.press(Key.Key_Z, CONTROL)
        if editor.document.marks() == start and not opened.history.next_undo:
            break
    assert editor.document.marks() == start
    assert seen(person) == shown
    assert not any(isinstance(mark, Reply) for mark in editor.document)
