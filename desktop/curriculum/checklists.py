"""How a checklist looks for words in a text, and checklists that ask for less than they seem to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import permutations

from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.text_rules import COUNT_CHECKS, Check

#: A number in groups of three, all half or all full width: the comma between two clauses is full width beside half-width digits.
_GROUPED = re.compile(
    r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|(?<![０-９．])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])"
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
#: Kinds of checks that ask for words.
_ASKING = frozenset({"contains_all", "contains_any"})


def folded(text: str) -> str:
    """Return a text as words are looked for in it: NFKC, without case, white space in runs as one blank, 1,980 as 1980."""
    plain = _GROUPED.sub(lambda found: re.sub("[,，]", "", found[0]), text)
    return " ".join(unicodedata.normalize("NFKC", plain).casefold().split())


def holds(text: str, word: str) -> bool:
    """Tell whether a word stands in a text. A number stands there as a whole: 4 is neither in 24 nor in 4.5 nor in 4,000."""
    read, sought = folded(text), folded(word)
    if not sought or not (sought[0].isdecimal() or sought[-1].isdecimal()):
        return sought in read
    inside = {at for found in _NUMBER.finditer(read) for at in range(found.start() + 1, found.end())}
    start = read.find(sought)
    while start >= 0:
        if start not in inside and start + len(sought) not in inside:
            return True
        start = read.find(sought, start + 1)
    return False


def checklist_doubts(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield what of an exercise's checklists an author may not have meant: its place and a sentence."""
    for question, checks in exercise.checks.items():
        for check in checks:
            for within, word in _nested(check):
                words = _(
                    "“{name}”：写到“{word}”就一定写到了“{within}”，“{within}”查不出什么",
                    name=check.name,
                    word=word,
                    within=within,
                )
                yield f"checks.{question}.{check.id}", words
        if _asks_nothing_new(exercise, checks):
            yield (
                f"checks.{question}",
                _("要写到的词题目、资料或原稿里都有，照抄就能满足；请加别的检查，或者一条由讲师评分的检查"),
            )


def _nested(check: Check) -> Iterator[tuple[str, str]]:
    if check.kind == "contains_all":
        yield from ((one, other) for one, other in permutations(check.words, 2) if holds(other, one))


def _asks_nothing_new(exercise: Exercise, checks: tuple[Check, ...]) -> bool:
    """Tell whether words that stand in the exercise already, in whatever number of signs, are all that is asked for."""
    asking = [check for check in checks if check.kind in _ASKING]
    if not asking or any(check.kind not in _ASKING | COUNT_CHECKS for check in checks):
        return False
    texts = (
        exercise.text or "",
        *(own.text for own in exercise.sources),
        *(own.text for own in exercise.answers),
    )
    return all(_asked("\n".join(texts), check) for check in asking)


def _asked(text: str, check: Check) -> bool:
    found = (holds(text, word) for word in check.words)
    return all(found) if check.kind == "contains_all" else any(found)
