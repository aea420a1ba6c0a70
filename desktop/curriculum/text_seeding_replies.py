"""Errors of replies: ranks swapped, a preference turned round, another option, a rating far off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.annotation.replies import Reply
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.text_seeding_scene import TextScene, TextSpoilt, one_of

#: How far off a rating goes, in steps of its scale.
_OFF = 2


def swap_ranks(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Swap the best with the worst answers of a ranking, turn a clear preference round: PREF.

    A ranking must fall under the agreement that is still right; a preference of the least strength is left alone where
    there are stronger ones.
    """
    question = scene.schema.question(mark.label)
    if not isinstance(mark, Reply) or question is None:
        return None
    if question.kind == "preference" and isinstance(mark.value, int):
        rights = [value for value in scene.values(mark) if isinstance(value, int)]
        clear = all(value * mark.value > 0 and abs(value) >= min(2, question.maximum) for value in rights)
        return one_of("PREF", mark, [replace(mark, value=-mark.value)] if clear else [], scene)
    tiers = mark.value if question.kind == "ranking" and isinstance(mark.value, tuple) else ()
    if len(tiers) < 2:
        return None
    wrong = replace(mark, value=(tiers[-1], *tiers[1:-1], tiers[0]))
    best = max(agreement(right, wrong.value) for right in scene.values(mark))
    if best >= scene.schema.text_rules.order_agreement:
        return None
    return one_of("PREF", mark, [wrong], scene)


def wrong_option(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Choose another option in place of a right one: CLS. None of the same branch, which would be half right."""
    question = scene.schema.question(mark.label)
    if not isinstance(mark, Reply) or question is None or question.kind != "choice" or not mark.named:
        return None
    fine = {name for value in scene.values(mark) for name in _names(value)}
    branch = {option.id for name in fine for option in question.path(name)}
    others = [
        option.id
        for option in question.options
        if option.id not in branch and not fine & {above.id for above in question.path(option.id)}
    ]
    named, shared = mark.named, len(mark.named) - 1
    if shared / (shared + 2) >= scene.schema.text_rules.choice_slack:
        return None
    place = scene.chance.randrange(len(named))
    wrong = [replace(mark, value=(*named[:place], name, *named[place + 1 :])) for name in others]
    return one_of("CLS", mark, wrong, scene)


def off_by_two(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Rate two steps off, or two more than is tolerated: PREF."""
    question = scene.schema.question(mark.label)
    if not isinstance(mark, Reply) or question is None or question.kind != "scale":
        return None
    if not isinstance(mark.value, int):
        return None
    fine = [value for value in scene.values(mark) if isinstance(value, int)]
    off = question.tolerance + _OFF
    values = [value for value in (mark.value - off, mark.value + off) if question.holds(value)]
    values = [value for value in values if all(abs(value - right) >= off for right in fine)]
    return one_of("PREF", mark, [replace(mark, value=value) for value in values], scene)


def agreement(right: Any, other: Any) -> float:
    """Return the share of the ordered pairs of a ranking that another one has in the same order, 0..1."""
    place = {name: rank for rank, tier in enumerate(other) for name in tier}
    pairs = [
        place[better] < place[worse]
        for rank, tier in enumerate(right)
        for better in tier
        for low in right[rank + 1 :]
        for worse in low
    ]
    return sum(pairs) / len(pairs) if pairs else 1.0


def _names(value: Any) -> tuple[str, ...]:
    return tuple(name for name in value if isinstance(name, str)) if isinstance(value, tuple) else ()
