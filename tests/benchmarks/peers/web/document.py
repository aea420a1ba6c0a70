"""The documents of the comparison: Chinese in lines, spans that stay within a line, relations mostly to one of the next.

The same size gives the same document in every run. Nothing here needs more than Python, so the peer's side reads it too.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LABELS, KINDS = 7, 3
#: Groups of 17 characters with a comma between them make a line.
GROUP, GROUPS = 17, 11
#: One relation in so many leads anywhere in the text, the others to one of the next spans.
FAR, NEXT = 10, 7


@dataclass(frozen=True)
class Size:
    """How many lines, spans and relations a document has. A line is 0.6 KB."""

    lines: int
    spans: int
    relations: int

    @property
    def title(self) -> str:
        """What the table calls it."""
        return f"{self.spans:,} spans, {self.relations:,} relations"


#: 10 KB, 100 KB, and the megabyte of the issue.
SIZES = (Size(17, 100, 30), Size(170, 1_000, 300), Size(1_700, 10_000, 3_000))


@dataclass(frozen=True)
class Made:
    """A text with spans (start, end, label) and relations (head, tail, kind), ends by the number of the span."""

    text: str
    spans: list[tuple[int, int, str]]
    relations: list[tuple[int, int, str]]


def made(size: Size) -> Made:
    """Return the document of a size."""
    chance = random.Random(size.spans)
    lines = ["，".join(_group(chance) for _ in range(GROUPS)) for _ in range(size.lines)]
    long = len(lines[0])
    starts = sorted(
        chance.randrange(size.lines) * (long + 1) + chance.randrange(long - 14) for _ in range(size.spans)
    )
    spans = [
        (start, start + chance.randrange(2, 14), f"l{1 + place % LABELS}")
        for place, start in enumerate(starts)
    ]
    relations = []
    for number in range(size.relations):
        head = chance.randrange(size.spans - NEXT)
        tail = chance.randrange(size.spans) if number % FAR == 0 else head + chance.randrange(1, NEXT + 1)
        if tail != head:
            relations.append((head, tail, f"r{number % KINDS}"))
    return Made("\n".join(lines), spans, relations)


def as_ours(document: Made) -> dict[str, Any]:
    """Return the document with the marks as our codec reads them."""
    spans = [
        {"id": f"s{place}", "label": label, "type": "span", "start": start, "end": end}
        for place, (start, end, label) in enumerate(document.spans)
    ]
    relations = [
        {"id": f"q{place}", "label": kind, "type": "relation", "head": f"s{head}", "tail": f"s{tail}"}
        for place, (head, tail, kind) in enumerate(document.relations)
    ]
    return {"text": document.text, "marks": [*spans, *relations]}


def as_task(document: Made) -> dict[str, Any]:
    """Return the document as a task with one annotation, as Label Studio imports it."""
    spans = [
        {
            "id": f"s{place}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": end, "text": document.text[start:end], "labels": [label]},
        }
        for place, (start, end, label) in enumerate(document.spans)
    ]
    relations = [
        {
            "type": "relation",
            "from_id": f"s{head}",
            "to_id": f"s{tail}",
            "direction": "right",
            "labels": [kind],
        }
        for head, tail, kind in document.relations
    ]
    return {"data": {"text": document.text}, "annotations": [{"result": [*spans, *relations]}]}


def label_config() -> str:
    """Return the labelling interface for Label Studio: the same classes and kinds, characters as the unit."""
    labels = "".join(f'<Label value="l{place}" hotkey="{place}"/>' for place in range(1, LABELS + 1))
    kinds = "".join(f'<Relation value="r{place}"/>' for place in range(KINDS))
    return (
        f'<View><Relations>{kinds}</Relations><Labels name="label" toName="text">{labels}</Labels>'
        '<Text name="text" value="$text" granularity="symbol"/></View>'
    )


def write(value: object, path: Path) -> Path:
    """Write JSON whole and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value), encoding="utf-8")
    return part.rename(path)


def _group(chance: random.Random) -> str:
    return "".join(chr(chance.randrange(0x4E00, 0x4E00 + 3000)) for _ in range(GROUP))
