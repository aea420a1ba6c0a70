"""Scores between the scorer and the record, and golds as documents that can be shown beside an answer."""

from __future__ import annotations

from typing import Any

from desktop.annotation.document import Document
from desktop.curriculum.items import Exercise, Gold
from desktop.records.queries.submissions import Submission
from desktop.scoring.codec import score_from_json, score_to_json
from desktop.scoring.result import Score


def graded_fields(score: Score) -> dict[str, Any]:
    """Return the fields of a score as the record's events carry them; ``detail`` holds the score whole."""
    whole = score_to_json(score)
    return {
        "accuracy": score.accuracy,
        "counts": whole["counts"],
        "sub_scores": whole["sub_scores"],
        "findings": whole["findings"],
        "scorer_version": score.scorer_version,
        "rules_digest": score.rules_digest,
        "gold_digest": score.gold_digest,
        "detail": whole,
        "open_points": len(score.open),
    }


def score_of(handed_in: Submission) -> Score | None:
    """Return the score of a submission, or None while it has none. Raises ValueError when it is damaged."""
    return score_from_json(handed_in.graded["detail"]) if handed_in.graded else None


def chosen_gold(exercise: Exercise, score: Score) -> Gold:
    """Return the gold that the score was measured against."""
    return next((gold for gold in exercise.golds if gold.name == score.gold_name), exercise.golds[0])


def gold_document(gold: Gold) -> Document:
    """Return a gold as a document that can be shown beside an answer."""
    return Document(mark.mark() for mark in gold.marks)
