"""What became of the replies of somebody who handed in, for the panel that asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from desktop.annotation.document import Document
from desktop.annotation.replies import Reply
from desktop.curriculum.items import Exercise, Gold
from desktop.scoring.result import Finding, Point
from desktop.views.widgets.ask.panel import QuestionPanel


def show_verdicts(
    panel: QuestionPanel,
    exercise: Exercise,
    answer: Document,
    gold: Document,
    findings: Sequence[Finding],
    *,
    rationale: bool = True,
    waits: Collection[Point] = (),
) -> None:
    """Show what was expected beside what was answered: wrong is what a finding names. ``rationale``: below it.

    ``waits``: points that an instructor has yet to give; what waits for one is neither right nor wrong.
    """
    unjudged = {(point.question, point.about) for point in waits}
    named = {finding.gold_id for finding in findings} | {finding.answer_id for finding in findings}
    ids = {mark.id for mark in gold}
    used = next((own for own in exercise.golds if {mark.id for mark in own.marks} == ids), Gold())
    held = {(reply.label, reply.about): reply.id for reply in answer if isinstance(reply, Reply)}
    replies = [mark for own in used.marks if isinstance(mark := own.mark(), Reply)]
    right = {
        (reply.label, reply.about): not _named(reply, held, named)
        for reply in replies
        # What nobody answered and no finding names was not asked: it is neither right nor wrong.
        if (reply.id in named or (reply.label, reply.about) in held)
        and ((reply.label, reply.about) not in unjudged or _named(reply, held, named))
    }
    panel.show_feedback(used, right, rationale=rationale)


def _named(reply: Reply, held: Mapping[tuple[str, str], str], named: Collection[str | None]) -> bool:
    """Tell whether a finding names a reply of the gold or the one that was given in its place."""
    return reply.id in named or held.get((reply.label, reply.about), reply.id) in named
