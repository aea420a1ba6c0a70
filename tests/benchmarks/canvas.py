"""The image canvas: milliseconds for a step of panning, zooming, drawing and moving, beside a plain blit of the window.

Each step is what a person causes: the change, the painting, and the events it brings. The floor is one full-window
``drawImage`` of the same size in the same run. Run with QT_QPA_PLATFORM=offscreen, or on a display to include it.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.codec import encode_step
from desktop.annotation.document import Document, Step
from desktop.annotation.history import History, Manner, Recorder
from desktop.annotation.shapes.box import Box
from desktop.base.clock import SystemClock
from desktop.curriculum.schema import Label, LabelSchema
from desktop.records.record import Entry, Record
from desktop.views.theme.apply import dress
from desktop.views.toolkit import make_application
from desktop.views.widgets.canvas.desk import SELECT, ImageDesk
from desktop.views.widgets.canvas.widget import ImageCanvas

WINDOW = (1920, 1080)
PICTURES = ((1280, 720), (12000, 8000))
COUNTS = (100, 2_000, 10_000)
STEPS = 60


def main() -> None:
    """Print the table."""
    application = make_application([])
    dress(application)
    sys.stdout.write(
        f"window {WINDOW[0]} x {WINDOW[1]}; median / p95 ms of {STEPS} steps; x = times the floor\n"
    )
    sys.stdout.write("a commit or an undo includes writing the step to the record, with its fsync\n")
    for size in PICTURES:
        media = _picture(size)
        for count in COUNTS:
            with (
                tempfile.TemporaryDirectory() as folder,
                Record.open(Path(folder) / "record.db", SystemClock()) as record,
            ):
                history = History(Document(_boxes(size, count)), _recorder(record))
                _case(application, size=size, media=media, history=history)


def _case(application: QApplication, *, size: tuple[int, int], media: bytes, history: History) -> None:
    desk = ImageDesk(history, _schema(), size)
    canvas = ImageCanvas()
    canvas.resize(*WINDOW)
    canvas.show()
    begun = time.perf_counter()
    seen: list[float] = []
    # A big picture is a grey sheet at first; that is no sight of it.
    canvas.loader.decoded.connect(lambda _picture: seen.append(time.perf_counter()))
    canvas.open(media, desk)
    application.processEvents()
    if not canvas.loader.is_busy:
        seen.append(time.perf_counter())
    while canvas.loader.is_busy:
        application.processEvents()
        time.sleep(0.01)
    first = (seen[0] - begun) * 1000
    full = (time.perf_counter() - begun) * 1000
    name = f"{size[0]} x {size[1]}, {len(history.document):,} boxes"
    sys.stdout.write(f"{name}: first sight {first:.0f} ms, whole {full:.0f} ms\n")
    # Beside every case: the machine may have other work, and not the same all the time.
    floor = _floor(application)
    sys.stdout.write(f"  {'floor: one blit of the window':40}{_pair(floor)}\n")
    for title, times in _Bench(application, canvas, desk).run():
        ratio = statistics.median(times) / statistics.median(floor)
        sys.stdout.write(f"  {title:40}{_pair(times)}  x {ratio:.1f}\n")
        sys.stdout.flush()
    canvas.close()


def _recorder(record: Record) -> Recorder:
    """Return what writes the steps of one attempt to the record."""
    attempt = "0123456789abcdef"
    account = {"account_id": "a1", "role": "trainee", "name": "甲", "pin_hash": "x", "initials": ["j"]}
    order = {"pack_id": "p", "pack_digest": "d", "order_id": "o"}
    course = {"class_id": "c1", "number": 1, "name": "一", **order}
    exercise = {"activity_id": "x", "exercise_id": "e", "exercise_digest": "d", "mode": "practice"}
    opened = {"attempt_id": attempt, "class_id": "c1", "account_id": "a1", **exercise}
    record.append_all(
        [
            Entry("account.created", "a1", account, "setup"),
            Entry("class.created", "c1", course, "setup"),
            Entry("attempt.opened", attempt, opened, "a1"),
        ]
    )

    def write_down(manner: Manner, step: Step) -> None:
        record.save_step(attempt, manner, encode_step(step))

    return write_down


class _Bench:
    """The steps of one case."""

    def __init__(self, application: QApplication, canvas: ImageCanvas, desk: ImageDesk) -> None:
        self._application = application
        self._canvas = canvas
        self._desk = desk

    def run(self) -> list[tuple[str, list[float]]]:
        """Return the times of every kind of step."""
        canvas, view = self._canvas, self._canvas.view
        found = []
        for title, scale in (("pan, whole picture in view", view.fitting_scale), ("pan at 1:1", 1.0)):
            self._go(scale)
            found.append((title, self._timed(lambda step: canvas.pan(-23 if step % 40 < 20 else 23, -7))))
        self._go(view.fitting_scale)
        grow = (8 / view.fitting_scale) ** (1 / STEPS)
        found.append(
            ("zoom from whole to 8:1", self._timed(lambda _step: canvas.zoom_by(grow, (960.0, 540.0))))
        )
        self._go(view.fitting_scale)
        slices, whole = self._settle()
        found.append(("exact view after a zoom: one slice", slices))
        found.append(("exact view after a zoom: in all", whole))
        found.append(("draw: pointer moves", self._stroke(Qt.MouseButton.LeftButton)))
        found.append(("draw: commit", self._timed(self._draw)))
        found.append(("move a box: pointer moves", self._move()))
        found.append(("nudge by key", self._timed(lambda _step: canvas.arrow(1, 0))))
        found.append(("undo", self._timed(lambda _step: self._desk.undo())))
        return found

    def _go(self, scale: float) -> None:
        self._canvas.zoom_to(scale)
        self._canvas.pan(0, 0)
        for _turn in range(40):
            self._application.processEvents()

    def _timed(self, act: Callable[[int], object]) -> list[float]:
        times = []
        for step in range(STEPS):
            begun = time.perf_counter()
            act(step)
            self._application.processEvents()
            times.append((time.perf_counter() - begun) * 1000)
        return times

    def _settle(self) -> tuple[list[float], list[float]]:
        """Return the slices in which the exact view is made after a zoom, and how long it takes in all."""
        slices, whole = [], []
        for step in range(STEPS // 4):
            self._canvas.zoom_to(self._canvas.view.scale * (1.02 if step % 2 else 1 / 1.02))
            begun = before = time.perf_counter()
            while not self._canvas.layers.is_exact:
                self._application.processEvents()
                now = time.perf_counter()
                slices.append((now - before) * 1000)
                before = now
            whole.append((before - begun) * 1000)
        return slices, whole

    def _stroke(self, button: Qt.MouseButton) -> list[float]:
        self._desk.take("box")
        QTest.mousePress(self._canvas, button, pos=QPoint(900, 500))
        times = self._timed(
            lambda step: QTest.mouseMove(self._canvas, QPoint(910 + 3 * step, 510 + 2 * step))
        )
        QTest.mouseRelease(self._canvas, button, pos=QPoint(1090, 630))
        return times

    def _draw(self, step: int) -> None:
        hand = self._canvas.hand
        assert hand is not None
        x, y = 300 + 9 * step, 300 + 5 * step
        hand.press(x, y)
        hand.move(x + 80, y + 60)
        hand.release(x + 80, y + 60)
        self._canvas.follow_live()

    def _move(self) -> list[float]:
        self._desk.take(SELECT)
        hand = self._canvas.hand
        assert hand is not None
        self._desk.select((self._desk.document.boxes()[-1].id,))
        x, y = self._canvas.view.to_view(*self._middle())
        QTest.mousePress(self._canvas, Qt.MouseButton.LeftButton, pos=QPointF(x, y).toPoint())
        times = self._timed(
            lambda step: QTest.mouseMove(
                self._canvas, QPoint(round(x) + 4 + 3 * (step % 30), round(y) + 2 * (step % 30))
            )
        )
        QTest.mouseRelease(self._canvas, Qt.MouseButton.LeftButton, pos=QPointF(x, y).toPoint())
        return times

    def _middle(self) -> tuple[float, float]:
        box = self._desk.selected_boxes()[0]
        return (box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2


class _Blit(QWidget):
    """A widget that paints one image over itself: what any canvas must at least do."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._image = QImage(*WINDOW, QImage.Format.Format_RGB32)
        self._image.fill(Qt.GlobalColor.gray)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Blit."""
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        painter.end()


def _floor(application: QApplication) -> list[float]:
    widget = _Blit()
    widget.resize(*WINDOW)
    widget.show()
    application.processEvents()
    times = []
    for _step in range(STEPS):
        begun = time.perf_counter()
        widget.update()
        application.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
    widget.close()
    return times


def _picture(size: tuple[int, int]) -> bytes:
    """Return a JPEG full of detail: a small noisy picture, drawn large."""
    chance = random.Random(1)
    small = QImage(size[0] // 4, size[1] // 4, QImage.Format.Format_RGB32)
    small.fill(Qt.GlobalColor.darkGray)
    painter = QPainter(small)
    for _patch in range(4000):
        shade = Qt.GlobalColor(chance.randint(4, 18))
        painter.fillRect(
            chance.randrange(small.width()),
            chance.randrange(small.height()),
            chance.randint(2, 60),
            chance.randint(2, 60),
            shade,
        )
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    small.scaled(*size).save(buffer, "JPG", 85)
    return bytes(buffer.data().data())


def _boxes(size: tuple[int, int], count: int) -> list[Box]:
    chance = random.Random(2)
    boxes = []
    for place in range(count):
        width, height = chance.uniform(12, size[0] / 25), chance.uniform(12, size[1] / 20)
        x, y = chance.uniform(0, size[0] - width), chance.uniform(0, size[1] - height)
        boxes.append(
            Box(f"b{place}", f"c{place % 8}", round(x), round(y), round(x + width), round(y + height))
        )
    return boxes


def _schema() -> LabelSchema:
    labels = tuple(
        Label(id=f"c{n}", name=f"类别{n}", short=f"类{n}", key=str(n + 1), colour=n) for n in range(8)
    )
    return LabelSchema(task="boxes", labels=labels)


def _pair(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(times):8.2f} /{ordered[int(len(ordered) * 0.95)]:7.2f}"


if __name__ == "__main__":
    main()
