"""Open one document in our text bench, scroll it, add spans; prints what was found as JSON: ``ours DOCUMENT STEPS``.

Opening counts from the file: reading, decoding, loading, painting. Where there is a display the window is on it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

if "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.annotation.codec import decode_marks
from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.curriculum.items import Exercise, Gold
from desktop.session.shown import OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.toolkit import make_application
from desktop.views.widgets.bench.text_bench import TextBench
from tests.benchmarks.peers.web.memory import megabytes
from tests.benchmarks.text import SCHEMA, SIZE


def main() -> None:
    """Do what the command line says."""
    path, steps = Path(sys.argv[1]), int(sys.argv[2])
    application = make_application([])
    dress(application)
    bench = TextBench()
    bench.resize(*SIZE)
    bench.show()
    settle(application)
    found: dict[str, Any] = {"open": timed(lambda: (bench.load(read(path)), settle(application)))}
    bar = bench.canvas.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    settle(application)
    found["scroll"] = [
        timed(lambda: (bar.setValue(bar.value() + 60), settle(application))) for _ in range(steps)
    ]
    found["add"] = [added(application, bench) for _ in range(max(3, steps // 10))]
    found["megabytes"] = megabytes([os.getpid()])
    sys.stdout.write(json.dumps(found))


def read(path: Path) -> OpenAttempt:
    """Return the document of a file as an open attempt."""
    value = json.loads(path.read_text(encoding="utf-8"))
    exercise = Exercise.model_construct(
        id="t", title="t", pool="practice", text=value["text"], golds=(Gold(),)
    )
    document = Document(decode_marks(value["marks"]))
    return OpenAttempt("a", exercise, SCHEMA, History(document), "practice", 1, b"", ())


def added(application: QApplication, bench: TextBench) -> float:
    """Return the milliseconds from letting go of the mouse button to the frame with the new span."""
    editor, view = bench.editor, bench.canvas
    assert editor is not None
    start = free_words(bench)
    editor.stick("l1")
    left, right = view.place_of(start).toPoint(), view.place_of(start + 3, upstream=True).toPoint()
    button, viewport = Qt.MouseButton.LeftButton, view.viewport()
    before = len(editor.index)
    QTest.mousePress(viewport, button, pos=left)
    QTest.mouseMove(viewport, (QPointF(left + right) / 2).toPoint())
    QTest.mouseMove(viewport, right)
    settle(application)
    taken = timed(lambda: (QTest.mouseRelease(viewport, button, pos=right), settle(application)))
    if len(editor.index) != before + 1:
        raise RuntimeError("the drag marked nothing")
    return taken


def free_words(bench: TextBench) -> int:
    """Return where in the window three characters of a row stand that no span touches."""
    editor, view = bench.editor, bench.canvas
    assert editor is not None
    top = view.verticalScrollBar().value() + 80
    for row in view.flow.visible(top, top + 400):
        for start in range(row.row.start + 2, row.row.end - 5):
            if not editor.index.within(start - 1, start + 4):
                return start
    raise RuntimeError("no free words in the window")


def settle(application: QApplication) -> None:
    """Paint what is dirty and handle what was posted."""
    application.processEvents()


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
