"""What a person's comparisons of answers follow beside the answers' worth, over many exercises, and whether they fit together.

Hints, never verdicts: the share with its n and interval, beside the standard's own share over the same pairs, and only
from enough judgements on. What is looked at is the first try of every exercise: a second one knows the expert's view.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.base.figures import between, percent
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.records.queries.submissions import FirstMarks, first_marks
from desktop.scoring.texts.bias import Bias, length_bias, position_bias
from desktop.scoring.texts.preferences import transitivity
from desktop.session.comparisons import Circle, Leaning, Leanings, circles_of, compares, comparisons
from desktop.session.desk import marks_of
from desktop.session.fresh import exercise_of
from desktop.session.session import Session
from desktop.session.shuffle import shown_order

#: Fewer say nothing: pairs that were told apart, and exercises they come from, as pairs of one ranking hang together.
LEAST_PAIRS, LEAST_EXERCISES = 30, 8


def leanings_of(
    session: Session, pack: Pack, class_id: str, account_id: str, *, name: str = ""
) -> Leanings | None:
    """Return the hints about a trainee; None where the order compares no answers. ``name``: whose, for somebody else."""
    asked = {each.id for each in pack.order.schemas if compares(each)}
    if not asked:
        return None
    position, length, exercises, threes = Bias(), Bias(), 0, 0
    circles: list[Circle] = []
    for tried in first_marks(session.record, class_id, account_id):
        exercise = exercise_of(pack, tried.exercise_id, session.places)
        if exercise is None or exercise.schema_id not in asked or exercise.work != "label":
            continue
        schema, marks = pack.schema(exercise.schema_id), marks_of(session, tried.marks)
        given = comparisons(marks, schema)
        if not given:
            continue
        exercises += 1
        order = shown_order(account_id, exercise.id, [each.id for each in exercise.answers])
        gold = comparisons((mark.mark() for mark in exercise.golds[0].marks), schema)
        position += position_bias(given, order, gold)
        length += length_bias(given, _lengths(exercise), gold)
        threes += transitivity(comparisons(marks, schema, pairs_only=True)).n
        circles += _placed(circles_of(exercise, schema, marks, order), tried, exercise)
    who = name or _("你")
    shown = (
        _leaning(
            _("位置"),
            position,
            exercises,
            _(
                "先出现的回答，{who}判为更好的占 {k}/{n}（{share}），95% 区间 {range}",
                **_numbers(position, who),
            ),
        ),
        _leaning(
            _("长度"),
            length,
            exercises,
            _("更长的回答，{who}判为更好的占 {k}/{n}（{share}），95% 区间 {range}", **_numbers(length, who)),
        ),
    )
    return Leanings(exercises, shown, tuple(circles), threes)


def _placed(found: Iterable[Circle], tried: FirstMarks, exercise: Exercise) -> list[Circle]:
    return [Circle(one.words, one.answers, tried.attempt_id, exercise.title) for one in found]


def _lengths(exercise: Exercise) -> dict[str, int]:
    return {each.id: sum(not sign.isspace() for sign in each.text) for each in exercise.answers}


def _numbers(found: Bias, who: str) -> dict[str, str]:
    return {
        "who": who,
        "k": str(found.k),
        "n": str(found.n),
        "share": percent(found.share),
        "range": between(*found.interval),
    }


def _leaning(name: str, found: Bias, exercises: int, figures: str) -> Leaning:
    if found.n < LEAST_PAIRS or exercises < LEAST_EXERCISES:
        words = _(
            "判断还不够，说明不了什么：分出高下的有 {n} 对、{m} 题，至少要 {least} 对、{works} 题。",
            n=found.n,
            m=exercises,
            least=LEAST_PAIRS,
            works=LEAST_EXERCISES,
        )
        return Leaning(name, words, hints=False, enough=False)
    if found.gold_share is None:
        return Leaning(name, _("{figures}。", figures=figures), found.hints, enough=True)
    words = _(
        "{figures}；标准里是 {k}/{n}（{share}）。",
        figures=figures,
        k=found.gold_k,
        n=found.gold_n,
        share=percent(found.gold_share),
    )
    return Leaning(name, words, found.hints, enough=True)
