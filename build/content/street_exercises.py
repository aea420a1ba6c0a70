"""Turn the gold of rendered street frames into the exercises of courses/ord-cv-01.

    python build/content/street_exercises.py

Reads build/content/gold/street/*.json, writes exercises/practice/pNNN.json and exercises/exam/eNNN.json.

The gold is exact to the pixel; what is asked of a person must be fair, and nothing that a careful person sees and can
class may be left out. So only the doubtful side of an object is not judged (``free_sides``), with the reason in its note:

* crumbs: the side rests on scattered crumbs, seen through leaves, fences or past a pole, that would move it by more than
  the tolerance leaves room for (measured in the identity pass, see street_sides.py);
* contrast: there the object hardly differs from what is around it, in fog, rain or darkness (measured in the picture,
  see `contrast` and `side_contrasts`). 2.3 units of CIE Lab are just noticeable to an attentive eye; twice that is asked.

An object is ignored (a box there is neither rewarded nor punished) only when it cannot be told:

* size: a side under 12 px (the rules stop at 10, and the tolerance is 3);
* occlusion: more than 74 % (the rules stop at 80);
* remnant: more than half hidden and a side under 16 px, or more than 60 % hidden and a side under 24 px;
* sliver: a vehicle of which the border leaves under 24 px, too little to tell its class;
* all four sides doubtful: nobody sees where it is;
* looked at: nine things that every rule lets pass and no eye can name (`UNTOLD`).

Near the edge of an occlusion band both bands count as right, and truncation counts both ways where the picture does
not show it: the part beyond the border is hidden, or the object only touches the border.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "build" / "content" / "gold" / "street"
PACK = ROOT / "courses" / "ord-cv-01"

#: Upper bounds of the bands in per cent of the amodal area that is hidden.
BANDS = (("none", 5.0), ("light", 30.0), ("medium", 60.0), ("heavy", 80.0))
#: Nobody sees occlusion to the per cent: this near a bound, both sides are right.
BAND_SLACK = 6.0
#: What the rules ask for at all.
LEAST_MARKED, MOST_MARKED = 10.0, 80.0
#: The rules stop at 80 %; from 74 % on two careful people differ, so it is not judged.
MOST_OCCLUSION = 74.0
#: The rules stop below 10 px; up to 12 px the ±3 px tolerance itself decides, so it is not judged.
LEAST_SIDE = 12.0
#: Hidden by more than the first and with a side under the second: a remnant.
REMNANTS = ((50.0, 16.0), (60.0, 24.0))
#: A vehicle cut by the border to less than this cannot be told from one of another class.
SLIVER = 24.0
#: From here on crumbs matter: whole objects have thin parts too (mirrors), and these the rules name.
CRUMB_OCCLUSION = 5.0
#: The tolerance of the order, and what of it crumbs must leave for a hand that is not quite exact.
SIDE_PX, SIDE_SHARE, HAND_PX = 3.0, 0.015, 1.0
#: Least contrast in units of CIE Lab (2.3 is just noticeable), and the same for what is hidden by 30 % or more.
LEAST_CONTRAST, LEAST_CONTRAST_HIDDEN = 4.6, 6.9
HIDDEN = 30.0
#: Least contrast along a side, where it is greatest, and how deep it is looked at on both sides, in px.
LEAST_SIDE_CONTRAST, DEEP = 4.6, 3
SIDES = ("left", "top", "right", "bottom")
SIDE_NAMES = {"left": "左边", "top": "上边", "right": "右边", "bottom": "下边"}
#: Looked at one by one: what no rule here catches and nobody can name.
UNTOLD: dict[str, str] = {
    "e001 o08": "夜里隔着树干和枝叶，认不出是哪一类，标不标都不判",
    "e017 o12": "雾里被树干挡在中间，两边只剩一线，认不准，标不标都不判",
    "e025 o20": "被立杆挡在中间，两边各剩几个像素，认不准，标不标都不判",
    "p008 o02": "夜里隔着树干，认不出是哪一类，标不标都不判",
    "p012 o10": "雾里与前面的人几乎完全重叠，分不开，标不标都不判",
    "p014 o09": "雾里夹在两车之间，认不出是哪一类，标不标都不判",
    "p016 o10": "夜里隔着树干，认不出是人，标不标都不判",
    "p025 o10": "几乎完全站在前一个人身后，分不开，标不标都不判",
    "p031 o08": "夹在两车之间只露出一块板，认不出是哪一类，标不标都不判",
}
#: A box this near the border touches it.
BORDER = 1.0
VEHICLES = {"car", "bus", "truck"}
#: A mark that asks for care: partly hidden, or with a side under this.
SMALL = 22.0
NO_ATTRIBUTES = {"traffic_light"}
Lab: TypeAlias = NDArray[np.float64]
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
        with Image.open(PACK / media) as picture:
            lab = to_lab(picture)
        target = PACK / "exercises" / pool / f"{path.stem}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(exercise(frame, pool, media, lab), ensure_ascii=False, indent=1)
        target.write_text(text + "\n", "utf-8")


def exercise(frame: dict[str, Any], pool: str, media: str, lab: Lab) -> dict[str, Any]:
    """Return the exercise of one frame."""
    marks = [gold_mark(frame["frame"], thing, frame["size"], lab) for thing in frame["objects"]]
    plan = frame["plan"]
    return {
        "id": frame["frame"],
        "title": title(frame["frame"], plan),
        "pool": pool,
        "media": media,
        "size": frame["size"],
        "golds": [{"marks": marks}],
        "requirements": requirements(plan, marks),
        "competencies": ["S1", "S2", "S3", "S4"],
        "difficulty": difficulty(plan, marks),
        "tags": sorted({str(plan["weather"]), str(plan["time"]), str(plan["crowding"])}),
    }


def gold_mark(frame: str, thing: dict[str, Any], size: tuple[int, int], lab: Lab) -> dict[str, Any]:
    """Return one gold mark with its attributes and the sides that are not judged, or as ignored with the reason."""
    mark: dict[str, Any] = {"id": thing["id"], "label": thing["class"], "box": thing["box"]}
    hidden = float(thing["occlusion"])
    free = free_sides(thing, lab)
    if reason := unfair(thing) or UNTOLD.get(f"{frame} {thing['id']}", ""):
        return mark | {"ignore": True, "note": reason}
    if len(free) == len(SIDES):
        return mark | {"ignore": True, "note": "与背景几乎同色，四边都看不清在哪里，标不标都不判"}
    if thing["class"] not in NO_ATTRIBUTES:
        bands, truncated = near_bands(hidden), bool(thing["truncated"])
        accept: dict[str, list[str | bool]] = {}
        if bands[1:]:
            accept["occlusion"] = list(bands[1:])
        if truncated != touches_border(thing["box"], size):
            accept["truncated"] = [not truncated]
        mark["attributes"] = {"occlusion": bands[0], "truncated": truncated}
        if accept:
            mark["accept"] = accept
        mark["note"] = f"实际遮挡 {hidden:.0f} %"
    if free:
        mark["free_sides"] = list(free)
        mark["note"] = "；".join(filter(None, (why_free(free), mark.get("note", ""))))
    return mark


def unfair(thing: dict[str, Any]) -> str:
    """Return why an object cannot be told or need not be, or an empty string when it is judged."""
    x1, y1, x2, y2 = thing["box"]
    side, hidden = min(x2 - x1, y2 - y1), float(thing["occlusion"])
    if side < LEAST_MARKED:
        return f"短边只有 {side:.0f} px，不到 10 px，按规则不标"
    if side < LEAST_SIDE:
        return f"短边 {side:.0f} px，紧挨 10 px 的界限，标不标都不判"
    if hidden > MOST_MARKED:
        return f"遮挡约 {hidden:.0f} %，超过 80 %，按规则不标"
    if hidden > MOST_OCCLUSION:
        return f"遮挡约 {hidden:.0f} %，紧挨 80 % 的界限，标不标都不判"
    if any(hidden > most and side < least for most, least in REMNANTS):
        return f"挡住 {hidden:.0f} %，剩下的短边只有 {side:.0f} px，认不准，标不标都不判"
    if thing["truncated"] and thing["class"] in VEHICLES and side < SLIVER:
        return f"画面边上只剩 {side:.0f} px 一条，认不出是哪一类，标不标都不判"
    return ""


def free_sides(thing: dict[str, Any], lab: Lab) -> dict[str, str]:
    """Return the sides of an object that nobody can place for sure, each with what makes it doubtful."""
    found: dict[str, str] = {}
    x1, y1, x2, y2 = thing["box"]
    hidden = float(thing["occlusion"])
    for side, moved, along in zip(SIDES, thing["crumbs"], (x2 - x1, y2 - y1) * 2, strict=True):
        if hidden >= CRUMB_OCCLUSION and moved > max(SIDE_PX, SIDE_SHARE * along) - HAND_PX:
            found[side] = "crumbs"
    least = LEAST_CONTRAST_HIDDEN if hidden >= HIDDEN else LEAST_CONTRAST
    if contrast(thing["box"], lab, thing["class"]) >= least:
        return found
    if thing["class"] in NO_ATTRIBUTES:
        # The bright lamp shows where a light is, and how wide; its housing melts into what is behind it.
        ends = ("top", "bottom") if y2 - y1 > x2 - x1 else ("left", "right")
        return found | dict.fromkeys(ends, "contrast")
    values = side_contrasts(thing["box"], lab)
    weak = [side for side in SIDES if values[side] < LEAST_SIDE_CONTRAST]
    return found | {side: "contrast" for side in weak if side not in found}


def why_free(free: dict[str, str]) -> str:
    """Return in words why sides are not judged."""
    reasons = {
        "crumbs": "只从枝叶、栏杆、立杆或行人的缝里露出零星碎块，各人量得不同",
        "contrast": "与背景几乎同色，看不准",
    }
    causes = [cause for cause in reasons if cause in free.values()]
    if len(causes) == 1:
        return reasons[causes[0]]
    return "；".join(
        "、".join(SIDE_NAMES[side] for side in SIDES if free.get(side) == cause) + reasons[cause]
        for cause in causes
    )


def side_contrasts(box: list[float], lab: Lab) -> dict[str, float]:
    """Return how much inside and outside differ along each side, where they differ most, in units of CIE Lab.

    Strips of 3 px on both sides are compared, 3 px of the length at a time. A side on the border of the picture counts
    as seen.
    """
    x1, y1, x2, y2 = (round(side) for side in box)
    strips = {
        "left": (lab[y1:y2, max(0, x1 - DEEP) : x1], lab[y1:y2, x1 : x1 + DEEP], 1),
        "top": (lab[max(0, y1 - DEEP) : y1, x1:x2], lab[y1 : y1 + DEEP, x1:x2], 0),
        "right": (lab[y1:y2, x2 : x2 + DEEP], lab[y1:y2, x2 - DEEP : x2], 1),
        "bottom": (lab[y2 : y2 + DEEP, x1:x2], lab[y2 - DEEP : y2, x1:x2], 0),
    }
    found = {}
    for side, (outside, inside, across) in strips.items():
        if 0 in outside.shape:
            found[side] = 100.0
            continue
        step = inside.mean(axis=across) - outside.mean(axis=across)
        width = min(DEEP, len(step))
        even = np.stack([np.convolve(one, np.ones(width) / width, "valid") for one in step.T])
        found[side] = float(np.sqrt((even**2).sum(axis=0)).max())
    return found


def to_lab(picture: Image.Image) -> Lab:
    """Return a picture in CIE Lab, rows x columns x 3, with its grain smoothed away."""
    smooth = picture.convert("RGB").filter(ImageFilter.GaussianBlur(0.8)).convert("LAB")
    raw = np.asarray(smooth)
    light = raw[..., :1].astype(np.float64) * (100 / 255)
    return np.concatenate([light, raw[..., 1:].view(np.int8).astype(np.float64)], axis=-1)


def contrast(box: list[float], lab: Lab, label: str) -> float:
    """Return how much a box's inside differs from the middle colour of a rim around it, in units of CIE Lab.

    It is the difference that a quarter of the inside reaches, for a traffic light half of it: its bright lamp shows
    where it is, but only the housing shows where it ends.
    """
    left, top, right, bottom = (int(side) for side in box)
    rim = max(4, int(0.15 * min(right - left, bottom - top)))
    height, width = lab.shape[:2]
    x1, y1, x2, y2 = max(0, left - rim), max(0, top - rim), min(width, right + rim), min(height, bottom + rim)
    around = np.ones((y2 - y1, x2 - x1), dtype=bool)
    around[top - y1 : bottom - y1, left - x1 : right - x1] = False
    middle = np.median(lab[y1:y2, x1:x2][around], axis=0)
    inside = lab[top:bottom, left:right].reshape(-1, 3)
    differences = np.sqrt(((inside - middle) ** 2).sum(axis=1))
    return float(np.percentile(differences, 50 if label in NO_ATTRIBUTES else 75))


def touches_border(box: list[float], size: tuple[int, int]) -> bool:
    """Tell whether a box reaches the border of the picture."""
    x1, y1, x2, y2 = box
    return x1 <= BORDER or y1 <= BORDER or x2 >= size[0] - BORDER or y2 >= size[1] - BORDER


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


def difficulty(plan: dict[str, Any], marks: list[dict[str, Any]]) -> int:
    """Return 1 to 3: by the number of objects, how many of them ask for care, the light and the weather."""
    judged = [mark for mark in marks if not mark.get("ignore")]
    hard = (plan["time"] in HARD_LIGHT) + (plan["weather"] in HARD_WEATHER)
    points = hard + (len(judged) > 16) + (sum(map(asks_care, judged)) > 0.4 * len(judged))
    return 3 if points >= 3 or hard == 2 else 2 if hard or points == 2 else 1


def asks_care(mark: dict[str, Any]) -> bool:
    """Tell whether a mark is harder than most: partly hidden, or small."""
    x1, y1, x2, y2 = mark["box"]
    hidden = mark.get("attributes", {}).get("occlusion", "none") != "none"
    return bool(hidden or (mark["label"] not in NO_ATTRIBUTES and min(x2 - x1, y2 - y1) < SMALL))


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


def title(frame: str, plan: dict[str, Any]) -> str:
    """Return a short Chinese title: number, time, weather. Never how many objects: finding them all is the task."""
    time = TIMES.get(str(plan["time"]), str(plan["time"]))
    weather = WEATHER.get(str(plan["weather"]), str(plan["weather"]))
    return f"街景 {int(frame[1:])} · {time} · {weather}"


if __name__ == "__main__":
    main()
