"""Write the pre-label corrections of courses/ord-cv-02: a machine's draft of practice frames, to be put right.

    .venv/bin/python build/content/draft_exercises.py

Run after `aerial_exercises.py`, with the program's own environment.  A draft is wrong as detectors are: vehicles left
out, some called by another class, headings turned round, boxes a little off everywhere.
"""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

from exercise_files import ROOT

from desktop.annotation.codec import encode_marks
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.curriculum.packs import open_pack
from desktop.curriculum.seeding import seed_errors
from desktop.scoring.grading import grade_exercise

PACK = "ord-cv-02"
FRAMES = ("p013", "p008", "p014", "p006")
WRONG = ("drop", "flip_heading", "swap_class", "drop", "flip_heading", "turn", "double")
#: spread of a detector's sides (px) and angle (degrees): inside the tolerance, but not tight
SIDE, ANGLE = 1.1, 0.6
#: share of the boxes that a detector leaves plainly loose
LOOSE = 0.15


def blurred(mark: RotatedBox, chance: Random) -> RotatedBox:
    """A box as a detector would draw it."""
    wide = chance.uniform(5, 9) if chance.random() < LOOSE else 0.0
    return replace(
        mark,
        cx=mark.cx + chance.gauss(0, SIDE / 2),
        cy=mark.cy + chance.gauss(0, SIDE / 2),
        width=max(4.0, mark.width + chance.gauss(0, SIDE) + wide),
        height=max(4.0, mark.height + chance.gauss(0, SIDE) + wide),
        angle=mark.angle + chance.gauss(0, ANGLE),
    )


def draft(source: Any, schema: Any, number: int) -> dict[str, Any]:
    """One correction."""
    chance = Random(number * 77 + 1)
    marks = [mark.mark() for mark in source.golds[0].marks if not mark.ignore]
    seeded = seed_errors(marks, schema, size=source.size, wanted=WRONG, chance=chance)
    given = [blurred(mark, chance) for mark in seeded.given if isinstance(mark, RotatedBox)]
    return {
        "id": f"d{number:03d}",
        "title": f"机器草稿 {number}",
        "pool": "practice",
        "media": source.media,
        "size": list(source.size),
        "work": "correct",
        "given": encode_marks(given),
        "golds": [gold.model_dump(mode="json", exclude_defaults=True) for gold in source.golds],
        "requirements": ["R1", "R2", "R4", "R7"],
        "competencies": ["S1", "S2", "S3"],
        "difficulty": source.difficulty,
    }


def main() -> None:
    """Write them all."""
    pack = open_pack(ROOT / "courses" / PACK)
    schema = pack.schema("main")
    for number, frame in enumerate(FRAMES, 1):
        made = draft(pack.exercises[frame], schema, number)
        path = ROOT / "courses" / PACK / "exercises" / "practice" / f"{made['id']}.json"
        path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    for exercise in open_pack(ROOT / "courses" / PACK).exercises.values():
        if exercise.work == "correct":
            before = grade_exercise(exercise.given_marks, exercise, schema)
            print(
                exercise.id,
                len(exercise.given),
                "marks given, accuracy of the draft",
                round(before.accuracy or 0, 2),
            )


if __name__ == "__main__":
    main()
