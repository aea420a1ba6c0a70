"""A form is drawn by the blueprint and a seed, is never one already seen, and comes out the same everywhere."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.assessment.form import Form, ShortBankError, draw_form, form_from_json, form_to_json
from tests.unit.assessment.samples import bank, blueprint, exercise, item, tasks


def draw(seed: str = "s", **more: object) -> Form:
    given = {"blueprint": blueprint(), "items": bank(), "exercises": tasks(), "seed": seed} | more
    return draw_form(given.pop("blueprint"), given.pop("items"), given.pop("exercises"), **given)


def test_a_form_holds_what_the_blueprint_asks_of_each_stratum() -> None:
    form = draw()
    topics = {one.id: one.topic for one in bank()}
    levels = {one.id: one.difficulty for one in tasks()}
    assert Counter(topics[one.item_id] for one in form.theory) == {"rules": 3, "security": 1}
    assert Counter(levels[name] for name in form.practical) == {1: 2, 2: 1}
    assert form.units == 30


def test_exercises_are_added_until_the_units_are_reached() -> None:
    form = draw(blueprint=blueprint(practical={"units": 55}))
    assert form.units == 60
    assert len(form.practical) == len(set(form.practical)) == 6


def test_exercises_without_units_are_not_added_as_filling() -> None:
    empty = [exercise(f"z{n}", units=0, difficulty=3) for n in range(5)]
    form = draw(blueprint=blueprint(practical={"units": 60}), exercises=[*tasks(), *empty])
    assert not any(name.startswith("z") for name in form.practical)


def test_only_the_exam_pool_is_drawn() -> None:
    items = [*bank(), *(item(f"x{n}", pool="practice") for n in range(30))]
    exercises = [*tasks(), *(exercise(f"x{n}", pool="practice") for n in range(30))]
    for seed in "abc":
        assert not any(name.startswith("x") for name in draw(seed, items=items, exercises=exercises).ids)


def test_the_same_seed_draws_the_same_form_and_another_seed_another() -> None:
    assert draw("one") == draw("one")
    assert draw("one") != draw("two")
    assert draw("one", items=bank()[::-1], exercises=tasks()[::-1]) == draw("one")


def test_this_seed_draws_this_form_forever() -> None:
    """The shuffle is SHA-256 of seed, purpose and id: no release of Python or of ours may change it."""
    form = draw("2026-11-23/1")
    assert [one.item_id for one in form.theory] == ["r7", "s0", "r6", "r9"]
    assert form.theory[0].choices == ("b", "c", "d", "a")
    assert form.practical == ("e5", "h2", "e7")


def test_options_are_shuffled_but_not_those_of_a_judgement() -> None:
    kinds = [item(f"j{n}", kind="judgement") for n in range(12)]
    form = draw(items=[*kinds, *bank(0, 4)])
    assert {one.choices for one in form.theory if one.item_id.startswith("j")} == {("true", "false")}
    orders = {one.choices for seed in "abcdefgh" for one in draw(seed).theory}
    assert len(orders) > 4
    assert all(sorted(order) == list("abcd") for order in orders)


@pytest.mark.parametrize("seed", [str(n) for n in range(60)])
def test_an_ordering_never_starts_out_solved(seed: str) -> None:
    form = draw(seed, items=[*(item(f"o{n}", kind="ordering") for n in range(4)), *bank(0, 4)])
    assert ("a", "b", "c", "d") not in {one.choices for one in form.theory if one.item_id.startswith("o")}


def test_a_retake_meets_nothing_again_while_the_bank_lasts() -> None:
    first = draw("one")
    second = draw("two", seen=[first])
    third = draw("three", seen=[first, second])
    assert not first.ids & second.ids
    assert not third.ids & (first.ids | second.ids)


def test_when_the_bank_runs_out_as_little_as_possible_is_met_again() -> None:
    small = {"items": bank(5, 3), "exercises": tasks(5, 3)}
    first = draw("one", **small)
    second = draw("two", seen=[first], **small)
    assert len(first.ids & second.ids) == 1
    assert first.ids != second.ids


def test_the_least_used_of_the_site_come_first() -> None:
    used = {one.id: 3 for one in bank() if one.id not in {"r4", "r5", "r6"}}
    form = draw(exposure=used)
    assert {"r4", "r5", "r6"} <= form.ids


def test_what_this_trainee_has_met_weighs_more_than_use_on_the_site() -> None:
    first = draw("one")
    unseen = dict.fromkeys({one.id for one in bank()} - first.ids, 9)
    assert not draw("two", seen=[first], exposure=unseen).ids & {one.item_id for one in first.theory}


def test_a_form_is_never_given_twice() -> None:
    """Four rules of which three are drawn: four papers, each once, then no more."""
    given = {
        "blueprint": blueprint(topics=[("rules", 3)], difficulties=[(1, 1)]),
        "items": bank(4, 0),
        "exercises": [exercise("only")],
    }
    seen: list[Form] = []
    for turn in range(4):
        seen.append(draw(f"sitting {turn}", seen=tuple(seen), **given))
    assert len({form.ids for form in seen}) == 4
    with pytest.raises(ShortBankError) as raised:
        draw("sitting 5", seen=tuple(seen), **given)
    assert raised.value.code == "parallel"


def test_exposure_never_forces_a_form_already_seen() -> None:
    given = {
        "blueprint": blueprint(topics=[("rules", 2)], difficulties=[(1, 1)]),
        "items": bank(4, 0),
        "exercises": [exercise("only")],
    }
    first = draw("a", exposure={"r2": 5, "r3": 5}, **given)
    second = draw("b", exposure={"r2": 5, "r3": 5}, seen=[first], **given)
    third = draw("c", exposure={"r2": 5, "r3": 5}, seen=[first, second], **given)
    assert len({first.ids, second.ids, third.ids}) == 3


@pytest.mark.parametrize(
    ("more", "code", "stratum", "needed", "available"),
    [
        ({"items": bank(2, 4)}, "topic", "rules", 3, 2),
        ({"exercises": tasks(8, 0)}, "difficulty", "2", 1, 0),
        ({"blueprint": blueprint(practical={"units": 500})}, "units", "", 500, 120),
    ],
)
def test_a_bank_too_small_says_what_is_short(
    more: dict, code: str, stratum: str, needed: int, available: int
) -> None:
    with pytest.raises(ShortBankError) as raised:
        draw(**more)
    error = raised.value
    assert (error.code, error.stratum, error.needed, error.available) == (code, stratum, needed, available)
    assert str(needed) in str(error)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=20), st.integers(0, 3))
def test_any_seed_draws_a_lawful_form(seed: str, sittings: int) -> None:
    seen: list[Form] = []
    for _ in range(sittings + 1):
        form = draw(seed, seen=tuple(seen))
        assert len(form.theory) == 4
        assert len(form.ids) == len(form.theory) + len(form.practical)
        assert form_from_json(json.loads(json.dumps(form_to_json(form)))) == form
        assert form.ids not in [earlier.ids for earlier in seen]
        seen.append(form)


@pytest.mark.parametrize(
    "damage",
    [
        {"format": "doorstep-form/2"},
        {"seed": 7},
        {"theory": [[]]},
        {"theory": "r1"},
        {"theory": [["r1", 2]]},
        {"practical": [1]},
        {"units": "30"},
        {"units": True},
    ],
)
def test_a_damaged_form_is_refused(damage: dict) -> None:
    with pytest.raises(ValueError, match=r"form|seed|theory|practical|units"):
        form_from_json(form_to_json(draw()) | damage)
    with pytest.raises(ValueError, match="form"):
        form_from_json(None)
