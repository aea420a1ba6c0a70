"""Whatever is pressed in whatever order: what is shown is what is held, and undo leads back to the start."""

from __future__ import annotations

import random

import pytest

from desktop.session.unanswered import unanswered
from tests.gui.ask.conftest import SitDown
from tests.gui.ask.drivers import Key, Person
from tests.gui.ask.material import DIALOGUE, JUDGING, dialogue, judging

KEYS: tuple[Key | str, ...] = (
    *"123457890", *"hjkpqs", Key.Key_Return, Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown,
    Key.Key_Delete, Key.Key_Backspace, Key.Key_Escape, Key.Key_Tab,
)  # fmt: skip


def shown(person: Person) -> dict[tuple[str, str], object]:
    """Return what the cards of this part show as chosen or written."""
    found: dict[tuple[str, str], object] = {}
    for place, card in person.panel.column.cards.items():
        if card.asked.question.kind == "writing":
            text = person.field(place[0]).text()
            value: object = text if text.strip() else None
        else:
            buttons = person._buttons(place[0])
            names = {
                str(getattr(button, "value", "") or button.text()) for button in buttons if button.isChecked()
            }
            value = names or None
        if value is not None:
            found[place] = value
    return found


def expected(person: Person) -> dict[tuple[str, str], object]:
    """Return what the document holds of this part, as the cards would show it."""
    found: dict[tuple[str, str], object] = {}
    for place, card in person.panel.column.cards.items():
        value, question = person.held.get(place), card.asked.question
        if isinstance(value, tuple):
            options = [question.option(str(one)) for one in value]
            found[place] = {option.called for option in options if option is not None}
        elif isinstance(value, int):
            found[place] = {str(value or next(b.text() for b in person._buttons(place[0]) if not b.value))}
        elif value is not None:
            found[place] = value
    return found


def act(person: Person, chance: random.Random) -> None:
    """Do something that a person could do."""
    what = chance.random()
    if what < 0.15:
        person.undo()
    elif what < 0.22:
        person.panel.settle()
        person.history.redo()
    elif what < 0.30:
        fields = [
            place
            for place, card in person.panel.column.cards.items()
            if card.asked.question.kind == "writing"
        ]
        if fields:
            person.commit(chance.choice(["普洱", "😀", "a", "\n"]), into=chance.choice(fields)[0])
    elif what < 0.40 and person.panel.column.cards:
        place = chance.choice(list(person.panel.column.cards))
        person.panel.go_to(place[1], place[0])
    else:
        person.press(chance.choice(KEYS))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("task", ["dialogue", "judging"])
def test_what_is_shown_is_what_is_held_and_undo_leads_to_the_start(
    sit_down: SitDown, task: str, seed: int
) -> None:
    person = sit_down(dialogue(), DIALOGUE) if task == "dialogue" else sit_down(judging(answers=2), JUDGING)
    chance = random.Random(seed)
    for _time in range(120):
        act(person, chance)
        person.panel.settle()
        assert shown(person) == expected(person)
        inquiry = person.panel.inquiry
        assert inquiry.missing() == unanswered(inquiry.exercise, inquiry.schema, inquiry.document)
        assert person.panel.place in person.panel.column.cards
        asked = {one.place for one in inquiry.asked}
        assert set(person.held) <= asked, "nothing is held that is not asked"
    end = person.held
    assert len(person.steps) >= 10, "something was done"
    steps = 0
    while person.history.undo():
        steps += 1
    assert person.held == {}
    assert shown(person) == {}
    for _time in range(steps):
        person.history.redo()
    assert person.held == end
