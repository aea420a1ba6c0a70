"""Gates: what must be shown on first tries before the path goes on, and what is still missing, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.curriculum.course import GateActivity, GateRule
from desktop.training.evidence import Evidence, TheoryRow, TryRow


@dataclass(frozen=True)
class Shown:
    """One condition of a gate: ``k`` right of ``n`` seen, a share that is asked for, and the least ``n``."""

    k: int
    n: int
    share_needed: float
    n_needed: int

    @property
    def share(self) -> float | None:
        """k / n, or None while nothing was seen."""
        return self.k / self.n if self.n else None

    @property
    def met(self) -> bool:
        """Whether enough was seen and enough of it was right."""
        return self.n >= self.n_needed and (self.n == 0 or self.k >= self.share_needed * self.n - 1e-9)


@dataclass(frozen=True)
class GateResult:
    """What a gate sees now. ``exercises`` of ``exercises_needed`` were handed in; a part not asked for is None.

    ``passed_before``: every condition held at some time, so the gate stays open whatever came after.
    """

    labelling: Shown | None
    theory: Shown | None
    exercises: int = 0
    exercises_needed: int = 0
    passed_before: bool = False

    @property
    def passed(self) -> bool:
        """Whether the path goes on."""
        parts = [part for part in (self.labelling, self.theory) if part is not None]
        holds = self.exercises >= self.exercises_needed and all(part.met for part in parts)
        return holds or self.passed_before


def check_gate(gate: GateActivity, evidence: Evidence) -> GateResult:
    """Return what a gate sees in the evidence: first tries and first answers of the activities it stands over."""
    rule, over = gate.rule, set(gate.over)
    labelling = theory = None
    tries: Sequence[TryRow] = ()
    shown_before = True
    asks_labelling = rule.units > 0 or rule.accuracy > 0
    if asks_labelling:
        known = [each for each in evidence.tries if each.activity_id in over]
        tries = _window(known, rule)
        labelling = _labelling(tries, rule)
        shown_before = any(_opens(_window(known[later:], rule), rule) for later in range(len(known)))
    if rule.theory_items:
        answers = [each for each in evidence.answers if each.activity_id in over]
        theory = _theory(answers, rule)
        history = [each for each in evidence.history or evidence.answers if each.activity_id in over]
        shown_before &= any(_theory(_latest(history, later, rule), rule).met for later in range(len(history)))
    needed = rule.window if asks_labelling else 0
    asked = labelling is not None or theory is not None
    return GateResult(labelling, theory, len(tries), needed, passed_before=asked and shown_before)


def _window(tries: Sequence[TryRow], rule: GateRule) -> Sequence[TryRow]:
    """Return the last ``window`` tries and, where these are short, earlier ones until they hold ``units`` units.

    Short exercises must not make a gate impossible.
    """
    size, units = 0, 0
    for each in tries:
        if size >= rule.window and units >= rule.units:
            break
        size += 1
        units += each.judged
    return tries[:size]


def _opens(window: Sequence[TryRow], rule: GateRule) -> bool:
    return len(window) >= rule.window and _labelling(window, rule).met


def _labelling(window: Sequence[TryRow], rule: GateRule) -> Shown:
    qualified = sum(each.qualified for each in window)
    return Shown(qualified, sum(each.judged for each in window), rule.accuracy, rule.units)


def _latest(history: Sequence[TheoryRow], later: int, rule: GateRule) -> Sequence[TheoryRow]:
    """Return what stood as the last answers to different items before the ``later`` newest were given."""
    found: dict[str, TheoryRow] = {}
    for place in range(later, len(history)):
        if len(found) == rule.theory_items:
            break
        found.setdefault(history[place].item_id, history[place])
    return tuple(found.values())


def _theory(answers: Sequence[TheoryRow], rule: GateRule) -> Shown:
    recent = answers[: rule.theory_items]
    return Shown(sum(each.correct for each in recent), len(recent), rule.theory_share, rule.theory_items)
