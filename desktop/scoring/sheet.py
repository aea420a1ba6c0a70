"""The sheet that grading fills in, unit by unit, and the score read off it at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, get_args

from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring import ratios
from desktop.scoring.judge import RANK, SEVERITY, Judge, M, Match, Tallies, Truth
from desktop.scoring.result import ALWAYS, Code, Counts, Finding, Score, SubScore, SubScoreName


class Tally:
    """Counts by label. Gold, matches, misses and qualified units go to the gold's label, answers and extras to theirs.

    A wrong label thus shows once, under the label it should have had; every field still sums to the total.
    """

    def __init__(self) -> None:
        self._labels: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))

    def add(self, label: str, **numbers: int) -> None:
        """Add numbers to the counts of a label."""
        counts = self._labels[label]
        for name, number in numbers.items():
            counts[name] += number

    def per_label(self) -> dict[str, Counts]:
        """Return the counts of each label, in the order of their ids."""
        return {label: Counts(**counts) for label, counts in sorted(self._labels.items())}


@dataclass
class Sheet(Generic[M]):
    """One grading in progress."""

    judge: Judge[M]
    schema: LabelSchema
    tally: Tally = field(default_factory=Tally)
    #: Each matched pair and whether it qualified.
    matches: list[tuple[Match[M], bool]] = field(default_factory=list)
    missed: list[Truth[M]] = field(default_factory=list)
    extras: list[M] = field(default_factory=list)
    #: Ids of answers over gold to be ignored.
    swallowed: tuple[str, ...] = ()
    #: Sub-score -> [right, judged].
    parts: defaultdict[SubScoreName, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    #: What the field calls an error of a mark, where it has a word of its own for it.
    called: Callable[[Code, M], Code] | None = None
    _units: list[tuple[tuple[float, ...], tuple[Finding, ...]]] = field(default_factory=list)

    def finding(
        self, code: Code, mark: M, *, clause: str = "", detail: Mapping[str, Any], **rest: Any
    ) -> Finding:
        """Return a finding at ``mark`` with the severity of its code, and a clause or that of the code and the label."""
        code = self.code(code, mark)
        return Finding(
            code,
            SEVERITY[code],
            self.judge.place(mark),
            clause=clause or self.schema.clause(code, mark.label),
            detail=detail,
            **rest,
        )

    def code(self, code: Code, mark: M) -> Code:
        """Return the code as the field calls it of this mark."""
        return code if self.called is None else self.called(code, mark)

    def clause(self, code: Code, gold: GoldMark) -> str:
        """Return the clause about a gold mark: its own, else that of the code and its label."""
        return gold.clause or self.schema.clause(code, gold.label)

    def note(self, mark: M, label: str, findings: Sequence[Finding]) -> None:
        """Keep the findings of one unit; it counts as severe once, however many severe findings it has."""
        if not findings:
            return
        ranked = tuple(sorted(findings, key=lambda finding: RANK[finding.severity]))
        worst = ranked[0].severity
        self._units.append(((RANK[worst], *self.judge.reading(mark)), ranked))
        self.tally.add(label, severe=int(worst == "severe"))

    def count(self, part: SubScoreName, *, right: bool) -> None:
        """Count one thing judged."""
        self.parts[part][0] += right
        self.parts[part][1] += 1

    def score(self) -> Score:
        """Read the score off the sheet."""
        per_label = self.tally.per_label()
        counts = sum(per_label.values(), Counts())
        matches = [match for match, _ in self.matches]
        return Score(
            counts=counts,
            accuracy=ratios.accuracy(counts),
            precision=ratios.precision(counts),
            recall=ratios.recall(counts),
            f1=ratios.f1(counts),
            macro_f1=ratios.macro_f1(per_label),
            mean_similarity=ratios.mean(match.similarity for match in matches),
            sub_scores=self._sub_scores(counts),
            per_label=per_label,
            findings=self._findings(),
            pairs=tuple(match.pair(qualified=qualified) for match, qualified in self.matches),
            measures=self.judge.measures(Tallies(matches, counts.missed, counts.extra)),
            swallowed=self.swallowed,
        )

    def _sub_scores(self, counts: Counts) -> dict[SubScoreName, SubScore]:
        """Return those that every score has, and those that something was judged for."""
        reason = ratios.NOTHING_ASKED if counts.matched else ratios.NOTHING_MATCHED
        found: dict[SubScoreName, SubScore] = {
            "detection": ratios.sub_score(counts.matched, counts.judged, ratios.NOTHING_JUDGED)
        }
        for name in get_args(SubScoreName):
            if name != "detection" and (name in ALWAYS or name in self.parts):
                found[name] = self._part(name, reason)
        return found

    def _part(self, name: SubScoreName, reason: str) -> SubScore:
        right, judged = self.parts[name]
        return ratios.sub_score(right, judged, reason)

    def _findings(self) -> tuple[Finding, ...]:
        """Return all findings: worst unit first, then in reading order, those of one mark together."""
        return tuple(
            finding for _, found in sorted(self._units, key=lambda unit: unit[0]) for finding in found
        )
