"""What holds of every text, whatever was marked: perfection, order, slack, symmetry, extras."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_marks import TextMark
from desktop.scoring.codec import score_from_json, score_to_json
from desktop.scoring.result import Score
from tests.unit.scoring.texts.samples import graded, options, question, relation, reply, schema, span

QUESTIONS = (
    question("choice", "one", options=options("a", "b", "c")),
    question("choice", "many", options=options("a", "b", "c"), most=3, least=0),
    question("scale", "scale", tolerance=1),
    question("ranking", "rank", ties=True),
)
RULES = schema(*QUESTIONS, choice_slack=0.5)
_TIERS = st.sampled_from(
    [(("a1",), ("a2",), ("a3",)), (("a2", "a3"), ("a1",)), (("a3",), ("a1", "a2")), (("a1", "a2", "a3"),)]
)
_VALUES = {
    "one": st.sampled_from("abc").map(lambda name: (name,)),
    "many": st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    "scale": st.integers(1, 5),
    "rank": _TIERS,
}


@st.composite
def texts(draw: st.DrawFn, prefix: str) -> list[TextMark]:
    """One side: spans with gaps and chains, relations between them, replies."""
    found: list[TextMark] = []
    for number in range(draw(st.integers(0, 4))):
        start, length = draw(st.integers(0, 15)), draw(st.integers(1, 6))
        gaps = ((start + 1, start + 2),) if length > 2 and draw(st.booleans()) else ()
        label, group = draw(st.sampled_from(["per", "org"])), draw(st.sampled_from(["", "x", "y"]))
        found.append(span(f"{prefix}{number}", start, start + length, label, gaps=gaps, group=group))
    for number in range(len(found) - 1):
        if draw(st.booleans()):
            kind = draw(st.sampled_from(["lives", "works", "same"]))
            found.append(relation(f"{prefix}r{number}", f"{prefix}{number}", f"{prefix}{number + 1}", kind))
    for name, values in _VALUES.items():
        if draw(st.booleans()):
            found.append(reply(draw(values), name, mark_id=f"{prefix}{name}"))
    return found


def essence(score: Score) -> tuple[object, ...]:
    """What a score says, without the ids of the answer's marks."""
    found = sorted((each.code, each.gold_id or "", each.place, each.measured or 0) for each in score.findings)
    return (score.counts, score.accuracy, score.sub_scores, score.measures, found)


@settings(deadline=None)
@given(texts("g"))
def test_the_gold_itself_is_perfect(marks: list[TextMark]) -> None:
    score = graded(marks, marks, RULES)
    assert score.accuracy == 1
    assert score.findings == ()
    assert all(
        value == 1 for name, value in score.measures.items() if name.endswith(("_f1", ".f1", ".accuracy"))
    )


@settings(deadline=None, max_examples=200)
@given(texts("g"), texts("a"), st.integers(0, 99))
def test_the_order_of_marks_changes_nothing(gold: list[TextMark], answer: list[TextMark], seed: int) -> None:
    shuffled, turned = list(answer), list(gold)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed + 1).shuffle(turned)
    assert graded(answer, gold, RULES) == graded(shuffled, turned, RULES)


@settings(deadline=None)
@given(texts("g"), texts("a"), st.integers(0, 3))
def test_a_larger_slack_never_lowers_the_accuracy(
    gold: list[TextMark], answer: list[TextMark], slack: int
) -> None:
    tight = graded(answer, gold, schema(*QUESTIONS, boundary_slack=slack, choice_slack=0.9))
    loose = graded(answer, gold, schema(*QUESTIONS, boundary_slack=slack + 1, choice_slack=0.4))
    assert loose.accuracy >= tight.accuracy
    assert loose.measures.get("relation.triples", 0) >= tight.measures.get("relation.triples", 0)


def _apart(marks: list[TextMark], prefix: str) -> list[TextMark]:
    """Move spans so far that nothing of them is shared, and rename everything."""
    moved: list[TextMark] = []
    for mark in marks:
        if isinstance(mark, Span):
            gaps = tuple((start + 500, end + 500) for start, end in mark.gaps)
            moved.append(
                replace(mark, id=prefix + mark.id, start=mark.start + 500, end=mark.end + 500, gaps=gaps)
            )
    return moved


@settings(deadline=None)
@given(texts("g"), texts("a"), texts("x"))
def test_extras_far_away_lower_accuracy_and_precision_and_never_recall(
    gold: list[TextMark], answer: list[TextMark], more: list[TextMark]
) -> None:
    before, after = graded(answer, gold, RULES), graded([*answer, *_apart(more, "far")], gold, RULES)
    assert after.accuracy <= before.accuracy
    assert after.counts.qualified == before.counts.qualified
    assert after.recall == before.recall


@settings(deadline=None)
@given(texts("g"), texts("a"))
def test_spans_and_relations_swap_misses_and_extras_when_gold_and_answer_swap(
    gold: list[TextMark], answer: list[TextMark]
) -> None:
    one_side = [mark for mark in gold if not isinstance(mark, Reply)]
    other_side = [mark for mark in answer if not isinstance(mark, Reply)]
    there, back = graded(other_side, one_side, RULES), graded(one_side, other_side, RULES)
    for scheme in ("strict", "exact", "type", "partial"):
        assert there.measures.get(f"{scheme}_mis", 0) == back.measures.get(f"{scheme}_spu", 0)
        assert there.measures.get(f"{scheme}_f1") == back.measures.get(f"{scheme}_f1")


@settings(deadline=None)
@given(texts("g"), texts("a"))
def test_a_symmetric_relation_may_be_turned_in_gold_and_answer(
    gold: list[TextMark], answer: list[TextMark]
) -> None:
    turned = [
        replace(mark, head=mark.tail, tail=mark.head)
        if isinstance(mark, Relation) and mark.label == "same"
        else mark
        for mark in answer
    ]
    one, other = graded(answer, gold, RULES), graded(turned, gold, RULES)
    assert (one.counts, one.accuracy) == (other.counts, other.accuracy)
    assert one.measures == other.measures


@settings(deadline=None)
@given(texts("g"), texts("a"))
def test_every_count_adds_up_and_one_mistake_costs_once(gold: list[TextMark], answer: list[TextMark]) -> None:
    score = graded(answer, gold, RULES)
    counts = score.counts
    assert counts.gold == counts.matched + counts.missed
    assert counts.answer == counts.matched + counts.extra
    wrong = {
        found.gold_id or found.answer_id for found in score.findings if found.code not in {"EXTRA", "DUP"}
    }
    extras = [found for found in score.findings if found.code in {"EXTRA", "DUP"}]
    assert counts.judged - counts.qualified == len(wrong) + len(extras)
    assert counts.answer + len(score.swallowed) == len(answer)


@settings(deadline=None)
@given(texts("g"), texts("a"))
def test_a_score_of_texts_survives_the_record(gold: list[TextMark], answer: list[TextMark]) -> None:
    score = graded(answer, gold, RULES)
    kept = score_from_json(score_to_json(score))
    assert essence(kept)[:4] == essence(score)[:4]
    assert [found.code for found in kept.findings] == [found.code for found in score.findings]
