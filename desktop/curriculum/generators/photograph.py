"""A sheet of paper photographed on a table: perspective, shadow, folds, uneven light, a little blur and noise."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from desktop.annotation.shapes.base import Point

Plane: TypeAlias = NDArray[np.float32]
#: Share of the picture's shorter fitting side that the sheet may fill.
FILL = 0.90
#: How strongly the nearer end of the sheet grows, at most.
LEAN = 0.07
MOST_TURN = 6.0
#: Shares of photographs under warm light, and with the shadow of a hand or a second fold.
WARM = 0.6
HAND = 0.4
#: Warm wood, dark wood, grey stone, blue cloth: base colour and how much the grain varies it.
TABLES = (
    ((128.0, 90.0, 58.0), 26.0),
    ((74.0, 52.0, 38.0), 18.0),
    ((128.0, 130.0, 132.0), 12.0),
    ((62.0, 78.0, 104.0), 12.0),
)


@dataclass(frozen=True)
class Photograph:
    """The finished picture, and the 3 x 3 matrix that takes a point of the sheet to its place in the picture."""

    picture: Image.Image
    matrix: NDArray[np.float64]

    def place(self, point: Point) -> Point:
        """Return where a point of the sheet is in the picture, px."""
        x, y, w = self.matrix @ np.array((point[0], point[1], 1.0))
        return float(x / w), float(y / w)


def take(sheet: Image.Image, size: tuple[int, int], seed: int) -> Photograph:
    """Return the sheet photographed into a picture of ``size`` px. Equal seeds give equal pictures."""
    rng = random.Random(seed * 131 + 3)  # noqa: S311  not for secrets
    noise = np.random.default_rng(seed)
    corners = _corners(sheet.size, size, rng)
    matrix = homography(_rectangle(sheet.size), corners)
    table = _table(size, rng, noise)
    table = _shadow(table, corners)
    back = np.linalg.inv(matrix)
    back /= back[2, 2]
    flat = sheet.transform(
        size, Image.Transform.PERSPECTIVE, tuple(back.ravel()[:8]), Image.Resampling.BICUBIC
    )
    cover = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    ImageDraw.Draw(cover).polygon([(x * 2, y * 2) for x, y in corners], fill=255)
    table.paste(flat, mask=cover.resize(size, Image.Resampling.BOX))
    pixels = np.asarray(table, np.float32)
    pixels = pixels * _light(size, rng)[..., None]
    pixels = pixels * _folds(sheet.size, size, back, rng)[..., None]
    pixels = pixels * np.array((1.03, 1.0, 0.95) if rng.random() < WARM else (0.98, 1.0, 1.03), np.float32)
    soft = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(rng.uniform(0.3, 0.8))
    )
    grain = noise.normal(0, rng.uniform(2.0, 4.5), (size[1], size[0], 1)).astype(np.float32)
    final = np.clip(np.asarray(soft, np.float32) + grain, 0, 255).astype(np.uint8)
    return Photograph(Image.fromarray(final), matrix)


def homography(source: tuple[Point, ...], target: tuple[Point, ...]) -> NDArray[np.float64]:
    """Return the matrix that takes four points to four others. Raises LinAlgError when three lie on a line."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    found = np.linalg.solve(np.array(rows, np.float64), np.array(right, np.float64))
    return np.append(found, 1.0).reshape(3, 3)


def _rectangle(size: tuple[int, int]) -> tuple[Point, ...]:
    width, height = float(size[0]), float(size[1])
    return (0.0, 0.0), (width, 0.0), (width, height), (0.0, height)


def _corners(sheet: tuple[int, int], size: tuple[int, int], rng: random.Random) -> tuple[Point, ...]:
    """Return where the sheet's corners come to lie: turned, leaning, wholly inside the picture."""
    turn = math.radians(rng.uniform(-MOST_TURN, MOST_TURN))
    lean, side = rng.uniform(-LEAN, LEAN), rng.uniform(-LEAN, LEAN) * 0.6
    points = []
    for sx, sy in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)):
        grown = 1 + lean * sy * 2 + side * sx * 2
        x, y = sx * sheet[0] * grown, sy * sheet[1] * grown
        points.append((x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)))
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    scale = min(size[0] * FILL / wide, size[1] * FILL / high)
    left, top = min(x for x, _ in points) * scale, min(y for _, y in points) * scale
    room_x, room_y = size[0] - wide * scale, size[1] - high * scale
    dx, dy = room_x * rng.uniform(0.3, 0.7) - left, room_y * rng.uniform(0.3, 0.7) - top
    return tuple((x * scale + dx, y * scale + dy) for x, y in points)


def _table(size: tuple[int, int], rng: random.Random, noise: np.random.Generator) -> Image.Image:
    """Return a table top: streaks along one axis over soft blotches."""
    colour, spread = rng.choice(TABLES)
    width, height = size
    blotches = _stretched(noise.random((9, 12)), size)
    streaks = (
        _stretched(noise.random((3, width // 3)), size)
        if spread > 15
        else _stretched(noise.random((height // 4, width // 4)), size)
    )
    shade = (blotches - 0.5) * spread * 1.2 + (streaks - 0.5) * spread
    pixels = np.array(colour, np.float32) + shade[..., None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _stretched(values: NDArray[np.float64], size: tuple[int, int]) -> Plane:
    """Return a coarse field of 0..1 spread smoothly over the picture."""
    coarse = Image.fromarray((values * 255).astype(np.uint8))
    return np.asarray(coarse.resize(size, Image.Resampling.BICUBIC), np.float32) / 255


def _shadow(table: Image.Image, corners: tuple[Point, ...]) -> Image.Image:
    shade = Image.new("L", table.size, 0)
    ImageDraw.Draw(shade).polygon([(x + 9, y + 12) for x, y in corners], fill=120)
    dark = Image.new("RGB", table.size, (12, 10, 9))
    return Image.composite(dark, table, shade.filter(ImageFilter.GaussianBlur(11)))


def _light(size: tuple[int, int], rng: random.Random) -> Plane:
    """Return how bright each pixel is lit: one lamp, sometimes the soft shadow of a hand or a phone."""
    width, height = size
    yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = rng.uniform(0.1, 0.9) * width, rng.uniform(0.0, 0.6) * height
    lit = 0.76 + 0.27 * np.exp(-(((xx - x) / (width * 0.8)) ** 2 + ((yy - y) / (height * 0.7)) ** 2))
    if rng.random() < HAND:
        turn = rng.uniform(0, math.tau)
        edge = (
            (xx - width / 2) * math.cos(turn)
            + (yy - height / 2) * math.sin(turn)
            - rng.uniform(0.2, 0.4) * width
        )
        lit = lit * (1 - 0.26 / (1 + np.exp(-edge / 28)))
    return np.asarray(lit, np.float32)


def _folds(
    sheet: tuple[int, int], size: tuple[int, int], back: NDArray[np.float64], rng: random.Random
) -> Plane:
    """Return the shading of one or two folds across the sheet, and of its slight waves; 1 outside it."""
    width, height = size
    yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
    w = back[2, 0] * xx + back[2, 1] * yy + back[2, 2]
    u = (back[0, 0] * xx + back[0, 1] * yy + back[0, 2]) / w
    v = (back[1, 0] * xx + back[1, 1] * yy + back[1, 2]) / w
    shade = 1 + 0.025 * np.sin(
        u * rng.uniform(0.002, 0.006) + v * rng.uniform(0.002, 0.006) + rng.uniform(0, 6)
    )
    folds = [(v, sheet[1] * rng.uniform(0.42, 0.58))]
    if rng.random() < HAND:
        folds.append((u, sheet[0] * rng.choice((0.33, 0.5, 0.66))))
    for axis, at in folds:
        shade = (
            shade - 0.10 * np.exp(-(((axis - at) / 9) ** 2)) + 0.05 * np.exp(-(((axis - at - 16) / 16) ** 2))
        )
    inside = (u > 0) & (u < sheet[0]) & (v > 0) & (v < sheet[1])
    return np.where(inside, shade, 1.0).astype(np.float32)
