"""Write courses/ord-cv-02/exercises from gold/aerial.

python build/content/aerial_exercises.py
"""

from __future__ import annotations

from typing import Any

from exercise_files import gold_of, pool_of, write_exercises

PACK = "ord-cv-02"
LIGHTS = {"noon": "正午", "morning": "上午", "overcast": "阴天", "haze": "薄雾", "evening": "傍晚"}
#: a vehicle that only its bumper leaves the picture with may be called cut or not
HARDLY_CUT = 0.97
#: from this visible share down a tree asks for care
COVERED = 0.93


def mark_of(thing: dict[str, Any]) -> dict[str, Any]:
    """Return the gold mark of one vehicle."""
    mark: dict[str, Any] = {"id": thing["id"], "label": thing["class"]}
    mark["shape"] = {"type": "rotated", "box": thing["box"]}
    if thing["ignore"]:
        return mark | {"ignore": True, "note": "露在画面里的车身不足六成，或大半被遮住，标与不标都不判错"}
    mark["attributes"] = {"truncated": thing["truncated"]}
    if thing["truncated"] and thing["inside"] > HARDLY_CUT:
        mark["accept"] = {"truncated": [False]}
    if thing["truncated"]:
        mark["note"] = f"截断：车身有 {100 * (1 - thing['inside']):.0f} % 伸出画面"
    elif thing["shown"] < COVERED:
        mark["note"] = f"树冠遮住约 {100 * (1 - thing['shown']):.0f} %，按整个车身画"
    return mark


def difficulty(doc: dict[str, Any], judged: list[dict[str, Any]]) -> int:
    """Return 1 to 3: by how many vehicles there are, the light, and how many are cut or covered."""
    care = sum(thing["truncated"] or thing["shown"] < COVERED for thing in judged)
    points = (
        (len(judged) > 18) + (len(judged) > 26) + (doc["plan"]["light"] in ("evening", "haze")) + (care > 5)
    )
    return 1 if points == 0 else 2 if points <= 2 else 3


def requirements(things: list[dict[str, Any]], judged: list[dict[str, Any]]) -> list[str]:
    """Return which requirements of the order a frame exercises."""
    found = ["R1", "R2", "R3"]
    if len(judged) > 16:
        found.append("R4")
    if len(judged) < len(things):
        found.append("R5")
    if any(thing["truncated"] for thing in judged):
        found.append("R6")
    return found


def exercise(frame: str, doc: dict[str, Any]) -> dict[str, Any]:
    """Return the exercise of one frame."""
    judged = [thing for thing in doc["objects"] if not thing["ignore"]]
    pool = pool_of(frame)
    return {
        "id": frame,
        "title": f"停车场 {int(frame[1:])} · {LIGHTS[doc['plan']['light']]}",
        "pool": pool,
        "media": f"media/{pool}/{frame}.webp",
        "size": doc["size"],
        "golds": [{"marks": [mark_of(thing) for thing in doc["objects"]]}],
        "requirements": requirements(doc["objects"], judged),
        "competencies": ["S1", "S2", "S3"] + (["S4"] if any(thing["truncated"] for thing in judged) else []),
        "difficulty": difficulty(doc, judged),
    }


def main() -> None:
    """Write them all."""
    made = [exercise(frame, doc) for frame, doc in gold_of("aerial").items()]
    write_exercises(PACK, made, keep="d")  # drafts are written by draft_exercises.py


if __name__ == "__main__":
    main()
