"""How wide what stands beside the work is: at the largest type a small screen has no room for all of it."""

from __future__ import annotations

from desktop.views.theme.current import theme

#: Above this type scale 768 pixels are few.
ROOMY = 1.25
#: Of the width that the type would ask for, where it is large.
_SHARE = 0.75


def is_roomy() -> bool:
    """Tell whether the type leaves a small screen its room."""
    return theme().scale <= ROOMY


def side_width(width: int, share: float = _SHARE) -> int:
    """Return the pixels of a panel of ``width`` (our pixels) beside the work; its words wrap, the work does not.

    ``share``: how much of it the largest type leaves.
    """
    return theme().px(width) if is_roomy() else round(theme().px(width) * share)
