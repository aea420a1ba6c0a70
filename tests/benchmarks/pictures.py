"""Opening big pictures: first pixel, whole picture, longest pause of the window, peak memory; beside plain decoders.

Every line is a process of its own, so that its peak memory is its own; the floor is what Qt and Pillow take for the same
file with nothing around them. The pictures (JPEG of 96 and 400 megapixels) are made in a temporary folder.
Run with QT_QPA_PLATFORM=offscreen; ``DOORSTEP_BENCH_PIXELS=96`` does only the smaller one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = {"96": (12_000, 8_000), "400": (20_000, 20_000)}
WINDOW = (1920, 1080)
RUNS = 3


def main() -> None:
    """Print the table."""
    wanted = os.environ.get("DOORSTEP_BENCH_PIXELS", "96,400").split(",")
    sys.stdout.write(
        f"seconds, best of {RUNS}; MB of the process at its highest; load {os.getloadavg()[0]:.1f}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            path = Path(folder) / f"{name}.jpg"
            _run(f"draw-{name}", path, Path(folder))
            sys.stdout.write(f"{name} megapixels, JPEG of {path.stat().st_size / 1e6:.0f} MB\n")
            runs: dict[str, list[dict[str, float]]] = {title: [] for title in TASKS}
            # In turns: the machine may have other work, and not the same all the time.
            for _turn in range(RUNS):
                for title, task in TASKS.items():
                    with tempfile.TemporaryDirectory(dir=folder) as data:
                        runs[title].append(_run(task, path, Path(data)))
            for title, found in runs.items():
                sys.stdout.write(f"  {title:36}{_line(found)}\n")
            sys.stdout.flush()


def _run(task: str, path: Path, data: Path) -> dict[str, float]:
    """Return what a process of its own measured."""
    environment = os.environ | {"DOORSTEP_DATA": str(data)}
    command = [sys.executable, "-m", "tests.benchmarks.pictures", task, str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


#: Until the call that opens came back; the first pixel; the whole; the longest pause, and painting; work; memory.
_COLUMNS = (
    ("asked", "ms"),
    ("first", "s"),
    ("whole", "s"),
    ("pause", "ms"),
    ("paint", "ms"),
    ("cpu", "s"),
    ("peak", "MB"),
)


def _line(runs: list[dict[str, float]]) -> str:
    words = []
    for name, unit in _COLUMNS:
        values = [run[name] for run in runs if name in run]
        if values:
            best = min(values)
            words.append(f"{name} {best:6.2f} {unit}" if unit == "s" else f"{name} {best:5.0f} {unit}")
    return "   ".join(words)


def _draw(path: Path, size: tuple[int, int]) -> dict[str, float]:
    """Write a JPEG full of detail: the size of the file is that of a photograph."""
    import numpy as np
    from PIL import Image

    chance = np.random.default_rng(0)
    side = 2000
    noise = np.zeros((side, side, 3), np.float32)
    for grain in (8, 50, 250, 500):
        rough = chance.normal(size=(grain, grain, 3)).astype(np.float32) * 200 / grain**0.6
        for channel in range(3):
            noise[..., channel] += np.asarray(
                Image.fromarray(rough[..., channel]).resize((side, side), Image.Resampling.BICUBIC)
            )
    noise += chance.normal(size=noise.shape) * 4 + 128
    patch = Image.fromarray(noise.clip(0, 255).astype(np.uint8))
    whole = Image.new("RGB", size)
    for top in range(0, size[1], side):
        for left in range(0, size[0], side):
            whole.paste(patch, (left, top))
    whole.save(path, quality=90)
    return {}


# -- what is measured, each in its own process


def _ours(path: Path) -> dict[str, float]:
    """Open the picture in a view, as the bench does."""
    from PySide6.QtCore import QTimer

    from desktop.views.theme.apply import dress
    from desktop.views.toolkit import make_application
    from desktop.views.widgets.canvas.context import ContextView

    application = make_application([])
    dress(application)
    view = ContextView()
    view.resize(*WINDOW)
    view.show()
    application.processEvents()
    data = path.read_bytes()
    found: dict[str, float] = {}
    begun = time.perf_counter()
    paints = [0.0]
    pauses = _Pauses()
    heart = QTimer(interval=2)
    heart.timeout.connect(pauses.beat)

    def seen(_picture: object) -> None:
        """Paint at once; what painting takes is no pause that decoding makes."""
        before = time.perf_counter()
        view.repaint()
        paints.append(time.perf_counter() - before)
        pauses.last += paints[-1]
        found.setdefault("first", time.perf_counter() - begun)

    view.loader.decoded.connect(seen)
    view.open_picture(data)
    view.repaint()
    found["asked"] = 1000 * (time.perf_counter() - begun)
    pauses.last = time.perf_counter()
    heart.start()
    while view.loader.is_busy:
        application.processEvents()
        time.sleep(0.001)
    found["whole"] = time.perf_counter() - begun
    found["pause"] = pauses.longest
    found["paint"] = 1000 * max(paints)
    heart.stop()
    view.close()
    return found


def _again(path: Path) -> dict[str, float]:
    """Open it a second time: its tiles are on disk."""
    _ours(path)
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    assert application is not None
    application.shutdown()
    return _ours(path)


def _qt_scaled(path: Path) -> dict[str, float]:
    from PySide6.QtCore import QSize

    reader = _reader(path)
    size = reader.size()
    begun = time.perf_counter()
    reader.setScaledSize(QSize(size.width() // 8, size.height() // 8))
    assert not reader.read().isNull()
    return {"first": time.perf_counter() - begun}


def _pillow_draft(path: Path) -> dict[str, float]:
    image = _image(path)
    begun = time.perf_counter()
    image.draft("RGB", (image.width // 8, image.height // 8))
    image.load()
    return {"first": time.perf_counter() - begun}


def _qt_whole(path: Path) -> dict[str, float]:
    reader = _reader(path)
    begun = time.perf_counter()
    assert not reader.read().isNull()
    return {"whole": time.perf_counter() - begun}


def _pillow_whole(path: Path) -> dict[str, float]:
    """Decode in a thread beside a beating event loop: the pause that the machine itself makes."""
    from PySide6.QtCore import QCoreApplication, QTimer

    application = QCoreApplication([])
    image = _image(path)
    worker = threading.Thread(target=image.load)
    begun = time.perf_counter()
    pauses = _Pauses()
    heart = QTimer(interval=2)
    heart.timeout.connect(pauses.beat)
    heart.start()
    worker.start()
    while worker.is_alive():
        application.processEvents()
        time.sleep(0.001)
    return {"whole": time.perf_counter() - begun, "pause": pauses.longest}


class _Pauses:
    """The longest time between two beats of an event loop, in milliseconds."""

    def __init__(self) -> None:
        self.last = time.perf_counter()
        self.longest = 0.0

    def beat(self) -> None:
        """Count a beat."""
        now = time.perf_counter()
        self.longest = max(self.longest, 1000 * (now - self.last))
        self.last = now


def _reader(path: Path) -> Any:
    from PySide6.QtGui import QImageReader

    QImageReader.setAllocationLimit(0)
    return QImageReader(str(path))


def _image(path: Path) -> Any:
    from PIL import JpegImagePlugin

    return JpegImagePlugin.JpegImageFile(str(path))


def _peak() -> float:
    """Return the most memory that this process ever had, in MB; only Linux tells it of one process alone."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    told = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) / 1000


TASKS = {
    "ours": "ours",
    "ours, tiles on disk from before": "again",
    "floor: Qt, an eighth": "qt_scaled",
    "floor: Pillow, an eighth": "pillow_draft",
    "floor: Qt, whole": "qt_whole",
    "floor: Pillow, whole": "pillow_whole",
}
_MEASURES: dict[str, Callable[[Path], dict[str, float]]] = {
    "ours": _ours,
    "again": _again,
    "qt_scaled": _qt_scaled,
    "pillow_draft": _pillow_draft,
    "qt_whole": _qt_whole,
    "pillow_whole": _pillow_whole,
    "draw-96": partial(_draw, size=SIZES["96"]),
    "draw-400": partial(_draw, size=SIZES["400"]),
}


def _measure() -> None:
    """Do one measurement and say it in JSON."""
    asked = argparse.ArgumentParser()
    asked.add_argument("task", choices=_MEASURES)
    asked.add_argument("path", type=Path)
    given = asked.parse_args()
    found = _MEASURES[given.task](given.path)
    sys.stdout.write(json.dumps(found | {"peak": _peak(), "cpu": time.process_time()}) + "\n")


if __name__ == "__main__":
    _measure()
