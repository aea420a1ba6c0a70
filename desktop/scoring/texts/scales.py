"""Places on a scale: right within the question's tolerance; over many replies quadratic weighted kappa."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.replies import ReplyValue
from desktop.curriculum.text_rules import Question
from desktop.scoring.measures.agreement import Agreement, cohen
from desktop.scoring.texts.asked import Asked, Fault, Judged


def place_of(value: ReplyValue) -> int | None:
    """Return the number of a value, or None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def scale(asked: Asked) -> Judged:
    """Judge a place on a scale by its distance from the right one."""
    question = asked.question
    expected, got = place_of(asked.expected), place_of(asked.got)
    if expected is None or got is None:
        return Judged(0.0, (Fault("PREF", asked.detail),), {"n": 1.0, "right": 0.0, "exact": 0.0})
    off = abs(got - expected)
    width = question.maximum - question.minimum
    agreement = 1.0 - min(off / width, 1.0) if width else float(not off)
    counts = {"n": 1.0, "right": float(off <= question.tolerance), "exact": float(not off)}
    if off <= question.tolerance:
        return Judged(agreement, (), counts)
    detail = {**asked.detail, "measure": "scale"}
    return Judged(agreement, (Fault("PREF", detail, off, question.tolerance, "place"),), counts)


def scale_kappa(question: Question, pairs: Sequence[tuple[int, int]]) -> Agreement:
    """Return quadratic weighted kappa (Cohen 1968) of (right, given) places; None with its reason where it has no value."""
    order = range(question.minimum, question.maximum + 1)
    gold, answer = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return cohen(gold, answer, weights="quadratic", order=order)
