"""Reading the signs of restore products off this system; what may not be read counts as not there."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.base.restore_cards import LAYERED, LINUX, WINDOWS, Product, Signs
from desktop.base.volume import Volume

COMMAND_LINE = Path("/proc/cmdline")
#: A container's root is layered too, and kept.
CONTAINERS = ("/.dockerenv", "/run/.containerenv")


def products() -> tuple[Product, ...]:
    """Return the products that this kind of system may have."""
    return WINDOWS if sys.platform == "win32" else LINUX


def signs() -> Signs:
    """Return what this system shows."""
    if sys.platform == "win32":
        from desktop.base.restore_windows import programs, services

        return Signs(frozenset(services()), tuple(programs()), (), _exists)
    try:
        words = COMMAND_LINE.read_text("utf-8", "replace").split()
    except OSError:
        words = []
    return Signs(kernel=tuple(words), exists=_exists)


def lies_on_a_layer(volume: Volume) -> bool:
    """Tell whether a Linux folder lies on a layer over a system that is never changed, other than a container's."""
    if sys.platform == "win32" or volume.root != Path("/"):
        return False
    return volume.file_system in LAYERED and not any(map(_exists, CONTAINERS))


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:
        return False
