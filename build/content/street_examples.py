"""Cut the example pictures of courses/ord-cv-01 from practice frames, with boxes drawn by operators on the gold.

    python build/content/street_examples.py [--sheet /tmp/sheet.png] [NAME …]

Writes media/examples/*.webp (lessons and rules; with a tick or a cross) and media/quiz/*.webp (questions; without).
Only practice frames and photographs are used, never exam frames. Equal gold and frames give equal pictures.
What each picture shows stands in `street_example_specs.py`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from street_example_specs import EXAMPLES, QUIZ, Box, Draw, Spec

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "courses" / "ord-cv-01"
GOLD = ROOT / "build" / "content" / "gold"
FONT = ROOT / "assets" / "fonts" / "NotoSansSC-Regular.ttf"

SIZE = (560, 400)
QUALITY = 82
#: style -> (colour, dashed)
STYLES = {
    "ok": ((46, 224, 96), False),
    "bad": ((255, 70, 60), False),
    "plain": ((60, 200, 255), False),
    "other": ((255, 205, 60), False),
    "ghost": ((255, 255, 255), True),
    "missed": ((255, 176, 32), True),
}
BADGES = {"good": ("✓", (22, 140, 60)), "bad": ("✗", (200, 40, 34))}
DARK = (16, 18, 22)
LINE, HALO, DASH = 3, 5, 9


def main() -> None:
    """Write every picture, or those named; with --sheet also one picture of them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    made: list[tuple[str, Image.Image]] = []
    for folder, specs in (("examples", EXAMPLES), ("quiz", QUIZ)):
        (PACK / "media" / folder).mkdir(parents=True, exist_ok=True)
        for spec in specs:
            if asked.names and spec.name not in asked.names:
                continue
            picture = rendered(spec)
            picture.save(PACK / "media" / folder / f"{spec.name}.webp", "WEBP", quality=QUALITY, method=6)
            made.append((spec.name, picture))
    if asked.sheet:
        contact_sheet(made).save(asked.sheet)


@lru_cache(maxsize=8)
def frame(name: str) -> tuple[Image.Image, dict[str, Any]]:
    """Return a practice frame or photograph with its gold. Raises ValueError for an exam frame."""
    if name.startswith("e0"):
        raise ValueError(f"{name}: exam frames are never shown")
    folder = "street" if (GOLD / "street" / f"{name}.json").exists() else "photo"
    gold = json.loads((GOLD / folder / f"{name}.json").read_text("utf-8"))
    with Image.open(PACK / "media" / folder / f"{name}.webp") as picture:
        return picture.convert("RGB"), gold


def rendered(spec: Spec) -> Image.Image:
    """Return the picture of one spec."""
    picture, gold = frame(spec.frame)
    boxes = {thing["id"]: tuple(thing["box"]) for thing in gold["objects"]}
    window = window_of(spec, boxes, picture.size)
    scale = SIZE[0] / (window[2] - window[0])
    crop = picture.resize(SIZE, Image.Resampling.LANCZOS, box=window)
    pen = ImageDraw.Draw(crop)
    for draw in spec.draws:
        corners = resolved(draw, boxes)
        placed = [
            (corners[0] - window[0]) * scale,
            (corners[1] - window[1]) * scale,
            (corners[2] - window[0]) * scale,
            (corners[3] - window[1]) * scale,
        ]
        paint(pen, draw, placed)
    if spec.badge:
        sign, colour = BADGES[spec.badge]
        badge(pen, sign, colour)
    return crop


def window_of(spec: Spec, boxes: dict[str, Box], size: tuple[int, int]) -> Box:
    """Return the crop: all focus boxes with a margin, in the proportion of the output, inside the frame."""
    if spec.window is not None:
        left, top, right, bottom = spec.window
    else:
        around = [boxes[name] for name in spec.focus]
        left, top = min(box[0] for box in around), min(box[1] for box in around)
        right, bottom = max(box[2] for box in around), max(box[3] for box in around)
    margin = 0.0 if spec.window is not None else spec.margin
    width = max((right - left) * (1 + 2 * margin), spec.least)
    height = (bottom - top) * (1 + 2 * margin)
    width = max(width, height * SIZE[0] / SIZE[1])
    width = min(width, size[0], size[1] * SIZE[0] / SIZE[1])
    height = width * SIZE[1] / SIZE[0]
    x = min(max((left + right) / 2 - width / 2, 0.0), size[0] - width)
    y = min(max((top + bottom) / 2 - height / 2, 0.0), size[1] - height)
    return (x, y, x + width, y + height)


def resolved(draw: Draw, boxes: dict[str, Box]) -> Box:
    """Return the corners that a draw asks for: the gold box or a union, moved side by side by its operator."""
    if draw.box is not None:
        base = draw.box
    else:
        parts = [boxes[name] for name in draw.of]
        base = (
            min(box[0] for box in parts),
            min(box[1] for box in parts),
            max(box[2] for box in parts),
            max(box[3] for box in parts),
        )
    left, top, right, bottom = draw.grow
    return (base[0] - left, base[1] - top, base[2] + right, base[3] + bottom)


def paint(pen: ImageDraw.ImageDraw, draw: Draw, box: Sequence[float]) -> None:
    """Draw a box, a dashed box, a ring or a grid, and its label chip."""
    colour, dashed = STYLES[draw.style]
    x1, y1, x2, y2 = box
    outline = [(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)]
    if draw.shape == "ring":
        cx, cy = (x1 + x2) / 2, (y1 + y2) / 2
        rx, ry = (x2 - x1) / 2 * 1.25 + 8, (y2 - y1) / 2 * 1.25 + 8
        steps = [math.tau * step / 72 for step in range(73)]
        outline = [(cx + rx * math.cos(turn), cy + ry * math.sin(turn)) for turn in steps]
    lines = list(itertools.pairwise(outline))
    if draw.shape == "grid":
        lines += [((x1 + (x2 - x1) * k / 5, y1), (x1 + (x2 - x1) * k / 5, y2)) for k in range(1, 5)]
        lines.append(((x1, (y1 + y2) / 2), (x2, (y1 + y2) / 2)))
    pieces = [piece for line in lines for piece in (dashes(*line) if dashed else [line])]
    for width, ink in ((HALO, DARK), (LINE, colour)):
        for start, end in pieces:
            pen.line([start, end], fill=ink, width=width)
    if draw.text:
        chip(pen, draw.text, colour, outline if draw.shape == "ring" else [(x1, y1), (x2, y2)])


def dashes(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[Any, Any]]:
    """Return the dashes of a line."""
    length = math.dist(start, end)
    if length < DASH:
        return [(start, end)]
    found = []
    for at in range(0, int(length), DASH * 2):
        a, b = at / length, min(at + DASH, length) / length
        found.append(
            tuple((start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in (a, b))
        )
    return found  # type: ignore[return-value]


def chip(
    pen: ImageDraw.ImageDraw, text: str, colour: tuple[int, int, int], points: Sequence[tuple[float, float]]
) -> None:
    """Write a label chip above the shape, or under it where there is no room."""
    font = ImageFont.truetype(str(FONT), 18)
    left = min(point[0] for point in points)
    top, bottom = min(point[1] for point in points), max(point[1] for point in points)
    width, height = pen.textlength(text, font=font) + 12, 25
    x = min(max(left - 1, 2), SIZE[0] - width - 2)
    y = top - height - 2 if top > height + 4 else min(bottom + 3, SIZE[1] - height - 2)
    pen.rectangle((x, y, x + width, y + height), fill=DARK, outline=colour, width=2)
    pen.text((x + 6, y + height / 2), text, font=font, fill=(255, 255, 255), anchor="lm")


def badge(pen: ImageDraw.ImageDraw, sign: str, colour: tuple[int, int, int]) -> None:
    """Draw the tick or cross in the upper right corner, as strokes: no font needs the sign."""
    x, y, r = SIZE[0] - 28, 28, 19
    pen.ellipse((x - r, y - r, x + r, y + r), fill=colour, outline=(255, 255, 255), width=3)
    if sign == "✓":
        pen.line([(x - 9, y + 1), (x - 3, y + 8), (x + 10, y - 8)], fill="white", width=4, joint="curve")
    else:
        pen.line([(x - 8, y - 8), (x + 8, y + 8)], fill="white", width=4)
        pen.line([(x - 8, y + 8), (x + 8, y - 8)], fill="white", width=4)


def contact_sheet(made: list[tuple[str, Image.Image]]) -> Image.Image:
    """Return all pictures on one sheet, for looking through."""
    columns, width, height = 5, 380, 296
    rows = math.ceil(len(made) / columns)
    sheet = Image.new("RGB", (columns * width, rows * height), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(FONT), 15)
    for number, (name, picture) in enumerate(made):
        x, y = number % columns * width, number // columns * height
        sheet.paste(picture.resize((width - 6, int((width - 6) * SIZE[1] / SIZE[0]))), (x, y))
        pen.text((x + 4, y + height - 26), name, font=font, fill="black")
    return sheet


if __name__ == "__main__":
    main()
