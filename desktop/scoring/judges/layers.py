"""Pictures in layers: what is seen of each, stuff as one region a class, and panoptic and semantic measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.bitmap import Tiles
from desktop.annotation.shapes.mask import Mask
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.judge import Truth
from desktop.scoring.judges.composite import FAMILIES
from desktop.scoring.judges.pixels import joined, numbered, seen, tiles_of
from desktop.scoring.measures.panoptic import (
    Segment,
    class_ious,
    mean_iou,
    panoptic,
    pixel_accuracy,
    shared_counts,
)

#: What no gold mark covers: a class of its own that nobody has to draw and that excuses nothing.
GROUND = Segment("", crowd=True)


@dataclass(frozen=True)
class Layers:
    """One side's marks as they are judged, and the pixels of its areas from the lowest to the topmost.

    ``seen``: the pixels that count of a mark, by the mark's ``id()``; None where all of each counts.
    """

    marks: Sequence[Shape]
    areas: Sequence[tuple[Shape, Tiles]] = ()
    seen: Mapping[int, Tiles] | None = None
    #: Ids of marks that nothing is seen of.
    covered: frozenset[str] = field(default_factory=frozenset)


def layered(schema: LabelSchema) -> bool:
    """Tell whether a picture is judged in layers: only what is seen counts, or there is stuff."""
    return schema.object_rules.visible_parts or any(label.role == "stuff" for label in schema.labels)


def layers_of(
    marks: Sequence[Shape],
    schema: LabelSchema,
    *,
    size: tuple[int, int] | None,
    apart: frozenset[str] = frozenset(),
) -> Layers:
    """Return the layers of marks, the first the lowest.

    All marks of a class of stuff become one mark, under the id of the first: ground has no single objects. ``apart``:
    ids of marks that stay as they are, such as gold to be ignored.
    """
    areas = [mark for mark in marks if FAMILIES[mark.kind] == "area"]
    pixels = [tiles_of(mark, size) for mark in areas]
    if schema.object_rules.visible_parts:
        hidden_by = seen(pixels)
        pixels = [
            whole if mark.id in apart else part
            for mark, whole, part in zip(areas, pixels, hidden_by, strict=True)
        ]
    shown = [(mark, tiles) for mark, tiles in zip(areas, pixels, strict=True) if tiles]
    stuff = {label.id for label in schema.labels if label.role == "stuff"}
    kept = [(mark, tiles) for mark, tiles in shown if mark.label not in stuff or mark.id in apart]
    for label in sorted(stuff):
        parts = [(mark, tiles) for mark, tiles in shown if mark.label == label and mark.id not in apart]
        if parts:
            first, whole = parts[0][0], joined([tiles for _, tiles in parts])
            ground = Mask(first.id, label, whole, attributes=first.attributes, group=first.group)
            kept.append((ground, whole))
    others = [mark for mark in marks if FAMILIES[mark.kind] != "area"]
    return Layers(
        marks=[*others, *(mark for mark, _ in kept)],
        areas=kept,
        seen={id(mark): tiles for mark, tiles in kept} if schema.object_rules.visible_parts else None,
        covered=frozenset({mark.id for mark in areas} - {mark.id for mark, _ in shown}),
    )


def layer_measures(
    golds: Sequence[tuple[Truth[Shape], Tiles]],
    answers: Sequence[tuple[Shape, Tiles]],
    *,
    crowds: frozenset[str],
) -> dict[str, float]:
    """Return pq, sq and rq, mean IoU of the classes, "iou:class" of each, and the share of the gold's pixels right.

    Ignored gold is void, ``crowds`` (ids) are crowds. Pixels that no gold covers are ground: an answer there is wrong.
    """
    void = joined([tiles for truth, tiles in golds if truth.ignored and truth.gold.id not in crowds])
    judged = [(truth, tiles) for truth, tiles in golds if not truth.ignored or truth.gold.id in crowds]
    places = sorted({place for _, tiles in (*judged, *answers) for place in tiles})
    if not places:
        return {}
    segments = [Segment(truth.mark.label, crowd=truth.gold.id in crowds) for truth, _ in judged]
    gold = numbered([tiles for _, tiles in judged], places)
    gold[gold == 0] = len(judged) + 1
    gold[numbered([void], places) == 1] = 0
    answer = numbered([tiles for _, tiles in answers], places)
    counts = shared_counts(gold, answer, golds=len(judged) + 1, answers=len(answers))
    found = panoptic(counts, [*segments, GROUND], [Segment(mark.label) for mark, _ in answers])
    measures = {name: value for name, value in found.mean().items() if value is not None}
    return measures | _semantic(
        counts, [segment.label for segment in segments], [mark.label for mark, _ in answers]
    )


def _semantic(
    counts: np.ndarray[tuple[int, ...], np.dtype[np.int64]], golds: Sequence[str], answers: Sequence[str]
) -> dict[str, float]:
    """Return mean IoU, IoU by class and the share of pixels right, from the pixels that segments share."""
    labels = sorted({*golds, *answers})
    number = {label: place for place, label in enumerate(labels, start=1)}
    ground = len(labels) + 1
    rows = [0, *(number[label] for label in golds), ground]
    # What the answer leaves unpainted is its ground.
    columns = [ground, *(number[label] for label in answers)]
    classes = np.zeros((ground + 1, ground + 1), np.int64)
    np.add.at(classes, (np.array(rows)[:, None], np.array(columns)[None, :]), counts)
    ious = class_ious(classes)[: len(labels)]
    found = {"miou": mean_iou(ious), "pixel_accuracy": pixel_accuracy(classes[:ground])}
    found |= {f"iou:{label}": value for label, value in zip(labels, ious, strict=True)}
    return {name: value for name, value in found.items() if value is not None}
