"""The coverage matrix: what serves each requirement of an order, and where there is a hole."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.base.wording import _
from desktop.curriculum.items import Exercise, TheoryItem
from desktop.curriculum.pack import Pack

LEAST_COMPETENCIES = 1
LEAST_LESSONS = 1
LEAST_PRACTICE = 3
LEAST_EXAM = 2


@dataclass(frozen=True)
class CoverageRow:
    """What serves one requirement: ids of competencies and lessons, of practice and of exam material."""

    requirement: str
    text: str
    competencies: tuple[str, ...]
    lessons: tuple[str, ...]
    practice: tuple[str, ...]
    exam: tuple[str, ...]

    def holes(self) -> tuple[str, ...]:
        """Return a sentence for every count below its least; empty when the requirement is covered."""
        kinds = (
            (_("能力"), self.competencies, LEAST_COMPETENCIES),
            (_("课程"), self.lessons, LEAST_LESSONS),
            (_("练习"), self.practice, LEAST_PRACTICE),
            (_("考题"), self.exam, LEAST_EXAM),
        )
        return tuple(
            _("{kind}只有 {n} 个，至少要 {least} 个", kind=kind, n=len(found), least=least)
            for kind, found, least in kinds
            if len(found) < least
        )


def coverage(pack: Pack) -> tuple[CoverageRow, ...]:
    """Return a row per requirement of the order, in the order's sequence.

    An exam exercise that no section of the practical part draws examines nothing: it is left out.
    """
    asked = pack.blueprint.practical.asked
    material: list[TheoryItem | Exercise] = [
        *pack.items.values(),
        *(
            each
            for each in pack.exercises.values()
            if each.pool == "practice" or any(section.holds(each) for section in asked)
        ),
    ]
    rows = []
    for requirement in pack.order.requirements:
        serving = [entry for entry in material if requirement.id in entry.requirements]
        rows.append(
            CoverageRow(
                requirement.id,
                requirement.text,
                tuple(c.id for c in pack.profile.competencies if requirement.id in c.requirements),
                tuple(lesson.id for lesson in pack.lessons.values() if requirement.id in lesson.requirements),
                tuple(entry.id for entry in serving if entry.pool == "practice"),
                tuple(entry.id for entry in serving if entry.pool == "exam"),
            )
        )
    return tuple(rows)
