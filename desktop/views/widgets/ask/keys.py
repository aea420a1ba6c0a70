"""Which key gives which reply, and the words of a strength."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.base.wording import N_, _
from desktop.curriculum.text_rules import Question

DIGITS = "123456789"
#: How much better one answer is, by the strongest that the question knows; further ones are counted.
_STRENGTHS: dict[int, tuple[str, ...]] = {
    1: (N_("更好"),),
    2: (N_("略好"), N_("明显更好")),
    3: (N_("略好"), N_("更好"), N_("好得多")),
}


def option_keys(question: Question) -> dict[str, str]:
    """Return the key of each option: its own, else the digit of its place where nobody has it."""
    found = {option.id: option.key.upper() for option in question.options if option.key}
    taken = set(found.values())
    for digit, option in zip(DIGITS, question.options, strict=False):
        if option.id not in found and digit not in taken:
            found[option.id] = digit
    return found


def place_keys(places: Iterable[int]) -> dict[int, str]:
    """Return the key of each place on a scale: its own digit where all have one, else the digit of its order."""
    every = list(places)
    if every and every[0] >= 0 and every[-1] <= 9:
        return {place: str(place) for place in every}
    return dict(zip(every, DIGITS, strict=False))


def strengths(question: Question, *, turned: bool) -> list[int]:
    """Return the values of a preference as they stand from left to right.

    The left end says that the answer at the left is far better: the first of the pair, or the second where the two are
    shown ``turned``.
    """
    row = [value for value in range(question.maximum, -question.maximum - 1, -1) if value or question.ties]
    return row[::-1] if turned else row


def strength_words(question: Question, value: int) -> str:
    """Return how much better one is: the schema's own words, else ours. 0 is as good as the other."""
    size = abs(value)
    if own := question.anchors.get(str(size)):
        return own
    if not size:
        return _("一样好")
    names = _STRENGTHS.get(question.maximum)
    return _(names[size - 1]) if names else _("好 {n} 级", n=size)


def letter_of(event: QKeyEvent) -> str:
    """Return the character that a key press means for a reply, in upper case; none with Ctrl, Alt or Meta."""
    shifts = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    text = event.text().upper()
    return "" if event.modifiers() & ~shifts or len(text) != 1 or not text.isprintable() else text


def questions_sheet() -> tuple[str, list[tuple[str, str]]]:
    """Return the group of the F1 sheet for the questions: keys, parted by two blanks, and what they do."""
    return _("回答问题"), [
        (_("选项上的键"), _("选这一项；字母键对这一处的每一题都有效")),
        ("0", _("都不符合（可以都不选的题）")),
        ("↑  ↓", _("上一题，下一题")),
        ("PgUp  PgDn", _("上一处，下一处：轮、句、回答、一对")),
        ("Enter  Shift+Enter", _("下一处未答，上一处未答")),
        ("Del", _("清除这一题的作答")),
        ("Esc", _("写字时：回到问题")),
        ("F6", _("到下一栏")),
    ]
