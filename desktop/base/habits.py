"""How a person likes to work at pictures: zoom kept, crosshair, how sure an edge must be. One small file per person."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.refusals import reason
from desktop.base.wording import _

log = logging.getLogger(__name__)

FORMAT = 1
MOST_BYTES = 16 * 1024
#: What becomes of zoom and place at the next picture: fitted anew, the zoom kept, or zoom and place.
ZOOMS = ("fit", "zoom", "place")
#: Colours of the crosshair: dark and light by turns, or one of the theme's.
COLOURS = ("", "accent", "good", "caution", "bad")


@dataclass(frozen=True)
class Habits:
    """One person's. ``crosshair`` None: as this PC's settings say; its opacity in hundredths.

    ``tolerance`` of colours 0..255, ``edges`` how faint an edge scissors follow 0..100, ``simplify`` pixels that a
    point may lie off, ``islands`` pixels of the smallest part that is kept, 0: only the largest part is.
    """

    zoom: str = "fit"
    crosshair: bool | None = None
    crosshair_colour: str = ""
    crosshair_opacity: int = 100
    tab_zooms: bool = False
    tolerance: int = 24
    edges: int = 50
    simplify: float = 1.0
    islands: int = 0


#: What a file may say of each: the values allowed, or the least and the most.
_ALLOWED: dict[str, tuple[object, ...]] = {
    "zoom": ZOOMS,
    "crosshair": (None, False, True),
    "crosshair_colour": COLOURS,
    "tab_zooms": (False, True),
}
LIMITS: dict[str, tuple[float, float]] = {
    "crosshair_opacity": (10, 100),
    "tolerance": (0, 255),
    "edges": (0, 100),
    "simplify": (0.1, 50.0),
    "islands": (0, 100_000),
}


def read_habits(path: Path) -> Habits:
    """Return the habits in a file; what is missing, damaged or of another make is as it comes, and logged."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        stored = json.loads(content)["habits"] if len(content) <= MOST_BYTES else None
    except FileNotFoundError:
        return Habits()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        log.warning("habits unreadable, as they come: %s", fault)
        return Habits()
    if not isinstance(stored, dict):
        log.warning("habits unreadable, as they come: no table")
        return Habits()
    sound = {own.name: stored[own.name] for own in fields(Habits) if _is_sound(own.name, stored)}
    if len(sound) < len(stored):
        log.warning("%d habits are none and left out", len(stored) - len(sound))
    return Habits(**sound)


def write_habits(path: Path, habits: Habits) -> None:
    """Store habits at once. Raises KnownError for a disk that is full or may not be written."""
    body = json.dumps({"format": FORMAT, "habits": asdict(habits)}, ensure_ascii=False, indent=1)
    try:
        write_whole(path, body.encode("utf-8"))
    except OSError as fault:
        raise KnownError(_("习惯设置没有存下来：{reason}", reason=reason(fault)), where=str(path)) from fault


def _is_sound(name: str, stored: dict[str, object]) -> bool:
    if name not in stored:
        return False
    value = stored[name]
    if name in _ALLOWED:
        return any(value is one or (isinstance(value, str) and value == one) for one in _ALLOWED[name])
    least, most = LIMITS[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return (name == "simplify" or isinstance(value, int)) and least <= value <= most
