"""The two people of an adjudication: who of them is 甲 for whom, and what is still to be decided between them."""

from __future__ import annotations

from desktop.annotation.document import Document
from desktop.annotation.merging import People
from desktop.annotation.merging_plan import open_keys
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.session.shuffle import shown_order
from desktop.session.unanswered import unanswered

#: As an exercise gives them.
AS_GIVEN: People = ("first", "second")


def people_of(account_id: str, exercise_id: str) -> People:
    """Return who of the two is 甲 for a person: nobody can tell another whom to follow, nor lean to one side unseen."""
    left = shown_order(account_id, exercise_id, AS_GIVEN)[0]
    return ("second", "first") if left == "second" else AS_GIVEN


def names_of(people: People) -> dict[str, str]:
    """Return what each of the two is called."""
    return {people[0]: _("甲"), people[1]: _("乙")}


def with_names(words: str, people: People) -> str:
    """Return a pack's words with ``{first}`` and ``{second}`` as the two are called."""
    for side, name in names_of(people).items():
        words = words.replace(f"{{{side}}}", name)
    return words


def undecided(exercise: Exercise, document: Document) -> str:
    """Return in a sentence how much is still to be decided; nothing when nothing is."""
    n = len(open_keys(exercise.merge, document))
    return _("还有 {n} 处没有裁定。", n=n) if n else ""


def open_places(exercise: Exercise, schema: LabelSchema, document: Document) -> int:
    """Return how much of a task is still open: differences to be decided, then questions without a reply."""
    left = open_keys(exercise.merge, document) if exercise.work == "adjudicate" else ()
    return len(left) or len(unanswered(exercise, schema, document))
