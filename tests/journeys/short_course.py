"""A real pack made short: its own exercises, lessons left out, an assessment of few tasks. A day of it fits a test."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.base.places import find_places

COURSE = """\
[[modules]]
id = "m1"
title = "练习"
summary = "练习。"
"""
PRACTICE = """
[[modules.activities]]
kind = "practice"
id = "p{place}"
title = "{title}"
exercises = {exercises}
needed = 1
minutes = 30
"""
FRESH = """
[modules.activities.fresh]
kind = "receipt"
title = "新票据"
schema_id = "main"
requirements = ["R1", "R2"]
difficulty = 2
"""
BLUEPRINT = """\
sittings = 2
hours_between = 4.0
grace_seconds = 900
valid_months = 24

[theory]
minutes = 5
pass_share = 1.0
strata = [{{ topic = "{topic}", count = 1 }}]

[practical]
minutes = 60
pass_accuracy = 0.5
minimum_pace_share = 0.01
"""
DRAWN = """\
units = {units}
pass_miss_rate = 0.5
distinction_accuracy = 0.99
strata = [{strata}]
"""
SECTION = """
[[practical.sections]]
id = "s{place}"
title = "{title}"
schemas = {schemas}
minutes = {minutes}
pass_accuracy = 0.5
"""


def short_course(
    pack_id: str,
    into: Path,
    *,
    practice: Mapping[str, Sequence[str]],
    exam: Sequence[str],
    fresh: bool = False,
    sections: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """Write a short edition of a real pack and return the folder of courses that holds nothing else.

    ``practice``: title of each activity -> its exercises, one of which is needed; ``exam``: the exercises of the
    assessment, drawn all of them; ``fresh``: the last activity goes on with receipts made anew; ``sections``: title of
    each section of the practical part -> its schemas.
    """
    real = find_places().courses / pack_id
    short = Path(shutil.copytree(real, into / "courses" / pack_id))
    activities = [
        PRACTICE.format(place=place, title=title, exercises=json.dumps(list(exercises)))
        for place, (title, exercises) in enumerate(practice.items(), 1)
    ]
    course = "".join([COURSE, *activities, FRESH if fresh else ""])
    (short / "course.toml").write_text(course, encoding="utf-8")
    tasks = {name: _exercise(short, name) for name in exam}
    for path in (short / "exercises" / "exam").iterdir():
        if path.stem not in tasks:
            path.unlink()
    topic = tomllib.loads((real / "blueprint.toml").read_text(encoding="utf-8"))["theory"]["strata"][0][
        "topic"
    ]
    blueprint = BLUEPRINT.format(topic=topic)
    if sections is None:
        blueprint += DRAWN.format(**_drawn(list(tasks.values())))
    for place, (title, schemas) in enumerate((sections or {}).items(), 1):
        drawn = _drawn([task for task in tasks.values() if task.get("schema_id", "main") in schemas])
        blueprint += SECTION.format(
            place=place, title=title, schemas=json.dumps(list(schemas)), minutes=60 // len(sections or {})
        ) + DRAWN.format(**drawn)
    (short / "blueprint.toml").write_text(blueprint, encoding="utf-8")
    return short.parent


def _drawn(tasks: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    counts = Counter(task["difficulty"] for task in tasks)
    return {
        "units": sum(not mark.get("ignore") for task in tasks for mark in task["golds"][0]["marks"]) // 2
        or 1,
        "strata": ", ".join(
            f"{{ difficulty = {level}, count = {n} }}" for level, n in sorted(counts.items())
        ),
    }


def _exercise(pack: Path, name: str) -> dict[str, Any]:
    (path,) = pack.glob(f"exercises/exam/{name}.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {"difficulty": 1} | found
