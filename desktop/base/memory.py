"""How much memory the PC has."""

from __future__ import annotations

import sys
from pathlib import Path

MEMINFO = Path("/proc/meminfo")
MB = 2**20


def memory_mb() -> tuple[int, int]:
    """Return all of it and what is free for programs, in MB; 0 where the system does not tell."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        class Status(ctypes.Structure):
            """MEMORYSTATUSEX."""

            _fields_ = (
                ("length", wintypes.DWORD),
                ("load", wintypes.DWORD),
                *((name, ctypes.c_uint64) for name in ("total", "available", "a", "b", "c", "d", "e")),
            )

        status = Status(ctypes.sizeof(Status))
        if not ctypes.WinDLL("kernel32").GlobalMemoryStatusEx(ctypes.byref(status)):
            return 0, 0
        return status.total // MB, status.available // MB
    try:
        lines = MEMINFO.read_text("ascii").splitlines()
        found = {
            line.partition(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.endswith("kB")
        }
    except (OSError, ValueError, IndexError):
        return 0, 0
    return found.get("MemTotal", 0), found.get("MemAvailable", 0)
