"""What of the rules of ORD-TX-01 a machine can check: no dialogue is written whose gold breaks one of these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tx01_dialogue import Dialogue, Spoken
from tx01_words import ADDRESSES, GOODS, PEOPLE, SHOPS, Goods

#: The 18 intents, in the order of the rules.
INTENTS = (
    "order_query", "delivery_query", "delivery_urge", "delivery_change", "order_cancel", "goods_return",
    "goods_exchange", "refund_query", "invoice", "product_ask", "stock_ask", "promo_ask", "store_ask",
    "repair", "complain", "human", "inform", "other",
)  # fmt: skip
#: Never beside another intent (clause 2.3).
ALONE = frozenset({"inform", "other"})
#: Words that strengthen (clause 4.3); those inside a slot do not count.
STRENGTHENERS = re.compile(
    r"很|太|(?<!认)真|非常|特别|实在|十分|简直|根本|完全|极了|透了|死了|一点都|一点也|整整"
)
#: Threats and vows (clause 4.4).
THREATS = re.compile(r"差评|曝光|再也不(?:来|买)|去投诉")
#: What falls on a day of the calendar (clause 3.3): unmarked in the customer's words it is a fault.
TIMES = re.compile(
    r"今天|今晚|今早|今儿|明天|明晚|后天|昨天|昨晚|前天|(?:上|下|本|这)?周[一二三四五六日]|\d+[月号日](?!楼)"
)
NUMBERS = re.compile(r"GD\d{8}|YC\d{10}|120\d{8}|0352-000-\d{4}")
LONGEST_TURN = 80


def strength_by_rule(dialogue: Dialogue, turn: Spoken) -> int:
    """Return the strength that clauses 4.3 and 4.4 give a turn that is not neutral, 1 to 3; irony is for people."""
    words = _outside_slots(dialogue, turn)
    return 3 if THREATS.search(words) else min(3, 1 + len(STRENGTHENERS.findall(words)))


def strength_reason(dialogue: Dialogue, turn: Spoken) -> str:
    """Return in words why a turn has its strength: the words that count, or that nothing is counted."""
    words = _outside_slots(dialogue, turn)
    if threat := THREATS.search(words):
        return f"“{threat[0]}”是扬言，一律为3"
    found = STRENGTHENERS.findall(words)
    if turn.strength != min(3, 1 + len(found)):
        return "反语，一律为3"
    return f"加强词 {len(found)} 个：{'、'.join(found)}" if found else "没有加强词"


def _outside_slots(dialogue: Dialogue, turn: Spoken) -> str:
    """Return the words of a turn with a sign in place of every slot's."""
    return "".join(
        "□" if any(slot.start <= at < slot.end for slot in dialogue.slots) else dialogue.text[at]
        for at in range(turn.start, turn.end)
    )


def faults(dialogue: Dialogue) -> Iterator[str]:
    """Yield everything about one dialogue that breaks a rule, in words."""
    for name, turn in dialogue.customer_turns:
        for fault in (*_intent_faults(turn), *_sentiment_faults(dialogue, turn), *_unmarked(dialogue, turn)):
            yield f"{dialogue.id} {name}: {fault}: {dialogue.words(turn)}"
        if turn.end - turn.start > LONGEST_TURN:
            yield f"{dialogue.id} {name}: too long"
    for fault in _slot_faults(dialogue):
        yield f"{dialogue.id}: {fault}"
    stray = sorted(set("{}<>|()") & set(dialogue.text))
    if stray:
        yield f"{dialogue.id}: markup left over: {stray}"


def _intent_faults(turn: Spoken) -> Iterator[str]:
    if not 1 <= len(turn.intents) <= 2 or len(set(turn.intents)) != len(turn.intents):
        yield "one or two different intents"
    if set(turn.intents) - set(INTENTS):
        yield f"unknown intents {turn.intents}"
    if len(turn.intents) > 1 and ALONE & set(turn.intents):
        yield "stands alone only"


def _sentiment_faults(dialogue: Dialogue, turn: Spoken) -> Iterator[str]:
    if turn.sentiment == "neutral":
        if THREATS.search(dialogue.words(turn)):
            yield "a threat is not neutral"
        return
    ruled = strength_by_rule(dialogue, turn)
    ironic = "irony" in dialogue.tags and turn.strength == 3
    if turn.strength != ruled and not ironic:
        yield f"strength {turn.strength}, the rule says {ruled}"


def _slot_faults(dialogue: Dialogue) -> Iterator[str]:
    last = 0
    for slot in sorted(dialogue.slots, key=lambda one: one.start):
        words = dialogue.words(slot)
        if slot.start < last:
            yield f"{words} overlaps"
        last = slot.end
        if any(unicodedata.category(edge)[0] not in "LN" for edge in (words[0], words[-1])):
            yield f"{words} has punctuation at an end"
        if not any(turn.start <= slot.start and slot.end <= turn.end for _, turn in dialogue.customer_turns):
            yield f"{words} is not the customer's"


def _unmarked(dialogue: Dialogue, turn: Spoken) -> Iterator[str]:
    covered = {at for slot in dialogue.slots for at in range(slot.start, slot.end)}
    words = dialogue.words(turn)
    for pattern in (TIMES, NUMBERS, _NAMED):
        for match in pattern.finditer(words):
            if not set(range(turn.start + match.start(), turn.start + match.end())) & covered:
                yield f"{match[0]} is not marked"


def _surfaces() -> Iterator[str]:
    for table in (SHOPS, PEOPLE, ADDRESSES):
        for rows in table.values():
            yield from rows
    for rows in GOODS.values():
        yield from (Goods.of(row).name for row in rows)


_NAMED = re.compile("|".join(sorted(map(re.escape, _surfaces()), key=len, reverse=True)))


def clauses_of(text: str, least: int = 10) -> set[str]:
    """Return the parts of a text between marks of punctuation that have at least ``least`` characters."""
    return {part.strip() for part in re.split(r"[，。！？；：…\s]", text) if len(part.strip()) >= least}


def pool_faults(practice: Iterable[Dialogue], exam: Iterable[Dialogue]) -> Iterator[str]:
    """Yield every part of a sentence of the customer's that practice and exam have in common."""
    seen = {
        part for one in practice for _, turn in one.customer_turns for part in clauses_of(one.words(turn))
    }
    for one in exam:
        for _, turn in one.customer_turns:
            for part in clauses_of(one.words(turn)) & seen:
                yield f"{one.id}: also in practice: {part}"
