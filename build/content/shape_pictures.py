"""Example pictures of the newer packs: a crop of a practice frame with shapes drawn by operators on its gold.

A pack's own module (`aerial_examples.py`, `parts_examples.py`, …) lists its pictures; this module draws them.
Exam frames are refused. Equal gold and frames give equal pictures.
"""

from __future__ import annotations

import base64
import itertools
import json
import math
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from street_examples import BADGES, DARK, DASH, QUALITY, SIZE, STYLES

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "build" / "content" / "gold"
FONT = ROOT / "assets" / "fonts" / "NotoSansSC-Regular.ttf"
LINE, HALO = 3, 5

Point = tuple[float, float]


@dataclass(frozen=True)
class Draw:
    """One shape in pixels of the frame: rings of points (the first may be open), or a mask to tint."""

    rings: tuple[tuple[Point, ...], ...] = ()
    style: str = "ok"
    text: str = ""
    closed: bool = True
    arrow: bool = False
    mask: Any = None


@dataclass(frozen=True)
class Picture:
    """One example: which frame, where to look (middle and width of the window in px), what to draw."""

    name: str
    frame: str
    middle: Point
    width: float
    draws: tuple[Draw, ...]
    badge: str = ""
    folder: str = "examples"


@lru_cache(maxsize=8)
def frame(kind: str, pack: str, name: str) -> tuple[Image.Image, dict[str, Any]]:
    """Return a practice frame with its gold. Raises ValueError for an exam frame."""
    if name.startswith("e"):
        raise ValueError(f"{name}: exam frames are never shown")
    gold = json.loads((GOLD / kind / f"{name}.json").read_text("utf-8"))
    with Image.open(ROOT / "courses" / pack / "media" / "practice" / f"{name}.webp") as picture:
        return picture.convert("RGB"), {thing["id"]: thing for thing in gold["objects"]}


def mask_of(thing: dict[str, Any], size: tuple[int, int]) -> np.ndarray:
    """Return the mask of a gold entry over the whole frame."""
    x, y, w, h = thing["mask"]["box"]
    raw = np.frombuffer(zlib.decompress(base64.b64decode(thing["mask"]["bits"])), np.uint8)
    out = np.zeros((size[1], size[0]), bool)
    out[y : y + h, x : x + w] = np.unpackbits(raw, count=w * h).reshape(h, w).astype(bool)
    return out


def rotated(
    box: Sequence[float],
    *,
    style: str = "ok",
    text: str = "",
    arrow: bool = True,
    grow: tuple[float, float, float, float] = (0, 0, 0, 0),
    turn: float = 0.0,
    shift: Point = (0, 0),
) -> Draw:
    """A rotated box, grown at front, back, left and right (px), turned (degrees) and shifted."""
    cx, cy, along, across, angle = box
    a = math.radians(angle)
    front, back, left, right = grow
    u, v = (math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))
    cx += shift[0] + u[0] * (front - back) / 2 + v[0] * (right - left) / 2
    cy += shift[1] + u[1] * (front - back) / 2 + v[1] * (right - left) / 2
    along, across, a = along + front + back, across + left + right, a + math.radians(turn)
    u, v = (math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))
    ring = tuple(
        (cx + i * along / 2 * u[0] + j * across / 2 * v[0], cy + i * along / 2 * u[1] + j * across / 2 * v[1])
        for i, j in ((1, -1), (1, 1), (-1, 1), (-1, -1))
    )
    return Draw((ring,), style, text, arrow=arrow)


def upright(box: Sequence[float], *, style: str, text: str = "") -> Draw:
    """The upright box around a rotated one."""
    ring = rotated(box).rings[0]
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    corners = ((min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys)))
    return Draw((corners,), style, text)


def write(pictures: Sequence[Picture], kind: str, pack: str) -> list[tuple[str, Image.Image]]:
    """Draw every picture into the pack's media folder; returns them for a contact sheet."""
    made = []
    for spec in pictures:
        picture = rendered(spec, frame(kind, pack, spec.frame)[0])
        target = ROOT / "courses" / pack / "media" / spec.folder / f"{spec.name}.webp"
        target.parent.mkdir(parents=True, exist_ok=True)
        picture.save(target, "WEBP", quality=QUALITY, method=6)
        made.append((spec.name, picture))
    return made


def write_all(pictures: Sequence[Picture], kind: str, pack: str) -> None:
    """Write the pictures of a pack, and a contact sheet of them where the command line names a file for it."""
    made = write(pictures, kind, pack)
    if len(sys.argv) > 1:
        sheet(made, Path(sys.argv[1]))


def rendered(spec: Picture, picture: Image.Image) -> Image.Image:
    """Return one example picture."""
    width = min(spec.width, picture.width, picture.height * SIZE[0] / SIZE[1])
    height = width * SIZE[1] / SIZE[0]
    x = min(max(spec.middle[0] - width / 2, 0.0), picture.width - width)
    y = min(max(spec.middle[1] - height / 2, 0.0), picture.height - height)
    box, scale = (x, y, x + width, y + height), SIZE[0] / width
    crop = picture.resize(SIZE, Image.Resampling.LANCZOS, box=box)
    for draw in spec.draws:
        if draw.mask is not None:
            crop = _tinted(crop, draw, box)
    pen = ImageDraw.Draw(crop)
    for draw in spec.draws:
        rings = [[((px - x) * scale, (py - y) * scale) for px, py in ring] for ring in draw.rings]
        _paint(pen, draw, rings)
    if spec.badge:
        _badge(pen, spec.badge)
    return crop


def _tinted(crop: Image.Image, draw: Draw, box: tuple[float, float, float, float]) -> Image.Image:
    cover = Image.fromarray((draw.mask * 255).astype(np.uint8)).resize(
        crop.size, Image.Resampling.BILINEAR, box=box
    )
    colour = STYLES[draw.style][0]
    inside = np.asarray(cover) > 127
    edge = np.zeros_like(inside)
    for dy, dx in ((2, 0), (-2, 0), (0, 2), (0, -2)):
        edge |= inside & ~np.roll(np.roll(inside, dy, 0), dx, 1)
    pixels = np.asarray(crop).astype(np.float32)
    pixels[inside] = pixels[inside] * 0.52 + np.array(colour, np.float32) * 0.48
    pixels[edge] = colour
    return Image.fromarray(pixels.astype(np.uint8))


def _paint(pen: ImageDraw.ImageDraw, draw: Draw, rings: list[list[Point]]) -> None:
    colour, dashed = STYLES[draw.style]
    lines = []
    for ring in rings:
        path = [*ring, ring[0]] if draw.closed else ring
        lines += list(itertools.pairwise(path))
    if draw.arrow and rings:
        ring = rings[0]
        middle = (sum(p[0] for p in ring) / 4, sum(p[1] for p in ring) / 4)
        tip = ((ring[0][0] + ring[1][0]) / 2, (ring[0][1] + ring[1][1]) / 2)
        lines.append((middle, tip))
        a = math.atan2(tip[1] - middle[1], tip[0] - middle[0])
        lines += [(tip, (tip[0] - 13 * math.cos(a + s), tip[1] - 13 * math.sin(a + s))) for s in (-0.5, 0.5)]
    pieces = [piece for line in lines for piece in (_dashes(*line) if dashed else [line])]
    for width, ink in ((HALO, DARK), (LINE, colour)):
        for start, end in pieces:
            pen.line([start, end], fill=ink, width=width)
    if draw.text.strip():
        _chip(pen, draw, colour, rings)


def _dashes(start: Point, end: Point) -> list[tuple[Point, Point]]:
    length = math.dist(start, end)
    if length < DASH:
        return [(start, end)]
    found = []
    for at in range(0, int(length), DASH * 2):
        a, b = at / length, min(at + DASH, length) / length
        found.append(
            (
                (start[0] + (end[0] - start[0]) * a, start[1] + (end[1] - start[1]) * a),
                (start[0] + (end[0] - start[0]) * b, start[1] + (end[1] - start[1]) * b),
            )
        )
    return found


def _chip(
    pen: ImageDraw.ImageDraw, draw: Draw, colour: tuple[int, int, int], rings: list[list[Point]]
) -> None:
    font = ImageFont.truetype(str(FONT), 18)
    points = [p for ring in rings for p in ring] or [(24.0, SIZE[1] - 60.0), (60.0, SIZE[1] - 40.0)]
    left, top, bottom = min(p[0] for p in points), min(p[1] for p in points), max(p[1] for p in points)
    width, height = pen.textlength(draw.text, font=font) + 12, 25
    x = min(max(left - 1, 2), SIZE[0] - width - 2)
    y = top - height - 2 if top > height + 4 else min(bottom + 3, SIZE[1] - height - 2)
    pen.rectangle((x, y, x + width, y + height), fill=DARK, outline=colour, width=2)
    pen.text((x + 6, y + height / 2), draw.text, font=font, fill=(255, 255, 255), anchor="lm")


def _badge(pen: ImageDraw.ImageDraw, which: str) -> None:
    sign, colour = BADGES[which]
    x, y, r = SIZE[0] - 28, 28, 19
    pen.ellipse((x - r, y - r, x + r, y + r), fill=colour, outline=(255, 255, 255), width=3)
    strokes = [[(x - 9, y + 1), (x - 3, y + 8), (x + 10, y - 8)]]
    if sign != "✓":
        strokes = [[(x - 8, y - 8), (x + 8, y + 8)], [(x - 8, y + 8), (x + 8, y - 8)]]
    for stroke in strokes:
        pen.line(stroke, fill="white", width=4, joint="curve")


def sheet(made: list[tuple[str, Image.Image]], path: Path) -> None:
    """All pictures on one sheet, for looking through."""
    columns, width, height = 5, 300, 236
    out = Image.new("RGB", (columns * width, math.ceil(len(made) / columns) * height), "white")
    pen, font = ImageDraw.Draw(out), ImageFont.truetype(str(FONT), 13)
    for number, (name, picture) in enumerate(made):
        x, y = number % columns * width, number // columns * height
        out.paste(picture.resize((width - 6, int((width - 6) * SIZE[1] / SIZE[0]))), (x, y))
        pen.text((x + 4, y + height - 22), name, font=font, fill="black")
    out.save(path)
