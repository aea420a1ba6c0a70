"""Write courses/ord-qa-01/exercises: gold of other orders with errors seeded on purpose, to inspect or to mend.

    .venv/bin/python build/content/qa_exercises.py

Run with the program's own environment: the errors come from `desktop/curriculum/seeding.py`.  Pictures are copied
from the practice pools of ord-cv-01 and ord-cv-02; no exam picture of theirs is used.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from random import Random
from typing import Any

from exercise_files import ROOT, write_exercises

from desktop.annotation.codec import encode_marks
from desktop.annotation.shapes.base import Rect, Shape
from desktop.curriculum.items import GoldMark
from desktop.curriculum.packs import open_pack
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.seeding import Seeded, seed_errors

PACK = "ord-qa-01"
#: frames of ord-cv-01, clear ones first; a frame serves one pool only
STREET_PRACTICE = "p009 p005 p019 p024 p003 p006 p018 p020 p021 p035".split()
STREET_EXAM = "p004 p022 p033 p034 p036 p007 p013 p017 p028 p032 p026 p031 p010 p002".split()
STREET_REPAIR = "p014 p025 p027 p029".split()
AERIAL_PRACTICE = "p010 p011 p006 p001 p012".split()
AERIAL_REPAIR = "p008 p013 p014".split()
#: of the exam: frames that nothing of this pack is practised on
AERIAL_EXAM = "p002 p004 p007 p009 p016 p015".split()
STREET_REPAIR_EXAM = "p001 p030 p008 p011 p023".split()
STREET_ERRORS = (
    "drop",
    "phantom",
    "double",
    "swap_class",
    "wrong_attribute",
    "loosen_side",
    "cut_side",
    "drop",
    "loosen_side",
)
AERIAL_ERRORS = (
    "drop",
    "flip_heading",
    "turn",
    "swap_class",
    "double",
    "phantom",
    "turn",
    "drop",
    "flip_heading",
)
#: least side of a mark that an error is made of, px: plain enough for an eye at 100 %
LEAST = 26.0
#: clause of this pack that a kind of error breaks
CLAUSES = {
    "MISS": "2.1",
    "EXTRA": "2.2",
    "DUP": "2.3",
    "CLS": "2.4",
    "LOOSE": "2.5",
    "CUT": "2.5",
    "ATTR": "2.6",
    "ANG": "2.7",
}
SAYINGS = {
    "MISS": "这里漏标了一个目标，请按规则补上。",
    "EXTRA": "这里没有应标的目标，请删掉这个框。",
    "DUP": "同一个目标标了两次，请只留贴合的一个。",
    "CLS": "类别不对，请对照类别条款改正。",
    "LOOSE": "有一条边外扩，超出允许偏差，请贴住看得见的边。",
    "CUT": "有一条边切进了目标，请向外收到看得见的边。",
    "ATTR": "属性填错，请重新判断遮挡和截断。",
    "ANG": "角度或车头方向不对，请看车头重新转正。",
}
TITLES = {"street": "街景", "aerial": "停车场"}
BANDS = ("none", "light", "medium", "heavy")
#: seeds tried until the errors are fair
TRIES = 400


def fair(seeded: Seeded, gold: dict[str, GoldMark], count: int, unclear: list[Rect]) -> bool:
    """Whether the errors are as many as asked, and none can be argued about."""
    if len(seeded.flags) != count:
        return False
    given = {mark.id: mark for mark in seeded.given}
    for flag in seeded.flags:
        if flag.label in ("EXTRA", "DUP") and any(meet(flag.bounds, place) for place in unclear):
            return False
        if flag.label == "EXTRA" and any(
            meet(flag.bounds, mark.mark().bounds) for mark in gold.values() if hasattr(mark.mark(), "bounds")
        ):
            return False
        if flag.label == "ATTR":
            right, wrong = gold[str(flag.target)], given[str(flag.target)].attributes
            for name, value in wrong.items():
                held = right.attributes.get(name)
                if value != held and (
                    value in right.accept.get(name, ()) or (name == "occlusion" and near(held, value))
                ):
                    return False
        if flag.label == "CLS" and {gold[str(flag.target)].label, given[str(flag.target)].label} & {
            "traffic_light"
        }:
            return False
    return True


def near(held: Any, value: Any) -> bool:
    """Whether two bands of occlusion are neighbours."""
    return abs(BANDS.index(held) - BANDS.index(value)) < 2


def meet(a: Rect, b: Rect) -> bool:
    """Whether two rectangles share area."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def plain(mark: GoldMark, size: tuple[int, int]) -> bool:
    """Whether an error of this mark can be told: judged, no free sides, big enough, not at the border."""
    shape = mark.mark()
    if mark.ignore or mark.free_sides or not isinstance(shape, Shape):
        return False
    x1, y1, x2, y2 = shape.bounds
    inside = x1 > 2 and y1 > 2 and x2 < size[0] - 2 and y2 < size[1] - 2
    return inside and min(x2 - x1, y2 - y1) >= LEAST


def spoil(
    exercise: Any, schema: LabelSchema, wanted: tuple[str, ...], seed: int
) -> tuple[Seeded, list[Rect]]:
    """The gold of an exercise with errors, and the places where nobody can tell."""
    marks = {mark.id: mark for mark in exercise.golds[0].marks}
    able = [mark.mark() for mark in marks.values() if plain(mark, exercise.size)]
    rest = [mark.mark() for mark in marks.values() if not mark.ignore and not plain(mark, exercise.size)]
    unclear = [mark.mark().bounds for mark in marks.values() if mark.ignore]
    for attempt in range(TRIES):
        chance = Random(seed * 1000 + attempt)
        found = seed_errors(able, schema, size=exercise.size, wanted=wanted, chance=chance)
        if fair(found, marks, len(wanted), unclear):
            mixed = [*found.given, *rest]
            chance.shuffle(mixed)
            return Seeded(tuple(mixed), found.flags), unclear
    raise ValueError(f"{exercise.id}: no fair errors with seed {seed}")


def flag_marks(seeded: Seeded, unclear: list[Rect]) -> list[dict[str, Any]]:
    """The gold of an inspection; a place where nobody can tell may be flagged or not."""
    marks = [
        {
            "id": flag.id,
            "label": flag.label,
            "shape": {"type": "flag", "target": flag.target, "box": whole(flag.bounds)},
        }
        for flag in seeded.flags
    ]
    for place, box in enumerate(unclear, 1):
        wide = box[2] - box[0] >= 1 and box[3] - box[1] >= 1
        if wide:
            shape = {"type": "flag", "target": None, "box": whole(box)}
            marks.append(
                {
                    "id": f"u{place}",
                    "label": "MISS",
                    "shape": shape,
                    "ignore": True,
                    "note": "标与不标都不判错的目标",
                }
            )
    return marks


def whole(box: Rect) -> list[float]:
    """A rectangle to a tenth of a pixel."""
    return [round(side, 1) for side in box]


def inspect(
    kind: str, source: Any, schema: LabelSchema, name: str, pool: str, wanted: tuple[str, ...], seed: int
) -> dict[str, Any]:
    """An inspection of one picture."""
    seeded, unclear = spoil(source, schema, wanted, seed)
    return {
        "id": name,
        "title": f"质检 {TITLES[kind]} {int(name[-3:])}",
        "pool": pool,
        "schema_id": "main" if kind == "street" else "inspect-aerial",
        "media": copied(kind, source, name, pool),
        "size": list(source.size),
        "work": "inspect",
        "given": encode_marks(seeded.given),
        "golds": [{"marks": flag_marks(seeded, unclear)}],
        "requirements": ["R1", "R2", "R3"],
        "competencies": ["S1", "S2"],
        "difficulty": source.difficulty,
    }


def repair(
    kind: str, source: Any, schema: LabelSchema, name: str, pool: str, wanted: tuple[str, ...], seed: int
) -> dict[str, Any]:
    """A rejected picture with an inspector's remarks, to mend."""
    seeded, _ = spoil(source, schema, wanted, seed)
    remarks = [
        {
            "code": flag.label,
            "text": SAYINGS[flag.label],
            "target": flag.target,
            "place": whole(flag.bounds),
            "clause": CLAUSES[flag.label],
        }
        for flag in seeded.flags
    ]
    golds = [gold.model_dump(mode="json", exclude_defaults=True) for gold in source.golds]
    return {
        "id": name,
        "title": f"返修 {TITLES[kind]} {int(name[-3:])}",
        "pool": pool,
        "schema_id": kind,
        "media": copied(kind, source, name, pool),
        "size": list(source.size),
        "work": "repair",
        "given": encode_marks(seeded.given),
        "remarks": remarks,
        "golds": golds,
        "requirements": ["R5"],
        "competencies": ["S4"],
        "difficulty": source.difficulty,
    }


def copied(kind: str, source: Any, name: str, pool: str) -> str:
    """Copy the picture into this pack; returns its path there."""
    pack = "ord-cv-01" if kind == "street" else "ord-cv-02"
    path = f"media/{pool}/{name}.webp"
    target = ROOT / "courses" / PACK / path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "courses" / pack / source.media, target)
    return path


#: example pictures that lessons and rules of this pack show, by the pack they come from
EXAMPLES = {
    "ord-cv-01": "all-bad all-good reflect-bad dup-bad dup-good bus-bad bus-good loose-bad tight-good cut-bad trunc-bad",
    "ord-cv-02": "heading-bad heading-good angle-bad",
}


def copy_examples() -> None:
    """Copy the example pictures; those of the car park are called a-…"""
    target = ROOT / "courses" / PACK / "media" / "examples"
    target.mkdir(parents=True, exist_ok=True)
    for pack, names in EXAMPLES.items():
        for name in names.split():
            prefix = "a-" if pack == "ord-cv-02" else ""
            shutil.copyfile(
                ROOT / "courses" / pack / "media" / "examples" / f"{name}.webp",
                target / f"{prefix}{name}.webp",
            )


def errors(table: tuple[str, ...], place: int, count: int) -> tuple[str, ...]:
    """Kinds of error for a picture, going round the table so that every kind comes."""
    return tuple(table[(place * 2 + i) % len(table)] for i in range(count))


def main() -> None:
    """Write them all."""
    street, aerial = open_pack(ROOT / "courses" / "ord-cv-01"), open_pack(ROOT / "courses" / "ord-cv-02")
    by = {"street": street.order.schemas[0], "aerial": aerial.order.schemas[0]}
    sources: dict[str, Callable[[str], Any]] = {
        "street": lambda f: street.exercises[f],
        "aerial": lambda f: aerial.exercises[f],
    }
    made = []
    for kind, names, pool, prefix in (
        ("street", STREET_PRACTICE, "practice", "qp"),
        ("street", STREET_EXAM, "exam", "qe"),
        ("aerial", AERIAL_PRACTICE, "practice", "qa"),
        ("aerial", AERIAL_EXAM, "exam", "qx"),
    ):
        for place, frame in enumerate(names, 1):
            table = STREET_ERRORS if kind == "street" else AERIAL_ERRORS
            wanted = errors(table, place, 4 + place % 3)
            made.append(
                inspect(
                    kind,
                    sources[kind](frame),
                    by[kind],
                    f"{prefix}{place:03d}",
                    pool,
                    wanted,
                    place + 100 * len(prefix + pool),
                )
            )
    for kind, names, pool, prefix in (
        ("street", STREET_REPAIR, "practice", "rs"),
        ("aerial", AERIAL_REPAIR, "practice", "ra"),
        ("street", STREET_REPAIR_EXAM, "exam", "re"),
    ):
        for place, frame in enumerate(names, 1):
            table = STREET_ERRORS if kind == "street" else AERIAL_ERRORS
            made.append(
                repair(
                    kind,
                    sources[kind](frame),
                    by[kind],
                    f"{prefix}{place:03d}",
                    pool,
                    errors(table, place + 1, 5),
                    place + 7000,
                )
            )
    copy_examples()
    write_exercises(PACK, json.loads(json.dumps(made)))


if __name__ == "__main__":
    main()
