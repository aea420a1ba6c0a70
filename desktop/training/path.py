"""The path: which activity is done, which one is now, which are locked and by what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.curriculum.course import Activity, GateActivity, Module, PracticeActivity, TheoryActivity
from desktop.training.evidence import Evidence
from desktop.training.gates import GateResult, check_gate

State: TypeAlias = Literal["done", "now", "locked"]


@dataclass(frozen=True)
class ActivityState:
    """Where a trainee stands with one activity: ``count`` of ``needed`` parts, and what a gate sees."""

    activity: Activity
    state: State
    count: int
    needed: int
    gate: GateResult | None = None
    #: The activity that must be done first, while this one is locked.
    locked_by: str = ""


@dataclass(frozen=True)
class ModuleState:
    """Where a trainee stands with one module."""

    module: Module
    state: State
    activities: tuple[ActivityState, ...]

    @property
    def done(self) -> int:
        """How many of its activities are done."""
        return sum(each.state == "done" for each in self.activities)


def trace(modules: Sequence[Module], evidence: Evidence) -> tuple[ModuleState, ...]:
    """Return the state of every module and activity: they open one after the other, in their order.

    What was done stays done and open, even when the pack put something new before it. Practice that a gate waits
    for stays "done" yet may be repeated: only the first activity not done is "now".
    """
    blocked_by = ""
    states = []
    for module in modules:
        activities = []
        for activity in module.activities:
            count, needed, gate = _counted(activity, evidence)
            done = count >= needed if gate is None else gate.passed
            state: State = "done" if done else "locked" if blocked_by else "now"
            activities.append(ActivityState(activity, state, count, needed, gate, "" if done else blocked_by))
            if not done and not blocked_by:
                blocked_by = activity.id
        states.append(ModuleState(module, _module_state(activities), tuple(activities)))
    return tuple(states)


def current(states: Sequence[ModuleState]) -> ActivityState | None:
    """Return the activity that is now, or None when the whole path is done."""
    return next((each for module in states for each in module.activities if each.state == "now"), None)


def _counted(activity: Activity, evidence: Evidence) -> tuple[int, int, GateResult | None]:
    if isinstance(activity, GateActivity):
        gate = check_gate(activity, evidence)
        return int(gate.passed), 1, gate
    if isinstance(activity, PracticeActivity):
        return len(evidence.handed_in.get(activity.id, ())), activity.needed, None
    if isinstance(activity, TheoryActivity):
        return len(evidence.answered.intersection(activity.items)), len(activity.items), None
    return int(activity.id in evidence.finished), 1, None


def _module_state(activities: Sequence[ActivityState]) -> State:
    if all(each.state == "done" for each in activities):
        return "done"
    return "now" if any(each.state == "now" for each in activities) else "locked"
