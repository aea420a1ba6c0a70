"""All kinds of shape in one picture: each judged by its own kind, in one account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.bitmap import Tiles
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.boxes import BoxJudge
from desktop.scoring.judge import SEVERITY, Kind, Match, Reached, Tallies, Truth
from desktop.scoring.judges.areas import AreaKind
from desktop.scoring.judges.dots import DotKind
from desktop.scoring.judges.findings import finding
from desktop.scoring.judges.flags import FlagKind
from desktop.scoring.judges.ignoring import SWALLOW_SHARE, share_inside
from desktop.scoring.judges.lines import LineKind
from desktop.scoring.judges.quads import QuadKind
from desktop.scoring.judges.relations import Relations
from desktop.scoring.judges.rotated import RotatedKind
from desktop.scoring.judges.skeletons import SkeletonKind
from desktop.scoring.judges.tags import TagKind
from desktop.scoring.matching import SLACK
from desktop.scoring.result import Finding, Place, SubScoreName

#: Which kinds of shape may stand for each other: an area is an area, whichever tool drew it.
FAMILIES: Mapping[ShapeKind, str] = {
    "box": "box",
    "rotated": "rotated",
    "polygon": "area",
    "mask": "area",
    "ellipse": "area",
    "polyline": "line",
    "skeleton": "skeleton",
    "point": "point",
    "quad": "quad",
    "tag": "tag",
    "flag": "flag",
}


class ShapeJudge:
    """Shapes of any kind judged by an order's rules; marks are matched within their family only.

    ``gold`` and ``answers`` in their own order, for rules about order; ``seen``: see :class:`AreaKind`.
    """

    def __init__(
        self,
        schema: LabelSchema,
        *,
        gold: Sequence[GoldMark] = (),
        answers: Sequence[Shape] = (),
        size: tuple[int, int] | None = None,
        seen: Mapping[int, Tiles] | None = None,
    ) -> None:
        self.schema = schema
        self._size = size
        self._seen = seen
        self._kinds: dict[str, Kind[Any]] = {}
        #: The kinds of shape that a class may be drawn with, by label.
        self._tools: dict[str, tuple[ShapeKind, ...]] = {}
        self._crowds = {mark.id for mark in gold if mark.crowd and not mark.ignore}
        self._neutral = {label.id for label in schema.labels if label.role in {"ignore", "crowd"}}
        self._relations = Relations(
            schema.object_rules,
            gold_order={mark.id: place for place, mark in enumerate(gold)},
            answer_order={mark.id: place for place, mark in enumerate(answers)},
        )

    def kind(self, family: str) -> Kind[Any]:
        """Return the judge of a family; made when it is first asked for."""
        if family not in self._kinds:
            self._kinds[family] = self._makers[family]()
        return self._kinds[family]

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], Kind[Any]]]:
        rules = self.schema.object_rules
        return {
            "box": lambda: BoxJudge(self.schema.box_rules),
            "rotated": lambda: RotatedKind(self.schema),
            "area": lambda: AreaKind(rules, size=self._size, seen=self._seen),
            "line": lambda: LineKind(rules.polyline),
            "skeleton": lambda: SkeletonKind(self.schema),
            "point": lambda: DotKind(rules.point),
            "quad": lambda: QuadKind(rules.quad),
            "tag": TagKind,
            "flag": lambda: FlagKind(rules.flag),
        }

    def place(self, mark: Shape) -> Place:
        """Return the bounds."""
        return mark.bounds

    def reading(self, mark: Shape) -> tuple[float, ...]:
        """Return top, left, bottom, right."""
        x1, y1, x2, y2 = mark.bounds
        return (y1, x1, y2, x2)

    def overlaps(self, truths: Sequence[Truth[Shape]], answers: Sequence[Shape]) -> list[dict[int, float]]:
        """Return the similarities within each family."""
        rows: list[dict[int, float]] = [{} for _ in truths]
        golds_of, answers_of = _by_family(truth.mark for truth in truths), _by_family(answers)
        for family, mine in golds_of.items():
            theirs = answers_of.get(family, [])
            found = self.kind(family).overlaps(
                [truths[place] for place in mine], [answers[place] for place in theirs]
            )
            for place, row in zip(mine, found, strict=True):
                rows[place] = {theirs[column]: value for column, value in row.items()}
        return rows

    def least(self, truth: Truth[Shape]) -> float:
        """Return the least similarity of a match, by the gold's family."""
        return self._of(truth.mark).least(truth)

    def reached(self, truth: Truth[Shape], answer: Shape, similarity: float) -> Reached:
        """Return how near a pair came, in the family's own unit."""
        return self._of(truth.mark).reached(truth, answer, similarity)

    def parts(self, match: Match[Shape]) -> tuple[SubScoreName, ...]:
        """Return what the family judges, and group and order where they are asked."""
        return self._of(match.truth.mark).parts(match) + self._relations.parts(match)

    def faults(self, matches: Sequence[Match[Shape]]) -> list[tuple[Finding, ...]]:
        """Return what the families find, shapes that the class must not be drawn with, groups and order."""
        found: list[tuple[Finding, ...]] = [()] * len(matches)
        for family, places in _by_family(match.truth.mark for match in matches).items():
            faults = self.kind(family).faults([matches[place] for place in places])
            for place, each in zip(places, faults, strict=True):
                found[place] = each
        relations = self._relations.faults(matches)
        return [
            (*own, *self._wrong_tool(match), *between)
            for match, own, between in zip(matches, found, relations, strict=True)
        ]

    def measures(self, tallies: Tallies[Shape]) -> dict[str, float]:  # noqa: ARG002
        """Return nothing: the measures of each family are made from its own misses and extras."""
        return {}

    def family_measures(
        self, matches: Sequence[Match[Shape]], missed: Sequence[Truth[Shape]], extras: Sequence[Shape]
    ) -> dict[str, float]:
        """Return the measures of every family that is there, by names such as "area.iou"."""
        of_matches = _by_family(match.truth.mark for match in matches)
        of_missed, of_extras = _by_family(truth.mark for truth in missed), _by_family(extras)
        measures: dict[str, float] = {}
        for family in dict.fromkeys([*of_matches, *of_missed, *of_extras]):
            tallies: Tallies[Any] = Tallies(
                [matches[place] for place in of_matches.get(family, ())],
                len(of_missed.get(family, ())),
                len(of_extras.get(family, ())),
            )
            measures |= {
                f"{family}.{name}": value for name, value in self.kind(family).measures(tallies).items()
            }
        return measures

    def swallowed(self, answer: Shape, ignored: Iterable[Shape]) -> bool:
        """Tell whether an answer lies in a place to be ignored, or in a crowd of its class, by half; any number may.

        A mark of a class for such places is never judged itself.
        """
        return answer.label in self._neutral or any(
            self._swallows(region, answer)
            for region in ignored
            if region.id not in self._crowds or region.label == answer.label
        )

    def forbidden(self, answer: Shape) -> Finding | None:
        """Return RULE for a mark without gold that is smaller than the rules let anybody draw."""
        rules = self.schema.drawing_of(answer.label)
        x1, y1, x2, y2 = answer.bounds
        sizes: tuple[tuple[str, float, float, str], ...] = (
            ("minimum_size", min(x2 - x1, y2 - y1), rules.minimum_px, "px"),
            ("minimum_area", answer.area, rules.minimum_area, "px2"),
        )
        if answer.kind in {"point", "polyline", "tag", "flag", "skeleton"}:
            return None
        for rule, measured, least, unit in sizes:
            if measured < least - SLACK:
                return Finding(
                    "RULE", SEVERITY["RULE"], answer.bounds, None, answer.id,
                    measured=measured, tolerance=least, unit=unit, detail={"rule": rule, "got": answer.label},
                )  # fmt: skip
        return None

    def around(self, answer: Shape, truths: Iterable[Truth[Shape]]) -> Truth[Shape] | None:  # noqa: ARG002
        """Return None: shapes lie inside each other as objects do."""
        return None

    def _of(self, mark: Shape) -> Kind[Any]:
        return self.kind(FAMILIES[mark.kind])

    def _wrong_tool(self, match: Match[Shape]) -> tuple[Finding, ...]:
        answer = match.answer
        if answer.label not in self._tools:
            self._tools[answer.label] = self.schema.shapes_of(answer.label)
        if answer.kind in self._tools[answer.label]:
            return ()
        return (finding("RULE", match, detail={"rule": "forbidden_shape", "got": answer.label}),)

    def _swallows(self, region: Shape, answer: Shape) -> bool:
        if share_inside(answer, region, self._size) >= SWALLOW_SHARE - SLACK:
            return True
        family = FAMILIES[region.kind]
        if family != FAMILIES[answer.kind]:
            return False
        truth: Truth[Shape] = Truth(GoldMark(id=region.id, label=region.label, box=region.bounds), region)
        kind = self.kind(family)
        return kind.overlaps([truth], [answer])[0].get(0, 0.0) >= kind.least(truth) - SLACK


def _by_family(marks: Iterable[Shape]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, mark in enumerate(marks):
        found.setdefault(FAMILIES[mark.kind], []).append(place)
    return found
