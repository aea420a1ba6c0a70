"""Panoptic quality and IoU by class: panopticapi's figures, and what it cannot say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop.scoring.measures.panoptic import (
    Panoptic,
    Quality,
    Segment,
    class_ious,
    mean_iou,
    panoptic,
    pixel_accuracy,
    shared_counts,
)
from tests.unit.scoring.measures.vectors import VECTORS

PQ = VECTORS["panoptic.pq"]
THING, STUFF = Segment("1"), Segment("2")
CROWD = Segment("1", crowd=True)
Picture = NDArray[np.int64]


def picture(*columns: tuple[int, int, int]) -> Picture:
    """A 10 x 10 map: (from column, to column, number)."""
    found = np.zeros((10, 10), np.int64)
    for start, end, number in columns:
        found[:, start:end] = number
    return found


def judged(gold: Picture, answer: Picture, golds: list[Segment], answers: list[Segment]) -> Panoptic:
    return panoptic(shared_counts(gold, answer, golds=len(golds), answers=len(answers)), golds, answers)


def in_their_words(found: Panoptic) -> dict[str, Any]:
    """As panopticapi reports; it fails where a kind has no class, ours has None."""

    def means(labels: list[str] | None) -> Any:
        mean = found.mean(labels)
        n = sum(found.per_label.get(label, Quality()).pq is not None for label in labels or ["1", "2"])
        if mean["pq"] is None:
            return "ZeroDivisionError: division by zero"
        return {name: pytest.approx(value, abs=1e-6) for name, value in mean.items()} | {"n": n}

    per_label = {
        label: {"tp": q.matched, "fp": q.extra, "fn": q.missed, "iou": pytest.approx(q.iou_sum, abs=1e-6)}
        for label, q in ((label, found.per_label.get(label, Quality())) for label in ("1", "2"))
    }
    return {"All": means(None), "Things": means(["1"]), "Stuff": means(["2"]), "per_cat": per_label}


CASES: dict[str, tuple[Picture, Picture, list[Segment], list[Segment]]] = {
    "perfect (thing 1 | stuff 2)": (
        picture((0, 5, 1), (5, 10, 2)), picture((0, 5, 1), (5, 10, 2)), [THING, STUFF], [THING, STUFF],
    ),
    "boundary one column off: IoU thing 40/50, stuff 50/60": (
        picture((0, 5, 1), (5, 10, 2)), picture((0, 4, 1), (4, 10, 2)), [THING, STUFF], [THING, STUFF],
    ),
    "void removed from the union: pred 100 px, gt 50, void 50 -> IoU 1": (
        picture((0, 5, 1)), picture((0, 10, 1)), [THING], [THING],
    ),
    "crowd gt: not FN, pred in same-class crowd not FP": (
        picture((0, 5, 1), (5, 10, 2)), picture((0, 5, 1), (5, 10, 2)), [THING, CROWD], [THING, THING],
    ),
    "IoU exactly 0.5 is NOT a match": (
        picture((0, 10, 1)), picture((0, 5, 1), (5, 10, 2)), [THING], [THING, THING],
    ),
    "wrong class, same mask": (
        picture((0, 5, 1), (5, 10, 2)), picture((0, 5, 1), (5, 10, 2)), [THING, STUFF], [STUFF, THING],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_panopticapis_figures(name: str) -> None:
    found, expected = in_their_words(judged(*CASES[name])), PQ[name]
    assert found["per_cat"] == expected["per_cat"]
    for part in ("All", "Things", "Stuff"):
        assert found[part] == expected[part]


def test_a_prediction_wholly_in_void_is_not_too_much() -> None:
    expected = PQ["pred wholly in void is not a FP"]
    found = judged(picture((0, 5, 1)), picture((5, 10, 1)), [THING], [THING])
    assert in_their_words(found)["per_cat"] == expected["per_cat"]
    assert found.per_label["1"].pq == 0


def test_without_a_segment_there_is_no_quality_where_panopticapi_divides_by_zero() -> None:
    assert PQ["wrong class, same mask"]["All"]["n"] == 2
    found = judged(picture(), picture(), [], [])
    assert found.mean() == {"pq": None, "sq": None, "rq": None}
    assert Quality().pq is Quality().sq is Quality().rq is None
    assert Quality(missed=1).sq == 0


def test_every_crowd_of_a_class_counts_where_panopticapi_keeps_only_the_last() -> None:
    gold = picture((0, 3, 1), (3, 6, 2))
    answer = picture((0, 3, 1), (3, 6, 2))
    found = judged(gold, answer, [CROWD, CROWD], [THING, THING])
    assert found.per_label == {}


def test_a_crowd_of_another_class_excuses_nothing() -> None:
    found = judged(picture((0, 5, 1)), picture((0, 5, 1)), [CROWD], [STUFF])
    assert found.per_label == {"2": Quality(extra=1)}


def test_segments_without_a_pixel_are_not_missed() -> None:
    assert judged(picture(), picture(), [THING], [THING]).per_label == {}


def test_maps_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="one shape"):
        shared_counts(picture(), picture()[:5], golds=1, answers=1)
    with pytest.raises(ValueError, match="beyond"):
        shared_counts(picture((0, 1, 3)), picture(), golds=2, answers=1)


def test_iou_by_class_leaves_void_out_and_says_none_for_what_nobody_shows() -> None:
    gold, answer = picture((0, 4, 1), (4, 8, 2)), picture((0, 3, 1), (3, 10, 2))
    counts = shared_counts(gold, answer, golds=3, answers=3)
    assert class_ious(counts) == [30 / 40, 40 / 50, None]
    assert mean_iou(class_ious(counts)) == pytest.approx(0.775)
    assert pixel_accuracy(counts) == 70 / 80


def test_nothing_judged_has_no_mean() -> None:
    counts = shared_counts(picture(), picture((0, 10, 1)), golds=1, answers=1)
    assert (class_ious(counts), mean_iou([None]), pixel_accuracy(counts)) == ([None], None, None)


def test_a_class_left_unpainted_counts_against_it() -> None:
    counts = shared_counts(picture((0, 10, 1)), picture((0, 6, 1)), golds=1, answers=1)
    assert class_ious(counts) == [0.6]


maps = st.lists(st.integers(0, 3), min_size=16, max_size=16).map(lambda n: np.array(n).reshape(4, 4))
three = [Segment("a"), Segment("b"), Segment("a")]


@settings(max_examples=60, deadline=None)
@given(maps, maps)
def test_extra_and_missed_trade_places_when_both_sides_do(gold: Picture, answer: Picture) -> None:
    """Where no pixel is void; void is the gold's own."""
    gold, answer = np.maximum(gold, 1), np.maximum(answer, 1)
    there, back = judged(gold, answer, three, three), judged(answer, gold, three, three)
    assert {pair[::-1]: iou for pair, iou in there.pairs.items()} == back.pairs
    for label, quality in there.per_label.items():
        assert (quality.extra, quality.missed) == (back.per_label[label].missed, back.per_label[label].extra)


@settings(max_examples=60, deadline=None)
@given(maps)
def test_a_map_is_perfect_against_itself(gold: Picture) -> None:
    found = judged(gold, gold, three, three)
    assert all(quality.pq == 1 for quality in found.per_label.values())
    counts = shared_counts(gold, gold, golds=3, answers=3)
    assert mean_iou(class_ious(counts)) in (1, None)
