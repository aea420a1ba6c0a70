"""Draw the receipts of courses/ord-cv-05 and write its exercises.

    .venv/bin/python build/content/receipt_exercises.py

Run with the program's own environment: the receipts come from the generator that also makes fresh practice
(`desktop/curriculum/generators/receipt.py`).  Practice seeds are 1001 and up, exam seeds 5001 and up.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from exercise_files import ROOT, pool_of, write_exercises
from PIL import Image

from desktop.curriculum.generators.receipt import Receipt, make_receipt
from desktop.curriculum.generators.receipt_words import LAYOUTS, Layout

PACK = "ord-cv-05"
FONTS = ROOT / "assets" / "fonts"
GOLD = ROOT / "build" / "content" / "gold" / "receipt"
PRACTICE, EXAM = 18, 24
QUALITY = 82
TITLES: dict[Layout, str] = {"delivery": "送货单", "slip": "购物小票", "voucher": "收款收据"}
#: from this many lines of text on a receipt is long work
LONG = 31


def frames() -> list[str]:
    """Names of all receipts."""
    return [f"p{i:03d}" for i in range(1, PRACTICE + 1)] + [f"e{i:03d}" for i in range(1, EXAM + 1)]


def seed_of(frame: str) -> int:
    """The seed of a receipt; practice and exam never share one."""
    return (1000 if frame[0] == "p" else 5000) + int(frame[1:])


def layout_of(frame: str) -> Layout:
    """The layouts go round, so that every pool has all of them."""
    return LAYOUTS[int(frame[1:]) % len(LAYOUTS)]


def media_of(frame: str) -> str:
    """Path of a receipt's picture inside the pack."""
    return f"media/{pool_of(frame)}/{frame}.webp"


def write_picture(frame: str, receipt: Receipt) -> None:
    """Save the picture and the raw gold."""
    target = ROOT / "courses" / PACK / media_of(frame)
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(receipt.picture)) as picture:
        picture.save(target, "WEBP", quality=QUALITY, method=6)
    GOLD.mkdir(parents=True, exist_ok=True)
    objects = [
        {
            "id": f"o{place:02d}",
            "class": field.kind,
            "text": field.text,
            "legible": field.legible,
            "points": [[round(x, 1), round(y, 1)] for x, y in field.corners],
        }
        for place, field in enumerate(receipt.fields, 1)
    ]
    doc = {"frame": frame, "seed": receipt.seed, "size": list(receipt.size), "objects": objects}
    text = json.dumps(doc, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    Path(GOLD / f"{frame}.json").write_text(text, "utf-8")


def exercise(frame: str, receipt: Receipt) -> dict[str, Any]:
    """Return the exercise of one receipt."""
    marks = [mark.model_dump(exclude_defaults=True, mode="json") for mark in receipt.marks()]
    spoilt = any(not field.legible for field in receipt.fields)
    return {
        "id": frame,
        "title": f"票据 {int(frame[1:])} · {TITLES[receipt.layout]}",
        "pool": pool_of(frame),
        "media": media_of(frame),
        "size": list(receipt.size),
        "golds": [{"marks": marks}],
        "requirements": ["R1", "R2", *(["R3"] if spoilt else []), "R4", "R5", "R6"],
        "competencies": ["S1", "S2", "S3", "S4"],
        "difficulty": 1 if receipt.layout == "voucher" else 3 if len(receipt.fields) >= LONG else 2,
    }


def main() -> None:
    """Make every receipt and write its exercise."""
    made = []
    for frame in frames():
        receipt = make_receipt(seed_of(frame), FONTS, layout_of(frame))
        write_picture(frame, receipt)
        made.append(exercise(frame, receipt))
    write_exercises(PACK, made)


if __name__ == "__main__":
    main()
