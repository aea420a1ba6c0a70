"""A form: one trainee's paper, drawn once per sitting from the exam bank by a recorded seed (docs/adr/0022).

Chance is a SHA-256 of seed, purpose and id, so a draw can be repeated on any PC, in any release, by any program.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from desktop.curriculum.course import Blueprint, PracticalSection
from desktop.curriculum.items import Exercise, TheoryItem

FORMAT = "doorstep-form/1"
#: How often a draw is repeated, with a new turn of the seed, before a form already seen is given up on.
TURNS = 20

Shortage: TypeAlias = Literal["topic", "difficulty", "units", "parallel"]


class ShortBankError(ValueError):
    """The exam bank cannot fill a form. ``stratum`` names the topic, difficulty or "", the numbers say how short.

    ``section`` names the section of the practical part; "" where it has none.
    """

    def __init__(
        self, code: Shortage, stratum: str, needed: int, available: int, *, section: str = ""
    ) -> None:
        words = f"{section} {code} {stratum}: needed {needed}, available {available}"
        super().__init__(" ".join(words.split()))
        self.code = code
        self.stratum = stratum
        self.section = section
        self.needed = needed
        self.available = available


@dataclass(frozen=True)
class FormItem:
    """A theory item of a form and the order in which its options are shown."""

    item_id: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """What one sitting asks, in order. ``units`` counts the judged units of the practical part."""

    seed: str
    theory: tuple[FormItem, ...]
    practical: tuple[str, ...]
    units: int

    @property
    def ids(self) -> frozenset[str]:
        """Every theory item and exercise of the form."""
        return frozenset(item.item_id for item in self.theory) | frozenset(self.practical)


def draw_form(
    blueprint: Blueprint,
    items: Iterable[TheoryItem],
    exercises: Iterable[Exercise],
    *,
    seed: str,
    exposure: Mapping[str, int] | None = None,
    seen: Sequence[Form] = (),
) -> Form:
    """Draw a form. Only what is in the exam pool is drawn, and in the practical part what a section asks for.

    Within each stratum those come first that this trainee met in the fewest earlier forms (``seen``), then those
    used least on this site (``exposure``: id -> times), then by the seed. Sections follow each other as the blueprint names
    them, and avoid each other's pictures and texts. A form of the same items and exercises as an earlier one is never given. Raises ShortBankError when the bank cannot fill the blueprint or holds no other form.
    """
    bank = _Bank(
        [item for item in items if item.pool == "exam"],
        [exercise for exercise in exercises if exercise.pool == "exam"],
        Counter(used for form in seen for used in form.ids),
        dict(exposure or {}),
    )
    for turn in range(TURNS):
        form = _draw(blueprint, bank.loosened(turn), seed, turn)
        if all(form.ids != earlier.ids for earlier in seen):
            return form
    raise ShortBankError("parallel", "", len(seen) + 1, len(seen))


def form_to_json(form: Form) -> dict[str, Any]:
    """Return a form as a JSON object."""
    return {
        "format": FORMAT,
        "seed": form.seed,
        "theory": [[item.item_id, *item.choices] for item in form.theory],
        "practical": list(form.practical),
        "units": form.units,
    }


def form_from_json(value: Any) -> Form:
    """Return the form of a JSON object. Raises ValueError."""
    if not isinstance(value, Mapping) or value.get("format") != FORMAT:
        raise ValueError(f"a form must be an object of format {FORMAT!r}")
    theory = [_texts(entry, "theory") for entry in _list(value.get("theory"), "theory")]
    units = value.get("units")
    if not all(theory) or not isinstance(units, int) or isinstance(units, bool):
        raise ValueError(f"theory must name items and units be a whole number, got units {units!r:.60}")
    (seed,) = _texts([value.get("seed")], "seed")
    return Form(
        seed=seed,
        theory=tuple(FormItem(entry[0], entry[1:]) for entry in theory),
        practical=_texts(value.get("practical"), "practical"),
        units=units,
    )


@dataclass(frozen=True)
class _Bank:
    items: Sequence[TheoryItem]
    exercises: Sequence[Exercise]
    met: Mapping[str, int]
    exposure: Mapping[str, int]

    def loosened(self, turn: int) -> _Bank:
        """Return the bank with less weight on history the more often that history led to a form already seen."""
        if turn == 0:
            return self
        return replace(self, exposure={}, met=self.met if turn < TURNS // 2 else {})

    def ranked(self, ids: Iterable[str], seed: str, purpose: str, again: Collection[str] = ()) -> list[str]:
        """Return ids, the least met first, then those not ``again``, the least used, and as chance wills."""
        return sorted(
            ids,
            key=lambda name: (
                self.met.get(name, 0),
                name in again,
                self.exposure.get(name, 0),
                _chance(seed, purpose, name),
            ),
        )


def _draw(blueprint: Blueprint, bank: _Bank, seed: str, turn: int) -> Form:
    turned = seed if turn == 0 else f"{seed}/{turn}"
    practical, units = _practical(blueprint, bank, turned)
    return Form(seed, _theory(blueprint, bank, turned), practical, units)


def _theory(blueprint: Blueprint, bank: _Bank, seed: str) -> tuple[FormItem, ...]:
    chosen: list[str] = []
    for stratum in blueprint.theory.strata:
        able = [item.id for item in bank.items if item.topic == stratum.topic and item.id not in chosen]
        if len(able) < stratum.count:
            raise ShortBankError("topic", stratum.topic, stratum.count, len(able))
        chosen += bank.ranked(able, seed, "theory")[: stratum.count]
    by_id = {item.id: item for item in bank.items}
    order = sorted(chosen, key=lambda name: _chance(seed, "order", name))
    return tuple(FormItem(name, _choices(by_id[name], seed)) for name in order)


def _choices(item: TheoryItem, seed: str) -> tuple[str, ...]:
    """Return the options in the order to show; an ordering never starts out solved, a judgement is not shuffled."""
    if item.kind == "judgement":
        return ("true", "false")
    shuffled = sorted((choice.id for choice in item.choices), key=lambda name: _chance(seed, item.id, name))
    if item.kind == "ordering" and tuple(shuffled) == item.answer:
        shuffled = [*shuffled[1:], shuffled[0]]
    return tuple(shuffled)


def _practical(blueprint: Blueprint, bank: _Bank, seed: str) -> tuple[tuple[str, ...], int]:
    """Return the exercises of all sections, one section after the other, and their units."""
    part = blueprint.practical
    by_id = {exercise.id: exercise for exercise in bank.exercises}
    paper: list[str] = []
    for section in part.asked:
        name = section.id if part.sections else ""
        shown = {_material(by_id[one]) for one in paper}
        chosen = _section(section, bank, seed, shown=shown, name=name)
        paper += sorted(chosen, key=lambda one: _chance(seed, "order", one))
    return tuple(paper), sum(by_id[one].units for one in paper)


def _section(
    section: PracticalSection, bank: _Bank, seed: str, *, shown: Collection[str], name: str
) -> list[str]:
    """Return the exercises of one section. ``shown``: what earlier sections of the paper show already."""
    able = {exercise.id: exercise for exercise in bank.exercises if section.holds(exercise)}
    units = {one: exercise.units for one, exercise in able.items()}
    again = {one for one, exercise in able.items() if _material(exercise) in shown} if shown else set()
    chosen: list[str] = []
    for stratum in section.strata:
        level = [
            one
            for one, exercise in able.items()
            if exercise.difficulty == stratum.difficulty and one not in chosen
        ]
        if len(level) < stratum.count:
            raise ShortBankError(
                "difficulty", str(stratum.difficulty), stratum.count, len(level), section=name
            )
        chosen += bank.ranked(level, seed, "practical", again)[: stratum.count]
    total = sum(units[one] for one in chosen)
    for one in bank.ranked((one for one in units if one not in chosen), seed, "more", again):
        if total >= section.units:
            break
        if units[one]:
            chosen.append(one)
            total += units[one]
    if total < section.units:
        raise ShortBankError("units", "", section.units, total, section=name)
    return chosen


def _material(exercise: Exercise) -> str:
    return exercise.media or exercise.text or ""


def _chance(seed: str, purpose: str, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{purpose}\n{name}".encode()).digest()


def _list(value: Any, name: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{name} must be a list, got {type(value).__name__}")
    return value


def _texts(value: Any, name: str) -> tuple[str, ...]:
    entries = _list(value, name)
    if not all(isinstance(entry, str) for entry in entries):
        raise ValueError(f"{name} must hold texts, got {value!r:.60}")
    return tuple(entries)
