"""What there is to draw over a text under inspection: the given marks with their numbers, flags, and the true flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_lanes import SpanIndex, assign_lanes
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Finding
from desktop.session.explain import INSPECTION_TITLES
from desktop.views.widgets.text.lane_painter import RIGHT
from desktop.views.widgets.text.scene import (
    FindingMark,
    LabelLook,
    LaneSpan,
    Scene,
    SceneLink,
    numbered,
)
from desktop.views.widgets.text.segments import Segments

#: How the class of a flag is told from the class of a mark.
_FLAG = "flag:"
#: The sign of a flag where it is written.
PENNANT = "▶"


class InspectionScene(Scene):
    """The given marks are always there; the layer says whose flags are shown: mine, the true ones, or both.

    A flag on a span or on words stands in a lane under them, one on a relation on its arc.
    """

    def __init__(
        self,
        segments: Segments,
        schema: LabelSchema,
        answer: SpanIndex,
        *,
        codes: LabelSchema,
        numbers: Mapping[str, str],
        **more: Any,
    ) -> None:
        super().__init__(segments, schema, answer, **more)
        self._numbers = numbers
        self.looks |= {
            _FLAG + own.id: LabelLook(own.colour, own.called_short, "", own.called) for own in codes.labels
        }
        self._flags = self._true = SpanIndex()
        #: The mark that each flag is about, by the flag's id; "" for words.
        self._targets: dict[str, str] = {}
        self._on_links: dict[str, list[TextFlag]] = {}
        self._true_on_links: dict[str, list[TextFlag]] = {}

    def put_flags(self, flags: Iterable[TextFlag]) -> None:
        """Hold these flags as the inspector's; whoever changed one forgets its place (see ``forget``)."""
        self._flags, self._on_links = self._placed(flags)

    def compare_flags(
        self, gold: Iterable[TextFlag], findings: Sequence[Finding], sentences: Sequence[str]
    ) -> None:
        """Show the true flags beside the inspector's, with what is wrong and the sentence about it."""
        true = list(gold)
        self._true, self._true_on_links = self._placed(true)
        self.gold = self._true
        self.layer = "both"
        self._faults.clear()
        self.findings = []
        on_links = {
            flag.id
            for flags in (self._on_links, self._true_on_links)
            for own in flags.values()
            for flag in own
        }
        for number, (finding, sentence) in enumerate(zip(findings, sentences, strict=True)):
            about_link = bool({finding.answer_id, finding.gold_id} & on_links)
            if len(finding.place) == 2 and finding.place[0] < finding.place[1] and not about_link:
                start, end = finding.place
                self.findings.append(FindingMark(number, finding.code, start, end, sentence))
            self._blame(number, finding)
        self.forget_all()

    def end_comparison(self) -> None:
        """Show the inspector's flags alone again."""
        super().end_comparison()
        self._true, self._true_on_links = SpanIndex(), {}

    def sign(self, item: LaneSpan) -> str:
        """Return the number of a given mark; a flag's is a pennant."""
        return self._numbers.get(item.span.id, "") if item.kind == "answer" else PENNANT

    def tinted(self, item: LaneSpan) -> bool:
        """Tell whether the words under a span are tinted: those of given marks are, whoever's flags are shown."""
        return item.kind == "answer"

    def link_name(self, link: SceneLink) -> str:
        """Return the number and the name of a relation, then its flags with what is wrong with them."""
        number = self._numbers.get(link.relation.id, "")
        return " · ".join(
            (f"{number} {self.look(link.relation.label).short}".strip(), *self._link_flags(link.relation))
        )

    def _link_flags(self, relation: Relation) -> list[str]:
        said: list[str] = []
        if self.layer != "gold":
            said += [self._flag_words(own, gold=False) for own in self._on_links.get(relation.id, ())]
        if self.layer != "answer":
            mine = (
                {own.label for own in self._on_links.get(relation.id, ())} if self.layer == "both" else set()
            )
            true = [own for own in self._true_on_links.get(relation.id, ()) if own.label not in mine]
            said += [_("金 {name}", name=self._flag_words(own, gold=True)) for own in true]
        return said

    def _link_fault(self, relation: Relation) -> str:
        """Return a tick where each flag of a relation is right, a pennant where one is not or nobody knows yet."""
        said = self._link_flags(relation)
        if not said:
            return ""
        return RIGHT if all(words.endswith(RIGHT) for words in said) else PENNANT

    def _flag_words(self, flag: TextFlag, *, gold: bool) -> str:
        fine = RIGHT if self.gold is not None and not gold else ""
        fault = self._faults.get((gold, flag.id), fine)
        return f"{PENNANT}{self.look(_FLAG + flag.label).short}{fault}"

    def _links(self, spans: SpanIndex, links: Any, span_id: str, *, gold: bool) -> list[SceneLink]:
        found = super()._links(spans, links, span_id, gold=gold)
        return [
            SceneLink(
                link.relation,
                link.head,
                link.tail,
                link.kind,
                self._link_fault(link.relation),
            )
            for link in found
        ]

    def _links_of(self, item: LaneSpan) -> list[SceneLink]:
        if item.kind != "answer":
            return []
        return self._links(self.answer, self.answer_links, item.span.id, gold=False)

    def _named(self, span: Span) -> str:
        number = self._numbers.get(span.id, "")
        return f"{number} {super()._named(span)}".strip()

    def tip(self, offset: int) -> str:
        """Return what there is to say about a character: its marks from inside out, flags, then what is wrong there."""
        lines = [self._named(span) for span in self.answer.at(offset)]
        if self.layer != "gold":
            lines += [_("旗：{name}", name=self.look(own.label).name) for own in self._flags.at(offset)]
        if self.layer != "answer":
            lines += [_("金标旗：{name}", name=self.look(own.label).name) for own in self._true.at(offset)]
        lines += [mark.sentence for mark in self.findings_within(offset, offset + 1) if mark.sentence]
        return "\n".join(lines)

    def _assign(self, segment: int) -> list[LaneSpan]:
        start, end = self.segments.starts[segment], self.segments.ends[segment]
        given = self.answer.within(start, end)
        flags = self._flags.within(start, end) if self.layer != "gold" else []
        true = self._true.within(start, end) if self.layer != "answer" else []
        lanes = assign_lanes(given)
        drawn = [LaneSpan(span, lanes[span.id], "answer") for span in given]
        taken = [(span, lanes[span.id]) for span in given]
        lanes |= assign_lanes(flags, taken)
        fine = "" if self.gold is None else RIGHT
        mine = [
            LaneSpan(span, lanes[span.id], "flag", self._faults.get((False, span.id), fine)) for span in flags
        ]
        right = {self._stands(item.span): item.lane for item in mine if item.fault == fine}
        # A true flag on a mark may reach beyond it, to where the mark should end: it is the same flag all the same.
        twins = [span for span in true if self._stands(span) in right]
        mine += [LaneSpan(span, right[self._stands(span)], "twin") for span in twins]
        others = [span for span in true if span not in twins]
        below = assign_lanes(others, [*taken, *((span, lanes[span.id]) for span in flags)])
        return [
            *drawn,
            *mine,
            *(
                LaneSpan(span, below[span.id], "gold", self._faults.get((True, span.id), ""))
                for span in others
            ),
        ]

    def _stands(self, span: Span) -> tuple[object, str]:
        """Return what a flag is about, the mark or the words, and its class."""
        return self._targets.get(span.id) or span.pieces, span.label

    def _placed(self, flags: Iterable[TextFlag]) -> tuple[SpanIndex, dict[str, list[TextFlag]]]:
        """Return the flags on words as spans, and those on relations by the relation's id; those on replies are elsewhere."""
        spans: list[Span] = []
        links: dict[str, list[TextFlag]] = {}
        for flag in flags:
            self._targets[flag.id] = flag.target or ""
            if flag.target is None or self.answer.get(flag.target) is not None:
                spans.append(Span(flag.id, _FLAG + flag.label, flag.start, max(flag.end, flag.start + 1)))
            elif self.answer_links.get(flag.target) is not None:
                links.setdefault(flag.target, []).append(flag)
        return SpanIndex(spans), links

    def _blame(self, number: int, finding: Finding) -> None:
        word = INSPECTION_TITLES.get(finding.code)
        if word is None:
            return
        if finding.answer_id:
            self._faults.setdefault((False, finding.answer_id), f"{numbered(number)}{_(word)}")
        elif finding.gold_id:
            self._faults.setdefault((True, finding.gold_id), f"{numbered(number)}{_(word)}")
