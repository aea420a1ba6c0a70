"""A name for this PC that a restored disk does not change and that PCs copied from one image do not share."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
from pathlib import Path

MACHINE_ID = Path("/etc/machine-id")
NETWORK_CARDS = Path("/sys/class/net")
DIGITS = 12


def computer_name() -> str:
    """Return what the PC is called in its network."""
    return platform.node() or "?"


def machine_tag(data: Path) -> str:
    """Return 12 hex digits for this PC and this data folder; nothing about the PC can be read from them.

    Of what the system is called, its own id and its board or network card: a room of PCs copied from one image
    shares the first two. The folder belongs to it, since two users of one PC have two.
    """
    marks = [computer_name(), *_marks(), os.path.normcase(data.absolute())]
    return hashlib.sha256("\n".join(marks).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _marks() -> list[str]:
    if sys.platform == "win32":
        from desktop.base.machine_windows import marks

        return marks()
    found = []
    with contextlib.suppress(OSError, ValueError):
        found.append(MACHINE_ID.read_text("ascii").strip())
    found.append(_network_card())
    return found


def _network_card() -> str:
    """Return the address of the first built-in card; one in a USB socket comes and goes."""
    addresses = []
    with contextlib.suppress(OSError):
        for card in NETWORK_CARDS.iterdir():
            device = Path(os.path.realpath(card / "device"))
            if (card / "device").exists() and not any(part.startswith("usb") for part in device.parts):
                with contextlib.suppress(OSError, ValueError):
                    addresses.append((card / "address").read_text("ascii").strip())
    return min(addresses, default="")
