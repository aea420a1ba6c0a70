"""Marks of the gold: replies and spans as the codec writes them, and the order in which answers are laid out."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

from blocks import Block

SCALES = ("useful", "true", "safe", "brief")
WEIGHTS = (40, 30, 20, 10)
NUMBERS = "一二三四五六七八"
#: Where an answer falls into clauses, the longest that is quoted whole, and what is never quoted.
CLAUSES, LONGEST, UNQUOTED = re.compile(r"[，。；！？\n]"), 18, frozenset("`|“”{}")
PLACED = re.compile(r"第([一二三四五六七八])个")


def reply(mark_id: str, question: str, value: Any, about: str = "") -> dict[str, Any]:
    """Return a gold reply."""
    return {"id": mark_id, "label": question, "shape": {"type": "reply", "about": about, "value": value}}


def layout(block: Block) -> list[int]:
    """Return which written answer stands at each place of the exercise: always the same, the best not always first."""
    order = list(range(len(block.answers)))
    random.Random(f"lm01 {block.id}").shuffle(order)
    return order


def tiers(block: Block) -> list[list[int]]:
    """Return the tiers of written answers (from 0), best first; the written order where nothing else is said."""
    if not block.order:
        return [[at] for at in range(len(block.answers))]
    return [[int(one) - 1 for one in tier.split("=")] for tier in block.order.split(">")]


def strengths(block: Block) -> dict[tuple[int, int], int]:
    """Return by how much the first of two written answers (from 0) is better; ``12:1 13:3 23:3`` where there are three."""
    if ":" not in block.order:
        return {(0, 1): int(block.order)}
    rows = (row.split(":") for row in block.order.split())
    return {(int(pair[0]) - 1, int(pair[1]) - 1): int(strength) for pair, strength in rows}


def scores(head: str) -> tuple[int, ...]:
    """Return the four ratings of an answer's head such as ``5544 long``."""
    return tuple(int(sign) for sign in head.split(maxsplit=1)[0])


def worth(head: str) -> float:
    """Return the weighted mark of an answer, 1 to 5."""
    return sum(weight * score for weight, score in zip(WEIGHTS, scores(head), strict=True)) / 100


def tags(head: str) -> list[str]:
    """Return the reason tags of an answer's head: what stands before a name."""
    return head.partition("|")[0].rsplit(maxsplit=1)[-1].split(",")


def by_letters(text: str, names: Mapping[int, str]) -> str:
    """Return an explanation with “第二个”, the author's numbering, as ``{a3}``: the program puts in the letter that is seen."""
    return PLACED.sub(lambda found: f"{{{names[NUMBERS.index(found.group(1))]}}}", text)


def by_words(text: str, block: Block) -> str:
    """Return a reason with “第二个” as what that answer says: clause 3.3 asks for that, letters are nobody else's."""
    return PLACED.sub(lambda found: said_by(block, NUMBERS.index(found.group(1))), text)


def said_by(block: Block, at: int) -> str:
    """Return how a reason calls an answer: as its author named it (``»= 5555 ok | name``), else by its own first words."""
    return named(block.answers[at].head) or quoted(block, at)


def named(head: str) -> str:
    """Return the name that stands in an answer's head; "" where there is none."""
    return head.partition("|")[2].strip()


def quoted(block: Block, at: int) -> str:
    """Return whole words of an answer that stand in no other, in quotation marks; "" where there are none."""
    others = [answer.text for place, answer in enumerate(block.answers) if place != at]
    parts = [part.strip() for part in CLAUSES.split(block.answers[at].text)]
    own = [part for part in parts if part and not set(part) & UNQUOTED and not any(part in o for o in others)]
    short = [part for part in own if len(part) <= LONGEST]
    return f"“{short[0]}”" if short else ""
