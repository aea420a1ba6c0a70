"""Pictures of inspection and repair of texts: ``python -m tests.gui.text.inspection_pictures FOLDER [--mode dark]``.

For an item of each text order: the bench as it opens, with all flags but the last planted and one too many, and the look back;
then what came back to be mended.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.text_flags import TextFlag
from desktop.base.places import find_places
from desktop.base.wording import use_language
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.scoring.grading import grade_exercise
from desktop.session.explain import explain
from desktop.session.scores import chosen_gold, gold_document
from desktop.session.shown import Feedback, OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.widgets.bench.inspection_bench import InspectionBench
from desktop.views.widgets.benches import make_bench

WINDOW, BESIDE_FEEDBACK = (1366, 692), (1022, 692)
ITEMS = (
    ("ord-tx-02", "qi01"), ("ord-tx-02", "qm01"), ("ord-tx-01", "i005"), ("ord-lm-01", "n014"),
    ("ord-tx-02", "qr01"), ("ord-tx-01", "r003"), ("ord-lm-01", "m009"),
)  # fmt: skip


def main() -> None:
    """Write the pictures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--mode", default="light", choices=("light", "dark"))
    asked = options.parse_args()
    app = QApplication([])
    use_language("zh", find_places().assets / "locale")
    dress(app, asked.mode)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for pack_id, name in ITEMS:
        pack = open_pack(find_places().courses / pack_id)
        for stem, widget, size in _looks(pack, name):
            _take(widget, asked.folder / f"{pack_id}-{name}-{stem}.png", size)


def _looks(pack: Pack, name: str) -> Iterator[tuple[str, QWidget, tuple[int, int]]]:
    attempt = _attempt(pack, name)
    bench, widget = make_bench(attempt.schema.task, attempt.exercise.work)
    bench.load(attempt)
    yield "1-open", widget, WINDOW
    if (
        isinstance(widget, InspectionBench)
        and widget.bench is not None
        and widget.bench.inspector is not None
    ):
        person = widget.bench.inspector
        true = [mark for own in attempt.exercise.golds[0].marks if isinstance(mark := own.mark(), TextFlag)]
        for flag in true[:-1]:
            if flag.target is None:
                person.press(flag.label, (flag.start, flag.end, flag.text_id))
            else:
                person.point_at(flag.target)
                person.press(flag.label)
        named = {flag.target for flag in true}
        person.point_at(next(row.mark.id for row in person.given.rows if row.mark.id not in named))
        person.press(attempt.schema.labels[-1].id)
        yield "2-flagged", widget, WINDOW
        bench.show_feedback(_feedback(pack, attempt))
        yield "3-feedback", widget, BESIDE_FEEDBACK
        bench.focus_finding(0)
        yield "4-finding", widget, BESIDE_FEEDBACK
    widget.close()
    widget.deleteLater()


def _attempt(pack: Pack, name: str) -> OpenAttempt:
    exercise = pack.exercises[name]
    schema = pack.schema(exercise.schema_id)
    return OpenAttempt(
        "a", exercise, schema, History(Document(exercise.starts_from)), "practice", 1, b"", pack.rules.clauses,
        given_schema=pack.schema(schema.inspects) if schema.inspects is not None else None,
        shown=tuple(answer.id for answer in reversed(exercise.answers)),
    )  # fmt: skip


def _feedback(pack: Pack, attempt: OpenAttempt) -> Feedback:
    score = grade_exercise(tuple(attempt.document), attempt.exercise, attempt.schema)
    return Feedback(
        attempt=attempt,
        score=score,
        findings=explain(score, attempt.schema, pack, attempt.exercise, attempt.shown),
        gold=gold_document(chosen_gold(attempt.exercise, score)),
        ignored=frozenset(),
        first_try=True,
        may_retry=True,
        gate="",
        next_reason="",
    )


def _take(widget: QWidget, path: Path, size: tuple[int, int]) -> None:
    widget.resize(*size)
    widget.show()
    until = time.monotonic() + 0.25
    while time.monotonic() < until:
        QApplication.processEvents()
    widget.grab().save(str(path))


if __name__ == "__main__":
    main()
