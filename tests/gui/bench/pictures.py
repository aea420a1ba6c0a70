"""Pictures of the image bench at work: ``python -m tests.gui.bench.pictures FOLDER [--only PACK]``.

For every schema of every pack: an exercise with its true marks on the bench, and the look back at an answer that was
spoilt on purpose by every operator that fits. Then every tool half-way through a stroke, and the plates and menus.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Shape
from desktop.base.places import find_places
from desktop.base.wording import use_language
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.seeding import Scene, applicable, seed_errors
from desktop.scoring.grading import grade_exercise
from desktop.session.explain import explain, not_judged
from desktop.session.scores import chosen_gold, gold_document
from desktop.session.shown import Feedback, OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.widgets.bench.image_bench import ImageBench
from tests.gui.bench.shapes_desk import SCHEMA, SIZE, every_shape
from tests.gui.canvas.drivers import picture

log = logging.getLogger(__name__)
WINDOW = (1366, 720)
SEED = 11


def main() -> None:
    """Write the pictures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--only", default="", help="part of a pack's name")
    options.add_argument("--language", default="zh")
    given = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    app = QApplication([])
    use_language(given.language, find_places().assets / "locale")
    dress(app)
    given.folder.mkdir(parents=True, exist_ok=True)
    for folder in sorted(find_places().courses.iterdir()):
        if given.only in folder.name and (folder / "pack.toml").exists():
            _pack(open_pack(folder), given.folder, folder.name)
    if given.only in "tools":
        _tools(given.folder)


def _pack(pack: Pack, out: Path, name: str) -> None:
    for schema, exercise in _one_of_each(pack):
        stem = f"{name}-{schema.id}-{exercise.work}"
        gold = tuple(mark.mark() for mark in exercise.golds[0].marks)
        start = gold if exercise.work == "label" else exercise.starts_from
        bench = ImageBench(_attempt(pack, exercise, start))
        _take(bench, out / f"{stem}-1-bench.png")
        answer = _spoilt(gold, schema, exercise)
        bench.show_feedback(_feedback(pack, exercise, answer))
        _take(bench, out / f"{stem}-2-feedback.png")
        if bench.comparison.compared is not None and bench.comparison.compared.findings:
            bench.focus_finding(0)
            _take(bench, out / f"{stem}-3-finding.png")
        bench.close()
        bench.deleteLater()


def _tools(out: Path) -> None:
    """Take a picture of every tool in the middle of a stroke, of what is selected, and of the plates."""
    exercise = Exercise(id="tools", title="工具", pool="practice", media="a.png", size=SIZE, golds=(Gold(),))
    history = History(Document(every_shape()))
    media = picture(SIZE)
    attempt = OpenAttempt("a", exercise, SCHEMA, history, "practice", 1, media, ())
    bench = ImageBench(attempt)
    desk, hand = bench.desk, bench.canvas.hand
    assert desk is not None
    assert hand is not None
    _take(bench, out / "tools-all.png")
    for tool in desk.tools():
        desk.take(tool)
        view = bench.canvas.view
        for place, (x, y) in enumerate(((150.0, 160.0), (215.0, 175.0), (205.0, 240.0))):
            at = view.to_view(x, y)
            hand.press(*at)
            hand.move(*at)
            if place < 2:
                hand.release(*at)
        hand.move(*view.to_view(170.0, 235.0))
        bench.canvas.follow_live()
        _take(bench, out / f"tools-{tool}.png")
        hand.cancel()
        hand.release(*view.to_view(170.0, 235.0))
        while history.next_undo:
            desk.undo()
    desk.take("select")
    for mark in desk.document.shapes():
        desk.select((mark.id,))
        _take(bench, out / f"tools-selected-{mark.kind}.png")
    for action in ("layers", "adjust", "navigator", "filter", "attributes.walk"):
        bench.run(action)
        _take(bench, out / f"tools-{action}.png")
        bench.run(action)
    bench.close()
    bench.deleteLater()


def _one_of_each(pack: Pack) -> Iterator[tuple[LabelSchema, Exercise]]:
    """Yield an exercise on a picture for each schema and kind of work."""
    seen: set[tuple[str, str]] = set()
    for exercise in pack.exercises.values():
        key = (exercise.schema_id, exercise.work)
        schema = pack.schema(exercise.schema_id)
        if schema.on_pictures and key not in seen:
            seen.add(key)
            yield schema, exercise


def _spoilt(gold: tuple[Mark, ...], schema: LabelSchema, exercise: Exercise) -> tuple[Mark, ...]:
    """Return the true marks with one error of every kind that fits; of an inspection, half of what is to be found."""
    if schema.task == "inspection":
        return gold[: len(gold) // 2]
    shapes = [mark for mark in gold if isinstance(mark, Shape)]
    size = exercise.size or (1, 1)
    chance = random.Random(SEED)
    wanted = applicable(Scene(shapes, schema, size, chance))
    return seed_errors(shapes, schema, size=size, wanted=wanted, chance=random.Random(SEED)).given


def _attempt(pack: Pack, exercise: Exercise, marks: tuple[Mark, ...]) -> OpenAttempt:
    schema = pack.schema(exercise.schema_id)
    return OpenAttempt(
        attempt_id="a",
        exercise=exercise,
        schema=schema,
        history=History(Document(marks)),
        mode="practice",
        try_number=1,
        media=pack.files.read(exercise.media) if exercise.media else b"",
        clauses=pack.rules.clauses,
        given_schema=pack.schema(schema.inspects) if schema.inspects else None,
    )


def _feedback(pack: Pack, exercise: Exercise, answer: tuple[Mark, ...]) -> Feedback:
    attempt = _attempt(pack, exercise, answer)
    score = grade_exercise(answer, exercise, attempt.schema)
    gold = chosen_gold(exercise, score)
    for shown in explain(score, attempt.schema, pack):
        log.info("%s %s %s | %s", exercise.id, shown.finding.code, shown.sentence, shown.remedy)
    return Feedback(
        attempt=attempt,
        score=score,
        findings=explain(score, attempt.schema, pack),
        gold=gold_document(gold),
        ignored=frozenset(mark.id for mark in gold.marks if mark.ignore),
        first_try=True,
        may_retry=True,
        gate="",
        next_reason="",
        comments=(),
        not_judged=not_judged(gold, attempt.schema),
    )


def _take(widget: QWidget, path: Path) -> None:
    widget.resize(*WINDOW)
    widget.show()
    until = time.monotonic() + 1.0
    while time.monotonic() < until:
        QApplication.processEvents()
    widget.grab().save(str(path))


if __name__ == "__main__":
    main()
