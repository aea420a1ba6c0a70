"""The path opens step by step, and what was done stays done."""

from __future__ import annotations

from desktop.training.evidence import Evidence
from desktop.training.path import current, trace
from tests.unit.training.samples import answer, gate, lesson, module, practice, theory, try_row

MODULES = (
    module("m1", lesson("l1"), theory("t1", "i1", "i2")),
    module("m2", practice("p1", "a", "b", "c", needed=2), gate("p1", window=2, accuracy=0.9)),
)


def states(evidence: Evidence) -> dict[str, str]:
    return {step.activity.id: step.state for part in trace(MODULES, evidence) for step in part.activities}


def test_at_the_start_only_the_first_step_is_open() -> None:
    assert states(Evidence()) == {"l1": "now", "t1": "locked", "p1": "locked", "g1": "locked"}
    first, second = trace(MODULES, Evidence())
    assert (first.state, second.state) == ("now", "locked")
    assert {step.locked_by for step in first.activities[1:] + second.activities} == {"l1"}


def test_each_step_opens_the_next_one() -> None:
    assert states(Evidence(finished=frozenset({"l1"})))["t1"] == "now"
    evidence = Evidence(finished=frozenset({"l1"}), answered=frozenset({"i1"}))
    step = current(trace(MODULES, evidence))
    assert step is not None
    assert (step.activity.id, step.count, step.needed) == ("t1", 1, 2)
    evidence = Evidence(finished=frozenset({"l1"}), answered=frozenset({"i1", "i2"}))
    assert states(evidence)["p1"] == "now"


def test_a_module_is_done_when_all_its_steps_are() -> None:
    evidence = Evidence(finished=frozenset({"l1"}), answered=frozenset({"i1", "i2"}))
    first, second = trace(MODULES, evidence)
    assert (first.state, first.done) == ("done", 2)
    assert second.state == "now"


def test_practice_is_done_when_enough_exercises_were_handed_in() -> None:
    evidence = Evidence(
        finished=frozenset({"l1"}),
        answered=frozenset({"i1", "i2"}),
        handed_in={"p1": frozenset({"a", "b"})},
        tries=[try_row("b", 1, 10), try_row("a", 1, 10)],
    )
    path = trace(MODULES, evidence)
    assert {step.activity.id: step.state for step in path[1].activities} == {"p1": "done", "g1": "now"}
    gate_step = path[1].activities[1]
    assert gate_step.gate is not None
    assert not gate_step.gate.passed


def test_the_whole_path_done_has_no_current_step() -> None:
    evidence = Evidence(
        finished=frozenset({"l1"}),
        answered=frozenset({"i1", "i2"}),
        handed_in={"p1": frozenset({"a", "b"})},
        tries=[try_row("b", 10, 10), try_row("a", 10, 10)],
        answers=[answer("i1", True)],
    )
    path = trace(MODULES, evidence)
    assert [part.state for part in path] == ["done", "done"]
    assert current(path) is None


def test_a_step_put_before_finished_ones_does_not_undo_them() -> None:
    """A new version of the pack brings a lesson: what was done stays done, the rest waits."""
    newer = (module("m0", lesson("l0")), *MODULES)
    evidence = Evidence(finished=frozenset({"l1"}))
    found = {step.activity.id: step.state for part in trace(newer, evidence) for step in part.activities}
    assert found == {"l0": "now", "l1": "done", "t1": "locked", "p1": "locked", "g1": "locked"}


def test_a_gate_that_was_open_does_not_shut_behind_a_trainee() -> None:
    evidence = Evidence(
        finished=frozenset({"l1"}),
        answered=frozenset({"i1", "i2"}),
        handed_in={"p1": frozenset({"a", "b", "c"})},
        tries=[try_row("c", 0, 10), try_row("b", 10, 10), try_row("a", 10, 10)],
    )
    assert states(evidence)["g1"] == "done"
