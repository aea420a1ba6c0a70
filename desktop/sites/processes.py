"""Other processes: started apart from this one, watched for their end, and asked for their version."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.base.clock import BOOT_ID_FILE

#: Variables that a frozen program's start changes for its own process; a child must not inherit them.
_CHANGED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "QT_PLUGIN_PATH", "GIO_MODULE_DIR")
_STEP = 0.1


def environment() -> dict[str, str]:
    """Return the environment as it was before the frozen program changed it for itself."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("_PYI_", "_MEIPASS"))}
    for name in _CHANGED:
        before = clean.pop(f"{name}_ORIG", None)
        if before is not None:
            clean[name] = before
        elif getattr(sys, "frozen", False):
            clean.pop(name, None)
    # PyInstaller's start code then sees no parent of its own kind.
    clean["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    return clean


def start_apart(command: Sequence[str] | str, *, folder: Path) -> int:
    """Start a program that lives on when this one ends; return its process number. Raises OSError."""
    flags = 0
    if sys.platform == "win32":
        # Not DETACHED_PROCESS: what a script starts would then open windows of its own.
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    started = subprocess.Popen(  # noqa: S603  the command is our own, never a stick's words
        command,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        creationflags=flags,
        start_new_session=True,
    )
    # It is meant to outlive this process: nobody here waits for it.
    started.returncode = 0
    return started.pid


def starts(program: Path, *, seconds: float) -> bool:
    """Tell whether a program starts with all its parts, says its version and ends well."""
    try:
        told = subprocess.run(  # noqa: S603
            [program, "--version"],
            cwd=program.parent,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    # A program without a console may have nowhere to say it; that it ended well counts then.
    return told.returncode == 0


def wait_for_end(pid: int, *, seconds: float) -> bool:
    """Wait until a process has ended; False when it still runs after ``seconds``."""
    if sys.platform == "win32":
        return _wait_on_windows(pid, seconds)
    until = time.monotonic() + seconds
    while is_running(pid):
        if time.monotonic() > until:
            return False
        time.sleep(_STEP)
    return True


def is_running(pid: int) -> bool:
    """Tell whether a process of this number runs."""
    if sys.platform == "win32":
        return not _wait_on_windows(pid, 0.0)
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_dead(pid)


def boot() -> str:
    """Return the name of this boot where the system tells it: process numbers of two boots say nothing together."""
    try:
        return BOOT_ID_FILE.read_text("ascii").strip()
    except OSError:
        return ""


def _is_dead(pid: int) -> bool:
    """Tell whether a process has ended and only waits for its parent to notice: it has a number, and runs no more."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[:1]
    except OSError:
        return False
    return state in (["Z"], ["X"])


def _wait_on_windows(pid: int, seconds: float) -> bool:
    import ctypes

    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  typed on Windows alone
    synchronize, waited_for = 0x00100000, 0
    handle = kernel.OpenProcess(synchronize, False, pid)  # noqa: FBT003
    if not handle:
        return True
    try:
        return bool(kernel.WaitForSingleObject(handle, int(seconds * 1000)) == waited_for)
    finally:
        kernel.CloseHandle(handle)
