"""Write the relation paragraphs of ORD-TX-02 from their sources. Refuses to write when a gold breaks the rules.

    .venv/bin/python build/content/text/build_relations.py [--review]

They go to the layer ``tx02/relations`` beside this script; ``compose_tx02.py`` lays it over the course.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2]))

from gold_rules import shared_sentences  # noqa: E402
from marked_text import NAMES, read_blocks  # noqa: E402
from relation_rules import CALLED, all_faults, block_of, clause_of  # noqa: E402
from relation_source import COPIES, Paragraph, generated, seeds  # noqa: E402
from relation_words import WORDS  # noqa: E402

SOURCE = HERE / "source"
LAYER = HERE / "tx02" / "relations"
POOLS = ("practice", "exam")
#: Tag -> requirement beside R11.
NEEDS = {
    "nearest": "R12",
    "repeat": "R12",
    "amounts": "R12",
    "list": "R12",
    "trap": "R12",
    "overlay": "R12",
    "cross": "R13",
}
TAGS = {*NEEDS, "direction", "issue", "undertake", "money", "deadline", "title", "negative", "given"}


def paragraphs(pool: str) -> list[Paragraph]:
    """Return every paragraph of a pool: written by hand, then made of templates."""
    # Inspection is made of the first file alone: what is inspected in an exam is not what is joined in one.
    templates = sorted(SOURCE.glob(f"relations_templates_{pool}*.txt"))
    made = [
        each
        for path in templates
        for each in generated(
            path, WORDS[pool], pool, COPIES[pool], "m" if path.stem.endswith("_more") else ""
        )
    ]
    return [*seeds(SOURCE / f"relations_{pool}.txt"), *made]


def gold(each: Paragraph) -> list[dict[str, Any]]:
    """Return the gold marks of a paragraph: spans, then relations."""
    rows: list[dict[str, Any]] = []
    for mark in each.marks:
        row: dict[str, Any] = {"id": mark.id, "label": mark.label, "start": mark.start, "end": mark.end}
        rows.append(row | ({"note": mark.note} if mark.note else {}))
    for number, arc in enumerate(each.arcs, start=1):
        shape = {"type": "relation", "head": arc.head, "tail": arc.tail}
        row = {"id": f"r{number:02d}", "label": arc.label, "shape": shape}
        clause = clause_of(each, arc)
        rows.append(row | ({"clause": clause} if clause else {}))
    return rows


def exercise(each: Paragraph, pool: str) -> dict[str, Any]:
    """Return the exercise of a paragraph. Tagged ``given`` its spans are there and only relations are asked for."""
    needs = sorted({"R11", *(NEEDS[tag] for tag in each.tags if tag in NEEDS)})
    skills = {"S6", *(("S3",) if "R12" in needs else ()), *(("K5",) if "trap" in each.tags else ())}
    value = {
        "id": each.id,
        "title": each.title,
        "schema_id": "relations",
        "pool": pool,
        "text": each.text,
        "golds": [{"marks": gold(each)}],
        "requirements": needs,
        "competencies": sorted(skills),
        "difficulty": each.difficulty,
        "tags": list(each.tags),
        "hint": each.hint,
    }
    if "given" in each.tags:
        spans = [
            {"id": m.id, "label": m.label, "type": "span", "start": m.start, "end": m.end} for m in each.marks
        ]
        value |= {"work": "correct", "given": spans}
    return value


def check(pools: dict[str, list[Paragraph]]) -> list[str]:
    """Return every fault of the paragraphs of both pools."""
    others = [block for pool in POOLS for block in read_blocks(SOURCE / f"{pool}.txt")]
    every = [each for pool in POOLS for each in pools[pool]]
    found = all_faults(every, others)
    texts = [each.text for each in every]
    found += [f"{each.id}: text used twice" for each in every if texts.count(each.text) > 1]
    found += [f"{each.id}: unknown tag {tag}" for each in every for tag in each.tags if tag not in TAGS]
    first, second = ([block_of(each) for each in pools[pool]] for pool in POOLS)
    return found + shared_sentences(first, second)


def rendered(each: dict[str, Any]) -> str:
    """Return an exercise's file, always the same for the same source."""
    return json.dumps(each, ensure_ascii=False, indent=1) + "\n"


def files() -> dict[str, str]:
    """Return every exercise file of the layer by its path."""
    return {
        f"exercises/{pool}/{each.id}.json": rendered(exercise(each, pool))
        for pool in POOLS
        for each in paragraphs(pool)
    }


def write(layer: Path, made: dict[str, str]) -> None:
    """Write the exercises of a layer and remove those that are gone."""
    for path in (layer / "exercises").rglob("*.json"):
        if path.relative_to(layer).as_posix() not in made:
            path.unlink()
    for name, text in made.items():
        (layer / name).parent.mkdir(parents=True, exist_ok=True)
        (layer / name).write_text(text, encoding="utf-8", newline="\n")


def review(each: Paragraph) -> str:
    """Return a paragraph with its spans and relations in view."""
    lines = [f"## {each.id} {each.title} d{each.difficulty} {' '.join(each.tags)}", each.text]
    lines += [f"   {NAMES[m.label]} {each.words(m)}  {m.note}" for m in each.marks]
    for arc in each.arcs:
        head, tail = each.words(each.mark(arc.head)), each.words(each.mark(arc.tail))
        lines.append(f"   {CALLED[arc.label]}: {head} → {tail} {clause_of(each, arc)}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Build or review; return the exit code."""
    pools = {pool: paragraphs(pool) for pool in POOLS}
    if "--review" in sys.argv:
        print("\n".join(review(each) for pool in POOLS for each in pools[pool]))
        return 0
    found = check(pools)
    for fault in found:
        print("✗", fault)
    if found:
        return 1
    write(LAYER, files())
    for pool, every in pools.items():
        arcs, spans = sum(len(each.arcs) for each in every), sum(len(each.marks) for each in every)
        print(f"{pool}: {len(every)} paragraphs, {spans} spans, {arcs} relations")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
