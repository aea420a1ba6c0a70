"""Spans: shared characters over all characters, each edge's offset, and the counts of MUC and SemEval-2013."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop.annotation.spans import Span
from desktop.curriculum.schema import SpanRules
from desktop.scoring.judge import SEVERITY, Match, Reached, Tallies, Truth
from desktop.scoring.matching import SLACK
from desktop.scoring.result import Finding, Place, SubScoreName

#: Spans that share less than this of their characters are two mistakes, not one with a wrong edge (nervaluate: 1 %).
MATCH_SHARE = 0.01
#: An answer with at least this share of its characters inside an ignored place is neutral.
SWALLOW_SHARE = 0.5
#: A slack of characters is at most one in this many of the gold's: spans of fewer are exact.
SLACK_SHARE = 4
SCHEMES = ("strict", "exact", "type", "partial")
COUNTS = ("cor", "inc", "par", "mis", "spu")


def similarity(a: Span, b: Span) -> float:
    """Return shared characters over all characters of both, 0..1."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (a.length + b.length - shared) if shared > 0 else 0.0


def slack_of(gold: Span, slack: int) -> int:
    """Return by how many characters an edge of a gold span may be off: the order's slack, at most a quarter of its length."""
    return min(slack, gold.length // SLACK_SHARE)


def overlaps(golds: Sequence[Span], answers: Sequence[Span]) -> list[dict[int, float]]:
    """Return, for each gold, answer index -> similarity of the answers that share a character with it.

    One sweep over both sides by their starts; spans that have ended are dropped on the way, so nested and
    overlapping spans cost only the pairs they really form.
    """
    rows: list[dict[int, float]] = [{} for _ in golds]
    sides: tuple[Sequence[Span], Sequence[Span]] = (golds, answers)
    starts = sorted((span.start, side, index) for side in (0, 1) for index, span in enumerate(sides[side]))
    open_spans: list[list[int]] = [[], []]
    for start, side, index in starts:
        other = 1 - side
        open_spans[other] = [place for place in open_spans[other] if sides[other][place].end > start]
        for place in open_spans[other]:
            gold, answer = (index, place) if side == 0 else (place, index)
            rows[gold][answer] = similarity(golds[gold], answers[answer])
        open_spans[side].append(index)
    return rows


def muc_counts(tallies: Tallies[Span]) -> dict[str, dict[str, int]]:
    """Return COR, INC, PAR, MIS and SPU for each scheme (Chinchor and Sundheim 1993; SemEval-2013 task 9).

    All four read one pairing, the best one, so the order in which spans were drawn changes nothing.
    """
    found = {scheme: dict.fromkeys(COUNTS, 0) for scheme in SCHEMES}
    for match in tallies.matches:
        gold, answer = match.truth.mark, match.answer
        exact = (gold.start, gold.end, gold.gaps) == (answer.start, answer.end, answer.gaps)
        found["strict"]["cor" if exact and match.same_label else "inc"] += 1
        found["exact"]["cor" if exact else "inc"] += 1
        found["type"]["cor" if match.same_label else "inc"] += 1
        found["partial"]["cor" if exact else "par"] += 1
    for counts in found.values():
        counts["mis"], counts["spu"] = tallies.missed, tallies.extra
    return found


def muc_f1(counts: Mapping[str, float]) -> float | None:
    """Return 2 (COR + PAR / 2) / (ACTUAL + POSSIBLE), or None where both are empty."""
    paired = counts["cor"] + counts["inc"] + counts["par"]
    both = 2 * paired + counts["mis"] + counts["spu"]
    return 2 * (counts["cor"] + counts["par"] / 2) / both if both else None


def muc_measures(found: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return counts by scheme as measures: ``strict_cor`` … and ``strict_f1`` where it can be computed."""
    measures: dict[str, float] = {}
    for scheme, counts in found.items():
        measures |= {f"{scheme}_{name}": value for name, value in counts.items()}
        score = muc_f1(counts)
        if score is not None:
            measures[f"{scheme}_f1"] = score
    return measures


class SpanJudge:
    """Spans judged by an order's span rules."""

    threshold = MATCH_SHARE

    def __init__(self, rules: SpanRules) -> None:
        self.rules = rules

    def place(self, mark: Span) -> Place:
        """Return the range of the span."""
        return (mark.start, mark.end)

    def reading(self, mark: Span) -> tuple[float, ...]:
        """Return start and end."""
        return (mark.start, mark.end)

    def overlaps(self, truths: Sequence[Truth[Span]], answers: Sequence[Span]) -> list[dict[int, float]]:
        """Return the similarity of the pairs that share a character."""
        return overlaps([truth.mark for truth in truths], answers)

    def swallowed(self, answer: Span, ignored: Iterable[Span]) -> bool:
        """Tell whether half of the answer lies in an ignored span."""
        for span in ignored:
            shared = min(answer.end, span.end) - max(answer.start, span.start)
            if shared > 0 and shared >= SWALLOW_SHARE * answer.length - SLACK:
                return True
        return False

    def least(self, truth: Truth[Span]) -> float:  # noqa: ARG002  one share for all
        """Return the share of characters from which on two spans may be the same."""
        return self.threshold

    def reached(self, truth: Truth[Span], answer: Span, similarity: float) -> Reached:  # noqa: ARG002
        """Return the IoU of their characters."""
        return Reached(similarity, self.threshold, "iou")

    def parts(self, match: Match[Span]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return geometry: edges are judged of every match."""
        return ("geometry",)

    def faults(self, matches: Sequence[Match[Span]]) -> list[tuple[Finding, ...]]:
        """Return the faults of each match's edges."""
        return [self.geometry(match) for match in matches]

    def geometry(self, match: Match[Span]) -> tuple[Finding, ...]:
        """Return BND for each edge that is further out (> 0) or in (< 0) than the slack allows."""
        gold, answer = match.truth.mark, match.answer
        slack = slack_of(gold, self.rules.boundary_slack)
        offsets = {"start": gold.start - answer.start, "end": answer.end - gold.end}
        edges = {"start": (gold.start, answer.start), "end": (gold.end, answer.end)}
        return tuple(
            Finding(
                "BND", SEVERITY["BND"], (min(edges[side]), max(edges[side])), gold.id, answer.id,
                measured=offset, tolerance=slack, unit="chars",
                detail={"side": side},
            )
            for side, offset in offsets.items()
            if offset and (abs(offset) > slack or self.never(gold, side, edges[side]))
        )  # fmt: skip

    def never(self, gold: Span, side: str, edge: tuple[int, int]) -> bool:  # noqa: ARG002  no rule of its own
        """Tell whether an edge that is off, from the gold's to the answer's, is wrong whatever the slack."""
        return False

    def forbidden(self, answer: Span) -> Finding | None:  # noqa: ARG002  no rule forbids a span as such
        """Return None: there is no rule of its own for spans."""
        return None

    def around(self, answer: Span, truths: Iterable[Truth[Span]]) -> Truth[Span] | None:
        """Return the shortest truth of another label that holds all of the answer, or None."""
        holding = (
            truth
            for truth in truths
            if truth.mark.label != answer.label
            and truth.mark.start <= answer.start
            and answer.end <= truth.mark.end
        )
        return min(
            holding, key=lambda truth: (truth.mark.length, truth.mark.start, truth.mark.id), default=None
        )

    def measures(self, tallies: Tallies[Span]) -> dict[str, float]:
        """Return the MUC counts and F1 of the four schemes."""
        return muc_measures(muc_counts(tallies))
