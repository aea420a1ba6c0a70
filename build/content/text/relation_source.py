"""The compact source of relation paragraphs, and the generator that fills its templates.

A block is written as in ``marked_text``; a mark that a relation names has a letter: ``<项a:文澜路雨污分流改造工程>``.  The
line ``rel: 承 a>b; 额 a>c`` gives the relations, head first.  Templates hold slots such as ``{P1}``; each is filled from
the words of its pool and a seed of its own, so that the same source always gives the same texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from marked_text import LABELS

KINDS = {"发": "issued_by", "承": "carried_by", "额": "costs", "期": "due"}
_OPEN = re.compile(r"<([机地人时金文项])([a-z]?):")
#: How many paragraphs are made of each template.
COPIES = {"practice": 3, "exam": 4}


@dataclass(frozen=True)
class RelationMark:
    """A span of a paragraph in code points, with its author's letter and why it is a trap."""

    id: str
    label: str
    start: int
    end: int
    letter: str = ""
    note: str = ""


@dataclass(frozen=True)
class Arc:
    """A relation between two spans by their ids."""

    label: str
    head: str
    tail: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with its spans, outer before inner, and its relations."""

    id: str
    title: str
    difficulty: int
    tags: tuple[str, ...]
    hint: str
    text: str
    marks: tuple[RelationMark, ...]
    arcs: tuple[Arc, ...]

    def words(self, mark: RelationMark) -> str:
        """Return what a span stands on."""
        return self.text[mark.start : mark.end]

    def mark(self, mark_id: str) -> RelationMark:
        """Return the span of that id."""
        return next(mark for mark in self.marks if mark.id == mark_id)


def parse(source: str) -> tuple[str, tuple[RelationMark, ...]]:
    """Split marked-up text into plain text and spans. Raises ValueError on broken markup."""
    plain, found = "", []
    opened: list[tuple[int, str, str]] = []
    at = 0
    while at < len(source):
        tag = _OPEN.match(source, at)
        if tag is not None:
            opened.append((len(plain), LABELS[tag.group(1)], tag.group(2)))
            at = tag.end()
        elif source[at] in "#>":
            close = source.index(">", at)
            if not opened:
                raise ValueError(f"nothing open at {source[at : at + 12]!r}")
            start, label, letter = opened.pop()
            found.append((start, -len(plain), label, letter, source[at + 1 : close]))
            at = close + 1
        else:
            plain += source[at]
            at += 1
    if opened or "<" in plain:
        raise ValueError(f"a tag is left open in {source[:30]!r}")
    marks = tuple(
        RelationMark(f"g{number:02d}", label, start, -end, letter, note)
        for number, (start, end, label, letter, note) in enumerate(sorted(found), start=1)
    )
    return plain, marks


def paragraph(head: str, lines: list[str]) -> Paragraph:
    """Return the paragraph of a block. Raises ValueError that names it."""
    block_id, title, difficulty, tags = (part.strip() for part in head.split("|"))
    options = {"hint": "", "rel": ""}
    while lines and lines[0].split(":")[0] in options:
        key, value = lines.pop(0).split(":", 1)
        options[key] = value.strip()
    text, marks = parse("\n".join(lines).strip())
    by_letter = {mark.letter: mark.id for mark in marks if mark.letter}
    arcs = []
    for entry in filter(None, (part.strip() for part in options["rel"].split(";"))):
        kind, ends = entry.split()
        first, second = ends.split(">")
        if first not in by_letter or second not in by_letter:
            raise ValueError(f"{block_id}: {entry} names a letter that is not there")
        arcs.append(Arc(KINDS[kind], by_letter[first], by_letter[second]))
    return Paragraph(
        block_id, title, int(difficulty), tuple(tags.split()), options["hint"], text, marks, tuple(arcs)
    )


def read(path: Path) -> list[tuple[str, list[str]]]:
    """Return the blocks of a source file, each with its head line."""
    chunks = ("\n" + path.read_text(encoding="utf-8")).split("\n@ ")[1:]
    return [(lines[0], lines[1:]) for lines in (chunk.rstrip("\n").split("\n") for chunk in chunks)]


def seeds(path: Path) -> list[Paragraph]:
    """Return the paragraphs that were written by hand."""
    return [paragraph(head, lines) for head, lines in read(path)]


def generated(
    path: Path, words: dict[str, list[str]], pool: str, copies: int, series: str = ""
) -> list[Paragraph]:
    """Return the paragraphs made of the templates of a pool, each project in one paragraph of a template only.

    ``series`` is a letter in their ids and makes them others than those without it.
    """
    made = []
    for number, (head, lines) in enumerate(read(path)):
        chance = Random(f"{pool} {number} {series}")
        projects = chance.sample(words["project"], 2 * copies)
        for copy in range(copies):
            slots = filling(words, projects[2 * copy : 2 * copy + 2], chance)
            name, title, others = head.split("|", 2)
            filled = [_fill(line, slots) for line in lines]
            mine = f"{name.strip()}-{series}{copy + 1} | {title.strip()} {series}{copy + 1} |{others}"
            made.append(paragraph(mine, filled))
    return made


def filling(words: dict[str, list[str]], projects: list[str], chance: Random) -> dict[str, str]:
    """Return a word for every slot; the parts of a sum add up to it, an end comes after its start."""
    firms, organs = chance.sample(words["firm"], 2), chance.sample(words["organ"], 2)
    (first, code), (second, _) = (entry.split("=") for entry in organs)
    part, rest = chance.randrange(60, 900, 5), chance.randrange(20, 400, 5)
    rest += 5 * (rest == part)
    month = chance.randrange(2, 6)
    return {
        "P1": projects[0],
        "P2": projects[1],
        "TH": "该项目" if "项目" in projects[0] else "该工程",
        "C1": firms[0],
        "C2": firms[1],
        "G1": first,
        "G2": second,
        "D1": f"{code}〔2026〕{chance.randrange(3, 90)}号",
        "F1": chance.choice(words["file"]),
        "L1": chance.choice(words["place"]),
        "M1": f"{chance.randrange(1200, 98000) / 100:g}万元",
        "M2": f"{chance.randrange(11, 99)}.{chance.randrange(1, 9)}万元",
        "MT": f"{part + rest}万元",
        "MA": f"{part}万元",
        "MB": f"{rest}万元",
        "U1": f"{chance.randrange(90, 180, 5)}元",
        "U2": f"{chance.randrange(3, 19)}.{chance.randrange(1, 9)}万元",
        "T1": f"{month}月{chance.randrange(2, 28)}日",
        "S1": f"2026年{month + 1}月{chance.randrange(2, 28)}日",
        "E1": chance.choice(
            [
                f"2026年{month + 5}月底",
                f"今年{month + 5}月{chance.randrange(2, 28)}日",
                "2026年年底",
                "2027年6月30日",
            ]
        ),
    }


def _fill(line: str, slots: dict[str, str]) -> str:
    for name, word in slots.items():
        line = line.replace("{" + name + "}", word)
    return line
