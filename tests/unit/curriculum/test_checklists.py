"""Checklists that ask for less than they seem to are shown to their author, and hinder nobody."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.curriculum.checklists import checklist_doubts
from desktop.curriculum.items import Exercise
from desktop.curriculum.text_rules import Check


def check(kind: str, *words: str, **more: object) -> Check:
    return Check.model_validate(
        {"id": "c", "name": "检查", "kind": kind, "words": words} | more, strict=False
    )


def exercise(*checks: Check) -> Exercise:
    return Exercise.model_validate(
        {
            "id": "w1",
            "title": "改写",
            "pool": "practice",
            "text": "把通知改给老人看。",
            "answers": [{"id": "a1", "text": "6月18日停水，请储水。"}],
            "checks": {"rewrite": [own.model_dump() for own in checks]},
            "golds": [{"marks": []}],
        },
        strict=False,
    )


def doubts(*checks: Check) -> list[str]:
    return [f"{place}: {words}" for place, words in checklist_doubts(exercise(*checks))]


def test_a_required_word_within_another_is_shown() -> None:
    (told,) = doubts(check("contains_all", "换", "换货"))
    assert told == "checks.rewrite.c: “检查”：写到“换货”就一定写到了“换”，“换”查不出什么"


def test_a_number_within_another_is_no_word_within_another() -> None:
    assert doubts(check("contains_all", "230", "3", "元")) == []


@pytest.mark.parametrize(
    ("checks", "shown"),
    [
        ([check("contains_all", "6月18日", "停水")], True),
        ([check("contains_any", "6月18日", "晚上")], True),
        ([check("contains_all", "6月18日"), check("length", least=5)], True),
        ([check("contains_all", "晚上6点")], False),
        ([check("contains_all", "8日", "月18日")], False),
        ([check("contains_all", "6月18日"), check("contains_none", "储水")], False),
        ([check("contains_all", "6月18日"), check("instructor")], False),
        ([check("contains_all", "6月18日"), check("json")], False),
        ([check("length", least=5)], False),
    ],
)
def test_words_that_only_need_to_be_copied_are_shown_where_nothing_else_is_asked(
    checks: Sequence[Check],
    shown: bool,
) -> None:
    assert bool(doubts(*checks)) is shown
    assert all(told.startswith("checks.rewrite: ") and "照抄" in told for told in doubts(*checks))
