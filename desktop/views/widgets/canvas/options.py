"""How a person wants the marks shown. Nothing here changes a mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

#: One colour for each class, for each mark, or for each group.
Colouring: TypeAlias = Literal["class", "instance", "group"]

#: The crosshair: dark and light by turns, or in a colour of the theme.
CrosshairColour: TypeAlias = Literal["", "accent", "good", "caution", "bad"]

#: Attributes whose yes makes an outline dashed, as the peers do it.
DASHED: frozenset[str] = frozenset({"occluded", "difficult"})
_NO = frozenset({"", "0", "no", "none"})


@dataclass(frozen=True)
class ViewOptions:
    """Opacities are shares 0..1. ``unseen`` are labels not shown; ``solo`` are the only ids shown, None for all.

    ``dashed`` are attributes that make an outline dashed where they are answered with yes or more than none.
    """

    fill: float = 0.11
    fill_selected: float = 0.18
    fill_mask: float = 0.4
    colouring: Colouring = "class"
    unseen: frozenset[str] = frozenset()
    solo: frozenset[str] | None = None
    tags: bool = True
    dashed: frozenset[str] = DASHED
    crosshair: bool = True
    crosshair_colour: CrosshairColour = ""
    crosshair_opacity: float = 1.0


def says_yes(value: object) -> bool:
    """Tell whether an attribute's value means yes, or more than none."""
    return value not in _NO if isinstance(value, str) else bool(value)
