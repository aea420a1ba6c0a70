"""Where in a text or among answers a finding is: the part, what it is called, and the words themselves."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import RelationType
from desktop.scoring.result import Finding
from desktop.session.unanswered import part_name

#: Characters of a span that are quoted.
_QUOTED = 16


def part_of(finding: Finding, exercise: Exercise) -> str | None:
    """Return the id of the part that a finding is about: a turn, a sentence, an answer, a pair; "" is the whole.

    None where it is about a place in a text without parts, or in a picture.
    """
    detail = finding.detail
    if "about" in detail:
        return str(detail["about"])
    if text := detail.get("text"):
        return str(text)
    if len(finding.place) == 2:
        start, end = int(finding.place[0]), int(finding.place[1])
        # A relation may reach over many turns: it is where it begins.
        return _turn_at(exercise, start, start + 1 if _joins(finding, exercise) else end)
    return None


def _joins(finding: Finding, exercise: Exercise) -> bool:
    """Tell whether a finding is about a relation."""
    if finding.code == "REL" or "between" in finding.detail:
        return True
    return any(
        own.shape.get("type") == "relation"
        for gold in exercise.golds
        for own in gold.marks
        if own.id and own.id == finding.gold_id and own.shape
    )


def _turn_at(exercise: Exercise, start: int, end: int) -> str | None:
    """Return the id of the turn that a stretch shares most characters with, the first of several, or None.

    A mark may begin at the line break before its turn. What has no length is of the turn that it stands in.
    """
    end = max(end, start + 1)
    shared = {turn.id: min(end, turn.end) - max(start, turn.start) for turn in exercise.turns}
    most = max(shared, key=lambda turn: shared[turn], default=None)
    return most if most is not None and shared[most] > 0 else None


def question_of(finding: Finding) -> str:
    """Return the id of the question that a finding is about, or an empty string."""
    detail = finding.detail
    if "about" not in detail:
        return ""
    return str(detail.get("question", detail.get("expected" if "expected" in detail else "got", "")))


def where(finding: Finding, exercise: Exercise, schema: LabelSchema, shown: Sequence[str] = ()) -> str:
    """Return where a finding is: 第 3 轮·顾客, 回答 B, 第 1 轮·顾客：“上周末”; nothing for pictures.

    ``shown``: the order in which the person saw the answers; it is what the letters follow.
    """
    if exercise.text is None and not exercise.answers:
        return ""
    part = part_of(finding, exercise)
    name = part_name(exercise, part, shown) if part is not None else ""
    words = "" if "about" in finding.detail else _quoted(finding, exercise, schema)
    if name and words:
        return _("{part}：“{words}”", part=name, words=words)
    return name or (_("“{words}”", words=words) if words else "")


def _quoted(finding: Finding, exercise: Exercise, schema: LabelSchema) -> str:
    """Return the words that a finding is about: of the gold's span, of both ends of its relation, else of its place."""
    detail = finding.detail
    marks = {own.id: own.mark() for gold in exercise.golds for own in gold.marks if own.id}
    mark = marks.get(finding.gold_id or "")
    if isinstance(mark, Span):
        return _span(exercise, mark)
    if isinstance(mark, Relation):
        ends = [marks.get(end) for end in (mark.head, mark.tail)]
        named = [_span(exercise, end) for end in ends if isinstance(end, Span)]
        return " → ".join(named) if len(named) == len(ends) else ""
    if "between" in detail:
        text = str(detail.get("text", ""))
        return " → ".join(_words(exercise, text, int(start), int(end)) for start, end in detail["between"])
    kind = schema.named(str(detail.get("expected", detail.get("got", detail.get("label", "")))))
    if len(finding.place) != 2 or finding.code == "REL" or isinstance(kind, RelationType):
        return ""
    return _words(exercise, str(detail.get("text", "")), int(finding.place[0]), int(finding.place[1]))


def _span(exercise: Exercise, span: Span) -> str:
    """Return the words of a span; what lies in its gaps is not quoted."""
    return " … ".join(_words(exercise, span.text_id, start, end) for start, end in span.pieces)


def _words(exercise: Exercise, text_id: str, start: int, end: int) -> str:
    texts = {answer.id: answer.text for answer in exercise.answers}
    words = " ".join(texts.get(text_id, exercise.text or "")[start:end].split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
