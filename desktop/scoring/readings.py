"""How an order's rules read a text: a transcription in a picture, or what is written about a text."""

from __future__ import annotations

from typing import Literal

from desktop.curriculum.shape_rules import Normalisation
from desktop.curriculum.text_rules import CharacterRules
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


def reading_of_text(rules: CharacterRules) -> Reading:
    """Return the order's rules of comparison as transcriptions are read; without NFKC still NFC."""
    return Reading(
        form="NFKC" if rules.nfkc else "NFC",
        width=rules.nfkc,
        spaces="drop" if rules.ignore_space else "keep",
        case=rules.ignore_case,
        bare=rules.ignore_punctuation,
    )
