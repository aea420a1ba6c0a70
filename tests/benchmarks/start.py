"""Start-up: from the process's first instruction to the first page painted, cold and warm, and the memory then.

The floor is a process that imports Qt and shows one empty widget. "Cold" drops the checkout and the environment from
the page cache first (posix_fadvise; what other processes map stays), so it is a fair guess, not a reboot.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
REPORT = """
import resource, time
with open("/proc/self/stat") as stat:
    ticks = int(stat.read().rsplit(")", 1)[1].split()[19])
import os
with open("/proc/uptime") as uptime:
    since = float(uptime.read().split()[0]) - ticks / os.sysconf("SC_CLK_TCK")
memory = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
import sys
sys.stdout.write(f"{since:.3f} {memory / 1024:.0f}")
"""
FLOOR = (
    """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
widget = QWidget()
widget.resize(1366, 768)
widget.show()
widget.repaint()
application.processEvents()
"""
    + REPORT
)
PROGRAM = (
    """
from desktop.base.places import find_places
from desktop.views.application import make_application, start, stop
application = make_application([])
running = start(application, find_places())
running.window.resize(1366, 768)
running.window.show()
running.window.repaint()
application.processEvents()
"""
    + REPORT
    + """
running.session.settings.put("backup_on_close", False)
stop(running)
"""
)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as data:
        rows = []
        for name, code in (("empty Qt window (floor)", FLOOR), ("doorstep, first page", PROGRAM)):
            _run(code, data)
            cold = [_cold(code, data) for _run_number in range(RUNS)]
            warm = [_run(code, data) for _run_number in range(RUNS)]
            rows.append((name, _median(cold, 0), _median(warm, 0), _median(warm, 1)))
    floor = rows[0]
    sys.stdout.write(f"{'':26}{'cold s':>9}{'warm s':>9}{'x floor':>9}{'RSS MB':>9}\n")
    for name, cold_time, warm_time, memory in rows:
        line = f"{name:26}{cold_time:9.2f}{warm_time:9.2f}{warm_time / floor[2]:9.1f}{memory:9.0f}\n"
        sys.stdout.write(line)


def _median(rows: list[tuple[float, float]], column: int) -> float:
    return statistics.median(row[column] for row in rows)


def _run(code: str, data: str) -> tuple[float, float]:
    environment = {**os.environ, "DOORSTEP_DATA": data, "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def _cold(code: str, data: str) -> tuple[float, float]:
    for folder in (Path(sys.prefix), ROOT / "desktop", ROOT / "assets", ROOT / "courses"):
        for place in folder.rglob("*"):
            if place.is_file() and not place.is_symlink():
                _forget(place)
    return _run(code, data)


def _forget(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)
