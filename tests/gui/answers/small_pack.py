"""A small pack with one exercise on models' answers, made of the worked example."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.gui.answers.drivers import ASKED, GOOD, SHORT, WRONG

WORKED = Path(__file__).parents[2] / "packs" / "worked-example"
SCHEMA = """
[[schemas]]
id = "lm"
task = "answers"

[[schemas.labels]]
id = "wrong"
name = "事实错误"
short = "错"
key = "1"
colour = 3

[[schemas.questions]]
id = "rank"
name = "从好到差"
kind = "ranking"
ties = true

[[schemas.questions]]
id = "useful"
name = "有用"
kind = "scale"
about = "answer"

[[schemas.questions]]
id = "why"
name = "理由"
kind = "writing"
optional = true
judged = false

[schemas.text_rules]
clauses = { MISS = "1.1", EXTRA = "1.1", CLS = "1.1", ORDER = "1.1" }
"""
COURSE = """
[[modules]]
id = "m1"
title = "评判回答"
summary = "读一读，排一排。"

[[modules.activities]]
kind = "practice"
id = "m1-answers"
title = "退货的三个回答"
exercises = ["P3"]
needed = 1
"""


def small_pack(into: Path) -> Path:
    """Write the pack and return the folder of courses that holds nothing else."""
    pack = Path(shutil.copytree(WORKED, into / "courses" / WORKED.name))
    order = pack / "order.toml"
    order.write_text(order.read_text(encoding="utf-8") + SCHEMA, encoding="utf-8")
    (pack / "course.toml").write_text(COURSE, encoding="utf-8")
    path = pack / "exercises" / "practice" / "P3.json"
    path.write_text(json.dumps(_exercise(), ensure_ascii=False), encoding="utf-8")
    return pack.parent


def _exercise() -> dict[str, object]:
    start = WRONG.index("15 天")
    replies = [
        ("rank", "", [["a1"], ["a3"], ["a2"]]),
        ("useful", "a1", 5),
        ("useful", "a2", 1),
        ("useful", "a3", 4),
    ]
    marks: list[dict[str, object]] = [
        {"id": f"g{n}", "label": label, "shape": {"type": "reply", "about": about, "value": value}}
        for n, (label, about, value) in enumerate(replies)
    ]
    fact = {"type": "span", "start": start, "end": start + 4, "text": "a2"}
    marks.append({"id": "g9", "label": "wrong", "shape": fact})
    return {
        "id": "P3",
        "title": "退货的三个回答",
        "schema_id": "lm",
        "pool": "practice",
        "text": ASKED,
        "answers": [{"id": f"a{n}", "text": text} for n, text in enumerate((GOOD, WRONG, SHORT), 1)],
        "golds": [{"marks": marks}],
        "rationale": "7 天写成 15 天，事实错误。",
        "requirements": ["R1"],
        "competencies": ["S1"],
        "difficulty": 2,
    }
