"""Errors of transcriptions."""

from __future__ import annotations

from dataclasses import replace

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.quad import Quad
from desktop.curriculum.seeding.base import Scene, Spoilt, instead


def swap_signs(mark: Shape, scene: Scene) -> Spoilt | None:
    """Swap two neighbouring signs of a text that differ, digits before others: TXT."""
    if not isinstance(mark, Quad):
        return None
    pairs = [at for at in range(len(mark.text) - 1) if mark.text[at] != mark.text[at + 1]]
    digits = [at for at in pairs if mark.text[at].isdigit() and mark.text[at + 1].isdigit()]
    if not pairs:
        return None
    at = scene.chance.choice(digits or pairs)
    text = mark.text[:at] + mark.text[at + 1] + mark.text[at] + mark.text[at + 2 :]
    return instead("TXT", mark, replace(mark, text=text), scene)


def drop_sign(mark: Shape, scene: Scene) -> Spoilt | None:
    """Leave out one sign of a text: TXT."""
    if not isinstance(mark, Quad) or len(mark.text) < 2:
        return None
    at = scene.chance.randrange(len(mark.text))
    return instead("TXT", mark, replace(mark, text=mark.text[:at] + mark.text[at + 1 :]), scene)
