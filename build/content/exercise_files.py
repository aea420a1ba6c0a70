"""Writing exercises of the newer packs: one JSON file each, sorted and stable."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def gold_of(kind: str) -> dict[str, dict[str, Any]]:
    """The gold documents of a set of pictures, by frame name."""
    folder = ROOT / "build" / "content" / "gold" / kind
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}


def pool_of(frame: str) -> str:
    """Practice frames are called p…, exam frames e…."""
    return "practice" if frame.startswith("p") else "exam"


def write_exercises(pack: str, exercises: list[dict[str, Any]], *, keep: str = "") -> None:
    """Write the exercises of a pack and remove those of the same prefix that are no longer made."""
    folder = ROOT / "courses" / pack / "exercises"
    names = {(each["pool"], each["id"]) for each in exercises}
    for pool in ("practice", "exam"):
        (folder / pool).mkdir(parents=True, exist_ok=True)
        for path in (folder / pool).glob("*.json"):
            if (pool, path.stem) not in names and not (keep and path.stem.startswith(keep)):
                path.unlink()
    for each in exercises:
        text = json.dumps(each, ensure_ascii=False, indent=1) + "\n"
        (folder / each["pool"] / f"{each['id']}.json").write_text(text, "utf-8", newline="\n")
    units = {
        pool: sum(
            not mark.get("ignore")
            for each in exercises
            if each["pool"] == pool
            for mark in each["golds"][0]["marks"]
        )
        for pool in ("practice", "exam")
    }
    print(pack, len(exercises), "exercises, judged units:", units)
