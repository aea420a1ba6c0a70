"""Sets of tags: the same set, how much of it is shared, and how each label did over many pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True)
class TagCount:
    """How often a tag was right, too much and missing."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def f1(self) -> float | None:
        """2 right / (2 right + extra + missed); None for a tag that neither side used."""
        both = 2 * self.right + self.extra + self.missed
        return 2 * self.right / both if both else None


def exact(gold: AbstractSet[str], answer: AbstractSet[str]) -> bool:
    """Tell whether both sets are the same; none asked and none given is."""
    return gold == answer


def jaccard(gold: AbstractSet[str], answer: AbstractSet[str]) -> float:
    """Return shared / all tags; 1 where both are empty, for leaving a picture untagged can be right (scikit-learn: 0)."""
    either = gold | answer
    return len(gold & answer) / len(either) if either else 1.0


def f1(gold: AbstractSet[str], answer: AbstractSet[str]) -> float:
    """Return 2 shared / (gold + answer); 1 where both are empty."""
    both = len(gold) + len(answer)
    return 2 * len(gold & answer) / both if both else 1.0


def per_tag(pictures: Iterable[tuple[AbstractSet[str], AbstractSet[str]]]) -> dict[str, TagCount]:
    """Return the counts of each tag over pictures of (gold, answer), in the order of their ids."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for gold, answer in pictures:
        for tag in gold | answer:
            sums[tag][0 if tag in gold and tag in answer else 1 if tag in answer else 2] += 1
    return {tag: TagCount(*counts) for tag, counts in sorted(sums.items())}


def micro_f1(counts: Iterable[TagCount]) -> float | None:
    """Return F1 of all tags together; None where no tag was asked or given."""
    found = tuple(counts)
    total = TagCount(
        sum(count.right for count in found),
        sum(count.extra for count in found),
        sum(count.missed for count in found),
    )
    return total.f1


def macro_f1(counts: Iterable[TagCount]) -> float | None:
    """Return the mean F1 of the tags, each weighing the same; None without one."""
    values = [count.f1 for count in counts if count.f1 is not None]
    return sum(values) / len(values) if values else None
