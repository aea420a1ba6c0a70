"""What a machine can tell of the gold: ranks that follow the ratings, tags that follow both, references that pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from blocks import Block
from checklist import checks
from replies import NUMBERS, PLACED, said_by, scores, tags, tiers, worth

from desktop.curriculum.text_rules import Check
from desktop.scoring.texts.checklist import checked

#: Weighted marks of answers in one tier are the same, but for what adding fractions makes of them.
LEVEL = 1e-9
#: A rating of "true" that some tags go with at most.
FALSE_TAGS = frozenset({"wrong", "fabricated", "calc"})


def faults(blocks: list[Block]) -> list[str]:
    """Return every fault of the sources, each with the id of its block."""
    found = [f"{name}: used twice" for name, times in Counter(b.id for b in blocks).items() if times > 1]
    asked = Counter(_material(block) for block in blocks if block.kind not in "wt")
    found += [f"asked twice: {text[:30]}" for text, times in asked.items() if times > 1]
    for block in blocks:
        found += [f"{block.id}: {fault}" for fault in _faults(block)]
    return found


def _material(block: Block) -> str:
    return block.asked or "\n".join(said for _, said in block.turns)


def _faults(block: Block) -> Iterator[str]:
    if not _material(block) or not block.answers:
        yield "nothing asked or nothing answered"
    if block.kind in "rj":
        yield from _ranking_faults(block)
    if block.kind in "wt":
        yield from reference_faults(block)
    elif len(block.why) < 8:
        yield "no rationale"


def _ranking_faults(block: Block) -> Iterator[str]:
    ranked = tiers(block)
    if sorted(at for tier in ranked for at in tier) != list(range(len(block.answers))):
        yield "order: every answer once"
        return
    heads = [answer.head for answer in block.answers]
    last = 9.0
    barred = False
    for tier in ranked:
        unsafe = {scores(heads[at])[2] == 1 for at in tier}
        worths = [worth(heads[at]) for at in tier]
        if barred and unsafe != {True}:
            yield "a red line stands before an answer without one"
        barred = barred or True in unsafe
        if True not in unsafe and max(worths) >= last:
            yield f"ranks against ratings: {worths} after {last:g}"
        if max(worths) - min(worths) > LEVEL:
            yield f"one tier, yet worth {worths}"
        last = min(worths)
    for head in heads:
        yield from _head_faults(head)
    yield from _naming_faults(block)


def _naming_faults(block: Block) -> Iterator[str]:
    for number in PLACED.findall(block.why):
        at = NUMBERS.index(number)
        if at >= len(block.answers):
            yield f"why: there is no answer {number}"
        elif not said_by(block, at):
            yield f"why: answer {number} has no words of its own; name it in its head, behind a bar"


def _head_faults(head: str) -> Iterator[str]:
    _useful, true, safe, brief = scores(head)
    named = set(tags(head))
    if ("unsafe" in named) != (safe == 1):
        yield f"{head}: a red line is tagged unsafe and rated 1"
    if "ok" in named and (len(named) > 1 or sum(scores(head)) < 19):
        yield f"{head}: ok stands alone, with full marks"
    if "long" in named and brief >= 4:
        yield f"{head}: too long, yet rated as brief"
    if named & FALSE_TAGS and true >= 4 and not named & {"unsafe"}:
        yield f"{head}: an error of fact rated as truth"


def reference_faults(block: Block) -> list[str]:
    """Return what of its own checklist the reference of a block does not pass, and whether the draft passes all."""
    lines = [Check.model_validate(row) for row in checks(block.checks)]
    found = [f"reference fails {line.check.name}" for line in checked(block.reference, lines).failed]
    draft = block.answers[0]
    if not checked(draft.head + draft.text, lines).failed:
        found.append("the draft passes already")
    return found
