"""The shortcut drill: which key to ask for next, and what came of it. A key that was wrong or slow comes back soon.

No limit of seconds says what is slow: the person's own median in this round does.
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROUND = 20
#: How many others come between a wrong or slow answer and its return, and how often one action is asked at most.
GAP_WRONG, GAP_SLOW, MOST_ASKED = 2, 5, 4
#: An answer is slow when it took so many times the median of the right ones, once there are enough of them.
SLOW, ENOUGH = 1.5, 4
WEAKEST = 5
#: Longer than this nobody was at the keyboard: such an answer counts with this many seconds.
LONGEST = 30.0


@dataclass(frozen=True)
class Pace:
    """How one action went: asked and wrong in times, ``median`` seconds of the right answers (None without any)."""

    asked: int
    wrong: int
    median: float | None

    @property
    def error_rate(self) -> float:
        """The share of wrong answers, 0..1."""
        return self.wrong / self.asked if self.asked else 0.0

    @property
    def weakness(self) -> tuple[float, float]:
        """The higher, the weaker: errors first, then slowness."""
        return self.error_rate, self.median if self.median is not None else math.inf


@dataclass(frozen=True)
class Outcome:
    """A finished round: the actions asked, in the order they were first asked, with how they went."""

    paces: Mapping[str, Pace]
    median: float | None

    @property
    def asked(self) -> int:
        """All answers."""
        return sum(pace.asked for pace in self.paces.values())

    @property
    def wrong(self) -> int:
        """The wrong answers."""
        return sum(pace.wrong for pace in self.paces.values())

    @property
    def error_rate(self) -> float:
        """The share of wrong answers, 0..1."""
        return self.wrong / self.asked if self.asked else 0.0

    def weakest(self, n: int = WEAKEST) -> tuple[str, ...]:
        """Return the ``n`` actions that went worst, the worst first: wrong ones, else those above the median."""
        return tuple(
            action
            for action, pace in sorted(self.paces.items(), key=lambda each: each[1].weakness, reverse=True)
            if pace.wrong
            or (self.median is not None and pace.median is not None and pace.median > self.median)
        )[:n]


class KeyDrill:
    """One round over some actions. The same actions and answers give the same round."""

    def __init__(self, actions: Sequence[str]) -> None:
        self._queue = list(dict.fromkeys(actions))
        self._answers: dict[str, list[tuple[bool, float]]] = {}
        self.total = len(self._queue)

    @property
    def current(self) -> str:
        """The action that is asked for; empty when the round is over."""
        return self._queue[0] if self._queue else ""

    @property
    def done(self) -> int:
        """How many of the actions will not be asked again."""
        return self.total - len(set(self._queue))

    def answer(self, *, right: bool, seconds: float) -> None:
        """Take the first key that was pressed for the current action. Raises IndexError when the round is over."""
        action = self._queue.pop(0)
        seconds = min(max(seconds, 0.0), LONGEST)
        slow = right and self._is_slow(seconds)
        answers = self._answers.setdefault(action, [])
        answers.append((right, seconds))
        if len(answers) >= MOST_ASKED:
            return
        if not right:
            self._queue.insert(GAP_WRONG, action)
        elif slow and not any(own for own, _took in answers[:-1]):
            self._queue.insert(GAP_SLOW, action)

    def outcome(self) -> Outcome:
        """Return how it went so far."""
        paces = {
            action: Pace(len(own), sum(not right for right, _took in own), _median(own))
            for action, own in self._answers.items()
        }
        return Outcome(paces, _median([each for own in self._answers.values() for each in own]))

    def _is_slow(self, seconds: float) -> bool:
        right = [took for own in self._answers.values() for was_right, took in own if was_right]
        return len(right) >= ENOUGH and seconds > SLOW * statistics.median(right)


def choose(
    actions: Sequence[str], earlier: Mapping[str, Pace], *, seed: str, n: int = ROUND
) -> tuple[str, ...]:
    """Return ``n`` actions to drill, in a random order: the weaker half of those met, then new ones in their order."""
    met = sorted(
        (action for action in actions if action in earlier),
        key=lambda action: earlier[action].weakness,
        reverse=True,
    )
    new = [action for action in actions if action not in earlier]
    weak, rest = met[: len(met) // 2], met[len(met) // 2 :]
    chosen = [*weak[: n // 2], *new, *weak[n // 2 :], *rest][:n]
    random.Random(seed).shuffle(chosen)  # noqa: S311  an order on the screen, not a secret
    return tuple(chosen)


def to_json(outcome: Outcome) -> dict[str, Any]:
    """Return what is kept of a round."""
    return {
        "median": outcome.median,
        "actions": {action: [pace.asked, pace.wrong, pace.median] for action, pace in outcome.paces.items()},
    }


def from_json(stored: object) -> Outcome | None:
    """Return a round that was kept; None for what is none. Actions that are none are left out."""
    if not isinstance(stored, dict) or not isinstance(stored.get("actions"), dict):
        return None
    paces = {str(action): pace for action, row in stored["actions"].items() if (pace := _pace(row))}
    return Outcome(paces, _seconds(stored.get("median"))) if paces else None


def merged(outcomes: Iterable[Outcome]) -> dict[str, Pace]:
    """Return the latest pace of every action; ``outcomes`` come oldest first."""
    return {action: pace for outcome in outcomes for action, pace in outcome.paces.items()}


def _pace(row: object) -> Pace | None:
    match row:
        case [int(asked), int(wrong), median] if 0 <= wrong <= asked and asked > 0:
            return Pace(asked, wrong, _seconds(median))
    return None


def _seconds(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LONGEST:
        return float(value)
    return None


def _median(answers: Iterable[tuple[bool, float]]) -> float | None:
    right = [seconds for was_right, seconds in answers if was_right]
    return round(statistics.median(right), 3) if right else None
