"""Which of Qt's platforms a silent run stands on: the screen there is, else none at all."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

VARIABLE = "QT_QPA_PLATFORM"
WITHOUT_SCREEN = "offscreen"


def fall_back(environ: MutableMapping[str, str] = os.environ, system: str = sys.platform) -> None:
    """Let Qt go on without a screen where it finds none, instead of ending the process; what was chosen stays.

    Qt tries the platforms in this order (QGuiApplication's documentation: a list parted by semicolons).
    """
    if environ.get(VARIABLE) or system in ("win32", "darwin"):
        return
    wayland = environ.get("XDG_SESSION_TYPE") == "wayland" or (
        "WAYLAND_DISPLAY" in environ and "DISPLAY" not in environ
    )
    screens = [] if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")) else ["xcb"]
    if screens and wayland:
        screens.insert(0, "wayland")
    environ[VARIABLE] = ";".join([*screens, WITHOUT_SCREEN])


def has_screen(platform: str) -> bool:
    """Tell whether windows of this platform are seen by anybody."""
    return platform not in (WITHOUT_SCREEN, "minimal", "vnc")
