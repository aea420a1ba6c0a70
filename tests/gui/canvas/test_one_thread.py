"""Painting stays in the window's thread: in a process of its own, for Qt asks only once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TASKS = Path("/proc/self/task")
#: Tells how many threads there are before and after a fill of 900 lines.
PAINTS = """
import sys
from pathlib import Path
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from desktop.views.toolkit import make_application

application = make_application([]) if sys.argv[1] == "ours" else QApplication([])
tasks = Path("/proc/self/task")
before = len(list(tasks.iterdir()))
image = QImage(900, 900, QImage.Format.Format_RGB32)
painter = QPainter(image)
painter.setRenderHint(QPainter.RenderHint.Antialiasing)
painter.setBrush(QColor(200, 0, 0, 60))
painter.drawEllipse(0, 0, 900, 900)
painter.end()
print(before, len(list(tasks.iterdir())))
"""


@pytest.mark.skipif(not TASKS.exists(), reason="threads are counted where Linux tells them")
def test_a_large_fill_starts_no_thread() -> None:
    before, after = _threads("ours")

    assert after == before


@pytest.mark.skipif(
    not TASKS.exists() or (os.cpu_count() or 1) < 2, reason="one processor has no use for threads"
)
def test_qt_by_itself_would_start_some() -> None:
    before, after = _threads("plain")

    assert after > before


def _threads(whose: str) -> list[int]:
    plain = {name: value for name, value in os.environ.items() if name != "QT_NO_GUI_THREADPOOL"}
    done = subprocess.run(
        [sys.executable, "-c", PAINTS, whose],
        env=plain | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    return [int(number) for number in done.stdout.split()]
