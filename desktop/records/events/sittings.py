"""Bodies about assessments and credentials."""

from __future__ import annotations

from pydantic import Field

from desktop.records.events.body import Body, Id, Json, Seconds, Seed


class SittingCreated(Body):
    """``sitting.created``: the form as drawn, written before it is first shown."""

    sitting_id: Id
    class_id: Id
    account_id: Id
    form: Json
    seed: Seed
    blueprint_digest: str
    pack_digest: str


class PartStarted(Body):
    """``sitting.part_started`` with the three clocks of that moment."""

    sitting_id: Id
    part: str
    wall: str
    monotonic: float
    boot: str


class SittingAnswered(Body):
    """``sitting.answered``: the answer to a theory item; a later one replaces it."""

    sitting_id: Id
    item_id: Id
    chosen: tuple[str, ...]


class Interrupted(Body):
    """``sitting.interrupted``: a gap in the heartbeats, and how much of it is free of charge."""

    sitting_id: Id
    gap_seconds: Seconds
    free_seconds: Seconds
    reason: str = ""
    #: The clock readings (wall, monotonic, boot) around the gap: with them the time used can be worked out again.
    before: Json = Field(default_factory=dict)
    after: Json = Field(default_factory=dict)


class PartClosed(Body):
    """``sitting.part_closed`` with the three clocks of that moment."""

    sitting_id: Id
    part: str
    reason: str = ""
    wall: str = ""
    monotonic: float = 0.0
    boot: str = ""


class SittingClosed(Body):
    """``sitting.closed``: answers are final. ``head`` is the chain head the receipt code is made from."""

    sitting_id: Id
    answers_digest: str
    head: str


class SittingDecided(Body):
    """``sitting.decided``: the outcome with its reasons; a later one replaces it."""

    sitting_id: Id
    outcome: str
    reasons: list[str]
    theory: Json
    practical: Json
    claims: list[Json] = Field(default_factory=list)
    provisional: bool


class SittingReleased(Body):
    """``sitting.released`` by a second person."""

    sitting_id: Id


class CredentialIssued(Body):
    """``credential.issued``: the one source every form of a certificate is printed from."""

    credential_id: Id
    number: str
    sitting_id: Id
    account_id: Id
    document: Json
