"""Pictures of the adjudication bench: ``python -m tests.gui.adjudicate.pictures FOLDER``."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.base.places import find_places
from desktop.base.wording import use_language
from desktop.views.theme.apply import dress
from desktop.views.theme.tokens import Mode
from desktop.views.widgets.bench.adjudicate_bench import AdjudicationBench
from tests.gui.adjudicate.material import QUESTIONS, answers_exercise, attempt_of, text_exercise

#: The design size without the page's bar.
WIDE, HIGH = 1366, 720


def main() -> None:
    """Write the pictures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--language", default="zh")
    options.add_argument("--mode", default="light", choices=["light", "dark"])
    given = options.parse_args()
    app = QApplication([])
    use_language(given.language, find_places().assets / "locale")
    mode: Mode = given.mode
    dress(app, mode)
    given.folder.mkdir(parents=True, exist_ok=True)
    bench = AdjudicationBench(attempt_of(text_exercise()))
    _take(bench, given.folder / "text-start.png")
    for verb in ("left", "right"):
        bench.carry_out(verb)
    _take(bench, given.folder / "text-half.png")
    bench.carry_out("own")
    _take(bench, given.folder / "text-own.png")
    bench.load(attempt_of(text_exercise(reasons=True)))
    bench.carry_out("left")
    _take(bench, given.folder / "text-reason.png")
    bench.load(attempt_of(answers_exercise(), QUESTIONS))
    _take(bench, given.folder / "answers-start.png")
    bench.carry_out("left")
    bench.carry_out("own")
    _take(bench, given.folder / "answers-own.png")


def _take(bench: AdjudicationBench, path: Path) -> None:
    bench.resize(WIDE, HIGH)
    bench.show()
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        QApplication.processEvents()
    bench.grab().save(str(path))


if __name__ == "__main__":
    main()
