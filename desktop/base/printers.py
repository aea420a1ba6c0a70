"""The printers that the system knows, asked of the system itself so that a dead print server can be waited out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

#: lpstat asks every print server on the network.
SECONDS = 10


def printers() -> tuple[str, ...] | None:
    """Return the names, None where there is no printing at all. Raises OSError when nobody answers in time."""
    if sys.platform == "win32":
        from desktop.base.printers_windows import names

        return names()
    command = shutil.which("lpstat")
    if command is None:
        return None
    # Frozen, our own libraries come first in the path, and a program of the system must not load them.
    environment = {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}
    try:
        said = subprocess.run(  # noqa: S603  the system's own program, with words of ours
            [command, "-e"], capture_output=True, timeout=SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired as fault:
        raise OSError(f"lpstat: {SECONDS} s") from fault
    return tuple(line.strip() for line in said.stdout.decode("utf-8", "replace").splitlines() if line.strip())
