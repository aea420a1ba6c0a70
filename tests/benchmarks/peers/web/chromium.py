"""Chromium: found on the machine, or installed from Debian where this account may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.peers.environment import UnreachableError

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium() -> Path:
    """Return the browser, installing it first where apt may. Raises UnreachableError with a sentence where there is none."""
    if found := _found():
        return found
    apt = _apt()
    if apt is not None:
        sys.stdout.write("installing Debian's chromium (once, about 350 MB)\n")
        sys.stdout.flush()
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for what in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run([*apt, *what], check=False, stdout=subprocess.DEVNULL, env=quiet)
        if found := _found():
            return found
    raise UnreachableError(
        "Label Studio is left out: there is no Chromium on this machine, and it could not be installed.\n"
        "    Run once: sudo apt-get install --no-install-recommends chromium"
    )


def version(browser: Path) -> str:
    """Return how the browser calls itself."""
    said = subprocess.run([browser, "--version"], check=False, capture_output=True, text=True).stdout
    return " ".join(said.split()[:2])


def _found() -> Path | None:
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


def _apt() -> list[str] | None:
    """Return the command that installs packages, or None where this account may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    may = (
        subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
        if shutil.which("sudo")
        else None
    )
    return ["sudo", "apt-get"] if may is not None and may.returncode == 0 else None
