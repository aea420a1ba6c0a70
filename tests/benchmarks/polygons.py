"""Measure the canvas with very many polygons: zoom, pan, hover, a vertex drag, undo, and a comparison.

Run with ``python -m tests.benchmarks polygons``, best under ``xvfb-run -s "-screen 0 1920x1080x24"``. Both the clock and the processor
time of the window's thread are told: on a machine with other work the clock measures that as well.
"""

from __future__ import annotations

import math
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document, replacing
from desktop.annotation.history import History
from desktop.annotation.shapes.polygon import Polygon
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.result import Finding
from desktop.views.theme.apply import dress
from desktop.views.toolkit import make_application
from desktop.views.widgets.canvas.comparison import ComparisonView
from desktop.views.widgets.canvas.desk import SELECT, ImageDesk
from desktop.views.widgets.canvas.review_scene import Compared
from desktop.views.widgets.canvas.widget import ImageCanvas
from tests.benchmarks.canvas import WINDOW, _picture

SIZE = (12000, 8000)
COUNTS = (10_000, 50_000)
PAIRS = (300, 3_000)
STEPS = 80
#: Seconds from one input to the next.
PACE = 0.016


def main() -> None:
    """Print the table."""
    application = make_application([])
    dress(application)
    media = _picture(SIZE)
    sys.stdout.write(
        f"window {WINDOW[0]} x {WINDOW[1]}, median / p95 ms of {STEPS} steps: processor, clock\n"
    )
    for count in COUNTS:
        _marks(application, media, count)
    for count in PAIRS:
        _pairs(application, media, count)


def _marks(application: QApplication, media: bytes, count: int) -> None:
    document = Document(_polygon(random.Random(place), f"p{place}") for place in range(count))
    desk = ImageDesk(History(document), _schema(), SIZE)
    desk.take(SELECT)
    canvas = ImageCanvas()
    canvas.resize(*WINDOW)
    canvas.show()
    canvas.open(media, desk)
    while canvas.loader.is_busy:
        _rest(application, 0.05)
    sys.stdout.write(f"{count:,} polygons\n")
    whole = canvas.view.fitting_scale
    for name, scale in (("whole", whole), ("1:4", 0.25), ("1:1", 1.0)):
        canvas.zoom_to(scale)
        _rest(application, 1.0)
        _tell(application, f"pan, {name}", lambda step: canvas.pan(*_back_and_forth(step, 37, 11)))
        _tell(application, f"pan far, {name}", lambda step: canvas.pan(*_back_and_forth(step, 150, 40)))
        _tell(application, f"hover, {name}", lambda step: _move(canvas, 400 + 11 * step, 300 + 5 * step))
    canvas.zoom_to(whole)
    _rest(application, 1.0)
    _tell(application, "zoom", lambda step: canvas.zoom_by(1.25 if step % 40 < 20 else 0.8, (960.0, 540.0)))
    canvas.zoom_to(0.25)
    _rest(application, 1.0)
    _edits(application, canvas, desk)
    canvas.close()


def _edits(application: QApplication, canvas: ImageCanvas, desk: ImageDesk) -> None:
    mark_id, _place, point = desk.table.vertices_near(*canvas.view.to_image(960, 540), 2000.0)[0]
    desk.select((mark_id,))
    _rest(application, 0.3)
    x, y = canvas.view.to_view(*point)
    _press(canvas, QEvent.Type.MouseButtonPress, x, y)
    _tell(
        application,
        "vertex drag",
        lambda step: _move(canvas, x + 15 * math.sin(step), y + 20 * math.cos(step)),
    )
    _press(canvas, QEvent.Type.MouseButtonRelease, x, y)
    document = desk.document
    moved = Polygon.moved
    _tell(
        application,
        "move, carried out",
        lambda _step: desk.do(replacing("move", document, moved(document[mark_id], 1, 1))),  # type: ignore[arg-type]
    )
    _tell(application, "undo", lambda _step: desk.undo())


def _pairs(application: QApplication, media: bytes, count: int) -> None:
    gold = [_polygon(random.Random(place), f"g{place}") for place in range(count)]
    answer = [replace(polygon.moved(4, 2), id=f"a{polygon.id}") for polygon in gold]
    findings = tuple(
        Finding("BND", "ordinary", polygon.bounds, gold_id=polygon.id, answer_id=f"a{polygon.id}")
        for polygon in gold
    )
    view = ComparisonView()
    view.resize(*WINDOW)
    view.show()
    view.compare(media, Compared(_schema(), Document(answer), Document(gold), findings))
    while view.loader.is_busy:
        _rest(application, 0.05)
    _rest(application, 5.0)
    sys.stdout.write(f"comparison of {count:,} pairs\n")
    _tell(application, "pan, whole", lambda step: view.pan(*_back_and_forth(step, 20, 7)))
    view.close()


def _polygon(chance: random.Random, mark_id: str) -> Polygon:
    x, y = chance.uniform(50, SIZE[0] - 50), chance.uniform(50, SIZE[1] - 50)
    radius = chance.uniform(12, 45)
    turns = sorted(chance.uniform(0, 2 * math.pi) for _point in range(12))
    ring = tuple(
        (
            x + radius * chance.uniform(0.6, 1) * math.cos(turn),
            y + radius * chance.uniform(0.6, 1) * math.sin(turn),
        )
        for turn in turns
    )
    return Polygon(mark_id, f"c{chance.randrange(8)}", rings=(ring,))


def _schema() -> LabelSchema:
    labels = tuple(
        Label(id=f"c{n}", name=f"类别{n}", short=f"类{n}", key=str(n + 1), colour=n, shapes=("polygon",))
        for n in range(8)
    )
    return LabelSchema(task="objects", labels=labels)


def _back_and_forth(step: int, dx: int, dy: int) -> tuple[int, int]:
    return (-dx, -dy) if step % STEPS < STEPS // 2 else (dx, dy)


def _move(canvas: QWidget, x: float, y: float) -> None:
    _press(canvas, QEvent.Type.MouseMove, x, y)


def _press(canvas: QWidget, kind: QEvent.Type, x: float, y: float) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = left if kind == QEvent.Type.MouseButtonPress else none
    place = QPointF(canvas.mapToGlobal(QPoint(round(x), round(y))))
    event = QMouseEvent(kind, QPointF(x, y), place, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas, event)


def _tell(application: QApplication, name: str, act: Callable[[int], object]) -> None:
    clock, processor = [], []
    for step in range(STEPS):
        begun, worked = time.perf_counter(), time.thread_time()
        act(step)
        application.processEvents()
        processor.append((time.thread_time() - worked) * 1000)
        clock.append((time.perf_counter() - begun) * 1000)
        while time.perf_counter() - begun < PACE:
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
    sys.stdout.write(f"  {name:24}{_pair(processor)}   {_pair(clock)}\n")
    sys.stdout.flush()


def _rest(application: QApplication, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        application.processEvents()
        time.sleep(0.002)


def _pair(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(times):7.2f} /{ordered[int(len(ordered) * 0.95)]:7.2f}"


if __name__ == "__main__":
    main()
