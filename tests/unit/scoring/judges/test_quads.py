"""Text quads: place, first corner, and every sign of the text."""

from __future__ import annotations

import pytest

from desktop.annotation.shapes.quad import Quad
from desktop.curriculum.shape_rules import Normalisation, ObjectRules, QuadRules
from desktop.scoring.judges.quads import quarter_turns
from tests.unit.scoring.judges.scenes import codes, graded, only, quad

GOLD = quad("g", 100, 100, 300, 130, text="合计 128.50 元")


def answered(text: str, label: str = "field") -> Quad:
    return quad("a", 101, 99, 301, 131, text=text, label=label)


def test_a_field_read_right_is_right_however_its_signs_are_encoded() -> None:
    score = graded([GOLD], [answered("合计　１２８.50 元 ")])
    assert (score.accuracy, score.findings) == (1, ())
    assert (score.measures["quad.cer"], score.measures["quad.exact_fields"]) == (0, 1)
    assert score.sub_scores["text"].value == 1


def test_a_wrong_digit_is_severe_and_named() -> None:
    score = graded([GOLD], [answered("合计 123.50 元")])
    found = only(score)
    assert (found.code, found.severity, found.unit) == ("TXT", "severe", "cer")
    assert found.measured == pytest.approx(1 / 11)
    assert found.detail["edits"] == [["substitute", 5, 6, 5, 6]]
    assert (found.detail["expected"], found.detail["got"]) == (GOLD.text, "合计 123.50 元")
    assert score.sub_scores["text"].value == 0
    assert score.sub_scores["geometry"].value == 1


def test_places_of_edits_are_those_of_the_text_as_typed() -> None:
    found = only(graded([GOLD], [answered("  合计 128,50 元")]))
    assert found.detail["edits"] == [["substitute", 6, 7, 8, 9]]


def test_an_order_may_allow_some_errors_but_not_in_key_fields() -> None:
    rules = ObjectRules(quad=QuadRules(cer=0.1, exact_fields=("amount",)))
    gold, key = GOLD, quad("g", 100, 100, 300, 130, text=GOLD.text, label="amount")
    assert graded([gold], [answered("合计 123.50 元")], rules).accuracy == 1
    found = only(graded([key], [answered("合计 123.50 元", "amount")], rules))
    assert found.tolerance == 0


def test_what_the_rules_fold_is_not_an_error() -> None:
    rules = ObjectRules(
        quad=QuadRules(
            normalisation=Normalisation(nfkc=False, blanks="any", punctuation=True, ignore_case=True)
        )
    )
    gold = quad("g", 100, 100, 300, 130, text="No. 3，共")
    assert graded([gold], [answered("no.3,共")], rules).accuracy == 1
    assert codes(graded([gold], [answered("no.3,共")])) == ["TXT"]
    assert codes(graded([gold], [answered("Ｎo.3,共")], rules)) == ["TXT"]


def test_illegible_is_an_answer_like_any_other() -> None:
    blurred = quad("g", 100, 100, 300, 130, text="###")
    assert graded([blurred], [answered("###")]).accuracy == 1
    guessed = only(graded([blurred], [answered("12")]))
    assert (guessed.code, guessed.measured) == ("TXT", 1)
    given_up = only(graded([GOLD], [answered("###")]))
    assert given_up.measured == 1
    assert given_up.detail["edits"] == [["substitute", 0, len(GOLD.text), 0, 3]]


def test_a_text_left_out_is_told() -> None:
    found = only(graded([GOLD], [answered("")]))
    assert (found.measured, found.detail["got"]) == (1, "")


def test_a_quad_begun_at_another_corner_is_turned() -> None:
    upside_down = Quad("a", "field", (*GOLD.corners[2:], *GOLD.corners[:2]), GOLD.text)
    found = only(graded([GOLD], [upside_down]))
    assert (found.code, found.measured, found.detail["reversed"]) == ("ANG", 180, True)
    later = Quad("a", "field", (*GOLD.corners[1:], GOLD.corners[0]), GOLD.text)
    assert quarter_turns(GOLD, later) == 1
    assert quarter_turns(GOLD, GOLD) == 0


def test_a_quad_too_large_is_a_boundary_error_and_the_text_apart() -> None:
    score = graded([GOLD], [quad("a", 90, 80, 320, 150, text="合计 128.50 亓")])
    assert codes(score) == ["TXT", "BND"]
    assert score.counts.judged == 1
    assert score.measures["quad.iou"] == pytest.approx(6000 / 16100)


def test_fields_of_another_class_are_one_mistake() -> None:
    assert codes(graded([GOLD], [answered(GOLD.text, "amount")])) == ["CLS"]
