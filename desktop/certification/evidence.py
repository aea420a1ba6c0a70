"""The evidence of a decided sitting as the record keeps it: k of n with its interval, and the claim by picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.assessment.claims import Claim, accuracy_claim
from desktop.certification.source import Proof, RedLines

#: Pictures are drawn again from a number in the sitting's id, as the decision does: the same bounds every time.
SEED_DIGITS = 12


def proof_of(part: Mapping[str, Any]) -> Proof | None:
    """Return what a part proved, or None when it was not judged."""
    if not part.get("n"):
        return None
    return Proof(k=part["k"], n=part["n"], lower=part["lower"], upper=part["upper"])


def red_lines_of(practical: Mapping[str, Any]) -> RedLines | None:
    """Return the red lines of a practical part, or None where its paper had none."""
    found = practical.get("red_lines")
    return RedLines.model_validate(found) if found else None


def accuracy_of(practical: Mapping[str, Any], sitting_id: str) -> Claim | None:
    """Return the claim about the person's accuracy from the counts of each picture, or None without any."""
    pictures = [(int(right), int(n)) for right, n in practical.get("per_exercise", ())]
    if not any(n for _right, n in pictures):
        return None
    return accuracy_claim(pictures, seed=int(sitting_id[:SEED_DIGITS], 16))
