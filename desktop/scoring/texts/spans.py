"""Spans with gaps, nested, in any text of an exercise: who may be whom, which edge is off, and which chain it is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.annotation.spans import Span, Stretch
from desktop.curriculum.schema import SpanRules
from desktop.curriculum.text_rules import TextRules
from desktop.scoring import spans
from desktop.scoring.judge import SEVERITY, Match, Truth
from desktop.scoring.result import Finding, SubScoreName
from desktop.scoring.spans import SpanJudge
from desktop.scoring.texts.chains import Chains


def shared(a: Span, b: Span) -> int:
    """Return how many characters of one text both hold; those in a gap are not held."""
    if a.text_id != b.text_id:
        return 0
    if not a.gaps and not b.gaps:
        return max(0, min(a.end, b.end) - max(a.start, b.start))
    return common(a.pieces, b.pieces)


def common(a: Sequence[Stretch], b: Sequence[Stretch]) -> int:
    """Return the length of what two lists of stretches share; each in order and without overlaps of its own."""
    total, mine, theirs = 0, 0, 0
    while mine < len(a) and theirs < len(b):
        total += max(0, min(a[mine][1], b[theirs][1]) - max(a[mine][0], b[theirs][0]))
        if a[mine][1] <= b[theirs][1]:
            mine += 1
        else:
            theirs += 1
    return total


def similarity(a: Span, b: Span) -> float:
    """Return shared characters over all characters of both, 0..1."""
    both = shared(a, b)
    return both / (a.length + b.length - both)


def rows(golds: Sequence[Span], answers: Sequence[Span]) -> list[dict[int, float]]:
    """Return, for each gold, answer index -> similarity of the answers that share a character with it."""
    found: list[dict[int, float]] = [{} for _ in golds]
    for text_id in dict.fromkeys(gold.text_id for gold in golds):
        mine = [place for place, gold in enumerate(golds) if gold.text_id == text_id]
        theirs = [place for place, answer in enumerate(answers) if answer.text_id == text_id]
        near = spans.overlaps([golds[place] for place in mine], [answers[place] for place in theirs])
        for place, row in zip(mine, near, strict=True):
            found[place] = {
                theirs[column]: value
                for column, whole in row.items()
                if (value := _without_gaps(golds[place], answers[theirs[column]], whole)) > 0
            }
    return found


def _without_gaps(gold: Span, answer: Span, whole: float) -> float:
    return similarity(gold, answer) if gold.gaps or answer.gaps else whole


class TextSpanKind(SpanJudge):
    """Spans judged by an order's text rules: the edges outside and those of gaps, and the chains of coreference."""

    def __init__(self, rules: TextRules, chains: Chains) -> None:
        super().__init__(SpanRules(boundary_slack=rules.boundary_slack))
        self._chains = chains

    def overlaps(self, truths: Sequence[Truth[Span]], answers: Sequence[Span]) -> list[dict[int, float]]:
        """Return the similarity of the pairs that share a character."""
        return rows([truth.mark for truth in truths], answers)

    def parts(self, match: Match[Span]) -> tuple[SubScoreName, ...]:
        """Return geometry, and group where it belongs to a chain."""
        return ("geometry", *self._chains.parts(match))

    def faults(self, matches: Sequence[Match[Span]]) -> list[tuple[Finding, ...]]:
        """Return BND for edges and gaps, GROUP for a mention in the wrong chain."""
        chains = self._chains.faults(matches)
        return [
            (*self.geometry(match), *self._inner(match), *chain)
            for match, chain in zip(matches, chains, strict=True)
        ]

    def _inner(self, match: Match[Span]) -> Iterator[Finding]:
        """Yield BND for characters between the edges of both that only one of them leaves out, more than the slack.

        ``measured`` > 0: the answer holds what the gold leaves out; < 0: it leaves out what the gold holds.
        """
        gold, answer = match.truth.mark, match.answer
        if not gold.gaps and not answer.gaps:
            return
        inside = (max(gold.start, answer.start), min(gold.end, answer.end))
        mine, theirs = _cut(gold.pieces, inside), _cut(answer.pieces, inside)
        both = common(mine, theirs)
        for off in (_length(theirs) - both, both - _length(mine)):
            if abs(off) > self.rules.boundary_slack:
                yield Finding(
                    "BND", SEVERITY["BND"], inside, gold.id, answer.id,
                    measured=off, tolerance=self.rules.boundary_slack, unit="chars", detail={"side": "gap"},
                )  # fmt: skip


def _cut(pieces: Sequence[Stretch], inside: Stretch) -> list[Stretch]:
    cut = [(max(start, inside[0]), min(end, inside[1])) for start, end in pieces]
    return [(start, end) for start, end in cut if start < end]


def _length(pieces: Sequence[Stretch]) -> int:
    return sum(end - start for start, end in pieces)
