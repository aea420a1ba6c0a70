"""The course of customer-service dialogues: its volume, its golds, and that practice and exam stay apart."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.check import check_pack
from desktop.curriculum.course import GateActivity, PracticeActivity, TheoryActivity
from desktop.curriculum.items import Exercise, TheoryItem
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.curriculum.text_gold import parts_of

CUSTOMER = "顾客"
PERSONAL = {"phone", "person", "address"}
LEAST_OF_AN_INTENT = 8
MOST_OF_ONE_POSITION = 0.34


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(__file__).resolve().parents[3] / "courses" / "ord-tx-01"


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return open_pack(folder)


def dialogues(pack: Pack, pool: str) -> list[Exercise]:
    return [e for e in pack.exercises.values() if e.pool == pool and e.schema_id == "main"]


def items(pack: Pack, pool: str) -> list[TheoryItem]:
    return [item for item in pack.items.values() if item.pool == pool]


def golds(exercise: Exercise) -> list[TextMark]:
    marks = [mark.mark() for mark in exercise.golds[0].marks]
    return [mark for mark in marks if isinstance(mark, TextMark)]


def slots(pack: Pack) -> Iterator[tuple[Exercise, Span, str]]:
    """Every slot of every dialogue with the words it stands on."""
    for exercise in (*dialogues(pack, "practice"), *dialogues(pack, "exam")):
        for mark in golds(exercise):
            if isinstance(mark, Span):
                yield exercise, mark, (exercise.text or "")[mark.start : mark.end]


def chosen(pack: Pack, pool: str, question: str) -> Counter[str]:
    """How often each option of a question is right."""
    replies = [mark for e in dialogues(pack, pool) for mark in golds(e) if mark.label == question]
    return Counter(name for mark in replies if isinstance(mark, Reply) for name in mark.named)


def test_the_pack_is_clean_and_its_matrix_full(folder: Path) -> None:
    report = check_pack(folder)
    assert [str(fault) for fault in report.faults] == []
    assert len(report.matrix) == 9
    assert all(not row.holes() for row in report.matrix)


def test_the_order_asks_what_the_employer_ordered(pack: Pack) -> None:
    schema = pack.schema("main")
    intent, strength = schema.question("intent"), schema.question("strength")
    assert len(schema.labels) == 11
    assert intent is not None
    assert (len(intent.options), intent.most) == (18, 2)
    assert strength is not None
    assert strength.of == ("positive", "negative")
    assert all(question.speakers == (CUSTOMER,) for question in schema.questions)


def test_every_clause_that_the_order_cites_is_in_the_rules(pack: Pack) -> None:
    for schema in pack.order.schemas:
        tables = [schema.clauses, *(own.clauses for own in (*schema.labels, *schema.questions))]
        for number in {number for table in tables for number in table.values()}:
            assert pack.clause(number) is not None, (schema.id, number)


def test_there_is_enough_to_learn_and_to_examine(pack: Pack) -> None:
    assert len(pack.lessons) >= 8
    assert all(len(lesson.body) >= 600 for lesson in pack.lessons.values())
    assert all(clause.good_texts and clause.bad_texts for clause in pack.rules.clauses)
    assert len(items(pack, "practice")) >= 40
    assert len(items(pack, "exam")) >= 60
    assert len(dialogues(pack, "practice")) >= 140
    assert len(dialogues(pack, "exam")) >= 60


def test_three_forms_of_the_exam_need_not_share_a_question_nor_a_dialogue(pack: Pack) -> None:
    sittings = pack.blueprint.sittings
    for section in pack.blueprint.practical.asked:
        bank = [each for each in pack.exercises.values() if each.pool == "exam" and section.holds(each)]
        assert sum(exercise.units for exercise in bank) >= sittings * section.units, section.id
        for level in section.strata:
            assert sum(e.difficulty == level.difficulty for e in bank) >= sittings * level.count
    for stratum in pack.blueprint.theory.strata:
        assert sum(item.topic == stratum.topic for item in items(pack, "exam")) >= sittings * stratum.count


def test_turns_cover_the_text_but_for_the_line_ends(pack: Pack) -> None:
    for exercise in pack.exercises.values():
        text = exercise.text or ""
        assert [text[turn.start : turn.end] for turn in exercise.turns] == text.split("\n"), exercise.id
        assert {turn.speaker for turn in exercise.turns} == {CUSTOMER, "客服"}, exercise.id


def test_every_turn_of_the_customer_has_its_replies_and_no_other_turn_has_any(pack: Pack) -> None:
    for exercise in (*dialogues(pack, "practice"), *dialogues(pack, "exam")):
        told = {(m.about, m.label): m.value for m in golds(exercise) if isinstance(m, Reply)}
        asked = parts_of(exercise, "turn", (CUSTOMER,))
        strong = {part for part in asked if told[part, "sentiment"] != ("neutral",)}
        wanted = {(part, name) for part in asked for name in ("intent", "sentiment")}
        assert told.keys() == wanted | {(part, "strength") for part in strong}, exercise.id


def test_every_intent_and_slot_is_practised_and_examined(pack: Pack) -> None:
    question = pack.schema("main").question("intent")
    assert question is not None
    for pool in ("practice", "exam"):
        found = chosen(pack, pool, "intent")
        assert found.keys() == {option.id for option in question.options}
        assert min(found.values()) >= LEAST_OF_AN_INTENT, (pool, found)
        used = Counter(mark.label for exercise, mark, _ in slots(pack) if exercise.pool == pool)
        assert used.keys() == {label.id for label in pack.schema("main").labels}
        assert min(used.values()) >= LEAST_OF_AN_INTENT, (pool, used)


def test_every_sentiment_and_strength_is_practised_and_examined(pack: Pack) -> None:
    for pool in ("practice", "exam"):
        feelings = chosen(pack, pool, "sentiment")
        assert min(feelings[name] for name in ("positive", "negative", "neutral")) >= 10
        marks = [mark for e in dialogues(pack, pool) for mark in golds(e) if mark.label == "strength"]
        places = Counter(mark.value for mark in marks if isinstance(mark, Reply))
        assert places.keys() == {1, 2, 3}


def test_slots_lie_in_the_customers_words_and_begin_and_end_inside_words(pack: Pack) -> None:
    for exercise, mark, words in slots(pack):
        for edge in (words[0], words[-1]):
            assert unicodedata.category(edge)[0] in "LN", (exercise.id, words)
        spoken = [turn for turn in exercise.turns if turn.speaker == CUSTOMER]
        assert any(turn.start <= mark.start and mark.end <= turn.end for turn in spoken), (exercise.id, words)


def test_slots_never_overlap(pack: Pack) -> None:
    for exercise in (*dialogues(pack, "practice"), *dialogues(pack, "exam")):
        places = sorted((m.start, m.end) for m in golds(exercise) if isinstance(m, Span))
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(places)), exercise.id


def test_the_same_words_are_always_the_same_slot(pack: Pack) -> None:
    found: dict[str, set[str]] = {}
    for _exercise, mark, words in slots(pack):
        found.setdefault(words, set()).add(mark.label)
    assert {words: labels for words, labels in found.items() if len(labels) > 1} == {}


def test_personal_details_say_whether_they_are_private(pack: Pack) -> None:
    answers = Counter()  # type: Counter[tuple[str, object]]
    for exercise, mark, words in slots(pack):
        assert (mark.label in PERSONAL) == ("private" in mark.attributes), (exercise.id, words)
        if mark.label in PERSONAL:
            answers[mark.label, mark.attributes["private"]] += 1
    assert answers["phone", False] >= 8
    assert answers["address", False] >= 4
    assert answers["person", False] == 0


def test_nobody_can_be_reached_by_a_number_in_a_text(pack: Pack) -> None:
    for exercise in pack.exercises.values():
        for number in re.findall(r"(?<![\dA-Z])\d[\d-]{6,}\d", exercise.text or ""):
            assert re.fullmatch(r"120\d{8}|0352-000-\d{4}", number), (exercise.id, number)


def test_exam_goods_people_and_places_are_not_those_of_practice(pack: Pack) -> None:
    kinds = {"store", "product", "person", "address", "waybill"}
    known = {words for e, mark, words in slots(pack) if e.pool == "practice" and mark.label in kinds}
    asked = {words for e, mark, words in slots(pack) if e.pool == "exam" and mark.label in kinds}
    assert known
    assert not known & asked


def test_exam_dialogues_share_no_sentence_with_practice(pack: Pack) -> None:
    def parts(exercise: Exercise) -> set[str]:
        lines = [(exercise.text or "")[t.start : t.end] for t in exercise.turns if t.speaker == CUSTOMER]
        found = re.split(r"[，。！？；：…\s]", "\n".join(lines))
        return {part for part in found if len(part) >= 10}

    practised = set().union(*(parts(exercise) for exercise in dialogues(pack, "practice")))
    for exercise in dialogues(pack, "exam"):
        assert not parts(exercise) & practised, exercise.id


def test_the_title_of_a_dialogue_gives_nothing_away(pack: Pack) -> None:
    for exercise in pack.exercises.values():
        assert re.fullmatch(r"(顾客对话|考核对话|质检对话|返修对话|考核质检|考核返修) \d{3}", exercise.title)
        assert exercise.pool == "practice" or not exercise.tags


def test_exam_questions_are_not_practice_questions(pack: Pack) -> None:
    stems = [item.stem for item in pack.items.values()]
    assert len(stems) == len(set(stems))
    for item in pack.items.values():
        assert all((item.explanation, item.requirements, item.competencies, item.clause)), item.id
    assert sum(item.red_line for item in items(pack, "exam")) >= 5


@pytest.mark.parametrize("pool", ["practice", "exam"])
def test_the_place_and_length_of_an_option_tell_nothing(pack: Pack, pool: str) -> None:
    singles = [item for item in items(pack, pool) if item.kind == "single"]
    places = Counter(item.answer[0] for item in singles)
    assert places.keys() == {"a", "b", "c", "d"}
    assert max(places.values()) / len(singles) <= MOST_OF_ONE_POSITION
    truths = Counter(item.answer[0] for item in items(pack, pool) if item.kind == "judgement")
    assert min(truths["true"], truths["false"]) >= 4
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
    assert sorted(drawn) == sorted(e.id for e in pack.exercises.values() if e.pool == "practice")


def test_inspection_and_repair_are_practised_and_examined(pack: Pack) -> None:
    for work, practice, exam in (("inspect", 15, 8), ("repair", 15, 8)):
        own = [each for each in pack.exercises.values() if each.work == work]
        assert sum(each.pool == "practice" for each in own) >= practice
        assert sum(each.pool == "exam" for each in own) >= exam
        assert all(each.requirements == ("R9",) for each in own)
    assert {section.id for section in pack.blueprint.practical.asked} == {"dialogue", "inspect", "repair"}


def test_every_gate_can_be_reached(pack: Pack) -> None:
    activities = {activity.id: activity for module in pack.modules for activity in module.activities}
    for gate in (each for each in activities.values() if isinstance(each, GateActivity)):
        over = [activities[name] for name in gate.over]
        questions = sum(len(each.items) for each in over if isinstance(each, TheoryActivity))
        assert questions >= gate.rule.theory_items, gate.id
        practices = [each for each in over if isinstance(each, PracticeActivity)]
        if practices:
            assert sum(each.needed for each in practices) >= gate.rule.window, gate.id
            units = sorted(pack.exercises[name].units for each in practices for name in each.exercises)
            assert sum(units[: gate.rule.window]) >= 0.5 * gate.rule.units, gate.id
            assert sum(units[-gate.rule.window :]) >= gate.rule.units, gate.id
