"""Answers to a shipped exercise whose parts have holes: drawn right, and with every hole painted over.

Grading them takes GEOS (clipping, distances to borders), so a frozen program that does it has every library of shapely's.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop.annotation.codec import FORMAT
from tests.packages.conftest import ROOT

PACK, EXERCISE = "ord-cv-03", "poly-p001"
#: What the program says of ten marks: all right, and four rings whose hole was painted over.
RIGHT, FILLED = 10, 6


def answers(folder: Path) -> tuple[Path, Path]:
    """Write both documents into a folder; return the right one and the one without holes."""
    gold = json.loads((ROOT / "courses" / PACK / f"exercises/practice/{EXERCISE}.json").read_bytes())
    marks = [
        {"id": mark["id"], "label": mark["label"], "attributes": mark.get("attributes", {}), **mark["shape"]}
        for mark in gold["golds"][0]["marks"]
        if not mark.get("ignore")
    ]
    assert any(_holes(mark) for mark in marks)
    filled = [{**mark, "rings": mark["rings"][:1]} if _holes(mark) else mark for mark in marks]
    return _written(folder / "right.json", marks), _written(folder / "filled.json", filled)


def _holes(mark: dict[str, Any]) -> int:
    return len(mark.get("rings", ())) - 1 if mark["type"] == "polygon" else 0


def _written(path: Path, marks: list[dict[str, Any]]) -> Path:
    path.write_text(json.dumps({"format": FORMAT, "marks": marks}), encoding="utf-8")
    return path
