"""The reference vectors of tests/data: computed by running the peers' own code (pycocotools, CVAT, seqeval, nervaluate).

Where we follow a convention, equality is asserted. Where we differ, the test says what the peer does and why not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import BoxRules
from desktop.scoring import boxes, spans
from desktop.scoring.grading import grade
from desktop.scoring.matching import match
from desktop.scoring.result import Score
from desktop.scoring.summary import total
from tests.unit.scoring.samples import box, codes, gold_box, gold_span, schema, span

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "metric_vectors.json").read_text(encoding="utf-8")
)
COCO_IOU, COCO = VECTORS["coco.bbox_iou"], VECTORS["coco.eval"]
CVAT, CONFUSION = VECTORS["cvat.match"], VECTORS["cvat.confusion"]
SEQEVAL, MUC = VECTORS["seqeval"], VECTORS["nervaluate"]
#: CVAT's threshold, for its vectors only.
CVAT_RULES = schema(boxes=BoxRules(match_iou=0.4, minimum_px=0))
ENTITIES = schema("spans", labels=("PER", "LOC", "ORG", "MISC"))


def xywh(mark_id: str, x: float, y: float, w: float, h: float, label: str = "cat") -> Box:
    """A box as COCO writes it."""
    return box(mark_id, x, y, x + w, y + h, label=label)


# ---------------------------------------------------------------- COCO


def test_coco_iou() -> None:
    a, b = xywh("a", 10, 10, 20, 20), xywh("b", 20, 20, 20, 20)
    assert boxes.iou(a, b) == pytest.approx(
        COCO_IOU["overlap [10,10,20,20] vs [20,20,20,20] (=100/700)"], abs=1e-6
    )
    assert boxes.iou(xywh("a", 0, 0, 10, 10), xywh("b", 10, 0, 10, 10)) == COCO_IOU["touching edge"]
    inside = xywh("dt", 10, 10, 10, 10)
    assert boxes.iou(inside, xywh("gt", 0, 0, 100, 100)) == pytest.approx(COCO_IOU["same pair not crowd"])


def test_coco_iou_of_degenerate_boxes_is_zero_not_nan() -> None:
    point = xywh("p", 5, 5, 0, 0)
    assert boxes.iou(point, xywh("gt", 0, 0, 10, 10)) == COCO_IOU["zero-area dt in gt"]
    assert boxes.iou(point, point) == float(COCO_IOU["both zero-area same point"])


def test_coco_a_crowd_takes_a_box_by_the_share_of_its_own_area() -> None:
    crowd = [gold_box("crowd", 0, 0, 100, 100, ignore=True)]
    shares = {
        "crowd gt contains dt (i/dt area)": xywh("dt", 10, 10, 10, 10),
        "half inside crowd": xywh("dt", 95, 0, 10, 10),
    }
    for name, answer in shares.items():
        share = boxes.intersection(answer, box("crowd", 0, 0, 100, 100)) / answer.area
        assert share == COCO_IOU[name]
        assert grade([answer], crowd, schema()).swallowed == ("dt",)


def test_coco_iou_exactly_at_the_threshold_matches() -> None:
    assert COCO["IoU exactly 0.5 matches at thr 0.5"]["dtMatches"] == [1]
    rules = schema(boxes=BoxRules(match_iou=0.5))
    score = grade([box("1", 0, 0, 100, 50)], [gold_box("1", 0, 0, 100, 100)], rules)
    assert score.counts.matched == 1
    assert score.measures["iou>=0.5"] == 1


def test_coco_a_crowd_absorbs_many_boxes_that_are_neither_right_nor_wrong() -> None:
    assert COCO["crowd absorbs many dts (ignored, neither TP nor FP)"]["dtIgnore"] == [1, 1, 0]
    gold = [gold_box("1", 0, 0, 200, 200, ignore=True), gold_box("2", 300, 300, 350, 350)]
    answer = [
        xywh("1", 10, 10, 50, 50, "car"),
        xywh("2", 80, 80, 50, 50, "car"),
        box("3", 300, 300, 350, 350),
    ]
    score = grade(answer, gold, schema())
    assert score.swallowed == ("1", "2")
    assert score.accuracy == 1


def test_coco_normal_gold_is_preferred_to_a_crowd() -> None:
    expected = COCO["regular gt preferred to crowd"]
    assert (expected["dtMatches"], expected["dtIgnore"]) == ([2], [0])
    gold = [gold_box("1", 0, 0, 100, 100, ignore=True), gold_box("2", 0, 0, 100, 100)]
    (pair,) = grade([box("1", 0, 0, 100, 100)], gold, schema()).pairs
    assert pair.gold_id == "2"


def test_coco_a_duplicate_is_free_after_full_recall_ours_is_not() -> None:
    """AP ignores false positives ranked below the last true one; an order pays for every mark, so ours costs."""
    assert COCO["duplicate dt: 2nd is FP"]["AP"] == 1.0
    score = grade(
        [box("1", 0, 0, 100, 100), box("2", 0, 0, 100, 100)], [gold_box("1", 0, 0, 100, 100)], schema()
    )
    assert (score.accuracy, codes(score)) == (0.5, ["DUP"])


def test_coco_takes_the_later_of_two_equal_golds_ours_the_first() -> None:
    """COCO's `iou < best: continue` lets a tie fall to list order; ours falls to place, label and id."""
    assert COCO["tie: two identical gts, the LATER one is taken"]["dtMatches"] == [2]
    gold = [gold_box("2", 0, 0, 100, 100), gold_box("1", 0, 0, 100, 100)]
    for given in (gold, gold[::-1]):
        (pair,) = grade([box("1", 0, 0, 100, 100)], given, schema()).pairs
        assert pair.gold_id == "1"


def test_coco_never_matches_gold_of_id_0_ours_does() -> None:
    """COCO reads id 0 as "unmatched"; our ids are texts and mean nothing."""
    assert COCO["gt annotation id 0 is never counted as matched"]["AP"] == 0.0
    assert grade([box("0", 0, 0, 100, 100)], [gold_box("0", 0, 0, 100, 100)], schema()).accuracy == 1


def test_coco_forgets_an_ignore_flag_ours_keeps_it() -> None:
    """pycocotools overwrites `ignore` with `iscrowd`, so the gold counts; ours honours what the author wrote."""
    assert COCO["'ignore':1 in the json is overwritten by iscrowd"]["dtIgnore"] == [0]
    score = grade([box("1", 0, 0, 100, 100)], [gold_box("1", 0, 0, 100, 100, ignore=True)], schema())
    assert score.swallowed == ("1",)


def test_coco_says_minus_one_where_nothing_is_asked_ours_says_why() -> None:
    """-1 averaged by mistake is a wrong number; None is an error at once. Extras on an empty picture are wrong: 0."""
    assert COCO["dt but no gt"] == {"AP": -1, "AR": -1}
    score = grade([box("1", 0, 0, 100, 100)], [], schema())
    assert (score.accuracy, score.recall) == (0, None)
    assert COCO["gt but no dt"]["AR"] == grade([], [gold_box("1", 0, 0, 100, 100)], schema()).recall


def test_coco_counts_a_wrong_category_twice_ours_once() -> None:
    """COCO: a false positive of one class and a false negative of the other. Ours: CLS, one unit of two marks."""
    assert COCO["wrong category: cat1 AP0, cat2 has no gt -> absent"]["AP"] == 0.0
    score = grade(
        [box("1", 0, 0, 100, 100, label="dog")], [gold_box("1", 0, 0, 100, 100, label="cat")], schema()
    )
    assert (score.accuracy, score.counts.judged, codes(score)) == (0, 1, ["CLS"])


# ---------------------------------------------------------------- CVAT


def cvat_books(score: Score) -> dict[str, Any]:
    """Our score in CVAT's words: it calls a pair right by label alone, whatever its edges."""
    wrong = {f.gold_id for f in score.findings if f.code == "CLS"}
    found = {
        "match": sorted(
            [p.gold_id, p.answer_id, round(p.similarity, 6)] for p in score.pairs if p.gold_id not in wrong
        ),
        "mislabel": sorted(
            [p.gold_id, p.answer_id, round(p.similarity, 6)] for p in score.pairs if p.gold_id in wrong
        ),
        "missing": [f.gold_id for f in score.findings if f.code == "MISS"],
        "extra": [f.answer_id for f in score.findings if f.code in {"EXTRA", "DUP"}],
    }
    valid, all_units = len(found["match"]), score.counts.judged
    return found | {"valid": valid, "total": all_units, "accuracy": round(valid / all_units, 6)}


def cvat_expected(name: str) -> dict[str, Any]:
    return {key: value for key, value in CVAT[name].items() if key not in {"precision", "recall"}}


UNIT = (0, 0, 100, 100)
CVAT_CASES: dict[str, tuple[list[Box], list[GoldMark]]] = {
    "one missing, one extra": (
        [xywh("d1", *UNIT), xywh("d2", 700, 700, 100, 100)],
        [gold_box("g1", *UNIT, label="cat"), gold_box("g2", 300, 300, 400, 400, label="cat")],
    ),
    "IoU 0.4 exactly is a match (100x100 vs 100x40 inside)": (
        [xywh("d1", 0, 0, 100, 40)],
        [gold_box("g1", *UNIT, label="cat")],
    ),
    "IoU 0.39 is not": ([xywh("d1", 0, 0, 100, 39)], [gold_box("g1", *UNIT, label="cat")]),
    "mislabel: counted in total once, not valid": (
        [xywh("d1", *UNIT, label="dog"), xywh("d2", 300, 300, 100, 100)],
        [gold_box("g1", *UNIT, label="cat"), gold_box("g2", 300, 300, 400, 400, label="cat")],
    ),
    "same, TWO passes (2026)": (
        [xywh("d1", *UNIT, label="dog"), xywh("d2", 0, 0, 100, 80)],
        [gold_box("g1", *UNIT, label="cat")],
    ),
    "Hungarian vs greedy: d1 fits g1 .9/g2 .6, d2 fits g1 only .55": (
        [xywh("d1", 0, 10, 100, 100), xywh("d2", 0, -25, 100, 100)],
        [gold_box("g1", *UNIT, label="cat"), gold_box("g2", 0, 30, 100, 130, label="cat")],
    ),
}


@pytest.mark.parametrize("name", CVAT_CASES)
def test_cvat_matching(name: str) -> None:
    answer, gold = CVAT_CASES[name]
    assert cvat_books(grade(answer, gold, CVAT_RULES)) == cvat_expected(name)


def test_cvat_once_matched_blind_to_labels_ours_goes_by_label_first() -> None:
    """The engine to 2025 lets a dog steal the cat's gold: one mislabel and one extra where one box is right."""
    assert CVAT["label-blind Hungarian steals: ONE pass (<=2025)"]["accuracy"] == 0.0
    answer, gold = CVAT_CASES["same, TWO passes (2026)"]
    assert match([{0: 1.0, 1: 0.8}], 0.4, ["cat"], ["dog", "cat"]) == {0: 1}
    assert cvat_books(grade(answer, gold, CVAT_RULES))["accuracy"] == 0.5


def test_cvat_gives_0_for_both_empty_ours_gives_1() -> None:
    """A picture where nothing is to be marked is work too (CVAT added an option for it, empty_is_annotated)."""
    assert CVAT["both empty (old engine: accuracy 0)"]["accuracy"] == 0.0
    assert grade([], [], CVAT_RULES).accuracy == 1


def test_cvat_passes_what_it_matches_ours_asks_for_the_edges_too() -> None:
    """IoU .4 is a match here too at that threshold, but a box with a side 60 px off is not a right box."""
    answer, gold = CVAT_CASES["IoU 0.4 exactly is a match (100x100 vs 100x40 inside)"]
    assert CVAT["IoU 0.4 exactly is a match (100x100 vs 100x40 inside)"]["accuracy"] == 1.0
    score = grade(answer, gold, CVAT_RULES)
    assert (score.accuracy, codes(score)) == (0, ["CUT"])
    assert codes(grade([xywh("d1", 0, 0, 100, 29)], gold, schema())) == ["EXTRA", "MISS"]


def test_cvat_confusion_gives_the_same_shares() -> None:
    """Rows the answer, columns the gold, last unmatched: 5 + 3 right of 13, 11 answered, 11 asked."""
    matrix = CONFUSION["rows=ds cols=gt, last=unmatched"]
    names = ["car", "van"]
    gold: list[GoldMark] = []
    answer: list[Box] = []
    for row, column in ((row, column) for row in range(3) for column in range(3)):
        for _ in range(matrix[row][column]):
            x = 200.0 * (len(gold) + len(answer))
            if column < 2:
                gold.append(gold_box(f"g{len(gold)}", x, 0, x + 100, 100, label=names[column]))
            if row < 2:
                answer.append(box(f"d{len(answer)}", x, 0, x + 100, 100, label=names[row]))
    score = grade(answer, gold, schema())
    assert score.accuracy == pytest.approx(CONFUSION["accuracy valid/total"], abs=1e-6)
    assert score.precision == pytest.approx(CONFUSION["precision valid/ds_count"], abs=1e-6)
    assert score.recall == pytest.approx(CONFUSION["recall valid/gt_count"], abs=1e-6)
    for name, dice in zip(names, CONFUSION["dice per label 2TP/(ds+gt)"], strict=False):
        label = score.per_label[name]
        assert 2 * label.qualified / (label.gold + label.answer) == pytest.approx(dice, abs=1e-6)


# ---------------------------------------------------------------- seqeval


def entities(found: list[list[Any]], prefix: str) -> list[Span]:
    """Spans of seqeval's entities: [type, first, last], the last one inclusive."""
    return [span(f"{prefix}{n}", first, last + 1, kind) for n, (kind, first, last) in enumerate(found)]


def graded(gold: list[Span], answer: list[Span]) -> Score:
    truth = [gold_span(mark.id, mark.start, mark.end, mark.label) for mark in gold]
    return grade(answer, truth, ENTITIES)


PEOPLE = [["PER", 0, 1], ["LOC", 3, 3]]


@pytest.mark.parametrize("name", ["I- start", "type change inside", "shifted boundary", "wrong type"])
def test_seqeval_default_reading(name: str) -> None:
    vector = SEQEVAL[name]
    score = graded(entities(PEOPLE, "g"), entities(vector["entities"], "a"))
    found = {"P": score.precision, "R": score.recall, "F1": score.f1}
    assert found == {key: pytest.approx(value, abs=1e-6) for key, value in vector["default"].items()}
    assert score.measures["strict_f1"] == pytest.approx(vector["default"]["F1"], abs=1e-6)


def test_seqeval_micro_and_macro_averages() -> None:
    averages = SEQEVAL["averages A 1/1, B 1/3"]
    gold = entities([["PER", 0, 0], ["LOC", 2, 2], ["LOC", 4, 4], ["LOC", 6, 6]], "g")
    score = graded(gold, entities([["PER", 0, 0], ["LOC", 2, 2]], "a"))
    assert (score.precision, score.recall) == (averages["micro"]["P"], averages["micro"]["R"])
    assert score.f1 == pytest.approx(averages["micro"]["F1"], abs=1e-6)
    assert score.macro_f1 == averages["macro"]["F1"]


def test_seqeval_gives_0_for_both_empty_ours_is_right_with_no_f1() -> None:
    """A sentence without entities is right when left alone; 0 would be charged, 1 would be invented evidence."""
    assert SEQEVAL["both empty"]["F1"] == 0.0
    assert SEQEVAL["both empty zero_division=1"]["F1"] == 1.0
    score = graded([], [])
    assert (score.accuracy, score.f1) == (1, None)
    assert "strict_f1" not in score.measures


def test_seqeval_no_gold_one_prediction() -> None:
    score = graded([], entities([["PER", 0, 1]], "a"))
    assert (score.precision, score.f1) == (
        SEQEVAL["no gold, one pred"]["P"],
        SEQEVAL["no gold, one pred"]["F1"],
    )


# ---------------------------------------------------------------- nervaluate


def muc(score: Score) -> dict[str, list[float]]:
    """The counts and F1 of each scheme under nervaluate's names."""
    names = {"strict": "strict", "exact": "exact", "partial": "partial", "ent_type": "type"}
    measures = score.measures
    return {
        theirs: [
            *(measures[f"{ours}_{name}"] for name in spans.COUNTS),
            round(measures.get(f"{ours}_f1", 0), 6),
        ]
        for theirs, ours in names.items()
    }


def expected(name: str) -> dict[str, list[float]]:
    return {scheme: [*values[:5], values[7]] for scheme, values in MUC[name].items()}


MUC_CASES: dict[str, tuple[list[Span], list[Span]]] = {
    "exact": ([span("g", 2, 5, "PER")], [span("a", 2, 5, "PER")]),
    "same span, wrong type": ([span("g", 2, 5, "PER")], [span("a", 2, 5, "ORG")]),
    "overlap, same type": ([span("g", 2, 5, "PER")], [span("a", 2, 4, "PER")]),
    "overlap, wrong type": ([span("g", 2, 5, "PER")], [span("a", 2, 4, "ORG")]),
    "missed + spurious": ([span("g", 2, 5, "PER")], [span("a", 10, 12, "PER")]),
    "one gold split into two preds": (
        [span("g", 0, 10, "PER")],
        [span("a", 0, 5, "PER"), span("b", 5, 10, "PER")],
    ),
    "two golds covered by one pred": (
        [span("g", 0, 5, "PER"), span("h", 5, 10, "PER")],
        [span("a", 0, 10, "PER")],
    ),
    "same preds, exact one first": (
        [span("g", 0, 10, "PER")],
        [span("a", 0, 10, "PER"), span("b", 0, 4, "PER")],
    ),
    "1-char overlap on a 200-char gold (0.5% < 1% default)": (
        [span("g", 0, 200, "PER")],
        [span("a", 199, 205, "PER")],
    ),
}


@pytest.mark.parametrize("name", MUC_CASES)
def test_nervaluate_counts(name: str) -> None:
    gold, answer = MUC_CASES[name]
    assert muc(graded(gold, answer)) == expected(name)


def test_nervaluate_depends_on_the_order_of_predictions_ours_does_not() -> None:
    """Its first prediction steals the gold that the second hits exactly: strict F1 0 instead of .667."""
    stray_first = "greedy order: 1st pred overlaps and steals gold that 2nd pred hits exactly"
    gold, exact_first = MUC_CASES["same preds, exact one first"]
    assert expected(stray_first)["strict"][-1] == 0
    assert muc(graded(gold, exact_first[::-1])) == expected("same preds, exact one first")


def test_nervaluate_drops_unknown_types_in_silence_ours_counts_them() -> None:
    """A prediction with a type outside `tags` vanishes there (0 spurious); here it is a mark with a wrong label."""
    assert expected("pred with a tag outside tags is dropped")["strict"][:5] == [0, 0, 0, 1, 0]
    score = graded([span("g", 2, 5, "PER")], [span("a", 2, 5, "ALIEN")])
    assert muc(score)["strict"][:5] == [0, 1, 0, 0, 0]


def test_nervaluate_cannot_read_an_empty_first_document_ours_can() -> None:
    assert MUC["default loader with an empty first doc"].startswith("IndexError")
    assert MUC["default loader with zero docs"].startswith("ValueError")
    whole = total([graded([], []), graded([span("g", 2, 5, "PER")], [span("a", 2, 5, "PER")])])
    assert whole.measures["strict_f1"] == 1
    assert total([]).measures == {}


def test_nervaluate_both_empty_has_no_f1_here() -> None:
    """It says 0 for all four; nothing was asked, so there is nothing to say (seqeval above)."""
    assert expected("both empty")["strict"] == [0, 0, 0, 0, 0, 0]
    assert graded([], []).measures["strict_cor"] == 0
