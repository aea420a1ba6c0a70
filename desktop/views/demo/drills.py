"""The scripted trainee at the warm-up drills: discs, boxes and small signs, the colour plates, the keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from desktop.base.wording import _
from desktop.views.demo.actor import LEFT, NONE, Actor, LostError
from desktop.views.demo.clock import HastenedClock
from desktop.views.widgets.canvas.key_table import keys_of
from desktop.views.widgets.canvas.keys import parse
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.drill_fields import BoxField, ClickField, DrillField, ZoomField
from desktop.views.widgets.key_drill import KeyDrillView
from desktop.views.widgets.plate import PlateView

SECONDS_A_ROUND = 6.0
#: More rounds than any drill has.
MOST_ROUNDS = 60


def do_drill(actor: Actor, clock: HastenedClock) -> None:
    """Do the drill on the screen to its end. Raises LostError."""
    for _round in range(MOST_ROUNDS):
        if actor.sees(_("再来一次")):
            return
        clock.skip(SECONDS_A_ROUND)
        plate, keys = actor.sight(PlateView), actor.sight(KeyDrillView)
        if keys is not None:
            _press_key(actor, keys)
        elif plate is not None:
            _read(actor, plate)
        else:
            _hit(actor, actor.find(DrillField))
    raise LostError("the drill does not come to its end")


def _read(actor: Actor, view: PlateView) -> None:
    digit = view.plate.digit if view.plate is not None else ""
    actor.key(Qt.Key(Qt.Key.Key_0 + int(digit or "0")))
    actor.rest()


def _press_key(actor: Actor, view: KeyDrillView) -> None:
    key, modifiers = parse(keys_of(keys_in_use().choice)[view.drill.current][0])
    actor.key(Qt.Key(key), modifiers)
    actor.rest()


def _hit(actor: Actor, field: DrillField) -> None:
    number = field.round
    if isinstance(field, BoxField):
        thing = field.thing()
        actor.drag(field, thing.topLeft(), thing.bottomRight())
        # The errors stay on the screen for a moment before the next box comes.
        actor.wait(lambda: field.round != number or not field.isVisible(), "the next box")
    elif isinstance(field, ClickField | ZoomField):
        _press(field, field.target().center())
        actor.rest()


def _press(field: DrillField, at: QPointF) -> None:
    QTest.mouseClick(field, LEFT, NONE, at.toPoint())
