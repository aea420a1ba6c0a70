"""A practice receipt: the photograph of an invented slip on a table, with every line of text and where it stands.

``make_receipt(seed, fonts)`` always gives the same receipt for a seed. The picture is made here, on the trainee's PC:
nothing is downloaded, and no real shop, person or number is on it.
"""

from __future__ import annotations

import io
import math
import random
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from desktop.annotation.shapes.base import AttributeValue, Point
from desktop.annotation.shapes.quad import Quad
from desktop.curriculum.generators.photograph import Photograph, take
from desktop.curriculum.generators.receipt_words import ILLEGIBLE, FieldKind, Layout, Run, Sheet, write_sheet
from desktop.curriculum.items import GoldMark

REGULAR, BOLD = "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"
#: The longer side of the finished picture, px, and the table left around the sheet, px of the sheet.
LONGEST = 1400
TABLE = 150
QUALITY = 86
#: Room around the ink of a line of text, px of the sheet: what a hand leaves too.
PAD = 3.0
INKS = ("#22252b", "#1d2a44", "#2b2723")
PAPERS = ("#fbf9f2", "#f7f7f5", "#fdf6e6", "#f3f6f8")
#: Share of receipts that carry a stamp.
STAMPED = 0.75
STAMP_RED = (196, 30, 34)
#: A day and a sum of money as receipts write them.
_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")
_SUM = re.compile(r"\d+\.\d\d")


@dataclass(frozen=True)
class Field:
    """One line of text in the picture: its class, what it says (``###`` when nobody can read it), its corners in px."""

    kind: FieldKind
    text: str
    corners: tuple[Point, ...]
    legible: bool


@dataclass(frozen=True)
class Receipt:
    """A generated receipt: a JPEG file's bytes, its size in px, all fields in reading order, the sum in cents."""

    seed: int
    layout: Layout
    picture: bytes
    size: tuple[int, int]
    fields: tuple[Field, ...]
    cents: int

    def marks(self) -> tuple[GoldMark, ...]:
        """Return the gold: a quad with its transcription per field, date and total with the value that they stand for.

        The attributes are called ``day`` (YYYY-MM-DD) and ``sum`` (yuan); a schema that does not ask them passes them by.
        """
        return tuple(
            GoldMark(
                id=f"f{place:02d}",
                label=field.kind,
                shape={
                    "type": Quad.kind,
                    "points": [[round(x, 1), round(y, 1)] for x, y in field.corners],
                    "text": field.text,
                },
                attributes=_value_of(field),
                note="" if field.legible else "这一行污损，谁也认不出",
            )
            for place, field in enumerate(self.fields, 1)
        )


def _value_of(field: Field) -> dict[str, AttributeValue]:
    """Return what a date or a total says, written the one way that a ledger reads."""
    if field.kind == "date" and (found := _DAY.search(field.text)):
        year, month, day = map(int, found.groups())
        return {"day": f"{year}-{month:02d}-{day:02d}"}
    if field.kind == "total" and (found := _SUM.search(field.text)):
        return {"sum": float(found.group())}
    return {}


@dataclass(frozen=True)
class _Placed:
    """A run and the corners of its text on the sheet."""

    run: Run
    corners: tuple[Point, ...]


def make_receipt(seed: int, fonts: Path, layout: Layout | None = None) -> Receipt:
    """Return the receipt of a seed. ``fonts``: the folder of the program's fonts. Raises OSError without them."""
    sheet = write_sheet(seed, layout)
    rng = random.Random(seed * 31 + 7)  # noqa: S311  not for secrets
    paper, placed = print_sheet(sheet, fonts, rng)
    scale = LONGEST / (max(sheet.width, sheet.height) + TABLE)
    size = round((sheet.width + TABLE) * scale), round((sheet.height + TABLE) * scale)
    photo = take(paper, size, seed)
    out = io.BytesIO()
    photo.picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    fields = tuple(_field(each, photo) for each in placed)
    return Receipt(seed, sheet.layout, out.getvalue(), size, fields, sheet.cents)


def _field(placed: _Placed, photo: Photograph) -> Field:
    run = placed.run
    text = ILLEGIBLE if run.damaged else run.text
    return Field(run.kind, text, tuple(photo.place(point) for point in placed.corners), not run.damaged)


def print_sheet(sheet: Sheet, fonts: Path, rng: random.Random) -> tuple[Image.Image, tuple[_Placed, ...]]:
    """Return the printed sheet, flat and clean, and where each line of text stands on it."""
    picture = Image.new("RGB", (sheet.width, sheet.height), rng.choice(PAPERS))
    draw = ImageDraw.Draw(picture)
    ink = rng.choice(INKS)
    for line in sheet.lines:
        draw.line((line.x1, line.y1, line.x2, line.y2), fill="#6d7178", width=line.width)
    placed = []
    for run in sheet.runs:
        font = _font(fonts, run)
        draw.text((run.x, run.y), run.text, fill=ink, font=font, anchor=run.anchor)
        box = _ink_box(run, font)
        placed.append(_Placed(run, ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3]))))
        if run.damaged:
            _smear(picture, box, rng)
    if rng.random() < STAMPED:
        _stamp(picture, sheet, fonts, rng)
    return picture, tuple(placed)


def _font(fonts: Path, run: Run) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fonts / (BOLD if run.bold else REGULAR), run.size)


def _ink_box(run: Run, font: ImageFont.FreeTypeFont) -> tuple[float, float, float, float]:
    """Return the box around a line's ink, a hand's width larger.

    Not ``textbbox``: that counts the blank half of a closing full-width bracket as text.
    """
    mask, offset = font.getmask2(run.text, "L", anchor=run.anchor)
    x1, y1, x2, y2 = mask.getbbox()
    x, y = run.x + offset[0], run.y + offset[1]
    return (x + x1 - PAD, y + y1 - PAD, x + x2 + PAD, y + y2 + PAD)


def _smear(picture: Image.Image, box: tuple[float, float, float, float], rng: random.Random) -> None:
    """Spoil a line of text for good: what is left is a smudge in its place."""
    x1, y1, x2, y2 = (round(side) for side in box)
    x1, y1, x2, y2 = max(0, x1), max(0, y1), min(picture.width, x2), min(picture.height, y2)
    part = picture.crop((x1, y1, x2, y2))
    width, height = part.size
    tiny = part.resize((max(2, width // 22), 2), Image.Resampling.BOX).resize(
        part.size, Image.Resampling.BICUBIC
    )
    draw = ImageDraw.Draw(tiny)
    for _count in range(max(6, width // 9)):
        x, y = rng.uniform(0, width), rng.uniform(0.25, 0.75) * height
        reach = rng.uniform(6, 26)
        shade = rng.randint(70, 150)
        draw.line(
            (x, y, x + reach, y + rng.uniform(-6, 6)), fill=(shade, shade, shade + 6), width=rng.randint(2, 6)
        )
    cover = Image.new("L", part.size, 0)
    ImageDraw.Draw(cover).rounded_rectangle((3, 3, width - 4, height - 4), 8, fill=255)
    picture.paste(
        tiny.filter(ImageFilter.GaussianBlur(2.2)), (x1, y1), cover.filter(ImageFilter.GaussianBlur(2))
    )


def _stamp(picture: Image.Image, sheet: Sheet, fonts: Path, rng: random.Random) -> None:
    """Press a round red seal with the shop's name on the sheet; its text is not asked for."""
    side = 300
    seal = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(seal)
    middle, radius = side / 2, side / 2 - 14
    draw.ellipse((14, 14, side - 14, side - 14), outline=210, width=8)
    star = [
        (
            middle + math.sin(k * math.pi / 5) * (46 if k % 2 == 0 else 18),
            middle - math.cos(k * math.pi / 5) * (46 if k % 2 == 0 else 18),
        )
        for k in range(10)
    ]
    draw.polygon(star, fill=200)
    small = ImageFont.truetype(fonts / BOLD, 30)
    draw.text(
        (middle, side - 62), rng.choice(("收讫章", "发货专用章", "业务章")), fill=200, font=small, anchor="mm"
    )
    step = min(30.0, 240 / len(sheet.shop))
    for place, sign in enumerate(sheet.shop):
        turn = (place - (len(sheet.shop) - 1) / 2) * step
        glyph = Image.new("L", (side, side), 0)
        ImageDraw.Draw(glyph).text((middle, middle - radius + 32), sign, fill=210, font=small, anchor="mm")
        seal.paste(
            255, mask=glyph.rotate(-turn, Image.Resampling.BICUBIC).point(lambda value: value * 210 // 255)
        )
    seal = seal.rotate(rng.uniform(-24, 24), Image.Resampling.BICUBIC).point(lambda value: value * 150 // 255)
    x, y = round(sheet.stamp[0] - middle), round(sheet.stamp[1] - middle)
    picture.paste(STAMP_RED, (x, y), seal)
