"""The site this station belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.records.record import Record


@dataclass(frozen=True)
class Site:
    """A training site."""

    site_id: str
    name: str


def site(record: Record) -> Site | None:
    """Return the site, or None before the set-up."""
    return record.query_one(Site, "SELECT id, name FROM site ORDER BY created_at DESC LIMIT 1")
