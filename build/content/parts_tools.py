"""Exercises of ORD-CV-03 for the tools its main order does not use: points, ellipses, image tags, layers.

`parts_exercises.py` writes them; all are made from the masks of frames, those of the exam from exam frames. Layers are
practised alone: they are the masks of the main order once more.
"""

from __future__ import annotations

import base64
import math
import zlib
from typing import Any

import numpy as np
from exercise_files import pool_of

COUNT_FRAMES = ("p013", "p002", "p011", "e003", "e007", "e010", "e012", "e014", "e017")
ELLIPSE_FRAMES = ("p001", "p003", "p010", "e001", "e003", "e009", "e010", "e012", "e014")
TAG_FRAMES = ("p001", "p002", "p003", "p008", "p012", "e002", "e005", "e007", "e015", "e017", "e018")
LAYER_FRAMES = ("p004", "p013", "p016")
DEFECTS = ("scratch", "stain", "missing")
#: from this overlap on a washer's outline is an ellipse and not cut by a neighbour
ROUND = 0.97


def whole_mask(thing: dict[str, Any], size: list[int]) -> np.ndarray:
    """A gold mask over the whole picture."""
    x, y, w, h = thing["mask"]["box"]
    raw = np.frombuffer(zlib.decompress(base64.b64decode(thing["mask"]["bits"])), np.uint8)
    out = np.zeros((size[1], size[0]), bool)
    out[y : y + h, x : x + w] = np.unpackbits(raw, count=w * h).reshape(h, w).astype(bool)
    return out


def filled(bits: np.ndarray) -> np.ndarray:
    """A convex mask with its hole filled."""
    rows = np.maximum.accumulate(bits, 1) & np.maximum.accumulate(bits[:, ::-1], 1)[:, ::-1]
    columns = np.maximum.accumulate(bits, 0) & np.maximum.accumulate(bits[::-1], 0)[::-1]
    return np.asarray(rows & columns)


def ellipse_of(bits: np.ndarray) -> tuple[float, float, float, float, float]:
    """Middle, half axes and angle of the ellipse with the same moments as a filled mask."""
    ys, xs = np.nonzero(bits)
    cx, cy = float(xs.mean()) + 0.5, float(ys.mean()) + 0.5
    values, vectors = np.linalg.eigh(np.cov(np.stack([xs, ys])))
    angle = math.degrees(math.atan2(vectors[1, 1], vectors[0, 1])) % 180
    return cx, cy, 2 * math.sqrt(values[1]), 2 * math.sqrt(values[0]), angle


def roundness(bits: np.ndarray, shape: tuple[float, float, float, float, float]) -> float:
    """IoU of a filled mask with its ellipse."""
    cx, cy, rx, ry, angle = shape
    yy, xx = np.mgrid[0 : bits.shape[0], 0 : bits.shape[1]] + 0.5
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    u, v = (xx - cx) * c + (yy - cy) * s, -(xx - cx) * s + (yy - cy) * c
    inside = (u / rx) ** 2 + (v / ry) ** 2 <= 1
    return float((inside & bits).sum() / (inside | bits).sum())


def packed(bits: np.ndarray) -> dict[str, Any]:
    """The shape of a mask."""
    ys, xs = np.nonzero(bits)
    x, y, w, h = int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1
    data = zlib.compress(np.packbits(bits[y : y + h, x : x + w]).tobytes(), 9)
    return {"type": "mask", "box": [x, y, w, h], "bits": base64.b64encode(data).decode()}


def exercise(
    kind: str, title: str, frame: str, doc: dict[str, Any], marks: list[dict[str, Any]]
) -> dict[str, Any]:
    """An exercise of one of the further schemas."""
    return {
        "id": f"{kind}-{frame}",
        "title": f"{title} {int(frame[1:])}",
        "pool": pool_of(frame),
        "schema_id": kind,
        "media": f"media/{pool_of(frame)}/{frame}.webp",
        "size": doc["size"],
        "golds": [{"marks": marks}],
        "requirements": ["R2", "R4"],
        "competencies": ["K1"],
        "difficulty": 1,
    }


def counting(doc: dict[str, Any]) -> list[dict[str, Any]]:
    """A point on every screw and washer."""
    marks = []
    for thing in doc["objects"]:
        if thing["class"] in ("screw", "washer"):
            ys, xs = np.nonzero(filled(whole_mask(thing, doc["size"])))
            point = [round(float(xs.mean()) + 0.5, 1), round(float(ys.mean()) + 0.5, 1)]
            marks.append(
                {"id": thing["id"], "label": thing["class"], "shape": {"type": "point", "point": point}}
            )
    return marks


def ellipses(doc: dict[str, Any]) -> list[dict[str, Any]]:
    """The outer rim of every washer; one that a neighbour hides in part is not asked for."""
    marks = []
    for thing in (each for each in doc["objects"] if each["class"] == "washer"):
        bits = filled(whole_mask(thing, doc["size"]))
        shape = ellipse_of(bits)
        mark: dict[str, Any] = {"id": thing["id"], "label": "washer"}
        mark["shape"] = {"type": "ellipse", "ellipse": [round(value, 2) for value in shape]}
        if thing["pieces"] > 1 or roundness(bits, shape) < ROUND:
            mark |= {"ignore": True, "note": "被压住的垫片这里不练，标与不标都不判错"}
        marks.append(mark)
    return marks


def tags(doc: dict[str, Any]) -> list[dict[str, Any]]:
    """The surface with the number of housings, and every kind of defect that occurs."""
    kinds = {thing["class"] for thing in doc["objects"]}
    housings = sum(thing["class"] == "housing" for thing in doc["objects"])
    marks: list[dict[str, Any]] = [
        {
            "id": "surface",
            "label": doc["plan"]["surface"],
            "shape": {"type": "tag"},
            "attributes": {"housings": float(housings)},
        }
    ]
    return marks + [
        {"id": name, "label": name, "shape": {"type": "tag"}} for name in DEFECTS if name in kinds
    ]


def layers(doc: dict[str, Any]) -> list[dict[str, Any]]:
    """Every pixel belongs to exactly one part or to the ground."""
    free = np.ones((doc["size"][1], doc["size"][0]), bool)
    marks = []
    for thing in doc["objects"]:
        if thing["class"] in DEFECTS:
            continue
        bits = whole_mask(thing, doc["size"])
        free &= ~bits
        marks.append({"id": thing["id"], "label": thing["class"], "shape": packed(bits)})
    return [{"id": "ground", "label": "ground", "shape": packed(free)}, *marks]


def tools(docs: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Every exercise of the further schemas."""
    made = []
    for kind, title, frames, draw in (
        ("count", "数零件", COUNT_FRAMES, counting),
        ("ellipse", "椭圆", ELLIPSE_FRAMES, ellipses),
        ("tags", "图像标签", TAG_FRAMES, tags),
        ("layers", "语义层", LAYER_FRAMES, layers),
    ):
        made += [exercise(kind, title, frame, docs[frame], draw(docs[frame])) for frame in frames]
    return made
