"""The course of official-document entities: its volume, its golds, and that practice and exam stay apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from desktop.curriculum.check import check_pack
from desktop.curriculum.course import GateActivity, PracticeActivity, TheoryActivity
from desktop.curriculum.items import Exercise, GoldMark, TheoryItem
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.scoring.grading import grade_exercise

LABELS = {"org", "loc", "person", "time", "money", "docno", "project"}
MOST_TEXTS_OF_ONE_POSITION = 0.34


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(__file__).resolve().parents[3] / "courses" / "ord-tx-02"


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return open_pack(folder)


@pytest.fixture
def scripts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    """The scripts that write the exercises and the theory."""
    monkeypatch.syspath_prepend(str(folder.parents[1] / "build" / "content" / "text"))
    import build_exercises
    import build_theory

    return build_exercises, build_theory


def entity_texts(pack: Pack) -> list[Exercise]:
    """The exercises of the order's own schema; relations are looked at in test_relation_layer."""
    return [exercise for exercise in pack.exercises.values() if exercise.schema_id == "main"]


def texts(pack: Pack, pool: str) -> list[Exercise]:
    return [exercise for exercise in entity_texts(pack) if exercise.pool == pool]


def items(pack: Pack, pool: str) -> list[TheoryItem]:
    return [item for item in pack.items.values() if item.pool == pool]


def marks(pack: Pack) -> Iterator[tuple[Exercise, GoldMark, str]]:
    """Every gold mark with its exercise and the words it stands on."""
    for exercise in entity_texts(pack):
        for gold in exercise.golds:
            for mark in gold.marks:
                yield exercise, mark, (exercise.text or "")[mark.start : mark.end]


def test_the_pack_is_clean_and_its_matrix_full(folder: Path) -> None:
    report = check_pack(folder)
    assert [str(fault) for fault in report.faults] == []
    assert [row.requirement for row in report.matrix][:10] == [f"R{number}" for number in range(1, 11)]
    assert all(not row.holes() for row in report.matrix)


def test_there_is_enough_to_learn_and_to_examine(pack: Pack) -> None:
    assert len(pack.lessons) >= 9
    assert len(pack.rules.clauses) >= 18
    assert all(clause.good_texts and clause.bad_texts for clause in pack.rules.clauses)
    assert len(items(pack, "practice")) >= 45
    assert len(items(pack, "exam")) >= 65
    assert len(texts(pack, "practice")) >= 62
    assert len(texts(pack, "exam")) >= 34


def test_a_second_form_of_the_exam_can_differ_from_the_first(pack: Pack) -> None:
    for section in pack.blueprint.practical.asked:
        bank = [each for each in pack.exercises.values() if each.pool == "exam" and section.holds(each)]
        assert sum(exercise.units for exercise in bank) >= 3 * section.units
        for level in section.strata:
            assert sum(exercise.difficulty == level.difficulty for exercise in bank) > level.count
    for stratum in pack.blueprint.theory.strata:
        assert sum(item.topic == stratum.topic for item in items(pack, "exam")) > stratum.count


def test_exam_texts_have_the_length_of_a_paragraph(pack: Pack) -> None:
    assert all(120 <= len(exercise.text or "") <= 320 for exercise in texts(pack, "exam"))
    assert all(exercise.units >= 10 for exercise in texts(pack, "exam"))


def test_practice_has_texts_without_any_entity(pack: Pack) -> None:
    empty = [exercise.id for exercise in texts(pack, "practice") if exercise.units == 0]
    assert len(empty) >= 2


def test_every_label_is_practised_and_examined(pack: Pack) -> None:
    for pool in ("practice", "exam"):
        seen = Counter(mark.label for exercise, mark, _ in marks(pack) if exercise.pool == pool)
        assert seen.keys() == LABELS
        assert min(seen.values()) >= 10


def test_golds_begin_and_end_inside_words(pack: Pack) -> None:
    for exercise, _mark, words in marks(pack):
        for edge in (words[0], words[-1]):
            allowed = edge in "¥￥" or unicodedata.category(edge)[0] in "LN"
            assert allowed, (exercise.id, words)
        assert "\n" not in words, (exercise.id, words)


def test_only_projects_hold_other_entities(pack: Pack) -> None:
    for exercise in entity_texts(pack):
        rows = sorted(exercise.golds[0].marks, key=lambda mark: (mark.start or 0, -(mark.end or 0)))
        for at, outer in enumerate(rows):
            for inner in rows[at + 1 :]:
                if (inner.start or 0) < (outer.end or 0):
                    assert (inner.end or 0) <= (outer.end or 0), exercise.id
                    assert outer.label == "project", exercise.id
                    assert inner.label in {"org", "person"}, exercise.id
                    assert (inner.start, inner.end) != (outer.start, outer.end), exercise.id


def test_a_document_number_is_whole(pack: Pack) -> None:
    for _exercise, mark, words in marks(pack):
        if mark.label == "docno":
            assert re.fullmatch(r"\w+[〔\[（【]\d{4}[〕\]）】]第?\d+号", words), words


def test_the_same_words_bear_the_same_label_everywhere(pack: Pack) -> None:
    labels: dict[str, set[str]] = {}
    for _exercise, mark, words in marks(pack):
        labels.setdefault(words, set()).add(mark.label)
    assert {words: given for words, given in labels.items() if len(given) > 1} == {}


def test_a_perfect_answer_scores_perfectly(pack: Pack) -> None:
    schema = pack.schema("main")
    for exercise in entity_texts(pack):
        answer = [mark.mark() for mark in exercise.golds[0].marks]
        score = grade_exercise(answer, exercise, schema)
        assert not score.findings, exercise.id


def test_the_files_are_what_the_sources_say(folder: Path, scripts: tuple[ModuleType, ModuleType]) -> None:
    exercises, theory = scripts
    pools = {pool: exercises.read_blocks(path) for pool, path in exercises.SOURCES.items()}
    assert exercises.check(pools["practice"], pools["exam"]) == []
    for pool, blocks in pools.items():
        own = {
            path.stem
            for path in (folder / "exercises" / pool).iterdir()
            if re.match(r"[pe]\d{3}$", path.stem)
        }
        assert own == {block.id for block in blocks}
        for block in blocks:
            path = folder / "exercises" / pool / f"{block.id}.json"
            assert path.read_text(encoding="utf-8") == exercises.rendered(block, pool)
    for name, text in theory.rendered().items():
        assert (folder / "theory" / name).read_text(encoding="utf-8") == text


def test_exam_texts_share_no_sentence_with_practice(pack: Pack) -> None:
    def sentences(exercise: Exercise) -> set[str]:
        parts = re.split(r"[。；！？，\n]", exercise.text or "")
        return {part.strip() for part in parts if len(part.strip()) >= 12}

    practised = set().union(*(sentences(exercise) for exercise in texts(pack, "practice")))
    for exercise in texts(pack, "exam"):
        assert not sentences(exercise) & practised, exercise.id


def test_exam_questions_are_not_practice_questions(pack: Pack) -> None:
    practised = {item.stem for item in items(pack, "practice")}
    assert all(item.stem not in practised for item in items(pack, "exam"))
    stems = [item.stem for item in pack.items.values()]
    assert len(stems) == len(set(stems))


def test_every_question_explains_itself_and_names_what_it_serves(pack: Pack) -> None:
    for item in pack.items.values():
        assert all((item.explanation, item.requirements, item.competencies)), item.id
        texts_of_choices = [choice.text for choice in item.choices]
        assert len(texts_of_choices) == len(set(texts_of_choices)), item.id
    assert sum(item.red_line for item in items(pack, "exam")) >= 5


@pytest.mark.parametrize("pool", ["practice", "exam"])
def test_the_place_of_an_option_tells_nothing(pack: Pack, pool: str) -> None:
    singles = [item for item in items(pack, pool) if item.kind == "single"]
    places = Counter(item.answer[0] for item in singles)
    assert places.keys() == {"a", "b", "c", "d"}
    assert max(places.values()) / len(singles) <= MOST_TEXTS_OF_ONE_POSITION
    truths = Counter(item.answer[0] for item in items(pack, pool) if item.kind == "judgement")
    assert min(truths["true"], truths["false"]) >= 4
    for item in items(pack, pool):
        if item.kind == "ordering":
            assert item.answer != tuple(choice.id for choice in item.choices), item.id


def test_the_right_option_is_not_known_by_its_length(pack: Pack) -> None:
    singles = [item for item in items(pack, "exam") if item.kind == "single"]
    longest = 0
    for item in singles:
        lengths = {choice.id: len(choice.text) for choice in item.choices}
        longest += all(lengths[item.answer[0]] > n for name, n in lengths.items() if name != item.answer[0])
    assert longest / len(singles) <= 0.4


def test_all_practice_material_stands_in_the_course_once(pack: Pack) -> None:
    activities = [activity for module in pack.modules for activity in module.activities]
    asked = [name for each in activities if isinstance(each, TheoryActivity) for name in each.items]
    drawn = [name for each in activities if isinstance(each, PracticeActivity) for name in each.exercises]
    assert sorted(asked) == sorted(item.id for item in items(pack, "practice"))
    assert sorted(drawn) == sorted(own.id for own in pack.exercises.values() if own.pool == "practice")


def test_every_gate_can_be_reached(pack: Pack) -> None:
    activities = {activity.id: activity for module in pack.modules for activity in module.activities}
    for gate in (each for each in activities.values() if isinstance(each, GateActivity)):
        over = [activities[name] for name in gate.over]
        questions = sum(len(each.items) for each in over if isinstance(each, TheoryActivity))
        assert questions >= gate.rule.theory_items, gate.id
        practices = [each for each in over if isinstance(each, PracticeActivity)]
        if practices:
            assert sum(each.needed for each in practices) >= gate.rule.window, gate.id
            pool = sorted(pack.exercises[name].units for each in practices for name in each.exercises)
            assert sum(pool[-gate.rule.window :]) >= gate.rule.units, gate.id
