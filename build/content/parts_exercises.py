"""Write courses/ord-cv-03/exercises from gold/parts.

    .venv/bin/python build/content/parts_exercises.py

Run with the program's own environment: outlines are traced by the same code that turns a trainee's mask into one.
"""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np
from exercise_files import ROOT, gold_of, pool_of, write_exercises
from parts_tools import tools
from PIL import Image

from desktop.annotation.geometry.bitmaps import Bitmap
from desktop.annotation.geometry.convert import polygons_of

PACK = "ord-cv-03"
SURFACES = {"belt": "传送带", "tray": "料盘", "mat": "垫布"}
DEFECTS = ("scratch", "stain", "missing")
NAMES = {"scratch": "划痕", "stain": "污渍", "missing": "缺件"}
#: a defect whose border cannot be told from what is around it, in levels of grey
FAINT = 11.0
#: width of the ring around a defect that is looked at, px
RING = 5
#: frames from which the polygon exercises are made; of the exam those whose every part is one piece
POLYGON_FRAMES = ("p001", "p002", "p005", "p008", "p010", "p013")
POLYGON_EXAM = ("e004", "e006", "e008", "e009", "e011", "e013", "e015", "e016")
#: how far a traced outline may stray from the pixels, px
TOLERANCE = 1.4


def crop_of(thing: dict[str, Any]) -> tuple[np.ndarray, int, int]:
    """The crop of a mask and where its top left pixel is."""
    x, y, w, h = thing["mask"]["box"]
    raw = np.frombuffer(zlib.decompress(base64.b64decode(thing["mask"]["bits"])), np.uint8)
    return np.unpackbits(raw, count=w * h).reshape(h, w).astype(bool), x, y


def faint(thing: dict[str, Any], grey: np.ndarray) -> bool:
    """Whether too much of a defect's border looks like its surroundings, say a stain on a black plate."""
    bits, x, y = crop_of(thing)
    mask = np.zeros(grey.shape, bool)
    mask[y : y + bits.shape[0], x : x + bits.shape[1]] = bits
    wide = mask.copy()
    for _ in range(RING):
        wide[1:] |= wide[:-1].copy()
        wide[:-1] |= wide[1:].copy()
        wide[:, 1:] |= wide[:, :-1].copy()
        wide[:, :-1] |= wide[:, 1:].copy()
    ring = grey[wide & ~mask]
    return float((np.abs(ring - np.median(grey[mask])) < FAINT).mean()) > 0.25


def mask_mark(thing: dict[str, Any], grey: np.ndarray) -> dict[str, Any]:
    """Return the gold mask of one part or defect."""
    mark: dict[str, Any] = {
        "id": thing["id"],
        "label": thing["class"],
        "shape": {"type": "mask"} | thing["mask"],
    }
    if thing["class"] in DEFECTS and faint(thing, grey):
        return mark | {
            "ignore": True,
            "note": f"{NAMES[thing['class']]}压在颜色相近的地方，看不清边，标与不标都不判错",
        }
    if thing["pieces"] > 1 and thing["class"] not in DEFECTS:
        mark["note"] = f"被压住，看得见 {thing['pieces']} 块，仍是一个实例"
    return mark


def polygon_marks(thing: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the gold polygon of one part, with its holes; none for a part in several pieces."""
    bits, x, y = crop_of(thing)
    found = polygons_of(Bitmap(bits, x, y), tolerance=TOLERANCE)
    if len(found) != 1:
        return []
    rings = [[[round(px, 1), round(py, 1)] for px, py in ring] for ring in found[0]]
    return [{"id": thing["id"], "label": thing["class"], "shape": {"type": "polygon", "rings": rings}}]


def requirements(things: list[dict[str, Any]]) -> list[str]:
    """Return which requirements of the order a frame exercises."""
    kinds = {thing["class"] for thing in things}
    found = ["R1", "R4"]
    if any(thing["pieces"] > 1 for thing in things) or len(things) > 10:
        found.append("R2")
    if "washer" in kinds:
        found.append("R3")
    if kinds & set(DEFECTS):
        found.append("R5")
    if "housing" in kinds:
        found.append("R6")
    return sorted(found)


def difficulty(marks: list[dict[str, Any]], things: list[dict[str, Any]]) -> int:
    """Return 1 to 3: by how many instances there are, stacked parts, and thin scratches."""
    judged = [mark for mark in marks if not mark.get("ignore")]
    points = (len(judged) > 10) + (len(judged) > 12) + any(t["pieces"] > 1 for t in things)
    points += sum(t["class"] == "scratch" for t in things) > 1
    return 1 if points == 0 else 2 if points <= 2 else 3


def masks(frame: str, doc: dict[str, Any]) -> dict[str, Any]:
    """Return the mask exercise of one frame."""
    pool = pool_of(frame)
    media = f"media/{pool}/{frame}.webp"
    with Image.open(ROOT / "courses" / PACK / media) as picture:
        grey = np.asarray(picture.convert("L"), np.float64)
    marks = [mask_mark(thing, grey) for thing in doc["objects"]]
    return {
        "id": frame,
        "title": f"零件 {int(frame[1:])} · {SURFACES[doc['plan']['surface']]}",
        "pool": pool,
        "media": media,
        "size": doc["size"],
        "golds": [{"marks": marks}],
        "requirements": requirements(doc["objects"]),
        "competencies": ["S1", "S2", "S3", "S4"],
        "difficulty": difficulty(marks, doc["objects"]),
    }


def polygons(frame: str, doc: dict[str, Any]) -> dict[str, Any]:
    """Return the polygon exercise of one frame: parts only, no defects."""
    marks: list[dict[str, Any]] = []
    for thing in doc["objects"]:
        if thing["class"] in DEFECTS:
            continue
        whole = polygon_marks(thing)
        bits, x, y = crop_of(thing)
        around = [x, y, bits.shape[1], bits.shape[0]]
        outer = [[x, y], [x + around[2], y], [x + around[2], y + around[3]], [x, y + around[3]]]
        marks += whole or [
            {
                "id": thing["id"],
                "label": thing["class"],
                "shape": {"type": "polygon", "rings": [outer]},
                "ignore": True,
                "note": "被压成几块的零件这里不练，标与不标都不判错",
            }
        ]
    return {
        "id": f"poly-{frame}",
        "title": f"多边形 {int(frame[1:])} · {SURFACES[doc['plan']['surface']]}",
        "pool": pool_of(frame),
        "schema_id": "polygon",
        "media": f"media/{pool_of(frame)}/{frame}.webp",
        "size": doc["size"],
        "golds": [{"marks": marks}],
        "requirements": ["R1", "R3", "R4"],
        "competencies": ["S1"],
        "difficulty": 1,
    }


def main() -> None:
    """Write them all."""
    docs = gold_of("parts")
    made = [masks(frame, doc) for frame, doc in docs.items()]
    made += [polygons(frame, docs[frame]) for frame in (*POLYGON_FRAMES, *POLYGON_EXAM)]
    made += tools(docs)
    write_exercises(PACK, made)


if __name__ == "__main__":
    main()
