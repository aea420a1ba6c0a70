"""The benches as pages use them: one face for pictures and texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias, cast, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.annotation.shapes.base import Shape
from desktop.curriculum.items import Work
from desktop.curriculum.schema import Task
from desktop.session.shown import Feedback, OpenAttempt, Review, TaskLeft

#: Which marks a comparison shows.
Layer: TypeAlias = Literal["gold", "answer", "both"]


class Bench(Protocol):
    """A workbench: tools, material and lists; no bar and no button to hand in, those are the page's."""

    submitted: SignalInstance
    finding_chosen: SignalInstance
    rules_requested: SignalInstance

    def load(self, attempt: OpenAttempt) -> None:
        """Put an attempt on the bench to be worked on. Raises KnownError for material that cannot be shown."""

    def show_feedback(self, feedback: Feedback) -> None:
        """Compare what was handed in with the gold, read-only."""

    def show_review(self, review: Review) -> None:
        """Compare a trainee's attempt with the gold, read-only."""

    def set_layer(self, layer: Layer) -> None:
        """Show gold, answer or both."""

    def focus_finding(self, index: int) -> None:
        """Bring a finding into view."""

    def focus_gold(self, gold_id: str) -> None:
        """Bring a thing of the gold into view."""


@runtime_checkable
class Turning(Protocol):
    """A bench whose keys may ask for another of several images."""

    turned: SignalInstance
    propagated: SignalInstance

    def offer_turning(self, ahead: int | None = None) -> None:
        """Let the keys for other images mean something; ``ahead`` of them lie at hand, None: they come one by one."""

    def tell(self, sentence: str) -> None:
        """Say something at the foot."""

    def sought(self) -> str:
        """Return what marks are looked for, as it was typed."""

    def seek(self, typed: str) -> None:
        """Look for marks on the image that lies there."""

    def found_in(self, left: TaskLeft, typed: str) -> str:
        """Return in words what an image has of what is sought, or of its issues without anything typed."""

    def put_on(self, attempt: OpenAttempt, shapes: Sequence[Shape]) -> bool:
        """Put copies on another image as one step of its own."""


@runtime_checkable
class Writing(Protocol):
    """A bench where somebody may be in the middle of a sentence."""

    def settle(self) -> None:
        """Make a step of what is being written."""


@runtime_checkable
class Asking(Protocol):
    """A bench that asks questions."""

    def unanswered(self) -> str:
        """Return a sentence that names what must still be answered; empty where nothing must."""

    def go_to_unanswered(self) -> None:
        """Give the keyboard to the first question that must still be answered."""


@runtime_checkable
class Comparing(Protocol):
    """A bench that shows several answers beside each other."""

    def show_answers(self, answers: Sequence[str]) -> None:
        """Bring these answers on show."""


def make_bench(task: Task, work: Work = "label") -> tuple[Bench, QWidget]:
    """Return a new bench for a kind of exercise and of work: as pages drive it, and as a widget to lay out."""
    # The benches load numpy (85 ms): only when an exercise is opened, never before sign-in.
    if work == "adjudicate":
        from desktop.views.widgets.bench.adjudicate_bench import AdjudicationBench

        adjudication = AdjudicationBench()
        return cast("Bench", adjudication), adjudication
    if task == "answers":
        from desktop.views.widgets.bench.answers_bench import AnswersBench

        answers = AnswersBench()
        return cast("Bench", answers), answers
    if task == "text_inspection":
        from desktop.views.widgets.bench.inspection_bench import InspectionBench

        inspection = InspectionBench()
        return cast("Bench", inspection), inspection
    if task not in {"spans", "text"}:
        from desktop.views.widgets.bench.image_bench import ImageBench

        image = ImageBench()
        return cast("Bench", image), image
    from desktop.views.widgets.bench.text_bench import TextBench

    text = TextBench()
    return cast("Bench", text), text
