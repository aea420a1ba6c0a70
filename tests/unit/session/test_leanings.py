"""Hints about how somebody compares answers: only from enough judgements on, beside the standard's own share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.replies import Reply
from desktop.annotation.replying import replying
from desktop.base.clock import ManualClock
from desktop.curriculum.items import Exercise
from desktop.session import leanings as leanings_module
from desktop.session.comparisons import circles_of, comparisons
from desktop.session.operations import learning, practice, review
from desktop.session.session import Session
from desktop.session.shuffle import shown_order
from tests import rubrics, scenes
from tests.scenes import Cast
from tests.unit.scoring.texts.samples import exercise, question, reply, schema

PAIRS, RANKS = question("preference", "better", maximum=3, ties=True), question("ranking", "rank", ties=True)
RULES = schema(PAIRS, RANKS, task="answers", spans=False)
IDS = ("a1", "a2", "a3")


def work() -> Exercise:
    return exercise([reply(1, "better", "a1|a2")], answers=("短", "长一些", "这是最长的一个"))


def pair(first: str, second: str, strength: int) -> Reply:
    return reply(strength, "better", f"{first}|{second}")


# ---------------------------------------------------------------- within one exercise


def test_a_circle_is_named_with_the_better_one_first() -> None:
    marks = [pair("a1", "a2", 2), pair("a2", "a3", 1), pair("a1", "a3", -1)]
    (circle,) = circles_of(work(), RULES, marks, IDS)
    assert (circle.words, circle.answers) == ("A > B > C > A", IDS)
    turned = [pair("a1", "a2", -2), pair("a2", "a3", -1), pair("a1", "a3", 1)]
    assert circles_of(work(), RULES, turned, IDS)[0].words == "A > C > B > A"


def test_letters_are_those_that_this_person_saw_and_ties_are_told() -> None:
    marks = [pair("a1", "a2", 0), pair("a2", "a3", 1), pair("a1", "a3", -1)]
    assert circles_of(work(), RULES, marks, ("a3", "a1", "a2"))[0].words == "B = C > A > B"


def test_what_fits_together_or_was_not_compared_has_no_circle() -> None:
    assert (
        circles_of(work(), RULES, [pair("a1", "a2", 1), pair("a2", "a3", 1), pair("a1", "a3", 2)], IDS) == ()
    )
    assert circles_of(work(), RULES, [pair("a1", "a2", 1), pair("a2", "a3", 1)], IDS) == ()
    assert circles_of(work(), RULES, [reply((("a3",), ("a1", "a2")), "rank")], IDS) == ()


@given(st.lists(st.integers(-3, 3), min_size=3, max_size=3))
def test_every_circle_comes_back_to_where_it_began(strengths: list[int]) -> None:
    marks = [pair("a1", "a2", strengths[0]), pair("a2", "a3", strengths[1]), pair("a1", "a3", strengths[2])]
    for circle in circles_of(work(), RULES, marks, IDS):
        assert circle.words[0] == circle.words[-1]
        assert ">" in circle.words


def test_rankings_and_pairs_are_comparisons_and_a_pair_counts_before_a_ranking() -> None:
    marks = [reply((("a3",), ("a1", "a2")), "rank"), pair("a1", "a3", 2)]
    assert comparisons(marks, RULES) == {("a3", "a2"): 1, ("a1", "a2"): 0, ("a1", "a3"): 2}
    assert comparisons(marks, RULES, pairs_only=True) == {("a1", "a3"): 2}


# ---------------------------------------------------------------- over many exercises

ORDER = """
[[schemas]]
id = "main"
task = "answers"

[[schemas.questions]]
id = "better"
name = "哪个更好"
kind = "preference"
about = "pair"
maximum = 3
ties = true
"""
COUNT = 12


def courses(into: Path) -> Path:
    """Write a course of many comparisons of three answers; in half of the pairs the longer one is better."""
    found = rubrics.rubric_courses(into)
    pack = found / rubrics.WORKED.name
    order = pack / "order.toml"
    told = order.read_text(encoding="utf-8")
    order.write_text(told[: told.index("[[schemas]]")] + ORDER, encoding="utf-8")
    names = [f"P{number}" for number in range(1, COUNT + 1)]
    for number, name in enumerate(names):
        path = pack / "exercises" / "practice" / f"{name}.json"
        path.write_text(json.dumps(_three(name, number), ensure_ascii=False), encoding="utf-8")
    course = pack / "course.toml"
    told = course.read_text(encoding="utf-8").replace('["P1", "P2"]', json.dumps(names))
    course.write_text(told, encoding="utf-8")
    return found


def _three(name: str, number: int) -> dict[str, object]:
    better = 1 if number % 2 else -1
    pairs = [("a1|a2", better), ("a2|a3", better), ("a1|a3", better)]
    marks = [
        {"id": f"g{place}", "label": "better", "shape": {"type": "reply", "about": about, "value": value}}
        for place, (about, value) in enumerate(pairs)
    ]
    return {
        "id": name, "title": f"比一比 {number + 1}", "schema_id": "main", "pool": "practice", "text": "哪个好？",
        "answers": [{"id": f"a{n}", "text": "好" * n * 5} for n in (1, 2, 3)],
        "golds": [{"marks": marks}], "requirements": ["R1"], "competencies": ["S1"], "difficulty": 2,
    }  # fmt: skip


@pytest.fixture
def session(tmp_path: Path, clock: ManualClock) -> Iterator[Session]:
    opened = scenes.opened(tmp_path / "数据", clock, courses(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def cast(session: Session) -> Cast:
    cast = scenes.settle(session)
    scenes.attend(session, cast)
    rubrics.walk_to_practice(session)
    return cast


def compare(session: Session, cast: Cast, times: int, *, circle_at: int = -1) -> None:
    """Always prefer what stood first; in one exercise let the comparisons run in a circle."""
    for number in range(times):
        attempt = practice.open_practice(session, rubrics.ACTIVITY)
        order = shown_order(cast.trainee, attempt.exercise.id, IDS)
        for about in ("a1|a2", "a2|a3", "a1|a3"):
            first, second = about.split("|")
            value = 1 if order.index(first) < order.index(second) else -1
            if number == circle_at:
                value = -1 if about == "a1|a3" else 1
            attempt.history.do(replying("比较", attempt.history.document, ("better", about), value))
        practice.submit(session, attempt)


def test_too_few_judgements_say_only_that_more_are_needed(session: Session, cast: Cast) -> None:
    compare(session, cast, 2)
    found = learning.home(session).leanings
    assert found is not None
    assert found.exercises == 2
    for leaning in found.leanings:
        assert not leaning.enough
        assert not leaning.hints
        assert "分出高下的有 6 对、2 题，至少要 30 对、8 题" in leaning.sentence
        assert "%" not in leaning.sentence


def test_with_enough_the_share_stands_with_n_interval_and_the_standards_own(
    session: Session, cast: Cast
) -> None:
    compare(session, cast, COUNT, circle_at=3)
    found = learning.home(session).leanings
    assert found is not None
    position, length = found.leanings
    assert position.enough
    assert position.hints
    assert "先出现的回答，你判为更好的占" in position.sentence
    assert "/36（" in position.sentence
    assert "95% 区间" in position.sentence
    assert "标准里是" in position.sentence
    assert length.enough
    assert "标准里是 18/36（50.00%）" in length.sentence
    assert found.threes == COUNT
    (circle,) = found.circles
    assert circle.words.count(">") == 3
    assert circle.title.startswith("比一比")


def test_the_instructor_reads_the_trainees_name_and_finds_the_attempt(session: Session, cast: Cast) -> None:
    compare(session, cast, COUNT, circle_at=0)
    scenes.instruct(session, cast)
    found = review.leanings(session, cast.class_id, cast.trainee, "犇翀玥")
    assert found is not None
    assert "犇翀玥判为更好的占" in found.leanings[0].sentence
    assert "你" not in found.leanings[0].sentence
    shown = review.open_review(session, found.circles[0].attempt_id)
    assert shown.circles[0].words == found.circles[0].words


def test_a_second_try_changes_nothing(session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leanings_module, "LEAST_PAIRS", 1)
    monkeypatch.setattr(leanings_module, "LEAST_EXERCISES", 1)
    attempt = practice.open_practice(session, rubrics.ACTIVITY)
    order = shown_order(cast.trainee, attempt.exercise.id, IDS)
    first, second = sorted(order[:2])
    wrong = attempt.exercise.golds[0].marks[0].shape["value"] * -1  # type: ignore[index]
    attempt.history.do(replying("比较", attempt.history.document, ("better", "a1|a2"), wrong))
    practice.submit(session, attempt)
    before = learning.home(session).leanings
    again = practice.retry(session, attempt)
    again.history.do(replying("比较", again.history.document, ("better", f"{first}|{second}"), -wrong))
    practice.submit(session, again)
    assert learning.home(session).leanings == before


def test_an_order_that_compares_nothing_has_no_hints(tmp_path: Path, clock: ManualClock) -> None:
    opened = scenes.opened(tmp_path / "别的", clock)
    try:
        cast = scenes.settle(opened)
        scenes.attend(opened, cast)
        assert learning.home(opened).leanings is None
    finally:
        opened.close()
