"""The two courses that are shipped keep what a course promises; their pictures are checked elsewhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.course import GateActivity, PracticeActivity, TheoryActivity
from desktop.curriculum.coverage import coverage
from desktop.curriculum.gold_check import gold_faults
from desktop.curriculum.lesson_text import clause_links, pictures
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack

COURSES = Path(__file__).parents[3] / "courses"
FINDINGS = {"MISS", "EXTRA", "DUP", "CLS", "LOOSE", "CUT", "ATTR", "BND", "RULE"}


@pytest.fixture(scope="module", params=["ord-cv-01", "ord-tx-02"])
def pack(request: pytest.FixtureRequest) -> Pack:
    """A shipped course, opened once."""
    return open_pack(COURSES / request.param)


def activities(pack: Pack) -> list[object]:
    return [activity for module in pack.modules for activity in module.activities]


def test_every_requirement_is_covered(pack: Pack) -> None:
    rows = coverage(pack)
    assert [row.requirement for row in rows] == [each.id for each in pack.order.requirements]
    assert {row.requirement: row.holes() for row in rows if row.holes()} == {}


def test_every_gold_mark_is_possible(pack: Pack) -> None:
    assert [str(fault) for each in pack.exercises.values() for fault in gold_faults(each, pack)] == []


def test_files_are_called_by_the_id_that_they_hold(pack: Pack) -> None:
    """Faults name a file by its id, so an author can only find it when the two agree."""
    paths = set(pack.files.paths())
    assert {f"lessons/{name}.md" for name in pack.lessons} <= paths
    assert {f"exercises/{each.pool}/{name}.json" for name, each in pack.exercises.items()} <= paths


def test_every_clause_and_picture_that_a_lesson_names_is_there(pack: Pack) -> None:
    paths = set(pack.files.paths())
    for lesson in pack.lessons.values():
        assert set(pictures(lesson.body)) <= paths, lesson.id
        assert [number for number in clause_links(lesson.body) if pack.clause(number) is None] == []


def test_every_clause_is_asked_for_by_a_requirement_or_an_error(pack: Pack) -> None:
    asked = {number for each in pack.order.requirements for number in each.clauses}
    assert asked <= {clause.number for clause in pack.rules.clauses}
    for schema in pack.order.schemas:
        for rules in (schema.box_rules, schema.span_rules):
            assert set(rules.clauses) <= FINDINGS
            assert all(pack.clause(number) for number in rules.clauses.values())


def test_every_class_has_a_clause_of_its_own_for_being_mistaken(pack: Pack) -> None:
    """A truck marked as a bus must open the clause on trucks: one that says what a truck is."""
    schema = pack.schema("main")
    for label in schema.labels:
        clause = pack.clause(schema.clause("CLS", label.id))
        assert clause is not None, label.id
        assert label.name in clause.title + clause.text, label.id
        assert label.description, label.id


def test_every_clause_of_a_class_is_there(pack: Pack) -> None:
    numbers = [
        number
        for schema in pack.order.schemas
        for label in schema.labels
        for number in label.clauses.values()
    ]
    assert numbers
    assert [number for number in numbers if pack.clause(number) is None] == []


def test_the_exam_shows_nothing_that_was_practised(pack: Pack) -> None:
    def material(pool: str) -> set[str]:
        return {
            pack.files.digest(each.media) if each.media else each.text or ""
            for each in pack.exercises.values()
            if each.pool == pool
        }

    assert not material("practice") & material("exam")
    stems = Counter(item.stem for item in pack.items.values() if item.picture is None)
    assert [stem for stem, times in stems.items() if times > 1] == []


def test_no_gate_asks_for_more_than_its_activities_hold(pack: Pack) -> None:
    for gate in activities(pack):
        if not isinstance(gate, GateActivity):
            continue
        over = [pack.activity(name) for name in gate.over]
        items = {item for each in over if isinstance(each, TheoryActivity) for item in each.items}
        work = {name for each in over if isinstance(each, PracticeActivity) for name in each.exercises}
        assert len(items) >= gate.rule.theory_items, gate.id
        if gate.rule.units:
            assert sum(pack.exercises[name].units for name in work) >= gate.rule.units, gate.id
            assert len(work) >= gate.rule.window, gate.id


def test_every_lesson_is_on_the_path_once(pack: Pack) -> None:
    read = [getattr(each, "lesson", None) for each in activities(pack)]
    assert sorted(name for name in read if name) == sorted(pack.lessons)


def test_every_practice_material_is_on_the_path(pack: Pack) -> None:
    used: set[str] = set()
    for each in activities(pack):
        used |= {*getattr(each, "items", ()), *getattr(each, "exercises", ())}
    practice = {item.id for item in pack.items.values() if item.pool == "practice"}
    practice |= {each.id for each in pack.exercises.values() if each.pool == "practice"}
    assert practice - used == set()


def test_competencies_weigh_100_and_each_serves_a_requirement_or_a_quality(pack: Pack) -> None:
    assert sum(each.weight for each in pack.profile.competencies) == pytest.approx(100)
    known = {each.id for each in pack.order.requirements}
    for each in pack.profile.competencies:
        assert set(each.requirements) <= known
        assert each.requirements or each.kind == "quality", each.id


def test_label_keys_and_colours_are_told_apart(pack: Pack) -> None:
    for schema in pack.order.schemas:
        for names in (
            [label.key for label in schema.labels],
            [label.colour for label in schema.labels],
            [label.short for label in schema.labels],
        ):
            assert len(set(names)) == len(names), schema.id


def test_gold_marks_are_of_the_schemas_kind_and_inside(pack: Pack) -> None:
    for exercise in pack.exercises.values():
        kind = {"boxes": Box, "spans": Span}.get(pack.schema(exercise.schema_id).task, TextMark)
        for gold in exercise.golds:
            for mark in gold.marks:
                place = mark.mark()
                assert isinstance(place, kind)
                if isinstance(place, Span):
                    assert exercise.text is not None
                    assert exercise.text[place.start : place.end].strip(), (exercise.id, mark.id)


def test_every_question_explains_itself_and_names_a_competency(pack: Pack) -> None:
    for item in pack.items.values():
        assert item.explanation != item.stem, item.id
        assert item.competencies, item.id


def test_judgements_are_neither_all_true_nor_all_false(pack: Pack) -> None:
    answers = Counter(item.answer[0] for item in pack.items.values() if item.kind == "judgement")
    assert set(answers) == {"true", "false"}


def test_a_course_says_who_made_it_and_under_which_licence(pack: Pack) -> None:
    assert pack.head.authors
    assert pack.head.licence
    assert all(credit.licence and credit.author for credit in pack.head.credits)
    for credit in pack.head.credits:
        assert any(path.startswith(credit.path.rstrip("/*")) for path in pack.files.paths()), credit.path
