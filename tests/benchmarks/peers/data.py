"""The files that all programs open: two pictures, and the same polygons as labelme JSON and as our document."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tests.benchmarks.peers.plan import WORK

DATA = WORK / "data"
LARGE = (12_000, 8_000)
#: The picture under the polygons: 12 megapixels.
PICTURE = (4_000, 3_000)
CLASSES = 20
#: More polygons than this are made smaller.
CROWDED = 10_000
#: Half the side of the square around the middle that is free but for the polygon whose vertex is dragged.
CLEARING = 150
#: Changes with what is made here: older files are then made anew.
EDITION = "2"

Ring = list[list[float]]


def large_picture() -> Path:
    """Return the 96 megapixel JPEG, made where it is missing."""
    path = DATA / EDITION / "large.jpg"
    if not path.exists():
        _draw(path, LARGE)
    return path


def polygons_folder(count: int) -> Path:
    """Return a folder with picture.jpg, picture.json (labelme) and document.json (ours) of ``count`` polygons."""
    folder = DATA / EDITION / f"polygons-{count}"
    if not (folder / "document.json").exists():
        picture = DATA / EDITION / "picture.jpg"
        if not picture.exists():
            _draw(picture, PICTURE)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, folder / "picture.jpg")
        rings = polygons(count)
        _write(folder / "picture.json", as_labelme(rings))
        _write(folder / "document.json", as_document(rings))
    return folder


def polygons(count: int) -> list[tuple[str, Ring]]:
    """Return labelled polygons of 8 to 24 vertices, radius 8 to 45 px, the last one alone in the middle.

    Beyond CROWDED the radii shrink with the square root, so that they cover the picture no more than that many do.
    """
    chance = np.random.default_rng(count)
    shrink = min(1.0, math.sqrt(CROWDED / count))
    made: list[tuple[str, Ring]] = []
    while len(made) < count - 1:
        x, y = chance.uniform(50, PICTURE[0] - 50), chance.uniform(50, PICTURE[1] - 50)
        away = max(abs(x - PICTURE[0] / 2), abs(y - PICTURE[1] / 2))
        if away > CLEARING:
            made.append((_label(chance), _blob(chance, x, y, shrink * chance.uniform(8, 45))))
    made.append(("class00", middle_polygon()))
    return made


def middle_polygon() -> Ring:
    """Return the polygon in the middle: twelve vertices on a circle of 60 px, the first to its right."""
    x, y = PICTURE[0] / 2, PICTURE[1] / 2
    angles = [2 * math.pi * step / 12 for step in range(12)]
    return [[round(x + 60 * math.cos(a), 2), round(y + 60 * math.sin(a), 2)] for a in angles]


def as_labelme(rings: list[tuple[str, Ring]]) -> dict[str, Any]:
    """Return polygons as labelme and X-AnyLabeling read them."""
    shapes = [
        {
            "label": label,
            "points": ring,
            "group_id": None,
            "description": "",
            "shape_type": "polygon",
            "flags": {},
            "mask": None,
        }
        for label, ring in rings
    ]
    return {
        "version": "5.5.0",
        "flags": {},
        "shapes": shapes,
        "imagePath": "picture.jpg",
        "imageData": None,
        "imageHeight": PICTURE[1],
        "imageWidth": PICTURE[0],
    }


def as_document(rings: list[tuple[str, Ring]]) -> list[dict[str, Any]]:
    """Return polygons as our codec reads them."""
    return [
        {"id": f"p{place}", "label": label, "type": "polygon", "rings": [ring]}
        for place, (label, ring) in enumerate(rings)
    ]


def _label(chance: np.random.Generator) -> str:
    return f"class{int(chance.integers(0, CLASSES)):02d}"


def _blob(chance: np.random.Generator, x: float, y: float, radius: float) -> Ring:
    """Return a ring around a point whose vertices go round it once, so that it never crosses itself."""
    corners = int(chance.integers(8, 25))
    angles = 2 * math.pi * (np.arange(corners) + chance.uniform(0, 0.8, corners)) / corners
    radii = radius * chance.uniform(0.7, 1, corners)
    return [
        [round(float(x + r * math.cos(a)), 2), round(float(y + r * math.sin(a)), 2)]
        for r, a in zip(radii, angles, strict=True)
    ]


def _draw(path: Path, size: tuple[int, int]) -> None:
    """Write a JPEG with soft patches and grain: as hard to decode as a photograph."""
    chance = np.random.default_rng(7)
    width, height = size
    patches = chance.integers(0, 256, (height // 40, width // 40, 3), dtype=np.uint8)
    pixels = np.asarray(Image.fromarray(patches).resize(size, Image.Resampling.BICUBIC)).astype(np.int16)
    pixels += chance.integers(-14, 15, (height, width, 1), dtype=np.int16)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(part, "JPEG", quality=88)
    part.rename(path)


def _write(path: Path, value: object) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value), encoding="utf-8")
    part.rename(path)
