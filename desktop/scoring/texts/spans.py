"""Spans with gaps, nested, in any text of an exercise: who may be whom, which edge is off, and which chain it is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from desktop.annotation.spans import Span, Stretch
from desktop.annotation.text_tools import trimmed
from desktop.curriculum.schema import SpanRules
from desktop.curriculum.text_rules import TextRules
from desktop.scoring import spans
from desktop.scoring.judge import SEVERITY, Match, Truth
from desktop.scoring.result import Finding, SubScoreName
from desktop.scoring.spans import SpanJudge, slack_of
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
    """Spans judged by an order's text rules: the edges outside and those of gaps, and the chains of coreference.

    ``texts``: what is marked, by id. Where the rules want edges trimmed, no slack excuses a sign at an edge.
    """

    def __init__(
        self, rules: TextRules, chains: Chains, texts: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__(SpanRules(boundary_slack=rules.boundary_slack))
        self._chains = chains
        self._texts = texts if rules.trim else {}

    def right(self, gold: Span, answer: Span) -> bool:
        """Tell whether a span has the class of another, and its edges, also those of gaps, within the slack."""
        slack = slack_of(gold, self.rules.boundary_slack)
        edges = [zip(*pair, strict=True) for pair in zip(gold.pieces, answer.pieces, strict=False)]
        return (
            gold.label == answer.label
            and len(gold.pieces) == len(answer.pieces)
            and all(abs(one - other) <= slack for pair in edges for one, other in pair)
            and not self.never(gold, "start", (gold.start, answer.start))
            and not self.never(gold, "end", (gold.end, answer.end))
        )

    def never(self, gold: Span, side: str, edge: tuple[int, int]) -> bool:
        """Tell whether an edge that must be trimmed ends in a sign, or leaves out nothing but signs that belong there."""
        at, to = edge
        off = self._texts.get(gold.text_id, "")[min(edge) : max(edge)]
        outward = to < at if side == "start" else to > at
        if outward and off:
            return goes(off[0] if side == "start" else off[-1])
        return bool(off) and all(goes(character) for character in off)

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
        both, slack = common(mine, theirs), slack_of(gold, self.rules.boundary_slack)
        for off in (_length(theirs) - both, both - _length(mine)):
            if abs(off) > slack:
                yield Finding(
                    "BND", SEVERITY["BND"], inside, gold.id, answer.id,
                    measured=off, tolerance=slack, unit="chars", detail={"side": "gap"},
                )  # fmt: skip


@lru_cache(maxsize=256)
def goes(character: str) -> bool:
    """Tell whether a character is a blank or a sign that trimming takes from an edge."""
    return trimmed(f"{character}甲", 0, 2) == (1, 2)


def _cut(pieces: Sequence[Stretch], inside: Stretch) -> list[Stretch]:
    cut = [(max(start, inside[0]), min(end, inside[1])) for start, end in pieces]
    return [(start, end) for start, end in cut if start < end]


def _length(pieces: Sequence[Stretch]) -> int:
    return sum(end - start for start, end in pieces)
