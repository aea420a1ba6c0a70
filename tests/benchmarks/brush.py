"""The brush: milliseconds for pressing, moving, letting go, undo and redo, beside a blit of as much of the window.

On a mask over two fifths of a 12 megapixel picture. Each step is what a person causes: the event, the painting, and the
events they bring. The floor paints a rectangle as large as the brush from a ready image, in the same run. Aims: a move
in 2 ms, undo in 5 ms. Letting go, undo and redo include writing the step to a record; the last column says how much of
it that is, with its fsync. Below each line the processor time of the window's thread: other work on the machine, and the
disk, do not count in it.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document, Step
from desktop.annotation.history import History, Manner
from desktop.base.clock import SystemClock
from desktop.curriculum.schema import Label, LabelSchema
from desktop.records.record import Record
from desktop.views.theme.apply import dress
from desktop.views.toolkit import make_application
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.widget import ImageCanvas
from tests.benchmarks.areas import mask_pair
from tests.benchmarks.attempts import recorder
from tests.benchmarks.peers.data import PICTURE, polygons_folder

WINDOW = (1920, 1080)
#: Diameters of the brush in image pixels.
BRUSHES = (16, 80, 300)
MOVES, STROKES = 40, 6
#: Milliseconds by the clock, and of processor time.
Taken: TypeAlias = tuple[float, float]


def main() -> None:
    """Print the table."""
    application = make_application([])
    dress(application)
    media = (polygons_folder(200) / "picture.jpg").read_bytes()
    sys.stdout.write(f"window {WINDOW[0]} x {WINDOW[1]}; median / p95 ms; x = times the floor\n")
    sys.stdout.write(
        f"{'':24}{'floor':>16}{'press':>16}{'a move':>16}{'x floor':>8}{'let go':>16}{'undo':>16}{'redo':>16}"
        f"{'the record':>16}   aims 2, 5\n"
    )
    for name, scale in (("whole picture", 0.0), ("1:1", 1.0)):
        for diameter in BRUSHES:
            with (
                tempfile.TemporaryDirectory() as folder,
                Record.open(Path(folder) / "record.db", SystemClock()) as record,
            ):
                written = _Written(recorder(record))
                history = History(Document((mask_pair()[0],)), written)
                canvas = _canvas(media, ImageDesk(history, _schema(), PICTURE))
                bench = _Bench(application, canvas, scale=scale, diameter=diameter)
                bench.work()
                lines = bench.lines(written.times)
                canvas.close()
            sys.stdout.write(f"{f'{name}, {diameter} px':24}{lines}\n")
            sys.stdout.flush()


def _canvas(media: bytes, desk: ImageDesk) -> ImageCanvas:
    canvas = ImageCanvas()
    canvas.resize(*WINDOW)
    canvas.show()
    canvas.open(media, desk)
    return canvas


class _Bench:
    """One brush at one scale."""

    def __init__(
        self, application: QApplication, canvas: ImageCanvas, *, scale: float, diameter: float
    ) -> None:
        self._application = application
        self._canvas = canvas
        self._times: dict[str, list[Taken]] = {}
        assert canvas.desk is not None
        self._desk = canvas.desk
        self._desk.select((next(iter(self._desk.document)).id,))
        self._desk.take("brush")
        self._desk.set_hand(replace(self._desk.settings, brush=float(diameter)))
        if scale:
            canvas.zoom_to(scale)
        self._rest()
        self._side = max(1, round(diameter * canvas.view.scale))

    def work(self) -> None:
        """Paint, take back, do again and take back, stroke by stroke."""
        for stroke in range(STROKES):
            x, y = 500.0 + 40 * stroke, 300.0 + 30 * stroke
            self._time("press", lambda: self._send(QEvent.Type.MouseButtonPress, x, y))  # noqa: B023  called at once
            self._rest()
            for step in range(MOVES):
                x, y = x + 7, y + 3 * (-1) ** (step // 10)
                self._time("move", lambda: self._send(QEvent.Type.MouseMove, x, y))  # noqa: B023
            self._time("end", lambda: self._send(QEvent.Type.MouseButtonRelease, x, y))  # noqa: B023
            self._rest()
            for name, act in (
                ("undo", self._desk.undo),
                ("redo", self._desk.redo),
                ("undo", self._desk.undo),
            ):
                self._time(name, act)
                self._rest()

    def lines(self, written: list[Taken]) -> str:
        """Return the figures of this brush, by the clock and below it in processor time; ``written`` is the record's part."""
        times = {"floor": self._floor(), **self._times, "record": written}
        rows = []
        for which in (0, 1):
            middle = {name: statistics.median(one[which] for one in taken) for name, taken in times.items()}
            met = "met" if middle["move"] <= 2 and middle["undo"] <= 5 else "MISSED"
            first, rest = ("floor", "press", "move"), ("end", "undo", "redo", "record")
            rows.append(
                "".join(_pair(times[name], which) for name in first)
                + f"{middle['move'] / middle['floor']:>8.1f}"
                + "".join(_pair(times[name], which) for name in rest)
                + f"   {met}"
            )
        return f"\n{'  processor time':24}".join(rows)

    def _time(self, name: str, act: Callable[[], object]) -> None:
        self._times.setdefault(name, []).append(self._timed(act))

    def _floor(self) -> list[Taken]:
        widget = _Blit()
        widget.resize(*WINDOW)
        widget.show()
        # On a real display a window paints nothing before it is exposed.
        QTest.qWaitForWindowExposed(widget)
        times = [
            self._timed(lambda: widget.update(QRect(500 + step, 300, self._side, self._side)))  # noqa: B023
            for step in range(MOVES * 2)
        ]
        assert widget.paints > MOVES
        widget.close()
        return times

    def _timed(self, act: Callable[[], object]) -> Taken:
        def with_events() -> None:
            act()
            self._application.processEvents()

        return _taken(with_events)

    def _rest(self) -> None:
        until = time.perf_counter() + 0.3
        while time.perf_counter() < until:
            self._application.processEvents()
            time.sleep(0.005)

    def _send(self, kind: QEvent.Type, x: float, y: float) -> None:
        moves, up = kind == QEvent.Type.MouseMove, kind == QEvent.Type.MouseButtonRelease
        none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        at = QPointF(x, y)
        whole = QPointF(self._canvas.mapToGlobal(at.toPoint()))
        event = QMouseEvent(
            kind,
            at,
            whole,
            none if moves else left,
            none if up else left,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self._canvas, event)


class _Written:
    """Writes steps down and keeps how many milliseconds each took."""

    def __init__(self, write: Callable[[Manner, Step], None]) -> None:
        self._write = write
        self.times: list[Taken] = []

    def __call__(self, manner: Manner, step: Step) -> None:
        """Write one down."""
        self.times.append(_taken(lambda: self._write(manner, step)))


class _Blit(QWidget):
    """Paints what is asked for from a ready image."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._image = QImage(*WINDOW, QImage.Format.Format_RGB32)
        self._image.fill(Qt.GlobalColor.gray)
        self.paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit."""
        self.paints += 1
        painter = QPainter(self)
        painter.drawImage(event.rect(), self._image, event.rect())
        painter.end()


def _schema() -> LabelSchema:
    label = Label(id="class00", name="类别", short="类", key="1", colour=0, shapes=("mask",))
    return LabelSchema(task="objects", labels=(label,))


def _taken(act: Callable[[], object]) -> Taken:
    begun, busy = time.perf_counter(), time.thread_time()
    act()
    return (time.perf_counter() - begun) * 1000, (time.thread_time() - busy) * 1000


def _pair(times: list[Taken], which: int) -> str:
    ordered = sorted(one[which] for one in times)
    return f"{statistics.median(ordered):>8.2f} /{ordered[int(len(ordered) * 0.95)]:>6.2f}"


if __name__ == "__main__":
    main()
