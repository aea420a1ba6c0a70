"""The compact source of labelling exercises: ``<机:云州区教育局#why>`` inside running text, tags may nest.

A source file is a row of blocks. A block starts with ``@ id | title | difficulty | tags`` and may be followed by
``hint: …`` and ``allow: surface, surface`` (a surface that is rightly left unmarked elsewhere in the same text); the
remaining lines up to the next block are the text, with its line breaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LABELS = {
    "机": "org",
    "地": "loc",
    "人": "person",
    "时": "time",
    "金": "money",
    "文": "docno",
    "项": "project",
}
NAMES = {
    "org": "机构",
    "loc": "地名",
    "person": "人名",
    "time": "时间",
    "money": "金额",
    "docno": "文号",
    "project": "项目",
}


@dataclass(frozen=True)
class SourceMark:
    """One mark: code-point offsets into the plain text, the label id, and why it is a trap."""

    start: int
    end: int
    label: str
    note: str = ""


@dataclass(frozen=True)
class Block:
    """One exercise as its author wrote it."""

    id: str
    title: str
    difficulty: int
    tags: tuple[str, ...]
    hint: str
    allow: tuple[str, ...]
    text: str
    marks: tuple[SourceMark, ...]

    def surface(self, mark: SourceMark) -> str:
        """Return the marked stretch of the text."""
        return self.text[mark.start : mark.end]


def parse_markup(source: str) -> tuple[str, tuple[SourceMark, ...]]:
    """Split marked-up text into plain text and marks, outer before inner. Raises ValueError on broken markup."""
    plain: list[str] = []
    open_tags: list[tuple[int, str]] = []
    marks: list[SourceMark] = []
    at = 0
    while at < len(source):
        char = source[at]
        if char == "<":
            if source[at + 1] not in LABELS or source[at + 2] != ":":
                raise ValueError(f"unknown tag at {source[at : at + 12]!r}")
            open_tags.append((len(plain), LABELS[source[at + 1]]))
            at += 3
        elif char in "#>":
            if not open_tags:
                raise ValueError(f"nothing open at {source[max(0, at - 10) : at + 5]!r}")
            close = source.index(">", at)
            start, label = open_tags.pop()
            marks.append(SourceMark(start, len(plain), label, source[at + 1 : close] if char == "#" else ""))
            at = close + 1
        else:
            plain.append(char)
            at += 1
    if open_tags:
        raise ValueError("a tag is left open")
    return "".join(plain), tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.label)))


def read_blocks(path: Path) -> list[Block]:
    """Read every block of a source file. Raises ValueError naming the block at fault."""
    blocks = []
    for chunk in ("\n" + path.read_text(encoding="utf-8")).split("\n@ ")[1:]:
        head, *lines = chunk.rstrip("\n").split("\n")
        options = {"hint": "", "allow": ""}
        while lines and lines[0].split(":")[0] in options:
            key, value = lines.pop(0).split(":", 1)
            options[key] = value.strip()
        block_id, title, difficulty, tags = (part.strip() for part in head.split("|"))
        try:
            text, marks = parse_markup("\n".join(lines).rstrip())
        except (ValueError, IndexError) as fault:
            raise ValueError(f"{path.name} {block_id}: {fault}") from fault
        allow = tuple(part.strip() for part in options["allow"].split(",") if part.strip())
        blocks.append(
            Block(block_id, title, int(difficulty), tuple(tags.split()), options["hint"], allow, text, marks)
        )
    return blocks


def shown(block: Block) -> str:
    """Return the text with its marks in the bracket notation of the rules."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, int] = {}
    for mark in block.marks:
        opening.setdefault(mark.start, []).append(f"【{NAMES[mark.label]} ")
        closing[mark.end] = closing.get(mark.end, 0) + 1
    parts = []
    for at in range(len(block.text) + 1):
        parts.append("】" * closing.get(at, 0) + "".join(opening.get(at, [])))
        parts.append(block.text[at : at + 1])
    return "".join(parts)
