"""Naming models' answers in a pack's own words: ``{a2}`` stands for what the reader's screen calls that answer.

Answers are shown to everybody in an order of their own, so a pack cannot know their letters. The reasons of an exercise
(``rationale``, notes of gold marks, an inspector's remarks) name an answer by its id in braces; the letter comes in
when they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from desktop.base.wording import _
from desktop.curriculum.items import Exercise

_NAMED = re.compile(r"\{([A-Za-z0-9][A-Za-z0-9._-]{0,63})\}")
#: What is plainly meant to be an answer: a letter and a number. Other words in braces belong to the text.
_MEANT = re.compile(r"[a-z][0-9]{1,3}")


def with_letters(text: str, letters: Mapping[str, str]) -> str:
    """Return a reason with every answer named as it is shown; ``letters``: answer id -> letter."""

    def called(found: re.Match[str]) -> str:
        letter = letters.get(found[1])
        if letter is None:
            return found[0]
        behind = text[found.end() : found.end() + 1]
        # A letter and a word that touch read as one word.
        return _("回答 {letter}", letter=letter) + (" " if behind.isalnum() else "")

    return _NAMED.sub(called, text)


def name_faults(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for every answer that a reason names and the exercise does not have."""
    ids = {answer.id for answer in exercise.answers}
    for field, text in _reasons(exercise):
        for name in _strangers(text, ids):
            yield (
                field,
                _("说明里提到 {name}，但这道题没有编号为 {id} 的回答", name=f"{{{name}}}", id=name),
            )


def _strangers(text: str, ids: Collection[str]) -> list[str]:
    return [name for name in _NAMED.findall(text) if name not in ids and _MEANT.fullmatch(name)]


def _reasons(exercise: Exercise) -> Iterator[tuple[str, str]]:
    if not exercise.answers:
        return
    yield "rationale", exercise.rationale
    for number, remark in enumerate(exercise.remarks):
        yield f"remarks.{number}.text", remark.text
    for number, gold in enumerate(exercise.golds):
        for mark in gold.marks:
            yield f"golds.{number}.{mark.id}.note", mark.note
