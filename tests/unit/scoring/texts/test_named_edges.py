"""Trimming, crossing and breaking are called by their names, with their characters; nothing is counted differently."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.scoring.result import Finding, Score
from desktop.session.explain import sentence
from desktop.session.remedies import remedy
from tests.unit.scoring.texts.samples import codes, exercise, graded, schema, span, worked

TEXT = "《三体》由刘慈欣写成，在 北京、上海两地出版。张老师、李老师都读过。"
RULES = schema(trim=True, crossing=False, broken=True, clauses={"BND": "3.2", "RULE": "3.9", "DUP": "3.1"})


def at(words: str, mark_id: str = "m", label: str = "per", **more: Any) -> Span:
    """A span over the first place where these words stand."""
    start = TEXT.index(words)
    return span(mark_id, start, start + len(words), label, **more)


def score(answer: list[Span], truth: list[Span], **rules: Any) -> Score:
    by = schema(**rules) if rules else RULES
    return worked(answer, exercise(truth, text=TEXT), by)


def only(found: Score) -> Finding:
    (error,) = found.findings
    return error


@pytest.mark.parametrize(
    ("answer", "truth", "side", "characters", "said"),
    [
        ("北京、", "北京", "end", "、", "结尾多标了“、”：首尾不带标点和空格。"),
        (" 北京", "北京", "start", " ", "开头多标了空格：首尾不带标点和空格。"),
        ("三体》", "《三体》", "start", "《", "开头少标了“《”：这里的标点属于它，不能去掉。"),
    ],
)
def test_only_punctuation_or_blanks_at_an_end(
    answer: str, truth: str, side: str, characters: str, said: str
) -> None:
    error = only(score([at(answer)], [at(truth, "g")]))
    assert (error.code, error.detail["fault"], error.detail["side"]) == ("BND", "trim", side)
    assert (error.detail["characters"], error.clause) == (characters, "3.2")
    assert sentence(error, RULES) == said
    assert remedy(error, RULES).startswith("拖动边缘或用方括号键改首尾")


@pytest.mark.parametrize(
    ("answer", "truth", "accuracy"),
    [
        ("张老师、李老师都", "张老师、李老师", 1),
        ("。张老师、李老师", "张老师、李老师", 0),
        ("张老师、李老师都读过。", "张老师、李老师都读", 0),
        ("三体》由刘慈欣写", "《三体》由刘慈欣写", 0),
        ("体》由刘慈欣写", "《三体》由刘慈欣写", 1),
    ],
)
def test_no_slack_excuses_a_sign_at_an_edge_that_must_be_trimmed(
    answer: str, truth: str, accuracy: float
) -> None:
    rules = {"boundary_slack": 2, "trim": True}
    assert score([at(answer)], [at(truth, "g")], **rules).accuracy == accuracy
    assert score([at(answer)], [at(truth, "g")], boundary_slack=2).accuracy == 1


def test_a_relation_on_an_untrimmed_end_is_no_exact_triple() -> None:
    truth = [at("张老师", "g"), at("刘慈欣写成", "h"), Relation("r", "lives", "g", "h")]
    rules = schema(boundary_slack=1, trim=True)
    whole = worked(truth, exercise(truth, text=TEXT), rules)
    off = worked([truth[0], at("刘慈欣写成，", "h"), truth[2]], exercise(truth, text=TEXT), rules)
    assert (whole.measures["relation.triple_f1"], off.measures["relation.triple_f1"]) == (1, 0)


def test_letters_at_an_end_and_orders_that_do_not_trim_are_edges_as_ever() -> None:
    error = only(score([at("北京、上海")], [at("北京", "g")]))
    assert ("fault" in error.detail, error.detail["characters"]) == (False, "、上海")
    plain = only(score([at("北京、")], [at("北京", "g")], trim=False))
    assert "fault" not in plain.detail
    assert "fault" not in only(graded([at("北京、")], [at("北京", "g")], RULES)).detail


def test_signs_that_belong_to_a_word_are_not_trimmed() -> None:
    text = "增长5%左右"
    work = exercise([span("g", 2, 3)], text=text)
    assert "fault" not in only(worked([span("a", 2, 4)], work, RULES)).detail


def test_a_span_too_many_that_crosses_another_breaks_the_rule() -> None:
    found = score([at("刘慈欣写成", "a"), at("由刘慈", "b", "org")], [at("刘慈欣写成", "g")])
    error = only(found)
    assert (error.code, error.detail["rule"], error.detail["with"]) == ("RULE", "crossing", "a")
    assert (error.detail["characters"], error.clause) == ("刘慈", "3.9")
    assert sentence(error, RULES) == "和另一处标注在“刘慈”上交叉：规则不允许交叉。"
    assert found.counts.extra == 1
    allowed = score([at("刘慈欣写成", "a"), at("由刘慈", "b", "org")], [at("刘慈欣写成", "g")], crossing=True)
    assert codes(allowed) == ["EXTRA"]


def test_an_edge_in_another_mark_is_called_a_crossing() -> None:
    truth = [at("北京", "g1"), at("上海两地", "g2", "org")]
    found = score([at("北京、上海", "a1"), at("上海两地", "a2", "org")], truth)
    error = only(found)
    assert (error.detail["fault"], error.detail["with"]) == ("crossing", "a2")
    assert sentence(error, RULES) == "结尾多标了“、上海”，和另一处标注交叉了：规则不允许交叉。"


def test_broken_where_whole_was_asked() -> None:
    whole = at("北京、上海两地", "g")
    broken = span("a", whole.start, whole.end, gaps=((whole.start + 2, whole.start + 3),))
    error = only(score([broken], [whole]))
    assert (error.detail["fault"], error.detail["characters"]) == ("broken", "、")
    assert sentence(error, RULES) == "断开了：中间漏了“、”，这一处要连续标成一条。"


def test_whole_where_broken_was_asked() -> None:
    whole = at("北京、上海两地", "a")
    broken = span("g", whole.start, whole.end, gaps=((whole.start + 2, whole.start + 5),))
    error = only(score([whole], [broken]))
    assert (error.detail["fault"], error.detail["characters"]) == ("whole", "、上海")
    assert sentence(error, RULES) == "没有断开：中间的“、上海”不属于它，要跳过。"


def test_a_gap_in_another_place() -> None:
    at_ = TEXT.index("北京、上海两地")
    found = score(
        [span("a", at_, at_ + 7, gaps=((at_ + 5, at_ + 6),))],
        [span("g", at_, at_ + 7, gaps=((at_ + 2, at_ + 3),))],
    )
    assert [(error.detail["fault"], error.detail["characters"]) for error in found.findings] == [
        ("gap", "、"),
        ("gap", "两"),
    ]


@pytest.mark.parametrize(
    ("broken", "fault", "said"),
    [
        (False, "piece", "断成了几条：“李老师”和另一条是同一处，要连续标成一条。"),
        (True, "pieces", "断成了几条：“李老师”和另一条是同一处，要标成一条，中间跳过。"),
    ],
)
def test_one_place_in_several_marks(broken: bool, fault: str, said: str) -> None:
    whole = at("张老师、李老师", "g")
    gaps = ((whole.start + 3, whole.start + 4),) if broken else ()
    truth = span("g", whole.start, whole.end, gaps=gaps)
    found = score([at("张老师", "a"), at("李老师", "b")], [truth])
    assert codes(found) == ["BND", "BND"]
    extra = next(error for error in found.findings if error.detail.get("of") == "g")
    assert (extra.detail["fault"], extra.detail["characters"]) == (fault, "李老师")
    assert sentence(extra, RULES) == said
    assert (found.counts.gold, found.counts.extra, found.counts.qualified) == (1, 1, 0)
    edge = next(error for error in found.findings if error.detail.get("side") == "end")
    assert sentence(edge, RULES).startswith("断成了几条：结尾少标了")


def test_two_places_in_one_mark() -> None:
    found = score([at("张老师、李老师", "a")], [at("张老师", "g1"), at("李老师", "g2")])
    assert codes(found) == ["BND", "BND"]
    lost = next(error for error in found.findings if error.answer_id is None)
    assert (lost.gold_id, lost.detail["fault"], lost.detail["with"]) == ("g2", "joined", "a")
    assert sentence(lost, RULES) == "连成了一条：“李老师”和旁边的一处要分开，各标一条。"
    assert (found.counts.gold, found.counts.missed, found.measures["strict_mis"]) == (2, 1, 1)


def test_what_is_really_missing_too_many_or_double_keeps_its_name() -> None:
    truth = [at("张老师", "g1")]
    assert codes(score([], truth)) == ["MISS"]
    assert codes(score([at("张老师", "a"), at("李老师", "b")], truth)) == ["EXTRA"]
    assert codes(score([at("张老师", "a"), at("张老师", "b")], truth)) == ["DUP"]
    nested = [at("张老师、李老师", "g1", "org"), at("李老师", "g2")]
    assert codes(score([at("张老师、李老师", "a", "org")], nested)) == ["MISS"]


def test_characters_are_quoted_from_the_text_that_a_mark_is_in() -> None:
    rules = schema(task="answers", trim=True)
    work = exercise([span("g", 0, 2, text_id="a1")], text=TEXT, answers=["太原！好", "x"])
    error = only(worked([span("a", 0, 3, text_id="a1")], work, rules))
    assert (error.detail["characters"], error.detail["text"], error.detail["fault"]) == ("！", "a1", "trim")


places = st.lists(
    st.tuples(st.integers(0, 25), st.integers(1, 8), st.sampled_from(["per", "org"]), st.booleans()),
    max_size=5,
)


def _spans(given_places: list[tuple[int, int, str, bool]], prefix: str) -> list[Span]:
    return [
        span(
            f"{prefix}{n}",
            start,
            start + long,
            label,
            gaps=((start + 1, start + 2),) if gap and long > 2 else (),
        )
        for n, (start, long, label, gap) in enumerate(given_places)
    ]


@settings(deadline=None, max_examples=60)
@given(places, places)
def test_names_change_no_count_and_every_error_can_be_said(
    truth: list[tuple[int, int, str, bool]], answer: list[tuple[int, int, str, bool]]
) -> None:
    golds, marks = _spans(truth, "g"), _spans(answer, "a")
    loose = schema(crossing=True, broken=True)
    named, plain = score(marks, golds), graded(marks, golds, loose)
    assert named.measures == plain.measures
    ignored = {"severe"}
    assert {name: value for name, value in vars(named.counts).items() if name not in ignored} == {
        name: value for name, value in vars(plain.counts).items() if name not in ignored
    }
    assert len(named.findings) == len(plain.findings)
    for error in named.findings:
        assert sentence(error, RULES).endswith("。")
        assert remedy(error, RULES).endswith("。")
        if "fault" in error.detail:
            assert set(error.detail["characters"]) <= set(TEXT)
