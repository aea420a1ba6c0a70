"""How much of a paper its trainee has met before: of one paper, and of the papers that a bank will yield."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.assessment.form import Form, ShortBankError, draw_form
from desktop.curriculum.course import Blueprint
from desktop.curriculum.items import Exercise, TheoryItem

#: A later sitting that asks more than this share again says more about memory than it should.
MOST_AGAIN = 0.5
#: So many trainees are followed through all their sittings: the mean is then sure to a point or two.
TRAINEES = 40


@dataclass(frozen=True)
class Reuse:
    """What a later sitting asks again. ``sitting`` counts from 1; the shares are of its exercises and its questions.

    ``sections`` holds the share of each section of the practical part, by its title; nothing for a part without any.
    """

    sitting: int
    practical: float
    theory: float
    sections: Mapping[str, float] = field(default_factory=dict)

    @property
    def too_much(self) -> bool:
        """Whether more comes again than a later sitting should ask."""
        return max(self.practical, self.theory, *self.sections.values()) > MOST_AGAIN


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
    sums = [Counter[str]() for _ in range(blueprint.sittings)]
    titles = _sections(blueprint, exercises)
    for trainee in range(trainees):
        seen: list[Form] = []
        for number in range(blueprint.sittings):
            try:
                form = draw_form(blueprint, items, exercises, seed=f"reuse/{trainee}/{number}", seen=seen)
            except ShortBankError:
                break
            sums[number].update(_again(form, seen, titles))
            seen.append(form)
    asked = [section.title for section in blueprint.practical.sections]
    return tuple(
        Reuse(
            number + 1,
            found[_PRACTICAL] / found[_PAPERS],
            found[_THEORY] / found[_PAPERS],
            {title: found[title] / found[_PAPERS] for title in asked},
        )
        for number, found in enumerate(sums)
        if number and found[_PAPERS]
    )


#: Keys beside the titles of sections, none of which is empty or begins with a line break.
_PAPERS, _PRACTICAL, _THEORY = "", "\npractical", "\ntheory"


def _sections(blueprint: Blueprint, exercises: Iterable[Exercise]) -> dict[str, str]:
    """Return the title of each exercise's section; nothing where the part has none."""
    if not blueprint.practical.sections:
        return {}
    found = ((each.id, blueprint.practical.section_of(each)) for each in exercises)
    return {name: section.title for name, section in found if section is not None}


def _again(form: Form, seen: Sequence[Form], titles: Mapping[str, str]) -> dict[str, float]:
    practical, theory = met_before(form, seen)
    earlier = frozenset().union(*(each.ids for each in seen))
    by_section: dict[str, list[bool]] = defaultdict(list)
    for name in form.practical:
        if name in titles:
            by_section[titles[name]].append(name in earlier)
    return {
        _PAPERS: 1,
        _PRACTICAL: practical / max(1, len(form.practical)),
        _THEORY: theory / max(1, len(form.theory)),
        **{title: sum(met) / len(met) for title, met in by_section.items()},
    }
