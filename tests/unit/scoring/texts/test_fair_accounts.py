"""How many units are judged hangs on the gold alone: who leaves work undone gets no smaller account."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.relations import Relation
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.schema import Attribute, LabelSchema, Option
from desktop.curriculum.text_rules import Check, Turn
from desktop.scoring.result import Score
from desktop.scoring.spans import SCHEMES
from desktop.scoring.summary import total
from tests.unit.scoring.texts.samples import (
    LABELS,
    exercise,
    gold,
    graded,
    options,
    question,
    relation,
    reply,
    schema,
    span,
    worked,
)

QUESTIONS = (
    question("choice", "intent", about="turn", most=2),
    question("choice", "safe", options=options("fine", "danger", red=("danger",))),
    question("choice", "mood", options=options("good", "bad", "none")),
    question("scale", "how", tolerance=1, after="mood", of=("good", "bad")),
    question("choice", "risk", options=options("x", "y", red=("y",)), after="safe", of=("danger",)),
    question("scale", "maybe", optional=True),
    question("scale", "shown", judged=False),
    question("ranking", "rank", ties=True),
    question("preference", "pair", maximum=2, ties=True),
    question("writing", "text"),
    question("writing", "listed"),
)
_BASE = schema(*QUESTIONS, crossing=False, nested=False, trim=True)
RULES = LabelSchema(
    **{name: getattr(_BASE, name) for name in ("task", "labels", "relations", "questions", "text_rules")},
    attributes=(
        Attribute(id="state", name="状态", kind="choice", options=(Option(id="on", name="开"), Option(id="off", name="关"))),
        Attribute(id="sure", name="确定", kind="yesno", labels=("per",)),
    ),
)  # fmt: skip
TEXT = "张三在北京，李四 去过上海。王五在广州！" * 3
TURNS = tuple(Turn(id=f"t{n}", speaker="甲", start=12 * n, end=12 * n + 12) for n in range(4))
CHECKS = {"listed": (Check(id="c", name="有", kind="contains_all", words=("京",), points=3),)}
#: Wholes that are the answer's own: what it has too much, and both sides together.
OF_THE_ANSWER = ("relation.all", "joint.all", "chain.all")
#: Names of measures that are wholes of the gold.
WHOLES = (
    "relation.n", "attribute.n", "chain.n", "joint.n", "choice.n", "scale.n", "preference.n", "ranking.n",
    "ranking.pairs", "ranking.tau_n", "writing.n", "writing.of", "writing.signs", "safety.n",
)  # fmt: skip
_TIERS = st.sampled_from([(("a1",), ("a2",)), (("a2",), ("a1",)), (("a1", "a2"),)])
_VALUES = {
    ("intent", "t0"): st.sampled_from([("a",), ("b",), ("a", "b")]),
    ("intent", "t2"): st.sampled_from([("a",), ("c",)]),
    ("safe", ""): st.sampled_from([("fine",), ("danger",)]),
    ("mood", ""): st.sampled_from([("good",), ("bad",), ("none",)]),
    ("how", ""): st.integers(1, 5),
    ("risk", ""): st.sampled_from([("x",), ("y",)]),
    ("maybe", ""): st.integers(1, 5),
    ("shown", ""): st.integers(1, 5),
    ("rank", ""): _TIERS,
    ("pair", "a1|a2"): st.integers(-2, 2),
    ("text", ""): st.sampled_from(["北京", "上海市", "东京都"]),
    ("listed", ""): st.sampled_from(["北京", "上海", ""]),
}


@st.composite
def sides(draw: st.DrawFn, prefix: str) -> list[TextMark]:
    """One side: spans with gaps, attributes and chains, relations, replies; any of it may be left out."""
    found: list[TextMark] = []
    for number in range(draw(st.integers(0, 5))):
        start, length = draw(st.integers(0, 30)), draw(st.integers(1, 6))
        gaps = ((start + 1, start + 2),) if length > 2 and draw(st.booleans()) else ()
        label, group = draw(st.sampled_from(["per", "org"])), draw(st.sampled_from(["", "x", "y"]))
        values: dict[str, str | bool] = {"state": draw(st.sampled_from(["on", "off"]))}
        if label == "per":
            values["sure"] = draw(st.booleans())
        found.append(
            span(
                f"{prefix}{number}",
                start,
                start + length,
                label,
                gaps=gaps,
                group=group,
                attributes=values,
            )
        )
    for number in range(len(found) - 1):
        if draw(st.booleans()):
            kind = draw(st.sampled_from(["lives", "works", "same"]))
            found.append(relation(f"{prefix}r{number}", f"{prefix}{number}", f"{prefix}{number + 1}", kind))
    for (name, about), values in _VALUES.items():
        if draw(st.booleans()):
            about_id = about.replace("|", "-")
            found.append(reply(draw(values), name, about, f"{prefix}{name}{about_id}"))
    return found


def judged(answer: list[TextMark], truth: list[TextMark]) -> Score:
    """Grade an answer to a dialogue with two answers and a checklist."""
    golds = [gold(mark, attributes=mark.attributes) for mark in truth]
    work = exercise(golds, text=TEXT, turns=TURNS, answers=("甲", "乙"), checks=CHECKS)
    return worked(answer, work, RULES)


def wholes(score: Score) -> dict[str, object]:
    """Return every number of units that a score judges by its gold."""
    found: dict[str, object] = {name: score.measures.get(name, 0.0) for name in WHOLES}
    for scheme in SCHEMES:
        counts = (score.measures.get(f"{scheme}_{name}", 0.0) for name in ("cor", "inc", "par", "mis"))
        found[f"{scheme} possible"] = sum(counts)
    for name in ("how", "shown", "maybe"):
        pairs = (n for key, n in score.measures.items() if key.startswith(f"scale:{name}:"))
        found[f"places of {name}"] = sum(pairs) + score.measures.get(f"scale.unrated:{name}", 0.0)
    found["gold"] = score.counts.gold
    found["judged"] = score.counts.judged - score.counts.extra
    found["labels"] = {label: counts.gold for label, counts in score.per_label.items() if counts.gold}
    return found


@settings(deadline=None, max_examples=150)
@given(sides("g"), sides("a"), sides("b"))
def test_how_many_units_are_judged_hangs_on_the_gold_alone(
    truth: list[TextMark], one: list[TextMark], other: list[TextMark]
) -> None:
    units = wholes(judged(truth, truth))
    assert wholes(judged(one, truth)) == wholes(judged(other, truth)) == wholes(judged([], truth)) == units


@settings(deadline=None, max_examples=80)
@given(sides("g"), sides("a"), st.data())
def test_leaving_any_mark_out_never_makes_more_of_an_account_right(
    truth: list[TextMark], answer: list[TextMark], data: st.DataObject
) -> None:
    """A perfect answer with some of it left out: never better than perfect, and every unit is still there."""
    kept = data.draw(st.lists(st.sampled_from(truth), unique_by=lambda mark: mark.id)) if truth else []
    ids = {mark.id for mark in kept}
    whole = [mark for mark in kept if not isinstance(mark, Relation) or ids.issuperset(mark.ends)]
    less, perfect = judged(whole, truth), judged(truth, truth)
    assert less.counts.judged == perfect.counts.judged
    assert less.counts.qualified <= perfect.counts.qualified
    assert less.counts.extra == 0
    for name in (
        "relation.f1",
        "relation.triple_f1",
        "choice.accuracy",
        "joint.accuracy",
        "attribute.accuracy",
    ):
        assert less.measures.get(name, 1.0) <= perfect.measures.get(name, 1.0)
        assert (name in less.measures) == (name in perfect.measures)


@settings(deadline=None, max_examples=100)
@given(sides("g"), sides("a"), st.integers(0, 99))
def test_the_order_of_answers_and_of_gold_changes_nothing(
    truth: list[TextMark], answer: list[TextMark], seed: int
) -> None:
    shuffled, turned = list(answer), list(truth)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed + 1).shuffle(turned)
    one, other = judged(answer, truth), judged(shuffled, turned)
    assert (one.counts, one.measures, one.findings, one.rules) == (
        other.counts,
        other.measures,
        other.findings,
        other.rules,
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(sides("g"), sides("a")), min_size=1, max_size=3))
def test_wholes_add_up_over_exercises(pairs: list[tuple[list[TextMark], list[TextMark]]]) -> None:
    scores = [judged(answer, truth) for truth, answer in pairs]
    both = total(scores)
    for name in WHOLES:
        assert both.measures.get(name, 0.0) == sum(score.measures.get(name, 0.0) for score in scores)
    assert both.counts.gold == sum(score.counts.gold for score in scores)


# ---------------------------------------------------------------- attributes and chains


def test_the_values_of_a_missed_mark_are_values_that_are_not_right() -> None:
    truth = [
        gold(span("g1", 0, 2), attributes={"state": "on", "sure": True}),
        gold(span("g2", 4, 6, "org"), attributes={"state": "off"}),
    ]
    perfect = [
        span("a1", 0, 2, attributes={"state": "on", "sure": True}),
        span("a2", 4, 6, "org", attributes={"state": "off"}),
    ]
    for answer, right, entity in (
        (perfect, 3, 0),
        (perfect[1:], 1, 2),
        ([], 0, 3),
        ([span("a1", 0, 2, "org", attributes={"state": "on"}), perfect[1]], 2, 1),
        ([span("a1", 0, 2, attributes={"state": "off", "sure": True}), perfect[1]], 2, 0),
    ):
        measures = graded(answer, truth, RULES).measures
        assert (measures["attribute.n"], measures["attribute.right"], measures["attribute.entity"]) == (
            3, right, entity,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("groups", "right", "entity", "extra"),
    [
        (("x", "x", "x", ""), 3, 0, 0),
        (("x", "x", None, ""), 2, 1, 0),
        ((None, None, None, ""), 0, 3, 0),
        (("x", "x", "y", "y"), 2, 0, 1),
    ],
)
def test_a_chain_counts_all_its_mentions(
    groups: tuple[str | None, ...], right: int, entity: int, extra: int
) -> None:
    truth = [span(f"g{n}", 5 * n, 5 * n + 2, group="c" if n < 3 else "") for n in range(4)]
    answer = [
        span(f"a{n}", 5 * n, 5 * n + 2, group=group) for n, group in enumerate(groups) if group is not None
    ]
    measures = graded(answer, truth, schema()).measures
    assert (measures["chain.n"], measures["chain.right"]) == (3, right)
    assert (measures["chain.entity"], measures["chain.extra"]) == (entity, extra)
    assert measures["chain.accuracy"] == right / (3 + extra)


def test_a_gold_without_chains_or_attributes_counts_none() -> None:
    measures = graded([span("a", 0, 2, group="x")], [span("g", 0, 2)], schema()).measures
    assert not [name for name in measures if name.startswith(("chain.", "attribute.", "relation."))]
    assert len(LABELS) == 3
