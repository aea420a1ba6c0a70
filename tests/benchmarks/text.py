"""The text bench on a megabyte with 10,000 spans and 3,000 relations: open, scroll, jump, mark, relate, undo, reply.

The floor is a plain blit: a widget of the same size that paints one ready image, in the same run. Beside it stands
what the glyphs of one screen cost by themselves, with no spans at all. A frame is the act, a synchronous repaint of
what it made dirty, and the events it posted.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import reading_order
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import Question, RelationType
from desktop.session.shown import OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.toolkit import make_application
from desktop.views.widgets.bench.text_bench import TextBench
from desktop.views.widgets.text.targets import hover

SIZE = (1366, 680)
BYTES, SPANS, RELATIONS = 1_000_000, 10_000, 3_000
#: One relation in so many leads anywhere in the text, the others to one of the next spans.
FAR = 10
SCHEMA = LabelSchema(
    task="text",
    labels=tuple(
        Label(id=f"l{number}", name=f"类别{number}", short=f"类{number}", key=str(number), colour=number)
        for number in range(1, 8)
    ),
    relations=tuple(
        RelationType(
            id=f"r{number}", name=f"关系{number}", short=f"关系{number}", key="asd"[number], colour=number
        )
        for number in range(3)
    ),
)
_CHANCE = random.Random(1)


class Blit(QWidget):
    """Paints one image, nothing else: the least that any frame of this size can cost."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage(*SIZE, QImage.Format.Format_RGB32)
        self._image.fill(0xFFFFFF)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        painter.end()


def main() -> None:
    """Print the table for paragraphs and for one single line."""
    application = make_application([])
    dress(application)
    floor = floor_times(application)
    sys.stdout.write(f"{'ms':44}{'median':>9}{'p95':>9}{'x floor':>9}\n")
    report("plain blit (floor)", floor, floor)
    for name, paragraph in (("paragraphs of 200", 200), ("one line", 0)):
        text = made_text(paragraph)
        spans = made_spans(len(text))
        relations = made_relations(spans)
        sys.stdout.write(
            f"-- {name}: {len(text):,} characters, {len(spans):,} spans, {len(relations):,} relations\n"
        )
        for act, times in bench_times(application, text, (*spans, *relations)).items():
            report(act, times, floor)
        report("open, no relations", bench_times(application, text, spans, ("open",))["open"], floor)
        report("reply to a question", reply_times(application, text, (*spans, *relations)), floor)
        plain = bench_times(application, text, (), ("open", "scroll 60 px"))
        report("scroll 60 px, no spans", plain["scroll 60 px"], floor)


def made_text(paragraph: int) -> str:
    """Return a megabyte of Chinese with some characters beyond U+FFFF."""
    parts: list[str] = []
    size = 0
    while size < BYTES:
        length = paragraph or 200
        words = "".join(chr(_CHANCE.randrange(0x4E00, 0x4E00 + 3000)) for _number in range(length))
        piece = "，".join(words[start : start + 17] for start in range(0, length, 17))
        piece = piece[:10] + "😀𠮷" + piece[10:] if _CHANCE.random() < 0.1 else piece
        parts.append(piece)
        size += len(piece.encode())
    return ("\n" if paragraph else "").join(parts)


def made_spans(length: int) -> tuple[Span, ...]:
    """Return spans of 2 to 13 characters all over the text; many overlap."""
    made = []
    for number in range(SPANS):
        start = _CHANCE.randrange(length - 20)
        made.append(Span(f"s{number}", f"l{1 + number % 7}", start, start + _CHANCE.randrange(2, 14)))
    return tuple(made)


def made_relations(spans: tuple[Span, ...]) -> tuple[Relation, ...]:
    """Return relations from spans to one of the next, some of them to any other."""
    ordered = sorted(spans, key=reading_order)
    made = []
    for number in range(RELATIONS):
        place = _CHANCE.randrange(len(ordered) - 8)
        other = _CHANCE.randrange(len(ordered)) if number % FAR == 0 else place + _CHANCE.randrange(1, 8)
        if other != place:
            made.append(Relation(f"q{number}", f"r{number % 3}", ordered[place].id, ordered[other].id))
    return tuple(made)


def floor_times(application: QApplication) -> list[float]:
    """Time frames of the plain blit."""
    blit = Blit()
    blit.resize(*SIZE)
    blit.show()
    application.processEvents()
    return timed(200, lambda _number: frame(application, blit, whole=True))


def bench_times(
    application: QApplication, text: str, marks: tuple[Mark, ...], only: tuple[str, ...] = ()
) -> dict[str, list[float]]:
    """Time the acts of a person at one text; with ``only``, no more than opening and scrolling."""
    attempt = made_attempt(text, marks)
    bench = TextBench()
    bench.resize(*SIZE)
    bench.show()
    application.processEvents()
    view = bench.canvas
    viewport, bar = view.viewport(), view.verticalScrollBar()

    def opened(_number: int) -> None:
        bench.load(attempt)
        frame(application, viewport)

    def scrolled(_number: int) -> None:
        bar.setValue(bar.value() + 60)
        frame(application, viewport)

    def jumped(_number: int) -> None:
        bar.setValue(_CHANCE.randrange(bar.maximum()))
        frame(application, viewport)

    times = {"open": timed(5, opened), "scroll 60 px": [], "jump anywhere": timed(30, jumped)}
    bar.setValue(bar.maximum() // 3)
    frame(application, viewport)
    times["scroll 60 px"] = timed(100, scrolled)
    if only:
        bench.close()
        bench.deleteLater()
        return times
    times["paint the whole screen again"] = timed(
        50, lambda _number: frame(application, viewport, whole=True)
    )
    times |= edit_times(application, bench)
    bench.close()
    bench.deleteLater()
    return times


def reply_times(application: QApplication, text: str, marks: tuple[Mark, ...]) -> list[float]:
    """Time replies by key beside all the marks: one document holds both."""
    asked = Question(id="sure", name="把握", kind="scale", anchors={"5": "有把握"})
    bench = opened_bench(application, text, marks, SCHEMA.model_copy(update={"questions": (asked,)}))
    panel = bench.questions.panel
    assert panel is not None
    times = timed(
        20, lambda number: (panel.press(str(1 + number % 5)), frame(application, bench.canvas.viewport()))
    )
    bench.close()
    bench.deleteLater()
    return times


def opened_bench(
    application: QApplication, text: str, marks: tuple[Mark, ...], schema: LabelSchema
) -> TextBench:
    """Return a bench on the screen with a text and its marks."""
    bench = TextBench(made_attempt(text, marks, schema))
    bench.resize(*SIZE)
    bench.show()
    frame(application, bench.canvas.viewport())
    return bench


def made_attempt(text: str, marks: tuple[Mark, ...], schema: LabelSchema = SCHEMA) -> OpenAttempt:
    """Return a text with its marks as an open attempt."""
    exercise = Exercise.model_construct(id="t", title="t", pool="practice", text=text, golds=(Gold(),))
    return OpenAttempt("a", exercise, schema, History(Document(marks)), "practice", 1, b"", ())


def edit_times(application: QApplication, bench: TextBench) -> dict[str, list[float]]:
    """Time the acts that change marks, and those that only walk."""
    view = bench.canvas
    times: dict[str, list[float]] = {}
    viewport, bar = view.viewport(), view.verticalScrollBar()
    editor = bench.editor
    assert editor is not None
    first = view.flow.row_at(bar.value() + 200).row.start

    def marked(number: int) -> None:
        editor.select(first + 3 * number, first + 3 * number + 2)
        editor.apply_label("l1")
        frame(application, viewport)

    def moved(_number: int) -> None:
        editor.nudge("end", onward=True)
        frame(application, viewport)

    def undone(_number: int) -> None:
        editor.undo()
        frame(application, viewport)

    times["select and mark"] = timed(40, marked)
    times["move an edge by a key"] = timed(20, moved)
    times["undo"] = timed(60, undone)
    times["redo"] = timed(20, lambda _number: (editor.redo(), frame(application, viewport)))
    times |= link_times(application, bench, first)
    times["next span by Tab"] = timed(
        30, lambda _number: (editor.pick_beside(1), frame(application, viewport))
    )
    times["change the type size"] = timed(
        6, lambda number: (view.resize_type(number), frame(application, viewport))
    )
    return times


def link_times(application: QApplication, bench: TextBench, first: int) -> dict[str, list[float]]:
    """Time making, showing and deleting relations after a place of the text."""
    view, editor = bench.canvas, bench.editor
    assert editor is not None
    viewport = view.viewport()
    seen = editor.index.within(first, first + 2000)

    def related(number: int) -> None:
        editor.links.make("r1", seen[number], seen[number + 1])
        frame(application, viewport)

    def hovered(number: int) -> None:
        hover(view, ("", editor.links.relation_id)[number % 2])
        frame(application, viewport)

    def deleted(number: int) -> None:
        editor.pick(seen[number].id)
        editor.delete()
        frame(application, viewport)

    def undone(_number: int) -> None:
        editor.undo()
        frame(application, viewport)

    return {
        "relate two spans": timed(20, related),
        "show the relation under the pointer": timed(20, hovered),
        "undo a relation": timed(20, undone),
        "delete a span with its relations": timed(20, deleted),
        "undo that": timed(20, undone),
    }


def timed(runs: int, act: Callable[[int], object]) -> list[float]:
    """Return the milliseconds of each run."""
    times = []
    for number in range(runs):
        begun = time.perf_counter()
        act(number)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def frame(application: QApplication, widget: QWidget, *, whole: bool = False) -> None:
    """Paint what is dirty, or the whole widget, and handle what was posted."""
    if whole:
        widget.repaint()
    application.processEvents()


def report(name: str, times: list[float], floor: list[float]) -> None:
    """Print one line of the table."""
    median = statistics.median(times)
    p95 = sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
    ratio = median / statistics.median(floor)
    sys.stdout.write(f"{name:44}{median:9.2f}{p95:9.2f}{ratio:9.1f}\n")


if __name__ == "__main__":
    main()
