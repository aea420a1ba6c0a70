"""What the machine is doing besides: its load, and files that are dropped from the page cache for a cold start."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path


def idle_share(seconds: float = 1.0) -> float:
    """Return the share of processor time that nobody used for some seconds, 0 to 1."""
    before_idle, before_all = _ticks()
    time.sleep(seconds)
    idle, everything = _ticks()
    return (idle - before_idle) / max(1, everything - before_all)


def wait_for_quiet(longest: float, wanted: float = 0.9) -> float:
    """Wait until the processors are idle for the wanted share, at most ``longest`` seconds; return the share seen."""
    until = time.monotonic() + longest
    share = idle_share()
    while share < wanted and time.monotonic() < until:
        share = idle_share()
    return share


def forget(folders: Iterable[Path]) -> None:
    """Drop the files of folders from the page cache. What other processes have mapped stays."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                with contextlib.suppress(OSError):
                    _forget(path)


def described() -> str:
    """Return processor, cores and memory in one line."""
    models = [
        line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")
    ]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    model = models[0].partition(":")[2].strip() if models else "processor unknown"
    return f"{os.cpu_count()} cores, {model}, {memory:.0f} GiB"


def _forget(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def _ticks() -> tuple[int, int]:
    with Path("/proc/stat").open() as file:
        times = [int(number) for number in file.readline().split()[1:]]
    return times[3] + times[4], sum(times)
