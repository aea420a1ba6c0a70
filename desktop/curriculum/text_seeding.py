"""Seeded errors in texts: a true annotation spoilt on purpose, each error with its truth, for inspection and repair.

As with shapes (``seeding``) every operator takes one mark and makes one error of one code, chance comes from the caller,
and an operator gives up rather than make an error that could be argued about: nothing that it makes is right by any gold.
A mark that an error touches, be it as the end of a relation, is touched by no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from typing import Any, TypeAlias

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.spans import Span, Stretch
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_marks import TextMark
from desktop.annotation.text_units import sentences
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.seeding.base import fresh
from desktop.curriculum.text_seeding_places import bare, clear_cut, stands

#: Words tried as phantoms before giving up, and how long they are, in code points.
_TRIES, _WORD = 40, (2, 6)
#: How far off a rating goes, in steps of its scale.
_OFF = 2
_RUN = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class TextScene:
    """What an operator may look at. ``tempting``: spans that rules forbid but hands make: phantoms are taken from there."""

    exercise: Exercise
    schema: LabelSchema
    chance: Random
    tempting: Sequence[Span] = ()

    @cached_property
    def marks(self) -> tuple[TextMark, ...]:
        """The true marks: of the first gold, without those that are ignored."""
        found = (own.mark() for own in self.exercise.golds[0].marks if not own.ignore)
        return tuple(mark for mark in found if isinstance(mark, TextMark))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The spans of every gold, ignored places as well."""
        found = (own.mark() for gold in self.exercise.golds for own in gold.marks)
        return tuple(mark for mark in found if isinstance(mark, Span))

    @cached_property
    def right(self) -> frozenset[tuple[Any, ...]]:
        """What any gold says, without ids: nothing of it may be an error."""
        found: set[tuple[Any, ...]] = set()
        for gold in self.exercise.golds:
            marks = {own.id: own.mark() for own in gold.marks}
            for mark in marks.values():
                found.add(says(mark, marks))
                kind = self.schema.relation(mark.label)
                if isinstance(mark, Relation) and kind is not None and kind.symmetric:
                    found.add(says(replace(mark, head=mark.tail, tail=mark.head), marks))
        return frozenset(found)

    def values(self, reply: Reply) -> tuple[ReplyValue, ...]:
        """Return every right value of a reply: that of each gold and what counts as right beside it."""
        return tuple(
            value
            for gold in self.exercise.golds
            for own in gold.marks
            if isinstance(mark := own.mark(), Reply)
            and (mark.label, mark.about) == (reply.label, reply.about)
            for value in (mark.value, *own.also_right)
        )

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The exercise's text under "", each answer's under its id."""
        answers = {answer.id: answer.text for answer in self.exercise.answers}
        return {"": self.exercise.text or ""} | answers

    def related(self, mark_id: str) -> frozenset[str]:
        """Return the ids of the relations that a span is an end of."""
        return frozenset(m.id for m in self.marks if isinstance(m, Relation) and mark_id in m.ends)

    def end(self, mark_id: str) -> Span | None:
        """Return the true span of that id."""
        return next((mark for mark in self.marks if isinstance(mark, Span) and mark.id == mark_id), None)


@dataclass(frozen=True)
class TextSpoilt:
    """One error. ``given``: what stands in place of the mark; ``target``: what a flag must name; ``twin``: or may."""

    code: str
    given: tuple[TextMark, ...]
    target: str | None
    place: Stretch
    text_id: str = ""
    twin: str | None = None


@dataclass(frozen=True)
class TextSeeded:
    """A spoilt annotation and the flags that find every error of it; a flag's label is the error's code.

    ``twins``: flag id -> the mark that it may name as well, of two marks that are the same. ``touched``: ids of the true
    marks that errors were made of, and of those that these hang on.
    """

    given: tuple[TextMark, ...]
    flags: tuple[TextFlag, ...]
    twins: Mapping[str, str] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()


#: Returns None where the error cannot be made of this mark.
TextOperator: TypeAlias = Callable[[TextMark, TextScene], TextSpoilt | None]


def says(mark: Mark, marks: Mapping[str, Mark]) -> tuple[Any, ...]:
    """Return what a mark says without ids, to compare: a relation by what its ends say."""
    if isinstance(mark, Relation):
        ends = (says(marks[end], {}) if end in marks else (end,) for end in mark.ends)
        return ("relation", mark.label, *ends)
    if isinstance(mark, Span):
        return ("span", mark.label, mark.text_id, mark.pieces)
    if isinstance(mark, Reply):
        return ("reply", mark.label, mark.about, mark.value)
    return (mark.kind, mark.id)


def extend_span(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Take one or two characters too many, past what is tolerated: BND. Only visible ones, of no other span."""
    return _moved(mark, scene, outward=True)


def cut_span(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Leave off one or two characters, past what is tolerated: BND. At least two stay."""
    return _moved(mark, scene, outward=False)


def swap_type(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Give it another class: CLS. Not the end of a relation, which would be wrong with it."""
    if isinstance(mark, Span) and not scene.related(mark.id):
        names = [label.id for label in scene.schema.labels if _asks_no_more(scene.schema, mark, label.id)]
    elif isinstance(mark, Relation):
        names = [kind.id for kind in scene.schema.relations if _joined(mark, kind.id, scene)]
    else:
        return None
    wrong = [replace(mark, label=name) for name in names if name != mark.label]
    return _one_of("CLS", mark, wrong, scene)


def drop_span(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Leave a span out: MISS. Not the end of a relation, nor one of a chain of two."""
    if not isinstance(mark, Span) or scene.related(mark.id) or not _spare(mark, scene):
        return None
    return TextSpoilt("MISS", (), None, (mark.start, mark.end), mark.text_id)


def phantom_span(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Mark what is nothing, in the text of this span: EXTRA. What tempts first, else a word that no span touches."""
    if not isinstance(mark, Span):
        return None
    tempting = [span for span in scene.tempting if span.text_id == mark.text_id]
    scene.chance.shuffle(tempting)
    for span in (*tempting, *_words(mark, scene)):
        if not any(own.overlaps(span) for own in scene.spans):
            extra = replace(span, id=fresh(scene.chance))
            return TextSpoilt("EXTRA", (mark, extra), extra.id, (extra.start, extra.end), extra.text_id)
    return None


def double_span(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Mark it twice: DUP. Either of the two may be flagged where no relation tells them apart."""
    if not isinstance(mark, Span):
        return None
    copy = replace(mark, id=fresh(scene.chance), group="")
    twin = None if scene.related(mark.id) or mark.group else mark.id
    return TextSpoilt("DUP", (mark, copy), copy.id, (mark.start, mark.end), mark.text_id, twin)


def flip_relation(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Turn a relation round: REL. Only where its class may run that way and means something else then."""
    if not isinstance(mark, Relation):
        return None
    kind = scene.schema.relation(mark.label)
    wrong = replace(mark, head=mark.tail, tail=mark.head)
    if kind is None or kind.symmetric or not _joined(wrong, mark.label, scene):
        return None
    return _one_of("REL", mark, [wrong], scene)


def wrong_neighbour(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Lead one end of a relation to another span of the same class with other words: REL."""
    if not isinstance(mark, Relation):
        return None
    wrong = [
        replace(mark, head=other.id) if side == mark.head else replace(mark, tail=other.id)
        for side in mark.ends
        for other in scene.marks
        if isinstance(other, Span) and _other_thing(scene.end(side), other, scene)
    ]
    wrong = [each for each in wrong if each.head != each.tail and _joined(each, mark.label, scene)]
    return _one_of("REL", mark, wrong, scene)


def drop_relation(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Leave a relation out: MISS, from the first to the last character of both ends."""
    if not isinstance(mark, Relation):
        return None
    start, end, text_id = _place(mark, scene)
    return TextSpoilt("MISS", (), None, (start, end), text_id)


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
        return _one_of("PREF", mark, [replace(mark, value=-mark.value)] if clear else [], scene)
    tiers = mark.value if question.kind == "ranking" and isinstance(mark.value, tuple) else ()
    if len(tiers) < 2:
        return None
    wrong = replace(mark, value=(tiers[-1], *tiers[1:-1], tiers[0]))
    best = max(agreement(right, wrong.value) for right in scene.values(mark))
    if best >= scene.schema.text_rules.order_agreement:
        return None
    return _one_of("PREF", mark, [wrong], scene)


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
    return _one_of("CLS", mark, wrong, scene)


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
    return _one_of("PREF", mark, [replace(mark, value=value) for value in values], scene)


TEXT_OPERATORS: Mapping[str, TextOperator] = {
    operator.__name__: operator
    for operator in (
        extend_span, cut_span, swap_type, drop_span, phantom_span, double_span,
        flip_relation, wrong_neighbour, drop_relation,
        swap_ranks, wrong_option, off_by_two,
    )
}  # fmt: skip


def seed_text_errors(
    scene: TextScene, wanted: Iterable[str], *, spare: frozenset[str] = frozenset()
) -> TextSeeded:
    """Return the annotation with one error for each operator named in ``wanted``, none at a mark of ``spare``.

    An operator that fits no mark that is left is passed over: what is sure is only that no error is without its flag.
    Raises KeyError for an operator nobody knows.
    """
    left = list(scene.marks)
    instead: dict[str, TextSpoilt] = {}
    touched: set[str] = set()
    for name in wanted:
        operator = TEXT_OPERATORS[name]
        scene.chance.shuffle(left)
        for mark in left:
            reach = _reach(mark, scene)
            spoilt = None if reach & (touched | spare) else operator(mark, scene)
            if spoilt is None or _crowded(spoilt, instead.values()):
                continue
            # Where a relation leads now must stay as it is, too.
            reach |= {end for each in spoilt.given if isinstance(each, Relation) for end in each.ends}
            if not reach & touched:
                instead[mark.id] = spoilt
                touched |= reach
                break
    ids = {mark_id: f"f{number}" for number, mark_id in enumerate(instead, start=1)}
    flags = [
        TextFlag(ids[own], spoilt.code, *spoilt.place, target=spoilt.target, text_id=spoilt.text_id)
        for own, spoilt in instead.items()
    ]
    given = [each for mark in scene.marks for each in _given(mark, instead)]
    twins = {ids[own]: spoilt.twin for own, spoilt in instead.items() if spoilt.twin is not None}
    return TextSeeded(tuple(given), tuple(flags), twins, frozenset(touched))


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


def _given(mark: TextMark, instead: Mapping[str, TextSpoilt]) -> tuple[TextMark, ...]:
    return instead[mark.id].given if mark.id in instead else (mark,)


def _reach(mark: TextMark, scene: TextScene) -> frozenset[str]:
    """The mark with those that hang on it or that it hangs on."""
    ends = mark.ends if isinstance(mark, Relation) else ()
    return frozenset({mark.id, *ends}) | scene.related(mark.id)


def _crowded(spoilt: TextSpoilt, others: Iterable[TextSpoilt]) -> bool:
    """Two errors of spans must not meet: nobody could say which flag is about which."""
    mine = replace(Span("", "", 0, 1), start=spoilt.place[0], end=max(spoilt.place[1], spoilt.place[0] + 1))
    return any(
        {spoilt.code, other.code} <= {"MISS", "EXTRA", "BND", "DUP", "CLS"}
        and spoilt.text_id == other.text_id
        and mine.start < other.place[1]
        and other.place[0] < mine.end
        for other in others
    )


def _one_of(code: str, mark: TextMark, wrong: Sequence[TextMark], scene: TextScene) -> TextSpoilt | None:
    """Return the error that one of ``wrong``, by chance, stands in the place of a mark; none that any gold holds."""
    truth: dict[str, Mark] = {own.id: own for own in scene.marks}
    wrong = [each for each in wrong if says(each, truth) not in scene.right]
    if not wrong:
        return None
    other = scene.chance.choice(wrong)
    start, end, text_id = _place(mark, scene)
    last, final, _ = _place(other, scene)
    return TextSpoilt(code, (other,), other.id, (min(start, last), max(end, final)), text_id)


def _place(mark: TextMark, scene: TextScene) -> tuple[int, int, str]:
    """Where a mark lies: a span, both ends of a relation, the part that a reply is about (0, 0: the whole)."""
    if isinstance(mark, Span):
        return mark.start, mark.end, mark.text_id
    if isinstance(mark, Relation):
        ends = [span for span in (scene.end(end) for end in mark.ends) if span is not None]
        return min(span.start for span in ends), max(span.end for span in ends), ends[0].text_id
    about = mark.about if isinstance(mark, Reply) else ""
    if about in scene.texts and about:
        return 0, len(scene.texts[about]), about
    units = {f"s{n}": place for n, place in enumerate(sentences(scene.texts[""]), start=1)}
    units |= {turn.id: (turn.start, turn.end) for turn in scene.exercise.turns}
    return (*units.get(about, (0, 0)), "")


def _moved(mark: TextMark, scene: TextScene, *, outward: bool) -> TextSpoilt | None:
    if not isinstance(mark, Span):
        return None
    slack, text = scene.schema.text_rules.boundary_slack, scene.texts[mark.text_id]
    if scene.schema.task == "spans":
        slack = scene.schema.span_rules.boundary_slack
    steps = [(side, slack + more) for side in ("start", "end") for more in (1, 2)]
    scene.chance.shuffle(steps)
    for side, step in steps:
        sign = step if (side == "end") == outward else -step
        new = clear_cut(mark, text, side=side, by=sign)
        if new is None or says(new, {}) in scene.right:
            continue
        others = (own for own in scene.spans if own.id != mark.id and own.text_id == mark.text_id)
        if all(stands(own, mark) == stands(own, new) for own in others):
            return _one_of("BND", mark, [new], scene)
    return None


def _words(mark: Span, scene: TextScene) -> Iterable[Span]:
    text = scene.texts[mark.text_id]
    runs = list(_RUN.finditer(text))
    for _try in range(_TRIES if runs else 0):
        run = scene.chance.choice(runs)
        length = min(scene.chance.randint(*_WORD), run.end() - run.start())
        start = scene.chance.randint(run.start(), run.end() - length)
        if bare(text, start, start + length):
            label = scene.chance.choice(scene.schema.labels).id
            yield Span("phantom", label, start, start + length, text_id=mark.text_id)


def _asks_no_more(schema: LabelSchema, span: Span, label: str) -> bool:
    """Whether a span may become one of another class with the attributes that it has."""
    return {own.id for own in schema.attributes_of(label)} == set(span.attributes)


def _joined(relation: Relation, kind_id: str, scene: TextScene) -> bool:
    kind, head, tail = scene.schema.relation(kind_id), scene.end(relation.head), scene.end(relation.tail)
    return kind is not None and head is not None and tail is not None and kind.joins(head.label, tail.label)


def _other_thing(span: Span | None, other: Span, scene: TextScene) -> bool:
    """Whether another span of the same class is another thing: other words, not in one chain, not inside each other."""
    if span is None or span.label != other.label or span.text_id != other.text_id or span.overlaps(other):
        return False
    text = scene.texts[span.text_id]
    same = text[span.start : span.end] == text[other.start : other.end]
    return not same and not (span.group and span.group == other.group)


def _spare(mark: Span, scene: TextScene) -> bool:
    chain = [own for own in scene.marks if mark.group and own.group == mark.group]
    return len(chain) != 2


def _names(value: Any) -> tuple[str, ...]:
    return tuple(name for name in value if isinstance(name, str)) if isinstance(value, tuple) else ()
