"""Intent and slots together: a turn of a dialogue is right when its intents and all its slots are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Turn
from desktop.scoring.sheet import Sheet


def joint_counts(sheet: Sheet[Any], turns: Sequence[Turn], schema: LabelSchema) -> dict[str, float]:
    """Return how many turns hold something by the gold (``joint.n``) and how many of them are right in all of it.

    Intents are choices asked of turns; slots are spans, each in the turn where it starts. Joint accuracy as for ATIS and
    SNIPS (Goo et al. 2018), turns with nothing left out. Turns in which only the answer holds something are counted
    apart (``joint.extra``) and lower the accuracy, right / (n + extra). Nothing where no intents are asked.
    """
    intents = {
        own.id for own in schema.questions if own.about == "turn" and own.kind == "choice" and own.judged
    }
    if not intents or not turns:
        return {}
    whole: dict[str, bool] = {}
    for mark, right in _units(sheet):
        turn = _turn_of(mark, turns, intents)
        if turn is not None:
            whole[turn] = whole.get(turn, True) and right
    found = {_turn_of(mark, turns, intents) for mark in sheet.extras} - {None}
    right_turns = [turn for turn, own in whole.items() if own and turn not in found]
    extra = len(found - whole.keys())
    counts = {"n": len(whole), "right": len(right_turns), "extra": extra, "all": len(whole) + extra}
    return {f"joint.{name}": float(number) for name, number in counts.items()}


def _units(sheet: Sheet[Any]) -> list[tuple[Any, bool]]:
    """Return what the gold asks for, and whether it is right."""
    matched = [(match.truth.mark, qualified) for match, qualified in sheet.matches]
    return [*matched, *((truth.mark, False) for truth in sheet.missed)]


def _turn_of(mark: Any, turns: Sequence[Turn], intents: set[str]) -> str | None:
    if isinstance(mark, Reply):
        return mark.about if mark.label in intents else None
    if isinstance(mark, Span) and not mark.text_id:
        return next((turn.id for turn in turns if turn.start <= mark.start < turn.end), None)
    return None
