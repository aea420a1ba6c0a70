"""Image tags: what the picture as a whole is said to show."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.shapes.tag import Tag
from desktop.scoring.judge import Match, Reached, Tallies, Truth
from desktop.scoring.measures.tags import exact, jaccard
from desktop.scoring.result import Finding, SubScoreName

#: Two tags of different classes, each the only one of its side, are one choice answered wrong.
OTHER_CHOICE = 0.5


class TagKind:
    """Tags. Where the gold and the answer hold one each, another class is CLS; of several, each is missing or extra."""

    def least(self, truth: Truth[Tag]) -> float:  # noqa: ARG002
        """Return that any tag offered may be matched."""
        return OTHER_CHOICE

    def reached(self, truth: Truth[Tag], answer: Tag, similarity: float) -> Reached:  # noqa: ARG002
        """Return that a tag of the class is there already."""
        return Reached(similarity, 1.0, "")

    def parts(self, match: Match[Tag]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return nothing: a tag has no place."""
        return ()

    def overlaps(self, truths: Sequence[Truth[Tag]], answers: Sequence[Tag]) -> list[dict[int, float]]:
        """Return 1 for tags of one class, one half for two that stand alone."""
        alone = len(truths) == len(answers) == 1
        return [
            {
                column: 1.0 if answer.label == truth.mark.label else OTHER_CHOICE
                for column, answer in enumerate(answers)
                if alone or answer.label == truth.mark.label
            }
            for truth in truths
        ]

    def faults(self, matches: Sequence[Match[Tag]]) -> list[tuple[Finding, ...]]:
        """Return nothing: class and attributes are all there is."""
        return [() for _ in matches]

    def measures(self, tallies: Tallies[Tag]) -> dict[str, float]:
        """Return whether the set of tags is exactly right, and its Jaccard index."""
        right = {match.truth.mark.label for match in tallies.matches if match.same_label}
        wrong = len(tallies.matches) - len(right)
        # What is not shared needs no names: only how many there are on either side.
        gold = right | {f"missed {n}" for n in range(tallies.missed + wrong)}
        answer = right | {f"extra {n}" for n in range(tallies.extra + wrong)}
        return (
            {"jaccard": jaccard(gold, answer), "exact": float(exact(gold, answer))} if gold | answer else {}
        )
