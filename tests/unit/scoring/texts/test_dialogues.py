"""Dialogues: slots in turns, intents of turns, and both together."""

from __future__ import annotations

from desktop.curriculum.text_rules import Turn
from desktop.scoring.summary import total
from tests.unit.scoring.texts.samples import codes, exercise, question, reply, schema, span, worked

TURNS = (
    Turn(id="t1", speaker="客户", start=0, end=10),
    Turn(id="t2", speaker="客服", start=10, end=20),
    Turn(id="t3", speaker="客户", start=20, end=30),
)
RULES = schema(question("choice", "intent", about="turn", most=2))
TRUTH = [
    reply(("a",), "intent", "t1"),
    reply(("a", "b"), "intent", "t3"),
    span("g1", 2, 5, "per"),
    span("g2", 21, 24, "loc"),
]
WORK = exercise(TRUTH, turns=TURNS)


def test_turns_are_right_when_intents_and_slots_are() -> None:
    found = worked(TRUTH, WORK, RULES)
    assert found.accuracy == 1
    assert (found.measures["joint.n"], found.measures["joint.accuracy"]) == (2, 1)


def test_a_slot_of_the_wrong_class_is_called_so_and_breaks_its_turn_only() -> None:
    found = worked([*TRUTH[:2], span("a1", 2, 5, "org"), TRUTH[3]], WORK, RULES)
    assert [(error.code, error.detail["expected"], error.detail["got"]) for error in found.findings] == [
        ("SLOT", "per", "org")
    ]
    assert found.measures["joint.accuracy"] == 0.5


def test_a_wrong_intent_breaks_its_turn() -> None:
    found = worked([TRUTH[0], reply(("a",), "intent", "t3"), *TRUTH[2:]], WORK, RULES)
    assert codes(found) == ["CLS"]
    assert found.measures["joint.accuracy"] == 0.5


def test_a_slot_too_many_breaks_the_turn_where_it_stands() -> None:
    found = worked([*TRUTH, span("z", 12, 14)], WORK, RULES)
    assert (found.measures["joint.right"], found.measures["joint.n"], found.measures["joint.extra"]) == (
        2,
        2,
        1,
    )
    assert found.measures["joint.accuracy"] == 2 / 3


def test_a_wrong_turn_is_wrong_once_however_much_is_wrong_in_it() -> None:
    found = worked([TRUTH[0], TRUTH[2]], WORK, RULES)
    assert (found.measures["joint.right"], found.measures["joint.n"]) == (1, 2)


def test_without_intents_there_is_nothing_joint() -> None:
    assert "joint.n" not in worked([], exercise(TRUTH[2:], turns=TURNS), schema()).measures
    assert "joint.n" not in worked(TRUTH, exercise(TRUTH), RULES).measures


def test_joint_accuracy_of_many_dialogues_counts_turns() -> None:
    half = worked([*TRUTH[:2], span("a1", 2, 5, "org"), TRUTH[3]], WORK, RULES)
    both = total([worked(TRUTH, WORK, RULES), half])
    assert (both.measures["joint.right"], both.measures["joint.accuracy"]) == (3, 0.75)
