"""Seeded errors: a true annotation spoilt on purpose, each error with its truth, for inspection and repair.

Every operator takes one mark and makes one error of one code. Chance comes from the caller's generator, so that a
seed gives the same errors again. An operator gives up rather than make an error that could be argued about: what it
makes is wrong to the scorer as well, by that code and at that mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.flag import Flag
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.seeding.any_shape import (
    double,
    drop,
    mirror_attribute,
    misplace,
    phantom,
    swap_class,
    ungroup,
    wrong_attribute,
)
from desktop.curriculum.seeding.base import Operator, Scene, Spoilt
from desktop.curriculum.seeding.borders import (
    cut_corner,
    fill_hole,
    shift_border,
    shrink_border,
    swell_border,
)
from desktop.curriculum.seeding.boxes import (
    cut_side,
    flip_heading,
    loosen_side,
    shift_end,
    turn,
    turn_corners,
)
from desktop.curriculum.seeding.lines import move_point, reverse_line, shift_line, shorten_line
from desktop.curriculum.seeding.skeletons import mirror, move_joint, wrong_visibility
from desktop.curriculum.seeding.texts import drop_sign, swap_signs

__all__ = ["OPERATORS", "Operator", "Scene", "Seeded", "Spoilt", "applicable", "seed_errors"]


@dataclass(frozen=True)
class Seeded:
    """A spoilt annotation and the flags that find every error of it; a flag's label is the error's code."""

    given: tuple[Shape, ...]
    flags: tuple[Flag, ...]


OPERATORS: Mapping[str, Operator] = {
    operator.__name__: operator
    for operator in (
        drop, phantom, double, swap_class, wrong_attribute, mirror_attribute, misplace, ungroup,
        loosen_side, cut_side, shift_end, turn, flip_heading, turn_corners,
        swell_border, shrink_border, shift_border, cut_corner, fill_hole,
        shift_line, shorten_line, reverse_line, move_point,
        mirror, move_joint, wrong_visibility,
        swap_signs, drop_sign,
    )
}  # fmt: skip


def seed_errors(
    marks: Sequence[Shape],
    schema: LabelSchema,
    *,
    size: tuple[int, int],
    wanted: Iterable[str],
    chance: Random,
) -> Seeded:
    """Return the annotation with one error for each operator named in ``wanted``, no two of the same mark.

    An operator that fits no mark that is left is passed over: what is sure is only that no error is without its flag.
    Raises KeyError for an operator nobody knows.
    """
    scene = Scene(marks, schema, size, chance)
    left = list(marks)
    instead: dict[str, tuple[Shape, ...]] = {}
    flags: list[Flag] = []
    behind: list[Shape] = []
    for name in wanted:
        chance.shuffle(left)
        for mark in left:
            spoilt = OPERATORS[name](mark, scene)
            if spoilt is not None:
                instead[mark.id] = () if spoilt.last else spoilt.given
                behind += spoilt.given if spoilt.last else ()
                flags.append(Flag(f"f{len(flags) + 1}", spoilt.code, *spoilt.place, target=spoilt.target))
                left.remove(mark)
                break
    given = [shape for mark in marks for shape in instead.get(mark.id, (mark,))]
    return Seeded((*given, *behind), tuple(flags))


def applicable(scene: Scene) -> tuple[str, ...]:
    """Return the operators that fit at least one of the scene's marks."""
    return tuple(
        name
        for name, operator in OPERATORS.items()
        if any(operator(mark, scene) is not None for mark in scene.marks)
    )
