"""A whole corpus at once: the counts of MUC's four schemes and exact triples, without findings.

The same pairing as grading, so the same counts (tests hold one against the other), only quicker: most spans of most
documents are exactly right, and those need no search. Taking exact pairs first loses nothing: what two spans share over
all they hold is 1 minus a metric (Jaccard), so tearing an exact pair apart never makes the sum of squares larger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span, Stretch
from desktop.annotation.text_marks import TextMark
from desktop.scoring.collector import MANY, collector_at_rest
from desktop.scoring.matching import match
from desktop.scoring.spans import COUNTS, MATCH_SHARE, SCHEMES, muc_measures
from desktop.scoring.texts.spans import rows

#: What makes two spans the same: class, text, edges, gaps.
Key: TypeAlias = tuple[str, str, int, int, tuple[Stretch, ...]]
Triple: TypeAlias = tuple[str, Key, Key]


@dataclass
class CorpusCounts:
    """What was counted. ``ends_wrong``: gold and answered relations, neither exact, with an end that is no exact span."""

    documents: int = 0
    exact: int = 0
    paired: dict[str, dict[str, int]] = field(
        default_factory=lambda: {scheme: dict.fromkeys(COUNTS, 0) for scheme in SCHEMES}
    )
    triples: int = 0
    gold_relations: int = 0
    answer_relations: int = 0
    ends_wrong: int = 0

    @property
    def triple_f1(self) -> float | None:
        """2 exact triples / (gold + answer); None without a relation."""
        both = self.gold_relations + self.answer_relations
        return 2 * self.triples / both if both else None

    @property
    def muc(self) -> dict[str, float]:
        """MUC's counts and F1 by the names that scores use, such as "strict_f1"."""
        whole = {
            scheme: {**counts, "cor": counts["cor"] + self.exact} for scheme, counts in self.paired.items()
        }
        return muc_measures(whole)


def count_corpus(
    documents: Iterable[tuple[Sequence[TextMark], Sequence[TextMark]]], symmetric: Collection[str] = ()
) -> CorpusCounts:
    """Return the counts over documents of (gold, answer). ``symmetric``: relations whose ends may be swapped."""
    counts = CorpusCounts()
    with collector_at_rest(MANY):
        for gold, answer in documents:
            counts.documents += 1
            _count(counts, gold, answer, symmetric)
    return counts


def _count(
    counts: CorpusCounts, gold: Sequence[TextMark], answer: Sequence[TextMark], symmetric: Collection[str]
) -> None:
    mine: dict[str, Key] = {}
    theirs: dict[str, Key] = {}
    arcs = [_read(marks, keys) for marks, keys in ((gold, theirs), (answer, mine))]
    left = _unequal(gold, answer, theirs, mine)
    if left is None:
        counts.exact += len(theirs)
    else:
        counts.exact += len(theirs) - len(left[0])
        _count_pairs(counts, *left)
    if arcs[0] or arcs[1]:
        _count_triples(
            counts, _triples(arcs[0], theirs, symmetric), _triples(arcs[1], mine, symmetric), (theirs, mine)
        )


def _read(marks: Sequence[TextMark], keys: dict[str, Key]) -> list[Relation]:
    """Note the key of each span by its id, and return the relations."""
    arcs = []
    for mark in marks:
        if isinstance(mark, Span):
            keys[mark.id] = (mark.label, mark.text_id, mark.start, mark.end, mark.gaps)
        elif isinstance(mark, Relation):
            arcs.append(mark)
    return arcs


def _unequal(
    gold: Sequence[TextMark], answer: Sequence[TextMark], theirs: dict[str, Key], mine: dict[str, Key]
) -> tuple[list[Span], list[Span]] | None:
    """Return the spans of both sides that have no equal on the other, one for one; None where all have."""
    waiting: dict[Key, int] = {}
    for key in mine.values():
        waiting[key] = waiting.get(key, 0) + 1
    alone = []
    for span_id, key in theirs.items():
        if n := waiting.get(key, 0):
            waiting[key] = n - 1
        else:
            alone.append(span_id)
    if not alone and len(theirs) == len(mine):
        return None
    lone = set(alone)
    extra = []
    for span_id, key in mine.items():
        if n := waiting[key]:
            waiting[key] = n - 1
            extra.append(span_id)
    more = set(extra)
    return (
        [mark for mark in gold if mark.id in lone and isinstance(mark, Span)],
        [mark for mark in answer if mark.id in more and isinstance(mark, Span)],
    )


def _count_pairs(counts: CorpusCounts, gold: list[Span], answer: list[Span]) -> None:
    # As grading orders them: on equal sums the earlier wins.
    gold, answer = sorted(gold, key=_order), sorted(answer, key=_order)
    pairs: dict[int, int] = {}
    if gold and answer:
        able = [
            {column: value for column, value in row.items() if value >= MATCH_SHARE}
            for row in rows(gold, answer)
        ]
        if any(able):
            pairs = match(able, 0.0, [span.label for span in gold], [span.label for span in answer])
    found = counts.paired
    for row, column in pairs.items():
        one, other = gold[row], answer[column]
        same = one.label == other.label
        exact = (one.start, one.end, one.gaps) == (other.start, other.end, other.gaps)
        found["strict"]["inc"] += 1
        found["exact"]["cor" if exact else "inc"] += 1
        found["type"]["cor" if same else "inc"] += 1
        found["partial"]["cor" if exact else "par"] += 1
    for scheme in found.values():
        scheme["mis"] += len(gold) - len(pairs)
        scheme["spu"] += len(answer) - len(pairs)


def _order(span: Span) -> tuple[str, int, int, str, str]:
    return (span.text_id, span.start, span.end, span.label, span.id)


def _triples(arcs: Sequence[Relation], keys: dict[str, Key], symmetric: Collection[str]) -> list[Triple]:
    found = []
    for each in arcs:
        head, tail = keys.get(each.head), keys.get(each.tail)
        if head is None or tail is None:
            continue
        if tail < head and each.label in symmetric:
            head, tail = tail, head
        found.append((each.label, head, tail))
    return found


def _count_triples(
    counts: CorpusCounts,
    gold: list[Triple],
    answer: list[Triple],
    keys: tuple[dict[str, Key], dict[str, Key]],
) -> None:
    counts.gold_relations += len(gold)
    counts.answer_relations += len(answer)
    waiting: dict[Triple, int] = {}
    for triple in answer:
        waiting[triple] = waiting.get(triple, 0) + 1
    missed = []
    for triple in gold:
        if n := waiting.get(triple, 0):
            waiting[triple] = n - 1
            counts.triples += 1
        else:
            missed.append(triple)
    extra = [triple for triple, n in waiting.items() for _ in range(n)]
    if missed or extra:
        theirs, mine = set(keys[0].values()), set(keys[1].values())
        counts.ends_wrong += sum(head not in mine or tail not in mine for _, head, tail in missed)
        counts.ends_wrong += sum(head not in theirs or tail not in theirs for _, head, tail in extra)
