"""Turn the gold of rendered street frames into the exercises of courses/ord-cv-01.

    python build/content/street_exercises.py

Reads build/content/gold/street/*.json, writes exercises/practice/pNNN.json and exercises/exam/eNNN.json. Fair bands:
an object whose size or occlusion is so near a limit of the rules that two careful people would differ is ignored, and
near the edge of an occlusion band both neighbouring bands count as right.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "build" / "content" / "gold" / "street"
PACK = ROOT / "courses" / "ord-cv-01"

#: Upper bounds of the bands in per cent of the amodal area that is hidden.
BANDS = (("none", 5.0), ("light", 30.0), ("medium", 60.0), ("heavy", 80.0))
#: Nobody sees occlusion to the per cent: this near a bound, both sides are right.
BAND_SLACK = 6.0
#: The rules stop at 80 %; from 74 % on two careful people differ, so it is not judged.
MOST_OCCLUSION = 74.0
#: The rules stop below 10 px; up to 12 px the ±3 px tolerance itself decides, so it is not judged.
LEAST_SIDE = 12.0
NO_ATTRIBUTES = {"traffic_light"}
WEATHER = {"clear": "晴", "overcast": "阴", "haze": "雾霾", "fog": "雾", "rain": "雨"}
TIMES = {
    "morning": "清晨",
    "noon": "白天",
    "day": "白天",
    "afternoon": "午后",
    "dusk": "黄昏",
    "night": "夜间",
}
HARD_LIGHT = {"night", "dusk"}
HARD_WEATHER = {"rain", "fog", "haze"}


def main() -> None:
    """Write every exercise whose frame and gold are there."""
    for path in sorted(GOLD.glob("[pe]*.json")):
        frame = json.loads(path.read_text("utf-8"))
        pool = "practice" if path.stem.startswith("p") else "exam"
        folder = "street" if pool == "practice" else "exam"
        media = f"media/{folder}/{path.stem}.webp"
        if not (PACK / media).exists():
            continue
        target = PACK / "exercises" / pool / f"{path.stem}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(exercise(frame, pool, media), ensure_ascii=False, indent=1)
        target.write_text(text + "\n", "utf-8")


def exercise(frame: dict[str, Any], pool: str, media: str) -> dict[str, Any]:
    """Return the exercise of one frame."""
    marks = [gold_mark(thing) for thing in frame["objects"]]
    units = sum(not mark.get("ignore", False) for mark in marks)
    plan = frame["plan"]
    return {
        "id": frame["frame"],
        "title": title(plan, units),
        "pool": pool,
        "media": media,
        "size": frame["size"],
        "golds": [{"marks": marks}],
        "requirements": requirements(plan, marks),
        "competencies": ["S1", "S2", "S3", "S4"],
        "difficulty": difficulty(plan, units),
        "tags": sorted({str(plan["weather"]), str(plan["time"]), str(plan["crowding"])}),
    }


def gold_mark(thing: dict[str, Any]) -> dict[str, Any]:
    """Return one gold mark with its attributes, or as ignored with the reason."""
    mark: dict[str, Any] = {"id": thing["id"], "label": thing["class"], "box": thing["box"]}
    x1, y1, x2, y2 = thing["box"]
    side, hidden = min(x2 - x1, y2 - y1), float(thing["occlusion"])
    if side < LEAST_SIDE or hidden > MOST_OCCLUSION or thing["ignore"]:
        mark["ignore"] = True
        mark["note"] = (
            "太小，不要求标" if side < LEAST_SIDE else f"遮挡约 {hidden:.0f} %，接近或超过 80 %，不要求标"
        )
        return mark
    if thing["class"] not in NO_ATTRIBUTES:
        bands = near_bands(hidden)
        mark["attributes"] = {"occlusion": bands[0], "truncated": bool(thing["truncated"])}
        if bands[1:]:
            mark["accept"] = {"occlusion": bands[1:]}
        mark["note"] = f"实际遮挡 {hidden:.0f} %"
    return mark


def near_bands(hidden: float) -> list[str]:
    """Return the occlusion band of a percentage, then the neighbours that count as right too."""
    right = next(name for name, bound in BANDS if hidden <= bound)
    lower = 0.0
    near = []
    for name, bound in BANDS:
        if name != right and lower - BAND_SLACK <= hidden <= bound + BAND_SLACK:
            near.append(name)
        lower = bound
    return [right, *near]


def difficulty(plan: dict[str, Any], units: int) -> int:
    """Return 1 to 3: by the number of objects, the light and the weather."""
    hard = (units > 16) + (plan["time"] in HARD_LIGHT) + (plan["weather"] in HARD_WEATHER)
    return 1 if hard == 0 and units <= 13 else 3 if hard >= 2 else 2


def requirements(plan: dict[str, Any], marks: list[dict[str, Any]]) -> list[str]:
    """Return the requirements that a frame exercises."""
    judged = [mark for mark in marks if not mark.get("ignore")]
    found = {"R1", "R2", "R3"}
    if any(mark.get("ignore") for mark in marks):
        found.add("R4")
    if any(mark.get("attributes", {}).get("occlusion", "none") != "none" for mark in judged):
        found.add("R5")
    if any(mark.get("attributes", {}).get("truncated") for mark in judged):
        found.add("R6")
    if len(judged) > 14:
        found.add("R7")
    if plan["time"] in HARD_LIGHT or plan["weather"] in HARD_WEATHER:
        found.add("R8")
    return sorted(found, key=lambda name: int(name[1:]))


def title(plan: dict[str, Any], units: int) -> str:
    """Return a short Chinese title: time, weather, how many objects."""
    time = TIMES.get(str(plan["time"]), str(plan["time"]))
    weather = WEATHER.get(str(plan["weather"]), str(plan["weather"]))
    return f"{time} · {weather} · {units} 个目标"


if __name__ == "__main__":
    main()
