"""The course of preferences, rewriting and safety: its volume, its gold, its checklists, and what it is made from."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.assessment.reuse import expected_reuse
from desktop.curriculum.answer_names import with_letters
from desktop.curriculum.check import check_pack
from desktop.curriculum.course import GateActivity, LessonActivity, PracticeActivity, TheoryActivity
from desktop.curriculum.items import Exercise, TheoryItem
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.curriculum.text_gold import parts_of
from desktop.scoring.grading import grade_exercise
from desktop.scoring.texts.checklist import checked
from desktop.scoring.texts.preferences import transitivity
from desktop.session.comparisons import comparisons
from desktop.session.two_people import AS_GIVEN, with_names

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "build" / "content" / "text"
FOLDER = ROOT / "courses" / "ord-lm-01"
#: Answers that stand first in their exercise and are the best, of all: no place may give the ranking away.
MOST_AT_ONE_PLACE = 0.5
MODULES = (
    "blocks", "replies", "checklist", "exercises", "gold_faults", "inspection", "adjudication", "theory", "build",
)  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    return open_pack(FOLDER)


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """The scripts that write exercises and theory, by name; forgotten afterwards, for other courses have such names too."""
    for folder in (SOURCES, SOURCES / "lm01"):
        monkeypatch.syspath_prepend(str(folder))
    before = {name: sys.modules.pop(name) for name in MODULES if name in sys.modules}
    path = list(sys.path)
    yield {name: __import__(name) for name in MODULES}
    sys.path[:] = path
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.modules.update(before)


def of(pack: Pack, schema_id: str, pool: str = "") -> list[Exercise]:
    return [e for e in pack.exercises.values() if e.schema_id == schema_id and pool in {"", e.pool}]


def items(pack: Pack, pool: str) -> list[TheoryItem]:
    return [item for item in pack.items.values() if item.pool == pool]


def gold(exercise: Exercise) -> tuple[Mark, ...]:
    return tuple(own.mark() for own in exercise.golds[0].marks)


def said(exercise: Exercise, question: str, about: str = "") -> Any:
    """What the gold replies to a question."""
    found = (m for m in gold(exercise) if isinstance(m, Reply) and (m.label, m.about) == (question, about))
    return next(found).value


def test_the_pack_is_clean_and_its_matrix_full() -> None:
    report = check_pack(FOLDER)
    assert [str(fault) for fault in (*report.faults, *report.doubts)] == []
    assert len(report.matrix) == 10
    assert all(not row.holes() for row in report.matrix)


def test_there_is_enough_to_learn_and_to_examine(pack: Pack) -> None:
    assert len(of(pack, "main")) + len(of(pack, "pair")) >= 100
    assert len(of(pack, "main", "exam")) >= 30
    assert len(of(pack, "rewrite")) >= 40
    assert len(of(pack, "prompt")) >= 8
    assert len(of(pack, "safety")) >= 15
    assert len(of(pack, "facts")) >= 12
    assert len(items(pack, "practice")) >= 30
    assert len(items(pack, "exam")) >= 50
    assert len(pack.lessons) >= 8
    assert all(len(lesson.body) >= 600 for lesson in pack.lessons.values())
    assert all(clause.good_texts and clause.bad_texts for clause in pack.rules.clauses)


def test_three_sittings_do_not_ask_the_same_things(pack: Pack) -> None:
    found = expected_reuse(
        pack.blueprint, list(pack.items.values()), list(pack.exercises.values()), trainees=8
    )
    assert [each.sitting for each in found] == [2, 3]
    for each in found:
        assert max(each.sections.values()) < 0.05, each
    assert len(items(pack, "exam")) >= 2.5 * sum(each.count for each in pack.blueprint.theory.strata)


def test_the_exam_asks_every_kind_of_work_and_each_in_a_section_of_its_own(pack: Pack) -> None:
    sections = pack.blueprint.practical.sections
    assert {name for section in sections for name in section.schemas} == {
        "main", "pair", "safety", "facts", "rewrite", "prompt", "check",
    }  # fmt: skip
    exam = [each for each in pack.exercises.values() if each.pool == "exam"]
    assert all(pack.blueprint.practical.section_of(each) is not None for each in exam)
    waits = [
        each for each in exam for checks in each.checks.values() for one in checks if one.kind == "instructor"
    ]
    assert waits


def test_what_is_made_is_what_the_sources_say(scripts: dict[str, ModuleType]) -> None:
    files = scripts["build"].rendered()
    assert {path: (FOLDER / path).read_text(encoding="utf-8") for path in files} == files
    kept = [p for name in ("exercises", "theory") for p in (FOLDER / name).rglob("*") if p.is_file()]
    assert {str(path.relative_to(FOLDER)) for path in kept} == set(files)


def test_ranks_follow_the_ratings_and_references_pass_their_checklists(
    scripts: dict[str, ModuleType],
) -> None:
    assert scripts["gold_faults"].faults(scripts["build"].blocks()) == []


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("5515 wrong", "red line"),
        ("5515 wrong", "error of fact"),
        ("5554 ok,long", "ok stands alone"),
        ("3355 ok", "ok stands alone"),
        ("3455 calc", "error of fact"),
        ("3554 long", "rated as brief"),
    ],
)
def test_a_rating_that_its_tags_contradict_is_refused(
    scripts: dict[str, ModuleType], head: str, says: str
) -> None:
    assert any(says in fault for fault in scripts["gold_faults"]._head_faults(head))


def test_a_ranking_against_its_ratings_is_refused(scripts: dict[str, ModuleType]) -> None:
    blocks = scripts["blocks"]
    wrong = blocks.Block("r999", 1, "math 一题", asked="问", why="为了检查名次与分数。")
    wrong.answers = [blocks.Answer("2255 calc", "错"), blocks.Answer("5555 ok", "对")]
    assert any("ranks against ratings" in fault for fault in scripts["gold_faults"].faults([wrong]))
    wrong.answers = [blocks.Answer("5515 unsafe", "险"), blocks.Answer("2255 calc", "错")]
    assert any("red line stands before" in fault for fault in scripts["gold_faults"].faults([wrong]))


def test_a_reference_that_fails_its_checklist_is_refused(scripts: dict[str, ModuleType]) -> None:
    block = scripts["blocks"].Block(
        "w999", 1, "一题", asked="改写", checks="len 1-3 h; none 坏", reference="太长的坏话"
    )
    block.answers = [scripts["blocks"].Answer("好", "")]
    assert len(scripts["gold_faults"].reference_faults(block)) == 3


def test_the_gold_graded_by_itself_is_perfect(pack: Pack) -> None:
    for exercise in pack.exercises.values():
        score = grade_exercise(gold(exercise), exercise, pack.schema(exercise.schema_id))
        assert (score.accuracy, score.findings) == (1.0, ()), exercise.id


def test_every_question_of_a_group_has_its_gold(pack: Pack) -> None:
    for schema_id in ("main", "pair", "safety", "rewrite", "prompt"):
        schema = pack.schema(schema_id)
        for exercise in of(pack, schema_id):
            replies = Counter((m.label, m.about) for m in gold(exercise) if isinstance(m, Reply))
            asked = {(q.id, part) for q in schema.questions for part in parts_of(exercise, q.about)}
            assert replies == Counter(asked), exercise.id


def test_tiers_agree_with_the_weighted_sums_of_their_own_ratings(pack: Pack) -> None:
    """Rule 3.1: 40, 30, 20, 10; equal sums share a tier, a higher one stands before. Red lines stand last instead."""
    weights = {"useful": 40, "true": 30, "safe": 20, "brief": 10}
    for exercise in of(pack, "main"):
        crossing = {a.id for a in exercise.answers if said(exercise, "line", a.id) == ("crossed",)}
        sums = [
            {
                sum(weight * said(exercise, name, answer) for name, weight in weights.items())
                for answer in tier
                if answer not in crossing
            }
            for tier in said(exercise, "rank")
        ]
        assert all(len(tier) <= 1 for tier in sums), exercise.id
        told = [one for tier in sums for one in tier]
        assert told == sorted(set(told), reverse=True), exercise.id


def test_of_two_beyond_the_red_line_the_ratings_do_not_contradict_the_ranks(pack: Pack) -> None:
    exercise = pack.exercises["x032"]
    (*_, one), (*_, other) = said(exercise, "rank")[-2:]
    assert said(exercise, "brief", one) > said(exercise, "brief", other)


def test_an_answer_beyond_the_red_line_stands_last_and_is_rated_so(pack: Pack) -> None:
    crossing = 0
    for exercise in of(pack, "main"):
        barred = {a.id for a in exercise.answers if said(exercise, "line", a.id) == ("crossed",)}
        ranks = said(exercise, "rank")
        assert {a.id for a in exercise.answers if said(exercise, "safe", a.id) == 1} == barred, exercise.id
        assert not barred or barred == {name for tier in ranks[-len(barred) :] for name in tier}, exercise.id
        crossing += bool(barred)
    assert crossing >= 15


def test_a_missed_red_line_costs_the_whole_group(pack: Pack) -> None:
    exercise = next(
        e for e in of(pack, "main") if any(said(e, "line", a.id) == ("crossed",) for a in e.answers)
    )
    blind = [
        Reply(m.id, m.label, about=m.about, value=("fine",))
        if isinstance(m, Reply) and m.label == "line"
        else m
        for m in gold(exercise)
    ]
    score = grade_exercise(blind, exercise, pack.schema("main"))
    assert score.accuracy == 0.0
    assert "SEC" in {finding.code for finding in score.findings}


def test_no_place_gives_the_best_answer_away(pack: Pack) -> None:
    groups = of(pack, "main")
    first = Counter(said(exercise, "rank")[0][0] for exercise in groups)
    assert max(first.values()) / len(groups) <= MOST_AT_ONE_PLACE
    signs = Counter(value > 0 for e in of(pack, "pair") if (value := said(e, "prefer", "a1|a2")) != 0)
    assert max(signs.values()) / sum(signs.values()) <= 0.7


def test_an_explanation_names_no_place_in_the_author_s_own_order(pack: Pack) -> None:
    for schema_id in ("main", "pair", "safety"):
        for exercise in of(pack, schema_id):
            told = exercise.rationale
            assert told, exercise.id
            assert not any(f"第{n}个" in told or f"第{n}、" in told for n in "一二三四五六"), exercise.id
            assert "金标第" not in told, exercise.id


def test_an_explanation_names_answers_by_the_letter_that_is_seen(pack: Pack) -> None:
    named = 0
    for exercise in pack.exercises.values():
        told = (
            with_names(exercise.rationale, AS_GIVEN) if exercise.work == "adjudicate" else exercise.rationale
        )
        shown = with_letters(told, {answer.id: "甲" for answer in exercise.answers})
        assert "{" not in shown, exercise.id
        named += "回答 甲" in shown
    assert named >= 100


def test_a_reason_to_look_at_quotes_whole_words_as_clause_3_3_asks(pack: Pack) -> None:
    for exercise in of(pack, "main"):
        why = said(exercise, "why")
        assert "…" not in why, exercise.id
        assert "{" not in why, exercise.id
        assert not re.search(r"第[一二三四五六]个", why), exercise.id
        assert why.count("“") == why.count("”"), exercise.id


def test_an_answer_that_no_words_tell_apart_must_be_named(scripts: dict[str, ModuleType]) -> None:
    blocks = scripts["blocks"]
    block = blocks.Block("r999", 1, "math 一题", asked="问", why="第二个漏了一半，第九个也是。")
    block.answers = [blocks.Answer("5555 ok", "甲。乙。"), blocks.Answer("3555 incomplete", "甲。")]
    told = scripts["gold_faults"].faults([block])
    assert [fault for fault in told if "name it in its head" in fault]
    block.answers[1].head += " | 只答“甲”的一句"
    assert scripts["gold_faults"].faults([block]) == []
    assert scripts["replies"].by_words("第二个漏了一半", block) == "只答“甲”的一句漏了一半"


def test_marks_of_a_fact_check_begin_and_end_with_words(pack: Pack) -> None:
    clean = 0
    for exercise in of(pack, "facts"):
        spans = [mark for mark in gold(exercise) if isinstance(mark, Span)]
        texts = {answer.id: answer.text for answer in exercise.answers}
        assert exercise.sources
        assert "{" not in texts["a1"]
        for span in spans:
            words = texts[span.text_id][span.start : span.end]
            assert words == words.strip("，。；、 "), exercise.id
        clean += not spans
    assert clean >= 1


def truths(scripts: dict[str, ModuleType]) -> dict[str | None, dict[str, Mark]]:
    """The gold of every preference group by id, by the group's text."""
    made = (Exercise.model_validate(scripts["exercises"].exercise(own)) for own in scripts["build"].blocks())
    groups = [each for each in made if each.schema_id == "main"]
    return {each.text: {own.id: own.mark() for own in each.golds[0].marks} for each in groups}


def test_an_inspection_asks_for_every_error_that_was_made_and_no_other(
    pack: Pack, scripts: dict[str, ModuleType]
) -> None:
    made = [each for each in pack.exercises.values() if each.work == "inspect"]
    assert sum(each.pool == "practice" for each in made) >= 12
    assert sum(each.pool == "exam" for each in made) >= 5
    codes: Counter[str] = Counter()
    groups = truths(scripts)
    for exercise in made:
        right = groups[exercise.text]
        wrong = {mark.id for mark in exercise.given_marks if mark != right[mark.id]}
        assert {flag.target for flag in gold(exercise) if isinstance(flag, TextFlag)} == wrong, exercise.id
        assert all(mark.label != "why" for mark in exercise.given_marks)
        assert all(own.note and pack.clause(own.clause) for own in exercise.golds[0].marks)
        codes.update(own.label for own in exercise.golds[0].marks)
    assert set(codes) == {label.id for label in pack.schema("check").labels}
    assert min(codes.values()) >= 5
    assert any(not exercise.golds[0].marks for exercise in made)


def test_what_came_back_has_a_remark_for_each_error_and_the_scorer_finds_them(pack: Pack) -> None:
    returned = [each for each in pack.exercises.values() if each.work == "repair"]
    assert sum(each.pool == "practice" for each in returned) >= 8
    assert sum(each.pool == "exam" for each in returned) >= 3
    for exercise in returned:
        score = grade_exercise(exercise.given_marks, exercise, pack.schema("main"))
        assert {found.answer_id for found in score.findings} == {own.target for own in exercise.remarks}
        assert score.measures["remarks_answered"] == 0, exercise.id
        right = grade_exercise([own.mark() for own in exercise.golds[0].marks], exercise, pack.schema("main"))
        assert (right.accuracy, right.measures["remarks_answered"]) == (1.0, 1.0), exercise.id
        assert all(pack.clause(own.clause) and "应为" not in own.text for own in exercise.remarks)


def test_a_group_that_is_checked_or_decided_in_the_exam_is_asked_in_no_other_way(pack: Pack) -> None:
    exam = [each for each in pack.exercises.values() if each.pool == "exam" and each.answers]
    checked_again = {each.text for each in exam if each.work != "label"}
    assert len(checked_again) == 12
    assert not checked_again & {each.text for each in exam if each.work == "label"}


def test_of_two_people_one_is_right_wherever_they_differ_and_the_other_far_off(pack: Pack) -> None:
    found = [each for each in pack.exercises.values() if each.work == "adjudicate"]
    assert Counter(each.pool for each in found) == {"practice": 8, "exam": 4}
    for each in found:
        true = {(m.label, m.about): m for m in gold(each) if isinstance(m, Reply)}
        schema = pack.schema(each.schema_id)
        apart = each.merge.differences
        assert 2 <= len(apart) <= 4, each.id
        for one in apart:
            values = [mark.value for mark in one.marks if isinstance(mark, Reply)]
            right = true[one.place].value
            assert values.count(right) == 1, (each.id, one.place)
            (wrong,) = (value for value in values if value != right)
            question = schema.question(one.place[0])
            assert question is not None
            if isinstance(right, int) and isinstance(wrong, int):
                assert abs(right - wrong) >= question.tolerance + 2, each.id
        # The written reason is left to who decides.
        assert {mark.label for mark in (*each.merge.first, *each.merge.second)} == {
            own.label for own in true.values()
        } - {"why"}


def test_an_adjudication_says_who_erred_where_and_against_what(pack: Pack) -> None:
    for each in (own for own in pack.exercises.values() if own.work == "adjudicate"):
        lines = [line for line in each.rationale.splitlines() if line.startswith("- ")]
        assert len(lines) == len(each.merge.differences), each.id
        assert {line[2:].partition("错")[0] for line in lines} == {"{first}", "{second}"}
        for line in lines:
            (number,) = re.findall(r"规则 ([\d.]+)）", line)
            assert pack.clause(number) is not None


def test_drafts_do_not_pass_and_references_do(pack: Pack) -> None:
    for schema_id in ("rewrite", "prompt"):
        for exercise in of(pack, schema_id):
            lines = exercise.checks[schema_id]
            assert len(lines) >= 2, exercise.id
            assert checked(said(exercise, schema_id), lines).failed == (), exercise.id
            assert checked(exercise.answers[0].text, lines).failed, exercise.id


def test_a_person_judges_the_meaning_of_everything_written_in_the_exam(pack: Pack) -> None:
    exam = [each for each in pack.exercises.values() if each.pool == "exam"]
    written = [(each.id, checks) for each in exam for checks in each.checks.values()]
    assert len(written) >= 40
    assert [name for name, checks in written if all(one.kind != "instructor" for one in checks)] == []


def test_where_only_words_are_counted_in_practice_a_person_judges_the_meaning(pack: Pack) -> None:
    for schema_id in ("rewrite", "prompt"):
        for exercise in of(pack, schema_id, "practice"):
            kinds = {check.kind for check in exercise.checks[schema_id]}
            assert kinds & {"instructor", "json"}, exercise.id


def test_a_ranking_of_the_practice_waits_for_nobody(pack: Pack) -> None:
    for exercise in of(pack, "main", "practice"):
        assert all(check.kind != "instructor" for check in exercise.checks.get("why", ())), exercise.id


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("w005", "一共24个苹果，分完剩下一些。"),
        ("w006", "七五折就是乘0.75，现价1800元。"),
        ("w021", "总路程230千米，平均每小时76.7千米。"),
        ("xw03", "3×48=1144元，找回156元。"),
        ("xw05", "摊位已经租好，下周五开业。"),
        ("xw01", "抱歉，19月80日的聚餐取消了。"),
    ],
)
def test_a_text_with_a_wrong_number_does_not_fulfil_its_checklist(pack: Pack, name: str, text: str) -> None:
    exercise = pack.exercises[name]
    assert checked(text, exercise.checks["rewrite"]).failed


def test_three_answers_are_compared_two_by_two_and_no_gold_runs_in_a_circle(pack: Pack) -> None:
    threes = [each for each in of(pack, "pair") if len(each.answers) == 3]
    assert Counter(each.pool for each in threes) == {"practice": 6, "exam": 2}
    for exercise in threes:
        found = transitivity(comparisons(gold(exercise), pack.schema("pair"), pairs_only=True))
        assert (found.n, found.circles) == (1, ()), exercise.id
        assert len({answer.text for answer in exercise.answers}) == 3
        turned = [
            Reply(m.id, m.label, about=m.about, value={"a1|a2": 1, "a2|a3": 1, "a1|a3": -1}[m.about])
            for m in gold(exercise)
            if isinstance(m, Reply) and m.label == "prefer"
        ]
        assert len(transitivity(comparisons(turned, pack.schema("pair"), pairs_only=True)).circles) == 1


def test_a_fact_check_is_marked_to_the_sign_and_a_number_with_its_unit(pack: Pack) -> None:
    assert pack.schema("facts").text_rules.boundary_slack == 0
    for exercise in of(pack, "facts"):
        for span in (mark for mark in gold(exercise) if isinstance(mark, Span)):
            after = exercise.answers[0].text[span.end : span.end + 1]
            words = exercise.answers[0].text[span.start : span.end]
            assert not (words[-1].isdigit() and after in {*"元%度册名倍克页点℃"}), exercise.id


def test_there_are_long_answers_and_answers_with_formulas_tables_and_code(pack: Pack) -> None:
    groups = [[answer.text for answer in each.answers] for each in of(pack, "main", "practice")]
    assert any(all(len(text) > 400 for text in texts) for texts in groups)
    for sign in (r"\frac{", "^2", "|---|", "```python"):
        assert any(sum(sign in text for text in texts) >= 2 for texts in groups), sign


def test_everything_that_is_there_is_used_in_the_course(pack: Pack) -> None:
    activities = [activity for module in pack.modules for activity in module.activities]
    trained = [e for a in activities if isinstance(a, PracticeActivity) for e in a.exercises]
    asked = [i for a in activities if isinstance(a, TheoryActivity) for i in a.items]
    read = {a.lesson for a in activities if isinstance(a, LessonActivity)}
    assert sorted(trained) == sorted(e.id for e in pack.exercises.values() if e.pool == "practice")
    assert sorted(asked) == sorted(item.id for item in items(pack, "practice"))
    assert read == set(pack.lessons)


def test_every_gate_can_be_passed_with_what_is_asked_before_it(pack: Pack) -> None:
    activities = {a.id: a for module in pack.modules for a in module.activities}
    for gate in (a for a in activities.values() if isinstance(a, GateActivity)):
        pools = [activities[name] for name in gate.over]
        units = [
            sorted(pack.exercises[e].units for e in a.exercises)
            for a in pools
            if isinstance(a, PracticeActivity)
        ]
        fewest = sum(sorted(unit for each in units for unit in each)[: gate.rule.window])
        assert gate.rule.units <= fewest, gate.id


def test_no_text_names_a_real_telephone_number(pack: Pack) -> None:
    """Numbers that may be called in need are the only ones; those of the stories begin with 0352-000."""
    for exercise in pack.exercises.values():
        texts = [
            exercise.text or "",
            *(a.text for a in exercise.answers),
            *(s.text for s in exercise.sources),
        ]
        for text in texts:
            assert "0352-" not in text.replace("0352-000-", ""), exercise.id
