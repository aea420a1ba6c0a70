"""Marks of the gold: replies and spans as the codec writes them, and the order in which answers are laid out."""

from __future__ import annotations

import random
import re
from typing import Any

from blocks import Block

SCALES = ("useful", "true", "safe", "brief")
WEIGHTS = (40, 30, 20, 10)
NUMBERS = "一二三四五六七八"
#: Words that an answer is called by, what they never hold, and what they never begin with.
QUOTED, UNQUOTED, ENDS = 10, frozenset("\n`|“”"), frozenset("，。、；：！？ .,;:)]}（）()[{_")
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


def scores(head: str) -> tuple[int, ...]:
    """Return the four ratings of an answer's head such as ``5544 long``."""
    return tuple(int(sign) for sign in head.split(maxsplit=1)[0])


def worth(head: str) -> float:
    """Return the weighted mark of an answer, 1 to 5."""
    return sum(weight * score for weight, score in zip(WEIGHTS, scores(head), strict=True)) / 100


def tags(head: str) -> list[str]:
    """Return the reason tags of an answer's head."""
    return head.rsplit(maxsplit=1)[-1].split(",")


def by_place(text: str, ranked: list[list[int]]) -> str:
    """Return an explanation with “第二个”, the author's numbering, as the place in the gold: people see another order."""
    place = {at: number for number, tier in enumerate(ranked) for at in tier}

    def named(found: re.Match[str]) -> str:
        at = NUMBERS.index(found.group(1))
        level = ranked[place[at]]
        return f"金标第{NUMBERS[place[at]]}名" + (f"之{'甲乙丙'[level.index(at)]}" if len(level) > 1 else "")

    return PLACED.sub(named, text)


def quoted(block: Block, at: int) -> str:
    """Return a few words of an answer that stand in no other, in quotation marks; "" where there are none."""
    text = block.answers[at].text
    others = [answer.text for place, answer in enumerate(block.answers) if place != at]
    for start in range(max(1, len(text) - QUOTED + 1)):
        words = text[start : start + QUOTED]
        if _readable(text, start) and not any(words in other for other in others):
            return f"“{words}{'…' if start + QUOTED < len(text) else ''}”"
    lines = (line.strip() for line in text.splitlines())
    own = (line for line in lines if line.strip("`|-: ") and not any(line in other for other in others))
    line = next(own, "")
    return f"“{line}”" if line else ""


def _readable(text: str, start: int) -> bool:
    """Whether words of one line begin here, not in the middle of a number or a name."""
    words = text[start : start + QUOTED]
    inside = start > 0 and (text[start - 1 : start + 1].isascii() and text[start - 1 : start + 1].isalnum())
    return not set(words) & UNQUOTED and words[:1] not in ENDS and not inside


def by_words(text: str, block: Block, ranked: list[list[int]]) -> str:
    """Return an explanation with “第二个”, the author's numbering, as a few words of that answer."""

    def named(found: re.Match[str]) -> str:
        return quoted(block, NUMBERS.index(found.group(1))) or by_place(found.group(0), ranked)

    return PLACED.sub(named, text)
