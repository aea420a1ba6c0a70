"""What the pages show: plain values that the operations hand to the window. No widget asks the record itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.merging import People
from desktop.curriculum.items import BoxSide, Exercise, TheoryItem
from desktop.curriculum.order import Clause, Order
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.work_kinds import WorkKind
from desktop.scoring.result import Finding, Score
from desktop.session.comparisons import Circle, Leanings
from desktop.session.rubrics import Released, RubricShown

Role: TypeAlias = Literal["trainee", "instructor"]
#: done; now: open and not finished; locked: not yet open.
StepState: TypeAlias = Literal["done", "now", "locked"]
TaskState: TypeAlias = Literal["untouched", "begun", "handed_in"]
#: none: not enough evidence; red, amber, green: see ``Readiness``.
Light: TypeAlias = Literal["none", "red", "amber", "green"]


@dataclass(frozen=True)
class Tile:
    """A name to choose at sign-in."""

    account_id: str
    name: str
    role: Role
    initials: str
    class_name: str = ""
    number: str = ""


@dataclass(frozen=True)
class ActivityShown:
    """One step of the path. ``why`` says, in numbers, why it is locked or what a gate still needs."""

    activity_id: str
    kind: Literal["lesson", "theory", "drill", "practice", "gate"]
    title: str
    state: StepState
    minutes: int
    progress: str = ""
    why: str = ""


@dataclass(frozen=True)
class ModuleShown:
    """A module of the path with its activities."""

    module_id: str
    title: str
    summary: str
    state: StepState
    done: int
    total: int
    activities: tuple[ActivityShown, ...]


@dataclass(frozen=True)
class WeakPoint:
    """A requirement or error code that the trainee fails often: share wrong of n, and where to practise it."""

    name: str
    wrong: int
    n: int
    activity_id: str


@dataclass(frozen=True)
class Readiness:
    """Readiness for the assessment: the lower 95 % bound of recent first tries against the cut."""

    light: Light
    correct: int
    n: int
    lower: float | None
    cut: float
    sentence: str


@dataclass(frozen=True)
class Home:
    """The trainee's home page."""

    order: Order
    class_name: str
    modules: tuple[ModuleShown, ...]
    next_activity: ActivityShown | None
    done: int
    total: int
    minutes_today: int
    minutes_total: int
    weak_points: tuple[WeakPoint, ...]
    readiness: Readiness
    exam: ExamOffer
    comments: tuple[CommentShown, ...] = ()
    #: Hints about how answers are compared; None where the order compares none.
    leanings: Leanings | None = None


@dataclass(frozen=True)
class ExamOffer:
    """Whether the trainee may sit the assessment now; ``reasons`` say why not, in numbers."""

    state: Literal["locked", "open", "running", "passed", "failed", "waiting"]
    reasons: tuple[str, ...] = ()
    sitting_id: str = ""


@dataclass(frozen=True)
class TheoryShown:
    """A theory set in progress: items in order, choices already shuffled, and answers given so far."""

    activity_id: str
    title: str
    items: tuple[TheoryItem, ...]
    answered: Mapping[str, TheoryResult] = field(default_factory=dict)


@dataclass(frozen=True)
class TheoryResult:
    """What became of one answer in practice."""

    item_id: str
    chosen: tuple[str, ...]
    correct: bool
    answer: tuple[str, ...]
    explanation: str
    clause: Clause | None


@dataclass
class OpenAttempt:
    """An exercise on the bench. Every change goes through ``history``, which writes it down before it counts."""

    attempt_id: str
    exercise: Exercise
    schema: LabelSchema
    history: History
    mode: Literal["practice", "exam"]
    try_number: int
    media: bytes
    clauses: tuple[Clause, ...]
    position: str = ""
    activity_id: str = ""
    #: Of an inspection: the schema of the marks that are inspected.
    given_schema: LabelSchema | None = None
    #: Whether intelligent scissors and region fill may help.
    edge_help: bool = True
    #: A second picture to look at beside the first.
    context: bytes = b""
    #: The clock's monotonic seconds when it came on the bench.
    opened_at: float = 0.0
    #: Ids of the models' answers in the order in which this person sees them.
    shown: tuple[str, ...] = ()
    #: Of an adjudication: whose marks are called 甲 here, and whose 乙.
    people: People = ("first", "second")

    @property
    def document(self) -> Document:
        """The marks as they stand."""
        return self.history.document


@dataclass(frozen=True)
class FindingShown:
    """A finding in words: one sentence, what to do, the clause it breaks, and its title where the code's own misleads."""

    finding: Finding
    sentence: str
    remedy: str
    clause: Clause | None
    title: str = ""
    #: Where in a text or among answers it is; "" in pictures.
    where: str = ""


@dataclass(frozen=True)
class NotJudged:
    """A thing of the gold that is not judged, whole or in some sides, and the sentence that says why."""

    gold_id: str
    label: str
    sentence: str
    sides: tuple[BoxSide, ...] = ()


@dataclass(frozen=True)
class Feedback:
    """What a trainee sees after submitting practice."""

    attempt: OpenAttempt
    score: Score
    findings: tuple[FindingShown, ...]
    gold: Document
    ignored: frozenset[str]
    first_try: bool
    may_retry: bool
    gate: str
    next_reason: str
    comments: tuple[CommentShown, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    #: What was written, with its checklists.
    rubrics: tuple[RubricShown, ...] = ()
    #: Pairs of answers whose comparisons run in a circle.
    circles: tuple[Circle, ...] = ()


@dataclass(frozen=True)
class SittingShown:
    """A running assessment: which part, how much time is left, what is answered."""

    sitting_id: str
    name: str
    part: Literal["intro", "theory", "practical", "closed"]
    seconds_left: float
    items: tuple[TheoryItem, ...]
    answers: Mapping[str, tuple[str, ...]]
    tasks: tuple[TaskShown, ...]
    interruptions: int
    order_name: str
    theory_minutes: int = 0
    practical_minutes: int = 0
    #: What the tasks are called by.
    kind: WorkKind = "picture"


@dataclass(frozen=True)
class TaskShown:
    """One labelling task of the practical part."""

    index: int
    exercise_id: str
    title: str
    state: TaskState
    #: The section of the practical part that asks it, and how many minutes are meant for all of it; "" without sections.
    section: str = ""
    section_minutes: int = 0


@dataclass(frozen=True)
class TaskLeft:
    """A labelling task as it was left, to look through without opening it."""

    exercise: Exercise
    schema: LabelSchema
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class ClaimShown:
    """A claim with its evidence: k of n, the two-sided 95 % interval, and what may and may not be said."""

    title: str
    k: int
    n: int
    share: float | None
    lower: float | None
    upper: float | None
    proved: str
    not_proved: str


@dataclass(frozen=True)
class ResultShown:
    """The outcome of a sitting: the decision with its reasons, and the claims behind it."""

    sitting_id: str
    name: str
    order_name: str
    outcome: Literal["distinction", "pass", "fail", "pending"]
    provisional: bool
    reasons: tuple[str, ...]
    theory: ClaimShown
    practical: ClaimShown
    claims: tuple[ClaimShown, ...]
    closed_at: datetime | None
    interruptions: int
    weak_points: tuple[WeakPoint, ...] = ()
    certificate: CertificateShown | None = None
    #: Of a practical part in sections: each of them.
    sections: tuple[ClaimShown, ...] = ()
    #: Points that an instructor has yet to give; there is no verdict before.
    open_points: int = 0


@dataclass(frozen=True)
class CertificateShown:
    """An issued certificate: its number and its files."""

    number: str
    pdf: str
    credential: str
    qr_file: str


@dataclass(frozen=True)
class CommentShown:
    """An instructor's remark on an attempt, possibly on one mark."""

    author: str
    at: datetime
    text: str
    mark_id: str | None = None
    attempt_id: str = ""
    exercise_title: str = ""


@dataclass(frozen=True)
class BoardCell:
    """A trainee's state in one module."""

    state: Literal["done", "now", "locked", "stuck"]
    text: str


@dataclass(frozen=True)
class BoardRow:
    """A trainee on the class board. ``stuck`` says since when and at what; empty when not."""

    account_id: str
    name: str
    number: str
    cells: tuple[BoardCell, ...]
    minutes: int
    accuracy: float | None
    units: int
    readiness: Readiness
    exam: str
    stuck: str


@dataclass(frozen=True)
class Board:
    """The class board: a row a trainee, a column a module."""

    class_id: str
    class_name: str
    order_name: str
    modules: tuple[str, ...]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True)
class AttemptRow:
    """One line of the list of attempts to review."""

    attempt_id: str
    account_id: str
    name: str
    exercise_title: str
    mode: Literal["practice", "exam"]
    submitted_at: datetime
    #: None where nothing is judged yet because everything waits for the instructor.
    accuracy: float | None
    judged: int
    findings: int
    comments: int
    corrected: bool
    sitting_id: str = ""
    #: Points that the instructor has yet to give.
    open_points: int = 0
    class_id: str = ""


@dataclass(frozen=True)
class Review:
    """An attempt opened by an instructor: answer, gold, findings, remarks and corrections."""

    row: AttemptRow
    exercise: Exercise
    schema: LabelSchema
    media: bytes
    answer: Document
    gold: Document
    ignored: frozenset[str]
    score: Score
    findings: tuple[FindingShown, ...]
    comments: tuple[CommentShown, ...]
    corrections: tuple[CorrectionShown, ...]
    not_judged: tuple[NotJudged, ...] = ()
    #: Of an inspection: the schema of what was inspected, ``exercise.given_marks``.
    given_schema: LabelSchema | None = None
    #: Of two people's work beside each other: whose marks stand where the gold would.
    second: str = ""
    #: What was written, with its checklists, and who made the instructor's points final.
    rubrics: tuple[RubricShown, ...] = ()
    released: Released | None = None
    circles: tuple[Circle, ...] = ()


@dataclass(frozen=True)
class CorrectionShown:
    """A correction of a score, with the reason; the first score stays in the record."""

    author: str
    at: datetime
    before: str
    after: str
    reason: str
