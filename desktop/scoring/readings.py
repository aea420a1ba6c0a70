"""How the order's rules of transcription read a text."""

from __future__ import annotations

from typing import Literal

from desktop.curriculum.shape_rules import Normalisation
from desktop.scoring.measures.ocr import Reading

_SPACES: dict[str, Literal["keep", "collapse", "drop"]] = {"none": "keep", "runs": "collapse", "any": "drop"}


def reading_of(rules: Normalisation) -> Reading:
    """Return the reading of an order's rules. Without NFKC still NFC: é is one text however it is encoded."""
    return Reading(
        form="NFKC" if rules.nfkc else "NFC",
        width=rules.nfkc,
        spaces=_SPACES[rules.blanks],
        punctuation=rules.punctuation,
        case=rules.ignore_case,
    )
