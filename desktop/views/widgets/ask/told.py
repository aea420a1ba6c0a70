"""Replies in words: what was expected, beside a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.annotation.replies import ReplyValue
from desktop.base.wording import _
from desktop.curriculum.text_rules import Question
from desktop.scoring.texts.rankings import agreement, ranks
from desktop.session.unanswered import LETTERS
from desktop.views.widgets.ask.placing import spoken_preference


def value_words(question: Question, value: ReplyValue, letters: Mapping[str, str], about: str) -> str:
    """Return a reply as a person reads it. ``letters``: what each answer is called."""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return _place_words(question, value, pair_letters(letters, about))
    if not value:
        return _("都不符合")
    if question.kind == "ranking":
        tiers = [tier if isinstance(tier, tuple) else (tier,) for tier in value]
        return " > ".join(" = ".join(letters.get(one, one) for one in tier) for tier in tiers)
    return _("、").join(_option_words(question, str(one)) for one in value)


def orders_apart(
    values: Sequence[ReplyValue], own: ReplyValue | None, letters: Mapping[str, str]
) -> list[str]:
    """Return which pairs of a ranking stand otherwise than in the right one that is nearest, one sentence each."""
    mine = ranks(own if own is not None else ())
    found = [(gold := ranks(value), agreement(gold, mine).apart) for value in values]
    gold, apart = min(found, key=lambda each: len(each[1]), default=({}, ()))
    return [_pair_words(gold, pair, letters) for pair in apart]


def _pair_words(gold: Mapping[str, int], pair: tuple[str, str], letters: Mapping[str, str]) -> str:
    better, worse = sorted(pair, key=lambda name: (gold[name], letters.get(name, name)))
    names = {"one": letters.get(better, better), "other": letters.get(worse, worse)}
    if gold[better] == gold[worse]:
        return _("{one} 和 {other} 应并列", **names)
    return _("{one} 应排在 {other} 前", **names)


def pair_letters(letters: Mapping[str, str], about: str) -> tuple[str, str]:
    """Return what the first and the second of a pair are called."""
    first, _bar, second = about.partition("|")
    return letters.get(first, LETTERS[0]), letters.get(second, LETTERS[1])


def _place_words(question: Question, value: int, letters: tuple[str, str]) -> str:
    if question.kind == "preference":
        return spoken_preference(question, value, letters)
    anchor = question.anchors.get(str(value), "")
    return _("{place} 分：{words}", place=value, words=anchor) if anchor else _("{place} 分", place=value)


def _option_words(question: Question, name: str) -> str:
    return " › ".join(option.called for option in question.path(name)) or name
