"""Papers drawn from the courses that are shipped: lawful, never equal, and long enough to prove something."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from desktop.assessment.form import Form, ShortBankError, draw_form, form_from_json, form_to_json
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack

COURSES = Path(__file__).parents[3] / "courses"
NAMES = ("ord-cv-01", "ord-tx-02")
SEEDS = tuple(f"station/{number}" for number in range(25))


@pytest.fixture(scope="module", params=NAMES)
def pack(request: pytest.FixtureRequest) -> Pack:
    """A shipped course, opened once."""
    return open_pack(COURSES / request.param)


def bank(pack: Pack) -> list[Exercise]:
    return list(pack.exercises.values())


def draw(pack: Pack, seed: str, seen: tuple[Form, ...] = (), **more: dict[str, int]) -> Form:
    return draw_form(pack.blueprint, pack.items.values(), bank(pack), seed=seed, seen=seen, **more)


@pytest.fixture(scope="module")
def forms(pack: Pack) -> tuple[Form, ...]:
    """A first paper for 25 trainees."""
    return tuple(draw(pack, seed) for seed in SEEDS)


def test_trainees_side_by_side_get_different_papers(forms: tuple[Form, ...]) -> None:
    assert len({form.ids for form in forms}) == len(SEEDS)
    assert len({form.theory for form in forms}) == len(SEEDS)


def test_only_exam_material_of_the_order_is_drawn(pack: Pack, forms: tuple[Form, ...]) -> None:
    for form in forms:
        assert {pack.items[entry.item_id].pool for entry in form.theory} == {"exam"}
        assert {pack.exercises[name].pool for name in form.practical} == {"exam"}
        asked = {pack.exercises[name].schema_id for name in form.practical}
        assert asked == {name for section in pack.blueprint.practical.asked for name in section.schemas}


def test_nothing_that_the_path_teaches_is_ever_asked(pack: Pack, forms: tuple[Form, ...]) -> None:
    taught: set[str] = set()
    for module in pack.modules:
        for activity in module.activities:
            taught |= {*getattr(activity, "items", ()), *getattr(activity, "exercises", ())}
    assert taught
    for form in forms:
        assert not form.ids & taught


def test_every_topic_has_the_number_of_questions_that_the_blueprint_says(
    pack: Pack, forms: tuple[Form, ...]
) -> None:
    asked = Counter({stratum.topic: stratum.count for stratum in pack.blueprint.theory.strata})
    for form in forms:
        assert Counter(pack.items[entry.item_id].topic for entry in form.theory) == asked


def test_every_difficulty_has_at_least_the_exercises_that_the_blueprint_says(
    pack: Pack, forms: tuple[Form, ...]
) -> None:
    for form in forms:
        for section in pack.blueprint.practical.asked:
            mine = [pack.exercises[name] for name in form.practical if section.holds(pack.exercises[name])]
            levels = Counter(each.difficulty for each in mine)
            for stratum in section.strata:
                assert levels[stratum.difficulty] >= stratum.count


def test_every_paper_holds_at_least_300_judged_units(pack: Pack, forms: tuple[Form, ...]) -> None:
    assert sum(section.units for section in pack.blueprint.practical.asked) >= 300
    for form in forms:
        assert form.units == sum(pack.exercises[name].units for name in form.practical)
        assert form.units >= 300


def test_no_section_is_longer_than_one_exercise_beyond_what_is_needed(
    pack: Pack, forms: tuple[Form, ...]
) -> None:
    for form in forms:
        for section in pack.blueprint.practical.asked:
            units = [
                pack.exercises[name].units for name in form.practical if section.holds(pack.exercises[name])
            ]
            if len(units) > sum(stratum.count for stratum in section.strata):
                assert sum(units) - max(units) < section.units


def test_nothing_is_asked_twice_in_a_paper(forms: tuple[Form, ...]) -> None:
    for form in forms:
        assert len(form.ids) == len(form.theory) + len(form.practical)


def test_every_question_shows_all_its_options_once(pack: Pack, forms: tuple[Form, ...]) -> None:
    for form in forms:
        for entry in form.theory:
            item = pack.items[entry.item_id]
            offered = ["true", "false"] if item.kind == "judgement" else [each.id for each in item.choices]
            assert sorted(entry.choices) == sorted(offered)
            if item.kind == "ordering":
                assert entry.choices != item.answer


def test_the_right_option_does_not_stand_in_one_place(pack: Pack, forms: tuple[Form, ...]) -> None:
    places = Counter(
        entry.choices.index(pack.items[entry.item_id].answer[0])
        for form in forms
        for entry in form.theory
        if pack.items[entry.item_id].kind == "single"
    )
    assert len(places) >= 3
    assert max(places.values()) < 0.5 * sum(places.values())


def test_a_paper_is_the_same_on_every_pc_and_survives_the_record(pack: Pack) -> None:
    for seed in SEEDS[:5]:
        form = draw(pack, seed)
        assert draw(pack, seed) == form
        backwards = draw_form(
            pack.blueprint, [*pack.items.values()][::-1], bank(pack)[::-1], seed=seed, exposure={}, seen=()
        )
        assert backwards == form
        assert form_from_json(json.loads(json.dumps(form_to_json(form)))) == form


def test_all_sittings_of_one_trainee_are_different_papers(pack: Pack) -> None:
    for seed in SEEDS[:5]:
        seen: tuple[Form, ...] = ()
        for number in range(pack.blueprint.sittings):
            form = draw(pack, f"{seed}/{number}", seen)
            assert form.ids not in [earlier.ids for earlier in seen]
            assert form.units >= 300
            seen = (*seen, form)


def test_a_retake_asks_as_little_again_as_the_bank_allows(pack: Pack) -> None:
    topics = Counter(item.topic for item in pack.items.values() if item.pool == "exam")
    first = draw(pack, "one")
    second = draw(pack, "two", (first,))
    again = {entry.item_id for entry in first.theory} & {entry.item_id for entry in second.theory}
    for stratum in pack.blueprint.theory.strata:
        unavoidable = max(2 * stratum.count - topics[stratum.topic], 0)
        assert sum(pack.items[name].topic == stratum.topic for name in again) == unavoidable


def test_a_class_of_thirty_uses_the_whole_bank_evenly(pack: Pack) -> None:
    used: Counter[str] = Counter()
    for number in range(30):
        used.update(entry.item_id for entry in draw(pack, f"seat {number}", exposure=dict(used)).theory)
    for stratum in pack.blueprint.theory.strata:
        times = [
            used[item.id]
            for item in pack.items.values()
            if item.pool == "exam" and item.topic == stratum.topic
        ]
        assert max(times) - min(times) <= 1, stratum.topic


def test_a_bank_without_its_exam_pool_says_what_is_short(pack: Pack) -> None:
    practice = [item for item in pack.items.values() if item.pool == "practice"]
    with pytest.raises(ShortBankError) as caught:
        draw_form(pack.blueprint, practice, bank(pack), seed="s")
    assert caught.value.code == "topic"
    assert caught.value.available == 0
    with pytest.raises(ShortBankError) as caught:
        draw_form(pack.blueprint, pack.items.values(), [], seed="s")
    assert caught.value.code == "difficulty"


def test_red_lines_are_among_what_can_be_asked(pack: Pack, forms: tuple[Form, ...]) -> None:
    red = {item.id for item in pack.items.values() if item.red_line and item.pool == "exam"}
    assert red
    assert any(red & form.ids for form in forms)
