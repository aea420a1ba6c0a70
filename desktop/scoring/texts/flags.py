"""An inspector's flags in texts: which seeded errors were found, what was flagged for nothing, and whether the reason is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.annotation.text_flags import TextFlag
from desktop.scoring.judge import Truth
from desktop.scoring.judges.flags import DOUBLE_IOU, SAME_TARGET, FlagKind
from desktop.scoring.matching import SLACK


class TextFlagKind(FlagKind):
    """Flags matched by the mark they are about, else by their characters, as those on pictures are."""

    def overlaps(self, truths: Sequence[Truth[Any]], answers: Sequence[Any]) -> list[dict[int, float]]:
        """Return 3/4 to 1 for flags on the same mark, else the share of characters where one of them names no mark."""
        rows = [
            {column: likeness(truth.mark, answer) for column, answer in enumerate(answers)}
            for truth in truths
        ]
        return [{column: value for column, value in row.items() if value > SLACK} for row in rows]


def likeness(gold: TextFlag, answer: TextFlag) -> float:
    """Return how much two flags are one, 0..1. A double may be flagged on either of the two marks."""
    share = _share(gold, answer)
    if gold.target is not None and gold.target == answer.target:
        return SAME_TARGET + (1 - SAME_TARGET) * share
    if gold.target is None or answer.target is None:
        return share
    return share if gold.label == "DUP" and share >= DOUBLE_IOU else 0.0


def _share(gold: TextFlag, answer: TextFlag) -> float:
    """Return shared characters over all characters of both; the same place is the same, though it be empty."""
    if gold.text_id != answer.text_id:
        return 0.0
    if (gold.start, gold.end) == (answer.start, answer.end):
        return 1.0
    shared = max(0, min(gold.end, answer.end) - max(gold.start, answer.start))
    both = (gold.end - gold.start) + (answer.end - answer.start) - shared
    return shared / both if both else 0.0
