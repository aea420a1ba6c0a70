"""Tables of assessments and credentials."""

from __future__ import annotations

import sqlite3

from desktop.records.events import sittings
from desktop.records.journal import Event
from desktop.records.projections.tables import as_json, change


def sitting_created(tables: sqlite3.Connection, event: Event, body: sittings.SittingCreated) -> None:
    """Add the sitting with its form. The seed is kept as JSON, so that 7 and "7" stay apart."""
    tables.execute(
        "INSERT INTO sitting (id, event, class_id, account_id, form, seed, blueprint_digest, pack_digest, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            body.sitting_id,
            event.place,
            body.class_id,
            body.account_id,
            as_json(body.form),
            as_json(body.seed),
            body.blueprint_digest,
            body.pack_digest,
            event.at,
        ),
    )


def part_started(tables: sqlite3.Connection, event: Event, body: sittings.PartStarted) -> None:
    """Start a part; each part starts once."""
    tables.execute(
        "INSERT INTO sitting_part (sitting_id, part, started_at, wall, monotonic, boot) VALUES (?, ?, ?, ?, ?, ?)",
        (body.sitting_id, body.part, event.at, body.wall, body.monotonic, body.boot),
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
    tables.execute(
        "INSERT INTO interruption VALUES (?, ?, ?, ?, ?, ?)",
        (event.place, body.sitting_id, event.at, body.gap_seconds, body.free_seconds, body.reason),
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
    tables.execute(
        "INSERT INTO credential VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            body.credential_id,
            event.place,
            body.number,
            body.sitting_id,
            body.account_id,
            as_json(body.document),
            event.at,
        ),
    )


def _expect_open(tables: sqlite3.Connection, sitting_id: str) -> None:
    row = tables.execute("SELECT closed_at FROM sitting WHERE id = ?", (sitting_id,)).fetchone()
    if row is None or row[0] is not None:
        raise ValueError(f"sitting {sitting_id} is {'closed' if row else 'unknown'}")
