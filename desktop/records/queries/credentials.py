"""Credentials issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.base.clock import moment
from desktop.records.queries.columns import document
from desktop.records.record import Record


@dataclass(frozen=True)
class Credential:
    """An issued credential: the one source of all its forms."""

    credential_id: str
    number: str
    sitting_id: str
    account_id: str
    class_id: str
    document: dict[str, Any]
    issued_at: datetime


_CREDENTIAL = """
    SELECT c.id, c.number, c.sitting_id, c.account_id, s.class_id, c.document, c.issued_at
    FROM credential c JOIN sitting s ON s.id = c.sitting_id"""


def credential(record: Record, number: str) -> Credential | None:
    """Return the credential of that number, the last issued should there be two; or None."""
    return record.query_one(
        _credential, f"{_CREDENTIAL} WHERE c.number = ? ORDER BY c.event DESC LIMIT 1", (number,)
    )


def credentials(
    record: Record,
    *,
    class_id: str | None = None,
    account_id: str | None = None,
    sitting_id: str | None = None,
) -> tuple[Credential, ...]:
    """Return credentials, of a class, a person or a sitting when given; latest first."""
    statement = f"""{_CREDENTIAL} WHERE (:class_id IS NULL OR s.class_id = :class_id)
        AND (:account_id IS NULL OR c.account_id = :account_id)
        AND (:sitting_id IS NULL OR c.sitting_id = :sitting_id) ORDER BY c.event DESC"""
    values = {"class_id": class_id, "account_id": account_id, "sitting_id": sitting_id}
    return record.query(_credential, statement, values)


def _credential(*row: Any) -> Credential:
    credential_id, number, sitting_id, account_id, class_id, body, at = row
    return Credential(credential_id, number, sitting_id, account_id, class_id, document(body), moment(at))
