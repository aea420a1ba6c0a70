"""Relations: between the right spans, of the right kind, in the right direction.

An end is right when its span is matched to the gold's span: what is wrong with that span itself (its edges, its class)
is charged to the span; the exact triples say how much of it is right from end to end. A relation whose end was missed is
missed as well, and one that stands on a span too many is too many as well: how many relations are judged hangs on the
gold alone. Their findings say that the span is the cause (``because`` "entity"), and they are counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.judge import SEVERITY, Match, Reached, Tallies, Truth
from desktop.scoring.result import Finding, SubScoreName

#: How alike two relations are: between the same spans, the wrong way round, with one end on another span.
SAME, TURNED, HALF = 1.0, 0.75, 0.4


@dataclass(frozen=True)
class Arc(Relation):
    """A relation with the spans at its ends, head first."""

    at: tuple[Span, Span] = field(kw_only=True)

    @property
    def extent(self) -> tuple[int, int]:
        """From the first to the last character of both spans."""
        head, tail = self.at
        return (min(head.start, tail.start), max(head.end, tail.end))


def arc(relation: Relation, spans: Mapping[str, Span]) -> Arc | None:
    """Return the relation with its spans, or None where it names one that is not there."""
    head, tail = spans.get(relation.head), spans.get(relation.tail)
    if head is None or tail is None:
        return None
    return Arc(
        relation.id, relation.label, relation.head, relation.tail,
        attributes=relation.attributes, group=relation.group, at=(head, tail),
    )  # fmt: skip


def aligned(pairs: Mapping[str, str], gold: Iterable[Span], answers: Iterable[Span]) -> dict[str, str]:
    """Return answer span id -> gold span id: the matched ones, and doubles that stand exactly where a gold span does.

    ``pairs``: gold span id -> the id of the answer matched to it.
    """
    found = {answer: truth for truth, answer in pairs.items()}
    exact = {_key(span): span.id for span in gold}
    for span in answers:
        if span.id not in found and _key(span) in exact:
            found[span.id] = exact[_key(span)]
    return found


def _key(span: Span) -> tuple[object, ...]:
    return (span.text_id, span.start, span.end, span.gaps, span.label)


class RelationKind:
    """Relations judged by the spans that their ends are matched to.

    ``ends``: see :func:`aligned`. ``whole``: gold spans that are answered right, class and edges; ``right`` tells that
    of a gold span and an answered one. ``relations``: those that the gold asks for.
    """

    def __init__(
        self,
        schema: LabelSchema,
        ends: Mapping[str, str],
        whole: Collection[str],
        right: Callable[[Span, Span], bool],
        relations: Iterable[Relation],
    ) -> None:
        self._symmetric = {relation.id for relation in schema.relations if relation.symmetric}
        self._ends = ends
        self._met = frozenset(ends.values())
        self._whole = whole
        self._right = right
        self._relations = {(gold.label, gold.head, gold.tail) for gold in relations}

    def known(self, end: Span) -> bool:
        """Tell whether an answered span stands for one of the gold."""
        return end.id in self._ends

    def again(self, answer: Arc) -> bool:
        """Tell whether a relation too many repeats one of the gold: another kind between the same spans does not."""
        head, tail = self._ends.get(answer.head, ""), self._ends.get(answer.tail, "")
        either = answer.label in self._symmetric and (answer.label, tail, head) in self._relations
        return either or (answer.label, head, tail) in self._relations

    def stands(self, gold: Arc) -> bool:
        """Tell whether both spans of a gold relation are answered right."""
        return all(end in self._whole for end in gold.ends)

    def cause(self, mark: Arc, *, missed: bool) -> dict[str, object]:
        """Return which ends of a missed relation, or of one too many, have no span that they should have.

        Of one too many also ``between``: where its ends stand, the head first. No gold can name them.
        """
        there = [end in (self._met if missed else self._ends) for end in mark.ends]
        told: dict[str, object] = {} if missed else {"between": [[end.start, end.end] for end in mark.at]}
        if not all(there):
            ends = [name for name, known in zip(("head", "tail"), there, strict=True) if not known]
            told |= {"because": "entity", "ends": ends}
        return told

    def exact(self, match: Match[Arc]) -> bool:
        """Tell whether kind, direction and both spans are right from end to end."""
        return match.same_label and not self._faults(match) and self._exact(match)

    def same_ends(self, gold: Relation, answer: Arc) -> bool:
        """Tell whether an answer runs between a gold relation's spans, either way round."""
        return {self._ends.get(answer.head), self._ends.get(answer.tail)} == {gold.head, gold.tail}

    def least(self, truth: Truth[Arc]) -> float:  # noqa: ARG002
        """Return the likeness of one shared end."""
        return HALF

    def reached(self, truth: Truth[Arc], answer: Arc, similarity: float) -> Reached:  # noqa: ARG002
        """Return the likeness of their ends."""
        return Reached(similarity, SAME, "")

    def parts(self, match: Match[Arc]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return relation."""
        return ("relation",)

    def overlaps(self, truths: Sequence[Truth[Arc]], answers: Sequence[Arc]) -> list[dict[int, float]]:
        """Return 1 for the same spans, 0.75 for the wrong way round, 0.4 for one right end of the same kind."""
        touching: defaultdict[str, list[int]] = defaultdict(list)
        for column, answer in enumerate(answers):
            for end in {self._ends[end] for end in answer.ends if end in self._ends}:
                touching[end].append(column)
        found = []
        for truth in truths:
            near = sorted({*touching.get(truth.mark.head, ()), *touching.get(truth.mark.tail, ())})
            row = {column: self._likeness(truth.mark, answers[column]) for column in near}
            found.append({column: value for column, value in row.items() if value})
        return found

    def faults(self, matches: Sequence[Match[Arc]]) -> list[tuple[Finding, ...]]:
        """Return REL for a relation the wrong way round, or with one end on another span."""
        return [self._faults(match) for match in matches]

    def measures(self, tallies: Tallies[Arc]) -> dict[str, float]:
        """Return how many relations are right, how many exact triples, and how many have an end whose span is wrong.

        right: kind, direction and spans; triples: of these, those whose spans are right themselves, edges within the
        slack and class (the rest are ``wrong_ends``).
        """
        right = [match for match in tallies.matches if match.same_label and not self._faults(match)]
        triples = sum(self._exact(match) for match in right)
        return {
            "right": float(len(right)),
            "triples": float(triples),
            "wrong_ends": float(len(right) - triples),
        }

    def _likeness(self, gold: Arc, answer: Arc) -> float:
        straight, turned = self._meeting(gold, answer)
        if straight == 2 or (turned == 2 and gold.label in self._symmetric):
            return SAME
        if turned == 2:
            return TURNED
        most = max(straight, turned) if gold.label in self._symmetric else straight
        return HALF if most == 1 and gold.label == answer.label else 0.0

    def _meeting(self, gold: Arc, answer: Arc) -> tuple[int, int]:
        """Return how many ends agree head to head and tail to tail, and how many the other way round."""
        head, tail = self._ends.get(answer.head), self._ends.get(answer.tail)
        return (head == gold.head) + (tail == gold.tail), (head == gold.tail) + (tail == gold.head)

    def _faults(self, match: Match[Arc]) -> tuple[Finding, ...]:
        gold, answer = match.truth.mark, match.answer
        straight, turned = self._meeting(gold, answer)
        if match.similarity >= SAME:
            return ()
        if turned == 2:
            return (_finding(match, {"measure": "direction"}),)
        head, tail = self._ends.get(answer.head), self._ends.get(answer.tail)
        ends = (gold.head, gold.tail) if straight >= turned else (gold.tail, gold.head)
        wrong = "head" if head != ends[0] else "tail"
        got = answer.head if wrong == "head" else answer.tail
        expected = ends[0] if wrong == "head" else ends[1]
        on = head if wrong == "head" else tail
        known = {"gold_end": expected, "answer_end": got, "stands_on": on}
        if on is None or expected not in self._met:
            known["because"] = "entity"
        return (_finding(match, {"measure": "end", "end": wrong, **known}),)

    def _exact(self, match: Match[Arc]) -> bool:
        gold, answer = match.truth.mark, match.answer
        straight, _turned = self._meeting(gold, answer)
        ends = answer.at if straight == 2 else (answer.at[1], answer.at[0])
        return all(self._right(one, other) for one, other in zip(gold.at, ends, strict=True))


def _finding(match: Match[Arc], detail: dict[str, object]) -> Finding:
    gold, answer = match.truth.mark, match.answer
    return Finding(
        "REL", SEVERITY["REL"], answer.extent, gold.id, answer.id, detail={"label": gold.label, **detail}
    )
