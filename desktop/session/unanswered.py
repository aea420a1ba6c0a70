"""What an exercise asks, of which parts, and what is still without a reply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from desktop.annotation.document import Document
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.replying import Place, replies
from desktop.annotation.text_units import sentences
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_gold import parts_of
from desktop.curriculum.text_rules import Question

#: Names of models' answers in the order in which they are shown.
LETTERS = "ABCDEFGH"
#: Places that a sentence names before it only counts.
_NAMED = 3


@dataclass(frozen=True)
class Asked:
    """One question asked of one part."""

    question: Question
    about: str

    @property
    def place(self) -> Place:
        """Where its reply stands."""
        return self.question.id, self.about


def asked(
    exercise: Exercise, schema: LabelSchema, document: Document, shown: Sequence[str] = ()
) -> tuple[Asked, ...]:
    """Return what is asked now, part by part: a question with a condition only where its condition holds.

    Parts of one kind follow each other in the order of the text (answers and pairs as ``shown``), kinds in the order in
    which the schema first asks about them. A condition looks at the same part; where the other question is about the
    whole, at the whole; otherwise at any part.
    """
    return asked_with(exercise, schema, replies(document), shown)


def asked_with(
    exercise: Exercise, schema: LabelSchema, held: Mapping[Place, Reply], shown: Sequence[str] = ()
) -> tuple[Asked, ...]:
    """Return what is asked where these replies are given."""
    found: list[Asked] = []
    for about in dict.fromkeys(question.about for question in schema.questions):
        own = [question for question in schema.questions if question.about == about]
        parts = {question.id: set(parts_of(exercise, about, question.speakers)) for question in own}
        every = _in_order(parts_of(exercise, about), shown)
        found += [
            Asked(question, part)
            for part in every
            for question in own
            if part in parts[question.id] and _holds(question, part, schema, held)
        ]
    return tuple(found)


def unanswered(
    exercise: Exercise, schema: LabelSchema, document: Document, shown: Sequence[str] = ()
) -> tuple[Asked, ...]:
    """Return what is asked, may not stay open, and has no reply that fits; in the order of :func:`asked`."""
    held = replies(document)
    return tuple(
        one
        for one in asked_with(exercise, schema, held, shown)
        if not one.question.optional and not answered(one, held, exercise)
    )


def answered(one: Asked, held: Mapping[Place, Reply], exercise: Exercise) -> bool:
    """Tell whether a question has a reply that fits; white space alone is none."""
    reply = held.get(one.place)
    if reply is None or (isinstance(reply.value, str) and not reply.value.strip()):
        return False
    return one.question.holds(reply.value, tuple(answer.id for answer in exercise.answers))


def strays(
    exercise: Exercise,
    schema: LabelSchema,
    held: Mapping[Place, Reply],
    place: Place,
    value: ReplyValue | None,
) -> tuple[Place, ...]:
    """Return the places whose replies are no longer asked for once ``value`` stands at ``place``, and were before."""
    before = {one.place for one in asked_with(exercise, schema, held)}
    after = {at: reply for at, reply in held.items() if at != place}
    if value is not None:
        after[place] = Reply("new", place[0], about=place[1], value=value)
    gone: set[Place] = set()
    while True:
        # What goes may have been the condition of something further.
        asks = {one.place for one in asked_with(exercise, schema, after)}
        lost = {at for at in after if at in before and at not in asks}
        if not lost:
            return tuple(sorted(gone))
        gone |= lost
        after = {at: reply for at, reply in after.items() if at not in lost}


def part_name(exercise: Exercise, about: str, shown: Sequence[str] = ()) -> str:
    """Return what a part is called: 第 3 轮·客户, 第 2 句, 回答 A, 回答 A 与 B; the whole by what it is."""
    if not about:
        if len(exercise.answers) == 1:
            return _("这一题")
        return _("整组回答") if exercise.answers else _("整段对话") if exercise.turns else _("全文")
    for number, turn in enumerate(exercise.turns, 1):
        if turn.id == about:
            return _("第 {n} 轮·{speaker}", n=number, speaker=turn.speaker)
    letters = answer_letters(exercise, shown)
    if about in letters:
        # A single answer is told from no other by a letter.
        return _("回答 {letter}", letter=letters[about]) if len(letters) > 1 else _("回答")
    first, bar, second = about.partition("|")
    if bar and first in letters and second in letters:
        low, high = sorted((letters[first], letters[second]))
        return _("回答 {first} 与 {second}", first=low, second=high)
    return _("第 {n} 句", n=about.removeprefix("s"))


def part_text(exercise: Exercise, about: str) -> str:
    """Return the text of a turn, a sentence or an answer; nothing for the whole and for pairs."""
    from_turns = {turn.id: (exercise.text or "")[turn.start : turn.end] for turn in exercise.turns}
    from_answers = {answer.id: answer.text for answer in exercise.answers}
    return from_turns.get(about) or from_answers.get(about) or _sentence(exercise, about)


def answer_letters(exercise: Exercise, shown: Sequence[str] = ()) -> dict[str, str]:
    """Return the letter of each answer, by its place as shown; by the exercise's own order where ``shown`` is empty."""
    ids = list(shown) or [answer.id for answer in exercise.answers]
    return dict(zip(ids, LETTERS, strict=False))


def unanswered_words(exercise: Exercise, missing: Sequence[Asked], shown: Sequence[str] = ()) -> str:
    """Return a sentence that names what is still open, a few by name; empty when nothing is."""
    if not missing:
        return ""
    named = [
        _("{part}的“{question}”", part=part_name(exercise, one.about, shown), question=one.question.called)
        for one in missing[:_NAMED]
    ]
    words = _("、").join(named)
    if len(missing) > _NAMED:
        return _("还有 {n} 处没有作答：{places}等。", n=len(missing), places=words)
    return _("还有 {n} 处没有作答：{places}。", n=len(missing), places=words)


def _sentence(exercise: Exercise, about: str) -> str:
    parts = parts_of(exercise, "sentence") if about.startswith("s") else ()
    if about not in parts or exercise.text is None:
        return ""
    start, end = sentences(exercise.text)[parts.index(about)]
    return exercise.text[start:end]


def _holds(question: Question, part: str, schema: LabelSchema, held: Mapping[Place, Reply]) -> bool:
    if question.after is None:
        return True
    other = schema.question(question.after)
    if other is None:
        return False
    if other.about == question.about:
        given: Iterable[Reply | None] = [held.get((other.id, part))]
    elif other.about == "document":
        given = [held.get((other.id, ""))]
    else:
        given = [reply for (label, _about), reply in held.items() if label == other.id]
    return any(reply is not None and set(reply.named) & set(question.of) for reply in given)


def _in_order(parts: Sequence[str], shown: Sequence[str]) -> list[str]:
    """Return answers and pairs in the order in which answers are shown; other parts as they are."""
    if not shown:
        return list(parts)
    pairs = {frozenset(part.split("|")): part for part in parts}
    sets = [frozenset({one}) for one in shown]
    sets += [frozenset(pair) for pair in combinations(shown, 2)]
    ordered = [pairs[one] for one in sets if one in pairs]
    return ordered if len(ordered) == len(parts) else list(parts)
