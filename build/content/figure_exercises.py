"""Write courses/ord-cv-06/exercises from gold/figure.

python build/content/figure_exercises.py
"""

from __future__ import annotations

from typing import Any

from exercise_files import gold_of, pool_of, write_exercises

PACK = "ord-cv-06"
POSTURES = {
    "stand": "站立",
    "arms out": "平举",
    "arms up": "上举",
    "one arm up": "单臂上举",
    "walk": "走步",
    "lunge": "弓步",
    "squat": "下蹲",
    "knee up": "提膝",
    "side reach": "侧伸",
    "hands on hips": "叉腰",
    "sit": "坐姿",
    "box": "出拳",
    "balance": "平衡",
}


def mark_of(thing: dict[str, Any]) -> dict[str, Any]:
    """Return the gold skeleton of one person."""
    hidden = sum(state == "hidden" for _, _, state in thing["joints"])
    out = sum(state == "out" for _, _, state in thing["joints"])
    mark = {"id": thing["id"], "label": "person", "shape": {"type": "skeleton", "joints": thing["joints"]}}
    words = (
        [f"{POSTURES[thing['sub']]}"]
        + ([f"{hidden} 点被挡"] if hidden else [])
        + ([f"{out} 点在画外"] if out else [])
    )
    return mark | {"note": "，".join(words)}


def exercise(frame: str, doc: dict[str, Any]) -> dict[str, Any]:
    """Return the exercise of one frame."""
    pool = pool_of(frame)
    states = [state for thing in doc["objects"] for _, _, state in thing["joints"]]
    hard = states.count("hidden") + states.count("out")
    requirements = ["R1", "R2"] + (["R3"] if hard else []) + (["R4"] if "out" in states else []) + ["R5"]
    return {
        "id": frame,
        "title": f"康复动作 {int(frame[1:])}",
        "pool": pool,
        "media": f"media/{pool}/{frame}.webp",
        "size": doc["size"],
        "golds": [{"marks": [mark_of(thing) for thing in doc["objects"]]}],
        "requirements": requirements,
        "competencies": ["S1", "S2", "S3"],
        "difficulty": 1
        if hard <= 1 and len(doc["objects"]) == 1
        else 3
        if hard > 5 or len(doc["objects"]) > 2
        else 2,
    }


def main() -> None:
    """Write them all."""
    write_exercises(PACK, [exercise(frame, doc) for frame, doc in gold_of("figure").items()])


if __name__ == "__main__":
    main()
