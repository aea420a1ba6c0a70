"""Bodies about learning: activities, theory answers, attempts, reviews."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from desktop.records.events.body import Body, Id, Json, Seconds, Share

Count = Annotated[int, Field(ge=0)]


class ActivityFinished(Body):
    """``activity.finished``. ``seconds``: time not told by answers and attempts (0 for theory, practice, gates)."""

    class_id: Id
    account_id: Id
    activity_id: Id
    seconds: Seconds = 0.0
    result: Json = Field(default_factory=dict)


class TheoryAnswered(Body):
    """``theory.answered`` in practice. ``first``: the trainee's first answer to this item."""

    class_id: Id
    account_id: Id
    activity_id: Id
    item_id: Id
    chosen: tuple[str, ...]
    correct: bool
    seconds: Seconds = 0.0
    requirements: tuple[str, ...] = ()
    first: bool


class AttemptOpened(Body):
    """``attempt.opened``. ``sitting_id`` is empty in practice."""

    attempt_id: Id
    class_id: Id
    account_id: Id
    activity_id: str
    exercise_id: Id
    exercise_digest: str
    mode: Literal["practice", "exam"]
    sitting_id: str = ""


class Tally(Body):
    """Counts of a grading, named as in ``scoring.result.Counts``."""

    gold: Count = 0
    answer: Count = 0
    matched: Count = 0
    qualified: Count = 0
    missed: Count = 0
    extra: Count = 0
    severe: Count = 0

    @property
    def judged(self) -> int:
        """The denominator of accuracy: gold + extra."""
        return self.gold + self.extra


class Graded(Body):
    """The fields of a score; all None for an exam task that is not scored yet."""

    accuracy: Share | None = None
    counts: Tally | None = None
    sub_scores: Json | None = None
    findings: list[Json] | None = None
    scorer_version: str = ""
    rules_digest: str = ""
    gold_digest: str = ""
    #: Anything else the scoring codec wants back, such as per-label counts and pairs.
    detail: Json = Field(default_factory=dict)
    #: Points of something written that only a person can give, and nobody has given yet.
    open_points: Count = 0


class AttemptSubmitted(Graded):
    """``attempt.submitted``: the marks handed in. ``draft_digest`` stands for the steps that led there."""

    attempt_id: Id
    try_number: int = Field(ge=1)
    marks: list[Any]
    seconds: Seconds = 0.0
    draft_digest: str = ""


class AttemptScored(Graded):
    """``attempt.scored``: the score of a try handed in before, the last one unless ``try_number`` says otherwise."""

    attempt_id: Id
    try_number: int | None = None


class AttemptReopened(Body):
    """``attempt.reopened``: another try in the same attempt."""

    attempt_id: Id


class AttemptAbandoned(Body):
    """``attempt.abandoned``: set aside for good, say because the exercise is no longer the one it was."""

    attempt_id: Id
    reason: str = ""
    draft_digest: str = ""


class Commented(Body):
    """``review.commented``: on an attempt or on one of its marks."""

    attempt_id: Id
    mark_id: str | None = None
    text: str


class Corrected(Body):
    """``review.corrected``: a score put right, with the reason; the first score stays in the journal."""

    attempt_id: Id
    before: Json
    after: Json
    reason: str


class PointGiven(Body):
    """``review.point_given``: a line of a checklist judged by a person; a later one replaces it, ``met`` None takes it back.

    ``about``: the part that the question was asked of, empty for the whole.
    """

    attempt_id: Id
    try_number: int = Field(ge=1)
    question: Id
    about: str = ""
    check: Id
    met: bool | None
    comment: str = ""


class PointsReleased(Body):
    """``review.points_released``: the points of a try are final and the trainee's to see; its score follows anew."""

    attempt_id: Id
    try_number: int = Field(ge=1)
