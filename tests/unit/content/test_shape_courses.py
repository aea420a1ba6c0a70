"""The courses of rotated boxes, masks, lanes, receipts, key points and inspection: whole, fair, and kept apart."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.assessment.reuse import expected_reuse
from desktop.curriculum.check import check_pack
from desktop.curriculum.course import GateActivity, PracticeActivity, TheoryActivity
from desktop.curriculum.generators.receipt import make_receipt
from desktop.curriculum.items import Exercise, TheoryItem
from desktop.curriculum.lesson_text import clause_links, pictures
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.grading import grade_exercise

ROOT = Path(__file__).resolve().parents[3]
COURSES = ROOT / "courses"
NAMES = ("ord-cv-02", "ord-cv-03", "ord-cv-04", "ord-cv-05", "ord-cv-06", "ord-qa-01")
#: Least exercises of the main order to practise and to be examined by.
VOLUME = {
    "ord-cv-02": (14, 12),
    "ord-cv-03": (14, 12),
    "ord-cv-04": (8, 6),
    "ord-cv-05": (14, 12),
    "ord-cv-06": (8, 6),
    "ord-qa-01": (8, 12),
}
MOST_PICTURE_BYTES = 60_000
MOST_MEGABYTES = 26


@pytest.fixture(scope="module", params=NAMES)
def pack(request: pytest.FixtureRequest) -> Pack:
    return open_pack(COURSES / request.param)


def schema_of(pack: Pack, exercise: Exercise) -> LabelSchema:
    return next(schema for schema in pack.order.schemas if schema.id == exercise.schema_id)


def items(pack: Pack, pool: str) -> list[TheoryItem]:
    return [item for item in pack.items.values() if item.pool == pool]


def shown_pictures(item: TheoryItem) -> list[str]:
    return [path for path in (item.picture, *(choice.picture for choice in item.choices)) if path]


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_is_clean_and_its_matrix_full(name: str) -> None:
    report = check_pack(COURSES / name)

    assert [str(fault) for fault in report.faults] == []
    assert all(not row.holes() for row in report.matrix)


def test_there_is_enough_to_practise_and_to_examine(pack: Pack) -> None:
    main = Counter(each.pool for each in pack.exercises.values() if each.schema_id == "main")
    practice, exam = VOLUME[pack.head.id]

    assert main["practice"] >= practice
    assert main["exam"] >= exam
    for section in pack.blueprint.practical.asked:
        bank = [each for each in pack.exercises.values() if each.pool == "exam" and section.holds(each)]
        assert sum(each.units for each in bank) > pack.blueprint.sittings * section.units, section.id


@pytest.mark.parametrize("name", ["ord-cv-03", "ord-qa-01"])
def test_no_section_of_a_paper_comes_again_before_the_third_sitting(name: str) -> None:
    pack = open_pack(COURSES / name)
    pack.files.close()
    found = expected_reuse(
        pack.blueprint, list(pack.items.values()), list(pack.exercises.values()), trainees=8
    )
    for each in found:
        assert set(each.sections) == {section.title for section in pack.blueprint.practical.sections}
        assert max(each.sections.values()) < 0.05, each


def test_every_exam_exercise_can_be_asked(pack: Pack) -> None:
    exam = [each for each in pack.exercises.values() if each.pool == "exam"]
    assert all(pack.blueprint.practical.section_of(each) is not None for each in exam)


def test_the_new_pictures_keep_the_installer_small() -> None:
    files = [path for name in NAMES for path in (COURSES / name / "media").rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) <= MOST_MEGABYTES * 2**20


def test_a_perfect_answer_scores_perfectly(pack: Pack) -> None:
    for exercise in pack.exercises.values():
        answer = [mark.mark() for mark in exercise.golds[0].marks if not mark.ignore]
        score = grade_exercise(answer, exercise, schema_of(pack, exercise))
        assert score.accuracy == 1.0, (exercise.id, score.findings)


def test_everything_to_practise_is_on_the_path_and_every_lesson_once(pack: Pack) -> None:
    activities = [each for module in pack.modules for each in module.activities]
    used = {
        name for each in activities for field in ("items", "exercises") for name in getattr(each, field, ())
    }
    practice = {item.id for item in items(pack, "practice")}
    practice |= {each.id for each in pack.exercises.values() if each.pool == "practice"}

    assert practice <= used
    assert sorted(each.lesson for each in activities if each.kind == "lesson") == sorted(pack.lessons)


def test_no_gate_asks_for_more_than_its_activities_hold(pack: Pack) -> None:
    for gate in (each for module in pack.modules for each in module.activities):
        if not isinstance(gate, GateActivity):
            continue
        over = [pack.activity(name) for name in gate.over]
        theory = {item for each in over if isinstance(each, TheoryActivity) for item in each.items}
        work = [each for each in over if isinstance(each, PracticeActivity)]
        assert len(theory) >= gate.rule.theory_items, gate.id
        if gate.rule.units:
            fewest = sorted(pack.exercises[name].units for each in work for name in each.exercises)
            assert sum(fewest[: gate.rule.window]) >= gate.rule.units / 2, gate.id
            assert sum(fewest[-gate.rule.window :]) >= gate.rule.units, gate.id


def test_lessons_show_pairs_and_open_clauses(pack: Pack) -> None:
    for lesson in pack.lessons.values():
        assert lesson.requirements, lesson.id
        assert lesson.competencies, lesson.id
        assert clause_links(lesson.body), lesson.id
        assert len(pictures(lesson.body)) >= 2, lesson.id
    assert sum("![✓" in each.body and "![✗" in each.body for each in pack.lessons.values()) >= 2


def test_the_exam_shows_nothing_that_was_shown_before(pack: Pack) -> None:
    digests = {
        pool: {pack.files.digest(str(each.media)) for each in pack.exercises.values() if each.pool == pool}
        for pool in ("practice", "exam")
    }
    assert not digests["practice"] & digests["exam"]
    taught = {path for lesson in pack.lessons.values() for path in pictures(lesson.body)}
    taught |= {picture.path for clause in pack.rules.clauses for picture in (*clause.good, *clause.bad)}
    taught |= {path for item in items(pack, "practice") for path in shown_pictures(item)}
    examined = {path for item in items(pack, "exam") for path in shown_pictures(item)}
    assert not taught & examined
    assert not any(path.startswith("media/exam/") for path in taught | examined)


def test_example_pictures_are_small_and_none_lies_about_unused(pack: Pack) -> None:
    used = {path for lesson in pack.lessons.values() for path in pictures(lesson.body)}
    used |= {picture.path for clause in pack.rules.clauses for picture in (*clause.good, *clause.bad)}
    used |= {path for item in pack.items.values() for path in shown_pictures(item)}
    there = {path for path in pack.files.paths() if path.startswith(("media/examples/", "media/quiz/"))}

    assert there == {path for path in used if path.startswith(("media/examples/", "media/quiz/"))}
    assert [path for path in there if len(pack.files.read(path)) > MOST_PICTURE_BYTES] == []


@pytest.mark.parametrize("pool", ["practice", "exam"])
def test_answers_cannot_be_told_by_place_length_or_habit(pack: Pack, pool: str) -> None:
    singles = [item for item in items(pack, pool) if item.kind == "single"]
    places = Counter(item.answer[0] for item in singles)
    assert max(places.values()) / len(singles) <= 0.36
    longest = 0
    for item in singles:
        lengths = {choice.id: len(choice.text) for choice in item.choices}
        longest += all(lengths[item.answer[0]] > n for name, n in lengths.items() if name != item.answer[0])
    assert longest / len(singles) <= 0.4
    truths = Counter(item.answer[0] for item in items(pack, pool) if item.kind == "judgement")
    assert min(truths["true"], truths["false"]) >= 2
    for item in items(pack, pool):
        assert item.explanation, item.id
        assert len({choice.text for choice in item.choices}) == len(item.choices), item.id


def test_stems_without_a_picture_differ(pack: Pack) -> None:
    stems = Counter(item.stem for item in pack.items.values() if not shown_pictures(item))

    assert [stem for stem, times in stems.items() if times > 1] == []


# ---------------------------------------------------------------- car parks


def test_car_parks_hold_every_class_and_every_direction() -> None:
    found = open_pack(COURSES / "ord-cv-02")
    for pool in ("practice", "exam"):
        marks = [
            mark
            for each in found.exercises.values()
            if each.pool == pool
            for mark in each.golds[0].marks
            if not mark.ignore
        ]
        labels = Counter(mark.label for mark in marks)
        assert min(labels["car"], labels["bus"], labels["truck"]) >= 10
        quarters = Counter(int((mark.shape or {})["box"][4] // 90) for mark in marks)
        assert min(quarters[number] for number in range(4)) >= 20
        assert sum(mark.attributes["truncated"] is True for mark in marks) >= 20


# ---------------------------------------------------------------- parts


def test_washers_have_holes_and_defects_lie_on_housings() -> None:
    found = open_pack(COURSES / "ord-cv-03")
    rings = [
        len((mark.shape or {})["rings"])
        for each in found.exercises.values()
        if each.schema_id == "polygon"
        for mark in each.golds[0].marks
        if mark.label == "washer" and not mark.ignore
    ]
    assert len(rings) >= 10
    assert rings.count(2) >= 0.8 * len(rings)
    for pool in ("practice", "exam"):
        labels = Counter(
            mark.label
            for each in found.exercises.values()
            if each.pool == pool and each.schema_id == "main"
            for mark in each.golds[0].marks
            if not mark.ignore
        )
        assert min(labels[name] for name in ("screw", "washer", "housing")) >= 20
        assert min(labels[name] for name in ("scratch", "stain", "missing")) >= 5


# ---------------------------------------------------------------- receipts


@pytest.mark.parametrize("name", ["p002", "e003"])
def test_a_receipt_of_the_pack_is_the_generator_s_own(name: str) -> None:
    """The gold in the pack is what the program would make today from the same seed."""
    exercise = open_pack(COURSES / "ord-cv-05").exercises[name]
    seed = (1000 if name[0] == "p" else 5000) + int(name[1:])
    layout = ("delivery", "slip", "voucher")[int(name[1:]) % 3]
    made = make_receipt(seed, ROOT / "assets" / "fonts", layout)  # type: ignore[arg-type]

    assert exercise.size == made.size
    assert exercise.golds[0].marks == made.marks()


def test_receipts_ask_the_reading_order_of_their_rows_and_the_gold_keeps_it() -> None:
    found = open_pack(COURSES / "ord-cv-05")
    schema = found.schema("main")
    ordered = schema.object_rules.ordered
    assert schema.clause("ORDER", ordered[0]) == "2.4"
    for exercise in found.exercises.values():
        marks = [mark.mark() for mark in exercise.golds[0].marks]
        rows = [place for place, mark in enumerate(marks) if mark.label in ordered]
        # A cell too late: what was forgotten and added behind all the others.
        answer = [mark for place, mark in enumerate(marks) if place != rows[0]] + [marks[rows[0]]]
        assert grade_exercise(marks, exercise, schema).findings == (), exercise.id
        codes = [finding.code for finding in grade_exercise(answer, exercise, schema).findings]
        assert codes == ["ORDER"], exercise.id


def test_receipts_ask_a_text_and_a_number_beside_the_transcription() -> None:
    found = open_pack(COURSES / "ord-cv-05")
    schema = found.schema("main")
    assert {each.id: each.kind for each in schema.attributes} == {"day": "text", "sum": "number"}
    for exercise in found.exercises.values():
        by_label = {mark.label: mark for mark in exercise.golds[0].marks}
        day, text = by_label["date"].attributes["day"], (by_label["date"].shape or {})["text"]
        year, month, date = map(int, str(day).split("-"))
        assert [year, month, date] == [int(part) for part in re.findall(r"\d+", text)][:3]
        total = float(str((by_label["total"].shape or {})["text"]).lstrip("¥"))
        assert by_label["total"].attributes["sum"] == pytest.approx(total)


def test_no_class_of_the_receipts_has_a_key_that_a_tool_of_theirs_uses() -> None:
    letters = {label.key for label in open_pack(COURSES / "ord-cv-05").schema("main").labels} - set(
        "0123456789"
    )
    assert letters == {"y", ";"}


# ---------------------------------------------------------------- lanes


def test_every_road_has_a_picture_of_the_moment_before_it() -> None:
    found = open_pack(COURSES / "ord-cv-04")
    shown = {each.context for each in found.exercises.values()}
    assert len(shown) == len(found.exercises)
    for exercise in found.exercises.values():
        assert exercise.context is not None
        assert exercise.media is not None
        assert exercise.context == exercise.media.replace(".webp", "-before.webp")
        assert found.files.digest(exercise.context) != found.files.digest(exercise.media)


# ---------------------------------------------------------------- scratches


def test_a_scratch_that_is_a_pixel_off_is_right() -> None:
    found = open_pack(COURSES / "ord-cv-03")
    schema = found.schema("main")
    shifted: Counter[tuple[str, bool]] = Counter()
    for exercise in found.exercises.values():
        if exercise.schema_id != "main" or exercise.pool != "practice":
            continue
        marks = [mark.mark() for mark in exercise.golds[0].marks if not mark.ignore]
        answer = [
            mark.moved(1, 0) if isinstance(mark, Mask) and mark.label == "scratch" else mark for mark in marks
        ]
        wrong = {finding.answer_id for finding in grade_exercise(answer, exercise, schema).findings}
        shifted.update((mark.label, mark.id in wrong) for mark in marks if mark.label == "scratch")
    assert shifted["scratch", False] >= 10
    assert shifted["scratch", True] == 0


# ---------------------------------------------------------------- inspection


def test_every_seeded_error_is_found_by_a_flag_on_a_mark_that_is_there() -> None:
    found = open_pack(COURSES / "ord-qa-01")
    kinds: Counter[str] = Counter()
    for exercise in found.exercises.values():
        if exercise.work != "inspect":
            continue
        given = {mark.id for mark in exercise.given_marks}
        flags = [mark.mark() for mark in exercise.golds[0].marks if not mark.ignore]
        kinds.update(flag.label for flag in flags)
        assert 3 <= len(flags) < len(given)
        for flag in flags:
            assert isinstance(flag, Flag)
            assert (flag.target is None) == (flag.label == "MISS"), exercise.id
            assert flag.target is None or flag.target in given, exercise.id
    assert set(kinds) == {"MISS", "EXTRA", "DUP", "CLS", "LOOSE", "CUT", "ATTR", "ANG"}
    assert min(kinds.values()) >= 4


def test_a_repair_starts_faulty_and_every_fault_has_a_remark() -> None:
    found = open_pack(COURSES / "ord-qa-01")
    repairs = [each for each in found.exercises.values() if each.work == "repair"]

    assert len(repairs) >= 5
    for exercise in repairs:
        before = grade_exercise(exercise.starts_from, exercise, schema_of(found, exercise))
        assert before.accuracy < 1.0, exercise.id
        assert len(exercise.remarks) >= 3, exercise.id
        assert all(found.clause(remark.clause) is not None for remark in exercise.remarks)


def test_an_inspector_who_says_nothing_or_flags_everything_fails() -> None:
    found = open_pack(COURSES / "ord-qa-01")
    exercise = found.exercises["qe001"]
    schema = schema_of(found, exercise)
    all_flagged = [
        Flag(f"x{place}", "LOOSE", target=mark.id, x1=box[0], y1=box[1], x2=box[2], y2=box[3])
        for place, mark in enumerate(exercise.given_marks)
        for box in [mark.bounds]  # type: ignore[union-attr]
    ]

    assert grade_exercise([], exercise, schema).accuracy == 0.0
    assert grade_exercise(all_flagged, exercise, schema).accuracy < 0.3


# ---------------------------------------------------------------- a machine's draft


def test_a_machine_s_draft_holds_right_and_wrong_marks_and_is_worth_mending() -> None:
    found = open_pack(COURSES / "ord-cv-02")
    drafts = [each for each in found.exercises.values() if each.work == "correct"]

    assert len(drafts) >= 3
    for exercise in drafts:
        before = grade_exercise(exercise.starts_from, exercise, schema_of(found, exercise))
        assert 0.2 <= before.accuracy <= 0.85, exercise.id
        assert {finding.code for finding in before.findings} >= {"MISS", "ANG"}, exercise.id
