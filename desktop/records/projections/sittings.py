"""Tables of assessments and credentials."""

from __future__ import annotations

import sqlite3

from desktop.records.events import sittings
from desktop.records.journal import Event
from desktop.records.projections.tables import as_json, change, insert


def sitting_created(tables: sqlite3.Connection, event: Event, body: sittings.SittingCreated) -> None:
    """Add the sitting with its form. The seed is kept as JSON, so that 7 and "7" stay apart."""
    insert(
        tables,
        "sitting",
        id=body.sitting_id,
        event=event.place,
        class_id=body.class_id,
        account_id=body.account_id,
        form=as_json(body.form),
        seed=as_json(body.seed),
        blueprint_digest=body.blueprint_digest,
        pack_digest=body.pack_digest,
        created_at=event.at,
    )


def part_started(tables: sqlite3.Connection, event: Event, body: sittings.PartStarted) -> None:
    """Start a part; each part starts once."""
    insert(
        tables,
        "sitting_part",
        sitting_id=body.sitting_id,
        part=body.part,
        started_at=event.at,
        wall=body.wall,
        monotonic=body.monotonic,
        boot=body.boot,
    )


def answered(tables: sqlite3.Connection, event: Event, body: sittings.SittingAnswered) -> None:
    """Keep the latest answer to an item while the sitting is open."""
    _expect_open(tables, body.sitting_id)
    tables.execute(
        "INSERT INTO sitting_answer (sitting_id, item_id, chosen, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (sitting_id, item_id) DO UPDATE SET chosen = excluded.chosen, at = excluded.at,"
        " changes = changes + 1",
        (body.sitting_id, body.item_id, as_json(body.chosen), event.at),
    )


def interrupted(tables: sqlite3.Connection, event: Event, body: sittings.Interrupted) -> None:
    """Add the gap and its sums."""
    insert(
        tables,
        "interruption",
        event=event.place,
        sitting_id=body.sitting_id,
        at=event.at,
        gap_seconds=body.gap_seconds,
        free_seconds=body.free_seconds,
        reason=body.reason,
    )
    change(
        tables,
        "UPDATE sitting SET interruptions = interruptions + 1, gap_seconds = gap_seconds + ?,"
        " free_seconds = free_seconds + ? WHERE id = ?",
        (body.gap_seconds, body.free_seconds, body.sitting_id),
    )


def part_closed(tables: sqlite3.Connection, event: Event, body: sittings.PartClosed) -> None:
    """Close a part."""
    change(
        tables,
        "UPDATE sitting_part SET closed_at = ?, closed_reason = ? WHERE sitting_id = ? AND part = ?",
        (event.at, body.reason, body.sitting_id, body.part),
    )


def closed(tables: sqlite3.Connection, event: Event, body: sittings.SittingClosed) -> None:
    """Make the answers final."""
    _expect_open(tables, body.sitting_id)
    change(
        tables,
        "UPDATE sitting SET closed_at = ?, answers_digest = ?, head = ? WHERE id = ?",
        (event.at, body.answers_digest, body.head, body.sitting_id),
    )


def decided(tables: sqlite3.Connection, event: Event, body: sittings.SittingDecided) -> None:
    """Keep the latest decision; earlier ones stay in the journal."""
    decision = body.model_dump(mode="json", include={"reasons", "theory", "practical", "claims"})
    change(
        tables,
        "UPDATE sitting SET decided_at = ?, decided_by = ?, outcome = ?, provisional = ?, decision = ? WHERE id = ?",
        (event.at, event.actor, body.outcome, body.provisional, as_json(decision), body.sitting_id),
    )


def released(tables: sqlite3.Connection, event: Event, body: sittings.SittingReleased) -> None:
    """Release the result."""
    change(
        tables,
        "UPDATE sitting SET released_at = ?, released_by = ? WHERE id = ?",
        (event.at, event.actor, body.sitting_id),
    )


def credential_issued(tables: sqlite3.Connection, event: Event, body: sittings.CredentialIssued) -> None:
    """Add the credential."""
    insert(
        tables,
        "credential",
        id=body.credential_id,
        event=event.place,
        number=body.number,
        sitting_id=body.sitting_id,
        account_id=body.account_id,
        document=as_json(body.document),
        issued_at=event.at,
    )


def _expect_open(tables: sqlite3.Connection, sitting_id: str) -> None:
    row = tables.execute("SELECT closed_at FROM sitting WHERE id = ?", (sitting_id,)).fetchone()
    if row is None or row[0] is not None:
        raise ValueError(f"sitting {sitting_id} is {'closed' if row else 'unknown'}")
