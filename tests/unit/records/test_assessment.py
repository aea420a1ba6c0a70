"""Sittings, decisions and credentials: what the events make of them, and what is needed to go on after a crash."""

from __future__ import annotations

import pytest

from desktop.base.clock import ManualClock
from desktop.records.queries.board import outcomes
from desktop.records.queries.credentials import credential, credentials
from desktop.records.queries.sittings import (
    interruptions,
    running_sitting,
    sitting,
    sitting_answers,
    sitting_parts,
    sittings,
)
from desktop.records.record import Record
from tests.unit.records.verbs import BODIES, CLASS, INSTRUCTOR, TRAINEE, entry, write


@pytest.fixture
def seated(settled: Record) -> Record:
    """A record with ``sitting-1`` begun."""
    write(settled, "sitting.created", actor=TRAINEE)
    write(settled, "sitting.part_started", actor=TRAINEE)
    return settled


def test_a_sitting_is_as_it_was_drawn(seated: Record, clock: ManualClock) -> None:
    found = running_sitting(seated, TRAINEE)
    assert found is not None
    assert found == sitting(seated, "sitting-1")
    assert (found.class_id, found.account_id, found.name) == (CLASS, TRAINEE, "曾乐")
    assert (found.form, found.seed) == (BODIES["sitting.created"]["form"], 20261123)
    assert (found.blueprint_digest, found.pack_digest) == ("sha256:blueprint", "sha256:pack")
    assert (found.created_at, found.closed_at, found.decision, found.released_at) == (
        clock.now(),
        None,
        None,
        None,
    )
    assert sitting(seated, "sitting-9") is None


def test_a_seed_may_be_a_number_or_a_text(settled: Record) -> None:
    write(settled, "sitting.created", sitting_id="a", seed=7)
    write(settled, "sitting.created", sitting_id="b", seed="7")
    assert {found.sitting_id: found.seed for found in sittings(settled)} == {"a": 7, "b": "7"}


def test_a_part_keeps_its_three_clocks(seated: Record, clock: ManualClock) -> None:
    (part,) = sitting_parts(seated, "sitting-1")
    assert (part.part, part.started_at) == ("theory", clock.now())
    assert (part.wall, part.monotonic, part.boot) == ("2026-11-23T01:00:00.000Z", 12.5, "boot-1")
    assert part.closed_at is None
    clock.advance(60)
    write(seated, "sitting.part_closed")
    write(seated, "sitting.part_started", part="practical")
    first, second = sitting_parts(seated, "sitting-1")
    assert (first.part, first.closed_at, first.closed_reason) == ("theory", clock.now(), "handed in")
    assert (second.part, second.closed_at) == ("practical", None)


def test_a_part_starts_once_and_closes_only_when_started(seated: Record) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        write(seated, "sitting.part_started")
    with pytest.raises(ValueError, match="0 rows"):
        write(seated, "sitting.part_closed", part="practical")


def test_the_latest_answer_counts_and_changes_are_counted(seated: Record, clock: ManualClock) -> None:
    write(seated, "sitting.answered", item_id="q2", chosen=["c"])
    for chosen in (["a"], ["b"], ["a", "b"]):
        clock.advance(5)
        write(seated, "sitting.answered", chosen=chosen)
    one, two = sitting_answers(seated, "sitting-1")
    assert (one.item_id, one.chosen, one.changes, one.at) == ("q1", ("a", "b"), 2, clock.now())
    assert (two.item_id, two.chosen, two.changes) == ("q2", ("c",), 0)


def test_a_closed_sitting_takes_no_answer_and_is_not_closed_again(seated: Record) -> None:
    write(seated, "sitting.closed")
    with pytest.raises(ValueError, match="sitting-1 is closed"):
        write(seated, "sitting.answered")
    with pytest.raises(ValueError, match="sitting-1 is closed"):
        write(seated, "sitting.closed")
    with pytest.raises(ValueError, match="sitting-9 is unknown"):
        write(seated, "sitting.answered", sitting_id="sitting-9")


def test_interruptions_are_listed_and_summed(seated: Record) -> None:
    write(seated, "sitting.interrupted")
    write(seated, "sitting.interrupted", gap_seconds=5.5, free_seconds=5.5, reason="crash")
    found = sitting(seated, "sitting-1")
    assert found is not None
    assert (found.interruptions, found.gap_seconds, found.free_seconds) == (2, 75.5, 65.5)
    assert [
        (gap.gap_seconds, gap.free_seconds, gap.reason) for gap in interruptions(seated, "sitting-1")
    ] == [
        (70.0, 60.0, "power"),
        (5.5, 5.5, "crash"),
    ]


def test_closing_keeps_the_digest_and_the_head(seated: Record, clock: ManualClock) -> None:
    head = seated.head().hash
    write(seated, "sitting.closed", head=head)
    found = sitting(seated, "sitting-1")
    assert found is not None
    assert (found.closed_at, found.answers_digest, found.head) == (clock.now(), "sha256:answers", head)
    assert running_sitting(seated, TRAINEE) is None


def test_the_latest_decision_counts_and_says_who_made_it(seated: Record, clock: ManualClock) -> None:
    write(seated, "sitting.closed")
    write(seated, "sitting.decided", actor=TRAINEE, outcome="fail")
    clock.advance(60)
    write(seated, "sitting.decided", provisional=False)
    write(seated, "sitting.released", actor="instructor-2")
    found = sitting(seated, "sitting-1")
    assert found is not None
    assert found.decision is not None
    assert (found.decision.outcome, found.decision.provisional) == ("pass", False)
    assert (found.decision.actor, found.decision.at) == (INSTRUCTOR, clock.now())
    assert found.decision.reasons == ("理论 86 ≥ 80",)
    assert found.decision.theory == {"k": 52, "n": 60}
    assert found.decision.practical == {"k": 301, "n": 305}
    assert found.decision.claims == ({"title": "准确率", "k": 301, "n": 305},)
    assert (found.released_at, found.released_by) == (clock.now(), "instructor-2")


def test_sittings_are_listed_latest_first_by_person_and_by_class(seated: Record) -> None:
    write(seated, "sitting.created", sitting_id="sitting-2")
    write(seated, "sitting.created", sitting_id="sitting-3", account_id=INSTRUCTOR)

    def ids(**wanted: str) -> list[str]:
        return [found.sitting_id for found in sittings(seated, **wanted)]

    assert ids() == ["sitting-3", "sitting-2", "sitting-1"]
    assert ids(account_id=TRAINEE) == ["sitting-2", "sitting-1"]
    assert ids(class_id=CLASS, account_id=INSTRUCTOR) == ["sitting-3"]
    assert ids(class_id="class-99") == []


def test_a_credential_is_found_by_number_class_person_and_sitting(seated: Record, clock: ManualClock) -> None:
    write(seated, "credential.issued")
    found = credential(seated, "DS-2026-0001")
    assert found is not None
    assert (found.credential_id, found.sitting_id, found.class_id) == ("credential-1", "sitting-1", CLASS)
    assert (found.document, found.issued_at) == ({"name": "曾乐", "score": 0.98}, clock.now())
    assert credentials(seated) == (found,)
    assert credentials(seated, class_id=CLASS, account_id=TRAINEE, sitting_id="sitting-1") == (found,)
    assert credentials(seated, account_id=INSTRUCTOR) == ()
    assert credential(seated, "DS-2026-0002") is None


def test_a_number_given_twice_shows_the_credential_issued_last(seated: Record) -> None:
    write(seated, "credential.issued")
    write(seated, "credential.issued", credential_id="credential-2")
    found = credential(seated, "DS-2026-0001")
    assert found is not None
    assert found.credential_id == "credential-2"


@pytest.mark.parametrize("kind", [kind for kind in BODIES if kind.startswith(("sitting.", "credential."))])
def test_nothing_is_written_about_an_unknown_sitting(settled: Record, kind: str) -> None:
    before = settled.head()
    changes = {"class_id": "class-99"} if kind == "sitting.created" else {"sitting_id": "sitting-9"}
    with pytest.raises(ValueError):
        write(settled, kind, **changes)
    assert settled.head() == before


def test_outcomes_of_a_class_hold_first_and_last_and_who_left(seated: Record, clock: ManualClock) -> None:
    seated.append_all(
        [
            entry("account.created", account_id="trainee-2", name="王芳", number="08"),
            entry("class.enrolled", account_id="trainee-2"),
            entry("class.withdrawn", account_id="trainee-2"),
            entry("activity.finished", seconds=600),
            entry("sitting.closed"),
            entry("sitting.decided", outcome="fail", provisional=False),
            entry("sitting.created", sitting_id="sitting-2"),
            entry("sitting.closed", sitting_id="sitting-2"),
            entry("sitting.decided", sitting_id="sitting-2", outcome="pass"),
            entry("sitting.released", sitting_id="sitting-2"),
            entry("credential.issued", sitting_id="sitting-2"),
            entry("sitting.created", sitting_id="sitting-3"),
        ]
    )
    one, two = outcomes(seated, CLASS)
    assert (one.name, one.sittings, one.first_outcome, one.last_outcome) == ("曾乐", 2, "fail", "pass")
    assert (one.provisional, one.released_at, one.seconds) == (True, clock.now(), 600.0)
    assert one.credential_number == "DS-2026-0001"
    assert (two.name, two.sittings, two.first_outcome, two.last_outcome) == ("王芳", 0, None, None)
    assert (two.withdrawn_at, two.withdrawn_reason, two.credential_number) == (clock.now(), "搬家", "")


def test_a_sitting_not_decided_has_no_outcome_yet(seated: Record) -> None:
    write(seated, "sitting.closed")
    (row,) = outcomes(seated, CLASS)
    assert (row.sittings, row.first_outcome, row.last_outcome, row.provisional) == (1, None, None, False)
