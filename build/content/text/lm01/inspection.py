"""Packages of inspection: a preference group as a careless hand would have judged it, with a flag for every error.

Not in the pack yet: no bench opens the inspection of answers.
"""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any

from desktop.annotation.codec import encode_mark
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_seeding import TextScene, seed_text_errors

#: Which groups are inspected, and what is wrong in each: operators of the program, and ``reason``.
PLAN: dict[str, tuple[str, ...]] = {
    "r004": ("swap_ranks",),
    "r008": ("reason",),
    "r011": ("swap_ranks", "reason"),
    "r014": ("off_by_two",),
    "r016": (),
    "r021": ("reason", "off_by_two"),
    "r027": ("swap_ranks",),
    "r030": ("reason",),
    "r035": ("off_by_two", "reason"),
    "r039": ("swap_ranks", "off_by_two"),
    "r044": (),
    "r047": ("swap_ranks", "reason"),
    "r053": ("reason", "off_by_two"),
    "r055": ("swap_ranks", "off_by_two", "reason"),
}
HINT = "先自己判一遍，再看别人的标注。书面理由不在本次质检范围；没有错处就直接提交。"


def inspection_schema() -> LabelSchema:
    """Return the schema that the inspections are made by; it belongs in order.toml with them."""
    source = Path(__file__).resolve().parent / "source" / "inspection_schema.toml"
    return LabelSchema.model_validate(tomllib.loads(source.read_text(encoding="utf-8"))["schemas"][0])


def inspections(made: list[dict[str, Any]], schema: LabelSchema) -> list[dict[str, Any]]:
    """Return the inspection exercises of the groups named in the plan; ``schema``: that of the groups."""
    groups = {one["id"]: one for one in made}
    return [
        _inspection(groups[name], schema, f"n{number:03d}", wanted)
        for number, (name, wanted) in enumerate(PLAN.items(), start=1)
    ]


def _inspection(
    group: dict[str, Any], schema: LabelSchema, name: str, wanted: tuple[str, ...]
) -> dict[str, Any]:
    scene = TextScene(Exercise.model_validate(group), schema, random.Random(f"lm01 {name}"))
    seeded = seed_text_errors(scene, [each for each in wanted if each != "reason"])
    given = [encode_mark(mark) for mark in seeded.given if mark.label != "why"]
    flags = [
        {"id": flag.id, "label": flag.label, "shape": {"type": "text_flag", **flag.content()}}
        for flag in seeded.flags
    ]
    if "reason" in wanted:
        flags.append(_false_reason(given, scene.chance))
    kept = {
        key: group[key]
        for key in ("text", "turns", "sources", "answers", "difficulty", "rationale")
        if key in group
    }
    return {
        "id": name,
        "title": f"质检：{group['title']}",
        "schema_id": "check",
        "pool": "practice",
        "work": "inspect",
        **kept,
        "given": given,
        "golds": [{"marks": flags}],
        "requirements": ["R10"],
        "competencies": ["Q1", "S1"],
        "tags": ["inspect"],
        "hint": HINT,
    }


def _false_reason(given: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    """Put “no fault” on an answer that has one; no two people would argue about it."""
    faulty = [mark for mark in given if mark["label"] == "tags" and mark["value"] != ["ok"]]
    chosen = chance.choice(faulty)
    chosen["value"] = ["ok"]
    place = {"type": "text_flag", "target": chosen["id"], "start": 0, "end": 0, "text": chosen["about"]}
    return {"id": "reason", "label": "RSN", "shape": place}
