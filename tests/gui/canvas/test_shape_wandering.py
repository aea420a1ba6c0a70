"""However a person wanders over every tool and key, undone to the start it is the start."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.curriculum.shape_rules import DrawingRules
from desktop.views.widgets.canvas.tally import Tally
from desktop.views.widgets.canvas.verbs import IN_A_STROKE
from tests.gui.canvas.drivers import SIZE, BenchDriver, object_schema

#: What leaves the picture, asks for words or only looks.
_ELSEWHERE = (
    "submit", "help", "rules", "pane", "save", "image.", "jump.", "filter", "context", "navigator", "adjust",
    "layers", "fields", "text.edit", "label.edit", "issue", "attributes.walk", "walk.", "copy.previous", "propagate",
    "tool.pan", "zoom.",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_random_walk_over_every_tool_and_key_can_be_undone(
    sit_down: Callable[..., BenchDriver], seed: int
) -> None:
    chance = random.Random(seed)
    rules = DrawingRules(no_overlap=seed == 1, shared_borders=seed == 1, minimum_px=8.0 * (seed == 2))
    person = sit_down(
        Polygon("a", "plate", (((40, 40), (160, 40), (160, 160), (40, 160)),)),
        RotatedBox("b", "car", 250, 150, 100, 40, 20),
        rules=object_schema(drawing=rules),
    )
    start = person.desk.document.marks()
    actions = [own.action for own in person.bench.keymap.bindings if not own.action.startswith(_ELSEWHERE)]
    for _turn in range(120):
        _do_something(chance, person, actions)
        _in_step(person)
    person.press("Esc", "Esc", "Esc")
    while person.desk.history.undo() is not None:
        pass
    assert person.desk.document.marks() == start
    _in_step(person)


def _do_something(chance: random.Random, person: BenchDriver, actions: list[str]) -> None:
    held = {name: chance.random() < 0.15 for name in ("ctrl", "shift", "alt")}
    turn = chance.random()
    if turn < 0.12:
        person.act(f"tool.{chance.choice(('select', 'select', *person.desk.tools()))}")
    elif turn < 0.18:
        person.press(chance.choice(person.desk.schema.labels).key)
    elif turn < 0.38:
        person.act(chance.choice(actions))
    elif turn < 0.6:
        person.drag(_point(chance), _point(chance), steps=3, **held)
    elif turn < 0.9:
        person.click_through(*(_point(chance) for _click in range(chance.randint(1, 4))), **held)
        if chance.random() < 0.5:
            person.press("Return")
    else:
        inner = [action for action in actions if action.startswith(IN_A_STROKE)]
        person.press_down(*_point(chance))
        person.move(*_point(chance))
        person.act(chance.choice(inner or actions))
        person.let_go(*_point(chance))
    QApplication.processEvents()


def _in_step(person: BenchDriver) -> None:
    """List, table and tally agree with the document, and what is selected is there."""
    ids = [mark.id for mark in person.desk.document]
    assert person.desk.table.ids == ids
    assert set(person.selected) <= set(ids)
    fresh = Tally(person.desk.schema, person.desk.document)
    assert +person.desk.tally.counts == +fresh.counts
    assert person.desk.tally.lacking == fresh.lacking
    for shape in person.shapes:
        if shape.kind not in {"rotated", "ellipse"}:
            x1, y1, x2, y2 = shape.bounds
            assert min(x1, y1) >= -0.01
            assert x2 <= SIZE[0] + 0.01
            assert y2 <= SIZE[1] + 0.01


def _point(chance: random.Random) -> tuple[float, float]:
    return chance.uniform(-30, SIZE[0] + 30), chance.uniform(-20, SIZE[1] + 20)
