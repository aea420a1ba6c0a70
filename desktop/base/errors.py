"""The two kinds of failure: the world's (told calmly, with what to do) and ours (reported, nothing lost)."""

from __future__ import annotations


class KnownError(Exception):
    """A fault of the world: a bad file, a full disk, a wrong PIN. It is shown as sentences, never as a trace.

    Args:
        what: what happened, with the offending value, one sentence.
        where: the file, field or place it concerns; empty when there is none.
        remedy: what the person can do about it; empty when there is nothing.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Return one line: ``where: what remedy``."""
        place = f"{self.where}: " if self.where else ""
        hint = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{hint}"


class DamagedFileError(KnownError):
    """A file that is not what it claims to be: truncated, altered, hostile or of a newer format."""
