"""After a step only what changed is painted and what lies below is moved: the screen shows what painting all would."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.annotation.spans import Span
from desktop.curriculum.text_rules import Turn
from desktop.session.shown import OpenAttempt
from desktop.views.widgets.text.editor import TextEditor
from tests.gui.text.drivers import CONTROL, NO_MODIFIER, SHIFT, TextDriver
from tests.gui.text.linked import TEXT, LinkDriver, attempt
from tests.gui.text.test_painting import anew, on_screen

Key = Qt.Key
KINDS = ("person", "drug", "disease")
PLACES = 40
#: What is drawn at 112.6 and moved by 20 may differ so much at soft edges from what is drawn at 132.6, of 255.
ROUNDING = 1
KEYS = (
    (Key.Key_Z, CONTROL), (Key.Key_Z, CONTROL), (Key.Key_Y, CONTROL), (Key.Key_Tab, NO_MODIFIER),
    (Key.Key_Delete, NO_MODIFIER), (Key.Key_BracketRight, NO_MODIFIER), (Key.Key_Space, SHIFT),
    (Key.Key_Down, SHIFT), (Key.Key_Escape, NO_MODIFIER),
)  # fmt: skip
TEXTS = {
    "one line": TEXT.replace("\n", "") * 12,
    "turns": (TEXT + "\n") * 5,
    "marks upon marks": "患者Z̴̢͓̐à̷̬l̵̫̈́g̶̹͝o张建国སྐྱབས་གྲོགས👨‍👩‍👧 العربية 喝ำ้ạ̈̂\n一行\nक्षि高血压。\n" * 8,
}


def apart(one: QImage, other: QImage) -> int:
    """Return by how much two pictures of one size differ where they differ most, of 255."""
    values = [np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (one, other)]
    return int(np.abs(values[0] - values[1]).max())


def sat_at(kind: str) -> OpenAttempt:
    """Return an attempt at a text of a kind with some spans, some of them one in another."""
    text, chance = TEXTS[kind], random.Random(3)
    spans = []
    for number in range(PLACES):
        start = chance.randrange(len(text) - 12)
        spans.append(Span(f"s{number}", KINDS[number % 3], start, start + chance.randrange(1, 12)))
    ends = [place for place, sign in enumerate(text) if sign == "\n"]
    turns = [
        Turn(id=f"t{n}", speaker=("用户", "客服")[n % 2], start=start, end=end)
        for n, (start, end) in enumerate(zip([0, *(end + 1 for end in ends)], ends, strict=False))
    ]
    return attempt(spans, text=text, turns=turns if kind == "turns" else ())


def walk(person: LinkDriver, editor: TextEditor, chance: random.Random) -> None:
    """Do something by chance: relate, mark, pick, scroll, or press a key."""
    spans = [span for span in editor.document.spans() if not span.hidden]
    act = chance.randrange(7)
    if act == 0 and spans:
        editor.links.make("with", chance.choice(spans), chance.choice(spans))
        editor.links.make("has", chance.choice(spans), chance.choice(spans[:4]))
    elif act == 1:
        start = chance.randrange(len(editor.text) - 40)
        editor.select(start, start + chance.choice((1, 3, 9, 40)))
        editor.apply_label(chance.choice(KINDS))
    elif act == 2 and spans:
        editor.pick(chance.choice(spans).id)
    elif act == 3 and len(editor.links.index):
        editor.links.pick(chance.choice([relation.id for relation in editor.links.index]))
    elif act == 4:
        bar = person.view.verticalScrollBar()
        bar.setValue(bar.value() + chance.choice((-160, -30, 70, 300)))
    else:
        person.press(*chance.choice(KEYS))


@pytest.mark.parametrize("kind", list(TEXTS))
def test_steps_of_every_sort_leave_no_trace(sit_down: Callable[..., TextDriver], kind: str) -> None:
    chance = random.Random(5)
    person = LinkDriver(sit_down(sat_at(kind)).bench)
    editor = person.bench.editor
    assert editor is not None
    for number in range(48):
        walk(person, editor, chance)
        QApplication.processEvents()
        if number % 4 == 3:
            assert apart(on_screen(person), anew(person)) <= ROUNDING, number
