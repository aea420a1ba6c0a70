"""Replies in words, the expert's beside the person's: under each answer, and as a table of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.annotation.document import Document
from desktop.annotation.ranking import rank_of
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.replying import Place, replies
from desktop.base.wording import _
from desktop.curriculum.answer_names import with_letters
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question
from desktop.session.unanswered import answer_letters, part_name
from desktop.views.widgets.answers.markup import Block, Grid, Run, read_markup
from desktop.views.widgets.text.utf16 import shown

#: Characters of something written that a table shows.
_LONG = 120


def tiers_of(value: ReplyValue | None) -> tuple[tuple[str, ...], ...]:
    """Return the tiers of a ranking; none of any other value."""
    if not isinstance(value, tuple):
        return ()
    return tuple(tier for tier in value if isinstance(tier, tuple))


def value_words(question: Question, value: ReplyValue | None, about: str, letters: Mapping[str, str]) -> str:
    """Return what somebody replied, in a few words; a dash for nothing."""
    if value is None:
        return "—"
    if isinstance(value, str):
        # A cell is one line: where a line of its own began stands a stroke.
        flat = " / ".join(line for line in value.splitlines() if line.strip())
        return shown(flat[:_LONG]) + ("…" if len(flat) > _LONG else "")
    if isinstance(value, int):
        return _strength(value, about, letters) if question.kind == "preference" else _place(question, value)
    if question.kind == "ranking":
        return (
            " > ".join(" = ".join(letters.get(one, one) for one in tier) for tier in tiers_of(value)) or "—"
        )
    names = [option.called if (option := question.option(str(one))) else str(one) for one in value]
    return _("、").join(names) or "—"


def answer_notes(
    exercise: Exercise,
    schema: LabelSchema,
    answer: Document,
    gold: Document,
    order: Sequence[str],
    *,
    whose: str = "",
    mine: str = "",
) -> dict[str, list[tuple[str, str]]]:
    """Return for each model's answer where the expert and the person are apart (bad), then in one line where not (good).

    ``whose``: whose replies stand where the expert's would. ``mine``: whose the answer is, where somebody else reads this.
    """
    letters = answer_letters(exercise, order)
    own, right = replies(answer), replies(gold)
    notes: dict[str, list[tuple[str, str]]] = {}
    for one in exercise.answers:
        apart: list[tuple[str, str]] = []
        alike: list[str] = []
        for question in schema.questions:
            said = _said_of(question, one.id, own, right, letters)
            if said is None:
                continue
            if said.agree:
                # Within the tolerance, yet not the same: both are told.
                both = said.best if said.own == said.best else f"{said.best}/{said.own}"
                alike.append(f"{question.called} {both}")
            else:
                apart.append((_apart(question.called, said, whose, mine), "bad"))
        words = _("与{whose}一致：{places}", whose=whose or _("专家"), places=_("、").join(alike))
        notes[one.id] = [*apart, (words, "good")] if alike else apart
    return notes


@dataclass(frozen=True)
class _Said:
    """What was said of one answer in reply to one question; ``anchor``: the words of the best place on a scale."""

    own: str
    best: str
    agree: bool
    anchor: str = ""


def _said_of(
    question: Question,
    answer_id: str,
    mine: Mapping[Place, Reply],
    right: Mapping[Place, Reply],
    letters: Mapping[str, str],
) -> _Said | None:
    place = (question.id, "" if question.kind == "ranking" else answer_id)
    own, best = _value(mine, place), _value(right, place)
    if best is None or not (question.kind == "ranking" or question.about == "answer"):
        return None
    if question.kind == "ranking":
        ranks = [rank_of(tiers_of(value), answer_id) for value in (own, best)]
        return _Said(_tier(ranks[0]), _tier(ranks[1]), ranks[0] == ranks[1])
    agree = _agree(question, own, best)
    if isinstance(best, int):
        return _Said("—" if own is None else str(own), str(best), agree, question.anchors.get(str(best), ""))
    words = [value_words(question, value, answer_id, letters) for value in (own, best)]
    return _Said(words[0], words[1], agree)


def _apart(name: str, said: _Said, whose: str, mine: str) -> str:
    best = f"{said.best}（{said.anchor}）" if said.anchor else said.best
    if whose:
        return _(
            "{question}：{whose} {best}，答案 {own}", question=name, whose=whose, best=best, own=said.own
        )
    if mine:
        return _("{question}：专家 {best}，{name} {own}", question=name, best=best, name=mine, own=said.own)
    return _("{question}：专家 {best}，你 {own}", question=name, best=best, own=said.own)


def reasons(
    exercise: Exercise,
    schema: LabelSchema,
    answer: Document,
    gold: Document,
    order: Sequence[str],
    *,
    whose: str = "",
    mine: str = "",
) -> tuple[Block, ...]:
    """Return the expert's reasons, and a table of every reply that is not about a single answer.

    ``whose``, ``mine``: see :func:`answer_notes`.
    """
    letters = answer_letters(exercise, order)
    held, right = replies(answer), replies(gold)
    rows = [
        _row(question, reply, held, exercise, letters, order)
        for question in schema.questions
        for reply in _asked(right, question)
    ]
    head = tuple(
        (Run(words),)
        for words in (_("问题"), _("关于"), whose or _("专家"), _("答案") if whose else mine or _("你"))
    )
    table = (Grid((head, *rows)),) if rows else ()
    return (*read_markup(with_letters(exercise.rationale, letters)), *table)


def _row(
    question: Question,
    reply: Reply,
    mine: Mapping[Place, Reply],
    exercise: Exercise,
    letters: Mapping[str, str],
    order: Sequence[str],
) -> tuple[tuple[Run, ...], ...]:
    place = (question.id, reply.about)
    best = value_words(question, reply.value, reply.about, letters)
    own = value_words(question, _value(mine, place), reply.about, letters)
    sign = " ✓" if _agree(question, _value(mine, place), reply.value) else " ✗"
    # Something written is judged by its checklist, never by being the same.
    sign = "" if question.kind == "writing" or not question.judged else sign
    cells = (question.called, part_name(exercise, reply.about, order), best, own + sign)
    return tuple((Run(shown(cell)),) for cell in cells)


def _asked(right: Mapping[Place, Reply], question: Question) -> Iterable[Reply]:
    return (
        reply
        for (label, _about), reply in right.items()
        if label == question.id and question.about != "answer"
    )


def _agree(question: Question, own: ReplyValue | None, right: ReplyValue | None) -> bool:
    if isinstance(own, int) and isinstance(right, int) and question.kind == "scale":
        return abs(own - right) <= question.tolerance
    if question.kind == "ranking":
        return [set(tier) for tier in tiers_of(own)] == [set(tier) for tier in tiers_of(right)]
    if isinstance(own, tuple) and isinstance(right, tuple):
        return set(own) == set(right)
    return own == right


def _value(held: Mapping[Place, Reply], place: Place) -> ReplyValue | None:
    reply = held.get(place)
    return reply.value if reply is not None else None


def _tier(number: int) -> str:
    return _("第 {n} 档", n=number) if number else "—"


def _place(question: Question, value: int) -> str:
    anchor = question.anchors.get(str(value), "")
    return f"{value}（{anchor}）" if anchor else str(value)


def _strength(value: int, about: str, letters: Mapping[str, str]) -> str:
    first, _bar, second = about.partition("|")
    if value == 0:
        return _("一样好")
    better = first if value > 0 else second
    return _("{letter} 更好（{n}）", letter=letters.get(better, better), n=abs(value))
