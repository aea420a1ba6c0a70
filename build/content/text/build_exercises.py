"""Write courses/ord-tx-02/exercises from the marked-up sources. Refuses to write when a gold breaks the rules.

Run ``python build/content/text/build_exercises.py`` to write, with ``--review`` to print every text with its marks.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from gold_rules import corpus_faults, faults, review_page, shared_sentences
from marked_text import Block, read_blocks

HERE = Path(__file__).parent
COURSE = HERE.parents[2] / "courses" / "ord-tx-02"
SOURCES = {"practice": HERE / "source" / "practice.txt", "exam": HERE / "source" / "exam.txt"}

LABEL_REQUIREMENTS = {
    "org": "R5",
    "loc": "R5",
    "person": "R6",
    "time": "R6",
    "money": "R7",
    "docno": "R7",
    "project": "R8",
}
TAG_REQUIREMENTS = {
    "edge": "R2",
    "bracket": "R2",
    "quote": "R3",
    "space": "R3",
    "emoji": "R3",
    "rare": "R3",
    "width": "R3",
    "lines": "R3",
    "nesting": "R4",
    "overlay": "R4",
    "list": "R9",
    "anaphora": "R9",
    "number": "R9",
    "alias": "R9",
    "trial": "R10",
}
REQUIREMENT_COMPETENCIES = {
    "R2": ("Q1",),
    "R4": ("K2", "S3"),
    "R5": ("S2",),
    "R7": ("K3",),
    "R8": ("S2", "K2"),
    "R9": ("S3",),
    "R10": ("S4",),
}


def requirements(block: Block) -> list[str]:
    """Return the requirements a text trains, from its labels and tags."""
    found = {"R1", *(LABEL_REQUIREMENTS[mark.label] for mark in block.marks)}
    found |= {TAG_REQUIREMENTS[tag] for tag in block.tags if tag in TAG_REQUIREMENTS}
    return sorted(found, key=lambda name: int(name[1:]))


def exercise(block: Block, pool: str) -> dict[str, object]:
    """Return the exercise's JSON document."""
    needed = requirements(block)
    competencies = {"S1", "K1"} | {name for need in needed for name in REQUIREMENT_COMPETENCIES.get(need, ())}
    marks = []
    for at, mark in enumerate(block.marks, start=1):
        row: dict[str, object] = {
            "id": f"g{at:02d}",
            "label": mark.label,
            "start": mark.start,
            "end": mark.end,
        }
        if mark.note:
            row["note"] = mark.note
        marks.append(row)
    return {
        "id": block.id,
        "title": block.title,
        "pool": pool,
        "text": block.text,
        "golds": [{"marks": marks}],
        "requirements": needed,
        "competencies": sorted(competencies),
        "difficulty": block.difficulty,
        "tags": list(block.tags),
        "hint": block.hint,
    }


def check(practice: list[Block], exam: list[Block]) -> list[str]:
    """Return every fault of the two sets of texts."""
    blocks = [*practice, *exam]
    found = [fault for block in blocks for fault in faults(block)]
    ids = [block.id for block in blocks]
    found += [f"{name}: id used twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
    texts = [block.text for block in blocks]
    found += [f"{block.id}: text used twice" for block in blocks if texts.count(block.text) > 1]
    known = {
        *TAG_REQUIREMENTS,
        "notice",
        "reply",
        "announcement",
        "minutes",
        "publicity",
        "tender",
        "news",
        "post",
    }
    found += [
        f"{block.id}: unknown tag {tag}"
        for block in blocks
        for tag in block.tags
        if tag not in known | {"negative"}
    ]
    return found + corpus_faults(blocks) + shared_sentences(practice, exam)


def rendered(block: Block, pool: str) -> str:
    """Return the exercise's file, always the same for the same source."""
    return json.dumps(exercise(block, pool), ensure_ascii=False, indent=1) + "\n"


def write(blocks: list[Block], pool: str) -> None:
    """Write one file per exercise and remove the files of exercises that are gone."""
    folder = COURSE / "exercises" / pool
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob(f"{pool[0]}[0-9][0-9][0-9].json"):
        if path.stem not in {block.id for block in blocks}:
            path.unlink()
    for block in blocks:
        (folder / f"{block.id}.json").write_text(rendered(block, pool), encoding="utf-8", newline="\n")


def summary(pool: str, blocks: list[Block]) -> str:
    """Return counts of texts, units and labels by difficulty."""
    units = sum(len(block.marks) for block in blocks)
    levels = {
        level: (
            sum(b.difficulty == level for b in blocks),
            sum(len(b.marks) for b in blocks if b.difficulty == level),
        )
        for level in (1, 2, 3)
    }
    return f"{pool}: {len(blocks)} texts, {units} units, (texts, units) by difficulty {levels}"


def main() -> int:
    """Build or review; return the exit code."""
    pools = {pool: read_blocks(path) for pool, path in SOURCES.items()}
    if "--review" in sys.argv:
        for blocks in pools.values():
            print(review_page(blocks))
        return 0
    found = check(pools["practice"], pools["exam"])
    for fault in found:
        print("✗", fault)
    if found:
        return 1
    for pool, blocks in pools.items():
        write(blocks, pool)
        print(summary(pool, blocks))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
