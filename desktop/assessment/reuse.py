"""How much of a paper its trainee has met before: of one paper, and of the papers that a bank will yield."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.assessment.form import Form, ShortBankError, draw_form
from desktop.curriculum.course import Blueprint
from desktop.curriculum.items import Exercise, TheoryItem

#: A later sitting that asks more than this share again says more about memory than it should.
MOST_AGAIN = 0.5
#: So many trainees are followed through all their sittings: the mean is then sure to a point or two.
TRAINEES = 40


@dataclass(frozen=True)
class Reuse:
    """What a later sitting asks again. ``sitting`` counts from 1; the shares are of its exercises and its questions."""

    sitting: int
    practical: float
    theory: float

    @property
    def too_much(self) -> bool:
        """Whether more comes again than a later sitting should ask."""
        return max(self.practical, self.theory) > MOST_AGAIN


def met_before(form: Form, seen: Iterable[Form]) -> tuple[int, int]:
    """Return how many of a form's exercises, and how many of its questions, stood in earlier forms."""
    earlier = frozenset().union(*(each.ids for each in seen))
    return (
        sum(name in earlier for name in form.practical),
        sum(item.item_id in earlier for item in form.theory),
    )


def expected_reuse(
    blueprint: Blueprint,
    items: Sequence[TheoryItem],
    exercises: Sequence[Exercise],
    *,
    trainees: int = TRAINEES,
) -> tuple[Reuse, ...]:
    """Return the mean share asked again in each sitting after the first, papers drawn as in earnest.

    The seeds are fixed, so a bank always yields the same numbers. A sitting for which the bank holds no further form is
    left out.
    """
    sums = [[0.0, 0.0, 0] for _ in range(blueprint.sittings)]
    for trainee in range(trainees):
        seen: list[Form] = []
        for number in range(blueprint.sittings):
            try:
                form = draw_form(blueprint, items, exercises, seed=f"reuse/{trainee}/{number}", seen=seen)
            except ShortBankError:
                break
            practical, theory = met_before(form, seen)
            sums[number][0] += practical / max(1, len(form.practical))
            sums[number][1] += theory / max(1, len(form.theory))
            sums[number][2] += 1
            seen.append(form)
    return tuple(
        Reuse(number + 1, practical / n, theory / n)
        for number, (practical, theory, n) in enumerate(sums)
        if number and n
    )
