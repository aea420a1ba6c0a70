"""Seeded errors in texts: a true annotation spoilt on purpose, each error with its truth, for inspection and repair.

As with shapes (``seeding``) every operator takes one mark and makes one error of one code, chance comes from the caller,
and an operator gives up rather than make an error that could be argued about: nothing that it makes is right by any gold.
A mark that an error touches, be it as the end of a relation, is touched by no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.seeding.base import fresh
from desktop.curriculum.text_seeding_places import bare, clear_cut, stands
from desktop.curriculum.text_seeding_replies import agreement, off_by_two, swap_ranks, wrong_option
from desktop.curriculum.text_seeding_scene import TextOperator, TextScene, TextSpoilt, one_of, place_of, says

__all__ = ["TEXT_OPERATORS", "TextScene", "TextSeeded", "TextSpoilt", "agreement", "says", "seed_text_errors"]

#: Words tried as phantoms before giving up, and how long they are, in code points.
_TRIES, _WORD = 40, (2, 6)
_RUN = re.compile(r"[^\W\d_]{2,}")


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


def extend_span(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Take one or two characters too many, past what is tolerated: BND. Only visible ones, of no other span."""
    return _moved(mark, scene, outward=True)


def cut_span(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Leave off one or two characters, past what is tolerated: BND. At least two stay."""
    return _moved(mark, scene, outward=False)


def swap_type(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Give a span another class: CLS. Not the end of a relation, which would be wrong with it."""
    if not isinstance(mark, Span) or scene.related(mark.id):
        return None
    names = [label.id for label in scene.schema.labels if _asks_no_more(scene.schema, mark, label.id)]
    return one_of("CLS", mark, [replace(mark, label=name) for name in names if name != mark.label], scene)


def swap_kind(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Call a relation another kind that may join the same spans: REL."""
    if not isinstance(mark, Relation):
        return None
    names = [kind.id for kind in scene.schema.relations if _joined(mark, kind.id, scene)]
    return one_of("REL", mark, [replace(mark, label=name) for name in names if name != mark.label], scene)


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
    return one_of("REL", mark, [wrong], scene)


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
    return one_of("REL", mark, wrong, scene)


def drop_relation(mark: TextMark, scene: TextScene) -> TextSpoilt | None:
    """Leave a relation out: MISS, from the first to the last character of both ends."""
    if not isinstance(mark, Relation):
        return None
    start, end, text_id = place_of(mark, scene)
    return TextSpoilt("MISS", (), None, (start, end), text_id)


TEXT_OPERATORS: Mapping[str, TextOperator] = {
    operator.__name__: operator
    for operator in (
        extend_span, cut_span, swap_type, drop_span, phantom_span, double_span,
        flip_relation, swap_kind, wrong_neighbour, drop_relation,
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
            return one_of("BND", mark, [new], scene)
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
