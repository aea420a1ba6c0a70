"""Write courses/ord-cv-01/theory/*.toml from the compact source; place the right options evenly.

    python build/content/street_theory.py

A block: ``@ id kind topic difficulty requirements clause competencies [red]``, then ``~ path`` for a picture, the stem,
and the options: ``+`` right, ``-`` wrong (``[path] text`` for an option with a picture), ``= true`` or ``= false`` for
a judgement, ``1`` to ``9`` for an ordering in its right order, and ``!`` the explanation. Requirements and competencies
are comma separated; a clause of ``-`` means none.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE = HERE.parents[1] / "courses" / "ord-cv-01"
SOURCES = {pool: HERE / "street_theory_source" / f"{pool}.txt" for pool in ("practice", "exam")}
TOPICS = ("rules", "boxes", "classes", "attributes", "quality", "process", "security", "basics")
LETTERS = "abcdef"
SEED = 20260418
_OPTION = re.compile(r"(?:\[(?P<path>[^\]]+)\]\s*)?(?P<text>.+)")

Row = dict[str, object]


@dataclass
class Item:
    """One question as its author wrote it."""

    head: Row
    stem: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    truth: str = ""
    explanation: str = ""
    picture: str = ""


def read_items(path: Path) -> list[Item]:
    """Read every block of a source file."""
    items = []
    for chunk in ("\n" + path.read_text(encoding="utf-8")).split("\n@ ")[1:]:
        head, *lines = chunk.rstrip("\n").split("\n")
        name, kind, topic, difficulty, needs, clause, skills, *red = head.split()
        item = Item(
            {
                "id": name,
                "kind": kind,
                "topic": topic,
                "difficulty": int(difficulty),
                "requirements": needs.split(","),
                "clause": "" if clause == "-" else clause,
                "competencies": skills.split(","),
                "red_line": red == ["red"],
            }
        )
        for line in filter(None, map(str.strip, lines)):
            _take(item, line)
        items.append(item)
    return items


def _take(item: Item, line: str) -> None:
    mark, rest = line[0], line[1:].strip()
    if mark == "+" or (item.head["kind"] == "ordering" and mark.isdigit() and line[1:2] == " "):
        item.right.append(rest)
    elif mark == "-":
        item.wrong.append(rest)
    elif mark == "=":
        item.truth = rest
    elif mark == "!":
        item.explanation = rest
    elif mark == "~":
        item.picture = rest
    else:
        item.stem.append(line)


def placed(items: list[Item]) -> list[Row]:
    """Return the items as TOML rows; the right option of singles goes round the positions without a visible beat."""
    chance = random.Random(SEED)
    seats: list[int] = []
    rows = []
    for item in items:
        row: Row = {"id": item.head["id"], "kind": item.head["kind"], "stem": "\n".join(item.stem)}
        if item.truth:
            row["answer"] = [item.truth]
        else:
            order = _order(item, chance, seats)
            row["choices"] = [_choice(LETTERS[at], text) for at, text in enumerate(order)]
            answer = [LETTERS[order.index(text)] for text in item.right]
            row["answer"] = answer if item.head["kind"] == "ordering" else sorted(answer)
        row |= {"explanation": item.explanation, "picture": item.picture}
        rows.append(row | item.head)
    return rows


def _order(item: Item, chance: random.Random, seats: list[int]) -> list[str]:
    if item.head["kind"] == "single":
        if not seats:
            seats.extend(chance.sample(range(4), 4))
        order = chance.sample(item.wrong, len(item.wrong))
        order.insert(min(seats.pop(), len(order)), item.right[0])
        return order
    options = item.right + item.wrong
    order = chance.sample(options, len(options))
    while order == options:
        order = chance.sample(options, len(options))
    return order


def _choice(letter: str, text: str) -> Row:
    found = _OPTION.fullmatch(text)
    if found is None:
        raise ValueError(f"no option: {text!r}")
    choice: Row = {"id": letter, "text": found["text"]}
    return choice | {"picture": found["path"]} if found["path"] else choice


def toml(rows: list[Row], pool: str) -> str:
    """Return the rows as TOML text."""
    parts = []
    for row in rows:
        lines = ["[[items]]"]
        for key, value in {**row, "pool": pool}.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                inside = "".join(f"    {{ {_pairs(choice)} }},\n" for choice in value)
                lines.append(f"{key} = [\n{inside}]")
            elif value != "" and value is not False:
                lines.append(f"{key} = {_word(value)}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _pairs(choice: Row) -> str:
    return ", ".join(f"{key} = {_word(value)}" for key, value in choice.items())


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
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    print(len(files), "files,", sum(text.count("[[items]]") for text in files.values()), "items")


if __name__ == "__main__":
    main()
