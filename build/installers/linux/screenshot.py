"""Take a picture of the whole screen once something is painted on it.

    python build/installers/linux/screenshot.py FILE.png [SECONDS]

Waits until two pictures taken half a second apart are the same and not of one colour; at most SECONDS (60).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QGuiApplication, QImage

STEP_MS = 500


def main(arguments: list[str]) -> int:
    """Take it; 1 when nothing came in time, and then the picture shows what there was."""
    limit = float(arguments[1]) * 1000 if len(arguments) > 1 else 60_000
    application = QGuiApplication(["screenshot"])
    clock = QElapsedTimer()
    clock.start()
    before = QImage()
    result = 1

    def look() -> None:
        nonlocal before, result
        now = application.primaryScreen().grabWindow(0).toImage()
        settled = now == before and colours(now) > 2
        if settled or clock.elapsed() > limit:
            now.save(arguments[0])
            result = 0 if settled else 1
            application.quit()
        before = now

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(STEP_MS)
    application.exec()
    return result


def colours(image: QImage) -> int:
    """How many colours a coarse grid of points shows."""
    across, down = range(5, image.width(), 23), range(5, image.height(), 23)
    return len({image.pixel(x, y) for x in across for y in down})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
