"""Replies: choices, scales, preferences, rankings; what is asked, what is set aside, what costs once."""

from __future__ import annotations

import pytest

from desktop.annotation.replies import ReplyValue
from desktop.curriculum.text_rules import Question
from desktop.scoring.result import Score
from desktop.scoring.texts.rankings import agreement, ranks
from desktop.scoring.texts.scales import scale_kappa
from desktop.scoring.texts.totals import no_kappa
from desktop.session.explain import sentence
from tests.unit.scoring.texts.samples import (
    codes,
    exercise,
    gold,
    graded,
    options,
    question,
    reply,
    schema,
    worked,
)

SEVERAL = question("choice", most=3, least=0)


def score(asked: Question, right: ReplyValue, given: ReplyValue, **rules: object) -> Score:
    return graded([reply(given, mark_id="a")], [reply(right, mark_id="g")], schema(asked, **rules))


# ---------------------------------------------------------------- choices


def test_one_option_is_right_or_wrong() -> None:
    assert score(question("choice"), ("a",), ("a",)).accuracy == 1
    found = score(question("choice"), ("a",), ("b",))
    (error,) = found.findings
    assert (error.code, error.detail["question"], error.detail["expected"], error.detail["got"]) == (
        "CLS", "q", ("a",), ("b",),
    )  # fmt: skip
    assert found.counts.judged == 1
    assert found.sub_scores["label"].value == 0


@pytest.mark.parametrize(
    ("given", "slack", "right"),
    [
        (("b", "a"), 1.0, True),
        (("a",), 1.0, False),
        (("a",), 0.5, True),
        (("a", "b", "c"), 0.6, True),
        (("a", "b", "c"), 0.7, False),
        ((), 0.5, False),
    ],
)
def test_several_options_are_right_from_a_share_in_common_on(
    given: tuple[str, ...], slack: float, *, right: bool
) -> None:
    found = score(SEVERAL, ("a", "b"), given, choice_slack=slack)
    assert (found.accuracy == 1) == right
    assert [(error.code, error.unit) for error in found.findings] == [] if right else [("CLS", "share")]


def test_choosing_nothing_can_be_right() -> None:
    assert score(SEVERAL, (), ()).accuracy == 1


def test_the_slack_is_for_several_options_only() -> None:
    assert score(question("choice"), ("a",), ("b",), choice_slack=0.0).accuracy == 0


def test_in_a_tree_a_neighbour_is_nearer_but_not_right() -> None:
    tree = question("choice", options=options("top", "x", "y", "other", x="top", y="top"))
    near, far = score(tree, ("x",), ("y",)), score(tree, ("x",), ("other",))
    assert near.accuracy == far.accuracy == 0
    assert near.pairs[0].similarity == pytest.approx(1 / 3)
    assert far.pairs[0].similarity < near.pairs[0].similarity
    assert score(tree, ("x",), ("top",)).accuracy == 0


def test_any_of_several_right_values_will_do_and_the_nearest_is_told() -> None:
    truth = gold(reply(("a",), mark_id="g"), also=(["b"],))
    rules = schema(question("choice"))
    assert graded([reply(("b",))], [truth], rules).accuracy == 1
    assert graded([reply(("c",))], [truth], rules).findings[0].detail["expected"] == ("a",)


# ---------------------------------------------------------------- scales


@pytest.mark.parametrize(
    ("given", "tolerance", "right"), [(3, 0, True), (4, 0, False), (4, 1, True), (1, 1, False)]
)
def test_a_place_on_a_scale_is_right_within_the_tolerance(given: int, tolerance: int, *, right: bool) -> None:
    found = score(question("scale", tolerance=tolerance), 3, given)
    assert (found.accuracy == 1) == right
    if not right:
        (error,) = found.findings
        assert (error.code, error.measured, error.tolerance) == ("PREF", abs(given - 3), tolerance)
        assert found.sub_scores["preference"].value == 0


def test_a_reply_of_another_form_is_wrong_and_breaks_nothing() -> None:
    for kind in ("scale", "choice", "preference", "ranking"):
        asked = question(kind)
        right: ReplyValue = {"choice": ("a",), "ranking": (("a1",), ("a2",))}.get(kind, 2)  # type: ignore[assignment]
        assert score(asked, right, "不知道").accuracy == 0


def test_kappa_of_a_scale_over_its_replies() -> None:
    asked = question("scale", about="answer", maximum=3)
    right, given = (1, 1, 2, 2, 3, 3, 1, 2, 3, 1), (1, 1, 2, 3, 3, 3, 1, 2, 2, 2)
    found = graded(
        [reply(place, about=f"a{n}") for n, place in enumerate(given)],
        [reply(place, about=f"a{n}") for n, place in enumerate(right)],
        schema(asked),
    )
    assert found.measures["scale.kappa:q"] == pytest.approx(0.769231, abs=1e-6)
    assert scale_kappa(asked, list(zip(right, given, strict=True))).value == pytest.approx(0.769231, abs=1e-6)


def test_kappa_of_one_place_only_has_no_value() -> None:
    assert scale_kappa(question("scale"), [(3, 3), (3, 3)]).reason == "one_value_only"
    assert "scale.kappa:q" not in score(question("scale"), 3, 3).measures


# ---------------------------------------------------------------- preferences


@pytest.mark.parametrize(
    ("right", "given", "tolerance", "wrong"),
    [
        (2, 2, 0, None),
        (2, 1, 0, "strength"),
        (2, 1, 1, None),
        (1, -1, 3, "side"),
        (1, 0, 3, "side"),
        (0, 1, 3, "side"),
        (0, 0, 0, None),
    ],
)
def test_the_side_of_a_preference_comes_before_its_strength(
    right: int, given: int, tolerance: int, wrong: str | None
) -> None:
    found = score(question("preference", maximum=3, ties=True, tolerance=tolerance), right, given)
    assert [error.detail["measure"] for error in found.findings] == ([wrong] if wrong else [])
    assert found.measures["preference.side_accuracy"] == float(wrong != "side")


# ---------------------------------------------------------------- rankings


def tiers(*names: str) -> tuple[tuple[str, ...], ...]:
    """Tiers written as "ab" for a and b in one."""
    return tuple(tuple(name) for name in names)


def test_a_ranking_is_right_from_the_share_of_pairs_on() -> None:
    found = score(question("ranking"), tiers("a", "b", "c", "d"), tiers("a", "b", "d", "c"))
    (error,) = found.findings
    assert (error.code, error.measured, error.detail["apart"]) == ("PREF", pytest.approx(5 / 6), [["c", "d"]])
    assert found.measures["ranking.tau"] == pytest.approx(2 / 3)
    assert (
        score(
            question("ranking"), tiers("a", "b", "c", "d"), tiers("a", "b", "d", "c"), order_agreement=0.8
        ).accuracy
        == 1
    )


@pytest.mark.parametrize(
    ("right", "given", "first"),
    [
        (tiers("a", "b", "c", "d", "e"), tiers("b", "a", "c", "d", "e"), ["b"]),
        (tiers("a", "b", "c", "d", "e"), tiers("ab", "c", "d", "e"), ["b"]),
        (tiers("a", "b", "c", "d", "e"), tiers("a", "b", "c", "e", "d"), []),
        (tiers("ab", "c", "d", "e"), tiers("b", "a", "c", "d", "e"), []),
    ],
)
def test_another_answer_than_the_best_put_first_is_never_within_the_tolerance(
    right: tuple[tuple[str, ...], ...], given: tuple[tuple[str, ...], ...], first: list[str]
) -> None:
    found = score(question("ranking"), right, given)
    assert [each.detail["first"] for each in found.findings] == ([first] if first else [])
    assert found.measures["ranking.agreement"] == 0.9
    if first:
        rules = schema(question("ranking"))
        assert sentence(found.findings[0], rules) == (
            "排序和标准不一致：排在第一的不是标准的第一，1 对次序不对。第一名错了，不在允许范围内。"
        )


@pytest.mark.parametrize(
    ("right", "given", "agreed"),
    [
        (tiers("a", "bc"), tiers("a", "bc"), 3),
        (tiers("a", "bc"), tiers("a", "b", "c"), 2),
        (tiers("a", "b", "c"), tiers("ab", "c"), 2),
        (tiers("a", "b", "c"), tiers("c", "b", "a"), 0),
        (tiers("abc"), tiers("abc"), 3),
    ],
)
def test_equal_answers_are_pairs_like_any_other(right: ReplyValue, given: ReplyValue, agreed: int) -> None:
    found = agreement(ranks(right), ranks(given))
    assert (found.agreed, found.pairs) == (agreed, 3)
    back = agreement(ranks(given), ranks(right))
    assert (back.agreed, back.tau) == (found.agreed, found.tau)


def test_what_a_ranking_leaves_out_agrees_with_nothing() -> None:
    found = agreement(ranks(tiers("a", "b", "c")), ranks(tiers("a", "b")))
    assert (found.agreed, found.pairs, found.tau) == (1, 3, None)


# ---------------------------------------------------------------- what is asked


def test_a_question_without_a_reply_is_missed_once_for_each_part() -> None:
    rules = schema(question("scale", about="answer"))
    found = graded([reply(3, about="a1")], [reply(3, about="a1"), reply(4, about="a2")], rules)
    assert [(error.code, error.detail["about"]) for error in found.findings] == [("MISS", "a2")]


def test_a_second_reply_to_the_same_question_is_a_double() -> None:
    found = graded([reply(3, mark_id="a"), reply(3, mark_id="b")], [reply(3)], schema(question("scale")))
    assert codes(found) == ["DUP"]


def test_what_the_gold_does_not_say_is_not_judged() -> None:
    rules = schema(
        question("scale"), question("scale", "r", optional=True), question("scale", "s", judged=False)
    )
    truth = [reply(3), reply(2, "s")]
    assert graded([reply(3), reply(5, "r"), reply(5, "s")], truth, rules).accuracy == 1
    assert graded([reply(3)], truth, rules).accuracy == 1


def test_an_optional_question_is_judged_when_it_has_a_reply() -> None:
    rules = schema(question("scale", optional=True))
    assert graded([], [reply(3)], rules).accuracy == 1
    assert graded([reply(5)], [reply(3)], rules).accuracy == 0


FOLLOWED = schema(question("choice"), question("scale", "how", after="q", of=("a",)))


def test_a_follow_up_counts_although_a_wrong_reply_kept_it_from_being_put() -> None:
    truth = [reply(("a",)), reply(4, "how")]
    wrong_turn = graded([reply(("b",))], truth, FOLLOWED)
    assert sorted(codes(wrong_turn)) == ["CLS", "MISS"]
    (follows,) = (each for each in wrong_turn.findings if each.code == "MISS")
    assert (follows.detail["because"], follows.detail["after"]) == ("question", "q")
    assert (wrong_turn.counts.judged, wrong_turn.measures["scale.n"]) == (2, 1)
    (left,) = graded([reply(("a",))], truth, FOLLOWED).findings
    assert (left.code, left.detail.get("because")) == ("MISS", None)


def test_a_follow_up_that_only_a_wrong_reply_opened_is_one_too_many() -> None:
    beside = graded([reply(("a",)), reply(4, "how")], [reply(("b",))], FOLLOWED)
    assert sorted(codes(beside)) == ["CLS", "EXTRA"]
    assert (beside.counts.gold, beside.counts.extra) == (1, 1)
    (extra,) = (each for each in beside.findings if each.code == "EXTRA")
    assert (extra.detail["because"], extra.detail["after"]) == ("question", "q")


def test_a_follow_up_that_was_put_away_again_is_nothing() -> None:
    """The reply stays in the document, nobody sees it: the question before it closed it."""
    stale = graded([reply(("b",)), reply(4, "how")], [reply(("b",))], FOLLOWED)
    assert (stale.accuracy, stale.swallowed) == (1, ("how-",))


def test_a_wrong_reply_to_an_optional_question_is_told_as_wrong_and_counts_as_too_much() -> None:
    rules = schema(question("choice", optional=True))
    found = graded([reply(("b",))], [reply(("a",))], rules)
    (error,) = found.findings
    assert (error.code, error.detail["expected"], error.detail["got"]) == ("CLS", ("a",), ("b",))
    assert (found.counts.gold, found.counts.extra) == (0, 1)


def test_a_question_without_a_reply_is_in_the_whole_of_its_kind() -> None:
    rules = schema(question("choice"), question("scale", "s"), question("ranking", "r"))
    truth = [reply(("a",)), reply(3, "s"), reply((("a1",), ("a2",)), "r")]
    for answer in (truth, [], [reply(("b",)), reply(5, "s")]):
        measures = graded(answer, truth, rules).measures
        for name in ("choice.n", "scale.n", "ranking.n", "ranking.pairs", "ranking.tau_n"):
            assert measures[name] == 1, (name, answer)
    nothing = graded([], truth, rules).measures
    assert nothing["choice.accuracy"] == nothing["ranking.tau"] == 0
    written = schema(question("writing"))
    for text in ("四个字了", "", "完全不同的话", None):
        given = [] if text is None else [reply(text)]
        measures = graded(given, [reply("四个字了")], written).measures
        assert (measures["writing.n"], measures["writing.signs"]) == (1, 4)
    assert graded([], [reply("四个字了")], written).measures["writing.cer"] == 1


def test_who_ties_everything_has_ordered_nothing() -> None:
    found = score(question("ranking", ties=True), tiers("a", "b"), tiers("ab"))
    assert (found.measures["ranking.tau"], found.measures["ranking.tau_none"]) == (0, 1)
    assert "ranking.tau" not in score(question("ranking", ties=True), tiers("ab"), tiers("ab")).measures


def test_a_scale_is_told_exact_and_within_the_tolerance() -> None:
    found = score(question("scale", tolerance=1), 3, 4)
    assert (found.measures["scale.accuracy"], found.measures["scale.exactness"]) == (1, 0)


def test_kappa_is_not_made_of_what_one_liked_to_rate() -> None:
    asked = schema(question("scale", about="answer"))
    truth = [reply(place, about=f"a{place}") for place in (1, 3, 5)]
    assert graded(truth, truth, asked).measures["scale.kappa:q"] == 1
    found = graded(truth[:2], truth, asked).measures
    assert "scale.kappa:q" not in found
    assert no_kappa(found, "q") == ("left_out", 1)
    assert no_kappa(graded(truth, truth, asked).measures, "q") is None
    assert no_kappa(graded(truth[:1], truth[:1], asked).measures, "q") == ("one_value_only", 1)
    assert no_kappa({}, "q") is None


def test_a_right_value_without_a_red_line_between_is_nearer() -> None:
    asked = question("choice", most=2, options=options("fine", "rude", "danger", red=("danger",)))
    truth = gold(reply(("danger", "rude"), mark_id="g"), also=(["fine"],))
    assert codes(graded([reply(("rude",))], [truth], schema(asked))) == ["CLS"]


def test_missing_reasons_are_no_misses() -> None:
    tags = question("choice", "why", most=3, about="answer")
    rules = schema(question("preference"), tags, task="answers", spans=False)
    truth = [reply(1, about="a1|a2"), reply(("a", "b"), "why", "a1")]
    missing = graded([reply(1, about="a1|a2")], truth, rules)
    assert [(error.code, error.severity) for error in missing.findings] == [("RSN", "ordinary")]
    wrong = graded([reply(1, about="a1|a2"), reply(("c",), "why", "a1")], truth, rules)
    assert codes(wrong) == ["RSN"]
    assert codes(graded([reply(("c",), "why", "a1")], truth[1:], schema(tags))) == ["CLS"]


def test_a_reply_is_found_where_its_part_stands() -> None:
    text = "第一句。第二句！"
    work = exercise([reply(("a",), about="s2")], text=text)
    (error,) = worked([], work, schema(question("choice", about="sentence"))).findings
    assert error.place == (4, 8)
    assert error.detail["about"] == "s2"


def test_a_reply_about_an_answer_is_found_in_that_answer() -> None:
    work = exercise([reply(2, about="a2")], answers=["短", "长一些的回答"])
    (error,) = worked(
        [reply(5, about="a2")], work, schema(question("scale", about="answer"), task="answers")
    ).findings
    assert (error.place, error.detail["text"]) == ((0, 6), "a2")
