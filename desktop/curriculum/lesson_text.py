"""What a lesson's Markdown points at: pictures and clauses."""

from __future__ import annotations

import re

_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
_CLAUSE = re.compile(r"\]\(clause:([^)\s]+)\)")


def pictures(body: str) -> tuple[str, ...]:
    """Return the paths of the pictures in a lesson, in their order."""
    return tuple(_PICTURE.findall(body))


def clause_links(body: str) -> tuple[str, ...]:
    """Return the clause numbers that a lesson links to, in their order."""
    return tuple(_CLAUSE.findall(body))
