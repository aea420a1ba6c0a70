"""What grading says: findings with their places, sub-scores kept apart, counts, a verdict, and what it was made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

#: 2: sides of a gold box may be free. 3: the units of a text hang on its gold alone.
SCORER_VERSION = "3"

#: Error codes of the field; wording and remedies live above scoring.
Code: TypeAlias = Literal[
    "MISS", "EXTRA", "DUP", "CLS", "LOOSE", "CUT", "ATTR", "BND", "RULE",
    "ANG", "PT", "VIS", "LINE", "TXT", "GROUP", "ORDER", "FMT",
    "REL", "SLOT", "PREF", "RSN", "SEC",
]  # fmt: skip
#: severe 严重, ordinary 一般, slight 轻微.
Severity: TypeAlias = Literal["severe", "ordinary", "slight"]
#: A place to look at: a rectangle (x1, y1, x2, y2) in image pixels, or a range (start, end) in code points.
Place: TypeAlias = tuple[float, float, float, float] | tuple[int, int]
SubScoreName: TypeAlias = Literal[
    "detection", "label", "geometry", "attribute", "text", "group", "order", "relation", "preference"
]
#: The sub-scores that every score has; the others are there where the order asks for them.
ALWAYS: tuple[SubScoreName, ...] = ("detection", "label", "geometry", "attribute")
Metric: TypeAlias = Literal["accuracy", "precision", "recall", "f1", "mean_similarity"]


@dataclass(frozen=True)
class Finding:
    """One error. One mistake costs once: a finding of a matched pair never also counts as a miss and an extra.

    ``measured`` and ``tolerance`` are in ``unit`` ("px", "chars", "iou", "deg", "share", "oks", "cer",
    "place", "count" or "").
    ``detail`` holds what words and drawings need: ``side`` (left, top, right, bottom, start, end), ``attribute``,
    ``expected``, ``got``; of shapes ``measure``, ``joint``, ``swapped``, ``edits``, ``stretches`` (parts of a contour or
    line that are off: ``{"px": the worst, "points": [[x, y], ...]}``), each said where it is made (``judges``).
    """

    code: Code
    severity: Severity
    place: Place
    gold_id: str | None = None
    answer_id: str | None = None
    measured: float | None = None
    tolerance: float | None = None
    unit: str = ""
    clause: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SubScore:
    """A share 0..1 of ``n`` things judged, or None with the reason why it cannot be computed."""

    value: float | None
    n: int
    reason: str = ""


@dataclass(frozen=True)
class Counts:
    """Units of one grading. ``qualified``: geometry and class and every required attribute pass.

    accuracy = qualified / (gold + extra); precision = qualified / (matched + extra); recall = qualified / gold.
    ``extra`` includes duplicates. Gold to be ignored, and answers it swallowed, are in none of these.
    """

    gold: int = 0
    answer: int = 0
    matched: int = 0
    qualified: int = 0
    missed: int = 0
    extra: int = 0
    severe: int = 0

    @property
    def judged(self) -> int:
        """The denominator of accuracy: gold + extra."""
        return self.gold + self.extra

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold mark and the answer matched to it.

    ``similarity`` 0..1 is IoU for areas, character IoU for spans, OKS for skeletons, a nearness for lines and points.
    """

    gold_id: str
    answer_id: str
    similarity: float
    qualified: bool


@dataclass(frozen=True)
class RuleResult:
    """A requirement with a bar of its own, over ``n`` units: its figure is ``right / whole``, so that pictures add up.

    Without a whole there is no figure, ``reason`` says why, and the requirement is neither passed nor failed.
    """

    id: str
    metric: Metric
    right: float
    whole: float
    threshold: float
    n: int
    reason: str = ""

    @property
    def value(self) -> float | None:
        """The figure 0..1, or None."""
        return self.right / self.whole if self.whole else None

    @property
    def passed(self) -> bool | None:
        """Whether the figure reaches the bar; None without a figure."""
        return None if self.value is None else self.value >= self.threshold - 1e-9


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A line of a checklist that only a person can judge: of what was written to a question about a part ("" the whole)."""

    question: str
    about: str
    check: str


@dataclass(frozen=True)
class Score:
    """The result of grading one answer. Shares are None, never 0, where they cannot be computed.

    Nothing asked and nothing answered is correct: accuracy 1 with ``judged`` 0.
    """

    counts: Counts
    accuracy: float
    precision: float | None
    recall: float | None
    f1: float | None
    macro_f1: float | None
    mean_similarity: float | None
    sub_scores: Mapping[SubScoreName, SubScore]
    per_label: Mapping[str, Counts]
    findings: tuple[Finding, ...]
    pairs: tuple[Pair, ...]
    #: Extra measures by name, such as "iou>=0.75" or "partial_f1".
    measures: Mapping[str, float] = field(default_factory=dict)
    gold_name: str = ""
    scorer_version: str = SCORER_VERSION
    rules_digest: str = ""
    gold_digest: str = ""
    #: Ids of answers over gold to be ignored: neither rewarded nor punished.
    swallowed: tuple[str, ...] = ()
    #: The requirements with a bar of their own, in the order of the rules.
    rules: tuple[RuleResult, ...] = ()
    #: What a person has yet to judge. A text that waits for it is in no count, share or finding.
    open: tuple[Point, ...] = ()

    @property
    def figure(self) -> float | None:
        """The accuracy, or None where nothing was judged because everything waits for a person."""
        return None if self.open and not self.counts.judged else self.accuracy

    @property
    def vetoed(self) -> bool:
        """Whether a red line was crossed: then nothing of the exercise counts as qualified."""
        return any(finding.code == "SEC" for finding in self.findings)
