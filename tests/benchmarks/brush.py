"""The brush: milliseconds for a move of the pointer, for letting go and for undo, beside a blit of as much of the window.

On a mask over two fifths of a 12 megapixel picture. Each step is what a person causes: the event, the painting, and the
events they bring. The floor paints a rectangle as large as the brush from a ready image, in the same run. Aims: a move
in 2 ms, undo in 5 ms. Letting go and undo include writing the step to a record, with its fsync.
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

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
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


def main() -> None:
    """Print the table."""
    application = make_application([])
    dress(application)
    media = (polygons_folder(200) / "picture.jpg").read_bytes()
    sys.stdout.write(f"window {WINDOW[0]} x {WINDOW[1]}; median / p95 ms; x = times the floor\n")
    sys.stdout.write(
        f"{'':24}{'floor':>16}{'a move':>16}{'x floor':>8}{'let go':>16}{'undo':>16}   aims 2, 5\n"
    )
    for name, scale in (("whole picture", 0.0), ("1:1", 1.0)):
        for diameter in BRUSHES:
            with (
                tempfile.TemporaryDirectory() as folder,
                Record.open(Path(folder) / "record.db", SystemClock()) as record,
            ):
                history = History(Document((mask_pair()[0],)), recorder(record))
                canvas = _canvas(media, ImageDesk(history, _schema(), PICTURE))
                line = _Bench(application, canvas, scale=scale, diameter=diameter).line()
                canvas.close()
            sys.stdout.write(f"{f'{name}, {diameter} px':24}{line}\n")
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
        assert canvas.desk is not None
        self._desk = canvas.desk
        self._desk.select((next(iter(self._desk.document)).id,))
        self._desk.take("brush")
        self._desk.set_hand(replace(self._desk.settings, brush=float(diameter)))
        if scale:
            canvas.zoom_to(scale)
        self._rest()
        self._side = max(1, round(diameter * canvas.view.scale))

    def line(self) -> str:
        """Return the figures of this brush."""
        moves: list[float] = []
        ends: list[float] = []
        undos: list[float] = []
        for stroke in range(STROKES):
            x, y = 500.0 + 40 * stroke, 300.0 + 30 * stroke
            self._send(QEvent.Type.MouseButtonPress, x, y)
            self._rest()
            for step in range(MOVES):
                x, y = x + 7, y + 3 * (-1) ** (step // 10)
                moves.append(self._timed(lambda: self._send(QEvent.Type.MouseMove, x, y)))  # noqa: B023  called at once
            ends.append(self._timed(lambda: self._send(QEvent.Type.MouseButtonRelease, x, y)))  # noqa: B023
            self._rest()
            undos.append(self._timed(self._desk.undo))
            self._rest()
        floor = self._floor()
        met = statistics.median(moves) <= 2 and statistics.median(undos) <= 5
        ratio = statistics.median(moves) / statistics.median(floor)
        return (
            f"{_pair(floor)}{_pair(moves)}{ratio:>8.1f}{_pair(ends)}{_pair(undos)}"
            f"   {'met' if met else 'MISSED'}"
        )

    def _floor(self) -> list[float]:
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

    def _timed(self, act: Callable[[], object]) -> float:
        begun = time.perf_counter()
        act()
        self._application.processEvents()
        return (time.perf_counter() - begun) * 1000

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


def _pair(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(times):>8.2f} /{ordered[int(len(ordered) * 0.95)]:>6.2f}"


if __name__ == "__main__":
    main()
