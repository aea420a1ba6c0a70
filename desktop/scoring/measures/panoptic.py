"""Pictures in which every pixel belongs to one segment: panoptic quality and IoU by class (Kirillov et al. 2019).

Follows panopticapi, apart from three things: a quality without segments is None with no crash, several crowds of one
class in a picture all count, and areas are counted in the maps themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Whole numbers over a picture: 0 is void, n is the n-th segment (or class).
Map: TypeAlias = NDArray[Any]
Counts: TypeAlias = NDArray[np.int64]

#: A segment of the answer that lies in void and in crowds of its class by more than this is neither right nor wrong.
NEUTRAL_SHARE = 0.5
#: Two segments match when they share more than this: then each has at most one partner.
MATCH_IOU = 0.5


@dataclass(frozen=True)
class Segment:
    """A segment of a map: its class, and whether it stands for many objects that nobody told apart."""

    label: str
    crowd: bool = False


@dataclass(frozen=True)
class Quality:
    """Matched, extra and missed segments of a class, and the sum of the matches' IoU."""

    matched: int = 0
    extra: int = 0
    missed: int = 0
    iou_sum: float = 0.0

    @property
    def pq(self) -> float | None:
        """Panoptic quality, sum of IoU / (TP + FP / 2 + FN / 2); None without a segment."""
        weight = self.matched + self.extra / 2 + self.missed / 2
        return self.iou_sum / weight if weight else None

    @property
    def sq(self) -> float | None:
        """Segmentation quality: the mean IoU of the matches; 0 when nothing matched, None without a segment."""
        return None if self.pq is None else self.iou_sum / self.matched if self.matched else 0.0

    @property
    def rq(self) -> float | None:
        """Recognition quality, TP / (TP + FP / 2 + FN / 2); None without a segment."""
        weight = self.matched + self.extra / 2 + self.missed / 2
        return self.matched / weight if weight else None


@dataclass(frozen=True)
class Panoptic:
    """The quality of every class that either side shows, and the matched segments (gold, answer) with their IoU."""

    per_label: Mapping[str, Quality]
    pairs: Mapping[tuple[int, int], float] = field(default_factory=dict)

    def mean(self, labels: Sequence[str] | None = None) -> dict[str, float | None]:
        """Return pq, sq and rq as means over classes (all, or some of them) that have a segment; None without one."""
        chosen = [
            quality
            for label, quality in self.per_label.items()
            if (labels is None or label in labels) and quality.pq is not None
        ]
        return {
            name: sum(getattr(quality, name) for quality in chosen) / len(chosen) if chosen else None
            for name in ("pq", "sq", "rq")
        }


def shared_counts(gold: Map, answer: Map, *, golds: int, answers: int) -> Counts:
    """Return how many pixels each pair of numbers shares, (golds + 1, answers + 1); place 0 is void.

    Raises ValueError for maps of different shapes or with a number beyond those named.
    """
    if gold.shape != answer.shape:
        raise ValueError(f"both maps must have one shape, got {gold.shape} and {answer.shape}")
    if gold.size and (int(gold.max()) > golds or int(answer.max()) > answers):
        raise ValueError("a map holds a number beyond the segments named")
    joint = gold.astype(np.int64).ravel() * (answers + 1) + answer.ravel()
    return np.bincount(joint, minlength=(golds + 1) * (answers + 1)).reshape(golds + 1, answers + 1)


def panoptic(counts: Counts, golds: Sequence[Segment], answers: Sequence[Segment]) -> Panoptic:
    """Return panoptic quality from the pixels that segments share (see ``shared_counts``; segment n is place n + 1).

    A pair of one class matches when intersection / (union without the answer's void pixels) > 0.5. Crowds are never
    missed; an answer without match more than half in void and in crowds of its class is not extra.
    """
    gold_areas, answer_areas = counts.sum(axis=1), counts.sum(axis=0)
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0.0])
    pairs: dict[tuple[int, int], float] = {}
    for g, a in zip(*(part.tolist() for part in np.nonzero(counts[1:, 1:])), strict=True):
        if golds[g].crowd or golds[g].label != answers[a].label:
            continue
        common = int(counts[g + 1, a + 1])
        union = int(gold_areas[g + 1] + answer_areas[a + 1] - common - counts[0, a + 1])
        if common > MATCH_IOU * union:
            pairs[g, a] = common / union
            sums[golds[g].label][0] += 1
            sums[golds[g].label][3] += common / union
    matched_golds, matched_answers = {g for g, _ in pairs}, {a for _, a in pairs}
    for g, segment in enumerate(golds):
        if g not in matched_golds and not segment.crowd and gold_areas[g + 1]:
            sums[segment.label][2] += 1
    for a, segment in enumerate(answers):
        if a not in matched_answers and answer_areas[a + 1] and not _neutral(counts, golds, answers, a):
            sums[segment.label][1] += 1
    return Panoptic({label: _quality(found) for label, found in sorted(sums.items())}, pairs)


def class_ious(counts: Counts) -> list[float | None]:
    """Return the IoU of each class of two class maps (place 0 is void in gold and left out); None: in neither.

    Pixels that the gold leaves void are not judged, as in Cityscapes and VOC.
    """
    judged = counts[1:]
    shared = np.array([judged[n, n + 1] for n in range(min(judged.shape[0], judged.shape[1] - 1))])
    either = judged.sum(axis=1)[: len(shared)] + judged.sum(axis=0)[1 : len(shared) + 1] - shared
    return [int(s) / int(e) if e else None for s, e in zip(shared, either, strict=True)]


def mean_iou(ious: Sequence[float | None]) -> float | None:
    """Return the mean over the classes that either side shows; None without one."""
    known = [value for value in ious if value is not None]
    return sum(known) / len(known) if known else None


def pixel_accuracy(counts: Counts) -> float | None:
    """Return the share of the gold's pixels with the right class; None where the gold is all void."""
    judged = counts[1:]
    total = int(judged.sum())
    right = sum(int(judged[n, n + 1]) for n in range(min(judged.shape[0], judged.shape[1] - 1)))
    return right / total if total else None


def _neutral(counts: Counts, golds: Sequence[Segment], answers: Sequence[Segment], a: int) -> bool:
    column = counts[:, a + 1]
    free = int(column[0]) + sum(
        int(column[g + 1]) for g, gold in enumerate(golds) if gold.crowd and gold.label == answers[a].label
    )
    return free > NEUTRAL_SHARE * int(column.sum())


def _quality(found: Sequence[float]) -> Quality:
    matched, extra, missed, iou_sum = found
    return Quality(int(matched), int(extra), int(missed), iou_sum)
