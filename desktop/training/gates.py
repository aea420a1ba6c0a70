"""Gates: what must be shown on first tries before the path goes on, and what is still missing, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.curriculum.course import GateActivity
from desktop.training.evidence import Evidence


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
    """What a gate sees. ``exercises`` of ``exercises_needed`` were handed in; a part not asked for is None."""

    labelling: Shown | None
    theory: Shown | None
    exercises: int = 0
    exercises_needed: int = 0

    @property
    def passed(self) -> bool:
        """Whether every condition holds."""
        parts = [part for part in (self.labelling, self.theory) if part is not None]
        return self.exercises >= self.exercises_needed and all(part.met for part in parts)


def check_gate(gate: GateActivity, evidence: Evidence) -> GateResult:
    """Return what a gate sees in the evidence. Only the last ``window`` first tries and answers count."""
    rule, over = gate.rule, set(gate.over)
    labelling = theory = None
    tries = [each for each in evidence.tries if each.activity_id in over][: rule.window]
    asks_labelling = rule.units > 0 or rule.accuracy > 0
    if asks_labelling:
        qualified = sum(each.qualified for each in tries)
        judged = sum(each.judged for each in tries)
        labelling = Shown(qualified, judged, rule.accuracy, rule.units)
    if rule.theory_items:
        answers = [each for each in evidence.answers if each.activity_id in over][: rule.theory_items]
        right = sum(each.correct for each in answers)
        theory = Shown(right, len(answers), rule.theory_share, rule.theory_items)
    needed = rule.window if asks_labelling else 0
    return GateResult(labelling, theory, len(tries), needed)
