"""Exercises of ORD-LM-01 from their blocks: rankings, pairs, safety, fact checks, rewriting, inspection."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from blocks import Block
from checklist import checks
from replies import SCALES, by_letters, by_words, layout, reply, scores, strengths, tags, tiers

SPAN = re.compile(r"\{(wrong|made_up|calc|contradict):([^{}]*)\}")
NEEDS = {
    "rank": ["R1", "R2", "R3", "R9"],
    "pair": ["R2", "R3", "R9"],
    "safety": ["R5"],
    "facts": ["R4"],
    "rewrite": ["R6"],
    "prompt": ["R7"],
}
SKILLS = {
    "rank": ["S1", "S2", "K1", "Q1"],
    "pair": ["S1", "Q1"],
    "safety": ["K2", "K4"],
    "facts": ["S3", "K2"],
    "rewrite": ["S4", "K3"],
    "prompt": ["S4", "K3"],
}
#: Fields whose blocks are about form and reckoning beside preference.
FORMS = frozenset({"math", "table", "code", "format"})
#: What is said of three answers that are compared two by two.
THREE = "三个回答两两比一次，前后不要自相矛盾；“主要毛病”填三个里最差的那个的。"
#: The checklist of a written reason.
REASON = [
    {"id": "c1", "name": "写明了理由：12–300 字", "kind": "length", "least": 12, "most": 300, "clause": "3.3"}
]
#: What a person looks for in the written reason of an exam.
JUDGED = [
    {
        "id": "c2",
        "name": "指出了决定名次的那一处，证据属实，讲得通（讲师评）",
        "kind": "instructor",
        "clause": "3.4",
    }
]


def _shell(block: Block, kind: str, schema: str, title: str, tag: str) -> dict[str, Any]:
    needs = list(NEEDS[kind])
    if tag in FORMS:
        needs.append("R8")
    if tag == "safety":
        needs.append("R5")
    value: dict[str, Any] = {
        "id": block.id,
        "title": title,
        "schema_id": schema,
        "pool": block.pool,
        "text": block.asked,
        "requirements": sorted(needs, key=lambda name: int(name[1:])),
        "competencies": sorted({*SKILLS[kind], *(["K2"] if tag == "safety" else [])}),
        "difficulty": block.difficulty,
        "tags": [kind, *([tag] if tag else [])],
        "rationale": block.why + (f"\n\n仲裁补充：{block.added}" if block.added else ""),
    }
    if block.turns:
        value |= _dialogue(block)
    if block.sources:
        value["sources"] = [{"title": title, "text": text} for title, text in block.sources]
    return value


def _dialogue(block: Block) -> dict[str, Any]:
    text, turns = "", []
    for number, (speaker, said) in enumerate(block.turns, start=1):
        text += "\n" if text else ""
        turns.append(
            {"id": f"t{number}", "speaker": speaker, "start": len(text), "end": len(text) + len(said)}
        )
        text += said
    return {"text": text, "turns": turns}


def _tagged(block: Block) -> tuple[str, str]:
    tag, _, title = block.title.partition(" ")
    return tag, title


def _answers(block: Block) -> tuple[list[dict[str, str]], dict[int, str]]:
    order = layout(block)
    names = {at: f"a{place}" for place, at in enumerate(order, start=1)}
    return [{"id": names[at], "text": block.answers[at].text} for at in order], names


def ranking(block: Block) -> dict[str, Any]:
    """Return a preference group: ranking, ratings, reason tags and a written reason."""
    tag, title = _tagged(block)
    value = _shell(block, "rank", "main", title, tag)
    answers, names = _answers(block)
    ranked = tiers(block)
    value["rationale"] = by_letters(value["rationale"], names)
    marks = [reply("rank", "rank", [sorted(names[at] for at in tier) for tier in ranked])]
    for at in layout(block):
        head = block.answers[at].head
        for scale, score in zip(SCALES, scores(head), strict=True):
            marks.append(reply(f"{scale}-{names[at]}", scale, score, names[at]))
        marks.append(reply(f"tags-{names[at]}", "tags", tags(head), names[at]))
        line = "crossed" if "unsafe" in tags(head) else "fine"
        marks.append(reply(f"line-{names[at]}", "line", [line], names[at]))
    marks.append(reply("why", "why", by_words(block.why, block)))
    return value | {
        "answers": answers,
        "checks": {"why": REASON + (JUDGED if block.pool == "exam" else [])},
        "golds": [{"marks": marks}],
    }


def pair(block: Block) -> dict[str, Any]:
    """Return answers to compare two by two: the strength of each pair, and the main fault of the worst answer."""
    tag, title = _tagged(block)
    value = _shell(block, "pair", "pair", title, tag)
    answers, names = _answers(block)
    value["rationale"] = by_letters(value["rationale"], names)
    given = strengths(block)
    won = dict.fromkeys(names, 0)
    marks = []
    for (first, second), strength in given.items():
        won[first], won[second] = won[first] + strength, won[second] - strength
        ends = [(names[first], strength), (names[second], -strength)]
        (one, found), (other, _) = sorted(ends)
        about = f"{one}|{other}"
        marks.append(reply("prefer" if len(given) == 1 else f"prefer-{one}-{other}", "prefer", found, about))
    marks.sort(key=lambda mark: str(mark["shape"]["about"]))
    worst = tags(block.answers[min(won, key=won.__getitem__)].head)
    marks.append(reply("cause", "cause", worst if any(given.values()) else ["equal"]))
    hint = {"hint": THREE} if len(given) > 1 else {}
    return value | hint | {"answers": answers, "golds": [{"marks": marks}]}


def safety(block: Block) -> dict[str, Any]:
    """Return a request with answers: its risk, and how each answer handled it."""
    value = _shell(block, "safety", "safety", block.title, "")
    answers, names = _answers(block)
    value["rationale"] = by_letters(value["rationale"], names)
    marks = [reply("risk", "risk", [block.risk])]
    marks += [
        reply(f"handled-{names[at]}", "handled", [block.answers[at].head], names[at]) for at in layout(block)
    ]
    return value | {"answers": answers, "golds": [{"marks": marks}]}


def facts(block: Block) -> dict[str, Any]:
    """Return an answer in which what is false is to be marked, with the sources to look it up in."""
    value = _shell(block, "facts", "facts", block.title, "")
    # A fact check's answer stands beside its sign.
    text, marks = "", []
    rest = block.answers[0].head + ("\n" + block.answers[0].text if block.answers[0].text else "")
    last = 0
    for number, found in enumerate(SPAN.finditer(rest), start=1):
        text += rest[last : found.start()]
        place = {"type": "span", "start": len(text), "end": len(text) + len(found.group(2)), "text": "a1"}
        marks.append({"id": f"g{number}", "label": found.group(1), "shape": place})
        text += found.group(2)
        last = found.end()
    text += rest[last:]
    return value | {"answers": [{"id": "a1", "text": text}], "golds": [{"marks": marks}]}


def rewrite(block: Block) -> dict[str, Any]:
    """Return an answer to rewrite, or a prompt to write, against a checklist."""
    kind = "prompt" if block.kind == "t" else "rewrite"
    value = _shell(block, kind, kind, block.title, "")
    value["rationale"] = "参考写法能过本题的检查单；写法不止一种，讲师评分时以检查单为准。"
    draft = block.answers[0]
    text = draft.head + ("\n" + draft.text if draft.text else "")
    return value | {
        "answers": [{"id": "a1", "text": text}],
        "checks": {kind: checks(block.checks)},
        "golds": [{"marks": [reply(kind, kind, block.reference)]}],
    }


BUILDERS: dict[str, Callable[[Block], dict[str, Any]]] = {
    "r": ranking,
    "q": pair,
    "s": safety,
    "f": facts,
    "w": rewrite,
    "t": rewrite,
}


def exercise(block: Block) -> dict[str, Any]:
    """Return the exercise's JSON document; its kind is told by the letter of its id."""
    return BUILDERS[block.kind](block)
