"""Write courses/ord-cv-04/exercises from gold/lane.

python build/content/lane_exercises.py
"""

from __future__ import annotations

from typing import Any

from exercise_files import gold_of, pool_of, write_exercises

PACK = "ord-cv-04"
LIGHTS = {"noon": "正午", "morning": "清晨", "overcast": "阴天", "dusk": "黄昏"}
#: a bend from this curvature on asks for closer points, 1/m
BEND = 0.008


def mark_of(thing: dict[str, Any]) -> dict[str, Any]:
    """Return the gold mark of one line or signal."""
    if thing["class"] == "signal":
        box = [float(side) for side in thing["box"]]
        mark = {"id": thing["id"], "label": "signal", "box": box, "attributes": {"state": thing["state"]}}
        return mark | ({"ignore": True, "note": "灯箱伸出画面，标与不标都不判错"} if thing["cut"] else {})
    attributes = {"style": thing["kind"], "paint": thing["colour"], "place": thing["place"]}
    return {
        "id": thing["id"],
        "label": "lane",
        "shape": {"type": "polyline", "points": thing["points"]},
        "attributes": attributes,
    }


def exercise(frame: str, doc: dict[str, Any]) -> dict[str, Any]:
    """Return the exercise of one frame."""
    pool = pool_of(frame)
    lines = [thing for thing in doc["objects"] if thing["class"] == "lane"]
    signals = len(doc["objects"]) - len(lines)
    bend = abs(doc["plan"]["curve"]) >= BEND
    requirements = ["R1", "R3", "R4"]
    if any(line["kind"] == "dashed" for line in lines):
        requirements.append("R2")
    if signals:
        requirements.append("R5")
    points = bend + (len(doc["objects"]) > 4) + (doc["plan"]["light"] == "dusk")
    return {
        "id": frame,
        "title": f"路口 {int(frame[1:])} · {LIGHTS[doc['plan']['light']]}",
        "pool": pool,
        "media": f"media/{pool}/{frame}.webp",
        "size": doc["size"],
        "context": f"media/{pool}/{frame}-before.webp",
        "golds": [{"marks": [mark_of(thing) for thing in doc["objects"]]}],
        "requirements": sorted(requirements),
        "competencies": ["S1", "S2", "S3"] + (["S4"] if bend else []),
        "difficulty": 1 if points == 0 else 2,
    }


def main() -> None:
    """Write them all."""
    write_exercises(PACK, [exercise(frame, doc) for frame, doc in gold_of("lane").items()])


if __name__ == "__main__":
    main()
