"""Packages of inspection and repair: a preference group as a careless hand would have judged it.

To inspect there is a flag for every error; what came back to be mended has a remark for each.  The groups of the exam that
are inspected or mended are asked in no other way: who sees a judgement that is right but for two places need not judge.
"""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any

from desktop.annotation.codec import encode_mark
from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply
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
#: The same for the exam, and the groups that came back to be mended.
EXAM_PLAN: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("x004", "x013", "x033", "x022", "x036"), ("swap_ranks", "off_by_two", "reason")
)
RETURNED: dict[str, tuple[str, ...]] = {
    "r002": ("swap_ranks",),
    "r006": ("reason", "off_by_two"),
    "r012": ("swap_ranks", "reason"),
    "r018": ("off_by_two",),
    "r024": ("reason",),
    "r028": ("swap_ranks", "off_by_two"),
    "r032": ("swap_ranks", "reason"),
    "r036": ("off_by_two", "reason"),
    "r041": ("swap_ranks", "off_by_two", "reason"),
    "r050": ("swap_ranks", "reason"),
}
EXAM_RETURNED: dict[str, tuple[str, ...]] = {
    "x001": ("swap_ranks", "reason"),
    "x009": ("off_by_two", "reason"),
    "x030": ("swap_ranks", "off_by_two"),
}
HINT = "先自己判一遍，再看别人的标注。书面理由不在本次质检范围；没有错处就直接提交。"
MENDING = "照返修意见改，没提的地方不动。"
#: What an error breaks: the clause of its question.
CLAUSES = {"rank": "3.1", "useful": "2.1", "true": "2.2", "safe": "2.3", "brief": "2.4", "tags": "3.3"}


def inspection_schema() -> LabelSchema:
    """Return the schema that the inspections are made by; it belongs in order.toml with them."""
    source = Path(__file__).resolve().parent / "source" / "inspection_schema.toml"
    return LabelSchema.model_validate(tomllib.loads(source.read_text(encoding="utf-8"))["schemas"][0])


def inspections(made: list[dict[str, Any]], schema: LabelSchema) -> list[dict[str, Any]]:
    """Return the inspection exercises of the groups named in the plans; ``schema``: that of the groups."""
    groups = {one["id"]: one for one in made}
    return [
        _inspection(groups[name], schema, f"{letter}{number:03d}", wanted)
        for plan, letter in ((PLAN, "n"), (EXAM_PLAN, "y"))
        for number, (name, wanted) in enumerate(plan.items(), start=1)
    ]


def repairs(made: list[dict[str, Any]], schema: LabelSchema) -> list[dict[str, Any]]:
    """Return the exercises to mend of the groups named in the plans; ``schema``: that of the groups."""
    groups = {one["id"]: one for one in made}
    return [
        _repair(groups[name], schema, f"{letter}{number:03d}", wanted)
        for plan, letter in ((RETURNED, "m"), (EXAM_RETURNED, "z"))
        for number, (name, wanted) in enumerate(plan.items(), start=1)
    ]


def spent() -> frozenset[str]:
    """Return the groups of the exam that are asked in no other way."""
    return frozenset(EXAM_PLAN) | frozenset(EXAM_RETURNED)


def _inspection(
    group: dict[str, Any], schema: LabelSchema, name: str, wanted: tuple[str, ...]
) -> dict[str, Any]:
    given, flags = _spoilt(group, schema, name, wanted)
    return _rechecked(group, name, "质检", "inspect", HINT) | {
        "schema_id": "check",
        "given": [mark for mark in given if mark["label"] != "why"],
        "golds": [{"marks": flags}],
    }


def _repair(group: dict[str, Any], schema: LabelSchema, name: str, wanted: tuple[str, ...]) -> dict[str, Any]:
    """A remark has no place in the text; its mark says what it is about."""
    given, flags = _spoilt(group, schema, name, wanted)
    remarks = [
        {
            "code": flag["label"],
            "text": _without_the_answer(flag["note"]),
            "target": flag["shape"]["target"],
            "place": [0, 0, 0, 1],
            "clause": flag["clause"],
        }
        for flag in flags
    ]
    kept = {key: group[key] for key in ("checks", "golds") if key in group}
    return _rechecked(group, name, "返修", "repair", MENDING) | kept | {"given": given, "remarks": remarks}


def _without_the_answer(note: str) -> str:
    """Return what is wrong as a remark says it."""
    return note.partition("，应为")[0].partition("：最好")[0] + "。"


def _rechecked(group: dict[str, Any], name: str, word: str, work: str, hint: str) -> dict[str, Any]:
    kept = {
        key: group[key]
        for key in ("text", "turns", "sources", "answers", "difficulty", "rationale")
        if key in group
    }
    return {
        "id": name,
        "title": f"{word}：{group['title']}",
        "pool": group["pool"],
        "work": work,
        **kept,
        "requirements": ["R10"],
        "competencies": ["Q1", "S1"],
        "tags": [work] if group["pool"] == "practice" else [],
        "hint": hint,
    }


def _spoilt(
    group: dict[str, Any], schema: LabelSchema, name: str, wanted: tuple[str, ...]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what a careless hand judged, and a flag for every error with its note and its clause."""
    exercise = Exercise.model_validate(group)
    scene = TextScene(exercise, schema, random.Random(f"lm01 {name}"))
    seeded = seed_text_errors(scene, [each for each in wanted if each != "reason"])
    given = [encode_mark(mark) for mark in seeded.given]
    flags: list[dict[str, Any]] = [
        {"id": flag.id, "label": flag.label, "shape": {"type": "text_flag", **flag.content()}}
        for flag in seeded.flags
    ]
    if "reason" in wanted:
        flags.append(_false_reason(given, scene.chance))
    truth = {own.id: own.mark() for own in exercise.golds[0].marks}
    return given, [flag | _told(truth[flag["shape"]["target"]], schema) for flag in flags]


def _told(true: Mark, schema: LabelSchema) -> dict[str, str]:
    """Return what is wrong in words and the clause that it breaks. Answers are named by ids: everybody sees other letters."""
    question = schema.question(true.label)
    if not isinstance(true, Reply) or question is None:
        raise TypeError(f"{true.id}: only replies are spoilt")
    about = f"{{{true.about}}}"
    words = {
        "rank": "名次颠倒：最好的和最差的换了位置",
        "tags": f"{about}有毛病，标签却选了“没有问题”",
    }.get(true.label, f"{about}的“{question.name}”打分差了三级以上，应为 {true.value} 分")
    return {"note": words, "clause": CLAUSES[true.label]}


def _false_reason(given: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    """Put “no fault” on an answer that has one; no two people would argue about it."""
    faulty = [mark for mark in given if mark["label"] == "tags" and mark["value"] != ["ok"]]
    chosen = chance.choice(faulty)
    chosen["value"] = ["ok"]
    place = {"type": "text_flag", "target": chosen["id"], "start": 0, "end": 0, "text": chosen["about"]}
    return {"id": "reason", "label": "RSN", "shape": place}
