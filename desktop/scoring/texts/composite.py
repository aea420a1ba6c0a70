"""All kinds of marks on texts in one account: each judged by its own kind, matched within it only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_marks import TextKind, TextMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.judge import Kind, Match, Reached, Tallies, Truth
from desktop.scoring.matching import SLACK
from desktop.scoring.result import Code, Finding, Place, SubScoreName
from desktop.scoring.texts.flags import TextFlagKind, likeness
from desktop.scoring.texts.naming import Naming
from desktop.scoring.texts.places import Places
from desktop.scoring.texts.relations import Arc, RelationKind
from desktop.scoring.texts.replies import ReplyKind
from desktop.scoring.texts.sides import of_kind
from desktop.scoring.texts.spans import TextSpanKind, shared


class TextJudge:
    """Spans, relations, replies and inspectors' flags judged by an order's text rules. ``dialogue``: spans are slots of turns."""

    def __init__(
        self,
        schema: LabelSchema,
        *,
        spans: TextSpanKind,
        relations: RelationKind,
        replies: ReplyKind,
        flags: TextFlagKind,
        places: Places,
        naming: Naming | None = None,
        dialogue: bool = False,
    ) -> None:
        self.schema = schema
        self._spans = spans
        self._relations = relations
        self._replies = replies
        self._kinds: Mapping[TextKind, Kind[Any]] = {
            "span": spans,
            "relation": relations,
            "reply": replies,
            "text_flag": flags,
        }
        self._places = places
        self._naming = naming
        self._dialogue = dialogue

    def called(self, code: Code, mark: TextMark) -> Code:
        """Return the code of the field for what the account found of a mark."""
        if code == "CLS" and isinstance(mark, Arc):
            return "REL"
        if code == "DUP" and isinstance(mark, Arc) and not self._relations.again(mark):
            return "EXTRA"
        if code == "CLS" and isinstance(mark, Span) and self._dialogue:
            return "SLOT"
        if isinstance(mark, Reply):
            return self._called_reply(code, mark)
        return self._naming.called(code, mark) if self._naming is not None else code

    def _called_reply(self, code: Code, mark: Reply) -> Code:
        if code == "MISS":
            return self._replies.missed(mark)
        fault = self._replies.needless(mark) if code == "EXTRA" else None
        return fault.code if fault is not None else code

    def told(self, code: Code, mark: TextMark, *, missed: bool) -> Mapping[str, Any]:
        """Return what else there is to say of a mark that is missing or too many: whose error it follows from."""
        if isinstance(mark, Arc):
            return self._relations.cause(mark, missed=missed)
        if isinstance(mark, Reply) and missed:
            return self._replies.untold(mark)
        fault = self._replies.needless(mark) if isinstance(mark, Reply) and code != "DUP" else None
        return fault.detail if fault is not None else {}

    def place(self, mark: TextMark) -> Place:
        """Return the range in the mark's own text."""
        return self._places.place(mark)

    def reading(self, mark: TextMark) -> tuple[float, ...]:
        """Return text, start, end and kind."""
        return self._places.reading(mark)

    def overlaps(
        self, truths: Sequence[Truth[TextMark]], answers: Sequence[TextMark]
    ) -> list[dict[int, float]]:
        """Return the similarities within each kind."""
        rows: list[dict[int, float]] = [{} for _ in truths]
        answers_of = _by_kind(answers)
        for kind, mine in _by_kind(truth.mark for truth in truths).items():
            theirs = answers_of.get(kind, [])
            found = self._kinds[kind].overlaps(
                [truths[place] for place in mine], [answers[place] for place in theirs]
            )
            for place, row in zip(mine, found, strict=True):
                rows[place] = {theirs[column]: value for column, value in row.items()}
        return rows

    def least(self, truth: Truth[TextMark]) -> float:
        """Return the least similarity of a match of the gold's kind."""
        return self._kinds[truth.mark.kind].least(truth)

    def reached(self, truth: Truth[TextMark], answer: TextMark, similarity: float) -> Reached:
        """Return how near a pair came, in the kind's own unit."""
        return self._kinds[truth.mark.kind].reached(truth, answer, similarity)

    def parts(self, match: Match[TextMark]) -> tuple[SubScoreName, ...]:
        """Return what the kind judges."""
        return self._kinds[match.truth.mark.kind].parts(match)

    def faults(self, matches: Sequence[Match[TextMark]]) -> list[tuple[Finding, ...]]:
        """Return what the kinds find; a reply's finding stands where what was asked about stands."""
        found: list[tuple[Finding, ...]] = [()] * len(matches)
        for kind, places in _by_kind(match.truth.mark for match in matches).items():
            faults = self._kinds[kind].faults([matches[place] for place in places])
            for place, each in zip(places, faults, strict=True):
                found[place] = each
        return found

    def swallowed(self, answer: TextMark, ignored: Iterable[TextMark]) -> bool:
        """Tell whether an answer is out of the account.

        A span half inside one to be ignored; a relation to be ignored, or on a span that is out of the account itself; a
        reply that the gold does not judge, or that may be there and is right; a flag on what is to be ignored.
        """
        if isinstance(answer, Arc):
            return any(
                isinstance(gold, Arc) and self._relations.same_ends(gold, answer) for gold in ignored
            ) or any(not self._relations.known(end) and _inside(end, ignored) for end in answer.at)
        if isinstance(answer, Reply):
            return not self._replies.counts(answer)
        if isinstance(answer, TextFlag):
            least = self.schema.object_rules.flag.place_iou - SLACK
            return any(isinstance(gold, TextFlag) and likeness(gold, answer) >= least for gold in ignored)
        return isinstance(answer, Span) and _inside(answer, ignored)

    def forbidden(self, answer: TextMark) -> Finding | None:  # noqa: ARG002
        """Return None: no rule forbids a mark as such."""
        return None

    def around(self, answer: TextMark, truths: Iterable[Truth[TextMark]]) -> Truth[Any] | None:
        """Return the shortest span of another class that holds all of a span, or None."""
        if not isinstance(answer, Span):
            return None
        spans = [Truth(truth.gold, truth.mark) for truth in truths if isinstance(truth.mark, Span)]
        return self._spans.around(answer, spans)

    def measures(self, tallies: Tallies[TextMark]) -> dict[str, float]:  # noqa: ARG002
        """Return nothing: the measures of each kind are made from its own misses and extras."""
        return {}

    def kind_measures(
        self,
        matches: Sequence[Match[TextMark]],
        missed: Sequence[Truth[TextMark]],
        extras: Sequence[TextMark],
    ) -> dict[str, float]:
        """Return the counts and measures of every kind that is there: MUC's of spans by their bare names."""
        of_matches = _by_kind(match.truth.mark for match in matches)
        of_missed, of_extras = _by_kind(truth.mark for truth in missed), _by_kind(extras)
        found: dict[str, float] = {}
        for kind, judge in self._kinds.items():
            if not (kind in of_matches or kind in of_missed or kind in of_extras):
                continue
            tallies: Tallies[Any] = Tallies(
                [matches[place] for place in of_matches.get(kind, ())],
                len(of_missed.get(kind, ())),
                len(of_extras.get(kind, ())),
            )
            prefix = _PREFIXES.get(kind, "")
            found |= {f"{prefix}{name}": value for name, value in judge.measures(tallies).items()}
        unanswered = self._replies.missed_measures(of_kind(missed, Reply))
        return {**found, **{name: found.get(name, 0.0) + value for name, value in unanswered.items()}}


#: How the measures of a kind begin; spans keep MUC's bare names, replies name their kind of question.
_PREFIXES: Mapping[TextKind, str] = {"relation": "relation.", "text_flag": "flag."}


def _inside(span: Span, ignored: Iterable[TextMark]) -> bool:
    """Tell whether half of a span lies in one to be ignored."""
    return any(isinstance(gold, Span) and 2 * shared(gold, span) >= span.length for gold in ignored)


def _by_kind(marks: Iterable[TextMark]) -> dict[TextKind, list[int]]:
    found: dict[TextKind, list[int]] = {}
    for place, mark in enumerate(marks):
        found.setdefault(mark.kind, []).append(place)
    return found
