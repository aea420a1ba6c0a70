"""A trainee's four hours at the image bench in minutes: 20,000 edits with every tool, and memory must stay flat.

``python -m tests.torture.soak [--edits N] [--seed S]``. Exercises of all packs come one after the other, 320 edits each,
as many as 62 exercises in four hours; every step is encoded as the draft would keep it, a third are undone, and every
exercise is left by reading its draft back. Prints resident memory after every 2,000 edits: with the exercise just worked
on, and with the very first one open again, untouched, and what the allocator held back returned. By the latter, what is
left of the work done, it exits with 1 when the last third grew by more than the tolerance over the second.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import logging
import random
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMenu

from desktop.annotation.codec import decode_step, encode_step
from desktop.annotation.document import Document, Step
from desktop.annotation.history import History, Manner
from desktop.base.places import find_places
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.session.shown import OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.widgets.bench.image_bench import ImageBench

log = logging.getLogger(__name__)
EACH = 320
REPORT = 2000
#: Share by which resident memory may grow from the middle third of the work to the last.
TOLERANCE = 0.05
#: Verbs that are carried out between strokes.
VERBS = (
    "undo", "undo", "undo", "redo", "erase", "duplicate", "hide", "lock", "lock", "select.next", "order.front",
    "order.back", "group", "ungroup", "copy", "paste", "shape.simplify", "shape.convert", "shape.join", "rotate.left",
    "mask.fill_holes", "mask.islands", "zoom.in", "zoom.out", "zoom.fit", "solo", "pin", "arrow.left", "arrow.down.far",
)  # fmt: skip

TRIED_OUT = frozenset({"shape.simplify", "mask.islands"})


def main() -> None:
    """Work for as long as asked and say what became of memory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--edits", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=4)
    given = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    app = QApplication([])
    dress(app)
    worker = Worker(app, random.Random(given.seed))
    sizes = worker.work(given.edits)
    log.info("tools: %s", dict(worker.tools.most_common()))
    if not sizes:
        log.info("fewer than %d edits: nothing to compare", REPORT)
        return
    third = max(len(sizes) // 3, 1)
    middle, last = max(sizes[third : 2 * third] or sizes), max(sizes[-third:])
    log.info(
        "middle third %.0f MB, last third %.0f MB, growth %+.1f %%", middle, last, 100 * (last / middle - 1)
    )
    sys.exit(0 if last <= middle * (1 + TOLERANCE) else 1)


class Worker:
    """Somebody who never tires."""

    def __init__(self, app: QApplication, chance: random.Random) -> None:
        self._app, self._chance = app, chance
        self.edits = 0
        self.tools: Counter[str] = Counter()
        self._draft: list[tuple[Manner, str]] = []

    def work(self, edits: int) -> list[float]:
        """Return resident memory in MB after every 2,000 edits."""
        bench = ImageBench()
        bench.resize(1366, 720)
        bench.show()
        sizes: list[float] = []
        exercises = list(_exercises())
        for pack, exercise in cycle(exercises):
            self._exercise(bench, pack, exercise, edits)
            if self.edits // REPORT > len(sizes):
                worked = _resident()
                sizes.append(self._left(bench, *exercises[0]))
                log.info("%6d edits  %.0f MB at work, %.0f MB left", self.edits, worked, sizes[-1])
            if self.edits >= edits:
                break
        bench.close()
        return sizes

    def _exercise(self, bench: ImageBench, pack: Pack, exercise: Exercise, most: int) -> None:
        self._draft = []
        start = exercise.starts_from
        bench.load(_attempt(pack, exercise, History(Document(start), self._write)))
        until = min(self.edits + EACH, most)
        idle = 0
        while self.edits < until and idle < 200:
            before = self.edits
            self._stroke(bench) if self._chance.random() < 0.6 else self._verb(bench)
            self._app.processEvents()
            # What was deleted later goes when control returns to an event loop: here none runs, so it is told to.
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            idle = 0 if self.edits > before else idle + 1
        assert bench.desk is not None
        bench.canvas.cancel()
        again = Document(start)
        for _manner, step in self._draft:
            again.apply(decode_step(json.loads(step)))
        if again.marks() != bench.desk.document.marks():
            raise AssertionError(f"{exercise.id}: the draft does not read back as the document")

    def _left(self, bench: ImageBench, pack: Pack, exercise: Exercise) -> float:
        """Return the resident memory in MB with a fresh exercise open."""
        bench.load(_attempt(pack, exercise, History(Document(exercise.starts_from))))
        for _turn in range(20):
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        # Linux: a heap full of holes counts as resident although nothing is in it.
        ctypes.CDLL("libc.so.6").malloc_trim(0)
        return _resident()

    def _write(self, manner: Manner, step: Step) -> None:
        self.edits += 1
        self._draft.append((manner, json.dumps(encode_step(step), ensure_ascii=False)))

    def _verb(self, bench: ImageBench) -> None:
        assert bench.desk is not None
        # Nobody copies what they have just copied over and over: a few dozen marks would become thousands.
        bench.desk.select(bench.desk.selected[:1])
        verb = self._chance.choice(VERBS)
        bench.run(verb)
        if verb in TRIED_OUT:
            # The first shows a plate to try it out, the second does it.
            bench.run(verb)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            self._chance.choice([own for own in menu.actions() if own.isEnabled() and own.text()]).trigger()
            menu.close()

    def _stroke(self, bench: ImageBench) -> None:
        desk, hand, chance = bench.desk, bench.canvas.hand, self._chance
        assert desk is not None
        assert hand is not None
        tool = chance.choice((*desk.tools(), "select"))
        desk.choose_label(chance.choice(desk.schema.labels))
        desk.take(tool)
        self.tools[tool] += 1
        view = bench.canvas.view
        at = [chance.uniform(0.1, 0.9) * view.width, chance.uniform(0.1, 0.9) * view.height]
        for _point in range(chance.randint(2, 7)):
            hand.press(*at)
            for _move in range(chance.randint(1, 4)):
                at = [at[0] + chance.uniform(-60, 60), at[1] + chance.uniform(-60, 60)]
                hand.move(*at)
            hand.release(*at)
            if not hand.is_drawing:
                break
        if hand.is_drawing and not hand.say("close"):
            hand.cancel()
        hand.cancel()
        bench.canvas.follow_live()


def _exercises() -> Iterator[tuple[Pack, Exercise]]:
    """Yield the practice exercises on pictures, the packs taking turns."""
    packs = [
        open_pack(folder)
        for folder in sorted(find_places().courses.iterdir())
        if (folder / "pack.toml").exists()
    ]
    banks = [
        [(pack, own) for own in pack.exercises.values() if own.pool == "practice" and pack.schema(own.schema_id).on_pictures]
        for pack in packs
    ]  # fmt: skip
    for place in range(max(map(len, banks))):
        for bank in banks:
            if place < len(bank):
                yield bank[place]


def _attempt(pack: Pack, exercise: Exercise, history: History) -> OpenAttempt:
    schema = pack.schema(exercise.schema_id)
    return OpenAttempt(
        attempt_id="soak",
        exercise=exercise,
        schema=schema,
        history=history,
        mode="practice",
        try_number=1,
        media=pack.files.read(exercise.media or ""),
        clauses=pack.rules.clauses,
        given_schema=pack.schema(schema.inspects) if schema.inspects else None,
    )


def _resident() -> float:
    """Return this process's resident memory in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise OSError("no VmRSS in /proc/self/status")


if __name__ == "__main__":
    main()
