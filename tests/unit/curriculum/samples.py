"""A whole small pack as plain values, to be bent in one place, written to a folder and checked."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from desktop.curriculum.check import check_pack
from desktop.curriculum.packs import Fault

#: A file of a pack: raw bytes, or a value to be written as TOML or JSON, or (head, body) of a lesson.
Source = dict[str, Any]


def picture(shade: int, size: tuple[int, int] = (40, 30), kind: str = "PNG") -> bytes:
    """A plain picture of one grey."""
    stream = io.BytesIO()
    Image.new("L", size, shade).save(stream, kind)
    return stream.getvalue()


def toml(table: Mapping[str, Any]) -> str:
    """A table as TOML, one key a line, everything below it inline; None is left out."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in table.items() if value is not None)


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        inside = (f"{_key(key)} = {_value(each)}" for key, each in value.items() if each is not None)
        return "{" + ", ".join(inside) + "}"
    return "[" + ", ".join(_value(each) for each in value) + "]"


def content(path: str, value: Any) -> bytes:
    """The bytes of a file of a pack."""
    if isinstance(value, bytes):
        return value
    if path.endswith(".json"):
        return json.dumps(value, ensure_ascii=False).encode()
    if path.endswith(".md"):
        head, body = value
        return f"+++\n{toml(head)}+++\n{body}".encode()
    return toml(value).encode()


def write(source: Source, folder: Path) -> Path:
    """Write a pack to a folder and return the folder."""
    for path, value in source.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content(path, value))
    return folder


def faults(source: Source, folder: Path) -> list[Fault]:
    """What a check says about a pack."""
    return list(check_pack(write(source, folder)).faults)


def told(source: Source, folder: Path) -> list[str]:
    """The same as lines."""
    return [str(fault) for fault in faults(source, folder)]


def theory_item(name: str, pool: str, **more: Any) -> dict[str, Any]:
    """A question with two options that serves R1."""
    return {
        "id": name,
        "kind": "single",
        "stem": f"问题 {name}",
        "choices": [{"id": "a", "text": "甲"}, {"id": "b", "text": "乙"}],
        "answer": ["a"],
        "explanation": "因为规则这样写。",
        "clause": "1.1",
        "topic": "rules",
        "requirements": ["R1"],
        "competencies": ["K1"],
        "pool": pool,
    } | more


def box_exercise(name: str, pool: str, media: str, **more: Any) -> dict[str, Any]:
    """An exercise on a picture of 40 × 30 with one box."""
    mark = {"id": "g1", "label": "cup", "box": [4, 5, 20, 25], "attributes": {"side": "left"}}
    return {
        "id": name,
        "title": name,
        "pool": pool,
        "media": media,
        "size": [40, 30],
        "golds": [{"marks": [mark]}],
        "requirements": ["R1"],
        "competencies": ["S1"],
    } | more


def text_exercise(name: str, pool: str, text: str, **more: Any) -> dict[str, Any]:
    """An exercise on a text under the schema ``words`` with one span."""
    return {
        "id": name,
        "title": name,
        "schema_id": "words",
        "pool": pool,
        "text": text,
        "golds": [{"marks": [{"id": "s1", "label": "name", "start": 0, "end": 2}]}],
        "requirements": ["R1"],
    } | more


def small(**change: Any) -> Source:
    """A clean pack: two schemas, one lesson, theory and exercises in both pools. ``change`` replaces files."""
    source: Source = {
        "pack.toml": {
            "format": 1,
            "id": "small",
            "version": "1.2.3",
            "title": "小课程",
            "licence": "CC0-1.0",
            "authors": ["作者"],
        },
        "order.toml": {
            "id": "ORD-1",
            "employer": "示例公司",
            "name": "杯子",
            "post": "数据标注员",
            "summary": "框出每个杯子。",
            "rules_version": "1.0",
            "level": "L1",
            "headcount": 3,
            "days": 2,
            "unit_price": 0.1,
            "confidentiality": "公开",
            "acceptance": {"accuracy": 0.95, "miss_rate": 0.02, "units_per_hour": 60.0},
            "requirements": [{"id": "R1", "text": "贴边", "clauses": ["1.1"]}],
            "schemas": [
                {
                    "id": "main",
                    "task": "boxes",
                    "labels": [
                        {"id": "cup", "name": "杯子", "short": "杯", "key": "1", "colour": 0},
                        {"id": "bowl", "name": "碗", "short": "碗", "key": "2", "colour": 1},
                    ],
                    "attributes": [
                        {
                            "id": "side",
                            "name": "哪边",
                            "kind": "choice",
                            "options": [{"id": "left", "name": "左"}, {"id": "right", "name": "右"}],
                            "labels": ["cup"],
                            "clause": "1.2",
                        }
                    ],
                    "box_rules": {"clauses": {"LOOSE": "1.1"}},
                },
                {
                    "id": "words",
                    "task": "spans",
                    "labels": [{"id": "name", "name": "人名", "short": "人", "key": "1", "colour": 2}],
                    "span_rules": {"clauses": {"BND": "1.2"}},
                },
            ],
        },
        "rules.toml": {
            "title": "任务说明",
            "clauses": [
                {
                    "number": "1.1",
                    "title": "贴边",
                    "text": "四边**贴住**。",
                    "good": [{"path": "media/a.png", "caption": "好"}],
                },
                {"number": "1.2", "title": "哪边", "text": "看把手。"},
            ],
        },
        "profile.toml": {
            "competencies": [
                {
                    "id": "K1",
                    "kind": "knowledge",
                    "name": "懂规则",
                    "weight": 40.0,
                    "target": 2,
                    "requirements": ["R1"],
                },
                {
                    "id": "S1",
                    "kind": "skill",
                    "name": "会画框",
                    "weight": 60.0,
                    "target": 3,
                    "requirements": ["R1"],
                },
            ]
        },
        "course.toml": {
            "modules": [
                {
                    "id": "m1",
                    "title": "第一步",
                    "summary": "读",
                    "activities": [
                        {"kind": "lesson", "id": "read", "title": "读", "lesson": "edges"},
                        {"kind": "drill", "id": "warm", "title": "热身", "drill": "mouse"},
                        {"kind": "theory", "id": "quiz", "title": "测", "items": ["T1", "T2"]},
                    ],
                },
                {
                    "id": "m2",
                    "title": "第二步",
                    "summary": "做",
                    "activities": [
                        {
                            "kind": "practice",
                            "id": "boxes",
                            "title": "框",
                            "exercises": ["P1", "P2"],
                            "needed": 2,
                        },
                        {
                            "kind": "gate",
                            "id": "gate",
                            "title": "门槛",
                            "over": ["boxes", "quiz"],
                            "rule": {
                                "window": 2,
                                "units": 2,
                                "accuracy": 0.9,
                                "theory_items": 2,
                                "theory_share": 0.5,
                            },
                        },
                    ],
                },
            ]
        },
        "blueprint.toml": {
            "theory": {"minutes": 5, "strata": [{"topic": "rules", "count": 1}]},
            "practical": {
                "minutes": 10,
                "units": 2,
                "pass_accuracy": 0.95,
                "strata": [{"difficulty": 2, "count": 1}],
            },
        },
        "lessons/edges.md": (
            {"id": "edges", "title": "贴边", "requirements": ["R1"], "competencies": ["K1"]},
            "见[规则 1.1](clause:1.1)。\n\n![✓ 好](media/a.png)\n",
        ),
        "theory/rules.toml": {
            "items": [theory_item("T1", "practice"), theory_item("T2", "practice"), theory_item("X1", "exam")]
        },
        "exercises/practice/P1.json": box_exercise("P1", "practice", "media/p1.png"),
        "exercises/practice/P2.json": box_exercise("P2", "practice", "media/p2.png"),
        "exercises/practice/P3.json": text_exercise("P3", "practice", "李明去北京"),
        "exercises/exam/E1.json": box_exercise("E1", "exam", "media/e1.png"),
        "exercises/exam/E2.json": box_exercise("E2", "exam", "media/e2.png"),
    }
    for shade, name in enumerate(("a", "p1", "p2", "e1", "e2")):
        source[f"media/{name}.png"] = picture(40 * shade)
    return source | change
