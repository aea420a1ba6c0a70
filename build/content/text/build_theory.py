"""Write courses/ord-tx-02/theory/*.toml from the compact source; place the right options evenly.

A block: ``@ id kind topic difficulty requirements clause competencies [red]``, then the stem, then the options:
``+`` right, ``-`` wrong, ``=true`` or ``=false`` for a judgement, ``1`` … ``n`` for an ordering in its right order,
and ``!`` the explanation. ``requirements`` and ``competencies`` are comma separated; a clause of ``-`` means none.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
COURSE = HERE.parents[2] / "courses" / "ord-tx-02"
SOURCES = {"practice": HERE / "source" / "theory_practice.txt", "exam": HERE / "source" / "theory_exam.txt"}
TOPICS = ("rules", "boundary", "types", "quality", "process", "security", "basics", "ethics")
LETTERS = "abcdef"


@dataclass
class Item:
    """One question as its author wrote it; ``right`` and ``wrong`` in the author's order."""

    id: str
    kind: str
    topic: str
    difficulty: int
    requirements: list[str]
    clause: str
    competencies: list[str]
    red_line: bool
    stem: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    truth: str = ""
    explanation: str = ""


def read_items(path: Path) -> list[Item]:
    """Read every block of a source file."""
    items = []
    for chunk in ("\n" + path.read_text(encoding="utf-8")).split("\n@ ")[1:]:
        head, *lines = chunk.rstrip("\n").split("\n")
        name, kind, topic, difficulty, needs, clause, skills, *red = head.split()
        item = Item(
            id=name,
            kind=kind,
            topic=topic,
            difficulty=int(difficulty),
            requirements=needs.split(","),
            clause="" if clause == "-" else clause,
            competencies=skills.split(","),
            red_line=red == ["red"],
        )
        for line in filter(str.strip, lines):
            _take(item, line.strip())
        items.append(item)
    return items


def _take(item: Item, line: str) -> None:
    mark, rest = line[0], line[1:].strip()
    if mark == "+" or (item.kind == "ordering" and mark.isdigit() and line[1:2] == " "):
        item.right.append(rest)
    elif mark == "-":
        item.wrong.append(rest)
    elif mark == "=":
        item.truth = rest
    elif mark == "!":
        item.explanation = rest
    else:
        item.stem.append(line)


def placed(items: list[Item]) -> list[dict[str, object]]:
    """Return the items as TOML rows, the right option of singles going round the positions without a visible beat."""
    chance = random.Random(20260312)
    rows = []
    seats: list[int] = []
    for item in items:
        row: dict[str, object] = {"id": item.id, "kind": item.kind, "stem": "\n".join(item.stem)}
        if item.kind == "judgement":
            row["answer"] = [item.truth]
        else:
            options = item.right + item.wrong
            if item.kind == "single":
                if not seats:
                    seats = list(range(len(options)))
                    chance.shuffle(seats)
                order = chance.sample(item.wrong, len(item.wrong))
                order.insert(min(seats.pop(), len(order)), item.right[0])
            else:
                order = chance.sample(options, len(options))
                while item.kind == "ordering" and order == options:
                    order = chance.sample(options, len(options))
            row["choices"] = [{"id": LETTERS[at], "text": text} for at, text in enumerate(order)]
            answer = [LETTERS[order.index(text)] for text in item.right]
            row["answer"] = answer if item.kind == "ordering" else sorted(answer)
        row |= {
            "explanation": item.explanation,
            "clause": item.clause,
            "topic": item.topic,
            "requirements": item.requirements,
            "competencies": item.competencies,
            "difficulty": item.difficulty,
            "red_line": item.red_line,
        }
        rows.append(row)
    return rows


def toml(rows: list[dict[str, object]], pool: str) -> str:
    """Return the rows as TOML text."""
    parts = []
    for row in rows:
        lines = ["[[items]]"]
        for key, value in {**row, "pool": pool}.items():
            if key == "choices" and isinstance(value, list):
                inside = "".join(
                    f'    {{ id = "{choice["id"]}", text = {_word(choice["text"])} }},\n' for choice in value
                )
                lines.append(f"choices = [\n{inside}]")
            elif value != "" and value is not False:
                lines.append(f"{key} = {_word(value)}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _word(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def rendered() -> dict[str, str]:
    """Return the theory files by name, always the same for the same sources."""
    files = {}
    for pool, source in SOURCES.items():
        rows = placed(read_items(source))
        for topic in TOPICS:
            chosen = [row for row in rows if row["topic"] == topic]
            if chosen:
                files[f"{pool}_{topic}.toml"] = toml(chosen, pool)
    return files


def main() -> None:
    """Write one file per pool and topic."""
    folder = COURSE / "theory"
    folder.mkdir(parents=True, exist_ok=True)
    files = rendered()
    for path in folder.glob("*.toml"):
        if path.name not in files and path.stem.split("_")[-1] in TOPICS:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    print(len(files), "files,", sum(text.count("[[items]]") for text in files.values()), "items")


if __name__ == "__main__":
    main()
