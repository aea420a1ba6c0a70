"""Exercises made fresh from a seed by a generator of the program, found again by their id alone."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.base.places import Places
from desktop.curriculum.course import FreshSource, PracticeActivity
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.pack import Pack
from desktop.curriculum.schema import LabelSchema

if TYPE_CHECKING:
    from desktop.curriculum.generators.receipt import Receipt

#: A fresh exercise's id: the generator's name and its seed.
_ID = re.compile(r"(receipt)-(\d{9})")
SEEDS = 10**9
#: Smaller seeds are those of pictures that packs bring along.
FIRST_FRESH = 10**6
#: Receipts kept; one takes about 1.5 seconds to make (`python -m tests.benchmarks.receipts`).
_KEPT = 8


def fresh_id(source: FreshSource, seed: int) -> str:
    """Return the id of the exercise that a source makes of a seed, 0 <= seed < 10^9."""
    return f"{source.kind}-{seed:09d}"


def exercise_of(pack: Pack, exercise_id: str, places: Places) -> Exercise | None:
    """Return an exercise of a pack, or the fresh one of that id; None when neither is known."""
    own = pack.exercises.get(exercise_id)
    if own is not None:
        return own
    source, seed = _source_of(pack, exercise_id)
    return None if source is None else _exercise(pack, source, seed, places)


def title_of(pack: Pack, exercise_id: str) -> str:
    """Return the title of an exercise without making it; empty when it is not known."""
    own = pack.exercises.get(exercise_id)
    if own is not None:
        return own.title
    source, seed = _source_of(pack, exercise_id)
    return "" if source is None else _title(source, seed)


def media_of(pack: Pack, exercise: Exercise, places: Places) -> bytes:
    """Return the picture of an exercise; nothing for a text. Raises KnownError when the pack cannot give it."""
    if not exercise.media:
        return b""
    source, seed = _source_of(pack, exercise.id)
    if source is not None and exercise.id not in pack.exercises:
        return _receipt(seed, places.assets / "fonts").picture
    return pack.files.read(exercise.media)


def _source_of(pack: Pack, exercise_id: str) -> tuple[FreshSource | None, int]:
    """Return the source in the pack that makes an exercise of this id, and the seed."""
    found = _ID.fullmatch(exercise_id)
    if found is None:
        return None, 0
    for activity in (each for module in pack.modules for each in module.activities):
        source = activity.fresh if isinstance(activity, PracticeActivity) else None
        if source is not None and source.kind == found[1]:
            return source, int(found[2])
    return None, 0


@lru_cache(maxsize=_KEPT)
def _receipt(seed: int, fonts: Path) -> Receipt:
    # Late: Pillow and numpy (0.2 s) are loaded when the first one is made, not when the program starts.
    from desktop.curriculum.generators.receipt import make_receipt

    return make_receipt(seed, fonts)


def _title(source: FreshSource, seed: int) -> str:
    return f"{source.title} {seed:09d}"


def _exercise(pack: Pack, source: FreshSource, seed: int, places: Places) -> Exercise:
    exercise_id, receipt = fresh_id(source, seed), _receipt(seed, places.assets / "fonts")
    schema = pack.schema(source.schema_id)
    return Exercise(
        id=exercise_id,
        title=_title(source, seed),
        schema_id=source.schema_id,
        pool="practice",
        media=f"fresh/{exercise_id}.jpg",
        size=receipt.size,
        golds=(Gold(marks=tuple(_asked(mark, schema) for mark in receipt.marks())),),
        requirements=source.requirements,
        competencies=source.competencies,
        difficulty=source.difficulty,
    )


def _asked(mark: GoldMark, schema: LabelSchema) -> GoldMark:
    """Return gold with the attributes that its schema asks of it and no others."""
    asked = {attribute.id for attribute in schema.attributes_of(mark.label)}
    kept = {name: value for name, value in mark.attributes.items() if name in asked}
    return mark if kept == mark.attributes else mark.model_copy(update={"attributes": kept})
