"""Which of Qt's platforms a silent run stands on: the screen there is, else none at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping

VARIABLE = "QT_QPA_PLATFORM"
WITHOUT_SCREEN = "offscreen"


def fall_back(environ: MutableMapping[str, str] = os.environ, system: str = sys.platform) -> None:
    """Let Qt go on without a screen where it finds none, instead of ending the process.

    Qt tries the platforms in this order (QGuiApplication's documentation: a list parted by semicolons).
    """
    if system in ("win32", "darwin"):
        return
    chosen = environ.get(VARIABLE, "")
    platforms = chosen.split(";") if chosen else _screens(environ)
    if not any(name.partition(":")[0] == WITHOUT_SCREEN for name in platforms):
        platforms.append(WITHOUT_SCREEN)
    environ[VARIABLE] = ";".join(platforms)


def wanted_screen(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a platform with a screen stands first in the list, after :func:`fall_back`."""
    return has_screen(environ.get(VARIABLE, WITHOUT_SCREEN).split(";")[0].partition(":")[0])


def has_screen(platform: str) -> bool:
    """Tell whether windows of this platform are seen by anybody."""
    return platform not in (WITHOUT_SCREEN, "minimal", "vnc")


def _screens(environ: Mapping[str, str]) -> list[str]:
    wayland = "WAYLAND_DISPLAY" in environ and environ.get("XDG_SESSION_TYPE") == "wayland"
    if not wayland and not environ.get("DISPLAY"):
        return []
    return ["wayland", "xcb"] if wayland else ["xcb"]
