"""What there is to draw over a text: spans of the answer and of the gold in lanes, and findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import SpanIndex, assign_lanes
from desktop.annotation.text_relations import RelationIndex
from desktop.annotation.text_tools import Range
from desktop.base.wording import N_, _
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import RelationType, Turn
from desktop.scoring.result import Code, Finding
from desktop.views.widgets.text.segments import Segments
from desktop.views.widgets.text.utf16 import shown

Layer: TypeAlias = Literal["answer", "gold", "both"]

#: What a finding is called in the lane.
FINDING_WORDS: dict[Code, str] = {
    "MISS": N_("漏标"),
    "EXTRA": N_("多标"),
    "DUP": N_("重复"),
    "CLS": N_("类别错"),
    "BND": N_("边界错"),
    "ATTR": N_("属性错"),
    "RULE": N_("违规"),
    "REL": N_("关系错"),
    "GROUP": N_("指代错"),
    "SLOT": N_("槽位错"),
}


@dataclass(frozen=True)
class LabelLook:
    """How a label shows: the place of its colour in the palette, its short name, its key and its whole name."""

    colour: int
    short: str
    key: str
    name: str


@dataclass(frozen=True)
class LaneSpan:
    """A span in its lane; ``fault`` is the word of the worst finding about it, or empty.

    A twin is a gold span that the answer meets exactly: it is drawn under the answer's bar, in the same lane. A flag is an
    inspector's, on a mark or on words.
    """

    span: Span
    lane: int
    kind: Literal["answer", "gold", "twin", "flag"]
    fault: str = ""


@dataclass(frozen=True)
class SceneLink:
    """A relation with both its spans; ``fault`` is the word of the worst finding about it, or empty."""

    relation: Relation
    head: Span
    tail: Span
    kind: Literal["answer", "gold"]
    fault: str = ""

    def other(self, span: Span) -> Span:
        """Return the span at the other end."""
        return self.tail if span.id == self.head.id else self.head

    def end(self, span: Span) -> Literal["head", "tail"]:
        """Tell which end a span is."""
        return "head" if span.id == self.head.id else "tail"

    @property
    def ends(self) -> object:
        """What makes it equal to another: kind, head and tail by place."""
        return self.relation.label, self.head.pieces, self.tail.pieces


@dataclass(frozen=True)
class FindingMark:
    """A finding on the text: its number in the list, code, range, and the sentence about it."""

    number: int
    code: Code
    start: int
    end: int
    sentence: str = ""


class Scene:
    """Spans and findings by segment. Lanes are worked out per segment when it is looked at, and kept."""

    def __init__(
        self,
        segments: Segments,
        schema: LabelSchema,
        answer: SpanIndex,
        *,
        text: str = "",
        links: RelationIndex | None = None,
        turns: Sequence[Turn] = (),
    ) -> None:
        self.segments = segments
        self.answer = answer
        self.text = text
        self.turns = tuple(turns)
        self.answer_links = links if links is not None else RelationIndex()
        self.gold: SpanIndex | None = None
        self.gold_links = RelationIndex()
        #: The arcs of rows, by segment and number, worked out by who draws them; forgotten with the lanes.
        self.arcs: dict[tuple[int, int], Any] = {}
        self.layer: Layer = "answer"
        self.findings: list[FindingMark] = []
        named: tuple[Label | RelationType, ...] = (*schema.labels, *schema.relations)
        self.looks = {own.id: LabelLook(own.colour, _short(own), own.key, own.called) for own in named}
        self._faults: dict[tuple[bool, str], str] = {}
        self._lanes: dict[int, list[LaneSpan]] = {}

    def compare(
        self,
        gold: SpanIndex,
        findings: Sequence[Finding],
        sentences: Sequence[str],
        links: RelationIndex | None = None,
    ) -> None:
        """Show the gold, with its relations, beside the answer, with what is wrong and the sentence about it."""
        self.gold = gold
        self.gold_links = links if links is not None else RelationIndex()
        self.layer = "both"
        self._faults.clear()
        self.findings = []
        for number, (finding, sentence) in enumerate(zip(findings, sentences, strict=True)):
            # What is wrong with a relation stands on its arc.
            if len(finding.place) == 2 and not self._is_of_link(finding):
                start, end = finding.place
                mark = FindingMark(number, finding.code, start, max(end, start + 1), sentence)
                self.findings.append(mark)
            self._blame(number, finding)
        self.forget_all()

    def end_comparison(self) -> None:
        """Show the answer alone again."""
        self.gold, self.layer, self.findings = None, "answer", []
        self.gold_links = RelationIndex()
        self._faults.clear()
        self.forget_all()

    def show_layer(self, layer: Layer) -> None:
        """Show the answer, the gold, or both."""
        self.layer = layer
        self.forget_all()

    def lanes(self, segment: int) -> list[LaneSpan]:
        """Return the spans that touch a segment, each in its lane: the answer's above the gold's."""
        found = self._lanes.get(segment)
        if found is None:
            found = self._lanes[segment] = self._assign(segment)
        return found

    def depth(self, segment: int, start: int, end: int) -> int:
        """Return how many lanes a row needs."""
        return max(
            (
                item.lane + 1
                for item in self.lanes(segment)
                if item.span.start < end and start < item.span.end
            ),
            default=0,
        )

    def look(self, label: str) -> LabelLook:
        """Return how a label shows; one that the schema does not know shows its id."""
        return self.looks.get(label) or LabelLook(7, label[:6], "?", label)

    def sign(self, item: LaneSpan) -> str:
        """Return what stands before the short name of a span: the key of its class."""
        return self.look(item.span.label).key

    def tinted(self, item: LaneSpan) -> bool:
        """Tell whether the words under a span are tinted."""
        return item.kind == "answer" or self.layer != "both"

    def link_name(self, link: SceneLink) -> str:
        """Return what is written on the arc of a relation."""
        short = self.look(link.relation.label).short
        name = _("金 {name}", name=short) if link.kind == "gold" else short
        return f"{name} · {link.fault}" if link.fault else name

    def forget(self, segment: int, rows: Iterable[int] = ()) -> None:
        """Work the lanes of a segment out again, and the arcs above some of its rows."""
        self._lanes.pop(segment, None)
        for number in rows:
            self.arcs.pop((segment, number), None)

    def forget_all(self) -> None:
        """Work every lane out again."""
        self._lanes.clear()
        self.arcs.clear()

    @property
    def has_links(self) -> bool:
        """Tell whether there is any relation to draw."""
        return len(self.answer_links) + len(self.gold_links) > 0

    def links_from(self, segment: int, start: int, end: int) -> list[tuple[Span, list[SceneLink]]]:
        """Return the spans of a segment that begin in a range, with their relations as far as both ends are shown."""
        found: list[tuple[Span, list[SceneLink]]] = []
        for item in self.lanes(segment):
            if start <= item.span.start < end and (links := self._links_of(item)):
                found.append((item.span, links))
        return found

    def words(self, span: Span) -> str:
        """Return the text of a span without its gaps."""
        return "…".join(self.text[start:end] for start, end in span.pieces)

    def relation_said(self, relation: Relation) -> str:
        """Return a relation of the answer in one sentence: its kind, from where, to where."""
        head, tail = self.answer.get(relation.head), self.answer.get(relation.tail)
        said = [one_line(self.words(span)) if span is not None else "?" for span in (head, tail)]
        return _("{kind}：{head} → {tail}", kind=self.look(relation.label).name, head=said[0], tail=said[1])

    def _links_of(self, item: LaneSpan) -> list[SceneLink]:
        if item.kind == "answer":
            return self._links(self.answer, self.answer_links, item.span.id, gold=False)
        if self.gold is None:
            return []
        links = self._links(self.gold, self.gold_links, item.span.id, gold=True)
        if self.layer == "gold":
            return links
        return [link for link in links if not self._is_met(link)]

    def _is_met(self, gold: SceneLink) -> bool:
        """Tell whether the answer has a relation of the gold exactly and rightly: it is drawn once."""
        for head in self.answer.within(gold.head.start, gold.head.end):
            for link in self._links(self.answer, self.answer_links, head.id, gold=False):
                if link.ends == gold.ends and not link.fault:
                    return True
        return False

    def _links(self, spans: SpanIndex, links: RelationIndex, span_id: str, *, gold: bool) -> list[SceneLink]:
        found = []
        for relation in links.of(span_id):
            head, tail = spans.get(relation.head), spans.get(relation.tail)
            if head is not None and tail is not None:
                fault = self._faults.get((gold, relation.id), "")
                found.append(SceneLink(relation, head, tail, "gold" if gold else "answer", fault))
        return found

    def findings_within(self, start: int, end: int) -> list[FindingMark]:
        """Return the findings that touch a range."""
        return [mark for mark in self.findings if mark.start < end and start < mark.end]

    def tip(self, offset: int) -> str:
        """Return what there is to say about a character: its marks from inside out, then what is wrong there."""
        lines: list[str] = []
        if self.layer != "gold":
            lines += [self._named(span) for span in self.answer.at(offset)]
        if self.gold is not None and self.layer != "answer":
            lines += [_("金标 {mark}", mark=self._named(span)) for span in self.gold.at(offset)]
        lines += [mark.sentence for mark in self.findings_within(offset, offset + 1) if mark.sentence]
        return "\n".join(lines)

    def _named(self, span: Span) -> str:
        return _("{label} · {n} 字", label=self.look(span.label).name, n=span.length)

    def _assign(self, segment: int) -> list[LaneSpan]:
        start, end = self.segments.starts[segment], self.segments.ends[segment]
        answer = self.answer.within(start, end) if self.layer != "gold" else []
        gold = self.gold.within(start, end) if self.gold is not None and self.layer != "answer" else []
        lanes = assign_lanes(answer)
        drawn = [
            LaneSpan(span, lanes[span.id], "answer", self._faults.get((False, span.id), ""))
            for span in answer
        ]
        right = {(item.span.pieces, item.span.label): item.lane for item in drawn if not item.fault}
        twins = [span for span in gold if (span.pieces, span.label) in right]
        drawn += [LaneSpan(span, right[span.pieces, span.label], "twin") for span in twins]
        others = [span for span in gold if span not in twins]
        below = assign_lanes(others, [(span, lanes[span.id]) for span in answer])
        drawn += [
            LaneSpan(span, below[span.id], "gold", self._faults.get((True, span.id), "")) for span in others
        ]
        return drawn

    def _is_of_link(self, finding: Finding) -> bool:
        return bool(
            self.answer_links.get(finding.answer_id or "") or self.gold_links.get(finding.gold_id or "")
        )

    def _blame(self, number: int, finding: Finding) -> None:
        word = FINDING_WORDS.get(finding.code)
        if word is None:
            return
        said = f"{numbered(number)}{_(word)}"
        if finding.answer_id:
            self._faults.setdefault((False, finding.answer_id), said)
        elif finding.gold_id:
            self._faults.setdefault((True, finding.gold_id), said)


def one_line(words: str, longest: int = 24) -> str:
    """Return words on one line as they may be shown, cut when they are long."""
    line = " ".join(shown(words[: longest + 1]).split())
    return line[:longest] + "…" if len(line) > longest else line


def _short(named: Label | RelationType) -> str:
    return named.short if named.called == named.name else named.called


def numbered(number: int) -> str:
    """Return the number of a finding, from 0, as the list beside the text counts it: ①, ②, … ⑳, (21)."""
    return chr(ord("①") + number) if number < 20 else f"({number + 1})"


def range_of(finding: Finding) -> Range | None:
    """Return the range of text that a finding is about, or None when it has no such place."""
    if len(finding.place) != 2:
        return None
    return finding.place[0], finding.place[1]
