"""What exercises hold, and that in the shipped courses the next one really follows from what went wrong."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.curriculum.course import PracticeActivity
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.intervals import wilson_lower
from desktop.training.evidence import Evidence, FoundAt
from desktop.training.holdings import LEAST_ENDINGS, WITHOUT_GOLD, Bank, Holding, bank_of, holding
from desktop.training.practice_queue import HARDER, choose_next
from desktop.training.weakness import LEAST_WRONG, weaknesses
from tests.unit.scoring.samples import schema
from tests.unit.training.samples import try_row

COURSES = Path(__file__).parents[3] / "courses"
BOXES, SPANS = schema(), schema("spans")
CODES = {
    "boxes": ("MISS", "EXTRA", "DUP", "CLS", "LOOSE", "CUT", "ATTR", "RULE"),
    "spans": ("MISS", "EXTRA", "DUP", "CLS", "BND"),
}


def picture(*marks: GoldMark, tags: tuple[str, ...] = (), more: tuple[Gold, ...] = ()) -> Exercise:
    return Exercise(
        id="e", title="e", pool="practice", media="media/e.png", size=(1000, 1000), golds=(Gold(marks=marks), *more),
        tags=tags,
    )  # fmt: skip


def box(name: str, label: str, *corners: float, **more: object) -> GoldMark:
    return GoldMark.model_validate({"id": name, "label": label, "box": corners, **more})


def text(words: str, *marks: tuple[str, str, int]) -> Exercise:
    """A text with marks given as (label, words, which occurrence)."""
    found = []
    for number, (label, part, nth) in enumerate(marks):
        start = -1
        for _ in range(nth + 1):
            start = words.index(part, start + 1)
        found.append(GoldMark(id=f"g{number}", label=label, start=start, end=start + len(part)))
    return Exercise(id="t", title="t", pool="practice", text=words, golds=(Gold(marks=tuple(found)),))


def traits(exercise: Exercise, rules: LabelSchema, gold_id: str) -> set[tuple[str, str]]:
    unit = holding(exercise, rules).unit(gold_id)
    assert unit is not None
    return set(unit.traits)


# ------------------------------------------------------------------ one exercise


def test_labels_sizes_and_attributes_are_read_off_the_gold() -> None:
    shown = picture(
        box("a", "car", 0, 0, 400, 300, attributes={"occlusion": "heavy", "door": True}),
        box("b", "car", 500, 500, 520, 560),
        box("c", "van", 700, 700, 800, 800),
    )
    held = holding(shown, BOXES)
    assert (held.chances("MISS"), held.chances("MISS", "car"), held.chances("LOOSE", "dog")) == (3, 2, 0)
    assert traits(shown, BOXES, "a") == {("occlusion", "heavy"), ("door", "true"), ("size", "large")}
    assert traits(shown, BOXES, "b") == {("size", "small")}
    assert traits(shown, BOXES, "c") == set()
    assert held.chances("ATTR", "car", ("occlusion", "heavy")) == 1


def test_boxes_in_each_others_way_are_a_crowd() -> None:
    shown = picture(
        box("a", "car", 0, 0, 100, 100), box("b", "van", 50, 0, 150, 100), box("c", "car", 500, 0, 600, 90)
    )
    assert ("crowd", "close") in traits(shown, BOXES, "a") & traits(shown, BOXES, "b")
    assert ("crowd", "close") not in traits(shown, BOXES, "c")


def test_light_and_weather_are_traits_of_every_mark_and_other_tags_are_not() -> None:
    assert traits(picture(box("a", "car", 0, 0, 90, 90), tags=("night", "normal")), BOXES, "a") == {
        ("scene", "night")
    }


def test_ignored_marks_are_no_units_but_lures() -> None:
    shown = picture(box("a", "car", 0, 0, 90, 90), box("x", "van", 300, 0, 309, 9, ignore=True))
    held = holding(shown, BOXES)
    assert set(held.units) == {"a"}
    assert (held.chances("EXTRA", "van"), held.chances("EXTRA", "car"), held.chances("RULE")) == (1, 0, 1)
    assert held.chances("EXTRA", "van", ("size", "small")) == 0


def test_a_crowd_is_a_lure_too() -> None:
    shown = picture(box("a", "car", 0, 0, 100, 100), box("b", "van", 50, 0, 150, 100))
    assert holding(shown, BOXES).chances("EXTRA", "van") == 1


def test_units_of_further_golds_are_found_by_id_but_counted_once() -> None:
    more = Gold(name="b", marks=(box("z", "van", 0, 0, 90, 90),))
    held = holding(picture(box("a", "car", 0, 0, 90, 90), more=(more,)), BOXES)
    other = held.unit("z")
    assert other is not None
    assert other.label == "van"
    assert held.chances("MISS") == 1
    assert held.unit("nobody") is None


def test_nested_long_bracketed_and_repeated_spans_are_told_apart() -> None:
    words = "云河区人民医院附属康复护理中心（二期）由云河区建设，云河区验收。"
    shown = text(
        words, ("dog", "云河区人民医院附属康复护理中心", 0), ("cat", "云河区", 0), ("cat", "云河区", 1), ("cat", "云河区", 2)
    )  # fmt: skip
    assert traits(shown, SPANS, "g0") == {("nesting", "nested"), ("length", "long"), ("edge", "brackets")}
    assert traits(shown, SPANS, "g1") == {("nesting", "nested"), ("repeats", "again")}
    assert traits(shown, SPANS, "g3") == {("repeats", "again")}


def test_what_ends_like_a_mark_and_is_none_is_a_lure() -> None:
    shown = text("3月5日发文，10个工作日内报3月9日的数", ("cat", "3月5日", 0))
    endings = {"cat": frozenset("日")}
    assert holding(shown, SPANS, endings).lures == {"cat": 2}
    assert holding(shown, SPANS).lures == {}


def test_an_empty_holding_holds_nothing() -> None:
    assert (Holding().chances("MISS"), Holding().chances("EXTRA"), Holding().unit("a")) == (0, 0, None)


# ------------------------------------------------------------------ the shipped courses


@pytest.fixture(scope="module", params=["ord-cv-01", "ord-tx-02"])
def pack(request: pytest.FixtureRequest) -> Iterator[Pack]:
    found = open_pack(COURSES / request.param)
    yield found
    found.files.close()


@pytest.fixture(scope="module")
def bank(pack: Pack) -> Bank:
    return bank_of(pack)


def practices(pack: Pack) -> list[PracticeActivity]:
    every = [each for module in pack.modules for each in module.activities]
    return [
        each
        for each in every
        if isinstance(each, PracticeActivity) and pack.exercises[each.exercises[0]].schema_id == "main"
    ]


def erring(code: str, label: str, pack: Pack, bank: Bank) -> Evidence:
    """Somebody who has this one weakness, shown at an exercise of another activity."""
    at = max(
        (each for each in pack.exercises.values() if each.pool == "exam"),
        key=lambda each: (bank[each.id].chances("MISS", label), each.id),
    )
    marks = [name for name, unit in bank[at.id].units.items() if unit.label == label]
    if code in WITHOUT_GOLD:
        found = [FoundAt(code, "", label) for _ in range(3)]
    else:
        found = [FoundAt(code, name) for name in marks]
    row = try_row(at.id, 0, at.units, activity="elsewhere", codes={code: len(found)}, found=found)
    return Evidence(tries=[row], handed_in={"elsewhere": frozenset({at.id})})


def thing(code: str, label: str, held: Holding) -> int:
    return held.chances(code, label)


def test_every_weakness_of_a_shipped_course_changes_the_choice_where_exercises_are_unlike(
    pack: Pack, bank: Bank
) -> None:
    rules = pack.schema("main")
    changed = told = 0
    for activity in practices(pack):
        exercises = [pack.exercises[name] for name in activity.exercises]
        usual = choose_next(exercises, Evidence(), (), bank).exercise
        pool = [each for each in exercises if each.difficulty <= usual.difficulty + HARDER]
        for code in CODES[rules.task]:
            for label in rules.labels:
                evidence = erring(code, label.id, pack, bank)
                weak = weaknesses(evidence, wilson_lower, bank=bank)
                assert [(each.name, each.label) for each in weak] == [(code, label.id)]
                chosen = choose_next(exercises, evidence, weak, bank)
                counts = {each.id: thing(code, label.id, bank[each.id]) for each in exercises}
                where = f"{activity.id} {code} {label.id}"
                assert counts[chosen.exercise.id] >= statistics.median(counts.values()), where
                most = max(counts[each.id] for each in pool)
                if weak[0].trait is None:
                    assert counts[chosen.exercise.id] == most, where
                    if counts[usual.id] < most:
                        assert chosen.exercise.id != usual.id, where
                changed += chosen.exercise.id != usual.id
                told += chosen.weakness is not None
                assert (chosen.weakness is not None) is (chosen.exercise.id != usual.id), where
    assert changed == told
    assert changed > 100


def test_unlike_weaknesses_lead_to_unlike_exercises(pack: Pack, bank: Bank) -> None:
    """The fault that was found: every code and every label chose the same exercise."""
    rules = pack.schema("main")
    for activity in practices(pack):
        exercises = [pack.exercises[name] for name in activity.exercises]
        chosen = {
            choose_next(exercises, evidence, weaknesses(evidence, wilson_lower, bank=bank), bank).exercise.id
            for code in CODES[rules.task]
            for label in rules.labels
            for evidence in [erring(code, label.id, pack, bank)]
        }
        assert len(chosen) >= min(3, len(exercises)), activity.id


def test_the_bank_of_a_pack_is_the_same_every_time(pack: Pack, bank: Bank) -> None:
    assert bank_of(pack) == bank
    assert set(bank) == set(pack.exercises)


def test_every_label_of_a_text_course_has_its_typical_endings() -> None:
    assert LEAST_ENDINGS > LEAST_WRONG
    pack = open_pack(COURSES / "ord-tx-02")
    bank = bank_of(pack)
    for label in ("org", "loc", "time", "money", "project"):
        assert sum(held.chances("EXTRA", label) for held in bank.values()) > 10, label
