"""This program: the whole of it started, and the image bench with its lists in a window of the common size."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import showing
from program import Program
from PySide6 import QtCore, QtGui, QtWidgets

#: A key for each of the twenty classes of the data.
CLASS_KEYS = "1234567890qwertyuiop"


class Doorstep(Program):
    """The bench as the practice page uses it; every step goes to a record on the disk, as there."""

    toolkit = SimpleNamespace(QtCore=QtCore, QtGui=QtGui, QtWidgets=QtWidgets)
    saved_path = ""
    bench = None
    record = None

    def launch(self, ready: Callable[..., None]) -> None:
        from desktop.base.places import find_places
        from desktop.views.application import make_application, start

        application = make_application([])
        running = start(application, find_places())
        self.window = running.window
        self.window.resize(*showing.size())
        showing.watch(self.toolkit, self.window, lambda _window: ready())
        self.window.show()
        application.exec()

    def open(self, folder: Path, picture: Path) -> None:
        marks = folder / "document.json"
        self.saved_path = str(marks)
        attempt = _attempt(picture.read_bytes(), _read(marks), self.record)
        if self.bench.isHidden():
            self.bench.show()
        self.bench.load(attempt)

    def is_open(self) -> bool:
        """A grey sheet that stands in for a picture until the first of it is there does not count."""
        if self.bench is None or self.bench.desk is None:
            return False
        shown = self.canvas().layers.picture.picture
        return shown is not None and shown.layers[0].size != (1, 1)

    def is_complete(self) -> bool:
        return not self.canvas().loader.is_busy

    def canvas(self) -> Any:
        if self.bench is None:
            from desktop.base.clock import SystemClock
            from desktop.records.record import Record
            from desktop.views.widgets.bench.image_bench import ImageBench

            self.bench = ImageBench()
            self.bench.resize(*showing.size())
            # The program opens its record when it starts, not with every picture.
            self.record = Record.open(Path(os.environ["DOORSTEP_DATA"]) / "peers.db", SystemClock())
        return self.bench.canvas

    def scale(self) -> float:
        return self.canvas().view.scale

    def zoom_to(self, scale: float) -> None:
        canvas = self.canvas()
        canvas.zoom_by(scale / canvas.view.scale, self.view_middle())

    def pan(self, dx: float, dy: float) -> None:
        self.canvas().pan(dx, dy)

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        return self.canvas().view.to_view(x, y)

    def is_exact(self) -> bool:
        """Not while marks are stretched, nor while tiles that missed their frame are still being made."""
        return self.canvas().layers.is_exact and not self.canvas()._still.isActive()

    def count(self) -> int:
        return len(self.bench.desk.document)

    def prepare(self) -> None:
        self.bench.run("tool.select")

    def is_selected(self) -> bool:
        return self._last().id in self.bench.desk.selected

    def vertex(self) -> tuple[float, float]:
        return self._last().handles[0]

    def undo(self) -> None:
        self.bench.run("undo")

    def save(self) -> None:
        """Our steps save themselves; this writes all marks anew, as the peers do when they save."""
        from desktop.annotation.codec import encode_marks

        marks = encode_marks(tuple(self.bench.desk.document))
        Path(self.saved_path).write_text(json.dumps(marks), encoding="utf-8")

    def _last(self) -> Any:
        return list(self.bench.desk.document)[-1]


def _read(path: Any) -> tuple[Any, ...]:
    from desktop.annotation.codec import decode_marks

    return decode_marks(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else ()


def _attempt(media: bytes, marks: tuple[Any, ...], record: Any) -> Any:
    """Return an attempt on the bench whose steps are written to a record, with its fsync, as in practice."""
    from desktop.annotation.document import Document
    from desktop.annotation.history import History
    from desktop.curriculum.items import Exercise, Gold
    from desktop.session.shown import OpenAttempt
    from tests.benchmarks.attempts import ATTEMPT, recorder

    history = History(Document(marks), recorder(record))
    exercise = Exercise.model_construct(id="t", title="t", pool="practice", size=None, golds=(Gold(),))
    return OpenAttempt(ATTEMPT, exercise, _schema(), history, "practice", 1, media, ())


def _schema() -> Any:
    from desktop.curriculum.schema import Label, LabelSchema

    labels = tuple(
        Label(
            id=f"class{n:02d}",
            name=f"类别{n}",
            short=f"类{n}",
            key=CLASS_KEYS[n],
            colour=n,
            shapes=("polygon",),
        )
        for n in range(len(CLASS_KEYS))
    )
    return LabelSchema(task="objects", labels=labels)


PROGRAM = Doorstep
