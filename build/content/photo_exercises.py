"""Turn the hand-measured gold of the photographs into the warm-up exercises of courses/ord-cv-01.

    python build/content/photo_exercises.py

Reads build/content/gold/photo/*.json, writes exercises/practice/photo-<name>.json (label schema ``photo``: boxes with
4 px of tolerance, no attributes) and prints the credits that belong into pack.toml.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "build" / "content" / "gold" / "photo"
PACK = ROOT / "courses" / "ord-cv-01"

#: name -> (title, difficulty, hint). The boatman is left out: boat and man melt into each other.
EXERCISES: dict[str, tuple[str, int, str]] = {
    "coffee": (
        "真实照片 · 一杯咖啡",
        1,
        "三个目标：杯子（连同杯把）、碟子、勺子。碟子被杯子挡住一部分，框仍包住它看得见的全部。",
    ),
    "flower": (
        "真实照片 · 大丽花",
        1,
        "标两朵花：一朵完整，一朵伸出画面下边，框停在边线上。远处模糊的花苞不要求标。",
    ),
    "rocket": ("真实照片 · 发射架上的火箭", 1, "只标火箭，两旁的铁塔不标。目标又细又高，放大了再贴边。"),
    "airplane": (
        "真实照片 · 俯拍的双翼机",
        1,
        "只标飞机：机翼、尾翼和伸出画面下边的部分之前都在框里，烟云不在框里。",
    ),
    "cameraman": ("真实照片 · 摄影师", 2, "只标人：帽檐、大衣、扶着相机的手都在框里，相机支架不在框里。"),
    "astronaut": ("真实照片 · 宇航员和头盔", 2, "标两个目标：人、手边的头盔。"),
    "coins": ("真实照片 · 二十四枚古钱币", 2, "每枚钱币一个框，一枚不漏。先标满一行，再标下一行。"),
}


def main() -> None:
    """Write every exercise."""
    folder = PACK / "exercises" / "practice"
    folder.mkdir(parents=True, exist_ok=True)
    for name in EXERCISES:
        photo = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
        text = json.dumps(exercise(photo), ensure_ascii=False, indent=1)
        (folder / f"photo-{name}.json").write_text(text + "\n", "utf-8")
    print("\n".join(credit(json.loads(path.read_text("utf-8"))) for path in sorted(GOLD.glob("*.json"))))


def exercise(photo: dict[str, Any]) -> dict[str, Any]:
    """Return the exercise of one photograph."""
    title, difficulty, hint = EXERCISES[photo["frame"]]
    return {
        "id": f"photo-{photo['frame']}",
        "title": title,
        "schema_id": "photo",
        "pool": "practice",
        "media": f"media/photo/{photo['frame']}.webp",
        "size": photo["size"],
        "golds": [{"marks": [mark(thing) for thing in photo["objects"]]}],
        "requirements": ["R1", "R3"],
        "competencies": ["S1", "S5"],
        "difficulty": difficulty,
        "tags": ["photo"],
        "hint": hint,
    }


def mark(thing: dict[str, Any]) -> dict[str, Any]:
    """Return one gold mark."""
    found = {"id": thing["id"], "label": thing["class"], "box": thing["box"]}
    return found | {"ignore": True, "note": "太模糊，不要求标"} if thing["ignore"] else found


def credit(photo: dict[str, Any]) -> str:
    """Return the credit of a photograph as a table of pack.toml."""
    rows = {"path": f"media/photo/{photo['frame']}.webp", **photo["credit"]}
    lines = [f"{key} = {json.dumps(rows[key], ensure_ascii=False)}" for key in rows]
    return "[[credits]]\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
