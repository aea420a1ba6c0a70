"""The source of the dialogues: templates with drawn values and wordings, and what every turn of the customer means.

A block begins ``@ id | title | difficulty | tags`` and holds one turn a line:

``客 intent[,intent] 0|+n|-n : words`` the customer's, with intents (at most two), sentiment and strength;
``服 : words`` the service's, never labelled.

In the words ``{past}`` draws a value (see ``tx01_words``) and marks it with its slot, ``<品:胡麻油>`` marks these very words,
``(a|b|c)`` chooses a wording. ``!`` behind a slot's letter or a drawn name's end says that a personal detail is public
(``<话!:0352-000-1208>``, ``{landline!}``); all other names, numbers and addresses in the customer's words are private.
``note: words#why`` lines at the end give the reason of the mark on these words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tx01_words import SLOT_OF, Drawer, Pool

SLOTS: Mapping[str, str] = {
    "时": "time",
    "店": "store",
    "址": "address",
    "品": "product",
    "规": "spec",
    "数": "quantity",
    "额": "amount",
    "单": "order_no",
    "运": "waybill",
    "话": "phone",
    "名": "person",
}
#: Slots that may hold what must be masked before a text leaves the system.
PERSONAL = frozenset({"phone", "person", "address"})
CUSTOMER, SERVICE = "顾客", "客服"
_TURN = re.compile(r"(客|服)(?: ([a-z_,]+) (0|[+-][123]))? : (.+)")
_WORDING = re.compile(r"\(([^()]*\|[^()]*)\)")
_PIECE = re.compile(r"\{([a-z]+\d?)(!?)\}|<(.)(!?):([^<>]+)>")


@dataclass(frozen=True)
class Slot:
    """A marked stretch of the whole text, in code points."""

    start: int
    end: int
    label: str
    private: bool
    note: str = ""


@dataclass(frozen=True)
class Spoken:
    """One turn: its place in the text and, of the customer, what it means."""

    speaker: str
    start: int
    end: int
    intents: tuple[str, ...] = ()
    sentiment: str = ""
    strength: int = 0


@dataclass(frozen=True)
class Dialogue:
    """A finished dialogue with its whole gold."""

    id: str
    title: str
    difficulty: int
    tags: tuple[str, ...]
    text: str
    turns: tuple[Spoken, ...]
    slots: tuple[Slot, ...]

    def words(self, place: Slot | Spoken) -> str:
        """Return the words at a place."""
        return self.text[place.start : place.end]

    @property
    def customer_turns(self) -> tuple[tuple[str, Spoken], ...]:
        """The customer's turns with their ids."""
        return tuple((f"t{at}", turn) for at, turn in enumerate(self.turns, 1) if turn.speaker == CUSTOMER)


@dataclass(frozen=True)
class Line:
    """A turn as its author wrote it."""

    speaker: str
    words: str
    intents: tuple[str, ...] = ()
    sentiment: str = ""
    strength: int = 0


@dataclass(frozen=True)
class Template:
    """A block of a source file."""

    id: str
    title: str
    difficulty: int
    tags: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[tuple[str, str], ...] = field(default=())

    @property
    def varies(self) -> bool:
        """Whether two dialogues of it can differ: it draws a value or chooses a wording."""
        return any("{" in line.words or _WORDING.search(line.words) for line in self.lines)


def read_templates(path: Path) -> list[Template]:
    """Read every block of a source file. Raises ValueError naming the line at fault."""
    found = []
    for chunk in ("\n" + path.read_text(encoding="utf-8")).split("\n@ ")[1:]:
        head, *rows = (row.strip() for row in chunk.strip().split("\n") if row.strip())
        name, title, difficulty, tags = (part.strip() for part in head.split("|"))
        notes = [row.removeprefix("note:").split("#", 1) for row in rows if row.startswith("note:")]
        lines = tuple(_line(row, f"{path.name} {name}") for row in rows if not row.startswith("note:"))
        reasons = tuple((words.strip(), why.strip()) for words, why in notes)
        found.append(Template(name, title, int(difficulty), tuple(tags.split()), lines, reasons))
    return found


def _line(row: str, where: str) -> Line:
    match = _TURN.fullmatch(row)
    if match is None or (match[1] == "客") != (match[2] is not None):
        raise ValueError(f"{where}: not a turn: {row!r}")
    if match[1] == "服":
        return Line(SERVICE, match[4])
    sentiment = {"0": "neutral", "+": "positive", "-": "negative"}[match[3][0]]
    return Line(CUSTOMER, match[4], tuple(match[2].split(",")), sentiment, int(match[3][1:] or 0))


def spoken(template: Template, name: str, title: str, pool: Pool, chance: random.Random) -> Dialogue:
    """Return one dialogue of a template: the gold follows from how the words were put together."""
    drawer = Drawer(chance, pool)
    text, turns, slots = "", [], []
    for line in template.lines:
        start = len(text)
        words, marked = _put(line.words, drawer, start)
        text += words
        turns.append(Spoken(line.speaker, start, len(text), line.intents, line.sentiment, line.strength))
        if line.speaker == CUSTOMER:
            slots += marked
        text += "\n"
    text = text.rstrip("\n")
    reasons = dict(template.notes)
    noted = [Slot(s.start, s.end, s.label, s.private, reasons.get(text[s.start : s.end], "")) for s in slots]
    return Dialogue(name, title, template.difficulty, template.tags, text, tuple(turns), tuple(noted))


def _put(words: str, drawer: Drawer, offset: int) -> tuple[str, list[Slot]]:
    chosen = _WORDING.sub(lambda match: drawer.pick(tuple(match[1].split("|"))), words)
    text, marked, last = "", [], 0
    for match in _PIECE.finditer(chosen):
        text += chosen[last : match.start()]
        label = SLOT_OF[match[1].rstrip("0123456789")] if match[1] else SLOTS[match[3]]
        value = drawer.value(match[1]) if match[1] else match[5]
        start = offset + len(text)
        private = label in PERSONAL and not (match[2] or match[4])
        marked.append(Slot(start, start + len(value), label, private))
        text += value
        last = match.end()
    return text + chosen[last:], marked
