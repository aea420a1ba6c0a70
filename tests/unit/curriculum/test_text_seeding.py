"""Errors seeded in texts: each with its flag, none that any gold would call right, none on top of another."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import Question, RelationType, ReplyOption, TextRules
from desktop.curriculum.text_seeding import (
    TEXT_OPERATORS,
    TextScene,
    TextSeeded,
    agreement,
    says,
    seed_text_errors,
)
from desktop.curriculum.text_seeding_places import clear_cut
from desktop.scoring.grading import grade_exercise

TEXT = "晋城路小学改造工程由城关建设公司承建，投资48万元；北街幼儿园迁建工程由北街工程队承建，投资96万元，该项目年底完工。"
CODES = {
    "extend_span": "BND",
    "cut_span": "BND",
    "swap_type": "CLS",
    "drop_span": "MISS",
    "phantom_span": "EXTRA",
    "double_span": "DUP",
    "flip_relation": "REL",
    "swap_kind": "REL",
    "wrong_neighbour": "REL",
    "drop_relation": "MISS",
    "swap_ranks": "PREF",
    "wrong_option": "CLS",
    "off_by_two": "PREF",
}


def label(name: str, key: str) -> Label:
    return Label(id=name, name=name, short=name[:1], key=key, colour=int(key))


QUESTIONS = (
    Question(
        id="kind",
        name="文种",
        kind="choice",
        options=(
            ReplyOption(id="news", name="新闻"),
            ReplyOption(id="local", name="本地", parent="news"),
            ReplyOption(id="notice", name="通知"),
            ReplyOption(id="reply", name="批复"),
        ),
    ),
    Question(id="clear", name="清楚", kind="scale", minimum=1, maximum=5, tolerance=1),
    Question(id="order", name="排序", kind="ranking", ties=True),
    Question(id="better", name="更好", kind="preference", about="pair", maximum=3, ties=True),
)
SCHEMA = LabelSchema(
    task="text",
    labels=(label("org", "1"), label("money", "2"), label("project", "3"), label("time", "4")),
    relations=(
        RelationType(
            id="by",
            name="承办",
            short="承",
            key="8",
            colour=8,
            heads=("project", "org"),
            tails=("project", "org"),
        ),
        RelationType(
            id="costs", name="金额", short="额", key="9", colour=9, heads=("project",), tails=("money",)
        ),
        RelationType(id="same", name="同指", short="同", key="0", colour=10, symmetric=True),
    ),
    questions=QUESTIONS,
)


def span(mark_id: str, label_id: str, words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"id": mark_id, "label": label_id, "start": start, "end": start + len(words), **more}


def relation(mark_id: str, label_id: str, head: str, tail: str) -> dict[str, Any]:
    return {"id": mark_id, "label": label_id, "shape": {"type": "relation", "head": head, "tail": tail}}


def reply(mark_id: str, label_id: str, value: Any, *, about: str = "", **more: Any) -> dict[str, Any]:
    return {
        "id": mark_id,
        "label": label_id,
        "shape": {"type": "reply", "about": about, "value": value},
        **more,
    }


MARKS = [
    span("p1", "project", "晋城路小学改造工程"),
    span("o0", "org", "晋城路小学"),
    span("o1", "org", "城关建设公司"),
    span("m1", "money", "48万元"),
    span("p2", "project", "北街幼儿园迁建工程"),
    span("o2", "org", "北街工程队"),
    span("m2", "money", "96万元"),
    span("t1", "time", "年底"),
    relation("r1", "by", "p1", "o1"),
    relation("r2", "costs", "p1", "m1"),
    relation("r3", "by", "p2", "o2"),
    reply("q1", "kind", ["local"]),
    reply("q2", "clear", 4),
    reply("q3", "order", [["a1"], ["a2", "a3"]]),
    reply("q4", "better", 3, about="a1|a2"),
]


def exercise(marks: list[dict[str, Any]] = MARKS, **more: Any) -> Exercise:
    answers = [{"id": f"a{n}", "text": f"第{n}个回答"} for n in (1, 2, 3)]
    value = {"id": "x", "title": "题", "pool": "practice", "text": TEXT, "answers": answers}
    return Exercise.model_validate(value | {"golds": [{"marks": marks}]} | more)


def scene(
    seed: int = 5, each: Exercise | None = None, schema: LabelSchema = SCHEMA, **more: Any
) -> TextScene:
    return TextScene(each or exercise(), schema, random.Random(seed), **more)


def seeded(*wanted: str, **more: Any) -> TextSeeded:
    return seed_text_errors(scene(**more), wanted)


def spoilt(name: str, mark_id: str, **more: Any) -> Any:
    at = scene(**more)
    return TEXT_OPERATORS[name](next(mark for mark in at.marks if mark.id == mark_id), at)


TRUE = {mark.id: mark for mark in scene().marks}


def test_every_operator_is_known_here() -> None:
    assert set(TEXT_OPERATORS) == set(CODES)


@pytest.mark.parametrize("name", sorted(CODES))
@pytest.mark.parametrize("seed", range(8))
def test_an_operator_makes_one_error_and_its_flag_names_it(name: str, seed: int) -> None:
    found = seeded(name, seed=seed)
    (flag,) = found.flags
    assert flag.label == CODES[name]
    given = {mark.id: mark for mark in found.given}
    assert len(given) == len(found.given)
    if flag.target is None:
        (gone,) = TRUE.keys() - given.keys()
        assert gone in found.touched
        assert given == {key: mark for key, mark in TRUE.items() if key != gone}
    else:
        changed = {key for key, mark in given.items() if TRUE.get(key) != mark}
        assert changed == {flag.target}


@given(st.integers(0, 10**6), st.lists(st.sampled_from(sorted(CODES)), max_size=9))
def test_no_error_is_without_its_flag_nor_right_by_any_gold(seed: int, wanted: list[str]) -> None:
    found = seeded(*wanted, seed=seed)
    assert found == seeded(*wanted, seed=seed)
    given = {mark.id: mark for mark in found.given}
    named = {flag.target for flag in found.flags} - {None}
    assert {key for key, mark in given.items() if TRUE.get(key) != mark} == named
    assert len(TRUE.keys() - given.keys()) == sum(flag.target is None for flag in found.flags)
    truth = {says(mark, TRUE) for mark in TRUE.values()}
    for flag in found.flags:
        if flag.target is not None and flag.label != "DUP":
            assert says(given[flag.target], TRUE) not in truth
    for mark in found.given:
        if isinstance(mark, Relation):
            assert all(isinstance(given.get(end), Span) for end in mark.ends)
            kind = SCHEMA.relation(mark.label)
            assert kind is not None
            assert kind.joins(given[mark.head].label, given[mark.tail].label)


@given(st.integers(0, 10**6), st.lists(st.sampled_from(sorted(CODES)), min_size=2, max_size=9))
def test_no_mark_is_touched_by_two_errors(seed: int, wanted: list[str]) -> None:
    found = seeded(*wanted, seed=seed)
    hit = [flag.target for flag in found.flags if flag.target in TRUE]
    hit += sorted(TRUE.keys() - {mark.id for mark in found.given})
    assert len(set(hit)) == len(hit)
    reach = [{key, *getattr(TRUE[key], "ends", ())} for key in hit]
    for place, one in enumerate(reach):
        assert not any(one & other for other in reach[:place])
    assert set(hit) <= found.touched


@given(st.integers(0, 10**6), st.sets(st.sampled_from(sorted(TRUE)), max_size=10))
def test_what_is_to_be_spared_stays_as_it_is(seed: int, spare: set[str]) -> None:
    found = seed_text_errors(scene(seed), sorted(CODES), spare=frozenset(spare))
    kept = {mark.id: mark for mark in found.given}
    assert all(kept.get(key) == TRUE[key] for key in spare)


@given(st.integers(0, 10**6), st.sampled_from(["extend_span", "cut_span"]))
def test_a_moved_edge_is_plain_to_see(seed: int, name: str) -> None:
    found = seeded(name, seed=seed)
    (flag,) = found.flags
    now = next(mark for mark in found.given if mark.id == flag.target)
    was = TRUE[str(flag.target)]
    assert isinstance(now, Span)
    assert isinstance(was, Span)
    assert (now.length > was.length) == (name == "extend_span")
    low, high = sorted((now.start, was.start)) if now.start != was.start else sorted((now.end, was.end))
    assert 1 <= high - low <= 2
    assert all(unicodedata.category(sign)[0] in "LNP" for sign in TEXT[low:high])
    assert flag.start <= min(now.start, was.start)
    assert flag.end >= max(now.end, was.end)


@given(st.text(alphabet="ab，。 \n\u0301\u200d👷🏗\ufe0f𠮷九", min_size=2, max_size=30), st.data())
def test_an_edge_never_splits_a_sign_nor_takes_white_space(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    side = data.draw(st.sampled_from(["start", "end"]))
    by = data.draw(st.sampled_from([-2, -1, 1, 2]))
    new = clear_cut(Span("s", "org", start, end), text, side=side, by=by)
    if new is not None:
        low, high = sorted((getattr(new, side), getattr(new, side) - by))
        assert all(unicodedata.category(sign)[0] in "LNP" for sign in text[low:high])
        assert 0 <= new.start < new.end <= len(text)
        place = getattr(new, side)
        assert place == len(text) or unicodedata.category(text[place]) not in {"Mn", "Me", "Cf"}


@given(
    st.integers(0, 10**6),
    st.sampled_from(["extend_span", "cut_span", "swap_type", "drop_span", "phantom_span", "double_span"]),
)
def test_the_scorer_finds_the_error_by_the_same_code(seed: int, name: str) -> None:
    spans = LabelSchema(task="spans", labels=SCHEMA.labels)
    each = exercise([mark for mark in MARKS if "start" in mark])
    found = seed_text_errors(scene(seed, each, spans), [name])
    score = grade_exercise(found.given, each, spans)
    assert [finding.code for finding in score.findings] == [CODES[name]]
    (flag,) = found.flags
    if flag.target is not None:
        # Of two marks that are the same the scorer may take either for the one too many.
        assert score.findings[0].answer_id in {flag.target, found.twins.get(flag.id)}


@given(st.integers(0, 10**6), st.lists(st.sampled_from(sorted(CODES)), max_size=9))
def test_the_scorer_finds_all_errors_at_once_and_nothing_else(seed: int, wanted: list[str]) -> None:
    found = seeded(*wanted, seed=seed)
    score = grade_exercise(found.given, exercise(), SCHEMA)
    assert Counter(each.code for each in score.findings) == Counter(flag.label for flag in found.flags)


def test_the_end_of_a_relation_keeps_its_class_and_its_place_in_the_answer() -> None:
    for mark_id in ("p1", "o1", "m1"):
        assert spoilt("drop_span", mark_id) is None
        assert spoilt("swap_type", mark_id) is None
    assert spoilt("drop_span", "m2").target is None
    assert spoilt("swap_type", "m2").code == "CLS"


def test_a_double_that_a_relation_hangs_on_is_told_from_its_copy() -> None:
    assert spoilt("double_span", "o1").twin is None
    assert spoilt("double_span", "m2").twin == "m2"


def test_a_relation_is_turned_round_only_where_it_may_run_that_way() -> None:
    turned = spoilt("flip_relation", "r1").given[0]
    assert (turned.head, turned.tail) == ("o1", "p1")
    assert spoilt("flip_relation", "r2") is None


def test_a_symmetric_relation_has_no_direction_to_turn() -> None:
    marks = [*MARKS, relation("r9", "same", "o1", "o2")]
    assert spoilt("flip_relation", "r9", each=exercise(marks)) is None


def test_a_wrong_neighbour_is_another_thing_than_the_true_one() -> None:
    for seed in range(20):
        wrong = spoilt("wrong_neighbour", "r1", seed=seed).given[0]
        at = scene()
        ends = [at.end(end) for end in wrong.ends]
        assert all(end is not None for end in ends)
        assert wrong.ends not in {("p1", "o1"), ("p2", "o2")}
    twice = [
        *MARKS[:7],
        relation("r1", "by", "p1", "o1"),
        relation("r2", "by", "p1", "o2"),
        relation("r3", "by", "p2", "o2"),
        relation("r4", "by", "p2", "o1"),
        relation("r5", "by", "p1", "o0"),
        relation("r6", "by", "p2", "o0"),
    ]
    assert spoilt("wrong_neighbour", "r1", each=exercise(twice)) is None


def test_a_phantom_is_first_what_tempts() -> None:
    tempting = [Span("x", "project", TEXT.index("该项目"), TEXT.index("该项目") + 3)]
    wrong = spoilt("phantom_span", "p1", tempting=tempting).given[1]
    assert TEXT[wrong.start : wrong.end] == "该项目"
    assert wrong.id not in TRUE


def test_a_phantom_touches_no_span_of_any_gold() -> None:
    other = [span("z", "org", "投资", ignore=True), *MARKS]
    each = exercise(other)
    for seed in range(40):
        wrong = spoilt("phantom_span", "p1", each=each, seed=seed).given[1]
        assert not any(own.overlaps(wrong) for own in scene(each=each).spans)


def test_what_is_ignored_is_never_spoilt() -> None:
    each = exercise([span("z", "org", "投资", ignore=True)])
    assert seed_text_errors(scene(each=each), sorted(CODES)).flags == ()


def test_what_another_gold_calls_right_is_no_error() -> None:
    first = [span("m", "money", "48万元")]
    fits = [span("m", label_id, "48万元") for label_id in ("org", "project", "time")]
    each = exercise(first, golds=[{"marks": [mark]} for mark in (first[0], *fits)])
    assert spoilt("swap_type", "m", each=each) is None


def test_a_boundary_error_goes_past_what_is_tolerated() -> None:
    loose = SCHEMA.model_copy(update={"text_rules": TextRules(boundary_slack=1)})
    for seed in range(20):
        now = spoilt("extend_span", "o1", schema=loose, seed=seed)
        if now is not None:
            was = TRUE["o1"]
            assert isinstance(was, Span)
            assert now.given[0].length - was.length >= 2


def test_an_option_of_the_same_branch_is_half_right_and_left_alone() -> None:
    values = {spoilt("wrong_option", "q1", seed=seed).given[0].value for seed in range(30)}
    assert values == {("notice",), ("reply",)}


def test_what_counts_as_right_beside_the_gold_is_no_wrong_option() -> None:
    marks = [reply("q1", "kind", ["local"], also=[["notice"], ["reply"]])]
    assert spoilt("wrong_option", "q1", each=exercise(marks)) is None


def test_a_rating_is_two_more_off_than_is_tolerated() -> None:
    assert spoilt("off_by_two", "q2").given[0].value == 1
    assert spoilt("off_by_two", "q2", each=exercise([reply("q2", "clear", 3)])) is None
    assert spoilt("off_by_two", "q2", each=exercise([reply("q2", "clear", 4, also=[3])])) is None


def test_ranks_are_swapped_only_where_it_makes_the_order_wrong() -> None:
    assert spoilt("swap_ranks", "q3").given[0].value == (("a2", "a3"), ("a1",))
    assert spoilt("swap_ranks", "q3", each=exercise([reply("q3", "order", [["a1", "a2", "a3"]])])) is None
    easy = SCHEMA.model_copy(update={"text_rules": TextRules(order_agreement=0.0)})
    assert spoilt("swap_ranks", "q3", schema=easy) is None


def test_a_slight_preference_is_left_alone() -> None:
    assert spoilt("swap_ranks", "q4").given[0].value == -3
    slight = exercise([reply("q4", "better", 1, about="a1|a2")])
    assert spoilt("swap_ranks", "q4", each=slight) is None
    undecided = exercise([reply("q4", "better", 3, about="a1|a2", also=[-2])])
    assert spoilt("swap_ranks", "q4", each=undecided) is None


@given(st.permutations(["a", "b", "c", "d"]))
def test_agreement_of_an_order_and_its_reverse_is_one(order: list[str]) -> None:
    right = (("a",), ("b",), ("c",), ("d",))
    one = tuple((name,) for name in order)
    assert agreement(right, one) + agreement(right, one[::-1]) == pytest.approx(1.0)
    assert agreement(one, one) == 1.0


def test_a_chain_of_two_keeps_both_and_a_longer_one_may_lose_one() -> None:
    two = [span("m1", "money", "48万元", group="g"), span("m2", "money", "96万元", group="g")]
    assert spoilt("drop_span", "m1", each=exercise(two)) is None
    three = [*two, span("t1", "money", "年底", group="g")]
    assert spoilt("drop_span", "m1", each=exercise(three)).code == "MISS"


def test_spans_in_a_model_s_answer_are_spoilt_there() -> None:
    mark = {"id": "s", "label": "org", "shape": {"type": "span", "start": 1, "end": 3, "text": "a2"}}
    each = exercise([mark])
    for name in ("extend_span", "drop_span"):
        (flag,) = seed_text_errors(scene(each=each), [name]).flags
        assert flag.text_id == "a2"
        assert flag.end <= len("第2个回答")


def test_a_flag_on_a_reply_lies_on_the_part_that_was_asked_about() -> None:
    about = Question(id="mood", name="语气", kind="choice", about="sentence", options=QUESTIONS[0].options)
    schema = SCHEMA.model_copy(update={"questions": (about,)})
    each = exercise([reply("q", "mood", ["notice"], about="s2")])
    found = seed_text_errors(scene(each=each, schema=schema), ["wrong_option"])
    (flag,) = found.flags
    assert TEXT[flag.start : flag.end].startswith("北街幼儿园")
    assert isinstance(found.given[0], Reply)
