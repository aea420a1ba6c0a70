"""Mending texts: spans, relations and replies; a remark's place is [start, 0, end, 1] in code points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.annotation.codec import encode_marks
from desktop.annotation.marks import Mark
from desktop.curriculum.items import Exercise, Gold, Remark
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Check
from desktop.scoring.grading import grade_exercise
from desktop.scoring.result import Score
from tests.unit.scoring.texts.samples import gold, question, relation, reply, schema, span

RULES = schema(question("choice"), question("choice", "kind", about="sentence"), question("writing", "note"))
TRUTH: tuple[Mark, ...] = (
    span("p", 0, 3),
    span("o", 5, 9, "org"),
    span("x", 12, 15, "org"),
    relation("r", "p", "o"),
    reply(("a",), mark_id="c"),
    reply(("b",), "kind", "s2", "k"),
)
#: A short edge, a relation the wrong way round, a wrong reply; one span and one reply are missing.
GIVEN: tuple[Mark, ...] = (
    span("m1", 0, 2),
    span("m2", 5, 9, "org"),
    relation("m3", "m2", "m1"),
    reply(("c",), mark_id="m4"),
)


def remark(code: str, start: int, end: int, target: str | None = None) -> Remark:
    return Remark(code=code, text="请改", target=target, place=(start, 0, end, 1))


REMARKS = (
    remark("BND", 0, 2, "m1"),
    remark("REL", 0, 9, "m3"),
    remark("MISS", 12, 15),
    remark("CLS", 0, 20, "m4"),
    remark("MISS", 10, 20),
)
MENDED: tuple[Mark, ...] = (
    span("m1", 0, 3),
    span("m2", 5, 9, "org"),
    span("new", 12, 15, "org"),
    relation("m3", "m1", "m2"),
    reply(("a",), mark_id="m4"),
    reply(("b",), "kind", "s2", "m5"),
)


def mended(
    answer: Sequence[Mark],
    remarks: Sequence[Remark] = REMARKS,
    *,
    given: Sequence[Mark] = GIVEN,
    rules: LabelSchema = RULES,
) -> Score:
    exercise = Exercise(
        id="e", title="返修", pool="practice", text="一二三四五六七八九。" * 2, work="repair",
        golds=(Gold(marks=tuple(map(gold, TRUTH))),), given=tuple(encode_marks(given)), remarks=tuple(remarks),
        checks={"note": (Check(id="c1", name="一", kind="contains_all", words=("甲",)),
                         Check(id="c2", name="二", kind="contains_all", words=("乙",)))},
    )  # fmt: skip
    return grade_exercise(answer, exercise, rules)


def test_all_of_a_text_mended() -> None:
    score = mended(MENDED)
    assert (score.accuracy, score.measures["faults"], score.measures["mended"]) == (1, 5, 1)
    assert (score.measures["remarks"], score.measures["remarks_answered"]) == (5, 1)
    assert score.measures["introduced"] == 0


def test_nothing_of_a_text_touched() -> None:
    score = mended(GIVEN)
    assert (score.measures["faults"], score.measures["left"], score.measures["mended"]) == (5, 5, 0)
    assert (score.measures["remarks"], score.measures["remarks_answered"]) == (5, 0)


@pytest.mark.parametrize("place", range(len(REMARKS)))
def test_each_remark_is_answered_by_the_mark_that_it_is_about(place: int) -> None:
    """Of what is mended only that one thing: a span that is missing, a turned relation, a wrong or a missing reply."""
    parts: list[dict[str, Mark]] = [
        {"m1": MENDED[0]},
        {"m3": MENDED[3]},
        {"new": MENDED[2]},
        {"m4": MENDED[4]},
        {"m5": MENDED[5]},
    ]
    answer = {mark.id: mark for mark in GIVEN} | parts[place]
    score = mended(list(answer.values()), [REMARKS[place]])
    assert (score.measures["left"], score.measures["remarks_answered"]) == (4, 1)
    others = [one for number, one in enumerate(REMARKS) if number != place]
    assert mended(list(answer.values()), others).measures["remarks_answered"] == 0


def test_a_span_that_is_missing_in_the_reach_of_a_relation_is_a_matter_of_its_own() -> None:
    """The span is marked, the relation over it is not: the remark about the span is answered."""
    given = (MENDED[0], *MENDED[2:3], *MENDED[4:])
    truth_like = (remark("MISS", 5, 9), remark("MISS", 0, 9))
    score = mended((*given, MENDED[1]), truth_like, given=given)
    assert (score.measures["faults"], score.measures["left"]) == (2, 1)
    assert score.measures["remarks_answered"] == 0.5


def test_taking_away_a_span_that_was_right_is_new_and_so_is_its_relation() -> None:
    answer = [mark for mark in MENDED if mark.id not in {"m2", "m3"}]
    score = mended(answer, ())
    assert score.measures["introduced"] == 1
    assert score.measures["left"] == 1
    new = {found.gold_id for found in score.findings if found.detail.get("introduced")}
    assert new == {"o"}


def test_a_text_in_which_nothing_was_wrong_has_nothing_to_mend() -> None:
    score = mended(MENDED, (), given=MENDED)
    assert not {"faults", "left", "mended", "introduced", "remarks"} & score.measures.keys()
    spoilt = mended(MENDED[:-1], (), given=MENDED)
    assert spoilt.measures["introduced"] == 1
    assert "mended" not in spoilt.measures


def test_two_checks_that_failed_are_two_faults() -> None:
    rules = schema(question("writing", "note"))
    truth = Gold(marks=(gold(reply("甲乙", "note", mark_id="n")),))
    exercise = Exercise(
        id="e", title="改写", pool="practice", text="原文", work="correct", golds=(truth,),
        given=tuple(encode_marks([reply("丙", "note", mark_id="d")])),
        checks={"note": (Check(id="c1", name="一", kind="contains_all", words=("甲",)),
                         Check(id="c2", name="二", kind="contains_all", words=("乙",)))},
    )  # fmt: skip
    half = grade_exercise([reply("甲丙", "note", mark_id="d")], exercise, rules)
    assert (half.measures["faults"], half.measures["left"]) == (2, 1)


def test_too_much_and_too_little_in_the_middle_are_two_faults() -> None:
    rules = schema()
    exercise = Exercise(
        id="e", title="修正", pool="practice", text="一二三四五六七八九十", work="correct",
        golds=(Gold(marks=(gold(span("g", 0, 10, gaps=((2, 5),))),)),),
        given=tuple(encode_marks([span("d", 0, 10, gaps=((6, 8),))])),
    )  # fmt: skip
    half = grade_exercise([span("d", 0, 10, gaps=((2, 5), (6, 8)))], exercise, rules)
    assert (half.measures["faults"], half.measures["left"], half.measures["introduced"]) == (2, 1, 0)
